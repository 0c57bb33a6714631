//! Allocations as a graph: each goes up from a child to the parent whose target it takes a part of.
//!
//! What always holds of what is agreed, over all tables: nobody is its own ancestor, and nobody reaches an ancestor by two
//! paths. So every ancestor keeps one allocation through which a descendant counts. What one table offers and another did not
//! agree to stands in nobody else's way, and is not told of.

use std::{collections::BTreeSet, sync::Arc};

use entity::{IndicatorId, PartnershipId, TargetAllocationId};

use super::TargetAllocation;
use crate::{
    indicator::Indicator,
    ledger::{Directory, index::reach},
};

/// What a new edge would spoil.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// The parent would be its own ancestor.
    Cycle,
    /// Somebody would reach an ancestor by two paths.
    TwoPaths,
}

/// What an edge from a child to a parent would spoil, where neither holds yet of the others.
pub(super) fn flaw<I: Copy + Ord>(
    parent: I,
    child: I,
    parents: impl Fn(I) -> Vec<I>,
    children: impl Fn(I) -> Vec<I>,
) -> Option<Flaw> {
    let below = reach(child, children);
    if below.contains(&parent) {
        return Some(Flaw::Cycle);
    }
    let above = reach(parent, &parents);
    let meets = |one: &I| !reach(*one, &parents).is_disjoint(&above);
    below.iter().any(meets).then_some(Flaw::TwoPaths)
}

impl Directory {
    /// What an indicator's target is handed out to, agreed or not.
    pub fn allocations_of(&self, parent: IndicatorId) -> impl Iterator<Item = &Arc<TargetAllocation>> {
        self.allocations.index().by_parent.get(parent).filter_map(|id| self.allocations.get(*id))
    }

    /// The parts of targets that an indicator takes, agreed or not.
    pub fn allocations_to(&self, child: IndicatorId) -> impl Iterator<Item = &Arc<TargetAllocation>> {
        self.allocations.index().by_child.get(child).filter_map(|id| self.allocations.get(*id))
    }

    /// The parts of targets that are handed out to a partnership, agreed or not.
    pub fn allocations_received_by(&self, partnership: PartnershipId) -> impl Iterator<Item = &Arc<TargetAllocation>> {
        self.allocations.index().taken_by.get(partnership).filter_map(|id| self.allocations.get(*id))
    }

    /// What an edge from a child to a parent would spoil, beside those that are agreed and the other offers of the parent's
    /// own table. `own` is the offer itself, where it is there already.
    pub(super) fn flaw(&self, parent: &Indicator, child: IndicatorId, own: Option<TargetAllocationId>) -> Option<Flaw> {
        let stands = |one: &&Arc<TargetAllocation>| {
            Some(one.id) != own && (one.agreed_on.is_some() || one.partnership_id == parent.partnership_id)
        };
        let parents = |one| self.allocations_to(one).filter(stands).map(|up| up.indicator_id).collect();
        let children =
            |one| self.allocations_of(one).filter(stands).filter_map(|down| down.child_indicator_id).collect();
        flaw(parent.id, child, parents, children)
    }

    /// For each ancestor of an indicator, over paths on which all tables agreed, its own allocation on that path.
    pub(super) fn agreed_above(&self, indicator: IndicatorId) -> Vec<&Arc<TargetAllocation>> {
        let mut found: Vec<&Arc<TargetAllocation>> = Vec::new();
        let mut ahead = vec![indicator];
        while let Some(child) = ahead.pop() {
            for up in self.allocations_to(child).filter(|up| up.agreed_on.is_some()) {
                found.push(up);
                ahead.push(up.indicator_id);
            }
        }
        found
    }

    /// An indicator and its descendants, over paths on which all tables agreed, each with its partnership.
    pub(super) fn agreed_below(
        &self,
        partnership: PartnershipId,
        indicator: IndicatorId,
    ) -> BTreeSet<(PartnershipId, IndicatorId)> {
        reach((partnership, indicator), |(_, one)| {
            let agreed = self.allocations_of(one).filter(|down| down.agreed_on.is_some());
            agreed.filter_map(|down| Some((down.child_partnership_id, down.child_indicator_id?))).collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Edges = Vec<(u8, u8)>;

    fn parents(edges: &Edges, of: u8) -> Vec<u8> {
        edges.iter().filter(|(_, child)| *child == of).map(|(parent, _)| *parent).collect()
    }

    fn judge(edges: &Edges, parent: u8, child: u8) -> Option<Flaw> {
        let children = |of| edges.iter().filter(|(parent, _)| *parent == of).map(|(_, child)| *child).collect();
        flaw(parent, child, |of| parents(edges, of), children)
    }

    /// By how many paths one leads up to another, told without the code under test; more than there can be in a circle.
    fn paths(edges: &Edges, from: u8, to: u8, steps: usize) -> usize {
        match (steps, from == to) {
            (0, _) => 0,
            (_, true) => 1,
            (steps, false) => parents(edges, from).into_iter().map(|up| paths(edges, up, to, steps - 1)).sum(),
        }
    }

    #[test]
    fn a_region_reaches_the_nation_by_one_path() {
        let edges = vec![(0, 1), (1, 2)];
        assert_eq!(judge(&edges, 2, 0), Some(Flaw::Cycle));
        assert_eq!(judge(&edges, 1, 1), Some(Flaw::Cycle));
        assert_eq!(judge(&edges, 0, 2), Some(Flaw::TwoPaths));
        assert_eq!(judge(&edges, 0, 1), Some(Flaw::TwoPaths));
        // Another nation may count it as well, and another municipality belong to it.
        assert_eq!(judge(&edges, 3, 2), None);
        assert_eq!(judge(&edges, 1, 4), None);
        // But not where both come together above.
        assert_eq!(judge(&vec![(0, 1), (1, 2), (3, 2)], 0, 3), Some(Flaw::TwoPaths));
    }

    proptest! {
        #[test]
        fn whatever_is_tried_nobody_reaches_itself_or_an_ancestor_twice(
            tried in prop::collection::vec((0..9_u8, 0..9_u8), 0..60),
        ) {
            let mut edges = Edges::new();
            for (parent, child) in tried {
                let mut with = edges.clone();
                with.push((parent, child));
                let circles = paths(&edges, parent, child, 10) > 0;
                let twice = (0..9).any(|from| (0..9).any(|to| from != to && paths(&with, from, to, 10) > 1));
                let expected = if circles { Some(Flaw::Cycle) } else { twice.then_some(Flaw::TwoPaths) };
                prop_assert_eq!(judge(&edges, parent, child), expected);
                if expected.is_none() {
                    edges = with;
                }
            }
        }
    }
}
