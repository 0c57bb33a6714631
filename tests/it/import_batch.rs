//! What was brought in: who knows of it, what it did, and taking it back once as a whole.

use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, text},
    table::Table,
    tests,
};

use crate::{
    action_list::{commit, list, map, send, take_over},
    commitment::revision,
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        an_import_tells_what_it_did_to_those_who_keep_the_records,
        an_import_is_taken_back_once_and_as_a_whole,
        nothing_goes_back_that_changed_or_that_others_rest_on,
        taking_back_needs_a_reason_and_the_version_that_was_seen,
    ]
}

const ROWS: &[&[&str]] = &[
    &["Nr", "Actie", "Wie", "Wanneer", "Status"],
    &["1", "Vijf leerwerkplekken openstellen", "Bedrijf", "@2027-05-03", "loopt"],
    &["2", "Lokalen beschikbaar stellen", "School", "mei 2027", "nog niet gestart"],
];

const IMPORTS: &str = "query($id: ID!) { partnership(by: { id: $id }) { imports { totalCount nodes {
    id version kind kindLabel fileName added changed skipped undoneAt undoneReason author { name } enteredAt
    changes { totalCount nodes { isNew record { id } fields { name from to } } } } } } }";

async fn imports(client: &Client, table: &Table) -> Vec<Value> {
    let mut seen = client.ask(IMPORTS, json!({ "id": table.id })).await;
    let seen = seen["partnership"]["imports"]["nodes"].take();
    seen.as_array().unwrap().clone()
}

async fn commitments(table: &Table) -> Vec<Value> {
    let query =
        "query($id: ID!) { partnership(by: { id: $id }) { commitments { nodes { id version reference title } } } }";
    let seen = table.secretary().ask(query, json!({ "id": table.id })).await;
    seen["partnership"]["commitments"]["nodes"].as_array().unwrap().clone()
}

fn undo(batch: &Value, version: i32) -> Value {
    json!({ "import": batch["id"], "expectedVersion": version, "reason": "Verkeerde lijst" })
}

async fn an_import_tells_what_it_did_to_those_who_keep_the_records(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let told = take_over(&secretary, ROWS).await;
    let seen = imports(&secretary, &table).await;
    let [batch] = seen.as_slice() else { panic!("{seen:#?}") };
    assert_eq!(batch["id"], told["import"]["id"]);
    let about = ["kind", "kindLabel", "fileName", "added", "changed", "skipped", "undoneAt", "enteredAt"];
    let about: Vec<Value> = about.iter().map(|field| batch[*field].clone()).collect();
    assert_eq!(
        json!(about),
        json!(["ACTION_LIST", "actielijst", "acties.xlsx", 2, 0, 0, null, "2026-11-20T11:00:00Z"])
    );
    assert_eq!(batch["author"], json!({ "name": "secretary" }));
    let made = commitments(&table).await;
    assert_eq!(batch["changes"]["totalCount"], 2);
    let change = &batch["changes"]["nodes"][0];
    assert_eq!((&change["isNew"], &change["record"]["id"]), (&json!(true), &made[0]["id"]));
    let says = |name: &str| {
        let fields = change["fields"].as_array().unwrap();
        fields
            .iter()
            .find(|field| field["name"] == name)
            .map_or(Value::Null, |field| json!([field["from"], field["to"]]))
    };
    assert_eq!(says("title"), json!([null, "Vijf leerwerkplekken openstellen"]));
    assert_eq!(says("dueOn"), json!([null, "3 mei 2027"]));
    assert_eq!(says("state"), json!([null, "in uitvoering"]));
    assert_eq!(says("debtors"), json!([null, "Bedrijf"]));
    assert_eq!(says("agreedOn"), json!([null, "1 maart 2026"]));
    assert_eq!((says("version"), says("termsVersion"), says("id")), (Value::Null, Value::Null, Value::Null));

    assert_eq!(imports(&table.server.by("chair"), &table).await.len(), 1);
    for subject in ["company", "school", "stranger", "admin"] {
        assert_eq!(imports(&table.server.by(subject), &table).await, [Value::Null; 0], "{subject}");
        let node = table
            .server
            .by(subject)
            .ask("query($id: ID!) { node(id: $id) { id } }", json!({ "id": batch["id"] }))
            .await;
        assert_eq!(node["node"], Value::Null, "{subject}");
    }
}

async fn an_import_is_taken_back_once_and_as_a_whole(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, chair) = (table.secretary(), table.server.by("chair"));
    take_over(&secretary, ROWS).await;
    let batch = imports(&chair, &table).await.remove(0);
    let undone = chair.act("importUndo", "import { version undoneReason undoneAt }", undo(&batch, 1)).await;
    let at = "2026-11-20T11:00:00Z";
    assert_eq!(undone, json!({ "version": 2, "undoneReason": "Verkeerde lijst", "undoneAt": at }));
    assert_eq!(commitments(&table).await, [Value::Null; 0]);
    // What it did stays to be seen; what it made is gone.
    let seen = imports(&secretary, &table).await.remove(0);
    assert_eq!((&seen["changes"]["totalCount"], &seen["changes"]["nodes"][0]["record"]), (&json!(2), &Value::Null));
    assert_eq!(chair.refused("importUndo", undo(&batch, 2)).await, ["UNKNOWN_TRANSITION import"]);
    // The list comes in again, under numbers that were never given before.
    take_over(&secretary, ROWS).await;
    let references: Vec<Value> = commitments(&table).await.iter().map(|one| one["reference"].clone()).collect();
    assert_eq!(references, ["T-2026-003", "T-2026-004"]);
    let ledger = table.server.app.ledger();
    ledger.forget();
    assert_eq!(commitments(&table).await.len(), 2, "the tables hold what the ledger says");
}

async fn nothing_goes_back_that_changed_or_that_others_rest_on(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, company) = (table.secretary(), table.server.by("company"));
    let rows: Vec<&[&str]> =
        ROWS.iter().copied().chain([&["3", "Netwerk delen", "Bedrijf", "Q2 2027", "loopt"] as &[&str]]).collect();
    take_over(&secretary, &rows).await;
    let batch = imports(&secretary, &table).await.remove(0);
    let made = commitments(&table).await;
    let change = json!({ "commitment": made[1]["id"], "expectedVersion": 1, "externalKey": "B-2" });
    secretary.act("commitmentChange", "commitment { id }", change).await;
    let note = json!({ "commitment": made[2]["id"], "health": "ON_TRACK", "text": "Loopt goed" });
    company.act("commitmentNote", "note { id }", note).await;
    let before = revision(&table).await;
    let refused =
        secretary.perform("importUndo", "userErrors { message currentVersion changedFields }", undo(&batch, 1)).await;
    let mut told: Vec<String> = refused["userErrors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{} {}", text(one, "/code"), text(one, "/message")))
        .collect();
    told.sort();
    assert_eq!(
        told,
        [
            "BLOCKED “Loopt goed” verwijst naar wat deze import heeft toegevoegd.",
            "STALE_VERSION “T-2026-002” is na deze import gewijzigd, en gaat daarom niet terug naar wat het was.",
        ]
    );
    assert_eq!(revision(&table).await, before);
}

async fn taking_back_needs_a_reason_and_the_version_that_was_seen(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let report = send(&secretary, list(ROWS)).await;
    let report = map(&secretary, &report, json!({ "agreedOn": "2026-03-01" })).await;
    commit(&secretary, &report, "ALL").await;
    let batch = imports(&secretary, &table).await.remove(0);
    let mut input = undo(&batch, 7);
    input["reason"] = json!(" ");
    let before = revision(&table).await;
    let mut found = secretary.refused("importUndo", input).await;
    found.sort();
    assert_eq!(found, ["REASON_REQUIRED reason", "STALE_VERSION expectedVersion"]);
    for subject in ["company", "stranger", "admin"] {
        assert_eq!(table.server.by(subject).refused("importUndo", undo(&batch, 1)).await, ["NOT_FOUND import"]);
    }
    assert_eq!(revision(&table).await, before);
    let mut keyed = undo(&batch, 1);
    keyed["idempotencyKey"] = json!("terug");
    let first = secretary.perform("importUndo", "import { version }", keyed.clone()).await;
    assert_eq!(secretary.perform("importUndo", "import { version }", keyed).await, first);
}
