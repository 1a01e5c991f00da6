//! The file system as a store of files.

use std::fs;
use std::io;

use crate::load::{ReadError, Store};

/// Files on disk, by paths as the user gives them.
pub(super) struct Disk;

impl Store for Disk {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => return Err(ReadError::Folder),
            // A pipe or a device may give bytes without end, or wait for ever.
            Ok(found) if !found.is_file() => return Err(ReadError::Unreadable("it is no ordinary file".to_owned())),
            _ => {}
        }
        fs::read(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => ReadError::Missing,
            _ => ReadError::Unreadable(error.to_string()),
        })
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let folder_or_here = if folder.is_empty() { "." } else { folder };
        let entries = fs::read_dir(folder_or_here).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let mut paths: Vec<String> =
            names.map(|name| if folder.is_empty() { name } else { format!("{folder}/{name}") }).collect();
        paths.sort();
        paths
    }
}

/// A path as it stands in messages: `/` between folders, no `/` at the end.
pub(super) fn tidy(path: &str) -> String {
    let path = if std::path::MAIN_SEPARATOR == '\\' { path.replace('\\', "/") } else { path.to_owned() };
    let trimmed = path.trim_end_matches('/');
    if trimmed.is_empty() && !path.is_empty() { "/".to_owned() } else { trimmed.to_owned() }
}
