//! Allocations: between indicators of the table itself, so that its people stand on both sides.

use serde_json::json;

use super::{Row, World, row};

pub(super) async fn prepare(world: &mut World) {
    let definition = world.id("definition").clone();
    for name in ["whole", "agreed part", "withdrawn part", "new part"] {
        let input = json!({ "partnership": world.table.id, "definition": definition });
        world.keep(name, "secretary", "indicatorCreate", "indicator", input).await;
    }
    for (part, name) in [("agreed part", "allocation"), ("withdrawn part", "withdrawn allocation")] {
        let input = json!({ "indicator": world.id("whole"), "child": world.id(part), "value": "1" });
        world.keep(name, "secretary", "allocationCreate", "allocation", input).await;
    }
    let query = "query($id: ID!) { partnership(by: { id: $id }) { receivedAllocations {
        indicator { id } consent { id version } } } }";
    let mut answer = world.table.secretary().ask(query, json!({ "id": world.table.id })).await;
    for received in answer["partnership"]["receivedAllocations"].as_array_mut().unwrap() {
        let is_kept = received["indicator"]["id"] == *world.id("agreed part");
        world.know(if is_kept { "consent" } else { "withdrawn consent" }, received["consent"].take());
    }
    let withdrawal = world.of("consent", "withdrawn consent", json!({ "reason": "Toch niet" }));
    world.table.secretary().act("allocationWithdraw", "removedId", withdrawal).await;
}

pub(super) fn rows() -> Vec<Row> {
    vec![
        row(
            "allocationCreate",
            |world| json!({ "indicator": world.id("whole"), "child": world.id("new part"), "value": "1" }),
        ),
        row("allocationChange", |world| world.of("allocation", "allocation", json!({ "value": "2" }))),
        row("allocationRemove", |world| world.of("allocation", "allocation", json!({ "reason": "Dubbel" }))),
        row("allocationAgree", |world| json!({ "allocation": world.id("withdrawn allocation"), "expectedVersion": 2 })),
        row("allocationWithdraw", |world| world.of("consent", "consent", json!({ "reason": "Toch niet" }))),
    ]
}
