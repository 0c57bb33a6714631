//! What has changed in a record since somebody looked at it, told by the names of its fields.
//!
//! The bodies of both versions are compared as the viewer may see them: an interest or a partnership above that is hidden
//! from the viewer is no difference.

use std::collections::BTreeSet;

use entity::{InterestId, PartnershipId};
use serde_json::Value;
use uuid::Uuid;

use super::{Resolved, Session};
use crate::{
    access::{Desk, View},
    interest::Interest,
    ledger::Aggregate,
    problem::Stale,
};

/// What a body says besides the record's own content.
const APART: &[&str] = &["version", "changed_at", "terms_version", "author_id", "number", "digest"];

/// The fields that changed between the version that was seen and the current one, in alphabetical order. Empty where that
/// cannot be told, as of a version that never was.
pub(super) async fn changed_fields(session: &Session, stale: &Stale) -> Resolved<Vec<String>> {
    let aggregate = stale.node.partnership.map_or(Aggregate::Directory, Aggregate::Partnership);
    let view = match stale.node.partnership {
        Some(partnership) => session.view(partnership).await?,
        None => None,
    };
    let body = async |version| session.ledger.body_of(aggregate, stale.node.kind, stale.node.record, version).await;
    let (Some(mut seen), Some(mut current)) = (body(stale.seen).await?, body(stale.current).await?) else {
        return Ok(Vec::new());
    };
    if view.is_none() {
        hide_partnership(&mut seen, &session.desk());
        hide_partnership(&mut current, &session.desk());
    }
    Ok(differences(&seen, &current, view.as_ref()))
}

/// Takes the partnership that an organisation is out of its body, where the viewer may not know of it.
fn hide_partnership(body: &mut Value, desk: &Desk) {
    let id = body["partnership_id"].as_str().and_then(|id| Uuid::parse_str(id).ok());
    if id.is_some_and(|id| desk.partnership(PartnershipId(id)).is_none()) {
        body["partnership_id"] = Value::Null;
    }
}

fn differences(seen: &Value, current: &Value, view: Option<&View>) -> Vec<String> {
    let (Value::Object(seen), Value::Object(current)) = (seen, current) else { return Vec::new() };
    let columns: BTreeSet<&String> = seen.keys().chain(current.keys()).collect();
    let differs = |column: &&&String| {
        let shown =
            |body: &serde_json::Map<String, Value>| body.get(**column).map(|value| visible(column, value, view));
        shown(seen) != shown(current)
    };
    let changed = columns.iter().filter(|column| !APART.contains(&column.as_str())).filter(differs);
    changed.map(|column| field(column)).collect::<BTreeSet<_>>().into_iter().collect()
}

/// A value of a body without what is hidden from the viewer.
fn visible(column: &str, value: &Value, view: Option<&View>) -> Value {
    let id = |id: &Value| id.as_str().and_then(|id| Uuid::parse_str(id).ok());
    match (column, value, view) {
        ("parent_id", parent, Some(view)) => {
            let above = id(parent).and_then(|id| view.desk.directory.partnerships.get(PartnershipId(id)));
            let is_hidden = above.is_some_and(|above| !view.desk.sees_partnership(above));
            if is_hidden { Value::Null } else { parent.clone() }
        }
        ("interests", Value::Array(ids), Some(view)) => {
            let is_seen = |one: &&Value| id(one).is_some_and(|id| view.get::<Interest>(InterestId(id)).is_some());
            Value::Array(ids.iter().filter(is_seen).cloned().collect())
        }
        _ => value.clone(),
    }
}

/// The field of the API in which a column is shown.
pub(super) fn field(column: &str) -> String {
    let begins = |prefixes: &[&str]| prefixes.iter().any(|prefix| column.starts_with(prefix));
    let whole = match column {
        "from_on" => "from",
        "until_on" => "until",
        "amount_cents" => "amount",
        "starts_precision" | "starts_text" => "starts_on",
        "ends_precision" | "ends_text" => "ends_on",
        "due_precision" | "due_text" => "due_on",
        "original_due_precision" | "original_due_text" => "original_due_on",
        "green_from" | "amber_from" | "coverage_minimum" | "grace_days" | "suppression_limit" | "reaction_days"
        | "silence_days" | "consent_rule" => "settings",
        "removed_at" => "id",
        _ if begins(&["horizon_"]) => "horizon",
        _ if begins(&["aligned_"]) => "aligned_to",
        _ if begins(&["baseline_"]) => "baseline",
        _ if begins(&["band_"]) => "band",
        _ if begins(&["evidence_"]) => "evidence",
        _ => column.strip_suffix("_id").unwrap_or(column),
    };
    let mut words = whole.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let mut letters = word.chars();
        let initial = letters.next().map(|letter| letter.to_ascii_uppercase());
        name + &initial.into_iter().chain(letters).collect::<String>()
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_differs_is_named_once_and_as_the_api_calls_it() {
        let seen = json!({ "version": 1, "title": "a", "due_on": "2026-01-01", "due_text": null, "parent_id": null });
        let current = json!({ "version": 2, "title": "a", "due_on": "2026-02-01", "due_text": "x", "parent_id": "p" });
        assert_eq!(differences(&seen, &current, None), ["dueOn", "parent"]);
        assert_eq!(field("amount_cents"), "amount");
        assert_eq!(field("times_postponed"), "timesPostponed");
    }
}
