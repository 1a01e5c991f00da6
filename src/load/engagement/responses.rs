//! Responses and judgements: every answer is to something that is asked, and says something that can be said there.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::join;
use super::not_asked::not_asked;
use crate::codes;
use crate::diagnostic::{Diagnostic, nearest, suggestion};
use crate::load::reply::Context;
use crate::load::written::engagement::{AnswerWritten, JudgementWritten, JudgementsWritten, ResponsesWritten};
use crate::load::written::format;
use crate::load::{Library, Loader, Store};
use crate::model::{Answer, Deciding, Element, Framework, InputFile, Judgement, Questionnaire, Response};
use crate::source::{Located, Place};
use crate::yaml::list::List;

/// Reads what was said in one engagement.
pub(super) struct Reader<'a, 'l> {
    pub loader: &'a mut Loader,
    pub store: &'a dyn Store,
    pub library: &'a Library<'l>,
    pub frameworks: &'a [Framework],
    /// Whether all frameworks could be loaded; if not, what refers to the others is left alone.
    pub complete: bool,
    /// Questionnaires that were asked for; `None` where one could not be loaded.
    pub questionnaires: IndexMap<String, Option<Questionnaire>>,
    /// Ids in the register of evidence; `None` if it cannot be read, and what refers to it is left alone.
    pub evidence: Option<&'a [String]>,
    pub team: &'a [String],
    pub files: &'a mut Vec<InputFile>,
}

impl Reader<'_, '_> {
    /// All files below `responses/`, by name.
    pub fn responses(&mut self, folder: &str) -> Vec<Response> {
        let home = join(folder, "responses");
        let paths = self.store.list(&home);
        if paths.is_empty() && self.store.read(&home).is_ok() {
            let words = format!("`{home}` is a file, not a folder");
            let problem = Diagnostic::error(codes::MISSING_FILE, &Place::whole(&home.as_str().into()), words);
            self.loader.problems.push(problem.help("make it a folder with one file for each respondent or meeting"));
        }
        let mut responses: Vec<Response> = Vec::new();
        for path in paths.iter().filter(|path| path.ends_with(".yaml") || path.ends_with(".yml")) {
            let Some((written, file)) = self.loader.read::<ResponsesWritten>(self.store, path, None, format::RESPONSES)
            else {
                continue;
            };
            self.files.push(file);
            let place = written.respondent.id.place.clone();
            if let Some(response) = self.response(written, place) {
                self.refuse_second_answers(&responses, &response);
                responses.push(response);
            }
        }
        responses
    }

    /// One respondent has one answer to a question: which of two stands is for the respondent to say, not for us.
    fn refuse_second_answers(&mut self, earlier: &[Response], response: &Response) {
        let same = |known: &&Response| {
            known.respondent == response.respondent
                && known.framework == response.framework
                && known.questionnaire == response.questionnaire
        };
        let first: BTreeMap<&str, &Answer> =
            earlier.iter().filter(same).flat_map(|known| &known.answers).map(|answer| (&*answer.to, answer)).collect();
        for answer in &response.answers {
            if let Some(first) = first.get(&*answer.to) {
                let words = format!("`{}` has answered `{}` in another file already", response.respondent, answer.to);
                let problem = Diagnostic::error(codes::DUPLICATE_ANSWER, &answer.place, words).label("again here");
                let problem = problem.related(&first.place, "first here");
                let help = "keep the answer that stands; a workshop or a second person is a respondent of its own";
                self.loader.problems.push(problem.help(help));
            }
        }
    }

    fn response(&mut self, written: ResponsesWritten, place: Place) -> Option<Response> {
        let by_question = written.questionnaire.is_some();
        if by_question == written.framework.is_some() {
            let (code, words) = if by_question {
                (codes::WRONG_VALUE, "`questionnaire:` and `framework:` do not go together in one file of responses")
            } else {
                (codes::MISSING_FIELD, "neither `questionnaire:` nor `framework:` says what is answered here")
            };
            let help = "write `questionnaire:` with `answers:`, or `framework:` with `ratings:`";
            self.loader.problems.push(Diagnostic::error(code, &place, words).help(help));
            return None;
        }
        let (framework, answers) = match (&written.questionnaire, &written.framework) {
            (Some(name), _) => {
                self.refuse_strays(&written.ratings.0, "ratings", "answers");
                self.questionnaire(name)?;
                let questionnaire = self.questionnaires.swap_remove(&name.value).flatten()?;
                let answers = self.answers(&questionnaire, &written.answers.0);
                let framework = questionnaire.framework.clone();
                self.questionnaires.insert(name.value.clone(), Some(questionnaire));
                (framework, answers)
            }
            (_, Some(name)) => {
                self.refuse_strays(&written.answers.0, "answers", "ratings");
                let frameworks = self.frameworks;
                let framework = &frameworks[self.framework(name)?];
                (framework.id.clone(), self.ratings(framework, &written.ratings.0))
            }
            _ => return None,
        };
        Some(Response {
            respondent: written.respondent.id.value,
            name: written.respondent.name,
            role: written.respondent.role,
            covers: written.respondent.covers,
            method: written.method,
            date: written.date.value.0,
            framework,
            questionnaire: written.questionnaire.map(|name| name.value),
            answers,
            place,
        })
    }

    fn refuse_strays(&mut self, entries: &[(Located<String>, Located<AnswerWritten>)], here: &str, wanted: &str) {
        if let Some((name, _)) = entries.first() {
            let words = format!("`{here}:` does not go with what this file answers; `{wanted}:` does");
            let problem = Diagnostic::error(codes::WRONG_VALUE, &name.place, words).label("the first of them");
            let help = "`answers:` go with `questionnaire:`, `ratings:` with `framework:`";
            self.loader.problems.push(problem.help(help));
        }
    }

    /// Position of a framework among those that are used.
    fn framework(&mut self, name: &Located<String>) -> Option<usize> {
        let frameworks = self.frameworks;
        let found = frameworks.iter().position(|framework| framework.id == name.value);
        if found.is_none() && self.complete {
            let known = frameworks.iter().map(|framework| framework.id.as_str());
            let words = format!("the framework `{}` is not one that this assessment uses", name.value);
            let problem = Diagnostic::error(codes::UNKNOWN_FRAMEWORK, &name.place, words);
            self.loader.problems.push(problem.help(suggestion(name, known)));
        }
        found
    }

    /// Makes sure that a questionnaire is loaded, once.
    fn questionnaire(&mut self, name: &Located<String>) -> Option<()> {
        if let Some(known) = self.questionnaires.get(&name.value) {
            return known.as_ref().map(|_| ());
        }
        let questionnaire = self.load_questionnaire(name);
        let found = questionnaire.is_some();
        self.questionnaires.insert(name.value.clone(), questionnaire);
        found.then_some(())
    }

    fn load_questionnaire(&mut self, name: &Located<String>) -> Option<Questionnaire> {
        let Some((store, folder)) = self.library.questionnaire(&name.value) else {
            let known = self.library.questionnaires();
            let known = known.iter().map(String::as_str);
            self.loader.unknown(codes::UNKNOWN_FRAMEWORK, name, "the questionnaire", known);
            return None;
        };
        let framework = crate::load::questionnaire::framework_of(self.loader, store, &folder)?;
        let exact = self.frameworks.iter().find(|known| known.id == framework.value);
        let mut answering = self.frameworks.iter().filter(|known| known.answers_to(&framework.value));
        let (first, second) = (answering.next(), answering.next());
        let about = exact.or(first);
        if let (Some(first), Some(second)) = (first, second) {
            let words = format!("`{}` asks about `{}` as well as about `{}`", name.value, first.id, second.id);
            let problem = Diagnostic::error(codes::QUESTIONNAIRE_MISMATCH, &name.place, words);
            let help =
                "both are made of one framework; give one of them a questionnaire of its own, or rate its elements";
            self.loader.problems.push(problem.help(help));
            return None;
        }
        let Some(about) = about else {
            if self.complete {
                let words =
                    format!("`{}` asks about `{}`, which this assessment does not use", name.value, framework.value);
                let problem = Diagnostic::error(codes::QUESTIONNAIRE_MISMATCH, &name.place, words);
                let help = format!(
                    "add `{}` under `frameworks:` in `assessment.yaml`, or answer another questionnaire",
                    framework.value
                );
                self.loader.problems.push(problem.related(&framework.place, "asks about").help(help));
            }
            return None;
        };
        self.loader.questionnaire(store, &folder, about)
    }

    fn answers(
        &mut self,
        questionnaire: &Questionnaire,
        written: &[(Located<String>, Located<AnswerWritten>)],
    ) -> Vec<Answer> {
        let frameworks = self.frameworks;
        let Some(framework) = frameworks.iter().find(|known| known.id == questionnaire.framework) else {
            return Vec::new();
        };
        let mut answers = Vec::new();
        for (name, answer) in written {
            if questionnaire.dropped.contains(&name.value) {
                let words = format!("`{}` asks about what was taken out of `{}`", name.value, framework.id);
                let problem = Diagnostic::warning(codes::NOT_ASKED, &name.place, words);
                self.loader
                    .problems
                    .push(problem.help("the answer is set aside; the tailoring says why it is not asked"));
                continue;
            }
            let Some(question) = questionnaire.questions.get(&name.value) else {
                let known = questionnaire.questions.keys().map(String::as_str);
                let words = format!("the question `{}` is not in `{}`", name.value, questionnaire.id);
                let problem = Diagnostic::error(codes::UNKNOWN_QUESTION, &name.place, words);
                self.loader.problems.push(problem.help(suggestion(name, known)));
                continue;
            };
            let elements = question.rates.iter().filter_map(|id| framework.elements.get(id)).collect();
            let question = Some((questionnaire, question));
            let context = Context { framework, elements, question, team: self.team, measure: None };
            answers.extend(self.answer(&context, name, answer));
        }
        not_asked(&mut self.loader.problems, questionnaire, &mut answers);
        answers
    }

    fn ratings(&mut self, framework: &Framework, written: &[(Located<String>, Located<AnswerWritten>)]) -> Vec<Answer> {
        let mut answers = Vec::new();
        for (name, answer) in written {
            let Some(element) = ratable(&mut self.loader.problems, framework, name) else { continue };
            let elements = vec![element];
            let context = Context { framework, elements, question: None, team: self.team, measure: None };
            answers.extend(self.answer(&context, name, answer));
        }
        answers
    }

    fn answer(
        &mut self,
        context: &Context<'_>,
        name: &Located<String>,
        written: &Located<AnswerWritten>,
    ) -> Option<Answer> {
        let reply = context.reply(&mut self.loader.problems, &written.place, &written.value);
        // Looked at even where the answer is refused, so that one mistake does not hide another.
        let evidence = self.evidence(&written.value.evidence);
        Some(Answer {
            to: name.value.clone(),
            reply: reply?,
            note: written.value.note.trim().to_owned(),
            evidence,
            place: name.place.clone(),
        })
    }

    fn evidence(&mut self, named: &List<Located<String>>) -> Vec<String> {
        for id in named.0.iter().filter(|id| self.evidence.is_some_and(|known| !known.contains(&id.value))) {
            let words = format!("the evidence `{}` is not in the register", id.value);
            let help = match self.evidence.and_then(|known| nearest(id, known.iter().map(String::as_str))) {
                Some(near) => format!("did you mean `{near}`? if not, register it in `evidence/register.yaml`"),
                None => "register it in `evidence/register.yaml`, or remove it here".to_owned(),
            };
            self.loader.problems.push(Diagnostic::error(codes::UNKNOWN_EVIDENCE, &id.place, words).help(help));
        }
        named.0.iter().map(|id| id.value.clone()).collect()
    }

    /// The assessors' decisions, if there are any.
    pub fn judgements(&mut self, folder: &str) -> Vec<Judgement> {
        let path = join(folder, "judgements.yaml");
        if !self.store.list(folder).contains(&path) {
            return Vec::new();
        }
        let read = self.loader.read::<JudgementsWritten>(self.store, &path, None, format::JUDGEMENTS);
        let Some((written, file)) = read else { return Vec::new() };
        self.files.push(file);
        let mut judgements: Vec<Judgement> = Vec::new();
        for decision in &written.judgements.0 {
            let Some(judgement) = self.judgement(decision) else { continue };
            let same = |known: &&Judgement| {
                known.framework == judgement.framework
                    && known.element == judgement.element
                    && known.measure == judgement.measure
            };
            if let Some(first) = judgements.iter().find(same) {
                let words = format!("`{}` is decided twice", judgement.element);
                let problem = Diagnostic::error(codes::DUPLICATE_ID, &judgement.place, words).label("again here");
                let problem = problem.related(&first.place, "first here");
                self.loader.problems.push(problem.help("keep the decision that stands"));
                continue;
            }
            judgements.push(judgement);
        }
        judgements
    }

    fn judgement(&mut self, written: &JudgementWritten) -> Option<Judgement> {
        let frameworks = self.frameworks;
        let framework = &frameworks[self.framework(&written.framework)?];
        let (element, measure) =
            decidable(&mut self.loader.problems, framework, &written.element, written.measure.as_ref())?;
        if !self.team.contains(&written.by.value) {
            let team: Vec<&str> = self.team.iter().map(String::as_str).collect();
            let words = format!("`{}` is not in the team", written.by.value);
            let problem = Diagnostic::error(codes::UNKNOWN_NAME, &written.by.place, words);
            self.loader.problems.push(problem.help(suggestion(&written.by, team)));
        }
        let answer = AnswerWritten {
            answer: written.rating.clone(),
            not_applicable: written.not_applicable.clone(),
            not_triggered: written.not_triggered.clone(),
            not_yet: written.not_yet.clone(),
            not_rated: written.not_rated.clone(),
            ..AnswerWritten::default()
        };
        let elements = vec![element];
        let context = Context { framework, elements, question: None, team: self.team, measure: Some(measure) };
        let place = written.rating.as_ref().map_or(&written.element.place, |rating| &rating.place);
        let reply = context.reply(&mut self.loader.problems, place, &answer);
        let evidence = self.evidence(&written.evidence);
        Some(Judgement {
            framework: framework.id.clone(),
            element: element.id.clone(),
            measure: measure.to_owned(),
            reply: reply?,
            because: written.because.trim().to_owned(),
            by: written.by.value.clone(),
            date: written.date.value.0,
            evidence,
            place: written.element.place.clone(),
        })
    }
}

/// An element by its name.
fn element<'f>(
    problems: &mut Vec<Diagnostic>,
    framework: &'f Framework,
    name: &Located<String>,
) -> Option<&'f Element> {
    let element = framework.elements.get(&name.value);
    if element.is_none() {
        let known = framework.elements.keys().map(String::as_str);
        let words = format!("the element `{}` is not in `{}`", name.value, framework.id);
        problems.push(Diagnostic::error(codes::UNKNOWN_ELEMENT, &name.place, words).help(suggestion(name, known)));
    }
    element
}

/// An element that may be rated directly.
pub(in crate::load) fn ratable<'f>(
    problems: &mut Vec<Diagnostic>,
    framework: &'f Framework,
    name: &Located<String>,
) -> Option<&'f Element> {
    let element = element(problems, framework, name)?;
    if framework.kind_of(element).is_none_or(|kind| kind.rated_on.is_none()) {
        let words = format!("`{}` is a {}, which is not rated directly", element.id, element.kind);
        let problem = Diagnostic::error(codes::WRONG_VALUE, &name.place, words);
        let problem = problem.related(&element.place, "declared here");
        problems.push(problem.help("rate what it contains; its own result follows from that"));
        return None;
    }
    Some(element)
}

/// An element with the measure on which an assessor may decide.
pub(in crate::load) fn decidable<'f>(
    problems: &mut Vec<Diagnostic>,
    framework: &'f Framework,
    name: &Located<String>,
    measure: Option<&Located<String>>,
) -> Option<(&'f Element, &'f str)> {
    let element = element(problems, framework, name)?;
    let kind = framework.kind_of(element)?;
    if measure.is_none() && kind.measures.values().all(|measure| measure.judgement == Deciding::Refused) {
        // Where nothing is decided and nothing rated, the latter is the better hint.
        ratable(problems, framework, name)?;
    }
    let (measure_name, declared) = super::measure_of(problems, kind, name, measure)?;
    if declared.judgement == Deciding::Refused {
        let place = measure.map_or(&name.place, |measure| &measure.place);
        let words = format!("`{measure_name}` of `{}` follows from other results; nobody decides on it", element.id);
        let problem = Diagnostic::error(codes::WRONG_VALUE, place, words).related(&element.place, "declared here");
        problems.push(problem.help("decide on what it rests on, or let the framework allow it with `judgement:`"));
        return None;
    }
    Some((element, measure_name))
}
