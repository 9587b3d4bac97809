//! The project file `.mulens`: a day's decisions about one parcel file, as JSON.
//!
//! ```json
//! {
//!   "format": "mulens-project",
//!   "version": 1,
//!   "source": {"relative": "data/jimo.geojson", "absolute": "/…/jimo.geojson", "len": 481220, "blake3": "9f…"},
//!   "crs": {"epsg": 4549, "chosen_by_user": true},
//!   "figures": {"year": 2023, "basis": "registered_else_geometric"},
//!   "columns": …, "filter": …, "view": …,
//!   "tags": {"370215001001GB00012": "park_in_park", "370215001001GB00013": null},
//!   "routes": {"370215001001GB00012": "private"},
//!   "notes": {"370215001001GB00012": "…"},
//!   "corrections": {"370215001001GB00012": {"tax@2023": 120.5, "handover": "2019-03-01", "park": null}},
//!   "follow_ups": {"370215001001GB00012": {"idle": {"state": "excluded", "reason": "…", "name": "…", "date": "2024-06-30"}}},
//!   "marks": {"anchors": {"370215001001GB00012": ""}, "zones": [{"kind": "platform", "name": "…", "rings": …}],
//!             "parks": {"…": {"land_left_share": 0.01, "demand_waiting": true}}},
//!   "firms": {"source": …, "choices": …}, "boundaries": {"source": …, "choices": …},
//!   "layers": [{"source": …, "name": "…", "visible": true, "color": 0}]
//! }
//! ```
//!
//! A coordinate system without an EPSG code has a `name` in its place: `"GCJ-02"`, `"BD-09"`, `"local"`, proj4 text.
//!
//! Knows keys, codes and paths; must not know what a filter or a view is (they pass through as JSON). Invariants: files
//! hold parcel keys, never row numbers; older versions are upgraded a step at a time; unknown members survive a round
//! trip; the parcel file is only ever read.

mod autosave;
mod parcel_corrections;
mod parcel_follow_ups;
mod parcel_marks;
mod parcel_match;
mod parcel_routes;
mod project_error;
mod project_file;
mod project_source;
mod upgrade;

pub use autosave::autosave_path;
pub use parcel_corrections::{CorrectedCells, match_corrections, record_corrections};
pub use parcel_follow_ups::{
    FollowedFindings, follow_ups_as_read, follow_ups_text, match_follow_ups, record_follow_ups,
};
pub use parcel_marks::{SavedMarks, match_marks, record_marks};
pub use parcel_match::{ParcelMatch, match_tags, record_tags};
pub use project_error::ProjectError;
pub use project_file::{CrsChoice, FigureChoice, ProjectFile};
pub use project_source::ProjectSource;
