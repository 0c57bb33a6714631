//! How a measured amount divides over categories: by the dimensions of the definition, each category once, and within a
//! dimension never more than the whole. Less is fine: the rest is in no category, which may be said in so many words.

use std::collections::BTreeSet;

use entity::{Decimal, Measure, measurement_breakdown::Cell};

use super::{mutation::BreakdownCellInput, parts::is_unknown};
use crate::{
    fold::fold,
    indicator::{IndicatorDefinition, rules},
    problem::{Code, NAME, Problem, Problems},
};

/// The cells as they are given, with their problems noted.
pub(super) fn cells(
    given: &[BreakdownCellInput],
    definition: &IndicatorDefinition,
    problems: &mut Problems,
) -> Vec<Cell> {
    if !given.is_empty() && !divides(definition.measure) {
        problems.add(Problem::new(Code::ValueKind, &["breakdown"]).saying(
            "Alleen aantallen, bedragen en uren zijn uit te splitsen.",
            "Only counts, amounts of money and hours can be broken down.",
        ));
        return Vec::new();
    }
    let mut known = BTreeSet::new();
    let mut cells = Vec::with_capacity(given.len());
    for (at, cell) in given.iter().enumerate() {
        let at = at.to_string();
        let path = |field| ["breakdown", &at, field];
        let asked = fold(cell.dimension.trim());
        let Some(dimension) = definition.dimensions.iter().find(|one| fold(one) == asked) else {
            problems.add(unknown(&definition.dimensions, &path("dimension")));
            continue;
        };
        let category = problems.text(&cell.category, NAME, &path("category"));
        // Both words for what is in no category mean the same part.
        let key = if is_unknown(&category) { String::new() } else { fold(&category) };
        let is_new = known.insert((dimension, key));
        problems.check(is_new, Code::AlreadyExists, &path("category"));
        rules::quantity(definition.measure, cell.value.exact(), &path("value"), problems);
        cells.push(Cell { dimension: dimension.clone(), category, value: cell.value.exact() });
    }
    cells
}

/// Notes a dimension whose cells add up to more than the whole. Where an amount is negative, a part may exceed it.
pub(super) fn fits(cells: &[Cell], whole: Option<Decimal>, problems: &mut Problems) {
    let Some(whole) = whole.filter(|whole| *whole >= Decimal::ZERO) else { return };
    let dimensions: BTreeSet<&str> = cells.iter().map(|cell| cell.dimension.as_str()).collect();
    for dimension in dimensions {
        let parts = || cells.iter().filter(|cell| cell.dimension == dimension).map(|cell| cell.value);
        let sum: i128 = parts().map(|part| i128::from(part.0)).sum();
        if sum > i128::from(whole.0) && parts().all(|part| part >= Decimal::ZERO) {
            problems.add(Problem::new(Code::BreakdownExceedsTotal, &["breakdown"]).saying(
                format!("De uitsplitsing naar {dimension} telt op tot meer dan het totaal van {whole}."),
                format!("The breakdown by {dimension} adds up to more than the total of {whole}."),
            ));
        }
    }
}

fn unknown(dimensions: &[String], path: &[&str]) -> Problem {
    let problem = Problem::new(Code::OutOfRange, path);
    if dimensions.is_empty() {
        return problem.saying("De definitie noemt geen uitsplitsingen.", "The definition names no dimensions.");
    }
    let named = dimensions.join(", ");
    problem.saying(
        format!("De definitie noemt deze uitsplitsingen: {named}."),
        format!("The definition names these dimensions: {named}."),
    )
}

fn divides(measure: Measure) -> bool {
    matches!(measure, Measure::Count | Measure::Money | Measure::Hours)
}
