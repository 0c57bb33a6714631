//! The ledger: every accepted write is one transaction that changes records, appends their revisions and moves the
//! head of each aggregate it touches.
//!
//! An aggregate is a partnership, or the directory. What always holds:
//! - an aggregate's revisions are numbered 1, 2, 3 … in commit order, without a gap, and chained by hash;
//! - a snapshot shows an aggregate as it was after a whole commit, never in the middle of one;
//! - a write that is refused or fails changes nothing.
//!
//! This module knows no concept: the list of kinds in `kinds` is all it has to be told.

mod as_of;
mod cache;
mod changes;
mod checks;
mod commit;
mod committed;
pub mod database;
pub mod index;
mod keys;
pub(crate) mod kinds;
mod load;
pub(crate) mod memo;
mod record;
pub mod revision;
mod snapshot;
pub(crate) mod store;

pub use cache::Ledger;
pub use changes::{Changes, Effect, Locked};
pub use commit::{Act, Commit, Committed, Outcome};
pub(crate) use committed::Touched;
pub use database::Database;
pub use keys::IdempotencyKey;
pub use kinds::{AnyRecord, Directory, Kept, Kind, Snapshot};
pub use record::Record;
pub(crate) use record::record;
pub use snapshot::Table;

use entity::PartnershipId;
use uuid::Uuid;

/// What has a ledger of its own: a partnership, or the directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aggregate {
    /// What is shared by all partnerships.
    Directory,
    /// One partnership.
    Partnership(PartnershipId),
}

impl Aggregate {
    /// The key of its head: the partnership's id, or nil for the directory.
    #[must_use]
    pub fn key(self) -> Uuid {
        match self {
            Self::Directory => Uuid::nil(),
            Self::Partnership(id) => id.0,
        }
    }

    /// The aggregate that a key stands for.
    #[must_use]
    pub fn from_key(key: Uuid) -> Self {
        if key.is_nil() { Self::Directory } else { Self::Partnership(PartnershipId(key)) }
    }
}
