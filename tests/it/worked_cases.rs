//! The worked cases of section 5 of the domain, figure for figure, through the API: definitions, indicators and measurements
//! are entered, and approved by somebody else. What is only submitted changes no figure in any of them.

use serde_json::{Value, json};
use tests::{Test, TestDatabase, server::text, table::Table, tests};

use crate::{
    allocation::{Level, aims_at, vacancies},
    indicator::{define, figures, indicator, measure, path},
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        progress_runs_from_the_baseline_to_the_target,
        weights_never_make_more_than_the_whole,
        forty_of_nearly_130_is_at_least_30_8_percent,
        only_zwolle_reports,
        a_reported_zero_counts_and_what_is_missing_does_not,
    ]
}

/// All that is said about an indicator, but for its measurements.
const FIGURES: &str = "
    fragment All on Indicator {
      level { value basis coverage provisional approximate bound at } ownLevel { value } childrenLevel { value }
      progress { value clamped basis coverage provisional approximate bound } index expected { value } forecast { value date }
      resultLight resultReason reportingLight reportDueOn byEffect { effect level { value } }
      allocation { allocated unallocated share reportingChildren children } breakdown { category value }
      allocations { level { value } progress { value } resultLight resultReason }
      series { dates values expected added provisional } goal { progress { value coverage basis } gap { lines { level remaining } } } }";

/// What the table and the public see of an indicator.
async fn seen(table: &Table, indicator: &str) -> [Value; 2] {
    let query = format!("query($id: ID!) {{ node(id: $id) {{ ... on Indicator {{ ...All }} }} }} {FIGURES}");
    let id = json!({ "id": indicator });
    [table.secretary().ask(&query, id.clone()).await, table.server.anonymous().ask(&query, id).await]
}

/// Reports a value, which changes nothing, and has it approved, which does.
async fn report(table: &Table, indicator: &str, day: &str, value: Value) {
    let before = seen(table, indicator).await;
    let mut input = json!({ "indicator": indicator, "observedOn": day });
    crate::commitment::add(&mut input, &value);
    let sent = table.server.by("company").act("measurementSubmit", "measurement { id }", input).await;
    assert_eq!(seen(table, indicator).await, before, "what is only submitted changes no figure");
    let approval = json!({ "measurement": sent["id"], "expectedVersion": 1 });
    table.secretary().act("measurementApprove", "measurement { id }", approval).await;
    assert_ne!(seen(table, indicator).await, before, "what is approved does");
}

async fn progress_runs_from_the_baseline_to_the_target(db: TestDatabase) {
    let table = Table::set(&db).await;
    let goal =
        |title: &str| json!({ "partnership": table.id, "title": title, "kind": "OUTCOME", "visibility": "PUBLIC" });
    let more = define(&table, "aandeel meer", &json!({ "measure": "PERCENT", "unit": "%" })).await;
    let falls = json!({ "measure": "PERCENT", "unit": "%", "direction": "DECREASE" });
    let less = define(&table, "aandeel minder", &falls).await;
    let fewer = define(&table, "aantal minder", &json!({ "direction": "DECREASE" })).await;
    let number = |value: &str| json!({ "value": { "number": value } });
    let share = |numerator: &str| json!({ "value": { "ratio": { "numerator": numerator, "denominator": "1000" } } });
    for (definition, [from, to], sent, [level, progress, clamped, light, reason]) in [
        (&fewer, ["60000", "50000"], number("59000"), ["59000", "0.1", "0.1", "RED", "BEHIND"]),
        (&fewer, ["153", "126"], number("153"), ["153", "0", "0", "RED", "BEHIND"]),
        (&less, ["18.5", "0"], share("51"), ["5.1", "0.724324", "0.724324", "AMBER", "ATTENTION"]),
        (&less, ["18.5", "5.1"], share("0"), ["0", "1.380597", "1", "ACHIEVED", "ACHIEVED"]),
        (&more, ["47", "54"], share("453"), ["45.3", "-0.242857", "0", "RED", "WORSE_THAN_BASELINE"]),
    ] {
        let goal = table.secretary().act("goalCreate", "goal { id }", goal(from)).await;
        let mut input = path(from, to);
        crate::commitment::add(&mut input, &json!({ "goal": goal["id"], "visibility": "PUBLIC" }));
        let indicator = indicator(&table, definition, &input).await;
        report(&table, &indicator, "2026-11-15", sent).await;
        let found = seen(&table, &indicator).await;
        for found in found.map(|mut found| found["node"].take()) {
            let value =
                [text(&found, "/level/value"), text(&found, "/progress/value"), text(&found, "/progress/clamped")];
            assert_eq!(value, [level, progress, clamped], "{from} to {to}");
            assert_eq!(
                [text(&found, "/resultLight"), text(&found, "/resultReason")],
                [light, reason],
                "{from} to {to}"
            );
            assert_eq!(
                found["goal"]["progress"],
                json!({ "value": clamped, "coverage": "1", "basis": "WEIGHTED_AVERAGE" })
            );
        }
    }
}

async fn weights_never_make_more_than_the_whole(db: TestDatabase) {
    let table = Table::set(&db).await;
    let goal = table.goal("Doel").await;
    let definition = define(&table, "meer", &json!({})).await;
    for weight in ["2", "3"] {
        let mut more = path("0", "10");
        crate::commitment::add(&mut more, &json!({ "goal": goal, "weight": weight }));
        let indicator = indicator(&table, &definition, &more).await;
        measure(&table, &indicator, "2026-11-15", json!({ "number": "10" })).await;
    }
    let query = "query($id: ID!) { node(id: $id) { ... on Goal { progress { value coverage } } } }";
    let seen = table.secretary().ask(query, json!({ "id": goal })).await;
    assert_eq!(seen["node"]["progress"], json!({ "value": "1", "coverage": "1" }));
}

/// Servicepunt Techniek Drenthe: "40 geplaatst", "met een kleine 130 kandidaten gesproken".
async fn forty_of_nearly_130_is_at_least_30_8_percent(db: TestDatabase) {
    let table = Table::set(&db).await;
    let share = json!({ "measure": "PERCENT", "unit": "%", "hierarchyRule": "RATIO_OF_SUMS" });
    let definition = define(&table, "geplaatst", &share).await;
    let placed = indicator(&table, &definition, &json!({ "visibility": "PUBLIC" })).await;
    let sent = json!({
        "value": { "ratio": { "numerator": "40", "denominator": "130" } }, "denominatorQualifier": "JUST_UNDER",
    });
    report(&table, &placed, "2026-06-30", sent).await;
    for mut found in seen(&table, &placed).await {
        let level = found["node"]["level"].take();
        let expected = json!({
            "value": "30.769231", "basis": "MEASUREMENTS", "coverage": "1", "provisional": false, "approximate": true,
            "bound": "AT_LEAST", "at": "2026-11-20",
        });
        assert_eq!(level, expected);
    }
}

/// 60 000 vacancies in the country, of which 4 000 for Regio Zwolle.
async fn only_zwolle_reports(db: TestDatabase) {
    let table = Table::set(&db).await;
    let definition = vacancies(&table).await;
    let public = |target| crate::allocation::with(aims_at(target), &json!({ "visibility": "PUBLIC" }));
    let nation = Level::set(&table, "land", &definition, public(60_000)).await;
    let zwolle = Level::set(&table, "zwolle", &definition, public(4_000)).await;
    nation.shares_with(&zwolle, "4000").await;
    let everywhere = async || [seen(&table, &nation.indicator).await, seen(&table, &zwolle.indicator).await];
    let before = everywhere().await;
    let sent = zwolle.submit("2026-11-15", 1_000).await;
    assert_eq!(everywhere().await, before, "what is only submitted changes no figure, here nor above");
    zwolle.approve(&sent).await;
    for mut found in seen(&table, &zwolle.indicator).await {
        let found = found["node"].take();
        assert_eq!((text(&found, "/level/value"), text(&found, "/progress/value")), ("1000", "0.25"));
        assert_eq!((text(&found, "/resultLight"), text(&found, "/resultReason")), ("RED", "BEHIND"));
    }
    for mut found in seen(&table, &nation.indicator).await {
        let found = found["node"].take();
        assert_eq!((text(&found, "/level/value"), text(&found, "/progress/value")), ("1000", "0.016667"));
        assert_eq!((text(&found, "/level/coverage"), text(&found, "/level/basis")), ("0.066667", "CONTRIBUTIONS"));
        assert_eq!((text(&found, "/resultLight"), text(&found, "/resultReason")), ("GREY", "INCOMPLETE"));
        let handed_out = json!({
            "allocated": "4000", "unallocated": "56000", "share": "0.066667", "reportingChildren": 1, "children": 1,
        });
        assert_eq!((&found["allocation"], &found["ownLevel"]), (&handed_out, &Value::Null));
        let part = json!({ "level": { "value": "1000" }, "progress": { "value": "0.25" }, "resultLight": "RED", "resultReason": "BEHIND" });
        assert_eq!(found["allocations"], json!([part]));
    }
}

async fn a_reported_zero_counts_and_what_is_missing_does_not(db: TestDatabase) {
    let table = Table::set(&db).await;
    let goal = table.goal("Doel").await;
    let definition = define(&table, "som", &json!({ "reporting": "INCREMENT", "targetBasis": "TO_DATE" })).await;
    let mut input = path("0", "100");
    input["goal"] = json!(goal);
    let [zero, silent] = [indicator(&table, &definition, &input).await, indicator(&table, &definition, &input).await];
    report(&table, &zero, "2026-11-15", json!({ "value": { "number": "0" } })).await;
    let fields = "level { value coverage } progress { value coverage } resultLight resultReason series { dates values }
        goal { progress { value coverage } }";
    let goal = json!({ "progress": { "value": "0", "coverage": "0.5" } });
    let reported = json!({
        "level": { "value": "0", "coverage": "1" }, "progress": { "value": "0", "coverage": "1" }, "resultLight": "RED",
        "resultReason": "BEHIND", "series": { "dates": ["2026-11-15"], "values": ["0"] }, "goal": goal,
    });
    let missing = json!({
        "level": null, "progress": { "value": null, "coverage": "0" }, "resultLight": "GREY", "resultReason": "NO_DATA",
        "series": { "dates": [], "values": [] }, "goal": goal,
    });
    assert_eq!(figures(&table, &zero, fields).await, reported);
    assert_eq!(figures(&table, &silent, fields).await, missing);
}
