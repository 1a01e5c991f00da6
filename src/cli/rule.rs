//! `gradus rule`.

use super::cases::{self, Told};
use super::output::Paint;
use super::{Context, Failure, Outcome, load, output};
use crate::diagnostic::suggestion;
use crate::load::{Loader, Store};
use crate::rule::condition::ConditionWritten;
use crate::rule::{KINDS, KindDoc};

/// List the kinds of rule and condition that a framework can be made of, show one, or run the worked examples.
#[derive(Debug, clap::Args)]
pub(super) struct RuleCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// List the kinds of rule and the conditions.
    List,
    /// Show one kind of rule or condition: what it does, its parameters, an example, where it comes from.
    Show {
        /// The kind, such as `ladder` or `evidence`.
        kind: String,
    },
    /// Run the worked example of every primitive rule of the field and print expected beside obtained.
    Examples {
        /// Only the examples whose name contains this.
        name: Option<String>,
        /// Explain the results of this case as well.
        #[arg(long, value_name = "CASE")]
        explain: Option<String>,
    },
}

impl RuleCommand {
    pub fn run(&self, context: &Context) -> Outcome {
        let paint = Paint(context.colour);
        match &self.what {
            What::List => {
                let conditions = conditions();
                let names =
                    KINDS.iter().map(|kind| kind.name).chain(conditions.iter().map(|known| known.name.as_str()));
                let width = names.map(str::len).max().unwrap_or(0);
                let mut text = format!("{}\n", paint.strong("Rules"));
                for kind in KINDS {
                    text.push_str(&format!("  {:width$}  {}\n", kind.name, kind.words.trim()));
                }
                text.push_str(&format!("\n{}\n", paint.strong("Conditions, inside rules")));
                for condition in &conditions {
                    text.push_str(&format!("  {:width$}  {}\n", condition.name, condition.words));
                }
                output::print(&text)
            }
            What::Show { kind } => {
                let conditions = conditions();
                if let Some(kind) = KINDS.iter().find(|known| known.name == kind) {
                    return output::print(&show(kind, paint));
                }
                if let Some(condition) = conditions.iter().find(|known| known.name == *kind) {
                    return output::print(&condition.show(paint));
                }
                let known =
                    KINDS.iter().map(|kind| kind.name).chain(conditions.iter().map(|known| known.name.as_str()));
                let help = suggestion(kind, known.collect::<Vec<_>>());
                Err(Failure::Usage(format!("no kind of rule or condition is named `{kind}`; {help}")))
            }
            What::Examples { name, explain } => examples(context, name.as_deref(), explain.as_deref()),
        }
    }
}

fn examples(context: &Context, name: Option<&str>, explain: Option<&str>) -> Outcome {
    let store = load::embedded();
    let mut loader = Loader::new();
    let mut told = Told::default();
    let folders = store.list("rule-examples");
    for folder in folders.iter().filter(|folder| name.is_none_or(|name| folder.contains(name))) {
        if let Some((framework, cases)) = cases::load(&mut loader, store, folder, &load::library(context)) {
            told.tell(&framework, &cases, explain, Paint(context.colour));
        }
    }
    if let (Some(name), 0, true) = (name, told.run, loader.is_sound()) {
        let known: Vec<&str> = folders.iter().filter_map(|folder| folder.rsplit('/').next()).collect();
        return Err(Failure::Usage(format!("no example has `{name}` in its name; there are {}", known.join(", "))));
    }
    told.end(context, loader)
}

/// A condition, as the schema that editors use describes it.
struct ConditionDoc {
    name: String,
    words: String,
    /// The schema of what stands behind it.
    parameters: serde_json::Value,
}

impl ConditionDoc {
    fn show(&self, paint: Paint) -> String {
        let mut text = format!("{}\n\n{}\n", paint.strong(&self.name), self.words);
        let parameters = parameters(&self.parameters);
        if !parameters.is_empty() {
            text.push_str(&format!("\n{}\n{parameters}", paint.strong("Parameters")));
        }
        text
    }
}

/// The conditions of the closed language.
fn conditions() -> Vec<ConditionDoc> {
    let schema = schemars::schema_for!(ConditionWritten).to_value();
    let definition = |value: &serde_json::Value| {
        let name = value["$ref"].as_str().and_then(|path| path.rsplit('/').next());
        name.map_or(value.clone(), |name| schema["$defs"][name].clone())
    };
    let all = schema["oneOf"].as_array().into_iter().flatten();
    let one = |variant: &serde_json::Value| {
        let (name, value) = variant["properties"].as_object()?.iter().next()?;
        let words = variant["description"].as_str().unwrap_or_default().replace('\n', " ");
        Some(ConditionDoc { name: name.clone(), words, parameters: definition(value) })
    };
    all.filter_map(one).collect()
}

/// A kind of rule: its words, its parameters from the schema that editors use, and what its file says of it.
fn show(kind: &KindDoc, paint: Paint) -> String {
    let schema = (kind.schema)().to_value();
    let mut text = format!("{}\n\n{}\n", paint.strong(kind.name), kind.text());
    let parameters = parameters(&schema);
    if !parameters.is_empty() {
        text.push_str(&format!("\n{}\n{parameters}", paint.strong("Parameters")));
    }
    text
}

fn parameters(schema: &serde_json::Value) -> String {
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(|name| name.as_str()).collect();
    let described = |value: &serde_json::Value| value["description"].as_str().unwrap_or_default().replace('\n', " ");
    let mut text = String::new();
    for (name, value) in schema["properties"].as_object().into_iter().flatten() {
        let must = if required.contains(&name.as_str()) { "" } else { " (may be left out)" };
        text.push_str(&format!("  {name}{must}: {}\n", described(value)));
    }
    // Kinds that are one of several words, such as the operations of `calculate`.
    for one in schema["oneOf"].as_array().into_iter().flatten() {
        for name in one["properties"].as_object().into_iter().flat_map(|properties| properties.keys()) {
            text.push_str(&format!("  {name}: {}\n", described(one)));
        }
    }
    text
}
