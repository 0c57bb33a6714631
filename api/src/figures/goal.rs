//! How far a goal is, from its indicators and child goals.
//!
//! A child that got beyond its target never makes up for one that did not, and a child without a figure is missing, not
//! zero: it lowers the coverage, and too low a coverage withholds the figure.

use entity::Decimal;

use super::{Certainty, Progress, Ratio};

/// An indicator or child goal of a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Child {
    /// Its weight. Entry wants it above zero; a child whose weight is not so takes no part.
    pub weight: Decimal,
    /// Its progress, where that is known.
    pub progress: Option<Known>,
}

/// The known progress of a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// The part done; clamped to 0..=1 where it is used.
    pub value: Ratio,
    /// How certain it is.
    pub certainty: Certainty,
}

impl From<Progress> for Known {
    fn from(Progress { value, certainty, .. }: Progress) -> Self {
        Self { value, certainty }
    }
}

/// How far a goal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoalProgress {
    /// The part done, within 0..=1, so that it equals its clamped form; `None` below the coverage minimum.
    pub value: Option<Ratio>,
    /// The part of the weight that has a figure; `None` without children.
    pub coverage: Option<Ratio>,
    /// How certain the value is.
    pub certainty: Certainty,
}

impl GoalProgress {
    /// The progress as that of a child goal; `None` where it is withheld.
    #[must_use]
    pub fn known(&self) -> Option<Known> {
        self.value.map(|value| Known { value, certainty: self.certainty })
    }
}

/// Progress below full coverage never reads as done.
const AT_MOST_WHILE_INCOMPLETE: Decimal = Decimal(9_999);

/// The progress of a goal: `Σ wᵢ·clamp(pᵢ) / Σ wᵢ` over the children that have a `p`, with `coverage` the part of all
/// weight that they carry. Akkoord's own rule.
///
/// Each `p` is rounded half-even to six decimals as it enters, because the exact sum of many different fractions grows
/// without bound. The coverage is compared exactly; at the minimum itself the value is shown.
#[must_use]
pub fn goal(children: impl IntoIterator<Item = Child>, coverage_minimum: Decimal) -> GoalProgress {
    let (mut all, mut covered, mut done) = (0_i128, 0_i128, Some(Ratio::ZERO));
    let mut certainty = Certainty::default();
    for child in children.into_iter().filter(|child| child.weight > Decimal::ZERO) {
        let weight = i128::from(child.weight.0);
        all += weight;
        if let Some(known) = child.progress {
            covered += weight;
            certainty = certainty.and(known.certainty);
            done = done.and_then(|done| {
                let part = known.value.clamped().rounded()?.checked_mul(Ratio::new(weight, 1)?)?;
                done.checked_add(part)
            });
        }
    }
    let coverage = Ratio::new(covered, all);
    let enough = coverage.is_some_and(|coverage| coverage >= coverage_minimum.into());
    let average = done.and_then(|done| done.checked_div(Ratio::new(covered, 1)?)).filter(|_| enough);
    let value = average.map(|value| if covered < all { value.min(AT_MOST_WHILE_INCOMPLETE.into()) } else { value });
    GoalProgress { value, coverage, certainty: value.map_or(Certainty::default(), |_| certainty) }
}

#[cfg(test)]
mod tests {
    use entity::Qualifier;
    use proptest::prelude::*;

    use super::*;
    use crate::figures::samples::*;

    fn child(weight: i64, value: Option<Ratio>) -> Child {
        let known = |value| Known { value, certainty: Certainty::default() };
        Child { weight: Decimal(weight * Decimal::SCALE), progress: value.map(known) }
    }

    fn of(children: &[Child]) -> (Option<String>, Option<String>) {
        let figure = goal(children.iter().copied(), Decimal(5_000));
        (figure.value.map(|value| value.to_string()), figure.coverage.map(|coverage| coverage.to_string()))
    }

    fn answer(value: &str, coverage: &str) -> (Option<String>, Option<String>) {
        (Some(value.to_owned()), Some(coverage.to_owned()))
    }

    #[test]
    fn weights_average_and_never_add_up() {
        assert_eq!(of(&[child(2, Some(Ratio::ONE)), child(3, Some(Ratio::ONE))]), answer("1", "1"));
        assert_eq!(of(&[child(1, Some(ratio(5, 1))), child(3, Some(ratio(-2, 1)))]), answer("0.25", "1"));
    }

    #[test]
    fn a_missing_child_lowers_the_coverage_and_not_the_value() {
        assert_eq!(of(&[child(3, Some(ratio(1, 3))), child(1, None)]), answer("0.333333", "0.75"));
        assert_eq!(of(&[child(3, Some(Ratio::ZERO)), child(1, None)]), answer("0", "0.75"));
    }

    #[test]
    fn below_the_coverage_minimum_the_value_is_withheld() {
        assert_eq!(of(&[child(1, Some(ratio(1, 2))), child(1, None)]), answer("0.5", "0.5"));
        let missing = of(&[child(9_999, Some(ratio(1, 2))), child(10_001, None)]);
        assert_eq!(missing, (None, Some("0.49995".to_owned())));
        assert_eq!(of(&[]), (None, None));
        assert_eq!(of(&[child(0, Some(Ratio::ONE)), child(-1, None)]), (None, None));
        assert_eq!(of(&[child(1, None)]), (None, Some("0".to_owned())));
        assert_eq!(goal([child(1, None)], Decimal::ZERO).value, None);
    }

    #[test]
    fn a_goal_is_not_done_while_a_child_is_missing() {
        assert_eq!(of(&[child(9, Some(Ratio::ONE)), child(1, None)]), answer("0.9999", "0.9"));
    }

    #[test]
    fn what_a_child_goal_is_unsure_of_its_parent_is_too() {
        let vague = Certainty { provisional: true, ..Certainty::of(Qualifier::JustOver) };
        let part = Known { value: ratio(1, 2), certainty: vague };
        let below = goal([Child { weight: Decimal::ONE, progress: Some(part) }], Decimal(5_000));
        let above = goal([Child { weight: Decimal::ONE, progress: below.known() }, child(1, None)], Decimal(5_000));
        assert_eq!((above.value, above.certainty), (Some(ratio(1, 2)), vague));
    }

    proptest! {
        #[test]
        fn many_children_with_unlike_fractions_still_have_a_figure(
            parts in prop::collection::vec((1..i64::MAX, any::<i64>(), 1..i64::MAX), 1..60),
        ) {
            let children = parts.iter().map(|(weight, n, d)| {
                let value = ratio((*n).into(), (*d).into());
                Child { weight: Decimal(*weight), ..child(1, Some(value)) }
            });
            let figure = goal(children.clone(), Decimal(5_000));
            let values = || children.clone().filter_map(|child| child.progress).map(|known| known.value.clamped());
            let value = figure.value.expect("a figure");
            let hair = ratio(1, 1_000_000);
            prop_assert!(value >= values().min().expect("one").checked_sub(hair).expect("fits"));
            prop_assert!(value <= values().max().expect("one").checked_add(hair).expect("fits"));
            prop_assert_eq!(figure.coverage, Some(Ratio::ONE));
        }
    }
}
