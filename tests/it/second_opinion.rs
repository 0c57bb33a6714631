//! Figures and refusals against a second implementation of their rules, in Python: `tests/second_opinion`.
//!
//! It generates cases of one to several partnerships: the acts of their people with what each is answered, and then
//! questions with the figures that it expects. All of them are played here through the API. The suite plays a sample;
//! `AKKOORD_CASES` names another file, and `bash tests/second_opinion/run` makes one and plays it.

use std::{
    collections::{BTreeMap, VecDeque},
    env,
    fmt::Write,
    fs,
    sync::{Arc, Mutex},
};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value, json};
use tests::{
    Engine, Test, TestDatabase,
    server::Server,
    table::{organisation, person},
    tests,
};
use tokio::task::JoinSet;

pub(crate) fn trials() -> Vec<Test> {
    tests![a_second_implementation_gives_the_same_figures_and_refusals]
}

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/second_opinion/sample.jsonl");
/// Batches that are played at once.
const WORKERS: usize = 2;
/// Acts or questions in one request, within what a document may hold.
const TOGETHER: usize = 40;
/// Differences that are printed in full.
const SHOWN: usize = 25;
/// Cases that are played on PostgreSQL, where the same rules run over another driver.
const ON_POSTGRES: usize = 10;

/// A line of the file: what cases have in common, or a case.
type Line = Value;

async fn a_second_implementation_gives_the_same_figures_and_refusals(db: TestDatabase) {
    let path = env::var_os("AKKOORD_CASES").unwrap_or_else(|| SAMPLE.into());
    let text = fs::read_to_string(&path).expect("a file of cases");
    let mut lines = text.lines().map(|line| serde_json::from_str::<Line>(line).expect("JSON"));
    let header = Arc::new(lines.next().expect("a header"));
    let mut batches: VecDeque<Vec<Line>> = VecDeque::new();
    for line in lines {
        match batches.back_mut() {
            Some(batch) if line["batch"].is_null() => batch.push(line),
            _ => batches.push_back(vec![line]),
        }
    }
    if db.engine == Engine::Postgres {
        batches.truncate(1);
        batches[0].truncate(1 + ON_POSTGRES);
    }
    let (db, batches) = (Arc::new(db), Arc::new(Mutex::new(batches)));
    let mut workers = JoinSet::new();
    for _ in 0..WORKERS {
        let (db, batches, header) = (db.clone(), batches.clone(), header.clone());
        workers.spawn(async move {
            let mut tally = Tally::default();
            loop {
                let next = batches.lock().unwrap().pop_front();
                let Some(batch) = next else { return tally };
                let own = db.another();
                play(&own, &header, &batch, &mut tally).await;
            }
        });
    }
    let mut tally = Tally::default();
    for found in workers.join_all().await {
        tally.add(found);
    }
    tally.conclude();
}

/// What was played and what differed.
#[derive(Default)]
struct Tally {
    cases: usize,
    acts: usize,
    values: usize,
    differences: Vec<String>,
    /// By what differs, so that one cause shows as one line.
    kinds: BTreeMap<String, usize>,
}

impl Tally {
    fn add(&mut self, other: Tally) {
        self.cases += other.cases;
        self.acts += other.acts;
        self.values += other.values;
        self.differences.extend(other.differences);
        for (kind, count) in other.kinds {
            *self.kinds.entry(kind).or_default() += count;
        }
    }

    fn differ(&mut self, case: &Value, kind: &str, what: &str, expected: &str, got: &str) {
        *self.kinds.entry(kind.to_owned()).or_default() += 1;
        let difference = format!("case {case}: {what}\n  expected {expected}\n  got      {got}");
        self.differences.push(difference);
    }

    #[expect(clippy::print_stdout, reason = "the summary of a long run goes where the results of the tests go")]
    fn conclude(self) {
        let Self { cases, acts, values, differences, kinds } = self;
        let count = differences.len();
        let mut report = format!("second opinion: {cases} cases, {acts} acts, {values} values, {count} differences");
        for (kind, count) in kinds {
            write!(report, "\n{count:8} {kind}").expect("a string takes all");
        }
        println!("{report}");
        assert!(count == 0, "{report}\n{}", differences[..count.min(SHOWN)].join("\n"));
    }
}

/// A database in which the cases of one batch are played, and what is known in it by a name.
struct Stage<'a> {
    server: Server,
    header: &'a Value,
    tally: &'a mut Tally,
}

type Ids = BTreeMap<String, String>;

async fn play(db: &TestDatabase, header: &Value, batch: &[Line], tally: &mut Tally) {
    let server = Server::with_admin(db).await;
    let mut stage = Stage { server, header, tally };
    let (head, cases) = batch.split_first().expect("a batch has a head");
    stage.turn_to(&head["created"]);
    let mut common = Ids::new();
    let admin = stage.server.by("admin");
    for subject in ["secretary", "chair", "company", "school"] {
        let of = organisation(&admin, &format!("Organisatie {subject}"), "OTHER").await;
        common.insert(format!("${subject}"), person(&admin, subject, &of).await);
        common.insert(format!("$at_{subject}"), of);
    }
    stage.perform(&head["batch"], &head["acts"], &mut common).await;
    let mut known = Vec::new();
    for case in cases {
        let mut ids = common.clone();
        let goes_on = stage.perform(&case["case"], &case["setup"], &mut ids).await;
        known.push((ids, goes_on));
    }
    stage.turn_to(&head["today"]);
    for (case, (mut ids, goes_on)) in cases.iter().zip(known) {
        stage.tally.cases += 1;
        if goes_on && stage.perform(&case["case"], &case["acts"], &mut ids).await {
            stage.ask(&case["case"], &case["questions"], &ids).await;
        }
    }
}

impl Stage<'_> {
    fn turn_to(&self, day: &Value) {
        let noon = format!("{}T11:00:00Z", day.as_str().expect("a day"));
        self.server.clock.set(noon.parse::<DateTime<Utc>>().expect("an instant"));
    }

    /// Performs acts in their order, and says whether all was answered as expected; after a difference the rest of a
    /// case tells nothing more.
    async fn perform(&mut self, case: &Value, acts: &Value, ids: &mut Ids) -> bool {
        let acts: Vec<_> = acts.as_array().expect("acts").iter().map(Act::read).collect();
        for together in groups(&acts) {
            self.server.clock.set(self.server.clock.now() + TimeDelta::seconds(1));
            let (mut head, mut body, mut variables) = (String::new(), String::new(), Map::new());
            for (n, act) in together.iter().enumerate() {
                let (first, rest) = act.name.split_at(1);
                let answer = self.header["acts"][act.name].as_str().expect("what an act answers");
                write!(head, "$a{n}: {}{rest}Input! ", first.to_uppercase()).expect("a string takes all");
                write!(body, "a{n}: {}(input: $a{n}) {{ {answer} userErrors {{ path code }} }} ", act.name)
                    .expect("a string takes all");
                variables.insert(format!("a{n}"), fill(act.input, ids));
            }
            let query = format!("mutation({head}) {{ {body} }}");
            let reply = self.server.by(together[0].subject).reply(&query, variables.into()).await;
            for (n, act) in together.iter().enumerate() {
                self.tally.acts += 1;
                let answer = &reply["data"][format!("a{n}")];
                let got = if reply["errors"].is_null() { refusals(answer) } else { reply["errors"].clone() };
                if got != *act.expected {
                    let kind = format!("{} {} instead of {}", act.name, codes(&got), codes(act.expected));
                    let what = format!("{} {}", act.name, act.input);
                    self.tally.differ(case, &kind, &what, &act.expected.to_string(), &got.to_string());
                    return false;
                }
                act.remember(answer, ids);
            }
        }
        true
    }

    async fn ask(&mut self, case: &Value, questions: &Value, ids: &Ids) {
        let questions = questions.as_array().expect("questions");
        let alike = |a: &Value, b: &Value| (&a["of"], &a["by"], &a["with"]) == (&b["of"], &b["by"], &b["with"]);
        for together in questions.chunk_by(alike).flat_map(|all| all.chunks(TOGETHER)) {
            let question = &together[0];
            let kind = question["of"].as_str().expect("a kind");
            let form = &self.header["questions"][kind];
            let [on, takes, select] = ["on", "variables", "select"].map(|name| form[name].as_str().expect("a text"));
            let (mut head, mut body) = (takes.to_owned(), String::new());
            let mut variables = question["with"].clone();
            for (n, one) in together.iter().enumerate() {
                write!(head, " $n{n}: ID!").expect("a string takes all");
                write!(body, "n{n}: node(id: $n{n}) {{ ...Asked }} ").expect("a string takes all");
                variables[format!("n{n}")] = fill(&one["id"], ids);
            }
            let query = format!("query({head}) {{ {body} }} fragment Asked on {on} {{ {select} }}");
            let subject = question["by"].as_str();
            let client = subject.map_or_else(|| self.server.anonymous(), |subject| self.server.by(subject));
            let reply = client.reply(&query, variables).await;
            if !reply["errors"].is_null() {
                self.tally.differ(case, "request error", &query, "", &reply["errors"].to_string());
                continue;
            }
            for (n, one) in together.iter().enumerate() {
                self.compare(case, one, form, &reply["data"][format!("n{n}")]);
            }
        }
    }

    fn compare(&mut self, case: &Value, question: &Value, form: &Value, got: &Value) {
        let paths = form["values"].as_array().expect("paths").iter().filter_map(Value::as_str);
        let expected = question["expected"].as_array().expect("values");
        for (path, expected) in paths.zip(expected) {
            self.tally.values += 1;
            let got = got.pointer(path).unwrap_or(&Value::Null);
            if got != expected {
                let kind = format!("{} {path}", question["of"].as_str().unwrap_or_default());
                let what = format!("{} {} {} {path}", question["of"], question["id"], question["with"]);
                self.tally.differ(case, &kind, &what, &expected.to_string(), &got.to_string());
            }
        }
    }
}

/// An act: who does it, its name, its input, the names that its records get, and how it is refused.
struct Act<'a> {
    subject: &'a str,
    name: &'a str,
    input: &'a Value,
    records: &'a Value,
    expected: &'a Value,
}

impl<'a> Act<'a> {
    fn read(act: &'a Value) -> Self {
        let text = |n: usize| act[n].as_str().expect("a text");
        Self { subject: text(0), name: text(1), input: &act[2], records: &act[3], expected: &act[4] }
    }

    /// Keeps the ids of what was made under the names that the case gives them.
    fn remember(&self, answer: &Value, ids: &mut Ids) {
        let mut keep = |name: &Value, record: &Value| {
            if let (Some(name), Some(id)) = (name.as_str(), record["id"].as_str()) {
                ids.insert(name.to_owned(), id.to_owned());
            }
        };
        match self.records {
            Value::Array(names) => {
                for (n, name) in names.iter().enumerate() {
                    keep(name, &answer["results"][n]["measurement"]);
                }
            }
            name => keep(name, &answer["record"]),
        }
    }
}

/// Acts of one person in a row, of which none speaks of what another of them makes. Those on measurements stand alone: each has
/// an instant of its own, by which the later one of a day is known.
fn groups<'a, 'b>(acts: &'b [Act<'a>]) -> Vec<&'b [Act<'a>]> {
    let (mut found, mut start) = (Vec::new(), 0);
    let mut made: Vec<&str> = Vec::new();
    for (n, act) in acts.iter().enumerate() {
        let speaks_of = made.iter().any(|name| mentions(act.input, name));
        let is_timed = act.name.starts_with("measurement");
        if n > start && (speaks_of || is_timed || n - start == TOGETHER || act.subject != acts[start].subject) {
            found.push(&acts[start..n]);
            (start, made) = (n, Vec::new());
        }
        match act.records {
            Value::Array(names) => made.extend(names.iter().filter_map(Value::as_str)),
            name => made.extend(name.as_str()),
        }
    }
    if start < acts.len() {
        found.push(&acts[start..]);
    }
    found
}

fn mentions(input: &Value, name: &str) -> bool {
    match input {
        Value::String(text) => text == name,
        Value::Array(values) => values.iter().any(|value| mentions(value, name)),
        Value::Object(fields) => fields.values().any(|value| mentions(value, name)),
        _ => false,
    }
}

/// An input with ids in the place of names.
fn fill(input: &Value, ids: &Ids) -> Value {
    match input {
        Value::String(text) => json!(ids.get(text).unwrap_or(text)),
        Value::Array(values) => values.iter().map(|value| fill(value, ids)).collect(),
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), fill(value, ids))).collect(),
        other => other.clone(),
    }
}

/// What an act was refused for, such as `REQUIRED title`: null for nothing, and by row where it takes rows.
fn refusals(answer: &Value) -> Value {
    let said = |answer: &Value| {
        let errors = answer["userErrors"].as_array().cloned().unwrap_or_default();
        let mut said: Vec<_> = errors.iter().map(refusal).collect();
        said.sort();
        if said.is_empty() { Value::Null } else { said.into() }
    };
    match (said(answer), answer["results"].as_array()) {
        (Value::Null, Some(rows)) if rows.iter().any(|row| !said(row).is_null()) => rows.iter().map(said).collect(),
        (whole, _) => whole,
    }
}

fn refusal(error: &Value) -> String {
    let path = error["path"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let path = path.collect::<Vec<_>>().join(".");
    format!("{} {path}", error["code"].as_str().unwrap_or_default()).trim_end().to_owned()
}

/// The codes alone, to count alike differences together.
fn codes(refusals: &Value) -> String {
    match refusals {
        Value::Null => "nothing".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(several) => several.iter().map(codes).collect::<Vec<_>>().join(", "),
        other => other["message"].as_str().unwrap_or("an error").to_owned(),
    }
}
