//! Amendments: of a commitment of the company to the school, and of a goal and an indicator of the partners.

use serde_json::{Value, json};

use super::{Row, World, row, world::with};

/// Why, and of the first terms.
fn why(more: Value) -> Value {
    with(json!({ "expectedTermsVersion": 1, "reasonCode": "CAPACITY", "reason": "Reden" }), more)
}

fn later(world: &World, name: &str) -> Value {
    why(json!({ "commitment": world.id(name), "dueOn": { "date": "2027-01-01" } }))
}

/// An amendment that the company proposed and the school has still to agree to.
pub(super) async fn prepare(world: &mut World) {
    let company = world.table.server.by("company");
    let postponed = later(world, "amended");
    let shown = "commitment { amendments { id version } }";
    let mut postponed = company.act("commitmentPostpone", shown, postponed).await;
    world.know("amendment", postponed["amendments"][0].take());
}

pub(super) fn rows() -> Vec<Row> {
    let decided = |world: &World, more: Value| {
        world.of("amendment", "amendment", with(json!({ "decision": world.id("decision") }), more))
    };
    let amend = |world: &World| why(json!({ "commitment": world.id("agreed"), "title": "Zes plekken" }));
    vec![
        row("commitmentAmend", amend),
        row("commitmentAmend", move |world| with(amend(world), json!({ "decision": world.id("decision") })))
            .case("with a decision"),
        row("commitmentPostpone", |world| later(world, "agreed")).concerned("school"),
        row("goalAmend", |world| why(json!({ "goal": world.id("agreed goal"), "title": "Verzachten" }))),
        row("indicatorAmend", |world| {
            let targets = json!([{ "value": "50000", "date": "2027-12-31" }]);
            why(json!({ "indicator": world.id("indicator"), "targets": targets }))
        }),
        row(
            "amendmentVote",
            |world| json!({ "amendment": world.id("amendment"), "organisation": world.table.school, "decision": "AGREE" }),
        )
        .concerned("school"),
        row("amendmentAccept", move |world| decided(world, json!({}))),
        row("amendmentReject", move |world| decided(world, json!({ "reason": "Reden" }))),
        row("amendmentWithdraw", |world| world.of("amendment", "amendment", json!({ "reason": "Reden" }))),
    ]
}
