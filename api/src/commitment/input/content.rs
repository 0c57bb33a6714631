//! What a commitment says: its terms, which the parties agree to, and what is said about it besides.

use async_graphql::{InputObject, MaybeUndefined};

use super::Commitment;
use crate::{
    agreement::Agreement,
    commitment::words::{ChainStep, Effect, Obligation, Recurrence},
    goal::Goal,
    graphql::{Decimal, FuzzyDateInput, Qualifier, ResourceKind, Visibility},
    ids::Ref,
    interest::Interest,
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

/// What must hold before a commitment can be carried out. *Randvoorwaarde.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentConditionInput {
    /// What must hold; at most 2 000 characters. *Tekst.*
    pub(crate) text: String,
    /// The party that must see to it, which has a seat at the table or is asked from outside. *Wie ervoor zorgt.*
    pub(crate) organisation: Ref<Organisation>,
}

/// What the parties agree to, besides the title, the debtors and the conditions. *Inhoud van een afspraak.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct CommitmentTermsInput {
    /// What will be done; at most 10 000 characters. *Actie.*
    pub(crate) action: MaybeUndefined<String>,
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
}

/// What is said about a commitment and is none of its terms. *Over een afspraak.*
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct CommitmentAboutInput {
    /// The goals that it works on. *Doelen.*
    pub(crate) goals: MaybeUndefined<Vec<Ref<Goal>>>,
    /// The interests that it serves, of those that you may see. *Belangen.*
    pub(crate) interests: MaybeUndefined<Vec<Ref<Interest>>>,
    /// The agreement that it carries out. *Convenant.*
    pub(crate) agreement: MaybeUndefined<Ref<Agreement>>,
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

impl CommitmentAboutInput {
    /// The names of the fields about which something is said.
    pub(crate) fn given(&self) -> impl Iterator<Item = &'static str> {
        let fields = [
            ("goals", self.goals.is_undefined()),
            ("interests", self.interests.is_undefined()),
            ("agreement", self.agreement.is_undefined()),
            ("chainStep", self.chain_step.is_undefined()),
            ("visibility", self.visibility.is_undefined()),
            ("amountsPublic", self.amounts_public.is_undefined()),
            ("externalKey", self.external_key.is_undefined()),
            ("source", self.source.is_undefined()),
        ];
        fields.into_iter().filter(|(_, is_absent)| !is_absent).map(|(name, _)| name)
    }
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
    /// Who owes it. *Wie het doet.*
    pub(crate) debtors: MaybeUndefined<Vec<CommitmentDebtorInput>>,
    /// What others must see to first, all of it. *Randvoorwaarden.*
    pub(crate) conditions: MaybeUndefined<Vec<CommitmentConditionInput>>,
    /// What else is agreed.
    #[graphql(flatten)]
    pub(crate) terms: CommitmentTermsInput,
    /// What is said about it.
    #[graphql(flatten)]
    pub(crate) about: CommitmentAboutInput,
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
