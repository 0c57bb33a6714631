//! What the records showed of each lesson when a round was closed.

link! { in partnership "health_check_evidence" health_check_id HealthCheckId: HealthCheckId =>
/// What the records show of a lesson.
LessonEvidence {
    /// The lesson, 1 to 10.
    lesson: i32,
    /// The evidence in halves: 0, 1 or 2.
    halves: i32,
} }
