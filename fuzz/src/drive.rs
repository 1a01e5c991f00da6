//! The targets.

use gradus::assessment::Assessment;
use gradus::diagnostic::{Diagnostic, render};
use gradus::explain::explain;
use gradus::load::{Library, Loader};
use gradus::model::Loaded;
use gradus::report::format::json;
use gradus::sensitivity::{Asked, sensitivity};

use crate::files::Files;
use crate::{generate, plan};

/// How many elements are explained; the rest differ in their names only.
const EXPLAINED: usize = 16;
/// How many diagnostics are printed; an input with more of them repeats itself.
const PRINTED: usize = 400;
/// Of how many generated frameworks one is linted.
const LINTED: u8 = 32;
/// How often open items are filled in at random.
const COMPLETIONS: usize = 4;

/// The frameworks and questionnaires that assessments are made under.
const LIBRARY: [(&str, &str); 4] = [
    ("frameworks/mixed/framework.yaml", include_str!("../library/frameworks/mixed/framework.yaml")),
    (
        "questionnaires/mixed-check/questionnaire.yaml",
        include_str!("../library/questionnaires/mixed-check/questionnaire.yaml"),
    ),
    (
        "frameworks/desk-basics/framework.yaml",
        include_str!("../../tests/diagnostics/library/frameworks/desk-basics/framework.yaml"),
    ),
    (
        "questionnaires/desk-check/questionnaire.yaml",
        include_str!("../../tests/diagnostics/library/questionnaires/desk-check/questionnaire.yaml"),
    ),
];

/// The files of a framework: `framework.yaml`, then what the marks name. The folder is named as the framework is.
pub fn framework_files(bytes: &[u8]) -> Files {
    Files::cut(bytes, &format!("frameworks/{}", name_in(bytes)), "framework.yaml")
}

/// The files of an assessment: `assessment.yaml`, then what the marks name.
pub fn assessment_files(bytes: &[u8]) -> Files {
    Files::cut(bytes, "a", "assessment.yaml")
}

/// Load, check, lint, run the cases, explain, print what is wrong.
pub fn framework(bytes: &[u8]) {
    try_framework(&framework_files(bytes), &format!("frameworks/{}", name_in(bytes)), true);
}

/// The same with files of the generator. The linter may try a framework for a second; a sample of them is linted.
pub fn structured(bytes: &[u8]) {
    let sum = bytes.iter().fold(0_u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(*byte));
    try_framework(&generate::files(bytes), generate::FOLDER, sum % LINTED == 0);
}

/// Load, assess, write JSON, explain, read the same answers otherwise, print what is wrong.
pub fn assessment(bytes: &[u8]) {
    let files = assessment_files(bytes);
    let shelves = Files(LIBRARY.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect());
    let mut loader = Loader::new();
    let loaded = loader.engagement(&files, "a", &Library::new(&shelves, ""));
    assert!(loaded.is_some() || !loader.is_sound(), "the assessment was not loaded, and nothing says why");
    if let Some(loaded) = loaded {
        match gradus::assess::assess(&loaded, loaded.engagement.agreement.report) {
            Ok(assessment) => {
                json::render(&assessment).expect("a result can be written");
                explain_all(&assessment);
                other_readings(&loaded);
            }
            Err(refused) => {
                assert!(!refused.is_empty(), "the assessment was refused, and nothing says why");
                print_all(&refused, &loader);
            }
        }
    }
    print_all(&loader.problems, &loader);
}

/// The same answers read otherwise, and a few random completions of what is open.
fn other_readings(loaded: &Loaded) {
    let asked = Asked { seed: 1, completions: COMPLETIONS, kinds: Vec::new() };
    let found = sensitivity(loaded, loaded.engagement.agreement.report, &asked);
    if let Ok(found) = found {
        serde_json::to_string(&found).expect("it can be written");
    }
}

fn try_framework(files: &Files, folder: &str, linted: bool) {
    let mut loader = Loader::new();
    let framework = loader.framework(files, folder);
    assert!(framework.is_some() || !loader.is_sound(), "the framework was not loaded, and nothing says why");
    if let Some(framework) = framework {
        if linted {
            print_all(&gradus::lint::framework(&framework), &loader);
        }
        run_cases(&mut loader, files, folder, &framework);
    }
    print_all(&loader.problems, &loader);
}

fn run_cases(loader: &mut Loader, files: &Files, folder: &str, framework: &gradus::model::Framework) {
    let before = loader.problems.len();
    let cases = loader.cases(files, folder, framework);
    assert!(cases.is_some() || loader.problems.len() > before, "the cases were not loaded, and nothing says why");
    for case in cases.iter().flatten() {
        plan::score(framework, case);
        let ran = gradus::cases::run(framework, case);
        if let Some(assessment) = &ran.assessment {
            explain_all(assessment);
        }
        print_all(&ran.refused, loader);
    }
}

fn explain_all(assessment: &Assessment) {
    for framework in &assessment.frameworks {
        for element in framework.elements.keys().take(EXPLAINED) {
            explain(assessment, framework, element);
        }
    }
}

fn print_all(problems: &[Diagnostic], loader: &Loader) {
    for problem in problems.iter().take(PRINTED) {
        render(problem, |file| loader.text(file), false);
    }
}

/// The id that the first file gives itself: what follows the first `id:` at the beginning of a line.
fn name_in(bytes: &[u8]) -> String {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let name = lines.find_map(|line| line.strip_prefix(b"id: ")).unwrap_or_default();
    let plain = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'-' || **byte == b'.';
    let name: String = name.iter().take_while(plain).map(|byte| char::from(*byte)).collect();
    if name.is_empty() || name.starts_with('.') { "x".to_owned() } else { name }
}
