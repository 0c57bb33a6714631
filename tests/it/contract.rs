//! The documents that clients were promised, as they stand, on the demo; and the demo's figures, as its sources have them.
//!
//! The first line of a document says in which step of the work it must answer. A later one has only to be GraphQL.

use std::{collections::BTreeSet, fs, path::Path};

use akkoord::ledger::{Aggregate, revision};
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, Server, text},
    tests,
};

/// The step that the program has reached.
const STEP: u32 = 2;
const ZWOLLE: &str = "techniekpact-regio-zwolle";

pub(crate) fn trials() -> Vec<Test> {
    tests![the_promised_documents_answer_on_the_demo, the_demo_says_what_its_sources_say]
}

/// The documents with their names and steps.
fn documents() -> Vec<(String, u32, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("it/contract");
    let documents = fs::read_dir(folder).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let document = fs::read_to_string(path).unwrap();
        let step = document.strip_prefix("# step ").and_then(|rest| rest.split(':').next()?.parse().ok());
        (name.clone(), step.unwrap_or_else(|| panic!("{name} does not say its step")), document)
    });
    documents.collect()
}

/// Runs an operation that must answer with data and without errors, and gives the data.
async fn run(client: &Client, document: &str, operation: Option<&str>, variables: Value) -> Value {
    let mut reply = client.reply_to(document, operation, variables).await;
    assert!(reply["errors"].is_null() && reply["data"].is_object(), "{document}\n{reply:#}");
    reply["data"].take()
}

async fn the_promised_documents_answer_on_the_demo(db: TestDatabase) {
    let server = Server::with_demo(&db).await;
    let (secretary, chair) = (server.by("secretariaat"), server.by("voorzitter"));
    let indicator = &indicators(&secretary, ZWOLLE).await["zwolle.vervuld"]["id"].clone();
    let mut answered = BTreeSet::new();
    for (name, step, document) in documents() {
        if step > STEP {
            let reply = secretary.reply(&document, json!({})).await;
            let codes: Vec<&str> =
                reply["errors"].as_array().into_iter().flatten().map(|one| text(one, "/extensions/code")).collect();
            assert!(!codes.contains(&"PARSE_FAILED") && !codes.contains(&"INTERNAL"), "{name}: {reply:#}");
            continue;
        }
        match name.as_str() {
            "dashboard" => {
                let data = run(&secretary, &document, None, json!({ "slug": ZWOLLE })).await;
                assert!(data["partnership"]["goals"]["totalCount"].as_u64() > Some(0), "{data:#}");
            }
            "action-list" => {
                let query = "query($slug: String!) { partnership(by: { slug: $slug }) { id } }";
                let id = secretary.ask(query, json!({ "slug": ZWOLLE })).await["partnership"]["id"].take();
                let data = run(&secretary, &document, None, json!({ "partnership": id })).await;
                let list = &data["partnership"]["commitments"];
                let nodes = list["nodes"].as_array().unwrap();
                assert_eq!(list["totalCount"], nodes.len());
                let titled = |title: &str| nodes.iter().find(|one| text(one, "/title") == title).unwrap();
                assert_eq!(titled("Statushouders aan het werk in de techniek")["isBlocked"], true);
                assert_eq!(titled("Hybride docenten leveren")["isAtRisk"], true);
                assert_eq!(titled("Keuzevak Nutsvoorziening")["timesPostponed"], 1);
                assert!(nodes.iter().all(|one| !one["allowedTransitions"].as_array().unwrap().is_empty()), "{data:#}");
            }
            "series" => {
                let data = run(&secretary, &document, None, json!({ "indicator": indicator })).await;
                assert_eq!(data["node"]["target"]["value"], "4000");
                assert!(!data["node"]["measurements"]["nodes"].as_array().unwrap().is_empty(), "{data:#}");
            }
            "viewer" => {
                let data = run(&secretary, &document, None, json!({})).await;
                assert_eq!(data["viewer"]["isAnonymous"], false);
                run(&server.anonymous(), &document, None, json!({})).await;
            }
            "measure" => {
                let input = json!({ "indicator": indicator, "observedOn": "2026-11-01", "value": { "number": "1400" }, "source": "proef" });
                let submitted = run(&secretary, &document, Some("Submit"), json!({ "input": input })).await;
                let submitted = &submitted["measurementSubmit"]["measurement"];
                assert_eq!((text(submitted, "/state"), text(submitted, "/value")), ("SUBMITTED", "1400"));
                let input = json!({ "measurement": submitted["id"], "expectedVersion": submitted["version"] });
                let approved = run(&chair, &document, Some("Approve"), json!({ "input": input })).await;
                let approved = &approved["measurementApprove"]["measurement"];
                assert_eq!(text(approved, "/indicator/level/value"), "1400");
                assert_eq!(text(approved, "/indicator/progress/value"), "0.35");
            }
            _ => panic!("{name} is promised for step {step}; say here what it must answer"),
        }
        answered.insert(name);
    }
    assert!(answered.len() >= 5, "{answered:?}");
}

/// The indicators of a partnership by their external key.
async fn indicators(client: &Client, slug: &str) -> Value {
    let query = "query($slug: String!) { partnership(by: { slug: $slug }) { indicators(first: 100) { nodes {
        id externalKey target { value date } level { value approximate bound }
        latest { value numerator denominator qualifier denominatorQualifier } } } } }";
    let answer = client.ask(query, json!({ "slug": slug })).await;
    let nodes = answer["partnership"]["indicators"]["nodes"].as_array().unwrap().clone();
    let keyed = nodes.into_iter().filter_map(|one| Some((one["externalKey"].as_str()?.to_owned(), one)));
    Value::Object(keyed.collect())
}

async fn the_demo_says_what_its_sources_say(db: TestDatabase) {
    let server = Server::with_demo(&db).await;
    let zwolle = indicators(&server.by("secretariaat"), ZWOLLE).await;
    assert_eq!(zwolle["zwolle.vervuld"]["target"]["value"], "4000");
    let national = indicators(&server.by("aanvalsplan"), "aanvalsplan-techniek").await;
    let targets: Vec<&Value> = national.as_object().unwrap().values().map(|one| &one["target"]["value"]).collect();
    assert!(targets.contains(&&json!("60000")), "{national:#}");

    // "40 geplaatst … met een kleine 130 kandidaten gesproken".
    let drenthe = indicators(&server.by("drenthe"), "servicepunt-techniek-drenthe").await;
    let placed = &drenthe["sptd.geplaatst"];
    assert_eq!(placed["level"], json!({ "value": "30.769231", "approximate": true, "bound": "AT_LEAST" }));
    assert_eq!(
        placed["latest"],
        json!({ "value": "30.769231", "numerator": "40", "denominator": "130", "qualifier": "EXACT", "denominatorQualifier": "JUST_UNDER" })
    );

    // "ruim € 400.000", until "medio januari 2021".
    let query = r#"{ partnership(by: { slug: "de-techniek-samen-de-crisis-door" }) {
        endsOn { date precision text lastDay } commitments(first: 100) { nodes { amount qualifier } } } }"#;
    let crisis = server.by("sptmidden").ask(query, json!({})).await["partnership"].take();
    let ends = json!({ "date": "2021-01-15", "precision": "MID_MONTH", "text": "medio januari 2021", "lastDay": "2021-01-20" });
    assert_eq!(crisis["endsOn"], ends);
    let commitments = crisis["commitments"]["nodes"].as_array().unwrap();
    assert!(commitments.contains(&json!({ "amount": "400000", "qualifier": "JUST_OVER" })), "{commitments:#?}");

    everything_names_its_source(&server).await;
}

/// Every record that the demo enters says which text it comes from, accounts aside.
async fn everything_names_its_source(server: &Server) {
    let ledger = server.app.ledger();
    let partnerships = ledger.directory().await.unwrap();
    let ids = partnerships.partnerships.iter().map(|one| Aggregate::Partnership(one.row.id));
    let mut unnamed = BTreeSet::new();
    for aggregate in ids.chain([Aggregate::Directory]) {
        for one in revision::read_after(ledger.database().reader(), aggregate.key(), 0, 100_000).await.unwrap() {
            let body: Value = serde_json::from_str(one.body.as_deref().unwrap()).unwrap();
            let named =
                ["source", "origin"].iter().any(|name| body[name].as_str().is_some_and(|text| !text.is_empty()));
            if one.kind != "account" && !named {
                unnamed.insert(body.to_string());
            }
        }
    }
    assert!(unnamed.is_empty(), "without a source: {unnamed:#?}");
}
