//! Measurements: of the company's own series, and of one that any member reports to.

use serde_json::{Value, json};

use super::{Row, World, row, world::with};

fn reading(world: &World, indicator: &str, day: &str) -> Value {
    json!({ "indicator": world.id(indicator), "observedOn": day, "value": { "number": "5" } })
}

/// A list with one row.
fn many(world: &World, row: &Value) -> Value {
    json!({ "partnership": world.table.id, "rows": [row] })
}

pub(super) async fn prepare(world: &mut World) {
    let behalf = json!({ "onBehalfOf": world.table.company });
    for (name, by, act, input) in [
        ("draft measurement", "company", "measurementDraft", reading(world, "indicator", "2026-01-31")),
        ("submitted measurement", "company", "measurementSubmit", reading(world, "indicator", "2026-02-28")),
        (
            "measurement for another",
            "secretary",
            "measurementSubmit",
            with(reading(world, "indicator", "2026-03-31"), behalf),
        ),
        ("approved measurement", "company", "measurementSubmit", reading(world, "indicator", "2026-04-30")),
    ] {
        world.keep(name, by, act, "measurement", input).await;
    }
    let approval = world.of("measurement", "approved measurement", json!({}));
    world.keep("approved measurement", "secretary", "measurementApprove", "measurement", approval).await;
}

pub(super) fn rows() -> Vec<Row> {
    vec![
        row("measurementDraft", |world| reading(world, "indicator", "2026-05-31")),
        row("measurementDraft", |world| world.of("draft", "draft measurement", json!({ "note": "Anders" })))
            .case("of a draft"),
        row("measurementSubmit", |world| reading(world, "indicator", "2026-05-31")),
        row("measurementSubmit", |world| reading(world, "open indicator", "2026-05-31")).case("without a reporter"),
        row("measurementSubmit", |world| {
            with(reading(world, "indicator", "2026-05-31"), json!({ "onBehalfOf": world.table.company }))
        })
        .case("on behalf"),
        row("measurementSubmit", |world| world.of("draft", "draft measurement", json!({}))).case("of a draft"),
        row("measurementsSubmit", |world| many(world, &reading(world, "indicator", "2026-05-31"))),
        row("measurementsSubmit", |world| many(world, &reading(world, "open indicator", "2026-05-31")))
            .case("without a reporter"),
        row("measurementsSubmit", |world| many(world, &world.of("draft", "draft measurement", json!({}))))
            .case("of drafts"),
        row("measurementsApprove", |world| many(world, &world.of("measurement", "submitted measurement", json!({})))),
        row("measurementsApprove", |world| many(world, &world.of("measurement", "measurement for another", json!({}))))
            .case("entered on behalf"),
        row("measurementApprove", |world| world.of("measurement", "submitted measurement", json!({}))),
        row("measurementApprove", |world| world.of("measurement", "measurement for another", json!({})))
            .case("entered on behalf"),
        row("measurementReturn", |world| {
            world.of("measurement", "submitted measurement", json!({ "reason": "Te laag" }))
        }),
        row("measurementReturn", |world| {
            world.of("measurement", "measurement for another", json!({ "reason": "Te laag" }))
        })
        .case("entered on behalf"),
        row("measurementRemove", |world| world.of("measurement", "draft measurement", json!({ "reason": "Dubbel" }))),
        row("measurementCorrect", |world| {
            let correction = json!({ "reason": "Dubbel geteld", "value": { "number": "4" } });
            world.of("measurement", "approved measurement", correction)
        }),
    ]
}
