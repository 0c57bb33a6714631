//! Notes on how a commitment is going.

use entity::CommitmentState;

use super::{content::not_in_the_future, found, spoken_for};
use crate::{
    access::{self, Removal, View, World, act, allow, current},
    commitment::{
        Commitment, ProgressNote,
        input::{CommitmentNoteInput, NoteChangeInput, NoteContentInput},
        transitions::Standing,
    },
    ids::Ref,
    ledger::Changes,
    problem::{Checked, Code, Problems, REASON, TEXT},
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
    let on_behalf_of = spoken_for(&view, &commitment, input.on_behalf_of.as_ref(), &mut problems);
    let row = entity::progress_note::Model {
        partnership_id: view.partnership.id,
        id: world.id(),
        version: 0,
        external_key: None,
        source: None,
        changed_at: world.now(),
        removed_at: None,
        commitment_id: commitment.id,
        noted_on: world.today(),
        health: input.health.into(),
        text: None,
        author_id: world.actor(),
        on_behalf_of,
    };
    let mut note = ProgressNote { row };
    write(&view, &input.content, &mut note, &mut problems);
    problems.finish()?;
    let changes = Changes::of(act::commitmentNote.name).for_organisation(on_behalf_of).with(note);
    if commitment.state != Agreed {
        return Ok(changes);
    }
    let mut started = Commitment::clone(&commitment);
    started.row.state = InProgress;
    Ok(changes.with(started))
}

/// Changes a note. What it said before stays in the history.
pub(crate) fn change(world: &World<'_>, input: &NoteChangeInput) -> Checked<Changes> {
    let (view, before) = world.find(&input.note, &["note"])?;
    allow(&view, &act::noteChange, is_author(&view, &before), &[])?;
    let mut problems = Problems::new();
    problems.take(current(&before, input.expected_version));
    let mut note = ProgressNote::clone(&before);
    note.row.health = input.health.map_or(note.row.health, Into::into);
    write(&view, &input.content, &mut note, &mut problems);
    problems.finish()?;
    Ok(Changes::of(act::noteChange.name).with(note))
}

/// Removes a note. What it started is not undone.
pub(crate) fn remove(world: &World<'_>, note: &Ref<ProgressNote>, removal: &Removal) -> Checked<Changes> {
    let (view, note) = world.find(note, &["note"])?;
    allow(&view, &act::noteRemove, is_author(&view, &note), &[])?;
    access::remove(world, &act::noteRemove, &note, removal, Problems::new())
}

/// Whether the actor wrote a note, and is still at the table.
fn is_author(view: &View, note: &ProgressNote) -> bool {
    let actor = view.desk.viewer.account.as_ref().map(|account| account.id);
    view.seat.is_member && actor.is_some() && actor == note.author_id
}

/// Writes what the input says into a note.
fn write(view: &View, input: &NoteContentInput, note: &mut ProgressNote, problems: &mut Problems) {
    let row = &mut note.row;
    if let Some(day) = input.noted_on.as_opt_ref() {
        row.noted_on = day.map_or(view.desk.today, |day| day.0);
        not_in_the_future(view, row.noted_on, &["notedOn"], problems);
    }
    if let Some(text) = input.text.as_opt_deref() {
        row.text = problems.optional_text(text, TEXT, &["text"]);
    }
    if let Some(source) = input.source.as_opt_deref() {
        row.source = problems.optional_text(source, REASON, &["source"]);
    }
    if let Some(key) = input.external_key.as_opt_deref() {
        let others = view.snapshot.notes.iter_with_removed().filter(|other| other.id != row.id);
        row.external_key = problems.external_key(key, others);
    }
}
