//! Meetings and decisions.

use serde_json::json;

use super::{Row, World, row};

pub(super) async fn prepare(world: &mut World) {
    let meeting = json!({ "partnership": world.table.id, "title": "Overleg", "heldOn": "2026-11-01" });
    world.keep("meeting", "secretary", "meetingRecord", "meeting", meeting).await;
    let decision = json!({ "meeting": world.id("meeting"), "text": "Akkoord" });
    world.keep("decision", "secretary", "decisionRecord", "decision", decision).await;
}

pub(super) fn rows() -> Vec<Row> {
    vec![
        row(
            "meetingRecord",
            |world| json!({ "partnership": world.table.id, "title": "Volgend overleg", "heldOn": "2026-12-01" }),
        ),
        row("decisionRecord", |world| json!({ "meeting": world.id("meeting"), "text": "Ook akkoord" })),
    ]
}
