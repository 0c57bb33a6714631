//! What an amendment changes: parts of the amended record's body, as they were and as they become.

use entity::amendment_change::Change;
use serde_json::Value;

use crate::ledger::Record;

/// The parts among some that differ between two states of a record, each by its name in the body.
pub(crate) fn between<R: Record>(before: &R, after: &R, parts: &[&str]) -> Vec<Change> {
    let (before, after) = (before.body(), after.body());
    let of = |body: &Value, part: &str| body.get(part).unwrap_or(&Value::Null).to_string();
    let change = |part: &&str| Change { field: (*part).to_owned(), before: of(&before, part), after: of(&after, part) };
    parts.iter().map(change).filter(|change| change.before != change.after).collect()
}

/// A record with what some changes make of it; `None` where they are no changes of such a record.
pub(crate) fn applied<R: Record>(record: &R, changes: &[Change]) -> Option<R> {
    with(record, changes, |change| &change.after)
}

/// A record as it was before some changes, in the parts that they are about.
pub(crate) fn undone<R: Record>(record: &R, changes: &[Change]) -> Option<R> {
    with(record, changes, |change| &change.before)
}

fn with<R: Record>(record: &R, changes: &[Change], value: impl Fn(&Change) -> &String) -> Option<R> {
    let mut body = record.body();
    for change in changes {
        body[&change.field] = serde_json::from_str(value(change)).ok()?;
    }
    R::from_body(R::SCHEMA, body).ok()
}
