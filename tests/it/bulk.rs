//! Many measurements in one act: what of them is submitted or approved, what is not, and what each row is told.

use serde_json::{Value, json};
use tests::{Test, TestDatabase, server::Client, table::Table, tests};

use crate::{
    indicator::{define, figures, indicator, measure, path},
    journey,
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        all_rows_are_submitted_or_none,
        good_rows_are_submitted_where_others_are_bad,
        a_dry_run_tells_what_would_happen_and_changes_nothing,
        rows_of_one_act_clash_with_each_other,
        each_row_needs_its_own_right,
        a_list_is_neither_empty_nor_endless,
        a_repeat_answers_as_the_first_time,
        many_are_approved_but_never_ones_own,
        a_whole_round_is_approved_at_once,
    ]
}

const ROW: &str =
    "row measurement { id version state observedOn } userErrors { path code message currentVersion changedFields }";
/// All that a member sees of the figures.
const DASHBOARD: &str = include_str!("contract/dashboard.graphql");

fn reading(indicator: &str, day: &str, number: &str) -> Value {
    json!({ "indicator": indicator, "observedOn": day, "value": { "number": number } })
}

fn rows(table: &Table, rows: &[Value], more: &Value) -> Value {
    let mut input = json!({ "partnership": table.id, "rows": rows });
    crate::commitment::add(&mut input, more);
    input
}

/// The whole answer to an act.
async fn submit(client: &Client, input: Value) -> Value {
    let selection = format!("results {{ {ROW} }} submitted refused isDryRun");
    client.perform("measurementsSubmit", &selection, input).await
}

async fn approve(client: &Client, input: Value) -> Value {
    let selection = format!("results {{ {ROW} }} approved refused isDryRun");
    client.perform("measurementsApprove", &selection, input).await
}

/// The code and the path of each error, row by row.
fn errors(answer: &Value) -> Vec<Vec<String>> {
    let word = |error: &Value| {
        let path: Vec<&str> = error["path"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        format!("{} {}", error["code"].as_str().unwrap(), path.join("."))
    };
    let results = answer["results"].as_array().unwrap().iter();
    results.map(|row| row["userErrors"].as_array().unwrap().iter().map(word).collect()).collect()
}

/// The states of the rows, null for one of which nothing was done.
fn states(answer: &Value) -> Vec<&Value> {
    answer["results"].as_array().unwrap().iter().map(|row| &row["measurement"]["state"]).collect()
}

fn counts(answer: &Value) -> (&Value, &Value, usize) {
    let done = answer.get("submitted").or_else(|| answer.get("approved")).unwrap();
    (done, &answer["refused"], answer["userErrors"].as_array().unwrap().len())
}

/// What a member sees of the table, byte for byte.
async fn seen(table: &Table) -> String {
    table.secretary().reply(DASHBOARD, json!({ "slug": "tafel" })).await.to_string()
}

/// An indicator of a running total.
async fn total(table: &Table) -> String {
    let definition = define(table, "totaal", &json!({ "reporting": "RUNNING_TOTAL", "targetBasis": "TO_DATE" })).await;
    let goal = table.goal("Doel").await;
    let mut more = path("0", "100");
    more["goal"] = json!(goal);
    indicator(table, &definition, &more).await
}

async fn all_rows_are_submitted_or_none(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let total = total(&table).await;
    measure(&table, &total, "2026-06-30", json!({ "number": "50" })).await;
    let before = seen(&table).await;
    let mut kept = reading(&total, "2026-08-31", "70");
    let list = [
        reading(&total, "2026-07-31", "60"),
        reading(&total, "2026-06-30", "50"),
        json!({ "indicator": total, "observedOn": "2026-11-21", "value": { "yesNo": true } }),
        kept.clone(),
        json!({ "indicator": "indicator_niets", "observedOn": "2026-07-31" }),
        reading(&total, "2026-09-30", "49"),
    ];
    let answer = submit(&company, rows(&table, &list, &json!({}))).await;
    let expected: [&[&str]; 6] = [
        &[],
        &["DUPLICATE_MEASUREMENT rows.1.observedOn"],
        &["VALUE_KIND rows.2.value.yesNo", "FUTURE_MEASUREMENT rows.2.observedOn"],
        &[],
        &["NOT_FOUND rows.4.indicator"],
        &["RUNNING_TOTAL_FELL rows.5.value"],
    ];
    assert_eq!(errors(&answer), expected);
    assert_eq!(counts(&answer), (&json!(0), &json!(4), 5));
    assert!(states(&answer).iter().all(|state| state.is_null()));
    assert_eq!(answer["isDryRun"], false);
    assert_eq!(seen(&table).await, before, "what is refused changes nothing");

    kept["periodFrom"] = json!("2026-08-01");
    let answer = submit(&company, rows(&table, &[kept, list[0].clone()], &json!({}))).await;
    assert_eq!(counts(&answer), (&json!(2), &json!(0), 0));
    assert_eq!(states(&answer), ["SUBMITTED", "SUBMITTED"]);
    let days: Vec<&Value> = (0..2).map(|row| &answer["results"][row]["measurement"]["observedOn"]).collect();
    assert_eq!(days, ["2026-08-31", "2026-07-31"], "results come in the order of the rows");
    let figures = figures(&table, &total, "level { value } progress { value }").await;
    assert_eq!(figures, json!({ "level": { "value": "50" }, "progress": { "value": "0.5" } }));
}

async fn good_rows_are_submitted_where_others_are_bad(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let total = total(&table).await;
    let draft = reading(&total, "2026-05-31", "5");
    let draft = company.act("measurementDraft", "measurement { id version }", draft).await;
    let good = json!({ "acceptGoodRows": true });
    let list = [
        reading(&total, "2026-07-31", "60"),
        reading(&total, "2026-07-31", "61"),
        json!({ "draft": draft["id"], "expectedVersion": 1, "note": "Nagekeken" }),
        json!({ "draft": draft["id"], "expectedVersion": 9 }),
    ];
    let answer = submit(&company, rows(&table, &list, &good)).await;
    assert_eq!(counts(&answer), (&json!(2), &json!(2), 0));
    assert_eq!(states(&answer), [&json!("SUBMITTED"), &Value::Null, &json!("SUBMITTED"), &Value::Null]);
    assert_eq!(answer["results"][2]["measurement"]["version"], 2);
    let expected: [&[&str]; 4] = [
        &[],
        &["DUPLICATE_MEASUREMENT rows.1.observedOn"],
        &[],
        &["STALE_VERSION rows.3.expectedVersion", "UNKNOWN_TRANSITION rows.3.draft"],
    ];
    assert_eq!(errors(&answer), expected);
    assert_eq!(answer["results"][3]["userErrors"][0]["currentVersion"], 2);

    // Where no row is good nothing is done, and that is a refusal.
    let before = seen(&table).await;
    let answer = submit(&company, rows(&table, &list[1..2], &good)).await;
    assert_eq!(counts(&answer), (&json!(0), &json!(1), 1));
    assert_eq!(seen(&table).await, before);
}

async fn a_dry_run_tells_what_would_happen_and_changes_nothing(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let total = total(&table).await;
    let before = seen(&table).await;
    let list = [reading(&total, "2026-07-31", "60"), reading(&total, "2026-07-31", "61")];
    for (good_rows, [done, whole]) in [(false, [0, 1]), (true, [1, 0])] {
        let how = json!({ "dryRun": true, "acceptGoodRows": good_rows, "idempotencyKey": "proef" });
        let answer = submit(&company, rows(&table, &list, &how)).await;
        assert_eq!(counts(&answer), (&json!(done), &json!(1), whole));
        let expected: [&[&str]; 2] = [&[], &["DUPLICATE_MEASUREMENT rows.1.observedOn"]];
        assert_eq!(errors(&answer), expected);
        assert_eq!(answer["isDryRun"], true);
        assert!(states(&answer).iter().all(|state| state.is_null()));
        assert_eq!(seen(&table).await, before);
    }
    let none = figures(&table, &total, "measurements { totalCount }").await;
    assert_eq!(none["measurements"]["totalCount"], 0);
    let how = json!({ "acceptGoodRows": true, "idempotencyKey": "proef" });
    let answer = submit(&company, rows(&table, &list, &how)).await;
    assert_eq!(counts(&answer), (&json!(1), &json!(1), 0), "a dry run does not use its key up");
    let approval = |row: &Value| json!({ "measurement": row["measurement"]["id"], "expectedVersion": 1 });
    let list = [approval(&answer["results"][0])];
    let before = seen(&table).await;
    let answer = approve(&table.secretary(), rows(&table, &list, &json!({ "dryRun": true }))).await;
    assert_eq!(counts(&answer), (&json!(1), &json!(0), 0));
    assert_eq!(seen(&table).await, before);
}

async fn rows_of_one_act_clash_with_each_other(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let definition = define(&table, "erbij", &json!({ "reporting": "INCREMENT", "targetBasis": "TO_DATE" })).await;
    let added = indicator(&table, &definition, &json!({})).await;
    let period = |from: &str, day: &str, key: &str| {
        let mut row = reading(&added, day, "1");
        crate::commitment::add(&mut row, &json!({ "periodFrom": from, "externalKey": key }));
        row
    };
    let draft = company.act("measurementDraft", "measurement { id }", reading(&added, "2026-01-31", "1")).await;
    let of_draft = json!({ "draft": draft["id"], "expectedVersion": 1 });
    let list = [
        period("2026-03-01", "2026-03-31", "maart"),
        period("2026-04-01", "2026-04-30", "maart"),
        period("2026-02-15", "2026-03-01", "februari"),
        period("2026-05-01", "2026-05-31", "mei"),
        period("2026-04-01", "2026-06-30", "kwartaal"),
        of_draft.clone(),
        of_draft,
    ];
    let expected: [&[&str]; 7] = [
        &[],
        &["ALREADY_EXISTS rows.1.externalKey"],
        &["PERIOD_OVERLAP rows.2.periodFrom"],
        &[],
        &["PERIOD_OVERLAP rows.4.periodFrom"],
        &[],
        &["STALE_VERSION rows.6.expectedVersion", "UNKNOWN_TRANSITION rows.6.draft"],
    ];
    let whole = submit(&company, rows(&table, &list, &json!({}))).await;
    assert_eq!(errors(&whole), expected);
    let parts = submit(&company, rows(&table, &list, &json!({ "acceptGoodRows": true }))).await;
    assert_eq!(errors(&parts), expected);
    assert_eq!(counts(&parts), (&json!(3), &json!(4), 0));
    // Each at a time gets the same answer.
    let one = company.refused("measurementSubmit", list[4].clone()).await;
    assert_eq!(one, ["PERIOD_OVERLAP periodFrom"]);
}

async fn each_row_needs_its_own_right(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (company, school) = (table.server.by("company"), table.server.by("school"));
    let total = total(&table).await;
    let mut for_another = reading(&total, "2026-07-31", "60");
    for_another["onBehalfOf"] = json!(table.school);
    let hidden = school.act("measurementDraft", "measurement { id }", reading(&total, "2026-06-30", "1")).await;
    let hidden = json!({ "draft": hidden["id"], "expectedVersion": 1 });
    let stranger = table.server.by("stranger");
    let elsewhere = {
        let slug = stranger.ask("{ partnership(by: { slug: \"andere-tafel\" }) { id } }", json!({})).await;
        let elsewhere = slug["partnership"]["id"].clone();
        let mut input = crate::indicator::defined(&table, "elders", &json!({}));
        input["partnership"] = elsewhere.clone();
        let definition = stranger.act("definitionCreate", "definition { id }", input).await["id"].take();
        let input = json!({ "partnership": elsewhere, "definition": definition, "visibility": "PUBLIC" });
        stranger.act("indicatorCreate", "indicator { id }", input).await["id"].take()
    };
    let list = [
        reading(&total, "2026-07-31", "60"),
        for_another,
        hidden,
        reading(elsewhere.as_str().unwrap(), "2026-07-31", "60"),
    ];
    let answer = submit(&company, rows(&table, &list, &json!({}))).await;
    let expected: [&[&str]; 4] =
        [&[], &["NOT_ALLOWED rows.1.onBehalfOf"], &["NOT_FOUND rows.2.draft"], &["NOT_FOUND rows.3.indicator"]];
    assert_eq!(errors(&answer), expected);
    let answer = submit(&table.secretary(), rows(&table, &list[..2], &json!({}))).await;
    assert_eq!(counts(&answer), (&json!(2), &json!(0), 0), "the secretariat may for all");
    // Whoever may nothing at all is told so once.
    assert_eq!(stranger.refused("measurementsSubmit", rows(&table, &list, &json!({}))).await, ["NOT_ALLOWED"]);
    assert_eq!(stranger.refused("measurementsSubmit", rows(&table, &[], &json!({}))).await, ["NOT_ALLOWED"]);
}

async fn a_list_is_neither_empty_nor_endless(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let total = total(&table).await;
    for act in ["measurementsSubmit", "measurementsApprove"] {
        assert_eq!(company.refused(act, rows(&table, &[], &json!({}))).await, ["REQUIRED rows"]);
    }
    let mut full = reading(&total, "2026-07-31", "60");
    crate::commitment::add(
        &mut full,
        &json!({ "onBehalfOf": table.company, "source": "Werkblad", "periodFrom": "2026-07-01", "note": "x".repeat(100) }),
    );
    let list = vec![full; 10_001];
    assert_eq!(
        company.refused("measurementsSubmit", rows(&table, &list, &json!({}))).await,
        ["OUT_OF_RANGE rows"],
        "and ten thousand full rows fit in a request"
    );
}

async fn a_repeat_answers_as_the_first_time(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let total = total(&table).await;
    let draft = reading(&total, "2026-05-31", "5");
    let draft = company.act("measurementDraft", "measurement { id version }", draft).await;
    let list = [
        reading(&total, "2026-11-21", "1"),
        reading(&total, "2026-07-31", "60"),
        json!({ "draft": draft["id"], "expectedVersion": 7 }),
        json!({ "draft": draft["id"], "expectedVersion": 1 }),
        reading(&total, "2026-07-31", "60"),
    ];
    let input = rows(&table, &list, &json!({ "acceptGoodRows": true, "idempotencyKey": "sleutel" }));
    let first = submit(&company, input.clone()).await;
    assert_eq!(counts(&first), (&json!(2), &json!(3), 0));
    let before = seen(&table).await;
    assert_eq!(submit(&company, input.clone()).await, first);
    assert_eq!(seen(&table).await, before, "and has no second effect");
    let approval = json!({ "measurement": first["results"][1]["measurement"]["id"], "expectedVersion": 1 });
    let list = [approval];
    let keyed = rows(&table, &list, &json!({ "idempotencyKey": "sleutel" }));
    let approved = approve(&table.secretary(), keyed.clone()).await;
    assert_eq!(counts(&approved), (&json!(1), &json!(0), 0));
    assert_eq!(approve(&table.secretary(), keyed).await, approved);
    let again = submit(&company, input).await;
    assert_eq!(states(&again), [&Value::Null, &json!("APPROVED"), &Value::Null, &json!("SUBMITTED"), &Value::Null]);
    assert_eq!(errors(&again), errors(&first), "a repeat tells what was wrong then, and shows what is now");
    let other = rows(&table, &list, &json!({ "idempotencyKey": "sleutel" }));
    assert_eq!(company.refused("measurementsApprove", other).await, ["KEY_REUSED idempotencyKey"]);
}

async fn many_are_approved_but_never_ones_own(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, company) = (table.secretary(), table.server.by("company"));
    let total = total(&table).await;
    let june = journey::submit(&company, &total, "2026-06-30", 25).await;
    measure(&table, &total, "2026-03-31", json!({ "number": "30" })).await;
    let old = figures(&table, &total, "measurements(filter: { state: { eq: APPROVED } }) { nodes { id version } }")
        .await["measurements"]["nodes"][0]
        .take();
    let correction =
        json!({ "measurement": old["id"], "expectedVersion": 2, "reason": "Verteld", "value": { "number": "20" } });
    let correction = company.act("measurementCorrect", "measurement { id }", correction).await;
    let july = journey::submit(&company, &total, "2026-07-31", 60).await;
    let own = journey::submit(&secretary, &total, "2026-08-31", 70).await;
    let fallen = journey::submit(&company, &total, "2026-09-30", 50).await;
    let approval = |record: &Value| json!({ "measurement": record["id"], "expectedVersion": 1 });
    let list = [&july, &own, &correction, &fallen, &june].map(approval);
    let expected: [&[&str]; 5] =
        [&[], &["SELF_APPROVAL rows.1.measurement"], &[], &["RUNNING_TOTAL_FELL rows.3.measurement"], &[]];
    let before = seen(&table).await;
    let whole = approve(&secretary, rows(&table, &list, &json!({}))).await;
    assert_eq!(errors(&whole), expected);
    assert_eq!(counts(&whole), (&json!(0), &json!(2), 2));
    assert_eq!(seen(&table).await, before);
    let good = approve(&secretary, rows(&table, &list, &json!({ "acceptGoodRows": true }))).await;
    assert_eq!(errors(&good), expected);
    assert_eq!(counts(&good), (&json!(3), &json!(2), 0));
    assert_eq!(states(&good)[2], "APPROVED");
    let query = "level { value } measurements(filter: { state: { eq: SUPERSEDED } }) { nodes { id } }";
    let after = figures(&table, &total, query).await;
    assert_eq!(after, json!({ "level": { "value": "60" }, "measurements": { "nodes": [{ "id": old["id"] }] } }));
    let again = approve(&secretary, rows(&table, &list[..1], &json!({}))).await;
    let stale: [&[&str]; 1] = [&["STALE_VERSION rows.0.expectedVersion", "UNKNOWN_TRANSITION rows.0.measurement"]];
    assert_eq!(errors(&again), stale);
    assert_eq!(again["results"][0]["userErrors"][0]["changedFields"], json!(["approvedAt", "approver", "state"]));
}

/// More rows than one statement takes.
async fn a_whole_round_is_approved_at_once(db: TestDatabase) {
    const ROWS: usize = 1_100;
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let definition = define(&table, "erbij", &json!({ "reporting": "INCREMENT", "targetBasis": "TO_DATE" })).await;
    let [first, second] =
        [indicator(&table, &definition, &json!({})).await, indicator(&table, &definition, &json!({})).await];
    let day =
        |at: usize| (chrono::NaiveDate::from_ymd_opt(2023, 1, 1).unwrap() + chrono::Days::new(at as u64)).to_string();
    let list: Vec<Value> = (0..ROWS).map(|at| reading([&first, &second][at % 2], &day(at), "2")).collect();
    let answer = submit(&company, rows(&table, &list, &json!({}))).await;
    assert_eq!(counts(&answer), (&json!(ROWS), &json!(0), 0));
    let level = async |indicator: &str| figures(&table, indicator, "level { value }").await["level"]["value"].take();
    assert_eq!(level(&first).await, Value::Null, "what is only submitted changes no figure");
    let list: Vec<Value> = answer["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| json!({ "measurement": row["measurement"]["id"], "expectedVersion": 1 }))
        .collect();
    let answer = approve(&table.secretary(), rows(&table, &list, &json!({}))).await;
    assert_eq!(counts(&answer), (&json!(ROWS), &json!(0), 0));
    for indicator in [&first, &second] {
        assert_eq!(level(indicator).await, "1100");
    }
    table.server.app.ledger().forget();
    assert_eq!(level(&first).await, "1100", "and so the tables say");
}
