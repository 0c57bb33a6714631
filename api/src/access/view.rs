//! A view: one partnership as one viewer sees it today.

use std::{
    ops::Deref,
    sync::{Arc, OnceLock},
};

use entity::{OrganisationId, Row, Visibility};

use super::{Desk, Seat, Seen, Sight};
use crate::{
    indicator::TableFigures,
    ledger::{Record, Snapshot},
    partnership::Partnership,
};

/// A partnership's snapshot, its viewer and the day. It yields only what the viewer may see.
#[derive(Clone, Debug)]
pub struct View(Arc<Parts>);

/// What a view is made of.
#[derive(Debug)]
pub struct Parts {
    /// The directory's side of it.
    pub desk: Desk,
    /// The partnership itself.
    pub partnership: Arc<Partnership>,
    /// What the viewer is at this table.
    pub seat: Seat,
    /// All records, seen or not: for figures and rules, never for showing.
    pub(crate) snapshot: Arc<Snapshot>,
    /// The figures of today, once they were asked for.
    pub(crate) figures: OnceLock<Arc<TableFigures>>,
}

impl Deref for View {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Sight for View {
    fn desk(&self) -> &Desk {
        &self.desk
    }
}

impl View {
    /// The view of a snapshot, if the viewer may know of its partnership.
    #[must_use]
    pub fn new(desk: &Desk, snapshot: &Arc<Snapshot>) -> Option<Self> {
        let partnership = snapshot.partnership()?.clone();
        let sees = desk.sees_partnership(&partnership)
            || desk.viewer.ceiling.dashboard.iter().flatten().any(|named| snapshot.indicators.get(*named).is_some());
        let seat = desk.viewer.seat(partnership.id);
        let (desk, snapshot, figures) = (desk.clone(), snapshot.clone(), OnceLock::new());
        sees.then(|| Self(Arc::new(Parts { desk, partnership, seat, snapshot, figures })))
    }

    /// A record that the viewer may see.
    #[must_use]
    pub fn get<R: Seen>(&self, id: <R::Row as Row>::Id) -> Option<Arc<R>> {
        R::table(&self.snapshot).get(id).and_then(|record| R::seen(record, self))
    }

    /// All records of a kind that the viewer may see, in the order in which they were entered.
    pub fn all<R: Seen>(&self) -> impl DoubleEndedIterator<Item = Arc<R>> {
        self.among(R::table(&self.snapshot).iter())
    }

    /// Those of some records that the viewer may see.
    pub fn among<'a, R: Seen, I: DoubleEndedIterator<Item = &'a Arc<R>>>(
        &self,
        records: I,
    ) -> impl DoubleEndedIterator<Item = Arc<R>> + use<'_, 'a, R, I> {
        records.filter_map(|record| R::seen(record, self))
    }

    /// The number of the last revision.
    #[must_use]
    pub fn revision(&self) -> i64 {
        self.snapshot.seq()
    }

    /// Whether the viewer acts for an organisation at this table.
    #[must_use]
    pub fn represents(&self, organisation: OrganisationId) -> bool {
        self.seat.organisations.contains(&organisation)
    }

    /// Whether the viewer sees what the table sees.
    #[must_use]
    pub fn is_at_the_table(&self) -> bool {
        self.seat.is_member || self.seat.is_observer
    }

    /// Whether the viewer sees what is visible to so many.
    #[must_use]
    pub fn reaches(&self, visibility: Visibility) -> bool {
        match visibility {
            Visibility::Public => true,
            Visibility::Partnership => self.is_at_the_table(),
            Visibility::Selected | Visibility::Organisation => false,
        }
    }

    /// Whether the viewer may see a record of the table.
    #[must_use]
    pub fn sees<R: Seen>(&self, record: &Arc<R>) -> bool {
        R::seen(record, self).is_some() && !<R as Record>::row(record).is_removed()
    }
}
