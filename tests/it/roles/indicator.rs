//! Indicators: the company reports, where not every member may.

use serde_json::json;

use super::{Row, World, row};

pub(super) async fn prepare(world: &mut World) {
    let (table, definition) = (&world.table, world.id("definition"));
    let own = json!({ "partnership": table.id, "definition": definition, "reporter": table.company });
    let open = json!({ "partnership": table.id, "definition": definition });
    let agreed = json!({ "partnership": table.id, "definition": definition, "goal": world.id("agreed goal") });
    let old = json!({ "partnership": table.id, "definition": world.id("old definition") });
    world.keep("indicator", "secretary", "indicatorCreate", "indicator", own).await;
    world.keep("open indicator", "secretary", "indicatorCreate", "indicator", open.clone()).await;
    world.keep("agreed indicator", "secretary", "indicatorCreate", "indicator", agreed).await;
    world.keep("indicator of an old definition", "secretary", "indicatorCreate", "indicator", old).await;
    world.keep("unused indicator", "secretary", "indicatorCreate", "indicator", open).await;
}

pub(super) fn rows() -> Vec<Row> {
    vec![
        row(
            "indicatorCreate",
            |world| json!({ "partnership": world.table.id, "definition": world.id("definition"), "goal": world.id("goal") }),
        ),
        row("indicatorChange", |world| world.of("indicator", "indicator", json!({ "weight": "2" }))),
        row("indicatorAdoptDefinition", |world| {
            let newer = json!({ "definition": world.id("newer definition"), "reason": "Scherper" });
            world.of("indicator", "indicator of an old definition", newer)
        }),
        row("indicatorRemove", |world| world.of("indicator", "unused indicator", json!({ "reason": "Dubbel" }))),
    ]
}
