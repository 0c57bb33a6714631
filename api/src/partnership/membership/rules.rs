//! The acts on memberships. Whether the actor may act is decided before all else and reported alone.

use std::{collections::BTreeSet, sync::Arc};

use chrono::NaiveDate;
use entity::{
    AmendmentReason, CommitmentId, MeasurementState, MembershipId, MembershipRole, MembershipStatus, OrganisationId,
    PartnershipId, Visibility, membership_representative::Representative,
};

use super::{
    Membership,
    hand_over::hand_over,
    mutation::{
        MembershipChangeInput, MembershipContentInput, MembershipCreateInput, MembershipEndInput, RepresentativeInput,
    },
};
use crate::{
    access::{self, Removal, View, World, act, allow, current},
    amendment::rules::Reasoned,
    graphql::Date,
    ids::Ref,
    ledger::Changes,
    meeting::cite::{cited, decision_missing},
    organisation::Organisation,
    partnership::mutation::SecretariatInput,
    person::Person,
    problem::{Checked, Code, NAME, Problem, Problems, REASON},
};

/// Seats an organisation at a table, or notes that it is invited or asked.
pub(crate) fn create(world: &World<'_>, input: &MembershipCreateInput) -> Checked<Changes> {
    let view = world.view(input.partnership.partnership(), &["partnership"])?;
    allow(&view, &act::membershipCreate, false, &[])?;
    let mut problems = Problems::new();
    let organisation = organisation(world, &input.organisation, &["organisation"], &mut problems);
    // Where there is no organisation, the input is refused below.
    let known = organisation.unwrap_or_else(|| world.id());
    let mut seat = blank(world, view.partnership.id, known, world.today());
    write(world, &view, &input.content, organisation, &mut seat, &mut problems);
    problems.check(!overlaps(&view, &seat), Code::AlreadyExists, &["organisation"]);
    problems.finish()?;
    Ok(Changes::of(act::membershipCreate.name).with(seat))
}

/// Changes a seat.
pub(crate) fn change(world: &World<'_>, input: &MembershipChangeInput) -> Checked<Changes> {
    let (view, before) = world.find(&input.membership, &["membership"])?;
    allow(&view, &act::membershipChange, false, &[])?;
    let mut problems = Problems::new();
    problems.take(current(&before, input.expected_version));
    let mut seat = Membership::clone(&before);
    if before.status != MembershipStatus::Member
        && input.content.status.map(Into::into) == Some(MembershipStatus::Member)
    {
        seat.row.from_on = world.today();
    }
    write(world, &view, &input.content, Some(before.organisation_id), &mut seat, &mut problems);
    settle(&view, &before, &seat, dated(&input.content), &BTreeSet::new(), &mut problems);
    problems.finish()?;
    Ok(Changes::of(act::membershipChange.name).with(seat))
}

/// Lets an organisation leave, with what it hands over.
pub(crate) fn end(world: &World<'_>, input: &MembershipEndInput) -> Checked<Changes> {
    let (view, before) = world.find(&input.membership, &["membership"])?;
    allow(&view, &act::membershipEnd, false, &[])?;
    let mut problems = Problems::new();
    problems.take(current(&before, input.expected_version));
    let until = input.until.map_or(world.today(), |Date(until)| problems.day(until, &["until"]));
    problems.check(before.from_on <= until, Code::DateOrder, &["until"]);
    let reason = problems.optional_text(Some(&input.leave_reason), REASON, &["leaveReason"]);
    problems.check(reason.is_some(), Code::ReasonRequired, &["leaveReason"]);
    let mut seat = Membership::clone(&before);
    seat.lasts_until(Some(until), world.now());
    seat.row.leave_reason.clone_from(&reason);
    let cited = cited(&view, input.decision.as_ref(), &mut problems);
    if !input.hand_overs.is_empty() && input.decision.is_none() {
        problems.add(decision_missing("decision"));
    }
    let why = Reasoned {
        code: AmendmentReason::PartnerChange,
        reason: reason.clone().unwrap_or_default(),
        cited: cited.clone(),
        source: problems.optional_text(input.source.as_deref(), REASON, &["source"]),
    };
    let handed = hand_over(world, &view, before.organisation_id, &input.hand_overs, &why, &mut problems);
    settle(&view, &before, &seat, "until", &handed.named, &mut problems);
    problems.finish()?;
    let (amendments, commitments): (Vec<_>, Vec<_>) = handed.amended.into_iter().unzip();
    let changes = Changes::of(act::membershipEnd.name).because(reason).with(seat);
    Ok(changes.with_all(amendments).with_all(commitments).citing(world, &view, cited.as_ref()))
}

/// Removes a seat that nothing rests on.
pub(crate) fn remove(world: &World<'_>, membership: &Ref<Membership>, removal: &Removal) -> Checked<Changes> {
    let (view, seat) = world.find(membership, &["membership"])?;
    allow(&view, &act::membershipRemove, false, &[])?;
    let mut problems = Problems::new();
    let rest = dependants(&view, seat.organisation_id);
    if !rest.is_empty() {
        let [nl, en] = [0, 1].map(|at| rest.iter().map(|words| words[at]).collect::<Vec<_>>().join(", "));
        problems.add(Problem::new(Code::Blocked, &["membership"]).saying(
            format!(
                "Van deze organisatie is er al meer: {nl}. Laat haar vertrekken in plaats van haar te verwijderen."
            ),
            format!("There is more of this organisation already: {en}. Let it leave rather than remove it."),
        ));
    }
    if seat.is_secretariat() {
        keep_secretariat(&view, seat.id, None, &mut problems);
    }
    access::remove(world, &act::membershipRemove, &seat, removal, problems)
}

/// The seat of the organisation that will keep a new partnership's records.
pub(in crate::partnership) fn secretariat(
    world: &World<'_>,
    partnership: PartnershipId,
    input: &SecretariatInput,
    problems: &mut Problems,
) -> Option<Membership> {
    let organisation = organisation(world, &input.organisation, &["secretariat", "organisation"], problems);
    let path = ["secretariat", "representatives"];
    let representatives = representatives(world, organisation, &input.representatives, &path, problems);
    problems.check(!input.representatives.is_empty(), Code::Required, &path);
    let from = input.from.map_or(world.today(), |Date(from)| problems.day(from, &["secretariat", "from"]));
    let seat = blank(world, partnership, organisation?, from);
    Some(Membership { roles: vec![MembershipRole::Secretariat], representatives, ..seat })
}

fn organisation(
    world: &World<'_>,
    reference: &Ref<Organisation>,
    path: &[&str],
    problems: &mut Problems,
) -> Option<OrganisationId> {
    let found = reference.id().filter(|id| world.desk.directory.organisations.get(*id).is_some());
    problems.take(found.ok_or_else(|| Problem::new(Code::NotFound, path)))
}

/// The persons who will act for an organisation: its own people, or whoever seats it could see its interests through a
/// person of theirs. Whoever has the id of one of them may name it: ids cannot be guessed.
fn representatives(
    world: &World<'_>,
    organisation: Option<OrganisationId>,
    inputs: &[RepresentativeInput],
    path: &[&str],
    problems: &mut Problems,
) -> Vec<Representative> {
    let mut found: Vec<Representative> = Vec::new();
    for (at, input) in inputs.iter().enumerate() {
        let at = at.to_string();
        let below = |field| path.iter().copied().chain([at.as_str(), field]).collect::<Vec<_>>();
        let is_nameable = |person: &&Arc<Person>| {
            organisation.is_some() && person.organisation_id == organisation || world.desk.person(person.id).is_some()
        };
        let person = input.person.id().and_then(|id| world.desk.directory.persons.get(id)).filter(is_nameable);
        let person = problems.take(person.ok_or_else(|| Problem::new(Code::NotFound, &below("person"))));
        if person.is_some_and(|person| organisation.is_some() && person.organisation_id != organisation) {
            problems.add(Problem::new(Code::NotAllowed, &below("person")).saying(
                "Een organisatie wordt vertegenwoordigd door haar eigen mensen.",
                "An organisation is represented by its own people.",
            ));
        }
        let function = problems.optional_text(input.function.as_deref(), NAME, &below("function"));
        let new = person.filter(|person| found.iter().all(|other| other.person_id != person.id));
        found.extend(new.map(|person| Representative { person_id: person.id, function }));
    }
    found
}

/// A seat of which nothing is said yet.
fn blank(
    world: &World<'_>,
    partnership_id: PartnershipId,
    organisation_id: OrganisationId,
    from_on: NaiveDate,
) -> Membership {
    let row = entity::membership::Model {
        partnership_id,
        id: world.id(),
        version: 0,
        external_key: None,
        source: None,
        changed_at: world.now(),
        removed_at: None,
        organisation_id,
        status: MembershipStatus::Member,
        mandate: None,
        from_on,
        until_on: None,
        join_reason: None,
        leave_reason: None,
        until_recorded_at: None,
    };
    Membership { row, roles: Vec::new(), representatives: Vec::new() }
}

/// Writes what the input says into a seat.
fn write(
    world: &World<'_>,
    view: &View,
    input: &MembershipContentInput,
    organisation: Option<OrganisationId>,
    seat: &mut Membership,
    problems: &mut Problems,
) {
    seat.row.status = input.status.map_or(seat.row.status, Into::into);
    if let Some(roles) = input.roles.as_opt_ref() {
        let roles: BTreeSet<MembershipRole> = roles.into_iter().flatten().map(|role| (*role).into()).collect();
        seat.roles = roles.into_iter().collect();
    }
    problems.check(seat.status != MembershipStatus::Member || !seat.roles.is_empty(), Code::Required, &["roles"]);
    if let Some(persons) = input.representatives.as_opt_ref() {
        let persons = persons.map_or(&[] as &[_], Vec::as_slice);
        seat.representatives = representatives(world, organisation, persons, &["representatives"], problems);
    }
    let row = &mut seat.row;
    problems.rewrite(&mut row.mandate, input.mandate.as_opt_deref(), REASON, &["mandate"]);
    if let Some(Date(from)) = input.from {
        row.from_on = problems.day(from, &["from"]);
    }
    if let Some(until) = input.until.as_opt_ref() {
        let until = until.map(|Date(until)| problems.day(*until, &["until"]));
        seat.lasts_until(until, world.now());
    }
    let row = &mut seat.row;
    problems.check(row.until_on.is_none_or(|until| row.from_on <= until), Code::DateOrder, &[dated(input)]);
    if let Some(reason) = input.leave_reason.as_opt_deref() {
        row.leave_reason = problems.optional_text(reason, REASON, &["leaveReason"]);
        problems.check(row.leave_reason.is_none() || row.until_on.is_some(), Code::Required, &["until"]);
    }
    if row.until_on.is_none() {
        row.leave_reason = None;
    }
    problems.rewrite(&mut row.join_reason, input.join_reason.as_opt_deref(), REASON, &["joinReason"]);
    problems.rewrite(&mut row.source, input.source.as_opt_deref(), REASON, &["source"]);
    if let Some(key) = input.external_key.as_opt_deref() {
        let others = view.snapshot.memberships.iter_with_removed().filter(|other| other.id != row.id);
        row.external_key = problems.external_key(key, others);
    }
}

/// The field by which an input says when a seat lasts.
fn dated(input: &MembershipContentInput) -> &'static str {
    if input.until.is_undefined() && input.from.is_some() { "from" } else { "until" }
}

/// Whether an organisation would have two seats on one day.
fn overlaps(view: &View, seat: &Membership) -> bool {
    let mut others = view.snapshot.seats_of(seat.organisation_id).filter(|other| other.id != seat.id);
    others.any(|other| other.from_on <= seat.last_day() && seat.from_on <= other.last_day())
}

/// What the table asks of a seat that changes, with which some commitments are handed over.
fn settle(
    view: &View,
    before: &Membership,
    after: &Membership,
    dated: &str,
    handed_over: &BTreeSet<CommitmentId>,
    problems: &mut Problems,
) {
    problems.check(!overlaps(view, after), Code::AlreadyExists, &[dated]);
    if leaves(before, after, view.desk.today) {
        let kept = view.owed_by(after.organisation_id).filter(|one| !handed_over.contains(&one.id));
        let owed: Vec<_> = kept.filter_map(|one| one.reference.clone()).collect();
        if !owed.is_empty() {
            let owed = owed.join(", ");
            problems.add(Problem::new(Code::OpenCommitments, &["membership"]).saying(
                format!("Deze organisatie heeft nog afspraken na te komen: {owed}."),
                format!("This organisation still has commitments to fulfil: {owed}."),
            ));
        }
    }
    if before.is_secretariat() {
        keep_secretariat(view, after.id, Some(after), problems);
    }
}

/// Whether a member is one no longer, or for a shorter time to come.
fn leaves(before: &Membership, after: &Membership, today: NaiveDate) -> bool {
    let was_to_stay = before.status == MembershipStatus::Member && today <= before.last_day();
    let is_shorter = after.last_day() < before.last_day() || after.from_on > before.from_on.max(today);
    was_to_stay && (after.status != MembershipStatus::Member || is_shorter)
}

/// Refuses to leave a table without a secretariat that somebody acts for: today or, one seat following the other, later.
fn keep_secretariat(view: &View, id: MembershipId, after: Option<&Membership>, problems: &mut Problems) {
    let others = view.snapshot.memberships.iter().map(|seat| &**seat).filter(|seat| seat.id != id);
    let able = |seat: &&Membership| seat.is_secretariat() && !seat.representatives.is_empty();
    let seats: Vec<&Membership> = others.chain(after).filter(able).collect();
    let mut day = Some(view.desk.today);
    while let Some(on) = day {
        let last_days = seats.iter().filter(|seat| seat.is_member_on(on)).map(|seat| seat.last_day());
        let Some(last) = last_days.max() else {
            problems.add(Problem::new(Code::Blocked, &["membership"]).saying(
                "Zo komt de tafel zonder secretariaat te zitten; wijs eerst een ander aan, met wie daarvoor optreedt.",
                "This would leave the table without a secretariat; name another one first, with somebody who acts for it.",
            ));
            return;
        };
        day = last.succ_opt();
    }
}

/// What the table sees resting on an organisation's seat. What is hidden from it lets go of the seat in silence.
fn dependants(view: &View, organisation: OrganisationId) -> Vec<[&'static str; 2]> {
    let snapshot = &view.snapshot;
    let is_own = |other: Option<OrganisationId>| other == Some(organisation);
    let has_agreed = snapshot.commitments.iter().any(|one| one.is_before_the_table() && one.concerns(organisation));
    let is_table_business = |state| !matches!(state, MeasurementState::Draft | MeasurementState::Returned);
    let reports = snapshot.indicators.iter().any(|one| {
        is_own(one.reporter_id) || one.reporters.iter().any(|listed| listed.organisation_id == organisation)
    });
    let has_reported = reports
        || snapshot
            .measurements
            .iter()
            .any(|one| is_table_business(one.state) && (is_own(one.organisation_id) || is_own(one.on_behalf_of)));
    let has_attended = snapshot.meetings.iter().any(|one| one.attendance.contains(&organisation));
    let is_shared = |visibility| visibility >= Visibility::Partnership;
    let has_shared =
        snapshot.interests.iter().any(|one| one.organisation_id == organisation && is_shared(one.visibility));
    let is_before_the_table = |id| snapshot.commitments.get(id).is_some_and(|one| one.is_before_the_table());
    let mut endorsements = snapshot.endorsements.iter().filter(|one| one.organisation_id == organisation);
    let has_endorsed = endorsements.any(|one| one.commitment_id.is_none_or(is_before_the_table));
    let rest = [
        (has_agreed, ["afspraken", "commitments"]),
        (has_reported, ["metingen", "measurements"]),
        (has_attended, ["overleggen", "meetings"]),
        (has_shared, ["belangen", "interests"]),
        (has_endorsed, ["reacties", "endorsements"]),
    ];
    rest.into_iter().filter_map(|(is_there, words)| is_there.then_some(words)).collect()
}
