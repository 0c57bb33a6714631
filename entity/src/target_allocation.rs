//! A part of an indicator's target, handed out to a child indicator, often at another table.

record! { in partnership "target_allocation" TargetAllocationId {
    /// The indicator whose target is handed out.
    indicator_id: crate::IndicatorId,
    /// The partnership that takes a part.
    child_partnership_id: crate::PartnershipId,
    /// The indicator there; none until that table says which one.
    child_indicator_id: Option<crate::IndicatorId>,
    /// The part of the target.
    value: crate::Decimal,
    /// Why more is handed out than the target.
    reason: Option<String>,
    /// The day on which the child's table agreed that this table sees its value, level and light.
    agreed_on: Option<Date>,
} }
