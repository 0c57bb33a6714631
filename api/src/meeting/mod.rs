//! A meeting of the table (*overleg*), held or planned, and the decisions (*besluiten*) that acts cite.
//!
//! Secretariat and chair record both; all at the table see them, observers too. What always holds:
//! - a decision is of a meeting of today or earlier, and keeps its meeting;
//! - its hours are there on its day by the clock of Amsterdam, and it ends after it starts;
//! - what an act rests on stays as it was decided.

pub(crate) mod agenda;
pub(crate) mod citation;
pub(crate) mod cite;
pub(crate) mod mutation;
pub(crate) mod object;
pub(crate) mod query;
mod rules;

use std::sync::Arc;

use chrono::NaiveDate;
use entity::{CitationId, DecisionId, MeetingId, OrganisationId};

use crate::ledger::{Snapshot, index::Groups, record};

record! {
    /// A meeting.
    Meeting = meeting;
    /// The organisations that attended.
    attendance: meeting_attendance as OrganisationId,
}

impl Meeting {
    /// Its day and hour, by which meetings follow each other; on one day, those without an hour come last.
    #[must_use]
    pub fn start(&self) -> (NaiveDate, bool, Option<i32>) {
        (self.held_on, self.starts_minute.is_none(), self.starts_minute)
    }
}

record! {
    /// A decision taken in a meeting.
    Decision = decision, index DecisionIndex;
}

record! {
    /// An act that rests on a decision; kept with every act that cites one.
    Citation = citation, index CitationIndex;
}

/// Decisions by meeting.
#[derive(Clone, Debug, Default)]
pub struct DecisionIndex(Groups<MeetingId, DecisionId>);

impl DecisionIndex {
    fn put(&mut self, before: Option<&Arc<Decision>>, after: &Arc<Decision>) {
        self.0.put(before.map(|decision| decision.meeting_id), [after.meeting_id], &after.id);
    }
}

/// Citations by decision.
#[derive(Clone, Debug, Default)]
pub struct CitationIndex(Groups<DecisionId, CitationId>);

impl CitationIndex {
    fn put(&mut self, before: Option<&Arc<Citation>>, after: &Arc<Citation>) {
        self.0.put(before.map(|citation| citation.decision_id), [after.decision_id], &after.id);
    }
}

impl Snapshot {
    /// The acts that cite a decision, oldest first.
    pub fn citations_of(&self, decision: DecisionId) -> impl DoubleEndedIterator<Item = &Arc<Citation>> {
        self.citations.index().0.get(decision).filter_map(|id| self.citations.get(*id))
    }

    /// The decisions of a meeting.
    pub fn decisions_of(&self, meeting: MeetingId) -> impl DoubleEndedIterator<Item = &Arc<Decision>> {
        self.decisions.index().0.get(meeting).filter_map(|id| self.decisions.get(*id))
    }
}
