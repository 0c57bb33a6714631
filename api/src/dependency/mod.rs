//! A dependency (*afhankelijkheid*): what one commitment has to do with another. It needs the other first, is meant to begin
//! after it, or holds because the other does (*co-financiering, matching*).
//!
//! What always holds: dependencies between commitments that are before the table form no circle.

pub(crate) mod mutation;
pub(crate) mod object;
mod rules;

use std::sync::Arc;

use entity::{CommitmentDependencyId, CommitmentId, CommitmentState, DependencyKind};

use crate::{
    access::View,
    commitment::Commitment,
    graphql::{Resolved, Shown, count_listed},
    ledger::{
        Snapshot,
        index::{Groups, reach},
        record,
    },
};

record! {
    /// How one commitment depends on another.
    CommitmentDependency = commitment_dependency, index DependencyIndex;
}

impl CommitmentDependency {
    /// The other end than a commitment.
    #[must_use]
    pub fn other_than(&self, commitment: CommitmentId) -> CommitmentId {
        if self.from_id == commitment { self.to_id } else { self.from_id }
    }
}

impl View {
    /// How a commitment depends on others, and others on it, of what the viewer may see.
    pub(crate) fn shown_dependencies(&self, id: CommitmentId) -> Resolved<Vec<Shown<CommitmentDependency>>> {
        let shown: Vec<_> = self.among(self.snapshot.dependencies_of(id)).map(|one| Shown::new(self, one)).collect();
        count_listed(&self.desk, shown.len())?;
        Ok(shown)
    }

    /// The commitments that one depends on, as far as the viewer sees that.
    pub(crate) fn needs_of(&self, commitment: CommitmentId) -> Vec<CommitmentId> {
        let own = self.among(self.snapshot.dependencies_of(commitment));
        own.filter(|one| one.from_id == commitment).map(|one| one.to_id).collect()
    }

    /// Whether a commitment depends on another, or is that other, directly or by way of others that the viewer sees.
    pub(crate) fn leads_to(&self, commitment: CommitmentId, other: CommitmentId) -> bool {
        reach(commitment, |id| self.needs_of(id)).contains(&other)
    }

    /// Whether a commitment that matches one, or that it matches, was released, by what the viewer may see.
    #[must_use]
    pub fn is_counterpart_released(&self, commitment: &Commitment) -> bool {
        let dependencies = self.among(self.snapshot.dependencies_of(commitment.id));
        let matches = dependencies.filter(|one| one.kind == DependencyKind::Matches);
        let mut others = matches.filter_map(|one| self.get::<Commitment>(one.other_than(commitment.id)));
        others.any(|other| other.state == CommitmentState::Released)
    }
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
