//! A questionnaire: what people are asked, and what their answers say of which elements.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::InputFile;
use crate::outcome::{Absence, Value};
use crate::source::Place;

/// A checked questionnaire.
#[derive(Debug, Clone)]
pub struct Questionnaire {
    /// Its name; also the name of its folder.
    pub id: String,
    /// Title.
    pub title: String,
    /// Version of this set of files.
    pub version: String,
    /// The framework that it asks about.
    pub framework: String,
    /// What its answers amount to.
    pub yields: Yields,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// What it is for.
    pub about: String,
    /// Files it was made from.
    pub files: Vec<InputFile>,
    /// Answer sets by name.
    pub answer_sets: IndexMap<String, AnswerSet>,
    /// Questions by id, in order.
    pub questions: IndexMap<String, Question>,
    /// Questions that nobody asks, because a tailoring took out what they ask about.
    pub dropped: Vec<String>,
}

/// What answers amount to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Yields {
    /// Answers that can be backed with evidence, item by item.
    Evidence,
    /// A first impression: one answer speaks for many elements. Labelled as such in every report.
    Indication,
}

/// A named set of answers that many questions share.
#[derive(Debug, Clone)]
pub struct AnswerSet {
    /// Title.
    pub title: String,
    /// Options by id, best first or last as its author ordered them.
    pub options: IndexMap<String, AnswerOption>,
    /// Where it is declared.
    pub place: Place,
}

/// One answer that can be chosen.
#[derive(Debug, Clone)]
pub struct AnswerOption {
    /// What the person reads.
    pub title: String,
    /// What counts as this answer.
    pub means: String,
    /// What it says.
    pub gives: Gives,
    /// Where it is declared.
    pub place: Place,
}

/// What an answer says of the elements that its question informs.
#[derive(Debug, Clone)]
pub enum Gives {
    /// The same rating of each of them.
    Each(String),
    /// A rating for each local code; elements with other codes get nothing.
    ByCode(IndexMap<String, String>),
}

/// One question.
#[derive(Debug, Clone)]
pub struct Question {
    /// Its id, unique in the questionnaire.
    pub id: String,
    /// What is asked.
    pub ask: String,
    /// Why it is asked.
    pub why: String,
    /// What shows a yes.
    pub look_for: String,
    /// Who can know it.
    pub roles: Vec<String>,
    /// Name of its answer set.
    pub answers: String,
    /// What counts as an answer here, by the answer's word, where what its set says is not enough.
    pub counts: IndexMap<String, String>,
    /// The earlier answers after which it is asked; `None` if it always is.
    pub when: Option<When>,
    /// Elements that are rated from it, in the order of the framework.
    pub rates: Vec<String>,
    /// What each option gives: for each option, the elements and the value that each of them gets.
    pub informs: IndexMap<String, Vec<(String, Value)>>,
    /// The elements it is about, as its author named them.
    pub about: Vec<String>,
    /// Where it is written.
    pub place: Place,
}

/// The earlier answers after which a question is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// The earlier question.
    pub question: String,
    /// After which of its answers the question is asked.
    pub answers: Vec<String>,
    /// What another answer means for the question.
    pub otherwise: Otherwise,
}

/// What it means for a question that the answers after which it is asked were not given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Otherwise {
    /// What it asks about does not count, for this reason.
    Absent(Absence),
    /// It is answered by that: this is its answer.
    Option(String),
}

impl Questionnaire {
    /// What counts as an answer to a question: in its own words, else in those of its answer set.
    pub fn means<'a>(&'a self, question: &'a Question, option: &str) -> Option<&'a str> {
        let own = question.counts.get(option).map(String::as_str);
        own.or_else(|| Some(self.answer_sets.get(&question.answers)?.options.get(option)?.means.as_str()))
    }
}
