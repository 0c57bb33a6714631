//! Idempotency keys: a mutation that is sent again has no second effect, however many arrive at once.

use std::collections::BTreeSet;

use akkoord::ledger::Aggregate;
use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::Client,
    table::{Table, partnership, person},
    tests,
};

use crate::ledger::partnership_id;

pub(crate) fn trials() -> Vec<Test> {
    tests![
        a_mutation_sent_fifty_times_at_once_has_one_effect_and_one_answer,
        of_fifty_inputs_under_one_key_one_is_done,
        a_key_used_at_several_tables_at_once_has_one_effect,
        a_key_is_its_actors_own,
        a_repeat_shows_the_record_as_it_is_now,
        a_key_is_kept_for_72_hours,
    ]
}

const AT_ONCE: usize = 50;
/// The largest answer that is read.
const ANSWER_BYTES: usize = 1 << 16;

fn goal(partnership: &str, title: &str) -> Value {
    json!({ "partnership": partnership, "title": title, "kind": "OUTPUT", "idempotencyKey": "sleutel" })
}

/// Sends requests at once, each by its client, and gives their bytes.
async fn send(requests: impl IntoIterator<Item = (Client, String)>) -> Vec<String> {
    let sent: Vec<_> = requests
        .into_iter()
        .map(|(client, body)| {
            tokio::spawn(async move {
                let request = Request::post("/graphql").header("content-type", "application/json");
                let response = client.send(request.body(Body::from(body)).unwrap()).await;
                assert_eq!(response.status(), StatusCode::OK);
                let bytes = to_bytes(response.into_body(), ANSWER_BYTES).await.unwrap();
                String::from_utf8(bytes.to_vec()).unwrap()
            })
        })
        .collect();
    let mut answers = Vec::new();
    for answer in sent {
        answers.push(answer.await.unwrap());
    }
    answers
}

fn goal_create(input: &Value) -> String {
    let query =
        "mutation($input: GoalCreateInput!) { goalCreate(input: $input) { goal { title } userErrors { code } } }";
    json!({ "query": query, "variables": { "input": input } }).to_string()
}

/// What each answer to a new goal says: done, or why not.
fn outcomes(answers: &[String]) -> Vec<String> {
    let outcome = |answer: &String| {
        let answer: Value = serde_json::from_str(answer).unwrap();
        let code = answer["data"]["goalCreate"]["userErrors"][0]["code"].as_str();
        code.unwrap_or("DONE").to_owned()
    };
    let mut outcomes: Vec<_> = answers.iter().map(outcome).collect();
    outcomes.sort();
    outcomes
}

async fn titles(table: &Table) -> Value {
    let query = "query($id: ID!) { partnership(by: { id: $id }) { goals { nodes { title } } } }";
    table.secretary().ask(query, json!({ "id": table.id })).await["partnership"]["goals"]["nodes"].take()
}

async fn a_mutation_sent_fifty_times_at_once_has_one_effect_and_one_answer(db: TestDatabase) {
    let table = Table::set(&db).await;
    let seat = person(&table.server.by("admin"), "bode", &table.bureau).await;
    let ledger = table.server.app.ledger();
    let id = partnership_id(&table.id);
    let heads = async || (ledger.directory().await.unwrap().seq(), ledger.partnership(id).await.unwrap().seq());
    let founded = json!({
        "name": "Nieuw", "slug": "nieuw", "kind": "PROJECT", "referencePrefix": "N", "idempotencyKey": "tafel",
        "secretariat": { "organisation": table.bureau, "representatives": [{ "person": seat }] },
    });
    // In a table, in the directory, and in both: each with the revisions that it adds to either.
    for (client, act, kind, input, (of_directory, of_table)) in [
        (table.secretary(), "goalCreate", "goal", goal(&table.id, "Doel"), (0, 1)),
        (table.secretary(), "personCreate", "person", json!({ "name": "Iemand", "idempotencyKey": "persoon" }), (1, 0)),
        (table.server.by("admin"), "partnershipCreate", "partnership", founded, (2, 0)),
    ] {
        let before = heads().await;
        let of_type = act[..1].to_uppercase() + &act[1..];
        let query = format!(
            "mutation($input: {of_type}Input!) {{ {act}(input: $input) {{ {kind} {{ id version }} userErrors {{ code }} }} }}"
        );
        let body = json!({ "query": query, "variables": { "input": input } }).to_string();
        let answers = send(vec![(client, body); AT_ONCE]).await;
        let different: BTreeSet<_> = answers.iter().collect();
        assert_eq!(different.len(), 1, "{different:#?}");
        assert!(answers[0].contains(r#""version":1"#) && answers[0].contains(r#""userErrors":[]"#), "{}", answers[0]);
        assert_eq!(heads().await, (before.0 + of_directory, before.1 + of_table), "{act}");
    }
    assert_eq!(titles(&table).await, json!([{ "title": "Doel" }]));
    ledger.forget();
    assert_eq!(titles(&table).await, json!([{ "title": "Doel" }]));
    crate::ledger::whole_chain(ledger, Aggregate::Partnership(id), heads().await.1).await;
}

async fn of_fifty_inputs_under_one_key_one_is_done(db: TestDatabase) {
    let table = Table::set(&db).await;
    let inputs = (0..AT_ONCE).map(|n| goal(&table.id, &format!("Doel {n}")));
    let answers = send(inputs.map(|input| (table.secretary(), goal_create(&input)))).await;
    let expected = [vec!["DONE"], vec!["KEY_REUSED"; AT_ONCE - 1]].concat();
    assert_eq!(outcomes(&answers), expected);
    assert_eq!(titles(&table).await.as_array().unwrap().len(), 1);
}

async fn a_key_used_at_several_tables_at_once_has_one_effect(db: TestDatabase) {
    let table = Table::set(&db).await;
    let admin = table.server.by("admin");
    let person = person(&admin, "bode", &table.bureau).await;
    let mut tables = Vec::new();
    for n in 0..4 {
        tables.push(partnership(&admin, &format!("tafel-{n}"), &table.bureau, &person).await);
    }
    for round in 0..5 {
        // Different tables, so that no head keeps them apart.
        let inputs = tables.iter().map(|id| {
            let mut input = goal(id, "Doel");
            input["idempotencyKey"] = json!(format!("sleutel {round}"));
            (table.server.by("bode"), goal_create(&input))
        });
        assert_eq!(outcomes(&send(inputs).await), ["DONE", "KEY_REUSED", "KEY_REUSED", "KEY_REUSED"]);
    }
}

async fn a_key_is_its_actors_own(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, chair) = (goal(&table.id, "Secretaris"), goal(&table.id, "Voorzitter"));
    let requests = [(table.secretary(), goal_create(&secretary)), (table.server.by("chair"), goal_create(&chair))];
    assert_eq!(outcomes(&send(requests).await), ["DONE", "DONE"]);
    assert_eq!(titles(&table).await.as_array().unwrap().len(), 2);
}

async fn a_repeat_shows_the_record_as_it_is_now(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let input = json!({
        "partnership": table.id, "organisation": table.company, "side": "GAIN", "kind": "PLACES", "title": "Plekken",
        "idempotencyKey": "sleutel",
    });
    let record = "interest { id version title }";
    let first = company.act("interestCreate", record, input.clone()).await;
    let change = json!({ "interest": first["id"], "expectedVersion": 1, "title": "Stageplekken" });
    let changed = company.act("interestChange", record, change).await;
    assert_eq!(company.act("interestCreate", record, input).await, changed);
}

async fn a_key_is_kept_for_72_hours(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (first, second) = (goal(&table.id, "Eerste"), goal(&table.id, "Tweede"));
    let secretary = table.secretary();
    secretary.act("goalCreate", "goal { id }", first).await;
    let clock = &table.server.clock;
    clock.set(clock.now() + TimeDelta::hours(72));
    assert_eq!(secretary.refused("goalCreate", second.clone()).await, ["KEY_REUSED idempotencyKey"]);
    clock.set(clock.now() + TimeDelta::microseconds(1));
    let again = secretary.act("goalCreate", "goal { id }", second.clone()).await;
    assert_eq!(secretary.act("goalCreate", "goal { id }", second).await, again);
}
