//! Engagements: the folder of one assessment, with every reference in it checked.

mod register;
mod responses;

use indexmap::IndexMap;

use super::written::engagement::{AssessmentWritten, UseWritten};
use super::written::format;
use super::{Library, Loaded, Loader, Store};
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity, suggestion};
use crate::model::engagement::{Agreement, Use};
use crate::model::{Engagement, Framework, Questionnaire};
use crate::scale::Rank;
use crate::source::Located;

pub(super) fn load(loader: &mut Loader, store: &dyn Store, folder: &str, library: &Library<'_>) -> Option<Loaded> {
    let before = loader.problems.len();
    let path = join(folder, "assessment.yaml");
    let (main, file) = loader.read::<AssessmentWritten>(store, &path, None, format::ASSESSMENT)?;
    let mut files = vec![file];
    // What an assessment ships itself is found before what comes with the program.
    let library = library.with_first(store, folder);
    let frameworks = frameworks(loader, &main, &library);
    let uses = main.frameworks.0.iter().zip(&frameworks);
    let uses = uses.filter_map(|(written, framework)| Some(used(&mut loader.problems, written, framework.as_ref()?)));
    let uses: Vec<Use> = uses.collect();
    let frameworks: Vec<Framework> = frameworks.into_iter().flatten().collect();
    let agreement = agreement(&mut loader.problems, &main);
    let team: Vec<String> = main.team.0.iter().map(|member| member.value.id.clone()).collect();
    let evidence = register::load(loader, store, folder, &mut files);
    let mut reader = responses::Reader {
        loader,
        store,
        library: &library,
        frameworks: &frameworks,
        complete: frameworks.len() == main.frameworks.0.len(),
        questionnaires: IndexMap::new(),
        evidence: &evidence,
        team: &team,
        files: &mut files,
    };
    let responses = reader.responses(folder);
    let judgements = reader.judgements(folder);
    let questionnaires: IndexMap<String, Questionnaire> =
        reader.questionnaires.into_iter().filter_map(|(id, found)| Some((id, found?))).collect();
    let sound = loader.problems[before..].iter().all(|problem| problem.severity == Severity::Warning);
    let engagement = Engagement { id: main.id.value, agreement, uses, responses, judgements, evidence, files };
    sound.then_some(Loaded { engagement, frameworks, questionnaires })
}

fn join(folder: &str, rest: &str) -> String {
    if folder.is_empty() { rest.to_owned() } else { format!("{folder}/{rest}") }
}

/// The frameworks that are used; `None` for each that could not be loaded.
fn frameworks(loader: &mut Loader, main: &AssessmentWritten, library: &Library<'_>) -> Vec<Option<Framework>> {
    let mut loaded: Vec<Option<Framework>> = Vec::new();
    for written in &main.frameworks.0 {
        if loaded.iter().flatten().any(|framework| framework.id == written.id.value) {
            let words = format!("the framework `{}` is used twice", written.id.value);
            loader.problems.push(Diagnostic::error(codes::DUPLICATE_ID, &written.id.place, words));
        }
        let Some((store, folder)) = library.framework(&written.id.value) else {
            let known = library.frameworks();
            loader.unknown(codes::UNKNOWN_FRAMEWORK, &written.id, "the framework", known.iter().map(String::as_str));
            loaded.push(None);
            continue;
        };
        let framework = loader.framework(store, &folder);
        if let Some(framework) = &framework
            && framework.version != written.version.value
        {
            let words =
                format!("version {} was agreed, but here is version {}", written.version.value, framework.version);
            let problem = Diagnostic::error(codes::UNKNOWN_FRAMEWORK, &written.version.place, words);
            loader
                .problems
                .push(problem.help("results of different versions never mix; agree on this version, or get the other"));
        }
        loaded.push(framework);
    }
    loaded
}

fn agreement(problems: &mut Vec<Diagnostic>, main: &AssessmentWritten) -> Agreement {
    let dates = &main.dates;
    for (earlier, later) in [(&dates.from, &dates.to), (&dates.to, &dates.report)] {
        if earlier.value > later.value {
            let words = format!("{} lies before {}", later.value.0, earlier.value.0);
            let problem = Diagnostic::error(codes::DATES_REVERSED, &later.place, words);
            problems.push(problem.related(&earlier.place, "must not be later"));
        }
    }
    if !(1..=3).contains(&main.class.value) {
        let words = format!("there is no class {} of assessment", main.class.value);
        problems
            .push(Diagnostic::error(codes::WRONG_VALUE, &main.class.place, words).help("ISO/IEC 33002 has 1, 2 and 3"));
    }
    let mut members: IndexMap<&str, &Located<_>> = IndexMap::new();
    for member in &main.team.0 {
        if let Some(first) = members.insert(&member.value.id, member) {
            let words = format!("the team has `{}` twice", member.value.id);
            let problem = Diagnostic::error(codes::DUPLICATE_ID, &member.place, words);
            problems.push(problem.related(&first.place, "first here"));
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
                problems.push(problem.help("write it as `kind.measure`, such as `attribute.rating`"));
            }
        }
    }
    let target = written.target.0.iter().filter_map(|(element, word)| target(problems, framework, element, word));
    let target = target.collect();
    let mut out_of_scope = IndexMap::new();
    for (element, reason) in &written.out_of_scope.0 {
        if known_element(problems, framework, element) {
            out_of_scope.insert(element.value.clone(), reason.trim().to_owned());
        }
    }
    Use { framework: framework.id.clone(), methods, target, out_of_scope }
}

fn target(
    problems: &mut Vec<Diagnostic>,
    framework: &Framework,
    element: &Located<String>,
    word: &Located<String>,
) -> Option<(String, Rank)> {
    if !known_element(problems, framework, element) {
        return None;
    }
    let measures = framework.kind_of(&framework.elements[&element.value]).map(|kind| &kind.measures)?;
    let Some((_, measure)) = measures.first() else {
        let words = format!("nothing is determined about `{}`, so it has no target", element.value);
        problems.push(Diagnostic::error(codes::WRONG_VALUE, &element.place, words));
        return None;
    };
    let scale = framework.scales.get(&measure.scale)?;
    let rank = scale.rank(word);
    if rank.is_none() {
        let words = format!("`{}` is not a rating of the scale `{}`", word.value, scale.id);
        let help = suggestion(word, scale.words());
        problems.push(Diagnostic::error(codes::UNKNOWN_RATING, &word.place, words).help(help));
    }
    rank.map(|rank| (element.value.clone(), rank))
}

fn known_element(problems: &mut Vec<Diagnostic>, framework: &Framework, element: &Located<String>) -> bool {
    let known = framework.elements.contains_key(&element.value);
    if !known {
        let help = suggestion(element, framework.elements.keys().map(String::as_str));
        let words = format!("the element `{}` is not in `{}`", element.value, framework.id);
        problems.push(Diagnostic::error(codes::UNKNOWN_ELEMENT, &element.place, words).help(help));
    }
    known
}
