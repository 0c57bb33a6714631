//! Notes on how a commitment is going.

use entity::CommitmentState;

use super::{found, spoken_for};
use crate::{
    access::{World, act, allow},
    commitment::{Commitment, ProgressNote, input::CommitmentNoteInput, transitions::Standing},
    ledger::Changes,
    problem::{Checked, Code, Problem, Problems, REASON, TEXT},
};

/// Notes how a commitment is going. The first note on one that is agreed starts it, in the same commit. A proposal can
/// be noted on too: a first reaction of somebody asked is no consent. So can one that was not fulfilled: the debtor may
/// reply.
pub(crate) fn note(world: &World<'_>, input: &CommitmentNoteInput) -> Checked<Changes> {
    use CommitmentState::{Agreed, InProgress, NotFulfilled, Proposed, ReportedDone};
    let (view, commitment) = found(world, &input.commitment, &["commitment"])?;
    let mut problems = Problems::new();
    let is_debtor = Standing::of(&view, &commitment).is_debtor;
    allow(&view, &act::commitmentNote, is_debtor, &[])?;
    let takes_notes = matches!(commitment.state, Proposed | Agreed | InProgress | ReportedDone | NotFulfilled);
    problems.check(takes_notes, Code::UnknownTransition, &["commitment"]);
    let noted_on = input.noted_on.map_or(world.today(), |day| day.0);
    if noted_on > world.today() {
        problems.add(Problem::new(Code::DateOrder, &["notedOn"]).saying(
            "Een voortgangsmelding kan niet in de toekomst liggen.",
            "A note on progress cannot lie in the future.",
        ));
    }
    let on_behalf_of = spoken_for(&view, &commitment, input.on_behalf_of.as_ref(), &mut problems);
    let row = entity::progress_note::Model {
        partnership_id: view.partnership.id,
        id: world.id(),
        version: 0,
        external_key: None,
        source: problems.optional_text(input.source.as_deref(), REASON, &["source"]),
        changed_at: world.now(),
        removed_at: None,
        commitment_id: commitment.id,
        noted_on,
        health: input.health.into(),
        text: problems.optional_text(input.text.as_deref(), TEXT, &["text"]),
        author_id: world.actor(),
        on_behalf_of,
    };
    problems.finish()?;
    let changes = Changes::of(act::commitmentNote.name).for_organisation(on_behalf_of).with(ProgressNote { row });
    if commitment.state != Agreed {
        return Ok(changes);
    }
    let mut started = Commitment::clone(&commitment);
    started.row.state = InProgress;
    Ok(changes.with(started))
}
