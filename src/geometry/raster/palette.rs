//! A row's look boiled down to one word: colour and flags, looked up for every sample.

use rayon::prelude::*;

use super::style::Style;

/// How much of the fill is left of rows the filter holds back.
const FAINT_SHARE: f64 = 0.18;
/// How far the hovered row goes towards white.
const HOVER_SHARE: f64 = 0.4;

/// A colour with flags in its top byte.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Ink(u32);

impl Ink {
    /// Light hatch: the value is missing.
    pub const MISSING: u32 = 1 << 24;
    /// Dark hatch: suspected idle.
    pub const IDLE: u32 = 1 << 25;
    /// Selected.
    pub const SELECTED: u32 = 1 << 26;
    /// Held back by the filter.
    pub const FAINT: u32 = 1 << 27;
    /// No parcel, and another picture shows through.
    pub const THROUGH: u32 = 1 << 28;

    fn new([r, g, b]: [u8; 3], flags: u32) -> Self {
        Self(u32::from_le_bytes([r, g, b, 0]) | flags)
    }

    #[inline]
    pub fn color(self) -> [u8; 3] {
        let [r, g, b, _] = self.0.to_le_bytes();
        [r, g, b]
    }

    #[inline]
    pub fn has(self, flag: u32) -> bool {
        self.0 & flag != 0
    }

    /// Whether there is nothing but a colour.
    #[inline]
    pub fn is_plain(self) -> bool {
        self.0 >> 24 == 0
    }
}

/// One ink for each id: 0 is the background, a row's id is the row plus one.
pub(super) fn inks(style: &Style<'_>, row_count: usize) -> Vec<Ink> {
    let row_ink = |row: usize| {
        let class = style.class_of_row.get(row).and_then(|&class| style.classes.get(usize::from(class)));
        let selected = if style.selected.contains(row) { Ink::SELECTED } else { 0 };
        let (mut fill, mut flags) =
            class.map_or((style.background, 0), |class| (class.fill, if class.hatch { Ink::MISSING } else { 0 }));
        if style.visible.is_some_and(|visible| !visible.contains(row)) {
            (fill, flags) = (mix(style.background, fill, FAINT_SHARE), Ink::FAINT);
        } else if style.hatched.is_some_and(|hatched| hatched.contains(row)) {
            flags |= Ink::IDLE;
        }
        if style.hovered == Some(row) {
            fill = mix(fill, [255; 3], HOVER_SHARE);
        }
        Ink::new(fill, flags | selected)
    };
    let through = if style.underlay.is_some() { Ink::THROUGH } else { 0 };
    let ink = |id: usize| id.checked_sub(1).map_or(Ink::new(style.background, through), row_ink);
    (0..row_count + 1).into_par_iter().with_min_len(1 << 14).map(ink).collect()
}

/// `from` with `share` (0–1) of the way to `to`.
pub(super) fn mix(from: [u8; 3], to: [u8; 3], share: f64) -> [u8; 3] {
    [0, 1, 2].map(|i| (f64::from(from[i]) + (f64::from(to[i]) - f64::from(from[i])) * share).round() as u8)
}
