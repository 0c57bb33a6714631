//! The parties to an agreement.

link! { in partnership "agreement_party" agreement_id AgreementId: AgreementId =>
/// A party.
Party {
    /// The organisation.
    organisation_id: crate::OrganisationId,
    /// The day it signed or joined.
    joined_on: Option<Date>,
    /// The day it left.
    left_on: Option<Date>,
} }
