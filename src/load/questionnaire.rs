//! Questionnaires: questions, answer sets, and what each answer says of which elements.

use indexmap::IndexMap;

use super::framework::part_path;
use super::written::format;
use super::written::questionnaire::{GivesWritten, OptionWritten, QuestionWritten};
use super::written::questionnaire::{QuestionnairePartWritten, QuestionnaireWritten};
use super::{Loader, Store};
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity, suggestion};
use crate::model::questionnaire::{AnswerOption, AnswerSet};
use crate::model::{ElementIndex, Framework, Gives, Question, Questionnaire};
use crate::scale::Rank;
use crate::source::Located;

pub(super) fn load(loader: &mut Loader, store: &dyn Store, folder: &str, about: &Framework) -> Option<Questionnaire> {
    let before = loader.problems.len();
    let path = format!("{folder}/questionnaire.yaml");
    let (main, file) = loader.read::<QuestionnaireWritten>(store, &path, None, format::QUESTIONNAIRE)?;
    if main.framework.value != about.id {
        let words = format!("the questionnaire asks about `{}`, not `{}`", main.framework.value, about.id);
        loader.problems.push(Diagnostic::error(codes::QUESTIONNAIRE_MISMATCH, &main.framework.place, words));
        return None;
    }
    let mut files = vec![file];
    let mut written: Vec<QuestionWritten> = main.questions.0.clone();
    for name in &main.parts.0 {
        let Some(path) = part_path(loader, folder, name) else { continue };
        let read = loader.read::<QuestionnairePartWritten>(store, &path, Some(&name.place), format::QUESTIONNAIRE_PART);
        if let Some((part, file)) = read {
            written.extend(part.questions.0);
            files.push(file);
        }
    }
    let problems = &mut loader.problems;
    let answer_sets = answer_sets(problems, &main);
    let mut questions = IndexMap::new();
    for question in &written {
        let asking = Asking { main: &main, about, answer_sets: &answer_sets, written: question };
        asking.add(problems, &mut questions);
    }
    let sound = problems[before..].iter().all(|problem| problem.severity == Severity::Warning);
    sound.then(|| Questionnaire {
        id: main.id.value,
        title: main.title,
        version: main.version,
        framework: main.framework.value,
        yields: main.yields,
        minutes: main.minutes,
        about: main.about,
        files,
        answer_sets,
        questions,
    })
}

fn answer_sets(problems: &mut Vec<Diagnostic>, main: &QuestionnaireWritten) -> IndexMap<String, AnswerSet> {
    let mut sets = IndexMap::new();
    for (name, written) in &main.answer_sets.0 {
        let mut options: IndexMap<String, AnswerOption> = IndexMap::new();
        for option in &written.options.0 {
            if options.insert(option.id.value.clone(), answer_option(option)).is_some() {
                let words = format!("the answer `{}` stands twice in `{}`", option.id.value, name.value);
                problems.push(Diagnostic::error(codes::DUPLICATE_ID, &option.id.place, words));
            }
        }
        sets.insert(name.value.clone(), AnswerSet { title: written.title.clone(), options });
    }
    sets
}

fn answer_option(written: &OptionWritten) -> AnswerOption {
    let gives = match &written.gives.value {
        GivesWritten::Each(rating) => Gives::Each(rating.clone()),
        GivesWritten::ByCode(codes) => {
            Gives::ByCode(codes.0.iter().map(|(code, rating)| (code.value.clone(), rating.value.clone())).collect())
        }
    };
    AnswerOption { title: written.title.clone(), means: written.means.trim().to_owned(), gives }
}

/// One written question on its way to one or many checked ones.
struct Asking<'a> {
    main: &'a QuestionnaireWritten,
    about: &'a Framework,
    answer_sets: &'a IndexMap<String, AnswerSet>,
    written: &'a QuestionWritten,
}

impl Asking<'_> {
    fn add(&self, problems: &mut Vec<Diagnostic>, questions: &mut IndexMap<String, Question>) {
        let Some(set) = self.answer_set(problems) else { return };
        let Some(kind) = &self.written.for_each else {
            let id = self.written.id.value.clone();
            return self.add_one(problems, questions, set, id, None);
        };
        if !self.about.kinds.contains_key(&kind.value) {
            let help = suggestion(kind, self.about.kinds.keys().map(String::as_str));
            let words = format!("the kind `{}` is not in the framework", kind.value);
            problems.push(Diagnostic::error(codes::UNKNOWN_NAME, &kind.place, words).help(help));
            return;
        }
        for owner in self.about.elements.values().filter(|element| element.kind == kind.value) {
            let id = format!("{}/{}", owner.id, self.written.id.value);
            let title = super::element::lower_first(&owner.title);
            self.add_one(problems, questions, set, id, Some((&owner.id, format!("{{{}}}", kind.value), title)));
        }
    }

    fn answer_set(&self, problems: &mut Vec<Diagnostic>) -> Option<&Located<String>> {
        let Some(name) = self.written.answers.as_ref().or(self.main.default_answers.as_ref()) else {
            let words = format!("`{}` names no answer set, and there is no usual one", self.written.id.value);
            problems.push(Diagnostic::error(codes::MISSING_FIELD, &self.written.id.place, words));
            return None;
        };
        if !self.answer_sets.contains_key(&name.value) {
            let help = suggestion(name, self.answer_sets.keys().map(String::as_str));
            let words = format!("the answer set `{}` is not declared", name.value);
            problems.push(Diagnostic::error(codes::UNKNOWN_NAME, &name.place, words).help(help));
            return None;
        }
        Some(name)
    }

    fn add_one(
        &self,
        problems: &mut Vec<Diagnostic>,
        questions: &mut IndexMap<String, Question>,
        set: &Located<String>,
        id: String,
        owner: Option<(&str, String, String)>,
    ) {
        if let Some(first) = questions.get(&id) {
            let words = format!("the question `{id}` is asked twice");
            let problem = Diagnostic::error(codes::DUPLICATE_ID, &self.written.id.place, words).label("again here");
            problems.push(problem.related(&first.place.clone(), "first here"));
            return;
        }
        let fill = |text: &str| match &owner {
            Some((_, pattern, title)) => text.replace(pattern, title),
            None => text.trim_end().to_owned(),
        };
        let mut targets = Vec::new();
        let mut about = Vec::new();
        for named in &self.written.informs.0 {
            let element = match &owner {
                Some((owner, ..)) => format!("{owner}/{}", named.value),
                None => named.value.clone(),
            };
            match self.about.elements.get_index_of(&element) {
                Some(index) => targets.push(index),
                None => {
                    let help = suggestion(&element, self.about.elements.keys().map(String::as_str));
                    let words = format!("the element `{element}` is not in `{}`", self.about.id);
                    problems.push(Diagnostic::error(codes::UNKNOWN_ELEMENT, &named.place, words).help(help));
                }
            }
            about.push(element);
        }
        let informs = self.informs(problems, set, &targets);
        let question = Question {
            id: id.clone(),
            ask: fill(&self.written.ask),
            why: fill(&self.written.why),
            look_for: fill(&self.written.look_for),
            roles: self.written.roles.clone(),
            answers: set.value.clone(),
            informs,
            about,
            place: self.written.id.place.clone(),
        };
        questions.insert(id, question);
    }

    /// For each option, the elements that it rates and their ranks.
    fn informs(
        &self,
        problems: &mut Vec<Diagnostic>,
        set: &Located<String>,
        targets: &[ElementIndex],
    ) -> IndexMap<String, Vec<(String, Rank)>> {
        let rated: Vec<ElementIndex> = targets.iter().flat_map(|target| self.rated_from(*target)).collect();
        let mut informs = IndexMap::new();
        for (option, answer) in &self.answer_sets[&set.value].options {
            let mut ratings = Vec::new();
            match &answer.gives {
                Gives::Each(word) => {
                    for index in &rated {
                        ratings.extend(self.rank(problems, set, *index, word));
                    }
                }
                Gives::ByCode(words) => {
                    for target in targets {
                        for index in self.about.below(*target) {
                            if let Some(word) = words.get(&self.about.elements[index].code) {
                                ratings.extend(self.rank(problems, set, index, word));
                            }
                        }
                    }
                }
            }
            informs.insert(option.clone(), ratings);
        }
        informs
    }

    /// The element itself if it is rated from answers, else all below it that are rated from answers alone.
    fn rated_from(&self, target: ElementIndex) -> Vec<ElementIndex> {
        let rated = |index: ElementIndex| {
            let kind = self.about.kind_of(&self.about.elements[index]);
            kind.is_some_and(|kind| kind.rated_on.is_some())
        };
        if rated(target) {
            return vec![target];
        }
        let below = self.about.below(target).into_iter();
        below.filter(|index| self.about.is_leaf(&self.about.elements[*index])).collect()
    }

    fn rank(
        &self,
        problems: &mut Vec<Diagnostic>,
        set: &Located<String>,
        index: ElementIndex,
        word: &str,
    ) -> Option<(String, Rank)> {
        let element = &self.about.elements[index];
        let scale = self.about.kind_of(element)?.rated_on.as_ref().and_then(|scale| self.about.scales.get(scale))?;
        let rank = scale.rank(word);
        if rank.is_none() && !problems.iter().any(|problem| problem.message.contains(&format!("`{word}`"))) {
            let words = format!("an answer of `{}` gives `{word}`, which `{}` does not have", set.value, scale.id);
            let help = suggestion(word, scale.words());
            problems.push(Diagnostic::error(codes::UNKNOWN_RATING, &set.place, words).help(help));
        }
        rank.map(|rank| (element.id.clone(), rank))
    }
}

/// The framework that a questionnaire asks about, without reading the rest of it.
pub(super) fn framework_of(loader: &mut Loader, store: &dyn Store, folder: &str) -> Option<Located<String>> {
    use crate::yaml::node::{Content, parse};
    let path = format!("{folder}/questionnaire.yaml");
    let bytes = loader.bytes(store, &path, None)?;
    let text = String::from_utf8(bytes).ok()?;
    // What is wrong with the file is reported when it is read in full.
    let node = parse(&path.as_str().into(), &text, &mut Vec::new())?;
    let Content::Mapping(entries) = node.content else { return None };
    entries.into_iter().find_map(|(key, value)| match (key.content, value.content) {
        (Content::Scalar(key), Content::Scalar(id)) if key == "framework" => {
            Some(Located { value: id, place: value.place })
        }
        _ => None,
    })
}
