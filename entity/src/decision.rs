//! A decision of a meeting; acts cite it.

record! { in partnership "decision" DecisionId {
    /// The meeting that took it.
    meeting_id: crate::MeetingId,
    /// What was decided.
    text: String,
} }
