//! A contact person. Names and addresses live in this table only, never in the ledger, so that they can be erased.

record! { in directory "person" PersonId {
    /// The name.
    name: Option<String>,
    /// What the person does.
    role: Option<String>,
    /// E-mail address.
    email: Option<String>,
    /// Telephone number.
    telephone: Option<String>,
    /// The organisation the person works for.
    organisation_id: Option<crate::OrganisationId>,
    /// The salt of the digest that the ledger holds in place of the contents, in hexadecimal.
    salt: String,
} }
