//! The level of an indicator on a day: where it stands, according to what was reported until then.
//!
//! A level comes from reports alone. Without a report that counts there is none, and a reported 0 is a level of 0.
//! The order in which the reports are given never matters.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{Decimal, Measure, Qualifier, Reporting, TargetBasis};

use super::{Certainty, Ratio};

/// One reported quantity, as far as figures need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The day it was observed; the last day of the period it is about.
    pub observed_on: NaiveDate,
    /// The number, numerator, index, or 1 for yes and 0 for no. A narrative has 0 and counts as a report only.
    pub numerator: Decimal,
    /// The denominator of a share. A percentage without one is the number itself.
    pub denominator: Option<Decimal>,
    /// How exact the number or numerator is.
    pub qualifier: Qualifier,
    /// How exact the denominator is.
    pub denominator_qualifier: Qualifier,
    /// Whether it was approved.
    pub standing: Standing,
}

/// Whether a report was approved, and since when it stands. A submitted report comes after all approved ones, because
/// its approval is still to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Approved at that instant.
    Approved(DateTime<Utc>),
    /// Submitted at that instant, not yet approved.
    Submitted(DateTime<Utc>),
}

/// Which reports take part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Include {
    /// Approved ones.
    #[default]
    Approved,
    /// Submitted ones too; the figures made of them are marked.
    Provisional,
}

/// Where an indicator started; each part can be missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// The value, or the numerator where a denominator is given.
    pub value: Option<Decimal>,
    /// The denominator of a share.
    pub denominator: Option<Decimal>,
    /// The day on which it was so. What was observed until then is part of the baseline.
    pub on: Option<NaiveDate>,
}

/// What was reported on an indicator, and what a report of it says.
///
/// The points are those that stand: of a report and its correction the caller gives one, or an increment would count
/// twice. Draft, returned and superseded reports are never among them.
#[derive(Clone, Copy, Debug)]
pub struct Series<'a> {
    /// What it counts in.
    pub measure: Measure,
    /// What one report says.
    pub reporting: Reporting,
    /// What a target is about.
    pub target_basis: TargetBasis,
    /// Where it started.
    pub baseline: Baseline,
    /// The reports, in any order.
    pub points: &'a [Point],
    /// Which of them take part.
    pub include: Include,
}

/// Where an indicator stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    /// The value in the unit of the indicator; a percentage is 0..=100.
    pub value: Ratio,
    /// The day of the latest report in it.
    pub observed_on: NaiveDate,
    /// How certain it is.
    pub certainty: Certainty,
}

impl Series<'_> {
    /// The level at the end of a day. Akkoord's own rule.
    ///
    /// * Increments: `B + Σ` of those observed after the baseline date, `B` absent being 0. Where targets are about
    ///   each period, `B` is an amount of one period too, and the level is `Σ` alone.
    /// * Increments of a percentage: `100·Σn / Σd`, of those observed after the baseline date.
    /// * Running totals and situations: the latest, of one day the one approved last. So too for indexes and for yes
    ///   or no (1 or 0) however reported, because these cannot be added.
    /// * A narrative has no level.
    ///
    /// A percentage that is no number (over zero or less, or an increment without a denominator) is left out as if it
    /// were not reported; entry refuses it.
    #[must_use]
    pub fn level(&self, on: NaiveDate) -> Option<Level> {
        match (self.measure, self.reporting) {
            (Measure::Narrative, _) => None,
            (Measure::Count | Measure::Money | Measure::Hours, Reporting::Increment) => self.sum(on),
            (Measure::Percent, Reporting::Increment) => self.ratio_of_sums(on),
            _ => self.latest(on),
        }
    }

    /// The latest report alone, whatever the others say: for increments, what was added last.
    #[must_use]
    pub fn latest(&self, on: NaiveDate) -> Option<Level> {
        let numbers = self.counted(on).filter(|point| point.is_number(self.measure));
        // The quantities come last in the order, so that reports approved in one act cannot depend on their order.
        let point = numbers.max_by_key(|point| {
            let vagueness = (point.qualifier, point.denominator_qualifier);
            (point.observed_on, point.standing, point.numerator, point.denominator, vagueness)
        })?;
        let value = read(self.measure, point.numerator, point.denominator)?;
        Some(Level { value, observed_on: point.observed_on, certainty: point.certainty() })
    }

    /// The day of the latest report until a day; a narrative and an unreadable number are reports too.
    #[must_use]
    pub fn reported_on(&self, on: NaiveDate) -> Option<NaiveDate> {
        self.counted(on).map(|point| point.observed_on).max()
    }

    /// The value that progress is counted from: the baseline, or 0 where only what was added since is counted.
    #[must_use]
    pub fn starting_value(&self) -> Option<Ratio> {
        let adds_up = self.is_additive() && self.reporting != Reporting::Snapshot;
        self.baseline.level(self.measure).or(adds_up.then_some(Ratio::ZERO))
    }

    /// Whether each target is about a period of its own. Only amounts can be added over periods: the target of a share
    /// or an index holds for the level, whatever it says itself to be about.
    #[must_use]
    pub fn is_per_period(&self) -> bool {
        let increments = self.reporting == Reporting::Increment && self.is_additive();
        increments && self.target_basis == TargetBasis::PerPeriod
    }

    pub(super) fn is_additive(&self) -> bool {
        matches!(self.measure, Measure::Count | Measure::Money | Measure::Hours)
    }

    pub(super) fn counted(&self, on: NaiveDate) -> impl Iterator<Item = &Point> {
        let provisional = self.include == Include::Provisional;
        self.points.iter().filter(move |point| point.observed_on <= on && (provisional || !point.is_provisional()))
    }

    /// Increments until the baseline date are part of the baseline.
    fn increments(&self, on: NaiveDate) -> impl Iterator<Item = &Point> {
        let after = self.baseline.on;
        self.counted(on).filter(move |point| after.is_none_or(|after| point.observed_on > after))
    }

    fn sum(&self, on: NaiveDate) -> Option<Level> {
        let observed_on = self.increments(on).map(|point| point.observed_on).max()?;
        let units = self.increments(on).map(|point| i128::from(point.numerator.0)).sum();
        let added = Ratio::new(units, Decimal::SCALE.into())?;
        let before = if self.is_per_period() { None } else { self.baseline.level(self.measure) };
        let certainty = self.increments(on).map(Point::certainty).fold(Certainty::default(), Certainty::and);
        Some(Level { value: before.unwrap_or(Ratio::ZERO).checked_add(added)?, observed_on, certainty })
    }

    fn ratio_of_sums(&self, on: NaiveDate) -> Option<Level> {
        let shares = || {
            self.increments(on).filter_map(|point| Some((point, point.denominator.filter(|d| *d >= Decimal::ZERO)?)))
        };
        let observed_on = shares().map(|(point, _)| point.observed_on).max()?;
        let numerator: i128 = shares().map(|(point, _)| i128::from(point.numerator.0)).sum();
        let denominator = shares().map(|(_, denominator)| i128::from(denominator.0)).sum();
        let certainty = shares().map(|(point, _)| point.certainty()).fold(Certainty::default(), Certainty::and);
        let certainty = if numerator < 0 { certainty.unbounded() } else { certainty };
        Some(Level { value: Ratio::new(numerator.checked_mul(100)?, denominator)?, observed_on, certainty })
    }
}

impl Point {
    fn is_provisional(&self) -> bool {
        matches!(self.standing, Standing::Submitted(_))
    }

    fn is_number(&self, measure: Measure) -> bool {
        measure != Measure::Percent || self.denominator.is_none_or(|denominator| denominator > Decimal::ZERO)
    }

    pub(super) fn certainty(&self) -> Certainty {
        let mut all = Certainty::of(self.qualifier);
        if self.denominator.is_some() {
            let denominator = Certainty::of(self.denominator_qualifier).reversed();
            // A smaller denominator makes a negative share smaller too.
            all = all.and(if self.numerator < Decimal::ZERO { denominator.unbounded() } else { denominator });
        }
        Certainty { provisional: self.is_provisional(), ..all }
    }
}

impl Baseline {
    /// The baseline in the unit of the indicator; `None` where it has no value, or a share over zero or less.
    #[must_use]
    pub fn level(&self, measure: Measure) -> Option<Ratio> {
        read(measure, self.value?, self.denominator)
    }
}

fn read(measure: Measure, numerator: Decimal, denominator: Option<Decimal>) -> Option<Ratio> {
    match (measure, denominator) {
        (Measure::Narrative, _) => None,
        (Measure::Percent, Some(denominator)) if denominator <= Decimal::ZERO => None,
        (Measure::Percent, Some(denominator)) => Ratio::new(100 * i128::from(numerator.0), denominator.0.into()),
        (Measure::YesNo, _) => Some(if numerator == Decimal::ZERO { Ratio::ZERO } else { Ratio::ONE }),
        _ => Some(numerator.into()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::figures::{Bound, samples::*};

    #[test]
    fn placed_of_a_little_under_130_is_at_least_a_share() {
        let points = [Point { denominator_qualifier: Qualifier::JustUnder, ..share("2021-01-15", "40", "130") }];
        for reporting in [Reporting::Snapshot, Reporting::Increment] {
            let level = series(Measure::Percent, reporting, &points).level(day("2021-02-01")).expect("a level");
            assert_eq!(level.value, ratio(400, 13));
            assert_eq!(level.value.to_string(), "30.769231");
            assert!(level.certainty.approximate);
            assert_eq!(level.certainty.bound, Some(Bound::AtLeast));
        }
    }

    #[test]
    fn a_vague_denominator_says_nothing_about_the_side_of_a_share_below_zero() {
        let vague = |n, d| Point { denominator_qualifier: Qualifier::JustUnder, ..share("2026-01-01", n, d) };
        let bound = |points: &[Point]| {
            let level = series(Measure::Percent, Reporting::Increment, points).level(day("2026-02-01"));
            level.expect("a level").certainty.bound
        };
        assert_eq!(bound(&[vague("10", "5"), share("2026-01-02", "9", "5")]), Some(Bound::AtLeast));
        assert_eq!(bound(&[vague("10", "5"), share("2026-01-02", "-11", "5")]), None);
        assert_eq!(bound(&[vague("-10", "5"), share("2026-01-02", "11", "5")]), None);
    }

    #[test]
    fn increments_of_the_baseline_day_belong_to_the_baseline() {
        let points = [report("2025-12-31", "7"), report("2026-01-01", "5"), report("2026-02-01", "3")];
        let mut sum = series(Measure::Count, Reporting::Increment, &points);
        sum.baseline = baseline("2025-12-31", "100");
        let value = |series: &Series<'_>, on| series.level(day(on)).map(|level| level.value.to_string());
        assert_eq!(value(&sum, "2025-12-31"), None);
        assert_eq!(value(&sum, "2026-01-31").as_deref(), Some("105"));
        assert_eq!(value(&sum, "2026-02-01").as_deref(), Some("108"));
        sum.target_basis = TargetBasis::PerPeriod;
        assert_eq!(value(&sum, "2026-02-01").as_deref(), Some("8"));
        sum.baseline = Baseline::default();
        assert_eq!(value(&sum, "2026-02-01").as_deref(), Some("15"));
    }

    #[test]
    fn a_reported_zero_is_a_level_and_no_report_is_none() {
        let points = [report("2026-01-31", "0")];
        for measure in Measure::ALL {
            for reporting in Reporting::ALL {
                let level = |points| series(*measure, *reporting, points).level(day("2026-12-31"));
                assert_eq!(level(&[]), None);
                let a_share_of_nothing = *measure == Measure::Percent && *reporting == Reporting::Increment;
                let expected = !a_share_of_nothing && *measure != Measure::Narrative;
                assert_eq!(level(&points).map(|level| level.value), expected.then_some(Ratio::ZERO), "{measure}");
            }
        }
    }

    #[test]
    fn of_two_reports_on_one_day_the_one_approved_later_stands() {
        let approved =
            |value, minute| Point { standing: Standing::Approved(at(minute)), ..report("2026-03-31", value) };
        let waiting = Point { standing: Standing::Submitted(at(0)), ..report("2026-03-31", "9") };
        let points = [approved("50", 5), approved("40", 9), waiting, approved("60", 1), report("2026-01-01", "70")];
        let mut latest = series(Measure::Count, Reporting::RunningTotal, &points);
        let level = latest.level(day("2026-04-01")).expect("a level");
        assert_eq!((level.value, level.certainty.provisional), (ratio(40, 1), false));
        latest.include = Include::Provisional;
        let level = latest.level(day("2026-04-01")).expect("a level");
        assert_eq!((level.value, level.certainty.provisional), (ratio(9, 1), true));
    }

    #[test]
    fn shares_are_added_by_numerator_and_denominator() {
        let mut points =
            vec![share("2026-01-31", "1", "2"), share("2026-02-28", "9", "98"), share("2026-03-31", "0", "0")];
        let level = series(Measure::Percent, Reporting::Increment, &points).level(day("2026-04-01")).expect("a level");
        assert_eq!((level.value, level.observed_on), (ratio(10, 1), day("2026-03-31")));
        points.retain(|point| point.numerator == Decimal::ZERO);
        assert_eq!(series(Measure::Percent, Reporting::Increment, &points).level(day("2026-04-01")), None);
    }

    #[test]
    fn a_yes_is_one_and_a_percentage_over_zero_is_left_out() {
        let points = [report("2026-01-01", "1"), share("2026-02-01", "3", "0")];
        let on = day("2026-03-01");
        assert_eq!(
            series(Measure::YesNo, Reporting::Snapshot, &points[..1]).level(on).map(|l| l.value),
            Some(Ratio::ONE)
        );
        assert_eq!(series(Measure::Percent, Reporting::Snapshot, &points).level(on).map(|l| l.value), Some(Ratio::ONE));
    }

    fn any_point() -> impl Strategy<Value = Point> {
        let quantity = (-1..3_i64, prop::option::of(-1..2_i64));
        let words = (0..Qualifier::ALL.len(), 0..Qualifier::ALL.len(), any::<bool>());
        (0..3_u64, quantity, words, 0..2_i64).prop_map(|(days, (n, d), (q, r, approved), minute)| Point {
            observed_on: day("2026-01-01") + chrono::Days::new(days),
            numerator: Decimal(n),
            denominator: d.map(Decimal),
            qualifier: Qualifier::ALL[q],
            denominator_qualifier: Qualifier::ALL[r],
            standing: if approved { Standing::Approved(at(minute)) } else { Standing::Submitted(at(minute)) },
        })
    }

    proptest! {
        #[test]
        fn the_order_of_reports_never_matters(
            points in prop::collection::vec(any_point(), 0..12), turn in 0..12_usize, days in 0..4_u64,
        ) {
            let mut turned = points.clone();
            turned.rotate_left(turn % points.len().max(1));
            turned.reverse();
            let on = day("2026-01-01") + chrono::Days::new(days);
            for (measure, reporting) in Measure::ALL.iter().flat_map(|m| Reporting::ALL.iter().map(move |r| (*m, *r))) {
                for include in [Include::Approved, Include::Provisional] {
                    let of = |points| Series { include, ..series(measure, reporting, points) }.level(on);
                    prop_assert_eq!(of(&points), of(&turned));
                    prop_assert!(of(&points).is_none_or(|level| level.observed_on <= on));
                }
            }
        }
    }
}
