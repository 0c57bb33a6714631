//! What follows from a commitment, its notes and the day, and is therefore never stored: late, soon, at risk. Objects
//! and filters both ask here.

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use entity::{CommitmentState, DecisionId, Health, OrganisationId};

use super::{Commitment, ProgressNote};
use crate::{access::View, meeting::Meeting};

/// A due date within so many days is soon, whenever the next meeting is.
const SOON: Days = Days::new(14);

/// Whether a state is between agreed and accepted.
pub(crate) fn is_live(state: CommitmentState) -> bool {
    matches!(state, CommitmentState::Agreed | CommitmentState::InProgress | CommitmentState::ReportedDone)
}

/// Whether the due clock runs: it starts when a commitment is agreed and stops when it is reported done.
fn is_running(state: CommitmentState) -> bool {
    matches!(state, CommitmentState::Agreed | CommitmentState::InProgress)
}

/// Whether the last possible day has passed without a report.
pub(crate) fn is_overdue(state: CommitmentState, due: Option<NaiveDate>, today: NaiveDate) -> bool {
    is_running(state) && due.is_some_and(|due| due < today)
}

/// Whether it is due before the table meets again, or within 14 days.
pub(crate) fn is_due_soon(
    state: CommitmentState,
    due: Option<NaiveDate>,
    today: NaiveDate,
    next_meeting: Option<NaiveDate>,
) -> bool {
    let horizon = today.checked_add_days(SOON).unwrap_or(today);
    let is_soon = |due| today <= due && (due <= horizon || next_meeting.is_some_and(|meeting| due < meeting));
    is_running(state) && due.is_some_and(is_soon)
}

/// Whether the latest note asks for attention.
pub(crate) fn is_at_risk(state: CommitmentState, latest: Option<Health>) -> bool {
    is_live(state) && matches!(latest, Some(Health::Attention | Health::Behind))
}

impl View {
    /// The live commitments that an organisation owes, of those that the viewer may see.
    pub fn owed_by(&self, organisation: OrganisationId) -> impl Iterator<Item = Arc<Commitment>> {
        self.all::<Commitment>().filter(move |one| is_live(one.state) && one.is_owed_by(organisation))
    }

    /// The commitments that a decision agreed, of those that the viewer may see.
    pub fn commitments_agreed_by(&self, decision: DecisionId) -> impl Iterator<Item = Arc<Commitment>> {
        self.all::<Commitment>().filter(move |one| one.decision_id == Some(decision))
    }

    /// The note about the latest day that the viewer may see.
    #[must_use]
    pub fn latest_note(&self, commitment: &Commitment) -> Option<Arc<ProgressNote>> {
        self.among(self.snapshot.notes_on(commitment.id)).max_by_key(|note| (note.noted_on, note.id))
    }

    /// Whether a commitment is late today.
    #[must_use]
    pub fn is_overdue(&self, commitment: &Commitment) -> bool {
        is_overdue(commitment.state, commitment.last_day(), self.desk.today)
    }

    /// Whether a commitment is due soon, by the meetings that the viewer may see.
    #[must_use]
    pub fn is_due_soon(&self, commitment: &Commitment) -> bool {
        let days = self.all::<Meeting>().map(|meeting| meeting.held_on);
        let next = days.filter(|day| *day > self.desk.today).min();
        is_due_soon(commitment.state, commitment.last_day(), self.desk.today, next)
    }

    /// Whether a commitment is at risk, by the notes that the viewer may see.
    #[must_use]
    pub fn is_at_risk(&self, commitment: &Commitment) -> bool {
        is_at_risk(commitment.state, self.latest_note(commitment).map(|note| note.health))
    }
}

#[cfg(test)]
mod tests {
    use CommitmentState::{Agreed, Fulfilled, InProgress, Proposed, ReportedDone};

    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 6, day).expect("a day in June")
    }

    #[test]
    fn a_commitment_is_late_from_the_day_after_its_last_possible_day() {
        assert!(!is_overdue(Agreed, Some(day(10)), day(10)));
        assert!(is_overdue(Agreed, Some(day(10)), day(11)));
        assert!(is_overdue(InProgress, Some(day(10)), day(11)));
        assert!(!is_overdue(Agreed, None, day(11)));
    }

    #[test]
    fn the_due_clock_stops_when_it_is_reported_done() {
        for state in [Proposed, ReportedDone, Fulfilled] {
            assert!(!is_overdue(state, Some(day(10)), day(11)), "{state}");
            assert!(!is_due_soon(state, Some(day(12)), day(11), None), "{state}");
        }
    }

    #[test]
    fn soon_is_within_14_days_or_before_the_next_meeting() {
        let soon = |due, meeting| is_due_soon(Agreed, Some(day(due)), day(10), meeting);
        assert!(soon(10, None) && soon(24, None) && !soon(25, None));
        assert!(soon(25, Some(day(26))) && !soon(26, Some(day(26))));
        assert!(soon(20, Some(day(12))), "a meeting soon does not make 14 days shorter");
        assert!(!soon(9, Some(day(26))), "what is late is no longer soon");
    }

    #[test]
    fn only_a_live_commitment_is_at_risk() {
        assert!(is_at_risk(Agreed, Some(Health::Attention)) && is_at_risk(ReportedDone, Some(Health::Behind)));
        assert!(!is_at_risk(Agreed, Some(Health::OnTrack)) && !is_at_risk(Agreed, None));
        assert!(!is_at_risk(Fulfilled, Some(Health::Behind)) && !is_at_risk(Proposed, Some(Health::Behind)));
    }
}
