//! Notes on how a commitment is going.

use std::collections::BTreeSet;

use entity::{CommitmentState, Health, OrganisationId};

use super::{found, not_in_the_future, spoken_for, started, take_over::how_many};
use crate::{
    access::{self, Removal, View, World, act, allow, current},
    commitment::{
        Commitment, ProgressNote,
        derived::is_live,
        input::{CommitmentNoteInput, CommitmentsConfirmUnchangedInput, NoteChangeInput, NoteContentInput},
        transitions::Standing,
    },
    ids::Ref,
    ledger::Changes,
    problem::{Checked, Code, Problems, REASON, TEXT},
};

/// Notes how a commitment is going. The first note on one that is agreed starts it, in the same commit, unless something
/// keeps it waiting. A proposal can be noted on too: a first reaction of somebody asked is no consent. So can one that was
/// not fulfilled: the debtor may reply.
pub(crate) fn note(world: &World<'_>, input: &CommitmentNoteInput) -> Checked<Changes> {
    use CommitmentState::{Agreed, InProgress, NotFulfilled, Proposed, ReportedDone};
    let (view, commitment) = found(world, &input.commitment, &["commitment"])?;
    let mut problems = Problems::new();
    let is_debtor = Standing::of(&view, &commitment).is_debtor;
    allow(&view, &act::commitmentNote, is_debtor, &[])?;
    let takes_notes = matches!(commitment.state, Proposed | Agreed | InProgress | ReportedDone | NotFulfilled);
    problems.check(takes_notes, Code::UnknownTransition, &["commitment"]);
    let on_behalf_of = spoken_for(&view, &commitment, input.on_behalf_of.as_ref(), &mut problems);
    let mut note = blank(world, &commitment, input.health.into(), on_behalf_of);
    write(&view, &input.content, &mut note, &mut problems);
    problems.finish()?;
    let changes = Changes::of(act::commitmentNote.name).for_organisation(on_behalf_of).with(note);
    Ok(changes.with_all(started(&view, &commitment)))
}

/// A note of today without words.
fn blank(
    world: &World<'_>,
    commitment: &Commitment,
    health: Health,
    on_behalf_of: Option<OrganisationId>,
) -> ProgressNote {
    let row = entity::progress_note::Model {
        partnership_id: commitment.partnership_id,
        id: world.id(),
        version: 0,
        external_key: None,
        source: None,
        changed_at: world.now(),
        removed_at: None,
        commitment_id: commitment.id,
        noted_on: world.today(),
        health,
        text: None,
        author_id: world.actor(),
        on_behalf_of,
    };
    ProgressNote { row }
}

/// What a note says where nothing changed.
const UNCHANGED: &str = "Ongewijzigd.";

/// Notes of some commitments that nothing changed: how each is going stays what its latest note said, and so does its
/// state, even where this is the first note.
pub(crate) fn unchanged(world: &World<'_>, input: &CommitmentsConfirmUnchangedInput) -> Checked<Changes> {
    let seen: Vec<_> = input.commitments.iter().map(|reference| found(world, reference, &[])).collect();
    let mut refusals = Problems::new();
    for (at, (view, commitment)) in seen.iter().enumerate().filter_map(|(at, one)| Some((at, one.as_ref().ok()?))) {
        let is_debtor = Standing::of(view, commitment).is_debtor;
        let path = ["commitments", &at.to_string()];
        refusals.take(allow(view, &act::commitmentsConfirmUnchanged, is_debtor, &path));
    }
    refusals.finish()?;

    let mut problems = Problems::new();
    how_many(seen.len(), &mut problems)?;
    let named = input.on_behalf_of.as_ref();
    let (mut ids, mut notes) = (BTreeSet::new(), Vec::with_capacity(seen.len()));
    for (at, one) in seen.into_iter().enumerate() {
        let mut found = Problems::new();
        if let Some((view, commitment)) = found.take(one) {
            found.check(is_live(commitment.state), Code::UnknownTransition, &[]);
            found.check(ids.insert(commitment.id), Code::AlreadyExists, &[]);
            let on_behalf_of = spoken_for(&view, &commitment, named, &mut found);
            let health = view.latest_note(&commitment).map_or(Health::OnTrack, |note| note.health);
            let mut note = blank(world, &commitment, health, on_behalf_of);
            note.row.text = Some(UNCHANGED.to_owned());
            notes.push(note);
        }
        problems.add_below(&["commitments", &at.to_string()], found);
    }
    problems.finish()?;
    // A commit is on behalf of one organisation or of none; each note says for itself whose it is.
    let on_behalf_of = notes.first().and_then(|note| note.on_behalf_of).filter(|_| named.is_some());
    Ok(Changes::of(act::commitmentsConfirmUnchanged.name).for_organisation(on_behalf_of).with_all(notes))
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
    problems.rewrite(&mut row.text, input.text.as_opt_deref(), TEXT, &["text"]);
    problems.rewrite(&mut row.source, input.source.as_opt_deref(), REASON, &["source"]);
    if let Some(key) = input.external_key.as_opt_deref() {
        // Unique among those that the actor sees: to refuse a key would tell of a note on a hidden draft.
        let others = view.all::<ProgressNote>().filter(|other| other.id != row.id);
        row.external_key = problems.external_key(key, others.collect::<Vec<_>>().iter());
    }
}
