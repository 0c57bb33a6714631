//! What a promise comes to over its whole term.

use entity::{Decimal, Recurrence};

use super::Ratio;

/// What is promised in total: once, or so much each month, quarter or year for so many years. `None` where it recurs and
/// nobody said for how long.
#[must_use]
pub fn promised_in_total(each: Decimal, recurrence: Recurrence, term_years: Option<i32>) -> Option<Ratio> {
    let years = term_years.map(i128::from);
    let terms = match recurrence {
        Recurrence::Once => 1,
        Recurrence::Monthly => 12 * years?,
        Recurrence::Quarterly => 4 * years?,
        Recurrence::Yearly => years?,
    };
    Ratio::from(each).checked_mul(Ratio::new(terms, 1)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::samples::ratio;

    #[test]
    fn a_promise_recurs_as_often_as_its_years_hold_terms() {
        let total = |recurrence, years| promised_in_total(Decimal(25_000), recurrence, years);
        assert_eq!(total(Recurrence::Once, Some(10)), Some(ratio(5, 2)), "once, however long it lasts");
        assert_eq!(total(Recurrence::Once, None), Some(ratio(5, 2)));
        assert_eq!(total(Recurrence::Yearly, Some(10)), Some(ratio(25, 1)));
        assert_eq!(total(Recurrence::Quarterly, Some(10)), Some(ratio(100, 1)));
        assert_eq!(total(Recurrence::Monthly, Some(10)), Some(ratio(300, 1)));
        assert_eq!(total(Recurrence::Yearly, None), None, "for ever is not a number");
    }
}
