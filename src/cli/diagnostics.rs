//! `gradus diagnostics`.

use super::output::Paint;
use super::{Context, Failure, Outcome, output};
use crate::codes;
use crate::diagnostic::{Code, suggestion};

/// List the codes of everything that can be wrong with a file, or say what one of them means.
#[derive(Debug, clap::Args)]
pub(super) struct Diagnostics {
    /// Only this code, such as `unknown-element`.
    code: Option<String>,
}

impl Diagnostics {
    pub fn run(&self, context: &Context) -> Outcome {
        let paint = Paint(context.colour);
        let width = codes::ALL.iter().map(|code| code.name.len()).max().unwrap_or(0);
        let line = |code: &Code| {
            let name = format!("{:width$}", code.name);
            format!("{}  {}\n", paint.strong(&name), code.meaning.trim())
        };
        let Some(wanted) = &self.code else {
            return output::print(&codes::ALL.iter().map(line).collect::<String>());
        };
        match codes::ALL.iter().find(|code| code.name == wanted) {
            Some(code) => output::print(&line(code)),
            None => {
                let help = suggestion(wanted, codes::ALL.iter().map(|code| code.name));
                Err(Failure::Usage(format!("no diagnostic has the code `{wanted}`; {help}")))
            }
        }
    }
}
