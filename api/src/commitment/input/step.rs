//! What the steps in the life of a commitment are told.

use async_graphql::InputObject;

use super::Commitment;
use crate::{graphql::EvidenceInput, ids::Ref, meeting::Decision, organisation::Organisation};

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
}

/// Reporting that a commitment is done. *Gereed melden.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentReportDoneInput {
    /// Which one.
    #[graphql(flatten)]
    pub(crate) step: CommitmentStepInput,
    /// What shows that it is done. *Bewijs.*
    pub(crate) evidence: EvidenceInput,
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
    /// What remains undone. *Wat rest.*
    pub(crate) remains: String,
    /// Why; together with what remains at most some 2 000 characters. *Reden.*
    pub(crate) reason: String,
}

/// Establishing that a commitment was not fulfilled in time. *Niet nagekomen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentMarkNotFulfilledInput {
    /// Which one.
    #[graphql(flatten)]
    pub(crate) step: CommitmentStepInput,
    /// The decision that it rests on; needed by the secretariat. *Besluit.*
    pub(crate) decision: Option<Ref<Decision>>,
    /// Why; together with the effort at most some 2 000 characters. *Reden.*
    pub(crate) reason: String,
    /// What was done to fulfil it; needed where best effort was promised. *Verrichte inspanning.*
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
