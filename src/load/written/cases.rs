//! What may stand in the cases beside a framework: `cases.yaml`.

use schemars::JsonSchema;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer};

use super::engagement::{AnswerWritten, Day, EarlierWritten};
use crate::conduct::{EvidenceKind, Independence, Method};
use crate::source::Located;
use crate::yaml::EITHER;
use crate::yaml::list::{Few, List, Map};

/// Answers to a framework with the results that they must have: `cases.yaml` beside `framework.yaml`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct CasesWritten {
    /// `gradus/cases/1`.
    pub format: String,
    /// The framework beside it.
    pub framework: Located<String>,
    /// The cases.
    pub cases: List<Located<CaseWritten>>,
}

/// One case.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct CaseWritten {
    /// Its name.
    pub id: Located<String>,
    /// What it shows.
    pub title: String,
    /// Where the expected results come from.
    #[serde(default)]
    pub source: String,
    /// What is said of each element; a list where several people say something.
    #[serde(default)]
    pub answers: Map<Few<Located<CaseAnswerWritten>>>,
    /// What is said of every element of a kind that `answers` does not name.
    #[serde(default)]
    pub all: Map<Located<CaseAnswerWritten>>,
    /// How it was collected; by interview if left out.
    pub collected_by: Option<Method>,
    /// Elements left out, with the reason.
    #[serde(default)]
    pub out_of_scope: Map<String>,
    /// What the assessors decided.
    #[serde(default)]
    pub judgements: Map<CaseJudgementWritten>,
    /// Targets by element.
    #[serde(default)]
    pub target: Map<Located<String>>,
    /// Class of the assessment; 3 if left out.
    pub class: Option<u8>,
    /// Category of independence; D if left out.
    pub independence: Option<Independence>,
    /// The day of the assessment; the first of 2026 if left out.
    pub as_of: Option<Located<Day>>,
    /// Results of earlier assessments.
    #[serde(default)]
    pub earlier: List<EarlierWritten>,
    /// What must come out, by element: of its main measure, or of each measure by name.
    #[serde(default)]
    pub expect: Map<ExpectWritten>,
    /// Codes of the diagnostics that the case must end with instead.
    #[serde(default)]
    pub refused: List<Located<String>>,
}

/// What is said of an element: a word, or a mapping with more.
#[derive(Debug, Default)]
pub struct CaseAnswerWritten {
    /// What is said.
    pub said: AnswerWritten,
    /// Evidence that is cited.
    pub evidence: List<CaseEvidenceWritten>,
}

/// What is said, with more to say.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct LongCaseAnswer {
    /// Rating, number, share or `don't know`.
    answer: Option<Located<String>>,
    /// Why it does not apply.
    not_applicable: Option<String>,
    /// Why it was not triggered.
    not_triggered: Option<String>,
    /// Why the work has not reached the point yet.
    not_yet: Option<String>,
    /// Why the evidence does not suffice.
    not_rated: Option<String>,
    /// Evidence that is cited, by kind.
    #[serde(default)]
    evidence: List<CaseEvidenceWritten>,
}

/// One item of evidence: its kind, or a mapping with its date.
#[derive(Debug)]
pub struct CaseEvidenceWritten {
    /// Its kind.
    pub kind: EvidenceKind,
    /// Its date; the day of the assessment if left out.
    pub date: Option<Located<Day>>,
}

/// One item of evidence with its date.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct LongCaseEvidence {
    /// Its kind.
    kind: EvidenceKind,
    /// Its date.
    date: Option<Located<Day>>,
}

/// One decision.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CaseJudgementWritten {
    /// The rating or number.
    pub rating: Located<String>,
    /// Why.
    pub because: Located<String>,
    /// Which of the element's measures; the main one if left out.
    pub measure: Option<Located<String>>,
}

/// What must come out of an element.
#[derive(Debug)]
pub enum ExpectWritten {
    /// Of its main measure.
    Main(Located<String>),
    /// Of each measure by name.
    Each(Map<Located<String>>),
}

macro_rules! word_or_mapping {
    ($type:ty, $expecting:literal, $word:expr, $mapping:expr) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Either;

                impl<'de> Visitor<'de> for Either {
                    type Value = $type;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str($expecting)
                    }

                    fn visit_some<D: Deserializer<'de>>(self, word: D) -> Result<Self::Value, D::Error> {
                        Deserialize::deserialize(word).map($word)
                    }

                    fn visit_newtype_struct<D: Deserializer<'de>>(self, mapping: D) -> Result<Self::Value, D::Error> {
                        Deserialize::deserialize(mapping).map($mapping)
                    }
                }

                deserializer.deserialize_newtype_struct(EITHER, Either)
            }
        }
    };
}

word_or_mapping!(
    CaseAnswerWritten,
    "an answer, or a mapping with `answer:` and what belongs to it",
    |answer| CaseAnswerWritten {
        said: AnswerWritten { answer: Some(answer), ..AnswerWritten::default() },
        evidence: List::default(),
    },
    |long: LongCaseAnswer| CaseAnswerWritten {
        said: AnswerWritten {
            answer: long.answer,
            not_applicable: long.not_applicable,
            not_triggered: long.not_triggered,
            not_yet: long.not_yet,
            not_rated: long.not_rated,
            ..AnswerWritten::default()
        },
        evidence: long.evidence,
    }
);
word_or_mapping!(
    CaseEvidenceWritten,
    "a kind of evidence, or a mapping with `kind:` and `date:`",
    |kind| CaseEvidenceWritten { kind, date: None },
    |long: LongCaseEvidence| CaseEvidenceWritten { kind: long.kind, date: long.date }
);
word_or_mapping!(
    ExpectWritten,
    "a result, or a mapping of measures to results",
    ExpectWritten::Main,
    ExpectWritten::Each
);

macro_rules! schema_of_either {
    ($type:ty, $name:literal, $long:ty) => {
        impl JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let long = generator.subschema_for::<$long>();
                schemars::json_schema!({ "anyOf": [ { "type": ["string", "number"] }, long ] })
            }
        }
    };
}

schema_of_either!(CaseAnswerWritten, "CaseAnswer", LongCaseAnswer);
schema_of_either!(CaseEvidenceWritten, "CaseEvidence", LongCaseEvidence);
schema_of_either!(ExpectWritten, "Expect", Map<Located<String>>);
