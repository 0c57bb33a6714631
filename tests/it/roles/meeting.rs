//! Meetings, decisions and agreements.

use serde_json::json;

use super::{Row, World, row};

pub(super) async fn prepare(world: &mut World) {
    let meeting = json!({ "partnership": world.table.id, "title": "Overleg", "heldOn": "2026-11-01" });
    world.keep("meeting", "secretary", "meetingRecord", "meeting", meeting).await;
    let decision = json!({ "meeting": world.id("meeting"), "text": "Akkoord" });
    world.keep("decision", "secretary", "decisionRecord", "decision", decision).await;
    let planned = json!({ "partnership": world.table.id, "title": "Gepland overleg", "heldOn": "2026-12-02" });
    world.keep("planned meeting", "secretary", "meetingRecord", "meeting", planned).await;
    let agreement = json!({ "partnership": world.table.id, "title": "Convenant" });
    world.keep("agreement", "secretary", "agreementCreate", "agreement", agreement).await;
    let loose = json!({ "meeting": world.id("meeting"), "text": "Niets dan dit" });
    world.keep("decision on nothing", "secretary", "decisionRecord", "decision", loose).await;
}

pub(super) fn rows() -> Vec<Row> {
    vec![
        row(
            "meetingRecord",
            |world| json!({ "partnership": world.table.id, "title": "Volgend overleg", "heldOn": "2026-12-01" }),
        ),
        row("meetingChange", |world| world.of("meeting", "meeting", json!({ "title": "Het overleg" }))),
        row("meetingRemove", |world| world.of("meeting", "planned meeting", json!({ "reason": "Gaat niet door" }))),
        row("decisionRecord", |world| json!({ "meeting": world.id("meeting"), "text": "Ook akkoord" })),
        row("decisionChange", |world| world.of("decision", "decision on nothing", json!({ "text": "Iets" }))),
        row("decisionRemove", |world| world.of("decision", "decision on nothing", json!({ "reason": "Dubbel" }))),
        row("agreementCreate", |world| json!({ "partnership": world.table.id, "title": "Nieuw convenant" })),
        row("agreementChange", |world| world.of("agreement", "agreement", json!({ "signedOn": "2026-11-01" }))),
        row("agreementAccede", |world| {
            world.of("agreement", "agreement", json!({ "organisation": world.table.school }))
        }),
        row("agreementRemove", |world| world.of("agreement", "agreement", json!({ "reason": "Dubbel" }))),
    ]
}
