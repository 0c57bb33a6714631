//! The gap of a goal (*wat er is, wat er kan, waar nog mogelijkheden liggen*): what its indicators still lack once all that
//! is promised is delivered.
//!
//! Akkoord's own rule: `remaining = target − level − (promised − delivered)`. What was delivered is taken to show in the level
//! already, so only what is still to come is taken off. Best effort and what was only asked for stand beside it and take
//! nothing off. Units are never converted: a promise belongs to the indicator that has its unit, in any spelling, and to none
//! where several have it. One that avoids vacancies never belongs to an indicator of filled ones, nor the other way round.
//!
//! What lasts is never added again: towards a structural indicator a promise that recurs counts for one term, and so does
//! what was delivered on it.

use std::collections::{BTreeMap, BTreeSet};

use entity::{Direction, Effect};

use super::{Certainty, OpenCode, Ratio};
use crate::fold::fold;

/// How promises work on a shortage, in the order in which they are told apart.
const EFFECTS: [Option<Effect>; 3] = [Some(Effect::Filled), Some(Effect::Avoided), None];

/// An indicator of a goal.
#[derive(Clone, Copy, Debug)]
pub struct Aimed<'a> {
    /// Its unit.
    pub unit: &'a str,
    /// How what it counts works on a shortage, where that was said.
    pub effect: Option<Effect>,
    /// Which way is better.
    pub direction: Direction,
    /// Whether it has a number at all; what is told in words has no level and no target.
    pub is_numeric: bool,
    /// Whether what it counts lasts.
    pub is_structural: bool,
    /// The target that people look at on the day.
    pub target: Option<Ratio>,
    /// Where it stands.
    pub level: Option<Ratio>,
    /// How certain the level is.
    pub certainty: Certainty,
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
    /// How it works on a shortage, where that was said.
    pub effect: Option<Effect>,
    /// How firm it is.
    pub firmness: Firmness,
    /// How much, over all terms.
    pub total: Option<Ratio>,
    /// How much in one term, where it recurs.
    pub each_term: Option<Ratio>,
    /// How much of it was delivered and confirmed.
    pub delivered: Option<Ratio>,
    /// How certain the promise is.
    pub certainty: Certainty,
    /// How certain it is what was delivered.
    pub delivered_certainty: Certainty,
}

/// What is promised, asked for and delivered, added up: zero where there is nothing to add, `None` where no part is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sums {
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
}

/// The sums of what works on a shortage in one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByEffect {
    /// How it works; none where nobody said.
    pub effect: Option<Effect>,
    /// The sums.
    pub sums: Sums,
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
    /// What is promised, asked for and delivered.
    pub sums: Sums,
    /// The same for each way of working on a shortage that occurs.
    pub by_effect: Vec<ByEffect>,
    /// Promises of which nobody knows how much.
    pub unknown: usize,
    /// What is still lacking; below zero where more is on its way than is lacking.
    pub remaining: Option<Ratio>,
    /// How certain the line is; the bound is that of what is still lacking.
    pub certainty: Certainty,
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

/// Promises in one unit that belong to no single indicator, and the indicators that each of them could belong to.
#[derive(Default)]
struct Unplaced<'a> {
    promises: Vec<Promised<'a>>,
    indicators: BTreeSet<usize>,
}

/// The gap of a goal: the indicators in their order, then the other units by name.
#[must_use]
pub fn gap(indicators: &[Aimed<'_>], promises: &[Promised<'_>]) -> (Vec<GapLine>, Vec<OpenPoint>) {
    // What has no unit comes last.
    let key = |unit: Option<&str>| (unit.is_none(), unit.map(fold));
    let units: Vec<_> = indicators.iter().map(|one| key(Some(one.unit))).collect();
    let mut placed: Vec<Vec<Promised<'_>>> = vec![Vec::new(); indicators.len()];
    let mut others: BTreeMap<_, Unplaced<'_>> = BTreeMap::new();
    for promise in promises {
        let unit = key(promise.unit);
        let fits = |at: &usize| units[*at] == unit && agree(indicators[*at].effect, promise.effect);
        let fitting: Vec<usize> = (0..indicators.len()).filter(fits).collect();
        if let [at] = fitting[..] {
            placed[at].push(*promise);
        } else {
            let unplaced = others.entry(unit).or_default();
            unplaced.promises.push(*promise);
            unplaced.indicators.extend(fitting);
        }
    }
    let (mut lines, mut open) = (Vec::new(), missing(indicators, promises));
    for (at, (indicator, promises)) in indicators.iter().zip(placed).enumerate() {
        let is_told = !others.values().any(|unplaced| unplaced.indicators.contains(&at));
        lines.push(GapLine::of(at, indicator, is_told.then_some(promises)));
    }
    for unplaced in others.into_values() {
        let unit = unplaced.promises[0].unit.map(|unit| unit.trim().to_owned());
        lines.push(GapLine { unit: unit.clone(), ..GapLine::promising(Some(&unplaced.promises)) });
        if !unplaced.indicators.is_empty() {
            let indicators = unplaced.indicators.into_iter().collect();
            open.push(OpenPoint { code: OpenCode::SharedUnit, indicators, unit });
        }
    }
    (lines, open)
}

/// Whether a promise can be meant for an indicator: nobody said otherwise.
fn agree(one: Option<Effect>, other: Option<Effect>) -> bool {
    one.zip(other).is_none_or(|(one, other)| one == other)
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

impl Promised<'_> {
    /// The same, as it counts towards an indicator.
    fn towards(self, indicator: &Aimed<'_>) -> Self {
        let Some(term) = self.each_term.filter(|_| indicator.is_structural) else { return self };
        Self { total: Some(term), delivered: self.delivered.map(|delivered| delivered.min(term)), ..self }
    }
}

impl Sums {
    fn of(promises: &[&Promised<'_>]) -> Self {
        let total = |firmness, of: fn(&Promised<'_>) -> Option<Ratio>| {
            sum(promises.iter().filter(|one| one.firmness == firmness).map(|one| of(one)))
        };
        Self {
            promised: total(Firmness::Result, |one| one.total),
            best_effort: total(Firmness::BestEffort, |one| one.total),
            asked_for: total(Firmness::Asked, |one| one.total),
            delivered: total(Firmness::Result, |one| one.delivered),
            best_effort_delivered: total(Firmness::BestEffort, |one| one.delivered),
        }
    }

    const UNKNOWN: Self =
        Self { promised: None, best_effort: None, asked_for: None, delivered: None, best_effort_delivered: None };
}

impl GapLine {
    fn of(at: usize, indicator: &Aimed<'_>, promises: Option<Vec<Promised<'_>>>) -> Self {
        let counted: Option<Vec<_>> =
            promises.map(|promises| promises.into_iter().map(|one| one.towards(indicator)).collect());
        let line = Self {
            indicator: Some(at),
            unit: Some(indicator.unit.to_owned()),
            target: indicator.target,
            level: indicator.level,
            ..Self::promising(counted.as_deref())
        };
        let remaining = line.remaining(indicator.direction);
        let level = indicator.certainty;
        let level = if indicator.direction == Direction::Increase { level.reversed() } else { level };
        let lacking = counted.iter().flatten().map(Promised::lacking).fold(level, Certainty::and);
        let certainty = Certainty {
            approximate: line.certainty.approximate || level.approximate,
            provisional: level.provisional,
            bound: lacking.bound.filter(|_| remaining.is_some()),
        };
        Self { remaining, certainty, ..line }
    }

    /// The sums of promises; none of them is known where nobody can tell which promises belong here.
    fn promising(promises: Option<&[Promised<'_>]>) -> Self {
        let known = promises.unwrap_or_default();
        let of = |effect| -> Vec<_> { known.iter().filter(|one| one.effect == effect).collect() };
        let occurring = EFFECTS.into_iter().map(|effect| (effect, of(effect))).filter(|(_, own)| !own.is_empty());
        Self {
            indicator: None,
            unit: None,
            target: None,
            level: None,
            sums: promises.map_or(Sums::UNKNOWN, |promises| Sums::of(&promises.iter().collect::<Vec<_>>())),
            by_effect: occurring.map(|(effect, own)| ByEffect { effect, sums: Sums::of(&own) }).collect(),
            unknown: known.iter().filter(|one| one.total.is_none()).count(),
            remaining: None,
            certainty: Certainty { approximate: known.iter().any(Promised::is_vague), provisional: false, bound: None },
        }
    }

    fn remaining(&self, direction: Direction) -> Option<Ratio> {
        let lacking = match direction {
            Direction::Increase => self.target?.checked_sub(self.level?)?,
            Direction::Decrease => self.level?.checked_sub(self.target?)?,
            Direction::Maintain => return None,
        };
        lacking.checked_sub(self.sums.promised?.checked_sub(self.sums.delivered?)?)
    }
}

impl Promised<'_> {
    /// Whether a number of it that is known is not exact.
    fn is_vague(&self) -> bool {
        self.total.is_some() && self.certainty.approximate
            || self.delivered.is_some() && self.delivered_certainty.approximate
    }

    /// How certain what is lacking is for its part: the more is promised the less is lacking, and the more of it was
    /// delivered already the more.
    fn lacking(&self) -> Certainty {
        let counts = self.firmness == Firmness::Result;
        let of = |is_known: bool, certainty: Certainty| {
            if counts && is_known { certainty } else { Certainty::default() }
        };
        of(self.total.is_some(), self.certainty.reversed()).and(of(self.delivered.is_some(), self.delivered_certainty))
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
mod tests;
