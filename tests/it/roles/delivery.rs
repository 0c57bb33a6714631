//! What is recorded on commitments: deliveries, milestones and dependencies. Concerned is the debtor, or whoever the
//! commitment is owed to.

use serde_json::{Value, json};

use super::{Row, World, row, world::with};

/// What was delivered on a commitment.
fn delivered(world: &World, commitment: &str) -> Value {
    json!({ "commitment": world.id(commitment), "text": "Drie plekken" })
}

fn decided(world: &World, more: Value) -> Value {
    with(json!({ "decision": world.id("decision") }), more)
}

pub(super) async fn prepare(world: &mut World) {
    let (delivery, for_table) = (delivered(world, "reported"), delivered(world, "owed to the table"));
    world.keep("delivery", "company", "commitmentDeliver", "delivery", delivery).await;
    world.keep("delivery to the table", "company", "commitmentDeliver", "delivery", for_table).await;
    let milestone = |title: &str| json!({ "commitment": world.id("agreed"), "title": title });
    let (open, reached) = (milestone("Lokaal"), milestone("Docent"));
    world.keep("milestone", "company", "milestoneCreate", "milestone", open).await;
    world.keep("reached", "company", "milestoneCreate", "milestone", reached).await;
    let reach = world.of("milestone", "reached", json!({}));
    world.keep("reached", "company", "milestoneReach", "milestone", reach).await;
    let dependency = depends(world, "STARTS_AFTER");
    world.keep("dependency", "company", "dependencyCreate", "dependency", dependency).await;
}

fn depends(world: &World, kind: &str) -> Value {
    json!({ "from": world.id("agreed"), "to": world.id("agreed too"), "kind": kind })
}

pub(super) fn rows() -> Vec<Row> {
    let reason = || json!({ "reason": "Reden" });
    vec![
        row("commitmentDeliver", |world| delivered(world, "agreed")),
        row("deliveryConfirm", |world| world.of("delivery", "delivery", decided(world, json!({})))).concerned("school"),
        row("deliveryConfirm", |world| world.of("delivery", "delivery", json!({})))
            .case("without a decision")
            .concerned("school"),
        row("deliveryConfirm", |world| world.of("delivery", "delivery", json!({}))).case("by the debtor"),
        row("deliveryConfirm", |world| world.of("delivery", "delivery to the table", json!({})))
            .case("owed to the table"),
        row("deliveryReturn", move |world| world.of("delivery", "delivery", decided(world, reason())))
            .concerned("school"),
        row("deliveryReturn", move |world| world.of("delivery", "delivery to the table", reason()))
            .case("owed to the table"),
        row("milestoneCreate", |world| json!({ "commitment": world.id("agreed"), "title": "Lesplan" })),
        row("milestoneChange", |world| world.of("milestone", "milestone", json!({ "weight": "2" }))),
        row("milestoneRemove", move |world| world.of("milestone", "milestone", reason())),
        row("milestoneReach", |world| world.of("milestone", "milestone", json!({}))),
        row("milestoneReopen", move |world| world.of("milestone", "reached", reason())),
        row("dependencyCreate", |world| depends(world, "REQUIRES")),
        row("dependencyRemove", move |world| world.of("dependency", "dependency", reason())),
    ]
}
