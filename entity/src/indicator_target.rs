//! The targets of an indicator, by date.

link! { in partnership "indicator_target" indicator_id IndicatorId: IndicatorId =>
/// A target: a value, by a day where one was named.
Target {
    /// The day; none where the ambition has no date.
    due_on: Option<Date>,
    /// The value.
    value: crate::Decimal,
} }
