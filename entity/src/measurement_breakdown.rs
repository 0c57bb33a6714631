//! How a measured value divides over categories.

link! { in partnership "measurement_breakdown" measurement_id MeasurementId: MeasurementId =>
/// The part of a value that falls in one category of a dimension.
Cell {
    /// The dimension, such as "opleidingsniveau".
    dimension: String,
    /// The category, such as "mbo 4".
    category: String,
    /// The part.
    value: crate::Decimal,
} }
