//! An act that rests on a decision of the table.

record! { in partnership "citation" CitationId {
    /// The decision.
    decision_id: crate::DecisionId,
    /// The act, as the API calls it.
    act: String,
    /// The kind of record that the act was about.
    subject_kind: String,
    /// The record that the act was about.
    subject_id: Uuid,
    /// The day of the act.
    cited_on: Date,
} }
