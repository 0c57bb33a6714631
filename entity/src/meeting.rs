//! A meeting of the table.

record! { in partnership "meeting" MeetingId {
    /// What it was called.
    title: String,
    /// The day.
    held_on: Date,
    /// What was to be discussed.
    agenda: Option<String>,
    /// When it starts in Amsterdam, in minutes after midnight.
    starts_minute: Option<i32>,
    /// When it ends on the same day, in minutes after midnight.
    ends_minute: Option<i32>,
    /// Where it is held.
    place: Option<String>,
} }
