//! `gradus framework`.

use super::cases::{self, Told};
use super::output::Paint;
use super::{Context, Failure, Outcome, load, output};
use crate::diagnostic::suggestion;
use crate::load::Loader;
use crate::model::{Certainty, Framework};

/// List the frameworks that can be used, or show one.
#[derive(Debug, clap::Args)]
pub(super) struct FrameworkCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// List the frameworks with their editions and counts.
    List,
    /// Show one framework: its elements, scales and rules.
    Show {
        /// The framework's id.
        id: String,
    },
    /// Run the cases beside a framework and print expected beside obtained.
    Try {
        /// Folder with a `framework.yaml` and a `cases.yaml`.
        folder: String,
        /// Explain the results of this case as well.
        #[arg(long, value_name = "CASE")]
        explain: Option<String>,
    },
}

impl FrameworkCommand {
    pub fn run(&self, context: &Context) -> Outcome {
        if let What::Try { folder, explain } = &self.what {
            return try_cases(context, folder, explain.as_deref());
        }
        let library = load::library(context);
        let ids = library.frameworks();
        let mut loader = Loader::new();
        let mut text = String::new();
        match &self.what {
            What::List => {
                for id in &ids {
                    let found = library.framework(id).and_then(|(store, folder)| loader.framework(store, &folder));
                    text.extend(found.map(|framework| line(&framework, Paint(context.colour))));
                }
                let questionnaires = library.questionnaires().join(", ");
                text.push_str(&format!("questionnaires: {questionnaires}\n"));
            }
            What::Try { .. } => {}
            What::Show { id } => {
                let Some((store, folder)) = library.framework(id) else {
                    let help = suggestion(id, ids.iter().map(String::as_str));
                    return Err(Failure::Usage(format!("no framework is named `{id}`; {help}")));
                };
                text.extend(loader.framework(store, &folder).map(|framework| show(&framework, Paint(context.colour))));
            }
        }
        if !loader.is_sound() {
            return Err(Failure::Input(Box::new(loader)));
        }
        output::print(&text)
    }
}

/// Runs the cases beside a framework.
fn try_cases(context: &Context, folder: &str, explain: Option<&str>) -> Outcome {
    let mut loader = Loader::new();
    let found = cases::load(&mut loader, load::disk(), &super::disk::tidy(folder));
    let Some((framework, cases)) = found else { return Err(Failure::Input(Box::new(loader))) };
    super::error::problems(&loader, context.colour_errors);
    let mut told = Told::default();
    told.tell(&framework, &cases, explain, Paint(context.colour));
    output::print(&format!("{}{}", told.text, told.summary()))?;
    if told.failed.is_empty() { Ok(()) } else { Err(Failure::Gate(told.failed.join(", "))) }
}

fn line(framework: &Framework, paint: Paint) -> String {
    let counts: Vec<String> = framework
        .kinds
        .iter()
        .filter(|(id, _)| *id != Framework::WHOLE)
        .map(|(id, kind)| {
            let count = framework.elements.values().filter(|element| element.kind == *id).count();
            format!("{count} {}", if count == 1 { &kind.title } else { &kind.plural })
        })
        .collect();
    let certainty: Vec<String> = Certainty::ALL
        .iter()
        .filter_map(|certainty| {
            let count = framework.elements.values().skip(1).filter(|element| element.certainty == *certainty).count();
            (count > 0).then(|| format!("{count} {}", certainty.words()))
        })
        .collect();
    format!(
        "{} {}\n  {}\n  {}\n  {}\n  certainty: {}\n\n",
        paint.strong(&framework.id),
        framework.version,
        framework.title,
        framework.edition,
        counts.join(", "),
        certainty.join(", ")
    )
}

fn show(framework: &Framework, paint: Paint) -> String {
    let mut text = line(framework, paint);
    text.push_str(&format!(
        "{}\n\n{}\n\n{}\n",
        framework.about.trim(),
        framework.rights.trim(),
        paint.strong("Scales")
    ));
    for scale in framework.scales.values() {
        let ratings: Vec<&str> = scale.ratings.iter().map(|rating| rating.id.as_str()).collect();
        text.push_str(&format!("  {}: {} (lowest first)\n", scale.title, ratings.join(", ")));
    }
    text.push_str(&format!("\n{}\n", paint.strong("Rules")));
    for (id, entry) in &framework.rules {
        let certainty = entry.certainty.words();
        text.push_str(&format!("  {id}: {}\n    {} ({certainty}); {}\n", entry.title, entry.source, entry.place));
    }
    text.push_str(&format!("\n{}\n", paint.strong("Elements")));
    let mut depth = vec![0usize; framework.elements.len()];
    for (index, element) in framework.elements.values().enumerate().skip(1) {
        depth[index] = element.parent.map_or(0, |parent| depth[parent] + 1);
        let words = if element.title.is_empty() { &element.text } else { &element.title };
        text.push_str(&format!("{}{} {words}\n", "  ".repeat(depth[index]), paint.strong(&element.id)));
    }
    text
}
