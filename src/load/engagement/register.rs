//! The evidence register: every file in it is there and is the one that was registered.

use indexmap::IndexMap;

use super::join;
use crate::codes;
use crate::diagnostic::{Diagnostic, nearest};
use crate::load::written::engagement::{EvidenceIdsWritten, EvidenceWritten, RegisterWritten};
use crate::load::written::format;
use crate::load::{Loader, ReadError, Store, store};
use crate::model::engagement::Kept;
use crate::model::{Evidence, InputFile, sha256};
use crate::source::Located;

/// What the register holds.
#[derive(Default)]
pub(super) struct Register {
    /// Items by id.
    pub items: IndexMap<String, Evidence>,
    /// Every id in it, those of items that are not in order included; `None` if it cannot be read at all. Nobody who
    /// refers to such an item is told that it does not exist.
    pub ids: Option<Vec<String>>,
}

/// The register of an engagement; an empty one if it has none.
pub(super) fn load(loader: &mut Loader, store: &dyn Store, folder: &str, files: &mut Vec<InputFile>) -> Register {
    let home = join(folder, "evidence");
    let path = format!("{home}/register.yaml");
    if !store.list(&home).contains(&path) {
        return Register { ids: Some(Vec::new()), ..Register::default() };
    }
    let Some((node, file)) = loader.node(store, &path, None, format::EVIDENCE) else { return Register::default() };
    files.push(file);
    let ids: Option<EvidenceIdsWritten> = crate::yaml::decode(&node, &mut Vec::new());
    let ids = ids.map(|ids| ids.evidence.0.into_iter().map(|item| item.id).collect());
    let Some(written) = crate::yaml::decode::<RegisterWritten>(&node, &mut loader.problems) else {
        return Register { ids, ..Register::default() };
    };
    let mut items: IndexMap<String, Evidence> = IndexMap::new();
    for written in &written.evidence.0 {
        let item = item(loader, store, &home, written);
        if let Some(first) = items.get(&item.id) {
            let words = format!("the evidence `{}` is registered twice", item.id);
            let problem = Diagnostic::error(codes::DUPLICATE_ID, &item.place, words).label("again here");
            let problem = problem.related(&first.place, "first here");
            loader.problems.push(problem.help("give one of them another id; answers refer to evidence by it"));
            continue;
        }
        items.insert(item.id.clone(), item);
    }
    Register { items, ids }
}

fn item(loader: &mut Loader, store: &dyn Store, home: &str, written: &EvidenceWritten) -> Evidence {
    let kept = match &written.file {
        Some(file) => {
            check_file(loader, store, home, file, written.sha256.as_ref());
            Kept::File { path: file.value.clone(), sha256: written.sha256.as_ref().map(|hash| hash.value.clone()) }
        }
        None => {
            if written.at.trim().is_empty() {
                let words = format!("`{}` says neither `file:` nor `at:`", written.id.value);
                let problem = Diagnostic::error(codes::MISSING_FIELD, &written.id.place, words);
                loader.problems.push(
                    problem
                        .help("add `file:` with its name below `evidence/`, or `at:` with words on where it is kept"),
                );
            }
            Kept::Elsewhere(written.at.trim().to_owned())
        }
    };
    Evidence {
        id: written.id.value.clone(),
        title: written.title.clone(),
        kind: written.kind,
        date: written.date.value.0,
        held_by: written.held_by.clone(),
        kept,
        shows: written.shows.trim().to_owned(),
        place: written.id.place.clone(),
    }
}

fn check_file(
    loader: &mut Loader,
    store: &dyn Store,
    home: &str,
    file: &Located<String>,
    registered: Option<&Located<String>>,
) {
    let read = store::join("", file).and_then(|path| store.read(&format!("{home}/{path}")));
    let bytes = match read {
        Ok(bytes) => bytes,
        Err(reason) => {
            let words = match reason {
                ReadError::Missing => format!("the evidence file `{}` is not there", file.value),
                ReadError::Folder => format!("the evidence file `{}` is a folder", file.value),
                ReadError::Outside => format!("the evidence file `{}` would lie outside of `{home}/`", file.value),
                ReadError::Unreadable(reason) => format!("the evidence file `{}` cannot be read: {reason}", file.value),
            };
            let files = store.list(home);
            let names = files.iter().filter_map(|path| path.strip_prefix(home)?.strip_prefix('/'));
            let help = match nearest(file, names) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("put it into `{home}/`, or say with `at:` where it is kept instead"),
            };
            loader.problems.push(Diagnostic::error(codes::MISSING_EVIDENCE, &file.place, words).help(help));
            return;
        }
    };
    let found = sha256(&bytes);
    match registered {
        Some(hash) if hash.value.eq_ignore_ascii_case(&found) => {}
        Some(hash) => {
            let words = format!("`{}` is not the file that was registered", file.value);
            let problem = Diagnostic::error(codes::EVIDENCE_CHANGED, &hash.place, words);
            let problem = problem.label("hash of the file that was registered");
            let help = format!(
                "its hash is now {found}; bring back the old file, or register the new one if the change is known and agreed"
            );
            loader.problems.push(problem.help(help));
        }
        None => {
            let words = format!("`{}` has no `sha256:`, so that a change of it would go unseen", file.value);
            let problem = Diagnostic::warning(codes::EVIDENCE_UNHASHED, &file.place, words);
            loader.problems.push(problem.help(format!("add `sha256: {found}`")));
        }
    }
}
