//! The directory: regions, organisations, persons, accounts and definitions.

use serde_json::{Value, json};
use tests::server::NAME;

use super::{Row, World, row};

fn definition(world: &World, code: &str) -> Value {
    json!({
        "partnership": world.table.id, "code": code, "name": code, "measure": "COUNT", "unit": "stuks",
        "direction": "INCREASE", "reporting": "SNAPSHOT", "targetBasis": "LEVEL", "frequency": "QUARTERLY",
    })
}

pub(super) async fn prepare(world: &mut World) {
    let newcomer = json!({ "name": "Nieuwkomer", "kind": "COMPANY", "sector": "PRIVATE" });
    world.keep("newcomer", "admin", "organisationCreate", "organisation", newcomer).await;
    let person = json!({ "name": "Nieuw", "organisation": world.id("newcomer") });
    world.keep("newcomer's person", "admin", "personCreate", "person", person).await;
    world.keep("definition", "secretary", "definitionCreate", "definition", definition(world, "stand")).await;
}

pub(super) fn rows() -> Vec<Row> {
    vec![
        row("regionCreate", |_| json!({ "name": "Salland", "kind": "OTHER" })),
        row("organisationCreate", |_| json!({ "name": "Nieuwe bv", "kind": "COMPANY", "sector": "PRIVATE" })),
        row("personCreate", |world| json!({ "name": "Collega", "organisation": world.table.company })),
        row(
            "accountCreate",
            |world| json!({ "issuer": NAME, "subject": "new", "person": world.id("newcomer's person") }),
        ),
        row("accountGrantAdmin", |_| json!({ "issuer": NAME, "subject": "member" })),
        row("definitionCreate", |world| definition(world, "nieuw")),
        row("definitionChange", |world| world.of("indicatorDefinition", "definition", json!({ "name": "Anders" }))),
        row("definitionRemove", |world| {
            world.of("indicatorDefinition", "definition", json!({ "reason": "Opgevolgd" }))
        }),
    ]
}
