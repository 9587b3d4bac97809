//! How numbers look to a reader: thousands separators, sensible decimals, percent, 亿元 for large headlines.

use super::Lang;
use crate::domain::{Cell, Unit};

/// What stands where nothing is known.
pub const MISSING_MARK: &str = "—";

impl Lang {
    /// A cell as a reader sees it, without its unit (that stands in the header); "—" where nothing is known.
    #[must_use]
    pub fn cell(self, cell: Cell<'_>, unit: Unit) -> String {
        match cell {
            Cell::Missing => MISSING_MARK.to_owned(),
            Cell::Text(text) => text.to_owned(),
            Cell::Term(term) => self.term(term).into_owned(),
            Cell::Count(count) => grouped(count as f64, 0),
            Cell::Number(value) => self.number(Some(value), unit),
        }
    }

    /// A number in its unit's usual precision, without the unit; a share in percent with its sign.
    #[must_use]
    pub fn number(self, value: Option<f64>, unit: Unit) -> String {
        number_to(value, unit, decimals(unit))
    }

    /// A number with its unit behind it, e.g. `1,204.0 亩`.
    #[must_use]
    pub fn number_with_unit(self, value: Option<f64>, unit: Unit) -> String {
        self.number_with_unit_to(value, unit, decimals(unit))
    }

    /// The same to so many decimals; of a share those of its percent.
    #[must_use]
    pub fn number_with_unit_to(self, value: Option<f64>, unit: Unit, decimals: usize) -> String {
        let number = number_to(value, unit, decimals);
        let name = self.unit(unit);
        if value.is_none() || name.is_empty() || unit == Unit::Share { number } else { format!("{number} {name}") }
    }

    /// A sum of money for a headline: 万元, or 亿元 beyond five digits.
    #[must_use]
    pub fn money_headline(self, wan_yuan: Option<f64>) -> String {
        match wan_yuan {
            Some(value) if value.abs() >= 100_000.0 => {
                format!("{} {}", grouped(value / 1e4, 2), self.text("unit-yi-yuan"))
            }
            _ => self.number_with_unit(wan_yuan, Unit::WanYuan),
        }
    }
}

/// A number without its unit to so many decimals; of a share those of its percent.
fn number_to(value: Option<f64>, unit: Unit, decimals: usize) -> String {
    let Some(value) = value.filter(|value| value.is_finite()) else { return MISSING_MARK.to_owned() };
    match unit {
        Unit::Share => format!("{} %", grouped(value * 100.0, decimals)),
        _ => grouped(value, decimals),
    }
}

/// Decimals a reader sees for a unit: mu, 万元 and their quotients 0.1; m² 0.01; ratios 0.01.
#[must_use]
pub fn decimals(unit: Unit) -> usize {
    match unit {
        Unit::None | Unit::Count | Unit::Persons => 0,
        Unit::Mu | Unit::WanYuan | Unit::WanYuanPerMu | Unit::Share | Unit::WanYuanPerPerson | Unit::Tonnes => 1,
        Unit::SquareMetre | Unit::Ratio | Unit::PersonsPerMu | Unit::WanYuanPerTonneCoal | Unit::WanYuanPerTonne => 2,
    }
}

/// A number with a comma every three digits and a fixed number of decimals; a negative zero loses its sign.
#[must_use]
pub fn grouped(value: f64, decimals: usize) -> String {
    let plain = format!("{value:.decimals$}");
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let is_zero = digits.bytes().all(|byte| byte == b'0' || byte == b'.');
    let mut text = String::with_capacity(plain.len() + whole.len() / 3);
    if !is_zero {
        text.push_str(sign);
    }
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_separated_and_decimals_kept() {
        assert_eq!(grouped(38_412.64, 1), "38,412.6");
        assert_eq!(grouped(-1_234_567.0, 0), "-1,234,567");
        assert_eq!(grouped(999.0, 0), "999");
        assert_eq!(grouped(-0.001, 1), "0.0");
    }

    #[test]
    fn a_share_is_shown_in_percent_and_a_missing_number_as_a_dash() {
        assert_eq!(Lang::Zh.number(Some(0.0313), Unit::Share), "3.1 %");
        assert_eq!(Lang::Zh.number(None, Unit::Share), "—");
        assert_eq!(Lang::Zh.number(Some(f64::NAN), Unit::Mu), "—");
    }

    #[test]
    fn large_sums_are_told_in_yi_yuan() {
        assert_eq!(Lang::Zh.money_headline(Some(123_456.0)), format!("12.35 {}", Lang::Zh.text("unit-yi-yuan")));
        assert!(Lang::Zh.money_headline(Some(99_999.0)).starts_with("99,999.0"));
    }
}
