//! Every column analysis can make has a name in both languages, every indicator a name and a formula.

use std::collections::HashSet;

use mulens::analysis::{Indicator, SortKey, summary_columns};
use mulens::domain::Unit;
use mulens::locale::Lang;

fn id(prefix: &str, key: &str) -> String {
    format!("{prefix}-{}", key.replace('_', "-"))
}

#[test]
fn every_column_has_a_header_in_both_languages() {
    let columns: HashSet<(&str, Unit)> =
        summary_columns().chain(SortKey::all().map(|key| (key.column_key(), key.unit()))).collect();
    for lang in Lang::ALL {
        for &(key, unit) in &columns {
            assert!(lang.has(&id("column", key)), "{key} has no name");
            let header = lang.header(key, unit);
            assert!(!header.contains(['{', '}']), "{header} refers to a text that is not there");
        }
    }
}

#[test]
fn every_indicator_has_a_name_and_a_formula_in_both_languages() {
    for lang in Lang::ALL {
        for indicator in Indicator::ALL {
            assert!(lang.has(&id("indicator", indicator.key())), "{} has no name", indicator.key());
            assert!(lang.has(&id("formula", indicator.key())), "{} has no formula", indicator.key());
            assert_eq!(lang.column(indicator.key()), lang.indicator(indicator.key()));
        }
    }
}

#[test]
fn no_two_columns_of_one_table_share_a_header() {
    for lang in Lang::ALL {
        let summary: Vec<String> = summary_columns().map(|(key, unit)| lang.header(key, unit)).collect();
        let parcels: Vec<String> = SortKey::all().map(|key| lang.header(key.column_key(), key.unit())).collect();
        for headers in [summary, parcels] {
            let distinct: HashSet<&String> = headers.iter().collect();
            let twice = headers.iter().filter(|each| headers.iter().filter(|other| other == each).count() > 1);
            assert_eq!(distinct.len(), headers.len(), "{:?}", twice.collect::<Vec<_>>());
        }
    }
}
