//! What the acts on commitments are told.

use async_graphql::{InputObject, MaybeUndefined};

use super::{
    Commitment,
    object::{ChainStep, Effect, Health, Obligation, Recurrence},
};
use crate::{
    goal::Goal,
    graphql::{Date, Decimal, EvidenceInput, FuzzyDateInput, Qualifier, ResourceKind, Visibility},
    ids::Ref,
    interest::Interest,
    meeting::Decision,
    organisation::Organisation,
    partnership::Partnership,
    person::Person,
};

/// An organisation that is to owe a commitment. *Wie het doet.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentDebtorInput {
    /// The organisation, which has a seat at the table or is asked from outside.
    pub(crate) organisation: Ref<Organisation>,
    /// Whether it leads; the first one does where none is marked. *Trekker.*
    #[graphql(default)]
    pub(crate) is_lead: bool,
    /// Whom to call about it. *Actiehouder.*
    pub(crate) contact: Option<Ref<Person>>,
}

/// What is written of a commitment that is not agreed yet. In a draft that exists, an absent field is left as it is and
/// null clears it. *Inhoud van een afspraak.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentContentInput {
    /// The partnership where it is made; needed for a new one. *Samenwerking.*
    pub(crate) partnership: Option<Ref<Partnership>>,
    /// The draft to change; none for a new one. *Concept.*
    pub(crate) draft: Option<Ref<Commitment>>,
    /// The version of the draft that you saw; needed with `draft`.
    pub(crate) expected_version: Option<i32>,
    /// Its title; at most 200 characters. Needed for a new one. *Titel.*
    pub(crate) title: MaybeUndefined<String>,
    /// What will be done; at most 10 000 characters. *Actie.*
    pub(crate) action: MaybeUndefined<String>,
    /// Who owes it. *Wie het doet.*
    pub(crate) debtors: MaybeUndefined<Vec<CommitmentDebtorInput>>,
    /// To whom it is owed; empty for the whole table. *Voor wie.*
    pub(crate) beneficiaries: MaybeUndefined<Vec<Ref<Organisation>>>,
    /// How the debtor is bound: to the RESULT where nothing is said. *Verplichting.*
    pub(crate) obligation: MaybeUndefined<Obligation>,
    /// What is promised. *Soort bijdrage.*
    pub(crate) kind: MaybeUndefined<ResourceKind>,
    /// How much is promised, in the unit; 0 or more. *Hoeveelheid.*
    pub(crate) quantity: MaybeUndefined<Decimal>,
    /// The unit of the quantity, such as "leerwerkplekken"; at most 100 characters. *Eenheid.*
    pub(crate) unit: MaybeUndefined<String>,
    /// How much money is promised, in EUR with at most 2 decimals; 0 or more. *Bedrag.*
    pub(crate) amount: MaybeUndefined<Decimal>,
    /// How exact the quantity or amount is; EXACT where nothing is said. *Nauwkeurigheid.*
    pub(crate) qualifier: MaybeUndefined<Qualifier>,
    /// Whether the quantity is due once or each term; ONCE where nothing is said. *Herhaling.*
    pub(crate) recurrence: MaybeUndefined<Recurrence>,
    /// For how many years, where it runs for years; 1 to 100. *Looptijd in jaren.*
    pub(crate) term_years: MaybeUndefined<i32>,
    /// How it works on a shortage. *Effect.*
    pub(crate) effect: MaybeUndefined<Effect>,
    /// When it is due. *Uiterlijk.*
    pub(crate) due_on: MaybeUndefined<FuzzyDateInput>,
    /// When it counts as done; at most 10 000 characters. *Klaar als.*
    pub(crate) done_criterion: MaybeUndefined<String>,
    /// The goals that it works on. *Doelen.*
    pub(crate) goals: MaybeUndefined<Vec<Ref<Goal>>>,
    /// The interests that it serves, of those that you may see. *Belangen.*
    pub(crate) interests: MaybeUndefined<Vec<Ref<Interest>>>,
    /// The step of the chain that it works on. *Ketenstap.*
    pub(crate) chain_step: MaybeUndefined<ChainStep>,
    /// Who may see it once it is proposed: the members, where nothing is said, or everybody. *Zichtbaarheid.*
    pub(crate) visibility: MaybeUndefined<Visibility>,
    /// Whether quantity and amount are public where the commitment is; not where nothing is said. *Bedragen openbaar.*
    pub(crate) amounts_public: MaybeUndefined<bool>,
    /// The key under which another system knows it; at most 100 characters. *Externe sleutel.*
    pub(crate) external_key: MaybeUndefined<String>,
    /// Where the facts were found; an inferred value says so. *Bron.*
    pub(crate) source: MaybeUndefined<String>,
}

/// A draft, new or changed. *Afspraak in concept.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentDraftInput {
    /// What is written.
    #[graphql(flatten)]
    pub(crate) content: CommitmentContentInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    pub(crate) idempotency_key: Option<String>,
}

/// A proposal: new content, or a draft, with or without last changes. *Afspraak voorstellen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentProposeInput {
    /// What is written.
    #[graphql(flatten)]
    pub(crate) content: CommitmentContentInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    pub(crate) idempotency_key: Option<String>,
}

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

/// A note on how a commitment is going. *Voortgangsmelding.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentNoteInput {
    /// The commitment.
    pub(crate) commitment: Ref<Commitment>,
    /// How it is going. *Stand.*
    pub(crate) health: Health,
    /// In words; at most 10 000 characters. *Toelichting.*
    pub(crate) text: Option<String>,
    /// The day it is about; today where none is named, never later. *Datum.*
    pub(crate) noted_on: Option<Date>,
    /// The debtor for which the secretariat writes; the lead where none is named. *Namens.*
    pub(crate) on_behalf_of: Option<Ref<Organisation>>,
    /// Where the facts were found; an inferred value says so.
    pub(crate) source: Option<String>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    pub(crate) idempotency_key: Option<String>,
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
