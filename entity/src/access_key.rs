//! A key with which a program fetches files without signing in. Only a hash of its secret is kept.

record! { in directory "access_key" AccessKeyId {
    /// The account whose rights of the day it has.
    account_id: crate::AccountId,
    /// What it opens.
    purpose: crate::AccessKeyPurpose,
    /// What it is called by its owner.
    name: String,
    /// SHA-256 of the secret, in lower-case hexadecimal digits.
    secret_hash: String,
    /// The only partnership that it opens; all of its account's where none is named.
    partnership_id: Option<crate::PartnershipId>,
    /// The organisation whose deadlines a calendar shows.
    organisation_id: Option<crate::OrganisationId>,
    /// The last day on which it opens anything.
    expires_on: Date,
} }
