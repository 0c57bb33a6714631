//! What a party says of what it gives and gets.

record! { in partnership "balance_opinion" BalanceOpinionId {
    /// The party.
    organisation_id: crate::OrganisationId,
    /// What it says.
    value: crate::BalanceOpinionValue,
    /// In words.
    note: Option<String>,
    /// The day it was said.
    given_on: Date,
    /// The account that said it.
    author_id: Option<crate::AccountId>,
} }
