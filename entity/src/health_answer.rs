//! What an organisation answers in a round of the health check; nobody else sees it.

record! { in partnership "health_answer" HealthAnswerId {
    /// The round.
    health_check_id: crate::HealthCheckId,
    /// The organisation that answers.
    organisation_id: crate::OrganisationId,
    /// The day of the answer.
    given_on: Date,
    /// The account that gave it.
    author_id: Option<crate::AccountId>,
} }
