//! An interest (*belang*) of one party: what it gains (*halen*), brings (*brengen*), wishes or fears.
//!
//! It belongs to its owner, starts visible to the owner alone, and only the owner shares it. What the secretariat enters
//! for another party starts shared with the secretariat and nobody else.

pub(crate) mod matrix;
pub(crate) mod mutation;
pub(crate) mod object;
pub(crate) mod query;
pub(crate) mod rules;

use std::sync::Arc;

use entity::{Decimal, GoalId, InterestId, OrganisationId};

use crate::ledger::{Snapshot, index::Groups, record};

record! {
    /// An interest of one party.
    Interest = interest, index InterestIndex;
    /// The goals that it is about.
    goals: interest_goal as GoalId,
    /// The organisations that a SELECTED interest is shared with.
    shared_with: interest_shared_with as OrganisationId,
}

impl Interest {
    /// The amount in EUR.
    #[must_use]
    pub fn amount(&self) -> Option<Decimal> {
        self.amount_cents?.checked_mul(Decimal::SCALE / 100).map(Decimal)
    }
}

/// Interests by goal.
#[derive(Clone, Debug, Default)]
pub struct InterestIndex(Groups<GoalId, InterestId>);

impl InterestIndex {
    fn put(&mut self, before: Option<&Arc<Interest>>, after: &Arc<Interest>) {
        let had = before.map(|interest| interest.goals.clone()).unwrap_or_default();
        self.0.put(had, after.goals.iter().copied(), &after.id);
    }
}

impl Snapshot {
    /// The interests that are about a goal.
    pub fn interests_about(&self, goal: GoalId) -> impl DoubleEndedIterator<Item = &Arc<Interest>> {
        self.interests.index().0.get(goal).filter_map(|id| self.interests.get(*id))
    }
}
