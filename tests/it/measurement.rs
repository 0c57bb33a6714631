//! Measurements: what is refused, and what counts from when.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Test, TestDatabase, server::text, table::Table, tests};

use crate::indicator::{define, figures, indicator, measure};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        a_measurement_fits_its_indicator_and_the_others,
        what_was_returned_is_submitted_again,
        a_correction_replaces_what_it_corrects_and_counts_once,
        a_vague_share_is_a_bound,
        no_report_is_not_zero,
        what_is_entered_for_another_is_approved_by_another,
        a_draft_is_removed_by_its_own_side,
        measurements_are_found_and_sorted_by_what_they_say,
    ]
}

const RECORD: &str = "measurement { id version state }";

fn reading(indicator: &str, day: &str, value: Value) -> Value {
    let mut input = json!({ "indicator": indicator, "observedOn": day });
    input["value"] = value;
    input
}

async fn a_measurement_fits_its_indicator_and_the_others(db: TestDatabase) {
    let table = Table::set(&db).await;
    let company = table.server.by("company");
    let total = define(&table, "totaal", &json!({ "reporting": "RUNNING_TOTAL", "targetBasis": "TO_DATE" })).await;
    let added = define(&table, "erbij", &json!({ "reporting": "INCREMENT", "targetBasis": "TO_DATE" })).await;
    let share = define(&table, "deel", &json!({ "measure": "PERCENT", "unit": "%" })).await;
    let [total, added, share] = [
        indicator(&table, &total, &json!({})).await,
        indicator(&table, &added, &json!({})).await,
        indicator(&table, &share, &json!({})).await,
    ];
    measure(&table, &total, "2026-06-30", json!({ "number": "50" })).await;
    let mut month = reading(&added, "2026-06-30", json!({ "number": "5" }));
    month["periodFrom"] = json!("2026-06-01");
    company.act("measurementSubmit", RECORD, month.clone()).await;

    let number = |number: &str| json!({ "number": number });
    let ratio =
        |numerator: &str, denominator: &str| json!({ "ratio": { "numerator": numerator, "denominator": denominator } });
    let since = |from: &str, day: &str| {
        let mut input = reading(&added, day, number("1"));
        input["periodFrom"] = json!(from);
        input
    };
    let before = figures(&table, &total, "partnership { revision }").await;
    for (input, expected) in [
        (reading(&total, "2026-07-01", ratio("1", "2")), "VALUE_KIND value.ratio"),
        (reading(&total, "2026-07-01", json!({ "yesNo": true })), "VALUE_KIND value.yesNo"),
        (reading(&share, "2026-07-01", number("30")), "VALUE_KIND value.number"),
        (reading(&share, "2026-07-01", ratio("0", "0")), "DENOMINATOR_ZERO value.ratio.denominator"),
        (reading(&share, "2026-07-01", ratio("3", "2")), "OUT_OF_RANGE value.ratio.numerator"),
        (reading(&total, "2026-11-21", number("60")), "FUTURE_MEASUREMENT observedOn"),
        (reading(&total, "2026-07-01", number("49")), "RUNNING_TOTAL_FELL value"),
        (reading(&total, "2026-06-29", number("51")), "RUNNING_TOTAL_FELL value"),
        (reading(&total, "2026-06-30", number("50")), "DUPLICATE_MEASUREMENT observedOn"),
        (reading(&total, "2026-07-01", number("-1")), "OUT_OF_RANGE value.number"),
        (json!({ "indicator": total, "observedOn": "2026-07-01" }), "REQUIRED value"),
        (since("2026-06-15", "2026-07-15"), "PERIOD_OVERLAP periodFrom"),
        (since("2026-05-01", "2026-06-01"), "PERIOD_OVERLAP periodFrom"),
        (since("2026-08-01", "2026-07-31"), "DATE_ORDER periodFrom"),
        (month, "DUPLICATE_MEASUREMENT observedOn"),
    ] {
        let found = company.refused("measurementSubmit", input.clone()).await;
        assert!(found.iter().any(|it| it == expected), "{input}: {found:?}");
        assert!(found.len() == 1 || expected.starts_with("OUT_OF_RANGE"), "{input}: {found:?}");
    }
    assert_eq!(figures(&table, &total, "partnership { revision }").await, before, "what is refused changes nothing");
    // Today is no future, an equal total has not fallen, and another organisation reports for itself.
    measure(&table, &total, "2026-11-20", number("50")).await;
    let other = since("2026-06-15", "2026-07-15");
    table.server.by("school").act("measurementSubmit", RECORD, other).await;
    company.act("measurementSubmit", RECORD, since("2026-07-01", "2026-07-31")).await;
}

async fn what_was_returned_is_submitted_again(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, company) = (table.secretary(), table.server.by("company"));
    let definition = define(&table, "stand", &json!({})).await;
    let indicator = indicator(&table, &definition, &json!({})).await;
    let input = reading(&indicator, "2026-06-30", json!({ "number": "5" }));
    let sent = company.act("measurementSubmit", RECORD, input).await;
    let back = |reason: &str| json!({ "measurement": sent["id"], "expectedVersion": 1, "reason": reason });
    assert_eq!(secretary.refused("measurementReturn", back(" ")).await, ["REASON_REQUIRED reason"]);
    assert_eq!(table.server.by("school").refused("measurementReturn", back("Nee")).await, ["NOT_ALLOWED"]);
    let returned = secretary.act("measurementReturn", "measurement { state reason }", back("Te laag")).await;
    assert_eq!(returned, json!({ "state": "RETURNED", "reason": "Te laag" }));
    let approval = |version: i64| json!({ "measurement": sent["id"], "expectedVersion": version });
    assert_eq!(secretary.refused("measurementApprove", approval(2)).await, ["UNKNOWN_TRANSITION measurement"]);
    let again = json!({ "draft": sent["id"], "expectedVersion": 2, "value": { "number": "6" } });
    assert_eq!(secretary.refused("measurementSubmit", again.clone()).await, ["NOT_ALLOWED draft"]);
    let sent_again = company.act("measurementSubmit", "measurement { version state reason observedOn }", again).await;
    let expected = json!({ "version": 3, "state": "SUBMITTED", "reason": null, "observedOn": "2026-06-30" });
    assert_eq!(sent_again, expected);
    assert!(figures(&table, &indicator, "level { value }").await["level"].is_null());
    secretary.act("measurementApprove", RECORD, approval(3)).await;
    assert_eq!(figures(&table, &indicator, "level { value }").await["level"]["value"], "6");
}

async fn a_correction_replaces_what_it_corrects_and_counts_once(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, company) = (table.secretary(), table.server.by("company"));
    let more = json!({ "reporting": "INCREMENT", "targetBasis": "TO_DATE" });
    let indicator = indicator(&table, &define(&table, "erbij", &more).await, &json!({})).await;
    measure(&table, &indicator, "2026-03-31", json!({ "number": "40" })).await;
    measure(&table, &indicator, "2026-06-30", json!({ "number": "60" })).await;
    let list = "level { value } latest { id version value }";
    let wrong = figures(&table, &indicator, list).await;
    assert_eq!(text(&wrong, "/level/value"), "100");
    let correction = json!({
        "measurement": wrong["latest"]["id"], "expectedVersion": wrong["latest"]["version"],
        "reason": "Tien dubbel geteld", "value": { "number": "50" },
    });
    let mut silent = correction.clone();
    silent["reason"] = json!("");
    assert_eq!(company.refused("measurementCorrect", silent).await, ["REASON_REQUIRED reason"]);
    let fields = "measurement { id version state supersedes { id } reason }";
    let corrected = company.act("measurementCorrect", fields, correction.clone()).await;
    assert_eq!((&corrected["supersedes"]["id"], &corrected["state"]), (&wrong["latest"]["id"], &json!("SUBMITTED")));
    assert_eq!(company.refused("measurementCorrect", correction.clone()).await, ["ALREADY_EXISTS measurement"]);
    assert_eq!(text(&figures(&table, &indicator, list).await, "/level/value"), "100", "until it is approved");

    let approval = json!({ "measurement": corrected["id"], "expectedVersion": 1 });
    assert_eq!(company.refused("measurementApprove", approval.clone()).await, ["SELF_APPROVAL measurement"]);
    secretary.act("measurementApprove", RECORD, approval).await;
    assert_eq!(text(&figures(&table, &indicator, list).await, "/level/value"), "90");
    let states = "measurements(orderBy: [{ field: OBSERVED_ON, direction: ASC }]) { nodes { state value } }";
    let seen = figures(&table, &indicator, states).await;
    let mut states: Vec<_> = seen["measurements"]["nodes"].as_array().unwrap().iter().map(Value::to_string).collect();
    states.sort();
    assert_eq!(
        states,
        [
            json!({ "state": "APPROVED", "value": "40" }).to_string(),
            json!({ "state": "APPROVED", "value": "50" }).to_string(),
            json!({ "state": "SUPERSEDED", "value": "60" }).to_string(),
        ]
    );
    let mut again = correction;
    again["expectedVersion"] = json!(3);
    assert_eq!(company.refused("measurementCorrect", again).await, ["UNKNOWN_TRANSITION measurement"]);
}

async fn a_vague_share_is_a_bound(db: TestDatabase) {
    let table = Table::set(&db).await;
    let share = define(&table, "deel", &json!({ "measure": "PERCENT", "unit": "%" })).await;
    let more = json!({
        "baseline": { "value": "0", "date": "2026-01-01" }, "targets": [{ "value": "100", "date": "2026-12-31" }],
    });
    let indicator = indicator(&table, &share, &more).await;
    let mut input = reading(&indicator, "2026-11-01", json!({ "ratio": { "numerator": "40", "denominator": "130" } }));
    input["denominatorQualifier"] = json!("JUST_UNDER");
    let sent = table.server.by("company").act("measurementSubmit", "measurement { id value }", input).await;
    assert_eq!(sent["value"], "30.769231");
    let approval = json!({ "measurement": sent["id"], "expectedVersion": 1 });
    table.secretary().act("measurementApprove", RECORD, approval).await;
    let seen = figures(
        &table,
        &indicator,
        "level { value approximate bound observedOn } progress { value clamped approximate bound coverage provisional at }",
    )
    .await;
    assert_eq!(
        seen,
        json!({
            "level": { "value": "30.769231", "approximate": true, "bound": "AT_LEAST", "observedOn": "2026-11-01" },
            "progress": {
                "value": "0.307692", "clamped": "0.307692", "approximate": true, "bound": "AT_LEAST", "coverage": "1",
                "provisional": false, "at": "2026-11-20",
            },
        })
    );
}

async fn no_report_is_not_zero(db: TestDatabase) {
    let table = Table::set(&db).await;
    let definition = define(&table, "stand", &json!({ "direction": "DECREASE" })).await;
    let more = json!({
        "baseline": { "value": "10", "date": "2026-01-01" }, "targets": [{ "value": "0", "date": "2026-12-31" }],
    });
    let indicator = indicator(&table, &definition, &more).await;
    let fields = "level { value } progress { value } resultLight";
    let silent = figures(&table, &indicator, fields).await;
    assert_eq!(silent, json!({ "level": null, "progress": { "value": null }, "resultLight": "GREY" }));
    measure(&table, &indicator, "2026-11-01", json!({ "number": "0" })).await;
    let zero = figures(&table, &indicator, fields).await;
    assert_eq!(zero, json!({ "level": { "value": "0" }, "progress": { "value": "1" }, "resultLight": "ACHIEVED" }));
}

async fn what_is_entered_for_another_is_approved_by_another(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, company) = (table.secretary(), table.server.by("company"));
    let definition = define(&table, "stand", &json!({})).await;
    let indicator = indicator(&table, &definition, &json!({ "reporter": table.company })).await;
    let mut input = reading(&indicator, "2026-06-30", json!({ "number": "5" }));
    assert_eq!(table.server.by("school").refused("measurementSubmit", input.clone()).await, ["NOT_ALLOWED"]);
    input["onBehalfOf"] = json!(table.company);
    assert_eq!(table.server.by("school").refused("measurementSubmit", input.clone()).await, ["NOT_ALLOWED onBehalfOf"]);
    let fields = "measurement { id organisation { name } onBehalfOf { name } }";
    let sent = secretary.act("measurementSubmit", fields, input).await;
    assert_eq!((text(&sent, "/organisation/name"), text(&sent, "/onBehalfOf/name")), ("Bureau", "Bedrijf"));
    let approval = json!({ "measurement": sent["id"], "expectedVersion": 1 });
    // Another account of the same person is the same person.
    let me = secretary.ask("{ viewer { person { id } } }", json!({})).await;
    let account = json!({ "issuer": tests::server::NAME, "subject": "again", "person": me["viewer"]["person"]["id"] });
    table.server.by("admin").act("accountCreate", "account { id }", account).await;
    for subject in ["secretary", "again"] {
        let found = table.server.by(subject).refused("measurementApprove", approval.clone()).await;
        assert_eq!(found, ["SELF_APPROVAL measurement"]);
    }
    company.act("measurementApprove", RECORD, approval).await;
}

async fn a_draft_is_removed_by_its_own_side(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, company) = (table.secretary(), table.server.by("company"));
    let series = indicator(&table, &define(&table, "stand", &json!({})).await, &json!({})).await;
    let input = reading(&series, "2026-06-30", json!({ "number": "5" }));
    let remove = |one: &Value, version: i64, reason: &str| json!({ "measurement": one["id"], "expectedVersion": version, "reason": reason });
    let draft = company.act("measurementDraft", RECORD, input.clone()).await;
    for subject in ["secretary", "chair", "school"] {
        let found = table.server.by(subject).refused("measurementRemove", remove(&draft, 9, "Weg")).await;
        assert_eq!(found, ["NOT_FOUND measurement"], "{subject}");
    }
    let found = company.refused("measurementRemove", remove(&draft, 2, "")).await;
    assert_eq!(found, ["STALE_VERSION expectedVersion", "REASON_REQUIRED reason"]);
    let gone = company.perform("measurementRemove", "removedId partnership { id }", remove(&draft, 1, "Dubbel")).await;
    assert_eq!(gone, json!({ "removedId": draft["id"], "partnership": { "id": table.id }, "userErrors": [] }));

    // Its day is free again; what is submitted stays, and what is returned can go.
    let sent = company.act("measurementSubmit", RECORD, input).await;
    let found = company.refused("measurementRemove", remove(&sent, 1, "Weg")).await;
    assert_eq!(found, ["UNKNOWN_TRANSITION measurement"]);
    secretary.act("measurementReturn", RECORD, remove(&sent, 1, "Te laag")).await;
    assert_eq!(secretary.refused("measurementRemove", remove(&sent, 2, "Weg")).await, ["NOT_ALLOWED"]);
    company.perform("measurementRemove", "removedId", remove(&sent, 2, "Klopt niet")).await;
    let left = figures(&table, &series, "measurements { totalCount }").await;
    assert_eq!(left["measurements"]["totalCount"], 0);
}

async fn measurements_are_found_and_sorted_by_what_they_say(db: TestDatabase) {
    let table = Table::set(&db).await;
    let share = define(&table, "deel", &json!({ "measure": "PERCENT", "unit": "%", "reporting": "SNAPSHOT" })).await;
    let series = indicator(&table, &share, &json!({})).await;
    let ratio = |part: &str, whole: &str| json!({ "ratio": { "numerator": part, "denominator": whole } });
    for (day, value, more) in [
        ("2026-01-31", ratio("9", "10"), json!({ "qualifier": "ABOUT", "note": "Een schatting" })),
        ("2026-02-28", ratio("11", "100"), json!({ "externalKey": "m", "onBehalfOf": table.school })),
        ("2026-03-31", ratio("1", "3"), json!({ "periodFrom": "2026-03-01" })),
    ] {
        let mut input = reading(&series, day, value);
        for (name, value) in more.as_object().unwrap() {
            input[name] = value.clone();
        }
        table.secretary().act("measurementSubmit", RECORD, input).await;
        table.server.clock.set(table.server.clock.now() + TimeDelta::minutes(1));
    }
    let seen = figures(&table, &series, "measurements { nodes { id } }").await;
    let approval = json!({ "measurement": seen["measurements"]["nodes"][2]["id"], "expectedVersion": 1 });
    table.server.by("chair").act("measurementApprove", RECORD, approval).await;
    let query =
        "query($id: ID!, $filter: MeasurementFilter, $order: [MeasurementOrder!]) { node(id: $id) { ... on Indicator {
        measurements(filter: $filter, orderBy: $order) { nodes { observedOn } } } } }";
    let months = async |filter: &Value, order: Value| {
        let variables = json!({ "id": series, "filter": filter, "order": order });
        let seen = table.server.by("school").ask(query, variables).await;
        let nodes = seen["node"]["measurements"]["nodes"].as_array().unwrap().clone();
        nodes.iter().map(|node| text(node, "/observedOn")[6..7].to_owned()).collect::<Vec<_>>().concat()
    };
    for (filter, expected) in [
        (json!({ "qualifier": { "eq": "ABOUT" } }), "1"),
        (json!({ "note": { "isNull": true } }), "23"),
        (json!({ "value": { "gt": "30", "lt": "40" } }), "3"),
        (json!({ "observedOn": { "in": ["2026-01-31", "2026-02-28"] } }), "12"),
        (json!({ "note": { "contains": "schat" } }), "1"),
        (json!({ "onBehalfOf": { "eq": table.school } }), "2"),
        (json!({ "organisation": { "eq": table.bureau } }), "123"),
        (json!({ "externalKey": { "eq": "m" } }), "2"),
        (json!({ "periodFrom": { "isNull": false } }), "3"),
        (json!({ "approvedAt": { "isNull": true } }), "12"),
        (json!({ "approvedAt": { "eq": "2026-11-20" }, "state": { "eq": "APPROVED" } }), "3"),
        (json!({ "submittedAt": { "gt": "2026-11-20" } }), ""),
    ] {
        assert_eq!(months(&filter, json!([])).await, expected, "{filter}");
    }
    // The secretariat finds what waits for it among those of all indicators.
    let other = indicator(&table, &share, &json!({})).await;
    let more = reading(&other, "2026-01-31", ratio("1", "2"));
    table.server.by("company").act("measurementSubmit", RECORD, more).await;
    let waiting = "query($id: ID!, $other: ID!) { partnership(by: { id: $id }) {
        measurements(filter: { state: { eq: SUBMITTED } }) { totalCount }
        others: measurements(filter: { indicator: { eq: $other } }) { nodes { indicator { id } } } } }";
    let waiting = table.secretary().ask(waiting, json!({ "id": table.id, "other": other })).await["partnership"].take();
    let others = json!({ "nodes": [{ "indicator": { "id": other } }] });
    assert_eq!(waiting, json!({ "measurements": { "totalCount": 3 }, "others": others }));
    for (field, direction, expected) in [
        ("VALUE", "ASC", "231"),
        ("VALUE", "DESC", "132"),
        ("STATE", "DESC", "312"),
        ("SUBMITTED_AT", "DESC", "321"),
        ("APPROVED_AT", "ASC", "312"),
    ] {
        let order = json!([{ "field": field, "direction": direction }]);
        assert_eq!(months(&json!({}), order).await, expected, "{field} {direction}");
    }
}
