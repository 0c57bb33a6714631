//! The two lights of an indicator: whether the result is as expected, and whether reports come in on time.
//!
//! They are apart on purpose. A late report never colours a result; only when the latest report is too old to judge by
//! does the result turn grey. Grey always has a reason, and is never a verdict.

use chrono::{Datelike, Days, Months, NaiveDate, TimeDelta};
use entity::{Decimal, Frequency};

use super::{Pace, Progress, Ratio, ReportingLight, ResultLight, ResultReason};

/// What a partnership has set for its lights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// From which index on a result is GREEN.
    pub green_from: Decimal,
    /// From which index on a result is AMBER.
    pub amber_from: Decimal,
    /// Below which coverage a figure is withheld.
    pub coverage_minimum: Decimal,
    /// Days after which a late report turns RED.
    pub grace_days: i32,
}

/// 0.90, 0.75, 0.5 and 14 days.
impl Default for Settings {
    fn default() -> Self {
        Self {
            green_from: Decimal(9_000),
            amber_from: Decimal(7_500),
            coverage_minimum: Decimal(5_000),
            grace_days: 14,
        }
    }
}

/// What children contribute to an indicator whose target is handed out; none where it is not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    /// The part of the target that is handed out.
    pub allocated: Option<Ratio>,
    /// The part of the children that report.
    pub reporting: Option<Ratio>,
}

/// All that the result light depends on.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// The progress, or why there is none.
    pub progress: Result<Progress, ResultReason>,
    /// Whether reports come in on time.
    pub reporting: ReportingLight,
    /// How far it is compared with the expected path. Not read for MAINTAIN.
    pub pace: Pace,
    /// What children contribute.
    pub shares: Shares,
}

/// The result light and its reason: the first that applies. Akkoord's own rule.
///
/// No progress: GREY, with the reason · STALE reporting: GREY · MAINTAIN: GREEN within the band, else RED · p ≥ 1:
/// ACHIEVED · p < 0: RED · no path: GREY · a share of the children below the coverage minimum: GREY · not yet due:
/// GREY · index at or above the threshold of GREEN, then of AMBER · else RED. Compared as exact fractions.
#[must_use]
pub fn result_light(facts: &Facts, settings: &Settings) -> (ResultLight, ResultReason) {
    let progress = match facts.progress {
        Ok(progress) => progress,
        Err(reason) => return (ResultLight::Grey, reason),
    };
    if facts.reporting == ReportingLight::Stale {
        return (ResultLight::Grey, ResultReason::Stale);
    }
    if progress.distance.is_some() {
        return if progress.value == Ratio::ONE {
            (ResultLight::Green, ResultReason::WithinBand)
        } else {
            (ResultLight::Red, ResultReason::OutsideBand)
        };
    }
    if progress.value >= Ratio::ONE {
        return (ResultLight::Achieved, ResultReason::Achieved);
    }
    if progress.value < Ratio::ZERO {
        return (ResultLight::Red, ResultReason::WorseThanBaseline);
    }
    let minimum = Ratio::from(settings.coverage_minimum);
    let incomplete =
        [facts.shares.allocated, facts.shares.reporting].into_iter().flatten().any(|share| share < minimum);
    match facts.pace {
        Pace::NoPath => (ResultLight::Grey, ResultReason::NoPath),
        _ if incomplete => (ResultLight::Grey, ResultReason::Incomplete),
        Pace::NotYetDue => (ResultLight::Grey, ResultReason::NotYetDue),
        Pace::Index(index) if index >= settings.green_from.into() => (ResultLight::Green, ResultReason::OnTrack),
        Pace::Index(index) if index >= settings.amber_from.into() => (ResultLight::Amber, ResultReason::Attention),
        Pace::Index(_) => (ResultLight::Red, ResultReason::Behind),
    }
}

/// The day by which the next report is due: one frequency after `since`, which is the latest report's day, else the
/// baseline date, else the day on which the indicator was made. None for ONCE, which is asked for on no set day.
#[must_use]
pub fn report_due_on(frequency: Frequency, since: NaiveDate) -> Option<NaiveDate> {
    after(frequency, since, 1)
}

/// Whether reports come in on time. Akkoord's own rule: GREEN until the due day, AMBER within the days of grace after
/// it, then RED; STALE beyond two frequencies after `since`, even within the days of grace.
#[must_use]
pub fn reporting_light(frequency: Frequency, since: NaiveDate, grace_days: i32, today: NaiveDate) -> ReportingLight {
    let Some(due_on) = after(frequency, since, 1) else { return ReportingLight::Green };
    let grace_until = due_on.checked_add_signed(TimeDelta::days(grace_days.into()));
    if today <= due_on {
        ReportingLight::Green
    } else if after(frequency, since, 2).is_some_and(|stale_on| today > stale_on) {
        ReportingLight::Stale
    } else if grace_until.is_none_or(|until| today <= until) {
        ReportingLight::Amber
    } else {
        ReportingLight::Red
    }
}

/// A day a number of frequencies later. The last day of a month leads to the last day of a month, because a period
/// ends there.
fn after(frequency: Frequency, day: NaiveDate, times: u32) -> Option<NaiveDate> {
    let months = match frequency {
        Frequency::Weekly => return day.checked_add_days(Days::new(7 * u64::from(times))),
        Frequency::Monthly => 1,
        Frequency::Quarterly => 3,
        Frequency::HalfYearly => 6,
        Frequency::Yearly => 12,
        Frequency::Once => return None,
    };
    let next_day = day.succ_opt()?;
    if next_day.day() == 1 {
        next_day.checked_add_months(Months::new(months * times))?.pred_opt()
    } else {
        day.checked_add_months(Months::new(months * times))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::{Basis, Certainty, samples::*};

    fn part(value: Ratio) -> Progress {
        Progress { value, distance: None, certainty: Certainty::default(), basis: Basis::Measurements }
    }

    fn light(facts: &Facts) -> (ResultLight, ResultReason) {
        result_light(facts, &Settings::default())
    }

    /// Takes away what decides, one rule after the other; what is left must be decided by the next rule.
    #[test]
    fn the_first_rule_that_applies_decides() {
        let (below, above) = (Some(ratio(49, 100)), Some(ratio(1, 2)));
        let mut facts = Facts {
            progress: Err(ResultReason::NoBaseline),
            reporting: ReportingLight::Stale,
            pace: Pace::NoPath,
            shares: Shares { allocated: below, reporting: below },
        };
        assert_eq!(light(&facts), (ResultLight::Grey, ResultReason::NoBaseline));
        facts.progress = Ok(part(ratio(2, 1)));
        assert_eq!(light(&facts), (ResultLight::Grey, ResultReason::Stale));
        facts.reporting = ReportingLight::Red;
        assert_eq!(light(&facts), (ResultLight::Achieved, ResultReason::Achieved));
        facts.progress = Ok(part(ratio(-1, 1_000_000_000)));
        assert_eq!(light(&facts), (ResultLight::Red, ResultReason::WorseThanBaseline));
        facts.progress = Ok(part(ratio(999_999_999, 1_000_000_000)));
        assert_eq!(light(&facts), (ResultLight::Grey, ResultReason::NoPath));
        facts.pace = Pace::NotYetDue;
        assert_eq!(light(&facts), (ResultLight::Grey, ResultReason::Incomplete));
        facts.shares.allocated = above;
        assert_eq!(light(&facts), (ResultLight::Grey, ResultReason::Incomplete));
        facts.shares.reporting = above;
        assert_eq!(light(&facts), (ResultLight::Grey, ResultReason::NotYetDue));
        facts.pace = Pace::Index(Ratio::ZERO);
        assert_eq!(light(&facts), (ResultLight::Red, ResultReason::Behind));
    }

    #[test]
    fn a_band_is_judged_without_a_path() {
        let facts = |value, distance| Facts {
            progress: Ok(Progress { distance: Some(distance), ..part(value) }),
            reporting: ReportingLight::Amber,
            pace: Pace::NoPath,
            shares: Shares::default(),
        };
        assert_eq!(light(&facts(Ratio::ONE, Ratio::ZERO)), (ResultLight::Green, ResultReason::WithinBand));
        assert_eq!(light(&facts(Ratio::ZERO, ratio(-1, 3))), (ResultLight::Red, ResultReason::OutsideBand));
    }

    #[test]
    fn the_index_is_compared_exactly() {
        let at = |index| {
            let (progress, shares) = (Ok(part(ratio(1, 2))), Shares::default());
            light(&Facts { progress, reporting: ReportingLight::Green, pace: Pace::Index(index), shares }).0
        };
        let hair = ratio(1, 1_000_000_000_000);
        assert_eq!(at(ratio(9, 10)), ResultLight::Green);
        assert_eq!(at(ratio(9, 10).checked_sub(hair).expect("fits")), ResultLight::Amber);
        assert_eq!(at(ratio(3, 4)), ResultLight::Amber);
        assert_eq!(at(ratio(3, 4).checked_sub(hair).expect("fits")), ResultLight::Red);
    }

    #[test]
    fn a_report_is_late_after_its_due_day_and_red_after_the_days_of_grace() {
        let at = |today| reporting_light(Frequency::Quarterly, day("2026-03-31"), 14, day(today));
        assert_eq!(report_due_on(Frequency::Quarterly, day("2026-03-31")), Some(day("2026-06-30")));
        assert_eq!(at("2026-06-30"), ReportingLight::Green);
        assert_eq!(at("2026-07-01"), ReportingLight::Amber);
        assert_eq!(at("2026-07-14"), ReportingLight::Amber);
        assert_eq!(at("2026-07-15"), ReportingLight::Red);
        assert_eq!(at("2026-09-30"), ReportingLight::Red);
        assert_eq!(at("2026-10-01"), ReportingLight::Stale);
    }

    #[test]
    fn two_weeks_without_a_weekly_report_are_stale_even_in_the_days_of_grace() {
        let at = |today| reporting_light(Frequency::Weekly, day("2026-01-01"), 14, day(today));
        assert_eq!(at("2026-01-08"), ReportingLight::Green);
        assert_eq!(at("2026-01-15"), ReportingLight::Amber);
        assert_eq!(at("2026-01-16"), ReportingLight::Stale);
    }

    #[test]
    fn a_report_is_not_due_before_its_period_has_ended() {
        let due = |frequency, since| report_due_on(frequency, day(since)).map(|on| on.to_string()).unwrap_or_default();
        assert_eq!(due(Frequency::Monthly, "2026-02-28"), "2026-03-31");
        assert_eq!(due(Frequency::Monthly, "2026-01-30"), "2026-02-28");
        assert_eq!(due(Frequency::HalfYearly, "2026-06-30"), "2026-12-31");
        assert_eq!(due(Frequency::Yearly, "2023-02-28"), "2024-02-29");
        assert_eq!(due(Frequency::Yearly, "2024-02-15"), "2025-02-15");
        assert_eq!(due(Frequency::Once, "2026-06-30"), "");
        assert_eq!(reporting_light(Frequency::Once, day("2000-01-01"), 14, day("2026-01-01")), ReportingLight::Green);
    }
}
