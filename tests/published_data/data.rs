//! Where the files are, and how they are read: tables with a heading, lines that begin with `#` left out.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// One line of a table, by the names of its columns.
#[derive(Debug, Clone)]
pub struct Row(BTreeMap<String, String>);

impl Row {
    /// The value in a column that the table must have.
    pub fn get(&self, column: &str) -> &str {
        self.find(column).unwrap_or_else(|| panic!("there is no column `{column}` in {:?}", self.0.keys()))
    }

    /// The value in a column that the table may have.
    pub fn find(&self, column: &str) -> Option<&str> {
        self.0.get(column).map(|value| value.trim())
    }

    /// Whether the column says `True` or `yes`.
    pub fn says(&self, column: &str) -> bool {
        matches!(self.get(column).to_lowercase().as_str(), "true" | "yes")
    }
}

/// A folder of files of one kind.
pub struct Folder(PathBuf);

/// The folders of a kind, such as `godi-2013` of `godi`; where there is none, that is said.
pub fn folders(kind: &str) -> Vec<Folder> {
    let repository = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let data = std::env::var_os("GRADUS_DATA").map_or_else(|| repository.join("../shared/data"), PathBuf::from);
    let of_kind = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        path.is_dir() && (name == kind || name.strip_prefix(kind).is_some_and(|rest| rest.starts_with('-')))
    };
    let mut found: Vec<PathBuf> =
        fs::read_dir(&data).into_iter().flatten().flatten().map(|entry| entry.path()).filter(of_kind).collect();
    found.sort();
    if found.is_empty() {
        eprintln!("SKIPPED, nothing is checked: there is no folder {kind} in {}", data.display());
    }
    found.into_iter().map(Folder).collect()
}

impl Folder {
    /// The text of a file, or nothing where it is not there, which is said.
    pub fn text(&self, name: &str) -> Option<String> {
        let path = self.0.join(name);
        if !path.is_file() {
            eprintln!("SKIPPED, nothing is checked: there is no file {}", path.display());
            return None;
        }
        Some(fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
    }

    /// The lines of a table, or nothing where it is not there.
    pub fn table(&self, name: &str) -> Option<Vec<Row>> {
        let text = self.text(name)?;
        let mut lines = lines_of(&text).into_iter();
        let heading = lines.next().unwrap_or_else(|| panic!("{name} has no heading"));
        let rows = lines.map(|line| {
            assert_eq!(line.len(), heading.len(), "{name}: {line:?}");
            Row(heading.iter().cloned().zip(line).collect())
        });
        Some(rows.collect())
    }
}

/// The values of every line that is no remark. A value between quotation marks may hold commas, line breaks and doubled
/// quotation marks.
fn lines_of(text: &str) -> Vec<Vec<String>> {
    let mut lines = Vec::new();
    let mut line = vec![String::new()];
    let mut quoted = false;
    let kept: String = text
        .trim_start_matches('\u{feff}')
        .split_inclusive('\n')
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.strip_suffix("\r\n").map_or(line.to_owned(), |line| format!("{line}\n")))
        .collect();
    let mut characters = kept.chars().peekable();
    while let Some(character) = characters.next() {
        let value = line.last_mut().expect("a line has a value");
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                value.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => line.push(String::new()),
            '\n' if !quoted => lines.push(std::mem::replace(&mut line, vec![String::new()])),
            other => value.push(other),
        }
    }
    if line.len() > 1 || !line[0].is_empty() {
        lines.push(line);
    }
    lines.retain(|line| line.len() > 1 || !line[0].is_empty());
    lines
}

#[test]
fn values_between_quotation_marks_hold_commas() {
    let lines = lines_of("# a remark\na,b\n1,\"two, \"\"three\"\"\"\r\n\n4,\n");
    assert_eq!(lines, [vec!["a", "b"], vec!["1", "two, \"three\""], vec!["4", ""]]);
}
