//! What an amendment changes.

link! { in partnership "amendment_change" amendment_id AmendmentId: AmendmentId =>
/// A column or list of the amended record, as it was and as it would become, both as JSON.
Change {
    /// The column or list, as the ledger's bodies name it.
    field: String,
    /// What it was.
    before: String,
    /// What it would become.
    after: String,
} }
