//! Reading: the snapshots in memory, kept as fresh as the heads.

use std::{
    collections::HashMap,
    hash::{BuildHasher, Hash, RandomState},
    sync::{Arc, Mutex, PoisonError},
};

use entity::PartnershipId;
use moka::sync::Cache;

use super::{
    Aggregate, Database, Directory, Locked, Snapshot,
    keys::Swept,
    load::{self, Head, Loaded},
};
use crate::{clock::Clock, error::Result};

/// Locks under which snapshots are loaded, so that a hundred polls after a start load one snapshot once.
const LOADERS: usize = 64;

/// The past is kept in addition, in one part of so many of the bytes that the present may take.
const PAST: u64 = 8;

/// The ledger of all aggregates of one database. Cloning gives another handle to the same.
#[derive(Clone, Debug)]
pub struct Ledger {
    pub(super) shared: Arc<Shared>,
}

#[derive(Debug)]
pub(super) struct Shared {
    pub(super) db: Database,
    pub(super) clock: Clock,
    directory: Mutex<Option<Arc<Directory>>>,
    partnerships: Cache<PartnershipId, Arc<Snapshot>>,
    /// Partnerships as they were after some commit.
    pub(super) past: Cache<(PartnershipId, i64), Arc<Snapshot>>,
    /// The heads as this process moved or last read them: where no other process can write, the newest there can be.
    heads: Mutex<HashMap<Aggregate, i64>>,
    loaders: Vec<tokio::sync::Mutex<()>>,
    hasher: RandomState,
    pub(super) swept: Swept,
}

impl Ledger {
    /// The ledger in a migrated database, with snapshots kept up to about so many bytes.
    #[must_use]
    pub fn new(db: Database, clock: Clock, cache_bytes: u64) -> Self {
        let partnerships = Cache::builder().max_capacity(cache_bytes).weigher(|_, snapshot| weight(snapshot)).build();
        let past = Cache::builder().max_capacity(cache_bytes / PAST).weigher(|_, snapshot| weight(snapshot)).build();
        let shared = Shared {
            db,
            clock,
            directory: Mutex::default(),
            partnerships,
            past,
            heads: Mutex::default(),
            loaders: (0..LOADERS).map(|_| tokio::sync::Mutex::default()).collect(),
            hasher: RandomState::new(),
            swept: Swept::default(),
        };
        Self { shared: Arc::new(shared) }
    }

    /// The database.
    #[must_use]
    pub fn database(&self) -> &Database {
        &self.shared.db
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.shared.clock
    }

    /// The directory as it is now.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn directory(&self) -> Result<Arc<Directory>> {
        self.fresh(Aggregate::Directory).await
    }

    /// A partnership as it is now; empty where there is none of that id.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn partnership(&self, id: PartnershipId) -> Result<Arc<Snapshot>> {
        self.fresh(Aggregate::Partnership(id)).await
    }

    /// Forgets every snapshot, so that the next read loads from the tables.
    pub fn forget(&self) {
        *self.shared.directory.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.shared.partnerships.invalidate_all();
        self.shared.past.invalidate_all();
    }

    async fn fresh<S: Cached>(&self, scope: Aggregate) -> Result<Arc<S>> {
        let current = self.current_seq(scope).await?;
        let fits = |kept: &Arc<S>| current.is_some_and(|seq| kept.head().seq >= seq);
        if let Some(kept) = S::kept(&self.shared, scope).filter(fits) {
            return Ok(kept);
        }
        // On a task of its own: a transaction cancelled while it begins would poison its connection.
        let ledger = self.clone();
        tokio::spawn(async move { ledger.load_or_catch_up(scope, current).await }).await?
    }

    /// An aggregate as this process last knew it, however long ago that is.
    pub(super) async fn known<S: Cached>(&self, scope: Aggregate) -> Result<Arc<S>> {
        match S::kept(&self.shared, scope) {
            Some(kept) => Ok(kept),
            None => self.fresh(scope).await,
        }
    }

    async fn load_or_catch_up<S: Cached>(&self, scope: Aggregate, wanted: Option<i64>) -> Result<Arc<S>> {
        let shared = &self.shared;
        let _loading = shared.loader(scope).lock().await;
        let kept = S::kept(shared, scope);
        if let Some(kept) = kept.as_ref().filter(|kept| wanted.is_some_and(|seq| kept.head().seq >= seq)) {
            return Ok(kept.clone());
        }
        let read = shared.db.begin_read().await?;
        let fresh = match &kept {
            Some(kept) => load::catch_up(&read, scope, kept).await?,
            None => load::load(&read, scope).await?,
        };
        read.commit().await?;
        self.publish(scope, &fresh);
        Ok(fresh)
    }

    /// The number of the last revision; `None` where this process has to look at the tables first.
    async fn current_seq(&self, scope: Aggregate) -> Result<Option<i64>> {
        if self.shared.db.is_exclusive() {
            return Ok(self.shared.heads.lock().unwrap_or_else(PoisonError::into_inner).get(&scope).copied());
        }
        let Head { seq, .. } = load::read_head(self.shared.db.reader(), scope).await?;
        Ok(Some(seq))
    }

    /// Makes a snapshot the one to be read, unless a newer one is there.
    pub(super) fn publish<S: Cached>(&self, scope: Aggregate, snapshot: &Arc<S>) {
        let seq = snapshot.head().seq;
        let mut heads = self.shared.heads.lock().unwrap_or_else(PoisonError::into_inner);
        let known = heads.entry(scope).or_default();
        if seq >= *known {
            *known = seq;
            S::keep(&self.shared, scope, snapshot.clone());
        }
    }

    /// After a commit of which the database did not say whether it happened: what was locked for it may be out of date,
    /// so that reads look at the ledger again until they know better.
    pub(super) fn doubt(&self, locked: &Locked) {
        let mut heads = self.shared.heads.lock().unwrap_or_else(PoisonError::into_inner);
        let partnerships = locked.partnerships.iter().map(|(id, before)| (Aggregate::Partnership(*id), before.seq()));
        for (scope, seq) in partnerships.chain([(Aggregate::Directory, locked.directory.seq())]) {
            let known = heads.entry(scope).or_default();
            *known = (*known).max(seq + 1);
        }
    }
}

impl Shared {
    /// The lock under which something is loaded.
    pub(super) fn loader(&self, of: impl Hash) -> &tokio::sync::Mutex<()> {
        &self.loaders[usize::try_from(self.hasher.hash_one(of)).unwrap_or_default() % LOADERS]
    }
}

fn weight(snapshot: &Arc<Snapshot>) -> u32 {
    u32::try_from(snapshot.head.bytes).unwrap_or(u32::MAX)
}

/// Where a kind of snapshot is kept.
pub(super) trait Cached: Loaded {
    fn kept(shared: &Shared, scope: Aggregate) -> Option<Arc<Self>>;
    fn keep(shared: &Shared, scope: Aggregate, snapshot: Arc<Self>);
}

impl Cached for Directory {
    fn kept(shared: &Shared, _: Aggregate) -> Option<Arc<Self>> {
        shared.directory.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn keep(shared: &Shared, _: Aggregate, snapshot: Arc<Self>) {
        *shared.directory.lock().unwrap_or_else(PoisonError::into_inner) = Some(snapshot);
    }
}

impl Cached for Snapshot {
    fn kept(shared: &Shared, scope: Aggregate) -> Option<Arc<Self>> {
        match scope {
            Aggregate::Partnership(id) => shared.partnerships.get(&id),
            Aggregate::Directory => None,
        }
    }

    fn keep(shared: &Shared, scope: Aggregate, snapshot: Arc<Self>) {
        if let Aggregate::Partnership(id) = scope {
            shared.partnerships.insert(id, snapshot);
        }
    }
}
