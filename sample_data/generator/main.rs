//! Writes the sample data beside this folder: `cargo run --example make_sample [FOLDER]`.
//!
//! Everything that decides a byte of it is in [`sample`], which `tests/sample_data.rs` holds against the files.

mod sample;

use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let folder = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("sample_data"), PathBuf::from);
    let files = sample::files();
    std::fs::write(folder.join(sample::LON_LAT_NAME), files.lon_lat)?;
    std::fs::write(folder.join(sample::PROJECTED_NAME), files.projected)?;
    std::fs::write(folder.join(sample::MARKS_NAME), files.marks)?;
    println!("{} parcels in {}", files.parcels, folder.display());
    Ok(())
}
