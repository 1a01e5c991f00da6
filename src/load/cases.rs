//! Cases: answers beside a framework become an engagement of their own, by the same checks as any other.

use indexmap::IndexMap;
use jiff::civil::Date;

use super::engagement::{earlier, known_element, measure_of, responses, target};
use super::reply::Context;
use super::written::cases::{CaseAnswerWritten, CaseWritten, CasesWritten, ExpectWritten};
use super::written::engagement::AnswerWritten;
use super::written::format;
use super::{Loader, Store};
use crate::codes;
use crate::conduct::{Independence, Method};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::engagement::{Agreement, Evidence, Kept, Member, Organization, Person, Scope, Use};
use crate::model::{Answer, Case, Engagement, Expected, Framework, Judgement, Response};
use crate::source::{Located, Place};

/// Who decides in a case.
const ASSESSOR: &str = "assessor";

pub(super) fn load(loader: &mut Loader, store: &dyn Store, folder: &str, framework: &Framework) -> Option<Vec<Case>> {
    let path = format!("{folder}/cases.yaml");
    let (written, _) = loader.read::<CasesWritten>(store, &path, None, format::CASES)?;
    if written.framework.value != framework.id {
        let words = format!("these cases are for `{}`, but stand beside `{}`", written.framework.value, framework.id);
        let problem = Diagnostic::error(codes::WRONG_VALUE, &written.framework.place, words);
        loader.problems.push(problem.help("name the framework in whose folder the cases stand"));
        return None;
    }
    let before = loader.problems.len();
    let mut cases: Vec<Case> = Vec::new();
    for written in &written.cases.0 {
        let id = &written.value.id;
        if let Some(first) = cases.iter().find(|case| case.id == id.value) {
            let problem =
                Diagnostic::error(codes::DUPLICATE_ID, &id.place, format!("the case `{}` stands twice", id.value));
            loader.problems.push(problem.related(&first.place, "first here").help("give each case a name of its own"));
            continue;
        }
        cases.extend(case(&mut loader.problems, framework, &written.value));
    }
    let sound = loader.problems[before..].iter().all(|problem| problem.severity == Severity::Warning);
    sound.then_some(cases)
}

fn case(problems: &mut Vec<Diagnostic>, framework: &Framework, written: &CaseWritten) -> Option<Case> {
    let mut found = Vec::new();
    let as_of = written.as_of.as_ref().map_or(Date::constant(2026, 1, 1), |day| day.value.0);
    let mut evidence = IndexMap::new();
    let responses = answers(&mut found, framework, written, as_of, &mut evidence);
    let judgements = judgements(&mut found, framework, written, as_of);
    let used = used(&mut found, framework, written);
    let expected = expected(&mut found, framework, written);
    let refused: Vec<String> = written.refused.0.iter().map(|code| code.value.clone()).collect();
    for code in written.refused.0.iter().filter(|code| codes::ALL.iter().all(|known| known.name != code.value)) {
        let words = format!("`{}` is no code of a diagnostic", code.value);
        let help = crate::diagnostic::suggestion(code, codes::ALL.iter().map(|known| known.name));
        problems.push(Diagnostic::error(codes::UNKNOWN_WORD, &code.place, words).help(help));
    }
    if expected.is_empty() == refused.is_empty() {
        let words = "a case ends with results or is refused: one of `expect` and `refused` says which";
        problems.push(Diagnostic::error(codes::MISSING_FIELD, &written.id.place, words));
    }
    if refused.is_empty() {
        problems.append(&mut found);
    }
    let engagement = Engagement {
        id: "case".to_owned(),
        agreement: agreement(written, as_of),
        uses: vec![used],
        responses,
        judgements,
        evidence,
        files: Vec::new(),
    };
    Some(Case {
        id: written.id.value.clone(),
        title: written.title.clone(),
        source: written.source.clone(),
        engagement,
        as_of,
        expected,
        refused,
        problems: found,
        place: written.id.place.clone(),
    })
}

fn agreement(written: &CaseWritten, as_of: Date) -> Agreement {
    Agreement {
        title: written.title.clone(),
        notice: String::new(),
        confidentiality: String::new(),
        organization: Organization::default(),
        scope: Scope::default(),
        sponsor: Person::default(),
        team: vec![Member { id: ASSESSOR.to_owned(), ..Member::default() }],
        class: written.class.unwrap_or(3),
        independence: written.independence.unwrap_or(Independence::D),
        purpose: String::new(),
        from: as_of,
        to: as_of,
        report: as_of,
        reviewed: None,
        decisions_asked: Vec::new(),
    }
}

/// One response for each person: the first of every list, the second, and so on.
fn answers(
    problems: &mut Vec<Diagnostic>,
    framework: &Framework,
    written: &CaseWritten,
    as_of: Date,
    evidence: &mut IndexMap<String, Evidence>,
) -> Vec<Response> {
    let mut all: Vec<Vec<Answer>> = Vec::new();
    let mut said = |problems: &mut Vec<Diagnostic>, name: &Located<String>, answers: &[&Located<CaseAnswerWritten>]| {
        let Some(element) = responses::ratable(problems, framework, name) else { return };
        for (person, answer) in answers.iter().enumerate() {
            let context = Context { framework, elements: vec![element], question: None, team: &[], measure: None };
            let Some(reply) = context.reply(problems, &answer.place, &answer.value.said) else { continue };
            let cited = cite(&answer.value, &answer.place, as_of, evidence);
            if all.len() <= person {
                all.resize_with(person + 1, Vec::new);
            }
            let (to, place) = (name.value.clone(), answer.place.clone());
            all[person].push(Answer { to, reply, note: String::new(), evidence: cited, place });
        }
    };
    for (name, answers) in &written.answers.0 {
        said(problems, name, &answers.0.iter().collect::<Vec<_>>());
    }
    for (kind, answer) in &written.all.0 {
        if !framework.kinds.contains_key(&kind.value) {
            let words = format!("the kind `{}` is not declared", kind.value);
            let help = crate::diagnostic::suggestion(kind, framework.kinds.keys().map(String::as_str));
            problems.push(Diagnostic::error(codes::UNKNOWN_NAME, &kind.place, words).help(help));
        }
        let named = |id: &str| written.answers.0.iter().any(|(name, _)| name.value == id);
        for element in framework.elements.values().filter(|element| element.kind == kind.value && !named(&element.id)) {
            let name = Located { value: element.id.clone(), place: kind.place.clone() };
            said(problems, &name, &[answer]);
        }
    }
    let response = |(person, answers): (usize, Vec<Answer>)| Response {
        respondent: format!("respondent-{}", person + 1),
        name: String::new(),
        role: "respondent".to_owned(),
        covers: String::new(),
        method: written.collected_by.unwrap_or(Method::Interview),
        date: as_of,
        framework: framework.id.clone(),
        questionnaire: None,
        answers,
        place: written.id.place.clone(),
    };
    all.into_iter().enumerate().map(response).collect()
}

/// Registers the evidence that an answer cites, and gives its ids.
fn cite(
    answer: &CaseAnswerWritten,
    place: &Place,
    as_of: Date,
    register: &mut IndexMap<String, Evidence>,
) -> Vec<String> {
    let mut ids = Vec::new();
    for item in &answer.evidence.0 {
        let id = format!("E-{:03}", register.len() + 1);
        let evidence = Evidence {
            id: id.clone(),
            title: id.clone(),
            kind: item.kind,
            date: item.date.as_ref().map_or(as_of, |day| day.value.0),
            held_by: String::new(),
            kept: Kept::Elsewhere(String::new()),
            shows: String::new(),
            place: place.clone(),
        };
        register.insert(id.clone(), evidence);
        ids.push(id);
    }
    ids
}

fn judgements(
    problems: &mut Vec<Diagnostic>,
    framework: &Framework,
    written: &CaseWritten,
    as_of: Date,
) -> Vec<Judgement> {
    let mut judgements = Vec::new();
    for (name, decision) in &written.judgements.0 {
        let Some((element, measure)) = responses::decidable(problems, framework, name, decision.measure.as_ref())
        else {
            continue;
        };
        if decision.because.trim().is_empty() {
            let words = format!("`{}` is decided without a reason", name.value);
            let problem = Diagnostic::error(codes::WRONG_VALUE, &decision.because.place, words);
            problems.push(problem.help("say what was seen; a decision without a reason cannot be defended"));
            continue;
        }
        let said = AnswerWritten { answer: Some(decision.rating.clone()), ..AnswerWritten::default() };
        let elements = vec![element];
        let context = Context { framework, elements, question: None, team: &[], measure: Some(measure) };
        let Some(reply) = context.reply(problems, &decision.rating.place, &said) else { continue };
        judgements.push(Judgement {
            framework: framework.id.clone(),
            element: element.id.clone(),
            measure: measure.to_owned(),
            reply,
            because: decision.because.trim().to_owned(),
            by: ASSESSOR.to_owned(),
            date: as_of,
            evidence: Vec::new(),
            place: name.place.clone(),
        });
    }
    judgements
}

fn used(problems: &mut Vec<Diagnostic>, framework: &Framework, written: &CaseWritten) -> Use {
    let targets = written.target.0.iter().filter_map(|(element, word)| target(problems, framework, element, word));
    let target = targets.collect();
    let mut out_of_scope = IndexMap::new();
    for (element, reason) in &written.out_of_scope.0 {
        if known_element(problems, framework, element) {
            out_of_scope.insert(element.value.clone(), reason.clone());
        }
    }
    let earlier = written.earlier.0.iter().filter_map(|result| earlier(problems, framework, result));
    let mut earlier: Vec<_> = earlier.collect();
    earlier.sort_by_key(|result| result.date);
    Use { framework: framework.id.clone(), methods: IndexMap::new(), target, out_of_scope, earlier }
}

fn expected(problems: &mut Vec<Diagnostic>, framework: &Framework, written: &CaseWritten) -> Vec<Expected> {
    let mut all = Vec::new();
    for (element, wanted) in &written.expect.0 {
        if !known_element(problems, framework, element) {
            continue;
        }
        let Some(kind) = framework.kind_of(&framework.elements[&element.value]) else { continue };
        let mut expect =
            |problems: &mut Vec<Diagnostic>, measure: Option<&Located<String>>, outcome: &Located<String>| {
                let Some((measure, _)) = measure_of(problems, kind, element, measure) else { return };
                let (element, measure) = (element.value.clone(), measure.to_owned());
                let (outcome, place) = (outcome.value.clone(), outcome.place.clone());
                all.push(Expected { element, measure, outcome, place });
            };
        match wanted {
            ExpectWritten::Main(outcome) => expect(problems, None, outcome),
            ExpectWritten::Each(measures) => {
                measures.0.iter().for_each(|(measure, outcome)| expect(problems, Some(measure), outcome));
            }
        }
    }
    all
}
