//! An account: one identity, as one token issuer knows it.

record! { in directory "account" AccountId {
    /// The issuer of its tokens.
    issuer: String,
    /// The subject of its tokens.
    subject: String,
    /// The person who signs in with it.
    person_id: Option<crate::PersonId>,
    /// Whether it manages accounts, organisations and partnerships.
    is_platform_admin: bool,
} }
