//! An organisation's dated seat at a table.

record! { in partnership "membership" MembershipId {
    /// The organisation.
    organisation_id: crate::OrganisationId,
    /// Where it stands towards the table.
    status: crate::MembershipStatus,
    /// Its own responsibility.
    mandate: Option<String>,
    /// The first day.
    from_on: Date,
    /// The last day.
    until_on: Option<Date>,
    /// Why it joined.
    join_reason: Option<String>,
    /// Why it left.
    leave_reason: Option<String>,
    /// When the last day was recorded.
    until_recorded_at: Option<chrono::DateTime<chrono::Utc>>,
} }
