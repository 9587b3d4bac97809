//! `GeoPackage`: layers, coordinate systems, rows.
//!
//! The database is opened for reading only, defensively: no schema of the file is trusted to run functions, no side file
//! is made beside it, and a statement stops when the user cancels.

use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};

use super::collection::{Cell, Collection};
use super::convert_error::{ConvertError, LayerInfo, choose_layer};
use super::store::StoreWriter;
use super::wkb::push_geopackage_geometry;
use crate::io::findings::{Finding, FindingKind, Findings};
use crate::io::{ReadError, ReadProgress};

/// Steps of the database's machine between two looks at the cancel button.
const STEPS: i32 = 10_000;
/// Steps that any layer may take; a view of the file could go on for ever.
const ALWAYS: u64 = 200_000_000;
/// Steps more for each byte of the file.
const STEPS_PER_BYTE: u64 = 100;

/// A layer turned into a collection.
pub(super) struct Converted {
    pub(super) text: StoreWriter,
    pub(super) layers: Vec<LayerInfo>,
    pub(super) layer: String,
    pub(super) findings: Findings,
}

struct Layer {
    name: String,
    geometry: String,
    srs: i64,
}

/// Reads a layer of the database at `path`; `asked` is the one meant, where there are several.
pub(super) fn convert(path: &Path, asked: Option<&str>, progress: &ReadProgress) -> Result<Converted, ReadError> {
    run(path, asked, progress).map_err(|error| match error {
        _ if progress.is_cancelled() => ReadError::Cancelled,
        Failure::Read(error) => error,
        Failure::Sqlite(error) => ConvertError::BadDatabase(error.to_string()).into(),
        Failure::Write(error) => ReadError::Io { error, path: std::env::temp_dir() },
    })
}

enum Failure {
    Read(ReadError),
    Sqlite(rusqlite::Error),
    Write(std::io::Error),
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<ConvertError> for Failure {
    fn from(error: ConvertError) -> Self {
        Self::Read(error.into())
    }
}

fn run(path: &Path, asked: Option<&str>, progress: &ReadProgress) -> Result<Converted, Failure> {
    let database = open(path, progress)?;
    let layers = layers(&database)?;
    let mut infos = Vec::with_capacity(layers.len());
    for layer in &layers {
        let count = format!("SELECT count(*) FROM {}", quoted(&layer.name));
        // A layer whose table is gone or damaged still stands in the list.
        let features = database.query_row(&count, [], |row| row.get::<_, i64>(0)).ok();
        infos.push(LayerInfo { name: layer.name.clone(), features: features.and_then(|count| count.try_into().ok()) });
    }
    let chosen = choose_layer(&infos, asked).map_err(Failure::Read)?;
    let crs = crs_name(&database, layers[chosen].srs);
    let mut findings = Findings::default();
    let text = rows(&database, &layers[chosen], crs.as_deref(), &mut findings)?;
    Ok(Converted { text, layer: infos[chosen].name.clone(), layers: infos, findings })
}

fn open(path: &Path, progress: &ReadProgress) -> Result<Connection, Failure> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    // Without a journal beside it nothing else writes: then it is opened as unchangeable, and no side file is made.
    let mut journal = path.as_os_str().to_owned();
    journal.push("-wal");
    let has_journal = std::fs::metadata(&journal).is_ok_and(|metadata| metadata.len() > 0);
    let mut database = match path.to_str().filter(|_| !has_journal) {
        Some(text) => Connection::open_with_flags(immutable_uri(text), flags)?,
        None => Connection::open_with_flags(path, flags & !OpenFlags::SQLITE_OPEN_URI)?,
    };
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    let watched = progress.clone();
    let len = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
    let most = (ALWAYS + len.saturating_mul(STEPS_PER_BYTE)) / u64::from(STEPS.unsigned_abs());
    let mut looks = 0;
    database.progress_handler(
        STEPS,
        Some(move || {
            looks += 1;
            looks > most || watched.is_cancelled()
        }),
    )?;
    Ok(database)
}

/// A path as `SQLite`'s URI wants it.
fn immutable_uri(path: &str) -> String {
    let mut uri = "file:".to_owned();
    let plain = path.replace('\\', if cfg!(windows) { "/" } else { "\\" });
    if cfg!(windows) && !plain.starts_with('/') {
        uri.push_str("///");
    }
    for byte in plain.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b':' => uri.push(char::from(byte)),
            _ => uri.extend(['%', hex(byte >> 4), hex(byte & 15)]),
        }
    }
    uri + "?immutable=1"
}

fn hex(digit: u8) -> char {
    char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase()
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn layers(database: &Connection) -> Result<Vec<Layer>, Failure> {
    let has_contents = database.query_row(
        "SELECT count(*) FROM sqlite_master WHERE name IN ('gpkg_contents', 'gpkg_geometry_columns')",
        [],
        |row| row.get::<_, i64>(0),
    )?;
    if has_contents < 2 {
        return Err(ConvertError::NotGeoPackage.into());
    }
    let mut statement = database.prepare(
        "SELECT g.table_name, g.column_name, g.srs_id FROM gpkg_geometry_columns g \
         JOIN gpkg_contents c ON c.table_name = g.table_name WHERE c.data_type = 'features' ORDER BY c.rowid",
    )?;
    let found =
        statement.query_map([], |row| Ok(Layer { name: row.get(0)?, geometry: row.get(1)?, srs: row.get(2)? }))?;
    let layers: Vec<Layer> = found.collect::<Result<_, _>>()?;
    if layers.is_empty() { Err(ConvertError::NoFeatureLayer.into()) } else { Ok(layers) }
}

/// `EPSG:n`, else the definition's WKT; `None` for "undefined".
fn crs_name(database: &Connection, srs: i64) -> Option<String> {
    let found = database.query_row(
        "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?1",
        [srs],
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, Option<String>>(2)?)),
    );
    match found {
        Ok((organization, code, _)) if code > 0 && organization.eq_ignore_ascii_case("epsg") => {
            Some(format!("EPSG:{code}"))
        }
        Ok((_, _, definition)) => definition.filter(|text| !text.is_empty() && text != "undefined"),
        Err(_) => (srs > 0).then(|| format!("EPSG:{srs}")),
    }
}

fn rows(
    database: &Connection,
    layer: &Layer,
    crs: Option<&str>,
    findings: &mut Findings,
) -> Result<StoreWriter, Failure> {
    let table = quoted(&layer.name);
    let key = integer_key(database, &layer.name)?;
    let order = key.as_deref().map_or_else(String::new, |key| format!(" ORDER BY {}", quoted(key)));
    let mut statement = database.prepare(&format!("SELECT * FROM {table}{order}"))?;
    let columns: Vec<(String, bool)> = statement
        .columns()
        .map(|column| {
            let is_truth = column.decl_type().is_some_and(|declared| declared.eq_ignore_ascii_case("boolean"));
            (column.name().to_owned(), is_truth)
        })
        .collect();
    let place_of = |wanted: &str| columns.iter().position(|(name, _)| name.eq_ignore_ascii_case(wanted));
    let (geometry_at, key_at) = (place_of(&layer.geometry), key.as_deref().and_then(place_of));
    let mut collection = Collection::begin(crs).map_err(Failure::Write)?;
    let mut geometry = Vec::new();
    let mut texts: Vec<String> = vec![String::new(); columns.len()];
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let index = u32::try_from(collection.features()).unwrap_or(u32::MAX);
        geometry.clear();
        let blob = geometry_at.and_then(|at| row.get_ref(at).ok());
        match blob {
            Some(ValueRef::Blob(blob)) => {
                if push_geopackage_geometry(blob, &mut geometry).is_err() {
                    geometry.clear();
                    findings.add(Finding::of_feature(FindingKind::BadGeometryBytes, index));
                }
            }
            Some(ValueRef::Null) | None => {}
            Some(_) => findings.add(Finding::of_feature(FindingKind::BadGeometryBytes, index)),
        }
        if geometry.is_empty() {
            geometry.extend_from_slice(b"null");
        }
        for (at, text) in texts.iter_mut().enumerate() {
            if let ValueRef::Text(bytes) = row.get_ref(at)? {
                text.clear();
                let valid = String::from_utf8_lossy(bytes);
                if matches!(valid, std::borrow::Cow::Owned(_)) {
                    findings.add(Finding::of_feature(FindingKind::BadUtf8, index).in_field(columns[at].0.as_str()));
                }
                text.push_str(&valid);
            }
        }
        let mut properties = Vec::with_capacity(columns.len());
        for (at, (name, is_truth)) in columns.iter().enumerate() {
            if Some(at) == geometry_at || Some(at) == key_at {
                continue;
            }
            let cell = match row.get_ref(at)? {
                ValueRef::Null => Cell::Null,
                ValueRef::Integer(number) if *is_truth && (0..=1).contains(&number) => Cell::Truth(number == 1),
                ValueRef::Integer(number) => Cell::Whole(number),
                ValueRef::Real(number) => Cell::Real(number),
                ValueRef::Text(_) => Cell::Text(&texts[at]),
                ValueRef::Blob(_) => {
                    findings.add(Finding::of_feature(FindingKind::BlobLeftOut, index).in_field(name.as_str()));
                    Cell::Null
                }
            };
            properties.push((name.as_str(), cell));
        }
        let id = key_at.and_then(|at| row.get_ref(at).ok()?.as_i64().ok());
        collection.feature(id, &geometry, properties.into_iter()).map_err(Failure::Write)?;
    }
    collection.end().map_err(Failure::Write)
}

/// The integer primary key of a table, which is the feature's id.
fn integer_key(database: &Connection, table: &str) -> Result<Option<String>, Failure> {
    let mut statement = database.prepare("SELECT name, type FROM pragma_table_info(?1) WHERE pk = 1")?;
    let found = statement.query_map([table], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let keys: Vec<(String, String)> = found.collect::<Result<_, _>>()?;
    Ok(keys.into_iter().find(|(_, declared)| declared.eq_ignore_ascii_case("integer")).map(|(name, _)| name))
}
