//! A table of a snapshot: the current records of one kind, with their index.

use std::sync::Arc;

use entity::Row;
use imbl::OrdMap;

use super::Record;

/// The id of a kind of record.
pub(crate) type IdOf<R> = <<R as Record>::Row as Row>::Id;

/// All records of one kind in a snapshot, removed ones too. Cloning is cheap: clones share what did not change.
#[derive(Clone, Debug)]
pub struct Table<R: Record> {
    records: OrdMap<IdOf<R>, Arc<R>>,
    index: R::Index,
}

impl<R: Record> Default for Table<R> {
    fn default() -> Self {
        Self { records: OrdMap::new(), index: R::Index::default() }
    }
}

impl<R: Record> PartialEq for Table<R> {
    fn eq(&self, other: &Self) -> bool {
        self.records == other.records
    }
}

impl<R: Record> Table<R> {
    /// The record of that id, unless it was removed.
    #[must_use]
    pub fn get(&self, id: IdOf<R>) -> Option<&Arc<R>> {
        self.records.get(&id).filter(|record| !record.row().is_removed())
    }

    /// The record of that id, removed or not.
    #[must_use]
    pub fn get_with_removed(&self, id: IdOf<R>) -> Option<&Arc<R>> {
        self.records.get(&id)
    }

    /// All records that were not removed, in the order in which they were entered.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Arc<R>> {
        self.records.values().filter(|record| !record.row().is_removed())
    }

    /// All records, removed ones too.
    pub fn iter_with_removed(&self) -> impl DoubleEndedIterator<Item = &Arc<R>> {
        self.records.values()
    }

    /// How records of this kind are found by something else than their id.
    #[must_use]
    pub fn index(&self) -> &R::Index {
        &self.index
    }

    /// Whether this is the very same table, unchanged since it was cloned.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.records.ptr_eq(&other.records)
    }

    /// The version of a record, removed or not; 0 where there is none.
    pub(super) fn version(&self, id: IdOf<R>) -> i32 {
        self.records.get(&id).map_or(0, |record| record.row().version())
    }

    #[allow(clippy::needless_pass_by_value, reason = "the table keeps it")]
    pub(super) fn put(&mut self, record: Arc<R>) {
        let before = self.records.insert(record.row().id(), record.clone());
        R::index(&mut self.index, before.as_ref(), &record);
    }
}
