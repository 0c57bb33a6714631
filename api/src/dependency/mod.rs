//! A dependency (*afhankelijkheid*): what one commitment has to do with another. It needs the other first, is meant to begin
//! after it, or holds because the other does (*co-financiering, matching*).
//!
//! What always holds: dependencies form no circle.

pub(crate) mod object;

use std::sync::Arc;

use entity::{CommitmentDependencyId, CommitmentId};

use crate::ledger::{Snapshot, index::Groups, record};

record! {
    /// How one commitment depends on another.
    CommitmentDependency = commitment_dependency, index DependencyIndex;
}

/// Dependencies by both their ends.
#[derive(Clone, Debug, Default)]
pub struct DependencyIndex(Groups<CommitmentId, CommitmentDependencyId>);

impl DependencyIndex {
    fn put(&mut self, before: Option<&Arc<CommitmentDependency>>, after: &Arc<CommitmentDependency>) {
        let keys = |one: &Arc<CommitmentDependency>| [one.from_id, one.to_id];
        self.0.put(before.map(keys).into_iter().flatten(), keys(after), &after.id);
    }
}

impl Snapshot {
    /// The dependencies of a commitment on others, and of others on it.
    pub fn dependencies_of(
        &self,
        commitment: CommitmentId,
    ) -> impl DoubleEndedIterator<Item = &Arc<CommitmentDependency>> {
        self.dependencies.index().0.get(commitment).filter_map(|id| self.dependencies.get(*id))
    }
}
