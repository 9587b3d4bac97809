//! The numbers of a reason as text: what was measured and what it is held against never look alike where they are not,
//! and a threshold is told whole.
//!
//! A letter that says “33.3 %, less than 33.3 %” is no reason. So decimals are added until the two stand to each other as
//! shown as they do in truth, and a third is told as one.

use std::cmp::Ordering;

use crate::analysis::judge::Operator;
use crate::domain::Unit;
use crate::locale::{Lang, decimals};

/// Decimals added at most to tell two numbers apart.
const MORE_APART: usize = 6;
/// Decimals added at most to tell a threshold whole.
const MORE_WHOLE: usize = 3;

/// A number as it is shown: percent of a share.
fn shown(value: f64, unit: Unit) -> f64 {
    if unit == Unit::Share { value * 100.0 } else { value }
}

fn rounded(value: f64, decimals: usize) -> f64 {
    format!("{value:.decimals$}").parse().unwrap_or(value)
}

/// One third or two, as a letter writes them.
fn third(value: f64, unit: Unit) -> Option<&'static str> {
    if !matches!(unit, Unit::Share | Unit::Ratio) {
        return None;
    }
    [(1.0, "1/3"), (2.0, "2/3")]
        .into_iter()
        .find(|(part, _)| Operator::Equal.holds(value, part / 3.0))
        .map(|each| each.1)
}

/// The decimals that tell a number whole, no fewer than its unit's; `None` where a few more would not do.
fn whole_decimals(value: f64, unit: Unit) -> Option<usize> {
    let (value, least) = (shown(value, unit), decimals(unit));
    (least..=least + MORE_WHOLE).find(|&decimals| Operator::Equal.holds(rounded(value, decimals), value))
}

/// A threshold by itself.
pub(super) fn threshold_text(lang: Lang, threshold: f64, unit: Unit) -> String {
    let number = |decimals| lang.number_with_unit_to(Some(threshold), unit, decimals);
    let whole = || number(whole_decimals(threshold, unit).unwrap_or(decimals(unit)));
    third(threshold, unit).map_or_else(whole, str::to_owned)
}

/// What was measured, its threshold, and how far they are apart, all in one unit.
pub(super) fn told_apart(lang: Lang, measured: f64, threshold: f64, unit: Unit) -> [String; 3] {
    let least = decimals(unit);
    let text = |value: f64, decimals: usize| lang.number_with_unit_to(Some(value), unit, decimals);
    let margin = (measured - threshold).abs();
    if Operator::Equal.holds(measured, threshold) {
        let equal = threshold_text(lang, threshold, unit);
        return [equal.clone(), equal, text(0.0, least)];
    }
    let third = third(threshold, unit);
    let whole = whole_decimals(threshold, unit);
    // Of a threshold that no few decimals tell whole, as many are told as of what was measured.
    let threshold_shown = |decimals: usize| match third {
        Some(_) => shown(threshold, unit),
        None => rounded(shown(threshold, unit), whole.unwrap_or(decimals)),
    };
    let order = measured.partial_cmp(&threshold).unwrap_or(Ordering::Equal);
    let is_apart = |&decimals: &usize| {
        rounded(shown(measured, unit), decimals).partial_cmp(&threshold_shown(decimals)) == Some(order)
    };
    let enough = (least..=least + MORE_APART).find(is_apart).unwrap_or(least + MORE_APART);
    let has_margin = |&decimals: &usize| rounded(shown(margin, unit), decimals) > 0.0;
    let of_margin = (enough..=enough + MORE_APART).find(has_margin).unwrap_or(enough);
    let threshold = third.map_or_else(|| text(threshold, whole.unwrap_or(enough)), str::to_owned);
    [text(measured, enough), threshold, text(margin, of_margin)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(measured: f64, threshold: f64, unit: Unit) -> [String; 2] {
        let [measured, threshold, _] = told_apart(Lang::En, measured, threshold, unit);
        [measured, threshold]
    }

    #[test]
    fn what_is_less_than_its_threshold_never_looks_like_it() {
        assert_eq!(told(0.5996, 0.6, Unit::Ratio), ["0.5996", "0.60"]);
        assert_eq!(told(0.333_32, 1.0 / 3.0, Unit::Share), ["33.3 %", "1/3"]);
        assert_eq!(told(0.333_34, 1.0 / 3.0, Unit::Share), ["33.334 %", "1/3"], "33.3 % is less than a third");
        assert_eq!(told(0.2499, 0.25, Unit::Share), ["24.99 %", "25.0 %"]);
        assert_eq!(told(0.3, 0.6, Unit::Ratio), ["0.30", "0.60"], "no more decimals than it takes");
        assert_eq!(told(0.1, 0.125, Unit::Ratio), ["0.10", "0.125"], "a threshold is told whole");
    }

    #[test]
    fn two_means_get_as_many_decimals_as_each_other() {
        assert_eq!(told(12.345_678, 12.345_612, Unit::Ratio), ["12.3457", "12.3456"]);
        assert_eq!(told(1.0 / 3.0, 1.0 / 3.0, Unit::Share), ["1/3", "1/3"]);
        let [_, _, margin] = told_apart(Lang::En, 0.7996, 0.8, Unit::Ratio);
        assert_eq!(margin, "0.0004");
        assert_eq!(told(0.8 + 1e-15, 0.8, Unit::Ratio), ["0.80", "0.80"], "equal is equal");
    }
}
