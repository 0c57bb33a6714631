//! A note on how a commitment is going.

record! { in partnership "progress_note" ProgressNoteId {
    /// The commitment.
    commitment_id: crate::CommitmentId,
    /// The day it is about.
    noted_on: Date,
    /// How it is going.
    health: crate::Health,
    /// In words.
    text: Option<String>,
    /// The account that wrote it.
    author_id: Option<crate::AccountId>,
    /// The debtor for which the secretariat wrote it.
    on_behalf_of: Option<crate::OrganisationId>,
} }
