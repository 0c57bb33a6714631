//! What was agreed changes by an accepted amendment and in no other way, whatever is done.
//!
//! Every mutation of the schema is tried: with the inputs of `roles/`, which has one for each, and with those inputs turned
//! against what is agreed, each field that could say other terms at a time. They come in an order that a seed decides, by
//! everybody who may act at the table, on a world that moves on.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use akkoord::ledger::Snapshot;
use entity::{AmendmentState, CommitmentState};
use serde_json::{Value, json};
use tests::{Engine, Test, TestDatabase, server::text, tests};
use uuid::Uuid;

use crate::{
    ledger::partnership_id,
    roles::{Place, Row, World, rows, with},
};

pub(crate) fn trials() -> Vec<Test> {
    tests![what_was_agreed_changes_by_an_accepted_amendment_only]
}

const SEED: u64 = 20_261_120;
/// Attempts on one world, before it begins anew: what ended takes no further part.
const RUN: usize = 60;
/// Attempts in all on PostgreSQL, where a world is slow to copy.
const ON_POSTGRES: usize = 240;
/// Those who may act.
const WHO: [&str; 4] = ["SECRETARIAT", "CHAIR", "CONCERNED", "MEMBER"];

/// What is agreed: the terms in words, and their version.
type Agreed = BTreeMap<Uuid, (String, i32)>;

/// The agreed terms of a table. They are named here anew, so that a field that the program forgets is missed.
fn agreed(table: &Snapshot) -> Agreed {
    let mut agreed = Agreed::new();
    let is_open = |state| matches!(state, CommitmentState::Draft | CommitmentState::Proposed);
    for one in table.commitments.iter_with_removed().filter(|one| one.agreed_on.is_some() && !is_open(one.state)) {
        let row = &one.row;
        let debtors: Vec<_> = one.debtors.iter().map(|debtor| (debtor.organisation_id, debtor.is_lead)).collect();
        let conditions: Vec<_> = one.conditions.iter().map(|one| (&one.text, one.organisation_id)).collect();
        let what =
            (&row.title, &row.action, &row.done_criterion, row.obligation, debtors, &one.beneficiaries, conditions);
        let how_much = (row.kind, row.quantity, &row.unit, row.amount_cents, row.qualifier, row.effect);
        let when = (row.due_on, row.due_precision, &row.due_text, row.recurrence, row.term_years);
        agreed.insert(row.id.into(), (format!("{what:?} {how_much:?} {when:?}"), row.terms_version));
    }
    for one in table.goals.iter().filter(|goal| goal.agreed_on.is_some()) {
        let row = &one.row;
        let terms = (&row.title, &row.rationale, row.kind, row.parent_id, one.horizon());
        agreed.insert(row.id.into(), (format!("{terms:?}"), row.terms_version));
    }
    for one in table.indicators.iter() {
        let goal = one.goal_id.and_then(|goal| table.goals.get(goal));
        let mut amendments = table.amendments_of(one.id);
        let is_amended = amendments.any(|amendment| amendment.state == AmendmentState::Accepted);
        if is_amended || goal.is_some_and(|goal| goal.agreed_on.is_some()) {
            let row = &one.row;
            let terms = (one.baseline(), &one.targets, row.band_low, row.band_high, row.goal_id);
            agreed.insert(row.id.into(), (format!("{terms:?}"), row.terms_version));
        }
    }
    agreed
}

/// Fails where agreed terms are not as they were, but for an amendment of them that was accepted in between. Gives how
/// many changed.
fn compare(before: &Snapshot, after: &Snapshot, what: &str) -> BTreeSet<&'static str> {
    let now = agreed(after);
    let mut changed = BTreeSet::new();
    for (id, (terms, version)) in agreed(before) {
        let (terms_now, version_now) = now.get(&id).unwrap_or_else(|| panic!("{what} took away what was agreed"));
        if terms == *terms_now && version == *version_now {
            continue;
        }
        let was_accepted = |id| before.amendments.get(id).is_some_and(|one| one.state == AmendmentState::Accepted);
        let new = after.amendments_of(id).filter(|one| one.state == AmendmentState::Accepted && !was_accepted(one.id));
        let by: Vec<i32> = new.map(|amendment| amendment.terms_version).collect();
        assert_eq!(by, [version], "{what} changed {terms} into {terms_now} without an amendment of them");
        assert_eq!(*version_now, version + 1, "{what}");
        changed.insert(match () {
            () if after.commitments.get(id.into()).is_some() => "commitment",
            () if after.goals.get(id.into()).is_some() => "goal",
            () => "indicator",
        });
    }
    changed
}

/// What an input field could say instead of agreed terms, by its name and type.
fn otherwise(field: &str, of: &str, world: &World) -> Option<Value> {
    Some(match (field, of) {
        ("title" | "action" | "doneCriterion" | "rationale" | "unit", "String") => json!("Anders"),
        ("dueOn" | "horizon", _) => json!({ "date": "2031-01-01" }),
        ("debtors", _) => json!([{ "organisation": world.table.school }]),
        ("beneficiaries" | "conditions", _) => json!([]),
        ("quantity" | "amount", "Decimal") => json!("7"),
        ("termYears", _) => json!(7),
        ("obligation", _) => json!("BEST_EFFORT"),
        ("qualifier", _) => json!("ABOUT"),
        ("recurrence", _) => json!("YEARLY"),
        ("effect", _) => json!("FILLED"),
        ("kind", "ResourceKind") => json!("HOURS"),
        ("kind", "GoalKind") => json!("IMPACT"),
        ("parent" | "goal", "ID") => json!(world.id("goal")),
        ("baseline", _) => json!({ "value": "1", "date": "2026-01-01" }),
        ("targets", _) => json!([{ "value": "70000", "date": "2029-12-31" }]),
        ("band", _) => json!(null),
        _ => return None,
    })
}

/// An act with an input, by whoever is concerned or somebody else.
struct Attempt {
    act: &'static str,
    who: &'static str,
    concerned: &'static str,
    input: Value,
}

/// Each mutation's input fields with their types.
async fn fields(place: &Place) -> BTreeMap<String, Vec<(String, String)>> {
    let query = "{ __schema { mutationType { fields { name args { type { ofType {
        inputFields { name type { ...Named } } } } } } } } }
        fragment Named on __Type { name ofType { name ofType { name ofType { name } } } }";
    let schema = place.server.anonymous().ask(query, json!({})).await;
    let array = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let named = |field: &Value| {
        let mut of = &field["type"];
        while of["name"].is_null() {
            of = &of["ofType"];
        }
        (text(field, "/name").to_owned(), text(of, "/name").to_owned())
    };
    let mutation = |field: &Value| {
        let inputs = array(&field["args"][0]["type"]["ofType"]["inputFields"]);
        (text(field, "/name").to_owned(), inputs.iter().map(named).collect())
    };
    array(&schema["__schema"]["mutationType"]["fields"]).iter().map(mutation).collect()
}

/// A row's own input, and that turned against each record that is agreed.
fn inputs(row: &Row, fields: &[(String, String)], world: &World) -> Vec<Value> {
    let own = (row.input)(world);
    let mut inputs = vec![own.clone()];
    for (subject, names) in [
        ("commitment", &["agreed", "reported", "fulfilled"] as &[_]),
        ("draft", &["agreed"]),
        ("goal", &["agreed goal"]),
        ("indicator", &["agreed indicator"]),
    ] {
        // An act that is about such a record, and not one that only refers to it.
        let is_about = own.get(subject).is_some() && fields.iter().any(|(name, _)| name.starts_with("expected"));
        for name in names.iter().filter(|_| is_about) {
            let turned = with(own.clone(), json!({ subject: world.id(name) }));
            inputs.push(turned.clone());
            let decided = if fields.iter().any(|(name, _)| name == "decision") {
                with(turned, json!({ "decision": world.id("decision") }))
            } else {
                turned
            };
            for (field, of) in fields.iter().filter(|(field, _)| field != subject) {
                let other = otherwise(field, of, world);
                inputs.extend(other.map(|other| with(decided.clone(), json!({ field: other }))));
            }
        }
    }
    inputs
}

/// Everything to try, in the order that the seed decides.
fn attempts(fields: &BTreeMap<String, Vec<(String, String)>>, world: &World) -> Vec<Attempt> {
    let rows = rows();
    let tried: BTreeSet<&str> = rows.iter().map(|row| row.act).collect();
    let all: BTreeSet<&str> = fields.keys().map(String::as_str).collect();
    assert_eq!(tried, all, "each mutation has a row in tests/it/roles/, by which it is tried here");
    let mut attempts = Vec::new();
    for row in &rows {
        for input in inputs(row, &fields[row.act], world) {
            let by = |who| Attempt { act: row.act, who, concerned: row.concerned, input: input.clone() };
            attempts.extend(WHO.map(by));
        }
    }
    let mut state = SEED;
    for at in (1..attempts.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        attempts.swap(at, usize::try_from(state >> 33).unwrap() % (at + 1));
    }
    attempts
}

/// The input with the versions that its record has by now, so that nothing is refused for being late.
async fn up_to_date(place: &Place, mut input: Value) -> Value {
    let secretary = place.server.by("secretary");
    for subject in ["commitment", "draft", "goal", "indicator", "amendment", "measurement", "note", "problemStatement"]
    {
        let Some(id) = input.get(subject).filter(|_| subject != "goal" || input.get("indicator").is_none()) else {
            continue;
        };
        let query = "query($id: ID!) { node(id: $id) {
            ... on Commitment { version termsVersion } ... on Goal { version termsVersion }
            ... on Indicator { version termsVersion } ... on Amendment { version } ... on Measurement { version }
            ... on ProgressNote { version } ... on ProblemStatement { version } } }";
        let reply = secretary.reply(query, json!({ "id": id })).await;
        for (expected, version) in [("expectedVersion", "version"), ("expectedTermsVersion", "termsVersion")] {
            let current = &reply["data"]["node"][version];
            if input.get(expected).is_some() && current.is_number() {
                input[expected] = current.clone();
            }
        }
        break;
    }
    input
}

async fn what_was_agreed_changes_by_an_accepted_amendment_only(db: TestDatabase) {
    let world = World::prepare(&db).await;
    let id = partnership_id(&world.table.id);
    let mut place = Place::copy_of(&db).await;
    let mut attempts = attempts(&fields(&place).await, &world);
    if db.engine == Engine::Postgres {
        attempts.truncate(ON_POSTGRES);
    }
    let snapshot = async |place: &Place| -> Arc<Snapshot> { place.server.app.ledger().partnership(id).await.unwrap() };
    let (mut done, mut amended) = (BTreeSet::new(), BTreeSet::new());
    for (at, attempt) in attempts.into_iter().enumerate() {
        if at % RUN == RUN - 1 {
            place = Place::copy_of(&db).await;
        }
        let Attempt { act, who, concerned, input } = attempt;
        let before = snapshot(&place).await;
        let input = up_to_date(&place, input).await;
        let what = format!("{act} as {who} with {input}");
        let client = world.client(&place.server, who, concerned);
        let (first, rest) = act.split_at(1);
        let query = format!(
            "mutation($input: {}{rest}Input!) {{ {act}(input: $input) {{ userErrors {{ code }} }} }}",
            first.to_uppercase()
        );
        let reply = client.reply(&query, json!({ "input": input })).await;
        if reply["data"][act]["userErrors"].as_array().is_some_and(Vec::is_empty) {
            done.insert(act);
        }
        amended.extend(compare(&before, &*snapshot(&place).await, &what));
    }
    // Unless much is done, nothing is shown.
    if db.engine == Engine::Sqlite {
        assert!(done.len() > 60, "only {done:?} was ever done");
        assert_eq!(amended, BTreeSet::from(["commitment", "goal", "indicator"]), "not all kinds were amended");
    }
}
