//! Writing a draft, putting it to the parties, and taking away one that never was.

use chrono::Datelike;
use entity::{CommitmentState, Obligation, Qualifier, Recurrence, Visibility};

use super::{content, found};
use crate::{
    access::{self, Removal, View, World, act, allow, current},
    commitment::{
        Commitment,
        input::CommitmentContentInput,
        transitions::{Backing, Standing, blocks, conditions, steps_from},
    },
    ids::Ref,
    ledger::Changes,
    problem::{Checked, Code, Problem, Problems},
};

/// Writes a new draft, or changes one.
pub(crate) fn draft(world: &World<'_>, input: &CommitmentContentInput) -> Checked<Changes> {
    let (_, commitment, problems) = written(world, input, |view, _| allow(view, &act::commitmentDraft, false, &[]))?;
    problems.finish()?;
    Ok(Changes::of(act::commitmentDraft.name).with(commitment))
}

/// Puts a commitment to its parties.
pub(crate) fn propose(world: &World<'_>, input: &CommitmentContentInput) -> Checked<Changes> {
    let (view, mut commitment, mut problems) = written(world, input, |view, draft| {
        let Some(draft) = draft else { return allow(view, &act::commitmentPropose, false, &[]) };
        // What a draft lacks is asked below, of the draft with its last changes.
        let step = steps_from(draft.state).find(|step| step.to == CommitmentState::Proposed);
        let role = step.map(|step| blocks(view, draft, step, Backing::None, view.desk.today));
        let role = role.into_iter().flatten().find(|block| block.problem.code == Code::NotAllowed);
        role.map_or(Ok(()), |block| Err(block.problem))
    })?;
    for block in conditions(&commitment, CommitmentState::Proposed, world.today(), |_| true) {
        problems.add(block.problem);
    }
    // Sent back, it hid what it depends on, and others could not know.
    let closes_a_circle = view.needs_of(commitment.id).into_iter().any(|other| view.leads_to(other, commitment.id));
    problems.check(!closes_a_circle, Code::Cycle, &["draft"]);
    problems.finish()?;
    if commitment.number.is_none() {
        give_number(world, &view, &mut commitment, next_number(&view));
    }
    commitment.row.state = CommitmentState::Proposed;
    commitment.row.state_reason = None;
    commitment.row.proposed_on = Some(world.today());
    Ok(Changes::of(act::commitmentPropose.name).with(commitment))
}

/// Removes a draft that was never proposed. Whatever the table has seen stays.
pub(crate) fn remove(world: &World<'_>, commitment: &Ref<Commitment>, removal: &Removal) -> Checked<Changes> {
    let (view, draft) = found(world, commitment, &["commitment"])?;
    allow(&view, &act::commitmentRemove, Standing::of(&view, &draft).is_author, &[])?;
    let mut problems = Problems::new();
    if draft.state != CommitmentState::Draft || draft.number.is_some() {
        problems.add(Problem::new(Code::Blocked, &["commitment"]).saying(
            "Alleen een concept dat nooit is voorgesteld, kan worden verwijderd; trek een voorstel in.",
            "Only a draft that was never proposed can be removed; withdraw a proposal.",
        ));
    }
    access::remove(world, &act::commitmentRemove, &draft, removal, problems)
}

/// The commitment as it is written by an input, new or changed, and what is wrong with it so far. Whoever may not write
/// it is told no more than that: other problems would tell who sits at the table.
fn written(
    world: &World<'_>,
    input: &CommitmentContentInput,
    authorise: impl Fn(&View, Option<&Commitment>) -> Result<(), Problem>,
) -> Checked<(View, Commitment, Problems)> {
    let mut problems = Problems::new();
    let (view, mut commitment) = if let Some(reference) = &input.draft {
        let (view, draft) = found(world, reference, &["draft"])?;
        authorise(&view, Some(&draft))?;
        let partnership = input.partnership.as_ref().map(Ref::partnership);
        problems.check(partnership.is_none_or(|id| id == Some(view.partnership.id)), Code::NotFound, &["draft"]);
        match input.expected_version {
            Some(expected) => drop(problems.take(current(&draft, expected))),
            None => problems.check(false, Code::Required, &["expectedVersion"]),
        }
        problems.check(draft.state == CommitmentState::Draft, Code::UnknownTransition, &["draft"]);
        (view, Commitment::clone(&draft))
    } else {
        let Some(partnership) = &input.partnership else {
            return Err(vec![Problem::new(Code::Required, &["partnership"])]);
        };
        let view = world.view(partnership.partnership(), &["partnership"])?;
        authorise(&view, None)?;
        problems.check(input.title.as_opt_ref().is_some(), Code::Required, &["title"]);
        let empty = empty(world, &view);
        (view, empty)
    };
    let before = commitment.clone();
    content::write(world, &view, input, &mut commitment, &mut problems);
    content::check_key(&view, &commitment, &mut problems);
    if before.version > 0 && content::terms(&before) != content::terms(&commitment) {
        commitment.row.terms_version += 1;
    }
    Ok((view, commitment, problems))
}

/// The number after the highest ever given here, so that none is given twice.
pub(super) fn next_number(view: &View) -> i32 {
    let given = view.snapshot.commitments.iter_with_removed().filter_map(|commitment| commitment.number);
    given.max().unwrap_or(0) + 1
}

/// Numbers a commitment that becomes visible to the table.
pub(super) fn give_number(world: &World<'_>, view: &View, commitment: &mut Commitment, number: i32) {
    let (prefix, year) = (&view.partnership.reference_prefix, world.today().year());
    commitment.row.reference = Some(format!("{prefix}-{year}-{number:03}"));
    commitment.row.number = Some(number);
}

/// A draft with nothing in it.
pub(super) fn empty(world: &World<'_>, view: &View) -> Commitment {
    let row = entity::commitment::Model {
        partnership_id: view.partnership.id,
        id: world.id(),
        version: 0,
        external_key: None,
        source: None,
        changed_at: world.now(),
        removed_at: None,
        number: None,
        reference: None,
        title: String::new(),
        action: None,
        obligation: Obligation::Result,
        kind: None,
        quantity: None,
        unit: None,
        amount_cents: None,
        qualifier: Qualifier::Exact,
        recurrence: Recurrence::Once,
        term_years: None,
        effect: None,
        agreed_on: None,
        original_due_on: None,
        original_due_precision: None,
        original_due_text: None,
        due_on: None,
        due_precision: None,
        due_text: None,
        times_postponed: 0,
        done_criterion: None,
        decision_id: None,
        chain_step: None,
        state: CommitmentState::Draft,
        state_reason: None,
        evidence_title: None,
        evidence_link: None,
        evidence_sha256: None,
        reported_on: None,
        superseded_by: None,
        author_id: world.actor(),
        visibility: Visibility::Partnership,
        amounts_public: false,
        terms_version: 1,
        proposed_on: None,
        reported_by: None,
        ended_on: None,
        waived_reason: None,
        remains: None,
        effort_made: None,
        remainder_of: None,
        agreement_id: None,
    };
    Commitment {
        row,
        debtors: Vec::new(),
        beneficiaries: Vec::new(),
        goals: Vec::new(),
        interests: Vec::new(),
        conditions: Vec::new(),
    }
}
