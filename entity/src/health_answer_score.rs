//! The scores of an answer.

link! { in partnership "health_answer_score" health_answer_id HealthAnswerId: HealthAnswerId =>
/// How a lesson is scored.
Score {
    /// The lesson, 1 to 10.
    lesson: i32,
    /// From 1, not at all, to 5, fully.
    score: i32,
    /// In words.
    note: Option<String>,
} }
