//! CMMI for Services 1.3 and the services part of V2.0 and V3.0 against the lists.

use std::collections::BTreeMap;

use crate::lists::{agrees, list, numbers, plain};
use crate::shipped::{children, of_kinds, shipped};

const AREAS: &[&str] = &["process-area", "optional-process-area"];

#[test]
fn there_are_24_process_areas_with_their_goals_and_practices() {
    let framework = shipped("cmmi-svc-1.3");
    let mut areas: BTreeMap<&str, _> =
        of_kinds(framework, AREAS).into_iter().map(|area| (area.id.as_str(), area)).collect();
    let (mut all_goals, mut all_practices) = (0, 0);
    for line in list("cmmi-svc-1.3.txt") {
        let area = areas.remove(line[0].as_str()).unwrap_or_else(|| panic!("{} is there", line[0]));
        assert_eq!(plain(&area.title), plain(&line[1]));
        let level = format!("ml{}", line[3]);
        assert!(area.tags.contains(&level) && area.tags.contains(&line[2]), "{}: {:?}", area.id, area.tags);
        assert_eq!(area.tags.len(), 2, "{} has one level and one category: {:?}", area.id, area.tags);
        let goals: Vec<_> = framework.below(framework.elements.get_index_of(&area.id).expect("it is there"));
        let goals = goals.into_iter().map(|index| &framework.elements[index]);
        let goals: Vec<_> = goals.filter(|goal| goal.kind == "specific-goal").collect();
        let sizes: Vec<_> = goals.iter().map(|goal| Some(goal.children.len())).collect();
        assert_eq!(sizes, numbers(&line[6]), "{}", area.id);
        for (number, goal) in goals.iter().enumerate().map(|(index, goal)| (index + 1, goal)) {
            assert_eq!(goal.id, format!("{}-SG{number}", area.id));
            let practices: Vec<&str> = children(framework, goal).iter().map(|child| child.id.as_str()).collect();
            let expected = (1..=practices.len()).map(|practice| format!("{}-SP{number}.{practice}", area.id));
            assert_eq!(practices, expected.collect::<Vec<_>>());
        }
        let count: usize = sizes.iter().flatten().sum();
        assert!(agrees(goals.len(), &line[4]) && agrees(count, &line[5]), "{}", area.id);
        (all_goals, all_practices) = (all_goals + goals.len(), all_practices + count);
    }
    assert!(areas.is_empty(), "{:?}", areas.keys());
    assert_eq!((all_goals, all_practices), (53, 181));
}

#[test]
fn every_process_area_has_three_generic_goals_with_1_10_and_2_practices() {
    let framework = shipped("cmmi-svc-1.3");
    let practices = |goal: usize, count: usize| (1..=count).map(move |number| format!("GP{goal}.{number}"));
    let expected = [(1, 1), (2, 10), (3, 2)].map(|(goal, count)| practices(goal, count).collect::<Vec<_>>());
    for area in of_kinds(framework, AREAS) {
        let goals = children(framework, area);
        assert_eq!(
            goals.iter().map(|goal| goal.code.as_str()).collect::<Vec<_>>(),
            ["GG1", "GG2", "GG3"],
            "{}",
            area.id
        );
        for (goal, expected) in goals.into_iter().zip(&expected) {
            let found: Vec<&str> = children(framework, goal).iter().map(|practice| practice.code.as_str()).collect();
            assert_eq!(found, *expected, "{}", goal.id);
        }
    }
}

/// 8 process areas at level 2, then 12, 2 and 2; only supplier agreements and service system development are optional.
#[test]
fn process_areas_are_spread_over_the_maturity_levels() {
    let framework = shipped("cmmi-svc-1.3");
    let areas = of_kinds(framework, AREAS);
    let at = |level: &str| areas.iter().filter(|area| area.tags.iter().any(|tag| tag == level)).count();
    assert_eq!(["ml2", "ml3", "ml4", "ml5"].map(at), [8, 12, 2, 2]);
    let optional: Vec<&str> =
        of_kinds(framework, &["optional-process-area"]).iter().map(|area| area.id.as_str()).collect();
    assert_eq!(optional, ["SAM", "SSD"]);
    for area in areas {
        let may_be_left_out = framework.kinds[&area.kind].may_be_not_applicable;
        assert_eq!(may_be_left_out, optional.contains(&area.id.as_str()), "{}", area.id);
    }
    assert_eq!(of_kinds(framework, &["coverage-rule"]).len(), 8, "2, 3 and 3 rules of coverage");
}

#[test]
fn the_services_view_has_22_practice_areas_with_their_groups() {
    let framework = shipped("cmmi-services-v2-v3");
    let mut areas: BTreeMap<&str, _> = of_kinds(framework, &["practice-area", "optional-practice-area"])
        .into_iter()
        .map(|area| (area.id.as_str(), area))
        .collect();
    let mut groups = 0;
    for line in list("cmmi-services-v2-v3.txt") {
        let area = areas.remove(line[0].as_str()).unwrap_or_else(|| panic!("{} is there", line[0]));
        assert_eq!(plain(&area.title), plain(&line[1]));
        let found = children(framework, area);
        let said: Vec<&str> = line[2].split(' ').collect();
        assert_eq!(found.len(), said.len(), "{}: groups of practices", area.id);
        for ((group, said), level) in found.iter().zip(said).zip(1..) {
            assert_eq!(group.id, format!("{}-{level}", area.id));
            assert!(agrees(group.children.len(), said), "{}: {} of {said}", group.id, group.children.len());
            for (practice, number) in children(framework, group).into_iter().zip(1..) {
                assert!(practice.id.ends_with(&format!("{level}.{number}")), "{}", practice.id);
            }
        }
        groups += found.len();
    }
    assert!(areas.is_empty(), "{:?}", areas.keys());
    assert_eq!(groups, 73);
}
