//! Rust source as text without comments, literals and tests: enough to find paths and words, no parser.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// One source file.
pub struct File {
    /// Path from the root of the repository, with `/`.
    pub path: String,
    /// As it is written.
    pub text: String,
    /// Whether only tests contain it.
    pub only_for_tests: bool,
    /// The code: comments, texts and test modules are blank, line breaks stay.
    code: String,
}

/// Every file below `src`, in order of path.
pub fn sources() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    collect(&root.join("src"), &mut paths);
    paths.sort();
    let mut files: Vec<File> = paths
        .iter()
        .map(|path| {
            let text = fs::read_to_string(path).expect("a source file can be read");
            let path = path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
            File::new(&path, &text)
        })
        .collect();
    let for_tests: Vec<String> = files.iter().flat_map(modules_for_tests).collect();
    for file in &mut files {
        file.only_for_tests = for_tests.contains(&file.path);
        if file.only_for_tests {
            file.code.clear();
        }
    }
    files
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src can be listed") {
        let path = entry.expect("src can be listed").path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

/// The modules that `src/lib.rs` declares.
pub fn declared_in_lib() -> BTreeSet<String> {
    let lib = sources().into_iter().find(|file| file.path == "src/lib.rs").expect("src/lib.rs");
    lib.after("mod ").into_iter().map(|(_, name)| name).collect()
}

/// Paths of files that a file declares as `#[cfg(test)] mod name;`.
fn modules_for_tests(file: &File) -> Vec<String> {
    let bare = blank_literals(&file.text);
    let mut found = Vec::new();
    let mut rest = bare.as_str();
    while let Some(at) = rest.find("#[cfg(test)]") {
        rest = &rest[at + "#[cfg(test)]".len()..];
        let head = rest.trim_start().trim_start_matches("pub(crate) ").trim_start_matches("pub(super) ");
        if let Some(name) = head.strip_prefix("mod ") {
            let name = identifier(name);
            if head["mod ".len() + name.len()..].trim_start().starts_with(';') {
                found.push(format!("{}/{name}.rs", file.path.trim_end_matches(".rs")));
            }
        }
    }
    found
}

impl File {
    /// A file from its path and text.
    pub fn new(path: &str, text: &str) -> File {
        let code = blank_tests(blank_literals(text));
        File { path: path.to_owned(), text: text.to_owned(), only_for_tests: false, code }
    }

    /// The names of its module, outermost first.
    fn modules(&self) -> Vec<&str> {
        let inner = self.path.strip_prefix("src/").and_then(|path| path.strip_suffix(".rs")).unwrap_or_default();
        if matches!(inner, "lib" | "main") { Vec::new() } else { inner.split('/').collect() }
    }

    /// The top-level module that it belongs to.
    pub fn module(&self) -> Option<&str> {
        self.modules().first().copied()
    }

    /// Top-level modules that it names, with the line: first those after `crate::`, then those that `super` chains reach.
    pub fn imports(&self) -> Vec<(usize, String)> {
        let mut found = self.after("crate::");
        let up = "super::".repeat(self.modules().len());
        if !up.is_empty() {
            found.extend(self.after(&up));
        }
        found
    }

    /// Names that stand right after a beginning, or each of those in a group in braces after it.
    pub fn after(&self, beginning: &str) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        for at in self.positions(beginning) {
            let line = 1 + self.code[..at].matches('\n').count();
            let rest = &self.code[at + beginning.len()..];
            let names = if rest.starts_with('{') { group(rest) } else { vec![identifier(rest).to_owned()] };
            found.extend(names.into_iter().filter(|name| !name.is_empty()).map(|name| (line, name)));
        }
        found
    }

    /// Lines on which a word stands, not as part of a longer one.
    pub fn lines_with(&self, word: &str) -> Vec<usize> {
        let mut lines: Vec<usize> =
            self.positions(word).into_iter().map(|at| 1 + self.code[..at].matches('\n').count()).collect();
        lines.dedup();
        lines
    }

    fn positions(&self, word: &str) -> Vec<usize> {
        let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
        let ends_open = word.ends_with(|letter: char| !is_part(letter));
        let starts_open = word.starts_with(|letter: char| !is_part(letter));
        let found = self.code.match_indices(word).map(|(at, _)| at).filter(|at| {
            let before = self.code[..*at].chars().next_back();
            let after = self.code[at + word.len()..].chars().next();
            let chained = word.starts_with("super") && self.code[..*at].ends_with("super::");
            !chained && (starts_open || !before.is_some_and(is_part)) && (ends_open || !after.is_some_and(is_part))
        });
        found.collect()
    }
}

fn identifier(text: &str) -> &str {
    let end = text.find(|letter: char| !(letter.is_alphanumeric() || letter == '_')).unwrap_or(text.len());
    &text[..end]
}

/// First names of the items of a group in braces.
fn group(text: &str) -> Vec<String> {
    let (mut depth, mut names, mut at_start) = (0, Vec::new(), false);
    for (at, letter) in text.char_indices() {
        match letter {
            '{' => {
                depth += 1;
                at_start = depth == 1;
            }
            '}' => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            ',' => at_start = depth == 1,
            letter if letter.is_whitespace() => {}
            _ if at_start => {
                names.push(identifier(&text[at..]).to_owned());
                at_start = false;
            }
            _ => {}
        }
    }
    names
}

/// The text with comments and the inside of texts and characters blanked out.
fn blank_literals(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut code = String::with_capacity(text.len());
    let mut at = 0;
    while at < letters.len() {
        let end = literal_end(&letters, at);
        if end == at {
            code.push(letters[at]);
            at += 1;
        } else {
            code.extend(letters[at..end].iter().map(|letter| if *letter == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    code
}

/// Where a comment, text or character that starts here ends; here if none starts.
fn literal_end(letters: &[char], at: usize) -> usize {
    let next = |offset: usize| letters.get(at + offset).copied().unwrap_or(' ');
    let find = |from: usize, wanted: &str| {
        let wanted: Vec<char> = wanted.chars().collect();
        (from..letters.len())
            .find(|at| letters[*at..].starts_with(&wanted))
            .map_or(letters.len(), |at| at + wanted.len())
    };
    let in_word = at > 0 && (letters[at - 1].is_alphanumeric() || letters[at - 1] == '_');
    match (letters[at], next(1)) {
        ('/', '/') => find(at, "\n") - 1,
        ('/', '*') => find(at + 2, "*/"),
        ('"', _) => {
            let mut end = at + 1;
            while end < letters.len() && letters[end] != '"' {
                end += if letters[end] == '\\' { 2 } else { 1 };
            }
            (end + 1).min(letters.len())
        }
        ('r', '"' | '#') if !in_word => {
            let fences = letters[at + 1..].iter().take_while(|letter| **letter == '#').count();
            if next(1 + fences) == '"' { find(at + 2 + fences, &format!("\"{}", "#".repeat(fences))) } else { at }
        }
        // A character, not a lifetime: the closing quote stands right after it.
        ('\'', '\\') => find(at + 3, "'"),
        ('\'', _) if next(2) == '\'' => at + 3,
        _ => at,
    }
}

/// The code with modules and functions below `#[cfg(test)]` blanked out.
fn blank_tests(code: String) -> String {
    let mut code = code;
    while let Some(at) = code.find("#[cfg(test)]") {
        let rest = &code[at..];
        let end = match (rest.find('{'), rest.find(';')) {
            (Some(open), semicolon) if semicolon.is_none_or(|semicolon| open < semicolon) => closing(rest, open),
            (_, semicolon) => semicolon.map_or(rest.len(), |semicolon| semicolon + 1),
        };
        let blank: String = rest[..end].chars().map(|letter| if letter == '\n' { '\n' } else { ' ' }).collect();
        code.replace_range(at..at + end, &blank);
    }
    code
}

/// Position after the brace that closes the one at `open`.
fn closing(code: &str, open: usize) -> usize {
    let mut depth = 0;
    for (at, letter) in code[open..].char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return open + at + 1;
        }
    }
    code.len()
}
