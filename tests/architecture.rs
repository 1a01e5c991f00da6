//! The layering of the crate and the habits that a compiler does not check. Reads `src/**` as text.
//!
//! Paths between top-level modules are written `crate::…`, so that a search finds them all; `super::` chains that leave
//! a module are found too.

#[path = "architecture/code.rs"]
mod code;

use std::collections::{BTreeMap, BTreeSet};

use code::{File, sources};

/// What each top-level module may import. The order is that of the layers: nothing imports what stands below it.
const LAYERS: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("number", &[]),
    ("diagnostic", &["source"]),
    ("codes", &["diagnostic"]),
    ("conduct", &[]),
    ("outcome", &["number"]),
    ("scale", &["source", "number", "outcome"]),
    ("yaml", &["source", "diagnostic", "codes"]),
    ("rule", &["source", "number", "diagnostic", "codes", "conduct", "scale", "outcome", "yaml"]),
    ("model", &["source", "number", "diagnostic", "conduct", "scale", "outcome", "rule"]),
    ("load", &["source", "number", "diagnostic", "codes", "conduct", "scale", "outcome", "yaml", "rule", "model"]),
    // What it serializes of the model, and the policies by their names; no rule, no file.
    ("assessment", &["number", "outcome", "rule", "model"]),
    ("assess", &["source", "number", "diagnostic", "codes", "scale", "outcome", "rule", "model", "assessment"]),
    // Judges frameworks and questionnaires, by trying their rules on made-up answers where that proves most.
    ("lint", &["source", "number", "diagnostic", "codes", "conduct", "scale", "outcome", "rule", "model", "assess"]),
    // What questionnaires reach of a framework.
    ("reach", &["model"]),
    ("plan", &["number", "scale", "outcome", "rule", "model", "assess"]),
    // What changed between two frameworks; it reads nothing but the two and the crosswalk between them.
    ("difference", &["model"]),
    // From here on everything reads the assessment and nothing that it was made from.
    ("words", &["assessment", "outcome"]),
    ("explain", &["assessment", "outcome", "words"]),
    // Tries other readings with results that it asks of the engine; beyond those it reads what an assessment holds.
    ("sensitivity", &["number", "diagnostic", "scale", "outcome", "rule", "model", "assessment", "assess", "words"]),
    ("cases", &["number", "diagnostic", "model", "assessment", "assess", "words"]),
    // Says what an assessment's results let one say under another framework, by asking the engine for its rules.
    ("carry", &["number", "diagnostic", "scale", "outcome", "model", "assessment", "assess", "words"]),
    ("report", &["number", "outcome", "assessment", "words", "explain"]),
    (
        "cli",
        &[
            "source",
            "number",
            "diagnostic",
            "codes",
            "scale",
            "outcome",
            "yaml",
            "rule",
            "model",
            "load",
            "difference",
            "assessment",
            "assess",
            "lint",
            "reach",
            "sensitivity",
            "cases",
            "carry",
            "words",
            "explain",
            "report",
        ],
    ),
];

/// Words that code outside tests does not use, and why. `except` are paths (or their beginnings) where it may.
struct Banned {
    word: &'static str,
    why: &'static str,
    except: &'static [Exception],
}

struct Exception {
    path: &'static str,
    why: &'static str,
}

const AT_THE_EDGE: Exception =
    Exception { path: "src/cli", why: "the edge: files, terminal and environment live here" };
const DRAWING: Exception = Exception { path: "src/report", why: "lengths on paper; no rating is computed here" };

const BANNED: &[Banned] = &[
    Banned { word: "std::fs", why: "files are read through `load::Store`", except: &[AT_THE_EDGE] },
    Banned { word: "std::env", why: "the same input gives the same bytes anywhere", except: &[AT_THE_EDGE] },
    Banned { word: "std::time", why: "the date is an input; there is no clock", except: &[] },
    Banned { word: "std::net", why: "nothing leaves this computer", except: &[] },
    Banned { word: "std::process", why: "only the program itself ends", except: &[AT_THE_EDGE, MAIN] },
    Banned { word: "Zoned::now", why: "the date is an input; there is no clock", except: &[] },
    Banned { word: "Timestamp::now", why: "the date is an input; there is no clock", except: &[] },
    Banned { word: "println!", why: "results are returned, not printed", except: &[] },
    Banned { word: "print!", why: "results are returned, not printed", except: &[] },
    Banned { word: "eprintln!", why: "problems are collected, not printed", except: &[] },
    Banned { word: "eprint!", why: "problems are collected, not printed", except: &[] },
    Banned { word: "dbg!", why: "left over from a search for a fault", except: &[] },
    Banned { word: "HashMap", why: "its order differs from run to run", except: &[] },
    Banned { word: "HashSet", why: "its order differs from run to run", except: &[] },
    Banned { word: "f32", why: "results are exact", except: &[DRAWING, SERDE] },
    Banned { word: "f64", why: "results are exact", except: &[DRAWING, SERDE, TO_F64, SCALAR] },
    Banned { word: ".unwrap(", why: "a fault in a file is a diagnostic, never a panic", except: &[] },
    Banned { word: ".expect(", why: "a fault in a file is a diagnostic, never a panic", except: &[] },
    Banned { word: "panic!", why: "a fault in a file is a diagnostic, never a panic", except: &[] },
    Banned { word: "unreachable!", why: "a fault in a file is a diagnostic, never a panic", except: &[] },
    Banned { word: "todo!", why: "not finished", except: &[] },
    Banned { word: "unimplemented!", why: "not finished", except: &[] },
];

const MAIN: Exception = Exception { path: "src/main.rs", why: "hands the exit code to the system" };
const SERDE: Exception = Exception { path: "src/yaml/decode.rs", why: "names of serde's methods, forwarded as text" };
const SCALAR: Exception =
    Exception { path: "src/yaml/node.rs", why: "serde's visitor hands numbers over; their text is taken instead" };
const TO_F64: Exception = Exception { path: "src/number.rs", why: "`Number::to_f64`, for drawing only" };

/// Longest file; beyond it the question is what second job the file has.
const LONGEST: usize = 400;

/// Files that may be longer, and why.
const LONG: &[Exception] = &[
    Exception {
        path: "src/assessment.rs",
        why: "a flat list of records, one doc comment per field: the JSON contract",
    },
    Exception { path: "src/yaml/decode.rs", why: "serde's deserializer interface, one method per type" },
];

#[test]
fn every_module_is_in_the_table_and_the_table_names_no_other() {
    let declared: BTreeSet<String> = code::declared_in_lib();
    let listed: BTreeSet<String> = LAYERS.iter().map(|(module, _)| (*module).to_owned()).collect();
    assert_eq!(declared, listed, "modules of src/lib.rs (left) and of the table (right)");
}

#[test]
fn the_table_has_no_upward_arrow() {
    for (index, (module, may)) in LAYERS.iter().enumerate() {
        for target in *may {
            let below = LAYERS[..index].iter().any(|(other, _)| other == target);
            assert!(below, "`{module}` may import `{target}`, which does not stand above it in the table");
        }
    }
}

#[test]
fn modules_import_only_what_lies_below_them() {
    let may: BTreeMap<&str, &[&str]> = LAYERS.iter().copied().collect();
    let mut wrong = Vec::new();
    for file in sources() {
        let Some(module) = file.module() else { continue };
        for (line, target) in file.imports() {
            let allowed = may.get(module).is_some_and(|may| may.contains(&target.as_str()));
            if target != module && !allowed {
                wrong.push(format!("{}:{line}: `{module}` may not import `{target}`", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn no_module_rests_on_itself() {
    let mut edges: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for file in sources() {
        let Some(module) = file.module() else { continue };
        for (line, target) in file.imports() {
            if target != module {
                let from = edges.entry(module.to_owned()).or_default();
                from.entry(target).or_insert_with(|| format!("{}:{line}", file.path));
            }
        }
    }
    if let Some(circle) = circle(&edges) {
        let steps: Vec<String> = circle
            .iter()
            .zip(circle.iter().skip(1))
            .map(|(from, to)| format!("  {from} → {to}  ({})", edges[from][to]))
            .collect();
        panic!("modules import each other in a circle:\n{}\n", steps.join("\n"));
    }
}

/// A path of modules that ends where it begins.
fn circle(edges: &BTreeMap<String, BTreeMap<String, String>>) -> Option<Vec<String>> {
    fn walk(
        edges: &BTreeMap<String, BTreeMap<String, String>>,
        module: &str,
        path: &mut Vec<String>,
        done: &mut BTreeSet<String>,
    ) -> Option<Vec<String>> {
        if let Some(start) = path.iter().position(|known| known == module) {
            return Some(path[start..].iter().cloned().chain([module.to_owned()]).collect());
        }
        if done.contains(module) {
            return None;
        }
        path.push(module.to_owned());
        for target in edges.get(module).into_iter().flat_map(BTreeMap::keys) {
            if let Some(found) = walk(edges, target, path, done) {
                return Some(found);
            }
        }
        path.pop();
        done.insert(module.to_owned());
        None
    }
    let mut done = BTreeSet::new();
    edges.keys().find_map(|module| walk(edges, module, &mut Vec::new(), &mut done))
}

#[test]
fn the_program_itself_is_only_the_command_line() {
    let main = sources().into_iter().find(|file| file.path == "src/main.rs").expect("src/main.rs");
    let named: Vec<_> = main.after("gradus::").into_iter().map(|(_, name)| name).collect();
    assert_eq!(named, ["cli"]);
}

#[test]
fn banned_words_stand_only_where_there_is_a_reason() {
    let files = sources();
    let mut wrong = Vec::new();
    for banned in BANNED {
        let mut used = BTreeSet::new();
        for (path, line) in occurrences(&files, banned.word) {
            match banned.except.iter().find(|exception| path.starts_with(exception.path)) {
                Some(exception) => drop(used.insert(exception.path)),
                None => wrong.push(format!("{path}:{line}: `{}`: {}", banned.word, banned.why)),
            }
        }
        for exception in banned.except.iter().filter(|exception| !used.contains(exception.path)) {
            let (path, why) = (exception.path, exception.why);
            wrong.push(format!("`{}` no longer stands in {path}; strike the exception ({why})", banned.word));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

fn occurrences(files: &[File], word: &str) -> Vec<(String, usize)> {
    let found = files.iter().flat_map(|file| file.lines_with(word).into_iter().map(|line| (file.path.clone(), line)));
    found.collect()
}

#[test]
fn no_file_has_grown_a_second_job() {
    let long: BTreeMap<String, usize> = sources()
        .into_iter()
        .filter(|file| !file.only_for_tests && file.text.lines().count() > LONGEST)
        .map(|file| (file.path.clone(), file.text.lines().count()))
        .collect();
    let strangers: Vec<_> = long.iter().filter(|(path, _)| LONG.iter().all(|known| known.path != **path)).collect();
    assert!(strangers.is_empty(), "longer than {LONGEST} lines without a reason: {strangers:?}");
    for known in LONG {
        assert!(long.contains_key(known.path), "{} is short now; strike its reason ({})", known.path, known.why);
    }
}

#[test]
fn every_file_says_what_it_is() {
    let silent: Vec<_> = sources().into_iter().filter(|file| !file.text.starts_with("//! ")).collect();
    let paths: Vec<_> = silent.iter().map(|file| &file.path).collect();
    assert!(paths.is_empty(), "files that do not start with `//!`: {paths:?}");
}

/// The search itself: what it must see, and what it must not.
#[test]
fn the_search_sees_groups_chains_and_paths_and_no_comments_texts_or_tests() {
    let text = r##"//! Doc of [`crate::doc`].
use crate::{alpha, beta::{One, Two}, gamma::Three as Four};
use super::super::delta::Five;
use super::{inside::Six};
fn f<'a>(x: &'a crate::epsilon::Seven) { let _ = "crate::text"; let _ = 'c'; /* crate::comment */ }
const RAW: &str = r#"crate::raw " "#;
const PLAIN: char = '"'; // crate::late
#[cfg(test)]
mod tests { use crate::tested::Eight; fn g() { let _ = "}"; } }
use crate::zeta;
"##;
    let file = File::new("src/one/two.rs", text);
    let names: Vec<_> = file.imports().into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["alpha", "beta", "gamma", "epsilon", "zeta", "delta"]);
    assert_eq!(file.lines_with("zeta"), [10]);
    assert_eq!(file.lines_with("eta"), Vec::<usize>::new());
    let root = File::new("src/one.rs", "use super::{inside::Six, eta};\n");
    assert_eq!(root.imports().into_iter().map(|(_, name)| name).collect::<Vec<_>>(), ["inside", "eta"]);
}
