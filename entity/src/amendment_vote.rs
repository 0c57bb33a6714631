//! What the parties say of an amendment.

link! { in partnership "amendment_vote" amendment_id AmendmentId: AmendmentId =>
/// What a party says.
Vote {
    /// The party.
    organisation_id: crate::OrganisationId,
    /// What it says.
    decision: crate::EndorsementDecision,
    /// In words.
    note: Option<String>,
    /// The day it was said.
    voted_on: Date,
    /// The account that said it.
    author_id: Option<crate::AccountId>,
} }
