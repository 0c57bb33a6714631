//! Loading a snapshot from the tables, and bringing one up to date from the ledger.

use std::{collections::BTreeMap, sync::Arc};

use entity::{ledger_head, revision::Model as Revision};
use sea_orm::{ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::{Aggregate, AnyRecord, Directory, Kind, Snapshot, revision};
use crate::error::{Error, Result};

/// Where a snapshot stands in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    /// The number of the last revision that it shows.
    pub seq: i64,
    /// The hash of that revision.
    pub hash: Vec<u8>,
    /// A rough count of the bytes that its records take.
    pub bytes: usize,
}

impl Default for Head {
    fn default() -> Self {
        Self { seq: 0, hash: revision::GENESIS.to_vec(), bytes: 0 }
    }
}

/// Revisions read at a time while catching up.
pub(super) const BATCH: u64 = 5_000;

/// A record with its row, lists and indexes takes about this many bytes besides its texts.
const RECORD_BYTES: usize = 600;

/// What the directory and a partnership have in common: both are loaded, caught up and replayed the same way.
pub(super) trait Loaded: Clone + Default + Send + Sync + 'static {
    fn head(&self) -> &Head;
    fn head_mut(&mut self) -> &mut Head;
    fn apply(&mut self, record: &AnyRecord);
    fn read_tables<C: ConnectionTrait>(&mut self, db: &C, scope: Aggregate) -> impl Future<Output = Result<()>> + Send;
    fn read_apart<C: ConnectionTrait>(
        &mut self,
        db: &C,
        kind: Kind,
        ids: &[Uuid],
    ) -> impl Future<Output = Result<()>> + Send;
}

macro_rules! loaded {
    ($($name:ident),*) => {$(
        impl Loaded for $name {
            fn head(&self) -> &Head {
                &self.head
            }
            fn head_mut(&mut self) -> &mut Head {
                &mut self.head
            }
            fn apply(&mut self, record: &AnyRecord) {
                self.put(record);
            }
            async fn read_tables<C: ConnectionTrait>(&mut self, db: &C, scope: Aggregate) -> Result<()> {
                Self::read_tables(self, db, scope).await
            }
            async fn read_apart<C: ConnectionTrait>(&mut self, db: &C, kind: Kind, ids: &[Uuid]) -> Result<()> {
                Self::read_apart(self, db, kind, ids).await
            }
        }

        impl $name {
            /// The number of the last revision that it shows.
            #[must_use]
            pub fn seq(&self) -> i64 {
                self.head.seq
            }

            /// A snapshot built from nothing but the revisions from the first on; what is kept apart is missing.
            ///
            /// # Errors
            /// A revision cannot be read by this program.
            pub fn replay(revisions: &[Revision]) -> Result<Self> {
                let mut snapshot = Self::default();
                apply(&mut snapshot, revisions)?;
                Ok(snapshot)
            }
        }
    )*};
}

loaded!(Directory, Snapshot);

/// The head row of an aggregate; the start of the chain where it has none yet.
pub(super) async fn read_head<C: ConnectionTrait>(db: &C, scope: Aggregate) -> Result<Head> {
    let row = ledger_head::Entity::find_by_id(scope.key()).one(db).await?;
    Ok(row.map_or_else(Head::default, |row| Head { seq: row.seq, hash: row.hash, bytes: 0 }))
}

/// Loads a snapshot from the tables. The connection must see one state of the database throughout.
pub(super) async fn load<S: Loaded, C: ConnectionTrait>(db: &C, scope: Aggregate) -> Result<Arc<S>> {
    let mut snapshot = S::default();
    let head = read_head(db, scope).await?;
    snapshot.read_tables(db, scope).await?;
    let records = usize::try_from(head.seq).unwrap_or_default();
    *snapshot.head_mut() = Head { bytes: records * RECORD_BYTES, ..head };
    Ok(Arc::new(snapshot))
}

/// Brings a snapshot up to date by applying the revisions after it.
pub(super) async fn catch_up<S: Loaded, C: ConnectionTrait>(db: &C, scope: Aggregate, from: &Arc<S>) -> Result<Arc<S>> {
    let mut snapshot = from.clone();
    loop {
        let revisions = revision::read_after(db, scope.key(), snapshot.head().seq, BATCH).await?;
        if revisions.is_empty() {
            return Ok(snapshot);
        }
        let next = Arc::make_mut(&mut snapshot);
        apply(next, &revisions)?;
        let mut apart: BTreeMap<Kind, Vec<Uuid>> = BTreeMap::new();
        for revision in &revisions {
            let kind = revision::kind_of(revision)?;
            if AnyRecord::is_kept_apart(kind) {
                apart.entry(kind).or_default().push(revision.record_id);
            }
        }
        for (kind, ids) in apart {
            next.read_apart(db, kind, &ids).await?;
        }
    }
}

/// The snapshot after a commit, whose records are at hand.
pub(super) fn after<S: Loaded>(before: &Arc<S>, revisions: &[Revision], records: &[AnyRecord]) -> Arc<S> {
    let mut next = S::clone(before);
    for record in records {
        next.apply(record);
    }
    move_head(next.head_mut(), revisions);
    Arc::new(next)
}

pub(super) fn apply<S: Loaded>(snapshot: &mut S, revisions: &[Revision]) -> Result<()> {
    for revision in revisions {
        if revision.seq != snapshot.head().seq + 1 {
            return Err(Error::Corrupt(format!("revision {} follows {}", revision.seq, snapshot.head().seq)));
        }
        if let Some(record) = revision::record_of(revision)? {
            snapshot.apply(&record);
        }
        move_head(snapshot.head_mut(), std::slice::from_ref(revision));
    }
    Ok(())
}

fn move_head(head: &mut Head, revisions: &[Revision]) {
    for revision in revisions {
        head.seq = revision.seq;
        head.hash.clone_from(&revision.hash);
        if revision.version == 1 {
            head.bytes += RECORD_BYTES + revision.body.as_ref().map_or(0, String::len);
        }
    }
}
