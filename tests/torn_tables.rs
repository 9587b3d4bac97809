//! Workbooks torn in places that their reader does not survive: a list or a sentence, never a panic.

use std::io::{Cursor, Read, Write};
use std::path::Path;

use mulens::io::tables::{TableError, TableFile};
use mulens::locale::Lang;

/// A workbook whose cells have these names.
fn workbook(names: [&str; 2]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "企业名称").expect("a header");
    sheet.write(1, 0, 7.5).expect("a number");
    let mut whole = zip::ZipArchive::new(Cursor::new(book.save_to_buffer().expect("a workbook"))).expect("a zip");
    let mut torn = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..whole.len() {
        let mut member = whole.by_index(index).expect("a member");
        let mut text = String::new();
        member.read_to_string(&mut text).expect("XML");
        let text = text.replace("r=\"A1\"", &format!("r=\"{}\"", names[0]));
        let text = text.replace("r=\"A2\"", &format!("r=\"{}\"", names[1]));
        torn.start_file(member.name().expect("a name"), zip::write::SimpleFileOptions::default()).expect("a member");
        torn.write_all(text.as_bytes()).expect("written");
    }
    torn.finish().expect("a zip").into_inner()
}

fn read(path: &Path, bytes: &[u8]) -> Result<usize, TableError> {
    std::fs::write(path, bytes).expect("a file");
    Ok(TableFile::open(path)?.grid(None, None)?.grid.rows.len())
}

#[test]
fn cell_names_that_no_spreadsheet_writes_are_read_or_refused_with_a_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("企业.xlsx");
    assert_eq!(read(&path, &workbook(["A1", "A2"])).expect("the whole one reads"), 2);
    let names =
        ["AAAAAAAAAAAAAAAAAA1", "A99999999999999999999", "1A", "ZZZZZZZZ9999999999", "A0", "", "A-1", "XFE1048577"];
    for name in names {
        for names in [[name, "A2"], ["A1", name], [name, name]] {
            if let Err(error) = read(&path, &workbook(names)) {
                for lang in Lang::ALL {
                    assert!(error.message(lang).contains("企业.xlsx"), "{}", error.message(lang));
                }
            }
        }
    }
}

#[test]
fn a_workbook_cut_off_anywhere_is_refused_with_a_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("企业.xlsx");
    let whole = workbook(["A1", "A2"]);
    for end in (4..whole.len()).step_by(whole.len() / 40) {
        let error = read(&path, &whole[..end]).expect_err("half a workbook is none");
        assert!(error.message(Lang::Zh).contains("企业.xlsx"));
    }
}
