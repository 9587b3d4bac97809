//! What single charts draw of a document, kept until what it was computed from changes, as everything in
//! [`super::derived`].

use std::sync::Arc;

use super::cached::Cached;
use super::derived::MapKey;
use super::document::Document;
use crate::analysis::Histogram;
use crate::domain::{ResultTable, Unit};

/// The caches.
#[derive(Debug, Default)]
pub struct ChartCaches {
    histogram: Cached<MapKey, Arc<Histogram>>,
    histogram_table: Cached<MapKey, Arc<ResultTable>>,
}

impl Document {
    /// How the values that the map is coloured by are spread over the rows the filter shows, with the map's classes;
    /// `None` where the colours mean no numbers.
    pub fn histogram(&mut self) -> Option<Arc<Histogram>> {
        self.view().color_by.indicator()?;
        let (classes, shown) = (self.map_classes(), self.shown());
        let key = self.map_key();
        Some(Arc::clone(self.derived.charts.histogram.get_or(key, || {
            Arc::new(Histogram::new(&classes.values, &classes.class_of_row, classes.classes.len(), &shown))
        })))
    }

    /// The histogram's bars as a table.
    pub fn histogram_table(&mut self) -> Option<Arc<ResultTable>> {
        let unit = self.view().color_by.indicator().map_or(Unit::None, crate::analysis::Indicator::unit);
        let (histogram, figures) = (self.histogram()?, self.figures());
        let key = self.map_key();
        let table = || Arc::new(histogram.table(&figures, unit));
        Some(Arc::clone(self.derived.charts.histogram_table.get_or(key, table)))
    }
}
