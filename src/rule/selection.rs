//! Which elements a rule looks at.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Vocabulary;
use crate::codes;
use crate::diagnostic::{Diagnostic, suggestion};
use crate::scale::Scale;
use crate::source::Located;
use crate::yaml::list::List;

/// Which elements a rule looks at: every element of a kind below the rated one, or elements named one by one.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SelectionWritten {
    /// Every element of this kind below the one that is rated.
    pub every: Option<Located<String>>,
    /// Of those, only the ones directly below it.
    #[serde(default)]
    pub direct: bool,
    /// Of those, the ones with this tag.
    pub tagged: Option<Located<String>>,
    /// Elements by id, anywhere in the framework.
    #[serde(default)]
    pub these: List<Located<String>>,
    /// Which of their measures; their main one if left out.
    pub measure: Option<Located<String>>,
}

/// A checked selection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// Every element of this kind below the rated one.
    pub every: Option<String>,
    /// Of those, only the ones directly below it.
    pub direct: bool,
    /// Of those, the ones with this tag.
    pub tagged: Option<String>,
    /// Elements by id.
    pub these: Vec<String>,
    /// Which of their measures.
    pub measure: String,
}

impl SelectionWritten {
    /// Checks the names; gives the selection and the scale of what it selects.
    pub fn check<'a>(&self, names: &Vocabulary<'a>, problems: &mut Vec<Diagnostic>) -> Option<(Selection, &'a Scale)> {
        let before = problems.len();
        let kind = self.kind(names, problems);
        if let (Some(_), Some(first)) = (&self.every, self.these.0.first()) {
            let words = "`every` and `these` cannot both be meant";
            problems.push(Diagnostic::error(codes::WRONG_VALUE, &first.place, words));
        }
        if self.direct && self.every.is_none() {
            let words = "`direct` goes with `every`; elements named one by one stand anywhere";
            problems.push(Diagnostic::error(codes::WRONG_VALUE, names.place, words));
        }
        if let Some(tag) = &self.tagged
            && !names.tags.contains(&tag.value)
        {
            let help = suggestion(tag, names.tags.iter().map(String::as_str));
            let words = format!("the tag `{}` is not declared", tag.value);
            problems.push(Diagnostic::error(codes::UNKNOWN_NAME, &tag.place, words).help(help));
        }
        let measures = names.kinds.get(kind.as_deref()?)?;
        let measure = match &self.measure {
            Some(measure) if measures.contains_key(&measure.value) => measure.value.clone(),
            Some(measure) => {
                let help = suggestion(measure, measures.keys().map(String::as_str));
                let words = format!("`{}` is not a measure of this kind of element", measure.value);
                problems.push(Diagnostic::error(codes::UNKNOWN_NAME, &measure.place, words).help(help));
                return None;
            }
            None => measures.keys().next()?.clone(),
        };
        let scale = names.scales.get(measures.get(&measure)?)?;
        let selection = Selection {
            every: self.every.as_ref().map(|kind| kind.value.clone()),
            direct: self.direct,
            tagged: self.tagged.as_ref().map(|tag| tag.value.clone()),
            these: self.these.0.iter().map(|id| id.value.clone()).collect(),
            measure,
        };
        (problems.len() == before).then_some((selection, scale))
    }

    /// The kind of what is selected; elements named one by one must be of one kind.
    fn kind(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<String> {
        if let Some(kind) = &self.every {
            if !names.kinds.contains_key(&kind.value) {
                let help = suggestion(kind, names.kinds.keys().map(String::as_str));
                let words = format!("the kind `{}` is not declared", kind.value);
                problems.push(Diagnostic::error(codes::UNKNOWN_NAME, &kind.place, words).help(help));
                return None;
            }
            return Some(kind.value.clone());
        }
        let mut kind: Option<String> = None;
        for id in &self.these.0 {
            match names.elements.get(&id.value) {
                Some(known) => {
                    let first = kind.get_or_insert_with(|| known.clone());
                    if first != known {
                        let words =
                            format!("`{}` is a {known}, but the elements before it are of the kind {first}", id.value);
                        let problem = Diagnostic::error(codes::WRONG_VALUE, &id.place, words);
                        problems
                            .push(problem.help("select elements of one kind; a rule cannot compare different ones"));
                    }
                }
                None => {
                    let help = suggestion(id, names.elements.keys().map(String::as_str));
                    let words = format!("the element `{}` is not in this framework", id.value);
                    problems.push(Diagnostic::error(codes::UNKNOWN_ELEMENT, &id.place, words).help(help));
                }
            }
        }
        if kind.is_none() && self.these.0.is_empty() {
            let words = "a rule selects nothing: neither `every` nor `these` is given";
            let problem = Diagnostic::error(codes::MISSING_FIELD, names.place, words);
            problems.push(problem.help("write `of: {every: <kind>}` for all of a kind, or `of: {these: [<id>, …]}`"));
        }
        kind
    }
}

impl std::fmt::Display for Selection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.every, &self.tagged) {
            (Some(kind), Some(tag)) => write!(f, "every {kind} tagged {tag}"),
            (Some(kind), None) => write!(f, "every {kind}"),
            _ => f.write_str(&self.these.join(", ")),
        }
    }
}
