//! The acts on meetings and decisions. Whether the actor may act is decided before all else and reported alone, so that
//! nobody learns from the other problems what only the table knows.

use chrono::Datelike;

use super::{
    Decision, Meeting,
    mutation::{DecisionRecordInput, MeetingRecordInput},
};
use crate::{
    access::{World, act, allow, find_organisations},
    ledger::Changes,
    problem::{Checked, Code, NAME, Problem, Problems, REASON, TEXT},
};

/// Records a meeting, held or planned.
pub(crate) fn record(world: &World<'_>, input: &MeetingRecordInput) -> Checked<Changes> {
    let view = world.view(input.partnership.partnership(), &["partnership"])?;
    allow(&view, &act::meetingRecord, false, &[])?;
    let mut problems = Problems::new();
    let held_on = input.held_on.0;
    problems.check((1900..=2200).contains(&held_on.year()), Code::OutOfRange, &["heldOn"]);
    let is_member = |organisation| view.snapshot.is_member_on(organisation, held_on);
    let attendance = find_organisations(&view, &input.attendance, "attendance", is_member, &mut problems);
    let row = entity::meeting::Model {
        partnership_id: view.partnership.id,
        id: world.id(),
        version: 0,
        external_key: problems.external_key(input.external_key.as_deref(), view.snapshot.meetings.iter_with_removed()),
        source: problems.optional_text(input.source.as_deref(), REASON, &["source"]),
        changed_at: world.now(),
        removed_at: None,
        title: problems.text(&input.title, NAME, &["title"]),
        held_on,
        agenda: problems.optional_text(input.agenda.as_deref(), TEXT, &["agenda"]),
    };
    problems.finish()?;
    Ok(Changes::of(act::meetingRecord.name).with(Meeting { row, attendance }))
}

/// Records a decision of a meeting.
pub(crate) fn decide(world: &World<'_>, input: &DecisionRecordInput) -> Checked<Changes> {
    let (view, meeting) = world.find(&input.meeting, &["meeting"])?;
    allow(&view, &act::decisionRecord, false, &[])?;
    let mut problems = Problems::new();
    if meeting.held_on > world.today() {
        problems.add(Problem::new(Code::DateOrder, &["meeting"]).saying(
            format!("Dit overleg is pas op {}; er is nog niets besloten.", meeting.held_on),
            format!("This meeting is not until {}; nothing is decided yet.", meeting.held_on),
        ));
    }
    let row = entity::decision::Model {
        partnership_id: view.partnership.id,
        id: world.id(),
        version: 0,
        external_key: problems.external_key(input.external_key.as_deref(), view.snapshot.decisions.iter_with_removed()),
        source: problems.optional_text(input.source.as_deref(), REASON, &["source"]),
        changed_at: world.now(),
        removed_at: None,
        meeting_id: meeting.id,
        text: problems.text(&input.text, TEXT, &["text"]),
    };
    problems.finish()?;
    Ok(Changes::of(act::decisionRecord.name).with(Decision { row }))
}
