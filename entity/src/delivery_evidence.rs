//! What shows that something was delivered.

link! { in partnership "delivery_evidence" delivery_id DeliveryId: DeliveryId =>
/// A document, kept where it is.
Evidence {
    /// What it is.
    title: String,
    /// Where it is.
    link: Option<String>,
    /// The SHA-256 of the document, in hexadecimal.
    sha256: Option<String>,
} }
