//! What taking over the list of a table is told.

use async_graphql::InputObject;

use super::{CommitmentAboutInput, CommitmentConditionInput, CommitmentDebtorInput, CommitmentTermsInput};
use crate::{
    commitment::words::CommitmentState,
    graphql::{Date, EvidenceInput, FuzzyDateInput},
    ids::Ref,
    meeting::Decision,
    partnership::Partnership,
};

/// A condition of a commitment that was made before. *Randvoorwaarde.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentTakenOverConditionInput {
    /// What must hold, and who must see to it.
    #[graphql(flatten)]
    pub(crate) condition: CommitmentConditionInput,
    /// The day since which it holds, never in the future; none while it does not. *Vervuld op.*
    pub(crate) met_on: Option<Date>,
}

/// A commitment as the list has it. What the list does not say stays open. *Overgenomen afspraak.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentTakenOverInput {
    /// Its title; at most 200 characters. *Titel.*
    pub(crate) title: String,
    /// Who owes it: members, invited or asked organisations, then or later. *Wie het doet.*
    pub(crate) debtors: Vec<CommitmentDebtorInput>,
    /// The day on which it was agreed. *Afgesproken op.*
    pub(crate) agreed_on: Date,
    /// Where it stands: agreed, under way, reported or ended. *Stand.*
    pub(crate) state: CommitmentState,
    /// What the list says about that; at most 2 000 characters. *Toelichting op de stand.*
    pub(crate) state_reason: Option<String>,
    /// When it was due as first agreed; the same as `dueOn` where it was never postponed. *Oorspronkelijke termijn.*
    pub(crate) original_due_on: Option<FuzzyDateInput>,
    /// How often its due date was moved; 0 or more. *Aantal keren uitgesteld.*
    #[graphql(default)]
    pub(crate) times_postponed: i32,
    /// What others must see to. *Randvoorwaarden.*
    pub(crate) conditions: Option<Vec<CommitmentTakenOverConditionInput>>,
    /// The day on which it was reported done. *Gereed gemeld op.*
    pub(crate) reported_on: Option<Date>,
    /// What showed that it was done. *Bewijs.*
    pub(crate) evidence: Option<EvidenceInput>,
    /// The decision that agreed it, where that is recorded here. *Besluit.*
    pub(crate) decision: Option<Ref<Decision>>,
    /// What else was agreed.
    #[graphql(flatten)]
    pub(crate) terms: CommitmentTermsInput,
    /// What is said about it. Its number on the list can be the external key; its source is that of the list where it
    /// names none.
    #[graphql(flatten)]
    pub(crate) about: CommitmentAboutInput,
}

/// A commitment that was agreed before. *Afspraak overnemen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentTakeOverInput {
    /// The partnership that made it. *Samenwerking.*
    pub(crate) partnership: Ref<Partnership>,
    /// The commitment; it says in `source` where it was found.
    #[graphql(flatten)]
    pub(crate) commitment: CommitmentTakenOverInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    pub(crate) idempotency_key: Option<String>,
}

/// The list that a table already has. *Afsprakenlijst overnemen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentsTakeOverInput {
    /// The partnership whose list it is. *Samenwerking.*
    pub(crate) partnership: Ref<Partnership>,
    /// Where the list was found; at most 2 000 characters. *Bron.*
    pub(crate) source: String,
    /// The commitments on it; 1 to 500 at a time. *Afspraken.*
    pub(crate) commitments: Vec<CommitmentTakenOverInput>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    pub(crate) idempotency_key: Option<String>,
}
