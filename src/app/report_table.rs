//! The import report as a result table, one row an entry, to be written as CSV or XLSX.

use super::report_list::{ReportEntry, ReportList};
use crate::domain::{Cells, ParcelTable, ResultColumn, ResultTable, TextColumn, TextField, Unit, units};
use crate::locale::Lang;

/// The entries of a report, gravest kinds first; sentences in `lang`, everything else as stable keys and numbers.
#[must_use]
pub fn report_table(list: &ReportList, table: &ParcelTable, lang: Lang) -> ResultTable {
    let lines = || list.groups.iter().flat_map(|group| group.entries.iter().map(move |entry| (group, entry)));
    let texts = |key, cells: Vec<Option<String>>| {
        let column: TextColumn = cells.iter().map(Option::as_deref).collect();
        ResultColumn::new(key, Unit::None, Cells::Texts(column))
    };
    let of_row = |key, text: &dyn Fn(usize) -> Option<String>, row: &dyn Fn(&ReportEntry) -> Option<u32>| {
        texts(key, lines().map(|(_, entry)| row(entry).and_then(|row| text(row as usize))).collect())
    };
    let numbers = |key, unit, number: &dyn Fn(&ReportEntry) -> Option<f64>| {
        let values = lines().map(|(_, entry)| number(entry).unwrap_or(f64::NAN)).collect();
        ResultColumn::new(key, unit, Cells::Numbers(values))
    };
    let key = |row: usize| Some(table.key(row).to_owned());
    let name = |row: usize| table.text_of(TextField::Name, row).map(str::to_owned);
    let columns = vec![
        texts("finding_kind", lines().map(|(group, _)| Some(group.kind.key())).collect()),
        texts("finding_severity", lines().map(|(group, _)| Some(group.kind.severity().name(lang))).collect()),
        texts("finding", lines().map(|(group, _)| Some(group.kind.name(lang))).collect()),
        ResultColumn::new("finding_total", Unit::Count, Cells::Counts(lines().map(|(group, _)| group.total).collect())),
        numbers("feature_index", Unit::Count, &|entry| entry.feature.map(f64::from)),
        numbers("line", Unit::Count, &|entry| entry.line.map(|line| line as f64)),
        of_row("parcel_key", &key, &|entry| entry.row),
        of_row("name", &name, &|entry| entry.row),
        texts("field", lines().map(|(_, entry)| entry.field.as_deref().map(str::to_owned)).collect()),
        texts("value", lines().map(|(_, entry)| entry.value.clone()).collect()),
        numbers("area_before_m2", Unit::SquareMetre, &|entry| entry.mended_m2.map(|areas| areas[0])),
        numbers("area_after_m2", Unit::SquareMetre, &|entry| entry.mended_m2.map(|areas| areas[1])),
        of_row("other_parcel_key", &key, &|entry| entry.other),
        of_row("other_name", &name, &|entry| entry.other),
        numbers("overlap_m2", Unit::SquareMetre, &|entry| entry.overlap_m2),
        numbers("overlap_mu", Unit::Mu, &|entry| entry.overlap_m2.map(units::mu_from_m2)),
        numbers("overlap_share", Unit::Share, &|entry| entry.share.filter(|_| entry.other.is_some())),
        numbers("area_difference", Unit::Share, &|entry| entry.share.filter(|_| entry.other.is_none())),
    ];
    ResultTable { columns }
}
