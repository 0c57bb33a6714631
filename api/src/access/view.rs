//! A view: one partnership as one viewer sees it today.

use std::{
    ops::Deref,
    sync::{Arc, OnceLock},
};

use entity::{OrganisationId, Row, Visibility};

use super::{Desk, FormerSeat, Past, Seat, Seen, Sight};
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
    /// Whether the viewer may know of the partnership itself, and not only of an indicator that a dashboard names.
    knows_partnership: bool,
    /// What the viewer is at this table.
    pub seat: Seat,
    /// The seat that the viewer had at this table before its organisation left.
    pub(super) former_seat: Option<FormerSeat>,
    /// What the viewer keeps of its time at this table, where that was looked up.
    pub(super) past: Option<Arc<Past>>,
    /// All records, seen or not: for figures and rules, never for showing.
    pub(crate) snapshot: Arc<Snapshot>,
    /// The figures of today, once they were asked for.
    pub(crate) figures: OnceLock<Arc<TableFigures>>,
    /// The same with what awaits approval.
    pub(crate) provisional_figures: OnceLock<Arc<TableFigures>>,
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
    /// The view of a snapshot, if the viewer may know of its partnership or of an indicator in it.
    #[must_use]
    pub fn new(desk: &Desk, snapshot: &Arc<Snapshot>) -> Option<Self> {
        Self::with_past(desk, snapshot, None)
    }

    /// The view of whoever keeps something of its time at the table.
    #[must_use]
    pub fn with_past(desk: &Desk, snapshot: &Arc<Snapshot>, past: Option<Arc<Past>>) -> Option<Self> {
        let partnership = snapshot.partnership()?.clone();
        let knows_partnership = desk.sees_partnership(&partnership);
        let mut named = desk.viewer.ceiling.dashboard.iter().flatten();
        if !knows_partnership && !named.any(|indicator| snapshot.indicators.get(*indicator).is_some()) {
            return None;
        }
        let partnership = if knows_partnership { partnership } else { Arc::new(partnership.nameless()) };
        let (desk, snapshot) = (desk.clone(), snapshot.clone());
        let seat = desk.viewer.seat(partnership.id);
        let former_seat = desk.viewer.former_seat(partnership.id);
        Some(Self(Arc::new(Parts {
            desk,
            partnership,
            knows_partnership,
            seat,
            former_seat,
            past,
            snapshot,
            figures: OnceLock::new(),
            provisional_figures: OnceLock::new(),
        })))
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

    /// Whether the viewer acts for an organisation at this table, in more than an observer's seat.
    #[must_use]
    pub fn represents(&self, organisation: OrganisationId) -> bool {
        self.seat.acts_for.contains(&organisation)
    }

    /// Whether the viewer may know of the partnership itself.
    #[must_use]
    pub fn knows_partnership(&self) -> bool {
        self.knows_partnership
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
            Visibility::Public => self.knows_partnership,
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
