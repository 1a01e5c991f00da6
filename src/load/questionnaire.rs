//! Questionnaires: questions, answer sets, and what each answer says of which elements.

use std::collections::BTreeSet;

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
use crate::outcome::Value;
use crate::source::{Located, Place};

pub(super) fn load(loader: &mut Loader, store: &dyn Store, folder: &str, about: &Framework) -> Option<Questionnaire> {
    let before = loader.problems.len();
    let path = format!("{folder}/questionnaire.yaml");
    let (main, file) = loader.read::<QuestionnaireWritten>(store, &path, None, format::QUESTIONNAIRE)?;
    let expected = folder.rsplit('/').next().unwrap_or(folder);
    if main.id.value != expected {
        let words = format!("the questionnaire `{}` stands in a folder named `{expected}`", main.id.value);
        let problem = Diagnostic::error(codes::WRONG_VALUE, &main.id.place, words);
        let help = "give the folder and the id one name, by which responses find the questionnaire";
        loader.problems.push(problem.help(help));
    }
    if main.framework.value != about.id {
        let words = format!("the questionnaire asks about `{}`, not `{}`", main.framework.value, about.id);
        let problem = Diagnostic::error(codes::QUESTIONNAIRE_MISMATCH, &main.framework.place, words);
        loader.problems.push(problem.help(format!("use it in an assessment under `{}`", main.framework.value)));
        return None;
    }
    let mut files = vec![file];
    let mut written: Vec<QuestionWritten> = main.questions.0.clone();
    for name in &main.parts.0 {
        let Some(path) = part_path(loader, folder, name) else { continue };
        if files.iter().any(|file| file.path == path) {
            let words = format!("the part `{}` is named already", name.value);
            let problem = Diagnostic::error(codes::DUPLICATE_ID, &name.place, words);
            loader.problems.push(problem.help("remove this line; every part is read once"));
            continue;
        }
        let read = loader.read::<QuestionnairePartWritten>(store, &path, Some(&name.place), format::QUESTIONNAIRE_PART);
        if let Some((part, file)) = read {
            written.extend(part.questions.0);
            files.push(file);
        }
    }
    let problems = &mut loader.problems;
    let answer_sets = answer_sets(problems, &main, about);
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

fn answer_sets(
    problems: &mut Vec<Diagnostic>,
    main: &QuestionnaireWritten,
    about: &Framework,
) -> IndexMap<String, AnswerSet> {
    let codes: BTreeSet<&str> = about.elements.values().map(|element| element.code.as_str()).collect();
    let mut sets = IndexMap::new();
    for (name, written) in &main.answer_sets.0 {
        let mut options: IndexMap<String, AnswerOption> = IndexMap::new();
        for option in &written.options.0 {
            if options.insert(option.id.value.clone(), answer_option(option)).is_some() {
                let words = format!("the answer `{}` stands twice in `{}`", option.id.value, name.value);
                let problem = Diagnostic::error(codes::DUPLICATE_ID, &option.id.place, words);
                problems.push(problem.help("give each answer of the set a word of its own"));
            }
            let GivesWritten::ByCode(ratings) = &option.gives.value else { continue };
            for (code, _) in ratings.0.iter().filter(|(code, _)| !codes.contains(code.value.as_str())) {
                let help = suggestion(code, codes.iter().copied().collect::<BTreeSet<_>>());
                let words = format!("no element of `{}` has the code `{}`", about.id, code.value);
                problems.push(Diagnostic::error(codes::UNKNOWN_ELEMENT, &code.place, words).help(help));
            }
        }
        sets.insert(name.value.clone(), AnswerSet { title: written.title.clone(), options, place: name.place.clone() });
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
    AnswerOption {
        title: written.title.clone(),
        means: written.means.trim().to_owned(),
        gives,
        place: written.id.place.clone(),
    }
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
            let problem = Diagnostic::error(codes::MISSING_FIELD, &self.written.id.place, words);
            problems.push(problem.help("add `answers:` to the question, or `default-answers:` to the questionnaire"));
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
            let problem = problem.related(&first.place, "first here");
            problems.push(problem.help("give one of them another id"));
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
        let rates_nothing = informs.values().all(Vec::is_empty);
        if rates_nothing && targets.len() == self.written.informs.0.len() {
            let words = format!("no answer to `{id}` rates anything");
            let problem = Diagnostic::error(codes::NOTHING_TO_RATE, &self.written.id.place, words);
            let help =
                "name under `informs:` an element that is rated from answers, or one that contains such elements";
            problems.push(problem.help(help));
        }
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

    /// For each option, the elements that it rates and their values.
    fn informs(
        &self,
        problems: &mut Vec<Diagnostic>,
        set: &Located<String>,
        targets: &[ElementIndex],
    ) -> IndexMap<String, Vec<(String, Value)>> {
        let rated: Vec<ElementIndex> = targets.iter().flat_map(|target| self.rated_from(*target)).collect();
        let mut informs = IndexMap::new();
        for (option, answer) in self.answer_sets.get(&set.value).into_iter().flat_map(|set| &set.options) {
            let mut ratings = Vec::new();
            let written = self.main.answer_sets.0.iter().filter(|(name, _)| name.value == set.value);
            let mut written = written.flat_map(|(_, set)| &set.options.0);
            let place = written.find(|written| written.id.value == *option).map(|written| &written.gives.place);
            let place = place.unwrap_or(&set.place);
            match &answer.gives {
                Gives::Each(word) => {
                    for index in &rated {
                        ratings.extend(self.value(problems, place, *index, word));
                    }
                }
                Gives::ByCode(words) => {
                    for target in targets {
                        for index in self.about.below(*target) {
                            if let Some(word) = words.get(&self.about.elements[index].code) {
                                ratings.extend(self.value(problems, place, index, word));
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

    fn value(
        &self,
        problems: &mut Vec<Diagnostic>,
        place: &Place,
        index: ElementIndex,
        word: &str,
    ) -> Option<(String, Value)> {
        let element = &self.about.elements[index];
        let scale = self.about.kind_of(element)?.rated_on.as_ref().and_then(|scale| self.about.scales.get(scale))?;
        let value = scale.value(word);
        if value.is_none() {
            let words = format!("this answer gives `{word}`, which the scale `{}` does not have", scale.id);
            // Many questions may share the answer; once is enough.
            if !problems.iter().any(|known| known.place == *place && known.message == words) {
                let problem = Diagnostic::error(codes::UNKNOWN_RATING, place, words);
                let problem = problem.related(&self.written.id.place, "the question, which asks about that scale");
                problems.push(problem.help(suggestion(word, scale.words())));
            }
        }
        value.map(|value| (element.id.clone(), value))
    }
}

/// The framework that a questionnaire asks about; `None` when its main file is not in order, which is then reported.
pub(super) fn framework_of(loader: &mut Loader, store: &dyn Store, folder: &str) -> Option<Located<String>> {
    let before = loader.problems.len();
    let path = format!("{folder}/questionnaire.yaml");
    let (main, _) = loader.read::<QuestionnaireWritten>(store, &path, None, format::QUESTIONNAIRE)?;
    // What is wrong with the main file has been reported now and is not reported again.
    (loader.problems.len() == before).then_some(main.framework)
}
