//! What a commitment was on a day, as far as its record tells: asked for, live or ended. Its terms are those of today.

use chrono::NaiveDate;
use entity::CommitmentState;

use super::{
    Commitment,
    derived::{is_end, is_live},
};
use crate::clock::{day_of, day_of_id};

impl Commitment {
    /// Where it stood at the end of a day; `None` where it was not put to the parties yet. Of the past it is not recorded
    /// whether a live commitment was begun or reported done: it is AGREED then. Nor is an end that was taken back later.
    pub(crate) fn state_on(&self, day: NaiveDate, today: NaiveDate) -> Option<CommitmentState> {
        if day >= today {
            return Some(self.state);
        }
        let had_begun = |since: Option<NaiveDate>| since.is_some_and(|since| since <= day);
        match () {
            () if is_end(self.state) && had_begun(self.ended_by()) => Some(self.state),
            () if had_begun(self.agreed_on) => Some(CommitmentState::Agreed),
            () if had_begun(self.asked_since()) => Some(CommitmentState::Proposed),
            () => None,
        }
    }

    /// The day by which it had ended. One of which that is not known had ended when it was entered.
    fn ended_by(&self) -> Option<NaiveDate> {
        self.known_end().or_else(|| day_of_id(self.id.0))
    }

    /// The day on which it ended, where that is known: one that was taken over with its end may tell when it was reported.
    pub(crate) fn known_end(&self) -> Option<NaiveDate> {
        let reported_on = self.reported_on.filter(|_| self.state == CommitmentState::Fulfilled);
        self.ended_on.or(reported_on).filter(|_| is_end(self.state))
    }

    /// The day since which it is proposed; none where it never was, or is not known when.
    fn asked_since(&self) -> Option<NaiveDate> {
        let is_proposed = self.state == CommitmentState::Proposed;
        self.proposed_on.or_else(|| is_proposed.then(|| day_of(self.changed_at)))
    }
}

/// Whether a state is one of those that were agreed, and neither released nor replaced: it promises something, or did until
/// it ended without being let go.
pub(crate) fn is_promised(state: CommitmentState) -> bool {
    use CommitmentState::{Fulfilled, NotFulfilled, PartlyFulfilled};
    is_live(state) || matches!(state, Fulfilled | PartlyFulfilled | NotFulfilled)
}
