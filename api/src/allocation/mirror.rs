//! Mirroring: what a child's table approved, brought to all its ancestors in the same commit, and taken away again.
//!
//! Whoever approves holds the child's ledger and those of all ancestors; whoever changes an edge holds the directory, the
//! ledgers of both ends, of all ancestors and of all descendants. So the paths from a child stay as they are while its
//! ledger is held, and no measurement is overlooked or counted twice.

use std::{collections::BTreeSet, sync::Arc};

use entity::{IndicatorId, MeasurementId, MeasurementState, PartnershipId, Row};

use super::{Contribution, TargetAllocation};
use crate::{
    access::World,
    indicator::Indicator,
    ledger::{Aggregate, Snapshot},
    measurement::Measurement,
};

/// The ledgers that an act needs and does not hold yet; it is run again once it does.
pub(crate) type Needs = BTreeSet<Aggregate>;

/// An agreed allocation, or one that is to be, with the partnership and the indicator that report through it.
#[derive(Clone, Copy)]
pub(super) struct Edge<'a> {
    pub(super) allocation: &'a TargetAllocation,
    pub(super) child: IndicatorId,
}

/// What approving measurements of an indicator changes at its ancestors: a contribution for each that has a number, and
/// none any more for those that are superseded.
///
/// # Errors
/// The ledgers of ancestors that are not held yet.
pub(crate) fn mirror<'a>(
    world: &World<'_>,
    indicator: &Indicator,
    superseded: impl IntoIterator<Item = MeasurementId>,
    approved: impl IntoIterator<Item = &'a Measurement>,
) -> Result<Vec<Contribution>, Needs> {
    let above = world.desk.directory.agreed_above(indicator.id);
    lacking(world, above.iter().map(|up| up.partnership_id))?;
    let superseded: Vec<MeasurementId> = superseded.into_iter().collect();
    let approved: Vec<&Measurement> = approved.into_iter().collect();
    let mut contributions = Vec::new();
    for up in above {
        let Some(ancestor) = snapshot(world, up.partnership_id) else { continue };
        let gone = superseded.iter().flat_map(|id| ancestor.contributions_of(*id));
        let gone = gone.filter(|one| one.indicator_id == up.indicator_id);
        contributions.extend(gone.map(|one| removed(world, one)));
        contributions.extend(approved.iter().filter_map(|one| contribution(world, up, indicator, one)));
    }
    Ok(contributions)
}

impl Edge<'_> {
    /// The ledgers that an act on this edge holds: of both ends, of all ancestors and of all descendants.
    pub(super) fn held(self, world: &World<'_>) -> Needs {
        let up = self.above(world).into_iter().map(|up| up.partnership_id);
        let down = self.below(world).into_iter().map(|(partnership, _)| partnership);
        let ledgers: Needs = up.chain(down).map(Aggregate::Partnership).collect();
        ledgers.into_iter().chain([Aggregate::Directory]).collect()
    }

    /// Says which of them are not held yet.
    pub(super) fn hold(self, world: &World<'_>) -> Result<(), Needs> {
        let up = self.above(world).into_iter().map(|up| up.partnership_id);
        lacking(world, up.chain(self.below(world).into_iter().map(|(partnership, _)| partnership)))
    }

    /// What the parent and its ancestors get once the child's table agrees: all that was approved below.
    pub(super) fn brings(self, world: &World<'_>) -> Vec<Contribution> {
        let above = self.above(world);
        let mut contributions = Vec::new();
        for (partnership, indicator) in self.below(world) {
            let Some(below) = snapshot(world, partnership) else { continue };
            let Some(source) = below.indicators.get(indicator) else { continue };
            let approved = below.series_of(indicator).iter().filter(|one| one.state == MeasurementState::Approved);
            for one in approved {
                contributions.extend(above.iter().filter_map(|up| contribution(world, up, source, one)));
            }
        }
        contributions
    }

    /// The same contributions, taken away.
    pub(super) fn takes(self, world: &World<'_>) -> Vec<Contribution> {
        let below: BTreeSet<IndicatorId> = self.below(world).into_iter().map(|(_, indicator)| indicator).collect();
        let mut contributions = Vec::new();
        for up in self.above(world) {
            let Some(ancestor) = snapshot(world, up.partnership_id) else { continue };
            let gone =
                ancestor.contributions_to(up.indicator_id).filter(|one| below.contains(&one.source_indicator_id));
            contributions.extend(gone.map(|one| removed(world, one)));
        }
        contributions
    }

    /// The parent's allocation and, for each of its ancestors, that ancestor's own.
    fn above<'b>(&'b self, world: &'b World<'_>) -> Vec<&'b TargetAllocation> {
        let further = world.desk.directory.agreed_above(self.allocation.indicator_id);
        [self.allocation].into_iter().chain(further.into_iter().map(AsRef::as_ref)).collect()
    }

    /// The child and its descendants.
    fn below(&self, world: &World<'_>) -> BTreeSet<(PartnershipId, IndicatorId)> {
        world.desk.directory.agreed_below(self.allocation.child_partnership_id, self.child)
    }
}

fn snapshot<'a>(world: &World<'a>, partnership: PartnershipId) -> Option<&'a Arc<Snapshot>> {
    world.locked().partnerships.get(&partnership)
}

fn lacking(world: &World<'_>, partnerships: impl Iterator<Item = PartnershipId>) -> Result<(), Needs> {
    let needs = world.lacks(partnerships);
    if needs.is_empty() { Ok(()) } else { Err(needs) }
}

fn removed(world: &World<'_>, contribution: &Contribution) -> Contribution {
    let mut removed = contribution.clone();
    removed.row.remove(world.now());
    removed
}

/// A measurement as an ancestor keeps it; none for one without a number, such as a narrative.
fn contribution(
    world: &World<'_>,
    up: &TargetAllocation,
    source: &Indicator,
    measurement: &Measurement,
) -> Option<Contribution> {
    let row = entity::contribution::Model {
        partnership_id: up.partnership_id,
        id: world.id(),
        version: 0,
        external_key: None,
        source: None,
        changed_at: world.now(),
        removed_at: None,
        indicator_id: up.indicator_id,
        allocation_id: up.id,
        source_partnership_id: source.partnership_id,
        source_indicator_id: source.id,
        measurement_id: measurement.id,
        observed_on: measurement.observed_on,
        value: measurement.value?,
        denominator: measurement.denominator,
        qualifier: measurement.qualifier,
        denominator_qualifier: measurement.denominator_qualifier,
        effect: source.effect,
        approved_at: measurement.approved_at?,
    };
    Some(Contribution { row })
}
