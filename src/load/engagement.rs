//! Engagements: the folder of one assessment, with every reference in it checked.

mod not_asked;
mod register;
mod relative;
pub(super) mod responses;

use indexmap::IndexMap;

pub(super) use relative::from_home;

use super::reply::value_on;
use super::written::engagement::{AssessmentWritten, EarlierWritten, EssentialsWritten, UseWritten};
use super::written::format;
use super::{Library, Loader, Store, name_of};
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity, nearest, suggestion};
use crate::model::engagement::{Agreement, EarlierResult, Use};
use crate::model::{Engagement, Framework, Kind, Loaded, Measure, Questionnaire};
use crate::outcome::Value;
use crate::source::{Located, Place};

pub(super) fn load(loader: &mut Loader, store: &dyn Store, folder: &str, library: &Library<'_>) -> Option<Loaded> {
    let before = loader.problems.len();
    let path = join(folder, "assessment.yaml");
    let (node, file) = loader.node(store, &path, None, format::ASSESSMENT)?;
    let mut files = vec![file];
    let main: Option<AssessmentWritten> = crate::yaml::decode(&node, &mut loader.problems);
    // Where the main file is not in order, the others are checked as far as that is possible without it. What is wrong
    // with the main file has been reported.
    let rest: Option<EssentialsWritten> =
        if main.is_none() { crate::yaml::decode(&node, &mut Vec::new()) } else { None };
    let rest = rest.unwrap_or_default();
    let (team, used_frameworks) =
        main.as_ref().map_or((&rest.team.0, &rest.frameworks.0), |main| (&main.team.0, &main.frameworks.0));
    // What an assessment ships itself is found before what comes with the program.
    let library = library.with_first(store, folder);
    let frameworks = frameworks(loader, used_frameworks, &library);
    let uses = used_frameworks.iter().zip(&frameworks);
    let uses = uses.filter_map(|(written, framework)| Some(used(&mut loader.problems, written, framework.as_ref()?)));
    let uses: Vec<Use> = uses.collect();
    let complete = main.is_some() && frameworks.iter().all(Option::is_some);
    let frameworks: Vec<Framework> = frameworks.into_iter().flatten().collect();
    let agreement = main.as_ref().map(|main| agreement(&mut loader.problems, main));
    let team: Vec<String> = team.iter().map(|member| member.value.id.clone()).collect();
    unread(loader, store, folder);
    let register = register::load(loader, store, folder, &mut files);
    let mut reader = responses::Reader {
        loader,
        store,
        library: &library,
        frameworks: &frameworks,
        complete,
        questionnaires: IndexMap::new(),
        evidence: register.ids.as_deref(),
        team: &team,
        files: &mut files,
    };
    let responses = reader.responses(folder);
    let judgements = reader.judgements(folder);
    let questionnaires: IndexMap<String, Questionnaire> =
        reader.questionnaires.into_iter().filter_map(|(id, found)| Some((id, found?))).collect();
    let sound = loader.problems[before..].iter().all(|problem| problem.severity == Severity::Warning);
    let (id, agreement) = (main?.id, agreement?);
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
    if !id.value.starts_with(|first: char| first.is_ascii_alphanumeric()) || !id.value.chars().all(plain) {
        // Reports are named like it, so it must not lead elsewhere.
        let words = format!("`{}` cannot be the name of an assessment", id.value);
        let help = "use letters, digits, `.`, `-` and `_` only, starting with a letter or digit";
        loader.problems.push(Diagnostic::error(codes::WRONG_VALUE, &id.place, words).help(help));
        return None;
    }
    let id = id.value;
    let engagement = Engagement { id, agreement, uses, responses, judgements, evidence: register.items, files };
    let mut loaded = Loaded { engagement, frameworks, questionnaires };
    relative::to_home(&mut loaded, folder);
    sound.then_some(loaded)
}

fn join(folder: &str, rest: &str) -> String {
    if folder.is_empty() { rest.to_owned() } else { format!("{folder}/{rest}") }
}

/// Warns of files beside the main one that look as if they were meant to be read: `judgments.yaml` would otherwise take
/// every decision in it along in silence.
fn unread(loader: &mut Loader, store: &dyn Store, folder: &str) {
    const READ: [&str; 2] = ["assessment", "judgements"];
    for path in store.list(folder) {
        let name = name_of(&path);
        let stem = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml"));
        let Some(stem) = stem.filter(|_| !READ.iter().any(|read| *name == format!("{read}.yaml"))) else { continue };
        let help = match nearest(stem, READ) {
            Some(read) => format!("did you mean `{read}.yaml`?"),
            None => "responses belong into `responses/`, and the register of evidence is `evidence/register.yaml`"
                .to_owned(),
        };
        let words = format!("`{name}` is not read");
        loader
            .problems
            .push(Diagnostic::warning(codes::UNREAD_FILE, &Place::whole(&path.as_str().into()), words).help(help));
    }
}

/// The frameworks that are used; `None` for each that could not be loaded.
fn frameworks(loader: &mut Loader, uses: &[UseWritten], library: &Library<'_>) -> Vec<Option<Framework>> {
    let mut loaded: Vec<Option<Framework>> = Vec::new();
    for (index, written) in uses.iter().enumerate() {
        if let Some(first) = uses[..index].iter().find(|first| first.id.value == written.id.value) {
            let words = format!("the framework `{}` is used twice", written.id.value);
            let problem = Diagnostic::error(codes::DUPLICATE_ID, &written.id.place, words).label("again here");
            let problem = problem.related(&first.id.place, "first here");
            loader.problems.push(problem.help("keep one of the two, with everything that was agreed under it"));
            loaded.push(None);
            continue;
        }
        let Some((store, folder)) = library.framework(&written.id.value) else {
            let known = library.frameworks();
            loader.unknown(codes::UNKNOWN_FRAMEWORK, &written.id, "the framework", known.iter().map(String::as_str));
            loaded.push(None);
            continue;
        };
        let framework = loader.framework_of(store, &folder, library);
        if let Some(framework) = &framework
            && framework.version != written.version.value
        {
            let (agreed, found) = (&written.version.value, &framework.version);
            let words = format!("version {agreed} of `{}` was agreed, but version {found} is here", framework.id);
            let problem = Diagnostic::error(codes::UNKNOWN_FRAMEWORK, &written.version.place, words);
            let help = format!("agree on `{found}`, or get version {agreed}: results of two versions never mix");
            loader.problems.push(problem.help(help));
        }
        loaded.push(framework);
    }
    loaded
}

fn agreement(problems: &mut Vec<Diagnostic>, main: &AssessmentWritten) -> Agreement {
    let dates = &main.dates;
    for (first, earlier, name, later) in
        [("from", &dates.from, "to", &dates.to), ("to", &dates.to, "report", &dates.report)]
    {
        if earlier.value > later.value {
            let words = format!("`{name}` is {}, which lies before `{first}`, {}", later.value.0, earlier.value.0);
            let problem = Diagnostic::error(codes::DATES_REVERSED, &later.place, words).label("too early");
            let problem = problem.related(&earlier.place, "must not be later");
            problems.push(problem.help("the order is `from`, `to`, `report`; two of them may be the same day"));
        }
    }
    if !(1..=3).contains(&main.class.value) {
        let words = format!("there is no class {} of assessment", main.class.value);
        problems.push(
            Diagnostic::error(codes::WRONG_VALUE, &main.class.place, words)
                .help("ISO/IEC 33002 has the classes 1, 2 and 3"),
        );
    }
    let mut members: IndexMap<&str, &Located<_>> = IndexMap::new();
    for member in &main.team.0 {
        if let Some(first) = members.insert(&member.value.id, member) {
            let words = format!("the team has `{}` twice", member.value.id);
            let problem = Diagnostic::error(codes::DUPLICATE_ID, &member.place, words).label("again here");
            let problem = problem.related(&first.place, "first here");
            problems.push(problem.help("give each member an id of his or her own; judgements refer to it"));
        }
    }
    let trimmed = |text: &str| text.trim().to_owned();
    Agreement {
        title: main.title.clone(),
        notice: main.notice.clone(),
        confidentiality: main.confidentiality.clone(),
        organization: main.organization.clone(),
        scope: main.scope.clone(),
        sponsor: main.sponsor.clone(),
        team: main.team.0.iter().map(|member| member.value.clone()).collect(),
        class: main.class.value,
        independence: main.independence,
        purpose: trimmed(&main.purpose),
        from: dates.from.value.0,
        to: dates.to.value.0,
        report: dates.report.value.0,
        reviewed: dates.reviewed.as_ref().map(|period| (period.from.value.0, period.to.value.0)),
        decisions_asked: main.decisions_asked.iter().map(|text| trimmed(text)).collect(),
    }
}

fn used(problems: &mut Vec<Diagnostic>, written: &UseWritten, framework: &Framework) -> Use {
    let mut methods = IndexMap::new();
    for (name, rule) in &written.methods.0 {
        let found = name.value.split_once('.').and_then(|(kind, measure)| {
            let declared = framework.kinds.get(kind)?.measures.get(measure)?;
            Some(((kind.to_owned(), measure.to_owned()), declared))
        });
        match found {
            Some((key, measure)) => {
                let known = measure.rule.iter().chain(&measure.alternatives);
                if known.clone().any(|known| *known == rule.value) {
                    methods.insert(key, rule.value.clone());
                } else {
                    let help = suggestion(rule, known.map(String::as_str));
                    let words = format!("`{}` is not one of the rules declared for `{}`", rule.value, name.value);
                    problems.push(Diagnostic::error(codes::UNKNOWN_NAME, &rule.place, words).help(help));
                }
            }
            None => {
                let words = format!("`{}` is not a measure of `{}`", name.value, framework.id);
                let problem = Diagnostic::error(codes::UNKNOWN_NAME, &name.place, words);
                let known = framework.kinds.iter();
                let known =
                    known.flat_map(|(kind, it)| it.measures.keys().map(move |measure| format!("{kind}.{measure}")));
                let known: Vec<String> = known.collect();
                problems.push(problem.help(suggestion(name, known.iter().map(String::as_str))));
            }
        }
    }
    let target = written.target.0.iter().filter_map(|(element, word)| target(problems, framework, element, word));
    let target = target.collect();
    let mut out_of_scope = IndexMap::new();
    for (element, reason) in &written.out_of_scope.0 {
        if reason.trim().is_empty() {
            let words = format!("`{}` is out of scope without a reason", element.value);
            let problem = Diagnostic::error(codes::WRONG_VALUE, &element.place, words);
            problems.push(problem.help("say who left it out, when and why; the report prints it"));
        }
        if known_element(problems, framework, element) {
            out_of_scope.insert(element.value.clone(), reason.trim().to_owned());
        }
    }
    let earlier = written.earlier.0.iter().filter_map(|result| earlier(problems, framework, result));
    let mut earlier: Vec<_> = earlier.collect();
    earlier.sort_by_key(|result| result.date);
    Use { framework: framework.id.clone(), methods, target, out_of_scope, earlier }
}

/// A result of an earlier assessment, on the scale of its measure.
pub(super) fn earlier(
    problems: &mut Vec<Diagnostic>,
    framework: &Framework,
    written: &EarlierWritten,
) -> Option<EarlierResult> {
    if !known_element(problems, framework, &written.element) {
        return None;
    }
    let kind = framework.kind_of(&framework.elements[&written.element.value])?;
    let (name, measure) = measure_of(problems, kind, &written.element, written.measure.as_ref())?;
    let scale = framework.scales.get(&measure.scale)?;
    let value = value_on(problems, scale, &written.value.place, &written.value)?;
    Some(EarlierResult {
        date: written.date.value.0,
        element: written.element.value.clone(),
        measure: name.to_owned(),
        value,
        place: written.element.place.clone(),
    })
}

/// A measure of a kind by its name; the main one if none is given.
pub(super) fn measure_of<'k>(
    problems: &mut Vec<Diagnostic>,
    kind: &'k Kind,
    element: &Located<String>,
    name: Option<&Located<String>>,
) -> Option<(&'k str, &'k Measure)> {
    let found = match name {
        Some(name) => kind.measures.get_key_value(&name.value),
        None => kind.measures.first(),
    };
    if found.is_none() {
        let place = name.map_or(&element.place, |name| &name.place);
        let words = match name {
            Some(name) => format!("`{}` has no measure `{}`", element.value, name.value),
            None => format!("nothing is determined about `{}`", element.value),
        };
        let known: Vec<String> = kind.measures.keys().map(|name| format!("`{name}`")).collect();
        let problem = Diagnostic::error(codes::UNKNOWN_NAME, place, words);
        let help = if known.is_empty() {
            "name another element".to_owned()
        } else {
            format!("its measures are {}", known.join(", "))
        };
        problems.push(problem.help(help));
    }
    found.map(|(name, measure)| (name.as_str(), measure))
}

pub(super) fn target(
    problems: &mut Vec<Diagnostic>,
    framework: &Framework,
    element: &Located<String>,
    word: &Located<String>,
) -> Option<(String, Value)> {
    if !known_element(problems, framework, element) {
        return None;
    }
    let measures = framework.kind_of(&framework.elements[&element.value]).map(|kind| &kind.measures)?;
    let Some((_, measure)) = measures.first() else {
        let words = format!("nothing is determined about `{}`, so it has no target", element.value);
        let problem = Diagnostic::error(codes::WRONG_VALUE, &element.place, words);
        problems.push(problem.help("set the target of what contains it, or remove this line"));
        return None;
    };
    let scale = framework.scales.get(&measure.scale)?;
    value_on(problems, scale, &word.place, word).map(|value| (element.value.clone(), value))
}

pub(super) fn known_element(problems: &mut Vec<Diagnostic>, framework: &Framework, element: &Located<String>) -> bool {
    let known = framework.elements.contains_key(&element.value);
    if !known {
        let help = suggestion(element, framework.elements.keys().map(String::as_str));
        let words = format!("the element `{}` is not in `{}`", element.value, framework.id);
        problems.push(Diagnostic::error(codes::UNKNOWN_ELEMENT, &element.place, words).help(help));
    }
    known
}
