//! `gradus questionnaire coverage`: what questionnaires reach of a framework, as text or JSON.

use std::collections::{BTreeMap, BTreeSet};

use super::super::crosswalk::{self, Frameworks};
use super::super::error::{Failure, counted};
use super::super::output::Paint;
use super::find;
use crate::diagnostic::suggestion;
use crate::load::{Library, Loader};
use crate::model::{Framework, Questionnaire};
use crate::reach::{Links, Reach, reach};

/// How to write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
}

/// What the questionnaires named, or all about the framework, reach of it.
pub(super) fn coverage(
    loader: &mut Loader,
    library: &Library<'_>,
    id: &str,
    only: &[String],
    format: Format,
    paint: Paint,
) -> Result<String, Failure> {
    let ids = library.frameworks();
    let Some((store, folder)) = library.framework(id) else {
        let help = suggestion(id, ids.iter().map(String::as_str));
        return Err(Failure::Usage(format!("no framework is named `{id}`; {help}")));
    };
    let Some(framework) = loader.framework_of(store, &folder, library) else { return Ok(String::new()) };
    let questionnaires = about(loader, library, &framework, only)?;
    let found = reach(&framework, &questionnaires, &links(library, &framework));
    match format {
        Format::Text => Ok(text(&found, paint)),
        Format::Json => {
            let json = serde_json::to_string_pretty(&found).map_err(|error| Failure::Environment(error.to_string()))?;
            Ok(json + "\n")
        }
    }
}

/// The questionnaires about a framework.
fn about(
    loader: &mut Loader,
    library: &Library<'_>,
    framework: &Framework,
    only: &[String],
) -> Result<Vec<Questionnaire>, Failure> {
    let mut ids = library.questionnaires();
    ids.retain(|id| {
        // What is wrong with questionnaires that nobody asked for is not told here.
        let about = library.questionnaire(id);
        let about = about.and_then(|(store, folder)| Loader::new().framework_of_questionnaire(store, &folder));
        about.is_some_and(|about| framework.answers_to(&about.value))
    });
    if let Some(stranger) = only.iter().find(|id| !ids.contains(id)) {
        let help = suggestion(stranger, ids.iter().map(String::as_str));
        let words = format!("no questionnaire about `{}` is named `{stranger}`; {help}", framework.id);
        return Err(Failure::Usage(words));
    }
    ids.retain(|id| only.is_empty() || only.contains(id));
    Ok(ids.iter().filter_map(|id| load(loader, library, framework, id)).collect())
}

/// A questionnaire as it asks about this framework, which may be a tailored one.
fn load(loader: &mut Loader, library: &Library<'_>, framework: &Framework, id: &str) -> Option<Questionnaire> {
    if framework.tailoring.is_none() {
        return find(loader, library, id);
    }
    let (store, folder) = library.questionnaire(id)?;
    loader.questionnaire(store, &folder, framework)
}

/// What relates the framework to others of the library. Crosswalks add their pairs here.
fn links(library: &Library<'_>, framework: &Framework) -> Links {
    let mut links = Links::default();
    for (id, (from, to)) in crosswalk::heads(library) {
        if !framework.answers_to(&from) && !framework.answers_to(&to) {
            continue;
        }
        let Some((store, path)) = library.crosswalk(&id) else { continue };
        // What is wrong with crosswalks is told where those are checked.
        let found = Frameworks::default().find(&mut Loader::new(), library, store, &path);
        for relation in found.iter().flat_map(|found| &found.crosswalk.relations) {
            if framework.answers_to(&from) {
                links.add(&relation.from, &to, &relation.to);
            } else {
                links.add(&relation.to, &from, &relation.from);
            }
        }
    }
    for id in library.frameworks().iter().filter(|id| **id != framework.id) {
        // What is wrong with other frameworks is not told here.
        let found = library.framework(id);
        let other = found.and_then(|(store, folder)| Loader::new().framework_of(store, &folder, library));
        other.iter().for_each(|other| links.mirrors(framework, other));
    }
    links
}

/// Ids that are named before the others are counted.
const NAMED: usize = 8;

fn text(found: &Reach, paint: Paint) -> String {
    let mut text = format!("{} {}\n", paint.strong(&found.framework), found.version);
    text.push_str(&format!("  {} of {}\n", share(found.reached, found.elements), counted(found.elements, "element")));
    for asked in &found.questionnaires {
        let reached = share(asked.reached, found.elements);
        let questions = counted(asked.questions, "question");
        let as_part = match asked.as_part {
            0 => String::new(),
            all if all == asked.reached => ", as part of what is asked about as a whole".to_owned(),
            some => format!(", {some} of them as part of what is asked about as a whole"),
        };
        text.push_str(&format!("  {reached} by {}, {questions}{as_part}\n", paint.strong(&asked.questionnaire)));
    }
    if found.questionnaires.is_empty() {
        text.push_str("  No questionnaire asks about it.\n");
    }
    text.push_str(&missed(found, paint));
    text.push_str(&often(found, paint));
    text.push_str(&by_role(found, paint));
    text.push_str(&shared(found, paint));
    text
}

/// “379 (99 %)”, rounded down: only all are 100 %.
fn share(part: usize, all: usize) -> String {
    let share = (part * 100).checked_div(all).map(|share| format!(" ({share} %)"));
    format!("{part}{}", share.unwrap_or_default())
}

fn missed(found: &Reach, paint: Paint) -> String {
    if found.unreached.is_empty() {
        return "\nA question reaches every element.\n".to_owned();
    }
    let mut text = format!("\n{}\n", paint.strong("No question reaches"));
    for group in &found.unreached {
        let title = if group.title.is_empty() { String::new() } else { format!(" {}", group.title) };
        let elements = match group.elements.len() {
            1.. if !group.all => group.elements.join(", "),
            1 => group.elements.concat(),
            count => format!("all {count}"),
        };
        text.push_str(&format!("  {}{title}: {elements}\n", group.container));
    }
    text
}

/// How many elements are informed by one question, by two, and so on.
fn often(found: &Reach, paint: Paint) -> String {
    let mut by_count: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for informed in &found.questions {
        by_count.entry(informed.questions).or_default().push(&informed.element);
    }
    let mut text = format!("\n{}\n", paint.strong("Questions for an element"));
    for (count, elements) in by_count {
        text.push_str(&format!("  {count}: {}, {}\n", counted(elements.len(), "element"), some(&elements)));
    }
    text
}

fn by_role(found: &Reach, paint: Paint) -> String {
    let mut text = String::new();
    for asked in found.questionnaires.iter().filter(|asked| asked.questions > 0) {
        let mut roles: Vec<(&str, usize)> = asked.roles.iter().map(|(role, count)| (role.as_str(), *count)).collect();
        roles.sort_by_key(|(role, count)| (std::cmp::Reverse(*count), *role));
        let mut roles: Vec<String> = roles.iter().map(|(role, count)| format!("{role} {count}")).collect();
        if asked.of_anybody > 0 {
            roles.push(format!("anybody {}", asked.of_anybody));
        }
        text.push_str(&format!("  {}: {}\n", asked.questionnaire, roles.join(", ")));
    }
    if text.is_empty() { text } else { format!("\n{}\n{text}", paint.strong("Questions for a role")) }
}

/// Which questions inform other frameworks as well.
fn shared(found: &Reach, paint: Paint) -> String {
    let mut others: BTreeMap<&str, BTreeMap<&str, Vec<&str>>> = BTreeMap::new();
    for shared in &found.shared {
        for other in shared.informs.keys() {
            others.entry(other).or_default().entry(&shared.questionnaire).or_default().push(&shared.question);
        }
    }
    if others.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{}\n", paint.strong("Questions that inform another framework as well"));
    for (other, questionnaires) in others {
        let reached = found.shared.iter().filter_map(|shared| shared.informs.get(other)).flatten();
        let reached = counted(reached.collect::<BTreeSet<_>>().len(), "element");
        text.push_str(&format!("  {other}, {reached}\n"));
        for (questionnaire, questions) in questionnaires {
            text.push_str(&format!("    {questionnaire}: {}, {}\n", questions.len(), some(&questions)));
        }
    }
    text
}

fn some(ids: &[&str]) -> String {
    let named = ids.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    match ids.len().saturating_sub(NAMED) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}
