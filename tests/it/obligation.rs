//! Reporting obligations: who has to report what, since when, who is late, and who may report because of it.

use serde_json::{Value, json};
use tests::{Test, TestDatabase, server::text, table::Table, tests};

use crate::indicator::{define, figures, indicator, put};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        whoever_has_to_report_is_a_member_and_named_once,
        whoever_has_to_report_may_on_those_days,
        the_secretariat_sees_who_is_late_and_since_when,
        an_effect_is_fixed_once_something_was_reported,
    ]
}

async fn whoever_has_to_report_is_a_member_and_named_once(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let definition = define(&table, "stand", &json!({})).await;
    let since = |organisation: &str, since: &str| json!({ "organisation": organisation, "since": since });
    let wrong = json!([
        since(&table.stranger, "2026-01-01"),
        since(&table.company, "2026-01-01"),
        since(&table.company, "2026-07-01"),
        { "organisation": table.school, "since": "2026-07-01", "until": "2026-06-30" },
        since("organisation_nee", "1899-12-31"),
    ]);
    let found = secretary.refused("indicatorCreate", put(&table, &definition, &json!({ "reporters": wrong }))).await;
    let expected = [
        "NOT_A_MEMBER reporters.0.organisation",
        "ALREADY_EXISTS reporters.2.organisation",
        "DATE_ORDER reporters.3.until",
        "OUT_OF_RANGE reporters.4.since",
        "NOT_FOUND reporters.4.organisation",
    ];
    assert_eq!(found, expected);
    let both = json!({ "reporters": [
        since(&table.company, "2025-01-01"),
        { "organisation": table.school, "since": "2026-01-01", "until": "2026-12-31" },
    ] });
    let series = indicator(&table, &definition, &both).await;
    let fields = "reporters { organisation { name } since until }";
    let expected = json!({ "reporters": [
        { "organisation": { "name": "Bedrijf" }, "since": "2025-01-01", "until": null },
        { "organisation": { "name": "School" }, "since": "2026-01-01", "until": "2026-12-31" },
    ] });
    assert_eq!(figures(&table, &series, fields).await, expected);
    let found = "query($id: ID!, $who: ID) { partnership(by: { id: $id }) {
        indicators(filter: { reporter: { eq: $who } }) { totalCount } } }";
    for (organisation, count) in [(&table.school, 1), (&table.province, 0)] {
        let seen = secretary.ask(found, json!({ "id": table.id, "who": organisation })).await;
        assert_eq!(seen["partnership"]["indicators"]["totalCount"], count);
    }
    // Outside the table an indicator does not say who reports it.
    let public = json!({ "indicator": series, "expectedVersion": 1, "visibility": "PUBLIC" });
    secretary.act("indicatorChange", "indicator { id }", public).await;
    let outside = format!("query($id: ID!) {{ node(id: $id) {{ ... on Indicator {{ {fields} }} }} }}");
    let seen = table.server.anonymous().ask(&outside, json!({ "id": series })).await;
    assert_eq!(seen, json!({ "node": { "reporters": [] } }));
    let none = json!({ "indicator": series, "expectedVersion": 2, "reporters": null });
    secretary.act("indicatorChange", "indicator { id }", none).await;
    assert_eq!(figures(&table, &series, fields).await, json!({ "reporters": [] }));
}

async fn whoever_has_to_report_may_on_those_days(db: TestDatabase) {
    let table = Table::set(&db).await;
    let school = table.server.by("school");
    let definition = define(&table, "stand", &json!({})).await;
    let more = json!({
        "reporter": table.company,
        "reporters": [{ "organisation": table.school, "since": "2026-04-01", "until": "2026-06-30" }],
    });
    let series = indicator(&table, &definition, &more).await;
    let reading = |day: &str| json!({ "indicator": series, "observedOn": day, "value": { "number": "5" } });
    for day in ["2026-03-31", "2026-07-01"] {
        assert_eq!(school.refused("measurementSubmit", reading(day)).await, ["NOT_ALLOWED"], "{day}");
    }
    for day in ["2026-04-01", "2026-06-30"] {
        let sent = school.act("measurementSubmit", "measurement { organisation { name } }", reading(day)).await;
        assert_eq!(text(&sent, "/organisation/name"), "School");
    }
    table.server.by("company").act("measurementSubmit", "measurement { id }", reading("2026-04-01")).await;
}

async fn the_secretariat_sees_who_is_late_and_since_when(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, company) = (table.secretary(), table.server.by("company"));
    let quarterly = define(&table, "stand", &json!({ "frequency": "QUARTERLY" })).await;
    let once = define(&table, "eenmaal", &json!({ "frequency": "ONCE" })).await;
    let since = |organisation: &str, since: &str, until: Option<&str>| json!({ "organisation": organisation, "since": since, "until": until });
    // The reporter, who is not among those that have to, since the baseline; and two that have to.
    let more = json!({
        "reporter": table.company, "baseline": { "value": "1", "date": "2026-06-30" },
        "reporters": [since(&table.school, "2026-01-01", None), since(&table.province, "2026-01-01", Some("2026-06-30"))],
    });
    let series = indicator(&table, &quarterly, &more).await;
    indicator(&table, &once, &json!({ "name": "Verslag", "reporter": table.company })).await;
    let sent = |day: &str, behalf: Option<&str>| json!({ "indicator": series, "observedOn": day, "value": { "number": "5" }, "onBehalfOf": behalf });
    // What was reported before an obligation began does not answer it; what somebody else entered on behalf does.
    secretary.act("measurementSubmit", "measurement { id }", sent("2026-02-28", Some(&table.school))).await;
    company.act("measurementDraft", "measurement { id }", sent("2026-10-31", None)).await;

    let query = "query($id: ID!, $filter: ReportingObligationFilter, $at: Date) { partnership(by: { id: $id }) {
        reportingObligations(filter: $filter, at: $at) {
            indicator { name } organisation { name } since until dueOn light lightLabel isOverdue latest { observedOn } } } }";
    let ask = async |subject: &str, filter: Value, at: Value| {
        let asked = json!({ "id": table.id, "filter": filter, "at": at });
        table.server.by(subject).ask(query, asked).await["partnership"]["reportingObligations"].take()
    };
    let line =
        |indicator: &str, who: &str, since: &str, due: Option<&str>, light: (&str, &str), latest: Option<&str>| {
            json!({
                "indicator": { "name": indicator }, "organisation": { "name": who }, "since": since, "until": null,
                "dueOn": due, "light": light.0, "lightLabel": light.1, "isOverdue": light.0 != "GREEN",
                "latest": latest.map(|day| json!({ "observedOn": day })),
            })
        };
    let late = ("STALE", "verouderd");
    let school = line("stand", "School", "2026-01-01", Some("2026-05-31"), late, Some("2026-02-28"));
    let reporter = line("stand", "Bedrijf", "2026-06-30", Some("2026-09-30"), ("RED", "te laat"), None);
    let once = line("Verslag", "Bedrijf", "2026-11-20", None, ("GREEN", "op tijd"), None);
    assert_eq!(ask("secretary", json!({}), json!(null)).await, json!([school, reporter, once]));
    let by_school = json!({ "organisation": { "eq": table.school } });
    assert_eq!(ask("school", by_school, json!(null)).await, json!([school]));
    let red = json!({ "light": { "eq": "RED" }, "isOverdue": { "eq": true }, "dueOn": { "gte": "2026-09-01" } });
    assert_eq!(ask("company", red, json!(null)).await, json!([reporter]));
    let then = ask("secretary", json!({}), json!("2026-04-05")).await;
    let told: Vec<_> = then
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{} {} {}", text(one, "/organisation/name"), text(one, "/dueOn"), text(one, "/light")))
        .collect();
    assert_eq!(told, ["Provincie 2026-04-01 AMBER", "School 2026-05-31 GREEN"], "as it stood then");
    assert_eq!(ask("stranger", json!({}), json!(null)).await, json!([]));
    let fault = table.secretary().reply(query, json!({ "id": table.id, "at": "2201-01-01" })).await;
    assert_eq!(text(&fault, "/errors/0/extensions/code"), "OUT_OF_RANGE");

    // Whoever has to report is told so, until it did; the secretariat is not, since somebody has to.
    let due = async |subject: &str| {
        let query = "{ viewer { measurementsDue { nodes { name } } } }";
        table.server.by(subject).ask(query, json!({})).await["viewer"]["measurementsDue"]["nodes"].take()
    };
    assert_eq!(due("school").await, json!([{ "name": "stand" }]));
    assert_eq!(due("secretary").await, json!([]));
    company.act("measurementSubmit", "measurement { id }", sent("2026-10-31", None)).await;
    assert_eq!(due("company").await, json!([]));
    assert_eq!(due("school").await, json!([{ "name": "stand" }]));
}

async fn an_effect_is_fixed_once_something_was_reported(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let definition = define(&table, "stand", &json!({})).await;
    let series = indicator(&table, &definition, &json!({ "effect": "FILLED" })).await;
    let shown = figures(&table, &series, "effect effectLabel").await;
    assert_eq!(shown, json!({ "effect": "FILLED", "effectLabel": "vervuld" }));
    let change =
        |version: i64, effect: Value| json!({ "indicator": series, "expectedVersion": version, "effect": effect });
    secretary.act("indicatorChange", "indicator { id }", change(1, json!(null))).await;
    secretary.act("indicatorChange", "indicator { id }", change(2, json!("AVOIDED"))).await;
    let sent = json!({ "indicator": series, "observedOn": "2026-06-30", "value": { "number": "5" } });
    table.server.by("company").act("measurementSubmit", "measurement { id }", sent).await;
    for effect in [json!(null), json!("FILLED")] {
        assert_eq!(secretary.refused("indicatorChange", change(3, effect)).await, ["BLOCKED effect"]);
    }
    let same = json!({ "indicator": series, "expectedVersion": 3, "effect": "AVOIDED", "weight": "2" });
    secretary.act("indicatorChange", "indicator { id }", same).await;
    let counted = "query($id: ID!) { partnership(by: { id: $id }) {
        avoided: indicators(filter: { effect: { eq: AVOIDED } }) { totalCount }
        none: indicators(filter: { effect: { isNull: true } }) { totalCount } } }";
    let seen = secretary.ask(counted, json!({ "id": table.id })).await;
    assert_eq!(seen["partnership"], json!({ "avoided": { "totalCount": 1 }, "none": { "totalCount": 0 } }));
}
