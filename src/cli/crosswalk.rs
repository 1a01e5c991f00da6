//! `gradus crosswalk`.

use std::collections::BTreeMap;
use std::rc::Rc;

use indexmap::IndexMap;

use super::error::{self, Failure, counted};
use super::output::Paint;
use super::{Context, Outcome, load, output};
use crate::carry::{Coverage, coverage};
use crate::diagnostic::suggestion;
use crate::load::{Library, Loader, Store};
use crate::model::crosswalk::{Direction, Relating};
use crate::model::{Certainty, Crosswalk, Framework};
use crate::source::Located;

/// List the crosswalks between frameworks, show one, or check them.
#[derive(Debug, clap::Args)]
pub(super) struct CrosswalkCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// List the crosswalks with counts by relation and certainty, and what they leave out.
    List,
    /// Show the relations of one, with strength and reason, and the elements without any.
    Show {
        /// The crosswalk's id.
        id: String,
    },
    /// Check one crosswalk, or all of them, and print every problem found.
    Check {
        /// The crosswalk's id.
        id: Option<String>,
    },
}

impl CrosswalkCommand {
    pub fn run(&self, context: &Context) -> Outcome {
        let library = load::library(context);
        let mut loader = Loader::new();
        let ids = library.crosswalks();
        let wanted = match &self.what {
            What::Show { id } | What::Check { id: Some(id) } => {
                if !ids.contains(id) {
                    let help = suggestion(id, ids.iter().map(String::as_str));
                    return Err(Failure::Usage(format!("no crosswalk is named `{id}`; {help}")));
                }
                vec![id.clone()]
            }
            What::List | What::Check { id: None } => ids,
        };
        let paint = Paint(context.colour);
        let mut text = String::new();
        let mut frameworks = Frameworks::default();
        for id in &wanted {
            let Some((store, path)) = library.crosswalk(id) else { continue };
            let Some(found) = frameworks.find(&mut loader, &library, store, &path) else { continue };
            match &self.what {
                What::List => text.push_str(&head(&found, paint)),
                What::Show { .. } => text.push_str(&show(&found, paint)),
                What::Check { .. } => text.push_str(&format!("{}\n", checked(&found))),
            }
        }
        if !loader.is_sound() {
            return Err(Failure::Input(Box::new(loader)));
        }
        error::problems(&loader, context.colour_errors);
        output::print(if wanted.is_empty() { "there is no crosswalk in the library\n" } else { &text })
    }
}

/// A crosswalk with its two frameworks.
pub(super) struct Found {
    pub crosswalk: Crosswalk,
    from: Rc<Framework>,
    to: Rc<Framework>,
}

/// Frameworks of one library, each loaded once however many crosswalks lead there; none for those that are not in order.
#[derive(Default)]
pub(super) struct Frameworks(BTreeMap<String, Option<Rc<Framework>>>);

impl Frameworks {
    /// Loads a crosswalk with its frameworks; what is wrong with any of them is reported.
    pub fn find(&mut self, loader: &mut Loader, library: &Library<'_>, store: &dyn Store, path: &str) -> Option<Found> {
        let (from, to) = loader.frameworks_of_crosswalk(store, path)?;
        // Both are looked at even where the first is wrong.
        let (from, to) = (self.load(loader, library, &from), self.load(loader, library, &to));
        let (from, to) = (from?, to?);
        let crosswalk = loader.crosswalk(store, path, &from, &to)?;
        Some(Found { crosswalk, from, to })
    }

    fn load(&mut self, loader: &mut Loader, library: &Library<'_>, named: &Located<String>) -> Option<Rc<Framework>> {
        let Some((store, folder)) = library.framework(&named.value) else {
            loader.unknown_framework(named, &library.frameworks());
            return None;
        };
        let load = || loader.framework_of(store, &folder, library).map(Rc::new);
        self.0.entry(named.value.clone()).or_insert_with(load).clone()
    }
}

/// The two frameworks of each crosswalk, by its id; of one that cannot be read, those that its name tells, if it does.
/// What is wrong with crosswalks is told where they are used or checked.
pub(super) fn heads(library: &Library<'_>) -> IndexMap<String, (String, String)> {
    let mut heads = IndexMap::new();
    for id in library.crosswalks() {
        let Some((store, path)) = library.crosswalk(&id) else { continue };
        let read = Loader::new().frameworks_of_crosswalk(store, &path).map(|(from, to)| (from.value, to.value));
        let named = || id.split_once("--").map(|(from, to)| (from.to_owned(), to.to_owned()));
        if let Some(head) = read.or_else(named) {
            heads.insert(id, head);
        }
    }
    heads
}

/// A line for `check`.
pub(super) fn checked(found: &Found) -> String {
    let crosswalk = &found.crosswalk;
    format!("crosswalk {} {}: {}", crosswalk.id, crosswalk.version, counted(crosswalk.relations.len(), "relation"))
}

fn head(found: &Found, paint: Paint) -> String {
    let crosswalk = &found.crosswalk;
    let count = |fits: &dyn Fn(&crate::model::crosswalk::Relation) -> bool| {
        crosswalk.relations.iter().filter(|relation| fits(relation)).count()
    };
    let kinds = Relating::ALL.iter().map(|kind| (count(&|relation| relation.relating == *kind), kind.word()));
    let sure = Certainty::ALL.iter().map(|sure| (count(&|relation| relation.certainty == *sure), sure.words()));
    let listed = |counts: Vec<(usize, &str)>| {
        let counts = counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
        counts.collect::<Vec<_>>().join(", ")
    };
    let [from, to] = coverage(crosswalk, &found.from, &found.to);
    let source = if crosswalk.source.is_empty() { String::new() } else { format!(" ({})", crosswalk.source) };
    format!(
        "{} {}\n  {}\n  {}{source}, from {} to {}\n  {}: {}\n  certainty: {}\n{}{}\n",
        paint.strong(&crosswalk.id),
        crosswalk.version,
        crosswalk.title,
        crosswalk.standing.words(),
        crosswalk.from,
        crosswalk.to,
        counted(crosswalk.relations.len(), "relation"),
        listed(kinds.collect()),
        listed(sure.collect()),
        covered(&found.from, &from),
        covered(&found.to, &to),
    )
}

fn covered(framework: &Framework, coverage: &Coverage) -> String {
    format!(
        "  {}: {} of {} elements without a relation, {} of them said to have no counterpart\n",
        framework.id,
        coverage.unrelated.len(),
        coverage.elements,
        coverage.said
    )
}

fn show(found: &Found, paint: Paint) -> String {
    let crosswalk = &found.crosswalk;
    let mut text = format!("{}{}\n\n{}\n", head(found, paint), crosswalk.about, paint.strong("Relations"));
    for relation in &crosswalk.relations {
        let back = relation.strength_back.as_ref().map_or_else(|| "not said".to_owned(), ToString::to_string);
        let forward = if relation.direction == Direction::Forward { ", forward only" } else { "" };
        text.push_str(&format!(
            "  {} {} {}: covers {}, back {back}{forward}; {}\n    {}  [{}]\n",
            paint.strong(&named(&found.from, &relation.from)),
            relation.relating.word(),
            paint.strong(&named(&found.to, &relation.to)),
            relation.strength,
            relation.certainty.words(),
            relation.because,
            relation.place,
        ));
    }
    let [from, to] = coverage(crosswalk, &found.from, &found.to);
    for (framework, side, unmatched) in [(&found.from, &from, &crosswalk.lost), (&found.to, &to, &crosswalk.new)] {
        if side.unrelated.is_empty() {
            continue;
        }
        text.push_str(&format!("\n{}\n", paint.strong(&format!("Without a relation in {}", framework.id))));
        for index in &side.unrelated {
            let element = &framework.elements[*index];
            // What it belongs to has been named already.
            if element.parent.is_some_and(|parent| side.unrelated.contains(&parent)) {
                continue;
            }
            let said = unmatched.iter().find(|unmatched| unmatched.element == element.id);
            let because = said.map_or(String::new(), |said| format!(": {}", said.because));
            text.push_str(&format!("  {}{because}\n", named(framework, &element.id)));
        }
    }
    text
}

/// An element with its title.
fn named(framework: &Framework, id: &str) -> String {
    match framework.elements.get(id) {
        Some(element) if !element.title.is_empty() && element.title != id => format!("{id} {}", element.title),
        _ => id.to_owned(),
    }
}
