//! An agreement that parties signed.

record! { in partnership "agreement" AgreementId {
    /// Its title.
    title: String,
    /// The day it was signed.
    signed_on: Option<Date>,
    /// The first day it holds.
    valid_from: Option<Date>,
    /// The last day it holds.
    valid_until: Option<Date>,
    /// How others join.
    accession: Option<String>,
    /// How it is amended.
    amendment: Option<String>,
    /// How it ends.
    termination: Option<String>,
    /// Who may see it.
    visibility: crate::Visibility,
} }
