//! The acts on agreements. Whether the actor may act is decided before all else and reported alone, so that nobody learns
//! from the other problems what only the table knows.

use chrono::NaiveDate;
use entity::{Visibility, agreement_evidence::Evidence, agreement_party::Party};

use super::{
    Agreement,
    mutation::{
        AgreementAccedeInput, AgreementChangeInput, AgreementContentInput, AgreementCreateInput, AgreementPartyInput,
    },
};
use crate::{
    access::{self, Removal, View, World, act, allow, current},
    graphql::Date,
    ids::Ref,
    ledger::Changes,
    meeting::{
        Decision,
        cite::{Cited, cited},
    },
    problem::{Checked, Code, NAME, Problem, Problems, REASON, TEXT},
};

/// Records an agreement, signed or to be signed.
pub(crate) fn create(world: &World<'_>, input: &AgreementCreateInput) -> Checked<Changes> {
    let view = world.view(input.partnership.partnership(), &["partnership"])?;
    allow(&view, &act::agreementCreate, false, &[])?;
    let mut problems = Problems::new();
    let decision = cited(&view, input.decision.as_ref(), &mut problems);
    let row = entity::agreement::Model {
        partnership_id: view.partnership.id,
        id: world.id(),
        version: 0,
        external_key: None,
        source: None,
        changed_at: world.now(),
        removed_at: None,
        title: problems.text(&input.title, NAME, &["title"]),
        signed_on: None,
        valid_from: None,
        valid_until: None,
        accession: None,
        amendment: None,
        termination: None,
        visibility: Visibility::Partnership,
    };
    let mut agreement = Agreement { row, parties: Vec::new(), evidence: Vec::new() };
    write(&view, &input.content, &mut agreement, &mut problems);
    problems.finish()?;
    Ok(Changes::of(act::agreementCreate.name).with(agreement).citing(world, &view, decision.as_ref()))
}

/// Changes an agreement.
pub(crate) fn change(world: &World<'_>, input: &AgreementChangeInput) -> Checked<Changes> {
    let (view, before) = world.find(&input.agreement, &["agreement"])?;
    allow(&view, &act::agreementChange, false, &[])?;
    let mut problems = Problems::new();
    problems.take(current(&before, input.expected_version));
    let decision = decided(&view, &before, input.decision.as_ref(), &mut problems);
    let mut agreement = Agreement::clone(&before);
    if let Some(title) = &input.title {
        agreement.row.title = problems.text(title, NAME, &["title"]);
    }
    write(&view, &input.content, &mut agreement, &mut problems);
    problems.finish()?;
    Ok(Changes::of(act::agreementChange.name).with(agreement).citing(world, &view, decision.as_ref()))
}

/// Lets an organisation join.
pub(crate) fn accede(world: &World<'_>, input: &AgreementAccedeInput) -> Checked<Changes> {
    let (view, before) = world.find(&input.agreement, &["agreement"])?;
    allow(&view, &act::agreementAccede, false, &[])?;
    let mut problems = Problems::new();
    problems.take(current(&before, input.expected_version));
    let decision = decided(&view, &before, input.decision.as_ref(), &mut problems);
    let joining = AgreementPartyInput {
        organisation: input.organisation.clone(),
        joined_on: Some(input.joined_on.unwrap_or(Date(world.today()))),
        left_on: None,
    };
    let mut agreement = Agreement::clone(&before);
    join(&view, &joining, &mut agreement, &[], &mut problems);
    problems.finish()?;
    Ok(Changes::of(act::agreementAccede.name).with(agreement).citing(world, &view, decision.as_ref()))
}

/// Removes an agreement that was not signed and that no commitment carries out. A draft that the actor cannot see lets go of it in silence.
pub(crate) fn remove(world: &World<'_>, agreement: &Ref<Agreement>, removal: &Removal) -> Checked<Changes> {
    let (view, agreement) = world.find(agreement, &["agreement"])?;
    allow(&view, &act::agreementRemove, false, &[])?;
    let mut problems = Problems::new();
    if agreement.signed_on.is_some() {
        problems.add(Problem::new(Code::Blocked, &["agreement"]).saying(
            "Dit convenant is ondertekend; laat het met een besluit eindigen.",
            "This agreement is signed; let it end by a decision.",
        ));
    }
    if view.carrying_out(agreement.id).next().is_some() {
        problems.add(
            Problem::new(Code::Blocked, &["agreement"])
                .saying("Er zijn afspraken die het uitvoeren.", "There are commitments that carry it out."),
        );
    }
    access::remove(world, &act::agreementRemove, &agreement, removal, problems)
}

/// The decision that a change rests on; a signed agreement needs one.
fn decided(
    view: &View,
    agreement: &Agreement,
    decision: Option<&Ref<Decision>>,
    problems: &mut Problems,
) -> Option<Cited> {
    if agreement.signed_on.is_some() && decision.is_none() {
        problems.add(Problem::new(Code::Required, &["decision"]).saying(
            "Dit convenant is ondertekend; noem het besluit om het te wijzigen.",
            "This agreement is signed; name the decision to change it.",
        ));
    }
    cited(view, decision, problems)
}

/// Writes what the input says into an agreement.
fn write(view: &View, input: &AgreementContentInput, agreement: &mut Agreement, problems: &mut Problems) {
    let row = &mut agreement.row;
    for (field, given, path) in [
        (&mut row.signed_on, &input.signed_on, "signedOn"),
        (&mut row.valid_from, &input.valid_from, "validFrom"),
        (&mut row.valid_until, &input.valid_until, "validUntil"),
    ] {
        if let Some(day) = given.as_opt_ref() {
            *field = day.map(|Date(day)| problems.day(*day, &[path]));
        }
    }
    if row.signed_on.is_some_and(|day| day > view.desk.today) {
        problems.add(
            Problem::new(Code::DateOrder, &["signedOn"])
                .saying("Deze dag ligt in de toekomst.", "This day lies in the future."),
        );
    }
    let is_in_order = row.valid_from.zip(row.valid_until).is_none_or(|(from, until)| from <= until);
    let path = if input.valid_until.is_undefined() { "validFrom" } else { "validUntil" };
    problems.check(is_in_order, Code::DateOrder, &[path]);
    problems.rewrite(&mut row.accession, input.accession.as_opt_deref(), TEXT, &["accession"]);
    problems.rewrite(&mut row.amendment, input.amendment.as_opt_deref(), TEXT, &["amendment"]);
    problems.rewrite(&mut row.termination, input.termination.as_opt_deref(), TEXT, &["termination"]);
    problems.rewrite(&mut row.source, input.source.as_opt_deref(), REASON, &["source"]);
    if let Some(visibility) = input.visibility.as_opt_ref() {
        let visibility = visibility.map_or(Visibility::Partnership, |visibility| (*visibility).into());
        row.visibility = problems.table_visibility(visibility, &["visibility"]);
    }
    if let Some(key) = input.external_key.as_opt_deref() {
        let others = view.snapshot.agreements.iter_with_removed().filter(|other| other.id != row.id);
        row.external_key = problems.external_key(key, others);
    }
    if let Some(documents) = input.evidence.as_opt_ref() {
        let documents = documents.into_iter().flatten().enumerate();
        let checked = documents.map(|(at, one)| one.checked(&["evidence", &at.to_string()], problems));
        agreement.evidence =
            checked.map(|one| Evidence { title: one.title, link: one.link, sha256: one.sha256 }).collect();
    }
    if let Some(parties) = input.parties.as_opt_ref() {
        agreement.parties.clear();
        for (at, party) in parties.into_iter().flatten().enumerate() {
            join(view, party, agreement, &["parties", &at.to_string()], problems);
        }
    } else {
        let fits = |party: &Party| joins_in_time(agreement, party.joined_on);
        problems.check(agreement.parties.iter().all(fits), Code::DateOrder, &["parties"]);
    }
}

/// Whether nobody joins before an agreement was signed, nor when it holds no more.
fn joins_in_time(agreement: &Agreement, joined_on: Option<NaiveDate>) -> bool {
    let Some(day) = joined_on else { return true };
    agreement.signed_on.is_none_or(|signed| signed <= day) && agreement.valid_until.is_none_or(|until| day <= until)
}

/// Adds a party, whose problems lie at a path.
fn join(view: &View, input: &AgreementPartyInput, agreement: &mut Agreement, path: &[&str], problems: &mut Problems) {
    let mut own = Problems::new();
    let found = input.organisation.id().filter(|id| view.desk.organisation(*id).is_some());
    let found = own.take(found.ok_or_else(|| Problem::new(Code::NotFound, &["organisation"])));
    let joined_on = input.joined_on.map(|Date(day)| own.day(day, &["joinedOn"]));
    let left_on = input.left_on.map(|Date(day)| own.day(day, &["leftOn"]));
    own.check(joins_in_time(agreement, joined_on), Code::DateOrder, &["joinedOn"]);
    own.check(joined_on.zip(left_on).is_none_or(|(joined, left)| joined <= left), Code::DateOrder, &["leftOn"]);
    if let Some(organisation_id) = found {
        own.check(view.snapshot.seats_of(organisation_id).next().is_some(), Code::NotAMember, &["organisation"]);
        let has_left = |party: &Party| party.left_on.zip(joined_on).is_some_and(|(left, joined)| left < joined);
        let mut earlier = agreement.parties.iter().filter(|party| party.organisation_id == organisation_id);
        if !earlier.all(has_left) {
            own.add(Problem::new(Code::AlreadyExists, &["organisation"]).saying(
                "Deze organisatie is al partij bij dit convenant.",
                "This organisation is a party to this agreement already.",
            ));
        }
        agreement.parties.push(Party { organisation_id, joined_on, left_on });
    }
    problems.add_below(path, own);
}
