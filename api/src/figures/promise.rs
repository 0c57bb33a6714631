//! How far a commitment is: which part of what was promised is confirmed.
//!
//! What parties count is what they agreed to count. Where nothing was, the milestones tell, and where there are none, only
//! the end. Nobody types a percentage.

use entity::{Decimal, Qualifier, Recurrence};

use super::{Basis, Certainty, Progress, Ratio};

/// So much of what was promised, as exact as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// How much, in the unit of the commitment, or in EUR.
    pub quantity: Decimal,
    /// How exact that is.
    pub qualifier: Qualifier,
}

/// What was promised, and what came of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Promise<'a> {
    /// How much is promised in total, where that can be counted.
    pub in_total: Option<(Ratio, Qualifier)>,
    /// What was delivered and confirmed.
    pub confirmed: &'a [Part],
    /// The weight of each milestone, and whether it was reached.
    pub milestones: &'a [(Decimal, bool)],
    /// Whether it was fulfilled; `None` before its end, and where its end does not say.
    pub is_fulfilled: Option<bool>,
}

/// How much is promised in all terms together; `None` where nobody said for how many years it runs. Akkoord's own rule:
/// ONCE is once whatever the years, MONTHLY twelve times a year, QUARTERLY four times, YEARLY once.
#[must_use]
pub fn promised_in_total(each_time: Decimal, recurrence: Recurrence, years: Option<i32>) -> Option<Ratio> {
    let times_a_year = match recurrence {
        Recurrence::Once => return Some(each_time.into()),
        Recurrence::Monthly => 12,
        Recurrence::Quarterly => 4,
        Recurrence::Yearly => 1,
    };
    Ratio::from(each_time).checked_mul(Ratio::new(i128::from(years?) * times_a_year, 1)?)
}

/// How far a commitment is. Akkoord's own rule, the first that applies:
///
/// 1. something was promised that can be counted: `Σ confirmed / promised in total`, above 1 where more was delivered;
/// 2. it has milestones: `Σ weight of those reached / Σ weight`;
/// 3. its end: 1 where it was fulfilled, 0 where it was not, else nothing is known.
///
/// Who accepts a commitment by its criterion need not count: one that was fulfilled and of which nothing was counted is 1.
///
/// A vague delivery makes the figure vague the same way, a vague promise the other way: of "minstens 100" promised at
/// most so much is done. None of whatever was promised is exactly none.
#[must_use]
pub fn commitment(promise: &Promise<'_>) -> Option<Progress> {
    let end = promise.is_fulfilled.map(|is_fulfilled| if is_fulfilled { Ratio::ONE } else { Ratio::ZERO });
    let end = end.map(|value| Progress::counted(value, Certainty::default(), Basis::State));
    let counted = promise.delivered().or_else(|| promise.reached());
    let is_accepted_uncounted =
        promise.is_fulfilled == Some(true) && counted.is_none_or(|counted| counted.value == Ratio::ZERO);
    if is_accepted_uncounted { end } else { counted.or(end) }
}

impl Progress {
    fn counted(value: Ratio, certainty: Certainty, basis: Basis) -> Self {
        Self { value, distance: None, certainty, basis }
    }
}

impl Promise<'_> {
    fn delivered(&self) -> Option<Progress> {
        let (total, qualifier) = self.in_total?;
        let parts = self.confirmed.iter();
        let (sum, certainty) = parts.fold((0, Certainty::default()), |(sum, certainty), part| {
            (sum + i128::from(part.quantity.0), certainty.and(Certainty::of(part.qualifier)))
        });
        let value = Ratio::new(sum, Decimal::SCALE.into())?.checked_div(total)?;
        let is_nothing = sum == 0 && !certainty.approximate;
        let certainty = if is_nothing { certainty } else { certainty.and(Certainty::of(qualifier).reversed()) };
        Some(Progress::counted(value, certainty, Basis::Deliveries))
    }

    fn reached(&self) -> Option<Progress> {
        let sum = |weights: &mut dyn Iterator<Item = Decimal>| weights.map(|weight| i128::from(weight.0)).sum();
        let reached = self.milestones.iter().filter(|(_, is_reached)| *is_reached);
        let value = Ratio::new(
            sum(&mut reached.map(|(weight, _)| *weight)),
            sum(&mut self.milestones.iter().map(|(weight, _)| *weight)),
        )?;
        Some(Progress::counted(value, Certainty::default(), Basis::Milestones))
    }
}

#[cfg(test)]
mod tests {
    use Qualifier::{About, AtLeast, Exact, JustOver, JustUnder};

    use super::*;
    use crate::figures::{Bound, samples::decimal};

    fn part(quantity: &str, qualifier: Qualifier) -> Part {
        Part { quantity: decimal(quantity), qualifier }
    }

    fn total(quantity: &str, qualifier: Qualifier) -> (Ratio, Qualifier) {
        (decimal(quantity).into(), qualifier)
    }

    fn value(promise: &Promise<'_>) -> Option<String> {
        commitment(promise).map(|progress| progress.value.to_string())
    }

    #[test]
    fn what_can_be_counted_comes_before_milestones_and_these_before_the_end() {
        let confirmed = [part("2", Exact), part("1.5", Exact)];
        let milestones = [(decimal("3"), true), (decimal("1"), false)];
        let whole = Promise {
            in_total: Some(total("5", Exact)),
            confirmed: &confirmed,
            milestones: &milestones,
            is_fulfilled: Some(false),
        };
        assert_eq!(value(&whole).as_deref(), Some("0.7"));
        let uncounted = Promise { in_total: None, ..whole };
        assert_eq!(value(&uncounted).as_deref(), Some("0.75"));
        let bare = Promise { milestones: &[], ..uncounted };
        assert_eq!(value(&bare).as_deref(), Some("0"));
        assert_eq!(value(&Promise { is_fulfilled: Some(true), ..bare }).as_deref(), Some("1"));
        assert_eq!(value(&Promise { is_fulfilled: None, ..bare }), None);
        let basis = |promise| commitment(promise).map(|progress| progress.basis);
        assert_eq!(
            [&whole, &uncounted, &bare].map(basis),
            [Basis::Deliveries, Basis::Milestones, Basis::State].map(Some)
        );
    }

    #[test]
    fn a_promise_of_nothing_tells_nothing_and_more_than_promised_is_more_than_one() {
        let confirmed = [part("6", Exact)];
        let of =
            |quantity| Promise { in_total: Some(total(quantity, Exact)), confirmed: &confirmed, ..Promise::default() };
        assert_eq!(value(&of("0")), None);
        assert_eq!(value(&of("5")).as_deref(), Some("1.2"));
        assert_eq!(commitment(&of("5")).map(|progress| progress.clamped()), Some(Ratio::ONE));
    }

    #[test]
    fn who_accepts_by_the_criterion_need_not_count() {
        let open = [(decimal("1"), false)];
        for promise in [
            Promise { in_total: Some(total("5", About)), ..Promise::default() },
            Promise { milestones: &open, ..Promise::default() },
        ] {
            assert_eq!(value(&promise).as_deref(), Some("0"));
            assert_eq!(value(&Promise { is_fulfilled: Some(true), ..promise }).as_deref(), Some("1"));
            assert_eq!(value(&Promise { is_fulfilled: Some(false), ..promise }).as_deref(), Some("0"));
        }
        let confirmed = [part("2", Exact)];
        let counted = Promise {
            in_total: Some(total("5", Exact)),
            confirmed: &confirmed,
            is_fulfilled: Some(true),
            ..Promise::default()
        };
        assert_eq!(value(&counted).as_deref(), Some("0.4"));
    }

    #[test]
    fn vague_deliveries_point_one_way_and_a_vague_promise_the_other() {
        let certainty = |confirmed: &[Part], promised| {
            let promise = Promise { in_total: Some(total("5", promised)), confirmed, ..Promise::default() };
            commitment(&promise).map(|progress| (progress.certainty.approximate, progress.certainty.bound))
        };
        let (least, most) = (Some(Bound::AtLeast), Some(Bound::AtMost));
        for (delivered, promised, expected) in [
            (Exact, Exact, (false, None)),
            (JustOver, Exact, (true, least)),
            (Exact, AtLeast, (true, most)),
            (JustUnder, AtLeast, (true, most)),
            (JustOver, JustUnder, (true, least)),
            (JustOver, AtLeast, (true, None)),
            (About, Exact, (true, None)),
        ] {
            assert_eq!(certainty(&[part("2", delivered)], promised), Some(expected), "{delivered} of {promised}");
        }
        assert_eq!(certainty(&[], About), Some((false, None)), "none of about five is none");
    }

    #[test]
    fn what_recurs_is_promised_as_often_as_its_years_say() {
        let total = |recurrence, years| promised_in_total(decimal("2.5"), recurrence, years).map(|it| it.to_string());
        for (recurrence, expected) in [
            (Recurrence::Once, "2.5"),
            (Recurrence::Monthly, "300"),
            (Recurrence::Quarterly, "100"),
            (Recurrence::Yearly, "25"),
        ] {
            assert_eq!(total(recurrence, Some(10)).as_deref(), Some(expected));
            let unknown = (recurrence == Recurrence::Once).then_some(expected);
            assert_eq!(total(recurrence, None).as_deref(), unknown);
        }
    }
}
