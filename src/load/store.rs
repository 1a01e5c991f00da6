//! Where files come from: the disk, the program itself, or a test.

use include_dir::{Dir, include_dir};

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// There is none.
    Missing,
    /// It is a folder.
    Folder,
    /// Its path leads out of what may be read.
    Outside,
    /// The system refuses, for this reason.
    Unreadable(String),
}

/// A source of files. Paths use `/` and are relative to the store.
pub trait Store {
    /// The bytes of a file.
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError>;

    /// Paths of the files and folders directly inside a folder, sorted; empty if there is no such folder.
    fn list(&self, folder: &str) -> Vec<String>;
}

/// The frameworks, questionnaires and worked examples of rules that come with the program.
pub struct Embedded;

static FRAMEWORKS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/frameworks");
static RULE_EXAMPLES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/examples/rules");
static QUESTIONNAIRES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/questionnaires");

impl Embedded {
    fn folder(path: &str) -> Option<(&'static Dir<'static>, &str)> {
        let (top, rest) = path.split_once('/').unwrap_or((path, ""));
        match top {
            "frameworks" => Some((&FRAMEWORKS, rest)),
            "questionnaires" => Some((&QUESTIONNAIRES, rest)),
            // One framework for each primitive rule of the field, beside those that are meant to be used.
            "rule-examples" => Some((&RULE_EXAMPLES, rest)),
            _ => None,
        }
    }
}

impl Store for Embedded {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let (dir, rest) = Embedded::folder(path).ok_or(ReadError::Missing)?;
        match dir.get_file(rest) {
            Some(file) => Ok(file.contents().to_vec()),
            None if dir.get_dir(rest).is_some() => Err(ReadError::Folder),
            None => Err(ReadError::Missing),
        }
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let Some((dir, rest)) = Embedded::folder(folder) else { return Vec::new() };
        let found = if rest.is_empty() { Some(dir) } else { dir.get_dir(rest) };
        let entries = found.map(Dir::entries).unwrap_or_default();
        let top = folder.split('/').next().unwrap_or_default();
        let mut paths: Vec<_> = entries.iter().map(|entry| format!("{top}/{}", entry.path().display())).collect();
        paths.sort();
        paths
    }
}

/// A path named inside a file, made relative to the store: `./` and `../` are resolved against the folder of the file
/// that names it; one that leads out of the store, or is absolute, is refused.
pub fn join(folder: &str, named: &str) -> Result<String, ReadError> {
    if named.starts_with('/') || named.contains('\\') || named.contains(':') {
        return Err(ReadError::Outside);
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in named.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none_or(|part| part == "..") {
                    return Err(ReadError::Outside);
                }
            }
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{ReadError, join};

    #[test]
    fn a_named_path_stays_inside_the_store() {
        assert_eq!(join("frameworks/a", "../parts/b.yaml").as_deref(), Ok("frameworks/parts/b.yaml"));
        assert_eq!(join("a", "../../b"), Err(ReadError::Outside));
        assert_eq!(join("a", "/etc/passwd"), Err(ReadError::Outside));
        assert_eq!(join("a", "C:\\b"), Err(ReadError::Outside));
    }
}
