//! The goals that a commitment works on.

link! { in partnership "commitment_goal" commitment_id CommitmentId: CommitmentId =>
/// A goal.
goal_id GoalId: crate::GoalId }
