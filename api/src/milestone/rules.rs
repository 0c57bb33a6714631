//! The acts on milestones: by a debtor of their commitment, or the secretariat on its behalf, until it has ended.

use std::sync::Arc;

use entity::{Decimal, FuzzyDate, OrganisationId};

use super::{
    Milestone,
    mutation::{
        MilestoneChangeInput, MilestoneContentInput, MilestoneCreateInput, MilestoneReachInput, MilestoneReopenInput,
    },
};
use crate::{
    access::{self, Act, Removal, View, World, act, allow, current},
    commitment::{
        Commitment,
        derived::can_wait,
        rules::{found, not_in_the_future, spoken_for, started},
        transitions::Standing,
    },
    ids::Ref,
    ledger::Changes,
    problem::{Checked, Code, NAME, Problem, Problems, REASON},
};

/// Adds a milestone.
pub(super) fn create(world: &World<'_>, input: &MilestoneCreateInput) -> Checked<Changes> {
    let (view, commitment) = found(world, &input.commitment, &["commitment"])?;
    let (mut problems, on_behalf_of) = begin(&view, &act::milestoneCreate, &commitment, "commitment")?;
    let row = entity::milestone::Model {
        partnership_id: commitment.partnership_id,
        id: world.id(),
        version: 0,
        external_key: None,
        source: None,
        changed_at: world.now(),
        removed_at: None,
        commitment_id: commitment.id,
        title: problems.text(&input.title, NAME, &["title"]),
        due_on: None,
        due_precision: None,
        due_text: None,
        weight: Decimal::ONE,
        done_on: None,
        evidence_title: None,
        evidence_link: None,
        evidence_sha256: None,
    };
    let mut milestone = Milestone { row };
    write(&input.content, &mut milestone, &mut problems);
    problems.finish()?;
    Ok(Changes::of(act::milestoneCreate.name).for_organisation(on_behalf_of).with(milestone))
}

/// Changes a milestone.
pub(super) fn change(world: &World<'_>, input: &MilestoneChangeInput) -> Checked<Changes> {
    let (view, before, commitment) = found_with(world, &input.milestone)?;
    let (mut problems, on_behalf_of) = begin(&view, &act::milestoneChange, &commitment, "milestone")?;
    problems.take(current(&before, input.expected_version));
    let mut milestone = Milestone::clone(&before);
    if let Some(title) = &input.title {
        milestone.row.title = problems.text(title, NAME, &["title"]);
    }
    write(&input.content, &mut milestone, &mut problems);
    problems.finish()?;
    Ok(Changes::of(act::milestoneChange.name).for_organisation(on_behalf_of).with(milestone))
}

/// Removes a milestone.
pub(super) fn remove(world: &World<'_>, milestone: &Ref<Milestone>, removal: &Removal) -> Checked<Changes> {
    let (view, milestone, commitment) = found_with(world, milestone)?;
    let (problems, on_behalf_of) = begin(&view, &act::milestoneRemove, &commitment, "milestone")?;
    let changes = access::remove(world, &act::milestoneRemove, &milestone, removal, problems)?;
    Ok(changes.for_organisation(on_behalf_of))
}

/// Says that a milestone was reached.
pub(super) fn reach(world: &World<'_>, input: &MilestoneReachInput) -> Checked<Changes> {
    let (view, before, commitment) = found_with(world, &input.milestone)?;
    let (mut problems, on_behalf_of) = begin(&view, &act::milestoneReach, &commitment, "milestone")?;
    problems.take(current(&before, input.expected_version));
    if before.done_on.is_some() {
        problems.add(
            Problem::new(Code::UnknownTransition, &["milestone"])
                .saying("Deze mijlpaal is al bereikt.", "This milestone was reached already."),
        );
    }
    let day = input.done_on.map_or(world.today(), |day| day.0);
    not_in_the_future(&view, day, &["doneOn"], &mut problems);
    let evidence = input.evidence.as_ref().map(|evidence| evidence.checked(&["evidence"], &mut problems));
    problems.finish()?;
    let mut milestone = Milestone::clone(&before);
    let row = &mut milestone.row;
    row.done_on = Some(day);
    if let Some(evidence) = evidence {
        (row.evidence_title, row.evidence_link, row.evidence_sha256) =
            (Some(evidence.title), evidence.link, evidence.sha256);
    }
    let changes = Changes::of(act::milestoneReach.name).for_organisation(on_behalf_of);
    Ok(changes.with(milestone).with_all(started(&view, &commitment)))
}

/// Says that a milestone was not reached after all.
pub(super) fn reopen(world: &World<'_>, input: &MilestoneReopenInput) -> Checked<Changes> {
    let (view, before, commitment) = found_with(world, &input.milestone)?;
    let (mut problems, on_behalf_of) = begin(&view, &act::milestoneReopen, &commitment, "milestone")?;
    problems.take(current(&before, input.expected_version));
    problems.check(before.done_on.is_some(), Code::UnknownTransition, &["milestone"]);
    let reason = problems.reason(&input.reason);
    problems.finish()?;
    let mut milestone = Milestone::clone(&before);
    let row = &mut milestone.row;
    row.done_on = None;
    (row.evidence_title, row.evidence_link, row.evidence_sha256) = (None, None, None);
    Ok(Changes::of(act::milestoneReopen.name).because(reason).for_organisation(on_behalf_of).with(milestone))
}

/// The milestone that an actor at the table refers to, and its commitment.
fn found_with(world: &World<'_>, milestone: &Ref<Milestone>) -> Checked<(View, Arc<Milestone>, Arc<Commitment>)> {
    let (view, milestone) = world.find(milestone, &["milestone"])?;
    let commitment = view.get::<Commitment>(milestone.commitment_id);
    let commitment = commitment.ok_or_else(|| Problem::new(Code::NotFound, &["milestone"]))?;
    Ok((view, milestone, commitment))
}

/// Whether the actor may do an act on a milestone of a commitment, and for which debtor the secretariat does it.
fn begin(view: &View, act: &Act, commitment: &Commitment, field: &str) -> Checked<(Problems, Option<OrganisationId>)> {
    allow(view, act, Standing::of(view, commitment).is_debtor, &[])?;
    let mut problems = Problems::new();
    problems.check(can_wait(commitment.state), Code::UnknownTransition, &[field]);
    let on_behalf_of = spoken_for(view, commitment, None, &mut problems);
    Ok((problems, on_behalf_of))
}

/// Writes what the input says into a milestone.
fn write(input: &MilestoneContentInput, milestone: &mut Milestone, problems: &mut Problems) {
    let row = &mut milestone.row;
    if let Some(due) = input.due_on.as_opt_ref() {
        let due = due.map(|due| due.checked("dueOn", problems));
        (row.due_on, row.due_precision, row.due_text) = FuzzyDate::into_columns(due);
    }
    if let Some(weight) = input.weight.as_opt_ref() {
        row.weight = weight.map_or(Decimal::ONE, crate::graphql::Decimal::exact);
        problems.weight(row.weight > Decimal::ZERO, &["weight"]);
    }
    problems.rewrite(&mut row.source, input.source.as_opt_deref(), REASON, &["source"]);
}
