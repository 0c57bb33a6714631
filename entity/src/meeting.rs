//! A meeting of the table.

record! { in partnership "meeting" MeetingId {
    /// What it was called.
    title: String,
    /// The day.
    held_on: Date,
    /// What was to be discussed.
    agenda: Option<String>,
} }
