//! What has changed in a record since somebody looked at it, told by the names of its fields.
//!
//! Both versions are compared as the viewer would see them today. An earlier one that was hidden, as a draft is, is
//! compared with nothing; a reference to what is hidden is no difference.

use std::{collections::BTreeSet, sync::Arc};

use entity::PartnershipId;
use serde_json::Value;

use super::{Resolved, Session};
use crate::{
    access::{Desk, View},
    goal::Goal,
    interest::Interest,
    ledger::{Aggregate, AnyRecord},
    problem::Stale,
};

/// What a body says besides the record's own content.
pub(crate) const APART: &[&str] = &[
    "version",
    "changed_at",
    "terms_version",
    "terms_since",
    "proposed_on",
    "until_recorded_at",
    "author_id",
    "reported_by",
    "number",
    "digest",
];

/// The fields that changed between the version that was seen and the current one, in alphabetical order. Empty where that
/// cannot be told, as of a version that never was or that the viewer could not see.
pub(super) async fn changed_fields(session: &Session, stale: &Stale) -> Resolved<Vec<String>> {
    let (aggregate, view) = match stale.node.partnership {
        Some(partnership) => (Aggregate::Partnership(partnership), session.view(partnership).await?),
        None => (Aggregate::Directory, None),
    };
    let body = async |version| {
        let said = session.ledger.version_of(aggregate, stale.node.kind, stale.node.record, version).await?;
        let seen = said.and_then(|record| match &view {
            Some(view) => view.seen(&record),
            None => Some(record).filter(|_| aggregate == Aggregate::Directory),
        });
        match seen {
            Some(record) => without_hidden(session, view.as_ref(), record).await.map(|record| Some(record.body().1)),
            None => Ok(None),
        }
    };
    let (Some(seen), Some(current)) = (body(stale.seen).await?, body(stale.current).await?) else {
        return Ok(Vec::new());
    };
    Ok(differences(&seen, &current))
}

/// A record without what it refers to and is hidden from the viewer.
pub(crate) async fn without_hidden(session: &Session, view: Option<&View>, record: AnyRecord) -> Resolved<AnyRecord> {
    let desk = session.desk();
    Ok(match (record, view) {
        (AnyRecord::Organisation(mut one), _) => {
            let row = &mut Arc::make_mut(&mut one).row;
            row.partnership_id = row.partnership_id.filter(|id| is_known(&desk, *id));
            AnyRecord::Organisation(one)
        }
        (AnyRecord::Partnership(mut one), _) => {
            let row = &mut Arc::make_mut(&mut one).row;
            row.parent_id = row.parent_id.filter(|id| is_known(&desk, *id));
            AnyRecord::Partnership(one)
        }
        (AnyRecord::Commitment(mut one), Some(view)) => {
            Arc::make_mut(&mut one).interests.retain(|interest| view.get::<Interest>(*interest).is_some());
            AnyRecord::Commitment(one)
        }
        (AnyRecord::Goal(mut one), _) => {
            if let (Some(partnership), Some(goal)) = (one.aligned_partnership_id, one.aligned_goal_id)
                && session.view(partnership).await?.is_none_or(|view| view.get::<Goal>(goal).is_none())
            {
                let row = &mut Arc::make_mut(&mut one).row;
                (row.aligned_partnership_id, row.aligned_goal_id) = (None, None);
            }
            AnyRecord::Goal(one)
        }
        (record, _) => record,
    })
}

fn is_known(desk: &Desk, partnership: PartnershipId) -> bool {
    desk.partnership(partnership).is_some()
}

fn differences(seen: &Value, current: &Value) -> Vec<String> {
    let (Value::Object(seen), Value::Object(current)) = (seen, current) else { return Vec::new() };
    let columns: BTreeSet<&String> = seen.keys().chain(current.keys()).collect();
    let changed = columns.iter().filter(|column| !APART.contains(&column.as_str()));
    let changed = changed.filter(|column| seen.get(**column) != current.get(**column));
    changed.map(|column| field(column)).collect::<BTreeSet<_>>().into_iter().collect()
}

/// The field of the API in which a column is shown.
pub(crate) fn field(column: &str) -> String {
    let begins = |prefixes: &[&str]| prefixes.iter().any(|prefix| column.starts_with(prefix));
    let whole = match column {
        "from_on" => "from",
        "until_on" => "until",
        "amount_cents" => "amount",
        "starts_minute" => "starts_at",
        "ends_minute" => "ends_at",
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
        assert_eq!(differences(&seen, &current), ["dueOn", "parent"]);
        assert_eq!(field("amount_cents"), "amount");
        assert_eq!(field("times_postponed"), "timesPostponed");
    }
}
