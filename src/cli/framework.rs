//! `gradus framework`.

use std::collections::BTreeMap;

use super::cases::{self, Told};
use super::output::Paint;
use super::{Context, Failure, Outcome, load, output};
use crate::diagnostic::suggestion;
use crate::load::{Found, Library, Loader};
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
    /// Make a new framework with its cases and its questionnaire, ready to be filled in.
    New(super::new::New),
    /// Say what changed from one framework to another: editions, versions, tailoring.
    Diff(super::diff::Diff),
    /// Run the cases that come with frameworks of the library; those of all of them if none is named.
    Test {
        /// Frameworks by id.
        ids: Vec<String>,
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
        match &self.what {
            What::Try { folder, explain } => return try_cases(context, folder, explain.as_deref()),
            What::New(new) => return new.run(context),
            What::Diff(diff) => return diff.run(context),
            What::Test { ids } => return test(context, ids),
            What::List | What::Show { .. } => {}
        }
        let library = load::library(context);
        let ids = library.frameworks();
        let mut loader = Loader::new();
        let mut text = String::new();
        match &self.what {
            What::List => {
                let asked = questionnaires(&mut loader, &library);
                for id in &ids {
                    let Some((store, folder)) = library.framework(id) else { continue };
                    let Some(framework) = loader.framework_of(store, &folder, &library) else { continue };
                    text.push_str(&line(&framework, Paint(context.colour)));
                    if let Some(asked) = asked.get(id) {
                        text.push_str(&wrapped("  questionnaires: ", &asked.join(", ")));
                    }
                    text.push_str(&wrapped("  rights: ", framework.rights.trim()));
                    text.push('\n');
                }
            }
            What::Show { id } => {
                let (store, folder) = known(&library, id)?;
                let framework = loader.framework_of(store, &folder, &library);
                text.extend(framework.map(|framework| show(&framework, Paint(context.colour))));
            }
            What::Try { .. } | What::New(_) | What::Diff(_) | What::Test { .. } => {}
        }
        if !loader.is_sound() {
            return Err(Failure::Input(Box::new(loader)));
        }
        output::print(&text)
    }
}

/// The folder of a framework in the library.
fn known<'l>(library: &Library<'l>, id: &str) -> Result<Found<'l>, Failure> {
    library.framework(id).ok_or_else(|| unknown(library, id))
}

/// No framework has this name; which one may be meant.
pub(super) fn unknown(library: &Library<'_>, id: &str) -> Failure {
    let ids = library.frameworks();
    let help = suggestion(id, ids.iter().map(String::as_str));
    Failure::Usage(format!(
        "no framework is named `{id}`; {help}; `--library DIR` adds those of a folder that holds `frameworks`"
    ))
}

/// The questionnaires of each framework.
fn questionnaires(loader: &mut Loader, library: &Library<'_>) -> BTreeMap<String, Vec<String>> {
    let mut asked: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for id in library.questionnaires() {
        let Some((store, folder)) = library.questionnaire(&id) else { continue };
        if let Some(about) = loader.framework_of_questionnaire(store, &folder) {
            asked.entry(about.value).or_default().push(id);
        }
    }
    asked
}

/// Runs the cases that come with frameworks.
fn test(context: &Context, ids: &[String]) -> Outcome {
    let library = load::library(context);
    let all = library.frameworks();
    let (mut loader, mut told) = (Loader::new(), Told::default());
    for id in if ids.is_empty() { &all } else { ids } {
        let (store, folder) = known(&library, id)?;
        if !store.list(&folder).contains(&format!("{folder}/cases.yaml")) {
            told.text.push_str(&format!("{id}: no cases come with it\n\n"));
            continue;
        }
        if let Some((framework, cases)) = cases::load(&mut loader, store, &folder, &library) {
            told.tell(&framework, &cases, None, Paint(context.colour));
        }
    }
    told.end(context, loader)
}

/// Runs the cases beside a framework.
fn try_cases(context: &Context, folder: &str, explain: Option<&str>) -> Outcome {
    let mut loader = Loader::new();
    let found = cases::load(&mut loader, load::disk(), &super::disk::tidy(folder), &load::library(context));
    let mut told = Told::default();
    if let Some((framework, cases)) = found {
        told.tell(&framework, &cases, explain, Paint(context.colour));
    }
    told.end(context, loader)
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
        "{} {}\n  {}\n  {}\n  {}\n  certainty: {}\n",
        paint.strong(&framework.id),
        framework.version,
        framework.title,
        framework.edition,
        counts.join(", "),
        certainty.join(", "),
    )
}

/// Words behind a label in lines of readable length.
fn wrapped(label: &str, words: &str) -> String {
    const WIDTH: usize = 110;
    let (mut text, mut line) = (String::new(), label.trim_end().to_owned());
    for word in words.split_whitespace() {
        if line.chars().count() + 1 + word.chars().count() > WIDTH {
            text.push_str(&format!("{line}\n"));
            line = "   ".to_owned();
        }
        line.push(' ');
        line.push_str(word);
    }
    text + &line + "\n"
}

fn show(framework: &Framework, paint: Paint) -> String {
    let mut text = line(framework, paint);
    text.push_str(&format!("  digest of its files: {}\n", framework.digest()));
    text.push_str(&format!(
        "\n{}\n\n{}\n\n{}\n",
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
    if !framework.variants.is_empty() {
        text.push_str(&format!("\n{}\n", paint.strong("Other readings")));
        for (id, variant) in &framework.variants {
            text.push_str(&format!(
                "  {id}: {}\n    {} ({})\n",
                variant.title,
                variant.source,
                variant.certainty.words()
            ));
        }
    }
    if let Some(tailoring) = &framework.tailoring {
        let made = format!("Tailored from {} {}", tailoring.of, tailoring.version);
        text.push_str(&format!("\n{}\n", paint.strong(&made)));
        for change in &tailoring.changes {
            text.push_str(&format!("  {}\n    because: {} ({})\n", change.words, change.because, change.place));
        }
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
