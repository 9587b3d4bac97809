//! Coordinate systems as well-known text: ESRI's `.prj`, OGC's WKT 1 and WKT 2.
//!
//! Owns a tolerant reading of the text and what of it decides the system: an EPSG code of the whole, else projection,
//! parameters and datum, else the name. Knows nothing of files.

use super::crs::Crs;
use super::crs_name::{crs_from_name, transverse_crs};
use super::datum::Datum;
use super::grid::{Grid, GridParameters};

/// Text longer than this is no coordinate system.
const LONGEST: usize = 100_000;
/// Deeper brackets than WKT has.
const DEEPEST: usize = 24;

/// One `KEYWORD["text", number, CHILD[…]]`.
#[derive(Debug, Default)]
struct Node {
    keyword: String,
    texts: Vec<String>,
    numbers: Vec<f64>,
    children: Vec<Node>,
}

impl Node {
    fn child(&self, keywords: &[&str]) -> Option<&Self> {
        self.children.iter().find(|child| keywords.contains(&child.keyword.as_str()))
    }

    fn name(&self) -> &str {
        self.texts.first().map_or("", String::as_str)
    }

    /// The code an authority gives to the whole.
    fn code(&self) -> Option<u32> {
        let authority = self.child(&["authority", "id"])?;
        let is_known = matches!(authority.name().to_ascii_lowercase().as_str(), "epsg" | "esri");
        let code = authority.texts.get(1).and_then(|code| code.trim().parse().ok());
        code.or_else(|| authority.numbers.first().map(|&code| code as u32)).filter(|_| is_known)
    }

    /// Metres (or radians) per unit, where one is given.
    fn unit(&self, keywords: &[&str]) -> Option<f64> {
        self.child(keywords)?.numbers.first().copied()
    }
}

/// Whether a coordinate system's name is WKT.
pub(super) fn is_wkt(text: &str) -> bool {
    let keyword = text.trim_start_matches('\u{feff}').split(['[', '(']).next().unwrap_or_default().trim();
    keyword.len() < text.len()
        && matches!(
            keyword.to_ascii_lowercase().as_str(),
            "projcs"
                | "geogcs"
                | "projcrs"
                | "projectedcrs"
                | "geogcrs"
                | "geodcrs"
                | "geographiccrs"
                | "geodeticcrs"
                | "geoccs"
                | "compd_cs"
                | "compoundcrs"
                | "boundcrs"
                | "local_cs"
                | "engcrs"
                | "engineeringcrs"
        )
}

/// The name a text gives its system, where the text is WKT.
#[must_use]
pub fn name_in_wkt(text: &str) -> Option<String> {
    let text = text.trim();
    is_wkt(text).then(|| text.split('"').nth(1).unwrap_or_default().to_owned())
}

/// The system a text stands for.
pub(super) fn crs_from_wkt(text: &str) -> Option<Crs> {
    if text.len() > LONGEST {
        return None;
    }
    let mut reader = Reader { rest: text.trim_start_matches('\u{feff}') };
    interpret(&reader.node(0)?, 0)
}

fn interpret(node: &Node, depth: usize) -> Option<Crs> {
    match node.keyword.as_str() {
        "projcs" | "projcrs" | "projectedcrs" => node.code().and_then(Crs::from_epsg).or_else(|| projected(node)),
        "geogcs" | "geogcrs" | "geodcrs" | "geographiccrs" | "geodeticcrs" => {
            node.code().and_then(Crs::from_epsg).or_else(|| geographic(node))
        }
        "compd_cs" | "compoundcrs" | "boundcrs" | "sourcecrs" if depth < 4 => {
            node.children.iter().find_map(|child| interpret(child, depth + 1))
        }
        _ => None,
    }
}

/// Letters and digits alone, in lower case.
fn plain(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The datum of a geographic system, and its ellipsoid.
fn datum_of(geographic: &Node) -> (Datum, [f64; 2]) {
    let datum = geographic.child(&["datum", "ensemble", "geodeticdatum", "trf"]);
    let ellipsoid = datum
        .and_then(|datum| datum.child(&["spheroid", "ellipsoid"]))
        .and_then(|ellipsoid| Some([*ellipsoid.numbers.first()?, *ellipsoid.numbers.get(1)?]));
    let name = datum.map_or_else(String::new, |datum| plain(datum.name()));
    let named = Datum::from_plain_name(&name).or_else(|| Datum::from_plain_name(&plain(geographic.name())));
    // The national datums of our day stand on GRS 80 and lie within a metre or two of WGS 84.
    let is_nameless = name.is_empty()
        || ["unknown", "userdefined", "custom", "notspecified"].iter().any(|vague| name.contains(vague));
    let like_wgs84 = ellipsoid
        .and_then(|[a, rf]| Datum::from_ellipsoid(a, rf))
        .filter(|datum| *datum == Datum::Cgcs2000 && !is_nameless);
    let datum = named.or(like_wgs84).unwrap_or(Datum::Unknown);
    (datum, ellipsoid.unwrap_or(datum.ellipsoid()))
}

fn geographic(node: &Node) -> Option<Crs> {
    let is_greenwich = node
        .child(&["primem", "primemeridian"])
        .and_then(|meridian| meridian.numbers.first())
        .is_none_or(|longitude| *longitude == 0.0);
    let is_degrees = node.unit(&["unit", "angleunit"]).is_none_or(|unit| (unit - 1f64.to_radians()).abs() < 1e-9);
    if !is_greenwich || !is_degrees {
        return None;
    }
    match datum_of(node).0 {
        Datum::Cgcs2000 if crs_from_name(node.name()) == Some(Crs::LonLat(4490)) => Some(Crs::LonLat(4490)),
        Datum::Cgcs2000 => Some(Crs::LonLat(4326)),
        Datum::Xian80 => Some(Crs::LonLat(4610)),
        Datum::Beijing54 => Some(Crs::LonLat(4214)),
        Datum::Unknown => None,
    }
}

fn projected(node: &Node) -> Option<Crs> {
    let conversion = node.child(&["conversion"]).unwrap_or(node);
    let method = conversion.child(&["projection", "method"]).map_or_else(String::new, |method| plain(method.name()));
    if matches!(method.as_str(), "mercatorauxiliarysphere" | "popularvisualisationpseudomercator") {
        return Some(Crs::WebMercator);
    }
    let is_transverse =
        matches!(method.as_str(), "transversemercator" | "transversemercatorcomplex" | "gausskruger" | "gausskrueger");
    if !is_transverse {
        // A text without parameters, or a projection that the name alone may tell.
        return crs_from_name(node.name());
    }
    let of_axis = node.child(&["axis"]).and_then(|axis| axis.unit(&["lengthunit", "unit"]));
    let unit_m = node.unit(&["unit", "lengthunit"]).or(of_axis).unwrap_or(1.0);
    let parameter = |names: &[&str], default: f64| {
        let found = conversion.children.iter().filter(|child| child.keyword == "parameter");
        let found = found.filter(|child| names.contains(&plain(child.name()).as_str())).find_map(|child| {
            let value = *child.numbers.first()?;
            // WKT 2 gives each length its own unit, the older texts mean the system's.
            let is_length = names[0].starts_with("false");
            Some(if is_length { value * child.unit(&["lengthunit", "unit"]).unwrap_or(unit_m) } else { value })
        });
        found.unwrap_or(default)
    };
    let base = node.child(&["geogcs", "basegeogcrs", "basegeodcrs", "geogcrs", "geodcrs"])?;
    let (datum, [semi_major_m, inverse_flattening]) = datum_of(base);
    let grid = Grid::new(GridParameters {
        datum,
        semi_major_m,
        inverse_flattening,
        meridian: parameter(&["centralmeridian", "longitudeofnaturalorigin", "longitudeoforigin"], 0.0),
        origin_latitude: parameter(&["latitudeoforigin", "latitudeofnaturalorigin"], 0.0),
        scale: parameter(&["scalefactor", "scalefactoratnaturalorigin"], 1.0),
        false_easting_m: parameter(&["falseeasting"], 0.0),
        false_northing_m: parameter(&["falsenorthing"], 0.0),
        unit_m,
    })?;
    let name = plain(node.name());
    let prefers_six = (name.contains("gk") || name.contains("gausskruger")) && !name.contains("degree");
    // The parameters say it all; only that a zone of UTM has a code of its own is worth the name.
    let named = crs_from_name(node.name()).filter(|crs| matches!(crs, Crs::Epsg(_)));
    named.or_else(|| Some(transverse_crs(grid, prefers_six)))
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn skip(&mut self, what: impl Fn(char) -> bool) {
        self.rest = self.rest.trim_start_matches(what);
    }

    /// The next node: a word with brackets behind it. What is no WKT ends the reading.
    fn node(&mut self, depth: usize) -> Option<Node> {
        self.skip(|c| c.is_whitespace() || c == ',');
        let keyword = self.word();
        self.skip(char::is_whitespace);
        self.rest = self.rest.strip_prefix(['[', '('])?;
        let mut node = Node { keyword: keyword.to_ascii_lowercase(), ..Node::default() };
        if depth >= DEEPEST {
            return None;
        }
        loop {
            self.skip(|c| c.is_whitespace() || c == ',');
            match self.rest.chars().next()? {
                ']' | ')' => {
                    self.rest = &self.rest[1..];
                    return Some(node);
                }
                '"' => node.texts.push(self.quoted()?),
                _ => {
                    let before = self.rest;
                    let word = self.word();
                    if word.is_empty() {
                        return None;
                    }
                    self.skip(char::is_whitespace);
                    if self.rest.starts_with(['[', '(']) {
                        self.rest = before;
                        node.children.push(self.node(depth + 1)?);
                    } else if let Ok(number) = word.parse() {
                        node.numbers.push(number);
                    }
                    // Any other bare word is the direction of an axis.
                }
            }
        }
    }

    fn word(&mut self) -> String {
        let end = self.rest.find(['[', '(', ']', ')', ',', '"']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word.trim().to_owned()
    }

    /// A text in quotation marks; a doubled mark stands for one.
    fn quoted(&mut self) -> Option<String> {
        let mut text = String::new();
        loop {
            let inside = self.rest.strip_prefix('"')?;
            let end = inside.find('"')?;
            text.push_str(&inside[..end]);
            self.rest = &inside[end + 1..];
            if !self.rest.starts_with('"') {
                return Some(text);
            }
            text.push('"');
        }
    }
}

#[cfg(test)]
mod tests;
