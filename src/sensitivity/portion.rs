//! Shares of completions with the interval of Wilson (1927) at 95 % confidence, in whole numbers throughout: a share is
//! exact, and the interval is rounded outwards.

use super::record::Portion;

/// The square of 1.959964, the quantile of the normal distribution for 95 %, in millionths.
const Z: u128 = 3_841_459;
const MILLION: u128 = 1_000_000;

impl Portion {
    /// So many of so many completions.
    pub(super) fn of(count: usize, all: usize) -> Portion {
        let (low, high) = wilson(count as u128, all as u128);
        let share = (count as u128 * 2000 + all as u128).checked_div(2 * all as u128).unwrap_or_default();
        Portion { count, share: percent(share), from: percent(low), to: percent(high) }
    }
}

/// The ends of the interval in thousandths: (2k + z² ∓ z √(z² + 4 k (n − k) / n)) / 2 (n + z²).
fn wilson(count: u128, all: u128) -> (u128, u128) {
    if all == 0 {
        return (0, 1000);
    }
    let middle = 2 * count * MILLION + Z;
    let under = Z * (Z * all + 4 * MILLION * count * (all - count.min(all))) / all;
    let root = under.isqrt();
    let whole = 2 * (all * MILLION + Z);
    // The root is cut off: one more on the way up.
    let low = middle.saturating_sub(root + 1) * 1000 / whole;
    let high = ((middle + root + 1) * 1000).div_ceil(whole).min(1000);
    // Where none or all of them are, the formula gives that end itself.
    (if count == 0 { 0 } else { low }, if count == all { 1000 } else { high })
}

/// Thousandths as per cent with one decimal.
fn percent(thousandths: u128) -> String {
    format!("{}.{} %", thousandths / 10, thousandths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(count: usize, all: usize) -> [String; 3] {
        let portion = Portion::of(count, all);
        [portion.share, portion.from, portion.to]
    }

    /// Ends worked out by hand from the formula: 50 of 100 lie between 40.38 and 59.62 %, 1 of 10 between 1.79 and
    /// 40.42 %, 0 of 1000 below 0.383 %.
    #[test]
    fn the_interval_is_that_of_the_formula_rounded_outwards() {
        assert_eq!(words(50, 100), ["50.0 %", "40.3 %", "59.7 %"]);
        assert_eq!(words(1, 10), ["10.0 %", "1.7 %", "40.5 %"]);
        assert_eq!(words(0, 1000), ["0.0 %", "0.0 %", "0.4 %"]);
        assert_eq!(words(1000, 1000), ["100.0 %", "99.6 %", "100.0 %"]);
        assert_eq!(words(0, 0), ["0.0 %", "0.0 %", "100.0 %"]);
    }
}
