//! Flat tables: what stands in them is what the API says to the same viewer on the same day, and nothing else.

use std::{collections::BTreeMap, fs, path::Path};

use akkoord::auth::Scopes;
use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode},
};
use serde_json::{Map, Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, Server, text},
    table::Table,
    tests,
};

use crate::{
    absence::{hide, known},
    commitment::{content, propose},
    visibility::{seat_observer, seat_until_october},
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        every_figure_in_the_tables_equals_the_apis,
        columns_keep_their_names_and_their_order,
        no_table_has_anything_of_a_person,
        what_is_hidden_changes_no_byte_of_a_table,
        every_form_says_the_same_whatever_stands_in_a_text,
        what_cannot_be_asked_is_refused_with_a_code,
        the_examples_use_columns_that_there_are,
    ]
}

pub(crate) const TABLES: [&str; 6] = ["goals", "commitments", "measurements", "balance", "organisations", "periods"];

/// Fetches a file.
pub(crate) async fn fetch(client: &Client, path: &str) -> (StatusCode, HeaderMap, Vec<u8>) {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let response = client.send(request).await;
    let (status, headers) = (response.status(), response.headers().clone());
    (status, headers, to_bytes(response.into_body(), 1 << 26).await.unwrap().to_vec())
}

/// The rows of a table as JSON; what is asked of it follows a question mark.
pub(crate) async fn rows(client: &Client, table: &str, asked: &str) -> Vec<Map<String, Value>> {
    let (status, headers, body) = fetch(client, &format!("/export/v1/{table}.json{asked}")).await;
    assert_eq!(status, StatusCode::OK, "{table}{asked}: {}", String::from_utf8_lossy(&body));
    let rows: Vec<Map<String, Value>> = serde_json::from_slice(&body).unwrap();
    assert_eq!(headers["x-total-count"].to_str().unwrap(), rows.len().to_string());
    rows
}

/// A row of cells as texts.
fn said(row: &Map<String, Value>) -> BTreeMap<String, String> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    row.iter().filter(|(name, _)| *name != "updated_at").map(|(name, value)| (name.clone(), text(value))).collect()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

const OF_GOAL: &str = "id title parent { id } progress { value coverage } commitmentsFulfilled { fulfilled agreed }
    indicators(first: 200) { nodes { isKey unit target { value date } level { value observedOn } resultLight reportingLight } }";
const OF_COMMITMENT: &str = "id reference title lead { id name } goals { id } kind unit amount promisedInTotal delivered agreedOn
    dueOn { lastDay precision } originalDueOn { lastDay } timesPostponed state isOverdue isBlocked latestNote { health }";
const OF_INDICATOR: &str = "id name unit target { value } baseline { value } measurements(first: 200) { nodes {
    id observedOn periodFrom value numerator denominator qualifier state source } }";

/// A goal of a partnership, in the words of the tables.
fn goal_row(own: &Value, goal: &Value) -> Value {
    let indicators: Vec<&Value> = list(&goal["indicators"]["nodes"]).collect();
    let keys: Vec<&Value> = indicators.iter().copied().filter(|one| one["isKey"] == true).collect();
    let shown = match (indicators.as_slice(), keys.as_slice()) {
        ([one], _) | (_, [one]) => *one,
        _ => &Value::Null,
    };
    json!({
        "goal_id": goal["id"], "partnership_id": own["id"], "partnership": own["name"],
        "parent_id": goal["parent"]["id"], "title": goal["title"], "unit": shown["unit"],
        "target": shown["target"]["value"], "target_date": shown["target"]["date"],
        "level": shown["level"]["value"], "level_date": shown["level"]["observedOn"],
        "progress": goal["progress"]["value"], "coverage": goal["progress"]["coverage"],
        "result_light": shown["resultLight"], "reporting_light": shown["reportingLight"],
        "commitments_fulfilled": goal["commitmentsFulfilled"]["fulfilled"],
        "commitments_agreed": goal["commitmentsFulfilled"]["agreed"],
    })
}

/// A commitment of a partnership, in the words of the tables.
fn commitment_row(own: &Value, one: &Value) -> Value {
    let goals: Vec<&str> = list(&one["goals"]).map(|goal| text(goal, "/id")).collect();
    let goals = if goals.is_empty() { Value::Null } else { goals.join(" ").into() };
    let is_money = one["kind"] == "MONEY" || one["kind"].is_null() && !one["amount"].is_null();
    let unit = if is_money { json!("EUR") } else { one["unit"].clone() };
    json!({
        "commitment_id": one["id"], "reference": one["reference"], "partnership_id": own["id"],
        "title": one["title"], "lead_id": one["lead"]["id"], "lead": one["lead"]["name"], "goal_ids": goals,
        "kind": one["kind"], "unit": unit, "promised": one["promisedInTotal"], "delivered": one["delivered"],
        "agreed_on": one["agreedOn"], "due_date": one["dueOn"]["lastDay"],
        "due_precision": one["dueOn"]["precision"], "original_due_date": one["originalDueOn"]["lastDay"],
        "times_postponed": one["timesPostponed"], "state": one["state"], "is_overdue": one["isOverdue"],
        "is_blocked": one["isBlocked"], "health": one["latestNote"]["health"],
    })
}

/// What the API says of everything, in the words of the tables.
async fn told(client: &Client, named: &[String]) -> BTreeMap<&'static str, Vec<BTreeMap<String, String>>> {
    let query = format!(
        "{{ partnerships(first: 200) {{ nodes {{ id name
            goals(first: 200) {{ nodes {{ {OF_GOAL} }} }} commitments(first: 200) {{ nodes {{ {OF_COMMITMENT} }} }}
            indicators(first: 200) {{ nodes {{ {OF_INDICATOR} }} }}
            balance {{ organisation {{ id name }} lines {{ side kind unit isJoint promised delivered }} }}
            reportingPeriods(first: 200) {{ nodes {{ id name from until state }} }} }} }} }}"
    );
    let answer = client.ask(&query, json!({})).await;
    let mut told: BTreeMap<&'static str, Vec<BTreeMap<String, String>>> =
        TABLES.into_iter().map(|table| (table, Vec::new())).collect();
    let mut tell = |table: &'static str, row: Value| {
        told.get_mut(table).unwrap().push(said(row.as_object().unwrap()));
    };
    let measured = |partnership: &Value, indicator: &Value| -> Vec<Value> {
        let row = |one: &Value| {
            let end = if one["periodFrom"].is_null() { &Value::Null } else { &one["observedOn"] };
            json!({
                "measurement_id": one["id"], "indicator_id": indicator["id"], "indicator": indicator["name"],
                "partnership_id": partnership, "unit": indicator["unit"], "observed_on": one["observedOn"],
                "period_start": one["periodFrom"], "period_end": end, "value": one["value"],
                "numerator": one["numerator"], "denominator": one["denominator"], "qualifier": one["qualifier"],
                "target": indicator["target"]["value"], "baseline": indicator["baseline"]["value"],
                "state": one["state"], "source": one["source"],
            })
        };
        list(&indicator["measurements"]["nodes"]).map(row).collect()
    };
    for own in list(&answer["partnerships"]["nodes"]) {
        for goal in list(&own["goals"]["nodes"]) {
            tell("goals", goal_row(own, goal));
        }
        for one in list(&own["commitments"]["nodes"]) {
            tell("commitments", commitment_row(own, one));
        }
        for row in list(&own["indicators"]["nodes"]).flat_map(|indicator| measured(&own["id"], indicator)) {
            tell("measurements", row);
        }
        for entry in list(&own["balance"]) {
            for line in list(&entry["lines"]) {
                tell(
                    "balance",
                    json!({
                        "partnership_id": own["id"], "organisation_id": entry["organisation"]["id"],
                        "organisation": entry["organisation"]["name"], "side": line["side"], "kind": line["kind"],
                        "unit": line["unit"], "promised": line["promised"], "delivered": line["delivered"],
                        "is_joint": line["isJoint"],
                    }),
                );
            }
        }
        for one in list(&own["reportingPeriods"]["nodes"]) {
            tell(
                "periods",
                json!({
                    "period_id": one["id"], "partnership_id": own["id"], "period": one["name"],
                    "period_start": one["from"], "period_end": one["until"], "state": one["state"],
                }),
            );
        }
    }
    // A dashboard finds the indicators that its token names by their ids alone.
    let query = format!(
        "query($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on Indicator {{ partnership {{ id }} {OF_INDICATOR} }} }} }}"
    );
    for indicator in list(&client.ask(&query, json!({ "ids": named })).await["nodes"]) {
        for row in measured(&indicator["partnership"]["id"], indicator) {
            tell("measurements", row);
        }
    }
    let organisations = "{ organisations(first: 200) { nodes { id name kind sector kvkNumber } } }";
    for one in list(&client.ask(organisations, json!({})).await["organisations"]["nodes"]) {
        tell(
            "organisations",
            json!({
                "organisation_id": one["id"], "organisation": one["name"], "kind": one["kind"], "sector": one["sector"],
                "kvk_number": one["kvkNumber"],
            }),
        );
    }
    for rows in told.values_mut() {
        rows.sort();
        rows.dedup();
    }
    told
}

/// The indicators of a partnership that the public does not see, by their ids.
async fn hidden_indicators(server: &Server) -> Vec<String> {
    let query = "{ partnerships(first: 200) { nodes { indicators(first: 200) { nodes { id visibility } } } } }";
    let answer = server.by("secretariaat").ask(query, json!({})).await;
    let all = list(&answer["partnerships"]["nodes"]).flat_map(|one| list(&one["indicators"]["nodes"]));
    all.filter(|one| one["visibility"] != "PUBLIC").map(|one| text(one, "/id").to_owned()).collect()
}

async fn every_figure_in_the_tables_equals_the_apis(db: TestDatabase) {
    let server = Server::with_demo(&db).await;
    let hidden = hidden_indicators(&server).await;
    assert!(!hidden.is_empty());
    let names: Vec<&str> = hidden.iter().map(String::as_str).collect();
    let viewers = [
        ("secretariat", server.by("secretariaat"), vec![]),
        ("member", server.by("vertegenwoordiger"), vec![]),
        ("dashboard", server.with("dashboard", Scopes::DASHBOARD, &names), hidden.clone()),
        ("visitor", server.anonymous(), vec![]),
    ];
    let key = json!({ "name": "Rapport", "purpose": "EXPORT", "expiresOn": "2027-01-01" });
    let key = server.by("vertegenwoordiger").perform("accessKeyCreate", "secret", key).await["secret"].take();
    let mut counts = BTreeMap::new();
    for (viewer, client, named) in &viewers {
        let told = told(client, named).await;
        for table in TABLES {
            let rows = rows(client, table, "").await;
            let mut found: Vec<_> = rows.iter().map(said).collect();
            found.sort();
            assert_eq!(found, told[table], "{table} for the {viewer}");
            counts.insert((*viewer, table), found.len());
            if *viewer == "member" {
                let path = format!("/export/v1/{table}.json");
                let by_key = format!("{path}?key={}", key.as_str().unwrap());
                let by_key = fetch(&server.anonymous(), &by_key).await.2;
                assert!(by_key == fetch(client, &path).await.2, "{table} by key");
            }
        }
    }
    // Each of them is tried with something to see, and to miss.
    assert!(counts[&("secretariat", "commitments")] > counts[&("visitor", "commitments")]);
    assert!(counts[&("dashboard", "measurements")] > counts[&("visitor", "measurements")]);
    assert!(
        counts.iter().all(|((viewer, table), count)| *count > 0 || *viewer != "secretariat" && *table == "periods")
    );
}

/// What dashboards were built on. A new column is added at the end.
const COLUMNS: [(&str, &str); 6] = [
    (
        "goals",
        "goal_id,partnership_id,partnership,parent_id,title,unit,target,target_date,level,level_date,progress,coverage,\
         result_light,reporting_light,commitments_fulfilled,commitments_agreed,updated_at",
    ),
    (
        "commitments",
        "commitment_id,reference,partnership_id,title,lead_id,lead,goal_ids,kind,unit,promised,delivered,agreed_on,\
         due_date,due_precision,original_due_date,times_postponed,state,is_overdue,is_blocked,health,updated_at",
    ),
    (
        "measurements",
        "measurement_id,indicator_id,indicator,partnership_id,unit,observed_on,period_start,period_end,value,numerator,\
         denominator,qualifier,target,baseline,state,source,updated_at",
    ),
    ("balance", "partnership_id,organisation_id,organisation,side,kind,unit,promised,delivered,is_joint"),
    ("organisations", "organisation_id,organisation,kind,sector,kvk_number,updated_at"),
    ("periods", "period_id,partnership_id,period,period_start,period_end,state,updated_at"),
];

async fn columns_keep_their_names_and_their_order(db: TestDatabase) {
    let table = Table::set(&db).await;
    for (name, columns) in COLUMNS {
        let (status, _, plain) = fetch(&table.secretary(), &format!("/export/v1/{name}.csv")).await;
        assert_eq!(status, StatusCode::OK);
        let head = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().lines().next().unwrap().to_owned();
        assert_eq!(head(plain), columns);
        let (_, _, excel) = fetch(&table.secretary(), &format!("/export/v1/{name}.csv?dialect=excel-nl")).await;
        assert_eq!(head(excel), format!("\u{feff}{}", columns.replace(',', ";")));
    }
}

async fn no_table_has_anything_of_a_person(db: TestDatabase) {
    let server = Server::with_demo(&db).await;
    let query = "{ persons(first: 200) { nodes { name email telephone } } }";
    let answer = server.by("beheer").ask(query, json!({})).await;
    let said: Vec<&str> = list(&answer["persons"]["nodes"])
        .flat_map(|one| [&one["name"], &one["email"], &one["telephone"]])
        .filter_map(Value::as_str)
        .collect();
    assert!(said.len() > 4, "{said:?}");
    for client in [server.by("secretariaat"), server.by("voorzitter"), server.by("beheer"), server.anonymous()] {
        for table in TABLES {
            for form in ["csv", "json", "csv?dialect=excel-nl", "xlsx"] {
                let (_, _, bytes) = fetch(&client, &format!("/export/v1/{table}.{form}")).await;
                let text = if form == "xlsx" { sheet(bytes).join("\n") } else { String::from_utf8(bytes).unwrap() };
                for one in &said {
                    assert!(!text.contains(one), "{one} in {table}.{form}");
                }
            }
        }
    }
}

/// The cells of a workbook, as texts.
fn sheet(bytes: Vec<u8>) -> Vec<String> {
    use calamine::{Reader, Xlsx};
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    sheet.rows().flatten().map(ToString::to_string).collect()
}

async fn what_is_hidden_changes_no_byte_of_a_table(db: TestDatabase) {
    let table = Table::set(&db).await;
    let known = known(&table).await;
    seat_observer(&table).await;
    seat_until_october(&table).await;
    let mut clients: Vec<Client> =
        ["company", "secretary", "chair", "observer", "former", "school"].map(|one| table.server.by(one)).into();
    clients.push(table.server.with("company", Scopes::DASHBOARD, &[&known["Indicator"]]));
    clients.push(table.server.anonymous());
    let look = async |client: &Client| {
        let mut told = Vec::new();
        for table in TABLES {
            for asked in ["csv", "json", "xlsx", "csv?partnership=tafel", "json?as_of=2026-11-20"] {
                told.push(fetch(client, &format!("/export/v1/{table}.{asked}")).await.2);
            }
        }
        told
    };
    // Whoever is new to the directory is public.
    let mut before = Vec::new();
    for client in &clients {
        before.push(look(client).await);
    }
    hide(&table, &known).await;
    assert_ne!(look(&clients[0]).await, before[0], "the company sees what it did, or nothing is tried here");
    for (at, client) in clients.iter().enumerate().skip(2) {
        assert!(look(client).await == before[at], "viewer {at}");
    }
}

/// A comma-separated table by hand: quotes are doubled, and a quoted cell may hold anything.
fn parsed(csv: &str, delimiter: char) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = csv.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => quoted = !quoted,
            letter if quoted => cell.push(letter),
            letter if letter == delimiter => row.push(std::mem::take(&mut cell)),
            '\r' => {}
            '\n' => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            letter => cell.push(letter),
        }
    }
    rows
}

async fn every_form_says_the_same_whatever_stands_in_a_text(db: TestDatabase) {
    let table = Table::set(&db).await;
    let titles =
        ["=HYPERLINK(\"http://x\";\"y\")", "+1", "-2,5 \"plekken\"; snel", "@SOM(A1)", "een\r\nregel, twee", "é€ 🛠"];
    for title in titles {
        let money = json!({ "title": title, "kind": "MONEY", "amount": "1234.5" });
        propose(&table.server.by("company"), content(&table, &money)).await;
    }
    let company = table.server.by("company");
    let known = rows(&company, "commitments", "").await;
    let found: Vec<&str> = known.iter().map(|row| row["title"].as_str().unwrap()).collect();
    assert_eq!(found, titles);
    assert!(known.iter().all(|row| row["promised"] == json!(1234.5) && row["unit"] == "EUR"));

    let (_, _, plain) = fetch(&company, "/export/v1/commitments.csv").await;
    let plain = parsed(std::str::from_utf8(&plain).unwrap(), ',');
    let cell = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    for (row, known) in plain[1..].iter().zip(&known) {
        let known: BTreeMap<&str, String> = known.iter().map(|(name, value)| (name.as_str(), cell(value))).collect();
        let row: BTreeMap<&str, String> = plain[0].iter().map(String::as_str).zip(row.iter().cloned()).collect();
        assert_eq!(row, known);
    }
    let (_, _, people) = fetch(&company, "/export/v1/commitments.csv?dialect=excel-nl").await;
    let people = std::str::from_utf8(&people).unwrap().strip_prefix('\u{feff}').unwrap().to_owned();
    assert!(people.lines().next().unwrap().starts_with("commitment_id;reference;"));
    let people = parsed(&people, ';');
    let (title, promised) = (3, 9);
    assert_eq!((people[0][title].as_str(), people[0][promised].as_str()), ("title", "promised"));
    for ((row, plain), disarmed) in people[1..].iter().zip(&plain[1..]).zip(["'", "'", "'", "'", "", ""]) {
        assert_eq!(row[title], format!("{disarmed}{}", plain[title]));
        assert_eq!(row[promised], "1234,5");
    }
    let cells = sheet(fetch(&company, "/export/v1/commitments.xlsx").await.2);
    for said in titles.iter().take(4).copied().chain(["1234.5", "EUR", "false", "46336"]) {
        // A date is the number of its day.
        assert!(cells.iter().any(|cell| cell == said), "{said} in {cells:?}");
    }
}

async fn what_cannot_be_asked_is_refused_with_a_code(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (client, visitor) = (table.server.by("company"), table.server.anonymous());
    for (asked, status, code) in [
        ("goals.csv?x=1", 400, "BAD_REQUEST"),
        ("goals.csv?since=2026-01-01&since=2026-01-01", 400, "BAD_REQUEST"),
        ("goals.csv?since=gisteren", 400, "BAD_USER_INPUT"),
        ("goals.csv?as_of=2026-11-21", 400, "BAD_USER_INPUT"),
        ("goals.csv?as_of=2026-13-01", 400, "BAD_USER_INPUT"),
        ("goals.csv?dialect=excel", 400, "BAD_USER_INPUT"),
        ("goals.json?dialect=excel-nl", 400, "BAD_USER_INPUT"),
        ("balance.csv?since=2026-01-01", 400, "BAD_REQUEST"),
        ("goals.csv?key=akx_x", 400, "BAD_REQUEST"),
        ("goals.pdf", 404, "NOT_FOUND"),
        ("persons.csv", 404, "NOT_FOUND"),
        ("goals.csv?partnership=tafel&partnership=geheim", 404, "NOT_FOUND"),
    ] {
        let (found, _, body) = fetch(&client, &format!("/export/v1/{asked}")).await;
        let body: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!((found.as_u16(), text(&body, "/errors/0/extensions/code")), (status, code), "{asked}");
        assert!(!text(&body, "/errors/0/message").is_empty());
    }
    for asked in
        ["since=2026-11-20T12:00:00%2B01:00", "since=2026-11-20", "as_of=2026-11-20", "as_of=2026-11-20T11:00:00Z"]
    {
        assert_eq!(fetch(&client, &format!("/export/v1/goals.csv?{asked}")).await.0, StatusCode::OK, "{asked}");
    }
    // The same table is not sent twice, and asking for its head alone says as much.
    let (_, headers, body) = fetch(&visitor, "/export/v1/organisations.csv").await;
    let again = Request::get("/export/v1/organisations.csv").header("if-none-match", headers["etag"].clone());
    assert_eq!(visitor.send(again.body(Body::empty()).unwrap()).await.status(), StatusCode::NOT_MODIFIED);
    let head = visitor.send(Request::head("/export/v1/organisations.csv").body(Body::empty()).unwrap()).await;
    assert_eq!(head.headers()["etag"], headers["etag"]);
    assert_eq!(head.headers()["content-length"], body.len().to_string());
    assert!(to_bytes(head.into_body(), 1).await.unwrap().is_empty());
    let post = Request::post("/export/v1/goals.csv").body(Body::empty()).unwrap();
    assert_eq!(client.send(post).await.status(), StatusCode::METHOD_NOT_ALLOWED);
}

async fn the_examples_use_columns_that_there_are(db: TestDatabase) {
    let server = Server::start(&db).await;
    let mut columns = BTreeMap::new();
    for table in TABLES {
        let (_, _, csv) = fetch(&server.anonymous(), &format!("/export/v1/{table}.csv")).await;
        columns.insert(table, parsed(std::str::from_utf8(&csv).unwrap(), ',').remove(0));
    }
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api/examples");
    let read = |name: &str| fs::read_to_string(examples.join(name)).unwrap();

    let script = read("akkoord.pq");
    for table in TABLES {
        let (_, rest) = script.split_once(&format!("        {table} = {{\n")).unwrap();
        let (list, _) = rest.split_once("\n        }").unwrap();
        let named: Vec<&str> = list.split("{\"").skip(1).map(|one| one.split_once('"').unwrap().0).collect();
        assert_eq!(named, columns[table], "{table} in the script");
    }
    let dashboard: Value = serde_json::from_str(&read("grafana.json")).unwrap();
    let mut used = 0;
    for target in list(&dashboard["panels"]).flat_map(|panel| list(&panel["targets"])) {
        let table = text(target, "/url").strip_prefix("/export/v1/").and_then(|url| url.strip_suffix(".json")).unwrap();
        for column in list(&target["columns"]) {
            assert!(columns[table].iter().any(|known| known == text(column, "/selector")), "{column} of {table}");
            used += 1;
        }
    }
    assert!(used > 10);
    let source: Value = serde_json::from_str(&read("akkoord.pbids")).unwrap();
    assert!(text(&source, "/connections/0/details/address/url").contains("/export/v1/goals.csv?key="));
}
