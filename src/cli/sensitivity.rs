//! `gradus sensitivity`: what other readings of the frameworks would change, and how open items could turn out.

mod table;

use std::path::Path;

use jiff::civil::Date;

use super::output::{self, Paint};
use super::{Context, Failure, Outcome, load};
use crate::sensitivity::Asked;

/// Try the same answers under other declared methods, tie rules, policies and consensus rules, and say which conclusions
/// change and why; and fill in what is open or disputed at random to see how it could turn out.
#[derive(Debug, clap::Args)]
pub(super) struct Sensitivity {
    /// Folder of the assessment.
    dir: String,
    /// Where the simulation starts: the same seed gives the same result.
    #[arg(long, value_name = "N", default_value_t = Asked::default().seed)]
    seed: u64,
    /// How many times open items are filled in; 0 for no simulation.
    #[arg(long, value_name = "N", default_value_t = Asked::default().completions, value_parser = completions)]
    completions: usize,
    /// Kind of element whose main results are conclusions beside those of the whole and those with a target, such as
    /// `process`; the elements directly below the whole if left out. May be given several times.
    #[arg(long = "kind", value_name = "KIND")]
    kinds: Vec<String>,
    /// Write `sensitivity.json` into DIR as well.
    #[arg(long)]
    json: bool,
    /// Write it to this file.
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
    /// With the knowledge of this day, leaving out what was said or decided later; the report's date if left out.
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
}

/// Most completions: beyond them the error of the simulation says less than its assumptions.
const MOST: usize = 1_000_000;

fn completions(text: &str) -> Result<usize, String> {
    let count: usize = text.parse().map_err(|_| "a whole number is expected".to_owned())?;
    if count > MOST { Err(format!("at most {MOST} completions are made")) } else { Ok(count) }
}

impl Sensitivity {
    pub fn run(&self, context: &Context) -> Outcome {
        let asked = Asked { seed: self.seed, completions: self.completions, kinds: self.kinds.clone() };
        let found = load::sensitivity(context, &self.dir, self.as_of, &asked)?;
        let mut text = table::table(&found, Paint(context.colour));
        let beside = || format!("{}/sensitivity.json", super::disk::tidy(&self.dir));
        if let Some(target) = self.output.clone().or_else(|| self.json.then(beside)) {
            let json = serde_json::to_string_pretty(&found).map_err(|error| Failure::Environment(error.to_string()))?;
            output::write(Path::new(&target), format!("{json}\n").as_bytes())?;
            text.push_str(&format!("\nwritten: {target}\n"));
        }
        output::print(&text)
    }
}
