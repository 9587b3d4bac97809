//! A sum that does not depend on the order of its terms, without keeping them: whole parts of a fixed size are counted.
//!
//! A term from 4 up is kept to its last bit, a smaller one to 2⁻⁵⁰: land in m² and money in 万元 lose nothing that a file
//! can say. Integers add up to the same in whatever order.

/// Parts a unit is counted in, 2⁵⁰.
const PARTS: f64 = (1_u64 << 50) as f64;
/// No land and no sum of money is as large; what says it is counts as this, so that 2²⁷ terms cannot overflow.
const MOST: f64 = (1_u64 << 50) as f64;

/// The sum so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct OrderFreeSum(i128);

impl OrderFreeSum {
    /// Adds a number.
    #[inline]
    pub(super) fn add(&mut self, term: f64) {
        self.0 += (term.clamp(-MOST, MOST) * PARTS) as i128;
    }

    /// The sum, to the nearest number.
    pub(super) fn value(self) -> f64 {
        self.0 as f64 / PARTS
    }
}

impl std::iter::Sum for OrderFreeSum {
    fn sum<I: Iterator<Item = Self>>(sums: I) -> Self {
        sums.fold(Self::default(), |all, each| Self(all.0 + each.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sum(terms: &[f64]) -> f64 {
        let mut sum = OrderFreeSum::default();
        for &term in terms {
            sum.add(term);
        }
        sum.value()
    }

    #[test]
    fn a_sum_is_exact_where_floats_lose_digits_and_huge_terms_do_not_overflow() {
        assert_eq!(sum(&[1e12, 1.0 / 4096.0, -1e12]), 1.0 / 4096.0);
        assert_eq!(sum(&[]), 0.0);
        assert_eq!(sum(&[f64::MAX; 9]), 9.0 * MOST);
        assert_eq!(sum(&[f64::MAX, f64::MIN, 5.0]), 5.0);
    }

    proptest! {
        #[test]
        fn turned_terms_have_the_same_sum_to_the_bit(terms in proptest::collection::vec(-1e9..1e9_f64, 0..60), turn in 0..60_usize) {
            let plain: f64 = terms.iter().sum();
            let mut turned = terms.clone();
            turned.rotate_left(turn.min(terms.len()));
            prop_assert_eq!(sum(&turned).to_bits(), sum(&terms).to_bits());
            prop_assert!((sum(&terms) - plain).abs() <= 1e-4);
        }
    }
}
