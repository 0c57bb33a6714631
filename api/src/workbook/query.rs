//! Lists of what was brought in: by what they are filtered and sorted.

use async_graphql::{Enum, InputObject};

use super::{ImportBatch, object::ImportKindFilter};
use crate::{
    access::View,
    clock::day_of,
    fold::fold,
    graphql::{BooleanFilter, DateFilter, Filter, Key, Sorted, StringFilter, order},
};

/// Conditions on lists that were brought in; all that are given must hold. *Filter op imports.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct ImportBatchFilter {
    /// On what kind of list it was.
    kind: Option<ImportKindFilter>,
    /// On what the file was called.
    file_name: Option<StringFilter>,
    /// On the SHA-256 of the file.
    file_sha256: Option<StringFilter>,
    /// On whether it was undone.
    is_undone: Option<BooleanFilter>,
    /// On the day on which it was undone.
    undone_on: Option<DateFilter>,
}

impl Filter<ImportBatch> for ImportBatchFilter {
    fn allows(&self, batch: &ImportBatch, _: &View) -> bool {
        self.kind.as_ref().is_none_or(|filter| filter.allows(batch.kind))
            && self.file_name.as_ref().is_none_or(|filter| filter.allows(batch.file_name.as_deref()))
            && self.file_sha256.as_ref().is_none_or(|filter| filter.allows(Some(&batch.file_sha256)))
            && self.is_undone.as_ref().is_none_or(|filter| filter.allows(batch.undone_at.is_some()))
            && self.undone_on.as_ref().is_none_or(|filter| filter.allows(batch.undone_at.map(day_of)))
    }
}

/// The fields by which lists that were brought in can be sorted. *Sorteerveld.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum ImportBatchOrderField {
    /// When it was brought in. *Ingelezen op.*
    EnteredAt,
    /// What the file was called. *Bestandsnaam.*
    FileName,
    /// What kind of list it was. *Soort.*
    Kind,
}

impl Sorted<ImportBatch> for ImportBatchOrderField {
    fn name(self) -> &'static str {
        match self {
            Self::EnteredAt => "enteredAt",
            Self::FileName => "fileName",
            Self::Kind => "kind",
        }
    }

    fn key(self, batch: &ImportBatch, _: &View) -> Key {
        match self {
            Self::EnteredAt => Key::Number(entered_at(batch)),
            Self::FileName => batch.file_name.as_deref().map(fold).map(Key::Text).into(),
            Self::Kind => Key::Number(batch.kind as i64),
        }
    }
}

/// When it was entered, in milliseconds: ids are given in the order of time, and say it.
pub(super) fn entered_at(batch: &ImportBatch) -> i64 {
    let timestamp = batch.id.0.get_timestamp().map(|timestamp| timestamp.to_unix());
    timestamp
        .map_or(0, |(seconds, nanos)| i64::try_from(seconds).unwrap_or_default() * 1_000 + i64::from(nanos / 1_000_000))
}

order! {
    /// How lists that were brought in are sorted. *Sortering van imports.*
    ImportBatchOrder by ImportBatchOrderField
}
