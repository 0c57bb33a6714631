//! The expected path: where an indicator should be on each day if it went in straight lines from the baseline through
//! the targets; and its pace, which is how far it is compared with that.

use chrono::NaiveDate;

use super::{Aim, Level, Ratio, Series, Target};

/// The expected path of an indicator.
///
/// Where each period has a target, the path is that of the sums: it starts at 0 and rises in each period by its target.
/// The first period then begins at the baseline date.
#[derive(Clone, Copy, Debug)]
pub struct Path<'a> {
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    start: Ratio,
    per_period: bool,
    targets: &'a [Target],
}

/// How far an indicator is compared with its expected path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// There is no path, as the baseline or the targets have no date.
    NoPath,
    /// The latest report lies before a tenth of the path, or where nothing is expected yet.
    NotYetDue,
    /// The part done of what was expected by the day of the latest report: 1 is exactly on the path.
    Index(Ratio),
}

impl<'a> Path<'a> {
    /// The path of an indicator. None without a value or date to start its progress from, or without a target dated after it; a
    /// target without a date is no part of the path.
    #[must_use]
    pub fn of(series: &Series<'_>, aim: &Aim<'a>) -> Option<Self> {
        let starts_on = series.baseline.on?;
        let ends_on = aim.targets.iter().filter_map(|target| target.on).filter(|on| *on > starts_on).max()?;
        let per_period = series.is_per_period();
        let start = match aim.last_target() {
            Some(last) if !per_period => series.start_towards(last.value.into(), aim.direction)?,
            _ => series.starting_value()?,
        };
        Some(Self { starts_on, ends_on, start, per_period, targets: aim.targets })
    }

    /// The level expected at the end of a day, E(d): the start until the baseline date, the end after the last target.
    #[must_use]
    pub fn expected_on(&self, day: NaiveDate) -> Option<Ratio> {
        self.between(day, |on| {
            if self.per_period {
                self.ended(on).try_fold(Ratio::ZERO, |sum, target| sum.checked_add(target.value.into()))
            } else {
                let target = self.targets.iter().rfind(|target| on > self.starts_on && target.on == Some(on));
                Some(target.map_or(self.start, |target| target.value.into()))
            }
        })
    }

    /// The level that leaving all as it was would have on a day: the baseline, for each period where targets are so.
    fn unchanged_on(&self, day: NaiveDate) -> Option<Ratio> {
        if !self.per_period {
            return Some(self.start);
        }
        self.between(day, |on| self.ended(on).try_fold(Ratio::ZERO, |sum, _| sum.checked_add(self.start)))
    }

    /// The targets after the start, until a day.
    fn ended(&self, day: NaiveDate) -> impl Iterator<Item = &'a Target> {
        let from = self.starts_on;
        self.targets.iter().filter(move |target| target.on.is_some_and(|on| from < on && on <= day))
    }

    /// A value on a day, on the straight line between the corners of the path before and after it.
    fn between(&self, day: NaiveDate, corner: impl Fn(NaiveDate) -> Option<Ratio>) -> Option<Ratio> {
        let day = day.max(self.starts_on);
        let before = self.ended(day).filter_map(|target| target.on).max().unwrap_or(self.starts_on);
        let after = self.targets.iter().filter_map(|target| target.on).filter(|on| *on > day).min();
        let from = corner(before)?;
        let Some(after) = after else { return Some(from) };
        corner(after)?.checked_sub(from)?.checked_mul(share_of_days(before, day, after)?)?.checked_add(from)
    }
}

/// The part of the days from one day to another that is over on a day.
fn share_of_days(from: NaiveDate, day: NaiveDate, until: NaiveDate) -> Option<Ratio> {
    Ratio::new((day - from).num_days().into(), (until - from).num_days().into())
}

/// The pace of an indicator with that level. Akkoord's own rule: `(A − B) / (E − B)` on the day of the latest report,
/// not yet due before a tenth of the days from the baseline to the last target are over, nor where `E = B`.
///
/// Where each period has a target, `B` counts for the part of the periods that is over, and what comes after the last
/// period does not count.
#[must_use]
pub fn pace(series: &Series<'_>, aim: &Aim<'_>, level: &Level) -> Pace {
    let Some(path) = Path::of(series, aim) else { return Pace::NoPath };
    let past_a_tenth = share_of_days(path.starts_on, level.observed_on, path.ends_on)
        .and_then(|share| share.checked_mul(Ratio::new(10, 1)?))
        .is_some_and(|share| share >= Ratio::ONE);
    if !past_a_tenth {
        return Pace::NotYetDue;
    }
    index(series, &path, level).unwrap_or(Pace::NoPath)
}

fn index(series: &Series<'_>, path: &Path<'_>, level: &Level) -> Option<Pace> {
    let (day, level) = if path.per_period && level.observed_on > path.ends_on {
        (path.ends_on, series.level(path.ends_on)?)
    } else {
        (level.observed_on, *level)
    };
    let unchanged = path.unchanged_on(day)?;
    let expected = path.expected_on(day)?.checked_sub(unchanged)?;
    if expected == Ratio::ZERO {
        return Some(Pace::NotYetDue);
    }
    Some(Pace::Index(level.value.checked_sub(unchanged)?.checked_div(expected)?))
}

#[cfg(test)]
mod tests {
    use entity::{Direction, Measure, Reporting, TargetBasis};

    use super::*;
    use crate::figures::{Baseline, Point, progress::Band, samples::*};

    fn aim(targets: &[Target]) -> Aim<'_> {
        Aim { direction: Direction::Increase, targets, band: Band::default() }
    }

    fn from_100(points: &[Point]) -> Series<'_> {
        Series { baseline: baseline("2026-01-01", "100"), ..series(Measure::Count, Reporting::Snapshot, points) }
    }

    #[test]
    fn the_path_runs_straight_from_the_baseline_through_the_targets() {
        let targets =
            [target("2026-01-31", "130"), target("2026-01-11", "150"), Target { on: None, value: decimal("9") }];
        let path = Path::of(&from_100(&[]), &aim(&targets)).expect("a path");
        for (on, expected) in [
            ("2025-12-01", "100"),
            ("2026-01-01", "100"),
            ("2026-01-04", "115"),
            ("2026-01-11", "150"),
            ("2026-01-21", "140"),
            ("2026-01-31", "130"),
            ("2027-01-01", "130"),
        ] {
            assert_eq!(path.expected_on(day(on)).map(|level| level.to_string()).as_deref(), Some(expected), "{on}");
        }
    }

    #[test]
    fn targets_of_each_period_add_up_to_the_path() {
        let targets = [target("2026-01-11", "50"), target("2026-01-21", "70")];
        let points = [report("2026-01-06", "24"), report("2026-01-16", "80"), report("2026-02-20", "9")];
        let mut series = Series { points: &points, reporting: Reporting::Increment, ..from_100(&[]) };
        series.target_basis = TargetBasis::PerPeriod;
        series.baseline = baseline("2026-01-01", "40");
        let path = Path::of(&series, &aim(&targets)).expect("a path");
        let expected = |on| path.expected_on(day(on)).map(|level| level.to_string());
        assert_eq!(expected("2026-01-01").as_deref(), Some("0"));
        assert_eq!(expected("2026-01-06").as_deref(), Some("25"));
        assert_eq!(expected("2026-01-16").as_deref(), Some("85"));
        assert_eq!(expected("2026-02-01").as_deref(), Some("120"));
        let paced = |on| pace(&series, &aim(&targets), &series.level(day(on)).expect("a level"));
        // 24 of an expected 25, of which 20 would have come anyway; then 104 of 85, and 60 anyway.
        assert_eq!(paced("2026-01-10"), Pace::Index(ratio(4, 5)));
        assert_eq!(paced("2026-01-20"), Pace::Index(ratio(44, 25)));
        // After the last period nothing is expected any more, and what comes then does not make up for it.
        assert_eq!(paced("2026-02-20"), Pace::Index(ratio(24, 40)));
        let from_the_start = [target("2026-01-01", "1000"), targets[0], targets[1]];
        let path = Path::of(&series, &aim(&from_the_start)).expect("a path");
        assert_eq!(path.expected_on(day("2026-01-06")), Some(ratio(25, 1)));
    }

    #[test]
    fn nothing_is_judged_before_a_tenth_of_the_path() {
        let targets = [target("2026-04-11", "200")];
        let paced = |on, value| {
            let points = [report(on, value)];
            let series = from_100(&points);
            pace(&series, &aim(&targets), &series.level(day("2026-12-31")).expect("a level"))
        };
        assert_eq!(paced("2025-12-31", "110"), Pace::NotYetDue);
        assert_eq!(paced("2026-01-10", "110"), Pace::NotYetDue);
        assert_eq!(paced("2026-01-11", "109"), Pace::Index(ratio(9, 10)));
        assert_eq!(paced("2026-05-01", "175"), Pace::Index(ratio(3, 4)));
    }

    #[test]
    fn a_path_that_expects_nothing_yet_is_not_yet_due() {
        let targets = [target("2026-06-30", "100"), target("2026-12-31", "200")];
        let points = [report("2026-06-01", "100")];
        let series = from_100(&points);
        assert_eq!(pace(&series, &aim(&targets), &series.level(day("2026-06-01")).expect("a level")), Pace::NotYetDue);
    }

    #[test]
    fn without_dates_there_is_no_path() {
        let points = [report("2026-06-01", "100")];
        let dated = [target("2026-12-31", "200")];
        let undated = [Target { on: None, value: decimal("200") }];
        let too_early = [target("2026-01-01", "200")];
        let series = from_100(&points);
        let level = series.level(day("2026-06-01")).expect("a level");
        assert_eq!(pace(&series, &aim(&undated), &level), Pace::NoPath);
        assert_eq!(pace(&series, &aim(&too_early), &level), Pace::NoPath);
        let series = Series { baseline: Baseline { on: None, ..series.baseline }, ..series };
        assert_eq!(pace(&series, &aim(&dated), &level), Pace::NoPath);
    }
}
