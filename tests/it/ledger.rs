//! The ledger: no gap, no lost write, a chain that verifies, and one truth however a snapshot is made.

use std::{collections::BTreeSet, env, sync::Arc};

use akkoord::{
    clock::Clock,
    ids::NodeId,
    ledger::{
        Aggregate, Changes, Commit, Database, Directory, Ledger, Locked, Outcome, Snapshot,
        revision::{self, Broken},
    },
    region::Region,
};
use entity::{PartnershipId, RegionKind, revision::Model as Revision};
use serde_json::{Value, json};
use tests::{Engine, Test, TestDatabase, server::Client, table::Table, tests};

use crate::{
    action_list::take_over,
    allocation::{Level, aims_at, vacancies, with},
    journey,
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        concurrent_writers_leave_no_gap_and_lose_nothing,
        a_snapshot_is_the_same_whether_caught_up_reloaded_or_replayed,
        whatever_is_changed_behind_the_ledgers_back_is_found,
    ]
}

/// A ledger over a database that nobody else serves.
async fn ledger(db: &TestDatabase) -> Ledger {
    Ledger::new(Database::connect(&db.url).await.unwrap(), Clock::system(), 1 << 26)
}

/// Enters a region into the directory.
fn enter_region(name: String) -> Commit<()> {
    let act = move |world: &Locked| {
        let row = entity::region::Model {
            id: world.id().into(),
            version: 0,
            external_key: None,
            source: None,
            changed_at: world.now,
            removed_at: None,
            name: name.clone(),
            kind: RegionKind::Other,
            code: None,
        };
        let within = world.directory.regions.iter().map(|region| region.row.id).take(2).collect();
        Ok(Changes::of("regionCreate").because(Some(name.clone())).with(Region { row, within }))
    };
    Commit { actor: None, aggregates: BTreeSet::from([Aggregate::Directory]), key: None, act: Box::new(act) }
}

/// All revisions of an aggregate, which must be chained without a gap up to its head.
pub(crate) async fn whole_chain(ledger: &Ledger, aggregate: Aggregate, head: i64) -> Vec<Revision> {
    let revisions = revision::read_after(ledger.database().reader(), aggregate.key(), 0, 100_000).await.unwrap();
    let (seq, _) = revision::verify(0, revision::GENESIS.to_vec(), &revisions).unwrap();
    assert_eq!(seq, head);
    revisions
}

/// The partnership that an id stands for.
pub(crate) fn partnership_id(id: &str) -> PartnershipId {
    NodeId::parse(id).and_then(|node| node.partnership).unwrap()
}

async fn concurrent_writers_leave_no_gap_and_lose_nothing(db: TestDatabase) {
    let ledger = ledger(&db).await;
    let writers: Vec<_> = (0..8)
        .map(|writer| {
            let ledger = ledger.clone();
            tokio::spawn(async move {
                for n in 0..10 {
                    let outcome = ledger.commit(enter_region(format!("{writer}/{n}"))).await.unwrap();
                    assert!(matches!(outcome, Outcome::Done(_)));
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    let live = ledger.directory().await.unwrap();
    assert_eq!(live.seq(), 80);
    let names: BTreeSet<String> = live.regions.iter().map(|region| region.name.clone()).collect();
    assert_eq!(names.len(), 80);
    let revisions = whole_chain(&ledger, Aggregate::Directory, 80).await;
    ledger.forget();
    let reloaded = ledger.directory().await.unwrap();
    let replayed = Directory::replay(&revisions).unwrap();
    assert!(live.same_records(&reloaded) && live.same_records(&replayed));
    assert!(!Arc::ptr_eq(&live, &reloaded));
}

/// Sequences and acts of the property; `AKKOORD_SEQUENCES` asks for more.
const SEQUENCES: u64 = 8;
const ACTS: usize = 40;

async fn a_snapshot_is_the_same_whether_caught_up_reloaded_or_replayed(db: TestDatabase) {
    let sequences = env::var_os("AKKOORD_SEQUENCES").and_then(|n| n.to_str()?.parse().ok()).unwrap_or(SEQUENCES);
    let mut acts = BTreeSet::new();
    for seed in 1..=sequences {
        let db = db.another();
        let table = Table::set(&db).await;
        let id = partnership_id(&table.id);
        let live = table.server.app.ledger();
        // On PostgreSQL another replica, which knows of each act only what the ledger says; SQLite has one process.
        let replica = if db.engine == Engine::Postgres { ledger(&db).await } else { live.clone() };
        let mut people = Acts::new(&table, seed).await;
        let nation = partnership_id(&people.nation.id);
        for n in 0..ACTS {
            people.act().await;
            if n % 4 == 0 {
                replica.directory().await.unwrap();
                replica.partnership(id).await.unwrap();
                replica.partnership(nation).await.unwrap();
            }
        }
        assert!(people.done > ACTS / 5, "seed {seed}: only {} acts were accepted", people.done);

        let directory = live.directory().await.unwrap();
        let other_directory = replica.directory().await.unwrap();
        assert!(directory.same_records(&other_directory), "seed {seed}: caught up");
        assert_eq!(directory.persons, other_directory.persons, "seed {seed}");
        let mut tables = Vec::new();
        for id in [id, nation] {
            let snapshot = live.partnership(id).await.unwrap();
            assert!(snapshot.same_records(&replica.partnership(id).await.unwrap()), "seed {seed}: caught up");
            tables.push(snapshot);
        }
        live.forget();
        let reloaded = live.directory().await.unwrap();
        assert!(directory.same_records(&reloaded), "seed {seed}: reloaded");
        assert_eq!(directory.persons, reloaded.persons, "seed {seed}");
        let of_directory = whole_chain(live, Aggregate::Directory, directory.seq()).await;
        assert!(directory.same_records(&Directory::replay(&of_directory).unwrap()), "seed {seed}: replayed");
        let mut of_tables = Vec::new();
        for (id, snapshot) in [id, nation].into_iter().zip(tables) {
            let again = live.partnership(id).await.unwrap();
            assert!(!Arc::ptr_eq(&snapshot, &again) && snapshot.same_records(&again), "seed {seed}: reloaded");
            let revisions = whole_chain(live, Aggregate::Partnership(id), snapshot.seq()).await;
            assert!(snapshot.same_records(&Snapshot::replay(&revisions).unwrap()), "seed {seed}: replayed");
            of_tables.extend(revisions);
        }

        for revision in of_directory.iter().chain(&of_tables) {
            acts.insert(revision.act.clone());
            let body = revision.body.as_deref().unwrap();
            assert!(!body.contains("akx_"), "a secret in the ledger: {body}");
            assert!(!body.contains("example.org") && !body.contains("Iemand"), "a person in the ledger: {body}");
        }
        assert!(directory.persons.iter().any(|one| one.email.as_deref() == Some("secretary@example.org")));
    }
    // What goes over several ledgers, or is made up of many acts, came up.
    for act in ["measurementsApprove", "allocationAgree", "allocationWithdraw", "allocationRemove", "personErase"] {
        assert!(acts.contains(act), "{act} never came up");
    }
    for act in [
        "accessKeyCreate",
        "accessKeyRevoke",
        "actionListImport",
        "importUndo",
        "reportingPeriodClose",
        "reportingPeriodReopen",
        "healthCheckAnswer",
        "healthCheckClose",
    ] {
        assert!(acts.contains(act), "{act} never came up");
    }
}

/// People at a table who do whatever comes up, allowed or not.
struct Acts<'a> {
    table: &'a Table,
    state: u64,
    indicator: String,
    /// A table above, that hands out a part of its target now and then.
    nation: Level,
    decision: String,
    /// Records by kind, with the version that was last seen of them.
    records: Vec<(&'static str, Value)>,
    done: usize,
}

/// Acts on a record that is there, each with the kind of record and what else its input says.
const STEPS: &[(&str, &str, &str)] = &[
    ("interest", "interestShare", r#"{"visibility":"PARTNERSHIP"}"#),
    ("interest", "interestChange", r#"{"title":"Andere plekken","goals":[]}"#),
    ("interest", "interestReview", "{}"),
    ("interest", "interestRemove", r#"{"reason":"Vergissing"}"#),
    ("commitment", "commitmentAgree", r#"{"decision":"$"}"#),
    ("commitment", "commitmentAgree", r#"{"decision":"$"}"#),
    ("commitment", "commitmentStart", "{}"),
    ("commitment", "commitmentWithdraw", r#"{"reason":"Niet haalbaar"}"#),
    ("commitment", "commitmentReportDone", r#"{"evidence":{"title":"Lijst"}}"#),
    ("commitment", "commitmentFulfil", r#"{"decision":"$"}"#),
    ("measurement", "measurementApprove", "{}"),
    ("measurement", "measurementApprove", "{}"),
    ("person", "personChange", r#"{"name":"Iemand anders","role":null}"#),
    ("person", "personErase", r#"{"reason":"Op verzoek"}"#),
    ("measurement", "measurementReturn", r#"{"reason":"Klopt niet"}"#),
    ("partnership", "partnershipChange", r#"{"slug":"deze-tafel","settings":{"graceDays":7}}"#),
    ("partnership", "partnershipChange", r#"{"slug":"die-tafel","settings":null}"#),
    ("membership", "membershipChange", r#"{"roles":["PARTNER","FINANCIER"],"mandate":"Plekken"}"#),
    ("membership", "membershipChange", r#"{"roles":["EXECUTOR"]}"#),
    ("reportingPeriod", "reportingPeriodClose", "{}"),
    ("reportingPeriod", "reportingPeriodReopen", r#"{"reason":"Vergeten","decision":"$"}"#),
    ("healthCheck", "healthCheckClose", "{}"),
    ("healthCheck", "healthCheckAnswer", r#"{"scores":[{"lesson":3,"score":4,"note":"Gaat goed"}]}"#),
];

impl<'a> Acts<'a> {
    async fn new(table: &'a Table, seed: u64) -> Self {
        let goal = table.goal("Vacatures vervullen").await;
        let definition = vacancies(table).await;
        let indicator = journey::indicator(table, &goal, &definition, 100, "1").await;
        let nation = Level::set(table, "land", &definition, aims_at(1_000)).await;
        let decision = table.decision("2026-11-01").await;
        let state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let query = "query($id: ID!) { node(id: $id) { ... on Partnership { id version memberships { nodes { id version } } } } }";
        let mut own = table.secretary().ask(query, json!({ "id": table.id })).await["node"].take();
        let seat = own["memberships"]["nodes"][2].take();
        let records = vec![("partnership", own), ("membership", seat)];
        Self { table, state, indicator, nation, decision, records, done: 0 }
    }

    /// The next of some possibilities (xorshift).
    fn pick(&mut self, of: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state >> 33).unwrap() % of
    }

    fn somebody(&mut self) -> Client {
        self.table.server.by(["secretary", "secretary", "chair", "company", "school"][self.pick(5)])
    }

    async fn act(&mut self) {
        match self.pick(10) {
            0..4 => return self.enter().await,
            4 => return self.hand_out().await,
            5 => return self.approve_all().await,
            _ => {}
        }
        let (kind, act, more) = STEPS[self.pick(STEPS.len())];
        let known: Vec<usize> = (0..self.records.len()).filter(|n| self.records[*n].0 == kind).collect();
        if known.is_empty() {
            return self.enter().await;
        }
        let at = known[self.pick(known.len())];
        let record = self.records[at].1.clone();
        let mut input: Value = serde_json::from_str(&more.replace('$', &self.decision)).unwrap();
        input[kind] = record["id"].clone();
        input["expectedVersion"] = record["version"].clone();
        let client = self.somebody();
        if act == "interestRemove" {
            let removed = client.perform(act, "partnership { id }", input).await;
            if removed["userErrors"] == json!([]) {
                self.records.remove(at);
                self.done += 1;
            }
            return;
        }
        if act == "healthCheckAnswer" {
            input.as_object_mut().unwrap().remove("expectedVersion");
            let answered = client.perform(act, "healthAnswer { id }", input).await;
            self.done += usize::from(!answered["healthAnswer"].is_null());
            return;
        }
        let payload = client.perform(act, &format!("{kind} {{ id version }}"), input).await;
        if !payload[kind].is_null() {
            self.records[at].1 = payload[kind].clone();
            self.done += 1;
        }
    }

    /// Does what comes next with a part of the nation's target.
    async fn hand_out(&mut self) {
        let query = "query($id: ID!) { partnership(by: { id: $id }) {
            receivedAllocations { allocation version consent { id version } } } }";
        let (nation, secretary) = (self.nation.secretary(), self.table.secretary());
        let mut answer = secretary.ask(query, json!({ "id": self.table.id })).await;
        let received = answer.pointer_mut("/partnership/receivedAllocations/0").map(Value::take).unwrap_or_default();
        let of = json!({ "allocation": received["allocation"], "expectedVersion": received["version"] });
        let why = json!({ "reason": "Anders afgesproken" });
        match (&received, &received["consent"], self.pick(4)) {
            (Value::Null, ..) => {
                let part = json!({ "indicator": self.nation.indicator, "partnership": self.table.id, "value": "100" });
                nation.act("allocationCreate", "allocation { id }", part).await;
            }
            (.., 0) => {
                let less = with(of, &json!({ "value": "90" }));
                nation.act("allocationChange", "allocation { id }", less).await;
            }
            (.., 1) => {
                nation.act("allocationRemove", "removedId", with(of, &why)).await;
            }
            (_, Value::Null, _) => {
                let named = json!({ "indicator": self.indicator });
                let again = secretary.perform("allocationAgree", "consent { id }", with(of.clone(), &named)).await;
                if again["consent"].is_null() {
                    secretary.act("allocationAgree", "consent { id }", of).await;
                }
            }
            (_, consent, _) => {
                let consent = json!({ "consent": consent["id"], "expectedVersion": consent["version"] });
                secretary.act("allocationWithdraw", "removedId", with(consent, &why)).await;
            }
        }
        self.done += 1;
    }

    /// Approves what there is of measurements, as far as that is right.
    async fn approve_all(&mut self) {
        let known: Vec<usize> = (0..self.records.len()).filter(|n| self.records[*n].0 == "measurement").collect();
        let row = |at: &usize| json!({ "measurement": self.records[*at].1["id"], "expectedVersion": self.records[*at].1["version"] });
        let rows: Vec<Value> = known.iter().map(row).collect();
        let input = json!({ "partnership": self.table.id, "rows": rows, "acceptGoodRows": true });
        let fields = "results { measurement { id version } }";
        let answer = self.table.secretary().perform("measurementsApprove", fields, input).await;
        for (at, result) in known.into_iter().zip(answer["results"].as_array().unwrap()) {
            if !result["measurement"].is_null() {
                self.records[at].1 = result["measurement"].clone();
                self.done += 1;
            }
        }
    }

    /// Brings a list in, and takes it back now and then.
    async fn bring_in(&mut self, n: usize) {
        let secretary = self.table.secretary();
        let (number, title) = (format!("{n}"), format!("Overgenomen {n}"));
        let row = [number.as_str(), &title, "Bedrijf", "mei 2027", "loopt"];
        let told = take_over(&secretary, &[&["Nr", "Actie", "Wie", "Wanneer", "Status"], &row]).await;
        self.done += usize::from(told["added"] == 1);
        if n.is_multiple_of(2) && !told["import"].is_null() {
            let undo = json!({ "import": told["import"]["id"], "expectedVersion": 1, "reason": "Verkeerde lijst" });
            secretary.act("importUndo", "import { id }", undo).await;
        }
    }

    /// Enters something new.
    async fn enter(&mut self) {
        let (table, n, what) = (self.table, self.pick(1_000), self.pick(9));
        let goals: Vec<&str> = self
            .records
            .iter()
            .filter(|(kind, _)| *kind == "goal")
            .map(|(_, one)| one["id"].as_str().unwrap())
            .take(3)
            .collect();
        if what == 8 {
            return self.bring_in(n).await;
        }
        let (client, kind, act, input) = match what {
            0 => (
                table.secretary(),
                "goal",
                "goalCreate",
                json!({
                    "partnership": table.id, "title": format!("Doel {n}"), "kind": "OUTPUT", "parent": goals.first(),
                }),
            ),
            1 => (
                table.server.by("company"),
                "interest",
                "interestCreate",
                json!({
                    "partnership": table.id, "organisation": table.company, "side": "GAIN", "kind": "PLACES", "title": format!("Plekken {n}"),
                    "goals": goals, "quantity": "12.5", "unit": "plekken",
                }),
            ),
            2 => (
                table.server.by("company"),
                "measurement",
                "measurementSubmit",
                json!({
                    "indicator": self.indicator, "observedOn": format!("2026-{:02}-{:02}", n % 10 + 1, n % 28 + 1), "value": { "number": n.to_string() },
                    "evidence": [{ "title": format!("Lijst {n}") }],
                }),
            ),
            3 => (
                table.server.by("admin"),
                "person",
                "personCreate",
                json!({
                    "name": format!("Iemand {n}"), "email": format!("iemand-{n}@example.org"), "organisation": table.school,
                }),
            ),
            4 => (
                table.secretary(),
                "reportingPeriod",
                "reportingPeriodCreate",
                json!({
                    "partnership": table.id, "name": format!("Ronde {n}"), "from": format!("2026-{:02}-01", n % 10 + 1),
                    "until": format!("2026-{:02}-28", n % 10 + 1),
                }),
            ),
            5 => (table.secretary(), "healthCheck", "healthCheckStart", json!({ "partnership": table.id })),
            6 => (
                table.server.by("company"),
                "accessKey",
                "accessKeyCreate",
                json!({ "name": format!("Rapport {n}"), "purpose": "EXPORT", "partnership": table.id, "expiresOn": "2027-06-30" }),
            ),
            _ => (
                table.secretary(),
                "commitment",
                "commitmentPropose",
                json!({
                    "partnership": table.id, "title": format!("Toezegging {n}"), "action": "Doen wat is afgesproken", "obligation": "RESULT",
                    "debtors": [{ "organisation": table.company }, { "organisation": table.school }], "goals": goals,
                    "doneCriterion": "Het is gedaan", "dueOn": { "date": "2026-12-10" },
                }),
            ),
        };
        let payload = client.perform(act, &format!("{kind} {{ id version }}"), input).await;
        if payload[kind].is_null() {
            // A second measurement of one day, or one of a closed period, is refused; so is a period or a round that meets
            // another. The next act is another.
            assert!(["measurement", "reportingPeriod", "healthCheck"].contains(&kind), "{payload}");
            return;
        }
        if kind == "accessKey" && n % 2 == 0 {
            let revoke = json!({ "accessKey": payload[kind]["id"], "expectedVersion": 1 });
            client.act("accessKeyRevoke", "accessKey { id }", revoke).await;
        }
        self.records.push((kind, payload[kind].clone()));
        self.done += 1;
    }
}

async fn whatever_is_changed_behind_the_ledgers_back_is_found(db: TestDatabase) {
    let ledger = ledger(&db).await;
    for n in 0..5 {
        ledger.commit(enter_region(format!("Streek {n}"))).await.unwrap();
    }
    let honest = whole_chain(&ledger, Aggregate::Directory, 5).await;
    let check = |change: &dyn Fn(&mut Vec<Revision>)| {
        let mut rows = honest.clone();
        change(&mut rows);
        revision::verify(0, revision::GENESIS.to_vec(), &rows)
    };
    let found_at = |seq, change: &dyn Fn(&mut Revision)| {
        let found = check(&|rows| change(&mut rows[2]));
        assert!(matches!(found, Err(Broken { seq: at, .. }) if at == seq), "{found:?}");
    };
    found_at(3, &|row| row.body = row.body.take().map(|body| body.replace("Streek 2", "Streek X")));
    found_at(3, &|row| row.body = None);
    found_at(3, &|row| row.reason = Some("Een ander verhaal".into()));
    found_at(3, &|row| (row.body, row.reason) = (None, Some("Wat dan ook".into())));
    found_at(3, &|row| row.actor = Some(row.record_id));
    found_at(3, &|row| row.on_behalf_of = Some(row.record_id));
    found_at(3, &|row| row.act.push('x'));
    found_at(3, &|row| row.recorded_at += chrono::TimeDelta::microseconds(1));
    found_at(3, &|row| row.commit_seq += 1);
    found_at(3, &|row| row.version += 1);
    let removed = check(&|rows| drop(rows.remove(1)));
    assert!(matches!(removed, Err(Broken { seq: 3, .. })), "{removed:?}");
    let swapped = check(&|rows| rows.swap(1, 2));
    assert!(matches!(swapped, Err(Broken { seq: 3, .. })), "{swapped:?}");
    // Without its last rows a chain is whole, but ends before its head.
    assert_eq!(check(&|rows| rows.truncate(4)).unwrap().0, 4);

    let redacted = |row: &mut Revision| (row.body, row.reason) = (None, None);
    assert_eq!(check(&|rows| redacted(&mut rows[2])), check(&|_| ()));
    let mut rows = honest.clone();
    redacted(&mut rows[2]);
    assert_eq!(Directory::replay(&rows).unwrap().regions.iter().count(), 4);
}
