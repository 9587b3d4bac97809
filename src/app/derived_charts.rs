//! The histogram of a document, kept until what it was computed from changes, as everything in [`super::derived`]. It
//! follows the map's colours, which the other charts do not.

use std::sync::Arc;

use super::cached::Cached;
use super::derived::MapKey;
use super::document::Document;
use super::later::Later;
use crate::analysis::{Histogram, Indicator};
use crate::domain::{ResultTable, Unit};

/// The caches.
#[derive(Debug, Default)]
pub struct HistogramCaches {
    histogram: Later<MapKey, Histogram>,
    table: Cached<MapKey, Arc<ResultTable>>,
}

impl Document {
    /// How the values that the map is coloured by are spread over the rows the filter shows, with the map's classes;
    /// `None` where the colours mean no numbers, and while the first is being made. Another one's is shown while it is
    /// made, as the map's colours are.
    pub fn histogram(&mut self) -> Option<Arc<Histogram>> {
        self.view().color_by.indicator()?;
        let ((key, classes), shown) = (self.map_classes(), self.shown());
        if key != self.map_key() {
            // The classes are of another state than the rows shown.
            return self.derived.histograms.histogram.shown().cloned();
        }
        let wake = self.wake().cloned();
        let histogram = move || Histogram::new(&classes.values, &classes.class_of_row, classes.classes.len(), &shown);
        let histograms = &mut self.derived.histograms.histogram;
        histograms.get(&key, wake.as_ref(), histogram).map(|(_, histogram)| Arc::clone(histogram))
    }

    /// The histogram's bars as a table.
    pub fn histogram_table(&mut self) -> Option<Arc<ResultTable>> {
        let unit = self.view().color_by.indicator().map_or(Unit::None, Indicator::unit);
        let (histogram, figures) = (self.histogram()?, self.figures());
        let (key, caches) = (self.map_key(), &mut self.derived.histograms);
        if !caches.histogram.is_of(&key) {
            return caches.table.held().cloned();
        }
        Some(Arc::clone(caches.table.get_or(key, || Arc::new(histogram.table(&figures, unit)))))
    }
}
