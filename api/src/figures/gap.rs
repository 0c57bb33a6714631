//! The gap of a goal (*wat er is, wat er kan, waar nog mogelijkheden liggen*): what its indicators still lack once all that
//! is promised is delivered.
//!
//! Akkoord's own rule: `remaining = target − level − (promised − delivered)`. What was delivered is taken to show in the level
//! already, so only what is still to come is taken off. Best effort and what was only asked for stand beside it and take
//! nothing off. Units are never converted: a promise belongs to the indicator that has its unit, in any spelling, and to none
//! where several have it.

use std::collections::BTreeMap;

use entity::Direction;

use super::{OpenCode, Ratio};
use crate::fold::fold;

/// An indicator of a goal.
#[derive(Clone, Copy, Debug)]
pub struct Aimed<'a> {
    /// Its unit.
    pub unit: &'a str,
    /// Which way is better.
    pub direction: Direction,
    /// Whether it has a number at all; what is told in words has no level and no target.
    pub is_numeric: bool,
    /// The target that people look at now.
    pub target: Option<Ratio>,
    /// Where it stands.
    pub level: Option<Ratio>,
}

/// How firm a promise is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Firmness {
    /// Live, to the result.
    Result,
    /// Live, to best effort.
    BestEffort,
    /// Proposed only.
    Asked,
}

/// What one commitment promises in one unit.
#[derive(Clone, Copy, Debug)]
pub struct Promised<'a> {
    /// The unit, where it is known.
    pub unit: Option<&'a str>,
    /// How firm it is.
    pub firmness: Firmness,
    /// How much, over all terms.
    pub total: Option<Ratio>,
    /// How much of it was delivered and confirmed.
    pub delivered: Option<Ratio>,
}

/// One indicator, or one unit of promises that belong to no single indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GapLine {
    /// The indicator, by its place among those given.
    pub indicator: Option<usize>,
    /// The unit, as it is written first.
    pub unit: Option<String>,
    /// The target of the indicator.
    pub target: Option<Ratio>,
    /// Where the indicator stands.
    pub level: Option<Ratio>,
    /// Promised to the result.
    pub promised: Option<Ratio>,
    /// Promised to best effort.
    pub best_effort: Option<Ratio>,
    /// Asked for, not agreed.
    pub asked_for: Option<Ratio>,
    /// Delivered of what is promised to the result.
    pub delivered: Option<Ratio>,
    /// Delivered of what is promised to best effort.
    pub best_effort_delivered: Option<Ratio>,
    /// Promises of which nobody knows how much.
    pub unknown: usize,
    /// What is still lacking; below zero where more is on its way than is lacking.
    pub remaining: Option<Ratio>,
}

/// Something that is not settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenPoint {
    /// What.
    pub code: OpenCode,
    /// The indicators that it is about, by their places among those given.
    pub indicators: Vec<usize>,
    /// The unit that it is about.
    pub unit: Option<String>,
}

/// The gap of a goal: the indicators in their order, then the other units by name.
#[must_use]
pub fn gap(indicators: &[Aimed<'_>], promises: &[Promised<'_>]) -> (Vec<GapLine>, Vec<OpenPoint>) {
    // What has no unit comes last.
    let key = |unit: Option<&str>| (unit.is_none(), unit.map(fold));
    let mut by_unit: BTreeMap<_, Vec<&Promised<'_>>> = BTreeMap::new();
    for promise in promises {
        by_unit.entry(key(promise.unit)).or_default().push(promise);
    }
    let having = |unit: &(bool, Option<String>)| -> Vec<usize> {
        (0..indicators.len()).filter(|at| key(Some(indicators[*at].unit)) == *unit).collect()
    };
    let (mut lines, mut open) = (Vec::new(), Vec::new());
    for (at, indicator) in indicators.iter().enumerate() {
        let unit = key(Some(indicator.unit));
        let own = by_unit.get(&unit).map_or(&[] as &[_], Vec::as_slice);
        let is_told = own.is_empty() || having(&unit).len() == 1;
        lines.push(GapLine::of(at, indicator, is_told.then_some(own)));
    }
    let others =
        by_unit.iter().map(|(unit, promises)| (having(unit), promises)).filter(|(having, _)| having.len() != 1);
    for (indicators, promises) in others {
        let unit = promises[0].unit.map(|unit| unit.trim().to_owned());
        lines.push(GapLine { unit: unit.clone(), ..GapLine::promising(Some(promises)) });
        if !indicators.is_empty() {
            open.push(OpenPoint { code: OpenCode::SharedUnit, indicators, unit });
        }
    }
    let mut points = missing(indicators, promises);
    points.extend(open);
    (lines, points)
}

/// What a goal lacks, and then each of its indicators.
fn missing(indicators: &[Aimed<'_>], promises: &[Promised<'_>]) -> Vec<OpenPoint> {
    let is_agreed_on = promises.iter().any(|promise| promise.firmness != Firmness::Asked);
    let of_goal = [(indicators.is_empty(), OpenCode::NoIndicator), (!is_agreed_on, OpenCode::NoCommitment)];
    let of_each = indicators.iter().enumerate().filter(|(_, one)| one.is_numeric).flat_map(|(at, one)| {
        let has_no_target = one.target.is_none() && one.direction != Direction::Maintain;
        [(one.level.is_none(), OpenCode::NoData), (has_no_target, OpenCode::NoTarget)]
            .map(|(is_missing, code)| (is_missing, code, vec![at]))
    });
    let all = of_goal.map(|(is_missing, code)| (is_missing, code, Vec::new())).into_iter().chain(of_each);
    all.filter(|(is_missing, ..)| *is_missing)
        .map(|(_, code, indicators)| OpenPoint { code, indicators, unit: None })
        .collect()
}

impl GapLine {
    fn of(at: usize, indicator: &Aimed<'_>, promises: Option<&[&Promised<'_>]>) -> Self {
        let line = Self {
            indicator: Some(at),
            unit: Some(indicator.unit.to_owned()),
            target: indicator.target,
            level: indicator.level,
            ..Self::promising(promises)
        };
        Self { remaining: line.remaining(indicator.direction), ..line }
    }

    /// The sums of promises; none of them is known where nobody can tell which promises belong here.
    fn promising(promises: Option<&[&Promised<'_>]>) -> Self {
        let total = |firmness, of: fn(&Promised<'_>) -> Option<Ratio>| {
            sum(promises?.iter().filter(|one| one.firmness == firmness).map(|one| of(one)))
        };
        Self {
            indicator: None,
            unit: None,
            target: None,
            level: None,
            promised: total(Firmness::Result, |one| one.total),
            best_effort: total(Firmness::BestEffort, |one| one.total),
            asked_for: total(Firmness::Asked, |one| one.total),
            delivered: total(Firmness::Result, |one| one.delivered),
            best_effort_delivered: total(Firmness::BestEffort, |one| one.delivered),
            unknown: promises.into_iter().flatten().filter(|one| one.total.is_none()).count(),
            remaining: None,
        }
    }

    fn remaining(&self, direction: Direction) -> Option<Ratio> {
        let lacking = match direction {
            Direction::Increase => self.target?.checked_sub(self.level?)?,
            Direction::Decrease => self.level?.checked_sub(self.target?)?,
            Direction::Maintain => return None,
        };
        lacking.checked_sub(self.promised?.checked_sub(self.delivered?)?)
    }
}

/// The sum of what is known: zero where there is nothing to add, not known where no part of it is.
#[must_use]
pub fn sum(parts: impl IntoIterator<Item = Option<Ratio>>) -> Option<Ratio> {
    let parts: Vec<_> = parts.into_iter().collect();
    let is_known = parts.is_empty() || parts.iter().any(Option::is_some);
    parts.into_iter().flatten().try_fold(Ratio::ZERO, Ratio::checked_add).filter(|_| is_known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::samples::*;

    const PLACES: Aimed<'_> = Aimed {
        unit: "Plekken",
        direction: Direction::Increase,
        is_numeric: true,
        target: Some(Ratio::ONE),
        level: Some(Ratio::ZERO),
    };

    #[allow(clippy::unnecessary_wraps, reason = "every number of a line can be unknown")]
    fn whole(n: i128) -> Option<Ratio> {
        Some(ratio(n, 1))
    }

    fn aimed(direction: Direction, level: i128, target: i128) -> Aimed<'static> {
        Aimed { direction, level: whole(level), target: whole(target), ..PLACES }
    }

    fn promise(unit: &str, firmness: Firmness, total: Option<Ratio>, delivered: Option<Ratio>) -> Promised<'_> {
        Promised { unit: Some(unit), firmness, total, delivered }
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
        let expected = GapLine {
            indicator: Some(0),
            unit: Some("Plekken".into()),
            target: whole(100),
            level: whole(40),
            promised: whole(30),
            best_effort: whole(7),
            asked_for: whole(5),
            delivered: whole(12),
            best_effort_delivered: whole(1),
            unknown: 1,
            remaining: whole(42),
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
        let (none, some) = (line(&[]), line(&unknown));
        assert_eq!((none.promised, none.asked_for, none.unknown, none.remaining), (whole(0), whole(0), 0, whole(60)));
        assert_eq!((some.promised, some.asked_for, some.unknown, some.remaining), (None, whole(0), 1, None));
    }

    #[test]
    fn a_promise_in_another_unit_has_a_line_of_its_own() {
        let promises = [
            Promised { unit: None, firmness: Firmness::Result, total: None, delivered: None },
            promise("uren", Firmness::Result, whole(3), whole(1)),
            promise("EUR", Firmness::Asked, whole(4), whole(0)),
        ];
        let (lines, _) = gap(&[PLACES], &promises);
        let units: Vec<_> = lines.iter().map(|line| line.unit.as_deref()).collect();
        assert_eq!(units, [Some("Plekken"), Some("EUR"), Some("uren"), None]);
        assert_eq!((lines[0].promised, lines[0].remaining), (whole(0), whole(1)));
        assert_eq!((lines[2].indicator, lines[2].promised, lines[2].remaining), (None, whole(3), None));
        assert_eq!((lines[3].promised, lines[3].delivered, lines[3].unknown), (None, None, 1));
    }

    #[test]
    fn where_indicators_share_a_unit_nobody_can_tell_which_a_promise_is_for() {
        let promises = [promise("plekken", Firmness::Result, whole(3), whole(0))];
        let (lines, open) = gap(&[PLACES, PLACES], &promises);
        let told: Vec<_> = lines.iter().map(|line| (line.indicator, line.promised, line.remaining)).collect();
        assert_eq!(told, [(Some(0), None, None), (Some(1), None, None), (None, whole(3), None)]);
        let shared = OpenPoint { code: OpenCode::SharedUnit, indicators: vec![0, 1], unit: Some("plekken".into()) };
        assert_eq!(open, [shared]);
        let (lines, open) = gap(&[PLACES, PLACES], &[]);
        assert!(lines.iter().all(|line| line.promised == whole(0) && line.remaining == whole(1)));
        assert_eq!(codes(&open), [OpenCode::NoCommitment]);
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
}
