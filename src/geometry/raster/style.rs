//! How the map looks: what a palette is made of. Which colour means what is decided above.

use crate::domain::RowSet;

/// The look of one class of parcels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClassStyle {
    /// Fill colour.
    pub fill: [u8; 3],
    /// Light hatch over the fill: the value is missing.
    pub hatch: bool,
}

/// The look of a whole picture.
#[derive(Clone, Copy, Debug)]
pub struct Style<'a> {
    /// Class of each row, an index into `classes`; rows without a class are drawn as background.
    pub class_of_row: &'a [u8],
    /// The look of each class.
    pub classes: &'a [ClassStyle],
    /// Rows the filter lets through; all others are drawn faint. `None`: all rows.
    pub visible: Option<&'a RowSet>,
    /// Rows outlined in the accent colour.
    pub selected: &'a RowSet,
    /// The row under the pointer, drawn lighter.
    pub hovered: Option<usize>,
    /// Rows with a dark diagonal hatch over the fill (suspected idle land).
    pub hatched: Option<&'a RowSet>,
    /// Where no parcel is.
    pub background: [u8; 3],
    /// What shows where no parcel is, one colour a pixel of the view, in place of the background. `None`: nothing but that.
    pub underlay: Option<&'a [[u8; 4]]>,
    /// Between parcels.
    pub outline: [u8; 3],
    /// Around selected parcels.
    pub accent: [u8; 3],
    /// Pixels to a point of the screen or the page: hatches and selections keep their size in points.
    pub pixels_per_point: f64,
}
