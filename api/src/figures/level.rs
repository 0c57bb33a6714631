//! The level of an indicator on a day: where it stands, according to what was reported until then.
//!
//! A level comes from reports alone: those of the indicator itself, and those that its descendants contribute. Without a
//! report that counts there is none, and a reported 0 is a level of 0. The order in which the reports are given never
//! matters.

use chrono::NaiveDate;
use entity::{Decimal, Direction, HierarchyRule, Measure, Reporting, TargetBasis};

use super::{Basis, Certainty, Include, Point, Ratio, report::read, tally::Tally};

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
    /// How what descendants contribute is taken together with its own.
    pub hierarchy_rule: HierarchyRule,
    /// Where it started.
    pub baseline: Baseline,
    /// The reports, in any order.
    pub points: &'a [Point],
    /// Which of them take part.
    pub include: Include,
}

/// Whose reports a level is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parts {
    /// All that count towards the indicator.
    Whole,
    /// Its own.
    Own,
    /// The contributions.
    Children,
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
    /// Whose reports it is made of.
    pub basis: Basis,
}

impl<'a> Series<'a> {
    /// The level at the end of a day. Akkoord's own rule.
    ///
    /// * Increments: `B + Σ` of those observed after the baseline date, `B` absent being 0. Where targets are about
    ///   each period, `B` is an amount of one period too, and the level is `Σ` alone.
    /// * Increments of a percentage: `100·Σn / Σd`, of those observed after the baseline date.
    /// * Running totals and situations: the latest, of one day the one approved last. So too for indexes and for yes
    ///   or no (1 or 0) however reported, because these cannot be added.
    /// * A narrative has no level.
    ///
    /// What descendants contribute is taken together by the hierarchy rule:
    ///
    /// * SUM: all increments, or the latest of each source, are added up.
    /// * `RATIO_OF_SUMS`: `100·Σn / Σd` over the same reports, never a mean of shares; one without a denominator is left
    ///   out.
    /// * LAST: the latest of all.
    /// * NONE, or a rule that does not go with the measure: the indicator's own reports alone.
    ///
    /// A percentage that is no number (over zero or less, or an increment without a denominator) is left out as if it
    /// were not reported; entry refuses it.
    #[must_use]
    pub fn level(&self, on: NaiveDate) -> Option<Level> {
        self.level_of(Parts::Whole, on)
    }

    /// The level of some of the parts: its own, as if nobody contributed, or what is contributed, to which the baseline
    /// does not belong.
    #[must_use]
    pub fn level_of(&self, parts: Parts, on: NaiveDate) -> Option<Level> {
        self.tally(parts, on).level()
    }

    /// The latest report alone, whatever the others say; where several report and are added up, the latest of each. For
    /// increments it is what was added last.
    #[must_use]
    pub fn latest(&self, on: NaiveDate) -> Option<Level> {
        self.tally(Parts::Whole, on).latest()
    }

    /// The day of the latest report until a day; a narrative and an unreadable number are reports too.
    #[must_use]
    pub fn reported_on(&self, on: NaiveDate) -> Option<NaiveDate> {
        self.counted(Parts::Whole).map(|point| point.observed_on).filter(|day| *day <= on).max()
    }

    /// The value that progress is counted from: the baseline, or 0 where only what was added since is counted.
    #[must_use]
    pub fn starting_value(&self) -> Option<Ratio> {
        let adds_up = self.is_additive() && self.reporting != Reporting::Snapshot;
        self.baseline.level(self.measure).or(adds_up.then_some(Ratio::ZERO))
    }

    /// The value that progress towards a target is counted from. Without a baseline it is 0, unless the target would then
    /// lie on the wrong side: a decrease cannot be counted from 0.
    #[must_use]
    pub fn start_towards(&self, target: Ratio, direction: Direction) -> Option<Ratio> {
        let is_ahead = match direction {
            Direction::Increase => target >= Ratio::ZERO,
            Direction::Decrease => target <= Ratio::ZERO,
            Direction::Maintain => true,
        };
        self.starting_value().filter(|_| is_ahead || self.baseline.level(self.measure).is_some())
    }

    /// Whether each target is about a period of its own. Only amounts can be added over periods: the target of a share
    /// or an index holds for the level, whatever it says itself to be about.
    #[must_use]
    pub fn is_per_period(&self) -> bool {
        self.adds_increments() && self.target_basis == TargetBasis::PerPeriod
    }

    /// The hierarchy rule, or NONE where that does not go with the measure.
    #[must_use]
    pub fn rule(&self) -> HierarchyRule {
        let fits = match self.hierarchy_rule {
            HierarchyRule::Sum => self.is_additive(),
            HierarchyRule::RatioOfSums => self.measure == Measure::Percent,
            HierarchyRule::Last => self.measure != Measure::Narrative,
            HierarchyRule::None => true,
        };
        if fits { self.hierarchy_rule } else { HierarchyRule::None }
    }

    /// Whether its level is the sum of what is reported.
    pub(super) fn adds_increments(&self) -> bool {
        self.reporting == Reporting::Increment && self.is_additive()
    }

    /// Whether an increment counts: until the baseline date it is part of the baseline.
    pub(super) fn is_since_baseline(&self, point: &Point) -> bool {
        self.baseline.on.is_none_or(|after| point.observed_on > after)
    }

    /// The reports that take part, on whatever day.
    pub(super) fn counted(&self, parts: Parts) -> impl Iterator<Item = &'a Point> {
        let provisional = self.include == Include::Provisional;
        let own_alone = self.rule() == HierarchyRule::None;
        let takes_part = move |point: &Point| match parts {
            Parts::Whole => !own_alone || point.is_own(),
            Parts::Own => point.is_own(),
            Parts::Children => !own_alone && !point.is_own(),
        };
        self.points.iter().filter(move |point| takes_part(point) && (provisional || !point.is_provisional()))
    }

    fn tally(&self, parts: Parts, on: NaiveDate) -> Tally<'_> {
        let mut tally = Tally::new(self, parts);
        self.counted(parts).filter(|point| point.observed_on <= on).for_each(|point| tally.add(point));
        tally
    }

    pub(super) fn is_additive(&self) -> bool {
        matches!(self.measure, Measure::Count | Measure::Money | Measure::Hours)
    }
}

impl Baseline {
    /// The baseline in the unit of the indicator; `None` where it has no value, or a share over zero or less.
    #[must_use]
    pub fn level(&self, measure: Measure) -> Option<Ratio> {
        read(measure, self.value?, self.denominator)
    }
}

#[cfg(test)]
mod tests {
    use entity::Qualifier;
    use proptest::prelude::*;

    use super::*;
    use crate::figures::{Bound, Standing, samples::*};

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
        let source = (0..2_i64, 0..3_u128);
        (0..3_u64, quantity, words, source).prop_map(|(days, (n, d), (q, r, approved), (minute, child))| {
            let own = Point {
                observed_on: day("2026-01-01") + chrono::Days::new(days),
                numerator: Decimal(n),
                denominator: d.map(Decimal),
                qualifier: Qualifier::ALL[q],
                denominator_qualifier: Qualifier::ALL[r],
                standing: if approved { Standing::Approved(at(minute)) } else { Standing::Submitted(at(minute)) },
                ..report("2026-01-01", "0")
            };
            if child == 0 { own } else { of_child(child, own) }
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
                for (include, rule) in [Include::Approved, Include::Provisional]
                    .into_iter()
                    .flat_map(|include| HierarchyRule::ALL.iter().map(move |rule| (include, *rule)))
                {
                    let series = |points| Series { include, hierarchy_rule: rule, ..series(measure, reporting, points) };
                    for parts in [Parts::Whole, Parts::Own, Parts::Children] {
                        let of = |points| series(points).level_of(parts, on);
                        prop_assert_eq!(of(&points), of(&turned));
                        prop_assert!(of(&points).is_none_or(|level| level.observed_on <= on));
                    }
                    let (of, other) = (series(&points), series(&turned));
                    prop_assert_eq!(of.latest(on), other.latest(on));
                }
            }
        }

        #[test]
        fn a_parent_has_its_own_level_and_the_sum_of_its_children(
            points in prop::collection::vec(any_point(), 0..12), days in 0..4_u64, start in prop::option::of(-5..5_i64),
        ) {
            let on = day("2026-01-01") + chrono::Days::new(days);
            for reporting in Reporting::ALL {
                let mut parent = series(Measure::Count, *reporting, &points);
                parent.hierarchy_rule = HierarchyRule::Sum;
                parent.baseline.value = start.map(Decimal);
                let value = |level: Option<Level>| level.map_or(Ratio::ZERO, |level| level.value);
                let child = |child| {
                    let its = |point: &Point| point.source == of_child(child, *point).source;
                    let its: Vec<Point> = points.iter().copied().filter(its).collect();
                    value(Series { points: &its, ..parent }.level_of(Parts::Children, on))
                };
                let children = child(1).checked_add(child(2)).expect("fits");
                let (own, whole) = (parent.level_of(Parts::Own, on), parent.level(on));
                prop_assert_eq!(value(parent.level_of(Parts::Children, on)), children);
                // Without a report of its own, the baseline is still the parent's.
                let is_added_to = *reporting == Reporting::Increment && whole.is_some() && own.is_none();
                let before = start.filter(|_| is_added_to).map_or(Ratio::ZERO, |start| Decimal(start).into());
                let sum = value(own).checked_add(before).and_then(|sum| sum.checked_add(children));
                prop_assert_eq!(Some(value(whole)), sum);
            }
        }
    }
}
