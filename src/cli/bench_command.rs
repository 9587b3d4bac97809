//! `mulens bench`: its arguments, and the printing of what was measured. The measuring itself is the window's.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use super::{DONE, FAILED, LangArgument, ReadingArguments, RendererArgument};
use crate::app::{BenchReport, BenchRequest};
use crate::locale::Lang;

/// Arguments of `bench`.
#[derive(Debug, clap::Args)]
pub struct BenchArguments {
    /// The parcel file.
    pub file: PathBuf,
    /// Frames of each scene, half of them dragged, half zoomed.
    #[arg(long, default_value_t = 120, value_parser = clap::value_parser!(u32).range(10..=10_000))]
    pub frames: u32,
    /// The window's inside.
    #[arg(long, value_name = "WxH", default_value = "1440x900", value_parser = parse_size)]
    pub size: (u32, u32),
    /// Seconds the window is left alone at the end.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=3600))]
    pub idle: u32,
    /// Draw through this graphics interface only.
    #[arg(long, value_enum)]
    pub renderer: Option<RendererArgument>,
    /// How the file is read.
    #[command(flatten)]
    pub reading: ReadingArguments,
    /// The language of what is said when nothing could be measured.
    #[arg(long, value_enum, default_value_t = LangArgument::Zh)]
    pub lang: LangArgument,
}

impl BenchArguments {
    /// What is to be measured; an error is told, and its exit code handed back.
    pub fn request(&self) -> Result<BenchRequest, ExitCode> {
        Ok(BenchRequest {
            file: self.file.clone(),
            options: self.reading.options(self.lang.into()).map_err(ExitCode::from)?,
            frames: self.frames,
            size: self.size,
            idle: Duration::from_secs(self.idle.into()),
            renderer: self.renderer.map(Into::into),
            started: Instant::now(),
        })
    }

    /// The language of what is said.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.lang.into()
    }
}

/// Prints what was measured as one JSON object, or says on standard error why nothing was.
#[must_use]
pub fn bench_over(outcome: Result<BenchReport, String>) -> ExitCode {
    let printed = outcome.and_then(|report| serde_json::to_string_pretty(&report).map_err(|error| error.to_string()));
    ExitCode::from(match printed {
        Ok(text) => {
            println!("{text}");
            DONE
        }
        Err(sentence) => {
            eprintln!("{sentence}");
            FAILED
        }
    })
}

/// Reads `1440x900`; each side from 320 to 16 384.
fn parse_size(text: &str) -> Result<(u32, u32), String> {
    let side = |text: &str| text.parse::<u32>().ok().filter(|side| (320..=16_384).contains(side));
    text.split_once(['x', 'X', '×'])
        .and_then(|(width, height)| Some((side(width)?, side(height)?)))
        .ok_or_else(|| format!("not WIDTHxHEIGHT with sides from 320 to 16384: {text}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_two_sides_a_screen_can_have() {
        assert_eq!(parse_size("1440x900"), Ok((1440, 900)));
        assert_eq!(parse_size("3840×2160"), Ok((3840, 2160)));
        for wrong in ["", "1440", "0x900", "1440x", "1440x900x2", "99999x900"] {
            assert!(parse_size(wrong).is_err(), "{wrong}");
        }
    }
}
