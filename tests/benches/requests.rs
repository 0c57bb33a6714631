//! What requests cost: CPU time of the serving threads per request over HTTP, all in one run, so that they compare.
//!
//! `cargo bench -p tests` prints a line per request: the median of several rounds, and how many times a static reply of
//! the same bytes that is. Both are served as the program serves, on a runtime with a worker per core. Reads issue no
//! SQL; a write's SQL runs on a thread of its own and is not in its CPU time, so the time until the answer is printed
//! as well.

#![allow(clippy::print_stdout, reason = "a bench prints what it measured")]

mod served;

use std::{sync::mpsc, time::Instant};

use axum::{Router, routing::get};
use serde_json::{Value, json};
use tests::{
    Engine, TestDatabase,
    server::{Client, Server, text},
    table::Table,
};

use served::{Served, connect, exchange, median, post};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const GOALS: usize = 20;
const INDICATORS_PER_GOAL: usize = 3;
const MEASUREMENTS_PER_INDICATOR: u32 = 4;
const ROUNDS: usize = 9;

const DASHBOARD: &str = include_str!("../it/contract/dashboard.graphql");
const LIST: &str = "query($slug: String!) { partnership(by: {slug: $slug}) {
    goals(first: 20, orderBy: [{field: TITLE, direction: ASC}]) { totalCount nodes { id title kind weight } } } }";
const WRITE: &str =
    "mutation($input: GoalCreateInput!) { goalCreate(input: $input) { goal { id } userErrors { code } } }";

fn main() {
    // Cargo says so when it runs benches; when it runs tests, nothing is measured.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let db = TestDatabase::alone(Engine::Sqlite);
    let (setup, done) = mpsc::channel();
    let akkoord = Served::start(async move {
        let (server, token, table) = fill(&db).await;
        setup.send((token, table, db)).expect("somebody waits");
        server.router
    });
    let (token, table, _db) = done.recv().expect("a filled database");
    let post = |query: &str, variables: Value| post(&token, query, &variables);
    let dashboard = post(DASHBOARD, json!({ "slug": "tafel" }));
    let reply = exchange(&mut connect(akkoord.address), &dashboard);
    assert!(
        reply.windows(8).any(|bytes| bytes == b"\"goals\":") && !reply.windows(8).any(|bytes| bytes == b"\"errors\"")
    );
    let bytes = reply.len();
    let fixed = Served::start(async move {
        let headers = [("content-type", "application/json")];
        Router::new().route("/", get(move || async move { (headers, reply.clone()) }))
    });

    println!(
        "{GOALS} goals, {} indicators, a reply of {bytes} bytes; median of {ROUNDS} rounds",
        GOALS * INDICATORS_PER_GOAL
    );
    let get = |_| "GET / HTTP/1.1\r\nhost: bench\r\n\r\n".to_owned();
    let base = measure(&fixed, "static reply", 2_000, get, None);
    measure(&akkoord, "dashboard", 200, |_| dashboard.clone(), Some(base));
    let list = post(LIST, json!({ "slug": "tafel" }));
    measure(&akkoord, "list of 20", 500, |_| list.clone(), Some(base));
    let input = |n| json!({ "input": { "partnership": table, "title": format!("Doel {n}"), "kind": "OUTPUT" } });
    measure(&akkoord, "write", 20, |n| post(WRITE, input(n)), Some(base));
}

/// Prints the CPU time per request in microseconds, and gives it.
fn measure(served: &Served, name: &str, requests: usize, request: impl Fn(usize) -> String, base: Option<f64>) -> f64 {
    let mut connection = connect(served.address);
    let mut cpu = Vec::new();
    let mut elapsed = Vec::new();
    for round in 0..=ROUNDS {
        let texts: Vec<String> = (0..requests).map(|n| request(round * requests + n)).collect();
        let (cpu_before, before) = (served.cpu(), Instant::now());
        for text in &texts {
            exchange(&mut connection, text);
        }
        #[allow(clippy::cast_precision_loss, reason = "a few thousand requests")]
        let per_request = |nanoseconds: f64| nanoseconds / 1_000.0 / requests as f64;
        // The first round warms up.
        if round > 0 {
            cpu.push(per_request(served.cpu() - cpu_before));
            elapsed.push(per_request(before.elapsed().as_secs_f64() * 1e9));
        }
    }
    let (cpu, elapsed) = (median(cpu), median(elapsed));
    let times = base.map(|base| format!("  {:6.1} × static", cpu / base)).unwrap_or_default();
    println!("{name:<14} {cpu:8.1} µs CPU  {elapsed:8.1} µs until the answer{times}");
    cpu
}

/// A table with goals, indicators and approved measurements; the token and the id of the table.
async fn fill(db: &TestDatabase) -> (Server, String, String) {
    let table = Table::set(db).await;
    let (secretary, chair) = (table.secretary(), table.server.by("chair"));
    let definition = definition(&secretary, &table.id).await;
    for goal in 0..GOALS {
        let goal = table.goal(&format!("Doel {goal}")).await;
        for _ in 0..INDICATORS_PER_GOAL {
            let indicator = json!({
                "partnership": table.id, "definition": definition, "goal": goal,
                "baseline": { "value": "0", "date": "2026-01-01" }, "targets": [{ "value": "4000", "date": "2027-12-31" }],
            });
            let indicator = secretary.act("indicatorCreate", "indicator { id }", indicator).await;
            for month in 1..=MEASUREMENTS_PER_INDICATOR {
                let value = json!({ "number": (100 * month).to_string() });
                let observed = format!("2026-{:02}-28", month + 6);
                let input = json!({ "indicator": indicator["id"], "observedOn": observed, "value": value });
                let submitted = secretary.act("measurementSubmit", "measurement { id version }", input).await;
                let approval = json!({ "measurement": submitted["id"], "expectedVersion": submitted["version"] });
                chair.act("measurementApprove", "measurement { id }", approval).await;
            }
        }
    }
    let token = table.secretary().authorization().expect("a token");
    (table.server, token, table.id)
}

async fn definition(secretary: &Client, partnership: &str) -> String {
    let input = json!({
        "partnership": partnership, "code": "vervuld", "name": "Vervulde vacatures", "measure": "COUNT", "unit": "vacatures",
        "direction": "INCREASE", "reporting": "RUNNING_TOTAL", "targetBasis": "TO_DATE", "frequency": "QUARTERLY",
    });
    text(&secretary.act("definitionCreate", "definition { id }", input).await, "/id").to_owned()
}
