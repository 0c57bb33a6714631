//! Reporting periods: an open one, and a closed one that the chair opens again, or the secretariat by a decision.

use serde_json::json;

use super::{Row, World, row};

pub(super) async fn prepare(world: &mut World) {
    for (name, from, until) in
        [("open period", "2024-01-01", "2024-12-31"), ("closed period", "2023-01-01", "2023-12-31")]
    {
        let input = json!({ "partnership": world.table.id, "name": name, "from": from, "until": until });
        world.keep(name, "secretary", "reportingPeriodCreate", "reportingPeriod", input).await;
    }
    let close = world.of("reportingPeriod", "closed period", json!({}));
    world.keep("closed period", "secretary", "reportingPeriodClose", "reportingPeriod", close).await;
}

pub(super) fn rows() -> Vec<Row> {
    vec![
        row(
            "reportingPeriodCreate",
            |world| json!({ "partnership": world.table.id, "name": "2025", "from": "2025-01-01", "until": "2025-12-31" }),
        ),
        row("reportingPeriodChange", |world| world.of("reportingPeriod", "open period", json!({ "name": "2024" }))),
        row("reportingPeriodClose", |world| world.of("reportingPeriod", "open period", json!({}))),
        row("reportingPeriodReopen", |world| {
            world.of("reportingPeriod", "closed period", json!({ "reason": "Nagekomen cijfers" }))
        }),
        row("reportingPeriodReopen", |world| {
            let decided = json!({ "reason": "Nagekomen cijfers", "decision": world.id("decision") });
            world.of("reportingPeriod", "closed period", decided)
        })
        .case("with a decision"),
        row("reportingPeriodRemove", |world| {
            world.of("reportingPeriod", "open period", json!({ "reason": "Vergissing" }))
        }),
    ]
}
