//! A record as it is shown: through the view in which it was found.

use std::{ops::Deref, sync::Arc};

use async_graphql::ID;
use entity::Row;

use crate::{
    access::{Desk, Seen, View},
    ids::NodeId,
    ledger::Record,
};

/// A record of a partnership and the view it was found in.
#[derive(Clone, Debug)]
pub(crate) struct Shown<R, V = View> {
    pub(crate) view: V,
    pub(crate) record: Arc<R>,
}

/// A record of the directory and the desk it was found at.
pub(crate) type Listed<R> = Shown<R, Desk>;

impl<R, V> Deref for Shown<R, V> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.record
    }
}

impl<R, V> Shown<R, V> {
    pub(crate) fn new(view: &V, record: Arc<R>) -> Self
    where
        V: Clone,
    {
        Self { view: view.clone(), record }
    }
}

impl<R: Record, V> Shown<R, V> {
    /// The id that clients know it by.
    pub(crate) fn node_id(&self) -> ID {
        ID(NodeId::of(&*self.record).word())
    }
}

impl View {
    /// A record to be shown, if the viewer may see it.
    pub(crate) fn show<R: Seen>(&self, id: <R::Row as Row>::Id) -> Option<Shown<R>> {
        self.get::<R>(id).map(|record| Shown::new(self, record))
    }
}

impl Desk {
    /// A record of the directory to be shown.
    pub(crate) fn show<R>(&self, record: Option<&Arc<R>>) -> Option<Listed<R>> {
        record.map(|record| Shown::new(self, record.clone()))
    }
}
