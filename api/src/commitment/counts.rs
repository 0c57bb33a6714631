//! How many commitments stand where: a figure of the partnership, for two audiences.

use std::collections::BTreeMap;

use entity::CommitmentState;

use crate::access::View;

impl View {
    /// The commitments per state that occurs: for members those that the table sees, for others the public ones. Drafts
    /// are their authors' and enter no figure, withdrawn ones that were never proposed neither.
    #[must_use]
    pub fn commitment_counts(&self) -> BTreeMap<CommitmentState, i32> {
        let mut counts = BTreeMap::new();
        for commitment in self.snapshot.commitments.iter() {
            let counted =
                commitment.is_before_the_table() && (self.is_at_the_table() || self.reaches(commitment.visibility));
            if counted {
                *counts.entry(commitment.state).or_default() += 1;
            }
        }
        counts
    }
}
