//! Indicators: which definitions and targets make sense, and the figures of the worked cases.

use serde_json::{Value, json};
use tests::{Test, TestDatabase, server::text, table::Table, tests};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        reporting_and_targets_go_together_in_four_ways,
        a_target_is_reached_from_the_baseline_in_one_direction,
        a_baseline_and_a_band_fit_the_measure,
        the_worked_cases_hold,
        weights_never_make_more_than_the_whole,
    ]
}

/// A definition: a level of a count, unless said otherwise.
pub(crate) async fn define(table: &Table, code: &str, more: &Value) -> String {
    text(&table.secretary().act("definitionCreate", "definition { id }", defined(table, code, more)).await, "/id")
        .to_owned()
}

fn defined(table: &Table, code: &str, more: &Value) -> Value {
    let mut input = json!({
        "partnership": table.id, "code": code, "name": code, "measure": "COUNT", "unit": "stuks",
        "direction": "INCREASE", "reporting": "SNAPSHOT", "targetBasis": "LEVEL", "frequency": "QUARTERLY",
    });
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    input
}

/// An indicator of a definition.
pub(crate) async fn indicator(table: &Table, definition: &str, more: &Value) -> String {
    let input = put(table, definition, more);
    text(&table.secretary().act("indicatorCreate", "indicator { id }", input).await, "/id").to_owned()
}

fn put(table: &Table, definition: &str, more: &Value) -> Value {
    let mut input = json!({ "partnership": table.id, "definition": definition });
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    input
}

/// From a value at the start of 2026 to one at its end.
fn path(from: &str, to: &str) -> Value {
    json!({
        "baseline": { "value": from, "date": "2026-01-01" },
        "targets": [{ "value": to, "date": "2026-12-31" }],
    })
}

/// Reports a value in the form that its measure asks for, and has it approved.
pub(crate) async fn measure(table: &Table, indicator: &str, day: &str, value: Value) {
    let input = json!({ "indicator": indicator, "observedOn": day, "value": value });
    let sent = table.server.by("company").act("measurementSubmit", "measurement { id }", input).await;
    let approval = json!({ "measurement": sent["id"], "expectedVersion": 1 });
    table.secretary().act("measurementApprove", "measurement { id }", approval).await;
}

/// Some fields of an indicator.
pub(crate) async fn figures(table: &Table, indicator: &str, fields: &str) -> Value {
    let query = format!("query($id: ID!) {{ node(id: $id) {{ ... on Indicator {{ {fields} }} }} }}");
    table.server.by("school").ask(&query, json!({ "id": indicator })).await["node"].take()
}

async fn reporting_and_targets_go_together_in_four_ways(db: TestDatabase) {
    let table = Table::set(&db).await;
    let mut accepted = Vec::new();
    for reporting in ["INCREMENT", "RUNNING_TOTAL", "SNAPSHOT"] {
        for basis in ["PER_PERIOD", "TO_DATE", "LEVEL"] {
            let more = json!({ "reporting": reporting, "targetBasis": basis });
            let input = defined(&table, &format!("{reporting} {basis}"), &more);
            let payload = table.secretary().perform("definitionCreate", "definition { id }", input).await;
            match payload["userErrors"].as_array().unwrap().as_slice() {
                [] => accepted.push((reporting, basis)),
                [error] => {
                    assert_eq!(*error, json!({ "path": ["targetBasis"], "code": "MODE_COMBINATION" }));
                }
                more => panic!("{more:?}"),
            }
        }
    }
    let expected =
        [("INCREMENT", "PER_PERIOD"), ("INCREMENT", "TO_DATE"), ("RUNNING_TOTAL", "TO_DATE"), ("SNAPSHOT", "LEVEL")];
    assert_eq!(accepted, expected);
    let again = defined(&table, "snapshot level", &json!({}));
    assert_eq!(table.secretary().refused("definitionCreate", again.clone()).await, ["ALREADY_EXISTS code"]);
    assert_eq!(table.server.by("company").refused("definitionCreate", again).await, ["NOT_ALLOWED"]);
}

async fn a_target_is_reached_from_the_baseline_in_one_direction(db: TestDatabase) {
    let table = Table::set(&db).await;
    let more = define(&table, "meer", &json!({})).await;
    let less = define(&table, "minder", &json!({ "direction": "DECREASE" })).await;
    let same = define(&table, "gelijk", &json!({ "direction": "MAINTAIN" })).await;
    let targets = |values: &[(&str, &str)]| {
        let targets: Vec<_> = values.iter().map(|(value, date)| json!({ "value": value, "date": date })).collect();
        json!({ "baseline": { "value": "10", "date": "2026-01-01" }, "targets": targets })
    };
    let (june, end) = ("2026-06-30", "2026-12-31");
    for (definition, values, expected) in [
        (&more, vec![("10", end)], vec!["TARGET_EQUALS_BASELINE targets.0.value"]),
        (&more, vec![("9", end)], vec!["TARGET_AGAINST_DIRECTION targets.0.value"]),
        (&less, vec![("11", end)], vec!["TARGET_AGAINST_DIRECTION targets.0.value"]),
        (&more, vec![("30", june), ("20", end)], vec!["TARGETS_NOT_MONOTONE targets.1.value"]),
        (&less, vec![("5", june), ("7", end)], vec!["TARGETS_NOT_MONOTONE targets.1.value"]),
        (&more, vec![("20", end), ("30", june)], vec!["DATE_ORDER targets.1.date"]),
        (&more, vec![("20", "2025-12-31")], vec!["DATE_ORDER targets.0.date"]),
        (&more, vec![("20", june), ("30", june)], vec!["DATE_ORDER targets.1.date"]),
        (&more, vec![("-1", end)], vec!["OUT_OF_RANGE targets.0.value", "TARGET_AGAINST_DIRECTION targets.0.value"]),
    ] {
        let found = table.secretary().refused("indicatorCreate", put(&table, definition, &targets(&values))).await;
        assert_eq!(found, expected, "{values:?}");
    }
    for (definition, values) in [
        (&same, vec![("10", end)]),
        (&more, vec![("20", june), ("30", end)]),
        (&less, vec![("0", end)]),
        (&more, vec![]),
    ] {
        indicator(&table, definition, &targets(&values)).await;
    }
}

async fn a_baseline_and_a_band_fit_the_measure(db: TestDatabase) {
    let table = Table::set(&db).await;
    let count = define(&table, "aantal", &json!({})).await;
    let share = define(&table, "deel", &json!({ "measure": "PERCENT", "unit": "%" })).await;
    let words = define(&table, "verhaal", &json!({ "measure": "NARRATIVE", "unit": "tekst" })).await;
    let ratio = |numerator: i64, denominator: i64| json!({ "baseline": { "ratio": { "numerator": numerator, "denominator": denominator }, "date": "2026-01-01" } });
    for (definition, more, expected) in [
        (&count, ratio(1, 2), vec!["VALUE_KIND baseline.ratio"]),
        (&share, ratio(1, 0), vec!["DENOMINATOR_ZERO baseline.ratio.denominator"]),
        (&share, ratio(3, 2), vec!["OUT_OF_RANGE baseline.ratio.numerator"]),
        (&share, json!({ "baseline": { "value": "101" } }), vec!["OUT_OF_RANGE baseline.value"]),
        (&words, json!({ "targets": [{ "value": "1" }] }), vec!["VALUE_KIND targets"]),
        (&words, json!({ "baseline": { "value": "1" } }), vec!["VALUE_KIND baseline.value"]),
        (&count, json!({ "band": { "low": "1" } }), vec!["VALUE_KIND band"]),
        (&count, json!({ "weight": "0" }), vec!["OUT_OF_RANGE weight"]),
        (&count, json!({ "reporter": table.stranger }), vec!["NOT_A_MEMBER reporter"]),
        (&count, json!({ "visibility": "SELECTED" }), vec!["OUT_OF_RANGE visibility"]),
    ] {
        let found = table.secretary().refused("indicatorCreate", put(&table, definition, &more)).await;
        assert_eq!(found, expected, "{more}");
    }
    let half = indicator(&table, &share, &ratio(1, 3)).await;
    assert_eq!(figures(&table, &half, "baseline { value }").await["baseline"]["value"], "33.333333");
}

async fn the_worked_cases_hold(db: TestDatabase) {
    let table = Table::set(&db).await;
    let more = define(&table, "meer", &json!({ "measure": "SCALE" })).await;
    let less = define(&table, "minder", &json!({ "measure": "SCALE", "direction": "DECREASE" })).await;
    for (definition, from, to, now, expected) in [
        (&less, "60000", "50000", "59000", ["0.1", "RED", "BEHIND"]),
        (&less, "153", "126", "153", ["0", "RED", "BEHIND"]),
        (&less, "18.5", "0", "5.1", ["0.724324", "AMBER", "ATTENTION"]),
        (&less, "18.5", "5.1", "0", ["1.380597", "ACHIEVED", "ACHIEVED"]),
        (&more, "47", "54", "45.3", ["-0.242857", "RED", "WORSE_THAN_BASELINE"]),
    ] {
        let indicator = indicator(&table, definition, &path(from, to)).await;
        let silent = figures(&table, &indicator, "level { value } progress { value } resultReason").await;
        assert_eq!(silent, json!({ "level": null, "progress": { "value": null }, "resultReason": "NO_DATA" }));
        measure(&table, &indicator, "2026-11-15", json!({ "scale": now })).await;
        let seen = figures(&table, &indicator, "level { value } progress { value } resultLight resultReason").await;
        let found = [text(&seen, "/progress/value"), text(&seen, "/resultLight"), text(&seen, "/resultReason")];
        assert_eq!(found, expected, "{from} to {to}, now {now}");
        assert_eq!(text(&seen, "/level/value"), now);
    }
    let aimless = indicator(&table, &more, &json!({ "baseline": { "value": "1", "date": "2026-01-01" } })).await;
    measure(&table, &aimless, "2026-11-15", json!({ "scale": "2" })).await;
    let seen = figures(&table, &aimless, "target { value } progress { value } resultLight resultReason").await;
    let expected =
        json!({ "target": null, "progress": { "value": null }, "resultLight": "GREY", "resultReason": "NO_TARGET" });
    assert_eq!(seen, expected, "an ambition without a number");
}

async fn weights_never_make_more_than_the_whole(db: TestDatabase) {
    let table = Table::set(&db).await;
    let goal = table.goal("Doel").await;
    let definition = define(&table, "meer", &json!({})).await;
    for weight in ["2", "3"] {
        let mut more = path("0", "10");
        more["goal"] = json!(goal);
        more["weight"] = json!(weight);
        let indicator = indicator(&table, &definition, &more).await;
        measure(&table, &indicator, "2026-11-15", json!({ "number": "25" })).await;
    }
    let query = "query($id: ID!) { node(id: $id) { ... on Goal { progress { value coverage } } } }";
    let seen = table.secretary().ask(query, json!({ "id": goal })).await;
    assert_eq!(seen["node"]["progress"], json!({ "value": "1", "coverage": "1" }));
}
