//! Taking back what was brought in. What the batch made is removed, and what it changed says again what it said before,
//! under a new version; nothing is deleted, and no reference or version of terms is used again.

use std::{collections::BTreeSet, sync::Arc};

use entity::{CommitmentState, MeasurementState};
use serde_json::Value;
use uuid::Uuid;

use super::{ImportBatch, mutation::ImportUndoInput};
use crate::{
    access::{View, World, act, allow, current},
    ledger::{Aggregate, AnyRecord, Changes, Touched},
    problem::{Checked, Code, Problem, Problems, Stale},
};

/// Takes back a batch, of which is given what its commit did.
pub(crate) fn undo(world: &World<'_>, input: &ImportUndoInput, touched: &[Touched]) -> Checked<Changes> {
    let (view, batch) = world.find(&input.import, &["import"])?;
    let is_author = world.desk.is_own_account(batch.author_id);
    allow(&view, &act::importUndo, is_author, &[])?;
    let mut problems = Problems::new();
    problems.take(current(&batch, input.expected_version));
    let reason = problems.reason(&input.reason);
    if batch.undone_at.is_some() {
        problems.add(Problem::new(Code::UnknownTransition, &["import"]).saying(
            "Deze import is al ongedaan gemaakt; dat kan één keer.",
            "This import has been undone already; that is done once.",
        ));
        return Err(problems.finish().err().unwrap_or_default());
    }
    if !touched.iter().all(|one| may_still(&view, one)) {
        problems.add(Problem::new(Code::NotAllowed, &["import"]).saying(
            "In deze import staat iets dat u vandaag niet meer mag wijzigen.",
            "This import has something in it that you may not change any more today.",
        ));
        return Err(problems.finish().err().unwrap_or_default());
    }
    let mut records = Vec::with_capacity(touched.len());
    for one in touched {
        let Some(after) = unchanged(&view, one, &mut problems) else { continue };
        keeps_figures(&view, one, &mut problems);
        match &one.before {
            None => records.push(after.removed(world.now())),
            Some(before) => records.push(restored(world, before, after)),
        }
    }
    outside(&view, touched, &records, &mut problems);
    problems.finish().map_err(|mut found| {
        found.dedup();
        found
    })?;
    let mut undone = ImportBatch::clone(&batch);
    (undone.row.undone_at, undone.row.undone_reason) = (Some(world.now()), reason.clone());
    Ok(Changes::of(act::importUndo.name).because(reason).with(undone).with_all(records))
}

/// Whether the actor, who may have brought it in with rights that it had then, may today change what a batch changed: an
/// interest is its owner's, and what was agreed is for those who keep the records.
fn may_still(view: &View, one: &Touched) -> bool {
    match &one.after {
        Some(AnyRecord::Interest(interest)) => {
            view.represents(interest.organisation_id) || one.is_new() && view.seat.is_secretariat
        }
        Some(AnyRecord::Commitment(now)) if !view.seat.is_secretariat && !view.seat.is_chair => {
            let is_open = matches!(now.state, CommitmentState::Draft | CommitmentState::Proposed);
            let terms_before = one.before.as_ref().and_then(|before| match before {
                AnyRecord::Commitment(before) => Some(before.terms_version),
                _ => None,
            });
            let keeps_terms = terms_before == Some(now.terms_version);
            let owes = now.debtors.iter().any(|debtor| view.represents(debtor.organisation_id));
            is_open && view.desk.is_own_account(now.author_id) || owes && (is_open || keeps_terms)
        }
        _ => true,
    }
}

/// The record as the batch left it, where that is how it still is. What changed since is named where the actor sees it.
fn unchanged<'a>(view: &View, one: &'a Touched, problems: &mut Problems) -> Option<&'a AnyRecord> {
    let now = view.snapshot.any(one.kind, one.id);
    let is_own = |record: &&AnyRecord| record.aggregates() == [Aggregate::Partnership(view.partnership.id)];
    let after = one.after.as_ref().filter(is_own).filter(|_| one.is_new() || one.before.is_some());
    let (Some(now), Some(after)) = (now, after) else {
        problems.add(Problem::new(Code::Blocked, &["import"]).saying(
            "Een deel van deze import kan niet ongedaan worden gemaakt.",
            "A part of this import cannot be undone.",
        ));
        return None;
    };
    if now.version() == one.version {
        return Some(after);
    }
    let stale = Stale { node: now.node(), seen: one.version, current: now.version() };
    problems.add(if view.seen(&now).is_some() {
        let name = name(&now);
        Problem { path: vec!["import".to_owned()], ..Problem::stale(stale) }.saying(
            format!("{name} is na deze import gewijzigd, en gaat daarom niet terug naar wat het was."),
            format!("{name} has changed after this import, and therefore does not go back to what it was."),
        )
    } else {
        Problem::new(Code::StaleVersion, &["import"])
    });
    None
}

/// What was approved changes by a correction only, here and at the tables above; and a closed period stays as it is.
fn keeps_figures(view: &View, one: &Touched, problems: &mut Problems) {
    let versions = [&one.before, &one.after].into_iter().flatten();
    let measurements = versions.filter_map(|record| match record {
        AnyRecord::Measurement(measurement) => Some(measurement),
        _ => None,
    });
    for measurement in measurements {
        if matches!(measurement.state, MeasurementState::Approved | MeasurementState::Superseded) {
            problems.add(Problem::new(Code::Blocked, &["import"]).saying(
                "Een goedgekeurde meting verandert alleen door een correctie.",
                "An approved measurement changes by a correction only.",
            ));
            return;
        }
        if let Some(period) = view.snapshot.closed_to(&measurement.row) {
            problems.add(Problem::new(Code::PeriodClosed, &["import"]).saying(
                format!("De ronde {} is gesloten; de voorzitter kan die heropenen.", period.name),
                format!("The reporting period {} is closed; the chair can open it again.", period.name),
            ));
            return;
        }
    }
}

/// A record with what it said before. Terms that were put to people once are never those of another text.
fn restored(world: &World<'_>, before: &AnyRecord, after: &AnyRecord) -> AnyRecord {
    let mut restored = before.clone();
    let next = |now: i32, then: i32| if now == then { then } else { now + 1 };
    match (&mut restored, after) {
        (AnyRecord::Commitment(one), AnyRecord::Commitment(now)) => {
            let row = &mut Arc::make_mut(one).row;
            row.terms_version = next(now.terms_version, row.terms_version);
            if row.number.is_none() {
                (row.number, row.reference) = (now.number, now.reference.clone());
            }
        }
        (AnyRecord::Goal(one), AnyRecord::Goal(now)) if one.terms_version != now.terms_version => {
            let row = &mut Arc::make_mut(one).row;
            (row.terms_version, row.terms_since) = (now.terms_version + 1, Some(world.today()));
        }
        (AnyRecord::ProblemStatement(one), AnyRecord::ProblemStatement(now))
            if one.terms_version != now.terms_version =>
        {
            let row = &mut Arc::make_mut(one).row;
            (row.terms_version, row.terms_since) = (now.terms_version + 1, Some(world.today()));
        }
        (AnyRecord::Indicator(one), AnyRecord::Indicator(now)) => {
            let row = &mut Arc::make_mut(one).row;
            row.terms_version = next(now.terms_version, row.terms_version);
        }
        _ => {}
    }
    restored
}

/// Nothing outside the batch rests on what it made or took a key that comes free, and what comes back rests on nothing that
/// is gone.
fn outside(view: &View, touched: &[Touched], records: &[AnyRecord], problems: &mut Problems) {
    let ours: BTreeSet<Uuid> = touched.iter().map(|one| one.id).collect();
    let made: BTreeSet<Uuid> = touched.iter().filter(|one| one.is_new()).map(|one| one.id).collect();
    let back: Vec<(&AnyRecord, Value)> =
        records.iter().filter(|one| !one.is_removed()).map(|one| (one, one.body().1)).collect();
    let mut wanted = BTreeSet::new();
    for (before, after) in touched.iter().filter_map(|one| one.before.as_ref().zip(one.after.as_ref())) {
        let mut kept = BTreeSet::new();
        ids(&after.body().1, &mut |id| {
            kept.insert(id);
        });
        ids(&before.body().1, &mut |id| {
            if !kept.contains(&id) {
                wanted.insert(id);
            }
        });
    }
    for other in view.snapshot.every().filter(|other| !ours.contains(&other.id())) {
        if other.is_removed() {
            problems.check(!wanted.contains(&other.id()), Code::Blocked, &["import"]);
            continue;
        }
        let body = other.body().1;
        let key = &body["external_key"];
        let takes_key = |one: &&(&AnyRecord, Value)| one.0.kind() == other.kind() && one.1["external_key"] == *key;
        if !key.is_null() && back.iter().any(|one| takes_key(&one)) && view.seen(&other).is_some() {
            problems.add(named(
                view,
                &other,
                Code::AlreadyExists,
                "heeft intussen dezelfde externe sleutel",
                "has the same external key by now",
            ));
        }
        let mut refers = false;
        ids(&body, &mut |id| refers |= made.contains(&id));
        // Of what is hidden, nobody learns that it is there: it is left with what it sees no more.
        if refers && view.seen(&other).is_some() {
            problems.add(named(
                view,
                &other,
                Code::Blocked,
                "verwijst naar wat deze import heeft toegevoegd",
                "refers to what this import added",
            ));
        }
    }
    let has_seat = |id| view.snapshot.has_seat_from(id, view.desk.today);
    for (one, _) in &back {
        let AnyRecord::Commitment(one) = one else { continue };
        let has_left = one.debtors.iter().any(|debtor| !has_seat(debtor.organisation_id));
        let now = view.snapshot.commitments.get(one.id);
        let owed_by_them =
            now.is_some_and(|now| one.debtors.iter().all(|debtor| now.is_owed_by(debtor.organisation_id)));
        problems.check(!has_left || owed_by_them, Code::NotAMember, &["import"]);
    }
}

/// A problem with a record outside the batch, by name where the actor sees it.
fn named(view: &View, record: &AnyRecord, code: Code, nl: &str, en: &str) -> Problem {
    let problem = Problem::new(code, &["import"]);
    match view.seen(record) {
        Some(seen) => {
            let name = name(&seen);
            problem.saying(format!("{name} {nl}."), format!("{name} {en}."))
        }
        None => problem,
    }
}

/// What people know a record by.
fn name(record: &AnyRecord) -> String {
    let (_, body) = record.body();
    let said = ["reference", "title", "name", "text", "observed_on"].into_iter().find_map(|field| body[field].as_str());
    let said: Option<String> = said.map(|said| said.chars().take(80).collect());
    said.map_or_else(|| record.node().word(), |said| format!("“{said}”"))
}

/// Tells of every id in a body.
fn ids(body: &Value, found: &mut impl FnMut(Uuid)) {
    match body {
        Value::String(text) if text.len() == 36 => {
            if let Ok(id) = Uuid::try_parse(text) {
                found(id);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| ids(item, found)),
        Value::Object(members) => members.values().for_each(|member| ids(member, found)),
        _ => {}
    }
}
