//! Goals and the problems behind them.

use serde_json::json;

use super::{Row, World, row};

pub(super) async fn prepare(world: &mut World) {
    let goal = json!({ "partnership": world.table.id, "title": "Doel", "kind": "OUTCOME" });
    world.keep("goal", "secretary", "goalCreate", "goal", goal.clone()).await;
    world.keep("loose goal", "secretary", "goalCreate", "goal", goal).await;
    let problem = json!({ "partnership": world.table.id, "text": "Te weinig technici" });
    world.keep("problem", "secretary", "problemStatementCreate", "problemStatement", problem).await;
}

pub(super) fn rows() -> Vec<Row> {
    vec![
        row("problemStatementCreate", |world| json!({ "partnership": world.table.id, "text": "Te weinig leerlingen" })),
        row("problemStatementChange", |world| {
            world.of("problemStatement", "problem", json!({ "whyTogether": "Alleen lukt het niet" }))
        }),
        row("problemStatementRemove", |world| world.of("problemStatement", "problem", json!({ "reason": "Dubbel" }))),
        row(
            "goalCreate",
            |world| json!({ "partnership": world.table.id, "title": "Nieuw doel", "kind": "OUTPUT", "parent": world.id("goal") }),
        ),
        row("goalChange", |world| world.of("goal", "goal", json!({ "pillar": "Werving" }))),
        row("goalRemove", |world| world.of("goal", "loose goal", json!({ "reason": "Dubbel" }))),
    ]
}
