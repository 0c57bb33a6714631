//! A target that is handed out to children: how much of it, and how many of them report. A figure that rests on few of its
//! children is no verdict on all of them.

use chrono::NaiveDate;
use entity::{Decimal, HierarchyRule};

use super::{Ratio, Shares, Target};

/// A part of a target that is handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HandedOut {
    /// The part, in the unit of the indicator.
    pub value: Decimal,
    /// The first day of which the child contributed something; `None` while it did not.
    pub reports_since: Option<NaiveDate>,
}

/// How a target is handed out, on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allocation {
    /// How much of it; `None` where what children do cannot be added.
    pub allocated: Option<Ratio>,
    /// How much is left; below zero where more is handed out than the target.
    pub unallocated: Option<Ratio>,
    /// The part of it; above 1 where more is handed out than the target, `None` without a target above zero.
    pub share: Option<Ratio>,
    /// The children that reported until that day.
    pub reporting_children: usize,
    /// The children, whether their tables agreed or not.
    pub children: usize,
}

impl Allocation {
    /// How the last target is handed out; `None` where it is not.
    #[must_use]
    pub fn of(handed_out: &[HandedOut], target: Option<Target>, rule: HierarchyRule, on: NaiveDate) -> Option<Self> {
        if handed_out.is_empty() {
            return None;
        }
        let sum = handed_out.iter().map(|part| i128::from(part.value.0)).sum();
        let allocated = Ratio::new(sum, Decimal::SCALE.into()).filter(|_| rule == HierarchyRule::Sum);
        let target = target.map(|target| Ratio::from(target.value));
        let above_zero = target.filter(|target| *target > Ratio::ZERO);
        let reports = |part: &&HandedOut| part.reports_since.is_some_and(|since| since <= on);
        Some(Self {
            allocated,
            unallocated: allocated.and_then(|allocated| target?.checked_sub(allocated)),
            share: allocated.and_then(|allocated| allocated.checked_div(above_zero?)),
            reporting_children: handed_out.iter().filter(reports).count(),
            children: handed_out.len(),
        })
    }

    /// The shares by which a figure is incomplete.
    #[must_use]
    pub fn shares(&self) -> Shares {
        let count = |number: usize| i128::try_from(number).unwrap_or(i128::MAX);
        let reporting = Ratio::new(count(self.reporting_children), count(self.children));
        Shares { allocated: self.share, reporting }
    }
}

impl Shares {
    /// The part of an indicator that a figure of it covers: all, unless its target is handed out. Akkoord's own rule: the
    /// smaller of the shares that exist, at most 1.
    #[must_use]
    pub fn coverage(&self) -> Ratio {
        [self.allocated, self.reporting].into_iter().flatten().fold(Ratio::ONE, Ord::min).clamped()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::samples::*;

    fn part(value: &str, since: Option<&str>) -> HandedOut {
        HandedOut { value: decimal(value), reports_since: since.map(day) }
    }

    #[test]
    fn what_is_left_may_be_less_than_nothing() {
        let parts = [part("40", Some("2026-03-31")), part("80", None)];
        let of = |target: Option<&str>, rule, on| {
            let target = target.map(|value| Target { on: None, value: decimal(value) });
            Allocation::of(&parts, target, rule, day(on)).expect("children")
        };
        let over = of(Some("100"), HierarchyRule::Sum, "2026-03-31");
        assert_eq!((over.allocated, over.unallocated), (Some(ratio(120, 1)), Some(ratio(-20, 1))));
        assert_eq!((over.share, over.reporting_children, over.children), (Some(ratio(6, 5)), 1, 2));
        assert_eq!(over.shares().coverage(), ratio(1, 2));
        assert_eq!(of(Some("100"), HierarchyRule::Sum, "2026-03-30").shares().coverage(), Ratio::ZERO);
        for without in [of(None, HierarchyRule::Sum, "2026-03-31"), of(Some("0"), HierarchyRule::Sum, "2026-03-31")] {
            assert_eq!((without.allocated, without.share), (Some(ratio(120, 1)), None));
        }
        let shares = of(Some("100"), HierarchyRule::RatioOfSums, "2026-03-31");
        assert_eq!((shares.allocated, shares.unallocated, shares.share), (None, None, None));
        assert_eq!(Allocation::of(&[], None, HierarchyRule::Sum, day("2026-03-31")), None);
        assert_eq!(Shares::default().coverage(), Ratio::ONE);
    }
}
