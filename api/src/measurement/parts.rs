//! The parts that a measurement is made of, by one dimension: the categories it names, and what is in none of them.

use entity::Decimal;

use super::Measurement;
use crate::{
    figures::breakdown::{Part, divide, suppress},
    fold::fold,
};

/// What reporters call the part that is in no category.
const UNKNOWN: [&str; 2] = ["onbekend", "unknown"];

/// Whether a category is said to be none. What is reported so is not told apart from what was not broken down at all.
pub(super) fn is_unknown(category: &str) -> bool {
    UNKNOWN.contains(&fold(category).as_str())
}

impl Measurement {
    /// The dimensions by which it was broken down, each as often as it has cells.
    pub(crate) fn dimensions(&self) -> impl Iterator<Item = &str> {
        self.breakdown.iter().map(|cell| cell.dimension.as_str())
    }

    /// All its parts by a dimension.
    pub(crate) fn parts(&self, dimension: &str) -> Vec<Part> {
        let asked = fold(dimension);
        let named = self.breakdown.iter().filter(|cell| fold(&cell.dimension) == asked && !is_unknown(&cell.category));
        divide(self.row.value.unwrap_or_default(), named.map(|cell| (cell.category.as_str(), cell.value)))
    }

    /// What is told of its parts outside the table; `None` where nothing is. That it was not broken down is not told apart
    /// from that.
    pub(crate) fn told(&self, dimension: &str, limit: Decimal) -> Option<Vec<Part>> {
        let asked = fold(dimension);
        let is_known = self.dimensions().any(|dimension| fold(dimension) == asked);
        let told = is_known.then(|| suppress(self.parts(dimension), limit)).flatten();
        // Of nothing every part is nothing, as everybody can tell.
        told.or_else(|| (self.row.value == Some(Decimal::ZERO)).then(Vec::new))
    }
}
