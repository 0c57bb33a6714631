//! What the records show of the ten lessons, deed by deed: what is shared with the table counts, and nothing else does.

use serde_json::{Value, json};
use tests::{Test, TestDatabase, server::text, table::Table, tests};

use crate::{
    commitment::{agreed, content, propose, take},
    endorsement::says,
    health_check::start,
    indicator::{define, indicator},
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        the_problem_and_the_goals_count_as_far_as_partners_endorse_them,
        commitments_cover_partners_and_steps_of_the_chain,
        what_is_kept_to_oneself_shows_nothing,
        meetings_count_for_a_year_and_changes_have_thirty_days,
        what_was_shown_stays_with_a_closed_round,
    ]
}

/// The evidence of some lessons, as a member sees it.
async fn shown<const N: usize>(table: &Table, lessons: [usize; N]) -> [String; N] {
    let query = "query($id: ID!) { partnership(by: { id: $id }) { healthChecks { lessons { evidence } } } }";
    let seen = table.server.by("company").ask(query, json!({ "id": table.id })).await;
    lessons.map(|lesson| {
        let at = format!("/partnership/healthChecks/0/lessons/{}/evidence", lesson - 1);
        text(&seen, &at).to_owned()
    })
}

async fn the_problem_and_the_goals_count_as_far_as_partners_endorse_them(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (company, school) = (table.server.by("company"), table.server.by("school"));
    start(&table).await;
    assert_eq!(shown(&table, [1, 2, 3]).await, ["0", "0.5", "0"]);
    let problem = json!({ "partnership": table.id, "text": "Te weinig technici" });
    let problem = table.secretary().act("problemStatementCreate", "problemStatement { id }", problem).await;
    let agree = async |kind: &str, subject: &Value| {
        for (client, organisation) in [(&company, &table.company), (&school, &table.school)] {
            let act = format!("{kind}Endorse");
            client.act(&act, &format!("{kind} {{ id }}"), says(kind, subject, organisation, "AGREE")).await;
        }
    };
    let chair = says("problemStatement", &problem["id"], &table.province, "AGREE");
    table.server.by("chair").act("problemStatementEndorse", "problemStatement { id }", chair).await;
    assert_eq!(shown(&table, [1]).await, ["0"], "the chair is no partner");
    let one = says("problemStatement", &problem["id"], &table.company, "AGREE");
    company.act("problemStatementEndorse", "problemStatement { id }", one).await;
    let reserved = says("problemStatement", &problem["id"], &table.school, "WITH_RESERVATION");
    school.act("problemStatementEndorse", "problemStatement { id }", reserved).await;
    assert_eq!(shown(&table, [1]).await, ["0.5"]);
    agree("problemStatement", &problem["id"]).await;
    assert_eq!(shown(&table, [1]).await, ["1"]);

    let (first, second) = (json!(table.goal("Eerste").await), json!(table.goal("Tweede").await));
    assert_eq!(shown(&table, [3]).await, ["0"]);
    agree("goal", &first).await;
    assert_eq!(shown(&table, [3]).await, ["0.5"]);
    agree("goal", &second).await;
    assert_eq!(shown(&table, [3]).await, ["1"]);

    let definition = define(&table, "vacatures", &json!({})).await;
    indicator(&table, &definition, &json!({})).await;
    assert_eq!(shown(&table, [2]).await, ["0.5"]);
    indicator(&table, &definition, &json!({ "baseline": { "value": "0", "date": "2026-01-01" } })).await;
    assert_eq!(shown(&table, [2]).await, ["1"], "a baseline of 0 is one");
}

async fn commitments_cover_partners_and_steps_of_the_chain(db: TestDatabase) {
    let table = Table::set(&db).await;
    start(&table).await;
    let step = |step: &str| json!({ "chainStep": step });
    propose(&table.server.by("company"), content(&table, &step("TRAINING"))).await;
    assert_eq!(shown(&table, [4, 5, 6]).await, ["0", "0", "0"], "what is proposed is not agreed");
    for covered in ["TRAINING", "MATCHING", "PLACEMENT"] {
        agreed(&table, &step(covered)).await;
    }
    assert_eq!(shown(&table, [4, 5, 6]).await, ["0.5", "0", "0.5"]);
    let by_school = json!({ "debtors": [{ "organisation": table.school }], "beneficiaries": [table.company] });
    let mut guidance = by_school.clone();
    guidance["chainStep"] = json!("GUIDANCE");
    let (mut last, decision) = agreed(&table, &guidance).await;
    assert_eq!(shown(&table, [4, 5, 6]).await, ["1", "0.5", "1"]);
    let release = json!({ "reason": "Vervalt", "decision": decision["decision"] });
    take(&table.secretary(), "Release", &mut last, release, "RELEASED").await;
    assert_eq!(shown(&table, [4, 5, 6]).await, ["0.5", "0", "0.5"]);
    for covered in ["RECRUITMENT", "ORIENTATION", "ASSESSMENT", "GUIDANCE", "RETENTION"] {
        agreed(&table, &step(covered)).await;
    }
    assert_eq!(shown(&table, [5, 6]).await, ["1", "1"]);
}

async fn what_is_kept_to_oneself_shows_nothing(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [company, school] = ["company", "school"].map(|subject| table.server.by(subject));
    start(&table).await;
    let interest = |reviewed: &str| {
        json!({
            "partnership": table.id, "organisation": table.company, "side": "GAIN", "kind": "PLACES", "title": "Plekken",
            "reviewedOn": reviewed,
        })
    };
    let fresh = company.act("interestCreate", "interest { id }", interest("2026-06-01")).await;
    let stale = company.act("interestCreate", "interest { id }", interest("2025-06-01")).await;
    assert_eq!(shown(&table, [8]).await, ["0"]);
    let share = |interest: &Value, visibility: &str, version: i32, with: Value| {
        json!({
            "interest": interest["id"], "expectedVersion": version, "visibility": visibility, "sharedWith": with,
        })
    };
    let some = share(&fresh, "SELECTED", 1, json!([table.school]));
    company.act("interestShare", "interest { id }", some).await;
    assert_eq!(shown(&table, [8]).await, ["0"], "what some know is not shared with the table");
    company.act("interestShare", "interest { id }", share(&fresh, "PARTNERSHIP", 2, Value::Null)).await;
    assert_eq!(shown(&table, [8]).await, ["0.5"]);
    company.act("interestShare", "interest { id }", share(&stale, "PARTNERSHIP", 1, Value::Null)).await;
    assert_eq!(shown(&table, [8]).await, ["0"]);
    let review = json!({ "interest": stale["id"], "expectedVersion": 2 });
    company.act("interestReview", "interest { id }", review).await;
    for (client, organisation, value, evidence) in [
        (&company, &table.company, "IN_BALANCE", "1"),
        (&school, &table.school, "UNSURE", "0.5"),
        (&school, &table.school, "IN_BALANCE", "1"),
    ] {
        let opinion = json!({ "partnership": table.id, "organisation": organisation, "value": value });
        client.act("balanceOpinionGive", "balanceOpinion { id }", opinion).await;
        assert_eq!(shown(&table, [8]).await, [evidence], "{value}");
    }
}

async fn meetings_count_for_a_year_and_changes_have_thirty_days(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    start(&table).await;
    let meet = async |day: &str, attendance: Value| {
        let meeting = json!({ "partnership": table.id, "title": "Overleg", "heldOn": day, "attendance": attendance });
        secretary.act("meetingRecord", "meeting { id }", meeting).await;
    };
    for (day, attendance) in [
        ("2026-03-01", json!([])),
        ("2026-05-01", json!([table.company])),
        ("2026-08-01", json!([])),
        ("2026-12-15", json!([])),
    ] {
        meet(day, attendance).await;
    }
    assert_eq!(shown(&table, [9]).await, ["0"], "three were held, and one of four came");
    meet("2026-10-01", json!([table.company, table.school, table.bureau])).await;
    assert_eq!(shown(&table, [9]).await, ["1"], "four were held, and four of eight came");

    // Changes: none, then one at once, then one that waits.
    assert_eq!(shown(&table, [10]).await, ["0"]);
    let (commitment, decision) = agreed(&table, &json!({})).await;
    let postpone = |day: &str, terms: i32| {
        json!({
            "commitment": commitment["id"], "dueOn": { "date": day }, "expectedTermsVersion": terms,
            "reasonCode": "CAPACITY", "reason": "Te druk",
        })
    };
    let mut at_once = postpone("2027-01-10", 1);
    at_once["decision"] = decision["decision"].clone();
    secretary.act("commitmentPostpone", "commitment { id }", at_once).await;
    assert_eq!(shown(&table, [10]).await, ["1"]);
    let company = table.server.by("company");
    company.act("commitmentPostpone", "commitment { id }", postpone("2027-02-10", 2)).await;
    assert_eq!(shown(&table, [10]).await, ["1"], "its time is not over");
    table.server.clock.set("2026-12-20T11:00:00Z".parse().unwrap());
    assert_eq!(shown(&table, [10]).await, ["1"], "nor is it on the thirtieth day");
    table.server.clock.set("2026-12-21T11:00:00Z".parse().unwrap());
    assert_eq!(shown(&table, [10]).await, ["0.5"]);
    table.server.clock.set("2027-11-20T11:00:00Z".parse().unwrap());
    assert_eq!(shown(&table, [9, 10]).await, ["0", "0"], "after a year they are the past");
}

async fn what_was_shown_stays_with_a_closed_round(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let round = start(&table).await;
    assert_eq!(shown(&table, [7]).await, ["0.5"], "roles are filled");
    let agreement = json!({
        "partnership": table.id, "title": "Convenant", "signedOn": "2026-11-01", "validUntil": "2027-12-31",
    });
    secretary.act("agreementCreate", "agreement { id }", agreement).await;
    assert_eq!(shown(&table, [7]).await, ["1"]);
    let close = json!({ "healthCheck": round["id"], "expectedVersion": 1 });
    secretary.act("healthCheckClose", "healthCheck { id }", close).await;
    table.server.clock.set("2028-01-01T11:00:00Z".parse().unwrap());
    assert_eq!(shown(&table, [2, 7]).await, ["0.5", "1"]);
    start(&table).await;
    assert_eq!(shown(&table, [2, 7]).await, ["0.5", "0.5"], "the agreement is over");
}
