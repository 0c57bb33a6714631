//! The main job: a table agrees, carries out, measures and sees its progress.

use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Client, text},
    table::Table,
    tests,
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        a_table_records_its_agreements_and_sees_their_progress,
        nobody_approves_their_own_measurement,
        an_old_version_is_refused_and_names_the_current_one,
        another_tables_member_finds_nothing,
    ]
}

/// A count reported as a running total.
pub(crate) async fn definition(secretary: &Client, table: &Table, code: &str) -> String {
    let input = json!({
        "partnership": table.id, "code": code, "name": code, "measure": "COUNT", "unit": "vacatures",
        "direction": "INCREASE", "reporting": "RUNNING_TOTAL", "targetBasis": "TO_DATE", "frequency": "QUARTERLY",
    });
    text(&secretary.act("definitionCreate", "definition { id }", input).await, "/id").to_owned()
}

/// An indicator of a goal that runs from 0 at the start of 2026 to a target at its end.
pub(crate) async fn indicator(table: &Table, goal: &str, definition: &str, target: i64, weight: &str) -> String {
    let input = json!({
        "partnership": table.id, "definition": definition, "goal": goal, "weight": weight,
        "baseline": { "value": "0", "date": "2026-01-01" },
        "targets": [{ "value": target.to_string(), "date": "2026-12-31" }],
    });
    text(&table.secretary().act("indicatorCreate", "indicator { id }", input).await, "/id").to_owned()
}

/// A submitted measurement: id and version.
pub(crate) async fn submit(client: &Client, indicator: &str, day: &str, number: i64) -> Value {
    let value = json!({ "number": number.to_string() });
    let input = json!({ "indicator": indicator, "observedOn": day, "value": value });
    client.act("measurementSubmit", "measurement { id version state }", input).await
}

fn versioned(field: &str, record: &Value) -> Value {
    json!({ field: record["id"], "expectedVersion": record["version"] })
}

fn with(mut input: Value, more: &Value) -> Value {
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    input
}

async fn propose(table: &Table, title: &str, debtor: &str) -> Value {
    let input = json!({
        "partnership": table.id, "title": title, "action": "Doen wat is afgesproken", "obligation": "RESULT",
        "debtors": [{ "organisation": debtor }], "doneCriterion": "Het is gedaan", "dueOn": { "date": "2026-11-10" },
    });
    table.secretary().act("commitmentPropose", "commitment { id version state reference }", input).await
}

async fn a_table_records_its_agreements_and_sees_their_progress(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, company) = (table.secretary(), table.server.by("company"));
    let goal = table.goal("Vacatures vervullen").await;
    let definition = definition(&secretary, &table, "vervuld").await;
    let first = indicator(&table, &goal, &definition, 4_000, "3").await;
    indicator(&table, &goal, &definition, 100, "1").await;
    for (client, organisation, side) in
        [(&company, &table.company, "GAIN"), (&table.server.by("school"), &table.school, "CONTRIBUTION")]
    {
        let interest = json!({
            "partnership": table.id, "organisation": organisation, "side": side, "kind": "PLACES", "title": "Leerwerkplekken",
            "quantity": "5", "unit": "plekken",
        });
        let interest = client.act("interestCreate", "interest { id version visibility }", interest).await;
        assert_eq!(interest["visibility"], "ORGANISATION");
    }

    let mut commitments = Vec::new();
    for (title, debtor) in [("Plekken", &table.company), ("Lessen", &table.school), ("Overzicht", &table.bureau)] {
        commitments.push(propose(&table, title, debtor).await);
    }
    assert_eq!(commitments[2]["reference"], "T-2026-003");
    let decision = table.decision("2026-11-01").await;
    for commitment in &mut commitments {
        let input = with(versioned("commitment", commitment), &json!({ "decision": decision }));
        *commitment = secretary.act("commitmentAgree", "commitment { id version state agreedOn }", input).await;
        assert_eq!((text(commitment, "/state"), text(commitment, "/agreedOn")), ("AGREED", "2026-11-01"));
    }
    let record = "commitment { id version state }";
    let started = company.act("commitmentStart", record, versioned("commitment", &commitments[0])).await;
    let evidence = json!({ "evidence": { "title": "Lijst van plekken" } });
    let input = with(versioned("commitment", &started), &evidence);
    let reported = company.act("commitmentReportDone", record, input).await;
    assert_eq!(reported["state"], "REPORTED_DONE");
    let closing = with(versioned("commitment", &reported), &json!({ "decision": decision }));
    assert_eq!(company.refused("commitmentFulfil", closing.clone()).await, ["SELF_APPROVAL"]);
    assert_eq!(secretary.act("commitmentFulfil", record, closing).await["state"], "FULFILLED");

    let query = "query($id: ID!) { partnership(by: {id: $id}) {
        commitmentCounts { state count } overdue: commitments(filter: { isOverdue: { eq: true } }) { totalCount }
        goals { nodes { progress { value coverage } indicators { nodes { level { value } progress { value } resultLight resultReason } } } } } }";
    let ask = async || secretary.ask(query, json!({ "id": table.id })).await["partnership"].take();
    let before = ask().await;
    assert_eq!(before["goals"]["nodes"][0]["progress"], json!({ "value": null, "coverage": "0" }));
    assert_eq!(
        before["commitmentCounts"],
        json!([{ "state": "AGREED", "count": 2 }, { "state": "FULFILLED", "count": 1 }])
    );
    assert_eq!(before["overdue"]["totalCount"], 2);
    let submitted = submit(&company, &first, "2026-10-01", 3_500).await;
    assert_eq!(ask().await["goals"], before["goals"], "what is only submitted changes no figure");
    let approval = versioned("measurement", &submitted);
    assert_eq!(company.refused("measurementApprove", approval.clone()).await, ["SELF_APPROVAL measurement"]);
    let approved = secretary.act("measurementApprove", "measurement { state approvedAt }", approval).await;
    assert_eq!(approved, json!({ "state": "APPROVED", "approvedAt": "2026-11-20T11:00:00Z" }));
    let after = ask().await["goals"]["nodes"][0].take();
    assert_eq!(after["progress"], json!({ "value": "0.875", "coverage": "0.75" }));
    assert_eq!(
        after["indicators"]["nodes"][0],
        json!({ "level": { "value": "3500" }, "progress": { "value": "0.875" }, "resultLight": "GREEN", "resultReason": "ON_TRACK" })
    );
    assert_eq!(after["indicators"]["nodes"][1]["resultReason"], "NO_DATA");
}

async fn nobody_approves_their_own_measurement(db: TestDatabase) {
    let table = Table::set(&db).await;
    let goal = table.goal("Doel").await;
    let definition = definition(&table.secretary(), &table, "vervuld").await;
    let indicator = indicator(&table, &goal, &definition, 100, "1").await;
    let submitted = submit(&table.secretary(), &indicator, "2026-10-01", 0).await;
    let approval = versioned("measurement", &submitted);
    assert_eq!(table.secretary().refused("measurementApprove", approval.clone()).await, ["SELF_APPROVAL measurement"]);
    assert_eq!(table.server.by("company").refused("measurementApprove", approval.clone()).await, ["NOT_ALLOWED"]);
    let level = "measurement { state indicator { level { value } progress { value } } }";
    let approved = table.server.by("chair").act("measurementApprove", level, approval).await;
    let zero = json!({ "level": { "value": "0" }, "progress": { "value": "0" } });
    assert_eq!(approved, json!({ "state": "APPROVED", "indicator": zero }), "a reported 0 is data");
}

async fn an_old_version_is_refused_and_names_the_current_one(db: TestDatabase) {
    let table = Table::set(&db).await;
    let proposed = propose(&table, "Plekken", &table.company).await;
    let decision = table.decision("2026-11-01").await;
    let input = with(versioned("commitment", &proposed), &json!({ "decision": decision }));
    table.secretary().act("commitmentAgree", "commitment { id }", input.clone()).await;
    let query = "mutation($input: CommitmentAgreeInput!) { commitmentAgree(input: $input) { commitment { id } userErrors { path code message } } }";
    let answer = table.secretary().ask(query, json!({ "input": input })).await;
    let error = &answer["commitmentAgree"]["userErrors"][0];
    assert_eq!((text(error, "/code"), &error["path"]), ("STALE_VERSION", &json!(["expectedVersion"])));
    assert!(text(error, "/message").contains("versie 2"), "{error}");
}

async fn another_tables_member_finds_nothing(db: TestDatabase) {
    let table = Table::set(&db).await;
    let goal = table.goal("Doel").await;
    let definition = definition(&table.secretary(), &table, "vervuld").await;
    let indicator = indicator(&table, &goal, &definition, 100, "1").await;
    let measurement = submit(&table.server.by("company"), &indicator, "2026-10-01", 10).await;
    let commitment = propose(&table, "Plekken", &table.company).await;
    let stranger = table.server.by("stranger");
    let refused = stranger.refused("measurementApprove", versioned("measurement", &measurement)).await;
    assert_eq!(refused, ["NOT_FOUND measurement"]);
    assert_eq!(
        stranger.refused("commitmentStart", versioned("commitment", &commitment)).await,
        ["NOT_FOUND commitment"]
    );
    let ids = json!([goal, indicator, measurement["id"], commitment["id"], table.id]);
    let answer = stranger.ask("query($ids: [ID!]!) { nodes(ids: $ids) { __typename } }", json!({ "ids": ids })).await;
    assert_eq!(answer["nodes"], json!([null, null, null, null, { "__typename": "Partnership" }]));
}
