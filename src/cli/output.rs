//! Writing files: whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::Failure;

/// Writes a file so that a reader sees the old one or the new one, never half of it: the bytes go to a file beside it,
/// which then takes its name. What is no ordinary file, such as `/dev/null` or a pipe, is written to directly: it must
/// not be replaced by one.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let doing = |what: &str| format!("cannot {what} `{}`", path.display());
    // A link stays a link to the file that is written.
    let real = fs::canonicalize(path);
    let path = real.as_deref().unwrap_or(path);
    if let Ok(found) = fs::metadata(path)
        && !found.is_file()
    {
        let written = fs::OpenOptions::new().write(true).open(path).and_then(|mut device| device.write_all(bytes));
        return written.map_err(|error| Failure::environment(&doing("write"), &error));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).map_or(Path::new("."), |folder| folder);
    fs::create_dir_all(folder).map_err(|error| Failure::environment(&doing("make the folder for"), &error))?;
    let beside = beside(path);
    let written = write_through(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        // Nothing half-written stays behind; if even that fails, the first error says more.
        let _ = fs::remove_file(&beside);
        Failure::environment(&doing("write"), &error)
    })
}

fn write_through(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = fs::File::create(path)?;
    file.write_all(bytes)?;
    // A full disk may be noticed only when the bytes really go there.
    file.sync_all()
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".unfinished");
    path.with_file_name(name)
}

/// Prints text on standard output; a reader that stops reading, such as `head`, is no failure.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::environment("cannot write to standard output", &error))
        }
        _ => Ok(()),
    }
}

/// Colours for a terminal, or nothing.
#[derive(Clone, Copy)]
pub(super) struct Paint(pub bool);

impl Paint {
    pub fn strong(self, text: &str) -> String {
        self.with("1", text)
    }

    pub fn muted(self, text: &str) -> String {
        self.with("2", text)
    }

    pub fn good(self, text: &str) -> String {
        self.with("32", text)
    }

    pub fn fair(self, text: &str) -> String {
        self.with("33", text)
    }

    pub fn bad(self, text: &str) -> String {
        self.with("31", text)
    }

    fn with(self, code: &str, text: &str) -> String {
        if self.0 { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}
