//! One partnership as tables show it: as it is, or as it was and may still be seen.

use std::sync::Arc;

use entity::Row;

use crate::{
    access::{Seen, View},
    ids::NodeId,
    ledger::Record,
};

/// A partnership as the asker sees it. Of the past only what the asker may see today as well.
#[derive(Debug)]
pub(crate) struct Lens {
    /// What is shown.
    pub(super) view: View,
    /// The same partnership today, where the past is shown.
    pub(super) today: Option<View>,
}

impl Lens {
    /// Whether a record of what is shown may be seen today as well.
    fn is_seen<R: Seen>(&self, id: <R::Row as Row>::Id) -> bool {
        self.today.as_ref().is_none_or(|today| today.get::<R>(id).is_some())
    }

    /// A record that is shown.
    pub(super) fn get<R: Seen>(&self, id: <R::Row as Row>::Id) -> Option<Arc<R>> {
        self.view.get::<R>(id).filter(|_| self.is_seen::<R>(id))
    }

    /// All records of a kind that are shown, in the order in which they were entered.
    pub(super) fn all<R: Seen>(&self) -> impl Iterator<Item = Arc<R>> {
        self.view.all::<R>().filter(|record| self.is_seen::<R>(Record::row(&**record).id()))
    }

    /// The id of the partnership.
    pub(super) fn partnership_id(&self) -> String {
        id_of(&*self.view.partnership)
    }
}

/// The id of a record, as the API writes it.
pub(super) fn id_of<R: Record>(record: &R) -> String {
    NodeId::of(record).word()
}
