//! An interest of one party: what it gains, brings, wishes or fears.

record! { in partnership "interest" InterestId {
    /// Whose interest it is.
    organisation_id: crate::OrganisationId,
    /// What it is to its owner.
    side: crate::InterestSide,
    /// What is gained or brought.
    kind: crate::ResourceKind,
    /// Its title.
    title: String,
    /// In more words.
    text: Option<String>,
    /// How much, in the unit.
    quantity: Option<crate::Decimal>,
    /// The unit of the quantity.
    unit: Option<String>,
    /// How much money, in EUR cents.
    amount_cents: Option<i64>,
    /// How exact the quantity or amount is.
    qualifier: crate::Qualifier,
    /// How much it matters to its owner, 1 to 5.
    importance: Option<i32>,
    /// Who may see it.
    visibility: crate::Visibility,
    /// Whether quantity and amount are public where the interest is.
    amounts_public: bool,
    /// When its owner last looked at it.
    reviewed_on: Option<Date>,
    /// The organisation of the secretariat that entered it for its owner.
    entered_by: Option<crate::OrganisationId>,
} }
