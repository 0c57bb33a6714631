//! A long list, filtered and sorted, read page by page while others write.

use std::{
    cmp::Reverse,
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use akkoord::{
    commitment::Commitment,
    ids::NodeId,
    ledger::{Aggregate, Changes, Commit, Locked, Outcome},
};
use chrono::{Days, NaiveDate};
use entity::{CommitmentState, PartnershipId};
use serde_json::{Value, json};
use tests::{Test, TestDatabase, server::text, table::Table, tests};

use crate::{
    commitment::{RECORD, content, propose},
    ledger::partnership_id,
};

pub(crate) fn trials() -> Vec<Test> {
    tests![whatever_stays_in_a_list_is_seen_once_while_another_client_writes]
}

const COMMITMENTS: usize = 10_000;
/// Records in one commit.
const BATCH: usize = 2_500;

/// Fills a table with commitments like the one that is there, each fifth a draft: many due on one day, some without a
/// date, and a few titles for all. In a few commits, since through the API each would be one.
async fn fill(table: &Table, partnership: PartnershipId) {
    let ledger = table.server.app.ledger();
    for batch in 0..COMMITMENTS / BATCH {
        let act = move |world: &Locked| {
            let like = world.partnerships[&partnership].commitments.iter().next().unwrap();
            let make = |n: usize| {
                let mut commitment = Commitment::clone(like);
                let row = &mut commitment.row;
                (row.id, row.version) = (world.id().into(), 0);
                row.title = format!("Plek {}", n % 7);
                row.due_on = (!n.is_multiple_of(11)).then(|| day(n));
                row.due_precision = row.due_on.and(row.due_precision);
                row.state = if n.is_multiple_of(5) { CommitmentState::Draft } else { CommitmentState::Proposed };
                (row.number, row.reference) = (i32::try_from(n + 2).ok(), Some(format!("T-{n}")));
                commitment
            };
            Ok::<_, ()>(Changes::of("commitmentPropose").with_all((batch * BATCH..(batch + 1) * BATCH).map(make)))
        };
        let aggregates = BTreeSet::from([Aggregate::Partnership(partnership)]);
        let outcome = ledger.commit(Commit { actor: None, aggregates, key: None, act: Box::new(act) }).await.unwrap();
        assert!(matches!(outcome, Outcome::Done(_)));
    }
}

fn day(n: usize) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    first + Days::new(u64::try_from(n * 31 % 365).unwrap())
}

/// A page of what is put to the parties or agreed, and no more.
const PAGE: &str = "query($id: ID!, $after: String) { partnership(by: { id: $id }) {
    commitments(first: 200, after: $after, filter: { state: { in: [PROPOSED, AGREED] } },
        orderBy: [{ field: DUE_ON, direction: ASC }, { field: TITLE, direction: DESC }]) {
        nodes { id title dueOn { date } } pageInfo { hasNextPage endCursor } } } }";

async fn whatever_stays_in_a_list_is_seen_once_while_another_client_writes(db: TestDatabase) {
    let table = Arc::new(Table::set(&db).await);
    let partnership = partnership_id(&table.id);
    propose(&table.secretary(), content(&table, &json!({}))).await;
    fill(&table, partnership).await;
    let decision = table.decision("2026-11-01").await;
    let snapshot = table.server.app.ledger().partnership(partnership).await.unwrap();
    let ids = |is_meant: &dyn Fn(&Commitment) -> bool| -> Vec<String> {
        snapshot.commitments.iter().filter(|one| is_meant(one)).map(|one| NodeId::of(&**one).word()).collect()
    };
    let proposals = ids(&|one| one.state == CommitmentState::Proposed);

    let reading = Arc::new(AtomicBool::new(true));
    let writer = Writer {
        table: table.clone(),
        reading: reading.clone(),
        decision,
        drafts: ids(&|one| one.state == CommitmentState::Draft),
        proposals: ids(&|one| one.state == CommitmentState::Proposed && one.due_on.is_some()),
    };
    let writer = tokio::spawn(writer.write());
    let (mut seen, mut after) = (Vec::new(), Value::Null);
    loop {
        let variables = json!({ "id": table.id, "after": after });
        let mut page = table.server.by("school").ask(PAGE, variables).await["partnership"]["commitments"].take();
        let Value::Array(nodes) = page["nodes"].take() else { panic!("no nodes") };
        seen.extend(nodes);
        after = page["pageInfo"]["endCursor"].take();
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    reading.store(false, Ordering::Relaxed);
    let (written, withdrawn) = writer.await.unwrap();
    assert!(written >= 20, "only {written} acts while the list was read");

    let once: BTreeSet<&str> = seen.iter().map(|one| text(one, "/id")).collect();
    assert_eq!(once.len(), seen.len(), "seen twice");
    let stayed = proposals.iter().filter(|id| !withdrawn.contains(*id));
    let missed: Vec<_> = stayed.filter(|id| !once.contains(id.as_str())).collect();
    assert!(missed.is_empty(), "{} not seen, among them {:?}", missed.len(), missed.first());
    let place = |one: &Value| {
        (one["dueOn"]["date"].as_str().unwrap_or("none").to_owned(), Reverse(text(one, "/title").to_owned()))
    };
    assert!(seen.is_sorted_by_key(place), "not in order");
}

/// Somebody at the secretariat who works on while the list is read.
struct Writer {
    table: Arc<Table>,
    reading: Arc<AtomicBool>,
    decision: String,
    drafts: Vec<String>,
    /// Those with a due date.
    proposals: Vec<String>,
}

impl Writer {
    /// Works all over the list until it is read; gives how many acts were done, and what was withdrawn.
    async fn write(self) -> (usize, BTreeSet<String>) {
        let secretary = self.table.secretary();
        let (mut written, mut withdrawn) = (0, BTreeSet::new());
        while self.reading.load(Ordering::Relaxed) {
            let somewhere = |ids: &[String]| ids[written * 787 % ids.len()].clone();
            let (draft, proposal) = (somewhere(&self.drafts), somewhere(&self.proposals));
            let on = json!({ "date": day(written * 13).to_string() });
            let (act, input) = match written % 5 {
                0 => ("commitmentPropose", content(&self.table, &json!({ "dueOn": on }))),
                1 => ("commitmentPropose", json!({ "draft": draft, "expectedVersion": 1 })),
                2 => ("commitmentDraft", json!({ "draft": draft, "expectedVersion": 1, "dueOn": on })),
                3 => {
                    let decision = &self.decision;
                    ("commitmentAgree", json!({ "commitment": proposal, "expectedVersion": 1, "decision": decision }))
                }
                _ => {
                    let input = json!({ "commitment": proposal, "expectedVersion": 1, "reason": "Bedacht" });
                    withdrawn.insert(proposal);
                    ("commitmentWithdraw", input)
                }
            };
            secretary.act(act, RECORD, input).await;
            tokio::time::sleep(Duration::from_millis(5)).await;
            written += 1;
        }
        (written, withdrawn)
    }
}
