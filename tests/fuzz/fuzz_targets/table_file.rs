//! Any bytes are a list of firms, or a sentence.

#![no_main]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::LazyLock;

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use mulens::io::tables::{TableFile, headings, propose_columns, propose_header_row, read_firms};
use mulens::locale::Lang;

/// A folder of this process, with the file that every input becomes under each of its names.
static FILES: LazyLock<(tempfile::TempDir, [PathBuf; 3])> = LazyLock::new(|| {
    // The workbook reader panics on some torn files; what it is called from catches that. Only what is not caught counts.
    std::panic::set_hook(Box::new(|_| {}));
    let folder = tempfile::tempdir().expect("a folder");
    let paths = ["firms.csv", "firms.xlsx", "firms.xls"].map(|name| folder.path().join(name));
    (folder, paths)
});

fuzz_target!(|bytes: &[u8]| {
    let path = match bytes {
        [b'P', b'K', ..] => &FILES.1[1],
        [0xD0, 0xCF, ..] => &FILES.1[2],
        _ => &FILES.1[0],
    };
    std::fs::write(path, bytes).expect("the input as a file");
    match TableFile::open(path).and_then(|file| file.grid(None, None)) {
        Ok(read) => {
            let grid = read.grid;
            let headings = headings(&grid, propose_header_row(&grid));
            let columns = propose_columns(&grid, &headings, &BTreeMap::new(), None);
            let firms = read_firms(&grid, &headings, &columns);
            assert!(firms.table.len() <= grid.rows.len());
        }
        Err(error) => assert!(!error.message(Lang::Zh).is_empty()),
    }
});

// A first byte that stays keeps an input the kind of file it is.
fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, _seed: u32| {
    let head = [data.first().copied(), data.get(1).copied()];
    let size = fuzzer_mutate(data, size, max_size);
    for (byte, kept) in data.iter_mut().zip(head) {
        if let Some(kept) = kept.filter(|_| size > 1) {
            *byte = kept;
        }
    }
    size
});
