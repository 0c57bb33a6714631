//! The rules of the gap, case by case.

use super::*;
use crate::figures::{Bound, samples::*};

const PLACES: Aimed<'_> = Aimed {
    unit: "Plekken",
    direction: Direction::Increase,
    is_numeric: true,
    target: Some(Ratio::ONE),
    level: Some(Ratio::ZERO),
    effect: None,
    is_structural: false,
    certainty: EXACT,
};

const EXACT: Certainty = Certainty { provisional: false, approximate: false, bound: None };

const NOTHING: Promised<'_> = Promised {
    unit: None,
    effect: None,
    firmness: Firmness::Result,
    total: None,
    each_term: None,
    delivered: None,
    certainty: EXACT,
    delivered_certainty: EXACT,
};

#[allow(clippy::unnecessary_wraps, reason = "every number of a line can be unknown")]
fn whole(n: i128) -> Option<Ratio> {
    Some(ratio(n, 1))
}

fn aimed(direction: Direction, level: i128, target: i128) -> Aimed<'static> {
    Aimed { direction, level: whole(level), target: whole(target), ..PLACES }
}

fn promise(unit: &str, firmness: Firmness, total: Option<Ratio>, delivered: Option<Ratio>) -> Promised<'_> {
    Promised { unit: Some(unit), firmness, total, delivered, ..NOTHING }
}

fn codes(points: &[OpenPoint]) -> Vec<OpenCode> {
    points.iter().map(|point| point.code).collect()
}

#[test]
fn what_remains_is_what_is_neither_there_nor_on_its_way() {
    let promises = [
        promise("plekken ", Firmness::Result, whole(30), whole(10)),
        promise("PLEKKEN", Firmness::Result, None, whole(2)),
        promise("plekken", Firmness::BestEffort, whole(7), whole(1)),
        promise("plekken", Firmness::Asked, whole(5), whole(0)),
    ];
    let (lines, open) = gap(&[aimed(Direction::Increase, 40, 100)], &promises);
    let sums = Sums {
        promised: whole(30),
        best_effort: whole(7),
        asked_for: whole(5),
        delivered: whole(12),
        best_effort_delivered: whole(1),
    };
    let expected = GapLine {
        indicator: Some(0),
        unit: Some("Plekken".into()),
        target: whole(100),
        level: whole(40),
        sums,
        by_effect: vec![ByEffect { effect: None, sums }],
        unknown: 1,
        remaining: whole(42),
        certainty: EXACT,
    };
    assert_eq!((lines, open), (vec![expected], vec![]));
    let remaining = |indicator| gap(&[indicator], &promises).0[0].remaining;
    assert_eq!(remaining(aimed(Direction::Decrease, 100, 40)), whole(42));
    assert_eq!(remaining(aimed(Direction::Decrease, 40, 40)), whole(-18), "more is coming than is lacking");
    assert_eq!(remaining(aimed(Direction::Maintain, 40, 100)), None);
    assert_eq!(remaining(Aimed { level: None, ..aimed(Direction::Increase, 0, 100) }), None);
}

#[test]
fn nothing_promised_is_zero_and_something_unknown_is_not() {
    let unknown = [promise("plekken", Firmness::Result, None, whole(0))];
    let line = |promises| gap(&[aimed(Direction::Increase, 40, 100)], promises).0.remove(0);
    let told = |promises| {
        let GapLine { sums, unknown, remaining, .. } = line(promises);
        (sums.promised, sums.asked_for, unknown, remaining)
    };
    assert_eq!(told(&[]), (whole(0), whole(0), 0, whole(60)));
    assert_eq!(told(&unknown), (None, whole(0), 1, None));
}

#[test]
fn a_promise_in_another_unit_has_a_line_of_its_own() {
    let promises = [
        NOTHING,
        promise("uren", Firmness::Result, whole(3), whole(1)),
        promise("EUR", Firmness::Asked, whole(4), whole(0)),
    ];
    let (lines, _) = gap(&[PLACES], &promises);
    let units: Vec<_> = lines.iter().map(|line| line.unit.as_deref()).collect();
    assert_eq!(units, [Some("Plekken"), Some("EUR"), Some("uren"), None]);
    assert_eq!((lines[0].sums.promised, lines[0].remaining), (whole(0), whole(1)));
    assert_eq!((lines[2].indicator, lines[2].sums.promised, lines[2].remaining), (None, whole(3), None));
    assert_eq!((lines[3].sums.promised, lines[3].sums.delivered, lines[3].unknown), (None, None, 1));
}

#[test]
fn where_indicators_share_a_unit_nobody_can_tell_which_a_promise_is_for() {
    let promises = [promise("plekken", Firmness::Result, whole(3), whole(0))];
    let (lines, open) = gap(&[PLACES, PLACES], &promises);
    let told: Vec<_> = lines.iter().map(|line| (line.indicator, line.sums.promised, line.remaining)).collect();
    assert_eq!(told, [(Some(0), None, None), (Some(1), None, None), (None, whole(3), None)]);
    let shared = OpenPoint { code: OpenCode::SharedUnit, indicators: vec![0, 1], unit: Some("plekken".into()) };
    assert_eq!(open, [shared]);
    let (lines, open) = gap(&[PLACES, PLACES], &[]);
    assert!(lines.iter().all(|line| line.sums.promised == whole(0) && line.remaining == whole(1)));
    assert_eq!(codes(&open), [OpenCode::NoCommitment]);
}

#[test]
fn what_fills_and_what_avoids_stand_apart_and_add_up() {
    let with = |effect, promise| Promised { effect, ..promise };
    let promises = [
        with(Some(Effect::Filled), promise("plekken", Firmness::Result, whole(30), whole(10))),
        with(Some(Effect::Avoided), promise("plekken", Firmness::Result, whole(8), whole(1))),
        with(None, promise("plekken", Firmness::Asked, whole(2), whole(0))),
    ];
    let line = gap(&[aimed(Direction::Increase, 40, 100)], &promises).0.remove(0);
    let apart: Vec<_> = line.by_effect.iter().map(|one| (one.effect, one.sums.promised, one.sums.delivered)).collect();
    assert_eq!(
        apart,
        [
            (Some(Effect::Filled), whole(30), whole(10)),
            (Some(Effect::Avoided), whole(8), whole(1)),
            (None, whole(0), whole(0)),
        ]
    );
    assert_eq!((line.sums.promised, line.sums.delivered, line.remaining), (whole(38), whole(11), whole(33)));

    // Who counts filled vacancies is not helped by avoided ones.
    let filled = Aimed { effect: Some(Effect::Filled), ..aimed(Direction::Increase, 40, 100) };
    let avoided = Aimed { effect: Some(Effect::Avoided), ..filled };
    let told = |indicators: &[Aimed<'_>]| -> Vec<_> {
        let (lines, open) = gap(indicators, &promises[..2]);
        assert_eq!(open, []);
        lines.iter().map(|line| (line.indicator, line.sums.promised, line.remaining)).collect()
    };
    assert_eq!(told(&[filled]), [(Some(0), whole(30), whole(40)), (None, whole(8), None)]);
    assert_eq!(told(&[filled, avoided]), [(Some(0), whole(30), whole(40)), (Some(1), whole(8), whole(53))]);
    assert_eq!(codes(&gap(&[filled, avoided], &promises[2..]).1)[1..], [OpenCode::SharedUnit]);
}

#[test]
fn what_lasts_counts_for_one_term() {
    let yearly = Promised { each_term: whole(10), ..promise("plekken", Firmness::Result, whole(30), whole(20)) };
    let endless = Promised { each_term: whole(5), ..promise("plekken", Firmness::Result, None, whole(2)) };
    let once = promise("plekken", Firmness::Result, whole(4), whole(1));
    let line = |is_structural| {
        let indicator = Aimed { is_structural, ..aimed(Direction::Increase, 40, 100) };
        let line = gap(&[indicator], &[yearly, endless, once]).0.remove(0);
        (line.sums.promised, line.sums.delivered, line.unknown, line.remaining)
    };
    assert_eq!(line(false), (whole(34), whole(23), 1, whole(49)));
    assert_eq!(line(true), (whole(19), whole(13), 0, whole(54)));
}

#[test]
fn what_is_vague_makes_what_remains_vague_the_right_way() {
    use entity::Qualifier::{About, AtLeast, JustUnder};
    let bound = |level, promised, delivered, direction| {
        let of = Certainty::of;
        let promise = Promised {
            certainty: of(promised),
            delivered_certainty: of(delivered),
            ..promise("plekken", Firmness::Result, whole(30), whole(10))
        };
        let line = gap(&[Aimed { certainty: of(level), ..aimed(direction, 40, 100) }], &[promise]).0.remove(0);
        (line.certainty.approximate, line.certainty.bound)
    };
    let (up, down, exact) = (Direction::Increase, Direction::Decrease, entity::Qualifier::Exact);
    assert_eq!(bound(exact, exact, exact, up), (false, None));
    assert_eq!(bound(AtLeast, exact, exact, up), (true, Some(Bound::AtMost)));
    assert_eq!(bound(AtLeast, exact, exact, down), (true, Some(Bound::AtLeast)));
    assert_eq!(bound(AtLeast, AtLeast, JustUnder, up), (true, Some(Bound::AtMost)));
    assert_eq!(bound(AtLeast, AtLeast, AtLeast, up), (true, None));
    assert_eq!(bound(exact, About, exact, up), (true, None));
}

#[test]
fn what_is_open_is_said_of_the_goal_and_of_each_indicator() {
    let asked = [promise("plekken", Firmness::Asked, whole(3), whole(0))];
    assert_eq!(codes(&gap(&[], &asked).1), [OpenCode::NoIndicator, OpenCode::NoCommitment]);
    let bare = Aimed { target: None, level: None, ..PLACES };
    let indicators = [
        PLACES,
        bare,
        Aimed { direction: Direction::Maintain, unit: "%", ..bare },
        Aimed { is_numeric: false, unit: "", ..bare },
    ];
    let (_, open) = gap(&indicators, &[promise("uren", Firmness::BestEffort, None, None)]);
    let about: Vec<_> = open.iter().map(|point| (point.code, point.indicators.as_slice())).collect();
    assert_eq!(about, [(OpenCode::NoData, &[1][..]), (OpenCode::NoTarget, &[1]), (OpenCode::NoData, &[2])]);
}
