//! `gradus report`.

use std::path::Path;

use jiff::civil::Date;

use super::{Context, Failure, Outcome, load, output};
use crate::report::format::Format;

/// Write the report of an assessment.
#[derive(Debug, clap::Args)]
pub(super) struct Report {
    /// Folder of the assessment.
    dir: String,
    /// Formats, separated by commas.
    #[arg(short, long, value_delimiter = ',', default_value = "pdf,html,json")]
    format: Vec<Format>,
    /// Folder that the files are written to.
    #[arg(short, long, value_name = "OUT", default_value = "report")]
    output: String,
    /// Report the knowledge of this day, leaving out what was said or decided later; the report's date if left out.
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
}

impl Report {
    pub fn run(&self, context: &Context) -> Outcome {
        let assessment = load::assessment(context, &self.dir, self.as_of)?;
        let mut lines = String::new();
        let mut done: Vec<Format> = Vec::new();
        for format in &self.format {
            if done.contains(format) {
                continue;
            }
            let bytes = format.render(&assessment).map_err(|error| Failure::Environment(error.to_string()))?;
            let path = Path::new(&self.output).join(format!("{}.{}", assessment.id, format.extension()));
            output::write(&path, &bytes)?;
            lines.push_str(&format!("{}\n", path.display()));
            done.push(*format);
        }
        output::print(&lines)
    }
}
