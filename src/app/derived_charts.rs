//! What single charts draw of a document, kept until what it was computed from changes, as everything in
//! [`super::derived`].

use std::sync::Arc;

use super::cached::Cached;
use super::derived::{MapKey, ShownKey};
use super::document::Document;
use crate::analysis::{Histogram, Indicator, Quadrants};
use crate::domain::{ResultTable, Unit};

/// The caches.
#[derive(Debug, Default)]
pub struct ChartCaches {
    histogram: Cached<MapKey, Arc<Histogram>>,
    histogram_table: Cached<MapKey, Arc<ResultTable>>,
    quadrants: Cached<ShownKey, Option<Arc<Quadrants>>>,
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
        let unit = self.view().color_by.indicator().map_or(Unit::None, Indicator::unit);
        let (histogram, figures) = (self.histogram()?, self.figures());
        let key = self.map_key();
        let table = || Arc::new(histogram.table(&figures, unit));
        Some(Arc::clone(self.derived.charts.histogram_table.get_or(key, table)))
    }

    /// The quarters of [`Document::tax_against_far`] about its medians; `None` without a point.
    pub fn tax_far_quadrants(&mut self) -> Option<Arc<Quadrants>> {
        let points = self.tax_against_far();
        let key = self.shown_key();
        self.derived.charts.quadrants.get_or(key, || Quadrants::new(&points).map(Arc::new)).clone()
    }
}
