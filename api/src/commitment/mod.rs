//! A commitment (*afspraak*): who does what for whom, by when, and when it counts as done; and the notes on how it is
//! going (*voortgangsmelding*).
//!
//! What always holds:
//! - a draft is its author's and the secretariat's; the number and reference are given when it is first proposed, run on
//!   per partnership and are never given again;
//! - exactly one debtor leads, and a debtor alone never says that its own commitment is fulfilled;
//! - once it is agreed, no act here changes its terms: what, who, how much, when, under which conditions and when it is
//!   done;
//! - which step may be taken from where, and by whom, stands in `transitions` and nowhere else.

mod allowed;
mod blockers;
mod condition;
pub(crate) mod consent;
mod contact;
mod counts;
pub(crate) mod day;
pub(crate) mod derived;
mod figure;
pub(crate) mod input;
pub(crate) mod mutation;
pub(crate) mod note;
pub(crate) mod object;
mod promise;
pub(crate) mod query;
pub(crate) mod rules;
pub(crate) mod transitions;
pub(crate) mod words;

use std::sync::Arc;

use chrono::NaiveDate;
use entity::{
    CommitmentId, CommitmentState, FuzzyDate, GoalId, InterestId, OrganisationId, ProgressNoteId,
    commitment_condition::Condition, commitment_debtor::Debtor,
};

use crate::ledger::{Snapshot, index::Groups, record};

record! {
    /// A commitment.
    Commitment = commitment;
    /// The organisations that owe it; one leads (*trekker*).
    debtors: commitment_debtor as Debtor,
    /// The organisations that it is owed to; none means the whole table.
    beneficiaries: commitment_beneficiary as OrganisationId,
    /// The goals that it works on.
    goals: commitment_goal as GoalId,
    /// The interests that it serves.
    interests: commitment_interest as InterestId,
    /// What others must see to first (*randvoorwaarden*).
    conditions: commitment_condition as Condition,
}

record! {
    /// A note on how a commitment is going.
    ProgressNote = progress_note, index NoteIndex;
}

impl Commitment {
    /// The due date.
    #[must_use]
    pub fn due(&self) -> Option<FuzzyDate> {
        FuzzyDate::from_columns(self.due_on, self.due_precision, self.due_text.as_ref())
    }

    /// The last day that its due date can mean.
    #[must_use]
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.due().map(|due| due.last_day())
    }

    /// The due date as first agreed.
    #[must_use]
    pub fn original_due(&self) -> Option<FuzzyDate> {
        FuzzyDate::from_columns(self.original_due_on, self.original_due_precision, self.original_due_text.as_ref())
    }

    /// The organisation that leads (*trekker*).
    #[must_use]
    pub fn lead(&self) -> Option<OrganisationId> {
        self.debtors.iter().find(|debtor| debtor.is_lead).map(|debtor| debtor.organisation_id)
    }

    /// Whether it is before the table: it was proposed, and not sent back since.
    #[must_use]
    pub fn is_before_the_table(&self) -> bool {
        self.number.is_some() && self.state != CommitmentState::Draft
    }

    /// Takes down that it is agreed on a day. From now on the due date is also the original one.
    pub(crate) fn agree(&mut self, on: NaiveDate) {
        let row = &mut self.row;
        (row.state, row.state_reason, row.agreed_on) = (CommitmentState::Agreed, None, Some(on));
        (row.original_due_on, row.original_due_precision) = (row.due_on, row.due_precision);
        row.original_due_text.clone_from(&row.due_text);
    }

    /// Whether an organisation is named in it: it owes it, is owed it, or must see to a condition.
    #[must_use]
    pub fn concerns(&self, organisation: OrganisationId) -> bool {
        self.is_owed_by(organisation)
            || self.beneficiaries.contains(&organisation)
            || self.conditions.iter().any(|condition| condition.organisation_id == organisation)
    }

    /// Whether an organisation owes it.
    #[must_use]
    pub fn is_owed_by(&self, organisation: OrganisationId) -> bool {
        self.debtors.iter().any(|debtor| debtor.organisation_id == organisation)
    }
}

/// Notes by commitment.
#[derive(Clone, Debug, Default)]
pub struct NoteIndex(Groups<CommitmentId, ProgressNoteId>);

impl NoteIndex {
    fn put(&mut self, before: Option<&Arc<ProgressNote>>, after: &Arc<ProgressNote>) {
        self.0.put(before.map(|note| note.commitment_id), [after.commitment_id], &after.id);
    }
}

impl Snapshot {
    /// The notes on a commitment, oldest first.
    pub fn notes_on(&self, commitment: CommitmentId) -> impl DoubleEndedIterator<Item = &Arc<ProgressNote>> {
        self.notes.index().0.get(commitment).filter_map(|id| self.notes.get(*id))
    }
}
