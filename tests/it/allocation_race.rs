//! Regions that approve at the same time as their shares of a target are changed, agreed to and withdrawn.

use std::{collections::BTreeMap, env, time::Duration};

use akkoord::{
    ids::NodeId,
    ledger::{Aggregate, Snapshot},
};
use entity::{IndicatorId, MeasurementId, MeasurementState};
use serde_json::{Value, json};
use tests::{
    Engine, Test, TestDatabase,
    server::{Server, text},
    table::Table,
    tests,
};

use crate::{
    allocation::{Level, aims_at, vacancies},
    ledger::{partnership_id, whole_chain},
};

pub(crate) fn trials() -> Vec<Test> {
    tests![while_shares_change_nothing_is_lost_or_counted_twice]
}

const REGIONS: usize = 4;
const REPORTS: i64 = 5;
/// No round takes this long unless writers wait for each other for ever.
const PATIENCE: Duration = Duration::from_mins(4);

async fn while_shares_change_nothing_is_lost_or_counted_twice(db: TestDatabase) {
    let rounds = env::var_os("AKKOORD_ROUNDS").and_then(|n| n.to_str()?.parse().ok()).unwrap_or(1);
    for _ in 0..rounds {
        tokio::time::timeout(PATIENCE, round(db.another())).await.expect("nobody waits for ever");
    }
}

async fn round(db: TestDatabase) {
    let table = Table::set(&db).await;
    let definition = vacancies(&table).await;
    let nation = Level::set(&table, "land", &definition, aims_at(60_000)).await;
    nation.report("2026-01-31", 1_000_000).await;
    let mut regions = Vec::new();
    for n in 0..REGIONS {
        regions.push(Level::set(&table, &format!("regio-{n}"), &definition, aims_at(1_000)).await);
    }
    let town = Level::set(&table, "gemeente", &definition, aims_at(100)).await;
    let mut shares = Vec::new();
    for region in &regions {
        shares.push(nation.shares_with(region, "1000").await);
    }
    regions[3].shares_with(&town, "100").await;

    // On PostgreSQL some come by way of another replica; SQLite has one process.
    let other = if db.engine == Engine::Postgres { Server::start(&db).await } else { table.server.clone() };
    let elsewhere = |level: &Level| Level { server: other.clone(), ..level.clone() };
    let mut tasks = tokio::task::JoinSet::new();
    for (n, level) in regions.iter().chain([&town]).enumerate() {
        let mut submitted = Vec::new();
        for report in 0..REPORTS {
            // Powers of ten apart, so that a sum tells what is missing from it.
            let number = 10_i64.pow(u32::try_from(n).unwrap());
            submitted.push(level.submit(&format!("2026-0{}-01", report + 2), number).await);
        }
        let level = if n % 2 == 0 { level.clone() } else { elsewhere(level) };
        tasks.spawn(async move {
            // One by one, or several in one act.
            for some in submitted.chunks(1 + n % 3) {
                match some {
                    [one] => level.approve(one).await,
                    some => level.approve_all(some).await,
                }
            }
        });
    }
    // One share is changed, one is withdrawn and agreed to again, and below that a town moves to another region and back.
    tasks.spawn(change(nation.clone(), shares[0].clone()));
    tasks.spawn(reconsider(regions[3].clone(), shares[3].clone()));
    tasks.spawn(wander(elsewhere(&town), [regions[2].clone(), regions[3].clone()]));
    while let Some(done) = tasks.join_next().await {
        done.unwrap();
    }

    check(&nation, &regions, &town).await;
    nation.server.app.ledger().forget();
    check(&nation, &regions, &town).await;
    let ledger = nation.server.app.ledger();
    whole_chain(ledger, Aggregate::Directory, ledger.directory().await.unwrap().seq()).await;
}

/// Changes a share again and again.
async fn change(nation: Level, share: Value) {
    for n in 0..REPORTS {
        let query = "query($id: ID!) { node(id: $id) { ... on TargetAllocation { version } } }";
        let version = nation.secretary().ask(query, json!({ "id": share })).await["node"]["version"].take();
        let input = json!({ "allocation": share, "expectedVersion": version, "value": (900 + n).to_string() });
        nation.secretary().act("allocationChange", "allocation { id }", input).await;
    }
}

/// Withdraws the consent to a share and agrees again, again and again.
async fn reconsider(level: Level, share: Value) {
    for _ in 0..REPORTS - 2 {
        let received = level.received(&level.secretary()).await;
        let consent = &received[0]["consent"];
        let input = json!({ "consent": consent["id"], "expectedVersion": consent["version"], "reason": "Toch niet" });
        level.chair().act("allocationWithdraw", "removedId", input).await;
        let received = level.received(&level.secretary()).await;
        level.agree(&json!({ "id": share, "version": received[0]["version"] }), None).await;
    }
}

/// Moves from the last of some regions to the first, and on, again and again.
async fn wander(town: Level, regions: [Level; 2]) {
    let [away, home] = &regions;
    for _ in 0..REPORTS - 2 {
        for (from, to) in [(home, away), (away, home)] {
            let received = town.received(&town.secretary()).await;
            let (share, version) = (&received[0]["allocation"], &received[0]["version"]);
            let input = json!({ "allocation": share, "expectedVersion": version, "reason": "Ander gewest" });
            from.chair().act("allocationRemove", "removedId", input).await;
            to.shares_with(&town, "100").await;
        }
    }
}

fn indicator(level: &Level) -> IndicatorId {
    IndicatorId(NodeId::parse(&level.indicator).unwrap().record)
}

/// What a level approved: each measurement with its value.
fn approved(level: &Level, snapshot: &Snapshot) -> BTreeMap<MeasurementId, i64> {
    let series = snapshot.series_of(indicator(level)).iter();
    let approved = series.filter(|one| one.state == MeasurementState::Approved);
    approved.map(|one| (one.id, one.value.unwrap().0)).collect()
}

/// Every ancestor shows each measurement that was approved below it exactly once.
async fn check(nation: &Level, regions: &[Level], town: &Level) {
    let ledger = nation.server.app.ledger();
    let snapshot = async |level: &Level| ledger.partnership(partnership_id(&level.id)).await.unwrap();
    let mut below = BTreeMap::new();
    for level in regions.iter().chain([town]) {
        let own = approved(level, &*snapshot(level).await);
        assert_eq!(i64::try_from(own.len()).unwrap(), REPORTS);
        below.extend(own);
    }
    let towns = approved(town, &*snapshot(town).await);
    for (level, expected) in [(nation, &below), (&regions[3], &towns)] {
        let snapshot = snapshot(level).await;
        let mut found = BTreeMap::new();
        for one in snapshot.contributions_to(indicator(level)) {
            assert!(found.insert(one.measurement_id, one.value.0).is_none(), "counted twice");
        }
        assert_eq!(&found, expected, "{}", level.id);
    }
    for level in regions.iter().take(3).chain([town]) {
        assert_eq!(snapshot(level).await.contributions_to(indicator(level)).count(), 0);
    }

    // The parent is its own figure and those that its children show of themselves.
    let query =
        "query($id: ID!) { node(id: $id) { ... on Indicator { level { value } allocations { level { value } } } } }";
    let mut shown = 0;
    for level in regions.iter().take(3).chain([town]) {
        let answer = level.secretary().ask(query, json!({ "id": level.indicator })).await;
        let value: i64 = text(&answer, "/node/level/value").parse().unwrap();
        shown += value;
    }
    let fourth: i64 = approved(&regions[3], &*snapshot(&regions[3]).await).values().sum();
    assert_eq!((shown * 10_000) + fourth, below.values().sum::<i64>());
    let answer = nation.secretary().ask(query, json!({ "id": nation.indicator })).await;
    for (n, allocation) in answer["node"]["allocations"].as_array().unwrap().iter().take(3).enumerate() {
        let value = REPORTS * 10_i64.pow(u32::try_from(n).unwrap());
        assert_eq!(text(allocation, "/level/value"), value.to_string());
    }
}
