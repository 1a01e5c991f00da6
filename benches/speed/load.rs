//! Loading and checking every framework and questionnaire that comes with the program, beside merely parsing them.

use std::sync::Arc;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use gradus::load::{Embedded, Library, Loader, Store};
use gradus::model::InputFile;
use granit_parser::Parser;
use indexmap::IndexMap;

/// Loads and checks everything, and names the files that were read for it, as often as they were read.
fn load_all() -> Vec<InputFile> {
    let library = Library::new(&Embedded, "");
    let mut loader = Loader::new();
    let mut frameworks = IndexMap::new();
    let mut files = Vec::new();
    for id in library.frameworks() {
        let (store, folder) = library.framework(&id).expect("it was listed");
        let framework = loader.framework(store, &folder).expect("it is sound");
        files.extend(framework.files.iter().cloned());
        frameworks.insert(id, framework);
    }
    for id in library.questionnaires() {
        let (store, folder) = library.questionnaire(&id).expect("it was listed");
        let about = loader.framework_of_questionnaire(store, &folder).expect("it names its framework");
        let questionnaire = loader.questionnaire(store, &folder, &frameworks[&about.value]).expect("it is sound");
        files.extend(questionnaire.files);
    }
    assert!(loader.problems.is_empty(), "what comes with the program has no problems");
    files
}

/// The texts of the files that `load_all` reads.
fn texts() -> Vec<(String, String)> {
    let text = |file: &InputFile| {
        let bytes = Embedded.read(&file.path).expect("it was read before");
        (file.path.clone(), String::from_utf8(bytes).expect("it was text before"))
    };
    load_all().iter().map(text).collect()
}

fn over_texts(bencher: Bencher<'_, '_>, parse: impl Fn(&str, &str) + Sync) {
    let texts = texts();
    let bytes: usize = texts.iter().map(|(_, text)| text.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        for (path, text) in &texts {
            parse(path, black_box(text));
        }
    });
}

#[divan::bench]
fn a_load_and_check(bencher: Bencher<'_, '_>) {
    let bytes: usize = texts().iter().map(|(_, text)| text.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench(load_all);
}

/// Our tree of nodes with their places, nothing decoded or checked.
#[divan::bench]
fn b_parse_into_tree_with_places(bencher: Bencher<'_, '_>) {
    over_texts(bencher, |path, text| {
        let path: Arc<str> = path.into();
        let node = gradus::yaml::node::parse(&path, text, &mut Vec::new());
        black_box(node.expect("it is YAML"));
    });
}

/// The same parser into values without places.
#[divan::bench]
fn c_parse_with_the_same_crate(bencher: Bencher<'_, '_>) {
    over_texts(bencher, |_, text| {
        let value: serde_json::Value = serde_yaml::from_str(text).expect("it is YAML");
        black_box(value);
    });
}

/// The parser below that crate: events, no values at all.
#[divan::bench]
fn d_parse_into_events(bencher: Bencher<'_, '_>) {
    over_texts(bencher, |_, text| {
        let events = Parser::new_from_str(text).map(|event| event.expect("it is YAML"));
        black_box(events.count());
    });
}
