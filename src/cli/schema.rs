//! `gradus schema`.

use super::{Outcome, output};
use crate::assessment::Assessment;
use crate::load::written::cases::CasesWritten;
use crate::load::written::crosswalk::CrosswalkWritten;
use crate::load::written::engagement::{AssessmentWritten, JudgementsWritten, RegisterWritten, ResponsesWritten};
use crate::load::written::framework::{FrameworkWritten, PartWritten};
use crate::load::written::questionnaire::{QuestionnairePartWritten, QuestionnaireWritten};
use crate::load::written::tailoring::TailoringWritten;

/// Print the JSON Schema of a file, for editors that complete and check YAML.
///
/// With the YAML extension of an editor, the first line `# yaml-language-server: $schema=framework.schema.json` ties a
/// file to the schema saved beside it.
#[derive(Debug, clap::Args)]
pub(super) struct Schema {
    /// Which file.
    shape: Shape,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Shape {
    /// framework.yaml
    Framework,
    /// A part of a framework
    FrameworkPart,
    /// tailoring.yaml, a framework made of another one
    Tailoring,
    /// questionnaire.yaml
    Questionnaire,
    /// A part of a questionnaire
    QuestionnairePart,
    /// cases.yaml, beside a framework
    Cases,
    /// crosswalks/*.yaml, between two frameworks
    Crosswalk,
    /// assessment.yaml
    Assessment,
    /// responses/*.yaml
    Responses,
    /// judgements.yaml
    Judgements,
    /// evidence/register.yaml
    Evidence,
    /// assessment.json, the result
    Result,
    /// sensitivity.json, what other readings would change
    Sensitivity,
    /// The output of `gradus map --format json`, what was carried over
    Carried,
}

impl Schema {
    pub fn run(&self) -> Outcome {
        let schema = match self.shape {
            Shape::Framework => schemars::schema_for!(FrameworkWritten),
            Shape::FrameworkPart => schemars::schema_for!(PartWritten),
            Shape::Tailoring => schemars::schema_for!(TailoringWritten),
            Shape::Questionnaire => schemars::schema_for!(QuestionnaireWritten),
            Shape::QuestionnairePart => schemars::schema_for!(QuestionnairePartWritten),
            Shape::Cases => schemars::schema_for!(CasesWritten),
            Shape::Crosswalk => schemars::schema_for!(CrosswalkWritten),
            Shape::Assessment => schemars::schema_for!(AssessmentWritten),
            Shape::Responses => schemars::schema_for!(ResponsesWritten),
            Shape::Judgements => schemars::schema_for!(JudgementsWritten),
            Shape::Evidence => schemars::schema_for!(RegisterWritten),
            Shape::Result => schemars::schema_for!(Assessment),
            Shape::Sensitivity => schemars::schema_for!(crate::sensitivity::Sensitivity),
            Shape::Carried => schemars::schema_for!(crate::carry::Carried),
        };
        output::print(&format!("{:#}\n", schema.to_value()))
    }
}
