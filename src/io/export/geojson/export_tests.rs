//! The export as a whole, held against `serde_json`'s idea of the same file.

use std::fmt::Write as _;

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::*;
use crate::domain::{ByteSpan, Cells, ParcelTableParts, ResultColumn, ShapeState, ShapesBuilder, Unit};

/// A table that knows nothing but where its parcels stand.
fn table_of(spans: Vec<ByteSpan>) -> ParcelTable {
    let len = spans.len();
    let keys: Vec<String> = (0..len).map(|row| row.to_string()).collect();
    let mut shapes = ShapesBuilder::default();
    (0..len).for_each(|_| shapes.end_parcel());
    ParcelTable::freeze(ParcelTableParts {
        feature_index: (0..len as u32).collect(),
        spans,
        keys: keys.iter().map(|key| Some(key.as_str())).collect(),
        shapes: shapes.finish(),
        shape_states: vec![ShapeState::None; len],
        geometric_area_m2: vec![f64::NAN; len],
        ..ParcelTableParts::default()
    })
}

/// A file whose parcels are given between `⟦` and `⟧`.
fn marked(text: &str) -> (Vec<u8>, ParcelTable) {
    let (mut bytes, mut spans) = (Vec::new(), Vec::new());
    for piece in text.split_inclusive(['⟦', '⟧']) {
        let offset = bytes.len() as u64;
        bytes.extend_from_slice(piece.trim_end_matches(['⟦', '⟧']).as_bytes());
        if piece.ends_with('⟧') {
            spans.push(ByteSpan { offset, len: (bytes.len() as u64 - offset) as u32 });
        }
    }
    (bytes, table_of(spans))
}

fn land_of(values: impl IntoIterator<Item = f64>) -> ResultTable {
    let values = values.into_iter().collect();
    ResultTable { columns: vec![ResultColumn::new("land_mu", Unit::Mu, Cells::Numbers(values))] }
}

fn exported(
    bytes: Vec<u8>,
    table: &ParcelTable,
    rows: Option<&RowSet>,
    added: &ResultTable,
) -> (String, GeojsonExport) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("parcels.geojson");
    std::fs::write(&path, bytes).unwrap();
    let source = Source::Path(path);
    let stamp = SourceStamp::with_hash(&source).unwrap();
    let mut out = Vec::new();
    let export = export_geojson(&source, &stamp, table, rows, added, None, &mut out).unwrap();
    (String::from_utf8(out).unwrap(), export)
}

#[test]
fn members_are_added_and_every_other_byte_stays() {
    let (bytes, table) = marked(
        "\u{feff}{\"bbox\":[1,2],\"features\":[⟦{\"properties\":{\"a\":1.50}}⟧ , {\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\"}},\n⟦{\"properties\":null}⟧],\"name\":\"x\"}\n",
    );
    let (text, export) = exported(bytes, &table, None, &land_of([0.1, f64::NAN]));
    assert_eq!(
        text,
        "\u{feff}{\"bbox\":[1,2],\"features\":[{\"properties\":{\"a\":1.50,\"land_mu\":0.1}} , {\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\"}},\n{\"properties\":{\"land_mu\":null}}],\"name\":\"x\"}\n"
    );
    assert_eq!(export, GeojsonExport { parcels: 2, untouched: 0, renamed: Vec::new() });
}

#[test]
fn a_name_taken_by_one_parcel_is_prefixed_in_all() {
    let (bytes, table) =
        marked(r#"{"features":[⟦{"properties":{}}⟧,⟦{"properties":{"land\u005fmu":"x"}}⟧,⟦{"properties":"y"}⟧]}"#);
    let (text, export) = exported(bytes, &table, None, &land_of([1.0, 2.0, 3.0]));
    assert_eq!(
        text,
        r#"{"features":[{"properties":{"mulens_land_mu":1}},{"properties":{"land\u005fmu":"x","mulens_land_mu":2}},{"properties":"y"}]}"#
    );
    assert_eq!((export.untouched, export.renamed), (1, vec![("land_mu", "mulens_land_mu".to_owned())]));
}

#[test]
fn a_subset_holds_its_parcels_and_no_points() {
    let (bytes, table) = marked(
        r#"{"features":[⟦{"properties":{"n":0}}⟧,{"geometry":{"type":"Point"}},⟦{"properties":{"n":1}}⟧,⟦{"properties":{"n":2}}⟧]}"#,
    );
    let rows = RowSet::from_rows(3, [0, 2]);
    let (text, export) = exported(bytes, &table, Some(&rows), &land_of([5.0, 7.0]));
    assert_eq!(text, r#"{"features":[{"properties":{"n":0,"land_mu":5}},{"properties":{"n":2,"land_mu":7}}]}"#);
    assert_eq!(export.parcels, 2);
}

#[test]
fn a_changed_source_is_refused_by_time_by_content_and_by_what_stands_at_a_span() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("parcels.geojson");
    let (bytes, table) = marked(r#"{"features":[⟦{"properties":{}}⟧]}"#);
    std::fs::write(&path, &bytes).unwrap();
    let source = Source::Path(path.clone());
    let stamp = SourceStamp::with_hash(&source).unwrap();
    let export = |stamp: &SourceStamp| {
        let mut out = Vec::new();
        export_geojson(&source, stamp, &table, None, &land_of([1.0]), None, &mut out).map(|_| out.len())
    };
    assert!(export(&stamp).is_ok());

    let touched = std::time::SystemTime::now() + std::time::Duration::from_secs(9);
    let set_time = |time| std::fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    set_time(touched);
    assert!(export(&stamp).is_ok(), "the same content at another time is the same source");

    std::fs::write(&path, String::from_utf8(bytes).unwrap().replace("{}", "[]")).unwrap();
    set_time(stamp.modified.unwrap());
    assert!(matches!(export(&stamp), Err(ExportError::SourceChanged { .. })), "same length and time, other content");
    let unhashed = SourceStamp { blake3: None, ..stamp.clone() };
    assert!(export(&unhashed).is_ok());
    std::fs::write(&path, r#"{"features":[ {"properties":{}]}}"#).unwrap();
    set_time(stamp.modified.unwrap());
    assert!(matches!(export(&unhashed), Err(ExportError::SourceChanged { .. })), "no object at the span");
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(export(&stamp), Err(ExportError::SourceChanged { .. })));
}

#[test]
fn names_that_are_known_to_be_free_or_taken_change_nothing() {
    let feature = |n: usize| format!(r#" ,⟦{{"properties":{{"n":{n}}}}}⟧"#);
    let features: String = (0..1000).map(feature).collect();
    let (bytes, table) = marked(&format!(r#"{{"features":[⟦{{"properties":{{}}}}⟧{features}] }}"#));
    let source = Source::Embedded { name: "sample", bytes: bytes.leak() };
    let stamp = SourceStamp::of(&source).unwrap();
    let added = land_of((0..1001).map(f64::from));
    let export = |known: Option<&[&str]>| {
        let mut out = Vec::new();
        export_geojson(&source, &stamp, &table, None, &added, known, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let looked_for = export(None);
    assert!(looked_for.ends_with(r#" ,{"properties":{"n":999,"land_mu":1000}}] }"#), "{looked_for}");
    assert_eq!(export(Some(&["n"])), looked_for);
    // Known somewhere in the file, but of no parcel that is exported.
    assert_eq!(export(Some(&["n", "land_mu"])), looked_for);
}

#[test]
fn the_embedded_sample_exports_like_a_file() {
    let bytes: &[u8] = br#"{"type":"Feature","properties":{}}"#;
    let source = Source::Embedded { name: "sample", bytes };
    let table = table_of(vec![ByteSpan { offset: 0, len: bytes.len() as u32 }]);
    let stamp = SourceStamp::of(&source).unwrap();
    let mut out = Vec::new();
    export_geojson(&source, &stamp, &table, None, &land_of([2.5]), Some(&[]), &mut out).unwrap();
    assert_eq!(out, br#"{"type":"Feature","properties":{"land_mu":2.5}}"#);
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "[a-z{}\\[\\],:\"\\\\ é亩]{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z\"\\\\]{0,6}", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn any_properties() -> impl Strategy<Value = Option<Value>> {
    let object = prop::collection::btree_map("[a-z_\"]{1,8}|land_mu|name", any_json(), 0..5);
    prop_oneof![
        Just(None),
        Just(Some(Value::Null)),
        object.prop_map(|map| Some(Value::Object(map.into_iter().collect()))),
    ]
}

/// A feature, whether it is a parcel, and whether its text is spread over lines.
type Drawn = (Option<Value>, Value, bool, bool, bool);

/// The text of a collection of drawn features, with marks around its parcels.
fn collection(drawn: &[Drawn], extra: &Value) -> String {
    let mut text = format!("{{ \"extra\": {extra},\"features\" :[");
    for (place, (properties, geometry, is_parcel, _, spread)) in drawn.iter().enumerate() {
        let mut feature = Map::new();
        feature.insert("geometry".to_owned(), geometry.clone());
        feature.insert("type".to_owned(), json!("Feature"));
        if let Some(properties) = properties {
            feature.insert("properties".to_owned(), properties.clone());
        }
        let plain = if *spread { serde_json::to_string_pretty(&feature) } else { serde_json::to_string(&feature) };
        let (open, close) = if *is_parcel { ("⟦", "⟧") } else { ("", "") };
        let comma = if place > 0 { "\n, " } else { "" };
        write!(text, "{comma}{open}{}{close}", plain.unwrap()).unwrap();
    }
    text + "\n],\"tail\":{\"features\":[]} }"
}

/// What `serde_json` says the export should be.
fn expected(input: &Value, drawn: &[Drawn], subset: bool, name: &str) -> Value {
    let mut expected = input.clone();
    let mut land = 0.0;
    let features = input["features"].as_array().unwrap().iter().zip(drawn);
    expected["features"] = features
        .filter(|(_, (_, _, is_parcel, keep, _))| !subset || (*is_parcel && *keep))
        .map(|(feature, (_, _, is_parcel, ..))| {
            let mut feature = feature.clone();
            if *is_parcel {
                land += 0.5;
                if !feature["properties"].is_object() {
                    feature["properties"] = json!({});
                }
                feature["properties"][name] = json!(land);
            }
            feature
        })
        .collect();
    expected
}

/// Numbers compared as numbers: `1` and `1.0` are one.
fn normalized(value: &Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64()),
        Value::Array(values) => values.iter().map(normalized).collect(),
        Value::Object(map) => Value::Object(map.iter().map(|(key, value)| (key.clone(), normalized(value))).collect()),
        other => other.clone(),
    }
}

proptest! {
    #[test]
    fn the_output_parses_as_the_input_with_the_members_added(
        drawn in prop::collection::vec((any_properties(), any_json(), any::<bool>(), any::<bool>(), any::<bool>()), 0..8),
        extra in any_json(),
        subset in any::<bool>(),
    ) {
        let (bytes, table) = marked(&collection(&drawn, &extra));
        let input: Value = serde_json::from_slice(&bytes).unwrap();
        let parcels = drawn.iter().filter(|(_, _, is_parcel, ..)| *is_parcel);
        let kept: Vec<&Drawn> = parcels.clone().filter(|(_, _, _, keep, _)| !subset || *keep).collect();
        let rows = subset.then(|| {
            RowSet::from_rows(table.len(), parcels.enumerate().filter(|(_, (_, _, _, keep, _))| *keep).map(|(row, _)| row))
        });
        let taken = |properties: &Option<Value>| properties.as_ref().is_some_and(|value| value.get("land_mu").is_some());
        let name = if kept.iter().any(|(properties, ..)| taken(properties)) { "mulens_land_mu" } else { "land_mu" };
        let added = land_of((0..kept.len()).map(|row| (row + 1) as f64 / 2.0));
        let (text, export) = exported(bytes.clone(), &table, rows.as_ref(), &added);
        let output: Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(normalized(&output), normalized(&expected(&input, &drawn, subset, name)));
        prop_assert_eq!(export.parcels, kept.len());

        let (text, _) = exported(bytes.clone(), &table, None, &ResultTable::default());
        prop_assert_eq!(text.into_bytes(), bytes);
    }
}
