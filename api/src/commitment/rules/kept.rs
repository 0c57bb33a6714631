//! The acts that leave a commitment's terms and state as they are: what is said about it, whom to call, and which
//! conditions hold.

use entity::CommitmentState;

use super::{content, found};
use crate::{
    access::{View, World, act, allow, current},
    commitment::{
        Commitment,
        derived::is_live,
        input::{CommitmentChangeInput, CommitmentMeetConditionInput},
        transitions::Standing,
    },
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
