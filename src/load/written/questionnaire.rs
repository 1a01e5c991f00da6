//! What may stand in a questionnaire's files.

use schemars::JsonSchema;
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::model::questionnaire::Yields;
use crate::source::Located;
use crate::yaml::list::{List, Map};

/// The main file of a questionnaire: `questionnaire.yaml` in a folder named like its id.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct QuestionnaireWritten {
    /// `gradus/questionnaire/1`.
    pub format: String,
    /// Name of the questionnaire; the same as its folder's.
    pub id: Located<String>,
    /// Title for readers.
    pub title: String,
    /// The framework that it asks about.
    pub framework: Located<String>,
    /// Version of this set of files.
    pub version: String,
    /// What the answers amount to.
    pub yields: Yields,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// What it is for and how to use it.
    pub about: String,
    /// Answer set of questions that name none.
    pub default_answers: Option<Located<String>>,
    /// Who is asked where a question names nobody.
    #[serde(default)]
    pub default_roles: Vec<String>,
    /// Answer sets by name.
    #[serde(default)]
    pub answer_sets: Map<AnswerSetWritten>,
    /// Further files, relative to this one.
    #[serde(default)]
    pub parts: List<Located<String>>,
    /// Questions.
    #[serde(default)]
    pub questions: List<QuestionWritten>,
}

/// A further file of a questionnaire.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct QuestionnairePartWritten {
    /// `gradus/questionnaire-part/1`.
    pub format: String,
    /// Who is asked where a question of this file names nobody; as the questionnaire says if left out.
    #[serde(default)]
    pub default_roles: Vec<String>,
    /// Answer sets by name.
    #[serde(default)]
    pub answer_sets: Map<AnswerSetWritten>,
    /// Questions.
    #[serde(default)]
    pub questions: List<QuestionWritten>,
}

/// A set of answers that many questions share.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct AnswerSetWritten {
    /// Title.
    pub title: String,
    /// Options. Don't know, not applicable and not triggered need none: they can always be answered. With no options at
    /// all, the answer is a number or a rating of what the question informs.
    #[serde(default)]
    pub options: List<OptionWritten>,
}

/// One answer that can be chosen.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct OptionWritten {
    /// The word used in response files.
    pub id: Located<String>,
    /// What the person reads.
    pub title: String,
    /// What counts as this answer.
    pub means: String,
    /// What it says of the elements that the question informs.
    pub gives: Located<GivesWritten>,
}

/// A rating for every element, or one for each local code.
#[derive(Debug)]
pub enum GivesWritten {
    /// The same rating of each.
    Each(String),
    /// A rating for each local code.
    ByCode(Map<Located<String>>),
}

impl<'de> Deserialize<'de> for GivesWritten {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = GivesWritten;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a rating, or a mapping from codes to ratings")
            }

            fn visit_str<E>(self, word: &str) -> Result<GivesWritten, E> {
                Ok(GivesWritten::Each(word.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<GivesWritten, A::Error> {
                Map::deserialize(MapAccessDeserializer::new(access)).map(GivesWritten::ByCode)
            }
        }

        deserializer.deserialize_any(Either)
    }
}

impl JsonSchema for GivesWritten {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Gives".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A rating for every element that the question informs, or one for each local code.",
            "oneOf": [
                { "type": "string" },
                { "type": "object", "additionalProperties": { "type": "string" } },
            ],
        })
    }
}

/// One question.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct QuestionWritten {
    /// Its id; with `for-each`, the part behind the element's id.
    pub id: Located<String>,
    /// What is asked: one thing, in plain words.
    pub ask: String,
    /// Why it is asked.
    pub why: String,
    /// What shows a yes; the typical evidence of what it informs if left out.
    pub look_for: Option<String>,
    /// Elements that its answers say something of; with `for-each`, their local codes.
    pub informs: List<Located<String>>,
    /// Its answer set, where it is not the usual one.
    pub answers: Option<Located<String>>,
    /// What counts as an answer here, by the answer's word, where what its set says is not enough.
    #[serde(default)]
    pub counts: Map<String>,
    /// Asked only after these answers to an earlier question.
    pub when: Option<Located<WhenWritten>>,
    /// Who can know it.
    #[serde(default)]
    pub roles: Vec<String>,
    /// Asked once for each element of this kind; `{process}` (the kind's name in braces) stands for its title.
    pub for_each: Option<Located<String>>,
}

/// The earlier answers after which a question is asked.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct WhenWritten {
    /// The earlier question; with `for-each`, the part behind the element's id or a question that is asked once.
    pub question: Located<String>,
    /// After which of its answers this one is asked.
    pub is: List<Located<String>>,
    /// What another answer means for this question: `not-applicable`, `not-triggered`, or one of its own answers.
    pub otherwise: Located<String>,
}
