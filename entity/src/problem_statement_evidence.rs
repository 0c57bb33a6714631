//! What shows that a shared problem is one.

link! { in partnership "problem_statement_evidence" problem_statement_id ProblemStatementId: ProblemStatementId =>
/// A document, kept where it is.
Evidence {
    /// What it is.
    title: String,
    /// Where it is.
    link: Option<String>,
    /// The SHA-256 of the document, in hexadecimal.
    sha256: Option<String>,
} }
