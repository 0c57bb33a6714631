//! All figures of one indicator on one day: the one function that a table's indicators go through.

use chrono::NaiveDate;
use entity::{Direction, Effect, Frequency, HierarchyRule};

use super::{
    Aim, Allocation, Facts, HandedOut, Level, Pace, Parts, Path, Point, Progress, Ratio, ReportingLight, ResultLight,
    ResultReason, Series, Settings, Shares, Source, Target, pace, progress, report_due_on, reporting_light,
    result_light,
};

/// All that the figures of an indicator depend on, but the day.
#[derive(Clone, Copy, Debug)]
pub struct IndicatorInput<'a> {
    /// What was reported.
    pub series: Series<'a>,
    /// Whether what it counts itself fills vacancies or makes them unnecessary.
    pub effect: Option<Effect>,
    /// What is wanted.
    pub aim: Aim<'a>,
    /// How often a report is due.
    pub frequency: Frequency,
    /// The day on which the indicator was made; reports are due from there where nothing else has a date.
    pub created_on: NaiveDate,
    /// What its target is handed out to, whether the children's tables agreed or not.
    pub handed_out: &'a [HandedOut],
    /// What the partnership has set for its lights.
    pub settings: Settings,
}

/// The figures of an indicator on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndicatorFigures {
    /// Where it stands; `None` without a report that counts.
    pub level: Option<Level>,
    /// Where it stands by its own reports.
    pub own_level: Option<Level>,
    /// Where it stands by what is contributed.
    pub children_level: Option<Level>,
    /// How its target is handed out, where it is.
    pub allocation: Option<Allocation>,
    /// The part of the indicator that its level and progress cover, where there are any.
    pub coverage: Ratio,
    /// The target that people look at now.
    pub target: Option<Target>,
    /// How far it is on its way to the last target; where `None`, `reason` tells why.
    pub progress: Option<Progress>,
    /// The level that the expected path has on the day; `None` where there is no path.
    pub expected: Option<Ratio>,
    /// The part done of what was expected by the day of the latest report; `None` where nothing is expected.
    pub index: Option<Ratio>,
    /// Whether the result is as expected.
    pub result: ResultLight,
    /// Why the result has its light.
    pub reason: ResultReason,
    /// Whether reports come in on time.
    pub reporting: ReportingLight,
    /// The day by which the next report is due; `None` where it is asked for on no set day.
    pub report_due_on: Option<NaiveDate>,
}

/// The figures of an indicator at the end of a day.
///
/// Only the reports that take part in the level count as reports for the reporting light, or a report that is still
/// hidden would show in a figure that is public. Where what children do cannot be taken together, they do not make the
/// indicator incomplete either.
#[must_use]
pub fn indicator(input: &IndicatorInput<'_>, today: NaiveDate) -> IndicatorFigures {
    let IndicatorInput { series, aim, frequency, created_on, handed_out, settings, .. } = input;
    let level = series.level(today);
    let (own_level, children_level) = if series.points.iter().all(Point::is_own) {
        (level, None)
    } else {
        (series.level_of(Parts::Own, today), series.level_of(Parts::Children, today))
    };
    let since = series.reported_on(today).or(series.baseline.on).unwrap_or(*created_on);
    let reporting = reporting_light(*frequency, since, settings.grace_days, today);
    let progress = progress(series, aim, level.as_ref(), today);
    let pace = match &level {
        Some(level) if progress.is_ok() && aim.direction != Direction::Maintain => pace(series, aim, level),
        _ => Pace::NoPath,
    };
    let allocation = Allocation::of(handed_out, aim.last_target(), series.rule(), today);
    let combined = allocation.filter(|_| series.rule() != HierarchyRule::None);
    let shares = combined.map_or(Shares::default(), |allocation| allocation.shares());
    let (result, reason) = result_light(&Facts { progress, reporting, pace, shares }, settings);
    let index = match pace {
        Pace::Index(index) => Some(index),
        Pace::NoPath | Pace::NotYetDue => None,
    };
    IndicatorFigures {
        level,
        own_level,
        children_level,
        allocation,
        coverage: shares.coverage(),
        target: aim.target_on(today),
        progress: progress.ok(),
        expected: Path::of(series, aim).and_then(|path| path.expected_on(today)),
        index,
        result,
        reason,
        reporting,
        report_due_on: report_due_on(*frequency, since),
    }
}

/// The part of a level that is of one effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EffectLevel {
    /// The effect; none where what is counted neither fills vacancies nor makes them unnecessary.
    pub effect: Option<Effect>,
    /// The level that the reports of that effect make.
    pub level: Level,
}

/// The level of each effect apart, because vacancies that are filled and those that are made unnecessary are not the same.
/// The baseline belongs to the effect of the indicator itself. Nothing where what children do is not added up.
#[must_use]
pub fn by_effect(input: &IndicatorInput<'_>, on: NaiveDate) -> Vec<EffectLevel> {
    if input.series.rule() != HierarchyRule::Sum {
        return Vec::new();
    }
    let effects = Effect::ALL.iter().copied().map(Some).chain([None]);
    let line = |effect: Option<Effect>| {
        let of = |point: &&Point| match point.source {
            Source::Own => input.effect == effect,
            Source::Child { effect: its, .. } => its == effect,
        };
        let points: Vec<Point> = input.series.points.iter().filter(of).copied().collect();
        let mut series = Series { points: &points, ..input.series };
        if input.effect != effect {
            series.baseline.value = None;
        }
        series.level(on).map(|level| EffectLevel { effect, level })
    };
    effects.filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use chrono::Days;
    use entity::{Decimal, HierarchyRule, Measure, Reporting, TargetBasis};
    use proptest::prelude::*;

    use super::*;
    use crate::figures::{Band, Baseline, Include, Point, Standing, samples::*};

    const TODAY: &str = "2026-07-01";

    fn input<'a>(points: &'a [Point], targets: &'a [Target]) -> IndicatorInput<'a> {
        IndicatorInput {
            series: Series {
                baseline: baseline("2025-12-31", "47"),
                ..series(Measure::Count, Reporting::Snapshot, points)
            },
            aim: Aim { direction: Direction::Increase, targets, band: Band::default() },
            frequency: Frequency::Quarterly,
            created_on: day("2025-11-01"),
            effect: None,
            handed_out: &[],
            settings: Settings::default(),
        }
    }

    fn verdict(input: &IndicatorInput<'_>) -> (ResultLight, ResultReason) {
        let figures = indicator(input, day(TODAY));
        (figures.result, figures.reason)
    }

    #[test]
    fn a_number_further_from_the_target_than_at_the_start_is_red() {
        let (points, targets) = ([report("2026-06-30", "45.3")], [target("2026-12-31", "54")]);
        let figures = indicator(&input(&points, &targets), day(TODAY));
        let progress = figures.progress.expect("progress");
        assert_eq!((progress.value, progress.clamped()), (ratio(-17, 70), Ratio::ZERO));
        assert_eq!((figures.result, figures.reason), (ResultLight::Red, ResultReason::WorseThanBaseline));
        assert_eq!((figures.target, figures.reporting), (Some(targets[0]), ReportingLight::Green));
    }

    #[test]
    fn what_is_missing_is_said_in_the_order_in_which_it_is_missed() {
        let (points, targets) = ([report("2026-06-30", "50")], [target("2026-12-31", "54")]);
        let full = input(&points, &targets);
        assert_eq!(verdict(&full), (ResultLight::Amber, ResultReason::Attention));
        assert_eq!(indicator(&full, day(TODAY)).index, Some(ratio(3 * 365, 7 * 181)));

        let mut undated = full;
        undated.series.baseline.on = None;
        assert_eq!(verdict(&undated), (ResultLight::Grey, ResultReason::NoPath));
        let old = [report("2025-12-30", "50")];
        let mut stale = full;
        stale.series.points = &old;
        assert_eq!(verdict(&stale), (ResultLight::Grey, ResultReason::Stale));
        stale.series.baseline = Baseline::default();
        assert_eq!(verdict(&stale), (ResultLight::Grey, ResultReason::NoBaseline));
        stale.aim.targets = &[];
        assert_eq!(verdict(&stale), (ResultLight::Grey, ResultReason::NoTarget));
        stale.series.points = &[];
        assert_eq!(verdict(&stale), (ResultLight::Grey, ResultReason::NoData));
    }

    #[test]
    fn an_achieved_target_needs_no_path() {
        let (points, targets) = ([report("2026-06-30", "54")], [Target { on: None, value: decimal("54") }]);
        assert_eq!(verdict(&input(&points, &targets)), (ResultLight::Achieved, ResultReason::Achieved));
    }

    #[test]
    fn reports_are_due_from_the_latest_report_else_the_baseline_else_the_start() {
        let (old, new) = (report("2025-01-01", "50"), report("2026-06-30", "50"));
        let light = |input: &IndicatorInput<'_>| indicator(input, day(TODAY)).reporting;
        let reports = [new, old];
        assert_eq!(light(&input(&reports, &[])), ReportingLight::Green);
        assert_eq!(light(&input(&reports[1..], &[])), ReportingLight::Stale);
        let mut silent = input(&[], &[]);
        silent.series.baseline.on = Some(day("2026-03-20"));
        assert_eq!(light(&silent), ReportingLight::Amber);
        silent.series.baseline.on = None;
        assert_eq!(light(&silent), ReportingLight::Stale);
    }

    #[test]
    fn a_narrative_has_no_result_but_is_reported_on_time() {
        let points = [report("2026-06-30", "0")];
        let mut told = input(&points, &[]);
        told.series.measure = Measure::Narrative;
        let figures = indicator(&told, day(TODAY));
        assert_eq!((figures.reason, figures.reporting), (ResultReason::NoData, ReportingLight::Green));
    }

    #[test]
    fn a_submitted_report_shows_only_where_it_is_asked_for() {
        let waiting = [Point { standing: Standing::Submitted(at(1)), ..report("2026-06-30", "54") }];
        let targets = [target("2026-12-31", "54")];
        let mut input = input(&waiting, &targets);
        let hidden = indicator(&input, day(TODAY));
        assert_eq!((hidden.level, hidden.reporting), (None, ReportingLight::Stale));
        input.series.include = Include::Provisional;
        let shown = indicator(&input, day(TODAY));
        assert_eq!((shown.result, shown.reporting), (ResultLight::Achieved, ReportingLight::Green));
        assert!(shown.progress.is_some_and(|progress| progress.certainty.provisional));
    }

    /// An indicator that owns what an input borrows.
    #[derive(Clone, Debug)]
    struct Owned {
        words: (Measure, Reporting, TargetBasis, Direction, Frequency),
        hierarchy_rule: HierarchyRule,
        points: Vec<Point>,
        targets: Vec<Target>,
        baseline: Baseline,
        band: Band,
    }

    impl Owned {
        fn figures(&self, on: NaiveDate) -> IndicatorFigures {
            let (measure, reporting, target_basis, direction, frequency) = self.words;
            let include = Include::Provisional;
            let (points, baseline, hierarchy_rule) = (&self.points[..], self.baseline, self.hierarchy_rule);
            let input = IndicatorInput {
                series: Series { measure, reporting, target_basis, hierarchy_rule, baseline, points, include },
                aim: Aim { direction, targets: &self.targets, band: self.band },
                frequency,
                ..input(&[], &[])
            };
            indicator(&input, on)
        }

        /// The same indicator, counted the other way: all that was gained is lost, and losing it is what is wanted.
        fn mirrored(mut self) -> Self {
            let turn = |decimal: Decimal| Decimal(-decimal.0);
            self.points.iter_mut().for_each(|point| point.numerator = turn(point.numerator));
            self.targets.iter_mut().for_each(|target| target.value = turn(target.value));
            self.baseline.value = self.baseline.value.map(turn);
            self.band = Band { low: self.band.high.map(turn), high: self.band.low.map(turn) };
            self.words.3 = match self.words.3 {
                Direction::Increase => Direction::Decrease,
                Direction::Decrease => Direction::Increase,
                Direction::Maintain => Direction::Maintain,
            };
            self
        }
    }

    fn any_of<T: Copy + std::fmt::Debug + 'static>(words: &'static [T]) -> impl Strategy<Value = T> {
        prop::sample::select(words)
    }

    fn any_indicator(
        day: impl Strategy<Value = NaiveDate> + Clone + 'static,
        decimal: impl Strategy<Value = Decimal> + Clone + 'static,
    ) -> impl Strategy<Value = Owned> {
        let words = (
            any_of(Measure::ALL),
            any_of(Reporting::ALL),
            any_of(TargetBasis::ALL),
            any_of(Direction::ALL),
            any_of(Frequency::ALL),
        );
        let some = prop::option::of(decimal.clone());
        let point = (day.clone(), decimal.clone(), some.clone(), 0..4_u128);
        let target = (prop::option::weighted(0.9, day.clone()), decimal);
        let baseline = (some.clone(), some.clone(), prop::option::of(day));
        let lists = (prop::collection::vec(point, 0..6), prop::collection::vec(target, 0..4));
        let rest = (some.clone(), some, any_of(HierarchyRule::ALL));
        (words, lists, baseline, rest).prop_map(|(words, (points, targets), baseline, band)| Owned {
            words,
            hierarchy_rule: band.2,
            points: (0..).zip(points).map(|(minute, point)| read(minute, point)).collect(),
            targets: targets.into_iter().map(|(on, value)| Target { on, value }).collect(),
            baseline: Baseline { value: baseline.0, denominator: baseline.1, on: baseline.2 },
            band: Band { low: band.0, high: band.1 },
        })
    }

    fn read(minute: i64, (on, n, d, child): (NaiveDate, Decimal, Option<Decimal>, u128)) -> Point {
        let standing = Standing::Approved(at(minute));
        let own = Point { observed_on: on, numerator: n, denominator: d, standing, ..report("2026-01-01", "0") };
        if child == 0 { own } else { of_child(child, own) }
    }

    fn a_day_of_2026() -> impl Strategy<Value = NaiveDate> + Clone {
        (0..365_u64).prop_map(|days| day("2026-01-01") + Days::new(days))
    }

    proptest! {
        #[test]
        fn counting_the_other_way_changes_no_verdict(
            indicator in any_indicator(a_day_of_2026(), (-40..40_i64).prop_map(Decimal)), on in a_day_of_2026(),
        ) {
            // A yes counted the other way would still be a yes.
            if indicator.words.0 == Measure::YesNo {
                return Ok(());
            }
            let (one, other) = (indicator.figures(on), indicator.mirrored().figures(on));
            prop_assert_eq!(one.progress.map(|p| p.value), other.progress.map(|p| p.value));
            prop_assert_eq!(one.index, other.index);
            prop_assert_eq!((one.result, one.reason, one.reporting), (other.result, other.reason, other.reporting));
        }

        #[test]
        fn the_farthest_days_and_numbers_have_figures_too(
            indicator in any_indicator(
                prop_oneof![a_day_of_2026(), Just(NaiveDate::MIN), Just(NaiveDate::MAX)],
                prop_oneof![any::<i64>(), Just(i64::MIN), Just(i64::MAX), 0..2_i64].prop_map(Decimal),
            ),
            on in prop_oneof![a_day_of_2026(), Just(NaiveDate::MIN), Just(NaiveDate::MAX)],
        ) {
            let figures = indicator.figures(on);
            prop_assert!(figures.level.is_some() || figures.reason == ResultReason::NoData);
            prop_assert!(figures.progress.is_some() || figures.result == ResultLight::Grey);
        }
    }
}
