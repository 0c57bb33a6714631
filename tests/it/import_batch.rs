//! What was brought in: who knows of it, what it did, and taking it back once as a whole.

use std::collections::BTreeMap;

use akkoord::{ids::NodeId, ledger::Record};
use axum::http::StatusCode;
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, text},
    table::Table,
    tests,
};

use crate::{
    action_list::{CHECKS, commit, list, map, post, send, take_over},
    commitment::{agreed, content, field, propose, revision},
    indicator::{define, indicator},
    ledger::partnership_id,
    membership::seat_of,
    workbook::file::{File, check, commit as bring_in, download},
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        an_import_tells_what_it_did_to_those_who_keep_the_records,
        an_import_is_taken_back_once_and_as_a_whole,
        nothing_goes_back_that_changed_or_that_others_rest_on,
        taking_back_needs_a_reason_and_the_version_that_was_seen,
        what_was_changed_says_again_what_it_said_before,
        what_is_not_all_the_tables_is_its_authors_alone,
        what_an_interest_said_before_is_its_owners,
        whoever_keeps_no_records_any_more_takes_back_nothing_of_what_was_agreed,
        a_file_is_not_called_after_a_citizen,
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

/// What the records of the table say, but for versions and times: by kind and id, without those that were removed.
async fn said(table: &Table) -> BTreeMap<String, Value> {
    fn put<'a, R: Record>(said: &mut BTreeMap<String, Value>, records: impl Iterator<Item = &'a std::sync::Arc<R>>) {
        for record in records {
            let mut body = record.body();
            for part in ["version", "changed_at", "terms_version", "terms_since"] {
                body.as_object_mut().unwrap().remove(part);
            }
            said.insert(NodeId::of(&**record).word(), body);
        }
    }
    let snapshot = table.server.app.ledger().partnership(partnership_id(&table.id)).await.unwrap();
    let mut said = BTreeMap::new();
    put(&mut said, snapshot.commitments.iter());
    put(&mut said, snapshot.measurements.iter());
    put(&mut said, snapshot.interests.iter());
    put(&mut said, snapshot.notes.iter());
    put(&mut said, snapshot.amendments.iter());
    put(&mut said, snapshot.citations.iter());
    put(&mut said, snapshot.endorsements.iter());
    put(&mut said, snapshot.deliveries.iter());
    said
}

/// Brings in what a secretary changed in the workbook, and gives the batch.
async fn edited(client: &Client, edit: impl Fn(&mut File)) -> Value {
    let mut file = download(client, "tafel").await;
    edit(&mut file);
    let report = check(client, "tafel", &file).await;
    assert_eq!(report["problems"], json!([]), "{report:#}");
    let (status, done) = bring_in(client, "tafel", &report, "ALL").await;
    assert_eq!(status, StatusCode::OK, "{done:#}");
    json!({ "id": done["batch"], "version": 1 })
}

async fn what_was_changed_says_again_what_it_said_before(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let goal = table.goal("Doel").await;
    let draft = content(&table, &json!({ "title": "Concept", "goals": [goal] }));
    let draft = secretary.act("commitmentDraft", "commitment { id version }", draft).await;
    propose(&secretary, content(&table, &json!({ "title": "Voorstel" }))).await;
    let (live, _) = agreed(&table, &json!({ "title": "Afgesproken" })).await;
    let place = define(&table, "plekken", &json!({ "name": "Plekken" })).await;
    indicator(&table, &place, &json!({})).await;
    let edits: [fn(&mut File); 4] = [
        |file| {
            let page = file.page("Afspraken");
            let row = page.row("Concept");
            page.set(row, "title", "Ander concept".to_owned());
            page.set(row, "action", "Iets anders doen".to_owned());
        },
        |file| {
            let page = file.page("Afspraken");
            let row = page.row("Afgesproken");
            page.set(row, "health", "loopt achter".to_owned());
            page.set(row, "note", "Wacht op de aannemer".to_owned());
            page.set(row, "visibility", "openbaar".to_owned());
        },
        |file| {
            let page = file.page("Afspraken");
            page.add(&[("title", "Nieuw"), ("lead", "bedrijf")]);
            file.page("Metingen").add(&[("indicator", "Plekken"), ("observed_on", "1-3-2026"), ("value", "15")]);
        },
        |file| {
            let decision = file
                .page("Lijsten")
                .rows
                .iter()
                .flatten()
                .map(ToString::to_string)
                .find(|text| text.ends_with(": Akkoord"));
            let page = file.page("Afspraken");
            let row = page.row("Afgesproken");
            page.set(row, "due_on", "Q4 2027".to_owned());
            page.set(row, "reason", "De bouw loopt uit".to_owned());
            page.set(row, "decision", decision.unwrap());
        },
    ];
    let terms = |commitment: Value| {
        let table = &table;
        async move { field(table, &commitment, "termsVersion version").await }
    };
    for (at, edit) in edits.iter().enumerate() {
        let before = said(&table).await;
        let before_terms = [terms(draft.clone()).await, terms(live.clone()).await];
        let batch = edited(&secretary, edit).await;
        assert_ne!(said(&table).await, before, "edit {at} did nothing");
        let after_terms = [terms(draft.clone()).await, terms(live.clone()).await];
        let back = json!({ "import": batch["id"], "expectedVersion": batch["version"], "reason": "Vergissing" });
        secretary.act("importUndo", "import { id }", back).await;
        assert_eq!(said(&table).await, before, "edit {at}");
        let back_terms = [terms(draft.clone()).await, terms(live.clone()).await];
        for ((before, after), back) in before_terms.iter().zip(&after_terms).zip(&back_terms) {
            let number = |terms: &Value, name: &str| terms[name].as_i64().unwrap();
            // Words that were put to people once are never put to them under the same number as others.
            let is_new = number(before, "termsVersion") != number(after, "termsVersion");
            assert_eq!(number(back, "termsVersion"), number(after, "termsVersion") + i64::from(is_new), "edit {at}");
            assert!(number(back, "version") >= number(after, "version"));
        }
        // The tables hold what the ledger says.
        table.server.app.ledger().forget();
        assert_eq!(said(&table).await, before, "edit {at}, from the tables");
    }
    let batches = imports(&secretary, &table).await;
    let fields =
        batches[3]["changes"]["nodes"].as_array().unwrap().iter().flat_map(|one| one["fields"].as_array().unwrap());
    let due: Vec<&Value> = fields.filter(|one| one["name"] == "dueOn").collect();
    assert_eq!(due, [&json!({ "name": "dueOn", "from": "10 november 2026", "to": "kwartaal 4 van 2027" })]);
}

async fn what_is_not_all_the_tables_is_its_authors_alone(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let belang = [("organisation", "Bedrijf"), ("side", "halen"), ("kind", "kennis"), ("title", "Geheim")];
    let batch = edited(&company, |file| {
        file.page("Belangen").add(&belang);
    })
    .await;
    assert_eq!(imports(&company, &table).await.len(), 1);
    for subject in ["secretary", "chair", "school"] {
        let other = table.server.by(subject);
        assert_eq!(imports(&other, &table).await, [Value::Null; 0], "{subject}");
        assert_eq!(other.refused("importUndo", undo(&batch, 1)).await, ["NOT_FOUND import"], "{subject}");
    }
    company.act("importUndo", "import { id }", undo(&batch, 1)).await;
}

async fn what_an_interest_said_before_is_its_owners(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let interest = json!({
        "partnership": table.id, "organisation": table.company, "side": "GAIN", "kind": "PEOPLE", "title": "Vakmensen",
    });
    let interest = company.act("interestCreate", "interest { id version }", interest).await;
    let shared =
        json!({ "interest": interest["id"], "expectedVersion": interest["version"], "visibility": "PARTNERSHIP" });
    company.act("interestShare", "interest { id }", shared).await;
    let batch = edited(&company, |file| {
        let page = file.page("Belangen");
        let row = page.row("Vakmensen");
        page.set(row, "title", "Leerlingen".to_owned());
    })
    .await;
    for subject in ["secretary", "chair", "school"] {
        let other = table.server.by(subject);
        assert_eq!(imports(&other, &table).await, [Value::Null; 0], "{subject}");
        assert_eq!(other.refused("importUndo", undo(&batch, 1)).await, ["NOT_FOUND import"], "{subject}");
    }
    company.act("importUndo", "import { id }", undo(&batch, 1)).await;
}

async fn whoever_keeps_no_records_any_more_takes_back_nothing_of_what_was_agreed(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, chair) = (table.secretary(), table.server.by("chair"));
    take_over(&secretary, ROWS).await;
    let batch = imports(&secretary, &table).await.remove(0);
    for (organisation, role) in [(&table.school, "SECRETARIAT"), (&table.bureau, "PARTNER")] {
        let seat = seat_of(&table, organisation).await;
        let roles = json!({ "membership": seat["id"], "expectedVersion": seat["version"], "roles": [role] });
        chair.act("membershipChange", "membership { id }", roles).await;
    }
    assert_eq!(imports(&secretary, &table).await.len(), 1);
    let before = revision(&table).await;
    assert_eq!(secretary.refused("importUndo", undo(&batch, 1)).await, ["NOT_ALLOWED import"]);
    assert_eq!(revision(&table).await, before);
    table.server.by("school").act("importUndo", "import { id }", undo(&batch, 1)).await;
}

async fn a_file_is_not_called_after_a_citizen(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (status, told) = post(&table.secretary(), &format!("{CHECKS}?name=111222333.xlsx"), list(ROWS)).await;
    assert_eq!((status, &told["errors"][0]["extensions"]["code"]), (StatusCode::BAD_REQUEST, &json!("PERSONAL_DATA")));
}
