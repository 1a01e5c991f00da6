//! A ladder as it is written, and its check.

use std::fmt;

use schemars::JsonSchema;
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Items, Ladder, Level};
use crate::codes;
use crate::diagnostic::{Diagnostic, suggestion};
use crate::outcome::Rank;
use crate::rule::condition::{ConditionWritten, rank};
use crate::rule::{SelectionWritten, Vocabulary};
use crate::scale::Scale;
use crate::source::{Located, Place};
use crate::yaml::EITHER;
use crate::yaml::list::{List, Map};

/// Levels that must be reached one after the other.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Written {
    /// The scale of levels; its lowest rating is what is left when no level is reached.
    pub scale: Located<String>,
    /// The items that the lists of levels name.
    pub of: Option<SelectionWritten>,
    /// Ratings that do for the items of the level itself.
    #[serde(default)]
    pub at: List<Located<String>>,
    /// Ratings that do for the items of all lower levels; those of `at` if left out.
    #[serde(default)]
    pub below: List<Located<String>>,
    /// What each level asks for: a list of items by local code, or a condition.
    pub levels: Map<LevelWritten>,
}

/// What a level asks for.
#[derive(Debug, Clone)]
pub enum LevelWritten {
    /// Items by local code.
    Items(Vec<Located<String>>),
    /// A condition.
    When(Box<ConditionWritten>),
}

impl<'de> Deserialize<'de> for LevelWritten {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = LevelWritten;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of items, or a condition")
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(self, mapping: D) -> Result<Self::Value, D::Error> {
                ConditionWritten::deserialize(mapping).map(Box::new).map(LevelWritten::When)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = access.next_element()? {
                    items.push(item);
                }
                Ok(LevelWritten::Items(items))
            }
        }

        deserializer.deserialize_newtype_struct(EITHER, Either)
    }
}

impl JsonSchema for LevelWritten {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Level".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let condition = generator.subschema_for::<ConditionWritten>();
        let items = generator.subschema_for::<Vec<Located<String>>>();
        schemars::json_schema!({
            "description": "A list of items by local code, or a condition.",
            "anyOf": [items, condition],
        })
    }
}

impl Written {
    pub(in crate::rule) fn check(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Ladder> {
        let before = problems.len();
        let items = self.items(names, problems);
        let scale = names.scale(&self.scale, problems)?;
        let levels = self.levels(scale, names, problems);
        (problems.len() == before).then(|| Ladder { scale: scale.clone(), items, levels })
    }

    fn items(&self, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Option<Items> {
        let lists = self.levels.0.iter().any(|(_, level)| matches!(level, LevelWritten::Items(_)));
        let Some(of) = &self.of else {
            if lists {
                let words = "levels name items, and `of:` does not say which items they are";
                let problem = Diagnostic::error(codes::MISSING_FIELD, &self.scale.place, words);
                problems.push(problem.help("add `of: {every: <kind>}`, and the ratings that do with `at:`"));
            }
            return None;
        };
        let (of, scale) = of.check(names, problems)?;
        let at = accepted(&self.at, scale, problems);
        if at.is_empty() {
            let words = "`at:` does not say which ratings do for the items of a level";
            let problem = Diagnostic::error(codes::MISSING_FIELD, &self.scale.place, words);
            problems.push(problem.help("add `at: [<rating>, …]`"));
        }
        let below = if self.below.0.is_empty() { at.clone() } else { accepted(&self.below, scale, problems) };
        for word in self.below.0.iter().filter(|word| scale.rank(word).is_some_and(|rank| !at.contains(&rank))) {
            let words =
                format!("`below` accepts `{}`, which `at` does not: that level itself is then not reached", word.value);
            problems.push(Diagnostic::error(codes::LADDER, &word.place, words));
        }
        Some(Items { of, scale: scale.clone(), at, below })
    }

    fn levels(&self, scale: &Scale, names: &Vocabulary<'_>, problems: &mut Vec<Diagnostic>) -> Vec<Level> {
        let mut named: Vec<(&str, &Place)> = Vec::new();
        let mut levels = Vec::new();
        for (expected, (level, asks)) in (1..).zip(&self.levels.0) {
            if scale.rank(level) != Some(expected) {
                let words = format!("`{}` is not the next level of the scale `{}`", level.value, scale.id);
                let help = match scale.ratings.get(expected) {
                    Some(next) => format!("let levels stand in order and leave none out; next is `{}`", next.id),
                    None => format!("remove it: the scale ends with `{}`", scale.word(scale.highest())),
                };
                problems.push(Diagnostic::error(codes::LADDER, &level.place, words).help(help));
            }
            match asks {
                LevelWritten::When(condition) => levels.extend(condition.check(names, problems).map(Box::new).map(Level::When)),
                LevelWritten::Items(items) => {
                    if items.is_empty() {
                        let words = format!("the level `{}` has no items, so nothing can show it", level.value);
                        let problem = Diagnostic::error(codes::LADDER, &level.place, words);
                        problems.push(problem.help("name its items, or remove the level"));
                    }
                    for item in items {
                        one_item(item, &mut named, names, problems);
                    }
                    levels.push(Level::Items(items.iter().map(|item| item.value.clone()).collect()));
                }
            }
        }
        if self.levels.0.is_empty() {
            let words = "the ladder has no levels";
            let problem = Diagnostic::error(codes::LADDER, &self.scale.place, words);
            problems.push(problem.help("say under `levels:` what each level of the scale asks for"));
        }
        levels
    }
}

/// An item stands in one level, and some element has its code.
fn one_item<'a>(
    item: &'a Located<String>,
    named: &mut Vec<(&'a str, &'a Place)>,
    names: &Vocabulary<'_>,
    problems: &mut Vec<Diagnostic>,
) {
    if let Some((_, first)) = named.iter().find(|(code, _)| *code == item.value) {
        let words = format!("the ladder names `{}` twice", item.value);
        let problem = Diagnostic::error(codes::LADDER, &item.place, words).label("again here");
        problems.push(problem.related(first, "first here").help("let each item stand in one level only"));
    }
    if names.codes.binary_search(&item.value).is_err() {
        let words = format!("the ladder names `{}`, which no element has as its code", item.value);
        let help = suggestion(item, names.codes.iter().map(String::as_str));
        problems.push(Diagnostic::error(codes::UNKNOWN_ELEMENT, &item.place, words).help(help));
    }
    named.push((&item.value, &item.place));
}

fn accepted(words: &List<Located<String>>, scale: &Scale, problems: &mut Vec<Diagnostic>) -> Vec<Rank> {
    words.0.iter().filter_map(|word| rank(word, scale, problems)).collect()
}
