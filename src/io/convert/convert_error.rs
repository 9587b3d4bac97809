//! Why a file of another format could not be turned into GeoJSON, each as one sentence that says what to do.

use crate::locale::Lang;

/// A layer of a file that has several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayerInfo {
    /// Its name, by which it is chosen.
    pub name: String,
    /// How many features it has, where that can be told without reading it.
    pub features: Option<u64>,
}

/// Why a file could not be converted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConvertError {
    /// Unpacks to far more than any parcel file has.
    #[error("unpacks to more than {} bytes", .0)]
    Bomb(u64),
    /// A packed file is damaged or cut off.
    #[error("damaged archive: {0}")]
    BadArchive(String),
    /// A ZIP with a password.
    #[error("encrypted archive")]
    Encrypted,
    /// A ZIP in which there is only another packed file.
    #[error("nested archive")]
    NestedArchive,
    /// A ZIP without any parcel file in it.
    #[error("no parcel file in the archive")]
    NothingInArchive,
    /// An XLSX workbook or other Office file.
    #[error("an office file")]
    Office,
    /// KMZ, which is packed KML.
    #[error("KMZ")]
    Kmz,
    /// A `.dbf`, `.shx` … without its `.shp`.
    #[error("no .shp beside it")]
    NoShp,
    /// The `.shp` is no Shapefile, or damaged from the start.
    #[error("not a Shapefile")]
    BadShp,
    /// `SQLite`, but no `GeoPackage`.
    #[error("not a GeoPackage")]
    NotGeoPackage,
    /// A `GeoPackage` without a feature layer.
    #[error("no feature layer")]
    NoFeatureLayer,
    /// The database is damaged.
    #[error("damaged database: {0}")]
    BadDatabase(String),
    /// Files that are to be appended are in different coordinate systems.
    #[error("different coordinate systems: {0:?}")]
    MixedCrs(Vec<String>),
}

impl ConvertError {
    /// One sentence for the reader.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let plain = |id: &str| lang.text(id).into_owned();
        match self {
            Self::Bomb(bytes) => {
                lang.text_with("convert-bomb", [("size", format!("{:.1} GB", *bytes as f64 / 1e9).into())])
            }
            Self::BadArchive(error) => lang.text_with("convert-bad-archive", [("error", error.as_str().into())]),
            Self::Encrypted => plain("convert-encrypted"),
            Self::NestedArchive => plain("convert-nested-archive"),
            Self::NothingInArchive => plain("convert-nothing-in-archive"),
            Self::Office => plain("convert-office"),
            Self::Kmz => plain("convert-kmz"),
            Self::NoShp => plain("convert-no-shp"),
            Self::BadShp => plain("convert-bad-shp"),
            Self::NotGeoPackage => plain("convert-not-geopackage"),
            Self::NoFeatureLayer => plain("convert-no-feature-layer"),
            Self::BadDatabase(error) => lang.text_with("convert-bad-database", [("error", error.as_str().into())]),
            Self::MixedCrs(files) => lang.text_with("convert-mixed-crs", [("files", files.join(", ").into())]),
        }
    }
}

/// The question which of several layers is meant, as a sentence for the batch commands.
#[must_use]
pub fn layer_sentence(layers: &[LayerInfo], asked: Option<&str>, lang: Lang) -> String {
    let names: Vec<String> = layers
        .iter()
        .map(|layer| match layer.features {
            Some(features) => format!("{} ({features})", layer.name),
            None => layer.name.clone(),
        })
        .collect();
    let names = names.join(", ");
    match asked {
        Some(asked) => lang.text_with("read-layer-absent", [("asked", asked.into()), ("layers", names.into())]),
        None => lang.text_with("read-layer-unknown", [("layers", names.into())]),
    }
}

/// The layer that is meant: the one asked for, or the only one there is.
pub(super) fn choose_layer(layers: &[LayerInfo], asked: Option<&str>) -> Result<usize, crate::io::ReadError> {
    let found = match asked {
        Some(asked) => layers.iter().position(|layer| layer.name == asked),
        None => (layers.len() == 1).then_some(0),
    };
    found.ok_or_else(|| crate::io::ReadError::LayerUnknown { layers: layers.to_vec(), asked: asked.map(str::to_owned) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_a_sentence_in_both_languages() {
        let errors = [
            ConvertError::Bomb(1 << 31),
            ConvertError::BadArchive("x".into()),
            ConvertError::Encrypted,
            ConvertError::NestedArchive,
            ConvertError::NothingInArchive,
            ConvertError::Office,
            ConvertError::Kmz,
            ConvertError::NoShp,
            ConvertError::BadShp,
            ConvertError::NotGeoPackage,
            ConvertError::NoFeatureLayer,
            ConvertError::BadDatabase("x".into()),
            ConvertError::MixedCrs(vec!["a".into(), "b".into()]),
        ];
        for lang in Lang::ALL {
            for error in &errors {
                let message = error.message(lang);
                assert!(message.chars().count() > 8 && !message.contains("convert-"), "{message}");
            }
        }
    }

    #[test]
    fn one_layer_needs_no_question_and_an_unknown_name_is_told_what_there_is() {
        let layer = |name: &str| LayerInfo { name: name.into(), features: Some(2) };
        assert_eq!(choose_layer(&[layer("a")], None).unwrap(), 0);
        assert_eq!(choose_layer(&[layer("a"), layer("b")], Some("b")).unwrap(), 1);
        let error = choose_layer(&[layer("a"), layer("b")], None).unwrap_err();
        assert!(error.message(Lang::En).contains("--layer") && error.message(Lang::En).contains("a (2)"));
        let error = choose_layer(&[layer("a")], Some("c")).unwrap_err();
        assert!(error.message(Lang::Zh).contains('c'));
    }
}
