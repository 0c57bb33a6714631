//! A delivery (*resultaat*): something that was delivered on a commitment, reported by its debtor and confirmed or rejected by
//! whoever it was owed to.
//!
//! What always holds: nobody confirms what its own person reported or its own organisation owes, unless the table decided
//! so, and what is confirmed or rejected stays so.

pub(crate) mod mutation;
pub(crate) mod object;
pub(crate) mod query;
mod rules;

use std::sync::Arc;

use entity::{CommitmentId, DeliveryId, delivery_evidence::Evidence};

use crate::ledger::{Snapshot, index::Groups, record};

record! {
    /// Something delivered on a commitment.
    Delivery = delivery, index DeliveryIndex;
    /// What shows that it was.
    evidence: delivery_evidence as Evidence,
}

/// Deliveries by commitment.
#[derive(Clone, Debug, Default)]
pub struct DeliveryIndex(Groups<CommitmentId, DeliveryId>);

impl DeliveryIndex {
    fn put(&mut self, before: Option<&Arc<Delivery>>, after: &Arc<Delivery>) {
        let keys = |one: &Arc<Delivery>| [one.commitment_id];
        self.0.put(before.map(keys).into_iter().flatten(), keys(after), &after.id);
    }
}

impl Snapshot {
    /// The deliveries on a commitment, in the order in which they were entered.
    pub fn deliveries_on(&self, commitment: CommitmentId) -> impl DoubleEndedIterator<Item = &Arc<Delivery>> {
        self.deliveries.index().0.get(commitment).filter_map(|id| self.deliveries.get(*id))
    }
}
