//! Arguments that are one of a few words: what to group by, which language, which graphics interface.

use clap::ValueEnum;

use crate::analysis::Grouping;
use crate::app::Renderer;
use crate::locale::Lang;

/// What a summary is grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ByArgument {
    /// The renewal model.
    Model,
    /// The route of putting land back to use, as tagged in the project.
    Route,
    /// The park.
    Park,
    /// The industry.
    Industry,
    /// The file, where several are read together.
    File,
    /// The land status.
    Status,
    /// The grade; asks for --as-of.
    Grade,
    /// What the land is judged to be: idle, of low efficiency, or neither; asks for --as-of.
    Finding,
    /// Only the total.
    None,
}

impl From<ByArgument> for Grouping {
    fn from(by: ByArgument) -> Self {
        match by {
            ByArgument::Model => Self::Model,
            ByArgument::Route => Self::Route,
            ByArgument::Park => Self::Park,
            ByArgument::Industry => Self::Industry,
            ByArgument::File => Self::SourceFile,
            ByArgument::Status => Self::Status,
            ByArgument::Grade => Self::Grade,
            ByArgument::Finding => Self::Finding,
            ByArgument::None => Self::None,
        }
    }
}

/// A language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LangArgument {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl From<LangArgument> for Lang {
    fn from(lang: LangArgument) -> Self {
        match lang {
            LangArgument::Zh => Self::Zh,
            LangArgument::En => Self::En,
        }
    }
}

/// A graphics interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RendererArgument {
    /// Vulkan.
    Vulkan,
    /// Direct3D 12.
    Dx12,
    /// Metal.
    Metal,
    /// OpenGL.
    Gl,
}

impl From<RendererArgument> for Renderer {
    fn from(renderer: RendererArgument) -> Self {
        match renderer {
            RendererArgument::Vulkan => Self::Vulkan,
            RendererArgument::Dx12 => Self::Dx12,
            RendererArgument::Metal => Self::Metal,
            RendererArgument::Gl => Self::Gl,
        }
    }
}
