//! What the acts on agreed terms are told.

use async_graphql::{InputObject, MaybeUndefined};

use super::{Amendment, object::AmendmentReason};
use crate::{
    commitment::{
        Commitment,
        input::{
            CommitmentAboutInput, CommitmentConditionInput, CommitmentContentInput, CommitmentDebtorInput,
            CommitmentTermsInput,
        },
    },
    endorsement::object::EndorsementDecision,
    goal::{Goal, mutation::GoalTermsInput, object::GoalKind},
    graphql::FuzzyDateInput,
    ids::Ref,
    indicator::{Indicator, mutation::IndicatorTermsInput},
    meeting::Decision,
    organisation::Organisation,
};

/// Why agreed terms should change, and which terms were seen. *Reden van wijziging.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AmendmentReasonInput {
    /// The version of the terms that you saw: `termsVersion`.
    pub(crate) expected_terms_version: i32,
    /// What kind of reason there is. *Soort reden.*
    pub(crate) reason_code: AmendmentReason,
    /// Why; at most 2 000 characters. *Reden.*
    pub(crate) reason: String,
    /// The decision of the table that accepts it at once, cited by the secretariat where meetings record what is agreed.
    /// Without one it is put to the parties. *Besluit.*
    pub(crate) decision: Option<Ref<Decision>>,
    /// Where the facts were found; an inferred value says so. *Bron.*
    pub(crate) source: Option<String>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    pub(crate) idempotency_key: Option<String>,
}

/// Other terms for a commitment. An absent field is left as it is and null clears it. *Afspraak wijzigen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentAmendInput {
    /// The commitment.
    pub(crate) commitment: Ref<Commitment>,
    /// Its title; at most 200 characters. *Titel.*
    pub(crate) title: MaybeUndefined<String>,
    /// Who owes it, all of them. Whom to call at one that owes it already stays as it is. *Wie het doet.*
    pub(crate) debtors: MaybeUndefined<Vec<CommitmentDebtorInput>>,
    /// What others must see to first, all of it. *Randvoorwaarden.*
    pub(crate) conditions: MaybeUndefined<Vec<CommitmentConditionInput>>,
    /// What else is agreed.
    #[graphql(flatten)]
    pub(crate) terms: CommitmentTermsInput,
    /// Why.
    #[graphql(flatten)]
    pub(crate) why: AmendmentReasonInput,
}

impl CommitmentAmendInput {
    /// The terms, as they are written in a draft.
    pub(super) fn content(&self) -> CommitmentContentInput {
        CommitmentContentInput {
            partnership: None,
            draft: None,
            expected_version: None,
            title: self.title.clone(),
            debtors: self.debtors.clone(),
            conditions: self.conditions.clone(),
            terms: self.terms.clone(),
            about: CommitmentAboutInput::default(),
        }
    }
}

/// A later due date for a commitment. *Afspraak uitstellen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentPostponeInput {
    /// The commitment.
    pub(crate) commitment: Ref<Commitment>,
    /// When it is due instead; its last possible day is later than that of now. *Nieuwe termijn.*
    pub(crate) due_on: FuzzyDateInput,
    /// Why.
    #[graphql(flatten)]
    pub(crate) why: AmendmentReasonInput,
}

/// Other terms for a goal that the partners agreed to. An absent field is left as it is and null clears it. *Doel
/// wijzigen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct GoalAmendInput {
    /// The goal.
    pub(crate) goal: Ref<Goal>,
    /// Its title; at most 200 characters. *Titel.*
    pub(crate) title: Option<String>,
    /// How directly it is in the partners' hands. *Soort doel.*
    pub(crate) kind: Option<GoalKind>,
    /// What else changes.
    #[graphql(flatten)]
    pub(crate) terms: GoalTermsInput,
    /// Why.
    #[graphql(flatten)]
    pub(crate) why: AmendmentReasonInput,
}

/// Other terms for an indicator. An absent field is left as it is and null clears it. *Indicator wijzigen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct IndicatorAmendInput {
    /// The indicator.
    pub(crate) indicator: Ref<Indicator>,
    /// What changes.
    #[graphql(flatten)]
    pub(crate) terms: IndicatorTermsInput,
    /// Why.
    #[graphql(flatten)]
    pub(crate) why: AmendmentReasonInput,
}

/// What an organisation says of an amendment. *Stem.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AmendmentVoteInput {
    /// The amendment.
    pub(crate) amendment: Ref<Amendment>,
    /// The organisation that says it, which is asked for its consent. *Organisatie.*
    pub(crate) organisation: Ref<Organisation>,
    /// What it says; it takes the place of what it said before. *Reactie.*
    pub(crate) decision: EndorsementDecision,
    /// In words, at most 2 000 characters; needed with an objection. *Toelichting.*
    pub(crate) note: Option<String>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    pub(crate) idempotency_key: Option<String>,
}

/// Accepting an amendment by a decision of the table. *Wijziging vaststellen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AmendmentAcceptInput {
    /// The amendment.
    pub(crate) amendment: Ref<Amendment>,
    /// The version of it that you saw.
    pub(crate) expected_version: i32,
    /// The decision of the table. *Besluit.*
    pub(crate) decision: Ref<Decision>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    pub(crate) idempotency_key: Option<String>,
}

/// Rejecting an amendment by a decision of the table. *Wijziging afwijzen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AmendmentRejectInput {
    /// The amendment.
    pub(crate) amendment: Ref<Amendment>,
    /// The version of it that you saw.
    pub(crate) expected_version: i32,
    /// The decision of the table. *Besluit.*
    pub(crate) decision: Ref<Decision>,
    /// Why; at most 2 000 characters. *Reden.*
    pub(crate) reason: String,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    pub(crate) idempotency_key: Option<String>,
}

/// Withdrawing an amendment. *Wijziging intrekken.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AmendmentWithdrawInput {
    /// The amendment.
    pub(crate) amendment: Ref<Amendment>,
    /// The version of it that you saw.
    pub(crate) expected_version: i32,
    /// Why; at most 2 000 characters. *Reden.*
    pub(crate) reason: String,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    pub(crate) idempotency_key: Option<String>,
}
