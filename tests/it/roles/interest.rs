//! Interests and the balance: the company's own are what the acts are about.

use serde_json::{Value, json};

use super::{Row, World, row};

fn content(world: &World) -> Value {
    json!({
        "partnership": world.table.id, "organisation": world.table.company, "side": "GAIN", "kind": "PLACES",
        "title": "Plekken",
    })
}

pub(super) async fn prepare(world: &mut World) {
    world.keep("own interest", "company", "interestCreate", "interest", content(world)).await;
    world.keep("shared interest", "company", "interestCreate", "interest", content(world)).await;
    let share = world.of("interest", "shared interest", json!({ "visibility": "PARTNERSHIP" }));
    world.keep("shared interest", "company", "interestShare", "interest", share).await;
}

pub(super) fn rows() -> Vec<Row> {
    vec![
        row("interestCreate", content),
        row("interestShare", |world| world.of("interest", "own interest", json!({ "visibility": "PARTNERSHIP" }))),
        row("interestShare", |world| world.of("interest", "shared interest", json!({ "visibility": "PUBLIC" })))
            .case("once shared"),
        row("interestReview", |world| world.of("interest", "shared interest", json!({}))),
        row("interestChange", |world| world.of("interest", "shared interest", json!({ "title": "Andere plekken" }))),
        row("interestRemove", |world| world.of("interest", "shared interest", json!({ "reason": "Vergissing" }))),
        row(
            "balanceOpinionGive",
            |world| json!({ "partnership": world.table.id, "organisation": world.table.company, "value": "WE_GIVE_MORE" }),
        ),
    ]
}
