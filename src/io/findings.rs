//! What a reader noticed in a file: every kind with its true total, and a bounded number of examples.
//!
//! Owns kinds, counts and examples; knows nothing of how they came about. However bad a file is, the examples stay few.

use std::sync::Arc;

use crate::locale::Lang;

macro_rules! finding_kinds {
    ($($(#[$doc:meta])* $name:ident = $key:literal,)*) => {
        /// A kind of thing worth telling about a file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum FindingKind { $($(#[$doc])* $name,)* }

        impl FindingKind {
            /// Every kind, in the order a report lists them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stable key used in `check --json`.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }
        }
    };
}

finding_kinds! {
    /// The label and the numbers disagree on the coordinate system; the numbers were followed.
    CrsContradicted = "crs_contradicted",
    /// The file names a coordinate system that is not known; the numbers were followed.
    CrsNameUnknown = "crs_name_unknown",
    /// Longitude and latitude, or easting and northing, stand in the wrong order; they were swapped.
    AxesSwapped = "axes_swapped",
    /// The datum is Xi'an 80, which is not brought to CGCS2000: places are some tens of metres off.
    DatumXian80 = "datum_xian80",
    /// The datum is Beijing 54, which is not brought to CGCS2000: places are some tens of metres off.
    DatumBeijing54 = "datum_beijing54",
    /// The datum is not known: places may be some hundred metres off.
    DatumUnknown = "datum_unknown",
    /// Areas are of the projection's plane, not of the ellipsoid.
    PlaneAreas = "plane_areas",
    /// Metres on a plane of their own: areas are of the plane, the place is unknown.
    PlaceUnknown = "place_unknown",
    /// Positions were brought back from a web map's offset.
    OffsetUndone = "offset_undone",
    /// A parcel without geometry.
    NoShape = "no_shape",
    /// A geometry with no positions in it.
    EmptyGeometry = "empty_geometry",
    /// Coordinates that are not arrays of numbers as the type asks.
    BadCoordinates = "bad_coordinates",
    /// A position that is not a finite number.
    NotFinite = "not_finite",
    /// A position outside the coordinate system.
    OutOfRange = "out_of_range",
    /// A longitude beyond ±180°; whole turns were taken off it.
    LongitudeBeyond = "longitude_beyond_180",
    /// An edge that spans more than half the globe; taken as written.
    WideEdge = "edge_over_half_globe",
    /// A ring that does not end where it began; it was closed.
    RingNotClosed = "ring_not_closed",
    /// A ring of fewer than four positions.
    TooFewPositions = "too_few_positions",
    /// An outline without area.
    ZeroArea = "zero_area",
    /// A self-crossing outline: its area is outside all sums.
    SelfCrossing = "self_crossing",
    /// A hole outside its outer ring.
    HoleOutside = "hole_outside",
    /// A self-crossing outline that was mended by the even-odd rule, as the user asked.
    CrossingRepaired = "self_crossing_repaired",
    /// A hole outside its outer ring or in another hole, mended by the even-odd rule, as the user asked.
    HoleRepaired = "hole_outside_repaired",
    /// Holes that overlap, or reach over the outer ring; they were cut out together.
    HolesOverlap = "holes_overlap",
    /// Parts of one parcel that overlap; they were united.
    PartsOverlap = "parts_overlap",
    /// A part within another that runs the other way round: perhaps a hole, perhaps not.
    PartsNested = "parts_nested",
    /// So many overlapping parts that they cannot be united.
    PartsTangled = "parts_tangled",
    /// A part within another, mended by the even-odd rule, as the user asked.
    PartsNestedRepaired = "parts_nested_repaired",
    /// A ring that runs out and back along its own edge; the spike was taken out.
    Spike = "spike",
    /// A position given twice in a row; one was taken out.
    DuplicatePoints = "duplicate_points",
    /// A ring that touches itself; its area counts.
    TouchesItself = "touches_itself",
    /// A point or line beside the polygons of one feature, left out.
    OtherPartsLeftOut = "other_parts_left_out",
    /// A feature without `"type": "Feature"`.
    FeatureTypeMissing = "feature_type_missing",
    /// Properties that are not an object.
    BadProperties = "bad_properties",
    /// The same member twice; the last was taken.
    DuplicateMember = "duplicate_member",
    /// Bytes that are not UTF-8, replaced.
    BadUtf8 = "bad_utf8",
    /// Half a surrogate pair, replaced.
    LoneSurrogate = "lone_surrogate",
    /// More different properties than can be listed.
    TooManyProperties = "too_many_properties",
    /// A text where a number belongs.
    NotANumber = "not_a_number",
    /// An object, array or truth value where a number or text belongs.
    WrongType = "wrong_type",
    /// A number beyond all doubles.
    NumberTooLarge = "number_too_large",
    /// A number below zero where none can be.
    NegativeNumber = "negative_number",
    /// A status word that is not in the list.
    UnknownStatus = "unknown_status",
    /// A model word that is not in the list.
    UnknownModel = "unknown_model",
    /// A word for a route that is not in the list.
    UnknownRoute = "unknown_route",
    /// A text that does not say what became of findings as an export does.
    UnknownFollowUp = "unknown_follow_up",
    /// A column without a unit, and nothing to tell it by.
    UnitAssumed = "unit_assumed",
    /// A unit in the header that the numbers contradict.
    UnitContradicted = "unit_contradicted",
    /// An area column whose numbers fit no unit; it was not used.
    UnitUnknown = "unit_unknown",
    /// Several properties fit one column equally well.
    ColumnTie = "column_tie",
    /// A year column with several years: the figures are of no one year.
    YearVaries = "year_varies",
    /// A text in a column of days that is no date.
    NotADate = "not_a_date",
    /// A mapping names a property that the file does not have.
    MappedPropertyMissing = "mapped_property_missing",
    /// A parcel code or key that occurs more than once; a suffix was added.
    DuplicateKey = "duplicate_key",
    /// `features` whose root does not call itself a `FeatureCollection`.
    RootTypeMissing = "root_type_missing",
    /// A text whose encoding nothing names; the bytes decided.
    EncodingGuessed = "encoding_guessed",
    /// The encoding a file names is not the one its bytes are in; the bytes were followed.
    EncodingContradicted = "encoding_contradicted",
    /// Bytes that the encoding has no character for, replaced.
    BytesReplaced = "bytes_replaced",
    /// A file that goes with a Shapefile is not there.
    CompanionMissing = "companion_missing",
    /// A file that ends before the end its header announces.
    FileTruncated = "file_truncated",
    /// Not as many rows in a Shapefile's table as shapes.
    RecordCountsDiffer = "record_counts_differ",
    /// A row marked as deleted, left out.
    DeletedRecord = "deleted_record",
    /// A ring that runs as a hole does but lies in no other; it was taken for an outer one.
    RingTurned = "ring_turned",
    /// A shape whose bytes are damaged; the parcel is without shape.
    BadGeometryBytes = "bad_geometry_bytes",
    /// A picture, memo or other binary value, left out.
    BlobLeftOut = "blob_left_out",
    /// Two parcels with the same outline.
    DuplicateOutline = "duplicate_outline",
    /// Two parcels that partly cover the same land.
    Overlap = "overlap",
    /// Not every pair of parcels was looked at.
    OverlapsUnfinished = "overlaps_unfinished",
    /// A registered area that differs from the drawn one by more than five percent.
    AreaDiffersWidely = "area_differs_5_percent",
    /// A registered area that differs from the drawn one by more than one percent and up to five.
    AreaDiffers = "area_differs_1_percent",
}

/// Examples kept of each kind.
pub const EXAMPLES_PER_KIND: usize = 200;
/// Characters kept of a value.
const VALUE_CHARS: usize = 60;

/// One example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// The index of the feature in the file, where it is about one.
    pub feature: Option<u32>,
    /// The property or member it is about.
    pub field: Option<Arc<str>>,
    /// The value as read, shortened.
    pub value: Option<String>,
}

impl Finding {
    /// A finding about the whole file.
    #[must_use]
    pub fn of_file(kind: FindingKind) -> Self {
        Self { kind, feature: None, field: None, value: None }
    }

    /// A finding about one feature.
    #[must_use]
    pub fn of_feature(kind: FindingKind, feature: u32) -> Self {
        Self { feature: Some(feature), ..Self::of_file(kind) }
    }

    /// The same with the property or member it is about.
    #[must_use]
    pub fn in_field(self, field: impl Into<Arc<str>>) -> Self {
        Self { field: Some(field.into()), ..self }
    }

    /// The same with the value as read; a long one is shortened.
    #[must_use]
    pub fn with_value(self, value: &str) -> Self {
        let mut short: String = value.chars().take(VALUE_CHARS).collect();
        if short.len() < value.len() {
            short.push('…');
        }
        Self { value: Some(short), ..self }
    }

    /// One sentence: what, where, and what was done about it.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let what = lang.text(&text_id(self.kind));
        let mut parts = Vec::new();
        if let Some(feature) = self.feature {
            parts.push(lang.text_with("finding-feature", [("index", feature.to_string().into())]));
        }
        if let Some(field) = &self.field {
            parts.push(lang.text_with("finding-field", [("field", field.as_ref().into())]));
        }
        if let Some(value) = &self.value {
            parts.push(lang.text_with("finding-value", [("value", value.as_str().into())]));
        }
        if parts.is_empty() {
            return what.into_owned();
        }
        let place = parts.join(&lang.text("finding-join"));
        lang.text_with("finding-at", [("place", place.into()), ("what", what.into_owned().into())])
    }
}

/// The id of a kind's text.
fn text_id(kind: FindingKind) -> String {
    format!("finding-{}", kind.key().replace('_', "-"))
}

/// All findings of a file: true totals by kind, and up to [`EXAMPLES_PER_KIND`] examples each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Findings {
    counts: Vec<u64>,
    examples: Vec<Finding>,
}

impl Default for Findings {
    fn default() -> Self {
        Self { counts: vec![0; FindingKind::ALL.len()], examples: Vec::new() }
    }
}

impl Findings {
    /// Counts a finding and keeps it while there is room for its kind.
    pub fn add(&mut self, finding: Finding) {
        let count = &mut self.counts[finding.kind as usize];
        *count += 1;
        if *count <= EXAMPLES_PER_KIND as u64 {
            self.examples.push(finding);
        }
    }

    /// Adds all findings of `other` behind the present ones.
    pub fn append(&mut self, other: Self) {
        for finding in other.examples {
            if self.examples_of(finding.kind) < EXAMPLES_PER_KIND {
                self.examples.push(finding);
            }
        }
        for (count, more) in self.counts.iter_mut().zip(other.counts) {
            *count += more;
        }
    }

    /// Counts findings of a kind of which no example is at hand.
    pub fn add_unlisted(&mut self, kind: FindingKind, count: u64) {
        self.counts[kind as usize] += count;
    }

    fn examples_of(&self, kind: FindingKind) -> usize {
        // Below the cap every finding is an example; above it the list has to be asked.
        if self.count(kind) == 0 { 0 } else { self.examples.iter().filter(|each| each.kind == kind).count() }
    }

    /// How many findings of a kind there are in all.
    #[must_use]
    pub fn count(&self, kind: FindingKind) -> u64 {
        self.counts[kind as usize]
    }

    /// How many findings there are in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.total() == 0
    }

    /// The kinds found, with their totals, in report order.
    pub fn counts(&self) -> impl Iterator<Item = (FindingKind, u64)> + '_ {
        FindingKind::ALL.iter().map(|&kind| (kind, self.count(kind))).filter(|(_, count)| *count > 0)
    }

    /// The examples kept, in file order within each stage of reading.
    #[must_use]
    pub fn examples(&self) -> &[Finding] {
        &self.examples
    }
}

impl FindingKind {
    /// One sentence for a kind and how often it occurs.
    #[must_use]
    pub fn sentence(self, count: u64, lang: Lang) -> String {
        let what = lang.text(&text_id(self)).into_owned();
        lang.text_with("finding-count", [("what", what.into()), ("count", count.to_string().into())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_stay_true_when_examples_are_capped() {
        let mut all = Findings::default();
        for chunk in 0..3 {
            let mut some = Findings::default();
            for index in 0..150 {
                some.add(Finding::of_feature(FindingKind::NoShape, chunk * 150 + index));
            }
            all.append(some);
        }
        assert_eq!(all.count(FindingKind::NoShape), 450);
        assert_eq!(all.examples().len(), EXAMPLES_PER_KIND);
        assert_eq!(all.examples()[199].feature, Some(199));
    }

    #[test]
    fn every_kind_has_a_sentence_in_both_languages() {
        for lang in Lang::ALL {
            for &kind in FindingKind::ALL {
                assert!(lang.has(&text_id(kind)), "{}", kind.key());
            }
        }
    }
}
