//! `gradus completions`.

use super::{Outcome, output};

/// Print a completion script for a shell.
///
/// For bash: `gradus completions bash > ~/.local/share/bash-completion/completions/gradus`
#[derive(Debug, clap::Args)]
pub(super) struct Completions {
    /// The shell.
    shell: clap_complete::Shell,
}

impl Completions {
    pub fn run(&self) -> Outcome {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut super::arguments(), "gradus", &mut script);
        output::print(&String::from_utf8_lossy(&script))
    }
}
