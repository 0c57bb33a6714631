//! The health check: rounds, and the company's answer.

use serde_json::{Value, json};

use super::{Row, World, row};

/// A round that is open, and another table of the same people, where one can be started.
pub(super) async fn prepare(world: &mut World) {
    let round = json!({ "partnership": world.table.id });
    world.keep("round", "secretary", "healthCheckStart", "healthCheck", round).await;
    let query = "query($id: ID!) { partnership(by: { id: $id }) { memberships { nodes {
        organisation { id } status roles from until representatives { person { id } } } } } }";
    let seats = world.table.secretary().ask(query, json!({ "id": world.table.id })).await;
    let seats = seats["partnership"]["memberships"]["nodes"].as_array().unwrap().iter().map(|seat| {
        let persons = seat["representatives"].as_array().unwrap().iter();
        let persons: Vec<Value> = persons.map(|one| json!({ "person": one["person"]["id"] })).collect();
        json!({
            "organisation": seat["organisation"]["id"], "status": seat["status"], "roles": seat["roles"],
            "from": seat["from"], "until": seat["until"], "representatives": persons,
        })
    });
    let (secretariats, others): (Vec<_>, Vec<_>) = seats.partition(|seat| seat["roles"] == json!(["SECRETARIAT"]));
    let secretariat = &secretariats[0];
    let other = json!({
        "name": "Tweede tafel", "slug": "tweede-tafel", "kind": "SECTOR_TABLE", "referencePrefix": "TT",
        "secretariat": {
            "organisation": secretariat["organisation"], "from": secretariat["from"],
            "representatives": secretariat["representatives"],
        },
    });
    world.keep("second table", "admin", "partnershipCreate", "partnership", other).await;
    for mut seat in others {
        seat["partnership"] = world.id("second table").clone();
        world.keep("seat", "secretary", "membershipCreate", "membership", seat).await;
    }
}

pub(super) fn rows() -> Vec<Row> {
    vec![
        row("healthCheckStart", |world| json!({ "partnership": world.id("second table") })),
        row("healthCheckAnswer", |world| {
            json!({
                "healthCheck": world.id("round"), "organisation": world.table.company,
                "scores": [{ "lesson": 1, "score": 4, "note": "Dat weten we" }],
            })
        }),
        row("healthCheckClose", |world| world.of("healthCheck", "round", json!({}))),
        row("healthCheckRemove", |world| world.of("healthCheck", "round", json!({ "reason": "Te vroeg" }))),
    ]
}
