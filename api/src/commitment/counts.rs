//! Which commitments figures count, and how many stand where: for two audiences.

use std::{collections::BTreeMap, sync::Arc};

use entity::CommitmentState;

use super::Commitment;
use crate::access::View;

impl View {
    /// The commitments that figures count: for members and observers those that the table sees, for others the public ones.
    /// Drafts are their authors' and enter no figure, withdrawn ones that were never proposed neither.
    pub(crate) fn counted_commitments(&self) -> impl Iterator<Item = &Arc<Commitment>> {
        self.snapshot.commitments.iter().filter(|commitment| {
            commitment.is_before_the_table() && (self.is_at_the_table() || self.reaches(commitment.visibility))
        })
    }

    /// Whether figures may count how much a commitment promises, and what was delivered of it.
    pub(crate) fn counts_amounts_of(&self, commitment: &Commitment) -> bool {
        self.is_at_the_table() || commitment.amounts_public
    }

    /// The commitments per state that occurs.
    #[must_use]
    pub fn commitment_counts(&self) -> BTreeMap<CommitmentState, i32> {
        let mut counts = BTreeMap::new();
        for commitment in self.counted_commitments() {
            *counts.entry(commitment.state).or_default() += 1;
        }
        counts
    }
}
