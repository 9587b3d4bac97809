//! Holds the rules of the tree that the compiler cannot: the arrows between folders, who may name the window, where
//! Chinese text may stand, that every text id exists, the size of files, and that nothing speaks to a network.

#[path = "support/rust_source.rs"]
mod rust_source;

use std::path::Path;

use mulens::locale::Lang;
use rust_source::{RustSource, rust_files};

/// Each folder of `src` and the folders it may know besides itself.
const ARROWS: [(&str, &[&str]); 8] = [
    ("domain", &[]),
    ("locale", &["domain"]),
    ("geometry", &["domain"]),
    ("io", &["domain", "locale", "geometry"]),
    ("analysis", &["domain", "geometry"]),
    ("app", &["domain", "locale", "geometry", "io", "analysis"]),
    ("cli", &["domain", "locale", "geometry", "io", "analysis", "app"]),
    ("ui", &["domain", "locale", "geometry", "io", "analysis", "app"]),
];
const WINDOW_CRATES: [&str; 7] = ["egui", "eframe", "egui_plot", "egui_extras", "egui_wgpu", "wgpu", "rfd"];
const NETWORK_WORDS: [&str; 7] = ["reqwest", "ureq", "hyper", "TcpStream", "TcpListener", "UdpSocket", "ToSocketAddrs"];
const NETWORK_PACKAGES: [&str; 6] = ["reqwest", "ureq", "hyper", "curl", "isahc", "attohttpc"];
/// Above this many lines a file has outgrown its noun.
const MOST_LINES: usize = 450;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<RustSource> {
    let files = rust_files(&root().join("src"));
    assert!(files.len() > 10, "where is the source?");
    files.iter().map(|path| RustSource::read(root(), path)).collect()
}

/// Fails with every fault on a line of its own.
fn report(rule: &str, faults: &[String]) {
    assert!(faults.is_empty(), "{rule}\n  {}\n", faults.join("\n  "));
}

/// The folder of `src` a file belongs to; `None` for `lib.rs` and `main.rs`. A folder's own `x.rs` counts too.
fn layer(path: &str) -> Option<&str> {
    let below = path.strip_prefix("src/")?;
    let first = below.split('/').next()?;
    let first = first.strip_suffix(".rs").unwrap_or(first);
    ARROWS.iter().map(|(name, _)| *name).find(|name| *name == first)
}

/// How many modules deep a file is: `src/io/mod.rs` 1, `src/io/csv.rs` 2.
fn depth(path: &str) -> usize {
    let parts = path.split('/').count() - 1;
    if path.ends_with("/mod.rs") { parts - 1 } else { parts }
}

/// Every folder a file names through `crate::` or through enough `super::`, with the position.
fn named_layers(source: &RustSource) -> Vec<(usize, String)> {
    let words = source.words();
    let mut named = Vec::new();
    let mut index = 0;
    while index < words.len() {
        let start = index;
        let is_root = match words[index].1.as_str() {
            "crate" => true,
            "super" => {
                // A chain that climbs out of every module ends at the crate's root.
                let mut steps = 1;
                while words.get(index + 1).is_some_and(|(_, word)| word == "super")
                    && is_followed_by_path(source, &words[index])
                {
                    (index, steps) = (index + 1, steps + 1);
                }
                steps >= depth(&source.path)
            }
            _ => false,
        };
        if is_root && is_followed_by_path(source, &words[index]) {
            let behind = words[index].0 + words[index].1.chars().count();
            named.extend(first_segments(source, behind).into_iter().map(|name| (words[start].0, name)));
        }
        index += 1;
    }
    named
}

fn is_followed_by_path(source: &RustSource, (position, word): &(usize, String)) -> bool {
    let mut after = source.code_after(position + word.chars().count());
    after.next().is_some_and(|(_, c)| c == ':') && after.next().is_some_and(|(_, c)| c == ':')
}

/// The first names behind a `::` at `position`: one, or each of a `{…}` group.
fn first_segments(source: &RustSource, position: usize) -> Vec<String> {
    let (mut names, mut name, mut depth, mut is_first) = (Vec::new(), String::new(), 0, true);
    for (_, c) in source.code_after(position).skip(2) {
        match c {
            _ if is_first && (c.is_alphanumeric() || c == '_') => name.push(c),
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => {}
            _ => is_first = false,
        }
        let is_end_of_name = !(c.is_alphanumeric() || c == '_');
        if is_end_of_name && !name.is_empty() {
            names.push(std::mem::take(&mut name));
        }
        if c == ',' && depth == 1 {
            is_first = true;
        } else if is_end_of_name && depth == 0 {
            break;
        }
    }
    names
}

#[test]
fn imports_follow_the_arrows() {
    let mut faults = Vec::new();
    for source in sources() {
        let Some(layer) = layer(&source.path) else { continue };
        let (_, may_know) = ARROWS.iter().find(|(name, _)| *name == layer).unwrap();
        for (position, name) in named_layers(&source) {
            let is_layer = ARROWS.iter().any(|(other, _)| *other == name);
            if is_layer && name != layer && !may_know.contains(&name.as_str()) {
                faults.push(format!("{}: `{layer}` names `{name}`", source.place(position)));
            }
        }
    }
    report("A folder may only know the folders left of it (see src/lib.rs).", &faults);
}

#[test]
fn only_the_ui_names_the_window_crates() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| layer(&source.path) != Some("ui")) {
        for (position, word) in source.words() {
            if WINDOW_CRATES.contains(&word.as_str()) {
                faults.push(format!("{}: `{word}`", source.place(position)));
            }
        }
    }
    report("Only src/ui may name the window's crates.", &faults);
}

#[test]
fn chinese_text_stands_in_the_locale_files_and_the_alias_tables_only() {
    let is_chinese = |c: char| matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}');
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| !source.path.starts_with("src/domain/field_names")) {
        let mut last_line = String::new();
        for (position, &c) in source.without_comments.iter().enumerate() {
            if is_chinese(c) && !source.is_test[position] && source.place(position) != last_line {
                last_line = source.place(position);
                faults.push(format!("{last_line}: `{c}`…"));
            }
        }
    }
    report("Chinese text belongs in assets/locales, aliases in src/domain/field_names.", &faults);
}

#[test]
fn every_text_id_in_the_source_exists_in_both_languages() {
    let mut faults = Vec::new();
    let mut found = 0;
    for source in sources() {
        for (position, word) in source.words() {
            let is_method = position > 0 && source.code[position - 1] == '.';
            if !is_method || !matches!(word.as_str(), "text" | "text_with") || source.is_test[position] {
                continue;
            }
            let mut after = source.code_after(position + word.len());
            let opening = (after.next(), after.next());
            if let (Some((_, '(')), Some((quote, '"'))) = opening {
                let id: String = source.text[quote + 1..].iter().take_while(|&&c| c != '"').collect();
                found += 1;
                for lang in Lang::ALL.into_iter().filter(|lang| !lang.has(&id)) {
                    faults.push(format!("{}: no text `{id}` in {lang:?}", source.place(position)));
                }
            }
        }
    }
    assert!(found > 4, "the test no longer sees how texts are asked for");
    report("Every text id must stand in assets/locales/zh and assets/locales/en.", &faults);
}

#[test]
fn every_file_says_what_it_owns_and_has_not_outgrown_it() {
    let mut faults = Vec::new();
    for folder in ["src", "tests", "sample_data/generator"] {
        for path in rust_files(&root().join(folder)) {
            let source = RustSource::read(root(), &path);
            if !source.text.starts_with(&['/', '/', '!']) {
                faults.push(format!("{}: does not open with `//!`", source.place(0)));
            }
            if source.lines() > MOST_LINES {
                faults.push(format!("{}: {} lines, at most {MOST_LINES}", source.path, source.lines()));
            }
        }
    }
    report("Every file opens with a `//!` that says what it owns, and is short enough to be read in one go.", &faults);
}

#[test]
fn nothing_speaks_to_a_network() {
    let mut faults = Vec::new();
    for source in sources() {
        for (position, word) in source.words() {
            if NETWORK_WORDS.contains(&word.as_str()) {
                faults.push(format!("{}: `{word}`", source.place(position)));
            }
        }
    }
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).unwrap();
    for package in NETWORK_PACKAGES {
        if lock.contains(&format!("name = \"{package}\"\n")) {
            faults.push(format!("Cargo.lock: package `{package}`"));
        }
    }
    report("The program works wholly offline.", &faults);
}

#[test]
fn the_rules_see_what_they_are_meant_to_see() {
    let text = r##"
//! Doc with crate::ui in it.
use crate::{app::{self, Command}, io};
use super::super::ui::Theme;
const A: &str = "crate::cli 亩"; // 注释
const B: &str = r#"a "quoted" crate::cli"#;
fn quote() -> char { '"' }
fn life<'a>(x: &'a str) -> &'a str { x }
#[cfg(test)]
mod tests {
    const C: &str = "地块";
}
"##;
    let source = RustSource::from_text("src/geometry/area.rs".to_owned(), text);
    let named: Vec<String> = named_layers(&source).into_iter().map(|(_, name)| name).collect();
    assert_eq!(named, ["app", "io", "ui"]);
    let chinese = |is_test: bool| {
        let view = source.without_comments.iter().zip(&source.is_test);
        view.filter(|&(c, test)| *test == is_test && *c > '\u{2E80}').map(|(c, _)| *c).collect::<String>()
    };
    assert_eq!((chinese(false).as_str(), chinese(true).as_str()), ("亩", "地块"));
    assert_eq!(source.place(text.chars().position(|c| c == '亩').unwrap()), "src/geometry/area.rs:5");
}
