//! The forecast: the straight line through the latest levels, for people to look ahead. It is part of no light.

use chrono::{Days, NaiveDate};
use entity::Direction;

use super::{Aim, Certainty, Parts, Ratio, Series};

/// Levels that the line is drawn through at most.
const LEVELS: usize = 4;
/// No forecast looks beyond the days that can be recorded.
const LAST_YEAR: i32 = 2200;

/// Where the latest levels lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// The line on the date of the last target; `None` where that has none.
    pub value: Option<Ratio>,
    /// The first day, from the latest level on, on which the line is at the last target or beyond it; `None` where it never
    /// is, and where the level should stay as it is.
    pub date: Option<NaiveDate>,
    /// How certain the levels are; a line says nothing of the side on which the truth lies.
    pub certainty: Certainty,
}

/// The line `level + slope · days` from the day of the latest level on.
#[derive(Clone, Copy, Debug)]
struct Line {
    from: NaiveDate,
    level: Ratio,
    slope: Ratio,
}

/// The forecast at the end of a day. Akkoord's own rule: least squares over the levels on the last four days with a report.
///
/// Each level is rounded half-even to six decimals as it enters, because the exact sum of unlike fractions grows without
/// bound. `None` with fewer than two levels, without a target, and where each period has a target of its own.
#[must_use]
pub fn forecast(series: &Series<'_>, aim: &Aim<'_>, on: NaiveDate) -> Option<Forecast> {
    let target = aim.last_target().filter(|_| !series.is_per_period())?;
    let mut levels = Vec::with_capacity(LEVELS);
    let mut certainty = Certainty::default();
    for day in series.report_days(on).into_iter().rev() {
        let Some(level) = series.level(day) else { continue };
        certainty = certainty.and(level.certainty);
        levels.push((day, level.value.rounded()?));
        if levels.len() == LEVELS {
            break;
        }
    }
    let line = Line::through(&levels)?;
    let date = match aim.direction {
        Direction::Increase => line.first_day(target.value.into(), |level, target| level >= target),
        Direction::Decrease => line.first_day(target.value.into(), |level, target| level <= target),
        Direction::Maintain => None,
    };
    Some(Forecast { value: target.on.and_then(|on| line.on(on)), date, certainty: certainty.unbounded() })
}

impl Line {
    /// The line through at least two levels, the latest first.
    fn through(levels: &[(NaiveDate, Ratio)]) -> Option<Self> {
        let from = levels.first().filter(|_| levels.len() > 1)?.0;
        let count = whole(i64::try_from(levels.len()).ok()?)?;
        let (mut x, mut xx, mut y, mut xy) = (Ratio::ZERO, Ratio::ZERO, Ratio::ZERO, Ratio::ZERO);
        for (day, level) in levels {
            let days = whole((*day - from).num_days())?;
            x = x.checked_add(days)?;
            xx = xx.checked_add(days.checked_mul(days)?)?;
            y = y.checked_add(*level)?;
            xy = xy.checked_add(days.checked_mul(*level)?)?;
        }
        let covariance = count.checked_mul(xy)?.checked_sub(x.checked_mul(y)?)?;
        let variance = count.checked_mul(xx)?.checked_sub(x.checked_mul(x)?)?;
        let slope = covariance.checked_div(variance)?;
        let level = y.checked_sub(slope.checked_mul(x)?)?.checked_div(count)?;
        Some(Self { from, level, slope })
    }

    fn on(&self, day: NaiveDate) -> Option<Ratio> {
        self.slope.checked_mul(whole((day - self.from).num_days())?)?.checked_add(self.level)
    }

    /// The first day from its start on at which it is at a value or beyond.
    fn first_day(&self, value: Ratio, is_there: impl Fn(Ratio, Ratio) -> bool) -> Option<NaiveDate> {
        let end = NaiveDate::from_ymd_opt(LAST_YEAR, 1, 1)?;
        if is_there(self.level, value) {
            return Some(self.from);
        }
        let days = value.checked_sub(self.level)?.checked_div(self.slope).filter(|days| *days > Ratio::ZERO)?;
        let whole = days.numerator().div_euclid(days.denominator());
        let days = whole + i128::from(days.denominator() != 1);
        self.from.checked_add_days(Days::new(u64::try_from(days).ok()?)).filter(|day| *day <= end)
    }
}

fn whole(number: i64) -> Option<Ratio> {
    Ratio::new(number.into(), 1)
}

impl Series<'_> {
    /// The days until a day of which something was reported that takes part, in their order.
    pub(super) fn report_days(&self, until: NaiveDate) -> Vec<NaiveDate> {
        let mut days: Vec<_> =
            self.counted(Parts::Whole).map(|point| point.observed_on).filter(|day| *day <= until).collect();
        days.sort_unstable();
        days.dedup();
        days
    }
}

#[cfg(test)]
mod tests {
    use entity::{Measure, Reporting, TargetBasis};

    use super::*;
    use crate::figures::{Band, Include, Point, Standing, Target, samples::*};

    fn ahead(
        direction: Direction,
        reporting: Reporting,
        points: &[Point],
        targets: &[Target],
    ) -> Option<(String, String)> {
        let aim = Aim { direction, targets, band: Band::default() };
        let forecast = forecast(&series(Measure::Count, reporting, points), &aim, day("2026-12-31"))?;
        let text = |value: Option<String>| value.unwrap_or_default();
        Some((text(forecast.value.map(|it| it.to_string())), text(forecast.date.map(|it| it.to_string()))))
    }

    fn says(value: &str, date: &str) -> (String, String) {
        (value.to_owned(), date.to_owned())
    }

    #[test]
    fn the_line_goes_through_the_levels_of_the_last_four_days() {
        let points = [
            report("2026-01-01", "500"),
            report("2026-01-11", "10"),
            report("2026-01-21", "20"),
            report("2026-01-31", "30"),
            report("2026-02-10", "40"),
        ];
        let targets = [target("2026-03-02", "59")];
        let of = |points| ahead(Direction::Increase, Reporting::Snapshot, points, &targets);
        assert_eq!(of(&points), Some(says("60", "2026-03-01")));
        assert_eq!(of(&points[2..4]), Some(says("60", "2026-03-01")));
        // Levels 20, 30 and 70 on days -20, -10 and 0: slope 2.5, and 65 on the last day.
        let bent = [points[2], points[3], report("2026-02-10", "70")];
        assert_eq!(of(&bent), Some(says("115", "2026-02-10")));
        assert_eq!(ahead(Direction::Decrease, Reporting::Snapshot, &bent, &targets), Some(says("115", "")));
        assert_eq!(of(&points[..1]), None);
        assert_eq!(ahead(Direction::Increase, Reporting::Snapshot, &points, &[]), None);
    }

    #[test]
    fn reports_of_one_day_make_one_level_and_increments_add_up() {
        let points = [report("2026-01-01", "1"), report("2026-01-01", "2"), report("2026-01-04", "1")];
        let someday = [Target { on: None, value: decimal("10") }];
        // 3, then 4: a third a day, so 18 days after the fourth of January.
        assert_eq!(ahead(Direction::Increase, Reporting::Increment, &points, &someday), Some(says("", "2026-01-22")),);
        assert_eq!(ahead(Direction::Increase, Reporting::Increment, &points[..2], &someday), None);
    }

    #[test]
    fn a_line_that_never_gets_there_has_no_date() {
        let flat = [report("2026-01-01", "5"), report("2026-02-01", "5")];
        let slow = [report("2026-01-01", "5"), report("2026-12-01", "5.0001")];
        let (up, down) = ([target("2026-12-31", "9")], [target("2026-12-31", "2")]);
        assert_eq!(ahead(Direction::Increase, Reporting::Snapshot, &flat, &up), Some(says("5", "")));
        assert_eq!(ahead(Direction::Increase, Reporting::Snapshot, &slow, &up), Some(says("5.000109", "")));
        assert_eq!(ahead(Direction::Decrease, Reporting::Snapshot, &slow, &down), Some(says("5.000109", "")));
        assert_eq!(
            ahead(Direction::Maintain, Reporting::Snapshot, &flat, &[target("2026-12-31", "5")]),
            Some(says("5", ""))
        );
    }

    #[test]
    fn amounts_with_a_target_for_each_period_have_no_line() {
        let points = [report("2026-01-31", "5"), report("2026-02-28", "5")];
        let mut monthly = series(Measure::Count, Reporting::Increment, &points);
        monthly.target_basis = TargetBasis::PerPeriod;
        let aim = Aim { direction: Direction::Increase, targets: &[target("2026-12-31", "9")], band: Band::default() };
        assert_eq!(forecast(&monthly, &aim, day("2026-12-31")), None);
    }

    #[test]
    fn a_line_through_a_submitted_level_is_marked() {
        let waiting = Point { standing: Standing::Submitted(at(0)), ..report("2026-02-01", "6") };
        let points = [report("2026-01-01", "5"), waiting];
        let mut series = series(Measure::Count, Reporting::Snapshot, &points);
        let aim = Aim { direction: Direction::Increase, targets: &[target("2026-12-31", "9")], band: Band::default() };
        assert_eq!(forecast(&series, &aim, day("2026-12-31")), None);
        series.include = Include::Provisional;
        let forecast = forecast(&series, &aim, day("2026-12-31")).expect("a line");
        assert!(forecast.certainty.provisional);
    }
}
