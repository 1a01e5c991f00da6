//! Answer sets: named sets of answers that many questions share.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::codes;
use crate::diagnostic::{Diagnostic, suggestion};
use crate::load::written::questionnaire::{AnswerSetWritten, GivesWritten, OptionWritten};
use crate::model::questionnaire::{AnswerOption, AnswerSet};
use crate::model::{Framework, Gives};
use crate::source::Place;
use crate::yaml::list::Map;

/// The answer sets of a questionnaire, from all of its files.
#[derive(Default)]
pub(super) struct AnswerSets {
    /// As they are used.
    pub checked: IndexMap<String, AnswerSet>,
    /// Where each answer says what it gives, by set and answer.
    gives: IndexMap<(String, String), Place>,
}

impl AnswerSets {
    /// Adds those of one file.
    pub fn add(&mut self, problems: &mut Vec<Diagnostic>, written: &Map<AnswerSetWritten>, about: &Framework) {
        let codes: BTreeSet<&str> = about.elements.values().map(|element| element.code.as_str()).collect();
        for (name, written) in &written.0 {
            if let Some(first) = self.checked.get(&name.value) {
                let words = format!("the answer set `{}` is declared twice", name.value);
                let problem = Diagnostic::error(codes::DUPLICATE_ID, &name.place, words).label("again here");
                let problem = problem.related(&first.place, "first here");
                problems.push(problem.help("give one of them another name"));
                continue;
            }
            let mut options: IndexMap<String, AnswerOption> = IndexMap::new();
            for option in &written.options.0 {
                self.gives.insert((name.value.clone(), option.id.value.clone()), option.gives.place.clone());
                if options.insert(option.id.value.clone(), answer_option(option)).is_some() {
                    let words = format!("the answer `{}` stands twice in `{}`", option.id.value, name.value);
                    let problem = Diagnostic::error(codes::DUPLICATE_ID, &option.id.place, words);
                    problems.push(problem.help("give each answer of the set a word of its own"));
                }
                refuse_unknown_codes(problems, option, &codes, about);
            }
            let set = AnswerSet { title: written.title.clone(), options, place: name.place.clone() };
            self.checked.insert(name.value.clone(), set);
        }
    }

    /// Where an answer of a set says what it gives.
    pub fn place_of(&self, set: &str, option: &str) -> Option<&Place> {
        self.gives.get(&(set.to_owned(), option.to_owned()))
    }
}

fn refuse_unknown_codes(
    problems: &mut Vec<Diagnostic>,
    option: &OptionWritten,
    codes: &BTreeSet<&str>,
    about: &Framework,
) {
    let GivesWritten::ByCode(ratings) = &option.gives.value else { return };
    for (code, _) in ratings.0.iter().filter(|(code, _)| !codes.contains(code.value.as_str())) {
        let help = suggestion(code, codes.iter().copied());
        let words = format!("no element of `{}` has the code `{}`", about.id, code.value);
        problems.push(Diagnostic::error(codes::UNKNOWN_ELEMENT, &code.place, words).help(help));
    }
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
