//! Progress: which part of the way from the baseline to the target is done.
//!
//! `p = (A − B) / (T − B)` for either direction, so that a shortage that halves and a number that doubles read alike.
//! It is never clamped here: beyond the target it is above 1, further away than at the start below 0.

use chrono::NaiveDate;
use entity::{Decimal, Direction};

use super::{Basis, Certainty, Level, Ratio, ResultReason, Series};

/// A value to reach by a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// The day; the last one of its period where each period has a target.
    pub on: Option<NaiveDate>,
    /// The value, in the unit of the indicator.
    pub value: Decimal,
}

/// A band to stay within, its ends included; a missing end is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Band {
    /// The lower end.
    pub low: Option<Decimal>,
    /// The upper end.
    pub high: Option<Decimal>,
}

/// What a table wants of an indicator.
#[derive(Clone, Copy, Debug)]
pub struct Aim<'a> {
    /// Which way is better.
    pub direction: Direction,
    /// The targets, in any order.
    pub targets: &'a [Target],
    /// The band to stay within; only for MAINTAIN.
    pub band: Band,
}

/// How far an indicator is on its way to the last target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The part done, unclamped: 0.25 is 25 %. For MAINTAIN 1 within the band, else 0.
    pub value: Ratio,
    /// For MAINTAIN: how far outside the band, in the unit of the indicator; below it negative, within it 0.
    pub distance: Option<Ratio>,
    /// How certain it is.
    pub certainty: Certainty,
    /// What it rests on.
    pub basis: Basis,
}

impl Progress {
    /// The part done, held within 0..=1.
    #[must_use]
    pub fn clamped(&self) -> Ratio {
        self.value.clamped()
    }
}

impl Aim<'_> {
    /// The target that people look at: the next one on or after a day, else the last. One without a date comes last.
    #[must_use]
    pub fn target_on(&self, day: NaiveDate) -> Option<Target> {
        let ahead = self.targets.iter().filter(|target| target.on.is_some_and(|on| on >= day));
        ahead.min_by_key(|target| target.on).copied().or_else(|| self.last_target())
    }

    /// The target that progress is measured against. One without a date comes last.
    #[must_use]
    pub fn last_target(&self) -> Option<Target> {
        self.targets.iter().max_by_key(|target| (target.on.is_none(), target.on)).copied()
    }

    /// The band to stay within. Where only a target was agreed, it is both ends.
    fn band(&self) -> Option<Band> {
        if self.band == Band::default() {
            self.last_target().map(|target| Band { low: Some(target.value), high: Some(target.value) })
        } else {
            Some(self.band)
        }
    }
}

/// Progress at the end of a day. Akkoord's own rule.
///
/// `p = (A − B) / (T − B)` with the level `A`, the baseline `B` and the last target `T`. Without a baseline, `B` is 0
/// for amounts reported as increments or running totals, unless that puts the target on the wrong side of it: a
/// decrease cannot be counted from 0.
///
/// *Each period its own target:* `A` is the sum of the increments and `T` the sum of the targets of the periods that
/// have ended, after the baseline date where there is one; `B` is an amount of one period and counts once for each.
///
/// *MAINTAIN:* 1 within the band, else 0. Increments against a band for each period are compared report by report: the
/// latest one counts, of each child its latest.
///
/// # Errors
/// The reason why there is no progress, in this order: `NO_DATA` without a level (where each period has a target,
/// without a report in the periods that have ended), `NO_TARGET`, `NO_BASELINE`. The last one also stands for a
/// target equal to the baseline, which entry refuses, and for a fraction too long to hold. Where each period has a
/// target, `NOT_YET_DUE` until the first one has ended, and `NO_PATH` where none has a date.
pub fn progress(
    series: &Series<'_>,
    aim: &Aim<'_>,
    level: Option<&Level>,
    on: NaiveDate,
) -> Result<Progress, ResultReason> {
    let level = level.ok_or(ResultReason::NoData)?;
    if aim.direction == Direction::Maintain {
        let band = aim.band().ok_or(ResultReason::NoTarget)?;
        let latest = if series.is_per_period() { series.latest(on) } else { None };
        return within(band, latest.as_ref().unwrap_or(level)).ok_or(ResultReason::NoBaseline);
    }
    let target = aim.last_target().ok_or(ResultReason::NoTarget)?;
    let (level, periods, target) = if series.is_per_period() {
        let ended = Ended::until(series, aim, on)?;
        (series.level(ended.on).ok_or(ResultReason::NoData)?, ended.periods, ended.targets)
    } else {
        (*level, Ratio::ONE, target.value.into())
    };
    let start = series.start_towards(target, aim.direction).and_then(|start| start.checked_mul(periods));
    let part = start.and_then(|start| part_done(level, start, target));
    let (value, way) = part.ok_or(ResultReason::NoBaseline)?;
    let certainty = if way > Ratio::ZERO { level.certainty } else { level.certainty.reversed() };
    Ok(Progress { value, distance: None, certainty, basis: level.basis })
}

/// The part done and the way it is a part of.
fn part_done(level: Level, start: Ratio, target: Ratio) -> Option<(Ratio, Ratio)> {
    let way = target.checked_sub(start)?;
    Some((level.value.checked_sub(start)?.checked_div(way)?, way))
}

/// The periods with a target that have ended.
struct Ended {
    on: NaiveDate,
    periods: Ratio,
    targets: Ratio,
}

impl Ended {
    fn until(series: &Series<'_>, aim: &Aim<'_>, day: NaiveDate) -> Result<Self, ResultReason> {
        let after = series.baseline.on;
        let dated = aim.targets.iter().filter_map(|target| Some((target.on?, i128::from(target.value.0))));
        let mut periods = dated.filter(|(on, _)| after.is_none_or(|after| *on > after)).peekable();
        periods.peek().ok_or(ResultReason::NoPath)?;
        let ended = periods.filter(|(on, _)| *on <= day).map(|(on, units)| (on, 1, units));
        let (on, count, units) = ended
            .reduce(|all, next| (all.0.max(next.0), all.1 + next.1, all.2 + next.2))
            .ok_or(ResultReason::NotYetDue)?;
        let targets = Ratio::new(units, Decimal::SCALE.into()).ok_or(ResultReason::NoBaseline)?;
        let periods = Ratio::new(count, 1).ok_or(ResultReason::NoBaseline)?;
        Ok(Self { on, periods, targets })
    }
}

fn within(band: Band, level: &Level) -> Option<Progress> {
    let (low, high) = (band.low.map(Ratio::from), band.high.map(Ratio::from));
    let crossed = low.filter(|low| level.value < *low).or(high.filter(|high| level.value > *high));
    let distance = crossed.map_or(Some(Ratio::ZERO), |end| level.value.checked_sub(end))?;
    let value = if crossed.is_none() { Ratio::ONE } else { Ratio::ZERO };
    let certainty = level.certainty.unbounded();
    Some(Progress { value, distance: Some(distance), certainty, basis: level.basis })
}

#[cfg(test)]
mod tests {
    use entity::{Measure, Qualifier, Reporting, TargetBasis};

    use super::*;
    use crate::figures::{Baseline, Bound, Point, samples::*};

    const END: &str = "2026-12-31";

    fn aim(direction: Direction, targets: &[Target]) -> Aim<'_> {
        Aim { direction, targets, band: Band::default() }
    }

    fn of(series: &Series<'_>, aim: &Aim<'_>, on: &str) -> Result<Progress, ResultReason> {
        progress(series, aim, series.level(day(on)).as_ref(), day(on))
    }

    fn text(series: &Series<'_>, aim: &Aim<'_>, on: &str) -> Result<String, ResultReason> {
        of(series, aim, on).map(|progress| progress.value.to_string())
    }

    #[test]
    fn progress_counts_from_the_baseline_in_either_direction() {
        for (start, goal, value, direction, expected) in [
            ("60000", "50000", "59000", Direction::Decrease, "0.1"),
            ("153", "126", "153", Direction::Decrease, "0"),
            ("18.5", "0", "5.1", Direction::Decrease, "0.724324"),
            ("18.5", "5.1", "0", Direction::Decrease, "1.380597"),
            ("47", "54", "45.3", Direction::Increase, "-0.242857"),
            ("0", "4000", "1000", Direction::Increase, "0.25"),
        ] {
            let points = [report("2026-06-30", value)];
            let mut series = series(Measure::Count, Reporting::Snapshot, &points);
            series.baseline = baseline("2025-12-31", start);
            let targets = [target(END, goal)];
            assert_eq!(text(&series, &aim(direction, &targets), END).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn without_a_baseline_only_what_was_added_counts_from_zero() {
        let points = [Point { denominator: None, ..report("2026-06-30", "25") }];
        let targets = [target(END, "100")];
        for measure in [Measure::Count, Measure::Money, Measure::Hours, Measure::Percent, Measure::Scale] {
            for reporting in Reporting::ALL {
                let series = series(measure, *reporting, &points);
                let adds_up =
                    !matches!(measure, Measure::Percent | Measure::Scale) && *reporting != Reporting::Snapshot;
                let no_level = measure == Measure::Percent && *reporting == Reporting::Increment;
                let absent = if no_level { ResultReason::NoData } else { ResultReason::NoBaseline };
                let expected = if adds_up { Ok("0.25".to_owned()) } else { Err(absent) };
                assert_eq!(text(&series, &aim(Direction::Increase, &targets), END), expected, "{measure} {reporting}");
            }
        }
        let falling = series(Measure::Count, Reporting::RunningTotal, &points);
        assert_eq!(text(&falling, &aim(Direction::Decrease, &targets), END), Err(ResultReason::NoBaseline));
    }

    #[test]
    fn a_target_equal_to_the_baseline_has_no_progress() {
        let points = [report("2026-06-30", "25")];
        let mut series = series(Measure::Count, Reporting::Snapshot, &points);
        series.baseline = baseline("2025-12-31", "100");
        let targets = [target(END, "100")];
        assert_eq!(text(&series, &aim(Direction::Increase, &targets), END), Err(ResultReason::NoBaseline));
    }

    #[test]
    fn the_next_target_is_shown_and_the_last_one_measured() {
        let someday = Target { on: None, value: decimal("90") };
        let targets = [target("2027-12-31", "50"), someday, target("2026-12-31", "20"), target("2025-12-31", "10")];
        let aim = aim(Direction::Increase, &targets);
        assert_eq!(aim.target_on(day("2026-12-31")), Some(target("2026-12-31", "20")));
        assert_eq!(aim.target_on(day("2027-01-01")), Some(target("2027-12-31", "50")));
        assert_eq!(aim.target_on(day("2028-01-01")), Some(someday));
        assert_eq!(aim.last_target(), Some(someday));
    }

    #[test]
    fn targets_of_each_period_count_once_their_period_has_ended() {
        let points = [report("2025-12-31", "90"), report("2026-06-30", "45"), report("2026-12-31", "65")];
        let targets = [target("2025-12-31", "100"), target("2026-12-31", "120")];
        let mut series = series(Measure::Count, Reporting::Increment, &points);
        series.target_basis = TargetBasis::PerPeriod;
        let aim = aim(Direction::Increase, &targets);
        assert_eq!(text(&series, &aim, "2026-11-30").as_deref(), Ok("0.9"));
        assert_eq!(text(&series, &aim, "2026-12-31").as_deref(), Ok("0.909091"));
        let early = &[report("2025-06-30", "80")];
        assert_eq!(text(&Series { points: early, ..series }, &aim, "2025-12-30"), Err(ResultReason::NotYetDue));
        let late = &[report("2026-06-30", "80")];
        assert_eq!(text(&Series { points: late, ..series }, &aim, "2026-07-01"), Err(ResultReason::NoData));
    }

    #[test]
    fn the_baseline_of_a_period_counts_for_each_period() {
        let points = [report("2025-12-31", "18"), report("2026-12-31", "14")];
        let targets = [target("2025-12-31", "15"), target("2026-12-31", "10")];
        let mut accidents = series(Measure::Count, Reporting::Increment, &points);
        accidents.target_basis = TargetBasis::PerPeriod;
        accidents.baseline = baseline("2024-12-31", "20");
        let aim = aim(Direction::Decrease, &targets);
        assert_eq!(text(&accidents, &aim, "2025-12-31").as_deref(), Ok("0.4"));
        assert_eq!(text(&accidents, &aim, "2026-12-31").as_deref(), Ok("0.533333"));
        accidents.baseline = baseline("2025-12-31", "20");
        assert_eq!(text(&accidents, &aim, "2026-12-31").as_deref(), Ok("0.6"));
        accidents.baseline = Baseline::default();
        assert_eq!(text(&accidents, &aim, "2026-12-31"), Err(ResultReason::NoBaseline));
    }

    #[test]
    fn a_band_includes_its_ends_and_an_absent_end_is_open() {
        let points = |value| [report("2026-06-30", value)];
        let band = Band { low: Some(decimal("80")), high: Some(decimal("90")) };
        let measured = |value, band, targets: &[Target]| {
            let points = points(value);
            let series = series(Measure::Scale, Reporting::Snapshot, &points);
            let aim = Aim { direction: Direction::Maintain, targets, band };
            of(&series, &aim, END).map(|p| (p.value.to_string(), p.distance.map(|d| d.to_string()).unwrap_or_default()))
        };
        let answer = |value: &str, distance: &str| Ok((value.to_owned(), distance.to_owned()));
        assert_eq!(measured("80", band, &[]), answer("1", "0"));
        assert_eq!(measured("90", band, &[]), answer("1", "0"));
        assert_eq!(measured("79.9", band, &[]), answer("0", "-0.1"));
        assert_eq!(measured("92", band, &[]), answer("0", "2"));
        assert_eq!(measured("92", Band { high: None, ..band }, &[]), answer("1", "0"));
        assert_eq!(measured("92", Band::default(), &[target(END, "92")]), answer("1", "0"));
        assert_eq!(measured("92", Band::default(), &[]), Err(ResultReason::NoTarget));
    }

    #[test]
    fn a_band_for_each_period_is_held_against_the_latest_report() {
        let points = [report("2026-05-31", "200"), report("2026-06-30", "190")];
        let mut visitors = series(Measure::Count, Reporting::Increment, &points);
        visitors.target_basis = TargetBasis::PerPeriod;
        let band = Band { low: Some(decimal("180")), high: None };
        let aim = Aim { direction: Direction::Maintain, targets: &[], band };
        assert_eq!(text(&visitors, &aim, END).as_deref(), Ok("1"));
        let band = Band { low: None, high: Some(decimal("220")) };
        assert_eq!(text(&visitors, &Aim { band, ..aim }, END).as_deref(), Ok("1"));
    }

    #[test]
    fn at_least_a_level_is_at_most_the_progress_of_a_decrease() {
        let points = [Point { qualifier: Qualifier::AtLeast, ..report("2026-06-30", "130") }];
        let mut series = series(Measure::Count, Reporting::Snapshot, &points);
        series.baseline = baseline("2025-12-31", "153");
        let bound = |direction, goal| {
            let targets = [target(END, goal)];
            of(&series, &aim(direction, &targets), END).expect("progress").certainty.bound
        };
        assert_eq!(bound(Direction::Decrease, "126"), Some(Bound::AtMost));
        assert_eq!(bound(Direction::Increase, "180"), Some(Bound::AtLeast));
        assert_eq!(bound(Direction::Maintain, "180"), None);
    }
}
