//! Indicators: the company reports, where not every member may.

use serde_json::json;

use super::{Row, World, row};

pub(super) async fn prepare(world: &mut World) {
    let (table, definition) = (&world.table, world.id("definition"));
    let own = json!({ "partnership": table.id, "definition": definition, "reporter": table.company });
    let open = json!({ "partnership": table.id, "definition": definition });
    world.keep("indicator", "secretary", "indicatorCreate", "indicator", own).await;
    world.keep("open indicator", "secretary", "indicatorCreate", "indicator", open).await;
}

pub(super) fn rows() -> Vec<Row> {
    vec![row(
        "indicatorCreate",
        |world| json!({ "partnership": world.table.id, "definition": world.id("definition"), "goal": world.id("goal") }),
    )]
}
