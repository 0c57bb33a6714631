//! Amounts as a picture says them: short, and with their unit.

use crate::notation;

/// The unit of money.
pub(super) const EUR: &str = "EUR";

/// A number with its unit where that is a sign, from exact text: `€ 12,50`, `18,5 %`, `4.000`.
pub(super) fn bare(number: &str, unit: &str) -> String {
    let mut number = notation::short(number);
    match unit {
        EUR => {
            if number.split_once(',').is_some_and(|(_, cents)| cents.len() == 1) {
                number.push('0');
            }
            format!("€\u{a0}{number}")
        }
        "%" => format!("{number}\u{a0}%"),
        _ => number,
    }
}

/// A number with its unit: `4.000 vacatures`.
pub(super) fn quantity(number: &str, unit: &str) -> String {
    match unit {
        EUR | "%" | "" => bare(number, unit),
        _ => format!("{} {unit}", bare(number, unit)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_with_their_units() {
        assert_eq!(quantity("400000", EUR), "€\u{a0}400.000");
        assert_eq!(quantity("12.5", EUR), "€\u{a0}12,50");
        assert_eq!(quantity("18.5", "%"), "18,5\u{a0}%");
        assert_eq!(quantity("4000", "vacatures"), "4.000 vacatures");
    }
}
