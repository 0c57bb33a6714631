//! What reports come to when they are taken together one by one: sums of increments, and the latest of each source.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::{Decimal, HierarchyRule, IndicatorId, Measure, Reporting};

use super::{Basis, Certainty, Level, Parts, Point, Ratio, Series, Source};

/// What the reports so far come to. A series over time goes on with it from day to day.
#[derive(Clone, Debug)]
pub(super) struct Tally<'a> {
    series: &'a Series<'a>,
    parts: Parts,
    increments: Sums,
    own: Option<&'a Point>,
    children: BTreeMap<IndicatorId, &'a Point>,
}

impl<'a> Tally<'a> {
    pub(super) fn new(series: &'a Series<'a>, parts: Parts) -> Self {
        Self { series, parts, increments: Sums::default(), own: None, children: BTreeMap::new() }
    }

    pub(super) fn add(&mut self, point: &'a Point) {
        let is_share = point.denominator.is_some_and(|denominator| denominator >= Decimal::ZERO);
        if self.series.is_since_baseline(point) && (self.series.measure != Measure::Percent || is_share) {
            self.increments.add(point);
        }
        let is_part_of_baseline = self.series.adds_increments() && !self.series.is_since_baseline(point);
        if point.is_number(self.series.measure) && !is_part_of_baseline {
            let later = |before: &&'a Point| if before.place() < point.place() { point } else { *before };
            match point.source {
                Source::Own => self.own = Some(self.own.as_ref().map_or(point, later)),
                Source::Child { indicator, .. } => {
                    let latest = self.children.entry(indicator).or_insert(point);
                    *latest = later(latest);
                }
            }
        }
    }

    /// The level that the reports so far make.
    pub(super) fn level(&self) -> Option<Level> {
        let Series { measure, reporting, baseline, .. } = self.series;
        let the_last_of_all = self.series.rule() == HierarchyRule::Last && !self.children.is_empty();
        if self.series.adds_increments() && !the_last_of_all {
            let without_baseline = self.parts == Parts::Children || self.series.is_per_period();
            let before = baseline.level(*measure).filter(|_| !without_baseline);
            self.increments.total(before.unwrap_or(Ratio::ZERO))
        } else if *measure == Measure::Percent && *reporting == Reporting::Increment && !the_last_of_all {
            self.increments.share()
        } else {
            self.latest()
        }
    }

    /// The latest report; where several report, that of each, taken together.
    pub(super) fn latest(&self) -> Option<Level> {
        let each = || self.own.iter().chain(self.children.values()).copied();
        match self.series.rule() {
            HierarchyRule::Sum if !self.children.is_empty() => each().collect::<Sums>().total(Ratio::ZERO),
            HierarchyRule::RatioOfSums if !self.children.is_empty() => {
                each().filter(|point| point.denominator.is_some()).collect::<Sums>().share()
            }
            _ => {
                let point = each().max_by_key(|point| point.place())?;
                point.value(self.series.measure).map(|value| Grounds::of(point).level(value))
            }
        }
    }
}

/// The sums of some reports.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    numerator: i128,
    denominator: i128,
    grounds: Option<Grounds>,
}

impl Sums {
    fn add(&mut self, point: &Point) {
        self.numerator += i128::from(point.numerator.0);
        self.denominator += point.denominator.map_or(0, |denominator| i128::from(denominator.0));
        let grounds = Grounds::of(point);
        self.grounds = Some(self.grounds.map_or(grounds, |before| before.and(grounds)));
    }

    fn total(&self, before: Ratio) -> Option<Level> {
        let value = before.checked_add(Ratio::new(self.numerator, Decimal::SCALE.into())?)?;
        Some(self.grounds?.level(value))
    }

    fn share(&self) -> Option<Level> {
        let mut grounds = self.grounds?;
        if self.numerator < 0 {
            grounds.certainty = grounds.certainty.unbounded();
        }
        Ratio::new(self.numerator.checked_mul(100)?, self.denominator).map(|value| grounds.level(value))
    }
}

impl<'a> FromIterator<&'a Point> for Sums {
    fn from_iter<I: IntoIterator<Item = &'a Point>>(points: I) -> Self {
        let mut sums = Self::default();
        points.into_iter().for_each(|point| sums.add(point));
        sums
    }
}

/// What reports say beside their quantities.
#[derive(Clone, Copy, Debug)]
struct Grounds {
    observed_on: NaiveDate,
    certainty: Certainty,
    basis: Basis,
}

impl Grounds {
    fn of(point: &Point) -> Self {
        let basis = point.basis();
        Self { observed_on: point.observed_on, certainty: point.certainty(), basis }
    }

    fn and(self, other: Self) -> Self {
        Self {
            observed_on: self.observed_on.max(other.observed_on),
            certainty: self.certainty.and(other.certainty),
            basis: self.basis.and(other.basis),
        }
    }

    fn level(self, value: Ratio) -> Level {
        let Self { observed_on, certainty, basis } = self;
        Level { value, observed_on, certainty, basis }
    }
}

#[cfg(test)]
mod tests {
    use entity::{Direction, Effect, Frequency, Qualifier};

    use super::*;
    use crate::figures::{
        Aim, Band, Baseline, Bound, HandedOut, IndicatorFigures, IndicatorInput, ResultLight, ResultReason, Settings,
        by_effect, indicator, samples::*,
    };

    fn rolled_up(measure: Measure, reporting: Reporting, rule: HierarchyRule, points: &[Point]) -> Series<'_> {
        Series { hierarchy_rule: rule, ..series(measure, reporting, points) }
    }

    fn levels(series: &Series<'_>, on: &str) -> [Option<(String, Basis)>; 3] {
        [Parts::Whole, Parts::Own, Parts::Children]
            .map(|parts| series.level_of(parts, day(on)).map(|level| (level.value.to_string(), level.basis)))
    }

    fn says(value: &str, basis: Basis) -> (String, Basis) {
        (value.to_owned(), basis)
    }

    const NATIONAL: Baseline = Baseline { value: Some(Decimal::ZERO), denominator: None, on: None };

    fn national(points: &[Point], handed_out: &[HandedOut]) -> IndicatorFigures {
        let targets = [target("2028-12-31", "60000")];
        let mut series = rolled_up(Measure::Count, Reporting::Increment, HierarchyRule::Sum, points);
        series.baseline = Baseline { on: Some(day("2025-12-31")), ..NATIONAL };
        let input = IndicatorInput {
            series,
            effect: None,
            aim: Aim { direction: Direction::Increase, targets: &targets, band: Band::default() },
            frequency: Frequency::Quarterly,
            created_on: day("2025-11-01"),
            handed_out,
            settings: Settings::default(),
        };
        indicator(&input, day("2026-11-20"))
    }

    #[test]
    fn with_only_zwolle_reporting_the_national_figure_is_incomplete() {
        let points = [of_child(1, report("2026-09-30", "400")), of_child(1, report("2026-10-31", "600"))];
        let zwolle = HandedOut { value: decimal("4000"), reports_since: Some(day("2026-09-30")) };
        let figures = national(&points, &[zwolle]);
        assert_eq!(figures.progress.map(|progress| progress.value.to_string()).as_deref(), Some("0.016667"));
        let level = figures.level.expect("a level");
        assert_eq!((level.value, level.basis), (ratio(1_000, 1), Basis::Contributions));
        let allocation = figures.allocation.expect("children");
        assert_eq!(allocation.share.map(|share| share.to_string()).as_deref(), Some("0.066667"));
        assert_eq!(allocation.unallocated, Some(ratio(56_000, 1)));
        assert_eq!((allocation.reporting_children, allocation.children), (1, 1));
        assert_eq!(figures.coverage, ratio(1, 15));
        assert_eq!((figures.result, figures.reason), (ResultLight::Grey, ResultReason::Incomplete));
        assert_eq!((figures.own_level, figures.children_level), (None, figures.level));
    }

    #[test]
    fn whoever_does_not_report_makes_a_target_that_is_handed_out_incomplete() {
        let part = |since: Option<&str>| HandedOut { value: decimal("20000"), reports_since: since.map(day) };
        let points = [of_child(1, report("2026-10-31", "20000"))];
        let silent = [part(Some("2026-10-31")), part(None), part(None)];
        assert_eq!(national(&points, &silent).reason, ResultReason::Incomplete);
        let late = [part(Some("2026-10-31")), part(Some("2026-11-21")), part(None)];
        assert_eq!(national(&points, &late).reason, ResultReason::Incomplete);
        let most = [part(Some("2026-10-31")), part(Some("2026-11-20")), part(None)];
        let figures = national(&points, &most);
        assert_eq!((figures.reason, figures.coverage), (ResultReason::OnTrack, ratio(2, 3)));
        // A report of 0 is a report.
        let nothing = [of_child(1, report("2026-10-31", "0"))];
        assert_eq!(national(&nothing, &most).level.map(|level| level.value), Some(Ratio::ZERO));
    }

    #[test]
    fn increments_of_children_count_after_the_baseline_date_of_whoever_shows_them() {
        let points = [
            report("2026-02-01", "5"),
            of_child(1, report("2026-01-01", "90")),
            of_child(1, report("2026-01-02", "7")),
            of_child(2, report("2026-03-01", "0.5")),
        ];
        let mut series = rolled_up(Measure::Count, Reporting::Increment, HierarchyRule::Sum, &points);
        series.baseline = baseline("2026-01-01", "100");
        assert_eq!(levels(&series, "2026-01-01"), [None, None, None]);
        assert_eq!(
            levels(&series, "2026-01-31"),
            [Some(says("107", Basis::Contributions)), None, Some(says("7", Basis::Contributions))]
        );
        let both = Basis::MeasurementsAndContributions;
        assert_eq!(
            levels(&series, "2026-03-01"),
            [
                Some(says("112.5", both)),
                Some(says("105", Basis::Measurements)),
                Some(says("7.5", Basis::Contributions))
            ]
        );
    }

    #[test]
    fn of_each_source_the_latest_counts_and_the_sum_is_of_the_latest_day() {
        let vague = Point { qualifier: Qualifier::AtLeast, ..report("2026-01-31", "30") };
        let points = [
            report("2026-01-15", "5"),
            of_child(1, report("2026-01-10", "100")),
            of_child(1, report("2026-02-10", "20")),
            of_child(2, vague),
        ];
        for reporting in [Reporting::RunningTotal, Reporting::Snapshot] {
            let series = rolled_up(Measure::Hours, reporting, HierarchyRule::Sum, &points);
            let level = series.level(day("2026-03-01")).expect("a level");
            assert_eq!((level.value, level.observed_on), (ratio(55, 1), day("2026-02-10")));
            assert_eq!((level.certainty.approximate, level.certainty.bound), (true, Some(Bound::AtLeast)));
            assert_eq!(series.level(day("2026-01-30")).map(|level| level.value), Some(ratio(105, 1)));
        }
    }

    #[test]
    fn shares_are_taken_together_by_numerator_and_denominator_and_never_by_their_mean() {
        let points = [
            of_child(1, share("2026-01-31", "1", "2")),
            of_child(2, share("2026-02-28", "9", "98")),
            of_child(1, share("2026-03-31", "0", "100")),
            of_child(3, report("2026-03-31", "77")),
        ];
        let of = |reporting| rolled_up(Measure::Percent, reporting, HierarchyRule::RatioOfSums, &points);
        let value = |series: Series<'_>, on| series.level(day(on)).map(|level| level.value);
        assert_eq!(value(of(Reporting::Snapshot), "2026-02-28"), Some(ratio(10, 1)));
        assert_eq!(value(of(Reporting::Snapshot), "2026-03-31"), Some(ratio(900, 198)));
        assert_eq!(value(of(Reporting::Increment), "2026-03-31"), Some(ratio(1_000, 200)));
        // A percentage of its own without a denominator stands alone, and cannot be taken together with others.
        let bare = [report("2026-02-01", "60"), points[0]];
        let series = rolled_up(Measure::Percent, Reporting::Snapshot, HierarchyRule::RatioOfSums, &bare);
        assert_eq!(
            levels(&series, "2026-03-31"),
            [
                Some(says("50", Basis::Contributions)),
                Some(says("60", Basis::Measurements)),
                Some(says("50", Basis::Contributions))
            ]
        );
        assert_eq!(value(Series { points: &bare[..1], ..series }, "2026-03-31"), Some(ratio(60, 1)));
    }

    #[test]
    fn the_last_of_all_counts_and_where_nothing_can_be_combined_the_own_alone() {
        let points =
            [report("2026-02-01", "3"), of_child(1, report("2026-03-01", "4")), of_child(2, report("2026-01-01", "5"))];
        let last = rolled_up(Measure::Scale, Reporting::Snapshot, HierarchyRule::Last, &points);
        assert_eq!(
            levels(&last, "2026-03-01"),
            [
                Some(says("4", Basis::Contributions)),
                Some(says("3", Basis::Measurements)),
                Some(says("4", Basis::Contributions))
            ]
        );
        assert_eq!(levels(&last, "2026-02-28")[0], Some(says("3", Basis::Measurements)));
        let none = rolled_up(Measure::Count, Reporting::Snapshot, HierarchyRule::None, &points);
        let own = Some(says("3", Basis::Measurements));
        assert_eq!(levels(&none, "2026-03-01"), [own.clone(), own, None]);
        assert_eq!(none.reported_on(day("2026-03-01")), Some(day("2026-02-01")));
        assert_eq!(last.reported_on(day("2026-03-01")), Some(day("2026-03-01")));
    }

    #[test]
    fn a_band_for_each_period_is_held_against_the_latest_of_each_child() {
        let points = [of_child(1, report("2026-01-31", "9")), of_child(1, report("2026-02-28", "10"))];
        let points = [points[0], points[1], of_child(2, report("2026-02-27", "12"))];
        let series = rolled_up(Measure::Count, Reporting::Increment, HierarchyRule::Sum, &points);
        assert_eq!(series.latest(day("2026-02-28")).map(|level| level.value), Some(ratio(22, 1)));
    }

    #[test]
    fn filled_and_avoided_are_shown_apart() {
        let with = |effect, child, value| {
            let Point { source: Source::Child { indicator, .. }, .. } = of_child(child, report("2026-02-01", value))
            else {
                unreachable!("a contribution")
            };
            Point { source: Source::Child { indicator, effect }, ..report("2026-02-01", value) }
        };
        let points = [
            report("2026-02-01", "1"),
            with(Some(Effect::Filled), 1, "10"),
            with(Some(Effect::Avoided), 2, "20"),
            with(None, 3, "40"),
        ];
        let mut series = rolled_up(Measure::Count, Reporting::Increment, HierarchyRule::Sum, &points);
        series.baseline = baseline("2026-01-01", "100");
        let input = IndicatorInput {
            series,
            effect: Some(Effect::Avoided),
            aim: Aim { direction: Direction::Increase, targets: &[], band: Band::default() },
            frequency: Frequency::Monthly,
            created_on: day("2026-01-01"),
            handed_out: &[],
            settings: Settings::default(),
        };
        let lines = |input: &IndicatorInput<'_>| -> Vec<_> {
            let lines = by_effect(input, day("2026-03-01")).into_iter();
            lines.map(|line| (line.effect, line.level.value.to_string())).collect()
        };
        assert_eq!(
            lines(&input),
            [
                (Some(Effect::Filled), "10".to_owned()),
                (Some(Effect::Avoided), "121".to_owned()),
                (None, "40".to_owned())
            ]
        );
        let mut apart = input;
        apart.series.hierarchy_rule = HierarchyRule::Last;
        assert_eq!(lines(&apart), []);
    }
}
