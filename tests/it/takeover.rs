//! Taking over the list that a table already has: whole, numbered, quick, and never the half of it.

use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::text,
    table::{Table, organisation},
    tests,
};

use crate::commitment::revision;

pub(crate) fn trials() -> Vec<Test> {
    tests![
        a_list_is_taken_over_as_it_stands,
        whoever_has_left_since_still_owes_what_it_agreed,
        all_problems_of_all_rows_are_reported_together,
        one_commitment_is_taken_over_by_itself,
        a_list_of_five_hundred_is_one_act,
        a_repeated_take_over_has_one_effect_and_one_answer,
        only_the_secretariat_takes_over,
    ]
}

const LIST: &str = "commitments { id reference version title state agreedOn dueOn { date } originalDueOn { date }
    timesPostponed reportedOn stateReason externalKey source isBlocked conditions { number metOn } author { name } }";

/// A row that says no more than it must.
fn row(table: &Table, more: &Value) -> Value {
    let mut row = json!({
        "title": "Oude afspraak", "debtors": [{ "organisation": table.company }], "agreedOn": "2025-03-01", "state": "AGREED",
    });
    crate::commitment::add(&mut row, more);
    row
}

fn list(table: &Table, rows: &[Value]) -> Value {
    json!({ "partnership": table.id, "source": "Actielijst 2025", "commitments": rows })
}

async fn take_over(table: &Table, rows: &[Value]) -> Value {
    table.secretary().act("commitmentsTakeOver", LIST, list(table, rows)).await
}

async fn a_list_is_taken_over_as_it_stands(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let content = crate::commitment::content(&table, &json!({}));
    crate::commitment::propose(&table.server.by("company"), content).await;
    let ministry = organisation(&table.server.by("admin"), "Ministerie", "MINISTRY").await;
    let asked = json!({ "partnership": table.id, "organisation": ministry, "status": "EXTERNAL" });
    secretary.act("membershipCreate", "membership { id }", asked).await;
    let goal = table.goal("Doel").await;
    let moved = json!({
        "state": "IN_PROGRESS", "dueOn": { "date": "2026-12-01" }, "originalDueOn": { "date": "2025-12-01" },
        "timesPostponed": 2, "externalKey": "A-17", "source": "Notulen", "goals": [goal],
        "conditions": [{ "text": "Vergunning", "organisation": ministry, "metOn": "2025-06-01" },
            { "text": "Geld", "organisation": ministry }],
    });
    let ended = json!({
        "title": "Gedaan", "state": "FULFILLED", "stateReason": "Geteld", "dueOn": { "date": "2025-09-01" },
        "reportedOn": "2025-08-01", "evidence": { "title": "Lijst" }, "beneficiaries": [table.school],
    });
    let taken = take_over(&table, &[row(&table, &moved), row(&table, &ended), row(&table, &json!({}))]).await;
    let shown = |fields: &[&str], at: usize| {
        let chosen = fields.iter().map(|field| ((*field).to_owned(), taken[at][*field].clone()));
        Value::Object(chosen.collect())
    };
    let course = ["reference", "version", "state", "dueOn", "originalDueOn", "timesPostponed", "source"];
    assert_eq!(
        shown(&course, 0),
        json!({
            "reference": "T-2026-002", "version": 1, "state": "IN_PROGRESS", "dueOn": { "date": "2026-12-01" },
            "originalDueOn": { "date": "2025-12-01" }, "timesPostponed": 2, "source": "Notulen",
        })
    );
    assert_eq!(
        shown(&["isBlocked", "conditions", "externalKey", "author"], 0),
        json!({
            "isBlocked": true, "externalKey": "A-17", "author": { "name": "secretary" },
            "conditions": [{ "number": 1, "metOn": "2025-06-01" }, { "number": 2, "metOn": null }],
        })
    );
    // What was never moved is due as it was first agreed.
    assert_eq!(
        shown(&["reference", "originalDueOn", "reportedOn", "stateReason", "source", "agreedOn"], 1),
        json!({
            "reference": "T-2026-003", "originalDueOn": { "date": "2025-09-01" }, "reportedOn": "2025-08-01",
            "stateReason": "Geteld", "source": "Actielijst 2025", "agreedOn": "2025-03-01",
        })
    );
    // What the list does not say stays open, and is asked for as of any other.
    assert_eq!(shown(&["dueOn", "reference"], 2), json!({ "dueOn": null, "reference": "T-2026-004" }));
    let step = json!({ "commitment": taken[1]["id"], "expectedVersion": 1, "reason": "Toch niet" });
    let reopened = table.server.by("chair").act("commitmentReopen", "commitment { state }", step).await;
    assert_eq!(reopened["state"], "IN_PROGRESS");
}

async fn whoever_has_left_since_still_owes_what_it_agreed(db: TestDatabase) {
    let table = Table::set(&db).await;
    let left = organisation(&table.server.by("admin"), "Vertrokken", "COMPANY").await;
    let seat = json!({
        "partnership": table.id, "organisation": left, "roles": ["PARTNER"], "from": "2026-01-01", "until": "2026-06-30",
    });
    table.secretary().act("membershipCreate", "membership { id }", seat).await;
    let owed = |day: &str| row(&table, &json!({ "debtors": [{ "organisation": left }], "agreedOn": day }));
    take_over(&table, &[owed("2026-06-30")]).await;
    let found = table.secretary().refused("commitmentsTakeOver", list(&table, &[owed("2026-07-01")])).await;
    assert_eq!(found, ["NOT_A_MEMBER commitments.0.debtors.0.organisation"]);
}

async fn all_problems_of_all_rows_are_reported_together(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let draft = json!({ "partnership": table.id, "title": "Concept", "externalKey": "A-1" });
    company.act("commitmentDraft", "commitment { id }", draft).await;
    let before = revision(&table).await;
    let rows = [
        row(&table, &json!({ "title": "", "state": "PROPOSED", "agreedOn": "2027-01-01", "timesPostponed": -1 })),
        row(&table, &json!({ "debtors": [], "externalKey": "A-1", "reportedOn": "2025-04-01" })),
        row(&table, &json!({ "debtors": [{ "organisation": table.stranger }], "externalKey": "A-2" })),
        row(
            &table,
            &json!({
                "externalKey": "A-2", "state": "FULFILLED", "reportedOn": "2025-02-01", "goals": ["goal_niets"],
                "conditions": [{ "text": "", "organisation": table.school, "metOn": "2027-01-01" }],
            }),
        ),
    ];
    let mut found = table.secretary().refused("commitmentsTakeOver", list(&table, &rows)).await;
    found.sort();
    assert_eq!(
        found,
        [
            "ALREADY_EXISTS commitments.1.externalKey",
            "ALREADY_EXISTS commitments.3.externalKey",
            "DATE_ORDER commitments.0.agreedOn",
            "DATE_ORDER commitments.3.conditions.0.metOn",
            "DATE_ORDER commitments.3.reportedOn",
            "NOT_A_MEMBER commitments.2.debtors.0.organisation",
            "NOT_FOUND commitments.3.goals.0",
            "NO_DEBTOR commitments.1.debtors",
            "OUT_OF_RANGE commitments.0.state",
            "OUT_OF_RANGE commitments.0.timesPostponed",
            "OUT_OF_RANGE commitments.1.reportedOn",
            "REQUIRED commitments.0.title",
            "REQUIRED commitments.3.conditions.0.text",
        ]
    );
    let none = table.secretary().refused("commitmentsTakeOver", list(&table, &[])).await;
    assert_eq!(none, ["REQUIRED commitments"]);
    let many = vec![row(&table, &json!({})); 501];
    assert_eq!(
        table.secretary().refused("commitmentsTakeOver", list(&table, &many)).await,
        ["OUT_OF_RANGE commitments"]
    );
    assert_eq!(revision(&table).await, before, "one row that is refused keeps out the whole list");
}

async fn one_commitment_is_taken_over_by_itself(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let mut input = row(&table, &json!({ "dueOn": { "date": "2026-06-01" }, "timesPostponed": 1 }));
    input["partnership"] = json!(table.id);
    assert_eq!(secretary.refused("commitmentTakeOver", input.clone()).await, ["REQUIRED source"]);
    input["source"] = json!("Notulen");
    let fields = "commitment { reference state agreedOn timesPostponed source dueOn { date } originalDueOn { date } }";
    assert_eq!(
        secretary.act("commitmentTakeOver", fields, input).await,
        json!({
            "reference": "T-2026-001", "state": "AGREED", "agreedOn": "2025-03-01", "timesPostponed": 1, "source": "Notulen",
            "dueOn": { "date": "2026-06-01" }, "originalDueOn": null,
        })
    );
}

async fn a_list_of_five_hundred_is_one_act(db: TestDatabase) {
    let table = Table::set(&db).await;
    let before = revision(&table).await.as_i64().unwrap();
    let rows: Vec<Value> = (1..=500)
        .map(|number| row(&table, &json!({ "title": format!("Afspraak {number}"), "externalKey": number.to_string() })))
        .collect();
    let taken = take_over(&table, &rows).await;
    let taken = taken.as_array().unwrap();
    assert_eq!(taken.len(), 500);
    assert_eq!((text(&taken[0], "/reference"), text(&taken[499], "/reference")), ("T-2026-001", "T-2026-500"));
    assert!(taken.iter().zip(1..).all(|(one, number)| one["externalKey"] == format!("{number}")), "in their order");
    assert_eq!(revision(&table).await, before + 500);
    // What was written is what another process would read.
    table.server.app.ledger().forget();
    let query = "query($id: ID!) { partnership(by: { id: $id }) { commitments { totalCount } } }";
    let seen = table.secretary().ask(query, json!({ "id": table.id })).await;
    assert_eq!(seen["partnership"]["commitments"]["totalCount"], 500);
}

async fn a_repeated_take_over_has_one_effect_and_one_answer(db: TestDatabase) {
    let table = Table::set(&db).await;
    take_over(&table, &[row(&table, &json!({ "title": "Eerder" }))]).await;
    let rows = ["Een", "Twee", "Drie"].map(|title| row(&table, &json!({ "title": title })));
    let mut input = list(&table, &rows);
    input["idempotencyKey"] = json!("eens");
    let secretary = table.secretary();
    let fields = "commitments { id title reference }";
    let first = secretary.perform("commitmentsTakeOver", fields, input.clone()).await;
    assert_eq!(first["commitments"].as_array().unwrap().len(), 3);
    take_over(&table, &[row(&table, &json!({ "title": "Later" }))]).await;
    assert_eq!(secretary.perform("commitmentsTakeOver", fields, input).await, first);
    let query = "query($id: ID!) { partnership(by: { id: $id }) { commitments { totalCount } } }";
    let seen = secretary.ask(query, json!({ "id": table.id })).await;
    assert_eq!(seen["partnership"]["commitments"]["totalCount"], 5);
}

async fn only_the_secretariat_takes_over(db: TestDatabase) {
    let table = Table::set(&db).await;
    let before = revision(&table).await;
    let wrong = [row(&table, &json!({ "title": "", "debtors": [] }))];
    for subject in ["chair", "company", "school", "stranger", "admin"] {
        let found = table.server.by(subject).refused("commitmentsTakeOver", list(&table, &wrong)).await;
        assert_eq!(found, ["NOT_ALLOWED"], "{subject}");
    }
    assert_eq!(revision(&table).await, before);
}
