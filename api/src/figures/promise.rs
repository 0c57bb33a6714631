//! How much a promise comes to in all.

use entity::{Decimal, Recurrence};

use super::Ratio;

/// A promised quantity over all its terms: as often as it is due in so many years, or once. `None` where it is due again and
/// again, and nobody said for how long.
#[must_use]
pub fn promised_in_total(quantity: Decimal, recurrence: Recurrence, term_years: Option<i32>) -> Option<Ratio> {
    let a_year = match recurrence {
        Recurrence::Once => return Some(quantity.into()),
        Recurrence::Monthly => 12,
        Recurrence::Quarterly => 4,
        Recurrence::Yearly => 1,
    };
    let terms = Ratio::new(i128::from(term_years?) * a_year, 1)?;
    Ratio::from(quantity).checked_mul(terms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::samples::*;

    #[test]
    fn what_is_due_each_term_counts_as_often_as_there_are_terms() {
        let total = |recurrence, years| promised_in_total(decimal("2.5"), recurrence, years);
        assert_eq!(total(Recurrence::Once, Some(10)), Some(ratio(5, 2)));
        assert_eq!(total(Recurrence::Monthly, Some(10)), Some(ratio(300, 1)));
        assert_eq!(total(Recurrence::Quarterly, Some(10)), Some(ratio(100, 1)));
        assert_eq!(total(Recurrence::Yearly, Some(10)), Some(ratio(25, 1)));
        assert_eq!(total(Recurrence::Yearly, None), None);
    }
}
