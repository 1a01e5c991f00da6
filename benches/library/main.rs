//! Loading and checking the whole library, and the same library two and four times over under other ids, to show that
//! the time grows with what is read and no faster. `cargo bench --bench library`.
//!
//! Files are read into memory before anything is measured. Every line is the best of some runs in this one process; on
//! Linux it is the time of the processor, which other work on the machine disturbs less than the clock.

#[path = "../../tests/common/mod.rs"]
mod common;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use common::{Disk, Memory};
use gradus::load::{Library, Loader, Store};
use gradus::model::{Framework, Questionnaire};
use gradus::{cases, lint};

const RUNS: usize = 5;

/// All files below a folder of the repository.
fn read_below(folder: &str, files: &mut BTreeMap<String, String>) {
    for path in Disk.list(folder) {
        match Disk.read(&path) {
            Ok(bytes) => {
                files.insert(path, String::from_utf8(bytes).expect("what is shipped is text"));
            }
            Err(_) => read_below(&path, files),
        }
    }
}

/// The library, with every framework and questionnaire as often as asked. A copy has the id of its original and a
/// number behind it; it reads the parts that several frameworks share again, from the same place.
fn library_times(times: usize) -> Memory {
    let mut files = BTreeMap::new();
    read_below("frameworks", &mut files);
    read_below("questionnaires", &mut files);
    let frameworks = common::library().frameworks();
    let mut all = files.clone();
    for copy in 2..=times {
        for (path, text) in &files {
            let mut parts = path.splitn(3, '/');
            let (Some(root), Some(id), Some(rest)) = (parts.next(), parts.next(), parts.next()) else { continue };
            // The id of the file itself, and the framework that a questionnaire or a case is about.
            let renamed = |line: &str| {
                let words = line.split_once(": ").filter(|(key, _)| ["id", "framework"].contains(key));
                match words {
                    Some((key, name)) if key == "framework" || name == id => format!("{key}: {name}-{copy}\n"),
                    _ => format!("{line}\n"),
                }
            };
            if id != "parts" && (root == "questionnaires" || frameworks.iter().any(|framework| framework == id)) {
                all.insert(format!("{root}/{id}-{copy}/{rest}"), text.lines().map(renamed).collect());
            }
        }
    }
    Memory(all)
}

/// Everything loaded and checked, and how many bytes were read for it.
fn load(store: &Memory) -> (BTreeMap<String, Framework>, Vec<Questionnaire>, usize) {
    let library = Library::new(store, "");
    let mut loader = Loader::new();
    let mut frameworks = BTreeMap::new();
    for id in library.frameworks() {
        let (store, folder) = library.framework(&id).expect("it was listed");
        frameworks.insert(id, loader.framework(store, &folder).expect("it is sound"));
    }
    let mut questionnaires = Vec::new();
    for id in library.questionnaires() {
        let (store, folder) = library.questionnaire(&id).expect("it was listed");
        let about = loader.framework_of_questionnaire(store, &folder).expect("it names its framework");
        questionnaires.push(loader.questionnaire(store, &folder, &frameworks[&about.value]).expect("it is sound"));
    }
    assert!(loader.problems.is_empty(), "what is shipped has no problems: {:#?}", loader.problems);
    let of_frameworks = frameworks.values().flat_map(|framework| &framework.files);
    let files = of_frameworks.chain(questionnaires.iter().flat_map(|questionnaire| &questionnaire.files));
    let read = files.map(|file| store.0[&file.path].len()).sum();
    (frameworks, questionnaires, read)
}

fn lint_all(frameworks: &BTreeMap<String, Framework>, questionnaires: &[Questionnaire]) -> usize {
    let of_frameworks = frameworks.values().map(|framework| lint::framework(framework).len());
    let of_questionnaires = questionnaires
        .iter()
        .map(|questionnaire| lint::questionnaire(questionnaire, &frameworks[&questionnaire.framework]).len());
    of_frameworks.chain(of_questionnaires).sum()
}

/// Loads and runs the cases that stand beside the frameworks.
fn run_cases(store: &Memory, frameworks: &BTreeMap<String, Framework>) -> usize {
    let mut loader = Loader::new();
    let mut count = 0;
    for (id, framework) in frameworks {
        let folder = format!("frameworks/{id}");
        if store.0.contains_key(&format!("{folder}/cases.yaml")) {
            let cases = loader.cases(store, &folder, framework).expect("they are sound");
            assert!(cases.iter().all(|case| cases::run(framework, case).holds), "the cases of {id} hold");
            count += cases.len();
        }
    }
    count
}

fn best<T>(runs: usize, mut work: impl FnMut() -> T) -> Duration {
    let one = |_| {
        let (start, on_processor) = (Instant::now(), on_processor());
        black_box(work());
        let spent = self::on_processor().zip(on_processor).map(|(now, before)| now.saturating_sub(before));
        spent.unwrap_or_else(|| start.elapsed())
    };
    (0..runs).map(one).min().unwrap_or_default()
}

/// How long this thread has been on a processor, where the system says so.
fn on_processor() -> Option<Duration> {
    let said = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    said.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

fn line(what: &str, time: Duration, once: &mut Option<Duration>) {
    let first = *once.get_or_insert(time);
    let (milliseconds, ratio) = (time.as_secs_f64() * 1e3, time.as_secs_f64() / first.as_secs_f64());
    println!("  {what:<58} {milliseconds:>10.1} ms   {ratio:>5.2} times as long as once");
}

fn main() {
    let [mut to_load, mut to_lint, mut to_run] = [None; 3];
    for times in [1, 2, 4] {
        let store = library_times(times);
        let (frameworks, questionnaires, read) = load(&store);
        let elements: usize = frameworks.values().map(|framework| framework.elements.len()).sum();
        let questions: usize = questionnaires.iter().map(|questionnaire| questionnaire.questions.len()).sum();
        println!(
            "{times} times: {} frameworks with {elements} elements, {} questionnaires with {questions} questions, {:.1} MB",
            frameworks.len(),
            questionnaires.len(),
            read as f64 / 1e6
        );
        line("load and check all of it", best(RUNS, || load(&store)), &mut to_load);
        line(
            "lint it (`gradus check` does so for one at a time)",
            best(1, || lint_all(&frameworks, &questionnaires)),
            &mut to_lint,
        );
        // Cases take seconds; twice is enough to compare.
        if times <= 2 {
            let mut cases = 0;
            let time = best(1, || cases = run_cases(&store, &frameworks));
            line(&format!("load and run its {cases} cases"), time, &mut to_run);
        }
    }
}
