//! What is shipped: frameworks, questionnaires and examples hold what they claim, completely and once.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use common::{Disk, assess_loaded, case, framework, load, load_from, outcome, questionnaire, repository};
use gradus::load::Store;
use gradus::model::{Certainty, Element, Framework, Questionnaire};

const ISO: &str = "iso-20000-1-2018";
const EDITIONS: [(&str, usize); 2] = [("service-process-capability-2015", 9), ("service-process-capability-2019", 10)];

fn data(name: &str) -> String {
    fs::read_to_string(repository().join("tests/data").join(name)).unwrap()
}

fn of_kind<'a>(framework: &'a Framework, kind: &str) -> Vec<&'a Element> {
    framework.elements.values().filter(|element| element.kind == kind).collect()
}

fn parent<'a>(framework: &'a Framework, element: &Element) -> &'a Element {
    &framework.elements[element.parent.expect("it belongs to something")]
}

fn leaves(framework: &Framework) -> BTreeSet<&str> {
    let leaves = framework.elements.values().filter(|element| framework.is_leaf(element));
    leaves.map(|element| element.id.as_str()).collect()
}

/// What is asked about ISO/IEC 20000-1:2018 and about process capability, by the end of its name.
fn asked(ending: &str) -> Vec<(Framework, Questionnaire)> {
    let about = EDITIONS.iter().map(|(id, _)| *id).chain([ISO]);
    let loaded = about.map(|id| {
        let framework = framework(id);
        let questionnaire = questionnaire(&format!("{id}-{ending}"), &framework);
        (framework, questionnaire)
    });
    loaded.collect()
}

/// The lists in `tests/data` hold what the domain notes say of ISO/IEC 20000-1:2018, apart from any framework file.
#[test]
fn the_requirements_are_those_of_the_list_in_its_order_with_its_flags() {
    let framework = framework(ISO);
    let flags = BTreeMap::from([
        ("documented", "D"),
        ("record", "R"),
        ("planned-interval", "P"),
        ("top-management", "T"),
        ("communicated", "C"),
    ]);
    let found = of_kind(&framework, "requirement").into_iter().map(|requirement| {
        // A tag without a flag is our own reading of audit practice and stands in no list.
        let flags: BTreeSet<_> = requirement.tags.iter().filter_map(|tag| flags.get(tag.as_str()).copied()).collect();
        (requirement.id.clone(), flags)
    });
    let list = data("iso-20000-1-2018-ids.txt");
    let listed = list.lines().map(|line| {
        let mut words = line.split(' ');
        (words.next().unwrap_or_default().to_owned(), words.collect::<BTreeSet<_>>())
    });
    let (found, listed): (Vec<_>, Vec<_>) = (found.collect(), listed.collect());
    for (found, listed) in found.iter().zip(&listed) {
        assert_eq!(found, listed);
    }
    assert_eq!((found.len(), listed.len()), (382, 382));
}

#[test]
fn the_clauses_are_those_of_the_list_with_their_titles_and_numbered_paragraphs_below_them() {
    /// Paragraphs that the standard numbers and gives no title; the titles in the framework are ours.
    const PARAGRAPHS: [&str; 11] =
        ["6.1.1", "6.1.2", "6.1.3", "7.5.3.1", "7.5.3.2", "8.2.3.1", "8.2.3.2", "9.2.1", "9.2.2", "10.1.1", "10.1.2"];
    let framework = framework(ISO);
    let clauses = of_kind(&framework, "clause");
    let (paragraphs, titled): (Vec<_>, Vec<_>) =
        clauses.into_iter().partition(|clause| PARAGRAPHS.contains(&clause.id.as_str()));
    let found: Vec<_> = titled.iter().map(|clause| format!("{}\t{}", clause.id, clause.title)).collect();
    let list = data("iso-20000-1-2018-clauses.txt");
    assert_eq!(found, list.lines().collect::<Vec<_>>());
    for clause in titled.iter().chain(&paragraphs) {
        let expected = clause.id.rsplit_once('.').map_or(Framework::WHOLE, |(above, _)| above);
        assert_eq!(parent(&framework, clause).id, expected, "{}", clause.id);
    }
    for requirement in of_kind(&framework, "requirement") {
        let (clause, _) = requirement.id.rsplit_once('-').expect("clause and letter");
        assert_eq!(parent(&framework, requirement).id, clause, "{}", requirement.id);
    }
}

#[test]
fn every_requirement_stands_on_its_own() {
    let framework = framework(ISO);
    for requirement in of_kind(&framework, "requirement") {
        let id = &requirement.id;
        let text = &requirement.text;
        assert!(text.ends_with('.') && !text.ends_with(".."), "{id} ends in a full stop: {text}");
        assert!(text.starts_with(char::is_uppercase), "{id} is a sentence: {text}");
        assert!(!requirement.weight.is_negative() && !requirement.weight.is_zero(), "{id} weighs something");
        assert!(!requirement.evidence.is_empty(), "{id} names typical evidence");
        assert!(requirement.evidence.iter().all(|item| !item.trim().is_empty()), "{id} names evidence in words");
        assert_ne!(requirement.certainty, Certainty::Ours, "{id} is in the standard, more or less surely");
        let (clause, _) = id.rsplit_once('-').expect("clause and letter");
        assert!(requirement.source.starts_with("ISO/IEC 20000-1:2018"), "{id}: {}", requirement.source);
        let cited = requirement.source.split([',', ' ', ';']).any(|word| word == clause);
        assert!(cited || requirement.source.contains("Amd"), "{id} cites its clause: {}", requirement.source);
    }
}

#[test]
fn an_audit_asks_once_about_everything_that_is_rated() {
    let audits = asked("audit");
    for (framework, questionnaire) in &audits {
        let mut asked: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (id, question) in &questionnaire.questions {
            let informed: BTreeSet<&str> = question.informs.values().flatten().map(|(element, _)| &**element).collect();
            for element in informed {
                asked.entry(element).or_default().push(id);
            }
        }
        for (element, questions) in &asked {
            assert_eq!(questions, &[*element], "{}: the question is named like what it rates", questionnaire.id);
        }
        let asked: BTreeSet<&str> = asked.into_keys().collect();
        assert_eq!(asked, leaves(framework), "{}", questionnaire.id);
    }
}

#[test]
fn a_quick_scan_has_thirty_to_forty_questions_and_says_how_many() {
    for (_, questionnaire) in asked("quick-scan") {
        let count = questionnaire.questions.len();
        assert!((30..=40).contains(&count), "{} has {count}", questionnaire.id);
        let words = match count {
            33 => "Thirty-three questions",
            40 => "Forty questions",
            other => panic!("add the word for {other}"),
        };
        assert!(questionnaire.about.starts_with(words), "{}: {}", questionnaire.id, questionnaire.about);
    }
}

#[test]
fn the_quick_scan_of_the_standard_touches_every_clause_that_holds_requirements() {
    let framework = framework(ISO);
    let questionnaire = questionnaire(&format!("{ISO}-quick-scan"), &framework);
    let informed = questionnaire.questions.values().flat_map(|question| question.informs.values().flatten());
    let touched: BTreeSet<_> =
        informed.map(|(id, _)| parent(&framework, &framework.elements[id]).id.as_str()).collect();
    let holding: BTreeSet<_> = of_kind(&framework, "requirement")
        .into_iter()
        .map(|requirement| parent(&framework, requirement).id.as_str())
        .collect();
    assert_eq!(touched, holding);
}

#[test]
fn the_quick_scan_of_capability_rates_every_attribute_of_every_process_from_one_question() {
    for (id, _) in EDITIONS {
        let framework = framework(id);
        let questionnaire = questionnaire(&format!("{id}-quick-scan"), &framework);
        let asked: Vec<_> = questionnaire.questions.keys().map(String::as_str).collect();
        let processes: Vec<_> = of_kind(&framework, "process").iter().map(|process| process.id.as_str()).collect();
        let sorted = |list: &[&str]| list.iter().map(|id| (*id).to_owned()).collect::<BTreeSet<_>>();
        assert_eq!(sorted(&asked), sorted(&processes), "{id}");
        for (process, question) in &questionnaire.questions {
            let attributes = framework.elements[process].children.iter().map(|child| &framework.elements[*child].id);
            let attributes: Vec<_> = attributes.collect();
            for (option, ratings) in &question.informs {
                let rated: Vec<_> = ratings.iter().map(|(element, _)| element).collect();
                assert_eq!(rated, attributes, "{process}, {option}");
            }
        }
    }
}

/// Each description of the quick scan tells of one level more than the one before, after two for level 0: nothing
/// happens, or too little. The level follows from the ratings by the rule of the framework.
#[test]
fn the_descriptions_of_the_capability_quick_scan_climb_the_levels() {
    let descriptions = ["absent", "patchy", "works", "steered", "common-way", "predictable", "renewed"];
    let processes = ["RES-INC", "RES-REQ", "RES-PRB", "CHG-CHG", "CHG-SDT", "CHG-REL", "SUP-CAP"];
    for (id, _) in EDITIONS {
        let mut said = format!("questionnaire: {id}-quick-scan\nanswers:\n");
        for (process, description) in processes.iter().zip(descriptions) {
            said.push_str(&format!("  {process}: {description}\n"));
        }
        let assessment = assess_loaded(&load_from(&case(id, "", &said), "case"));
        let levels = processes.map(|process| outcome(&assessment, process, "level").known());
        assert_eq!(levels, ["0", "0", "1", "2", "3", "4", "5"].map(Some), "{id}");
    }
}

#[test]
fn there_are_33_processes_with_the_attributes_of_each_edition() {
    let (attributes_2015, attributes_2019) = (
        ["1.1", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2", "5.1", "5.2"].as_slice(),
        ["1.1", "2.1", "2.2", "3.1", "3.2", "3.3", "4.1", "4.2", "5.1", "5.2"].as_slice(),
    );
    for ((id, count), expected) in EDITIONS.into_iter().zip([attributes_2015, attributes_2019]) {
        let framework = framework(id);
        let processes = of_kind(&framework, "process");
        assert_eq!(processes.len(), 33, "{id}");
        assert_eq!(expected.len(), count);
        for process in processes {
            let children = process.children.iter().map(|child| &framework.elements[*child]);
            let (kinds, codes): (Vec<_>, Vec<_>) =
                children.map(|child| (child.kind.as_str(), child.code.as_str())).unzip();
            assert!(kinds.iter().all(|kind| *kind == "attribute"), "{id}, {}: {kinds:?}", process.id);
            assert_eq!(codes, expected, "{id}, {}", process.id);
            assert!(process.purpose.ends_with('.'), "{id}, {}: {}", process.id, process.purpose);
        }
    }
}

/// ISO/IEC 33020:2015 counts its achievements (`domain/iso20000.md` §2.2); 1.1 has the outcomes of the process.
#[test]
fn the_attributes_of_2015_have_as_many_achievements_as_the_standard_counts() {
    let counts = [("2.1", 8), ("2.2", 4), ("3.1", 5), ("3.2", 6), ("4.1", 7), ("4.2", 5), ("5.1", 4), ("5.2", 3)];
    let framework = framework("service-process-capability-2015");
    for process in of_kind(&framework, "process") {
        for (code, count) in counts {
            let attribute = &framework.elements[&format!("{}/{code}", process.id)];
            assert_eq!(attribute.children.len(), count, "{}", attribute.id);
        }
        let outcomes = framework.elements[&format!("{}/1.1", process.id)].children.len();
        assert!((4..=8).contains(&outcomes), "{} has {outcomes} outcomes", process.id);
    }
}

#[test]
fn every_example_loads_without_a_problem() {
    let folders = Disk.list("examples").into_iter();
    let folders = folders.filter(|folder| Disk.list(folder).contains(&format!("{folder}/assessment.yaml")));
    let sound: Vec<_> = folders.filter(|folder| !folder.starts_with("examples/broken")).collect();
    assert!(sound.len() >= 2, "{sound:?}");
    for folder in sound {
        assert!(!load(&folder).engagement.responses.is_empty(), "{folder} holds responses");
    }
}
