//! `gradus explain`.

use jiff::civil::Date;

use super::{Context, Failure, Outcome, load, output};
use crate::diagnostic::suggestion;
use crate::explain::explain;

/// Print how a result came about: rule and its source, inputs, exclusions, answers, evidence, and what is still needed.
///
/// ELEMENT is a clause, requirement, process or attribute as the summary names it (`8.7.2`, `8.6.1-c`, `RES-INC`,
/// `RES-INC/2.1`), or `whole` for the framework as a whole. Where two frameworks have an element of that name, put the
/// framework's id before it: `iso-20000-1-2018:whole`.
#[derive(Debug, clap::Args)]
pub(super) struct Explain {
    /// Folder of the assessment.
    dir: String,
    /// Element to explain.
    element: String,
    /// Explain with the knowledge of this day; the report's date if left out.
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
}

impl Explain {
    pub fn run(&self, context: &Context) -> Outcome {
        let assessment = load::assessment(context, &self.dir, self.as_of)?;
        let (framework, element) = match self.element.split_once(':') {
            Some((framework, element)) => (Some(framework), element),
            None => (None, self.element.as_str()),
        };
        let mut text = String::new();
        for result in &assessment.frameworks {
            if framework.is_none_or(|wanted| wanted == result.id) && result.elements.contains_key(element) {
                text.push_str(&explain(&assessment, result, element));
                text.push('\n');
            }
        }
        if text.is_empty() {
            let known = assessment.frameworks.iter().flat_map(|result| result.elements.keys().map(String::as_str));
            let help = suggestion(element, known);
            return Err(Failure::Usage(format!("no element is named `{}`; {help}", self.element)));
        }
        output::print(&text)
    }
}
