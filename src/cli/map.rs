//! `gradus map`: what the results of an assessment let one say under another framework.

mod explain;
mod table;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use indexmap::IndexMap;
use jiff::civil::Date;

use super::crosswalk::heads;
use super::disk::tidy;
use super::error::counted;
use super::output::{self, Paint};
use super::{Context, Failure, Outcome, load, questionnaire};
use crate::carry::{Carried, Ways, carry};
use crate::diagnostic::suggestion;
use crate::load::{Library, Loader};
use crate::model::{Crosswalk, Framework, Loaded, Questionnaire};

/// Carry the results of an assessment over to another framework by the relations of crosswalks, as intervals with the
/// routes that lead to them, and say what remains to be asked there.
///
/// What is carried over is not assessed: every degree is the share of what an element asks that is done, between the
/// bounds that hold whatever is not known turns out to be. Results are those of the framework's own rules over these
/// bounds. `gradus crosswalk list` lists the crosswalks.
#[derive(Debug, clap::Args)]
pub(super) struct Map {
    /// Folder of the assessment.
    dir: String,
    /// The framework that results are carried to.
    #[arg(long, value_name = "FRAMEWORK")]
    to: String,
    /// Explain one element of that framework instead: every route to it, with what it starts from, relation and reason.
    #[arg(long, value_name = "ID", conflicts_with = "format")]
    element: Option<String>,
    /// What is printed.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write the result as JSON to this file as well.
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
    /// Write a response file to fill in, with just the questions that remain, to this file, which must not exist yet.
    #[arg(long, value_name = "FILE")]
    questionnaire: Option<String>,
    /// End with exit code 1 where routes contradict each other.
    #[arg(long)]
    strict: bool,
    /// With the knowledge of this day, leaving out what was said or decided later; the report's date if left out.
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
}

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A table for a reader.
    Text,
    /// The whole result, see `gradus schema carried`.
    Json,
}

impl Map {
    pub fn run(&self, context: &Context) -> Outcome {
        // Before anything is written.
        self.refuse_files()?;
        let dir = tidy(&self.dir);
        let (loaded, mut loader) = load::read(context, &self.dir)?;
        let library = load::library(context).with_first(load::disk(), &dir);
        let found = Found::load(&mut loader, &library, &loaded, &self.to, &dir);
        let Some(found) = found? else { return Err(Failure::Input(Box::new(loader))) };
        let as_of = self.as_of.unwrap_or(loaded.engagement.agreement.report);
        let ways = Ways {
            to: &found.to,
            between: &found.between,
            crosswalks: &found.crosswalks,
            questionnaires: &found.questionnaires,
        };
        let carried = match carry(&loaded, as_of, &ways) {
            Ok(carried) => carried,
            Err(refused) => {
                loader.refuse(refused, &dir);
                return Err(Failure::Input(Box::new(loader)));
            }
        };
        let mut text = self.text(&carried, Paint(context.colour))?;
        let mut written = Vec::new();
        if let Some(file) = &self.output {
            output::write(Path::new(file), json(&carried)?.as_bytes())?;
            written.push(file);
        }
        if let Some(file) = &self.questionnaire
            && blank(&carried, &found.questionnaires, file)?
        {
            written.push(file);
        }
        if self.format == Format::Text {
            written.iter().for_each(|file| text.push_str(&format!("\nwritten: {file}\n")));
        }
        output::print(&text)?;
        let contradictory = carried.contradictions.len();
        if self.strict && contradictory > 0 {
            let elements = carried.contradictions.iter().map(|found| found.element.as_str());
            let elements: Vec<&str> = elements.collect();
            let words = counted(contradictory, "element");
            return Err(Failure::Gate(format!("routes contradict each other on {words}: {}", elements.join(", "))));
        }
        Ok(())
    }

    /// Answers may have been filled in already; they are never overwritten.
    fn refuse_files(&self) -> Outcome {
        let Some(file) = &self.questionnaire else { return Ok(()) };
        if self.output.as_ref().is_some_and(|output| place(output) == place(file)) {
            return Err(Failure::Usage(format!(
                "`{file}` cannot hold both the result and the questions; name two files"
            )));
        }
        if fs::symlink_metadata(file).is_ok() {
            return Err(Failure::Usage(format!("`{file}` exists already and may hold answers; name another file")));
        }
        Ok(())
    }

    fn text(&self, carried: &Carried, paint: Paint) -> Result<String, Failure> {
        match (&self.element, self.format) {
            (Some(id), _) => explain::explain(carried, id, paint).ok_or_else(|| {
                let help = suggestion(id, carried.elements.keys().map(String::as_str));
                Failure::Usage(format!("no element of `{}` is named `{id}`; {help}", carried.to.id))
            }),
            (None, Format::Json) => json(carried),
            (None, Format::Text) => Ok(table::table(carried, paint)),
        }
    }
}

fn json(carried: &Carried) -> Result<String, Failure> {
    let json = serde_json::to_string_pretty(carried).map_err(|error| Failure::Environment(error.to_string()))?;
    Ok(format!("{json}\n"))
}

/// Writes the questions that remain as a response file; whether there was anything to write.
fn blank(carried: &Carried, questionnaires: &[Questionnaire], file: &str) -> Result<bool, Failure> {
    let remaining = &carried.remaining;
    let asked = questionnaires.iter().find(|found| Some(&found.id) == remaining.questionnaire.as_ref());
    let Some(asked) = asked.filter(|_| !remaining.questions.is_empty()) else { return Ok(false) };
    let wanted: BTreeSet<&str> = remaining.questions.iter().map(String::as_str).collect();
    let text = questionnaire::blank(asked, &[], |question| wanted.contains(question.id.as_str()));
    output::write(Path::new(file), text.as_bytes())?;
    Ok(true)
}

/// Where a file is, whichever way its folder is written.
fn place(file: &str) -> PathBuf {
    let path = Path::new(file);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    folder.join(path.file_name().unwrap_or_default())
}

/// What was found in the library for carrying results over to one framework.
struct Found {
    to: Framework,
    between: Vec<Framework>,
    crosswalks: Vec<Crosswalk>,
    questionnaires: Vec<Questionnaire>,
}

impl Found {
    /// `None` where something of it is not in order, which is then reported.
    fn load(
        loader: &mut Loader,
        library: &Library<'_>,
        loaded: &Loaded,
        to: &str,
        dir: &str,
    ) -> Result<Option<Found>, Failure> {
        if library.framework(to).is_none() {
            let known = library.frameworks();
            let help = suggestion(to, known.iter().map(String::as_str));
            return Err(Failure::Usage(format!("no framework is named `{to}`; {help}")));
        }
        // What relates the framework of which another was made relates that one as well.
        let names = loaded.frameworks.iter().flat_map(|framework| {
            let of = framework.tailoring.as_ref().map(|tailoring| tailoring.of.as_str());
            std::iter::once(framework.id.as_str()).chain(of)
        });
        let assessed: Vec<&str> = names.collect();
        let heads = heads(library);
        let wanted = wanted(&heads, &assessed, to);
        if wanted.is_empty() && loader.is_sound() {
            return Err(Failure::Usage(no_way(&heads, &assessed, to)));
        }
        let mut frameworks: IndexMap<&str, Framework> = IndexMap::new();
        let mut crosswalks = Vec::new();
        let ends = wanted.iter().flat_map(|id| heads.get(*id)).flat_map(|(from, to)| [from.as_str(), to.as_str()]);
        for id in std::iter::once(to).chain(ends) {
            if !frameworks.contains_key(id) {
                let known = loaded.frameworks.iter().find(|framework| framework.id == id).cloned();
                let load =
                    || library.framework(id).and_then(|(store, folder)| loader.framework_of(store, &folder, library));
                frameworks.extend(known.or_else(load).map(|framework| (id, framework)));
            }
        }
        for id in &wanted {
            let ends = heads
                .get(*id)
                .and_then(|(from, to)| Some((frameworks.get(from.as_str())?, frameworks.get(to.as_str())?)));
            if let (Some((from, to)), Some((store, path))) = (ends, library.crosswalk(id)) {
                crosswalks.extend(loader.crosswalk(store, &path, from, to));
            }
        }
        crosswalks.iter_mut().for_each(|crosswalk| crosswalk.relative_to(dir));
        let target = frameworks.shift_remove(to);
        let questionnaires = target.iter().flat_map(|target| questionnaires(loader, library, target)).collect();
        let between = frameworks.into_values().collect();
        let found = target.map(|to| Found { to, between, crosswalks, questionnaires });
        Ok(found.filter(|_| loader.is_sound()))
    }
}

/// The crosswalks on ways of one or two from what was assessed to a framework.
fn wanted<'h>(heads: &'h IndexMap<String, (String, String)>, assessed: &[&str], to: &str) -> Vec<&'h str> {
    let joins = |(from, other): &(String, String), one: &str, another: &str| {
        (from == one && other == another) || (from == another && other == one)
    };
    let source = |id: &str| id != to && assessed.contains(&id);
    let reached = |id: &str| {
        heads.values().any(|head| assessed.iter().any(|from| *from != id && source(from) && joins(head, from, id)))
    };
    let leads_on = |id: &str| heads.values().any(|head| joins(head, id, to));
    let on_the_way = |(from, other): &(String, String)| {
        let ends = [(from.as_str(), other.as_str()), (other.as_str(), from.as_str())];
        ends.into_iter().any(|(one, another)| {
            let last = another == to && (source(one) || reached(one));
            let first = source(one) && another != to && leads_on(another);
            last || first
        })
    };
    heads.iter().filter(|(_, head)| on_the_way(head)).map(|(id, _)| id.as_str()).collect()
}

/// Why nothing can be carried over.
fn no_way(heads: &IndexMap<String, (String, String)>, assessed: &[&str], to: &str) -> String {
    if assessed.iter().all(|id| *id == to) {
        return format!("the assessment is under `{to}` itself: there is nothing to carry over");
    }
    let near = |id: &str| assessed.contains(&id);
    let ends = heads.values().flat_map(|(from, other)| [(from, other), (other, from)]);
    let mut reached: Vec<&str> = ends.filter(|(from, _)| near(from)).map(|(_, other)| other.as_str()).collect();
    reached.sort_unstable();
    reached.dedup();
    let help = if reached.is_empty() {
        "no crosswalk starts there".to_owned()
    } else {
        format!("crosswalks lead from there to {}", reached.join(", "))
    };
    format!("no one or two crosswalks lead from {} to `{to}`; {help}", assessed.join(", "))
}

/// The questionnaires about a framework. What is wrong with others is no matter here.
fn questionnaires(loader: &mut Loader, library: &Library<'_>, about: &Framework) -> Vec<Questionnaire> {
    let mut found = Vec::new();
    for id in library.questionnaires() {
        let Some((store, folder)) = library.questionnaire(&id) else { continue };
        let named = Loader::new().framework_of_questionnaire(store, &folder);
        if named.is_some_and(|named| about.answers_to(&named.value)) {
            found.extend(loader.questionnaire(store, &folder, about));
        }
    }
    found
}
