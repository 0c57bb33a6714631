//! The documents of an agreement.

link! { in partnership "agreement_evidence" agreement_id AgreementId: AgreementId =>
/// A document, kept where it is.
Evidence {
    /// What it is.
    title: String,
    /// Where it is.
    link: Option<String>,
    /// The SHA-256 of the document, in hexadecimal.
    sha256: Option<String>,
} }
