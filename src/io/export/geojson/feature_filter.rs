//! The bytes around a file's parcels when only some are exported: what to keep, and exactly which commas.
//!
//! Fed the file in order, as the bytes between parcels and the parcels themselves. Outside the list of features every
//! byte is kept. Inside, an element that is left out takes the separator before it along; the first one kept goes
//! without its comma. Elements that are no parcels (points, lines, nulls) are left out.

use super::json_scan::{is_space, spells};

/// A collection of nothing, where the one feature that is the whole file is left out.
const EMPTY_COLLECTION: &[u8] = b"{\"type\":\"FeatureCollection\",\"features\":[]}";
/// Longest name token at the top level worth remembering; `features` fully escaped is 50 bytes.
const NAME_LIMIT: usize = 64;

/// The state of a walk over a file's tokens.
#[derive(Debug, Default)]
pub struct FeatureFilter {
    depth: usize,
    string: StringState,
    /// The last string token at depth 1, and whether a colon has made it a member's name.
    token: Vec<u8>,
    named: bool,
    list: ListState,
    /// White space and comma since the last element of the list.
    separator: Vec<u8>,
    kept_any: bool,
    root_dropped: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum StringState {
    #[default]
    Outside,
    Inside,
    /// Behind a backslash.
    Escaped,
}

/// Where the walk is with regard to the `features` array, whose elements are at depth 2.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum ListState {
    #[default]
    Outside,
    Inside,
    /// Inside an element of the list that is no parcel.
    Dropping,
}

impl FeatureFilter {
    /// Takes the next bytes between parcels; appends to `out` what is kept of them.
    pub fn gap(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        for &byte in bytes {
            self.step(byte, out);
        }
    }

    /// Takes the next parcel: its text to keep, or `None` to leave it out. Answers `None` where a parcel stands in a
    /// place none can be left out of.
    pub fn parcel(&mut self, text: Option<&[u8]>, out: &mut Vec<u8>) -> Option<()> {
        if self.string != StringState::Outside || self.list == ListState::Dropping {
            return None;
        }
        match (text, self.at_list_level()) {
            (Some(text), true) => {
                let first = !self.kept_any;
                out.extend(self.separator.drain(..).filter(|&byte| !(first && byte == b',')));
                self.kept_any = true;
                out.extend_from_slice(text);
            }
            (None, true) => self.separator.clear(),
            (Some(text), false) => {
                self.kept_any = true;
                out.extend_from_slice(text);
            }
            (None, false) if self.depth == 0 && !self.root_dropped => {
                self.root_dropped = true;
                out.extend_from_slice(EMPTY_COLLECTION);
            }
            (None, false) => return None,
        }
        Some(())
    }

    fn at_list_level(&self) -> bool {
        self.string == StringState::Outside && self.list != ListState::Outside && self.depth == 2
    }

    fn step(&mut self, byte: u8, out: &mut Vec<u8>) {
        if self.at_list_level() {
            if is_space(byte) || byte == b',' {
                self.list = ListState::Inside;
                self.separator.push(byte);
                return;
            }
            if byte == b']' {
                self.list = ListState::Outside;
                out.append(&mut self.separator);
            } else if self.list == ListState::Inside {
                self.list = ListState::Dropping;
                self.separator.clear();
            }
        }
        if self.list != ListState::Dropping {
            out.push(byte);
        }
        self.track(byte);
        if self.list == ListState::Dropping && self.at_list_level() && matches!(byte, b'}' | b']') {
            self.list = ListState::Inside;
        }
    }

    /// Follows strings, nesting and the names at the top level.
    fn track(&mut self, byte: u8) {
        if self.string != StringState::Outside {
            if self.depth == 1 && self.token.len() < NAME_LIMIT {
                self.token.push(byte);
            }
            self.string = match (self.string, byte) {
                (StringState::Inside, b'\\') => StringState::Escaped,
                (StringState::Inside, b'"') => StringState::Outside,
                _ => StringState::Inside,
            };
            return;
        }
        match byte {
            b'"' => {
                self.string = StringState::Inside;
                if self.depth == 1 && !self.named {
                    self.token.clear();
                    self.token.push(byte);
                }
            }
            b':' if self.depth == 1 => self.named = true,
            b',' if self.depth == 1 => self.named = false,
            b'{' | b'[' => {
                if byte == b'[' && self.depth == 1 && self.named && spells(&self.token, "features") {
                    self.list = ListState::Inside;
                    self.kept_any = false;
                    self.separator.clear();
                }
                self.depth += 1;
            }
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Filters a text in which parcels are written `<name>`, kept where the name is in upper case.
    fn filtered(text: &str) -> String {
        let (mut filter, mut out) = (FeatureFilter::default(), Vec::new());
        for (place, piece) in text.split(['<', '>']).enumerate() {
            if place.is_multiple_of(2) {
                filter.gap(piece.as_bytes(), &mut out);
            } else {
                let keep = piece.chars().all(char::is_uppercase);
                assert!(filter.parcel(keep.then_some(piece.as_bytes()), &mut out).is_some());
            }
        }
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn each_parcel_left_out_takes_exactly_one_comma_along() {
        let cases = [
            (r#"{"features":[<A>,<b>,<C>],"z":[1,2]}"#, r#"{"features":[A,C],"z":[1,2]}"#),
            (r#"{"features":[<a>,<b>,<C>]}"#, r#"{"features":[C]}"#),
            (r#"{"features":[<A>,<b>,<c>]}"#, r#"{"features":[A]}"#),
            (r#"{"features":[<a>,<b>]}"#, r#"{"features":[]}"#),
            (r#"{"features":[]}"#, r#"{"features":[]}"#),
            ("{\"features\": [\n  <a>,\n  <B>,\n  <c>\n]\n}\n", "{\"features\": [\n  B\n]\n}\n"),
        ];
        for (text, expected) in cases {
            assert_eq!(filtered(text), expected);
        }
    }

    #[test]
    fn elements_that_are_no_parcels_are_left_out_with_what_is_in_them() {
        let point = r#"{"p":"],\"}","c":[1,{"q":2}]}"#;
        assert_eq!(
            filtered(&format!(r#"{{"features":[{point},<A>,{point},null , <B> ,"x",3]}}"#)),
            r#"{"features":[A , B]}"#
        );
    }

    #[test]
    fn only_the_top_levels_features_are_a_list_of_features() {
        let text = r#"{"meta":{"features":[1,2]},"note":"features","other":["features",3],"features":[<a>,4]}"#;
        let expected = r#"{"meta":{"features":[1,2]},"note":"features","other":["features",3],"features":[]}"#;
        assert_eq!(filtered(text), expected);
        assert_eq!(filtered(r#"{"feat\u0075res":[<a>,<B>]}"#), r#"{"feat\u0075res":[B]}"#);
    }

    #[test]
    fn a_file_that_is_one_feature_becomes_an_empty_collection() {
        assert_eq!(filtered("<A>\n"), "A\n");
        assert_eq!(filtered("<a>\n"), "{\"type\":\"FeatureCollection\",\"features\":[]}\n");
    }

    #[test]
    fn a_parcel_where_none_can_be_left_out_is_refused() {
        let (mut filter, mut out) = (FeatureFilter::default(), Vec::new());
        filter.gap(b"{\"other\":[", &mut out);
        assert_eq!(filter.parcel(None, &mut out), None);
    }
}
