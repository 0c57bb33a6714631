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

fn access_key() -> Value {
    json!({ "name": "Rapport", "purpose": "EXPORT", "expiresOn": "2027-06-30" })
}

pub(super) async fn prepare(world: &mut World) {
    let newcomer = json!({ "name": "Nieuwkomer", "kind": "COMPANY", "sector": "PRIVATE" });
    world.keep("newcomer", "admin", "organisationCreate", "organisation", newcomer).await;
    let person = json!({ "name": "Nieuw", "organisation": world.id("newcomer") });
    world.keep("newcomer's person", "admin", "personCreate", "person", person).await;
    let region = json!({ "name": "Streek", "kind": "OTHER" });
    world.keep("region", "admin", "regionCreate", "region", region).await;
    let loose = json!({ "name": "Losse bv", "kind": "COMPANY", "sector": "PRIVATE" });
    world.keep("loose organisation", "admin", "organisationCreate", "organisation", loose).await;
    let colleague = json!({ "name": "Medewerker", "organisation": world.table.company });
    world.keep("colleague", "admin", "personCreate", "person", colleague).await;
    let account = json!({ "issuer": NAME, "subject": "spare" });
    world.keep("spare account", "admin", "accountCreate", "account", account).await;
    let second = json!({ "issuer": NAME, "subject": "second" });
    world.keep("second admin", "admin", "accountGrantAdmin", "account", second).await;
    world.keep("access key", "company", "accessKeyCreate", "accessKey", access_key()).await;
    world.keep("definition", "secretary", "definitionCreate", "definition", definition(world, "stand")).await;
    world.keep("old definition", "secretary", "definitionCreate", "definition", definition(world, "oud")).await;
    let newer = world.of("indicatorDefinition", "old definition", json!({ "code": "oud 2", "reason": "Scherper" }));
    world.keep("newer definition", "secretary", "definitionRevise", "definition", newer).await;
}

pub(super) fn rows() -> Vec<Row> {
    vec![
        row("regionCreate", |_| json!({ "name": "Salland", "kind": "OTHER" })),
        row("regionChange", |world| world.of("region", "region", json!({ "name": "Streken" }))),
        row("regionRemove", |world| world.of("region", "region", json!({ "reason": "Dubbel" }))),
        row("organisationCreate", |_| json!({ "name": "Nieuwe bv", "kind": "COMPANY", "sector": "PRIVATE" })),
        row("organisationChange", |world| {
            world.of("organisation", "loose organisation", json!({ "aliases": ["Los"] }))
        }),
        row("organisationRemove", |world| {
            world.of("organisation", "loose organisation", json!({ "reason": "Dubbel" }))
        }),
        row("personCreate", |world| json!({ "name": "Collega", "organisation": world.table.company })),
        row("personChange", |world| world.of("person", "colleague", json!({ "role": "Directeur" }))),
        row("personRemove", |world| world.of("person", "colleague", json!({ "reason": "Vertrokken" }))),
        row("personErase", |world| world.of("person", "colleague", json!({ "reason": "Op verzoek" }))),
        row(
            "accountCreate",
            |world| json!({ "issuer": NAME, "subject": "new", "person": world.id("newcomer's person") }),
        ),
        row("accountChange", |world| {
            world.of("account", "spare account", json!({ "person": world.id("newcomer's person") }))
        }),
        row("accountRemove", |world| world.of("account", "spare account", json!({ "reason": "Vertrokken" }))),
        row("accountGrantAdmin", |_| json!({ "issuer": NAME, "subject": "member" })),
        row("accountRevokeAdmin", |world| world.of("account", "second admin", json!({ "reason": "Klaar" }))),
        row("accessKeyCreate", |_| access_key()),
        row("accessKeyRevoke", |world| world.of("accessKey", "access key", json!({ "reason": "Klaar" }))),
        row("definitionCreate", |world| definition(world, "nieuw")),
        row("definitionChange", |world| world.of("indicatorDefinition", "definition", json!({ "name": "Anders" }))),
        row("definitionRevise", |world| {
            world.of("indicatorDefinition", "definition", json!({ "code": "stand 2", "reason": "Scherper" }))
        }),
        row("definitionRemove", |world| {
            world.of("indicatorDefinition", "definition", json!({ "reason": "Opgevolgd" }))
        }),
    ]
}
