//! Ending a commitment together: one of those that it is owed to lets its debtors go, or a party lets another commitment
//! replace it, as soon as the others agree. A decision of the table, or somebody who speaks for all, needs nobody else.

use entity::AmendmentReason;

use super::{Amended, Reasoned, propose::put, proposed};
use crate::{
    access::World,
    amendment::terms::{ENDING, between},
    commitment::{
        Commitment,
        input::{CommitmentReleaseInput, CommitmentSupersedeInput},
        rules::step::{self, Step},
    },
    ledger::Changes,
    problem::Checked,
};

/// Releases the debtors, or proposes that.
pub(crate) fn release(world: &World<'_>, input: &CommitmentReleaseInput) -> Checked<Changes> {
    together(world, step::release(world, input)?)
}

/// Replaces a commitment by another, or proposes that.
pub(crate) fn supersede(world: &World<'_>, input: &CommitmentSupersedeInput) -> Checked<Changes> {
    together(world, step::supersede(world, input)?)
}

fn together(world: &World<'_>, step: Step) -> Checked<Changes> {
    let (view, after) = (step.view.clone(), step.commitment.clone());
    let Some(before) = view.get::<Commitment>(after.id) else { return step.finish(world) };
    let asked = Commitment::asked(&view.snapshot, &before, &after, world.today());
    let speaks_for_all = asked.iter().all(|party| party.iter().any(|one| view.represents(*one)));
    if speaks_for_all || step.decision.is_some() && view.seat.is_secretariat {
        return step.finish(world);
    }
    step.problems.finish()?;
    let reason = after.state_reason.clone();
    let why = Reasoned {
        code: AmendmentReason::Other,
        reason: reason.clone().unwrap_or_default(),
        cited: None,
        source: None,
    };
    let amendment = proposed(world, &view, &*before, between(&*before, &after, ENDING), why);
    let (amendment, record) = put(world, &view, &*before, after, amendment);
    let changes = Changes::of(step.act.name).because(reason).with(record).with(amendment);
    Ok(changes.citing(world, &view, step.decision.as_ref()))
}
