//! A problem that the partners share.

record! { in partnership "problem_statement" ProblemStatementId {
    /// What the problem is.
    text: String,
    /// Why nobody solves it alone.
    why_together: Option<String>,
    /// Who may see it.
    visibility: crate::Visibility,
    /// How often its terms changed.
    terms_version: i32,
    /// The day since which the terms are as they are.
    terms_since: Option<Date>,
} }
