//! What is shipped, loaded once for all tests of this file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use gradus::load::Loader;
use gradus::model::{Element, Framework, Questionnaire};

use crate::common::{Disk, framework, library, questionnaire};

/// Every framework by its id.
pub static FRAMEWORKS: LazyLock<BTreeMap<String, Framework>> =
    LazyLock::new(|| in_two_threads(library().frameworks(), |id| (id.clone(), framework(&id))));

/// Every questionnaire by its id.
pub static QUESTIONNAIRES: LazyLock<BTreeMap<String, Questionnaire>> = LazyLock::new(|| {
    in_two_threads(library().questionnaires(), |id| {
        let mut loader = Loader::new();
        let about = loader.framework_of_questionnaire(&Disk, &format!("questionnaires/{id}")).expect("it names one");
        let questionnaire = questionnaire(&id, &FRAMEWORKS[&about.value]);
        (id, questionnaire)
    })
});

/// Work on a list shared by two threads, every other item each: loading and linting take seconds without optimization.
pub fn in_two_threads<I: Send, T: Send, C: FromIterator<T>>(items: Vec<I>, work: impl Fn(I) -> T + Sync) -> C {
    let mut halves = [Vec::new(), Vec::new()];
    for (index, item) in items.into_iter().enumerate() {
        halves[index % 2].push(item);
    }
    let work = &work;
    std::thread::scope(|scope| {
        let half = |items: Vec<I>| scope.spawn(move || items.into_iter().map(work).collect::<Vec<T>>());
        let threads = halves.map(half);
        let done = threads.map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        done.into_iter().flatten().collect()
    })
}

/// A framework that has to be there.
pub fn shipped(id: &str) -> &'static Framework {
    FRAMEWORKS.get(id).unwrap_or_else(|| panic!("`{id}` is shipped"))
}

/// The elements of some kinds in order.
pub fn of_kinds(framework: &'static Framework, kinds: &[&str]) -> Vec<&'static Element> {
    framework.elements.values().filter(|element| kinds.contains(&element.kind.as_str())).collect()
}

/// What directly belongs to an element.
pub fn children(framework: &'static Framework, element: &Element) -> Vec<&'static Element> {
    element.children.iter().map(|index| &framework.elements[*index]).collect()
}

/// What an element belongs to.
pub fn parent(framework: &'static Framework, element: &Element) -> &'static Element {
    &framework.elements[element.parent.expect("it belongs to something")]
}

/// What an answer rates: elements that have nothing to be rated below them.
pub fn leaves(framework: &Framework) -> BTreeSet<&str> {
    let leaves = framework.elements.values().filter(|element| framework.is_leaf(element));
    leaves.map(|element| element.id.as_str()).collect()
}

/// What is asked about: the elements that the questions rate.
pub fn rated(questionnaire: &Questionnaire) -> BTreeSet<&str> {
    questionnaire.questions.values().flat_map(|question| question.rates.iter().map(String::as_str)).collect()
}
