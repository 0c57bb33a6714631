//! The acts on reporting periods.

use entity::{MeasurementState, PeriodState, reporting_period::Model};

use super::{
    ReportingPeriod,
    mutation::{
        ReportingPeriodChangeInput, ReportingPeriodCloseInput, ReportingPeriodCreateInput, ReportingPeriodReopenInput,
    },
};
use crate::{
    access::{self, Removal, View, World, act, allow, current},
    fold::fold,
    ids::Ref,
    ledger::Changes,
    meeting::cite::{cited, decision_missing},
    problem::{Checked, Code, NAME, Problem, Problems, REASON},
};

/// Adds a period.
pub(super) fn create(world: &World<'_>, input: &ReportingPeriodCreateInput) -> Checked<Changes> {
    let view = world.view(input.partnership.partnership(), &["partnership"])?;
    allow(&view, &act::reportingPeriodCreate, false, &[])?;
    let mut problems = Problems::new();
    let row = Model {
        partnership_id: view.partnership.id,
        id: world.id(),
        version: 0,
        external_key: None,
        source: problems.optional_text(input.source.as_deref(), REASON, &["source"]),
        changed_at: world.now(),
        removed_at: None,
        name: problems.text(&input.name, NAME, &["name"]),
        from_on: problems.day(input.from.0, &["from"]),
        until_on: problems.day(input.until.0, &["until"]),
        state: PeriodState::Open,
        closed_on: None,
        reopened_reason: None,
    };
    let period = ReportingPeriod { row };
    stands_beside(&view, &period, &mut problems);
    problems.finish()?;
    Ok(Changes::of(act::reportingPeriodCreate.name).with(period))
}

/// Changes a period; its days while it is open.
pub(super) fn change(world: &World<'_>, input: &ReportingPeriodChangeInput) -> Checked<Changes> {
    let (view, before) = world.find(&input.reporting_period, &["reportingPeriod"])?;
    allow(&view, &act::reportingPeriodChange, false, &[])?;
    let mut problems = Problems::new();
    problems.take(current(&before, input.expected_version));
    let mut period = ReportingPeriod::clone(&before);
    let row = &mut period.row;
    if let Some(name) = &input.name {
        row.name = problems.text(name, NAME, &["name"]);
    }
    for (day, given, path) in [(&mut row.from_on, input.from, "from"), (&mut row.until_on, input.until, "until")] {
        let Some(given) = given else { continue };
        let stays = before.state == PeriodState::Open || *day == given.0;
        problems.check(stays, Code::UnknownTransition, &[path]);
        *day = problems.day(given.0, &[path]);
    }
    problems.rewrite(&mut row.source, input.source.as_opt_deref(), REASON, &["source"]);
    stands_beside(&view, &period, &mut problems);
    problems.finish()?;
    Ok(Changes::of(act::reportingPeriodChange.name).with(period))
}

/// Closes a period in which nothing waits.
pub(super) fn close(world: &World<'_>, input: &ReportingPeriodCloseInput) -> Checked<Changes> {
    let (view, before) = world.find(&input.reporting_period, &["reportingPeriod"])?;
    allow(&view, &act::reportingPeriodClose, false, &[])?;
    let mut problems = Problems::new();
    problems.take(current(&before, input.expected_version));
    problems.check(before.state == PeriodState::Open, Code::UnknownTransition, &["reportingPeriod"]);
    let waiting = waiting(&view, &before);
    if waiting > 0 {
        problems.add(Problem::new(Code::Blocked, &["reportingPeriod"]).saying(
            format!("Nog niet beoordeelde metingen in deze ronde: {waiting}."),
            format!("Measurements of this period that are still to be approved: {waiting}."),
        ));
    }
    problems.finish()?;
    let mut period = ReportingPeriod::clone(&before);
    (period.row.state, period.row.closed_on) = (PeriodState::Closed, Some(world.today()));
    Ok(Changes::of(act::reportingPeriodClose.name).with(period))
}

/// Opens a closed period again.
pub(super) fn reopen(world: &World<'_>, input: &ReportingPeriodReopenInput) -> Checked<Changes> {
    let (view, before) = world.find(&input.reporting_period, &["reportingPeriod"])?;
    allow(&view, &act::reportingPeriodReopen, false, &[])?;
    let mut problems = Problems::new();
    problems.take(current(&before, input.expected_version));
    if !view.seat.is_chair && input.decision.is_none() {
        problems.add(decision_missing("decision"));
    }
    let decision = cited(&view, input.decision.as_ref(), &mut problems);
    problems.check(before.state == PeriodState::Closed, Code::UnknownTransition, &["reportingPeriod"]);
    let reason = problems.reason(&input.reason);
    problems.finish()?;
    let mut period = ReportingPeriod::clone(&before);
    (period.row.state, period.row.reopened_reason) = (PeriodState::Open, reason.clone());
    let changes = Changes::of(act::reportingPeriodReopen.name).because(reason).with(period);
    Ok(changes.citing(world, &view, decision.as_ref()))
}

/// Removes an open period; to remove a closed one would open it without the reason that this takes.
pub(super) fn remove(world: &World<'_>, period: &Ref<ReportingPeriod>, removal: &Removal) -> Checked<Changes> {
    let (view, period) = world.find(period, &["reportingPeriod"])?;
    allow(&view, &act::reportingPeriodRemove, false, &[])?;
    let mut problems = Problems::new();
    problems.check(period.state == PeriodState::Open, Code::UnknownTransition, &["reportingPeriod"]);
    access::remove(world, &act::reportingPeriodRemove, &period, removal, problems)
}

/// How many measurements await approval that are about a day of a period, or correct one that is.
fn waiting(view: &View, period: &ReportingPeriod) -> usize {
    let snapshot = &view.snapshot;
    let submitted = snapshot.measurements.iter().filter(|one| one.state == MeasurementState::Submitted);
    let corrects = |id| snapshot.measurements.get(id).is_some_and(|corrected| period.covers(corrected));
    submitted.filter(|one| period.covers(one) || one.supersedes_id.is_some_and(corrects)).count()
}

/// Notes how a period is no period, or clashes with the others of its table.
fn stands_beside(view: &View, period: &ReportingPeriod, problems: &mut Problems) {
    problems.check(period.from_on <= period.until_on, Code::DateOrder, &["until"]);
    let others = || view.snapshot.reporting_periods.iter().filter(|other| other.id != period.id);
    let is_taken = others().any(|other| fold(&other.name) == fold(&period.name));
    problems.check(!is_taken, Code::AlreadyExists, &["name"]);
    if let Some(other) = others().find(|other| other.meets(period.from_on, period.until_on)) {
        problems.add(
            Problem::new(Code::PeriodOverlap, &["from"]).saying(
                format!("Deze ronde overlapt {}.", other.name),
                format!("This period overlaps {}.", other.name),
            ),
        );
    }
}
