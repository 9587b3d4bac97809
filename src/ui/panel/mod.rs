//! The panels around the map: models and filter on the left, inspector and report on the right, status below.

pub mod as_of;
pub mod base_section;
pub mod commitment_section;
mod filter_findings;
pub mod filter_panel;
pub mod follow_up;
pub mod inspector;
mod inspector_acting;
pub mod inspector_cells;
mod inspector_change;
mod inspector_findings;
mod inspector_firms;
mod inspector_timeline;
pub mod layer_list;
mod mark_rows;
pub mod marks_panel;
pub mod notices;
mod park_facts;
pub mod report_findings;
pub mod report_panel;
mod source_section;
pub mod status_bar;
pub mod tag_palette;
