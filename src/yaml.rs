//! YAML text to written shapes, with every problem located: text → [`node`] → [`decode`].

mod decode;
pub mod list;
pub mod node;

use std::sync::Arc;

use serde::de::DeserializeOwned;

pub use decode::decode;

use crate::diagnostic::Diagnostic;

/// A word or a mapping is asked for under this name; see [`decode`](mod@decode).
pub(crate) const EITHER: &str = "$gradus::Either";

/// Reads a text as a written shape, adding what is wrong with it to `problems`.
///
/// `None` means that nothing of the shape could be made of it; `Some` may still come with problems.
pub fn read<T: DeserializeOwned>(file: &Arc<str>, text: &str, problems: &mut Vec<Diagnostic>) -> Option<T> {
    let node = node::parse(file, text, problems)?;
    decode(&node, problems)
}
