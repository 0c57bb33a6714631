//! A funnel (*trechter*): how many came to each step in a number of days, and which part of the step before that is.
//!
//! Akkoord's own rule: a step counts what was added to its indicators in those days, and a conversion is the ratio of the
//! sums of two steps, never a mean of ratios. A missing value is not zero: a step of which an indicator tells nothing counts
//! what the others tell, says how many do, and takes part in no conversion.

use chrono::NaiveDate;
use entity::{Decimal, Measure, Reporting};

use super::{Basis, Certainty, Parts, Point, Ratio, Series};

/// What was added to an indicator in a number of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Added {
    /// How much, in the unit of the indicator.
    pub value: Ratio,
    /// How certain it is.
    pub certainty: Certainty,
    /// Whose reports it is made of.
    pub basis: Basis,
}

/// A figure of a funnel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FunnelFigure {
    /// The value; `None` where it is not known.
    pub value: Option<Ratio>,
    /// The part of its indicators that tell something.
    pub coverage: Ratio,
    /// How certain the value is.
    pub certainty: Certainty,
    /// Whose reports it is made of; none without a value.
    pub basis: Option<Basis>,
}

/// A step of a funnel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FunnelStep {
    /// How many came to it.
    pub count: FunnelFigure,
    /// Which part that is of the step before; none for the first step.
    pub conversion: Option<FunnelFigure>,
    /// Which part that is of the first step; none for the first step.
    pub from_start: Option<FunnelFigure>,
}

/// The steps of a funnel, by what was added to each of their indicators.
#[must_use]
pub fn funnel(steps: &[Vec<Option<Added>>]) -> Vec<FunnelStep> {
    let converted = |at: usize, from: Option<usize>| from.map(|from| conversion(&steps[at], &steps[from]));
    let of = |at: usize| FunnelStep {
        count: count(&steps[at]),
        conversion: converted(at, at.checked_sub(1)),
        from_start: converted(at, (at > 0).then_some(0)),
    };
    (0..steps.len()).map(of).collect()
}

fn count(parts: &[Option<Added>]) -> FunnelFigure {
    let known = || parts.iter().flatten();
    let sum = known().map(|part| part.value).try_fold(Ratio::ZERO, Ratio::checked_add);
    let value = sum.filter(|_| known().next().is_some());
    let certainty = known().map(|part| part.certainty).fold(Certainty::default(), Certainty::and);
    let basis = known().map(|part| part.basis).reduce(Basis::and).filter(|_| value.is_some());
    FunnelFigure { value, coverage: coverage(known().count(), parts.len()), certainty, basis }
}

/// Which part one step is of another. None of whatever there was is exactly none.
fn conversion(step: &[Option<Added>], from: &[Option<Added>]) -> FunnelFigure {
    let (numerator, denominator) = (count(step), count(from));
    let known = step.iter().chain(from).flatten().count();
    let coverage = coverage(known, step.len() + from.len());
    let parts = numerator.value.zip(denominator.value).filter(|(_, from)| *from > Ratio::ZERO);
    let Some((value, from)) = parts.filter(|_| coverage == Ratio::ONE) else {
        return FunnelFigure { value: None, coverage, certainty: Certainty::default(), basis: None };
    };
    let below = denominator.certainty.reversed();
    let certainty = if value == Ratio::ZERO && !numerator.certainty.approximate {
        Certainty { provisional: numerator.certainty.provisional || below.provisional, ..Certainty::default() }
    } else if value < Ratio::ZERO {
        numerator.certainty.and(below.unbounded())
    } else {
        numerator.certainty.and(below)
    };
    let basis = numerator.basis.zip(denominator.basis).map(|(one, other)| one.and(other));
    FunnelFigure { value: value.checked_div(from), coverage, certainty, basis }
}

fn coverage(known: usize, all: usize) -> Ratio {
    let whole = |count: usize| i128::try_from(count).unwrap_or(i128::MAX);
    Ratio::new(whole(known), whole(all)).unwrap_or(Ratio::ZERO)
}

/// Whether what was added in some days can be told: amounts that are reported as what came, or as what came so far.
#[must_use]
pub fn can_be_added(measure: Measure, reporting: Reporting) -> bool {
    matches!(measure, Measure::Count | Measure::Money | Measure::Hours) && reporting != Reporting::Snapshot
}

impl Series<'_> {
    /// What was added in some days, both included; `None` where nothing was reported in them.
    ///
    /// * Increments: `Σ` of those observed in the days.
    /// * A running total: the level at the end of the last day less the level before the first, which is the baseline where
    ///   nothing was reported before it, or else 0.
    #[must_use]
    pub fn added(&self, from: Option<NaiveDate>, to: NaiveDate) -> Option<Added> {
        let in_days = |point: &&Point| point.observed_on <= to && from.is_none_or(|from| from <= point.observed_on);
        let within = || self.counted(Parts::Whole).filter(in_days);
        if !can_be_added(self.measure, self.reporting) || within().next().is_none() {
            return None;
        }
        if self.reporting == Reporting::Increment {
            let units = within().map(|point| i128::from(point.numerator.0)).sum();
            let certainty = within().map(Point::certainty).fold(Certainty::default(), Certainty::and);
            let basis = within().map(Point::basis).reduce(Basis::and)?;
            return Some(Added { value: Ratio::new(units, Decimal::SCALE.into())?, certainty, basis });
        }
        let (now, before) = (self.level(to)?, from.and_then(|from| self.level(from.pred_opt()?)));
        let start = before.map(|before| before.value).or_else(|| self.starting_value())?;
        let vagueness = before.map(|before| before.certainty.reversed()).unwrap_or_default();
        let certainty = now.certainty.and(vagueness);
        Some(Added { value: now.value.checked_sub(start)?, certainty, basis: now.basis })
    }
}

#[cfg(test)]
mod tests {
    use entity::Qualifier;
    use proptest::prelude::*;

    use super::*;
    use crate::figures::{Bound, samples::*};

    fn added(reporting: Reporting, points: &[Point], from: &str, to: &str) -> Option<String> {
        let from = (!from.is_empty()).then(|| day(from));
        series(Measure::Count, reporting, points).added(from, day(to)).map(|added| added.value.to_string())
    }

    #[allow(clippy::unnecessary_wraps, reason = "what was added can be unknown")]
    fn exactly(value: i128) -> Option<Added> {
        Some(Added { value: ratio(value, 1), certainty: Certainty::default(), basis: Basis::Measurements })
    }

    fn vaguely(value: i128, qualifier: Qualifier) -> Option<Added> {
        exactly(value).map(|added| Added { certainty: Certainty::of(qualifier), ..added })
    }

    #[test]
    fn increments_count_on_the_days_on_which_they_were_observed() {
        let points = [report("2026-01-31", "5"), report("2026-02-28", "0"), report("2026-03-31", "7.5")];
        let of = |from, to| added(Reporting::Increment, &points, from, to);
        assert_eq!(of("2026-01-31", "2026-03-31").as_deref(), Some("12.5"));
        assert_eq!(of("2026-02-01", "2026-03-30").as_deref(), Some("0"), "a reported 0 is data");
        assert_eq!(of("", "2026-01-31").as_deref(), Some("5"));
        assert_eq!(of("2026-02-01", "2026-02-27"), None, "no report is no 0");
    }

    #[test]
    fn a_running_total_counts_what_it_rose_by() {
        let points = [report("2026-01-31", "5"), report("2026-03-31", "12")];
        let of = |from, to| added(Reporting::RunningTotal, &points, from, to);
        assert_eq!(of("2026-02-01", "2026-12-31").as_deref(), Some("7"));
        assert_eq!(of("2026-01-31", "2026-03-31").as_deref(), Some("12"), "without a baseline it began at 0");
        assert_eq!(of("2026-02-01", "2026-03-30"), None, "nothing was reported in those days");
        let mut based = series(Measure::Count, Reporting::RunningTotal, &points);
        based.baseline = baseline("2025-12-31", "2");
        assert_eq!(based.added(None, day("2026-03-31")).map(|added| added.value), Some(ratio(10, 1)));
    }

    #[test]
    fn what_is_no_amount_or_only_a_situation_cannot_be_added() {
        let points = [report("2026-01-31", "1")];
        for (measure, reporting) in [
            (Measure::Count, Reporting::Snapshot),
            (Measure::Percent, Reporting::Increment),
            (Measure::YesNo, Reporting::RunningTotal),
            (Measure::Scale, Reporting::Increment),
        ] {
            assert_eq!(series(measure, reporting, &points).added(None, day("2026-12-31")), None);
        }
    }

    #[test]
    fn forty_placed_of_a_little_under_130_is_at_least_so_much() {
        let steps = funnel(&[vec![vaguely(130, Qualifier::JustUnder)], vec![exactly(40)]]);
        assert_eq!((steps[0].conversion, steps[0].from_start), (None, None));
        assert_eq!(steps[0].count.certainty.bound, Some(Bound::AtMost));
        let placed = steps[1].conversion.expect("a step before it");
        assert_eq!(placed.value.map(|value| value.to_string()).as_deref(), Some("0.307692"));
        assert!(placed.certainty.approximate);
        assert_eq!(placed.certainty.bound, Some(Bound::AtLeast));
        assert_eq!(steps[1].count.certainty, Certainty::default(), "40 is exact");
        assert_eq!(steps[1].from_start, steps[1].conversion);
    }

    #[test]
    fn a_conversion_is_a_ratio_of_sums() {
        let steps = funnel(&[
            vec![exactly(10), exactly(90)],
            vec![exactly(9), exactly(11)],
            vec![exactly(5)],
            vec![vaguely(1, Qualifier::About)],
        ]);
        let values = |of: fn(&FunnelStep) -> Option<FunnelFigure>| -> Vec<_> {
            steps.iter().map(|step| of(step).and_then(|figure| figure.value)).collect()
        };
        assert_eq!(values(|step| step.conversion), [None, Some(ratio(1, 5)), Some(ratio(1, 4)), Some(ratio(1, 5))]);
        assert_eq!(values(|step| step.from_start), [None, Some(ratio(1, 5)), Some(ratio(1, 20)), Some(ratio(1, 100))]);
    }

    #[test]
    fn a_missing_value_makes_no_conversion() {
        let steps =
            funnel(&[vec![exactly(10), None], vec![exactly(5)], vec![None], vec![exactly(0)], vec![exactly(3)]]);
        assert_eq!((steps[0].count.value, steps[0].count.coverage), (Some(ratio(10, 1)), ratio(1, 2)));
        let conversion = |at: usize| steps[at].conversion.expect("a step before it");
        assert_eq!((conversion(1).value, conversion(1).coverage), (None, ratio(2, 3)));
        assert_eq!((steps[2].count.value, steps[2].count.coverage), (None, Ratio::ZERO));
        assert_eq!((conversion(3).value, conversion(3).coverage), (None, ratio(1, 2)));
        assert_eq!((conversion(4).value, conversion(4).coverage), (None, Ratio::ONE), "nothing is no part of nothing");
    }

    #[test]
    fn none_of_whatever_there_was_is_exactly_none() {
        let steps = funnel(&[vec![vaguely(130, Qualifier::About)], vec![exactly(0)]]);
        let none = steps[1].conversion.expect("a step before it");
        assert_eq!((none.value, none.certainty), (Some(Ratio::ZERO), Certainty::default()));
    }

    proptest! {
        /// What was reported as increments and as a running total of the same is the same.
        #[test]
        fn how_it_is_reported_does_not_change_what_was_added(
            values in prop::collection::vec(0..1_000_i64, 1..12), from in 1..13_u32, to in 1..13_u32,
        ) {
            let on = |month: usize| format!("2026-{month:02}-15");
            let increments: Vec<_> =
                values.iter().zip(1..).map(|(value, month)| report(&on(month), &value.to_string())).collect();
            let mut sum = 0;
            let totals: Vec<_> = values.iter().zip(1..).map(|(value, month)| {
                sum += value;
                report(&on(month), &sum.to_string())
            }).collect();
            let (from, to) = (format!("2026-{from:02}-01"), format!("2026-{to:02}-28"));
            let of = |reporting, points: &[Point]| added(reporting, points, &from, &to);
            prop_assert_eq!(of(Reporting::Increment, &increments), of(Reporting::RunningTotal, &totals));
        }
    }
}
