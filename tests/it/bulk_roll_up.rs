//! A whole round approved in one act, of indicators that take parts of several targets: every ancestor gets all of it.

use serde_json::{Value, json};
use tests::{Test, TestDatabase, table::Table, tests};

use crate::{
    allocation::{Level, aims_at, three_levels, vacancies, with},
    indicator::define,
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        a_round_counts_at_all_ancestors_in_one_commit,
        a_row_that_is_refused_counts_nowhere,
        a_closed_round_keeps_what_its_ancestors_have,
    ]
}

/// The answer to a round: what was approved, what was refused, and the first error of each row.
async fn approve(level: &Level, measurements: &[&Value], more: &Value) -> (Value, Value, Vec<String>) {
    let rows: Vec<Value> = measurements.iter().map(|id| json!({ "measurement": id, "expectedVersion": 1 })).collect();
    let input = with(json!({ "partnership": level.id, "rows": rows }), more);
    let fields = "results { userErrors { code } } approved refused";
    let mut answer = level.chair().perform("measurementsApprove", fields, input).await;
    let code = |row: &Value| row["userErrors"][0]["code"].as_str().unwrap_or_default().to_owned();
    let codes = answer["results"].as_array().unwrap().iter().map(code).collect();
    (answer["approved"].take(), answer["refused"].take(), codes)
}

async fn correct(level: &Level, measurement: &Value, number: &str) -> Value {
    let input = json!({
        "measurement": measurement, "expectedVersion": 2, "reason": "Verteld", "value": { "number": number },
    });
    level.secretary().act("measurementCorrect", "measurement { id }", input).await["id"].take()
}

/// A region with a second indicator, a part of another nation's target.
async fn beside(table: &Table, region: &Level) -> (Level, Level) {
    let more = json!({ "reporting": "INCREMENT", "targetBasis": "TO_DATE", "hierarchyRule": "SUM" });
    let definition = define(table, "elders", &more).await;
    let other = Level::set(table, "ander-land", &definition, aims_at(900)).await;
    let mut second = region.clone();
    second.indicator = region.add(&definition, aims_at(90)).await;
    other.shares_with(&second, "90").await;
    (other, second)
}

async fn a_round_counts_at_all_ancestors_in_one_commit(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [nation, region, town] = three_levels(&table).await;
    nation.shares_with(&region, "4000").await;
    region.shares_with(&town, "500").await;
    let (other, second) = beside(&table, &region).await;
    town.report("2026-01-15", 7).await;

    let first = [region.submit("2026-02-01", 10).await, region.submit("2026-03-01", 20).await];
    let beside = second.submit("2026-02-01", 3).await;
    let round = [&first[0], &beside, &first[1]];
    let kept = json!({ "idempotencyKey": "ronde 1" });
    for _ in 0..2 {
        assert_eq!(approve(&region, &round, &kept).await, (json!(3), json!(0), vec![String::new(); 3]));
        assert_eq!((nation.contributed().await, other.contributed().await), (vec![7, 10, 20], vec![3]));
        assert_eq!(region.contributed().await, [7]);
    }

    // Corrections, of both indicators, beside what is new.
    let corrected = [correct(&region, &first[0], "11").await, correct(&second, &beside, "4").await];
    let new = region.submit("2026-04-01", 40).await;
    let round = [&corrected[0], &corrected[1], &new];
    let (before, dry) = (nation.contributed().await, json!({ "dryRun": true }));
    assert_eq!(approve(&region, &round, &dry).await.0, 3);
    assert_eq!((nation.contributed().await, other.contributed().await), (before, vec![3]));
    assert_eq!(approve(&region, &round, &json!({ "idempotencyKey": "ronde 2" })).await.0, 3);
    table.server.app.ledger().forget();
    assert_eq!((nation.contributed().await, other.contributed().await), (vec![7, 11, 20, 40], vec![4]));
}

async fn a_row_that_is_refused_counts_nowhere(db: TestDatabase) {
    let table = Table::set(&db).await;
    let [nation, region, town] = three_levels(&table).await;
    nation.shares_with(&region, "4000").await;
    region.shares_with(&town, "500").await;
    let wrong = town.report("2026-01-31", 5).await;
    let good = [town.submit("2026-02-28", 1).await, correct(&town, &wrong, "6").await];
    let own = json!({ "indicator": town.indicator, "observedOn": "2026-03-31", "value": { "number": "9" } });
    let own = town.chair().act("measurementSubmit", "measurement { id }", own).await["id"].take();
    let round = [&good[0], &own, &good[1], &good[0]];
    let codes = ["", "SELF_APPROVAL", "", "STALE_VERSION"].map(str::to_owned);

    let (none, refused, told) = approve(&town, &round, &json!({})).await;
    assert_eq!((none, refused, told.as_slice()), (json!(0), json!(2), codes.as_slice()));
    for ancestor in [&nation, &region] {
        assert_eq!(ancestor.contributed().await, [5]);
    }
    let (some, refused, told) = approve(&town, &round, &json!({ "acceptGoodRows": true })).await;
    assert_eq!((some, refused, told.as_slice()), (json!(2), json!(2), codes.as_slice()));
    for ancestor in [&nation, &region] {
        assert_eq!(ancestor.contributed().await, [1, 6]);
    }
}

async fn a_closed_round_keeps_what_its_ancestors_have(db: TestDatabase) {
    let table = Table::set(&db).await;
    let definition = vacancies(&table).await;
    let nation = Level::set(&table, "land", &definition, aims_at(600)).await;
    let region = Level::set(&table, "regio", &definition, aims_at(100)).await;
    nation.shares_with(&region, "100").await;
    let first = region.report("2026-03-31", 5).await;
    let late = region.submit("2026-04-01", 2).await;
    for level in [&region, &nation] {
        let period =
            json!({ "partnership": level.id, "name": "Kwartaal 1", "from": "2026-01-01", "until": "2026-03-31" });
        let period = level.secretary().act("reportingPeriodCreate", "reportingPeriod { id }", period).await;
        let close = json!({ "reportingPeriod": period["id"], "expectedVersion": 1 });
        level.secretary().act("reportingPeriodClose", "reportingPeriod { id }", close).await;
    }
    // Whatever day it moves to, the one that it corrects lies in the closed period.
    let moved = json!({
        "measurement": first, "expectedVersion": 2, "reason": "Later", "observedOn": "2026-04-02",
    });
    assert_eq!(region.secretary().refused("measurementCorrect", moved).await, ["PERIOD_CLOSED observedOn"]);
    let (approved, ..) = approve(&region, &[&late], &json!({})).await;
    assert_eq!((approved, nation.contributed().await), (json!(1), vec![2, 5]));
}
