//! Writing: the one place where an act becomes revisions.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use entity::{AccountId, PartnershipId, ledger_head, revision};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;

use super::{
    Aggregate, AnyRecord, Changes, Directory, IdempotencyKey, Ledger, Locked, Snapshot, keys,
    load::{self, Head},
    revision::Stamp,
};
use crate::error::{Error, Result};

/// How often the set of aggregates may turn out to be too small, or a key be taken meanwhile. An act on allocations finds
/// out in steps: the tables at both ends, then those above and below, which may change until they are locked.
const ATTEMPTS: usize = 8;
/// Revisions in one statement: sixteen values each, far below what SQLite binds at most.
const BATCH: usize = 1_000;

/// An act to be recorded.
pub struct Commit<E> {
    /// The account that acts; none where the program itself does.
    pub actor: Option<AccountId>,
    /// The aggregates that the act is known to need.
    pub aggregates: BTreeSet<Aggregate>,
    /// The key under which the client may repeat it.
    pub key: Option<IdempotencyKey>,
    /// The act: pure, so that it can be run again.
    pub act: Act<E>,
}

/// What is done to the locked world: the changes, or why it is refused.
pub type Act<E> = Box<dyn Fn(&Locked) -> std::result::Result<Changes, E> + Send + Sync>;

/// How a commit ended, other than by a fault.
#[derive(Debug)]
pub enum Outcome<E> {
    /// The act is recorded, now or when the same mutation was first sent.
    Done(Committed),
    /// The key was used before for something else.
    KeyReused,
    /// The act was refused; nothing changed.
    Refused(E),
}

/// The world after a commit.
#[derive(Clone, Debug)]
pub struct Committed {
    /// The record that the act is about: its aggregate and id.
    pub subject: (Aggregate, Uuid),
    /// The directory.
    pub directory: Arc<Directory>,
    /// The partnerships that the act had asked for.
    pub partnerships: BTreeMap<PartnershipId, Arc<Snapshot>>,
    /// What else the act answered with, when it was done.
    pub report: Option<String>,
}

enum Attempt<E> {
    Ended(Outcome<E>),
    NeedsAlso(BTreeSet<Aggregate>),
    /// Another commit recorded the same key while this one was under way.
    KeyTaken,
}

impl Ledger {
    /// Records an act: locks, brings up to date, runs, writes, appends, commits and publishes.
    ///
    /// It runs on a task of its own, so that a client that goes away neither stops it halfway nor spoils a connection.
    ///
    /// # Errors
    /// The database failed, or the aggregates kept changing. Nothing was changed.
    pub async fn commit<E: Send + 'static>(&self, commit: Commit<E>) -> Result<Outcome<E>> {
        tokio::spawn(self.clone().attempts(commit)).await?
    }

    /// Records an act that may take seconds to run, as [`commit`](Self::commit) does, but on a thread apart: requests
    /// that are answered meanwhile do not wait for it.
    ///
    /// # Errors
    /// As those of `commit`.
    pub async fn commit_apart<E: Send + 'static>(&self, commit: Commit<E>) -> Result<Outcome<E>> {
        let (attempts, runtime) = (self.clone().attempts(commit), tokio::runtime::Handle::current());
        tokio::task::spawn_blocking(move || runtime.block_on(attempts)).await?
    }

    async fn attempts<E>(self, mut commit: Commit<E>) -> Result<Outcome<E>> {
        for _ in 0..ATTEMPTS {
            match self.attempt(&commit).await? {
                Attempt::Ended(outcome) => {
                    if commit.key.is_some() {
                        tokio::spawn(async move { self.sweep_keys().await });
                    }
                    return Ok(outcome);
                }
                Attempt::NeedsAlso(more) => commit.aggregates.extend(more),
                Attempt::KeyTaken => {}
            }
        }
        Err(Error::Contended)
    }

    async fn attempt<E>(&self, commit: &Commit<E>) -> Result<Attempt<E>> {
        // However old: under the lock they are brought up to date.
        let mut directory: Arc<Directory> = self.known(Aggregate::Directory).await?;
        let mut partnerships: BTreeMap<PartnershipId, Arc<Snapshot>> = BTreeMap::new();
        for aggregate in &commit.aggregates {
            if let Aggregate::Partnership(id) = *aggregate {
                partnerships.insert(id, self.known(*aggregate).await?);
            }
        }

        let write = self.shared.db.begin_write().await?;
        let heads = lock_heads(&write, &commit.aggregates).await?;
        let is_current = |aggregate, seq| heads.get(&aggregate) == Some(&seq);
        if !is_current(Aggregate::Directory, directory.seq()) {
            directory = load::catch_up(&write, Aggregate::Directory, &directory).await?;
        }
        for (id, snapshot) in &mut partnerships {
            if !is_current(Aggregate::Partnership(*id), snapshot.seq()) {
                *snapshot = load::catch_up(&write, Aggregate::Partnership(*id), snapshot).await?;
            }
        }
        let now = self.shared.clock.now();
        let locked = Locked { directory, partnerships, now, clock: self.shared.clock.clone() };

        let key = commit.key.as_ref().zip(commit.actor);
        if let Some((key, actor)) = key
            && let Some(used) = keys::find(&write, key, actor, now).await?
        {
            write.rollback().await?;
            return Ok(Attempt::Ended(if used.input_hash == key.input_hash {
                let subject = (Aggregate::from_key(used.partnership_id), used.record_id);
                Outcome::Done(committed(locked, subject, used.report))
            } else {
                Outcome::KeyReused
            }));
        }

        let mut changes = match (commit.act)(&locked) {
            Ok(changes) => changes,
            Err(refusal) => {
                write.rollback().await?;
                return Ok(Attempt::Ended(Outcome::Refused(refusal)));
            }
        };
        let needed = changes.aggregates();
        if !needed.is_subset(&commit.aggregates) {
            write.rollback().await?;
            return Ok(Attempt::NeedsAlso(needed));
        }
        let Some(subject) = changes.subject().map(|record| (home(record), record.id())) else {
            return Err(Error::Corrupt(format!("{} changed no record", changes.act)));
        };
        // What is as it was makes no new version; where nothing else is left, only the key is written.
        changes.records.retain(|record| !locked.holds(record));
        let report = changes.report.take();
        if changes.records.is_empty() && key.is_none() {
            write.rollback().await?;
            return Ok(Attempt::Ended(Outcome::Done(committed(locked, subject, report))));
        }
        if let Some((key, actor)) = key
            && !keys::remember(&write, key, actor, subject, report.as_deref(), now).await?
        {
            write.rollback().await?;
            return Ok(Attempt::KeyTaken);
        }
        let before = locked.clone();
        let after = record(&write, locked, commit.actor, changes).await?;
        if let Err(cause) = write.commit().await {
            self.doubt(&before);
            return Err(cause.into());
        }
        self.publish(Aggregate::Directory, &after.directory);
        for (id, snapshot) in &after.partnerships {
            self.publish(Aggregate::Partnership(*id), snapshot);
        }
        Ok(Attempt::Ended(Outcome::Done(committed(after, subject, report))))
    }
}

fn committed(world: Locked, subject: (Aggregate, Uuid), report: Option<String>) -> Committed {
    Committed { subject, directory: world.directory, partnerships: world.partnerships, report }
}

fn home(record: &AnyRecord) -> Aggregate {
    record.aggregates().into_iter().next_back().unwrap_or(Aggregate::Directory)
}

/// Locks the heads in the order of their ids, so that two writers never wait for each other; makes those that are new.
/// Gives the number of the last revision of each.
async fn lock_heads(write: &DatabaseTransaction, aggregates: &BTreeSet<Aggregate>) -> Result<BTreeMap<Aggregate, i64>> {
    let mut heads = BTreeMap::new();
    for aggregate in aggregates {
        let lock = || ledger_head::Entity::find_by_id(aggregate.key()).lock_exclusive().one(write);
        let mut head = lock().await?;
        if head.is_none() {
            let start = Head::default();
            let row = ledger_head::ActiveModel {
                partnership_id: Set(aggregate.key()),
                seq: Set(start.seq),
                hash: Set(start.hash),
            };
            // Whoever makes it at the same time is waited for.
            ledger_head::Entity::insert(row)
                .on_conflict(OnConflict::column(ledger_head::Column::PartnershipId).do_nothing().to_owned())
                .exec_without_returning(write)
                .await?;
            head = lock().await?;
        }
        heads.insert(*aggregate, head.map_or(0, |head| head.seq));
    }
    Ok(heads)
}

/// Writes the records, appends their revisions and moves the heads; gives the world after that.
async fn record(
    write: &DatabaseTransaction,
    mut world: Locked,
    actor: Option<AccountId>,
    changes: Changes,
) -> Result<Locked> {
    let stamp = Stamp {
        recorded_at: world.now,
        actor: actor.map(|id| id.0),
        on_behalf_of: changes.on_behalf_of.map(|id| id.0),
        act: changes.act,
        reason: changes.reason,
    };
    let mut by_aggregate: BTreeMap<Aggregate, Vec<AnyRecord>> = BTreeMap::new();
    let mut records = changes.records;
    for record in &mut records {
        record.stamp(world.version(record) + 1, world.now);
        for aggregate in record.aggregates() {
            by_aggregate.entry(aggregate).or_default().push(record.clone());
        }
    }
    AnyRecord::write(write, &records).await?;
    for (aggregate, records) in by_aggregate {
        match aggregate {
            Aggregate::Directory => {
                world.directory = append(write, aggregate, &world.directory, &stamp, &records).await?;
            }
            Aggregate::Partnership(id) => {
                if let Some(snapshot) = world.partnerships.get_mut(&id) {
                    *snapshot = append(write, aggregate, snapshot, &stamp, &records).await?;
                }
            }
        }
    }
    Ok(world)
}

async fn append<S: load::Loaded>(
    write: &DatabaseTransaction,
    aggregate: Aggregate,
    before: &Arc<S>,
    stamp: &Stamp,
    records: &[AnyRecord],
) -> Result<Arc<S>> {
    let Head { seq, hash, .. } = before.head();
    let revisions = super::revision::append(aggregate.key(), *seq, hash, stamp, records);
    for batch in revisions.chunks(BATCH) {
        let rows = batch.iter().cloned().map(revision::ActiveModel::from);
        revision::Entity::insert_many(rows).exec_without_returning(write).await?;
    }
    let after = load::after(before, &revisions, records);
    let moved = ledger_head::Entity::update_many()
        .col_expr(ledger_head::Column::Seq, Expr::value(after.head().seq))
        .col_expr(ledger_head::Column::Hash, Expr::value(after.head().hash.clone()))
        .filter(ledger_head::Column::PartnershipId.eq(aggregate.key()))
        .filter(ledger_head::Column::Seq.eq(*seq))
        .exec(write)
        .await?;
    if moved.rows_affected != 1 {
        return Err(Error::Corrupt(format!("the head of {} is not at {seq}", aggregate.key())));
    }
    Ok(after)
}
