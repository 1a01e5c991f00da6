//! Cases of a framework on the terminal: expected beside obtained.

use super::output::Paint;
use super::{Context, Failure, Outcome, output};
use crate::cases::{self, Check, Ran};
use crate::explain::explain;
use crate::load::{Library, Loader, Store};
use crate::model::{Case, Framework};

/// A framework with its cases, as they stand in a folder; `None` when something is wrong with them, which the loader
/// then knows.
pub(super) fn load(
    loader: &mut Loader,
    store: &dyn Store,
    folder: &str,
    library: &Library<'_>,
) -> Option<(Framework, Vec<Case>)> {
    let framework = loader.framework_of(store, folder, library)?;
    let cases = loader.cases(store, folder, &framework)?;
    Some((framework, cases))
}

/// What running cases came to.
#[derive(Default)]
pub(super) struct Told {
    pub text: String,
    pub run: usize,
    pub failed: Vec<String>,
}

impl Told {
    /// Runs the cases of a framework and says what came out; with the explanation of one of them, if it is named.
    pub fn tell(&mut self, framework: &Framework, cases: &[Case], explained: Option<&str>, paint: Paint) {
        self.text.push_str(&format!("{}  {}\n", paint.strong(&framework.id), framework.title));
        for case in cases {
            let ran = cases::run(framework, case);
            self.run += 1;
            if !ran.holds {
                self.failed.push(format!("{}: {}", framework.id, case.id));
            }
            let mark = if ran.holds { "ok" } else { "FAILED" };
            self.text.push_str(&format!("  {mark:6} {}: {}\n", case.id, case.title));
            if !case.source.is_empty() {
                self.text.push_str(&format!("         from {}\n", case.source));
            }
            self.results(case, &ran);
            if let (Some(assessment), true) = (&ran.assessment, explained == Some(case.id.as_str())) {
                for element in unique(&ran.checks) {
                    if let Some(framework) = assessment.frameworks.first() {
                        self.text.push_str(&format!("\n{}", explain(assessment, framework, element)));
                    }
                }
                self.text.push('\n');
            }
        }
        self.text.push('\n');
    }

    fn results(&mut self, case: &Case, ran: &Ran) {
        let name = |check: &Check| format!("{} {}", check.element, check.measure);
        let width = ran.checks.iter().map(|check| name(check).chars().count()).max().unwrap_or(0);
        for check in &ran.checks {
            let differs = if check.holds { "" } else { "   <- differs" };
            self.text.push_str(&format!(
                "         {:width$}  expected {}, obtained {}{differs}\n",
                name(check),
                check.expected,
                check.obtained
            ));
        }
        if !case.refused.is_empty() {
            self.text.push_str(&format!("         expected to be refused: {}\n", case.refused.join(", ")));
        }
        for problem in &ran.refused {
            self.text.push_str(&format!(
                "         refused: {} ({})  [{}]\n",
                problem.message, problem.code.name, problem.place
            ));
        }
    }

    /// Prints what came out; what is wrong with the files, or not as expected, ends the command.
    pub fn end(self, context: &Context, loader: Loader) -> Outcome {
        if !loader.is_sound() {
            // What could be run says nothing of what could not.
            output::print(&self.text)?;
            return Err(Failure::Input(Box::new(loader)));
        }
        super::error::problems(&loader, context.colour_errors);
        output::print(&format!("{}{}", self.text, self.summary()))?;
        if self.failed.is_empty() { Ok(()) } else { Err(Failure::Gate(self.failed.join(", "))) }
    }

    /// How many were run, and how many of them failed.
    pub fn summary(&self) -> String {
        let cases = super::error::counted(self.run, "case");
        if self.failed.is_empty() {
            format!("{cases}, all as expected\n")
        } else {
            format!("{cases}, {} not as expected\n", self.failed.len())
        }
    }
}

fn unique(checks: &[Check]) -> Vec<&str> {
    let mut elements: Vec<&str> = Vec::new();
    for check in checks {
        if !elements.contains(&check.element.as_str()) {
            elements.push(&check.element);
        }
    }
    elements
}
