//! The health check (*samenwerkingsscan*): rounds in which the parties look at how they work together, by the ten lessons
//! that research drew from partnerships like theirs.
//!
//! Secretariat and chair start and close a round; each member answers for its own organisation. What always holds:
//! - one round is open at a time, and one that was closed stays as it is, with what the records showed that day;
//! - an answer is seen by the organisation that gave it alone: that there is one, whose and how many there are is as
//!   secret as what it says. So nothing of answers enters the round's own record, or any figure while it is open;
//! - a mean is of three voices or more, a spread of five; all that one person speaks for are one voice.

mod evidence;
mod figures;
pub(crate) mod lesson;
pub(crate) mod mutation;
pub(crate) mod object;
mod rules;

use std::sync::Arc;

use entity::{HealthAnswerId, HealthCheckId, health_answer_score::Score, health_check_evidence::LessonEvidence};

use crate::ledger::{Snapshot, index::Groups, record};

record! {
    /// A round of the health check.
    HealthCheck = health_check;
    /// What the records showed of each lesson when it was closed.
    evidence: health_check_evidence as LessonEvidence,
}

record! {
    /// What an organisation answers in a round.
    HealthAnswer = health_answer, index AnswerIndex;
    /// Its scores.
    scores: health_answer_score as Score,
}

/// Answers by round.
#[derive(Clone, Debug, Default)]
pub struct AnswerIndex(Groups<HealthCheckId, HealthAnswerId>);

impl AnswerIndex {
    fn put(&mut self, before: Option<&Arc<HealthAnswer>>, after: &Arc<HealthAnswer>) {
        self.0.put(before.map(|one| one.health_check_id), [after.health_check_id], &after.id);
    }
}

impl Snapshot {
    /// The answers given in a round.
    pub fn answers_in(&self, check: HealthCheckId) -> impl DoubleEndedIterator<Item = &Arc<HealthAnswer>> {
        self.health_answers.index().0.get(check).filter_map(|id| self.health_answers.get(*id))
    }
}
