//! A Rust source file as far as rules about its text need it: code apart from comments, strings and tests.
//!
//! Blanked characters become spaces, so that a position in any view is the same position in the file.

use std::path::{Path, PathBuf};

/// A source file in three views of equal length.
pub struct RustSource {
    /// Path from the repository's root, with `/`.
    pub path: String,
    /// As written.
    pub text: Vec<char>,
    /// Comments blanked.
    pub without_comments: Vec<char>,
    /// Comments and the insides of strings blanked.
    pub code: Vec<char>,
    /// Which characters belong to test code.
    pub is_test: Vec<bool>,
}

impl RustSource {
    /// Reads a file below `root`.
    pub fn read(root: &Path, path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        Self::from_text(name, &text)
    }

    pub fn from_text(path: String, text: &str) -> Self {
        let text: Vec<char> = text.chars().collect();
        let (without_comments, code) = views(&text);
        let is_test_file = path.split('/').any(|part| part == "tests") || path.ends_with("tests.rs");
        let is_test = if is_test_file { vec![true; text.len()] } else { test_items(&code) };
        Self { path, text, without_comments, code, is_test }
    }

    /// `path:line` of a character.
    pub fn place(&self, position: usize) -> String {
        let line = self.text[..position].iter().filter(|&&c| c == '\n').count() + 1;
        format!("{}:{line}", self.path)
    }

    pub fn lines(&self) -> usize {
        let text: String = self.text.iter().collect();
        text.lines().count()
    }

    /// Words of the code (identifiers and keywords) with their positions.
    pub fn words(&self) -> Vec<(usize, String)> {
        let mut words: Vec<(usize, String)> = Vec::new();
        let mut is_inside = false;
        for (position, &c) in self.code.iter().enumerate() {
            let is_word = c.is_alphanumeric() || c == '_';
            match words.last_mut() {
                Some((_, word)) if is_word && is_inside => word.push(c),
                _ if is_word => words.push((position, c.to_string())),
                _ => {}
            }
            is_inside = is_word;
        }
        words
    }

    /// The code behind `position` without white space, for looking at what follows a word.
    pub fn code_after(&self, position: usize) -> impl Iterator<Item = (usize, char)> + '_ {
        self.code.iter().copied().enumerate().skip(position).filter(|(_, c)| !c.is_whitespace())
    }
}

/// Every `.rs` file below a folder, in a fixed order.
pub fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                // What Cargo builds, as in the workspace of the fuzz targets, is nobody's source.
                folders.extend((!path.ends_with("target")).then_some(path));
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

fn views(text: &[char]) -> (Vec<char>, Vec<char>) {
    let mut without_comments = text.to_vec();
    let mut code = text.to_vec();
    let at = |position: usize| text.get(position).copied().unwrap_or('\0');
    let mut position = 0;
    while position < text.len() {
        let start = position;
        match (at(position), at(position + 1)) {
            ('/', '/') => {
                while position < text.len() && text[position] != '\n' {
                    position += 1;
                }
                blank(&mut without_comments[start..position]);
                blank(&mut code[start..position]);
            }
            ('/', '*') => {
                position = end_of_block_comment(text, position);
                blank(&mut without_comments[start..position]);
                blank(&mut code[start..position]);
            }
            ('r', '"' | '#') if !is_word(text, start) && raw_string_hashes(text, position).is_some() => {
                let hashes = raw_string_hashes(text, position).unwrap_or(0);
                let body = position + hashes + 2;
                position = body;
                while position < text.len()
                    && !(text[position] == '"' && (1..=hashes).all(|hash| at(position + hash) == '#'))
                {
                    position += 1;
                }
                blank(&mut code[body..position]);
                position += hashes + 1;
            }
            ('"', _) => {
                position += 1;
                while position < text.len() && text[position] != '"' {
                    position += if text[position] == '\\' { 2 } else { 1 };
                }
                let end = position.min(text.len());
                blank(&mut code[start + 1..end]);
                position += 1;
            }
            ('\'', next) if next == '\\' || at(position + 2) == '\'' => {
                position += if next == '\\' { 3 } else { 2 };
                while position < text.len() && text[position] != '\'' {
                    position += 1;
                }
                blank(&mut code[start + 1..position.min(text.len())]);
                position += 1;
            }
            _ => position += 1,
        }
    }
    (without_comments, code)
}

/// Whether the character before `position` belongs to a word, so that an `r` there does not begin a raw string.
fn is_word(text: &[char], position: usize) -> bool {
    position > 0 && text[position - 1] != 'b' && (text[position - 1].is_alphanumeric() || text[position - 1] == '_')
}

fn raw_string_hashes(text: &[char], position: usize) -> Option<usize> {
    let hashes = text[position + 1..].iter().take_while(|&&c| c == '#').count();
    (text.get(position + 1 + hashes) == Some(&'"')).then_some(hashes)
}

fn end_of_block_comment(text: &[char], start: usize) -> usize {
    let (mut depth, mut position) = (0, start);
    while position < text.len() {
        match (text[position], text.get(position + 1)) {
            ('/', Some('*')) => (depth, position) = (depth + 1, position + 2),
            ('*', Some('/')) => (depth, position) = (depth - 1, position + 2),
            _ => position += 1,
        }
        if depth == 0 {
            break;
        }
    }
    position.min(text.len())
}

fn blank(part: &mut [char]) {
    part.iter_mut().filter(|c| **c != '\n').for_each(|c| *c = ' ');
}

/// Marks every item behind `#[cfg(test)]`, to its closing brace or semicolon.
fn test_items(code: &[char]) -> Vec<bool> {
    let mut is_test = vec![false; code.len()];
    let mark: Vec<char> = "#[cfg(test)]".chars().collect();
    let mut position = 0;
    while let Some(found) = code[position..].windows(mark.len()).position(|window| window == mark) {
        let start = position + found;
        let (mut depth, mut end) = (0, start + mark.len());
        while end < code.len() {
            match code[end] {
                '{' => depth += 1,
                '}' => depth -= 1,
                ';' if depth == 0 => break,
                _ => {}
            }
            if code[end] == '}' && depth <= 0 {
                break;
            }
            end += 1;
        }
        let end = (end + 1).min(code.len());
        is_test[start..end].fill(true);
        position = end;
    }
    is_test
}
