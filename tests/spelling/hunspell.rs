//! Hunspell with the British dictionary, if it is installed.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};
use std::thread;

const DICTIONARY: &str = "en_GB";

/// The words that the dictionary does not know; `None` where there is no hunspell or no such dictionary.
pub fn unknown(words: &BTreeSet<&str>) -> Option<BTreeSet<String>> {
    let command = ["-d", DICTIONARY, "-i", "utf-8", "-l"];
    let (pipe, errors) = (Stdio::piped(), Stdio::null());
    let spawned = Command::new("hunspell").args(command).stdin(pipe).stdout(Stdio::piped()).stderr(errors).spawn();
    let mut hunspell = spawned.ok()?;
    let mut input = hunspell.stdin.take()?;
    let lines = words.iter().fold(String::new(), |lines, word| lines + word + "\n");
    // Both pipes are small, so that one has to be written while the other is read.
    let writer = thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = hunspell.wait_with_output().ok()?;
    let written = writer.join().ok()?;
    (output.status.success() && written.is_ok())
        .then(|| String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect())
}
