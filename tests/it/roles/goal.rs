//! Goals and the problems behind them.

use serde_json::{Value, json};

use super::{Row, World, row};

/// A goal that the partners of the first hour agreed to.
pub(super) async fn agree(world: &mut World) {
    let agreed = json!({ "partnership": world.table.id, "title": "Afgesproken doel", "kind": "OUTCOME" });
    world.keep("agreed goal", "secretary", "goalCreate", "goal", agreed).await;
    for (partner, organisation) in [("company", &world.table.company), ("school", &world.table.school)] {
        let agree = said(world, "goal", "agreed goal", organisation);
        world.table.server.by(partner).act("goalEndorse", "goal { id }", agree).await;
    }
}

pub(super) async fn prepare(world: &mut World) {
    let goal = json!({ "partnership": world.table.id, "title": "Doel", "kind": "OUTCOME" });
    world.keep("goal", "secretary", "goalCreate", "goal", goal.clone()).await;
    world.keep("loose goal", "secretary", "goalCreate", "goal", goal).await;
    let problem = json!({ "partnership": world.table.id, "text": "Te weinig technici" });
    world.keep("problem", "secretary", "problemStatementCreate", "problemStatement", problem).await;
}

/// What an organisation says of a goal or shared problem.
fn said(world: &World, kind: &str, name: &str, organisation: &str) -> Value {
    json!({ kind: world.id(name), "organisation": organisation, "decision": "AGREE", "expectedTermsVersion": 1 })
}

pub(super) fn rows() -> Vec<Row> {
    vec![
        row("problemStatementCreate", |world| json!({ "partnership": world.table.id, "text": "Te weinig leerlingen" })),
        row("problemStatementChange", |world| {
            world.of("problemStatement", "problem", json!({ "whyTogether": "Alleen lukt het niet" }))
        }),
        row("problemStatementEndorse", |world| said(world, "problemStatement", "problem", &world.table.company)),
        row("problemStatementEndorse", |world| said(world, "problemStatement", "problem", &world.table.bureau))
            .case("for the secretariat itself"),
        row("problemStatementEndorse", |world| said(world, "problemStatement", "problem", &world.table.province))
            .case("for the chair itself"),
        row("problemStatementRemove", |world| world.of("problemStatement", "problem", json!({ "reason": "Dubbel" }))),
        row(
            "goalCreate",
            |world| json!({ "partnership": world.table.id, "title": "Nieuw doel", "kind": "OUTPUT", "parent": world.id("goal") }),
        ),
        row("goalChange", |world| world.of("goal", "goal", json!({ "pillar": "Werving" }))),
        row("goalEndorse", |world| said(world, "goal", "goal", &world.table.company)),
        row("goalEndorse", |world| said(world, "goal", "goal", &world.table.bureau)).case("for the secretariat itself"),
        row("goalEndorse", |world| said(world, "goal", "goal", &world.table.province)).case("for the chair itself"),
        row("goalRemove", |world| world.of("goal", "loose goal", json!({ "reason": "Dubbel" }))),
    ]
}
