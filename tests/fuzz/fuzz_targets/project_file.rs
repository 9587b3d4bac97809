//! Any bytes are a project, which then reads back as written, or a sentence.

#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use mulens::io::ProjectFile;
use mulens::locale::Lang;

fuzz_target!(|bytes: &[u8]| {
    let path = Path::new("work.mulens");
    match ProjectFile::from_bytes(bytes, path) {
        Ok(project) => {
            let mut written = Vec::new();
            project.write_to(&mut written).expect("memory takes everything");
            let again = ProjectFile::from_bytes(&written, path).expect("what was written is read");
            assert_eq!(project, again);
        }
        Err(error) => assert!(!error.message(Lang::Zh).is_empty()),
    }
});
