//! Which elements a rule looks at.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Policy, States, Vocabulary};
use crate::codes;
use crate::diagnostic::{Diagnostic, suggestion};
use crate::scale::Scale;
use crate::source::Located;
use crate::yaml::list::Few;

/// Which elements a rule looks at: every element of a kind below the rated one, elements named one by one, or another
/// measure of the rated element itself.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SelectionWritten {
    /// Every element of this kind below the one that is rated.
    pub every: Option<Located<String>>,
    /// Of those, only the ones directly below it.
    #[serde(default)]
    pub direct: bool,
    /// Of those, the ones with this tag, or with any of these.
    #[serde(default)]
    pub tagged: Few<Located<String>>,
    /// Of those, the ones without this tag, or without any of these.
    #[serde(default)]
    pub not_tagged: Few<Located<String>>,
    /// Of those, the ones with these local codes: what stands behind the last `/` of the id.
    #[serde(default)]
    pub codes: Few<Located<String>>,
    /// Elements by id, anywhere in the framework.
    #[serde(default)]
    pub these: Few<Located<String>>,
    /// A measure of the rated element itself, by name.
    pub own: Option<Located<String>>,
    /// Which of their measures; their main one if left out.
    pub measure: Option<Located<String>>,
}

/// Where selected elements stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Every element of this kind below the rated one.
    Every {
        /// The kind.
        kind: String,
        /// Only the ones directly below it.
        direct: bool,
    },
    /// Elements by id.
    These(Vec<String>),
    /// The rated element itself.
    Own,
}

/// A checked selection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// Where the elements stand.
    pub from: Origin,
    /// Of those, the ones with any of these tags; all if empty.
    pub tagged: Vec<String>,
    /// Of those, the ones with none of these tags.
    pub not_tagged: Vec<String>,
    /// Of those, the ones with any of these codes; all if empty.
    pub codes: Vec<String>,
    /// Which of their measures.
    pub measure: String,
    /// What is done with those that have no value.
    pub states: States,
}

impl Selection {
    /// Every element of a kind below the rated one, with nothing left open by policy.
    #[cfg(test)]
    pub(crate) fn every(kind: &str, measure: &str) -> Selection {
        let from = Origin::Every { kind: kind.to_owned(), direct: false };
        let (tagged, not_tagged, codes) = (Vec::new(), Vec::new(), Vec::new());
        Selection { from, tagged, not_tagged, codes, measure: measure.to_owned(), states: States::default() }
    }
}

impl Default for States {
    /// What counts for states that a framework says nothing of: what does not count is left out; what is unknown, not yet
    /// there or could not be rated stays open, so that nobody gets rid of a criterion by saying so.
    fn default() -> States {
        States {
            not_applicable: Policy::Exclude,
            not_triggered: Policy::Exclude,
            out_of_scope: Policy::Exclude,
            not_yet: Policy::Bound,
            not_rated: Policy::Bound,
            empty: Policy::Exclude,
            dont_know: Policy::Bound,
            unanswered: Policy::Bound,
        }
    }
}

impl SelectionWritten {
    /// Checks the names; gives the selection and the scale of what it selects.
    pub fn check<'a>(&self, names: &Vocabulary<'a>, problems: &mut Vec<Diagnostic>) -> Option<(Selection, &'a Scale)> {
        let before = problems.len();
        self.one_origin(names, problems);
        for tag in self.tagged.0.iter().chain(&self.not_tagged.0).filter(|tag| !names.tags.contains(&tag.value)) {
            let help = suggestion(tag, names.tags.iter().map(String::as_str));
            let words = format!("the tag `{}` is not declared", tag.value);
            problems.push(Diagnostic::error(codes::UNKNOWN_NAME, &tag.place, words).help(help));
        }
        for code in self.codes.0.iter().filter(|code| names.codes.binary_search(&code.value).is_err()) {
            let help = suggestion(code, names.codes.iter().map(String::as_str));
            let words = format!("no element has the code `{}`", code.value);
            problems.push(Diagnostic::error(codes::UNKNOWN_ELEMENT, &code.place, words).help(help));
        }
        let (measure, scale) = match &self.own {
            Some(own) => (own.value.clone(), names.own_scale(own, problems)?),
            None => self.measure_of_kind(names, problems)?,
        };
        let words = |list: &Few<Located<String>>| list.0.iter().map(|word| word.value.clone()).collect::<Vec<_>>();
        let from = match (&self.every, &self.own) {
            (_, Some(_)) => Origin::Own,
            (Some(kind), None) => Origin::Every { kind: kind.value.clone(), direct: self.direct },
            (None, None) => Origin::These(words(&self.these)),
        };
        let selection = Selection {
            from,
            tagged: words(&self.tagged),
            not_tagged: words(&self.not_tagged),
            codes: words(&self.codes),
            measure,
            states: names.states,
        };
        (problems.len() == before).then_some((selection, scale))
    }

    /// One way of saying where the elements stand, and nothing that does not go with it.
    fn one_origin(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) {
        let (every, these, own) = (self.every.is_some(), !self.these.0.is_empty(), self.own.is_some());
        let place = self.these.0.first().or(self.own.as_ref()).map_or(names.place, |first| &first.place);
        if [every, these, own].iter().filter(|given| **given).count() > 1 {
            let words = "only one of `every`, `these` and `own` can be meant";
            problems.push(Diagnostic::error(codes::WRONG_VALUE, place, words));
        }
        if self.direct && !every {
            let words = "`direct` goes with `every`; elements named one by one stand anywhere";
            problems.push(Diagnostic::error(codes::WRONG_VALUE, names.place, words));
        }
        if let (true, Some(measure)) = (own, &self.measure) {
            let words = "`own` names the measure already";
            problems.push(Diagnostic::error(codes::WRONG_VALUE, &measure.place, words).help("leave `measure:` out"));
        }
    }

    /// The measure that is looked at, with its scale.
    fn measure_of_kind<'a>(
        &self,
        names: &Vocabulary<'a>,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<(String, &'a Scale)> {
        let kind = self.kind(names, problems)?;
        let measures = names.kinds.get(&kind)?;
        let measure = match &self.measure {
            Some(measure) if measures.contains_key(&measure.value) => measure.value.clone(),
            Some(measure) => {
                let help = suggestion(measure, measures.keys().map(String::as_str));
                let words = format!("`{}` is not a measure of this kind of element", measure.value);
                problems.push(Diagnostic::error(codes::UNKNOWN_NAME, &measure.place, words).help(help));
                return None;
            }
            None => match measures.keys().next() {
                Some(main) => main.clone(),
                None => {
                    let words = format!("nothing is determined about a {kind}, so a rule cannot look at it");
                    let problem = Diagnostic::error(codes::NOTHING_TO_RATE, names.place, words);
                    problems.push(problem.help("give the kind `measures:`, or select another kind"));
                    return None;
                }
            },
        };
        let scale = names.scales.get(measures.get(&measure)?)?;
        Some((measure, scale))
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
            let words = "a rule selects nothing: none of `every`, `these` and `own` is given";
            let problem = Diagnostic::error(codes::MISSING_FIELD, names.place, words);
            problems.push(problem.help("write `of: {every: <kind>}` for all of a kind, or `of: {these: [<id>, …]}`"));
        }
        kind
    }
}

impl<'a> Vocabulary<'a> {
    /// The scale of a measure of the element that is rated: the same in every kind that uses the rule.
    fn own_scale(&self, own: &Located<String>, problems: &mut Vec<Diagnostic>) -> Option<&'a Scale> {
        let mut found: Option<&String> = None;
        for kind in self.users {
            let Some(measures) = self.kinds.get(kind) else { continue };
            let Some(scale) = measures.get(&own.value) else {
                let help = suggestion(own, measures.keys().map(String::as_str));
                let words = format!("the kind `{kind}` uses this rule and has no measure `{}`", own.value);
                problems.push(Diagnostic::error(codes::UNKNOWN_NAME, &own.place, words).help(help));
                return None;
            };
            if found.is_some_and(|first| first != scale) {
                let words = format!("`{}` is on different scales in the kinds that use this rule", own.value);
                let problem = Diagnostic::error(codes::WRONG_VALUE, &own.place, words);
                problems.push(problem.help("write a rule for each of the kinds"));
                return None;
            }
            found = Some(scale);
        }
        if found.is_none() {
            let words = format!("no measure uses this rule, so it is not known what `{}` is", own.value);
            let problem = Diagnostic::error(codes::UNKNOWN_NAME, &own.place, words);
            problems.push(problem.help("name the rule under `rule:` of a measure, or remove it"));
        }
        self.scales.get(found?)
    }
}

impl std::fmt::Display for Selection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.from {
            Origin::Every { kind, .. } => write!(f, "every {kind}")?,
            Origin::These(ids) => f.write_str(&ids.join(", "))?,
            Origin::Own => write!(f, "its own {}", self.measure)?,
        }
        if !self.codes.is_empty() {
            write!(f, " {}", self.codes.join(", "))?;
        }
        if !self.tagged.is_empty() {
            write!(f, " tagged {}", self.tagged.join(" or "))?;
        }
        if !self.not_tagged.is_empty() {
            write!(f, " not tagged {}", self.not_tagged.join(" or "))?;
        }
        Ok(())
    }
}
