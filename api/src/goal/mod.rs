//! A shared goal (*gemeenschappelijk doel*). Goals form a tree; each has a weight among its siblings.
//!
//! What always holds: once all partners agreed to it, its terms change by an amendment only, and it stays.

pub(crate) mod gap;
pub(crate) mod mutation;
pub(crate) mod object;
pub(crate) mod query;
pub(crate) mod rules;

use std::sync::Arc;

use entity::{FuzzyDate, GoalId};

use crate::ledger::{Snapshot, index::Groups, record};

record! {
    /// A shared goal.
    Goal = goal, index GoalIndex;
}

impl Goal {
    /// By when it should be reached.
    #[must_use]
    pub fn horizon(&self) -> Option<FuzzyDate> {
        FuzzyDate::from_columns(self.horizon_on, self.horizon_precision, self.horizon_text.as_ref())
    }
}

/// Goals by parent.
#[derive(Clone, Debug, Default)]
pub struct GoalIndex(Groups<Option<GoalId>, GoalId>);

impl GoalIndex {
    fn put(&mut self, before: Option<&Arc<Goal>>, after: &Arc<Goal>) {
        self.0.put(before.map(|goal| goal.parent_id), [after.parent_id], &after.id);
    }
}

impl Snapshot {
    /// The goals right below a goal, or without one the goals at the top.
    pub fn goals_below(&self, parent: Option<GoalId>) -> impl DoubleEndedIterator<Item = &Arc<Goal>> {
        self.goals.index().0.get(parent).filter_map(|id| self.goals.get(*id))
    }
}
