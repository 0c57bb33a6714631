//! What follows from a commitment, its notes and the day, and is therefore never stored: late, soon, blocked, at risk.
//! Objects and filters both ask here.

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use entity::{CommitmentState, DecisionId, Health, OrganisationId};

use super::{Commitment, ProgressNote};
use crate::{access::View, meeting::Meeting};

/// A due date within so many days is soon, whenever the next meeting is.
const SOON: Days = Days::new(14);
/// A commitment that is blocked is at risk when it is due within so many days.
const NEAR: Days = Days::new(30);

/// Whether a state is between agreed and accepted.
pub(crate) fn is_live(state: CommitmentState) -> bool {
    matches!(state, CommitmentState::Agreed | CommitmentState::InProgress | CommitmentState::ReportedDone)
}

/// Whether a state is an end.
pub(crate) fn is_end(state: CommitmentState) -> bool {
    !matches!(state, CommitmentState::Draft | CommitmentState::Proposed) && !is_live(state)
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

/// Whether something can keep it waiting: it is proposed or live.
pub(crate) fn can_wait(state: CommitmentState) -> bool {
    state == CommitmentState::Proposed || is_live(state)
}

/// Whether the latest note asks for attention, or the due clock has no more than 30 days left and it is blocked.
pub(crate) fn is_at_risk(
    state: CommitmentState,
    latest: Option<Health>,
    is_blocked: bool,
    due: Option<NaiveDate>,
    today: NaiveDate,
) -> bool {
    let horizon = today.checked_add_days(NEAR).unwrap_or(today);
    let asks_for_attention = matches!(latest, Some(Health::Attention | Health::Behind));
    let runs_out = is_running(state) && due.is_some_and(|due| due <= horizon);
    is_live(state) && asks_for_attention || is_blocked && runs_out
}

impl Commitment {
    /// Whether it is reported done, and nobody said yet whether it is fulfilled.
    #[must_use]
    pub fn awaits_confirmation(&self) -> bool {
        self.state == CommitmentState::ReportedDone
    }
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

    /// Whether a commitment is late on the day on which the viewer judges it.
    #[must_use]
    pub fn is_overdue(&self, commitment: &Commitment) -> bool {
        is_overdue(commitment.state, commitment.last_day(), self.judged_on(commitment))
    }

    /// Whether a commitment is due soon, by the meetings that the viewer may see.
    #[must_use]
    pub fn is_due_soon(&self, commitment: &Commitment) -> bool {
        let day = self.judged_on(commitment);
        let next = self.all::<Meeting>().map(|meeting| meeting.held_on).filter(|held| *held > day).min();
        is_due_soon(commitment.state, commitment.last_day(), day, next)
    }

    /// Whether a commitment is at risk, by the notes, conditions and dependencies that the viewer may see.
    #[must_use]
    pub fn is_at_risk(&self, commitment: &Commitment) -> bool {
        let latest = self.latest_note(commitment).map(|note| note.health);
        let day = self.judged_on(commitment);
        is_at_risk(commitment.state, latest, self.is_blocked(commitment), commitment.last_day(), day)
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
        let noted = |state, health| is_at_risk(state, health, false, Some(day(12)), day(10));
        assert!(noted(Agreed, Some(Health::Attention)) && noted(ReportedDone, Some(Health::Behind)));
        assert!(!noted(Agreed, Some(Health::OnTrack)) && !noted(Agreed, None));
        assert!(!noted(Fulfilled, Some(Health::Behind)) && !noted(Proposed, Some(Health::Behind)));
    }

    #[test]
    fn what_is_blocked_is_at_risk_when_its_time_runs_out() {
        let july = |day| NaiveDate::from_ymd_opt(2026, 7, day).expect("a day in July");
        let blocked = |state, due| is_at_risk(state, Some(Health::OnTrack), true, due, day(10));
        assert!(blocked(Agreed, Some(july(10))) && blocked(InProgress, Some(day(1))));
        assert!(!blocked(Agreed, Some(july(11))) && !blocked(Agreed, None));
        assert!(!blocked(ReportedDone, Some(day(11))) && !blocked(Proposed, Some(day(11))));
    }

    #[test]
    fn a_commitment_can_wait_from_its_proposal_to_its_end() {
        for state in CommitmentState::ALL {
            let expected = matches!(state, Proposed | Agreed | InProgress | ReportedDone);
            assert_eq!(can_wait(*state), expected, "{state}");
        }
    }
}
