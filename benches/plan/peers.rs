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

/// The script that knows the rules of a framework, what it needs to know, in a file of this name, and the kinds whose
/// results are compared, in this order.
fn script(framework: &Framework, answers: &Answers) -> (&'static str, &'static str, String, [&'static str; 2]) {
    if framework.id == "iso-20000-1-2018" {
        ("conformity.py", "groups", groups(framework, answers), ["clause", "whole"])
    } else {
        ("peers.py", "attributes", attributes(framework, answers), ["attribute", "process"])
    }
}

/// For every clause its requirements, those directly in it, and those of them that belong to the cycle; then the groups
/// that the whole looks at.
fn groups(framework: &Framework, answers: &Answers) -> String {
    let columns = |wanted: &dyn Fn(&str) -> bool| {
        let those = answers.elements.iter().enumerate().filter(|(_, id)| wanted(id));
        those.map(|(column, _)| column.to_string()).collect::<Vec<_>>().join(",")
    };
    let tagged = |id: &str, tag: &str| framework.elements[id].tags.iter().any(|own| own == tag);
    let mut lines = String::new();
    for (index, element) in framework.elements.values().enumerate().filter(|(_, element)| element.kind == "clause") {
        let below = framework.below(index);
        let inside = |id: &str| framework.elements.get_index_of(id).is_some_and(|own| below.contains(&own));
        let direct = |id: &str| framework.elements[id].parent == Some(index);
        let cycle = |id: &str| direct(id) && tagged(id, "completed-cycle");
        assert_eq!(framework.elements.get_index_of(&element.id), Some(index));
        lines.push_str(&format!("clause {} {} {}\n", columns(&inside), columns(&direct), columns(&cycle)));
    }
    for (name, wanted) in [
        ("documented", &(|id: &str| tagged(id, "documented")) as &dyn Fn(&str) -> bool),
        ("cycle", &|id| tagged(id, "completed-cycle")),
        ("scope", &|id| ["4.3-c", "4.3-d"].contains(&id)),
        ("others", &|id| id == "8.2.3.1-c"),
    ] {
        lines.push_str(&format!("{name} {}\n", columns(wanted)));
    }
    lines
}

/// For every attribute its process, level and outcomes.
fn attributes(framework: &Framework, answers: &Answers) -> String {
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

/// Lowest and highest rank of every result, 255 where there is none: those of one kind, then those of another.
fn ours(
    kinds: [&str; 2],
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
    let places: Vec<usize> = kinds.into_iter().flat_map(of).collect();
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
    let (script, file, description, kinds) = script(framework, answers);
    fs::write(folder.path().join(file), description).expect("it can be written");
    fs::write(folder.path().join("results"), ours(kinds, framework, answers, plan, columns, above))
        .expect("there is room");
    for peer in ["numpy", "polars"] {
        let mut command = Command::new(&python);
        command.arg("-B").arg(format!("{FOLDER}/{script}")).arg(peer).arg(folder.path()).arg(answers.rows.to_string());
        let status = command.status().expect("Python starts");
        assert!(status.success(), "{peer} differs from the plan, or failed");
    }
}
