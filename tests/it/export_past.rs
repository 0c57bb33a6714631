//! Tables over time: as they were known, and what changed since.

use std::collections::BTreeMap;

use akkoord::ledger::{Aggregate, Changes, Commit, Locked, Outcome};
use axum::http::StatusCode;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value, json};
use tests::{
    Engine, Test, TestDatabase,
    server::{Client, Server, text},
    table::Table,
    tests,
};

use crate::{
    commitment::{content, propose, take},
    export::{TABLES, fetch, rows},
    journey::{definition, indicator, submit},
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        the_past_is_what_was_known_then,
        of_the_past_nothing_is_seen_that_is_hidden_today,
        a_refresh_of_what_changed_misses_no_figure,
        more_rows_than_one_answer_holds_are_refused_whole,
    ]
}

type Rows = Vec<Map<String, Value>>;

fn column<'a>(rows: &'a Rows, name: &str) -> Vec<&'a Value> {
    rows.iter().map(|row| &row[name]).collect()
}

async fn approve(table: &Table, measurement: &Value) {
    let approve = json!({ "measurement": measurement["id"], "expectedVersion": measurement["version"] });
    table.secretary().act("measurementApprove", "measurement { id }", approve).await;
}

/// Lets time pass.
fn pass(server: &Server, time: TimeDelta) -> DateTime<Utc> {
    server.clock.set(server.clock.now() + time);
    server.clock.now()
}

async fn the_past_is_what_was_known_then(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (company, server) = (table.server.by("company"), &table.server);
    let goal = table.goal("Vervullen").await;
    let series = indicator(&table, &goal, &definition(&table.secretary(), &table, "vervuld").await, 100, "1").await;
    let first = submit(&company, &series, "2026-03-01", 30).await;
    approve(&table, &first).await;
    let mut commitment = propose(&company, content(&table, &json!({ "dueOn": { "date": "2026-12-01" } }))).await;
    take(
        &table.secretary(),
        "Agree",
        &mut commitment,
        json!({ "decision": table.decision("2026-11-01").await }),
        "AGREED",
    )
    .await;
    let mut before = BTreeMap::new();
    for table in TABLES {
        before.insert(table, rows(&company, table, "").await);
    }
    assert_eq!(column(&before["goals"], "progress"), [&json!(0.3)]);

    let then = pass(server, TimeDelta::days(30));
    let fix =
        json!({ "measurement": first["id"], "expectedVersion": 2, "reason": "Verteld", "value": { "number": "10" } });
    let corrected = company.act("measurementCorrect", "measurement { id version }", fix).await;
    approve(&table, &corrected).await;
    table.goal("Later").await;
    take(&company, "ReportDone", &mut commitment, json!({ "evidence": { "title": "Lijst" } }), "REPORTED_DONE").await;
    let now = rows(&company, "goals", "").await;
    assert_eq!(column(&now, "progress"), [&json!(0.1), &Value::Null]);

    // On the day itself, by its date or by the instant, all is as it was; judged on that day.
    for asked in ["2026-11-20", "2026-11-20T11:00:00Z"] {
        for (table, known) in &before {
            let as_of = rows(&company, table, &format!("?as_of={asked}")).await;
            let state = |rows: &Rows| -> Vec<Value> { rows.iter().map(|row| json!(row)).collect() };
            if *table != "measurements" {
                assert_eq!(state(&as_of), state(known), "{table} as of {asked}");
            }
        }
    }
    let asked = format!("?as_of={}", (then - TimeDelta::seconds(1)).format("%Y-%m-%dT%H:%M:%SZ"));
    let late = rows(&company, "commitments", &asked).await;
    assert_eq!((column(&late, "state"), column(&late, "is_overdue")), (vec![&json!("AGREED")], vec![&json!(true)]));
    let today = rows(&company, "commitments", "").await;
    assert_eq!(
        (column(&today, "state"), column(&today, "is_overdue")),
        (vec![&json!("REPORTED_DONE")], vec![&json!(false)])
    );
    let known = rows(&company, "measurements", "?as_of=2026-11-20").await;
    assert_eq!((column(&known, "value"), column(&known, "state")), (vec![&json!(30)], vec![&json!("APPROVED")]));
    let known = rows(&company, "measurements", "").await;
    assert_eq!(column(&known, "state"), [&json!("SUPERSEDED"), &json!("APPROVED")]);
    assert!(rows(&company, "goals", "?as_of=2026-11-19").await.is_empty(), "there was no table yet");
    assert!(rows(&server.anonymous(), "goals", "?as_of=2026-11-20").await.is_empty());
}

async fn of_the_past_nothing_is_seen_that_is_hidden_today(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (server, secretary) = (&table.server, table.secretary());
    let company = server.by("company");
    let mut known = BTreeMap::new();
    for (title, visibility) in [("Open", "PUBLIC"), ("Dicht", "PARTNERSHIP"), ("Weg", "PUBLIC")] {
        let goal = json!({ "partnership": table.id, "title": title, "kind": "OUTCOME", "visibility": visibility });
        known.insert(title, secretary.act("goalCreate", "goal { id version }", goal).await);
    }
    let definition = definition(&secretary, &table, "vervuld").await;
    let counted = json!({
        "partnership": table.id, "definition": definition, "goal": known["Open"]["id"], "visibility": "PUBLIC",
        "baseline": { "value": "0", "date": "2026-01-01" }, "targets": [{ "value": "100", "date": "2026-12-31" }],
    });
    let series = secretary.act("indicatorCreate", "indicator { id version }", counted).await;
    approve(&table, &submit(&company, text(&series, "/id"), "2026-03-01", 30).await).await;
    let interest = json!({
        "partnership": table.id, "organisation": table.company, "side": "GAIN", "kind": "PEOPLE", "title": "Mensen", "importance": 5,
    });
    let interest = company.act("interestCreate", "interest { id version }", interest).await;
    let share = json!({ "interest": interest["id"], "expectedVersion": 1, "visibility": "PARTNERSHIP" });
    company.act("interestShare", "interest { id }", share).await;
    let visitor = server.anonymous();
    let titles = async |client: &Client, asked: &str| -> Vec<String> {
        let rows = rows(client, "goals", asked).await;
        rows.iter().map(|row| row["title"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(titles(&visitor, "").await, ["Open", "Weg"]);
    assert_eq!(rows(&company, "balance", "").await.len(), 1);
    pass(server, TimeDelta::days(2));
    let change = |goal: &Value, visibility: &str| json!({ "goal": goal["id"], "expectedVersion": goal["version"], "visibility": visibility });
    secretary.act("goalChange", "goal { id }", change(&known["Dicht"], "PUBLIC")).await;
    let remove = json!({ "goal": known["Weg"]["id"], "expectedVersion": 1, "reason": "Dubbel" });
    secretary.act("goalRemove", "removedId", remove).await;
    let hide = json!({ "indicator": series["id"], "expectedVersion": series["version"], "visibility": "PARTNERSHIP" });
    secretary.act("indicatorChange", "indicator { id }", hide).await;

    // What is public now was not then; what is gone is gone from the past as well.
    assert_eq!(titles(&visitor, "").await, ["Open", "Dicht"]);
    assert_eq!(titles(&visitor, "?as_of=2026-11-20").await, ["Open"]);
    assert_eq!(titles(&company, "?as_of=2026-11-20").await, ["Open", "Dicht"]);
    // A figure that was public is not made of what is hidden now, and is the same for everybody who may see it.
    for (client, level) in [(&visitor, Value::Null), (&company, json!(30))] {
        let open = rows(client, "goals", "?as_of=2026-11-20").await;
        assert_eq!((&open[0]["progress"], &open[0]["level"]), (&Value::Null, &level));
        assert_eq!(rows(client, "measurements", "?as_of=2026-11-20").await.len(), usize::from(!level.is_null()));
    }
    assert!(
        rows(&company, "balance", "?as_of=2026-11-20").await.is_empty(),
        "interests have no past but their owner's"
    );
    assert_eq!(rows(&company, "balance", "").await.len(), 1);
}

/// Fetches what changed since the last time, and lays it over what was fetched before.
async fn refresh(
    client: &Client,
    kept: &mut BTreeMap<&'static str, BTreeMap<String, Map<String, Value>>>,
    since: DateTime<Utc>,
) -> usize {
    let since = since.format("?since=%Y-%m-%dT%H:%M:%S%.6fZ").to_string();
    let mut fetched = 0;
    for (table, kept) in kept {
        for row in rows(client, table, &since).await {
            let id = format!("{}_id", table.trim_end_matches('s'));
            kept.insert(row[&id].to_string(), row);
            fetched += 1;
        }
    }
    fetched
}

async fn a_refresh_of_what_changed_misses_no_figure(db: TestDatabase) {
    const DATED: [&str; 4] = ["goals", "commitments", "measurements", "periods"];
    let table = Table::set(&db).await;
    let (server, secretary, company) = (&table.server, table.secretary(), table.server.by("company"));
    let (one, other) = (table.goal("Een").await, table.goal("Twee").await);
    let definition = definition(&secretary, &table, "vervuld").await;
    let series = indicator(&table, &one, &definition, 100, "1").await;
    let terms = json!({ "goals": [one], "kind": "PLACES", "quantity": "5", "unit": "plekken", "dueOn": { "date": "2026-11-22" } });
    let mut commitment = propose(&company, content(&table, &terms)).await;
    let mut needed = propose(&company, content(&table, &json!({ "title": "Eerst dit" }))).await;
    let decision = json!({ "decision": table.decision("2026-11-01").await });
    let clients = [secretary.clone(), server.by("school"), server.anonymous()];
    let mut kept: Vec<BTreeMap<_, _>> =
        clients.iter().map(|_| DATED.map(|table| (table, BTreeMap::new())).into()).collect();
    let mut last = DateTime::UNIX_EPOCH;
    let mut measurement = Value::Null;
    let mut fetched = Vec::new();
    for step in 0..14 {
        match step {
            1 => measurement = submit(&company, &series, "2026-03-01", 30).await,
            2 => approve(&table, &measurement).await,
            3 => take(&secretary, "Agree", &mut commitment, decision.clone(), "AGREED").await,
            4 => {
                let note = json!({ "commitment": commitment["id"], "health": "BEHIND" });
                let note =
                    company.act("commitmentNote", "note { id version } commitment { version state id }", note).await;
                commitment["version"] =
                    crate::commitment::field(&table, &commitment, "version").await["version"].take();
                measurement = note;
            }
            5 => {
                let gone = json!({ "note": measurement["id"], "expectedVersion": 1, "reason": "Vergissing" });
                company.act("noteRemove", "removedId", gone).await;
            }
            6 => {
                let needs = json!({ "from": commitment["id"], "to": needed["id"], "kind": "REQUIRES" });
                company.act("dependencyCreate", "dependency { id }", needs).await;
            }
            7 => {
                take(&secretary, "Agree", &mut needed, decision.clone(), "AGREED").await;
                take(&company, "ReportDone", &mut needed, json!({ "evidence": { "title": "Lijst" } }), "REPORTED_DONE")
                    .await;
                take(&secretary, "Fulfil", &mut needed, decision.clone(), "FULFILLED").await;
            }
            8 => {
                let delivery = json!({ "commitment": commitment["id"], "quantity": "2", "deliveredOn": "2026-11-20" });
                let delivery = company.act("commitmentDeliver", "delivery { id version }", delivery).await;
                let confirm = json!({ "delivery": delivery["id"], "expectedVersion": 1 });
                server.by("school").act("deliveryConfirm", "delivery { id }", confirm).await;
            }
            9 => {
                let moved = json!({ "indicator": series, "expectedVersion": 1, "goal": other });
                secretary.act("indicatorChange", "indicator { id }", moved).await;
            }
            10 => {
                let renamed = json!({ "organisation": table.company, "expectedVersion": 1, "name": "Bedrijf bv" });
                server.by("admin").act("organisationChange", "organisation { id }", renamed).await;
            }
            // Late, and then past the only target.
            11 => drop(pass(server, TimeDelta::days(3))),
            12 => drop(pass(server, TimeDelta::days(60))),
            _ => {}
        }
        for (client, kept) in clients.iter().zip(&mut kept) {
            fetched.push(refresh(client, kept, last).await);
            for table in DATED {
                let mut whole: Vec<Value> = rows(client, table, "").await.into_iter().map(Value::Object).collect();
                let mut merged: Vec<Value> = kept[table].values().cloned().map(Value::Object).collect();
                let id = |row: &Value| row.to_string();
                whole.sort_by_key(id);
                merged.sort_by_key(id);
                assert_eq!(merged, whole, "{table} after step {step}");
            }
        }
        last = server.clock.now();
        pass(server, TimeDelta::seconds(1));
    }
    assert!(fetched.len() == 42 && fetched[36] > fetched[39], "nothing is fetched where nothing changed: {fetched:?}");
}

async fn more_rows_than_one_answer_holds_are_refused_whole(db: TestDatabase) {
    const MOST: usize = 50_000;
    if db.engine == Engine::Postgres {
        return;
    }
    let server = Server::start(&db).await;
    let enter = |count: usize| {
        let act = move |world: &Locked| {
            let one = |n: usize| {
                let row = entity::organisation::Model {
                    id: world.id().into(),
                    version: 0,
                    external_key: None,
                    source: None,
                    changed_at: world.now,
                    removed_at: None,
                    name: format!("Bedrijf {n}"),
                    kind: entity::OrganisationKind::Company,
                    sector: entity::OrganisationSector::Private,
                    kvk_number: None,
                    partnership_id: None,
                };
                akkoord::organisation::Organisation { row, aliases: vec![], regions: vec![], member_of: vec![] }
            };
            Ok::<_, ()>(Changes::of("organisationCreate").with_all((0..count).map(one)))
        };
        Commit { actor: None, aggregates: [Aggregate::Directory].into(), key: None, act: Box::new(act) }
    };
    let path = "/export/v1/organisations.csv";
    assert!(matches!(server.app.ledger().commit(enter(MOST)).await.unwrap(), Outcome::Done(_)));
    let (status, headers, body) = fetch(&server.anonymous(), path).await;
    assert_eq!((status, headers["x-total-count"].to_str().unwrap()), (StatusCode::OK, "50000"));
    assert_eq!(body.split(|byte| *byte == b'\n').count() - 1, MOST + 1);
    let since = pass(&server, TimeDelta::hours(1)) - TimeDelta::seconds(1);
    assert!(matches!(server.app.ledger().commit(enter(1)).await.unwrap(), Outcome::Done(_)));
    let (status, _, body) = fetch(&server.anonymous(), path).await;
    let body: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!((status, text(&body, "/errors/0/extensions/code")), (StatusCode::PAYLOAD_TOO_LARGE, "TOO_LARGE"));
    assert!(text(&body, "/errors/0/message").contains("since"));
    let since = since.format("?since=%Y-%m-%dT%H:%M:%SZ").to_string();
    assert_eq!(rows(&server.anonymous(), "organisations", &since).await.len(), 1);
}
