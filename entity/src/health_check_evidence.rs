//! What the records and the answers showed of each lesson when a round was closed.

link! { in partnership "health_check_evidence" health_check_id HealthCheckId: HealthCheckId =>
/// What there is to tell of a lesson.
LessonEvidence {
    /// The lesson, 1 to 10.
    lesson: i32,
    /// Whether the records showed the first sign of it.
    has_first: bool,
    /// Whether the records showed the second sign of it.
    has_second: bool,
    /// Whether enough answered for a mean.
    shows_mean: bool,
    /// Whether enough answered for a spread.
    shows_spread: bool,
} }
