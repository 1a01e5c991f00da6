//! What holds for every questionnaire that is shipped.

use std::collections::{BTreeMap, BTreeSet};

use gradus::model::questionnaire::Yields;
use gradus::model::{Framework, Questionnaire};
use gradus::outcome::Value;

use crate::shipped::{FRAMEWORKS, QUESTIONNAIRES, leaves, rated};

fn about(questionnaire: &Questionnaire) -> &'static Framework {
    &FRAMEWORKS[&questionnaire.framework]
}

#[test]
fn every_framework_has_a_full_instrument_and_a_quick_scan_or_says_why_not() {
    for framework in FRAMEWORKS.keys() {
        let named = |ending: &str| QUESTIONNAIRES.get(&format!("{framework}-{ending}"));
        let full = named("full").or_else(|| named("audit"));
        let full = full.unwrap_or_else(|| panic!("{framework} has a full instrument"));
        let Some(scan) = named("quick-scan") else {
            assert!(full.about.contains("There is no quick scan, because"), "{framework}: {}", full.about);
            continue;
        };
        assert_eq!(scan.yields, Yields::Indication, "{framework}: a quick scan gives an indication");
    }
    for (id, questionnaire) in QUESTIONNAIRES.iter() {
        assert!(id.starts_with(&questionnaire.framework), "{id} asks about {}", questionnaire.framework);
        assert_eq!(questionnaire.yields == Yields::Indication, id.ends_with("-quick-scan"), "{id}");
    }
}

#[test]
fn a_full_instrument_reaches_everything_that_is_rated() {
    let full = QUESTIONNAIRES.iter().filter(|(id, _)| id.ends_with("-full") || id.ends_with("-audit"));
    let mut count = 0;
    // Where something cannot be asked, its `about` would have to say why; so far nothing is left out.
    for (id, questionnaire) in full {
        let asked = rated(questionnaire);
        let missing: Vec<&str> = leaves(about(questionnaire)).difference(&asked).copied().collect();
        assert!(missing.is_empty(), "{id} asks nothing about {missing:?}");
        count += 1;
    }
    assert_eq!(count, FRAMEWORKS.len());
}

#[test]
fn a_quick_scan_touches_every_part_directly_below_the_whole() {
    for (id, questionnaire) in QUESTIONNAIRES.iter().filter(|(id, _)| id.ends_with("-quick-scan")) {
        let framework = about(questionnaire);
        let asked = rated(questionnaire);
        let whole = framework.elements.get_index_of(Framework::WHOLE).expect("every framework has one");
        let name = |index: usize| framework.elements[index].id.as_str();
        let untouched: Vec<&str> = framework.elements[whole]
            .children
            .iter()
            .filter(|part| {
                let below = framework.below(**part);
                let can_be_rated =
                    below.iter().chain([*part]).any(|index| framework.is_leaf(&framework.elements[*index]));
                can_be_rated && !below.iter().chain([*part]).any(|index| asked.contains(name(*index)))
            })
            .map(|part| name(*part))
            .collect();
        let expected: &[&str] = UNTOUCHED.iter().find(|(scan, _)| scan == id).map_or(&[], |(_, parts)| parts);
        assert_eq!(untouched, expected, "{id}");
    }
}

/// Parts that a quick scan cannot ask about: they describe the assessment itself.
const UNTOUCHED: [(&str, &[&str]); 1] = [("cmmi-svc-1.3-quick-scan", &["COV"])];

const ROLES: [&str; 8] = [
    "top management",
    "service manager",
    "process owner",
    "process manager",
    "practitioner",
    "customer",
    "supplier",
    "auditor",
];

#[test]
fn every_question_names_roles_of_the_list() {
    for (id, questionnaire) in QUESTIONNAIRES.iter() {
        for question in questionnaire.questions.values() {
            let distinct: BTreeSet<&str> = question.roles.iter().map(String::as_str).collect();
            let known = distinct.iter().all(|role| ROLES.contains(role));
            assert!(known && !distinct.is_empty(), "{id}, {}: {:?}", question.id, question.roles);
            assert_eq!(distinct.len(), question.roles.len(), "{id}, {}: {:?}", question.id, question.roles);
        }
    }
}

/// Sets of questions for one role.
const FOR_ONE: [(&str, &str); 7] = [
    ("-sponsor", "top management"),
    ("-process-owner", "process owner"),
    ("-process-manager", "process manager"),
    ("-practitioner", "practitioner"),
    ("-customer", "customer"),
    ("-supplier", "supplier"),
    ("-service-manager", "service manager"),
];

#[test]
fn a_set_for_one_role_asks_that_role_only() {
    for (id, questionnaire) in QUESTIONNAIRES.iter() {
        let Some((_, role)) = FOR_ONE.iter().find(|(end, _)| id.ends_with(end)) else { continue };
        for question in questionnaire.questions.values() {
            assert!(question.roles.iter().any(|own| own == role), "{id}, {}: {:?}", question.id, question.roles);
        }
    }
}

#[test]
fn every_answer_says_what_counts_as_it() {
    for (id, questionnaire) in QUESTIONNAIRES.iter() {
        for (name, set) in &questionnaire.answer_sets {
            for (option, answer) in &set.options {
                assert!(!answer.title.trim().is_empty(), "{id}: `{option}` of `{name}` has no title");
                assert!(!answer.means.trim().is_empty(), "{id}: `{option}` of `{name}` does not say what counts as it");
            }
        }
    }
}

#[test]
fn every_question_asks_something_for_a_reason() {
    for (id, questionnaire) in QUESTIONNAIRES.iter() {
        assert!(questionnaire.minutes > 0 && questionnaire.about.trim().ends_with('.'), "{id}");
        for question in questionnaire.questions.values() {
            let asked = question.ask.trim().ends_with(['?', '.']);
            assert!(asked && !question.why.trim().is_empty(), "{id}, {}: {}", question.id, question.ask);
            assert!(!question.rates.is_empty(), "{id}, {} informs nothing", question.id);
        }
    }
}

#[test]
fn no_two_questions_are_equal() {
    for (id, questionnaire) in QUESTIONNAIRES.iter() {
        let mut known: BTreeMap<String, &str> = BTreeMap::new();
        for question in questionnaire.questions.values() {
            if let Some(first) = known.insert(question.ask.to_lowercase(), &question.id) {
                panic!("{id}: `{first}` and `{}` ask the same: {}", question.id, question.ask);
            }
        }
    }
}

#[test]
fn every_answer_of_a_question_speaks_of_the_same_elements() {
    for (id, questionnaire) in QUESTIONNAIRES.iter() {
        for question in questionnaire.questions.values() {
            let elements = |ratings: &Vec<(String, Value)>| -> Vec<String> {
                ratings.iter().map(|(element, _)| element.clone()).collect()
            };
            let of_each: Vec<Vec<String>> = question.informs.values().map(elements).collect();
            // Without answers to choose from, a number is given.
            assert!(of_each.len() != 1, "{id}, {}: one answer is no choice", question.id);
            for elements in &of_each {
                assert_eq!(elements, &of_each[0], "{id}, {}", question.id);
                let distinct: BTreeSet<_> = elements.iter().collect();
                assert_eq!(distinct.len(), elements.len(), "{id}, {} says nothing twice", question.id);
            }
        }
    }
}
