//! A milestone (*mijlpaal*): a step on the way to fulfilling a commitment. Where nothing was promised that can be counted,
//! milestones tell how far it is.

pub(crate) mod mutation;
pub(crate) mod object;
pub(crate) mod query;
mod rules;

use std::sync::Arc;

use entity::{CommitmentId, FuzzyDate, MilestoneId};

use crate::ledger::{Snapshot, index::Groups, record};

record! {
    /// A step on the way to fulfilling a commitment.
    Milestone = milestone, index MilestoneIndex;
}

impl Milestone {
    /// When it is due.
    #[must_use]
    pub fn due(&self) -> Option<FuzzyDate> {
        FuzzyDate::from_columns(self.due_on, self.due_precision, self.due_text.as_ref())
    }
}

/// Milestones by commitment.
#[derive(Clone, Debug, Default)]
pub struct MilestoneIndex(Groups<CommitmentId, MilestoneId>);

impl MilestoneIndex {
    fn put(&mut self, before: Option<&Arc<Milestone>>, after: &Arc<Milestone>) {
        let keys = |one: &Arc<Milestone>| [one.commitment_id];
        self.0.put(before.map(keys).into_iter().flatten(), keys(after), &after.id);
    }
}

impl Snapshot {
    /// The milestones of a commitment, in the order in which they were entered.
    pub fn milestones_of(&self, commitment: CommitmentId) -> impl DoubleEndedIterator<Item = &Arc<Milestone>> {
        self.milestones.index().0.get(commitment).filter_map(|id| self.milestones.get(*id))
    }
}
