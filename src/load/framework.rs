//! Frameworks: the main file and its parts, merged, checked and linked.

use indexmap::IndexMap;

use super::tailoring::{FrameworkHead, refuse_same_rules, removed, tailor};
use super::written::format;
use super::written::framework::{FrameworkWritten, KindWritten, PartWritten, TagWritten};
use super::written::tailoring::TailoringWritten;
use super::{Library, Loader, Store, element, measure, store, variant};
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Framework;
use crate::model::framework::Tag;
use crate::rule::{Policy, States, StatesWritten};
use crate::scale::Scale;
use crate::source::{Located, Place};

pub(super) fn load(loader: &mut Loader, store: &dyn Store, folder: &str, library: &Library<'_>) -> Option<Framework> {
    let before = loader.problems.len();
    refuse_both(loader, store, folder);
    let framework = if is_there(store, folder, TAILORING) {
        load_tailored(loader, store, folder, library)
    } else {
        load_written(loader, store, folder).and_then(|written| written.link(loader))
    };
    let sound = loader.problems[before..].iter().all(|problem| problem.severity == Severity::Warning);
    framework.filter(|_| sound)
}

/// The main file of a framework.
const FRAMEWORK: &str = "framework.yaml";

/// The main file of a tailored framework.
pub(super) const TAILORING: &str = "tailoring.yaml";

fn is_there(store: &dyn Store, folder: &str, file: &str) -> bool {
    store.list(folder).contains(&format!("{folder}/{file}"))
}

/// A folder is a framework or a tailoring of one; with both in it, one of them would never be read.
fn refuse_both(loader: &mut Loader, store: &dyn Store, folder: &str) {
    if is_there(store, folder, FRAMEWORK) && is_there(store, folder, TAILORING) {
        let place = Place::whole(&format!("{folder}/{TAILORING}").into());
        let words = format!("`{FRAMEWORK}` stands beside `{TAILORING}`, and a folder is one or the other");
        let problem = Diagnostic::error(codes::WRONG_VALUE, &place, words);
        loader.problems.push(problem.help("give the tailoring a folder of its own, named like its id"));
    }
}

/// A framework as its files have it.
struct WrittenFramework {
    head: Head,
    parts: Vec<PartWritten>,
    files: Vec<crate::model::InputFile>,
}

impl WrittenFramework {
    fn link(self, loader: &mut Loader) -> Option<Framework> {
        link(&mut loader.problems, &self.head, &self.parts, self.files)
    }
}

fn load_written(loader: &mut Loader, store: &dyn Store, folder: &str) -> Option<WrittenFramework> {
    let path = format!("{folder}/{FRAMEWORK}");
    let (main, file) = loader.read::<FrameworkWritten>(store, &path, None, format::FRAMEWORK)?;
    named_like_folder(loader, &main.id, folder);
    let head = Head {
        id: main.id.clone(),
        title: main.title.clone(),
        edition: main.edition.clone(),
        version: main.version.clone(),
        about: main.about.clone(),
        rights: main.rights.clone(),
    };
    let names: Vec<Located<String>> = main.parts.0.clone();
    let mut files = vec![file];
    let mut parts = vec![PartWritten::from(main)];
    for name in &names {
        let Some(path) = part_path(loader, folder, name) else { continue };
        if files.iter().any(|file| file.path == path) {
            let words = format!("the part `{}` is named already", name.value);
            let problem = Diagnostic::error(codes::DUPLICATE_ID, &name.place, words);
            loader.problems.push(problem.help("remove this line; every part is read once"));
            continue;
        }
        if let Some((part, file)) = loader.read::<PartWritten>(store, &path, Some(&name.place), format::FRAMEWORK_PART)
        {
            parts.push(part);
            files.push(file);
        }
    }
    Some(WrittenFramework { head, parts, files })
}

/// A framework made of another one: of one beside it, else of one in the library.
fn load_tailored(loader: &mut Loader, store: &dyn Store, folder: &str, library: &Library<'_>) -> Option<Framework> {
    let path = format!("{folder}/{TAILORING}");
    let before = loader.problems.len();
    let (written, file) = loader.read::<TailoringWritten>(store, &path, None, format::TAILORING)?;
    // A value that cannot be read is missing from its change, which would then be blamed for what it does not say.
    if loader.problems[before..].iter().any(|problem| problem.severity == Severity::Error) {
        return None;
    }
    named_like_folder(loader, &written.id, folder);
    let (store, base_folder) = base_of(loader, store, folder, library, &written)?;
    let before = loader.problems.len();
    refuse_both(loader, store, &base_folder);
    let mut framework = load_written(loader, store, &base_folder)?;
    if loader.problems.len() > before {
        return None;
    }
    // What is wrong with it is told of the result, unless a change mends it.
    let untailored = link(&mut Vec::new(), &framework.head, &framework.parts, Vec::new());
    let base = FrameworkHead { id: framework.head.id.value.clone(), version: framework.head.version.clone() };
    framework.head = Head {
        id: written.id.clone(),
        title: written.title.clone(),
        edition: format!("{}, tailored", framework.head.edition),
        version: written.version.clone(),
        about: format!("{} {}", written.about.trim(), framework.head.about.trim()),
        rights: framework.head.rights,
    };
    framework.files.insert(0, file);
    let (mut tailoring, replaced) = tailor(&mut loader.problems, written, &base, &mut framework.parts);
    let mut framework = framework.link(loader)?;
    if let Some(untailored) = untailored {
        refuse_same_rules(&mut loader.problems, &untailored, &framework, &replaced);
        (tailoring.removed, tailoring.lessened) = removed(&untailored, &framework);
    }
    framework.tailoring = Some(tailoring);
    Some(framework)
}

/// Where the framework is that a tailoring changes; what is itself a tailoring is not tailored again.
fn base_of<'s>(
    loader: &mut Loader,
    store: &'s dyn Store,
    folder: &str,
    library: &Library<'s>,
    written: &TailoringWritten,
) -> Option<(&'s dyn Store, String)> {
    let base = written.tailors.value.as_str();
    if base == written.id.value {
        let words = format!("`{base}` cannot be the name of what is tailored and of what comes out");
        let problem = Diagnostic::error(codes::WRONG_VALUE, &written.id.place, words);
        let problem = problem.related(&written.tailors.place, "the framework that is tailored");
        loader.problems.push(problem.help("give the tailoring, and its folder, a name of its own"));
        return None;
    }
    let beside = folder.rsplit_once('/').map_or(base.to_owned(), |(above, _)| format!("{above}/{base}"));
    let is_any =
        |store: &dyn Store, folder: &str| [FRAMEWORK, TAILORING].iter().any(|file| is_there(store, folder, file));
    let found = if is_any(store, &beside) { Some((store, beside)) } else { library.framework(base) };
    let Some((store, base_folder)) = found else {
        let known = library.frameworks();
        loader.unknown(codes::UNKNOWN_FRAMEWORK, &written.tailors, "the framework", known.iter().map(String::as_str));
        return None;
    };
    if !is_there(store, &base_folder, FRAMEWORK) {
        let path = format!("{base_folder}/{TAILORING}");
        // Its own mistakes are told when it is used or checked itself.
        let first = Loader::new().read::<TailoringWritten>(store, &path, None, format::TAILORING);
        let of = first.map_or("another framework".to_owned(), |(first, _)| format!("`{}`", first.tailors.value));
        let words = format!("`{base}` is itself a tailoring of {of}");
        let problem = Diagnostic::error(codes::WRONG_VALUE, &written.tailors.place, words);
        loader.problems.push(problem.help(format!("tailor {of}, with the changes of both")));
        return None;
    }
    Some((store, base_folder))
}

fn named_like_folder(loader: &mut Loader, id: &Located<String>, folder: &str) {
    let expected = folder.rsplit('/').next().unwrap_or(folder);
    if id.value != expected {
        let words = format!("the framework `{}` stands in a folder named `{expected}`", id.value);
        let problem = Diagnostic::error(codes::WRONG_VALUE, &id.place, words);
        loader
            .problems
            .push(problem.help("give the folder and the id one name, by which assessments find the framework"));
    }
}

/// The path of a part that a main file names.
pub(super) fn part_path(loader: &mut Loader, folder: &str, name: &Located<String>) -> Option<String> {
    let (home, inside) = home_of(folder);
    match store::join(inside, name) {
        Ok(path) => Some(format!("{home}{path}")),
        Err(_) => {
            let words = format!("`{}` leads out of the folder that holds the frameworks", name.value);
            let problem = Diagnostic::error(codes::MISSING_FILE, &name.place, words);
            let help = "name a file in this folder, or in a folder beside it such as `../parts/clauses.yaml`";
            loader.problems.push(problem.help(help));
            None
        }
    }
}

/// Splits the folder of a framework or questionnaire behind what holds `frameworks` and `questionnaires`: its parts may
/// stand in there and nowhere else. What is split off keeps the `/` that an absolute path starts with.
fn home_of(folder: &str) -> (&str, &str) {
    let split = folder.rmatch_indices('/').nth(1).map_or(usize::from(folder.starts_with('/')), |(slash, _)| slash + 1);
    folder.split_at(split)
}

/// Who a framework is.
struct Head {
    id: Located<String>,
    title: String,
    edition: String,
    version: String,
    about: String,
    rights: String,
}

fn link(
    problems: &mut Vec<Diagnostic>,
    head: &Head,
    parts: &[PartWritten],
    files: Vec<crate::model::InputFile>,
) -> Option<Framework> {
    let mut tags = IndexMap::new();
    let mut scales = IndexMap::new();
    let mut kinds_written: IndexMap<String, (&Place, &KindWritten)> = IndexMap::new();
    for part in parts {
        for (name, tag) in &part.tags.0 {
            declare(problems, &mut tags, name, "tag", (name.place.clone(), self::tag(name, tag)));
        }
        for (name, written) in &part.scales.0 {
            let scale = super::scale::scale(problems, name, written);
            declare(problems, &mut scales, name, "scale", (name.place.clone(), scale));
        }
        for (name, written) in &part.kinds.0 {
            declare(problems, &mut kinds_written, name, "kind", (&name.place, written));
        }
    }
    let scales: IndexMap<String, Scale> =
        scales.into_iter().filter_map(|(name, (_, scale))| scale.map(|scale| (name, scale))).collect();
    let tags: IndexMap<String, Tag> = tags.into_iter().map(|(name, (_, tag))| (name, tag)).collect();
    let states = states(problems, head, parts)?;
    let kinds = measure::kinds(problems, &kinds_written, &scales);
    let elements = element::elements(problems, head.id.place.clone(), &head.title, parts, &kinds_written, &tags);
    super::weights::check(problems, &kinds_written, &elements);
    let rules = measure::rules(problems, parts, &scales, &kinds, &tags, &elements, states);
    measure::link(problems, &kinds_written, &kinds, &rules, &scales, parts);
    let mut framework = Framework {
        id: head.id.value.clone(),
        title: head.title.clone(),
        edition: head.edition.clone(),
        version: head.version.clone(),
        about: head.about.clone(),
        rights: head.rights.clone(),
        files,
        tags,
        scales,
        kinds,
        rules,
        states,
        variants: IndexMap::new(),
        elements,
        tailoring: None,
    };
    measure::refuse_cycles(problems, &framework);
    framework.variants = variant::variants(problems, parts, &framework);
    Some(framework)
}

fn tag(name: &Located<String>, written: &TagWritten) -> Tag {
    Tag { title: written.title.clone(), meaning: written.meaning.clone(), place: name.place.clone() }
}

/// Declares a name once; a second time is a problem that shows both places.
fn declare<T: HasPlace>(
    problems: &mut Vec<Diagnostic>,
    known: &mut IndexMap<String, T>,
    name: &Located<String>,
    what: &str,
    value: T,
) {
    match known.get(&name.value) {
        Some(first) => {
            let words = format!("the {what} `{}` is declared twice", name.value);
            let problem = Diagnostic::error(codes::DUPLICATE_ID, &name.place, words).label("again here");
            let problem = problem.related(first.place(), "first here");
            problems.push(problem.help("keep one of the two, or give one another name"));
        }
        None => drop(known.insert(name.value.clone(), value)),
    }
}

trait HasPlace {
    fn place(&self) -> &Place;
}

impl<T> HasPlace for (Place, T) {
    fn place(&self) -> &Place {
        &self.0
    }
}

impl<T> HasPlace for (&Place, T) {
    fn place(&self) -> &Place {
        self.0
    }
}

fn states(problems: &mut Vec<Diagnostic>, head: &Head, parts: &[PartWritten]) -> Option<States> {
    let Some(written) = parts.iter().find_map(|part| part.states.as_ref()) else {
        let words = "the framework does not say what becomes of items that are not rated";
        let problem = Diagnostic::error(codes::MISSING_FIELD, &head.id.place, words);
        problems.push(
            problem.help("add `states:` with not-applicable, not-triggered, out-of-scope, dont-know, unanswered"),
        );
        return None;
    };
    if parts.iter().filter(|part| part.states.is_some()).count() > 1 {
        let words = "`states:` is said in more than one file of the framework";
        let problem = Diagnostic::error(codes::DUPLICATE_ID, &head.id.place, words);
        problems.push(problem.help("keep the one that is meant; which one that is cannot be guessed"));
    }
    let said = &written.value;
    let must = [
        ("not-applicable", said.not_applicable),
        ("not-triggered", said.not_triggered),
        ("out-of-scope", said.out_of_scope),
        ("dont-know", said.dont_know),
        ("unanswered", said.unanswered),
    ];
    for (name, _) in must.iter().filter(|(_, policy)| policy.is_none()) {
        let words = format!("`states:` does not say what is done with what is `{name}`");
        let problem = Diagnostic::error(codes::MISSING_FIELD, &written.place, words);
        problems.push(problem.help(format!("add `{name}:` with a policy such as `exclude` or `bound`")));
    }
    let states = States::default().with(said);
    bounded(problems, said, &written.place);
    Some(states)
}

/// What does not count has no bounds.
pub(super) fn bounded(problems: &mut Vec<Diagnostic>, states: &StatesWritten, place: &Place) {
    let exempt = [states.not_applicable, states.not_triggered, states.out_of_scope, states.empty];
    if exempt.contains(&Some(Policy::Bound)) {
        let words = "`bound` is for what is not known yet; what does not count has no bounds";
        let problem = Diagnostic::error(codes::WRONG_VALUE, place, words);
        problems.push(problem.help("under `states:`, use `exclude`, `lowest` or `highest` for what does not count"));
    }
}

#[cfg(test)]
mod tests {
    use super::part_path;
    use crate::load::Loader;
    use crate::source::{Located, Place};

    fn path(folder: &str, name: &str) -> Option<String> {
        let name = Located { value: name.to_owned(), place: Place::whole(&"framework.yaml".into()) };
        part_path(&mut Loader::new(), folder, &name)
    }

    #[test]
    fn a_part_is_found_from_an_absolute_folder_and_from_one_outside_the_working_folder() {
        assert_eq!(path("/jobs/a/frameworks/x", "b.yaml").as_deref(), Some("/jobs/a/frameworks/x/b.yaml"));
        assert_eq!(path("../a/frameworks/x", "../parts/b.yaml").as_deref(), Some("../a/frameworks/parts/b.yaml"));
        assert_eq!(path("/x", "b.yaml").as_deref(), Some("/x/b.yaml"));
        assert_eq!(path("frameworks/x", "../parts/b.yaml").as_deref(), Some("frameworks/parts/b.yaml"));
    }

    #[test]
    fn a_part_outside_the_assessment_that_brings_the_framework_is_refused() {
        assert_eq!(path("jobs/a/frameworks/x", "../../parts/b.yaml").as_deref(), Some("jobs/a/parts/b.yaml"));
        assert_eq!(path("jobs/a/frameworks/x", "../../../b/assessment.yaml"), None);
        assert_eq!(path("/jobs/a/frameworks/x", "../../../../etc/hosts"), None);
    }
}
