//! `gradus assess`.

use std::path::Path;

use jiff::civil::Date;

use super::output::{self, Paint};
use super::summary::summary;
use super::{Context, Failure, Outcome, load};
use crate::report::format;

/// Assess a folder: print a summary and write `assessment.json`, which reports and other programs read.
#[derive(Debug, clap::Args)]
pub(super) struct Assess {
    /// Folder of the assessment.
    dir: String,
    /// Where to write the result; `assessment.json` in DIR if left out, `-` writes nothing.
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
    /// Assess with the knowledge of this day, leaving out what was said or decided later; the report's date if left
    /// out.
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// End with exit code 1 unless every target set in the assessment is surely met.
    #[arg(long)]
    require_targets: bool,
}

impl Assess {
    pub fn run(&self, context: &Context) -> Outcome {
        let assessment = load::assessment(context, &self.dir, self.as_of)?;
        let target = self.output.clone().unwrap_or_else(|| format!("{}/assessment.json", super::disk::tidy(&self.dir)));
        if target != "-" {
            let json = format::json::render(&assessment).map_err(|error| Failure::Environment(error.to_string()))?;
            output::write(Path::new(&target), json.as_bytes())?;
        }
        let mut text = summary(&assessment, Paint(context.colour));
        if target != "-" {
            text.push_str(&format!("\nwritten: {target}\n"));
        }
        output::print(&text)?;
        let missed = assessment.missed_targets();
        if self.require_targets && !missed.is_empty() {
            return Err(Failure::Gate(format!(
                "{} not surely met: {}",
                super::error::counted(missed.len(), "target"),
                missed.join(", ")
            )));
        }
        Ok(())
    }
}
