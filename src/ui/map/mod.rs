//! The map: the id raster on the screen, the pointer on it, and what lies over it.

mod context_menu;
mod hover_card;
mod labels;
mod lasso;
mod layer_lines;
mod legend;
mod map_state;
mod map_view;
mod mark_lines;
mod overlay;
mod painter;
mod quad;
mod underlay;
mod zone_drawing;
mod zone_editing;

pub use labels::MapNames;
pub use layer_lines::layers_ui;
pub use legend::{class_name, legend_title, legend_ui};
pub use map_state::MapState;
pub use map_view::map_ui;
pub use mark_lines::marks_ui;
pub use overlay::overlay_ui;
pub use underlay::Underlay;
pub use zone_drawing::{ZoneDrawing, leave_on_escape};
pub use zone_editing::ZoneEditing;
