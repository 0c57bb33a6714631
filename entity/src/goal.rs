//! A shared goal.

record! { in partnership "goal" GoalId {
    /// The goal it belongs to.
    parent_id: Option<crate::GoalId>,
    /// The partnership of the goal it is aligned to.
    aligned_partnership_id: Option<crate::PartnershipId>,
    /// The goal of another partnership that it is aligned to.
    aligned_goal_id: Option<crate::GoalId>,
    /// The pillar or programme line.
    pillar: Option<String>,
    /// Its title.
    title: String,
    /// Why it is worth it.
    rationale: Option<String>,
    /// How directly it is in the partners' hands.
    kind: crate::GoalKind,
    /// By when.
    horizon_on: Option<Date>,
    /// How precise the horizon is.
    horizon_precision: Option<crate::DatePrecision>,
    /// The words of the horizon.
    horizon_text: Option<String>,
    /// Its weight among its siblings; above zero.
    weight: crate::Decimal,
    /// Who may see it.
    visibility: crate::Visibility,
    /// How often its terms changed.
    terms_version: i32,
    /// The day since which the terms are as they are.
    terms_since: Option<Date>,
    /// The day on which the partners agreed to it; from then on its terms are only amended.
    agreed_on: Option<Date>,
} }
