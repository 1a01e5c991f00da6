//! What may stand in the files of an assessment.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer};

use crate::model::engagement::{EvidenceKind, Independence, Member, Method, Organization, Person, Scope};
use crate::source::Located;
use crate::yaml::EITHER;
use crate::yaml::list::{List, Map};

/// The main file of an assessment: `assessment.yaml`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct AssessmentWritten {
    /// `gradus/assessment/1`.
    pub format: String,
    /// Short name.
    pub id: Located<String>,
    /// Title of the report.
    pub title: String,
    /// Printed on every page, such as that it is a made-up example.
    #[serde(default)]
    pub notice: String,
    /// Who may read it.
    #[serde(default)]
    pub confidentiality: String,
    /// The organization.
    pub organization: Organization,
    /// The scope, by the parameters of ISO/IEC 20000-3.
    pub scope: Scope,
    /// Who asked for it.
    pub sponsor: Person,
    /// Who assesses.
    pub team: List<Located<Member>>,
    /// Class of assessment, ISO/IEC 33002: 1, 2 or 3.
    pub class: Located<u8>,
    /// Category of independence, ISO/IEC 33002 annex A.
    pub independence: Independence,
    /// What it is for.
    #[serde(default)]
    pub purpose: String,
    /// Dates.
    pub dates: DatesWritten,
    /// Frameworks used.
    pub frameworks: List<UseWritten>,
    /// What the board is asked to decide.
    #[serde(default)]
    pub decisions_asked: Vec<String>,
}

/// What the other files of an assessment are checked against, for an `assessment.yaml` that is not in order itself.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct EssentialsWritten {
    /// Who assesses.
    #[serde(default)]
    pub team: List<Located<Member>>,
    /// Frameworks used.
    #[serde(default)]
    pub frameworks: List<UseWritten>,
}

/// Dates of an assessment, `YYYY-MM-DD`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct DatesWritten {
    /// First day of the fieldwork.
    pub from: Located<Day>,
    /// Last day of the fieldwork.
    pub to: Located<Day>,
    /// Date of the report.
    pub report: Located<Day>,
    /// The period whose records were looked at, if it is another than the fieldwork.
    pub reviewed: Option<PeriodWritten>,
}

/// A period of days, `YYYY-MM-DD`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct PeriodWritten {
    /// First day.
    pub from: Located<Day>,
    /// Last day.
    pub to: Located<Day>,
}

/// A calendar day, `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let wrong = || {
            serde::de::Error::custom(format!(
                "`{text}` is not a date such as `2026-09-25`\nwrite year, month and day as `YYYY-MM-DD`"
            ))
        };
        // jiff reads times behind the date too; a date is meant here, nothing else.
        if text.len() != "YYYY-MM-DD".len() {
            return Err(wrong());
        }
        text.parse().map(Day).map_err(|_| wrong())
    }
}

impl JsonSchema for Day {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date", "description": "A calendar day, `YYYY-MM-DD`." })
    }
}

/// How one framework is used.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct UseWritten {
    /// The framework.
    pub id: Located<String>,
    /// The version that it was agreed on.
    pub version: Located<String>,
    /// Rules chosen instead of the default ones: `kind.measure: rule`.
    #[serde(default)]
    pub methods: Map<Located<String>>,
    /// Wanted ratings of main measures, by element.
    #[serde(default)]
    pub target: Map<Located<String>>,
    /// Elements left out, with the reason.
    #[serde(default)]
    pub out_of_scope: Map<String>,
    /// Results of earlier assessments, for rules that ask whether something was kept up.
    #[serde(default)]
    pub earlier: List<EarlierWritten>,
}

/// A result of an earlier assessment.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct EarlierWritten {
    /// When it was found.
    pub date: Located<Day>,
    /// The element.
    pub element: Located<String>,
    /// Which of its measures; the main one if left out.
    pub measure: Option<Located<String>>,
    /// The result: a rating of the measure's scale, or a number.
    pub value: Located<String>,
}

/// What one respondent said on one occasion: a file below `responses/`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct ResponsesWritten {
    /// `gradus/responses/1`.
    pub format: String,
    /// Who speaks.
    pub respondent: RespondentWritten,
    /// How it was collected.
    pub method: Method,
    /// When.
    pub date: Located<Day>,
    /// The questionnaire that is answered.
    pub questionnaire: Option<Located<String>>,
    /// Answers by question.
    #[serde(default)]
    pub answers: Map<Located<AnswerWritten>>,
    /// The framework whose elements are rated directly, instead of a questionnaire.
    pub framework: Option<Located<String>>,
    /// Ratings by element.
    #[serde(default)]
    pub ratings: Map<Located<AnswerWritten>>,
}

/// Who speaks.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct RespondentWritten {
    /// Short name.
    pub id: Located<String>,
    /// Name, if it may be shown.
    #[serde(default)]
    pub name: String,
    /// Role.
    pub role: String,
    /// What he or she speaks for.
    #[serde(default)]
    pub covers: String,
}

/// An answer: a word, or a mapping when there is more to say.
#[derive(Debug, Default)]
pub struct AnswerWritten {
    /// Option, rating, share or `don't know`.
    pub answer: Option<Located<String>>,
    /// Why it does not apply.
    pub not_applicable: Option<String>,
    /// Why it was not triggered.
    pub not_triggered: Option<String>,
    /// Why the work has not reached the point yet.
    pub not_yet: Option<String>,
    /// Why the evidence does not suffice to rate it.
    pub not_rated: Option<String>,
    /// Who of the team agreed that it does not apply.
    pub approved_by: Option<Located<String>>,
    /// Remarks.
    pub note: String,
    /// Evidence by id.
    pub evidence: List<Located<String>>,
}

/// An answer with more to say.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct LongAnswer {
    /// Option, rating, share or `don't know`.
    answer: Option<Located<String>>,
    /// Why it does not apply.
    not_applicable: Option<String>,
    /// Why it was not triggered in the period.
    not_triggered: Option<String>,
    /// Why the work has not reached the point at which it could be seen.
    not_yet: Option<String>,
    /// Why the evidence does not suffice to rate it.
    not_rated: Option<String>,
    /// Who of the team agreed that it does not apply.
    approved_by: Option<Located<String>>,
    /// Remarks.
    #[serde(default)]
    note: String,
    /// Evidence by id.
    #[serde(default)]
    evidence: List<Located<String>>,
}

impl<'de> Deserialize<'de> for AnswerWritten {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = AnswerWritten;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an answer, or a mapping with `answer:` and what belongs to it")
            }

            fn visit_unit<E: serde::de::Error>(self) -> Result<AnswerWritten, E> {
                Err(E::custom("nothing is answered here\nleave the line out, or say `don't know`"))
            }

            fn visit_some<D: Deserializer<'de>>(self, word: D) -> Result<AnswerWritten, D::Error> {
                let answer = Some(Located::deserialize(word)?);
                Ok(AnswerWritten { answer, ..AnswerWritten::default() })
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(self, mapping: D) -> Result<AnswerWritten, D::Error> {
                let long = LongAnswer::deserialize(mapping)?;
                Ok(AnswerWritten {
                    answer: long.answer,
                    not_applicable: long.not_applicable,
                    not_triggered: long.not_triggered,
                    not_yet: long.not_yet,
                    not_rated: long.not_rated,
                    approved_by: long.approved_by,
                    note: long.note,
                    evidence: long.evidence,
                })
            }
        }

        deserializer.deserialize_newtype_struct(EITHER, Either)
    }
}

impl JsonSchema for AnswerWritten {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Answer".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let long = generator.subschema_for::<LongAnswer>();
        schemars::json_schema!({
            "description": "An option of the answer set, a rating, a share such as `62 %`, or `don't know`; or a mapping.",
            "oneOf": [ { "type": ["string", "number"] }, long ],
        })
    }
}

/// The assessors' decisions: `judgements.yaml`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct JudgementsWritten {
    /// `gradus/judgements/1`.
    pub format: String,
    /// The decisions.
    pub judgements: List<JudgementWritten>,
}

/// One decision.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct JudgementWritten {
    /// The framework.
    pub framework: Located<String>,
    /// The element.
    pub element: Located<String>,
    /// Which of its measures; the main one if left out.
    pub measure: Option<Located<String>>,
    /// The rating, a share, or one of `don't know`.
    pub rating: Option<Located<String>>,
    /// Instead of a rating: why it does not apply.
    pub not_applicable: Option<String>,
    /// Instead of a rating: why it was not triggered.
    pub not_triggered: Option<String>,
    /// Instead of a rating: why the work has not reached the point yet.
    pub not_yet: Option<String>,
    /// Instead of a rating: why the evidence does not suffice.
    pub not_rated: Option<String>,
    /// Why.
    pub because: String,
    /// Who, by team member id.
    pub by: Located<String>,
    /// When.
    pub date: Located<Day>,
    /// On which evidence.
    #[serde(default)]
    pub evidence: List<Located<String>>,
}

/// The evidence register: `evidence/register.yaml`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct RegisterWritten {
    /// `gradus/evidence/1`.
    pub format: String,
    /// The items.
    pub evidence: List<EvidenceWritten>,
}

/// The ids of the items only, for a register that is not in order.
#[derive(Debug, Deserialize)]
pub struct EvidenceIdsWritten {
    /// The items.
    #[serde(default)]
    pub evidence: List<EvidenceIdWritten>,
}

/// The id of an item.
#[derive(Debug, Deserialize)]
pub struct EvidenceIdWritten {
    /// Its id.
    pub id: String,
}

/// One item of evidence.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct EvidenceWritten {
    /// Its id.
    pub id: Located<String>,
    /// Title.
    pub title: String,
    /// What kind of evidence it is.
    pub kind: EvidenceKind,
    /// Its date.
    pub date: Located<Day>,
    /// Who holds it.
    #[serde(default)]
    pub held_by: String,
    /// The file, below `evidence/`.
    pub file: Option<Located<String>>,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: Option<Located<String>>,
    /// Where it is kept, if not here.
    #[serde(default)]
    pub at: String,
    /// What it shows.
    #[serde(default)]
    pub shows: String,
}
