//! What shows that a measurement is right.

link! { in partnership "measurement_evidence" measurement_id MeasurementId: MeasurementId =>
/// A document, kept where it is.
Evidence {
    /// What it is.
    title: String,
    /// Where it is.
    link: Option<String>,
    /// The SHA-256 of the document, in hexadecimal.
    sha256: Option<String>,
} }
