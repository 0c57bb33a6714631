//! Figures as they are shown: on any day, with what awaits approval, over time, and with what children contribute.

use std::collections::BTreeSet;

use akkoord::{
    allocation::{Contribution, TargetAllocation},
    ids::NodeId,
    ledger::{Aggregate, AnyRecord, Changes, Commit, Locked, Outcome},
};
use entity::{Decimal, Effect, IndicatorId, Qualifier, TargetAllocationId};
use serde_json::{Value, json};
use tests::{
    Test, TestDatabase,
    server::{Server, text},
    table::Table,
    tests,
};

use crate::{
    indicator::{define, figures, indicator, measure, path},
    ledger::partnership_id,
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        what_is_answered_at_once_is_what_the_executor_answers,
        a_figure_is_of_the_day_that_is_asked_about,
        a_submitted_measurement_changes_no_figure_and_shows_at_the_table_where_it_is_asked_for,
        a_submitted_correction_takes_the_place_of_what_it_corrects,
        an_indicator_is_shown_over_time_and_ahead,
        a_reported_zero_counts_and_a_missing_value_does_not,
        what_should_stay_within_a_band_says_how_far_it_is_outside_of_it,
        with_only_zwolle_reporting_the_national_figure_is_incomplete,
    ]
}

/// Objects whose values are at hand are answered without the executor; within a fragment it answers itself.
async fn what_is_answered_at_once_is_what_the_executor_answers(db: TestDatabase) {
    let server = Server::with_demo(&db).await;
    let stamp = "at audience asOf";
    let figures = format!("value basis provisional approximate bound {stamp}");
    let ask = async |open: &str, close: &str| -> Value {
        let progress = format!("progress {{ {open} clamped distance coverage {figures} {close} }}");
        let query = format!(
            "query($slug: String!) {{ partnership(by: {{slug: $slug}}) {{ goals {{ nodes {{ {progress} }} }} indicators {{ nodes {{
                {progress} level {{ {open} observedOn coverage {figures} {close} }} baseline {{ {open} value date source {close} }}
                target {{ {open} value again: date {close} }} latest {{ {open} id observedOn value state {close} }}
                expected {{ {open} value {stamp} {close} }} forecast {{ {open} value date provisional approximate {stamp} {close} }}
                allocation {{ {open} allocated unallocated share reportingChildren children {stamp} {close} }}
                series(bucket: QUARTER) {{ {open} dates values expected added provisional {stamp} {close} }} }} }} }} }}"
        );
        let slugs = ["techniekpact-regio-zwolle", "servicepunt-techniek-drenthe", "aanvalsplan-techniek"];
        let mut answers = Vec::new();
        for slug in slugs {
            answers.push(server.by("secretariaat").ask(&query, json!({ "slug": slug })).await);
        }
        answers.into()
    };
    let at_once = ask("", "").await;
    for word in ["AT_LEAST", "SUBMITTED", "MEASUREMENTS", "WEIGHTED_AVERAGE", "PARTNERSHIP"] {
        assert!(at_once.to_string().contains(word), "{word}");
    }
    assert_eq!(at_once, ask("... {", "}").await);
    assert_eq!(at_once, ask("", "typename: __typename @include(if: false)").await);
}

/// All figures of an indicator that take a day and what takes part.
fn all_figures(arguments: &str) -> String {
    let figure = "value basis coverage provisional approximate bound audience at asOf";
    format!(
        "level({arguments}) {{ {figure} observedOn }} ownLevel({arguments}) {{ {figure} }}
        progress({arguments}) {{ {figure} clamped }} index({arguments}) forecast({arguments}) {{ value date provisional }}
        resultLight({arguments}) resultReason({arguments}) resultLightLabel({arguments}) resultReasonLabel({arguments})
        reportingLight({arguments}) reportingLightLabel({arguments}) reportDueOn({arguments})
        goal {{ progress({arguments}) {{ {figure} }} }} "
    )
}

/// A public goal and a public indicator of it, from 100 on the first day of 2026 to 200 on its last.
async fn public_indicator(table: &Table, reporting: (&str, &str), rule: &str) -> String {
    let goal = json!({ "partnership": table.id, "title": "Doel", "kind": "OUTCOME", "visibility": "PUBLIC" });
    let goal = table.secretary().act("goalCreate", "goal { id }", goal).await;
    let modes = json!({ "reporting": reporting.0, "targetBasis": reporting.1, "hierarchyRule": rule });
    let definition = define(table, &format!("{}-{rule}", reporting.0), &modes).await;
    let mut input = path("100", "200");
    input["goal"] = goal["id"].clone();
    input["visibility"] = json!("PUBLIC");
    indicator(table, &definition, &input).await
}

async fn a_figure_is_of_the_day_that_is_asked_about(db: TestDatabase) {
    let table = Table::set(&db).await;
    let indicator = public_indicator(&table, ("SNAPSHOT", "LEVEL"), "SUM").await;
    measure(&table, &indicator, "2026-03-31", json!({ "number": "110" })).await;
    measure(&table, &indicator, "2026-09-30", json!({ "number": "180" })).await;
    let on = async |at: &str| {
        let fields = format!(
            "level(at: \"{at}\") {{ value at }} progress(at: \"{at}\") {{ value coverage basis }} index(at: \"{at}\")
             expected(at: \"{at}\") {{ value at }} resultLight(at: \"{at}\") resultReason(at: \"{at}\")
             reportingLight(at: \"{at}\") reportDueOn(at: \"{at}\") target(at: \"{at}\") {{ date }}
             goal {{ progress(at: \"{at}\") {{ value coverage basis at }} }}"
        );
        figures(&table, &indicator, &fields).await
    };
    let target = json!({ "date": "2026-12-31" });
    let none = json!({ "value": null, "coverage": "0", "basis": null });
    let goal = |value: Value, coverage: &str, at: &str| {
        let basis = if value.is_null() { Value::Null } else { json!("WEIGHTED_AVERAGE") };
        json!({ "progress": { "value": value, "coverage": coverage, "basis": basis, "at": at } })
    };
    assert_eq!(
        on("2026-03-30").await,
        json!({
            "level": null, "progress": none, "index": null, "expected": { "value": "124.175824", "at": "2026-03-30" },
            "resultLight": "GREY", "resultReason": "NO_DATA", "reportingLight": "GREEN", "reportDueOn": "2026-04-01",
            "target": target, "goal": goal(Value::Null, "0", "2026-03-30"),
        })
    );
    let some = |value: &str| json!({ "value": value, "coverage": "1", "basis": "MEASUREMENTS" });
    assert_eq!(
        on("2026-07-14").await,
        json!({
            "level": { "value": "110", "at": "2026-07-14" }, "progress": some("0.1"), "index": "0.408989",
            "expected": { "value": "153.296703", "at": "2026-07-14" }, "resultLight": "RED", "resultReason": "BEHIND",
            "reportingLight": "AMBER", "reportDueOn": "2026-06-30", "target": target,
            "goal": goal(json!("0.1"), "1", "2026-07-14"),
        })
    );
    let today = on("2026-11-20").await;
    assert_eq!(today["level"], json!({ "value": "180", "at": "2026-11-20" }));
    assert_eq!((&today["resultLight"], &today["progress"]), (&json!("GREEN"), &some("0.8")));
    assert_eq!(on("2200-12-31").await["resultReason"], "STALE");
    let query = "query($id: ID!, $at: Date) { node(id: $id) { ... on Indicator { level(at: $at) { value } } } }";
    for at in ["1899-12-31", "2201-01-01"] {
        let reply = table.server.by("school").reply(query, json!({ "id": indicator, "at": at })).await;
        assert_eq!(reply["errors"][0]["extensions"]["code"], "OUT_OF_RANGE", "{reply:#}");
    }
}

async fn a_submitted_measurement_changes_no_figure_and_shows_at_the_table_where_it_is_asked_for(db: TestDatabase) {
    let table = Table::set(&db).await;
    let indicator = public_indicator(&table, ("INCREMENT", "TO_DATE"), "SUM").await;
    measure(&table, &indicator, "2026-03-31", json!({ "number": "10" })).await;
    measure(&table, &indicator, "2026-06-30", json!({ "number": "20" })).await;
    let fields = |include: &str| all_figures(&format!("at: \"2026-11-20\", include: {include}"));
    let ask = async |client: tests::server::Client, fields: &str| {
        let query = format!("query($id: ID!) {{ node(id: $id) {{ ... on Indicator {{ {fields} }} }} }}");
        // The revision is no secret; it tells that something happened, and nothing of it.
        let answer = client.ask(&query, json!({ "id": indicator })).await.to_string();
        let revision = answer.split("\"asOf\":").nth(1).unwrap().split([',', '}']).next().unwrap().to_owned();
        answer.replace(&format!("\"asOf\":{revision}"), "\"asOf\":0")
    };
    let (school, outsiders) =
        (|| table.server.by("school"), || [table.server.by("stranger"), table.server.anonymous()]);
    let (before, series) = (ask(school(), &fields("APPROVED")).await, "series { values provisional asOf }");
    let over_time = ask(school(), series).await;
    let sent = json!({ "indicator": indicator, "observedOn": "2026-09-30", "value": { "number": "30" } });
    table.server.by("company").act("measurementSubmit", "measurement { id }", sent).await;
    assert_eq!(ask(school(), &fields("APPROVED")).await, before);
    assert_eq!(ask(school(), &all_figures("language: NL").replace("language: NL", "include: APPROVED")).await, before);
    assert_eq!(ask(school(), series).await, over_time);
    let all = "series(include: PROVISIONAL) { values provisional asOf }";
    for client in outsiders() {
        let public = ask(client.clone(), &fields("APPROVED")).await;
        assert_eq!(public, before, "a figure is the same for everybody who may see it");
        assert_eq!(ask(client.clone(), &fields("PROVISIONAL")).await, public);
        assert_eq!(ask(client, all).await, over_time);
    }
    let with = figures(&table, &indicator, &fields("PROVISIONAL")).await;
    assert_eq!((&with["level"]["value"], &with["level"]["provisional"]), (&json!("160"), &json!(true)));
    assert_eq!((&with["progress"]["value"], &with["progress"]["provisional"]), (&json!("0.6"), &json!(true)));
    assert_eq!((&with["reportDueOn"], &with["forecast"]["provisional"]), (&json!("2026-12-31"), &json!(true)));
    assert_eq!(with["goal"]["progress"]["provisional"], true);
    let past = all_figures("at: \"2026-09-29\", include: PROVISIONAL");
    assert_eq!(figures(&table, &indicator, &past).await["level"]["provisional"], false);
    let points = json!({ "values": ["110", "130", "160"], "provisional": [false, false, true] });
    assert_eq!(figures(&table, &indicator, &all.replace(" asOf", "")).await["series"], points);
}

async fn a_submitted_correction_takes_the_place_of_what_it_corrects(db: TestDatabase) {
    let table = Table::set(&db).await;
    let indicator = public_indicator(&table, ("INCREMENT", "TO_DATE"), "SUM").await;
    measure(&table, &indicator, "2026-03-31", json!({ "number": "40" })).await;
    let latest = figures(&table, &indicator, "latest { id version }").await["latest"].take();
    let correction = json!({
        "measurement": latest["id"], "expectedVersion": latest["version"], "reason": "Dubbel geteld",
        "value": { "number": "25" },
    });
    table.server.by("company").act("measurementCorrect", "measurement { id }", correction).await;
    let levels = "level { value } provisional: level(include: PROVISIONAL) { value provisional }";
    let expected = json!({ "level": { "value": "140" }, "provisional": { "value": "125", "provisional": true } });
    assert_eq!(figures(&table, &indicator, levels).await, expected);
}

async fn an_indicator_is_shown_over_time_and_ahead(db: TestDatabase) {
    let table = Table::set(&db).await;
    let indicator = public_indicator(&table, ("INCREMENT", "TO_DATE"), "SUM").await;
    for (day, value) in [("2026-02-28", "10"), ("2026-03-31", "0"), ("2026-08-01", "30")] {
        measure(&table, &indicator, day, json!({ "number": value })).await;
    }
    let series = async |arguments: &str| {
        let fields = format!("series{arguments} {{ dates values expected added provisional }}");
        figures(&table, &indicator, &fields).await["series"].take()
    };
    assert_eq!(
        series("").await,
        json!({
            "dates": ["2026-02-28", "2026-03-31", "2026-08-01"], "values": ["110", "110", "140"],
            "expected": ["115.934066", "124.450549", "158.241758"], "added": ["10", "0", "30"],
            "provisional": [false, false, false],
        })
    );
    assert_eq!(
        series("(bucket: QUARTER, from: \"2026-03-01\", to: \"2026-08-15\")").await,
        json!({
            "dates": ["2026-03-31", "2026-06-30", "2026-08-15"], "values": ["110", "110", "140"],
            "expected": ["124.450549", "149.450549", "162.087912"], "added": ["0", null, "30"],
            "provisional": [false, false, false],
        })
    );
    let early = series("(bucket: MONTH, from: \"2025-12-01\", to: \"2026-01-31\")").await;
    assert_eq!(early["values"], json!([null, null]));
    assert_eq!(early["expected"], json!(["100", "108.241758"]));
    let query = "query($id: ID!) { node(id: $id) { ... on Indicator { series(bucket: WEEK, from: \"2000-01-01\") { dates } } } }";
    let reply = table.server.by("school").reply(query, json!({ "id": indicator })).await;
    assert_eq!(reply["errors"][0]["extensions"]["code"], "PAGE_SIZE", "{reply:#}");
    // Levels 110, 110 and 140 on days -154, -123 and 0.
    let ahead = "forecast { value date } early: forecast(at: \"2026-03-30\") { value }";
    assert_eq!(
        figures(&table, &indicator, ahead).await,
        json!({ "forecast": { "value": "171.007637", "date": "2027-05-19" }, "early": null })
    );
}

async fn a_reported_zero_counts_and_a_missing_value_does_not(db: TestDatabase) {
    let table = Table::set(&db).await;
    let told = define(&table, "verhaal", &json!({ "measure": "NARRATIVE", "hierarchyRule": "NONE" })).await;
    let [nothing, silent] = [
        public_indicator(&table, ("SNAPSHOT", "LEVEL"), "SUM").await,
        public_indicator(&table, ("RUNNING_TOTAL", "TO_DATE"), "SUM").await,
    ];
    let told = indicator(&table, &told, &json!({})).await;
    measure(&table, &nothing, "2026-11-01", json!({ "number": "0" })).await;
    measure(&table, &told, "2026-11-01", json!({ "text": "Het gaat goed" })).await;
    let fields = "level { value } resultReason progress { value } reportDueOn";
    let says = |level: Value, reason: &str, progress: Value, due: &str| json!({ "level": level, "resultReason": reason, "progress": { "value": progress }, "reportDueOn": due });
    let zero = says(json!({ "value": "0" }), "WORSE_THAN_BASELINE", json!("-1"), "2027-02-01");
    assert_eq!(figures(&table, &nothing, fields).await, zero);
    assert_eq!(figures(&table, &silent, fields).await, says(Value::Null, "NO_DATA", Value::Null, "2026-04-01"));
    assert_eq!(figures(&table, &told, fields).await, says(Value::Null, "NO_DATA", Value::Null, "2027-02-01"));
}

/// A part of an indicator's target that is handed out to another one of the table.
struct Part<'a> {
    child: &'a str,
    value: i64,
    effect: Option<Effect>,
}

/// Hands out parts of a target, and mirrors what the children measured.
async fn hand_out(table: &Table, indicator: &str, parts: &[Part<'_>]) {
    let (partnership, now) = (partnership_id(&table.id), table.server.clock.now());
    let record = |id: &str| IndicatorId(NodeId::parse(id).unwrap().record);
    let indicator = record(indicator);
    let parts: Vec<_> = parts.iter().map(|part| (record(part.child), part.value, part.effect)).collect();
    let act = move |world: &Locked| {
        let mut changes = Changes::of("allocationCreate");
        for (child, value, effect) in &parts {
            let allocation = TargetAllocationId(world.id());
            let row = entity::target_allocation::Model {
                partnership_id: partnership,
                id: allocation,
                version: 0,
                external_key: None,
                source: None,
                changed_at: now,
                removed_at: None,
                indicator_id: indicator,
                child_partnership_id: partnership,
                child_indicator_id: Some(*child),
                value: Decimal(value * Decimal::SCALE),
                reason: None,
                agreed_on: Some("2026-01-01".parse().unwrap()),
            };
            changes = changes.with(TargetAllocation { row });
            let measured = world.partnerships[&partnership].series_of(*child).iter();
            changes = changes.with_all(measured.map(|one| {
                AnyRecord::from(Contribution {
                    row: entity::contribution::Model {
                        partnership_id: partnership,
                        id: world.id().into(),
                        version: 0,
                        external_key: None,
                        source: None,
                        changed_at: now,
                        removed_at: None,
                        indicator_id: indicator,
                        allocation_id: allocation,
                        source_partnership_id: partnership,
                        source_indicator_id: *child,
                        measurement_id: one.id,
                        observed_on: one.observed_on,
                        value: one.value.unwrap(),
                        denominator: None,
                        qualifier: Qualifier::Exact,
                        denominator_qualifier: Qualifier::Exact,
                        effect: *effect,
                        approved_at: one.approved_at.unwrap(),
                    },
                })
            }));
        }
        Ok::<_, ()>(changes)
    };
    let aggregates = BTreeSet::from([Aggregate::Directory, Aggregate::Partnership(partnership)]);
    let commit = Commit { actor: None, aggregates, key: None, act: Box::new(act) };
    let Outcome::Done(_) = table.server.app.ledger().commit(commit).await.unwrap() else { panic!("refused") };
}

async fn what_should_stay_within_a_band_says_how_far_it_is_outside_of_it(db: TestDatabase) {
    let table = Table::set(&db).await;
    let definition = define(&table, "bezetting", &json!({ "direction": "MAINTAIN" })).await;
    let kept = indicator(&table, &definition, &json!({ "band": { "low": "40", "high": "60" } })).await;
    for (day, level, [value, distance]) in
        [("2026-10-01", "35.5", ["0", "-4.5"]), ("2026-10-15", "60", ["1", "0"]), ("2026-11-01", "65", ["0", "5"])]
    {
        measure(&table, &kept, day, json!({ "number": level })).await;
        let found = figures(&table, &kept, "progress { value distance }").await;
        assert_eq!(found["progress"], json!({ "value": value, "distance": distance }));
    }
    let grows = define(&table, "groei", &json!({})).await;
    let grows = indicator(&table, &grows, &path("0", "10")).await;
    measure(&table, &grows, "2026-10-01", json!({ "number": "4" })).await;
    assert_eq!(figures(&table, &grows, "progress { distance }").await["progress"]["distance"], Value::Null);
}

async fn with_only_zwolle_reporting_the_national_figure_is_incomplete(db: TestDatabase) {
    let table = Table::set(&db).await;
    let modes = json!({ "reporting": "INCREMENT", "targetBasis": "TO_DATE", "hierarchyRule": "SUM" });
    let definition = define(&table, "vervuld", &modes).await;
    let zwolle = indicator(&table, &definition, &path("0", "4000")).await;
    let other = indicator(&table, &definition, &json!({})).await;
    let silent = indicator(&table, &definition, &json!({})).await;
    let national = indicator(&table, &definition, &path("0", "60000")).await;
    measure(&table, &zwolle, "2026-06-30", json!({ "number": "600" })).await;
    measure(&table, &zwolle, "2026-09-30", json!({ "number": "400" })).await;
    let figure = "value coverage basis";
    let fields = format!(
        "level {{ {figure} observedOn }} ownLevel {{ value }} childrenLevel {{ {figure} }} progress {{ {figure} }}
         allocation {{ allocated unallocated share reportingChildren children at }} resultLight resultReason
         byEffect {{ effect effectLabel level {{ value }} }} before: allocation(at: \"2026-09-29\") {{ reportingChildren }}
         series {{ dates values added }}"
    );
    let own =
        figures(&table, &zwolle, "progress { value coverage basis } allocation { share } childrenLevel { value }")
            .await;
    let progress = json!({ "value": "0.25", "coverage": "1", "basis": "MEASUREMENTS" });
    assert_eq!(own, json!({ "progress": progress, "allocation": null, "childrenLevel": null }));

    hand_out(&table, &national, &[Part { child: &zwolle, value: 4_000, effect: Some(Effect::Filled) }]).await;
    let level = json!({ "value": "1000", "coverage": "0.066667", "basis": "CONTRIBUTIONS" });
    let mut whole = level.clone();
    whole["observedOn"] = json!("2026-09-30");
    let found = figures(&table, &national, &fields).await;
    assert_eq!(
        found,
        json!({
            "level": whole, "ownLevel": null, "childrenLevel": level,
            "progress": { "value": "0.016667", "coverage": "0.066667", "basis": "CONTRIBUTIONS" },
            "allocation": {
                "allocated": "4000", "unallocated": "56000", "share": "0.066667", "reportingChildren": 1, "children": 1,
                "at": "2026-11-20",
            },
            "resultLight": "GREY", "resultReason": "INCOMPLETE",
            "byEffect": [{ "effect": "FILLED", "effectLabel": "vervuld", "level": { "value": "1000" } }],
            "before": { "reportingChildren": 1 },
            "series": { "dates": ["2026-06-30", "2026-09-30"], "values": ["600", "1000"], "added": ["600", "400"] },
        })
    );

    // Once enough is handed out and enough report, the whole is judged: its own measurements and all contributions.
    measure(&table, &other, "2026-09-30", json!({ "number": "40000" })).await;
    let avoiding = Part { child: &other, value: 40_000, effect: Some(Effect::Avoided) };
    hand_out(&table, &national, &[avoiding, Part { child: &silent, value: 10_000, effect: None }]).await;
    measure(&table, &national, "2026-10-15", json!({ "number": "5000" })).await;
    let found = figures(&table, &national, &fields).await;
    assert_eq!(text(&found, "/level/value"), "46000");
    assert_eq!(text(&found, "/level/basis"), "MEASUREMENTS_AND_CONTRIBUTIONS");
    assert_eq!((text(&found, "/ownLevel/value"), text(&found, "/childrenLevel/value")), ("5000", "41000"));
    assert_eq!((text(&found, "/level/coverage"), text(&found, "/allocation/share")), ("0.666667", "0.9"));
    assert_eq!((text(&found, "/resultLight"), text(&found, "/resultReason")), ("GREEN", "ON_TRACK"));
    let effects: Vec<_> =
        found["byEffect"].as_array().unwrap().iter().map(|one| one["level"]["value"].clone()).collect();
    assert_eq!(effects, ["1000", "40000", "5000"]);
}
