//! Dialogs inside the window, and the system's file dialogs. None blocks the frame.

mod accept_suggestions;
mod acting;
mod boundaries;
mod changes;
mod crs_picture;
mod crs_question;
pub mod export;
mod file_pick;
mod firm_join;
mod follow_up_selected;
mod help;
mod layer_question;
mod mapping;
mod marks_ahead;
mod parcel_list;
mod tag_differences;
mod type_path;
mod unsaved;
mod work_list;

pub use accept_suggestions::AcceptForm;
pub use acting::acting_dialogs_ui;
pub use boundaries::{BoundaryDialog, boundaries_ui};
pub use crs_question::{CrsForm, crs_question_ui};
pub use file_pick::{FilePick, PickFor, Picked, Proposal};
pub use firm_join::{FirmDialog, FirmWish, firm_join_ui};
pub use follow_up_selected::FollowSelectedForm;
pub use help::help_ui;
pub use layer_question::layer_question_ui;
pub use mapping::{MappingDialog, MappingWish, mapping_ui};
pub use type_path::{
    type_layer_path_ui, type_list_path_ui, type_path_ui, type_picture_path_ui, type_report_path_ui, type_save_path_ui,
};
pub use unsaved::{UnsavedAnswer, unsaved_ui};
pub use work_list::work_list_ui;
