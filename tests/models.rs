//! Model packs: assessment models of the field said in YAML alone, with published or calculated results as their cases;
//! and the worked example of every primitive rule. Each folder is a framework with its own cases.

use std::path::{Path, PathBuf};

use gradus::cases;
use gradus::load::{Loader, ReadError, Store};

/// Files below the repository.
struct Repository;

impl Repository {
    fn path(path: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
    }
}

impl Store for Repository {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        std::fs::read(Repository::path(path)).map_err(|_| ReadError::Missing)
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let entries = std::fs::read_dir(Repository::path(folder)).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let mut paths: Vec<String> = names.map(|name| format!("{folder}/{name}")).collect();
        paths.sort();
        paths
    }
}

/// Runs all cases of all frameworks in a folder, and gives the numbers of both; what differs is printed.
fn run(home: &str) -> (usize, usize) {
    let is_framework = |folder: &String| Repository::path(folder).join("framework.yaml").exists();
    let folders: Vec<String> = Repository.list(home).into_iter().filter(is_framework).collect();
    let results: Vec<(usize, Vec<String>)> = std::thread::scope(|scope| {
        let halves = folders.chunks(folders.len().div_ceil(2).max(1));
        let workers: Vec<_> = halves
            .map(|folders| scope.spawn(|| folders.iter().map(|folder| run_one(folder)).collect::<Vec<_>>()))
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("no case panics")).collect()
    });
    let wrong: Vec<String> = results.iter().flat_map(|(_, wrong)| wrong.clone()).collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    (results.len(), results.iter().map(|(cases, _)| cases).sum())
}

/// Runs the cases of one framework: how many there are, and what differs.
fn run_one(folder: &str) -> (usize, Vec<String>) {
    let mut loader = Loader::new();
    let framework = loader.framework(&Repository, folder);
    let cases = framework.as_ref().and_then(|framework| loader.cases(&Repository, folder, framework));
    let (Some(framework), Some(cases)) = (framework, cases) else {
        return (0, loader.problems.iter().map(|problem| format!("{}: {}", problem.place, problem.message)).collect());
    };
    let mut wrong = Vec::new();
    for case in &cases {
        let ran = cases::run(&framework, case);
        let differing = ran.checks.iter().filter(|check| !check.holds).map(|check| {
            let (element, measure) = (&check.element, &check.measure);
            format!("{element} {measure}: expected {}, obtained {}", check.expected, check.obtained)
        });
        let refused = ran.refused.iter().map(|problem| format!("refused: {}", problem.message));
        if !ran.holds {
            let said: Vec<String> = differing.chain(refused).collect();
            wrong.push(format!("{folder}, case {}: {}", case.id, said.join("; ")));
        }
    }
    (cases.len(), wrong)
}

#[test]
fn every_model_gives_the_results_that_were_published_or_calculated_for_it() {
    let (frameworks, cases) = run("tests/models");
    println!("{cases} cases of {frameworks} models");
    assert!(frameworks >= 31, "a model is missing: {frameworks}");
    assert!(cases >= 780, "cases are missing: {cases}");
}

#[test]
fn every_primitive_rule_gives_its_worked_example() {
    let (_, cases) = run("examples/rules");
    assert!(cases >= 180, "cases are missing: {cases}");
    let numbers = (1..=30).map(|number| format!("examples/rules/{number:02}-"));
    let folders = Repository.list("examples/rules");
    for number in numbers {
        assert!(folders.iter().any(|folder| folder.starts_with(&number)), "nothing shows row {number}");
    }
}

/// A test of expectations that cannot fail would be none: a changed expectation must be seen.
#[test]
fn an_expectation_that_is_wrong_is_seen() {
    let mut loader = Loader::new();
    let folder = "examples/rules/06-minimum";
    let framework = loader.framework(&Repository, folder).expect("it is sound");
    let mut cases = loader.cases(&Repository, folder, &framework).expect("they are sound");
    let case = cases.iter_mut().find(|case| !case.expected.is_empty()).expect("some case expects a result");
    case.expected[0].outcome.push('9');
    assert!(!cases::run(&framework, case).holds);
}
