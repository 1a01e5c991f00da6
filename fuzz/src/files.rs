//! Files in memory, and how one input holds several of them.

use std::collections::BTreeMap;

use gradus::load::{ReadError, Store};

/// How many files an input can hold; what follows is part of the last one.
const MOST_FILES: usize = 12;
/// A line that starts with it ends a file and names the next one.
const MARK: &[u8] = b"%%% ";

/// Files by path.
#[derive(Default, Debug)]
pub struct Files(pub BTreeMap<String, Vec<u8>>);

impl Files {
    /// Cuts an input at the lines `%%% NAME`. What stands before the first of them is the file `first`; every name is
    /// taken behind `folder`.
    pub fn cut(bytes: &[u8], folder: &str, first: &str) -> Files {
        let mut files = BTreeMap::new();
        let mut name = path(folder, first);
        let mut text: Vec<u8> = Vec::new();
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            match line.strip_prefix(MARK) {
                Some(next) if files.len() + 1 < MOST_FILES => {
                    files.insert(name, std::mem::take(&mut text));
                    name = path(folder, String::from_utf8_lossy(next).trim());
                }
                _ => text.extend_from_slice(line),
            }
        }
        files.insert(name, text);
        Files(files)
    }
}

fn path(folder: &str, name: &str) -> String {
    match name.strip_prefix("../") {
        // Beside the folder, as parts that several frameworks share stand.
        Some(beside) => {
            format!("{}{beside}", folder.rsplit_once('/').map_or(String::new(), |(up, _)| format!("{up}/")))
        }
        None => format!("{folder}/{name}"),
    }
}

impl Store for Files {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let inside = |file: &String| file.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
        match self.0.get(path) {
            Some(bytes) => Ok(bytes.clone()),
            None if self.0.keys().any(inside) => Err(ReadError::Folder),
            None => Err(ReadError::Missing),
        }
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let inside = |path: &String| {
            let rest = if folder.is_empty() { path } else { path.strip_prefix(folder)?.strip_prefix('/')? };
            let name = rest.split('/').next()?;
            Some(path[..path.len() - rest.len() + name.len()].to_owned())
        };
        let mut paths: Vec<String> = self.0.keys().filter_map(inside).collect();
        paths.dedup();
        paths
    }
}
