//! Short ways to write the days, quantities and reports that the tests of this folder are about.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity::{Decimal, HierarchyRule, IndicatorId, Measure, Qualifier, Reporting, TargetBasis};

use super::{Baseline, Include, Point, Ratio, Series, Source, Standing, Target};

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

pub(super) fn decimal(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

pub(super) fn ratio(n: i128, d: i128) -> Ratio {
    Ratio::new(n, d).expect("a fraction")
}

pub(super) fn at(minute: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
}

/// An exact, approved report.
pub(super) fn report(on: &str, value: &str) -> Point {
    Point {
        observed_on: day(on),
        numerator: decimal(value),
        denominator: None,
        qualifier: Qualifier::Exact,
        denominator_qualifier: Qualifier::Exact,
        standing: Standing::Approved(at(0)),
        source: Source::Own,
    }
}

/// The same as a contribution of a child.
pub(super) fn of_child(child: u128, point: Point) -> Point {
    let indicator = IndicatorId(uuid::Uuid::from_u128(child));
    Point { source: Source::Child { indicator, effect: None }, ..point }
}

/// An exact, approved report of a share.
pub(super) fn share(on: &str, numerator: &str, denominator: &str) -> Point {
    Point { denominator: Some(decimal(denominator)), ..report(on, numerator) }
}

pub(super) fn target(on: &str, value: &str) -> Target {
    Target { on: Some(day(on)), value: decimal(value) }
}

pub(super) fn baseline(on: &str, value: &str) -> Baseline {
    Baseline { value: Some(decimal(value)), denominator: None, on: Some(day(on)) }
}

pub(super) fn series(measure: Measure, reporting: Reporting, points: &[Point]) -> Series<'_> {
    let target_basis = match reporting {
        Reporting::Increment | Reporting::RunningTotal => TargetBasis::ToDate,
        Reporting::Snapshot => TargetBasis::Level,
    };
    let hierarchy_rule = HierarchyRule::None;
    let (baseline, include) = (Baseline::default(), Include::Approved);
    Series { measure, reporting, target_basis, hierarchy_rule, baseline, points, include }
}
