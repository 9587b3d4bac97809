//! A ZIP: which of the parcel files in it is meant, and the way of that one.

use std::io::{self, Read, Write};
use std::sync::Arc;

use super::archive::{Archive, Candidate, CandidateKind, full};
use super::convert_error::{LayerInfo, choose_layer};
use super::opened::{Bytes, Opened, Opening, Packing};
use super::store::Store;
use super::{Converted, geopackage, shapefile};
use crate::io::{ReadError, ReadSeek};

impl Opening<'_> {
    /// Opens the parcel file of a ZIP that is meant; the ZIP has this length.
    pub(super) fn zip(&self, len: u64, base: Converted) -> Result<Opened, ReadError> {
        let mut archive = Archive::open(Box::new(self.file()?), len)?;
        let candidates = archive.candidates.clone();
        let layers: Vec<_> = candidates.iter().map(|candidate| candidate.layer.clone()).collect();
        // A layer inside a database inside an archive of several is named `file.gpkg/layer`.
        let asked = self.options.layer.as_deref();
        let inner = asked.and_then(|asked| {
            candidates.iter().enumerate().find_map(|(at, candidate)| {
                let rest = asked.strip_prefix(&candidate.layer.name)?.strip_prefix('/')?;
                Some((at, rest.to_owned()))
            })
        });
        let (chosen, inner) = match (&inner, candidates.as_slice()) {
            (Some((at, rest)), _) => (*at, Some(rest.as_str())),
            (None, [only]) if only.kind == CandidateKind::GeoPackage => (0, asked),
            _ => (choose_layer(&layers, asked)?, None),
        };
        let candidate = &candidates[chosen];
        let base = Converted { layer: Some(candidate.layer.name.clone()), layers, ..base };
        match candidate.kind {
            CandidateKind::Json => {
                let store = archive.unpack(candidate, self.progress)?;
                self.json(Bytes::Store(store), Packing::Zip, || Ok(base))
            }
            CandidateKind::Shapefile => {
                let parts = self.packed_parts(&mut archive, candidate)?;
                self.read_shapefile(parts, "Shapefile zip", base)
            }
            CandidateKind::GeoPackage => {
                let store = archive.unpack(candidate, self.progress)?;
                // SQLite wants a file with a name; it goes as soon as it is read.
                let mut file = tempfile::NamedTempFile::new().map_err(full)?;
                io::copy(&mut store.reader(), &mut file).map_err(full)?;
                file.flush().map_err(full)?;
                let prefix = format!("{}/", candidate.layer.name);
                let converted =
                    geopackage::convert(file.path(), inner, self.progress).map_err(|error| match error {
                        ReadError::LayerUnknown { layers, .. } if candidates.len() > 1 => {
                            let named =
                                |layer: LayerInfo| LayerInfo { name: format!("{prefix}{}", layer.name), ..layer };
                            ReadError::LayerUnknown { layers: layers.into_iter().map(named).collect(), asked: None }
                        }
                        error => error,
                    })?;
                let outer = base.layers.clone();
                let opened = Self::read_database(converted, "GeoPackage zip", base)?;
                Ok(match opened {
                    Opened::Converted(converted) if outer.len() > 1 => {
                        let layer = converted.layer.map(|layer| format!("{prefix}{layer}"));
                        Opened::Converted(Box::new(Converted { layers: outer, layer, ..*converted }))
                    }
                    opened => opened,
                })
            }
        }
    }

    fn packed_parts(&self, archive: &mut Archive, candidate: &Candidate) -> Result<shapefile::Parts, ReadError> {
        let mut part = |ending: &str| archive.unpack_companion(candidate, ending, self.progress);
        let reader = |store: Arc<Store>| -> Box<dyn ReadSeek + Send> { Box::new(store.reader()) };
        let (shx, dbf) = (part("shx")?.map(reader), part("dbf")?.map(reader));
        let mut small = |ending: &str| -> Result<Option<Vec<u8>>, ReadError> {
            let Some(store) = part(ending)? else { return Ok(None) };
            let mut bytes = Vec::new();
            store.reader().take(1 << 16).read_to_end(&mut bytes).map_err(full)?;
            Ok(Some(bytes))
        };
        let (prj, cpg) = (small("prj")?, small("cpg")?);
        let shp = reader(archive.unpack(candidate, self.progress)?);
        Ok(shapefile::Parts { shp, shx, dbf, prj, cpg })
    }
}
