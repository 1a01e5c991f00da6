//! The library: frameworks and questionnaires by their ids, from the places where they may stand.

use super::Store;

/// The main files of a framework: one that is written out, or another one tailored.
const FRAMEWORKS: &[&str] = &["framework.yaml", super::framework::TAILORING];
/// The main file of a questionnaire.
const QUESTIONNAIRES: &[&str] = &["questionnaire.yaml"];

/// Where frameworks and questionnaires are looked for, first place first.
pub struct Library<'a> {
    roots: Vec<(&'a dyn Store, String)>,
}

/// Where crosswalks stand.
const CROSSWALKS: &str = "frameworks/crosswalks";

/// A folder that was found: the store that holds it, and its path in there.
pub type Found<'a> = (&'a dyn Store, String);

impl<'a> Library<'a> {
    /// A library of one place; `prefix` is the folder that holds `frameworks` and `questionnaires`, or empty.
    pub fn new(store: &'a dyn Store, prefix: impl Into<String>) -> Library<'a> {
        Library { roots: vec![(store, prefix.into())] }
    }

    /// The same with another place that is looked at first.
    #[must_use]
    pub fn with_first(&self, store: &'a dyn Store, prefix: impl Into<String>) -> Library<'a> {
        let mut roots = vec![(store, prefix.into())];
        roots.extend(self.roots.iter().cloned());
        Library { roots }
    }

    /// The folder of a framework.
    pub fn framework(&self, id: &str) -> Option<Found<'a>> {
        self.find("frameworks", id, FRAMEWORKS)
    }

    /// The folder of a questionnaire.
    pub fn questionnaire(&self, id: &str) -> Option<Found<'a>> {
        self.find("questionnaires", id, QUESTIONNAIRES)
    }

    /// Ids of all frameworks, sorted.
    pub fn frameworks(&self) -> Vec<String> {
        self.ids("frameworks", FRAMEWORKS)
    }

    /// Ids of all questionnaires, sorted.
    pub fn questionnaires(&self) -> Vec<String> {
        self.ids("questionnaires", QUESTIONNAIRES)
    }

    /// The file of a crosswalk.
    pub fn crosswalk(&self, id: &str) -> Option<Found<'a>> {
        let files = self.roots.iter().map(|(store, prefix)| (*store, path(prefix, CROSSWALKS)));
        files
            .map(|(store, folder)| (store, format!("{folder}/{id}.yaml"), folder))
            .find(|(store, file, folder)| store.list(folder).contains(file))
            .map(|(store, file, _)| (store, file))
    }

    /// Ids of all crosswalks, sorted.
    pub fn crosswalks(&self) -> Vec<String> {
        let files = self.roots.iter().flat_map(|(store, prefix)| store.list(&path(prefix, CROSSWALKS)));
        let id = |file: String| file.rsplit('/').next()?.strip_suffix(".yaml").map(str::to_owned);
        let mut ids: Vec<String> = files.filter_map(id).collect();
        ids.sort();
        ids.dedup();
        ids
    }

    fn find(&self, kind: &str, id: &str, mains: &[&str]) -> Option<Found<'a>> {
        let folders = self.roots.iter().map(|(store, prefix)| (*store, path(prefix, &format!("{kind}/{id}"))));
        folders.into_iter().find(|(store, folder)| is_there(*store, folder, mains))
    }

    fn ids(&self, kind: &str, mains: &[&str]) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        for (store, prefix) in &self.roots {
            for folder in store.list(&path(prefix, kind)) {
                if is_there(*store, &folder, mains) {
                    ids.extend(folder.rsplit('/').next().map(str::to_owned));
                }
            }
        }
        ids.sort();
        ids.dedup();
        ids
    }
}

fn path(prefix: &str, rest: &str) -> String {
    if prefix.is_empty() { rest.to_owned() } else { format!("{prefix}/{rest}") }
}

/// Whether a folder holds one of these files.
fn is_there(store: &dyn Store, folder: &str, mains: &[&str]) -> bool {
    let files = store.list(folder);
    mains.iter().any(|main| files.contains(&format!("{folder}/{main}")))
}
