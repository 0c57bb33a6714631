//! An allocation (*toedeling*): a part of an indicator's target that is handed out to a child indicator, often at another
//! table. Once the child's table agrees, each measurement that it approves is mirrored as a contribution to every
//! ancestor, in the same commit.
//!
//! What always holds:
//! - over what is agreed no indicator is its own ancestor, and none reaches an ancestor by two paths;
//! - an ancestor has one contribution for each approved measurement of its descendants, as far as all tables on the way
//!   agreed.

mod graph;
mod mirror;
pub(crate) mod mutation;
pub(crate) mod object;
pub(crate) mod received;
pub(crate) mod rules;

use std::sync::Arc;

use entity::{ContributionId, IndicatorId, MeasurementId, PartnershipId, TargetAllocationId};

pub(crate) use mirror::mirror;

use crate::ledger::{Aggregate, Directory, Snapshot, index::Groups, record};

record! {
    /// A part of a target that is handed out. The directory shows it too, so that no commit overlooks an ancestor.
    TargetAllocation = target_allocation, index AllocationIndex,
        aggregates |one| vec![Aggregate::Directory, Aggregate::Partnership(one.row.partnership_id)];
}

record! {
    /// The consent of the child's table that the table which handed out sees its value, level and light.
    AllocationConsent = allocation_consent;
}

record! {
    /// An approved measurement of a descendant, as an ancestor keeps it.
    Contribution = contribution, index ContributionIndex;
}

/// Allocations by the indicator whose target is handed out, and by the one and the partnership that take a part.
#[derive(Clone, Debug, Default)]
pub struct AllocationIndex {
    by_parent: Groups<IndicatorId, TargetAllocationId>,
    by_child: Groups<IndicatorId, TargetAllocationId>,
    taken_by: Groups<PartnershipId, TargetAllocationId>,
}

impl AllocationIndex {
    fn put(&mut self, before: Option<&Arc<TargetAllocation>>, after: &Arc<TargetAllocation>) {
        self.by_parent.put(before.map(|one| one.indicator_id), [after.indicator_id], &after.id);
        let child = |one: &Arc<TargetAllocation>| one.child_indicator_id;
        self.by_child.put(before.and_then(child), child(after), &after.id);
        let partnership = |one: &Arc<TargetAllocation>| one.child_partnership_id;
        self.taken_by.put(before.map(partnership), [partnership(after)], &after.id);
    }
}

/// Contributions by the indicator that they count towards, and by the measurement that they show.
#[derive(Clone, Debug, Default)]
pub struct ContributionIndex {
    by_indicator: Groups<IndicatorId, ContributionId>,
    by_measurement: Groups<MeasurementId, ContributionId>,
}

impl ContributionIndex {
    fn put(&mut self, before: Option<&Arc<Contribution>>, after: &Arc<Contribution>) {
        self.by_indicator.put(before.map(|one| one.indicator_id), [after.indicator_id], &after.id);
        self.by_measurement.put(before.map(|one| one.measurement_id), [after.measurement_id], &after.id);
    }
}

impl Directory {
    /// Whether an indicator's target is handed out, or it agreed to take a part of another's. What others merely offer it
    /// stands in nobody's way.
    #[must_use]
    pub fn is_allocated(&self, indicator: IndicatorId) -> bool {
        self.allocations_of(indicator).next().is_some()
            || self.allocations_to(indicator).any(|up| up.agreed_on.is_some())
    }
}

impl Snapshot {
    /// What an indicator's target is handed out to.
    pub fn allocations_of(&self, indicator: IndicatorId) -> impl DoubleEndedIterator<Item = &Arc<TargetAllocation>> {
        self.allocations.index().by_parent.get(indicator).filter_map(|id| self.allocations.get(*id))
    }

    /// What the descendants of an indicator contribute to it.
    pub fn contributions_to(&self, indicator: IndicatorId) -> impl DoubleEndedIterator<Item = &Arc<Contribution>> {
        self.contributions.index().by_indicator.get(indicator).filter_map(|id| self.contributions.get(*id))
    }

    /// What a measurement of a descendant contributes here: to an indicator, and to ancestors of that at the same table.
    fn contributions_of(&self, measurement: MeasurementId) -> impl Iterator<Item = &Arc<Contribution>> {
        self.contributions.index().by_measurement.get(measurement).filter_map(|id| self.contributions.get(*id))
    }

    /// The consent of this table to an allocation.
    #[must_use]
    pub fn consent_to(&self, allocation: TargetAllocationId) -> Option<&Arc<AllocationConsent>> {
        self.allocation_consents.iter().find(|one| one.allocation_id == allocation)
    }
}
