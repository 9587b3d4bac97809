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

/// A compound file, as Office's old formats are, of these streams.
fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a compound file");
    for (name, bytes) in streams {
        file.create_stream(name).expect("a stream").write_all(bytes).expect("written");
    }
    file.into_inner().into_inner()
}

/// A BIFF8 record.
fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let head = [kind.to_le_bytes(), (body.len() as u16).to_le_bytes()].concat();
    [&head, body].concat()
}

/// The workbook of Excel 97 with one sheet whose first row are texts and whose second row numbers.
fn old_workbook(texts: &[&str], numbers: &[f64]) -> Vec<u8> {
    let begin = |kind: u16| record(0x0809, &[0x0600, kind, 0x0DBB, 0x07CC, 0, 0, 6, 0].map(u16::to_le_bytes).concat());
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let cell = |row: u16, column: usize| [row, column as u16, 0].map(u16::to_le_bytes).concat();
    let end = record(0x000A, &[]);
    let mut sheet = begin(0x0010);
    for (column, text) in texts.iter().enumerate() {
        let length = (text.encode_utf16().count() as u16).to_le_bytes();
        sheet.extend(record(0x0204, &[&cell(0, column), &length[..], &[1], &utf16(text)].concat()));
    }
    for (column, number) in numbers.iter().enumerate() {
        sheet.extend(record(0x0203, &[&cell(1, column)[..], &number.to_le_bytes()].concat()));
    }
    sheet.extend(&end);
    let globals = begin(0x0005);
    let name = utf16("企业");
    // The sheet stands behind the globals, this record and the end.
    let place = globals.len() + 4 + 8 + name.len() + end.len();
    let about = [&(place as u32).to_le_bytes()[..], &[0, 0, 2, 1], &name].concat();
    compound(&[("Workbook", &[globals, record(0x0085, &about), end, sheet].concat())])
}

#[test]
fn an_old_workbook_is_read_cell_by_cell() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("企业.xls");
    std::fs::write(&path, old_workbook(&["企业名称", "年产值（万元）"], &[7.0, 1200.5])).expect("a file");
    let file = TableFile::open(&path).expect("a workbook");
    assert_eq!(file.sheets(), ["企业"]);
    let grid = file.grid(None, None).expect("cells").grid;
    let cells: Vec<_> =
        (0..2).map(|row| [0, 1].map(|place| grid.cell(row, place).text().unwrap_or_default())).collect();
    assert_eq!(cells, [["企业名称", "年产值（万元）"], ["7", "1200.5"]]);
}

#[test]
fn a_workbook_under_a_password_is_told_as_such() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["企业.xlsx", "企业.xls"] {
        let path = folder.path().join(name);
        let bytes = compound(&[("EncryptionInfo", &[4, 0, 4, 0]), ("EncryptedPackage", &[0; 64])]);
        let error = read(&path, &bytes).expect_err("under a password");
        assert!(matches!(error, TableError::Password(_)), "{error}");
        assert!(error.message(Lang::Zh).contains(name));
    }
}

#[test]
fn a_workbook_that_unpacks_without_end_is_refused_before_it_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("企业.xlsx");
    let mut book = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let blanks = vec![b' '; 1 << 20];
    for part in ["[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"] {
        book.start_file(part, zip::write::SimpleFileOptions::default()).expect("a member");
        // Four hundred million blanks pack into less than half a million bytes.
        for _ in 0..400 {
            book.write_all(&blanks).expect("written");
        }
    }
    let bytes = book.finish().expect("a zip").into_inner();
    assert!(bytes.len() < 4 << 20);
    let error = read(&path, &bytes).expect_err("no end");
    assert!(matches!(error, TableError::TooLarge(_)), "{error}");
}
