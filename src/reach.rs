//! What questionnaires reach of a framework: which elements are asked about, how often, by whom, and which questions
//! inform other frameworks as well.
//!
//! What counts are the lowest elements that answers may rate: everything else follows from them. An answer that rates
//! what contains them speaks for them too.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::{Element, ElementIndex, Framework, Question, Questionnaire};

/// `format` of a coverage in JSON.
pub const FORMAT: &str = "gradus/question-coverage/1";

/// What questionnaires reach of a framework.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Reach {
    /// [`FORMAT`].
    pub format: &'static str,
    /// The framework.
    pub framework: String,
    /// Its version.
    pub version: String,
    /// How many elements answers may rate that contain no others such.
    pub elements: usize,
    /// How many of them some question reaches.
    pub reached: usize,
    /// Those that no question reaches, by what contains them.
    pub unreached: Vec<Group>,
    /// What each questionnaire reaches.
    pub questionnaires: Vec<Asked>,
    /// How many questions inform each element, in the order of the framework.
    pub questions: Vec<Informed>,
    /// Questions that inform other frameworks as well.
    pub shared: Vec<Shared>,
}

/// Elements that one element contains and that no question reaches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Group {
    /// What contains them.
    pub container: String,
    /// Its title.
    pub title: String,
    /// Whether no question reaches anything in it.
    pub all: bool,
    /// Their ids.
    pub elements: Vec<String>,
}

/// What one questionnaire reaches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Asked {
    /// Its id.
    pub questionnaire: String,
    /// How many questions it asks.
    pub questions: usize,
    /// How many elements they reach.
    pub reached: usize,
    /// How many of those only as part of what contains them: one answer speaks for all in it.
    pub as_part: usize,
    /// How many questions each role is asked.
    pub roles: BTreeMap<String, usize>,
    /// How many questions name no role: anybody is asked.
    pub of_anybody: usize,
}

/// How often an element is asked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Informed {
    /// Its id.
    pub element: String,
    /// How many questions inform it, by itself or as part of what contains it.
    pub questions: usize,
}

/// A question whose answer says something of other frameworks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Shared {
    /// Its questionnaire.
    pub questionnaire: String,
    /// Its id.
    pub question: String,
    /// The elements of each other framework.
    pub informs: BTreeMap<String, BTreeSet<String>>,
}

/// Which elements of one framework speak of which elements of others. Whatever relates frameworks adds its pairs here:
/// mirrors do, and crosswalks can with [`Links::add`].
#[derive(Debug, Clone, Default)]
pub struct Links(BTreeMap<String, BTreeSet<(String, String)>>);

impl Links {
    /// An element of the framework says something of an element of another one.
    pub fn add(&mut self, element: &str, framework: &str, other: &str) {
        self.0.entry(element.to_owned()).or_default().insert((framework.to_owned(), other.to_owned()));
    }

    /// The mirrors between a framework and another one, whichever of the two declares them.
    pub fn mirrors(&mut self, framework: &Framework, other: &Framework) {
        for (element, mirrored) in mirrors(framework, &other.id) {
            self.add(&element.id, &other.id, mirrored);
        }
        for (element, mirrored) in mirrors(other, &framework.id) {
            self.add(mirrored, &other.id, &element.id);
        }
    }

    /// What an element says of other frameworks, by itself or through what contains it.
    fn of(&self, framework: &Framework, element: &str) -> BTreeSet<&(String, String)> {
        let itself = framework.elements.get(element);
        let all = std::iter::successors(itself, |it| it.parent.map(|parent| &framework.elements[parent]));
        all.filter_map(|it| self.0.get(&it.id)).flatten().collect()
    }
}

/// The elements of a framework that mirror another one, and what they mirror.
fn mirrors<'a>(framework: &'a Framework, other: &str) -> impl Iterator<Item = (&'a Element, &'a str)> {
    let pairs = framework.elements.values().flat_map(|element| element.mirrors.iter().map(move |name| (element, name)));
    pairs.filter_map(move |(element, name)| {
        let (of, mirrored) = name.split_once(':')?;
        (of == other).then_some((element, mirrored))
    })
}

/// What these questionnaires about a framework reach of it.
pub fn reach(framework: &Framework, questionnaires: &[Questionnaire], links: &Links) -> Reach {
    let leaves = lowest(framework);
    let mut questions = vec![0; framework.elements.len()];
    let mut asked = Vec::new();
    let mut shared = Vec::new();
    for questionnaire in questionnaires {
        let mut itself = vec![false; framework.elements.len()];
        let mut as_part = itself.clone();
        for question in questionnaire.questions.values() {
            let rated = informed(question);
            shared.extend(share(framework, questionnaire, question, &rated, links));
            for leaf in with_parts(framework, &rated) {
                questions[leaf] += 1;
                let of = if rated.contains(framework.elements[leaf].id.as_str()) { &mut itself } else { &mut as_part };
                of[leaf] = true;
            }
        }
        asked.push(Asked {
            questionnaire: questionnaire.id.clone(),
            questions: questionnaire.questions.len(),
            reached: leaves.iter().filter(|leaf| itself[**leaf] || as_part[**leaf]).count(),
            as_part: leaves.iter().filter(|leaf| !itself[**leaf] && as_part[**leaf]).count(),
            roles: roles(questionnaire),
            of_anybody: questionnaire.questions.values().filter(|question| question.roles.is_empty()).count(),
        });
    }
    let name = |leaf: &ElementIndex| framework.elements[*leaf].id.clone();
    Reach {
        format: FORMAT,
        framework: framework.id.clone(),
        version: framework.version.clone(),
        elements: leaves.len(),
        reached: leaves.iter().filter(|leaf| questions[**leaf] > 0).count(),
        unreached: unreached(framework, &leaves, &questions),
        questionnaires: asked,
        questions: leaves.iter().map(|leaf| Informed { element: name(leaf), questions: questions[*leaf] }).collect(),
        shared,
    }
}

/// The elements that answers may rate and that contain no others such, in the order of the framework.
fn lowest(framework: &Framework) -> Vec<ElementIndex> {
    let may =
        |index: ElementIndex| framework.kind_of(&framework.elements[index]).is_some_and(|kind| kind.rated_on.is_some());
    let mut contains = vec![false; framework.elements.len()];
    // What is contained stands behind what contains it.
    for index in (0..framework.elements.len()).rev() {
        if let Some(parent) = framework.elements[index].parent {
            contains[parent] = contains[parent] || contains[index] || may(index);
        }
    }
    (0..framework.elements.len()).filter(|index| may(*index) && !contains[*index]).collect()
}

/// These elements and all that they contain, each once.
fn with_parts(framework: &Framework, elements: &BTreeSet<&str>) -> BTreeSet<ElementIndex> {
    let named = elements.iter().filter_map(|element| framework.elements.get_index_of(*element));
    named.flat_map(|index| framework.below(index).into_iter().chain([index])).collect()
}

/// The elements that some answer to a question rates.
fn informed(question: &Question) -> BTreeSet<&str> {
    question.rates.iter().map(String::as_str).collect()
}

fn roles(questionnaire: &Questionnaire) -> BTreeMap<String, usize> {
    let mut roles = BTreeMap::new();
    for question in questionnaire.questions.values() {
        for role in question.roles.iter().collect::<BTreeSet<_>>() {
            *roles.entry(role.clone()).or_default() += 1;
        }
    }
    roles
}

fn share(
    framework: &Framework,
    questionnaire: &Questionnaire,
    question: &Question,
    informed: &BTreeSet<&str>,
    links: &Links,
) -> Option<Shared> {
    let mut informs: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (other, element) in informed.iter().flat_map(|element| links.of(framework, element)) {
        informs.entry(other.clone()).or_default().insert(element.clone());
    }
    let (questionnaire, question) = (questionnaire.id.clone(), question.id.clone());
    (!informs.is_empty()).then_some(Shared { questionnaire, question, informs })
}

/// The elements that no question reaches: by the largest part of the framework that nothing reaches, else by what
/// directly contains them.
fn unreached(framework: &Framework, leaves: &[ElementIndex], questions: &[usize]) -> Vec<Group> {
    let mut reached = vec![false; framework.elements.len()];
    for leaf in leaves.iter().filter(|leaf| questions[**leaf] > 0) {
        above(framework, *leaf).for_each(|index| reached[index] = true);
    }
    let mut groups: Vec<Group> = Vec::new();
    for leaf in leaves.iter().filter(|leaf| questions[**leaf] == 0) {
        let parts =
            above(framework, *leaf).filter(|index| !reached[*index] && framework.elements[*index].parent.is_some());
        let Some(container) = parts.last().or(framework.elements[*leaf].parent) else { continue };
        let element = &framework.elements[container];
        let at = groups.iter().position(|group| group.container == element.id).unwrap_or_else(|| {
            groups.push(Group {
                container: element.id.clone(),
                title: element.title.clone(),
                all: !reached[container],
                elements: Vec::new(),
            });
            groups.len() - 1
        });
        groups[at].elements.push(framework.elements[*leaf].id.clone());
    }
    groups
}

/// What contains an element, from the nearest to the whole.
fn above(framework: &Framework, element: ElementIndex) -> impl Iterator<Item = ElementIndex> {
    let parent = move |index: &ElementIndex| framework.elements[*index].parent;
    std::iter::successors(parent(&element), parent)
}
