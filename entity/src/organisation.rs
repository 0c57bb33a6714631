//! An organisation: every party at a table is one.

record! { in directory "organisation" OrganisationId {
    /// Its name.
    name: String,
    /// What kind of organisation it is.
    kind: crate::OrganisationKind,
    /// The side it stands on.
    sector: crate::OrganisationSector,
    /// Its number in the trade register (KvK), eight digits.
    kvk_number: Option<String>,
    /// The partnership that it is, where a partnership itself acts as a party.
    partnership_id: Option<crate::PartnershipId>,
} }
