//! The acts that leave a commitment's terms and state as they are: what is said about it, whom to call, which conditions
//! hold, and that nothing changed.

use std::{collections::BTreeSet, sync::Arc};

use entity::CommitmentState;

use super::{content, found, take_over::how_many};
use crate::{
    access::{View, World, act, allow, current},
    commitment::{
        Commitment,
        derived::is_live,
        input::{CommitmentChangeInput, CommitmentMeetConditionInput, CommitmentsConfirmUnchangedInput},
        transitions::Standing,
    },
    ids::Ref,
    ledger::Changes,
    problem::{Checked, Code, Problem, Problems, REASON},
};

/// Changes what is said about a commitment.
pub(crate) fn change(world: &World<'_>, input: &CommitmentChangeInput) -> Checked<Changes> {
    let (view, before) = found(world, &input.step.commitment, &["commitment"])?;
    may_change(&view, &before, input)?;
    let mut problems = Problems::new();
    problems.take(current(&before, input.step.expected_version));
    let mut changed = Commitment::clone(&before);
    for (at, contact) in input.contacts.iter().flatten().enumerate() {
        let at = at.to_string();
        let named = contact.person.as_ref();
        let contact_id = named.and_then(|one| content::person(world, one, &["contacts", &at, "person"], &mut problems));
        let organisation = contact.organisation.id();
        match changed.debtors.iter_mut().find(|debtor| Some(debtor.organisation_id) == organisation) {
            Some(debtor) => debtor.contact_id = contact_id,
            None => problems.add(not_owed_by(&["contacts", &at, "organisation"])),
        }
    }
    content::write_about(&view, &input.about, &mut changed, &mut problems);
    if changed.external_key != before.external_key {
        content::check_key(&view, &changed, &mut problems);
    }
    problems.finish()?;
    Ok(Changes::of(act::commitmentChange.name).with(changed))
}

/// The secretariat may change it all; a debtor says whom to call at its own office, and no more.
fn may_change(view: &View, commitment: &Commitment, input: &CommitmentChangeInput) -> Checked<()> {
    let act = act::commitmentChange;
    if allow(view, &act, false, &[]).is_ok() {
        return Ok(());
    }
    allow(view, &act, Standing::of(view, commitment).is_debtor, &[])?;
    let mut refusals = Problems::new();
    for field in input.about.given() {
        refusals.check(false, Code::NotAllowed, &[field]);
    }
    for (at, contact) in input.contacts.iter().flatten().enumerate() {
        let is_own = contact.organisation.id().is_some_and(|id| view.represents(id));
        refusals.check(is_own, Code::NotAllowed, &["contacts", &at.to_string(), "organisation"]);
    }
    refusals.finish()
}

fn not_owed_by(path: &[&str]) -> Problem {
    Problem::new(Code::OutOfRange, path).saying(
        "Deze organisatie heeft deze afspraak niet na te komen.",
        "This organisation does not owe this commitment.",
    )
}

/// Records that a condition is met, or that it is not any more. By the party that must see to it, or the secretariat.
pub(crate) fn meet_condition(world: &World<'_>, input: &CommitmentMeetConditionInput) -> Checked<Changes> {
    let (view, before) = found(world, &input.step.commitment, &["commitment"])?;
    let at = usize::try_from(input.number).ok().and_then(|number| number.checked_sub(1));
    let mut changed = Commitment::clone(&before);
    let condition = at.and_then(|at| changed.conditions.get_mut(at));
    let party = condition.as_ref().map(|condition| condition.organisation_id);
    let is_own = party.is_some_and(|party| view.represents(party));
    allow(&view, &act::commitmentMeetCondition, is_own, &[])?;
    let mut problems = Problems::new();
    problems.take(current(&before, input.step.expected_version));
    let counts = before.state == CommitmentState::Proposed || is_live(before.state);
    problems.check(counts, Code::UnknownTransition, &["commitment"]);
    problems.check(condition.is_some(), Code::NotFound, &["number"]);
    let met_on = input.met_on.as_opt_ref().map_or(Some(world.today()), |day| day.map(|day| day.0));
    let said = input.reason.as_deref().unwrap_or_default();
    let reason = match met_on {
        Some(day) => {
            content::not_in_the_future(&view, day, &["metOn"], &mut problems);
            problems.optional_text(Some(said), REASON, &["reason"])
        }
        None => problems.reason(said),
    };
    if let Some(condition) = condition {
        let was_met = condition.met_on.is_some();
        problems.check(was_met || met_on.is_some(), Code::UnknownTransition, &["metOn"]);
        condition.met_on = met_on;
    }
    problems.finish()?;
    let on_behalf_of = party.filter(|_| !is_own);
    Ok(Changes::of(act::commitmentMeetCondition.name).because(reason).for_organisation(on_behalf_of).with(changed))
}

/// Records that nothing changed about some commitments. By a debtor of each, or the secretariat.
pub(crate) fn confirm_unchanged(world: &World<'_>, input: &CommitmentsConfirmUnchangedInput) -> Checked<Changes> {
    let view = world.view(input.partnership.partnership(), &["partnership"])?;
    // Outsiders see a part, which must never be written back.
    if !view.is_at_the_table() {
        return Err(Problem::new(Code::NotAllowed, &[]).into());
    }
    let named = input.on_behalf_of.as_ref();
    let organisation = named.and_then(Ref::id).filter(|id| view.desk.organisation(*id).is_some());
    let seen = seen(&view, input);
    let mut refusals = Problems::new();
    for (at, commitment) in seen.iter().enumerate() {
        let Some(commitment) = commitment else { continue };
        let is_debtor = Standing::of(&view, commitment).is_debtor;
        let path = ["commitments", &at.to_string(), "commitment"];
        refusals.take(allow(&view, &act::commitmentsConfirmUnchanged, is_debtor, &path));
    }
    let speaks_for_it = view.seat.is_secretariat || organisation.is_none_or(|id| view.represents(id));
    refusals.check(speaks_for_it, Code::NotAllowed, &["onBehalfOf"]);
    refusals.finish()?;

    let mut problems = Problems::new();
    how_many(seen.len(), &mut problems)?;
    problems.check(named.is_none() || organisation.is_some(), Code::NotFound, &["onBehalfOf"]);
    let (mut ids, mut confirmed) = (BTreeSet::new(), Vec::with_capacity(seen.len()));
    for (at, (commitment, unchanged)) in seen.iter().zip(&input.commitments).enumerate() {
        let mut found = Problems::new();
        if let Some(commitment) = commitment {
            found.take(current(commitment, unchanged.expected_version));
            found.check(is_live(commitment.state), Code::UnknownTransition, &["commitment"]);
            found.check(ids.insert(commitment.id), Code::AlreadyExists, &["commitment"]);
            if organisation.is_some_and(|id| !commitment.is_owed_by(id)) {
                found.add(not_owed_by(&["commitment"]));
            }
            let mut commitment = Commitment::clone(commitment);
            commitment.row.confirmed_on = Some(world.today());
            confirmed.push(commitment);
        } else {
            found.check(false, Code::NotFound, &["commitment"]);
        }
        problems.add_below(&["commitments", &at.to_string()], found);
    }
    problems.finish()?;
    let on_behalf_of = organisation.filter(|id| !view.represents(*id));
    Ok(Changes::of(act::commitmentsConfirmUnchanged.name).for_organisation(on_behalf_of).with_all(confirmed))
}

/// The commitments of the table that an input names, where the actor sees them.
fn seen(view: &View, input: &CommitmentsConfirmUnchangedInput) -> Vec<Option<Arc<Commitment>>> {
    let references = input.commitments.iter().map(|unchanged| &unchanged.commitment);
    let is_own = |partnership| partnership == Some(view.partnership.id);
    references.map(|one| one.id().filter(|_| is_own(one.partnership())).and_then(|id| view.get(id))).collect()
}
