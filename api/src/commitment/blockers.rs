//! What keeps a commitment from beginning: a condition that is not met, or a commitment that it needs first and that is
//! not fulfilled. Each names the party that can help.

use std::sync::Arc;

use entity::{CommitmentState, DependencyKind, commitment_condition::Condition};

use super::{Commitment, derived, transitions::Block};
use crate::{
    access::View,
    problem::{Code, Problem},
};

impl Commitment {
    /// The conditions that are not met.
    pub(crate) fn unmet(&self) -> impl Iterator<Item = &Condition> {
        self.conditions.iter().filter(|condition| condition.met_on.is_none())
    }
}

impl View {
    /// The commitments that one needs first and that are not fulfilled, of those that the viewer may see.
    pub(crate) fn unfulfilled(&self, commitment: &Commitment) -> impl Iterator<Item = Arc<Commitment>> {
        let dependencies = self.among(self.snapshot.dependencies_of(commitment.id));
        let id = commitment.id;
        let needed = dependencies.filter(move |one| one.kind == DependencyKind::Requires && one.from_id == id);
        let others = needed.filter_map(|one| self.get::<Commitment>(one.to_id));
        others.filter(|other| other.state != CommitmentState::Fulfilled)
    }

    /// Whether a commitment is proposed or live and something keeps it waiting, by what the viewer may see.
    #[must_use]
    pub fn is_blocked(&self, commitment: &Commitment) -> bool {
        let waits = || commitment.unmet().next().is_some() || self.unfulfilled(commitment).next().is_some();
        derived::can_wait(commitment.state) && waits()
    }

    /// What keeps a commitment waiting, each with the party that can help.
    pub(super) fn blockers(&self, commitment: &Commitment) -> Vec<Block> {
        let blocked = |nl: String, en: String| Problem::new(Code::Blocked, &["commitment"]).saying(nl, en);
        let conditions = commitment.unmet().map(|condition| {
            let text = condition.text.trim_end_matches('.');
            let party = self.desk.organisation(condition.organisation_id);
            let name = party.map_or_else(|| "?".to_owned(), |party| party.name.clone());
            Block {
                problem: blocked(
                    format!("Aan een randvoorwaarde is nog niet voldaan: {text} ({name})."),
                    format!("A condition is not met yet: {text} ({name})."),
                ),
                party: Some(condition.organisation_id),
            }
        });
        let others = self.unfulfilled(commitment).map(|other| {
            let (reference, title) = (other.reference.as_deref().unwrap_or_default(), &other.title);
            Block {
                problem: blocked(
                    format!("Eerst moet afspraak {reference} ({title}) zijn nagekomen."),
                    format!("Commitment {reference} ({title}) must be fulfilled first."),
                ),
                party: other.lead(),
            }
        });
        conditions.chain(others).collect()
    }
}
