//! Citing a decision of the table: every act that rests on one keeps a citation, so that a decision shows what came of it.

use chrono::NaiveDate;
use entity::DecisionId;
use uuid::Uuid;

use super::{Citation, Decision, Meeting};
use crate::{
    access::{View, World},
    ids::Ref,
    ledger::{Changes, Kind},
    problem::{Code, Problem, Problems},
};

/// A decision that an act cites, and the day of its meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cited {
    /// The decision.
    pub(crate) id: DecisionId,
    /// The day on which it was taken.
    pub(crate) held_on: NaiveDate,
    source: Option<String>,
}

/// The decision that an act cites, if it cites one. A decision of another table, or of a meeting to come, is noted at the
/// path `decision`.
pub(crate) fn cited(view: &View, reference: Option<&Ref<Decision>>, problems: &mut Problems) -> Option<Cited> {
    cited_at(view, reference, "decision", problems)
}

/// The same, where the input calls it something else.
pub(crate) fn cited_at(
    view: &View,
    reference: Option<&Ref<Decision>>,
    path: &str,
    problems: &mut Problems,
) -> Option<Cited> {
    let reference = reference?;
    let own = reference.id().filter(|_| reference.partnership() == Some(view.partnership.id));
    let decision = own.and_then(|id| view.get::<Decision>(id));
    let meeting = decision.as_ref().and_then(|decision| view.get::<Meeting>(decision.meeting_id));
    let Some((decision, meeting)) = decision.zip(meeting) else {
        problems.add(Problem::new(Code::NotFound, &[path]));
        return None;
    };
    if meeting.held_on > view.desk.today {
        problems.add(
            Problem::new(Code::DateOrder, &[path])
                .saying("Dat overleg moet nog plaatsvinden.", "That meeting has not taken place yet."),
        );
    }
    Some(Cited { id: decision.id, held_on: meeting.held_on, source: decision.row.source.clone() })
}

/// What lacks where only a decision of the table lacks.
pub(crate) fn decision_missing(path: &str) -> Problem {
    Problem::new(Code::Required, &[path]).saying(
        "Noem het besluit van de tafel waarop dit berust.",
        "Name the decision of the table that this rests on.",
    )
}

impl Changes {
    /// Keeps what the act rests on with its first record, where it rests on a decision.
    #[must_use]
    pub(crate) fn citing(self, world: &World<'_>, view: &View, cited: Option<&Cited>) -> Self {
        let Some((cited, subject)) = cited.zip(self.subject()) else { return self };
        let citation = cited.by(world, view, self.act, (subject.kind(), subject.id()));
        self.with(citation)
    }
}

impl Cited {
    /// A citation by an act about some record.
    pub(crate) fn by(&self, world: &World<'_>, view: &View, act: &str, (kind, id): (Kind, Uuid)) -> Citation {
        let row = entity::citation::Model {
            partnership_id: view.partnership.id,
            id: world.id(),
            version: 0,
            external_key: None,
            source: self.source.clone(),
            changed_at: world.now(),
            removed_at: None,
            decision_id: self.id,
            act: act.to_owned(),
            subject_kind: kind.as_str().to_owned(),
            subject_id: id,
            cited_on: world.today(),
        };
        Citation { row }
    }
}
