//! Which commitments figures count, and how many stand where: for the audience that looks.

use std::{collections::BTreeMap, sync::Arc};

use entity::CommitmentState;

use super::Commitment;
use crate::access::View;

impl View {
    /// The commitments that figures count, for the audience that the viewer belongs to.
    pub(crate) fn counted_commitments(&self) -> impl Iterator<Item = &Arc<Commitment>> {
        let audience = self.audience();
        self.snapshot.commitments.iter().filter(move |commitment| audience.counts(commitment))
    }

    /// Whether figures may count how much a commitment promises, and what was delivered of it.
    pub(crate) fn counts_amounts_of(&self, commitment: &Commitment) -> bool {
        self.audience().knows_amounts_of(commitment)
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
