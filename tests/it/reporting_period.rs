//! Reporting periods: which days they take, what a closed one keeps as it is, and who opens it again.

use serde_json::{Value, json};
use tests::{Test, TestDatabase, server::text, table::Table, tests};

use crate::indicator::{define, figures, indicator, measure};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        periods_of_a_table_neither_overlap_nor_share_a_name,
        a_closed_period_keeps_its_measurements_as_they_are,
        what_waits_keeps_a_period_open,
        a_closed_period_is_opened_again_with_a_reason,
        periods_are_listed_at_the_table_alone,
    ]
}

const PERIOD: &str = "reportingPeriod { id version state }";

/// A period of the table.
async fn period(table: &Table, name: &str, from: &str, until: &str) -> Value {
    table.secretary().act("reportingPeriodCreate", PERIOD, new(table, name, from, until)).await
}

fn new(table: &Table, name: &str, from: &str, until: &str) -> Value {
    json!({ "partnership": table.id, "name": name, "from": from, "until": until })
}

/// An input about a period as it is.
fn of(period: &Value, more: Value) -> Value {
    crate::roles::with(json!({ "reportingPeriod": period["id"], "expectedVersion": period["version"] }), more)
}

async fn close(table: &Table, period: &Value) -> Value {
    table.secretary().act("reportingPeriodClose", PERIOD, of(period, json!({}))).await
}

fn reading(indicator: &str, day: &str, number: &str) -> Value {
    json!({ "indicator": indicator, "observedOn": day, "value": { "number": number } })
}

async fn periods_of_a_table_neither_overlap_nor_share_a_name(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let first = period(&table, "2026-Q1", "2026-01-01", "2026-03-31").await;
    let second = period(&table, "2026-Q2", "2026-04-01", "2026-06-30").await;
    for (input, expected) in [
        (new(&table, "2026-q1", "2026-07-01", "2026-09-30"), vec!["ALREADY_EXISTS name"]),
        (new(&table, "Lente", "2026-03-31", "2026-03-31"), vec!["PERIOD_OVERLAP from"]),
        (new(&table, "Alles", "2025-01-01", "2026-12-31"), vec!["PERIOD_OVERLAP from"]),
        (new(&table, "Om", "2026-09-30", "2026-09-29"), vec!["DATE_ORDER until"]),
        (
            new(&table, " ", "1899-12-31", "1899-12-31"),
            vec!["REQUIRED name", "OUT_OF_RANGE from", "OUT_OF_RANGE until"],
        ),
    ] {
        assert_eq!(secretary.refused("reportingPeriodCreate", input.clone()).await, expected, "{input}");
    }
    let company = table.server.by("company");
    let third = new(&table, "2026-Q3", "2026-07-01", "2026-09-30");
    assert_eq!(company.refused("reportingPeriodCreate", third).await, ["NOT_ALLOWED"]);

    let longer = of(&first, json!({ "until": "2026-04-01" }));
    assert_eq!(secretary.refused("reportingPeriodChange", longer).await, ["PERIOD_OVERLAP from"]);
    let shorter = of(&first, json!({ "name": "Eerste kwartaal", "until": "2026-03-30", "source": "Jaarplan" }));
    let fields = "reportingPeriod { id version name from until source state stateLabel(language: EN) closedOn }";
    let mut changed = secretary.act("reportingPeriodChange", fields, shorter).await;
    assert_eq!(changed["id"].take(), first["id"]);
    let expected = json!({
        "id": null, "version": 2, "name": "Eerste kwartaal", "from": "2026-01-01", "until": "2026-03-30",
        "source": "Jaarplan", "state": "OPEN", "stateLabel": "open", "closedOn": null,
    });
    assert_eq!(changed, expected);
    let late = of(&first, json!({ "name": "" }));
    let found = secretary.refused("reportingPeriodChange", late).await;
    assert_eq!(found, ["STALE_VERSION expectedVersion", "REQUIRED name"]);

    // A day that is free again, and a period that is closed and keeps its days.
    secretary.perform("reportingPeriodRemove", "removedId", of(&second, json!({ "reason": "Vergissing" }))).await;
    let second = close(&table, &period(&table, "2026-Q2", "2026-03-31", "2026-06-30").await).await;
    let moved = of(&second, json!({ "from": "2026-04-01", "until": "2026-06-30", "name": "Tweede kwartaal" }));
    assert_eq!(secretary.refused("reportingPeriodChange", moved).await, ["UNKNOWN_TRANSITION from"]);
    let gone = of(&second, json!({ "reason": "Vergissing" }));
    assert_eq!(secretary.refused("reportingPeriodRemove", gone).await, ["UNKNOWN_TRANSITION reportingPeriod"]);
    let again = secretary.refused("reportingPeriodClose", of(&second, json!({}))).await;
    assert_eq!(again, ["UNKNOWN_TRANSITION reportingPeriod"]);
    let renamed = of(&second, json!({ "name": "Tweede kwartaal", "until": "2026-06-30" }));
    secretary.act("reportingPeriodChange", PERIOD, renamed).await;
}

async fn a_closed_period_keeps_its_measurements_as_they_are(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let more = json!({ "reporting": "INCREMENT", "targetBasis": "TO_DATE" });
    let series = indicator(&table, &define(&table, "erbij", &more).await, &json!({})).await;
    measure(&table, &series, "2026-02-28", json!({ "number": "4" })).await;
    measure(&table, &series, "2026-04-30", json!({ "number": "5" })).await;
    let draft =
        company.act("measurementDraft", "measurement { id version }", reading(&series, "2026-03-01", "1")).await;
    let first = close(&table, &period(&table, "2026-Q1", "2026-01-01", "2026-03-31").await).await;

    let since = |from: &str, day: &str| crate::roles::with(reading(&series, day, "1"), json!({ "periodFrom": from }));
    let submitted = |input: Value| company.refused("measurementSubmit", input);
    for input in [
        reading(&series, "2026-01-01", "1"),
        reading(&series, "2026-03-31", "1"),
        since("2026-03-31", "2026-04-15"),
        since("2025-12-01", "2026-01-15"),
        json!({ "draft": draft["id"], "expectedVersion": 1 }),
    ] {
        assert_eq!(submitted(input.clone()).await, ["PERIOD_CLOSED observedOn"], "{input}");
    }
    let words =
        "mutation($input: MeasurementSubmitInput!) { measurementSubmit(input: $input) { userErrors { message } } }";
    let told = company.ask(words, json!({ "input": reading(&series, "2026-03-01", "1") })).await;
    assert_eq!(
        text(&told, "/measurementSubmit/userErrors/0/message"),
        "De ronde 2026-Q1 is gesloten; de voorzitter kan die heropenen."
    );

    // Neither is what counts there corrected, be it with a day outside, nor a day inside given to what lies outside.
    let listed =
        "measurements(orderBy: [{ field: OBSERVED_ON, direction: ASC }]) { nodes { id version observedOn state } }";
    let seen = figures(&table, &series, listed).await["measurements"]["nodes"].take();
    let correction = |at: usize, day: &str| {
        json!({
            "measurement": seen[at]["id"], "expectedVersion": seen[at]["version"], "reason": "Dubbel", "observedOn": day,
            "value": { "number": "3" },
        })
    };
    for input in [correction(0, "2026-02-28"), correction(0, "2026-05-31"), correction(1, "2026-03-31")] {
        assert_eq!(company.refused("measurementCorrect", input.clone()).await, ["PERIOD_CLOSED observedOn"], "{input}");
    }
    assert_eq!(figures(&table, &series, "level { value }").await["level"]["value"], "9");

    // Drafts can be written, days outside are free, and the draft is submitted once the period is open.
    company.act("measurementDraft", "measurement { id }", reading(&series, "2026-03-02", "1")).await;
    company.act("measurementSubmit", "measurement { id }", since("2026-05-01", "2026-05-31")).await;
    let open = of(&first, json!({ "reason": "Nagekomen cijfers" }));
    table.server.by("chair").act("reportingPeriodReopen", PERIOD, open).await;
    let draft = json!({ "draft": draft["id"], "expectedVersion": 1 });
    company.act("measurementSubmit", "measurement { id }", draft).await;
    company.act("measurementCorrect", "measurement { id }", correction(0, "2026-02-28")).await;
}

async fn what_waits_keeps_a_period_open(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, company) = (table.secretary(), table.server.by("company"));
    let series = indicator(&table, &define(&table, "stand", &json!({})).await, &json!({})).await;
    measure(&table, &series, "2026-03-31", json!({ "number": "4" })).await;
    let first = period(&table, "2026-Q1", "2026-01-01", "2026-03-31").await;
    let second = period(&table, "2026-Q2", "2026-04-01", "2026-06-30").await;
    let counted = figures(&table, &series, "latest { id version }").await["latest"].take();
    let correction = json!({
        "measurement": counted["id"], "expectedVersion": counted["version"], "reason": "Verkeerde dag",
        "observedOn": "2026-04-30", "value": { "number": "3" },
    });
    let sent = company.act("measurementCorrect", "measurement { id version }", correction).await;
    for period in [&first, &second] {
        let found = secretary.refused("reportingPeriodClose", of(period, json!({}))).await;
        assert_eq!(found, ["BLOCKED reportingPeriod"], "the one loses a measurement, and the other gets one");
    }
    let approval = json!({ "measurement": sent["id"], "expectedVersion": 1 });
    secretary.act("measurementApprove", "measurement { id }", approval).await;
    close(&table, &first).await;
    close(&table, &second).await;
}

async fn a_closed_period_is_opened_again_with_a_reason(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, chair) = (table.secretary(), table.server.by("chair"));
    let decision = table.decision("2026-11-01").await;
    let open = period(&table, "2026-Q1", "2026-01-01", "2026-03-31").await;
    let why = json!({ "reason": "Nagekomen cijfers" });
    let decided = json!({ "reason": "Nagekomen cijfers", "decision": decision });
    assert_eq!(
        chair.refused("reportingPeriodReopen", of(&open, why.clone())).await,
        ["UNKNOWN_TRANSITION reportingPeriod"]
    );
    let closed = close(&table, &open).await;
    for (by, more, expected) in [
        (&secretary, why.clone(), vec!["REQUIRED decision"]),
        (
            &secretary,
            json!({ "reason": " ", "decision": table.id }),
            vec!["NOT_FOUND decision", "REASON_REQUIRED reason"],
        ),
        (&chair, json!({ "reason": "" }), vec!["REASON_REQUIRED reason"]),
        (&table.server.by("company"), decided.clone(), vec!["NOT_ALLOWED"]),
    ] {
        assert_eq!(by.refused("reportingPeriodReopen", of(&closed, more.clone())).await, expected, "{more}");
    }
    let opened = secretary.act("reportingPeriodReopen", PERIOD, of(&closed, decided)).await;
    let query = "query($id: ID!, $decision: ID!) {
        period: node(id: $id) { ... on ReportingPeriod { version state reopenedReason closedOn } }
        decision: node(id: $decision) { ... on Decision { citations { nodes { act subject { id } } } } } }";
    let seen = secretary.ask(query, json!({ "id": opened["id"], "decision": decision })).await;
    let expected = json!({
        "period": { "version": 3, "state": "OPEN", "reopenedReason": "Nagekomen cijfers", "closedOn": "2026-11-20" },
        "decision": { "citations": { "nodes": [{ "act": "reportingPeriodReopen", "subject": { "id": opened["id"] } }] } },
    });
    assert_eq!(seen, expected);
    let closed = close(&table, &opened).await;
    chair.act("reportingPeriodReopen", PERIOD, of(&closed, why)).await;
}

async fn periods_are_listed_at_the_table_alone(db: TestDatabase) {
    let table = Table::set(&db).await;
    let first = period(&table, "2026-Q1", "2026-01-01", "2026-03-31").await;
    period(&table, "2026-Q2", "2026-04-01", "2026-06-30").await;
    close(&table, &first).await;
    let query = "query($id: ID!, $filter: ReportingPeriodFilter) { partnership(by: { id: $id }) {
        reportingPeriods(filter: $filter, orderBy: [{ field: FROM, direction: DESC }]) { totalCount nodes { name } } } }";
    let names = async |subject: &str, filter: Value| {
        let seen = table.server.by(subject).ask(query, json!({ "id": table.id, "filter": filter })).await;
        let nodes = seen["partnership"]["reportingPeriods"]["nodes"].as_array().unwrap().clone();
        nodes.iter().map(|node| text(node, "/name").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names("school", json!({})).await, ["2026-Q2", "2026-Q1"]);
    assert_eq!(names("school", json!({ "state": { "eq": "CLOSED" } })).await, ["2026-Q1"]);
    assert_eq!(names("school", json!({ "until": { "gte": "2026-06-30" } })).await, ["2026-Q2"]);
    assert_eq!(names("stranger", json!({})).await, Vec::<String>::new());
    let node = "query($id: ID!) { node(id: $id) { id } }";
    let hidden = table.server.by("stranger").ask(node, json!({ "id": first["id"] })).await;
    assert_eq!(hidden, json!({ "node": null }));
}
