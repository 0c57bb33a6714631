//! The ledger: no gap, no lost write, a chain that verifies, and one truth however a snapshot is made.

use std::{collections::BTreeSet, sync::Arc};

use akkoord::{
    clock::Clock,
    ledger::{Aggregate, Changes, Commit, Database, Ledger, Locked, Outcome, revision},
    region::Region,
};
use entity::RegionKind;
use tests::{Test, TestDatabase, tests};

pub(crate) fn trials() -> Vec<Test> {
    tests![concurrent_writers_leave_no_gap_and_lose_nothing]
}

async fn ledger(db: &TestDatabase) -> Ledger {
    Ledger::new(Database::connect(&db.url).await.unwrap(), Clock::system(), 1 << 26)
}

fn enter_region(name: String) -> Commit<()> {
    let act = move |world: &Locked| {
        let row = entity::region::Model {
            id: world.id().into(),
            version: 0,
            external_key: None,
            source: None,
            changed_at: world.now,
            removed_at: None,
            name: name.clone(),
            kind: RegionKind::Other,
            code: None,
        };
        let within = world.directory.regions.iter().map(|region| region.row.id).take(2).collect();
        Ok(Changes::of("regionCreate").with(Region { row, within }))
    };
    Commit { actor: None, aggregates: BTreeSet::from([Aggregate::Directory]), key: None, act: Box::new(act) }
}

async fn concurrent_writers_leave_no_gap_and_lose_nothing(db: TestDatabase) {
    let ledger = ledger(&db).await;
    let writers: Vec<_> = (0..8)
        .map(|writer| {
            let ledger = ledger.clone();
            tokio::spawn(async move {
                for n in 0..10 {
                    let outcome = ledger.commit(enter_region(format!("{writer}/{n}"))).await.unwrap();
                    assert!(matches!(outcome, Outcome::Done(_)));
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    let live = ledger.directory().await.unwrap();
    assert_eq!(live.seq(), 80);
    let names: BTreeSet<String> = live.regions.iter().map(|region| region.name.clone()).collect();
    assert_eq!(names.len(), 80);

    let revisions =
        revision::read_after(ledger.database().reader(), Aggregate::Directory.key(), 0, 1_000).await.unwrap();
    assert!(revision::verify(0, revision::GENESIS.to_vec(), &revisions).is_ok());
    ledger.forget();
    let reloaded = ledger.directory().await.unwrap();
    let replayed = akkoord::ledger::Directory::replay(&revisions).unwrap();
    assert!(live.same_records(&reloaded) && live.same_records(&replayed));
    assert!(!Arc::ptr_eq(&live, &reloaded));
}
