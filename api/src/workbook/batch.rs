//! Bringing in what stands in a checked file: tried first, then done in one commit, with the batch first among its records.
//!
//! The plan is made from the file again each time, in the world under the lock, so that what changed since the check is a
//! conflict then too. Brought in once more by the same report, nothing happens and the answer is the same.

use std::{cell::RefCell, collections::BTreeSet};

use entity::{ImportKind, MeasurementState, import_batch, import_check};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{ImportBatch, checked::sha256};
use crate::{
    access::{Manner, View, World, in_turn},
    error::Error,
    graphql::{Place, Resolved, Session, Shown, recorded},
    ledger::{Aggregate, AnyRecord, Changes, Effect, IdempotencyKey},
    problem::{Checked, Problem},
};

/// The most rows in one act.
pub(crate) const MOST_ROWS: usize = 10_000;

/// What becomes of a row: the record that it is about and what is done with it, or what is wrong with it.
pub(crate) type RowEnd = Result<(Uuid, Effect), Vec<Problem>>;

/// What becomes, or became, of a file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outcome {
    /// Why nothing is done at all.
    pub(crate) problems: Vec<Problem>,
    /// Each row that was planned, in order, its problems by their path within it.
    pub(crate) rows: Vec<RowEnd>,
}

impl From<Problem> for Outcome {
    fn from(problem: Problem) -> Self {
        Self { problems: vec![problem], rows: Vec::new() }
    }
}

impl From<Vec<Problem>> for Outcome {
    fn from(problems: Vec<Problem>) -> Self {
        Self { problems, rows: Vec::new() }
    }
}

impl Outcome {
    /// How many rows are, or were, treated so.
    pub(crate) fn count(&self, effect: Effect) -> usize {
        self.rows.iter().filter(|row| matches!(row, Ok((_, ours)) if *ours == effect)).count()
    }

    /// How many rows have something wrong with them.
    pub(crate) fn refused(&self) -> usize {
        self.rows.iter().filter(|row| row.is_err()).count()
    }
}

/// What was done.
pub(crate) struct BroughtIn {
    /// The batch; none where all was as it stood already.
    pub(crate) batch: Option<Shown<ImportBatch>>,
    /// What became of the rows.
    pub(crate) outcome: Outcome,
}

/// How a file becomes changes.
pub(crate) struct Plan<P, J> {
    /// The rows of the file in a world, or why there are none to be had.
    pub(crate) rows: P,
    /// What a row does to the world as the rows before it left it.
    pub(crate) judge: J,
}

/// What would become of a file. Nothing is written.
pub(crate) async fn try_out<T, P, J>(
    session: &Session,
    check: &import_check::Model,
    plan: Plan<P, J>,
) -> Resolved<Outcome>
where
    P: Fn(&World<'_>, &View) -> Checked<Vec<T>> + Send + Sync + 'static,
    J: Fn(&World<'_>, &T) -> Checked<Changes> + Send + Sync + 'static,
{
    let (scope, check) = (scope(check), check.clone());
    let act = move |world: &World<'_>| done(world, &check, &plan, Manner { dry_run: true, ..manner(true) });
    match recorded(session, scope, None, Place::Apart, act).await? {
        Ok(_) => Err(Error::Corrupt("a check was recorded".into()).into()),
        // What is wrong with rows is told of each.
        Err(outcome) if !outcome.rows.is_empty() => Ok(Outcome { problems: Vec::new(), ..outcome }),
        Err(outcome) => Ok(outcome),
    }
}

/// Brings in what stands in a file: all of it or nothing, or only the rows with which nothing is wrong.
pub(crate) async fn bring_in<T, P, J>(
    session: &Session,
    check: &import_check::Model,
    plan: Plan<P, J>,
    accept_good_rows: bool,
) -> Resolved<Result<BroughtIn, Outcome>>
where
    P: Fn(&World<'_>, &View) -> Checked<Vec<T>> + Send + Sync + 'static,
    J: Fn(&World<'_>, &T) -> Checked<Changes> + Send + Sync + 'static,
{
    let (scope, key, partnership) = (scope(check), key(check.id), check.partnership_id);
    let check = check.clone();
    let act = move |world: &World<'_>| done(world, &check, &plan, manner(accept_good_rows));
    let committed = match recorded(session, scope, Some(key), Place::Apart, act).await? {
        Ok(committed) => committed,
        Err(outcome) if outcome.problems.is_empty() => return Ok(Ok(BroughtIn { batch: None, outcome })),
        Err(outcome) => return Ok(Err(outcome)),
    };
    let rows = committed.report.and_then(|report| serde_json::from_str(&report).ok());
    let rows = rows.ok_or_else(|| Error::Corrupt("what became of the rows was not kept".into()))?;
    let outcome = Outcome { problems: Vec::new(), rows };
    let view = session.view(partnership).await?;
    Ok(Ok(BroughtIn { batch: view.and_then(|view| view.show(committed.subject.1.into())), outcome }))
}

fn scope(check: &import_check::Model) -> BTreeSet<Aggregate> {
    BTreeSet::from([Aggregate::Partnership(check.partnership_id)])
}

fn manner(accept_good_rows: bool) -> Manner {
    Manner { accept_good_rows, dry_run: false, most: MOST_ROWS }
}

/// The key under which a report is brought in once, however it is asked for.
fn key(check: Uuid) -> IdempotencyKey {
    let key = format!("import {check}");
    IdempotencyKey { input_hash: Sha256::digest(&key).to_vec(), key }
}

/// The changes that a file makes, with the batch first; or as an outcome, why or that there are none.
fn done<T, P, J>(
    world: &World<'_>,
    check: &import_check::Model,
    plan: &Plan<P, J>,
    manner: Manner,
) -> Result<Changes, Outcome>
where
    P: Fn(&World<'_>, &View) -> Checked<Vec<T>>,
    J: Fn(&World<'_>, &T) -> Checked<Changes>,
{
    let view = world.view(Some(check.partnership_id), &[])?;
    let rows = (plan.rows)(world, &view)?;
    if rows.is_empty() {
        return Err(Outcome::default());
    }
    let ends: RefCell<Vec<RowEnd>> = RefCell::new(Vec::with_capacity(rows.len()));
    let judge = |now: &World<'_>, row: &T| {
        let judged = (plan.judge)(now, row);
        let end = match &judged {
            Ok(changes) => changes.subject().map(AnyRecord::id).zip(now.locked().effect(changes)).map(Ok),
            Err(problems) => Some(Err(problems.clone())),
        };
        ends.borrow_mut().extend(end);
        judged
    };
    match in_turn(world, act(check.kind), &rows, manner, judge) {
        // An act that lacks locks is judged again once it has them.
        Ok(changes) if changes.subject().is_none() => Ok(changes),
        Ok(changes) => {
            let outcome = Outcome { problems: Vec::new(), rows: ends.into_inner() };
            if outcome.count(Effect::Added) + outcome.count(Effect::Changed) == 0 {
                return Err(outcome);
            }
            let report = serde_json::to_string(&outcome.rows).unwrap_or_default();
            let batch = batch(world, check, &changes, &outcome);
            Ok(changes.about(batch).reporting(report))
        }
        Err(refused) => Err(Outcome { problems: refused.problems, rows: ends.into_inner() }),
    }
}

/// The act, as the ledger names it.
fn act(kind: ImportKind) -> &'static str {
    match kind {
        ImportKind::Workbook => "workbookImport",
        ImportKind::ActionList => "actionListImport",
    }
}

fn batch(world: &World<'_>, check: &import_check::Model, changes: &Changes, outcome: &Outcome) -> ImportBatch {
    let number = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
    let row = import_batch::Model {
        partnership_id: check.partnership_id,
        id: world.id(),
        version: 0,
        external_key: None,
        source: None,
        changed_at: world.now(),
        removed_at: None,
        kind: check.kind,
        file_name: check.file_name.clone(),
        file_sha256: sha256(&check.file),
        author_id: world.actor(),
        added: number(outcome.count(Effect::Added)),
        changed: number(outcome.count(Effect::Changed)),
        skipped: number(outcome.refused()),
        author_only: changes.records().any(is_hidden),
        undone_at: None,
        undone_reason: None,
    };
    ImportBatch { row }
}

/// Whether a record is not the whole table's to see. How many of those somebody changed is not to be known either.
fn is_hidden(record: &AnyRecord) -> bool {
    match record {
        // What an interest said before is its owner's, whoever may see what it says.
        AnyRecord::Interest(_) => true,
        AnyRecord::Commitment(commitment) => !commitment.is_before_the_table(),
        AnyRecord::Measurement(measurement) => {
            matches!(measurement.state, MeasurementState::Draft | MeasurementState::Returned)
        }
        _ => false,
    }
}
