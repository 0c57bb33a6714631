//! Exact fractions, in which every figure is computed and compared.
//!
//! A ratio is always in lowest terms with a denominator above zero, so equal ratios have equal parts. Arithmetic
//! answers `None` rather than a wrong number. `None` means that the exact result needs more than 127 bits (or is a
//! division by zero): the figure is then not known. Shares of counts below 10⁹ and sums of any recordable
//! quantities stay within it; a sum over many different denominators need not, and rounds its terms first.

use std::{cmp::Ordering, fmt};

use entity::Decimal;

/// An exact fraction.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ratio {
    numerator: i128,
    denominator: i128,
}

impl Ratio {
    /// Zero.
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };
    /// One.
    pub const ONE: Self = Self { numerator: 1, denominator: 1 };

    /// `numerator / denominator`; `None` over zero, or where −2¹²⁷ would lose its sign.
    #[must_use]
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        let (numerator, denominator) = match denominator.cmp(&0) {
            Ordering::Greater => (numerator, denominator),
            Ordering::Equal => return None,
            Ordering::Less => (numerator.checked_neg()?, denominator.checked_neg()?),
        };
        let divisor = gcd(numerator, denominator);
        Some(Self { numerator: numerator / divisor, denominator: denominator / divisor })
    }

    /// The numerator in lowest terms; it carries the sign.
    #[must_use]
    pub fn numerator(self) -> i128 {
        self.numerator
    }

    /// The denominator in lowest terms; above zero.
    #[must_use]
    pub fn denominator(self) -> i128 {
        self.denominator
    }

    /// The sum.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        // Knuth, The Art of Computer Programming, 4.5.1: the shared factor is left out before it can overflow.
        let shared = gcd(self.denominator, other.denominator);
        let left = self.numerator.checked_mul(other.denominator / shared)?;
        let right = other.numerator.checked_mul(self.denominator / shared)?;
        let numerator = left.checked_add(right)?;
        let divisor = gcd(numerator, shared);
        let denominator = (self.denominator / shared).checked_mul(other.denominator / divisor)?;
        Some(Self { numerator: numerator / divisor, denominator })
    }

    /// The difference.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(Self { numerator: other.numerator.checked_neg()?, ..other })
    }

    /// The product.
    #[must_use]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        let (one, two) = (gcd(self.numerator, other.denominator), gcd(other.numerator, self.denominator));
        Some(Self {
            numerator: (self.numerator / one).checked_mul(other.numerator / two)?,
            denominator: (self.denominator / two).checked_mul(other.denominator / one)?,
        })
    }

    /// The quotient; `None` by zero.
    #[must_use]
    pub fn checked_div(self, other: Self) -> Option<Self> {
        self.checked_mul(Self::new(other.denominator, other.numerator)?)
    }

    /// Held within 0..=1.
    #[must_use]
    pub fn clamped(self) -> Self {
        self.clamp(Self::ZERO, Self::ONE)
    }

    /// Rounded half-even to six decimals, as it leaves one step of a computation for the next.
    #[must_use]
    pub fn rounded(self) -> Option<Self> {
        let (whole, millionths) = self.rounded_magnitude();
        let magnitude = i128::try_from(whole).ok()?.checked_mul(MILLION)?.checked_add(i128::from(millionths))?;
        Self::new(if self.numerator < 0 { -magnitude } else { magnitude }, MILLION)
    }

    /// Rounded half-even to six decimals, in millionths; the nearest that fits where it is too large.
    #[must_use]
    pub fn millionths(self) -> i64 {
        let (whole, rest) = self.rounded_magnitude();
        let magnitude = whole.saturating_mul(MILLION.unsigned_abs()).saturating_add(rest.into());
        let magnitude = i64::try_from(magnitude).unwrap_or(i64::MAX);
        if self.numerator < 0 { -magnitude } else { magnitude }
    }

    /// The same number as a decimal; `None` where four decimals do not hold it exactly, or it is too large.
    #[must_use]
    pub fn to_decimal(self) -> Option<Decimal> {
        let scaled = self.checked_mul(Self { numerator: Decimal::SCALE.into(), denominator: 1 })?;
        let exact = scaled.denominator == 1;
        exact.then_some(scaled.numerator).and_then(|units| i64::try_from(units).ok()).map(Decimal)
    }

    /// The absolute value rounded half-even to millionths, as its whole part and the rest.
    fn rounded_magnitude(self) -> (u128, u32) {
        let denominator = self.denominator.unsigned_abs();
        let whole = self.numerator.unsigned_abs() / denominator;
        let mut rest = self.numerator.unsigned_abs() % denominator;
        let mut millionths = 0;
        if let Some(scaled) = rest.checked_mul(MILLION.unsigned_abs()) {
            millionths = u32::try_from(scaled / denominator).unwrap_or(u32::MAX);
            rest = scaled % denominator;
        } else {
            for _ in 0..6 {
                // Ten times the rest may not fit; ten additions below the denominator always do.
                let (mut digit, mut sum) = (0, 0);
                for _ in 0..10 {
                    sum += rest;
                    if sum >= denominator {
                        sum -= denominator;
                        digit += 1;
                    }
                }
                millionths = millionths * 10 + digit;
                rest = sum;
            }
        }
        let round_up = match rest.cmp(&(denominator - rest)) {
            Ordering::Less => false,
            Ordering::Equal => millionths % 2 == 1,
            Ordering::Greater => true,
        };
        match millionths + u32::from(round_up) {
            1_000_000 => (whole + 1, 0),
            millionths => (whole, millionths),
        }
    }
}

const MILLION: i128 = 1_000_000;

/// The greatest common divisor; `n` may be any number, `d` is above zero, so the answer is at most `d`.
fn gcd(n: i128, d: i128) -> i128 {
    let (mut a, mut b) = (d, n % d);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.abs()
}

/// Compares `a / b` with `c / d` by their continued fractions: only divisions, so nothing can overflow.
fn compare_by_parts(mut a: i128, mut b: i128, mut c: i128, mut d: i128) -> Ordering {
    loop {
        let (left, right) = (a.rem_euclid(b), c.rem_euclid(d));
        let order = a.div_euclid(b).cmp(&c.div_euclid(d));
        if order.is_ne() || left == 0 || right == 0 {
            return order.then(left.cmp(&right));
        }
        // What remains is below one on both sides, and the larger fraction has the smaller reciprocal.
        (a, b, c, d) = (d, right, b, left);
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        let left = self.numerator.checked_mul(other.denominator);
        let right = other.numerator.checked_mul(self.denominator);
        match (left, right) {
            (Some(left), Some(right)) => left.cmp(&right),
            _ => compare_by_parts(self.numerator, self.denominator, other.numerator, other.denominator),
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<Decimal> for Ratio {
    fn from(decimal: Decimal) -> Self {
        let (numerator, denominator) = (i128::from(decimal.0), i128::from(Decimal::SCALE));
        let divisor = gcd(numerator, denominator);
        Self { numerator: numerator / divisor, denominator: denominator / divisor }
    }
}

/// A decimal number, rounded half-even to six decimals, without trailing zeros: `0.25`, `0`, `-0.243`.
impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, millionths) = self.rounded_magnitude();
        let sign = if self.numerator < 0 && (whole, millionths) != (0, 0) { "-" } else { "" };
        f.write_str(sign)?;
        // Nearly all fit, and write themselves several times faster.
        match u64::try_from(whole) {
            Ok(whole) => write!(f, "{whole}")?,
            Err(_) => write!(f, "{whole}")?,
        }
        if millionths == 0 {
            return Ok(());
        }
        let (mut decimals, mut width) = (millionths, 6);
        while decimals % 10 == 0 {
            (decimals, width) = (decimals / 10, width - 1);
        }
        write!(f, ".{decimals:0width$}")
    }
}

impl fmt::Debug for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ratio(n: i128, d: i128) -> Ratio {
        Ratio::new(n, d).expect("a fraction")
    }

    #[test]
    fn a_ratio_reads_as_a_decimal_rounded_half_even() {
        for (n, d, text) in [
            (1, 4, "0.25"),
            (0, -7, "0"),
            (-17, 70, "-0.242857"),
            (2, 3, "0.666667"),
            (12, -1, "-12"),
            (1, 2_000_000, "0"),
            (3, 2_000_000, "0.000002"),
            (-5, 2_000_000, "-0.000002"),
            (-1, 2_000_000, "0"),
            (9_999_999, 10_000_000, "1"),
            (i128::MIN, 1, "-170141183460469231731687303715884105728"),
            (i128::MAX - 1, i128::MAX, "1"),
            (i128::MAX / 2, i128::MAX, "0.5"),
        ] {
            assert_eq!(ratio(n, d).to_string(), text, "{n}/{d}");
        }
    }

    #[test]
    fn what_does_not_fit_is_none_and_never_wrong() {
        let (huge, tiny) = (ratio(i128::MAX, 1), ratio(1, i128::MAX));
        assert_eq!(Ratio::new(1, 0), None);
        assert_eq!(Ratio::new(i128::MIN, -1), None);
        assert_eq!(huge.checked_add(Ratio::ONE), None);
        assert_eq!(huge.checked_mul(huge), None);
        assert_eq!(tiny.checked_div(huge), None);
        assert_eq!(Ratio::ONE.checked_div(Ratio::ZERO), None);
        assert_eq!(ratio(i128::MIN, 1).checked_sub(ratio(i128::MIN, 1)), None);
        assert_eq!(huge.checked_mul(tiny), Some(Ratio::ONE));
        assert_eq!(huge.rounded(), None);
    }

    #[test]
    fn fractions_too_long_to_multiply_out_still_have_an_order() {
        let below = ratio(i128::MAX - 2, i128::MAX - 1);
        let above = ratio(i128::MAX - 1, i128::MAX);
        assert!(below < above && above < Ratio::ONE);
        assert!(ratio(-i128::MAX, i128::MAX - 1) < ratio(i128::MIN, i128::MAX));
        assert_eq!(above.cmp(&above), Ordering::Equal);
    }

    #[test]
    fn a_decimal_is_given_back_only_where_it_is_exact() {
        assert_eq!(Ratio::from(Decimal(2_500)).to_decimal(), Some(Decimal(2_500)));
        assert_eq!(Ratio::from(Decimal(i64::MIN)).to_decimal(), Some(Decimal(i64::MIN)));
        assert_eq!(ratio(1, 3).to_decimal(), None);
        assert_eq!(ratio(i64::MAX.into(), 1).to_decimal(), None);
    }

    fn any_ratio() -> impl Strategy<Value = Ratio> {
        prop_oneof![(any::<i32>(), 1..i32::MAX), (-20..20, 1..20)].prop_map(|(n, d)| ratio(n.into(), d.into()))
    }

    proptest! {
        #[test]
        fn order_agrees_with_subtraction_and_with_continued_fractions(a in any_ratio(), b in any_ratio()) {
            let difference = a.checked_sub(b).expect("fits");
            prop_assert_eq!(a.cmp(&b), difference.cmp(&Ratio::ZERO));
            prop_assert_eq!(a.cmp(&b), compare_by_parts(a.numerator, a.denominator, b.numerator, b.denominator));
        }

        #[test]
        fn arithmetic_agrees_with_fractions_multiplied_out(a in any_ratio(), b in any_ratio()) {
            let (n, d, m, e) = (a.numerator, a.denominator, b.numerator, b.denominator);
            prop_assert_eq!(a.checked_add(b), Ratio::new(n * e + m * d, d * e));
            prop_assert_eq!(a.checked_sub(b), Ratio::new(n * e - m * d, d * e));
            prop_assert_eq!(a.checked_mul(b), Ratio::new(n * m, d * e));
            prop_assert_eq!(a.checked_div(b), Ratio::new(n * e, d * m));
        }

        #[test]
        fn rounding_takes_the_nearest_millionth_and_the_even_one_of_two(n in any::<i64>(), half in 1..1_i64 << 31) {
            for d in [i128::from(half) * 2, i128::from(half), 2_000_000] {
                let rounded = ratio(n.into(), d).rounded().expect("fits");
                let millionths = rounded.checked_mul(ratio(MILLION, 1)).expect("fits");
                prop_assert_eq!(millionths.denominator(), 1);
                let twice_off = 2 * (millionths.numerator() * d - i128::from(n) * MILLION).abs();
                prop_assert!(twice_off < d || (twice_off == d && millionths.numerator() % 2 == 0));
                prop_assert_eq!(ratio(n.into(), d).to_string(), rounded.to_string());
            }
        }
    }
}
