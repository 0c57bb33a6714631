//! What the acts on notes are told.

use async_graphql::{InputObject, MaybeUndefined};

use super::{Commitment, ProgressNote};
use crate::{commitment::words::Health, graphql::Date, ids::Ref, organisation::Organisation};

/// What can be said in a note. In one that exists, an absent field is left as it is and null clears it. *Inhoud van een
/// voortgangsmelding.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct NoteContentInput {
    /// In words; at most 10 000 characters. *Toelichting.*
    pub(crate) text: MaybeUndefined<String>,
    /// The day it is about; today where none is named, never later. *Datum.*
    pub(crate) noted_on: MaybeUndefined<Date>,
    /// The key under which another system knows it; at most 100 characters. *Externe sleutel.*
    pub(crate) external_key: MaybeUndefined<String>,
    /// Where the facts were found; an inferred value says so. *Bron.*
    pub(crate) source: MaybeUndefined<String>,
}

/// A note on how a commitment is going. *Voortgangsmelding.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CommitmentNoteInput {
    /// The commitment.
    pub(crate) commitment: Ref<Commitment>,
    /// How it is going. *Stand.*
    pub(crate) health: Health,
    /// What else is said.
    #[graphql(flatten)]
    pub(crate) content: NoteContentInput,
    /// The debtor for which the secretariat writes; the lead where none is named. *Namens.*
    pub(crate) on_behalf_of: Option<Ref<Organisation>>,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    pub(crate) idempotency_key: Option<String>,
}

/// What changes in a note. *Voortgangsmelding wijzigen.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct NoteChangeInput {
    /// The note.
    pub(crate) note: Ref<ProgressNote>,
    /// The version that you saw.
    pub(crate) expected_version: i32,
    /// How it is going. *Stand.*
    pub(crate) health: Option<Health>,
    /// What else changes.
    #[graphql(flatten)]
    pub(crate) content: NoteContentInput,
    /// A key of your own: sent again with the same input, it has no second effect. Kept for 72 hours.
    pub(crate) idempotency_key: Option<String>,
}
