//! Who a parcel is: the columns that every list of parcels tells it by.

use crate::domain::{Category, Cells, ParcelTable, ResultColumn, TextField, Unit};

/// Key, code, name and park of the parcels of `rows`, in that order.
#[must_use]
pub fn identity_columns(table: &ParcelTable, rows: &[u32]) -> [ResultColumn; 4] {
    let each = || rows.iter().map(|&row| row as usize);
    let text = |field| Cells::Texts(each().map(|row| table.text_of(field, row)).collect());
    let park = |row: usize| table.word_of(Category::Park, row).map(AsRef::as_ref);
    [
        ("parcel_key", Cells::Texts(each().map(|row| table.keys().get(row)).collect())),
        ("parcel_code", text(TextField::ParcelCode)),
        ("name", text(TextField::Name)),
        ("park", Cells::Texts(each().map(park).collect())),
    ]
    .map(|(key, cells)| ResultColumn::new(key, Unit::None, cells))
}
