//! The evidence register: every file in it is there and is the one that was registered.

use indexmap::IndexMap;

use super::join;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::load::written::engagement::{EvidenceWritten, RegisterWritten};
use crate::load::written::format;
use crate::load::{Loader, Store, store};
use crate::model::engagement::Kept;
use crate::model::{Evidence, InputFile, sha256};
use crate::source::Located;

/// Items by id; none if the engagement has no register.
pub(super) fn load(
    loader: &mut Loader,
    store: &dyn Store,
    folder: &str,
    files: &mut Vec<InputFile>,
) -> IndexMap<String, Evidence> {
    let home = join(folder, "evidence");
    let path = format!("{home}/register.yaml");
    if !store.list(&home).contains(&path) {
        return IndexMap::new();
    }
    let Some((register, file)) = loader.read::<RegisterWritten>(store, &path, None, format::EVIDENCE) else {
        return IndexMap::new();
    };
    files.push(file);
    let mut items: IndexMap<String, Evidence> = IndexMap::new();
    for written in &register.evidence.0 {
        let item = item(loader, store, &home, written);
        if let Some(first) = items.get(&item.id) {
            let words = format!("the evidence `{}` is registered twice", item.id);
            let problem = Diagnostic::error(codes::DUPLICATE_ID, &item.place, words).label("again here");
            loader.problems.push(problem.related(&first.place, "first here"));
            continue;
        }
        items.insert(item.id.clone(), item);
    }
    items
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
                loader.problems.push(problem.help("say where the evidence is, so that a reader can ask for it"));
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
    let Ok(bytes) = read else {
        let words = format!("the evidence file `{}` is not there", file.value);
        let problem = Diagnostic::error(codes::MISSING_EVIDENCE, &file.place, words);
        loader.problems.push(problem.help(format!("it belongs into `{home}/`")));
        return;
    };
    let found = sha256(&bytes);
    match registered {
        Some(hash) if hash.value.eq_ignore_ascii_case(&found) => {}
        Some(hash) => {
            let words = format!("`{}` is not the file that was registered", file.value);
            let problem = Diagnostic::error(codes::EVIDENCE_CHANGED, &hash.place, words);
            let problem = problem.label("hash of the registered file");
            let help = format!("its hash is now {found}; register it anew only if the change is known and agreed");
            loader.problems.push(problem.help(help));
        }
        None => {
            let words = format!("`{}` has no hash, so that a change of it would go unseen", file.value);
            let problem = Diagnostic::warning(codes::EVIDENCE_UNHASHED, &file.place, words);
            loader.problems.push(problem.help(format!("add `sha256: {found}`")));
        }
    }
}
