//! The same rules in NumPy and in Polars: a script of a few lines each, on the same bytes, whose results are compared
//! with ours.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use gradus::model::Framework;
use gradus::plan::{Columns, Plan, Results, Scratch};

use crate::{AT_ONCE, Answers};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/plan");

/// The Python of an environment of our own; `None` with a word about why.
fn python() -> Option<PathBuf> {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("peers");
    let made = Command::new("sh").arg(format!("{FOLDER}/peers.sh")).arg(&home).status();
    if made.is_ok_and(|status| status.success()) {
        return Some(home.join("bin/python"));
    }
    println!(
        "  SKIPPED: no Python with NumPy and Polars here, so nothing is compared with them (benches/plan/peers.sh)"
    );
    None
}

/// What the script needs to know of the framework: for every attribute its process, level and outcomes.
fn description(framework: &Framework, answers: &Answers) -> String {
    let mut lines = String::new();
    for (index, element) in framework.elements.values().enumerate().filter(|(_, element)| element.kind == "attribute") {
        let below = framework.below(index).into_iter().map(|below| &framework.elements[below].id);
        let columns = below.filter_map(|id| answers.elements.iter().position(|known| known == id));
        let columns: Vec<String> = columns.map(|column| column.to_string()).collect();
        let process = element.parent.map_or("", |parent| framework.elements[parent].id.as_str());
        let level = element.code.split('.').next().unwrap_or_default();
        lines.push_str(&format!("{process} {level} {}\n", columns.join(",")));
    }
    lines
}

/// Lowest and highest rank of every result, 255 where there is none: attributes, then processes.
fn ours(
    framework: &Framework,
    answers: &Answers,
    plan: &Plan<'_>,
    columns: &Columns<'_>,
    above: &[(&str, &str)],
) -> Vec<u8> {
    let of = |kind: &str| {
        let those = above.iter().enumerate().filter(|(_, (element, _))| framework.elements[*element].kind == kind);
        those.map(|(place, _)| place).collect::<Vec<_>>()
    };
    let places: Vec<usize> = of("attribute").into_iter().chain(of("process")).collect();
    let mut out = vec![0_u8; places.len() * 2 * answers.rows];
    let (mut scratch, mut results) = (Scratch::default(), Results::default());
    for start in (0..answers.rows).step_by(AT_ONCE) {
        let end = answers.rows.min(start + AT_ONCE);
        plan.score(columns, start..end, &mut scratch, &mut results);
        for (position, place) in places.iter().enumerate() {
            let found = results.ratings(*place).expect("it is on a scale of ratings");
            for (half, values) in [found.low, found.high].into_iter().enumerate() {
                let from = (position * 2 + half) * answers.rows + start;
                for (row, value) in values.iter().enumerate() {
                    out[from + row] = if found.voids[row] == 0 { *value } else { 255 };
                }
            }
        }
    }
    out
}

/// Times of the peers, once their results are the same as ours.
pub fn compare(
    framework: &Framework,
    answers: &Answers,
    plan: &Plan<'_>,
    columns: &Columns<'_>,
    above: &[(&str, &str)],
) {
    let Some(python) = python() else { return };
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut file = fs::File::create(folder.path().join("answers")).expect("it can be written");
    answers.codes.iter().for_each(|codes| file.write_all(codes).expect("there is room"));
    fs::write(folder.path().join("attributes"), description(framework, answers)).expect("it can be written");
    fs::write(folder.path().join("results"), ours(framework, answers, plan, columns, above)).expect("there is room");
    for peer in ["numpy", "polars"] {
        let mut command = Command::new(&python);
        command.arg(format!("{FOLDER}/peers.py")).arg(peer).arg(folder.path()).arg(answers.rows.to_string());
        let status = command.status().expect("Python starts");
        assert!(status.success(), "{peer} differs from the plan, or failed");
    }
}
