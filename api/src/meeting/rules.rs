//! The acts on meetings and decisions. Whether the actor may act is decided before all else and reported alone, so that
//! nobody learns from the other problems what only the table knows.

use super::{
    Decision, Meeting,
    mutation::{
        DecisionChangeInput, DecisionContentInput, DecisionRecordInput, MeetingChangeInput, MeetingContentInput,
        MeetingRecordInput,
    },
};
use crate::{
    access::{self, Removal, View, World, act, allow, current, find_organisations},
    clock::shows,
    graphql::{Date, LocalTime, day_in_words},
    ids::Ref,
    ledger::Changes,
    problem::{Checked, Code, NAME, Problem, Problems, REASON, TEXT},
};

/// Records a meeting, held or planned.
pub(crate) fn record(world: &World<'_>, input: &MeetingRecordInput) -> Checked<Changes> {
    let view = world.view(input.partnership.partnership(), &["partnership"])?;
    allow(&view, &act::meetingRecord, false, &[])?;
    let mut problems = Problems::new();
    let row = entity::meeting::Model {
        partnership_id: view.partnership.id,
        id: world.id(),
        version: 0,
        external_key: None,
        source: None,
        changed_at: world.now(),
        removed_at: None,
        title: problems.text(&input.title, NAME, &["title"]),
        held_on: problems.day(input.held_on.0, &["heldOn"]),
        agenda: None,
        starts_minute: None,
        ends_minute: None,
        place: None,
    };
    let mut meeting = Meeting { row, attendance: Vec::new() };
    write(&view, &input.content, &mut meeting, &mut problems);
    problems.finish()?;
    Ok(Changes::of(act::meetingRecord.name).with(meeting))
}

/// Changes a meeting.
pub(crate) fn change(world: &World<'_>, input: &MeetingChangeInput) -> Checked<Changes> {
    let (view, before) = world.find(&input.meeting, &["meeting"])?;
    allow(&view, &act::meetingChange, false, &[])?;
    let mut problems = Problems::new();
    problems.take(current(&before, input.expected_version));
    let mut meeting = Meeting::clone(&before);
    if let Some(title) = &input.title {
        meeting.row.title = problems.text(title, NAME, &["title"]);
    }
    if let Some(Date(held_on)) = input.held_on {
        meeting.row.held_on = problems.day(held_on, &["heldOn"]);
        if held_on > world.today() && has_decided(&view, &before) {
            problems.add(Problem::new(Code::DateOrder, &["heldOn"]).saying(
                "In dit overleg zijn al besluiten genomen; het kan niet in de toekomst liggen.",
                "Decisions were taken in this meeting already; it cannot lie in the future.",
            ));
        }
        let attend = |organisation: &_| view.snapshot.is_member_on(*organisation, held_on);
        let is_attended_by_members = !input.content.attendance.is_undefined() || before.attendance.iter().all(attend);
        problems.check(is_attended_by_members, Code::NotAMember, &["heldOn"]);
    }
    write(&view, &input.content, &mut meeting, &mut problems);
    problems.finish()?;
    Ok(Changes::of(act::meetingChange.name).with(meeting))
}

/// Removes a meeting that decided nothing.
pub(crate) fn remove(world: &World<'_>, meeting: &Ref<Meeting>, removal: &Removal) -> Checked<Changes> {
    let (view, meeting) = world.find(meeting, &["meeting"])?;
    allow(&view, &act::meetingRemove, false, &[])?;
    let mut problems = Problems::new();
    if has_decided(&view, &meeting) {
        problems.add(Problem::new(Code::Blocked, &["meeting"]).saying(
            "In dit overleg zijn besluiten genomen; verwijder die eerst.",
            "Decisions were taken in this meeting; remove those first.",
        ));
    }
    access::remove(world, &act::meetingRemove, &meeting, removal, problems)
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
        external_key: None,
        source: None,
        changed_at: world.now(),
        removed_at: None,
        meeting_id: meeting.id,
        text: problems.text(&input.text, TEXT, &["text"]),
    };
    let mut decision = Decision { row };
    write_decision(&view, &input.content, &mut decision, &mut problems);
    problems.finish()?;
    Ok(Changes::of(act::decisionRecord.name).with(decision))
}

/// Changes a decision; its text only as long as no act cites it.
pub(crate) fn change_decision(world: &World<'_>, input: &DecisionChangeInput) -> Checked<Changes> {
    let (view, before) = world.find(&input.decision, &["decision"])?;
    allow(&view, &act::decisionChange, false, &[])?;
    let mut problems = Problems::new();
    problems.take(current(&before, input.expected_version));
    let mut decision = Decision::clone(&before);
    if let Some(text) = &input.text {
        decision.row.text = problems.text(text, TEXT, &["text"]);
        if decision.text != before.text {
            problems.take(uncited(&view, &before, "text"));
        }
    }
    write_decision(&view, &input.content, &mut decision, &mut problems);
    problems.finish()?;
    Ok(Changes::of(act::decisionChange.name).with(decision))
}

/// Removes a decision that nothing rests on.
pub(crate) fn remove_decision(world: &World<'_>, decision: &Ref<Decision>, removal: &Removal) -> Checked<Changes> {
    let (view, decision) = world.find(decision, &["decision"])?;
    allow(&view, &act::decisionRemove, false, &[])?;
    let mut problems = Problems::new();
    problems.take(uncited(&view, &decision, "decision"));
    access::remove(world, &act::decisionRemove, &decision, removal, problems)
}

fn has_decided(view: &View, meeting: &Meeting) -> bool {
    view.snapshot.decisions_of(meeting.id).next().is_some()
}

/// Whether no act cites a decision, whatever became of what the act was about.
fn uncited(view: &View, decision: &Decision, path: &str) -> Result<(), Problem> {
    let agreed: Vec<_> = view.commitments_agreed_by(decision.id).filter_map(|one| one.reference.clone()).collect();
    if agreed.is_empty() && view.snapshot.citations_of(decision.id).next().is_none() {
        return Ok(());
    }
    let blocked = Problem::new(Code::Blocked, &[path]);
    if agreed.is_empty() {
        return Err(
            blocked.saying("Er is al op grond van dit besluit gehandeld.", "Acts rest on this decision already.")
        );
    }
    let agreed = agreed.join(", ");
    Err(blocked.saying(
        format!("Op dit besluit berusten afspraken: {agreed}."),
        format!("Commitments rest on this decision: {agreed}."),
    ))
}

/// Writes what the input says into a meeting.
fn write(view: &View, input: &MeetingContentInput, meeting: &mut Meeting, problems: &mut Problems) {
    let held_on = meeting.held_on;
    if let Some(attendance) = input.attendance.as_opt_ref() {
        let attendance = attendance.map_or(&[] as &[_], Vec::as_slice);
        let is_member = |organisation| view.snapshot.is_member_on(organisation, held_on);
        meeting.attendance = find_organisations(view, attendance, "attendance", is_member, problems);
    }
    let row = &mut meeting.row;
    write_hours(input, row, problems);
    problems.rewrite(&mut row.place, input.place.as_opt_deref(), NAME, &["place"]);
    problems.rewrite(&mut row.agenda, input.agenda.as_opt_deref(), TEXT, &["agenda"]);
    problems.rewrite(&mut row.source, input.source.as_opt_deref(), REASON, &["source"]);
    if let Some(key) = input.external_key.as_opt_deref() {
        let others = view.snapshot.meetings.iter_with_removed().filter(|other| other.id != row.id);
        row.external_key = problems.external_key(key, others);
    }
}

/// Writes when a meeting starts and ends, and checks both against its day, which may have changed.
fn write_hours(input: &MeetingContentInput, row: &mut entity::meeting::Model, problems: &mut Problems) {
    let on_day = row.held_on;
    for (minute, given, path) in
        [(&mut row.starts_minute, &input.starts_at, "startsAt"), (&mut row.ends_minute, &input.ends_at, "endsAt")]
    {
        if let Some(time) = given.as_opt_ref() {
            *minute = time.map(|time| time.minute());
        }
        let Some(skipped) = minute.filter(|minute| !shows(on_day, *minute)).and_then(LocalTime::of_minute) else {
            continue;
        };
        let path = if given.is_undefined() { "heldOn" } else { path };
        let [nl, en] = day_in_words(on_day);
        problems.range(
            false,
            &[path],
            format!("Op {nl} begint de zomertijd: de klok slaat {skipped} over."),
            format!("On {en} summer time begins: the clock leaps over {skipped}."),
        );
    }
    let problem = Problem::new(Code::DateOrder, &["endsAt"]);
    match (row.starts_minute, row.ends_minute) {
        (None, Some(_)) => problems.add(problem.saying(
            "Zeg ook wanneer het overleg begint: een eindtijd staat niet alleen.",
            "Say when the meeting starts too: the time at which it ends does not stand alone.",
        )),
        (Some(starts), Some(ends)) if ends <= starts => problems.add(problem.saying(
            "Een overleg eindigt later dan het begint, op dezelfde dag.",
            "A meeting ends later than it starts, on the same day.",
        )),
        _ => {}
    }
}

/// Writes what the input says into a decision.
fn write_decision(view: &View, input: &DecisionContentInput, decision: &mut Decision, problems: &mut Problems) {
    let row = &mut decision.row;
    problems.rewrite(&mut row.source, input.source.as_opt_deref(), REASON, &["source"]);
    if let Some(key) = input.external_key.as_opt_deref() {
        let others = view.snapshot.decisions.iter_with_removed().filter(|other| other.id != row.id);
        row.external_key = problems.external_key(key, others);
    }
}
