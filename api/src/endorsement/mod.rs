//! An endorsement (*akkoord*): what a party says of the terms of a commitment, a goal or a shared problem that were put to
//! it.
//!
//! What always holds:
//! - it is about one version of the terms, and counts no more once they changed;
//! - it stays as it was given: who thinks again endorses again, and the latest counts;
//! - a reservation counts once it is lifted, by endorsing again without.

pub(crate) mod awaited;
pub(crate) mod mutation;
pub(crate) mod object;
pub(crate) mod rules;
pub(crate) mod waiting;

use std::sync::Arc;

use entity::EndorsementId;
use uuid::Uuid;

use crate::ledger::{Snapshot, index::Groups, record};

record! {
    /// What a party says of terms.
    Endorsement = endorsement, index EndorsementIndex;
}

impl Endorsement {
    /// The commitment, goal or shared problem that it is about.
    #[must_use]
    pub fn subject(&self) -> Option<Uuid> {
        let row = &self.row;
        let goal = || row.goal_id.map(Into::into);
        let problem = || row.problem_statement_id.map(Into::into);
        row.commitment_id.map(Into::into).or_else(goal).or_else(problem)
    }
}

/// Endorsements by what they are about.
#[derive(Clone, Debug, Default)]
pub struct EndorsementIndex(Groups<Uuid, EndorsementId>);

impl EndorsementIndex {
    fn put(&mut self, before: Option<&Arc<Endorsement>>, after: &Arc<Endorsement>) {
        let keys = |one: &Arc<Endorsement>| one.subject();
        self.0.put(before.map(keys).into_iter().flatten(), keys(after), &after.id);
    }
}

impl Snapshot {
    /// The endorsements of a commitment, goal or shared problem, oldest first.
    pub fn endorsements_of(&self, subject: impl Into<Uuid>) -> impl DoubleEndedIterator<Item = &Arc<Endorsement>> {
        self.endorsements.index().0.get(subject.into()).filter_map(|id| self.endorsements.get(*id))
    }
}
