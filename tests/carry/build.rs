//! Small frameworks, crosswalks and answers in memory.

use gradus::carry::{Carried, Ways, carry};
use gradus::diagnostic::render;
use gradus::load::{Library, Loader};
use gradus::model::{Crosswalk, Framework, Questionnaire};

use crate::common::{self, Memory};

/// A group of items: its id, and the id and weight of each item.
pub type Group = (String, Vec<(String, String)>);

/// Groups of items that weigh 1 each.
pub fn groups(of: &[(&str, &[&str])]) -> Vec<Group> {
    let item = |id: &&str| ((*id).to_owned(), "1".to_owned());
    of.iter().map(|(group, items)| ((*group).to_owned(), items.iter().map(item).collect())).collect()
}

const THREE: &str = "      - {id: not-met, title: Not met}
      - {id: partly-met, title: Partly met}
      - {id: met, title: Met}
";
const BANDS: &str = "      - {id: N, title: Not achieved, up-to: 15 %}
      - {id: P, title: Partially achieved, up-to: 50 %}
      - {id: L, title: Largely achieved, up-to: 85 %}
      - {id: F, title: Fully achieved, up-to: 100 %}
";
const TWO: &str = "      - {id: no, title: No}
      - {id: yes, title: Yes}
";

/// The scale that items are rated on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Not met, partly met, met.
    Three,
    /// N, P, L, F with bands.
    Bands,
    /// No, yes.
    Two,
}

/// The text of a framework of groups of items, in which a group and the whole are as good as their worst item.
pub fn framework(id: &str, scale: Scale, groups: &[Group]) -> (String, String) {
    let ratings = match scale {
        Scale::Three => THREE,
        Scale::Bands => BANDS,
        Scale::Two => TWO,
    };
    let mut text = format!(
        "format: gradus/framework/1
id: {id}
title: The {id} framework
edition: made up
version: 1.0.0
about: Made up.
rights: None.
scales:
  rating:
    title: Rating
    ratings:
{ratings}kinds:
  whole:
    title: framework
    plural: frameworks
    default-child: group
    measures:
      rating: {{title: Rating, scale: rating, rule: lowest-item}}
  group:
    title: group
    plural: groups
    default-child: item
    measures:
      rating: {{title: Rating, scale: rating, rule: lowest-item}}
  item:
    title: item
    plural: items
    rated-on: rating
    not-applicable: allowed
    measures:
      rating: {{title: Rating, scale: rating, stated: lowest-answer}}
states: {{not-applicable: exclude, not-triggered: exclude, out-of-scope: exclude, dont-know: bound, unanswered: lowest}}
rules:
  lowest-answer:
    title: The lowest rating that anybody gave
    source: made up
    certainty: ours
    does: {{consensus: {{scale: rating, method: lowest}}}}
  lowest-item:
    title: The lowest rating of any item
    source: made up
    certainty: ours
    does: {{lowest: {{of: {{every: item}}}}}}
elements:
"
    );
    for (group, items) in groups {
        text.push_str(&format!("  - id: {group}\n    title: Group {group}\n    contains:\n"));
        for (item, weight) in items {
            text.push_str(&format!("      - {{id: {item}, text: Item {item}., weight: {weight}}}\n"));
        }
    }
    (id.to_owned(), text)
}

/// One relation as it is written.
pub fn relation(from: &str, to: &str, relation: &str, strength: &str, back: &str) -> String {
    let share = |name: &str, share: &str| if share.is_empty() { String::new() } else { format!(", {name}: {share}") };
    let (strength, back) = (share("strength", strength), share("strength-back", back));
    format!("{{from: {from}, to: {to}, relation: {relation}{strength}{back}, because: made up}}")
}

/// An assessment with what is needed to carry it over.
pub struct Case {
    files: Memory,
    ids: Vec<String>,
}

impl Case {
    /// Answers under the framework `first`, as a mapping from items.
    pub fn new(answers: &str) -> Case {
        Case { files: common::case("first", "", &format!("framework: first\nratings: {answers}\n")), ids: Vec::new() }
    }

    /// The same with a file.
    pub fn file(mut self, path: &str, text: &str) -> Case {
        self.files.0.insert(path.to_owned(), text.to_owned());
        self
    }

    /// The same with a framework.
    pub fn with(mut self, (id, text): (String, String)) -> Case {
        self.ids.push(id.clone());
        self.file(&format!("frameworks/{id}/framework.yaml"), &text)
    }

    /// The same with a crosswalk.
    pub fn crosswalk<R: AsRef<str>>(self, from: &str, to: &str, relations: &[R]) -> Case {
        let id = format!("{from}--{to}");
        let mut text = format!(
            "format: gradus/crosswalk/1\nid: {id}\ntitle: Made up\nversion: 1.0.0\nfrom: {from}\nto: {to}\nstanding: ours\n\
             certainty: ours\nabout: Made up.\nrelations:\n"
        );
        relations.iter().for_each(|relation| text.push_str(&format!("  - {}\n", relation.as_ref())));
        self.file(&format!("frameworks/crosswalks/{id}.yaml"), &text)
    }

    /// What is carried over; a problem of any severity ends the test.
    pub fn carry(&self, to: &str) -> Carried {
        let library = Library::new(&self.files, "");
        let mut loader = Loader::new();
        let loaded = loader.engagement(&self.files, "case", &library);
        let frameworks: Vec<Framework> = self.ids.iter().filter_map(|id| self.framework(&mut loader, id)).collect();
        let problems = |loader: &Loader| {
            let problems = loader.problems.iter().map(|problem| render(problem, |file| loader.text(file), false));
            let problems: Vec<String> = problems.collect();
            assert!(problems.is_empty(), "{}", problems.join("\n\n"));
        };
        problems(&loader);
        let of = |id: &str| frameworks.iter().find(|framework| framework.id == id).expect("it is there");
        let crosswalks: Vec<Crosswalk> = library
            .crosswalks()
            .iter()
            .filter_map(|id| {
                let (store, path) = library.crosswalk(id)?;
                let (from, to) = loader.frameworks_of_crosswalk(store, &path)?;
                loader.crosswalk(store, &path, of(&from), of(&to))
            })
            .collect();
        let questionnaires = library.questionnaires();
        let questionnaires: Vec<Questionnaire> = questionnaires
            .iter()
            .filter_map(|id| {
                let (store, folder) = library.questionnaire(id)?;
                let about = loader.framework_of_questionnaire(store, &folder)?;
                loader.questionnaire(store, &folder, of(&about))
            })
            .collect();
        problems(&loader);
        let ways = Ways { to: of(to), between: &frameworks, crosswalks: &crosswalks, questionnaires: &questionnaires };
        let loaded = loaded.expect("the assessment is in order");
        carry(&loaded, loaded.engagement.agreement.report, &ways).expect("nothing is decided that may not be")
    }

    fn framework(&self, loader: &mut Loader, id: &str) -> Option<Framework> {
        loader.framework(&self.files, &format!("frameworks/{id}"))
    }

    /// All files, for whoever has to find out why.
    pub fn text(&self) -> String {
        let wanted = self.files.0.iter().filter(|(path, _)| !path.ends_with("assessment.yaml"));
        wanted.map(|(path, text)| format!("--- {path}\n{text}")).collect()
    }
}
