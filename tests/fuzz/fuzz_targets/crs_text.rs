//! Any text is a coordinate system that carries places there and back, or none.

#![no_main]

use libfuzzer_sys::fuzz_target;
use mulens::geometry::Crs;
use mulens::io::crs_name;
use mulens::locale::Lang;

fuzz_target!(|text: &str| {
    let Some(crs) = Crs::from_name(text) else { return };
    assert!(!crs_name(crs, Lang::Zh).is_empty());
    let (Some(forward), Some(inverse)) = (crs.forward(), crs.inverse()) else { return };
    let mut there = [[120.45, 36.39]];
    if !forward.projected_from_lonlat(&mut there) || !there[0].iter().all(|part| part.is_finite()) {
        return;
    }
    // Anywhere or nowhere, as long as it says which.
    let _ = inverse.lonlat_from_projected(&mut there);
});
