//! A step on the way to fulfilling a commitment.

record! { in partnership "milestone" MilestoneId {
    /// The commitment.
    commitment_id: crate::CommitmentId,
    /// Its title.
    title: String,
    /// When it is due.
    due_on: Option<Date>,
    /// How precise that is.
    due_precision: Option<crate::DatePrecision>,
    /// In words.
    due_text: Option<String>,
    /// Its weight among the milestones of the commitment; above zero.
    weight: crate::Decimal,
    /// The day it was reached.
    done_on: Option<Date>,
    /// What shows that it was: the title.
    evidence_title: Option<String>,
    /// What shows that it was: the address.
    evidence_link: Option<String>,
    /// What shows that it was: the SHA-256 of the document, in hexadecimal.
    evidence_sha256: Option<String>,
} }
