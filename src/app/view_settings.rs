//! What is shown and how: colours, grouping, year, land basis, sort order. Saved with the project.

use serde::{Deserialize, Serialize};

use crate::analysis::{ClassMethod, FigureSettings, Grouping, Indicator, SortKey};
use crate::domain::{FindingKind, Year};

/// What the map's colours mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColorBy {
    /// The renewal model.
    #[default]
    Model,
    /// The route of putting land back to use.
    Route,
    /// The land status.
    Status,
    /// The park.
    Park,
    /// An indicator in five classes.
    Indicator(Indicator),
    /// An indicator against its mean over the land shown, in five classes about it.
    AgainstMean(Indicator),
    /// How an indicator changed since the base year, in five classes about no change.
    Change(Indicator),
    /// 零增地: the floor area that can be added up to the target ratio, in five classes.
    Headroom,
    /// What parcels are judged to be.
    Finding(FindingKind),
}

impl ColorBy {
    /// The indicator whose values the colours mean, if they mean numbers.
    #[must_use]
    pub fn indicator(self) -> Option<Indicator> {
        match self {
            Self::Indicator(indicator) | Self::AgainstMean(indicator) | Self::Change(indicator) => Some(indicator),
            Self::Model | Self::Route | Self::Status | Self::Park | Self::Headroom | Self::Finding(_) => None,
        }
    }
}

/// What the doubling path brings parcels to, where that is not the median of their park. A project file has the number, or
/// the word.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum DoublingTarget {
    /// So much, 万元/亩.
    PerMu(f64),
    /// What the rulebook holds them to.
    Rulebook(RulebookTarget),
}

impl DoublingTarget {
    /// The benchmark of each parcel's cohort of the grades.
    pub const COHORT_BENCHMARK: Self = Self::Rulebook(RulebookTarget::CohortBenchmark);
}

/// What a rulebook holds parcels to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RulebookTarget {
    /// The benchmark of the parcel's cohort.
    CohortBenchmark,
}

/// The settings of the open data set's views.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ViewSettings {
    /// What the map's colours mean.
    pub color_by: ColorBy,
    /// How an indicator's classes are cut.
    pub class_method: ClassMethod,
    /// What charts and summary group by.
    pub group_by: Grouping,
    /// Year and land basis of every figure.
    pub figures: FigureSettings,
    /// The year figures are held against; `None` takes the latest before the year of the figures.
    pub base_year: Option<Year>,
    /// Whether the outlines of the base file's parcels that are no more are drawn.
    pub base_outlines: bool,
    /// What the doubling path brings parcels to; `None` takes the median of each parcel's park.
    pub doubling_target: Option<DoublingTarget>,
    /// The table's sort column, and whether it descends.
    pub sort: Option<(SortKey, bool)>,
    /// Columns of the table that are not shown, by key.
    pub hidden_columns: Vec<String>,
}

impl Default for ViewSettings {
    fn default() -> Self {
        Self {
            color_by: ColorBy::default(),
            class_method: ClassMethod::Quantile,
            group_by: Grouping::Model,
            figures: FigureSettings::default(),
            base_year: None,
            base_outlines: true,
            doubling_target: None,
            sort: None,
            // The key is the parcel code wherever that is unique.
            hidden_columns: vec!["parcel_key".to_owned()],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_keeps_what_the_doubling_path_leads_to_and_an_older_ones_number_is_read() {
        let read = |text: &str| serde_json::from_str::<ViewSettings>(text).unwrap().doubling_target;
        assert_eq!(read("{}"), None);
        assert_eq!(read("{\"doubling_target\": 300.5}"), Some(DoublingTarget::PerMu(300.5)));
        let target = Some(DoublingTarget::COHORT_BENCHMARK);
        let view = ViewSettings { doubling_target: target, ..ViewSettings::default() };
        assert_eq!(read(&serde_json::to_string(&view).unwrap()), target);
    }
}
