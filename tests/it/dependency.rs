//! Dependencies: what a commitment needs first, begins after, or stands opposite to. They form no circle.

use serde_json::{Value, json};
use tests::{Test, TestDatabase, table::Table, tests};

use crate::commitment::{agreed, content, field, propose, revision, take};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        dependencies_form_no_circle_whatever_their_kind,
        what_was_sent_back_closes_no_circle_when_it_returns,
        a_dependency_is_between_what_the_table_knows,
        a_matched_commitment_is_flagged_when_its_counterpart_is_released,
        what_it_needs_first_blocks_it_until_that_is_fulfilled,
    ]
}

const DEPENDENCY: &str = "dependency { id version }";

fn edge(from: &Value, to: &Value, kind: &str) -> Value {
    let ratio = (kind == "MATCHES").then_some("1");
    json!({ "from": from["id"], "to": to["id"], "kind": kind, "ratio": ratio })
}

async fn dependencies_form_no_circle_whatever_their_kind(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let (first, _) = agreed(&table, &json!({})).await;
    let (second, _) = agreed(&table, &json!({})).await;
    let (third, _) = agreed(&table, &json!({})).await;
    company.act("dependencyCreate", DEPENDENCY, edge(&first, &second, "REQUIRES")).await;
    let middle = company.act("dependencyCreate", DEPENDENCY, edge(&second, &third, "STARTS_AFTER")).await;
    let before = revision(&table).await;
    for kind in ["REQUIRES", "STARTS_AFTER", "MATCHES"] {
        for (from, to) in [(&third, &first), (&second, &first), (&first, &first)] {
            assert_eq!(company.refused("dependencyCreate", edge(from, to, kind)).await, ["CYCLE to"], "{kind}");
        }
    }
    let twice = edge(&first, &second, "REQUIRES");
    assert_eq!(company.refused("dependencyCreate", twice).await, ["ALREADY_EXISTS to"]);
    assert_eq!(revision(&table).await, before, "what is refused changes nothing");
    company.act("dependencyCreate", DEPENDENCY, edge(&first, &second, "STARTS_AFTER")).await;
    let remove = json!({ "dependency": middle["id"], "expectedVersion": 1, "reason": "Het kan ook andersom" });
    assert_eq!(table.server.by("school").refused("dependencyRemove", remove.clone()).await, ["NOT_ALLOWED"]);
    company.act("dependencyRemove", "removedId", remove).await;
    company.act("dependencyCreate", DEPENDENCY, edge(&third, &first, "MATCHES")).await;
    let seen = "dependencies { kind kindLabel ratio note from { id } to { id } }";
    assert_eq!(
        field(&table, &third, seen).await["dependencies"],
        json!([{
            "kind": "MATCHES", "kindLabel": "staat tegenover", "ratio": "1", "note": null, "from": { "id": third["id"] },
            "to": { "id": first["id"] },
        }])
    );
    assert_eq!(field(&table, &first, seen).await["dependencies"].as_array().unwrap().len(), 3, "both ways");
}

async fn what_was_sent_back_closes_no_circle_when_it_returns(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [secretary, company, school] = ["secretary", "company", "school"].map(|subject| table.server.by(subject));
    let (first, _) = agreed(&table, &json!({})).await;
    let theirs = json!({ "debtors": [{ "organisation": table.school }], "beneficiaries": [table.company] });
    let (last, _) = agreed(&table, &theirs).await;
    let mut middle = propose(&company, content(&table, &json!({}))).await;
    company.act("dependencyCreate", DEPENDENCY, edge(&first, &middle, "REQUIRES")).await;
    company.act("dependencyCreate", DEPENDENCY, edge(&middle, &last, "REQUIRES")).await;
    take(&secretary, "SendBack", &mut middle, json!({ "reason": "Te vaag" }), "DRAFT").await;
    // The school does not see the draft, and is not told of it.
    let back = school.act("dependencyCreate", DEPENDENCY, edge(&last, &first, "REQUIRES")).await;
    let again = json!({ "draft": middle["id"], "expectedVersion": middle["version"] });
    assert_eq!(company.refused("commitmentPropose", again.clone()).await, ["CYCLE draft"]);
    let remove = json!({ "dependency": back["id"], "expectedVersion": 1, "reason": "Een kring" });
    secretary.act("dependencyRemove", "removedId", remove).await;
    assert_eq!(propose(&company, again).await["state"], "PROPOSED");
}

async fn a_dependency_is_between_what_the_table_knows(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let (own, _) = agreed(&table, &json!({ "visibility": "PUBLIC" })).await;
    let draft = company.act("commitmentDraft", "commitment { id }", content(&table, &json!({}))).await;
    let elsewhere = table.server.by("stranger").ask("{ partnerships { nodes { id name } } }", json!({})).await;
    let elsewhere = elsewhere["partnerships"]["nodes"].as_array().unwrap();
    let elsewhere = elsewhere.iter().find(|one| one["name"] == "andere-tafel").unwrap();
    let theirs = json!({
        "partnership": elsewhere["id"], "title": "Ergens anders", "visibility": "PUBLIC",
        "debtors": [{ "organisation": table.stranger }],
    });
    let theirs = propose(&table.server.by("stranger"), theirs).await;
    let (other, _) = agreed(&table, &json!({})).await;
    let with_ratio = |kind: &str, ratio: Value| {
        let mut input = edge(&own, &other, kind);
        input["ratio"] = ratio;
        input
    };
    let before = revision(&table).await;
    for (input, expected) in [
        (edge(&draft, &own, "REQUIRES"), "BLOCKED from"),
        (edge(&own, &draft, "REQUIRES"), "BLOCKED to"),
        (edge(&own, &theirs, "REQUIRES"), "NOT_FOUND to"),
        (with_ratio("MATCHES", Value::Null), "REQUIRED ratio"),
        (with_ratio("MATCHES", json!("0")), "OUT_OF_RANGE ratio"),
        (with_ratio("REQUIRES", json!("1")), "MODE_COMBINATION ratio"),
    ] {
        assert_eq!(company.refused("dependencyCreate", input).await, [expected]);
    }
    let school = table.server.by("school");
    assert_eq!(school.refused("dependencyCreate", edge(&draft, &own, "REQUIRES")).await, ["NOT_FOUND from"]);
    assert_eq!(school.refused("dependencyCreate", edge(&own, &draft, "REQUIRES")).await, ["NOT_ALLOWED"]);
    assert_eq!(revision(&table).await, before, "what is refused changes nothing");

    // Sent back to its author, a commitment and what depends on it are nobody else's to know.
    let mut proposal = propose(&company, content(&table, &json!({}))).await;
    company.act("dependencyCreate", DEPENDENCY, edge(&own, &proposal, "REQUIRES")).await;
    let seen = "query($id: ID!) { node(id: $id) { ... on Commitment { isBlocked dependencies { id } } } }";
    let look =
        async |subject: &str| table.server.by(subject).ask(seen, json!({ "id": own["id"] })).await["node"].take();
    assert_eq!(look("school").await["isBlocked"], true);
    take(&table.secretary(), "SendBack", &mut proposal, json!({ "reason": "Te vaag" }), "DRAFT").await;
    assert_eq!(look("school").await, json!({ "isBlocked": false, "dependencies": [] }));
    assert_eq!(look("company").await["isBlocked"], true, "its author knows");
    let outside = table.server.anonymous().ask(seen, json!({ "id": own["id"] })).await;
    assert_eq!(outside["node"], json!({ "isBlocked": false, "dependencies": [] }));
}

async fn a_matched_commitment_is_flagged_when_its_counterpart_is_released(db: TestDatabase) {
    let table = Table::set(&db).await;
    let school = table.server.by("school");
    let (match_of, _) = agreed(&table, &json!({ "title": "Cofinanciering" })).await;
    let (mut own, _) = agreed(&table, &json!({ "title": "Subsidie" })).await;
    let (needed, _) = agreed(&table, &json!({ "title": "Los" })).await;
    let input = json!({
        "from": match_of["id"], "to": own["id"], "kind": "MATCHES", "ratio": "0.5", "note": "De helft", "source": "Plan",
    });
    table.secretary().act("dependencyCreate", DEPENDENCY, input).await;
    table.secretary().act("dependencyCreate", DEPENDENCY, edge(&needed, &own, "REQUIRES")).await;
    let flagged = "query($id: ID!) { partnership(by: { id: $id }) {
        commitments(filter: { isCounterpartReleased: { eq: true } }) { nodes { title isCounterpartReleased } } } }";
    let found = async || {
        let mut answer = table.secretary().ask(flagged, json!({ "id": table.id })).await;
        answer["partnership"]["commitments"]["nodes"].take()
    };
    assert_eq!(found().await, json!([]));
    take(&school, "Release", &mut own, json!({ "reason": "Er is geen geld" }), "RELEASED").await;
    assert_eq!(found().await, json!([{ "title": "Cofinanciering", "isCounterpartReleased": true }]));
}

async fn what_it_needs_first_blocks_it_until_that_is_fulfilled(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let (own, decision) = agreed(&table, &json!({ "dueOn": { "date": "2026-12-01" } })).await;
    let (mut needed, _) = agreed(&table, &json!({})).await;
    company.act("dependencyCreate", DEPENDENCY, edge(&own, &needed, "STARTS_AFTER")).await;
    let state = async || field(&table, &own, "isBlocked isAtRisk").await;
    assert_eq!(state().await, json!({ "isBlocked": false, "isAtRisk": false }), "only what it requires blocks it");
    company.act("dependencyCreate", DEPENDENCY, edge(&own, &needed, "REQUIRES")).await;
    assert_eq!(state().await, json!({ "isBlocked": true, "isAtRisk": true }));
    let mut partly = json!({ "reason": "De helft", "remains": "De rest" });
    partly["decision"] = decision["decision"].clone();
    take(&company, "Start", &mut needed, json!({}), "IN_PROGRESS").await;
    take(&table.secretary(), "FulfilPartly", &mut needed, partly, "PARTLY_FULFILLED").await;
    assert_eq!(state().await["isBlocked"], true, "a part is not enough");
}
