//! What the acts are told that leave a commitment's terms and state as they are.

use async_graphql::{InputObject, MaybeUndefined};

use super::{Commitment, CommitmentAboutInput, CommitmentStepInput};
use crate::{graphql::Date, ids::Ref, organisation::Organisation, person::Person};

/// Whom to call about a commitment from now on. *Actiehouder.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentContactInput {
    /// The debtor. *Organisatie.*
    pub(crate) organisation: Ref<Organisation>,
    /// The person; nobody where none is named. *Contactpersoon.*
    pub(crate) person: Option<Ref<Person>>,
}

/// What changes about a commitment, whatever its state. Its terms are not among it. An absent field is left as it is and
/// null clears it. *Gegevens bij een afspraak wijzigen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentChangeInput {
    /// Which one.
    #[graphql(flatten)]
    pub(crate) step: CommitmentStepInput,
    /// Whom to call, for each debtor for which that changes. *Actiehouders.*
    pub(crate) contacts: Option<Vec<CommitmentContactInput>>,
    /// What else changes.
    #[graphql(flatten)]
    pub(crate) about: CommitmentAboutInput,
}

/// A condition that is met, or no longer. *Randvoorwaarde vervuld.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentMeetConditionInput {
    /// Which one.
    #[graphql(flatten)]
    pub(crate) step: CommitmentStepInput,
    /// The number of the condition, from 1. *Nummer.*
    pub(crate) number: i32,
    /// The day since which it holds: today where nothing is said, never later; null where it does not hold any more.
    /// *Vervuld op.*
    pub(crate) met_on: MaybeUndefined<Date>,
    /// What is said about it; needed where it does not hold any more. At most 2 000 characters. *Toelichting.*
    pub(crate) reason: Option<String>,
}

/// The commitments of which nothing changed. *Alles ongewijzigd.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentsConfirmUnchangedInput {
    /// Which ones; 1 to 500, of whichever tables. *Afspraken.*
    pub(crate) commitments: Vec<Ref<Commitment>>,
    /// The debtor of all of them for which the secretariat says so; the lead of each where none is named. *Namens.*
    pub(crate) on_behalf_of: Option<Ref<Organisation>>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    pub(crate) idempotency_key: Option<String>,
}
