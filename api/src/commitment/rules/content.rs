//! What a commitment says. An absent field is left as it is, null clears it.
//!
//! Its terms are written while it is not agreed yet; what is said about it besides, at any time.

use chrono::NaiveDate;
use entity::{
    FuzzyDate, Obligation, OrganisationId, PersonId, Qualifier, Recurrence, ResourceKind, Visibility,
    commitment_condition::Condition, commitment_debtor::Debtor,
};

use crate::{
    access::{View, World, find_all},
    agreement::Agreement,
    commitment::{
        Commitment,
        input::{
            CommitmentAboutInput, CommitmentConditionInput, CommitmentContentInput, CommitmentDebtorInput,
            CommitmentTermsInput,
        },
    },
    goal::Goal,
    graphql::Decimal,
    ids::Ref,
    interest::Interest,
    organisation::Organisation,
    person::Person,
    problem::{Code, KEY, NAME, Problem, Problems, REASON, TEXT},
};

/// What parties agree to. A change of it is a new version of the terms.
pub(super) fn terms(commitment: &Commitment) -> impl PartialEq {
    let row = &commitment.row;
    let debtors: Vec<_> = commitment.debtors.iter().map(|debtor| (debtor.organisation_id, debtor.is_lead)).collect();
    let conditions: Vec<_> = commitment.conditions.iter().map(|one| (one.text.clone(), one.organisation_id)).collect();
    (
        (row.title.clone(), row.action.clone(), row.done_criterion.clone(), commitment.due()),
        (debtors, commitment.beneficiaries.clone(), conditions, row.obligation),
        (row.kind, row.quantity, row.unit.clone(), row.amount_cents, row.qualifier),
        (row.recurrence, row.term_years, row.effect),
    )
}

/// Writes what the input says into a commitment that is not agreed yet.
pub(crate) fn write(
    world: &World<'_>,
    view: &View,
    input: &CommitmentContentInput,
    commitment: &mut Commitment,
    problems: &mut Problems,
) {
    let today = world.today();
    if let Some(title) = input.title.as_opt_deref() {
        commitment.row.title = problems.text(title.unwrap_or_default(), NAME, &["title"]);
    }
    if let Some(inputs) = input.debtors.as_opt_ref() {
        commitment.debtors = debtors(world, view, inputs.map_or(&[], Vec::as_slice), today, problems);
    }
    if let Some(inputs) = input.conditions.as_opt_ref() {
        // A condition that is written again as it was stays met.
        let before = std::mem::take(&mut commitment.conditions);
        let is_same = |one: &Condition, input: &CommitmentConditionInput| {
            one.text == input.text.trim() && Some(one.organisation_id) == input.organisation.id()
        };
        let met_on = |input| before.iter().find(|one| is_same(one, input)).and_then(|one| one.met_on);
        let inputs = inputs.into_iter().flatten().map(|input| (input, met_on(input)));
        commitment.conditions = conditions(view, inputs, today, problems);
    }
    write_terms(view, &input.terms, today, commitment, problems);
    write_about(view, &input.about, commitment, problems);
}

/// Writes the terms, but for the title, the debtors and the conditions. The parties have their seats on some day.
pub(super) fn write_terms(
    view: &View,
    input: &CommitmentTermsInput,
    day: NaiveDate,
    commitment: &mut Commitment,
    problems: &mut Problems,
) {
    let row = &mut commitment.row;
    problems.rewrite(&mut row.action, input.action.as_opt_deref(), TEXT, &["action"]);
    problems.rewrite(&mut row.done_criterion, input.done_criterion.as_opt_deref(), TEXT, &["doneCriterion"]);
    if let Some(due) = input.due_on.as_opt_ref() {
        let due = due.map(|due| due.checked("dueOn", problems));
        (row.due_on, row.due_precision, row.due_text) = FuzzyDate::into_columns(due);
    }
    if let Some(beneficiaries) = input.beneficiaries.as_opt_ref() {
        commitment.beneficiaries.clear();
        for (at, reference) in beneficiaries.into_iter().flatten().enumerate() {
            let found = party(view, reference, day, &["beneficiaries", &at.to_string()], problems);
            commitment.beneficiaries.extend(found.filter(|one| !commitment.beneficiaries.contains(one)));
        }
    }
    promise(input, commitment, problems);
}

/// Writes what is none of the terms.
pub(super) fn write_about(
    view: &View,
    input: &CommitmentAboutInput,
    commitment: &mut Commitment,
    problems: &mut Problems,
) {
    let row = &mut commitment.row;
    problems.rewrite(&mut row.source, input.source.as_opt_deref(), REASON, &["source"]);
    problems.rewrite(&mut row.external_key, input.external_key.as_opt_deref(), KEY, &["externalKey"]);
    if let Some(step) = input.chain_step.as_opt_ref() {
        row.chain_step = step.map(|step| (*step).into());
    }
    if let Some(visibility) = input.visibility.as_opt_ref() {
        let visibility = visibility.map_or(Visibility::Partnership, |visibility| (*visibility).into());
        row.visibility = problems.table_visibility(visibility, &["visibility"]);
    }
    if let Some(public) = input.amounts_public.as_opt_ref() {
        row.amounts_public = public.is_some_and(|public| *public);
    }
    if let Some(agreement) = input.agreement.as_opt_ref() {
        row.agreement_id = agreement.and_then(|agreement| {
            let own = agreement.id().filter(|_| agreement.partnership() == Some(view.partnership.id));
            let found = own.filter(|id| view.get::<Agreement>(*id).is_some());
            problems.take(found.ok_or_else(|| Problem::new(Code::NotFound, &["agreement"])))
        });
    }
    if let Some(goals) = input.goals.as_opt_ref() {
        commitment.goals = find_all::<Goal>(view, goals.map_or(&[], Vec::as_slice), "goals", problems);
    }
    if let Some(interests) = input.interests.as_opt_ref() {
        let named = find_all::<Interest>(view, interests.map_or(&[], Vec::as_slice), "interests", problems);
        // Interests that the actor does not see are not the actor's to take away.
        commitment.interests.retain(|interest| view.get::<Interest>(*interest).is_none());
        commitment.interests.extend(named);
    }
}

/// Unique among those that the actor sees: to refuse a key would tell of a hidden draft.
pub(super) fn check_key(view: &View, commitment: &Commitment, problems: &mut Problems) {
    let has_key = |other: &Commitment| other.id != commitment.id && other.external_key == commitment.external_key;
    let is_taken = commitment.external_key.is_some() && view.all::<Commitment>().any(|other| has_key(&other));
    problems.check(!is_taken, Code::AlreadyExists, &["externalKey"]);
}

/// The debtors, of whom exactly one leads: the one marked, or else the first.
pub(super) fn debtors(
    world: &World<'_>,
    view: &View,
    inputs: &[CommitmentDebtorInput],
    day: NaiveDate,
    problems: &mut Problems,
) -> Vec<Debtor> {
    let mut debtors: Vec<Debtor> = Vec::new();
    for (at, input) in inputs.iter().enumerate() {
        let at = at.to_string();
        let contact = input.contact.as_ref();
        let contact_id = contact.and_then(|one| person(world, one, &["debtors", &at, "contact"], problems));
        let path = ["debtors", &at, "organisation"];
        let Some(organisation_id) = party(view, &input.organisation, day, &path, problems) else { continue };
        let is_new = debtors.iter().all(|debtor| debtor.organisation_id != organisation_id);
        problems.check(is_new, Code::AlreadyExists, &path);
        debtors.push(Debtor { organisation_id, is_lead: input.is_lead, contact_id });
    }
    match debtors.iter().filter(|debtor| debtor.is_lead).count() {
        0 => debtors.first_mut().into_iter().for_each(|first| first.is_lead = true),
        1 => {}
        _ => problems.add(
            Problem::new(Code::OutOfRange, &["debtors"])
                .saying("Een afspraak heeft één trekker.", "A commitment has one lead."),
        ),
    }
    debtors
}

/// The conditions, each with the day since which it holds, if it does.
pub(super) fn conditions<'a>(
    view: &View,
    inputs: impl Iterator<Item = (&'a CommitmentConditionInput, Option<NaiveDate>)>,
    day: NaiveDate,
    problems: &mut Problems,
) -> Vec<Condition> {
    let mut conditions = Vec::new();
    for (at, (input, met_on)) in inputs.enumerate() {
        let at = at.to_string();
        let text = problems.text(&input.text, REASON, &["conditions", &at, "text"]);
        let found = party(view, &input.organisation, day, &["conditions", &at, "organisation"], problems);
        if let Some(met_on) = met_on {
            not_in_the_future(view, met_on, &["conditions", &at, "metOn"], problems);
        }
        conditions.extend(found.map(|organisation_id| Condition { text, organisation_id, met_on }));
    }
    conditions
}

/// A day on which something happened already.
pub(crate) fn not_in_the_future(view: &View, day: NaiveDate, path: &[&str], problems: &mut Problems) {
    problems.day(day, path);
    if day > view.desk.today {
        problems.add(
            Problem::new(Code::DateOrder, path).saying("Deze dag ligt in de toekomst.", "This day lies in the future."),
        );
    }
}

/// A contact person whom the actor may know.
pub(super) fn person(
    world: &World<'_>,
    reference: &Ref<Person>,
    path: &[&str],
    problems: &mut Problems,
) -> Option<PersonId> {
    let seen = reference.id().filter(|id| world.desk.person(*id).is_some());
    problems.take(seen.ok_or_else(|| Problem::new(Code::NotFound, path)))
}

/// An organisation that on a day has a seat at the table, or will have one, or is asked from outside.
fn party(
    view: &View,
    reference: &Ref<Organisation>,
    day: NaiveDate,
    path: &[&str],
    problems: &mut Problems,
) -> Option<OrganisationId> {
    let found = reference.id().filter(|id| view.desk.organisation(*id).is_some());
    let id = problems.take(found.ok_or_else(|| Problem::new(Code::NotFound, path)))?;
    problems.check(view.snapshot.has_seat_from(id, day), Code::NotAMember, path);
    Some(id)
}

/// What is promised, how much of it and how often.
fn promise(input: &CommitmentTermsInput, commitment: &mut Commitment, problems: &mut Problems) {
    let row = &mut commitment.row;
    if let Some(obligation) = input.obligation.as_opt_ref() {
        row.obligation = obligation.map_or(Obligation::Result, |obligation| (*obligation).into());
    }
    if let Some(kind) = input.kind.as_opt_ref() {
        row.kind = kind.map(|kind| (*kind).into());
    }
    if let Some(quantity) = input.quantity.as_opt_ref() {
        row.quantity = quantity.map(Decimal::exact);
        problems.zero_or_more(row.quantity >= Some(entity::Decimal::ZERO) || quantity.is_none(), &["quantity"]);
    }
    problems.rewrite(&mut row.unit, input.unit.as_opt_deref(), KEY, &["unit"]);
    if let Some(amount) = input.amount.as_opt_ref() {
        row.amount_cents = amount.and_then(|amount| amount.exact().cents());
        problems.range(
            row.amount_cents >= Some(0) || amount.is_none(),
            &["amount"],
            "Een bedrag is nul euro of meer, met hooguit twee decimalen.",
            "An amount is zero euros or more, with at most two decimals.",
        );
    }
    if let Some(qualifier) = input.qualifier.as_opt_ref() {
        row.qualifier = qualifier.map_or(Qualifier::Exact, |qualifier| (*qualifier).into());
    }
    if let Some(recurrence) = input.recurrence.as_opt_ref() {
        row.recurrence = recurrence.map_or(Recurrence::Once, |recurrence| (*recurrence).into());
    }
    if let Some(years) = input.term_years.as_opt_ref() {
        row.term_years = years.copied();
        problems.range(
            years.is_none_or(|years| (1..=100).contains(years)),
            &["termYears"],
            "Een looptijd is 1 tot en met 100 jaar.",
            "A term is 1 up to 100 years.",
        );
    }
    if let Some(effect) = input.effect.as_opt_ref() {
        row.effect = effect.map(|effect| (*effect).into());
    }
    let is_money = row.kind == Some(ResourceKind::Money);
    if is_money && (row.quantity.is_some() || row.unit.is_some()) {
        let path = if row.quantity.is_some() { "quantity" } else { "unit" };
        problems.add(
            Problem::new(Code::UnitMismatch, &[path])
                .saying("Geld geeft u op als bedrag, in euro's.", "Money is given as an amount, in EUR."),
        );
    } else if row.quantity.is_some() && row.unit.is_none() {
        problems.check(false, Code::Required, &["unit"]);
    }
    if row.amount_cents.is_some() && row.kind.is_some() && !is_money {
        problems.add(Problem::new(Code::UnitMismatch, &["amount"]).saying(
            "Een bedrag hoort bij geld; kies de soort MONEY of geef een hoeveelheid op.",
            "An amount goes with money; choose the kind MONEY or give a quantity.",
        ));
    }
}
