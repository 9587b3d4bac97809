//! How the window is opened: on what file, and through which graphics interface.

use std::path::PathBuf;

/// An interface to the graphics adapter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renderer {
    /// Vulkan.
    Vulkan,
    /// Direct3D 12.
    Dx12,
    /// Metal.
    Metal,
    /// OpenGL.
    Gl,
}

impl Renderer {
    /// Its name as an argument.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Vulkan => "vulkan",
            Self::Dx12 => "dx12",
            Self::Metal => "metal",
            Self::Gl => "gl",
        }
    }
}

/// How the window is to be opened.
#[derive(Clone, Debug, Default)]
pub struct WindowStart {
    /// The files to open, several as one data set; none for the welcome.
    pub files: Vec<PathBuf>,
    /// The graphics interface, where one is asked for.
    pub renderer: Option<Renderer>,
    /// Where the program had to start itself again: what it left behind.
    pub resume: Option<PathBuf>,
}
