//! Who may do what: every mutation tried in every role, against the golden file `roles.txt`.
//!
//! A row is an act with an input that is right, so that the role alone decides. Every cell is tried on the same world:
//! what is refused changes nothing, which is tested, and what is done is done to a copy that is then thrown away.
//!
//! A new mutation needs a row: in `rows()` of its concept's file in `roles/`, about a record that `prepare()` there keeps
//! under a name. Then `AKKOORD_BLESS=1` writes `roles.txt` anew; whoever reviews the change reads its diff.

use std::{collections::BTreeSet, env};

use akkoord::access::ACTS;
use serde_json::{Value, json};
use tests::{
    Engine, Test, TestDatabase,
    server::{Server, text},
    tests,
};

mod allocation;
mod amendment;
mod commitment;
mod delivery;
mod directory;
mod goal;
mod golden;
mod health_check;
mod indicator;
mod interest;
mod measurement;
mod meeting;
mod partnership;
mod place;
mod reporting_period;
mod workbook;
mod world;

use golden::BLESS;
pub(crate) use place::Place;
use world::ROLES;
pub(crate) use world::{World, with};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        each_role_may_do_what_the_table_says_and_a_refusal_changes_nothing,
        every_mutation_has_a_row_and_every_row_a_mutation,
        the_table_of_acts_and_the_golden_file_agree,
    ]
}

/// PostgreSQL tries one row in so many: a role is judged before the database is written to.
const SAMPLE: usize = 8;

/// An act with an input that is right, whoever sends it.
pub(crate) struct Row {
    pub(crate) act: &'static str,
    /// What sets it apart from the act's other rows.
    case: Option<&'static str>,
    /// The account of whoever is concerned.
    pub(crate) concerned: &'static str,
    pub(crate) input: Box<dyn Fn(&World) -> Value + Send + Sync>,
}

/// A row about something of the company's.
fn row(act: &'static str, input: impl Fn(&World) -> Value + Send + Sync + 'static) -> Row {
    Row { act, case: None, concerned: "company", input: Box::new(input) }
}

impl Row {
    fn case(self, case: &'static str) -> Self {
        Self { case: Some(case), ..self }
    }

    fn concerned(self, concerned: &'static str) -> Self {
        Self { concerned, ..self }
    }

    fn name(&self) -> String {
        self.case.map_or_else(|| self.act.to_owned(), |case| format!("{}, {case}", self.act))
    }
}

/// At least one row for every mutation.
pub(crate) fn rows() -> Vec<Row> {
    let concepts = [
        directory::rows(),
        partnership::rows(),
        meeting::rows(),
        goal::rows(),
        interest::rows(),
        indicator::rows(),
        measurement::rows(),
        reporting_period::rows(),
        commitment::rows(),
        amendment::rows(),
        delivery::rows(),
        health_check::rows(),
        allocation::rows(),
        workbook::rows(),
    ];
    concepts.into_iter().flatten().collect()
}

async fn each_role_may_do_what_the_table_says_and_a_refusal_changes_nothing(db: TestDatabase) {
    let world = World::prepare(&db).await;
    let step = if db.engine == Engine::Postgres { SAMPLE } else { 1 };
    let mut found = Vec::new();
    let mut place = Place::copy_of(&db).await;
    let keyed = take_a_key(&place.server).await;
    for row in rows().iter().step_by(step) {
        let mut input = (row.input)(&world);
        if keyed.contains(row.act) {
            // What is refused leaves its key unused.
            input["idempotencyKey"] = json!("sleutel");
        }
        let mut cells = Vec::new();
        for role in ROLES {
            let what = format!("{} as {role}", row.name());
            let client = world.client(&place.server, role, row.concerned);
            let payload = client.perform(row.act, "", input.clone()).await;
            let codes: BTreeSet<&str> = list(&payload["userErrors"]).map(|error| text(error, "/code")).collect();
            let codes: Vec<&str> = codes.into_iter().collect();
            let changed = place.changed().await;
            if codes.is_empty() {
                assert!(!changed.is_empty(), "{what} was done, and nothing changed");
                cells.push("yes".to_owned());
                place = Place::copy_of(&db).await;
            } else {
                assert!(changed.is_empty(), "{what} was refused with {codes:?}, and yet changed {changed:#?}");
                cells.push(codes.join("+"));
            }
        }
        found.push((row.name(), cells));
    }
    if env::var_os("AKKOORD_BLESS").is_some() && step == 1 {
        golden::bless(&found);
    }
    golden::compare(&found);
}

/// The mutations that take an idempotency key.
async fn take_a_key(server: &Server) -> BTreeSet<String> {
    let query = "{ __schema { mutationType { fields { name args { type { ofType { inputFields { name } } } } } } } }";
    let schema = server.anonymous().ask(query, json!({})).await;
    let takes_key = |field: &&Value| {
        list(&field["args"][0]["type"]["ofType"]["inputFields"]).any(|input| input["name"] == "idempotencyKey")
    };
    let fields = list(&schema["__schema"]["mutationType"]["fields"]).filter(takes_key);
    fields.map(|field| text(field, "/name").to_owned()).collect()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

async fn every_mutation_has_a_row_and_every_row_a_mutation(db: TestDatabase) {
    let query = "{ __schema { mutationType { fields { name } } } }";
    let schema = Server::start(&db).await.anonymous().ask(query, json!({})).await;
    let mutations: BTreeSet<&str> =
        list(&schema["__schema"]["mutationType"]["fields"]).map(|field| text(field, "/name")).collect();
    let rows = rows();
    let tried: BTreeSet<&str> = rows.iter().map(|row| row.act).collect();
    let missing: Vec<_> = mutations.difference(&tried).collect();
    assert!(
        missing.is_empty(),
        "nobody tries who may do {missing:?}: add a row to rows() of its concept's file in tests/it/roles/, and then {BLESS}"
    );
    let gone: Vec<_> = tried.difference(&mutations).collect();
    assert!(gone.is_empty(), "rows in tests/it/roles/ of what is no mutation: {gone:?}");
    let names: Vec<String> = rows.iter().map(Row::name).collect();
    let lines: Vec<String> = golden::read().into_iter().map(|(name, _)| name).collect();
    assert!(names == lines, "the lines of tests/it/roles.txt are not the rows in tests/it/roles/: {BLESS}");
}

/// Whoever the table of acts lets act is seen to act in some row, and nobody else is. A member may also be the one that
/// is concerned, as where nobody is named to report.
fn the_table_of_acts_and_the_golden_file_agree() {
    let golden = golden::read();
    for act in ACTS {
        let rows: Vec<_> = golden.iter().filter(|(name, _)| name.split(',').next() == Some(act.name)).collect();
        for (at, role) in ROLES.iter().enumerate() {
            let does = rows.iter().any(|(_, cells)| cells[at] == "yes");
            let has_account = !["READONLY", "DASHBOARD", "ANONYMOUS"].contains(role);
            let may = match *role {
                _ if act.account => has_account,
                "ADMIN" => act.admin,
                "SECRETARIAT" => act.secretariat,
                "CHAIR" => act.chair,
                "CONCERNED" => act.concerned,
                "MEMBER" => act.member || act.concerned && does,
                _ => false,
            };
            let words = |yes| if yes { "yes" } else { "no" };
            assert!(may == does, "{} as {role}: {} in acts.rs, {} in roles.txt", act.name, words(may), words(does));
        }
    }
}
