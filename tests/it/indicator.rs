//! Indicators: which definitions and targets make sense, and what changes of them.

use serde_json::{Value, json};
use tests::{Test, TestDatabase, server::text, table::Table, tests};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        reporting_and_targets_go_together_in_four_ways,
        a_target_is_reached_from_the_baseline_in_one_direction,
        a_baseline_and_a_band_fit_the_measure,
        an_ambition_may_have_no_number,
        what_is_absent_stays_and_null_clears,
        what_changes_still_fits_the_rest,
        an_indicator_that_was_reported_on_stays,
        a_report_is_due_one_frequency_after_the_last,
        indicators_are_found_by_what_is_seen_of_them,
    ]
}

/// A definition: a level of a count, unless said otherwise.
pub(crate) async fn define(table: &Table, code: &str, more: &Value) -> String {
    text(&table.secretary().act("definitionCreate", "definition { id }", defined(table, code, more)).await, "/id")
        .to_owned()
}

pub(crate) fn defined(table: &Table, code: &str, more: &Value) -> Value {
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

pub(crate) fn put(table: &Table, definition: &str, more: &Value) -> Value {
    let mut input = json!({ "partnership": table.id, "definition": definition });
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    input
}

/// From a value at the start of 2026 to one at its end.
pub(crate) fn path(from: &str, to: &str) -> Value {
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

async fn an_ambition_may_have_no_number(db: TestDatabase) {
    let table = Table::set(&db).await;
    let more = define(&table, "meer", &json!({ "measure": "SCALE" })).await;
    let aimless = indicator(&table, &more, &json!({ "baseline": { "value": "1", "date": "2026-01-01" } })).await;
    measure(&table, &aimless, "2026-11-15", json!({ "scale": "2" })).await;
    let seen = figures(&table, &aimless, "target { value } progress { value } resultLight resultReason").await;
    let expected =
        json!({ "target": null, "progress": { "value": null }, "resultLight": "GREY", "resultReason": "NO_TARGET" });
    assert_eq!(seen, expected, "an ambition without a number");
}

/// An act on an indicator at a version.
fn act(indicator: &str, version: i64, more: &Value) -> Value {
    let mut input = json!({ "indicator": indicator, "expectedVersion": version });
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    input
}

async fn what_is_absent_stays_and_null_clears(db: TestDatabase) {
    const FIELDS: &str = "indicator { version termsVersion name goal { id } weight isKey visibility source externalKey
        reporter { id } regions { name } baseline { value numerator denominator date source } targets { value date }
        band { low high } }";
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let goal = table.goal("Doel").await;
    let region = json!({ "name": "Zwolle", "kind": "MUNICIPALITY" });
    let region = table.server.by("admin").act("regionCreate", "region { id }", region).await;
    let same = json!({ "measure": "PERCENT", "unit": "%", "direction": "MAINTAIN" });
    let definition = define(&table, "gelijk", &same).await;
    let share = json!({ "numerator": "1", "denominator": "4" });
    let more = json!({
        "goal": goal, "name": "Blijvers", "weight": "2", "isKey": true, "visibility": "PUBLIC", "source": "Plan",
        "externalKey": "i1", "reporter": table.company, "regions": [region["id"], region["id"]],
        "baseline": { "ratio": share, "date": "2026-01-01", "source": "Telling" },
        "targets": [{ "value": "25", "date": "2026-12-31" }], "band": { "low": "20", "high": "30" },
    });
    let series = indicator(&table, &definition, &more).await;
    let stays = secretary.act("indicatorChange", FIELDS, act(&series, 1, &json!({ "isKey": false }))).await;
    let expected = json!({
        "version": 2, "termsVersion": 1, "name": "Blijvers", "goal": { "id": goal }, "weight": "2", "isKey": false,
        "visibility": "PUBLIC", "source": "Plan", "externalKey": "i1", "reporter": { "id": table.company },
        "regions": [{ "name": "Zwolle" }],
        "baseline": { "value": "25", "numerator": "1", "denominator": "4", "date": "2026-01-01", "source": "Telling" },
        "targets": [{ "value": "25", "date": "2026-12-31" }], "band": { "low": "20", "high": "30" },
    });
    assert_eq!(stays, expected);
    let terms = [
        json!({ "band": { "low": "20" } }),
        json!({ "targets": [{ "value": "26", "date": "2026-12-31" }] }),
        json!({ "baseline": { "value": "24", "date": "2026-01-01" } }),
    ];
    for (version, more) in (2..).zip(&terms) {
        let changed = secretary.act("indicatorChange", FIELDS, act(&series, version, more)).await;
        assert_eq!((&changed["version"], &changed["termsVersion"]), (&json!(version + 1), &json!(version)), "{more}");
    }
    let source = json!({ "baseline": { "value": "24", "date": "2026-01-01", "source": "Telling" }, "targets": null });
    let changed = secretary.act("indicatorChange", FIELDS, act(&series, 5, &source)).await;
    assert_eq!((&changed["termsVersion"], &changed["baseline"]["numerator"]), (&json!(5), &Value::Null));
    let nothing: Value = more.as_object().unwrap().keys().map(|name| (name.clone(), Value::Null)).collect();
    let cleared = secretary.act("indicatorChange", FIELDS, act(&series, 6, &nothing)).await;
    let expected = json!({
        "version": 7, "termsVersion": 6, "name": "gelijk", "goal": null, "weight": "1", "isKey": false,
        "visibility": "PARTNERSHIP", "source": null, "externalKey": null, "reporter": null, "regions": [],
        "baseline": null, "targets": [], "band": null,
    });
    assert_eq!(cleared, expected);
}

async fn what_changes_still_fits_the_rest(db: TestDatabase) {
    let table = Table::set(&db).await;
    let secretary = table.secretary();
    let definition = define(&table, "meer", &json!({})).await;
    let series = indicator(&table, &definition, &path("0", "10")).await;
    indicator(&table, &definition, &json!({ "externalKey": "i2" })).await;
    for (more, expected) in [
        (
            json!({ "baseline": { "value": "11", "date": "2026-01-01" } }),
            vec!["TARGET_AGAINST_DIRECTION targets.0.value"],
        ),
        (json!({ "baseline": { "value": "0", "date": "2027-01-01" } }), vec!["DATE_ORDER targets.0.date"]),
        (json!({ "targets": [{ "value": "0" }] }), vec!["TARGET_EQUALS_BASELINE targets.0.value"]),
        (json!({ "band": { "low": "1" } }), vec!["VALUE_KIND band"]),
        (
            json!({ "goal": table.id, "regions": [table.id], "reporter": table.stranger, "weight": "-1", "externalKey": "i2" }),
            vec![
                "NOT_FOUND goal",
                "NOT_FOUND regions.0",
                "OUT_OF_RANGE weight",
                "NOT_A_MEMBER reporter",
                "ALREADY_EXISTS externalKey",
            ],
        ),
    ] {
        assert_eq!(secretary.refused("indicatorChange", act(&series, 1, &more)).await, expected, "{more}");
    }
    let late = act(&series, 3, &json!({ "visibility": "SELECTED" }));
    let found = secretary.refused("indicatorChange", late).await;
    assert_eq!(found, ["STALE_VERSION expectedVersion", "OUT_OF_RANGE visibility"]);
    let name = act(&series, 1, &json!({ "name": "Van ons" }));
    for subject in ["company", "school"] {
        assert_eq!(table.server.by(subject).refused("indicatorChange", name.clone()).await, ["NOT_ALLOWED"]);
    }
    assert_eq!(table.server.by("stranger").refused("indicatorChange", name.clone()).await, ["NOT_FOUND indicator"]);
    table.server.by("chair").act("indicatorChange", "indicator { id }", name).await;
}

async fn an_indicator_that_was_reported_on_stays(db: TestDatabase) {
    let table = Table::set(&db).await;
    let (secretary, company) = (table.secretary(), table.server.by("company"));
    let definition = define(&table, "stand", &json!({})).await;
    let series = indicator(&table, &definition, &json!({})).await;
    let remove = || act(&series, 1, &json!({ "reason": "Dubbel" }));
    let input = json!({ "indicator": series, "observedOn": "2026-06-30", "value": { "number": "5" } });
    let sent = company.act("measurementSubmit", "measurement { id }", input).await;
    assert_eq!(company.refused("indicatorRemove", remove()).await, ["NOT_ALLOWED"]);
    assert_eq!(secretary.refused("indicatorRemove", remove()).await, ["BLOCKED indicator"]);
    let judge = |version: i64| json!({ "measurement": sent["id"], "expectedVersion": version, "reason": "Te laag" });
    secretary.act("measurementReturn", "measurement { id }", judge(1)).await;
    let gone = secretary.perform("indicatorRemove", "removedId", remove()).await;
    assert_eq!(gone, json!({ "removedId": series, "userErrors": [] }));
    // What was being written about it is out of reach with it.
    let again = json!({ "draft": sent["id"], "expectedVersion": 2 });
    assert_eq!(company.refused("measurementSubmit", again).await, ["NOT_FOUND draft"]);

    let kept = indicator(&table, &definition, &json!({})).await;
    measure(&table, &kept, "2026-06-30", json!({ "number": "5" })).await;
    let remove = act(&kept, 1, &json!({ "reason": "" }));
    let found = secretary.refused("indicatorRemove", remove).await;
    assert_eq!(found, ["BLOCKED indicator", "REASON_REQUIRED reason"]);
}

async fn a_report_is_due_one_frequency_after_the_last(db: TestDatabase) {
    let table = Table::set(&db).await;
    let quarterly = define(&table, "kwartaal", &json!({})).await;
    let once = define(&table, "eenmaal", &json!({ "frequency": "ONCE" })).await;
    let new = indicator(&table, &quarterly, &json!({ "name": "nieuw" })).await;
    let mut started = path("0", "10");
    started["name"] = json!("begonnen");
    let started = indicator(&table, &quarterly, &started).await;
    let single = indicator(&table, &once, &json!({ "name": "eenmaal" })).await;
    let due = async |indicator: &str| figures(&table, indicator, "reportDueOn").await["reportDueOn"].take();
    assert_eq!(due(&new).await, "2027-02-20", "one quarter after it was entered");
    assert_eq!(due(&started).await, "2026-04-01");
    assert_eq!(due(&single).await, Value::Null);
    measure(&table, &started, "2026-09-30", json!({ "number": "1" })).await;
    assert_eq!(due(&started).await, "2026-12-31");
    let query = "query($id: ID!) { partnership(by: { id: $id }) {
        soon: indicators(filter: { reportDueOn: { lte: \"2026-12-31\" } }) { nodes { name } }
        never: indicators(filter: { reportDueOn: { isNull: true } }) { nodes { name } }
        all: indicators(orderBy: [{ field: REPORT_DUE_ON, direction: ASC }]) { nodes { name } } } }";
    let seen = table.secretary().ask(query, json!({ "id": table.id })).await;
    let names = |list: &[&str]| json!({ "nodes": list.iter().map(|name| json!({ "name": name })).collect::<Vec<_>>() });
    let expected = json!({
        "soon": names(&["begonnen"]), "never": names(&["eenmaal"]), "all": names(&["begonnen", "nieuw", "eenmaal"]),
    });
    assert_eq!(seen["partnership"], expected);
}

async fn indicators_are_found_by_what_is_seen_of_them(db: TestDatabase) {
    let table = Table::set(&db).await;
    let admin = table.server.by("admin");
    let region = async |name: &str, kind: &str, within: &[&Value]| {
        let input = json!({ "name": name, "kind": kind, "within": within });
        admin.act("regionCreate", "region { id }", input).await["id"].take()
    };
    let country = region("Nederland", "NATIONAL", &[]).await;
    let province = region("Overijssel", "PROVINCE", &[&country]).await;
    let city = region("Zwolle", "MUNICIPALITY", &[&province]).await;
    let (goal, more) = (table.goal("Doel").await, define(&table, "meer", &json!({})).await);
    let less = define(&table, "minder", &json!({ "direction": "DECREASE", "measure": "HOURS" })).await;
    let mut a = path("0", "10");
    for (name, value) in [
        ("name", json!("a")),
        ("goal", json!(goal)),
        ("reporter", json!(table.company)),
        ("regions", json!([city])),
        ("weight", json!("10")),
        ("visibility", json!("PUBLIC")),
        ("externalKey", json!("sleutel")),
    ] {
        a[name] = value;
    }
    let a = indicator(&table, &more, &a).await;
    let b = json!({ "name": "b", "isKey": true, "visibility": "PUBLIC", "regions": [country], "weight": "9" });
    indicator(&table, &less, &b).await;
    measure(&table, &a, "2026-11-15", json!({ "number": "4" })).await;

    let query = "query($id: ID!, $filter: IndicatorFilter, $order: [IndicatorOrder!]) {
        partnership(by: { id: $id }) { indicators(filter: $filter, orderBy: $order) { nodes { name } } }
        indicator(by: { externalKey: { partnership: $id, key: \"sleutel\" } }) { name visibilityLabel } }";
    let look = async |client: &tests::server::Client, filter: &Value, order: Value| {
        let seen = client.ask(query, json!({ "id": table.id, "filter": filter, "order": order })).await;
        let nodes = seen["partnership"]["indicators"]["nodes"].as_array().unwrap().clone();
        let names: Vec<_> = nodes.iter().map(|node| text(node, "/name").to_owned()).collect();
        (names.concat(), seen["indicator"].clone())
    };
    let (school, outside) = (table.server.by("school"), table.server.anonymous());
    // At the table, and outside of it, where neither the goal nor the reporter nor the key is seen.
    for (filter, seen, seen_outside) in [
        (json!({ "goal": { "eq": goal } }), "a", ""),
        (json!({ "goal": { "isNull": true } }), "b", "ab"),
        (json!({ "reporter": { "eq": table.company } }), "a", ""),
        (json!({ "reporter": { "isNull": true } }), "b", "ab"),
        (json!({ "externalKey": { "eq": "sleutel" } }), "a", ""),
        (json!({ "definition": { "in": [less] } }), "b", "b"),
        (json!({ "region": { "eq": province } }), "a", "a"),
        (json!({ "region": { "eq": country } }), "ab", "ab"),
        (json!({ "region": { "isNull": true } }), "", ""),
        (json!({ "isKey": { "eq": true } }), "b", "b"),
        (json!({ "measure": { "eq": "HOURS" } }), "b", "b"),
        (json!({ "direction": { "eq": "INCREASE" }, "frequency": { "eq": "QUARTERLY" } }), "a", "a"),
        (json!({ "resultReason": { "eq": "NO_DATA" } }), "b", "b"),
        (json!({ "targetDate": { "gte": "2026-12-31" } }), "a", "a"),
    ] {
        assert_eq!(look(&school, &filter, json!([])).await.0, seen, "{filter}");
        assert_eq!(look(&outside, &filter, json!([])).await.0, seen_outside, "{filter}");
    }
    for (field, direction, expected) in [
        ("WEIGHT", "ASC", "ba"),
        ("PROGRESS", "DESC", "ab"),
        ("RESULT_LIGHT", "ASC", "ab"),
        ("REPORTING_LIGHT", "DESC", "ab"),
        ("NAME", "DESC", "ba"),
    ] {
        let order = json!([{ "field": field, "direction": direction }]);
        assert_eq!(look(&outside, &json!({}), order).await.0, expected, "{field}");
    }
    assert_eq!(look(&school, &json!({}), json!([])).await.1, json!({ "name": "a", "visibilityLabel": "openbaar" }));
    assert_eq!(look(&outside, &json!({}), json!([])).await.1, Value::Null);
}
