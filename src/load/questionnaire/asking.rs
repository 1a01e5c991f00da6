//! Questions: one written question becomes one, or one for each element of a kind.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::answers::AnswerSets;
use crate::codes;
use crate::diagnostic::{Diagnostic, suggestion};
use crate::load::written::questionnaire::{QuestionWritten, QuestionnaireWritten};
use crate::model::questionnaire::{AnswerOption, When};
use crate::model::{ElementIndex, Framework, Gives, Question};
use crate::outcome::Value;
use crate::source::{Located, Place};

/// The questions that there are so far.
#[derive(Default)]
pub(super) struct Asked {
    pub questions: IndexMap<String, Question>,
    /// Those that nobody asks because the tailoring took out what they ask about, and what they waited for.
    pub dropped: IndexMap<String, Option<When>>,
}

/// One written question on its way to one or many checked ones.
pub(super) struct Asking<'a> {
    pub main: &'a QuestionnaireWritten,
    pub about: &'a Framework,
    pub answer_sets: &'a AnswerSets,
    pub written: &'a QuestionWritten,
}

impl Asking<'_> {
    pub fn add(&self, problems: &mut Vec<Diagnostic>, asked: &mut Asked) {
        let Some(set) = self.answer_set(problems) else { return };
        let Some(kind) = &self.written.for_each else {
            let id = self.written.id.value.clone();
            return self.add_one(problems, asked, set, id, None);
        };
        if !self.about.kinds.contains_key(&kind.value) {
            let help = suggestion(kind, self.about.kinds.keys().map(String::as_str));
            let words = format!("the kind `{}` is not in the framework", kind.value);
            problems.push(Diagnostic::error(codes::UNKNOWN_NAME, &kind.place, words).help(help));
            return;
        }
        for owner in self.about.elements.values().filter(|element| element.kind == kind.value) {
            let id = format!("{}/{}", owner.id, self.written.id.value);
            let title = crate::load::element::lower_first(&owner.title);
            self.add_one(problems, asked, set, id, Some((&owner.id, format!("{{{}}}", kind.value), title)));
        }
        // Later questions may name those that would be asked of what was taken out.
        for removed in self.about.tailoring.iter().flat_map(|tailoring| &tailoring.removed) {
            asked.dropped.insert(format!("{removed}/{}", self.written.id.value), None);
        }
    }

    fn answer_set(&self, problems: &mut Vec<Diagnostic>) -> Option<&Located<String>> {
        let Some(name) = self.written.answers.as_ref().or(self.main.default_answers.as_ref()) else {
            let words = format!("`{}` names no answer set, and there is no usual one", self.written.id.value);
            let problem = Diagnostic::error(codes::MISSING_FIELD, &self.written.id.place, words);
            problems.push(problem.help("add `answers:` to the question, or `default-answers:` to the questionnaire"));
            return None;
        };
        if !self.answer_sets.checked.contains_key(&name.value) {
            let help = suggestion(name, self.answer_sets.checked.keys().map(String::as_str));
            let words = format!("the answer set `{}` is not declared", name.value);
            problems.push(Diagnostic::error(codes::UNKNOWN_NAME, &name.place, words).help(help));
            return None;
        }
        Some(name)
    }

    fn add_one(
        &self,
        problems: &mut Vec<Diagnostic>,
        asked: &mut Asked,
        set: &Located<String>,
        id: String,
        owner: Option<(&str, String, String)>,
    ) {
        if let Some(first) = asked.questions.get(&id) {
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
        let mut removed = 0;
        let mut about = Vec::new();
        for named in &self.written.informs.0 {
            let element = match &owner {
                Some((owner, ..)) => format!("{owner}/{}", named.value),
                None => named.value.clone(),
            };
            match self.about.elements.get_index_of(&element) {
                Some(index) => targets.push(index),
                // Taken out by the tailoring: nobody asks about it any more.
                None if self.about.has_removed(&element) => removed += 1,
                None => {
                    let help = suggestion(&element, self.about.elements.keys().map(String::as_str));
                    let words = format!("the element `{element}` is not in `{}`", self.about.id);
                    problems.push(Diagnostic::error(codes::UNKNOWN_ELEMENT, &named.place, words).help(help));
                }
            }
            about.push(element);
        }
        let owner_id = owner.as_ref().map(|(id, ..)| *id);
        let when = |problems: &mut Vec<Diagnostic>, asked: &Asked| {
            self.written.when.as_ref().and_then(|when| self.when(problems, asked, set, owner_id, &targets, when))
        };
        let informs = self.informs(problems, set, &targets);
        let rates = self.rates(set, &targets, &informs);
        self.refuse_several_scales(problems, set, &rates);
        let lessened = |target: &ElementIndex| self.about.has_lessened(&self.about.elements[*target].id);
        if rates.is_empty() && (removed > 0 || targets.iter().any(lessened)) {
            let when = when(problems, asked);
            asked.dropped.insert(id, when);
            return;
        }
        if rates.is_empty() && targets.len() == self.written.informs.0.len() {
            let words = format!("no answer to `{id}` rates anything");
            let problem = Diagnostic::error(codes::NOTHING_TO_RATE, &self.written.id.place, words);
            let help =
                "name under `informs:` an element that is rated from answers, or one that contains such elements";
            problems.push(problem.help(help));
        }
        let when = when(problems, asked);
        let question = Question {
            id: id.clone(),
            ask: fill(&self.written.ask),
            why: fill(&self.written.why),
            look_for: self.written.look_for.as_deref().map_or_else(|| self.evidence(&targets), fill),
            counts: self.counts(problems, set, fill),
            when,
            roles: self.written.roles.clone(),
            answers: set.value.clone(),
            rates,
            informs,
            about,
            place: self.written.id.place.clone(),
        };
        asked.questions.insert(id, question);
    }

    /// The answers of a set.
    pub fn options(&self, set: &Located<String>) -> impl Iterator<Item = (&String, &AnswerOption)> + Clone {
        self.answer_sets.checked.get(&set.value).into_iter().flat_map(|set| &set.options)
    }

    /// What each answer counts as here, in words of the question's own.
    fn counts(
        &self,
        problems: &mut Vec<Diagnostic>,
        set: &Located<String>,
        fill: impl Fn(&str) -> String,
    ) -> IndexMap<String, String> {
        let known = |word: &str| self.options(set).any(|(option, _)| option == word);
        for (word, _) in self.written.counts.0.iter().filter(|(word, _)| !known(&word.value)) {
            let words = format!("`{}` is not an answer of the set `{}`", word.value, set.value);
            let help = suggestion(word, self.options(set).map(|(option, _)| option.as_str()));
            problems.push(Diagnostic::error(codes::UNKNOWN_RATING, &word.place, words).help(help));
        }
        self.written.counts.0.iter().map(|(word, counts)| (word.value.clone(), fill(counts))).collect()
    }

    /// What shows a yes where the question does not say it: typical evidence of what it informs, a few items of it.
    fn evidence(&self, targets: &[ElementIndex]) -> String {
        const SHOWN: usize = 6;
        let rated = targets.iter().flat_map(|target| self.rated_from(*target));
        let items = rated.flat_map(|index| &self.about.elements[index].evidence);
        items.take(SHOWN).map(String::as_str).collect::<Vec<_>>().join("; ")
    }

    /// Without options an answer is a word or number of the elements' scale, which then has to be one.
    fn refuse_several_scales(&self, problems: &mut Vec<Diagnostic>, set: &Located<String>, rates: &[String]) {
        let elements = rates.iter().filter_map(|id| self.about.elements.get(id));
        let scales: BTreeSet<&String> =
            elements.filter_map(|element| self.about.kind_of(element)?.rated_on.as_ref()).collect();
        if self.options(set).next().is_none() && scales.len() > 1 {
            let names: Vec<String> = scales.into_iter().map(|scale| format!("`{scale}`")).collect();
            let words = format!("`{}` informs elements on several scales: {}", self.written.id.value, names.join(", "));
            let problem = Diagnostic::error(codes::WRONG_VALUE, &self.written.id.place, words);
            problems.push(
                problem.help("ask about those of one scale, or give the answer set options that say what they give"),
            );
        }
    }

    /// All elements that answers rate: those that any option rates; without options, those that can be rated.
    fn rates(
        &self,
        set: &Located<String>,
        targets: &[ElementIndex],
        informs: &IndexMap<String, Vec<(String, Value)>>,
    ) -> Vec<String> {
        let mut rated: Vec<ElementIndex> = match self.options(set).next() {
            None => targets.iter().flat_map(|target| self.rated_from(*target)).collect(),
            Some(_) => {
                let ids = informs.values().flatten().map(|(id, _)| id);
                ids.filter_map(|id| self.about.elements.get_index_of(id)).collect()
            }
        };
        rated.sort_unstable();
        rated.dedup();
        rated.into_iter().map(|index| self.about.elements[index].id.clone()).collect()
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
        for (option, answer) in self.options(set) {
            let mut ratings = Vec::new();
            let place = self.answer_sets.place_of(&set.value, option).unwrap_or(&set.place);
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
    pub fn rated_from(&self, target: ElementIndex) -> Vec<ElementIndex> {
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
