//! Boundaries: a file of polygons that says in which park each parcel lies.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::beside::BesideError;
use crate::domain::field_names::{Header, Meaning};
use crate::domain::{Category, CategoryColumn, CategoryColumnBuilder, ParcelTable, TextField};
use crate::geometry::zones::{ZoneFit, fit_zones};
use crate::geometry::{Crs, Scene};
use crate::io::import_report::CrsDecision;
use crate::io::{ReadError, ReadOptions, ReadProgress, Source, SourceStamp, feature_text, property_pairs};
use crate::locale::{Lang, grouped};

/// Which park stands where the parcel file has one too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParkPrecedence {
    /// The boundaries' where a parcel lies in one, the parcel file's elsewhere.
    #[default]
    Replace,
    /// The parcel file's: the boundaries fill its blanks.
    FillBlanks,
}

/// What is chosen about boundaries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BoundaryChoices {
    /// The property that names each zone; the likeliest if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_field: Option<String>,
    /// Which park stands.
    pub precedence: ParkPrecedence,
}

/// A property of the boundaries, one value a zone.
pub type ZoneField = (String, Vec<Option<String>>);

/// Boundaries that were read and fitted to parcels.
#[derive(Debug)]
pub struct Boundaries {
    /// Where they lie.
    pub path: PathBuf,
    /// What they looked like when they were read.
    pub stamp: SourceStamp,
    /// What is chosen.
    pub choices: BoundaryChoices,
    /// The property that names the zones, the zones having any.
    pub name_field: Option<String>,
    /// The properties.
    pub fields: Arc<Vec<ZoneField>>,
    /// Where each parcel lies.
    pub fit: Arc<ZoneFit>,
    zones: Arc<ParcelTable>,
    /// The names as they are used, one a zone.
    names: Vec<Arc<str>>,
}

impl PartialEq for Boundaries {
    fn eq(&self, other: &Self) -> bool {
        let said = |it: &Self| (it.path.clone(), it.stamp.blake3.clone(), it.choices.clone());
        said(self) == said(other) && Arc::ptr_eq(&self.fit, &other.fit)
    }
}

impl Boundaries {
    /// Reads boundaries and fits parcels into them. Where they do not say their coordinate system and the numbers leave
    /// it open, it is the parcels'.
    pub fn read(
        path: &Path,
        choices: BoundaryChoices,
        parcels: &ParcelTable,
        scene: &Scene,
        parcels_crs: &CrsDecision,
    ) -> Result<Self, BesideError> {
        let source = Source::Path(path.to_owned());
        if !parcels_crs.crs.has_place() {
            return Err(BesideError::NoPlace);
        }
        let read = |crs| {
            let options = ReadOptions { crs, hash: true, ..ReadOptions::default() };
            crate::io::read(&source, &options, &ReadProgress::default())
        };
        // Degrees of a web map do not show that they are: who said so of the parcels means the boundaries too.
        let said = Some(parcels_crs.crs).filter(|crs| matches!(crs, Crs::Offset(_)));
        let import = match read(said) {
            Err(ReadError::CrsUnknown { .. }) => read(Some(parcels_crs.crs)),
            other => other,
        };
        let import = import.map_err(|error| BesideError::Boundaries(source.file_name(), error))?;
        let fields = fields_of(&import.source, &import.stamp, &import.table);
        let fit = Arc::new(fit(&import.table, parcels, scene));
        let whole = Self {
            path: path.to_owned(),
            stamp: import.stamp,
            choices: BoundaryChoices::default(),
            name_field: None,
            fields: Arc::new(fields),
            fit,
            zones: Arc::new(import.table),
            names: Vec::new(),
        };
        Ok(whole.with(choices))
    }

    /// The same boundaries under other choices.
    #[must_use]
    pub fn with(&self, choices: BoundaryChoices) -> Self {
        let known = |name: &String| self.fields.iter().any(|(field, _)| field == name);
        let name_field = choices.name_field.clone().filter(known).or_else(|| proposed_field(&self.fields));
        let values = self.fields.iter().find(|(field, _)| Some(field) == name_field.as_ref()).map(|(_, values)| values);
        let names = (0..self.zones.len()).map(|zone| {
            let named = values.and_then(|values| values[zone].clone());
            Arc::from(named.unwrap_or_else(|| format!("#{}", zone + 1)))
        });
        Self {
            path: self.path.clone(),
            stamp: self.stamp.clone(),
            name_field,
            fields: Arc::clone(&self.fields),
            fit: Arc::clone(&self.fit),
            zones: Arc::clone(&self.zones),
            names: names.collect(),
            choices,
        }
    }

    /// The same boundaries around other parcels.
    #[must_use]
    pub fn fitted_to(&self, parcels: &ParcelTable, scene: &Scene) -> Self {
        Self { fit: Arc::new(fit(&self.zones, parcels, scene)), ..self.with(self.choices.clone()) }
    }

    /// The file's name, as shown.
    #[must_use]
    pub fn file_name(&self) -> String {
        self.path.file_name().unwrap_or(self.path.as_os_str()).to_string_lossy().into_owned()
    }

    /// The name of a zone.
    #[must_use]
    pub fn name(&self, zone: u32) -> &str {
        self.names.get(zone as usize).map_or("", |name| name)
    }

    /// Parcels by zone's name, in the order of the file; zones of one name are one.
    #[must_use]
    pub fn counts(&self) -> Vec<(Arc<str>, usize)> {
        let mut counts: Vec<(Arc<str>, usize)> = Vec::new();
        let mut place: BTreeMap<Arc<str>, usize> = BTreeMap::new();
        for name in &self.names {
            place.entry(Arc::clone(name)).or_insert_with(|| {
                counts.push((Arc::clone(name), 0));
                counts.len() - 1
            });
        }
        for zone in self.fit.zone_of.iter().flatten() {
            counts[place[&self.names[*zone as usize]]].1 += 1;
        }
        counts
    }

    /// The parks of the parcels.
    #[must_use]
    pub fn parks(&self, parcels: &ParcelTable) -> CategoryColumn {
        let mut parks = CategoryColumnBuilder::default();
        for row in 0..parcels.len() {
            let own = parcels.word_of(Category::Park, row).map(AsRef::as_ref);
            let zone = self.fit.zone_of.get(row).copied().flatten().map(|zone| self.name(zone));
            parks.push(match self.choices.precedence {
                ParkPrecedence::Replace => zone.or(own),
                ParkPrecedence::FillBlanks => own.or(zone),
            });
        }
        parks.finish()
    }

    /// What the fit came to, a sentence each.
    #[must_use]
    pub fn sentences(&self, lang: Lang) -> Vec<String> {
        let inside = self.fit.zone_of.iter().flatten().count();
        let number = |count: usize| grouped(count as f64, 0);
        let mut sentences = vec![lang.text_with(
            "boundaries-inside",
            [("zones", number(self.names.len()).into()), ("parcels", number(inside).into())],
        )];
        let counted = [
            ("boundaries-outside", self.fit.outside),
            ("boundaries-without-shape", self.fit.without_shape),
            ("boundaries-straddling", self.fit.straddlers.len()),
        ];
        let counted = counted.into_iter().filter(|(_, count)| *count > 0);
        sentences.extend(counted.map(|(id, count)| lang.text_with(id, [("count", number(count).into())])));
        sentences
    }

    /// What is told below figures by park.
    #[must_use]
    pub fn notes(&self, lang: Lang) -> Vec<(String, String)> {
        let name = lang.text("note-boundaries").into_owned();
        let file = std::iter::once(self.file_name());
        file.chain(self.sentences(lang)).map(|text| (name.clone(), text)).collect()
    }
}

fn fit(zones: &ParcelTable, parcels: &ParcelTable, scene: &Scene) -> ZoneFit {
    let point = |row| scene.interior_point(row).map(|local| scene.frame().lonlat_from_local(local));
    fit_zones(zones.shapes(), parcels.shapes(), point)
}

/// The properties of the zones as the file writes them.
fn fields_of(source: &Source, stamp: &SourceStamp, zones: &ParcelTable) -> Vec<ZoneField> {
    let mut fields: Vec<ZoneField> = Vec::new();
    for zone in 0..zones.len() {
        let text = feature_text(source, stamp, zones.span(zone)).unwrap_or_default();
        for (name, value) in property_pairs(&text) {
            let at = fields.iter().position(|(field, _)| *field == name).unwrap_or_else(|| {
                fields.push((name, vec![None; zones.len()]));
                fields.len() - 1
            });
            fields[at].1[zone] = Some(value.trim().to_owned()).filter(|value| !value.is_empty());
        }
    }
    fields
}

/// The property that is likeliest to name the zones: one called a park, else a name, else the first whose values are
/// words that differ.
fn proposed_field(fields: &[ZoneField]) -> Option<String> {
    let rank = |(field, values): &&ZoneField| {
        let filled: Vec<&String> = values.iter().flatten().collect();
        let words = filled.iter().filter(|value| value.parse::<f64>().is_err()).count();
        let different = filled.iter().collect::<BTreeSet<_>>().len();
        let meaning = Header::parse(field).found.map(|found| found.meaning);
        let by_name = match meaning {
            Some(Meaning::Category(Category::Park)) => 0,
            Some(Meaning::Text(TextField::Name)) => 1,
            _ => 2,
        };
        (filled.is_empty(), by_name, words * 2 < filled.len(), usize::MAX - different)
    };
    fields
        .iter()
        .min_by_key(rank)
        .filter(|(_, values)| values.iter().any(Option::is_some))
        .map(|(name, _)| name.clone())
}
