//! Regions: those that every installation starts with, and how they are found, changed and removed.

use std::collections::BTreeMap;

use akkoord::{
    clock::Clock,
    ledger::{Aggregate, Database, Ledger},
    region::reference,
};
use serde_json::{Value, json};
use tests::{
    Engine, Test, TestDatabase,
    server::{Server, text},
    table::Table,
    tests,
};

use crate::{journey::definition, ledger::whole_chain};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        the_netherlands_is_there_with_its_provinces_and_labour_market_regions,
        servers_that_start_together_load_each_region_once,
        what_people_made_of_a_region_stays,
        a_region_is_looked_up_and_found_by_what_it_lies_in,
        a_region_is_changed_and_lies_in_no_circle,
        a_region_that_is_used_stays,
    ]
}

/// The labour-market regions that lie in more than one province.
const ACROSS: &[(&str, &[&str])] = &[
    ("Amersfoort", &["Utrecht", "Gelderland"]),
    ("FoodValley", &["Gelderland", "Utrecht"]),
    ("Gooi en Vechtstreek", &["Noord-Holland", "Utrecht"]),
    ("Gorinchem", &["Zuid-Holland", "Utrecht"]),
    ("Groningen", &["Groningen", "Drenthe"]),
    ("Groot Amsterdam", &["Noord-Holland", "Utrecht"]),
    ("Midden-Limburg", &["Limburg", "Noord-Brabant"]),
    ("Regio Zwolle", &["Overijssel", "Gelderland", "Drenthe"]),
    ("Rijk van Nijmegen", &["Gelderland", "Limburg"]),
    ("Veluwe Stedendriehoek", &["Gelderland", "Overijssel", "Flevoland"]),
];

/// The program over a database that holds the reference data and an administrator.
async fn server(db: &TestDatabase) -> Server {
    let server = Server::with_admin(db).await;
    reference::load(server.app.ledger()).await.unwrap();
    server
}

/// All regions of a kind.
async fn regions(server: &Server, kind: &str) -> Vec<Value> {
    let query = "query($kind: RegionKind!) { regions(first: 200, filter: { kind: { eq: $kind } },
        orderBy: [{ field: NAME, direction: ASC }]) { nodes { id version name code source within { name kind code } } } }";
    let mut answer = server.anonymous().ask(query, json!({ "kind": kind })).await;
    answer["regions"]["nodes"].as_array_mut().map(std::mem::take).unwrap()
}

async fn the_netherlands_is_there_with_its_provinces_and_labour_market_regions(db: TestDatabase) {
    let server = server(&db).await;
    let provinces = regions(&server, "PROVINCE").await;
    let of_labour = regions(&server, "LABOUR_MARKET_REGION").await;
    let country = regions(&server, "NATIONAL").await;
    assert_eq!((country.len(), provinces.len(), of_labour.len()), (1, 12, 35));
    assert_eq!((text(&country[0], "/name"), text(&country[0], "/code")), ("Nederland", "NL01"));
    for province in &provinces {
        assert_eq!(province["within"], json!([{ "name": "Nederland", "kind": "NATIONAL", "code": "NL01" }]));
        assert!(text(province, "/code").starts_with("PV"), "{province}");
    }
    let mut across = BTreeMap::new();
    for region in &of_labour {
        let within = region["within"].as_array().unwrap();
        let is_in_provinces = within.iter().all(|one| one["kind"] == "PROVINCE");
        assert!(!within.is_empty() && is_in_provinces && text(region, "/code").starts_with("AM"), "{region}");
        assert!(text(region, "/source").contains("CBS"), "{region}");
        if within.len() > 1 {
            across.insert(text(region, "/name"), within.iter().map(|one| text(one, "/name")).collect::<Vec<_>>());
        }
    }
    assert_eq!(across, ACROSS.iter().map(|(name, provinces)| (*name, provinces.to_vec())).collect());

    let ledger = server.app.ledger();
    let before = ledger.directory().await.unwrap().seq();
    reference::load(ledger).await.unwrap();
    assert_eq!(ledger.directory().await.unwrap().seq(), before);
    let revisions = whole_chain(ledger, Aggregate::Directory, before).await;
    let loaded: Vec<_> = revisions.iter().filter(|one| one.act == "referenceDataLoad").collect();
    assert!(loaded.len() == 48 && loaded.iter().all(|one| one.actor.is_none()));
}

async fn servers_that_start_together_load_each_region_once(db: TestDatabase) {
    let first = Ledger::new(Database::connect(&db.url).await.unwrap(), Clock::system(), 1 << 26);
    let mut ledgers = vec![first];
    for _ in 0..3 {
        // One process serves an SQLite file, but its tasks are many.
        ledgers.push(match db.engine {
            Engine::Sqlite => ledgers[0].clone(),
            Engine::Postgres => Ledger::new(Database::connect(&db.url).await.unwrap(), Clock::system(), 1 << 26),
        });
    }
    let starts: Vec<_> =
        ledgers.iter().cloned().map(|ledger| tokio::spawn(async move { reference::load(&ledger).await })).collect();
    for start in starts {
        start.await.unwrap().unwrap();
    }
    for ledger in &ledgers {
        let directory = ledger.directory().await.unwrap();
        assert_eq!((directory.seq(), directory.regions.iter().count()), (48, 48));
    }
}

async fn what_people_made_of_a_region_stays(db: TestDatabase) {
    let server = Server::with_admin(&db).await;
    let admin = server.by("admin");
    let own = json!({ "name": "overijssel", "kind": "PROVINCE" });
    let own = admin.act("regionCreate", "region { id }", own).await;
    reference::load(server.app.ledger()).await.unwrap();
    let by = |code: &str, of: &[Value]| of.iter().find(|one| one["code"] == code).cloned().unwrap();
    let found = regions(&server, "LABOUR_MARKET_REGION").await;
    let rename = json!({ "region": by("AM36", &found)["id"], "expectedVersion": 1, "name": "Zwolle en omstreken" });
    admin.act("regionChange", "region { version }", rename).await;
    let remove = json!({ "region": by("AM24", &found)["id"], "expectedVersion": 1, "reason": "Niet nodig" });
    assert_eq!(admin.perform("regionRemove", "removedId", remove).await["userErrors"], json!([]));

    reference::load(server.app.ledger()).await.unwrap();
    let found = regions(&server, "LABOUR_MARKET_REGION").await;
    assert_eq!(found.len(), 34);
    assert_eq!(by("AM36", &found)["name"], "Zwolle en omstreken");
    assert_eq!(by("AM05", &found)["within"], json!([{ "name": "overijssel", "kind": "PROVINCE", "code": null }]));
    let provinces = regions(&server, "PROVINCE").await;
    assert!(provinces.len() == 12 && provinces.iter().any(|one| one["id"] == own["id"] && one["version"] == 1));
}

async fn a_region_is_looked_up_and_found_by_what_it_lies_in(db: TestDatabase) {
    let server = server(&db).await;
    let query = r#"{
        byCode: region(by: { code: { kind: PROVINCE, code: "PV21" } }) { name kindLabel }
        byName: region(by: { name: { kind: LABOUR_MARKET_REGION, name: "groot amsterdam" } }) { code }
        other: region(by: { code: { kind: MUNICIPALITY, code: "PV21" } }) { name }
        country: region(by: { code: { kind: NATIONAL, code: "NL01" } }) { id parts { totalCount } }
        drenthe: region(by: { name: { kind: PROVINCE, name: "Drenthe" } }) {
            id parts(orderBy: [{ field: CODE, direction: DESC }]) { nodes { name } } }
    }"#;
    let found = server.anonymous().ask(query, json!({})).await;
    assert_eq!(found["byCode"], json!({ "name": "Fryslân", "kindLabel": "provincie" }));
    assert_eq!((&found["byName"]["code"], &found["other"]), (&json!("AM18"), &Value::Null));
    assert_eq!(found["country"]["parts"]["totalCount"], 12);
    let parts = json!([{ "name": "Regio Zwolle" }, { "name": "Drenthe" }, { "name": "Groningen" }]);
    assert_eq!(found["drenthe"]["parts"]["nodes"], parts);

    let input =
        json!({ "name": "Assen", "kind": "MUNICIPALITY", "within": [found["drenthe"]["id"]], "externalKey": "a" });
    let town = server.by("admin").act("regionCreate", "region { id externalKey }", input).await;
    let within = "query($id: ID!) { regions(first: 0, filter: { within: { eq: $id } }) { totalCount }
        region(by: { externalKey: \"a\" }) { id } }";
    for (region, count) in [(&found["country"]["id"], 48), (&found["drenthe"]["id"], 4), (&town["id"], 0)] {
        let inside = server.anonymous().ask(within, json!({ "id": region })).await;
        assert_eq!((&inside["regions"]["totalCount"], &inside["region"]["id"]), (&json!(count), &town["id"]));
    }
}

async fn a_region_is_changed_and_lies_in_no_circle(db: TestDatabase) {
    let table = Table::set(&db).await;
    let admin = table.server.by("admin");
    let make = async |name: &str, code: &str, within: &[&Value]| {
        let input = json!({ "name": name, "kind": "OTHER", "code": code, "within": within });
        admin.act("regionCreate", "region { id }", input).await["id"].take()
    };
    let outer = make("Buiten", "1", &[]).await;
    let middle = make("Midden", "2", &[&outer]).await;
    let inner = make("Binnen", "3", &[&middle]).await;
    let circle = json!({ "region": outer, "expectedVersion": 1, "within": [inner] });
    assert_eq!(admin.refused("regionChange", circle).await, ["CYCLE within"]);
    let itself = json!({ "region": outer, "expectedVersion": 1, "within": [outer] });
    assert_eq!(admin.refused("regionChange", itself).await, ["CYCLE within"]);

    let wrong = json!({
        "region": outer, "expectedVersion": 9, "name": "binnen", "code": "3", "within": ["region_x"], "source": "111222333",
    });
    let found = admin.refused("regionChange", wrong.clone()).await;
    let expected = [
        "STALE_VERSION expectedVersion",
        "ALREADY_EXISTS name",
        "ALREADY_EXISTS code",
        "NOT_FOUND within.0",
        "PERSONAL_DATA source",
    ];
    assert_eq!(found, expected);
    for subject in ["secretary", "company"] {
        assert_eq!(table.server.by(subject).refused("regionChange", wrong.clone()).await, ["NOT_ALLOWED"]);
    }
    // The same name and code are another region's where the kind is another.
    let change = json!({
        "region": inner, "expectedVersion": 1, "kind": "MUNICIPALITY", "name": "Buiten", "code": "1", "within": null,
        "source": "Kaart",
    });
    let fields = "region { version name kind code source within { id } }";
    let changed = admin.act("regionChange", fields, change).await;
    let expected = json!({
        "version": 2, "name": "Buiten", "kind": "MUNICIPALITY", "code": "1", "source": "Kaart", "within": [],
    });
    assert_eq!(changed, expected);
}

async fn a_region_that_is_used_stays(db: TestDatabase) {
    let table = Table::set(&db).await;
    let admin = table.server.by("admin");
    let make = async |name: &str, within: &[&Value]| {
        let input = json!({ "name": name, "kind": "OTHER", "within": within });
        admin.act("regionCreate", "region { id }", input).await["id"].take()
    };
    let outer = make("Buiten", &[]).await;
    let inner = make("Binnen", &[&outer]).await;
    let remove = |region: &Value, reason: &str| json!({ "region": region, "expectedVersion": 1, "reason": reason });
    assert_eq!(admin.refused("regionRemove", remove(&outer, " ")).await, ["BLOCKED region", "REASON_REQUIRED reason"]);
    assert_eq!(table.secretary().refused("regionRemove", remove(&outer, "Weg")).await, ["NOT_ALLOWED"]);
    let works = json!({ "organisation": table.company, "expectedVersion": 1, "regions": [inner] });
    admin.act("organisationChange", "organisation { id }", works).await;
    assert_eq!(admin.refused("regionRemove", remove(&inner, "Weg")).await, ["BLOCKED region"]);
    let leaves = json!({ "organisation": table.company, "expectedVersion": 2, "regions": null });
    admin.act("organisationChange", "organisation { id }", leaves).await;

    // What an administrator does not see keeps no region, and still shows it.
    let definition = definition(&table.secretary(), &table, "vervuld").await;
    let about = json!({ "partnership": table.id, "definition": definition, "regions": [inner] });
    let about = table.secretary().act("indicatorCreate", "indicator { id }", about).await["id"].take();
    let removed = admin.perform("regionRemove", "removedId", remove(&inner, "Opgeheven")).await;
    assert_eq!(removed, json!({ "removedId": inner, "userErrors": [] }));
    let query = "query($id: ID!) { node(id: $id) { id } regions { totalCount } region(by: { id: $id }) { id } }";
    let left = table.server.anonymous().ask(query, json!({ "id": inner })).await;
    assert_eq!(left, json!({ "node": null, "regions": { "totalCount": 1 }, "region": null }));
    let query = "query($id: ID!) { node(id: $id) { ... on Indicator { regions { name } } } }";
    let shown = table.secretary().ask(query, json!({ "id": about })).await;
    assert_eq!(shown["node"]["regions"], json!([{ "name": "Binnen" }]));
    assert_eq!(admin.refused("regionRemove", remove(&inner, "Nog eens")).await, ["NOT_FOUND region"]);
    // What was in it is gone, so that it can go too.
    assert_eq!(admin.perform("regionRemove", "removedId", remove(&outer, "Opgeheven")).await["userErrors"], json!([]));
}
