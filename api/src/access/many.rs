//! One act on many rows: each is judged as an act of its own, in the world as the rows before it leave it.
//!
//! What is done is done in one commit. Either all rows are good, or nothing is done; or the good ones are done and the bad
//! ones told.

use uuid::Uuid;

use super::World;
use crate::{
    ledger::Changes,
    problem::{Checked, Code, Problem},
};

/// What becomes of a row: the record that it makes or changes, or what is wrong with it.
pub type Judged = Result<Uuid, Vec<Problem>>;

/// How rows are taken.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// Whether good rows are done where others are bad.
    pub accept_good_rows: bool,
    /// Whether nothing is done, and only told what would be.
    pub dry_run: bool,
    /// The most rows in one act.
    pub most: usize,
}

/// Nothing is done: why, or because nothing was to be done, and what would become of each row.
#[derive(Clone, Debug)]
pub struct RowsRefused {
    /// What is wrong with the input; nothing in a dry run of what could be done.
    pub problems: Vec<Problem>,
    /// The rows, where they were looked at.
    pub rows: Vec<Judged>,
}

impl From<Problem> for RowsRefused {
    fn from(problem: Problem) -> Self {
        Self { problems: vec![problem], rows: Vec::new() }
    }
}

/// Judges rows in turn. Their path in the input is `rows`.
///
/// # Errors
/// Nothing is done: there are no rows or too many, one is bad, none is good, or it was a dry run.
pub fn in_turn<T>(
    world: &World<'_>,
    act: &'static str,
    rows: &[T],
    manner: Manner,
    judge: impl Fn(&World<'_>, &T) -> Checked<Changes>,
) -> Result<Changes, RowsRefused> {
    how_many(rows.len(), manner.most)?;
    let mut locked = world.locked().clone();
    let mut steps = Vec::with_capacity(rows.len());
    let mut judged: Vec<Judged> = Vec::with_capacity(rows.len());
    let mut lacks_locks = false;
    for (at, row) in rows.iter().enumerate() {
        match judge(&World::new(&locked, world.desk.viewer.clone()), row) {
            Ok(changes) => {
                match changes.subject() {
                    Some(record) => judged.push(Ok(record.id())),
                    None => lacks_locks = true,
                }
                locked.apply(&changes);
                steps.push(changes);
            }
            Err(found) => {
                let path = ["rows", &at.to_string()];
                judged.push(Err(found.into_iter().map(|problem| problem.below(&path)).collect()));
            }
        }
    }
    let changes = Changes::of_steps(act, steps);
    if lacks_locks {
        return Ok(changes.only_needs());
    }
    let problems: Vec<Problem> = judged.iter().filter_map(|row| row.as_ref().err()).flatten().cloned().collect();
    let is_done = problems.is_empty() || manner.accept_good_rows && judged.iter().any(Result::is_ok);
    if !is_done {
        return Err(RowsRefused { problems, rows: judged });
    }
    if manner.dry_run {
        return Err(RowsRefused { problems: Vec::new(), rows: judged });
    }
    let report = serde_json::to_string(&judged).unwrap_or_default();
    Ok(changes.reporting(report))
}

/// From one to as many as one act takes. More are refused without looking at each.
fn how_many(number: usize, most: usize) -> Result<(), Problem> {
    match number {
        0 => Err(Problem::new(Code::Required, &["rows"])),
        _ if number <= most => Ok(()),
        _ => Err(Problem::new(Code::OutOfRange, &["rows"]).saying(
            format!("Dit zijn {number} rijen; het maximum per keer is {most}."),
            format!("These are {number} rows; the maximum at a time is {most}."),
        )),
    }
}
