//! An indicator over time: its level, what was expected and what was added, on each day with a report or at the end of each
//! week, month, quarter or year.

use chrono::{Datelike, Days, Months, NaiveDate};
use entity::Decimal;

use super::{Aim, Parts, Path, Point, Ratio, Series, tally::Tally};

/// The stretches of time that an indicator is shown by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bucket {
    /// From Monday up to Sunday.
    Week,
    /// A month.
    Month,
    /// A quarter of a year.
    Quarter,
    /// A year.
    Year,
}

/// The days to show, the first and the last included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first day; the baseline date where none is named, else that of the first report.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: NaiveDate,
    /// By what; each day with a report where nothing is named.
    pub bucket: Option<Bucket>,
}

/// An indicator at one of the days of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The day; the last one of its bucket, or of the span.
    pub on: NaiveDate,
    /// The level at the end of it.
    pub value: Option<Ratio>,
    /// Whether the level rests on reports that await approval.
    pub provisional: bool,
    /// The level that was expected.
    pub expected: Option<Ratio>,
    /// The sum of the increments in the bucket, as far as it lies within the span; on that day where there are no buckets.
    /// `None` where there was none, or where what is reported is no increment that can be added.
    pub added: Option<Ratio>,
}

/// More days than can be shown at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany;

/// An indicator over time.
///
/// # Errors
/// Where the span has more days to show than `most`.
pub fn over_time(series: &Series<'_>, aim: &Aim<'_>, span: Span, most: usize) -> Result<Vec<Moment>, TooMany> {
    let mut points: Vec<&Point> = series.counted(Parts::Whole).filter(|point| point.observed_on <= span.to).collect();
    points.sort_unstable_by_key(|point| point.observed_on);
    let first = points.first().map(|point| point.observed_on);
    let Some(from) = span.from.or(series.baseline.on).or(first) else { return Ok(Vec::new()) };
    let days = match span.bucket {
        Some(bucket) => ends(bucket, from, span.to, most)?,
        None => series.report_days(span.to).into_iter().filter(|day| *day >= from).collect(),
    };
    if days.len() > most {
        return Err(TooMany);
    }
    let path = Path::of(series, aim);
    let mut tally = Tally::new(series, Parts::Whole);
    let mut coming = points.into_iter().peekable();
    let moment = |on: NaiveDate| {
        let mut added: Option<i128> = None;
        while let Some(point) = coming.next_if(|point| point.observed_on <= on) {
            tally.add(point);
            if series.adds_increments() && point.observed_on >= from && series.is_since_baseline(point) {
                added = Some(added.unwrap_or(0) + i128::from(point.numerator.0));
            }
        }
        let level = tally.level();
        Moment {
            on,
            value: level.map(|level| level.value),
            provisional: level.is_some_and(|level| level.certainty.provisional),
            expected: path.as_ref().and_then(|path| path.expected_on(on)),
            added: added.and_then(|units| Ratio::new(units, Decimal::SCALE.into())),
        }
    };
    Ok(days.into_iter().map(moment).collect())
}

/// The last day of each bucket from one day to another, and that day itself.
fn ends(bucket: Bucket, from: NaiveDate, to: NaiveDate, most: usize) -> Result<Vec<NaiveDate>, TooMany> {
    let (mut day, mut ends) = (from, Vec::new());
    while day <= to {
        if ends.len() == most {
            return Err(TooMany);
        }
        let end = bucket.end(day).unwrap_or(to).min(to);
        ends.push(end);
        let Some(next) = end.succ_opt() else { break };
        day = next;
    }
    Ok(ends)
}

impl Bucket {
    /// The last day of the bucket that a day lies in.
    fn end(self, day: NaiveDate) -> Option<NaiveDate> {
        let months = match self {
            Self::Week => {
                return day.checked_add_days(Days::new(6 - u64::from(day.weekday().num_days_from_monday())));
            }
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        };
        let begin = day.with_day(1)?.with_month0(day.month0() / months * months)?;
        begin.checked_add_months(Months::new(months))?.pred_opt()
    }
}

#[cfg(test)]
mod tests {
    use entity::{Direction, Measure, Reporting};

    use super::*;
    use crate::figures::{Band, Target, samples::*};

    fn table(series: &Series<'_>, targets: &[Target], span: (Option<&str>, &str, Option<Bucket>)) -> Vec<String> {
        let aim = Aim { direction: Direction::Increase, targets, band: Band::default() };
        let span = Span { from: span.0.map(day), to: day(span.1), bucket: span.2 };
        let text = |value: Option<Ratio>| value.map_or("-".to_owned(), |value| value.to_string());
        let moments = over_time(series, &aim, span, 1_000).expect("few enough");
        let row = |at: Moment| format!("{} {} {} {}", at.on, text(at.value), text(at.expected), text(at.added));
        moments.into_iter().map(row).collect()
    }

    #[test]
    fn each_bucket_ends_on_its_last_day_and_the_last_one_with_the_span() {
        let points = [report("2026-01-31", "10"), report("2026-02-01", "5"), report("2026-04-02", "0")];
        let mut placed = series(Measure::Count, Reporting::Increment, &points);
        placed.baseline = baseline("2026-01-01", "100");
        let targets = [target("2026-04-11", "200")];
        assert_eq!(
            table(&placed, &targets, (None, "2026-04-10", Some(Bucket::Month))),
            ["2026-01-31 110 130 10", "2026-02-28 115 158 5", "2026-03-31 115 189 -", "2026-04-10 115 199 0"]
        );
        assert_eq!(
            table(&placed, &targets, (Some("2026-02-01"), "2026-04-10", Some(Bucket::Quarter))),
            ["2026-03-31 115 189 5", "2026-04-10 115 199 0"]
        );
        assert_eq!(
            table(&placed, &targets, (Some("2026-01-30"), "2026-02-03", Some(Bucket::Week))),
            ["2026-02-01 115 131 15", "2026-02-03 115 133 -"]
        );
        assert_eq!(table(&placed, &[], (None, "2026-12-31", Some(Bucket::Year))), ["2026-12-31 115 - 15"]);
    }

    #[test]
    fn without_buckets_each_day_with_a_report_is_shown() {
        let points = [report("2026-03-31", "7"), report("2026-01-31", "9"), report("2026-03-31", "8")];
        let stock = series(Measure::Count, Reporting::Snapshot, &points);
        assert_eq!(table(&stock, &[], (None, "2026-12-31", None)), ["2026-01-31 9 - -", "2026-03-31 8 - -"]);
        assert_eq!(table(&stock, &[], (Some("2026-02-01"), "2026-03-30", None)), [] as [&str; 0]);
        assert_eq!(table(&Series { points: &[], ..stock }, &[], (None, "2026-12-31", None)), [] as [&str; 0]);
    }

    #[test]
    fn a_span_with_too_many_days_is_not_shown_in_part() {
        let stock = series(Measure::Count, Reporting::Snapshot, &[]);
        let aim = Aim { direction: Direction::Increase, targets: &[], band: Band::default() };
        let span = |to: &str| Span { from: Some(day("2026-01-05")), to: day(to), bucket: Some(Bucket::Week) };
        assert_eq!(over_time(&stock, &aim, span("2026-01-25"), 3).map(|moments| moments.len()), Ok(3));
        assert_eq!(over_time(&stock, &aim, span("2026-01-26"), 3), Err(TooMany));
    }
}
