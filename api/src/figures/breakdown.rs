//! How a whole divides over the categories of one dimension, and what of that is told outside the table.
//!
//! The parts of a whole always add up to it: what is in no category is the part that is *onbekend*. A part that is too small
//! to be told is suppressed, and so are the next smallest until none of them can be computed from what is shown and the
//! whole, which is public. Where that cannot be, nothing of the dimension is told.

use entity::Decimal;

use super::Ratio;
use crate::fold::fold;

/// A part of a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The category; `None` for what is in none.
    pub category: Option<String>,
    /// So many ten-thousandths; `None` where it is suppressed.
    units: Option<i128>,
}

impl Part {
    /// How much it is; `None` where it is suppressed.
    #[must_use]
    pub fn value(&self) -> Option<Ratio> {
        Ratio::new(self.units?, Decimal::SCALE.into())
    }

    /// How much it is, of what nobody suppressed.
    fn size(&self) -> i128 {
        self.units.unwrap_or_default()
    }

    /// By name; what is in no category comes last.
    fn place(&self) -> (bool, String) {
        let name = self.category.as_deref().map(fold);
        (name.is_none(), name.unwrap_or_default())
    }
}

/// The parts of a whole by name, and last what is in no category.
#[must_use]
pub fn divide<'a>(whole: Decimal, cells: impl IntoIterator<Item = (&'a str, Decimal)>) -> Vec<Part> {
    let part =
        |(category, value): (&str, Decimal)| Part { category: Some(category.to_owned()), units: Some(value.0.into()) };
    let mut parts: Vec<Part> = cells.into_iter().map(part).collect();
    parts.sort_by_cached_key(Part::place);
    let rest = i128::from(whole.0) - parts.iter().map(Part::size).sum::<i128>();
    if rest != 0 {
        parts.push(Part { category: None, units: Some(rest) });
    }
    parts
}

/// What is told outside the table of the parts of a whole; `None` where nothing can be.
///
/// Suppressed are the parts below the limit, then the next smallest (of equal ones the first) until there are at least two
/// and there is something to divide over them: then each of them can be nothing, or more. Of what is in no category
/// everybody knows that it is something, because it is listed only then; beside it there must be more than one.
#[must_use]
pub fn suppress(mut parts: Vec<Part>, limit: Decimal) -> Option<Vec<Part>> {
    let mut by_size: Vec<usize> = (0..parts.len()).collect();
    by_size.sort_by_key(|at| parts[*at].size());
    let mut count = by_size.iter().take_while(|at| parts[**at].size() < limit.0.into()).count();
    if count == 0 {
        return Some(parts);
    }
    while !is_safe(by_size[..count].iter().map(|at| &parts[*at])) {
        count += 1;
        if count > parts.len() {
            return None;
        }
    }
    for at in &by_size[..count] {
        parts[*at].units = None;
    }
    Some(parts)
}

/// Whether none of these parts can be computed back from their sum.
fn is_safe<'a>(parts: impl Iterator<Item = &'a Part> + Clone) -> bool {
    let sum: i128 = parts.clone().map(Part::size).sum();
    let known = if parts.clone().any(|part| part.category.is_none()) { Decimal::ONE.0 } else { 0 };
    parts.count() >= 2 && sum > known.into()
}

/// The parts of several wholes together, of which the last one spells the categories. A part that is suppressed in one of
/// them is suppressed in all: what is told of the sum can be computed from what is told of each, and nothing else can.
#[must_use]
pub fn add(wholes: impl IntoIterator<Item = Vec<Part>>) -> Vec<Part> {
    let mut sum = std::collections::BTreeMap::<_, Part>::new();
    for part in wholes.into_iter().flatten() {
        let units = match sum.get(&part.place()) {
            Some(before) => before.units.zip(part.units).map(|(before, more)| before + more),
            None => part.units,
        };
        sum.insert(part.place(), Part { units, ..part });
    }
    let is_something = |part: &Part| part.category.is_some() || part.units != Some(0);
    sum.into_values().filter(is_something).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LIMIT: Decimal = Decimal(10 * Decimal::SCALE);

    fn whole(n: i64) -> Decimal {
        Decimal::whole(n).expect("a small number")
    }

    fn parts(total: i64, cells: &[(&str, i64)]) -> Vec<Part> {
        divide(whole(total), cells.iter().map(|(name, n)| (*name, whole(*n))))
    }

    /// "mbo 2 12 · onbekend ×".
    fn told(parts: Option<Vec<Part>>) -> String {
        let Some(parts) = parts else { return "nothing".into() };
        let told = |part: &Part| {
            let value = part.value().map_or("×".into(), |value| value.to_string());
            format!("{} {value}", part.category.as_deref().unwrap_or("onbekend"))
        };
        parts.iter().map(told).collect::<Vec<_>>().join(" · ")
    }

    #[test]
    fn what_is_in_no_category_is_unknown() {
        assert_eq!(told(Some(parts(60, &[("mbo 3", 30), ("mbo 2", 20)]))), "mbo 2 20 · mbo 3 30 · onbekend 10");
        assert_eq!(told(Some(parts(50, &[("mbo 3", 30), ("Mbo 2", 20)]))), "Mbo 2 20 · mbo 3 30");
        assert_eq!(told(Some(parts(50, &[]))), "onbekend 50");
        assert_eq!(told(Some(parts(0, &[]))), "");
    }

    #[test]
    fn a_small_part_is_told_by_nobody() {
        for (total, cells, expected) in [
            (60, &[("a", 20), ("b", 30)][..], "a 20 · b 30 · onbekend 10"),
            (10, &[("a", 10)], "a 10"),
            // The next smallest keeps it from being computed; of equal ones the first by name, the unknown after all.
            (62, &[("a", 9), ("b", 30), ("c", 23)], "a × · b 30 · c ×"),
            (55, &[("a", 20), ("b", 20), ("c", 10), ("d", 5)], "a 20 · b 20 · c × · d ×"),
            (65, &[("c", 20), ("b", 20), ("a", 20), ("d", 5)], "a × · b 20 · c 20 · d ×"),
            (65, &[("É", 20), ("f", 20), ("z", 5)], "É × · f 20 · z × · onbekend 20"),
            (45, &[("a", 5), ("b", 20)], "a × · b × · onbekend 20"),
            (45, &[("a", 20), ("b", 20)], "a × · b 20 · onbekend ×"),
            // Two small ones hide each other, but not where there is nothing of both.
            (33, &[("a", 9), ("b", 9), ("c", 15)], "a × · b × · c 15"),
            (15, &[("a", 0), ("b", 0), ("c", 15)], "a × · b × · c ×"),
            (16, &[("a", 0), ("b", 1), ("c", 15)], "a × · b × · c 15"),
            // What is unknown is something: beside it nobody is left to be hidden.
            (16, &[("a", 0), ("c", 15)], "a × · c × · onbekend ×"),
            (17, &[("a", 0), ("c", 15)], "a × · c 15 · onbekend ×"),
            (1, &[("a", 0)], "nothing"),
            (5, &[("a", 5)], "nothing"),
            (0, &[("a", 0), ("b", 0)], "nothing"),
        ] {
            assert_eq!(told(suppress(parts(total, cells), LIMIT)), expected, "{total} {cells:?}");
        }
    }

    #[test]
    fn without_a_limit_all_is_told() {
        assert_eq!(told(suppress(parts(1, &[("a", 0)]), Decimal::ZERO)), "a 0 · onbekend 1");
    }

    #[test]
    fn a_sum_tells_what_all_its_wholes_tell() {
        let (one, two) = (parts(45, &[("a", 20), ("b", 15)]), parts(30, &[("A", 12), ("c", 18)]));
        assert_eq!(told(Some(add([one.clone(), two.clone()]))), "A 32 · b 15 · c 18 · onbekend 10");
        let small = suppress(parts(50, &[("a", 4), ("b", 16), ("c", 30)]), LIMIT).expect("something is told");
        assert_eq!(told(Some(add([one, small, two]))), "A × · b × · c 48 · onbekend 10");
        let (more, less) = (divide(whole(5), [("a", whole(2))]), divide(whole(-3), [("a", whole(0))]));
        assert_eq!(told(Some(add([more, less]))), "a 2", "a loss and a gain leave nothing");
    }

    /// All ways to divide so much over so many, of which the last is at least `least`.
    fn ways(sum: i64, count: usize, least: i64) -> Vec<Vec<i64>> {
        if count == 1 {
            return if sum >= least { vec![vec![sum]] } else { Vec::new() };
        }
        let with = |first| {
            ways(sum - first, count - 1, least).into_iter().map(move |mut rest| {
                rest.insert(0, first);
                rest
            })
        };
        (0..=sum).flat_map(with).collect()
    }

    fn some_cells() -> impl Strategy<Value = (Vec<i64>, i64)> {
        (prop::collection::vec(0..9_i64, 1..6), 0..7_i64)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 400 } else { 10_000 }))]

        #[test]
        fn no_suppressed_part_can_be_computed_back((cells, rest) in some_cells(), limit in 0..7_i64) {
            let total: i64 = cells.iter().sum::<i64>() + rest;
            let names = ["a", "b", "c", "d", "e"];
            let all = divide(whole(total), names.into_iter().zip(cells.iter().map(|n| whole(*n))));
            let Some(shown) = suppress(all.clone(), whole(limit)) else {
                let all_hidden = all.iter().map(Part::size).sum::<i128>() <= Decimal::SCALE.into() || all.len() == 1;
                prop_assert!(all_hidden, "withheld without need: {all:?}");
                return Ok(());
            };
            for (part, shown) in all.iter().zip(&shown) {
                prop_assert_eq!(&part.category, &shown.category);
                prop_assert!(shown.units.is_none() || shown.units == part.units);
                prop_assert!(shown.units.is_none() || part.size() >= whole(limit).0.into());
            }
            let hidden: Vec<&Part> = shown.iter().filter(|part| part.units.is_none()).collect();
            if hidden.is_empty() {
                return Ok(());
            }
            let told: i128 = shown.iter().map(Part::size).sum();
            let left = i64::try_from(i128::from(total) - told / i128::from(Decimal::SCALE)).expect("a small number");
            let least = i64::from(hidden.iter().any(|part| part.category.is_none()));
            let ways = ways(left, hidden.len(), least);
            for at in 0..hidden.len() {
                let values: std::collections::BTreeSet<i64> = ways.iter().map(|way| way[at]).collect();
                prop_assert!(values.len() >= 2, "{shown:?} of {total} tells {values:?}");
            }
        }

        #[test]
        fn a_part_above_the_limit_is_suppressed_only_to_hide_another((cells, rest) in some_cells(), limit in 0..7_i64) {
            let total: i64 = cells.iter().sum::<i64>() + rest;
            let names = ["a", "b", "c", "d", "e"];
            let all = divide(whole(total), names.into_iter().zip(cells.iter().map(|n| whole(*n))));
            let Some(shown) = suppress(all.clone(), whole(limit)) else { return Ok(()) };
            let hidden = || all.iter().zip(&shown).filter(|(_, shown)| shown.units.is_none()).map(|(part, _)| part);
            let is_small = |part: &Part| part.size() < whole(limit).0.into();
            let Some(largest) = hidden().max_by_key(|part| (part.size(), part.place())) else { return Ok(()) };
            prop_assert!(hidden().any(is_small), "nothing was to be hidden");
            if !is_small(largest) {
                let others = hidden().filter(|part| part.category != largest.category);
                prop_assert!(!is_safe(others), "{largest:?} was hidden without need");
                let kept = all.iter().zip(&shown).filter(|(_, shown)| shown.units.is_some());
                let place = |part: &Part| (part.size(), part.place());
                prop_assert!(kept.map(|(part, _)| part).all(|part| place(part) > place(largest)));
            }
        }

        #[test]
        fn the_order_in_which_parts_are_given_does_not_matter(
            cells in prop::collection::btree_map("[a-d]{1,2}", 0..30_i64, 1..6).prop_map(Vec::from_iter)
                .prop_flat_map(|cells| (Just(cells.clone()), Just(cells).prop_shuffle())),
            rest in 0..30_i64,
        ) {
            let (one, other) = cells;
            let total: i64 = one.iter().map(|(_, n)| n).sum::<i64>() + rest;
            let shown = |cells: &[(String, i64)]| {
                suppress(divide(whole(total), cells.iter().map(|(name, n)| (name.as_str(), whole(*n)))), LIMIT)
            };
            prop_assert_eq!(shown(&one), shown(&other));
        }
    }
}
