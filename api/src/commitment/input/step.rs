//! What the steps in the life of a commitment are told.

use async_graphql::{InputObject, MaybeUndefined};

use super::{Commitment, CommitmentTermsInput};
use crate::{
    graphql::{Decimal, EvidenceInput, FuzzyDateInput},
    ids::Ref,
    meeting::Decision,
    organisation::Organisation,
};

/// Which commitment takes a step, as it was seen. *Afspraak en versie.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentStepInput {
    /// The commitment.
    pub(crate) commitment: Ref<Commitment>,
    /// The version of it that you saw.
    pub(crate) expected_version: i32,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    pub(crate) idempotency_key: Option<String>,
}

/// Sending a proposal back to its author. *Terugsturen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentSendBackInput {
    /// Which one.
    #[graphql(flatten)]
    pub(crate) step: CommitmentStepInput,
    /// Why; at most 2 000 characters. *Reden.*
    pub(crate) reason: String,
}

/// Withdrawing a draft or a proposal. *Intrekken.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentWithdrawInput {
    /// Which one.
    #[graphql(flatten)]
    pub(crate) step: CommitmentStepInput,
    /// Why; at most 2 000 characters. *Reden.*
    pub(crate) reason: String,
}

/// Recording that the table agreed. *Vaststellen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentAgreeInput {
    /// Which one.
    #[graphql(flatten)]
    pub(crate) step: CommitmentStepInput,
    /// The decision of the table; its meeting's day is the day of the agreement. *Besluit.*
    pub(crate) decision: Option<Ref<Decision>>,
}

/// Starting to carry out what was agreed. *Starten.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentStartInput {
    /// Which one.
    #[graphql(flatten)]
    pub(crate) step: CommitmentStepInput,
    /// Why it may begin although a condition is not met, or a commitment that it needs first is not fulfilled; at most
    /// 2 000 characters. *Reden om niet te wachten.*
    pub(crate) waive_reason: Option<String>,
}

/// Reporting that a commitment is done. *Gereed melden.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentReportDoneInput {
    /// Which one.
    #[graphql(flatten)]
    pub(crate) step: CommitmentStepInput,
    /// What shows that it is done; needed where no delivery and no milestone shows it. *Bewijs.*
    pub(crate) evidence: Option<EvidenceInput>,
    /// The debtor for which the secretariat reports; the lead where none is named. *Namens.*
    pub(crate) on_behalf_of: Option<Ref<Organisation>>,
}

/// Accepting that a commitment is fulfilled. *Nakoming vaststellen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentFulfilInput {
    /// Which one.
    #[graphql(flatten)]
    pub(crate) step: CommitmentStepInput,
    /// The decision that it rests on; needed by the secretariat until the days of silence are over. *Besluit.*
    pub(crate) decision: Option<Ref<Decision>>,
    /// What is said about it; at most 2 000 characters. *Toelichting.*
    pub(crate) reason: Option<String>,
}

/// Not accepting a report: it goes back to the debtor. *Terugleggen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentReturnInput {
    /// Which one.
    #[graphql(flatten)]
    pub(crate) step: CommitmentStepInput,
    /// The decision that it rests on; needed by the secretariat. *Besluit.*
    pub(crate) decision: Option<Ref<Decision>>,
    /// Why; at most 2 000 characters. *Reden.*
    pub(crate) reason: String,
}

/// Accepting a part. *Deels nagekomen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentFulfilPartlyInput {
    /// Which one.
    #[graphql(flatten)]
    pub(crate) step: CommitmentStepInput,
    /// The decision that it rests on; needed by the secretariat. *Besluit.*
    pub(crate) decision: Option<Ref<Decision>>,
    /// What remains undone; at most 2 000 characters. *Wat rest.*
    pub(crate) remains: String,
    /// What remains as a proposal to the same parties, where it is to go on. *Restafspraak.*
    pub(crate) remainder: Option<CommitmentRemainderInput>,
    /// Why; at most 2 000 characters. *Reden.*
    pub(crate) reason: String,
}

/// What remains of a commitment, as a commitment of its own: of the same parties, for the same goals, of the same kind and
/// in the same unit. *Restafspraak.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentRemainderInput {
    /// Its title; that of the whole where none is given. At most 200 characters. *Titel.*
    pub(crate) title: Option<String>,
    /// How much remains, in the unit; 0 or more. *Hoeveelheid.*
    pub(crate) quantity: Option<Decimal>,
    /// How much money remains, in EUR with at most 2 decimals; 0 or more. *Bedrag.*
    amount: Option<Decimal>,
    /// When it is due; open where nothing is said. *Uiterlijk.*
    due_on: Option<FuzzyDateInput>,
    /// When it counts as done; as of the whole where nothing is said. At most 10 000 characters. *Klaar als.*
    done_criterion: Option<String>,
}

impl CommitmentRemainderInput {
    /// What is said of its terms.
    pub(crate) fn terms(&self) -> CommitmentTermsInput {
        fn said<T: Clone>(value: Option<&T>) -> MaybeUndefined<T> {
            value.map_or(MaybeUndefined::Undefined, |value| MaybeUndefined::Value(value.clone()))
        }
        CommitmentTermsInput {
            quantity: said(self.quantity.as_ref()),
            amount: said(self.amount.as_ref()),
            due_on: said(self.due_on.as_ref()),
            done_criterion: said(self.done_criterion.as_ref()),
            ..CommitmentTermsInput::default()
        }
    }
}

/// Establishing that a commitment was not fulfilled in time. *Niet nagekomen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentMarkNotFulfilledInput {
    /// Which one.
    #[graphql(flatten)]
    pub(crate) step: CommitmentStepInput,
    /// The decision that it rests on; needed by the secretariat. *Besluit.*
    pub(crate) decision: Option<Ref<Decision>>,
    /// Why; at most 2 000 characters. *Reden.*
    pub(crate) reason: String,
    /// What was done to fulfil it; needed where best effort was promised. At most 2 000 characters. *Verrichte
    /// inspanning.*
    pub(crate) effort_made: Option<String>,
}

/// Releasing the debtors from a commitment. *Laten vervallen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentReleaseInput {
    /// Which one.
    #[graphql(flatten)]
    pub(crate) step: CommitmentStepInput,
    /// The decision that it rests on; needed by the secretariat. *Besluit.*
    pub(crate) decision: Option<Ref<Decision>>,
    /// Why; at most 2 000 characters. *Reden.*
    pub(crate) reason: String,
}

/// Taking up again what had ended. *Heropenen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentReopenInput {
    /// Which one.
    #[graphql(flatten)]
    pub(crate) step: CommitmentStepInput,
    /// The decision that it rests on; needed by the secretariat. *Besluit.*
    pub(crate) decision: Option<Ref<Decision>>,
    /// Why; at most 2 000 characters. *Reden.*
    pub(crate) reason: String,
}

/// Replacing a commitment by another that is agreed. *Vervangen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentSupersedeInput {
    /// Which one.
    #[graphql(flatten)]
    pub(crate) step: CommitmentStepInput,
    /// The commitment that replaces it, which must be agreed and not ended. *Vervangende afspraak.*
    pub(crate) by: Ref<Commitment>,
    /// The decision that it rests on; needed by the secretariat. *Besluit.*
    pub(crate) decision: Option<Ref<Decision>>,
    /// Why; at most 2 000 characters. *Reden.*
    pub(crate) reason: String,
}
