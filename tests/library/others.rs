//! FitSM, the light and the neighbouring frameworks, and the names of levels everywhere, against the lists.

use crate::lists::{agrees, list, plain, spelt};
use crate::shipped::{FRAMEWORKS, children, of_kinds, shipped};

#[test]
fn the_library_holds_what_the_list_holds() {
    let listed: Vec<String> = list("frameworks.txt").into_iter().map(|line| line[0].clone()).collect();
    assert_eq!(FRAMEWORKS.keys().cloned().collect::<Vec<_>>(), listed);
}

#[test]
fn fitsm_has_17_general_requirements_and_65_of_processes() {
    let framework = shipped("fitsm-3");
    let listed = list("fitsm-3.txt");
    let processes = of_kinds(framework, &["process"]);
    let titled: Vec<_> = processes.iter().map(|process| (process.id.clone(), process.title.clone())).collect();
    let expected = listed.iter().map(|line| (line[0].clone(), format!("{} ({})", spelt(&line[1]), line[2])));
    assert_eq!(titled, expected.collect::<Vec<_>>());
    let mut counts = [0, 0];
    for (process, line) in processes.into_iter().zip(&listed) {
        let found = children(framework, process);
        assert!(agrees(found.len(), &line[3]), "{}: {} requirements", process.id, found.len());
        for (requirement, number) in found.iter().zip(1..) {
            assert_eq!(requirement.id, format!("{}.{number}", process.id));
        }
        counts[usize::from(process.id.starts_with("PR"))] += found.len();
    }
    assert_eq!(counts, [17, 65]);
}

#[test]
fn scales_name_their_levels_as_published() {
    for line in list("levels.txt") {
        let framework = shipped(&line[0]);
        let is = |title: &str, said: &String| said.split('/').any(|name| plain(name) == plain(title));
        let fits = |titles: &[&str]| {
            titles.len() == line.len() - 1 && titles.iter().zip(&line[1..]).all(|(title, said)| is(title, said))
        };
        let scales: Vec<Vec<&str>> = framework
            .scales
            .values()
            .map(|scale| scale.ratings.iter().map(|rating| rating.title.as_str()).collect())
            .collect();
        assert!(scales.iter().any(|titles| fits(titles)), "{line:?} is none of {scales:#?}");
    }
}

#[test]
fn the_framework_for_schools_has_its_twelve_processes() {
    let framework = shipped("fits");
    let listed = list("fits.txt");
    let processes = of_kinds(framework, &["process"]);
    assert_eq!((processes.len(), listed.len()), (12, 12));
    for line in listed {
        let named = processes.iter().filter(|process| plain(&process.title).starts_with(&line[0])).count();
        assert_eq!(named, 1, "{line:?}");
    }
}

#[test]
fn projects_are_seen_from_seven_perspectives() {
    let framework = shipped("p3m3-style");
    let perspectives = of_kinds(framework, &["perspective"]);
    let listed = list("p3m3.txt");
    assert_eq!((perspectives.len(), listed.len()), (7, 7));
    for (perspective, line) in perspectives.iter().zip(&listed) {
        let named = line[0].split('/').any(|name| plain(name) == plain(&perspective.title));
        assert!(named, "{} for {line:?}", perspective.title);
    }
}
