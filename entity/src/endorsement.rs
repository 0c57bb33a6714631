//! What a party says of terms that were put to it.

record! { in partnership "endorsement" EndorsementId {
    /// The commitment that it is about.
    commitment_id: Option<crate::CommitmentId>,
    /// The goal that it is about.
    goal_id: Option<crate::GoalId>,
    /// The shared problem that it is about.
    problem_statement_id: Option<crate::ProblemStatementId>,
    /// The version of the terms that it is about.
    terms_version: i32,
    /// The party.
    organisation_id: crate::OrganisationId,
    /// What it says.
    decision: crate::EndorsementDecision,
    /// In words.
    note: Option<String>,
    /// The day it was said.
    given_on: Date,
    /// The account that said it.
    author_id: Option<crate::AccountId>,
    /// The decision of the table that stands in for the party.
    decision_id: Option<crate::DecisionId>,
} }
