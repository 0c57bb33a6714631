//! Goals.

use serde_json::json;

use super::{Row, World, row};

pub(super) async fn prepare(world: &mut World) {
    let goal = json!({ "partnership": world.table.id, "title": "Doel", "kind": "OUTCOME" });
    world.keep("goal", "secretary", "goalCreate", "goal", goal).await;
}

pub(super) fn rows() -> Vec<Row> {
    vec![row(
        "goalCreate",
        |world| json!({ "partnership": world.table.id, "title": "Nieuw doel", "kind": "OUTPUT", "parent": world.id("goal") }),
    )]
}
