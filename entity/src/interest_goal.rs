//! The goals that an interest is about.

link! { in partnership "interest_goal" interest_id InterestId: InterestId =>
/// A goal.
goal_id GoalId: crate::GoalId }
