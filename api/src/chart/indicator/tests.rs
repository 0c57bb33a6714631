//! Pictures of indicators with any data: none, one report, many, negative and very large ones.

use chrono::{Days, NaiveDate};
use entity::{Decimal, Direction, HierarchyRule, Reporting, TargetBasis};

use super::*;
use crate::{
    chart::tests::holds,
    figures::{Band, Baseline, Point, Series, Target},
};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

struct Case {
    measure: Measure,
    reports: Vec<(NaiveDate, i64)>,
    baseline: Option<i64>,
    targets: Vec<Target>,
    band: Band,
    unit: &'static str,
}

impl Case {
    fn of(reports: &[(&str, i64)]) -> Self {
        let reports = reports.iter().map(|(on, value)| (day(on), *value)).collect();
        Self {
            measure: Measure::Count,
            reports,
            baseline: None,
            targets: Vec::new(),
            band: Band::default(),
            unit: "vacatures",
        }
    }

    fn chart(&self) -> Chart {
        let moment = |(at, (on, value)): (usize, &(NaiveDate, i64))| Moment {
            on: *on,
            value: Ratio::new((*value).into(), 1),
            provisional: at % 3 == 1,
            expected: None,
            added: None,
        };
        let direction = Direction::Increase;
        let aim = Aim { direction, targets: &self.targets, band: self.band };
        let baseline =
            Baseline { value: self.baseline.and_then(Decimal::whole), denominator: None, on: Some(day("2024-12-31")) };
        let points: Vec<Point> = Vec::new();
        let series = Series {
            measure: self.measure,
            reporting: Reporting::Snapshot,
            target_basis: TargetBasis::Level,
            hierarchy_rule: HierarchyRule::None,
            baseline,
            points: &points,
            include: Include::Approved,
        };
        let course = Course {
            day: day("2026-11-20"),
            figures: None,
            moments: self.reports.iter().enumerate().map(moment).collect(),
            baseline: baseline.level(self.measure),
            baseline_on: baseline.on,
            aim,
            path: Path::of(&series, &aim),
            is_per_period: false,
            span: (None, None),
            words: Words { measure: self.measure, unit: self.unit },
        };
        course.chart("Structureel vervulde technische vacatures ".repeat(4))
    }
}

fn target(on: Option<&str>, value: i64) -> Target {
    Target { on: on.map(day), value: Decimal::whole(value).expect("a number") }
}

#[test]
fn any_data_makes_a_picture_in_which_nothing_is_cut_or_covered() {
    let many = |step: i64| {
        (0..500).map(|at| (day("2024-12-31") + Days::new(at * 3), step * i64::try_from(at % 37).unwrap_or(0))).collect()
    };
    let large = 900_000_000_000_000;
    for case in [
        Case::of(&[]),
        Case::of(&[("2026-03-31", 0)]),
        Case::of(&[("2026-03-31", 7), ("2026-03-31", 7)]),
        Case {
            baseline: Some(12),
            targets: vec![target(Some("2027-12-31"), 40)],
            ..Case::of(&[("2026-03-31", 12), ("2026-06-30", 40)])
        },
        Case {
            baseline: Some(-40),
            targets: vec![target(Some("2026-12-31"), 40), target(None, 60)],
            ..Case::of(&[("2025-03-31", -90), ("2026-06-30", -10)])
        },
        Case {
            baseline: Some(large),
            targets: vec![target(Some("2030-12-31"), -large)],
            ..Case::of(&[("2026-03-31", large)])
        },
        Case { reports: many(3), baseline: Some(50), targets: vec![target(Some("2029-12-31"), 100)], ..Case::of(&[]) },
        Case { reports: many(0), ..Case::of(&[]) },
        Case { measure: Measure::YesNo, ..Case::of(&[("2025-03-31", 0), ("2026-03-31", 1)]) },
        Case {
            measure: Measure::Percent,
            band: Band { low: Decimal::whole(47), high: Decimal::whole(54) },
            ..Case::of(&[("2025-03-31", 45), ("2026-03-31", 50)])
        },
        Case {
            band: Band { low: Decimal::whole(47), high: None },
            unit: "plaatsen in leerwerktrajecten voor zij-instromers in de regio Zwolle",
            ..Case::of(&[("2026-01-01", 47)])
        },
        Case {
            targets: (2025..2040).map(|year| target(Some(&format!("{year}-12-31")), i64::from(year - 2024))).collect(),
            baseline: Some(0),
            ..Case::of(&[("2026-01-01", 1)])
        },
    ] {
        holds(&case.chart());
    }
}

#[test]
fn a_hollow_marker_awaits_approval_and_the_scale_of_counts_begins_at_0() {
    let chart = Case::of(&[("2025-03-31", 5_000), ("2026-03-31", 6_000)]).chart();
    assert!(chart.marks.0.contains(">0</text>") && chart.marks.0.contains(">voorlopig</text>"), "{}", chart.marks.0);
    let rows: Vec<&str> = chart.table.rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(rows, ["Nulmeting", "Stand", "Voorlopige stand"]);
    assert_eq!(chart.table.rows[1][1..3], ["31 maart 2025", "5.000"]);
}

#[test]
fn what_is_told_in_words_has_no_numbers_to_show() {
    let told = Case { measure: Measure::Narrative, ..Case::of(&[]) }.chart();
    assert!(told.marks.0.is_empty() && told.conclusion.contains("in woorden"));
}
