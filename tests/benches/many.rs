//! What ten thousand measurements in one act cost on SQLite, and how long a poll of the same table waits meanwhile.
//!
//! `cargo bench -p tests --bench many` prints a line per act: the time until its answer, and the polls that were answered
//! until then. The act and the polls go over HTTP to one program, each on a connection of its own.

#![allow(clippy::print_stdout, reason = "a bench prints what it measured")]

mod served;

use std::{
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};
use tests::{Engine, TestDatabase, server::text, table::Table};

use served::{Served, connect, exchange, median, post};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROWS: usize = 10_000;
/// Over how many indicators the rows are spread.
const SPREADS: [usize; 2] = [1, 100];
/// Between two polls.
const PAUSE: Duration = Duration::from_millis(5);

const DASHBOARD: &str = include_str!("../it/contract/dashboard.graphql");
const SUBMIT: &str = "mutation($input: MeasurementsSubmitInput!) { measurementsSubmit(input: $input) {
    results { row measurement { id version state } userErrors { path code message } } submitted refused userErrors { path code } } }";
const APPROVE: &str = "mutation($input: MeasurementsApproveInput!) { measurementsApprove(input: $input) {
    results { row measurement { id version state } userErrors { path code message } } approved refused userErrors { path code } } }";

/// A table on which is reported, and who does.
struct Reported {
    table: String,
    company: String,
    secretary: String,
    indicators: Vec<String>,
}

fn main() {
    // Cargo says so when it runs benches; when it runs tests, nothing is measured.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    for spread in SPREADS {
        for reporting in ["RUNNING_TOTAL", "INCREMENT"] {
            println!("{ROWS} rows of a {reporting} over {spread} indicators");
            run(spread, reporting);
        }
    }
}

fn run(spread: usize, reporting: &'static str) {
    let db = TestDatabase::alone(Engine::Sqlite);
    let (setup, done) = mpsc::channel();
    let served = Served::start(async move {
        let table = Table::set(&db).await;
        let indicators = indicators(&table, spread, reporting).await;
        let token = |subject| table.server.by(subject).authorization().expect("a token");
        let reported =
            Reported { company: token("company"), secretary: token("secretary"), indicators, table: table.id.clone() };
        setup.send((reported, db)).expect("somebody waits");
        table.server.router
    });
    let (reported, _db) = done.recv().expect("a table");
    let dashboard = post(&reported.secretary, DASHBOARD, &json!({ "slug": "tafel" }));
    let rows: Vec<Value> = (0..ROWS)
        .map(|row| {
            let day = NaiveDate::from_ymd_opt(1995, 1, 1).expect("a day") + Days::new((row / spread) as u64);
            json!({
                "indicator": reported.indicators[row % spread], "observedOn": day.to_string(),
                "value": { "number": (row + 1).to_string() }, "externalKey": format!("rij-{row}"), "note": "Uit het werkblad",
            })
        })
        .collect();
    let input = |rows: &[Value], more: Value| {
        let mut input = json!({ "partnership": reported.table, "rows": rows });
        input.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        json!({ "input": input })
    };
    let dry_run = post(&reported.company, SUBMIT, &input(&rows, json!({ "dryRun": true })));
    timed(&served, "dry run", &dry_run, &dashboard);
    let submit = post(&reported.company, SUBMIT, &input(&rows, json!({ "idempotencyKey": "sleutel" })));
    let submitted = timed(&served, "submit", &submit, &dashboard);
    assert_eq!(
        submitted["data"]["measurementsSubmit"]["submitted"], ROWS,
        "{}",
        submitted["data"]["measurementsSubmit"]["userErrors"]
    );
    let again = timed(&served, "repeat", &submit, &dashboard);
    assert!(again == submitted, "a repeat answers the same");
    let results = submitted["data"]["measurementsSubmit"]["results"].as_array().expect("results").iter();
    let rows: Vec<Value> = results
        .map(|row| json!({ "measurement": row["measurement"]["id"], "expectedVersion": row["measurement"]["version"] }))
        .collect();
    let approve = post(&reported.secretary, APPROVE, &input(&rows, json!({})));
    let approved = timed(&served, "approve", &approve, &dashboard);
    assert_eq!(
        approved["data"]["measurementsApprove"]["approved"], ROWS,
        "{}",
        approved["data"]["measurementsApprove"]["userErrors"]
    );
}

/// Sends an act, polls until it is answered, prints how long both took, and gives the answer.
fn timed(served: &Served, name: &str, act: &str, poll: &str) -> Value {
    let is_done = AtomicBool::new(false);
    let cpu = served.cpu();
    let (answer, elapsed, polls) = thread::scope(|scope| {
        let polls = scope.spawn(|| {
            let mut connection = connect(served.address);
            let mut waits = Vec::new();
            while !is_done.load(Ordering::Relaxed) {
                let asked = Instant::now();
                exchange(&mut connection, poll);
                waits.push(asked.elapsed().as_secs_f64() * 1e3);
                thread::sleep(PAUSE);
            }
            waits
        });
        let asked = Instant::now();
        let answer = exchange(&mut connect(served.address), act);
        let elapsed = asked.elapsed();
        is_done.store(true, Ordering::Relaxed);
        (answer, elapsed, polls.join().expect("polls"))
    });
    let longest = polls.iter().copied().fold(0.0, f64::max);
    println!(
        "  {name:<8} {:4} kB in {:6.2} s, {:5.2} s CPU of workers; {:4} polls, median {:5.1} ms, longest {longest:6.1} ms",
        act.len() / 1_000,
        elapsed.as_secs_f64(),
        (served.cpu() - cpu) / 1e9,
        polls.len(),
        median(polls),
    );
    serde_json::from_slice(&answer).expect("JSON")
}

/// Indicators of the company, under goals as a dashboard shows them.
async fn indicators(table: &Table, number: usize, reporting: &str) -> Vec<String> {
    let secretary = table.secretary();
    let definition = json!({
        "partnership": table.id, "code": "vervuld", "name": "Vervulde vacatures", "measure": "COUNT", "unit": "vacatures",
        "direction": "INCREASE", "reporting": reporting, "targetBasis": "TO_DATE", "frequency": "QUARTERLY",
    });
    let definition = secretary.act("definitionCreate", "definition { id }", definition).await;
    let mut indicators = Vec::new();
    let mut goal = String::new();
    for at in 0..number {
        if at % 20 == 0 {
            goal = table.goal(&format!("Doel {at}")).await;
        }
        let indicator = json!({
            "partnership": table.id, "definition": definition["id"], "goal": goal, "name": format!("Indicator {at}"),
            "baseline": { "value": "0", "date": "1994-12-31" }, "targets": [{ "value": "20000", "date": "2027-12-31" }],
        });
        let indicator = secretary.act("indicatorCreate", "indicator { id }", indicator).await;
        indicators.push(text(&indicator, "/id").to_owned());
    }
    indicators
}
