//! An amendment (*wijziging*): a change of the agreed terms of a commitment, a goal or an indicator. There is no other way to
//! change them.
//!
//! What always holds:
//! - it is about one version of the terms, and is accepted for no other;
//! - what it changes stays as it was proposed; it is accepted, rejected or withdrawn once.

mod change;
mod derived;
pub(crate) mod input;
pub(crate) mod mutation;
pub(crate) mod object;
pub(crate) mod query;
pub(crate) mod rules;
pub(crate) mod terms;

use std::sync::Arc;

use entity::{AmendmentId, AmendmentState, amendment_change::Change, amendment_vote::Vote};
use uuid::Uuid;

use crate::ledger::{Snapshot, index::Groups, record};

record! {
    /// A change of agreed terms.
    Amendment = amendment, index AmendmentIndex;
    /// What it changes.
    changes: amendment_change as Change,
    /// What the parties say of it.
    votes: amendment_vote as Vote,
}

impl Amendment {
    /// The commitment, goal or indicator that it changes.
    #[must_use]
    pub fn subject(&self) -> Option<Uuid> {
        let row = &self.row;
        let goal = || row.goal_id.map(Into::into);
        let indicator = || row.indicator_id.map(Into::into);
        row.commitment_id.map(Into::into).or_else(goal).or_else(indicator)
    }
}

/// Amendments by what they change.
#[derive(Clone, Debug, Default)]
pub struct AmendmentIndex(Groups<Uuid, AmendmentId>);

impl AmendmentIndex {
    fn put(&mut self, before: Option<&Arc<Amendment>>, after: &Arc<Amendment>) {
        let keys = |one: &Arc<Amendment>| one.subject();
        self.0.put(before.map(keys).into_iter().flatten(), keys(after), &after.id);
    }
}

impl Snapshot {
    /// The amendments of a commitment, goal or indicator, oldest first.
    pub fn amendments_of(&self, subject: impl Into<Uuid>) -> impl DoubleEndedIterator<Item = &Arc<Amendment>> {
        self.amendments.index().0.get(subject.into()).filter_map(|id| self.amendments.get(*id))
    }

    /// Whether an amendment of a commitment, goal or indicator was ever accepted.
    pub(crate) fn was_amended(&self, subject: impl Into<Uuid>) -> bool {
        self.amendments_of(subject).any(|amendment| amendment.state == AmendmentState::Accepted)
    }
}
