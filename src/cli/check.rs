//! `gradus check`.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::crosswalk::{self, Frameworks};
use super::disk::tidy;
use super::error::{self, Failure, counted};
use super::{Context, Outcome, load, output};
use crate::diagnostic::{Code, Diagnostic};
use crate::lint;
use crate::load::{Library, Loader, Store};
use crate::model::Framework;
use crate::source::Place;

/// Load and check frameworks, questionnaires, crosswalks and assessments, and print every problem found.
///
/// PATH is a folder with a `framework.yaml`, a `questionnaire.yaml` or an `assessment.yaml`, a folder named `crosswalks`,
/// the file of a crosswalk, or a folder that holds such folders. Without PATH, everything that comes with the program is
/// checked.
#[derive(Debug, clap::Args)]
pub(super) struct Check {
    /// Folders, or files of crosswalks, to check.
    paths: Vec<String>,
}

impl Check {
    pub fn run(&self, context: &Context) -> Outcome {
        let mut checked = Checked::default();
        if self.paths.is_empty() {
            checked.library(context);
        }
        for path in &self.paths {
            let path = with_a_name(tidy(path));
            if is_crosswalk(&path) {
                checked.crosswalks(context, &[&path]);
            } else if !checked.folder(context, &path) {
                return Err(Failure::Usage(nothing_to_check(&path)));
            }
        }
        if !checked.loader.is_sound() {
            return Err(Failure::Input(Box::new(checked.loader)));
        }
        error::problems(&checked.loader, context.colour_errors);
        output::print(&format!("{}\n", checked.lines.join("\n")))
    }
}

/// The path with the name of its folder: frameworks and questionnaires are named like theirs, which `.` and `..` hide.
fn with_a_name(path: String) -> String {
    let hidden = matches!(path.rsplit('/').next(), None | Some("" | "." | ".."));
    let whole = if hidden { std::fs::canonicalize(&path).ok() } else { None };
    whole.and_then(|whole| whole.to_str().map(tidy)).unwrap_or(path)
}

/// Whether a path is a file that says of itself that it is a crosswalk, of whatever version.
fn is_crosswalk(path: &str) -> bool {
    let start = if std::path::Path::new(path).is_file() { std::fs::read_to_string(path).ok() } else { None };
    let says = |line: &str| line.strip_prefix("format:").is_some_and(|format| format.contains("gradus/crosswalk/"));
    start.is_some_and(|text| text.lines().any(says))
}

/// Why there is nothing to check at a path, and what to do.
fn nothing_to_check(path: &str) -> String {
    let on_disk = std::path::Path::new(path);
    if !on_disk.exists() {
        return format!("there is no folder `{path}`");
    }
    if !on_disk.is_dir() {
        let folder = on_disk.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.map_or(".".into(), |folder| folder.display().to_string());
        return format!("`{path}` is a file; give the folder that holds it: `gradus check {folder}`");
    }
    format!("`{path}` holds no framework.yaml, questionnaire.yaml or assessment.yaml, and no folder with one")
}

/// The library, with what stands beside a folder in front: a questionnaire asks about the framework that it came with.
fn beside(context: &Context, folder: &str) -> Library<'static> {
    let path = format!("/{folder}");
    match path.rfind("/questionnaires/") {
        Some(at) => load::library(context).with_first(load::disk(), path.get(1..at).unwrap_or_default()),
        None => load::library(context),
    }
}

#[derive(Default)]
struct Checked {
    loader: Loader,
    lines: Vec<String>,
    /// Folders of which it has been said what can hardly be meant.
    linted: BTreeSet<String>,
    /// What has been told of it: the place and the code.
    told: BTreeSet<(Place, Code)>,
    /// Frameworks that others mirror, by id; none for those that are not in order.
    others: BTreeMap<String, Option<Framework>>,
    /// Frameworks that questionnaires ask about, by folder; each is loaded once, for it may have many.
    asked: BTreeMap<String, Option<Rc<Framework>>>,
}

impl Checked {
    fn library(&mut self, context: &Context) {
        let library = load::library(context);
        for id in library.frameworks() {
            if let Some((store, folder)) = library.framework(&id) {
                self.framework(context, store, &folder);
            }
        }
        for id in library.questionnaires() {
            if let Some((store, folder)) = library.questionnaire(&id) {
                self.questionnaire(&library, store, &folder);
            }
        }
        let mut frameworks = Frameworks::default();
        for id in library.crosswalks() {
            if let Some((store, path)) = library.crosswalk(&id) {
                self.crosswalk(&library, &mut frameworks, store, &path);
            }
        }
    }

    /// Whether there was anything to check.
    fn folder(&mut self, context: &Context, folder: &str) -> bool {
        let disk = load::disk();
        let files = disk.list(folder);
        let holds = |name: &str| files.iter().any(|file| file.rsplit('/').next() == Some(name));
        if holds("assessment.yaml") {
            self.assessment(context, folder);
        } else if holds("framework.yaml") || holds("tailoring.yaml") {
            self.framework(context, disk, folder);
        } else if holds("questionnaire.yaml") {
            self.questionnaire(&beside(context, folder), disk, folder);
        } else if folder.rsplit('/').next() == Some("crosswalks") {
            let crosswalks = files.iter().map(String::as_str).filter(|file| file.ends_with(".yaml"));
            let crosswalks: Vec<&str> = crosswalks.collect();
            self.crosswalks(context, &crosswalks);
            return !crosswalks.is_empty();
        } else {
            // A link to a folder above would lead round and round; what it leads to is checked where it stands.
            let is_folder = |file: &&String| std::fs::symlink_metadata(file).is_ok_and(|found| found.is_dir());
            let found: Vec<bool> = files.iter().filter(is_folder).map(|file| self.folder(context, file)).collect();
            return found.contains(&true);
        }
        true
    }

    fn framework(&mut self, context: &Context, store: &dyn Store, folder: &str) {
        if let Some(framework) = self.loader.framework_of(store, folder, &load::library(context)) {
            // Whether the cases come out as they say is for `gradus framework try`; here they only have to be in order.
            if store.list(folder).contains(&format!("{folder}/cases.yaml")) {
                self.loader.cases(store, folder, &framework);
            }
            self.lint(context, &framework, folder);
            let elements = framework.elements.len() - 1;
            self.lines.push(format!(
                "framework {} {}: {}",
                framework.id,
                framework.version,
                counted(elements, "element")
            ));
        }
    }

    fn questionnaire(&mut self, library: &Library<'_>, store: &dyn Store, folder: &str) {
        let Some(about) = self.loader.framework_of_questionnaire(store, folder) else { return };
        let Some((framework_store, framework_folder)) = library.framework(&about.value) else {
            self.loader.unknown_framework(&about, &library.frameworks());
            return;
        };
        let found = match self.asked.get(&framework_folder) {
            Some(known) => known.clone(),
            None => {
                let found = self.loader.framework_of(framework_store, &framework_folder, library).map(Rc::new);
                self.asked.insert(framework_folder, found.clone());
                found
            }
        };
        let Some(framework) = found else { return };
        if let Some(questionnaire) = self.loader.questionnaire(store, folder, &framework) {
            self.tell(lint::questionnaire(&questionnaire, &framework));
            let questions = counted(questionnaire.questions.len(), "question");
            self.lines.push(format!("questionnaire {} {}: {questions}", questionnaire.id, questionnaire.version));
        }
    }

    fn crosswalk(&mut self, library: &Library<'_>, frameworks: &mut Frameworks, store: &dyn Store, path: &str) {
        let found = frameworks.find(&mut self.loader, library, store, path);
        self.lines.extend(found.map(|found| crosswalk::checked(&found)));
    }

    /// Crosswalks of one folder. Frameworks that stand beside it are found before others.
    fn crosswalks(&mut self, context: &Context, paths: &[&str]) {
        let mut library = load::library(context);
        let root = paths.first().map(|path| format!("/{path}")).unwrap_or_default();
        if let Some((root, _)) = root.rsplit_once("/frameworks/crosswalks/") {
            library = library.with_first(load::disk(), root.strip_prefix('/').unwrap_or_default());
        }
        let mut frameworks = Frameworks::default();
        paths.iter().for_each(|path| self.crosswalk(&library, &mut frameworks, load::disk(), path));
    }

    /// Problems of one framework or questionnaire; what it shares with others is told once.
    fn tell(&mut self, problems: Vec<Diagnostic>) {
        let key = |problem: &Diagnostic| (problem.place.clone(), problem.code);
        let new: Vec<_> = problems.into_iter().filter(|problem| !self.told.contains(&key(problem))).collect();
        self.told.extend(new.iter().map(key));
        self.loader.problems.extend(new);
    }

    /// What a framework says that can hardly be meant, once.
    fn lint(&mut self, context: &Context, framework: &Framework, folder: &str) {
        if !self.linted.insert(folder.to_owned()) {
            return;
        }
        self.tell(lint::framework(framework));
        for id in lint::mirrored(framework) {
            // What is wrong with the other framework is told where that one is checked.
            let load = || {
                let library = load::library(context);
                library.framework(id).and_then(|(store, folder)| Loader::new().framework_of(store, &folder, &library))
            };
            let other = self.others.entry(id.to_owned()).or_insert_with(load);
            self.loader.problems.extend(other.iter().flat_map(|other| lint::mirrors(framework, other)));
        }
    }

    /// The same of what an assessment ships itself. It has been loaded with the assessment, so that what is wrong with
    /// it has been told.
    fn lint_own(&mut self, context: &Context, folder: &str) {
        let disk = load::disk();
        let own = load::own(folder);
        for id in own.frameworks() {
            if let Some((_, folder)) = own.framework(&id)
                && let Some(framework) = Loader::new().framework_of(disk, &folder, &load::library(context))
            {
                self.lint(context, &framework, &folder);
            }
        }
        let library = load::library(context).with_first(disk, folder);
        for id in own.questionnaires() {
            let Some((_, folder)) = own.questionnaire(&id) else { continue };
            let mut loader = Loader::new();
            let about = loader.framework_of_questionnaire(disk, &folder);
            let about = about.and_then(|about| library.framework(&about.value));
            let about = about.and_then(|(store, folder)| loader.framework_of(store, &folder, &library));
            let Some(about) = about else { continue };
            let questionnaire = loader.questionnaire(disk, &folder, &about);
            let found = questionnaire.iter().flat_map(|questionnaire| lint::questionnaire(questionnaire, &about));
            self.tell(found.collect());
        }
    }

    fn assessment(&mut self, context: &Context, folder: &str) {
        let library = load::library(context);
        if let Some(loaded) = self.loader.engagement(load::disk(), folder, &library) {
            // What may not be decided over a result is known only with the result.
            if let Err(refused) = crate::assess::assess(&loaded, loaded.engagement.agreement.report) {
                self.loader.refuse(refused, folder);
            }
            self.lint_own(context, folder);
            let engagement = &loaded.engagement;
            let answers: usize = engagement.responses.iter().map(|response| response.answers.len()).sum();
            self.lines.push(format!(
                "assessment {}: {}, {}, {}, {}",
                engagement.id,
                counted(engagement.responses.len(), "response file"),
                counted(answers, "answer"),
                counted(engagement.judgements.len(), "judgement"),
                counted(engagement.evidence.len(), "evidence item"),
            ));
        }
    }
}
