//! Who reads and writes at the same time: writers at one table, two replicas of one database, and polls that ask no SQL.

use std::{collections::BTreeSet, sync::atomic::Ordering};

use akkoord::{
    clock::Clock,
    error::Error,
    ledger::{Aggregate, Database, Ledger},
};
use serde_json::{Value, json};
use tests::{Engine, Test, TestDatabase, server::text, table::Table, tests};

use crate::{
    journey,
    ledger::{partnership_id, whole_chain},
};

pub(crate) fn trials() -> Vec<Test> {
    tests![
        every_acknowledged_write_of_concurrent_writers_is_there,
        of_two_acts_on_one_version_exactly_one_succeeds,
        a_second_process_sees_each_commit_at_once_or_is_refused,
        a_warm_dashboard_asks_the_database_for_no_more_than_the_heads,
    ]
}

const WRITERS: usize = 8;
const DASHBOARD: &str = include_str!("contract/dashboard.graphql");

fn goal(partnership: &str, title: &str) -> Value {
    json!({ "partnership": partnership, "title": title, "kind": "OUTPUT" })
}

async fn every_acknowledged_write_of_concurrent_writers_is_there(db: TestDatabase) {
    let table = Table::set(&db).await;
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let (client, id) = (table.secretary(), table.id.clone());
            tokio::spawn(async move {
                let mut acknowledged = Vec::new();
                for n in 0..5 {
                    let made = client.act("goalCreate", "goal { id }", goal(&id, &format!("{writer}/{n}"))).await;
                    acknowledged.push(text(&made, "/id").to_owned());
                }
                acknowledged
            })
        })
        .collect();
    let mut acknowledged = BTreeSet::new();
    for writer in writers {
        acknowledged.extend(writer.await.unwrap());
    }
    assert_eq!(acknowledged.len(), WRITERS * 5);
    let ledger = table.server.app.ledger();
    let id = partnership_id(&table.id);
    let check = async || {
        let query = "query($id: ID!) { partnership(by: {id: $id}) { goals(first: 200) { nodes { id } } } }";
        let answer = table.secretary().ask(query, json!({ "id": table.id })).await;
        let goals = answer["partnership"]["goals"]["nodes"].as_array().unwrap().clone();
        let goals: BTreeSet<String> = goals.iter().map(|goal| text(goal, "/id").to_owned()).collect();
        assert_eq!(goals, acknowledged);
    };
    check().await;
    whole_chain(ledger, Aggregate::Partnership(id), ledger.partnership(id).await.unwrap().seq()).await;
    ledger.forget();
    check().await;
}

async fn of_two_acts_on_one_version_exactly_one_succeeds(db: TestDatabase) {
    let table = Table::set(&db).await;
    for round in 0..5 {
        let interest = json!({
            "partnership": table.id, "organisation": table.company, "side": "GAIN", "kind": "PLACES", "title": format!("{round}"),
        });
        let interest = table.server.by("company").act("interestCreate", "interest { id version }", interest).await;
        let sent: Vec<_> = ["Eerste", "Tweede"]
            .into_iter()
            .map(|title| {
                let (client, interest) = (table.server.by("company"), interest.clone());
                let input =
                    json!({ "interest": interest["id"], "expectedVersion": interest["version"], "title": title });
                tokio::spawn(async move { client.perform("interestChange", "interest { version }", input).await })
            })
            .collect();
        let mut outcomes = Vec::new();
        for one in sent {
            let payload = one.await.unwrap();
            outcomes.push(payload["userErrors"][0]["code"].as_str().unwrap_or("DONE").to_owned());
        }
        outcomes.sort();
        assert_eq!(outcomes, ["DONE", "STALE_VERSION"]);
    }
}

async fn a_second_process_sees_each_commit_at_once_or_is_refused(db: TestDatabase) {
    let table = Table::set(&db).await;
    let second = Database::connect(&db.url).await;
    if db.engine == Engine::Sqlite {
        assert!(matches!(second, Err(Error::InUse(_))), "{second:?}");
        return;
    }
    let replica = Ledger::new(second.unwrap(), Clock::system(), 1 << 26);
    let id = partnership_id(&table.id);
    let mut before = replica.partnership(id).await.unwrap();
    for n in 0..5 {
        table.goal(&format!("Doel {n}")).await;
        let after = replica.partnership(id).await.unwrap();
        assert_eq!(after.goals.iter().count(), n + 1);
        // Caught up, not loaded anew: what did not change is the very same.
        assert!(after.memberships.is_same(&before.memberships) && !after.goals.is_same(&before.goals));
        before = after;
    }
}

async fn a_warm_dashboard_asks_the_database_for_no_more_than_the_heads(db: TestDatabase) {
    let table = Table::set(&db).await;
    let goal = table.goal("Doel").await;
    let definition = journey::definition(&table.secretary(), &table, "vervuld").await;
    for _ in 0..3 {
        let indicator = journey::indicator(&table, &goal, &definition, 100, "1").await;
        journey::submit(&table.secretary(), &indicator, "2026-10-01", 10).await;
    }
    let statements = async || {
        let before = table.server.statements.load(Ordering::Relaxed);
        table.secretary().ask(DASHBOARD, json!({ "slug": "tafel" })).await;
        table.server.statements.load(Ordering::Relaxed) - before
    };
    // The heads of the directory and of the partnership, where another process may have moved them.
    let warm = if db.engine == Engine::Postgres { 2 } else { 0 };
    assert_eq!(statements().await, warm);
    table.server.app.ledger().forget();
    assert!(statements().await > warm, "a cold dashboard loads");
    assert_eq!(statements().await, warm);
}
