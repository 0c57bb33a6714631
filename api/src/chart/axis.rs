//! Axes: round numbers along a scale, and months and years along the days.

use chrono::{Datelike, Months, NaiveDate};

/// Numbers along pixels, with the round ones that are named.
#[derive(Clone, Debug)]
pub(super) struct Scale {
    least: f64,
    most: f64,
    /// The pixels of the least and of the most.
    pixels: (f32, f32),
    step: f64,
}

impl Scale {
    /// A scale that holds some numbers, from one round number to another, in about so many steps.
    pub(super) fn of(numbers: impl IntoIterator<Item = f64>, pixels: (f32, f32), steps: f64) -> Self {
        let ends = numbers.into_iter().filter(|number| number.is_finite());
        let (mut least, mut most) = ends
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), number| (least.min(number), most.max(number)));
        if least > most {
            (least, most) = (0.0, 1.0);
        }
        if least >= most {
            // One number stands above the nearest rounder one, or 0 at the foot of the axis.
            let room = (most.abs() * 0.1).max(1.0);
            (least, most) = if most == 0.0 { (0.0, 1.0) } else { (most - room, most + room) };
        }
        let step = round_step((most - least) / steps);
        Self { least: (least / step).floor() * step, most: (most / step).ceil() * step, pixels, step }
    }

    /// Where a number is.
    #[allow(clippy::cast_possible_truncation, reason = "a place in a picture")]
    pub(super) fn at(&self, number: f64) -> f32 {
        let share = (number - self.least) / (self.most - self.least);
        self.pixels.0 + (self.pixels.1 - self.pixels.0) * share as f32
    }

    /// The round numbers, with as many decimals as tell them apart.
    pub(super) fn ticks(&self) -> Vec<(f32, String)> {
        let decimals = if self.step >= 1.0 { 0.0 } else { -self.step.log10().floor() };
        let mut ticks = Vec::new();
        let mut number = self.least;
        while number <= self.most + self.step / 2.0 && ticks.len() < 50 {
            let is_nothing = number.abs() < self.step / 2.0;
            let text = if is_nothing { "0".to_owned() } else { format!("{number:.*}", places(decimals)) };
            ticks.push((self.at(number), crate::notation::decimal(&text)));
            number += self.step;
        }
        ticks
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of decimals")]
fn places(decimals: f64) -> usize {
    decimals.clamp(0.0, 6.0) as usize
}

/// The nearest of 1, 2 and 5 times a power of ten that is no smaller.
fn round_step(least: f64) -> f64 {
    let power = 10_f64.powf(least.log10().floor());
    [1.0, 2.0, 5.0, 10.0].map(|times| times * power).into_iter().find(|step| *step >= least * 0.999).unwrap_or(power)
}

/// Days along pixels, with the months or years that are named.
#[derive(Clone, Copy, Debug)]
pub(super) struct Days {
    first: NaiveDate,
    last: NaiveDate,
    pixels: (f32, f32),
}

/// Months between two named ones.
const STEPS: [u32; 11] = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1_200];

impl Days {
    /// The days from the month of the first of some days until that of the last.
    pub(super) fn of(days: impl IntoIterator<Item = NaiveDate>, pixels: (f32, f32)) -> Option<Self> {
        let (first, last) = days.into_iter().fold(None, |ends: Option<(NaiveDate, NaiveDate)>, day| match ends {
            Some((first, last)) => Some((first.min(day), last.max(day))),
            None => Some((day, day)),
        })?;
        let first = first.with_day(1)?;
        let last = last.with_day(1)?.checked_add_months(Months::new(1))?;
        Some(Self { first, last, pixels })
    }

    /// Where a day is.
    #[allow(clippy::cast_precision_loss, reason = "some centuries of days")]
    pub(super) fn at(&self, day: NaiveDate) -> f32 {
        let share = (day - self.first).num_days() as f32 / (self.last - self.first).num_days() as f32;
        self.pixels.0 + (self.pixels.1 - self.pixels.0) * share
    }

    /// The first days of months that are named, at most so many, with their names: years where only years are named.
    pub(super) fn ticks(&self, most: usize) -> Vec<(f32, String)> {
        let months = |day: NaiveDate| day.year() * 12 + i32::try_from(day.month0()).unwrap_or(0);
        let (from, until) = (months(self.first), months(self.last));
        for step in STEPS {
            let size = i32::try_from(step).unwrap_or(i32::MAX);
            let begin = from.div_euclid(size) * size;
            let named: Vec<i32> =
                (0..).map(|at| begin + at * size).skip_while(|at| *at < from).take_while(|at| *at < until).collect();
            if named.len() > most {
                continue;
            }
            let day = |at: i32| {
                let of_year = u32::try_from(at.rem_euclid(12)).ok()?;
                NaiveDate::from_ymd_opt(at.div_euclid(12), of_year + 1, 1)
            };
            let name = |day: NaiveDate| {
                if size % 12 == 0 { day.year().to_string() } else { crate::notation::short_month(day) }
            };
            return named.into_iter().filter_map(day).map(|day| (self.at(day), name(day))).collect();
        }
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(ticks: Vec<(f32, String)>) -> Vec<String> {
        ticks.into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn a_scale_goes_by_round_numbers_and_holds_all() {
        let ticks = |numbers: &[f64]| names(Scale::of(numbers.iter().copied(), (100.0, 0.0), 4.0).ticks());
        assert_eq!(ticks(&[0.0, 60_000.0]), ["0", "20.000", "40.000", "60.000"]);
        assert_eq!(ticks(&[-3.0, 11.0]), ["-5", "0", "5", "10", "15"]);
        assert_eq!(ticks(&[0.2, 0.9]), ["0,2", "0,4", "0,6", "0,8", "1,0"]);
        assert_eq!(ticks(&[0.0, 9e14]).last().map(String::as_str), Some("1.000.000.000.000.000"));
        assert_eq!(ticks(&[0.0]).first().map(String::as_str), Some("0"));
        assert!(ticks(&[7.0]).len() > 2 && ticks(&[]).len() > 2 && ticks(&[f64::NAN]).len() > 2);
        let scale = Scale::of([0.0, 100.0], (100.0, 0.0), 4.0);
        assert!((scale.at(100.0) - 0.0).abs() < 0.01 && (scale.at(0.0) - 100.0).abs() < 0.01);
    }

    #[test]
    fn days_are_named_by_month_or_by_year() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let days = |from, until| Days::of([day(from), day(until)], (0.0, 100.0)).expect("days");
        assert_eq!(
            names(days("2026-01-15", "2026-05-02").ticks(6)),
            ["jan 2026", "feb 2026", "mrt 2026", "apr 2026", "mei 2026"]
        );
        assert_eq!(names(days("2026-02-01", "2027-01-31").ticks(5)), ["apr 2026", "jul 2026", "okt 2026", "jan 2027"]);
        assert_eq!(names(days("2020-06-01", "2030-12-31").ticks(6)), ["2022", "2024", "2026", "2028", "2030"]);
        assert!(names(days("1900-01-01", "2200-12-31").ticks(6)).len() <= 6);
        let one = days("2026-03-10", "2026-03-10");
        assert!(one.at(day("2026-03-01")) < one.at(day("2026-03-10")) && one.at(day("2026-03-31")) < 100.0);
        assert!(Days::of([], (0.0, 1.0)).is_none());
    }
}
