//! Findings: every rated element that falls short, graded by the measure that its framework names for it.

use super::evaluate::Evaluator;
use super::record::{outcome_record, seen_of};
use crate::assessment::Finding;
use crate::model::ElementIndex;
use crate::outcome::Scenario;

/// The findings of a framework, in its order.
pub(super) fn findings(evaluator: &Evaluator<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for index in 0..evaluator.framework.elements.len() {
        let Some(kind) = evaluator.framework.kind_of(evaluator.element(index)) else { continue };
        for (name, measure) in &kind.measures {
            let Some(graded) = &measure.grades else { continue };
            for child in &evaluator.element(index).children {
                if evaluator.element(*child).kind == *graded {
                    findings.extend(finding(evaluator, index, name, *child, findings.len() + 1));
                }
            }
        }
    }
    findings
}

fn finding(
    evaluator: &Evaluator<'_>,
    graded_by: ElementIndex,
    grade: &str,
    index: ElementIndex,
    number: usize,
) -> Option<Finding> {
    // A first impression is no evidence of a nonconformity.
    if evaluator.is_first_impression(index) {
        return None;
    }
    let element = evaluator.element(index);
    let (name, measure) = evaluator.framework.kind_of(element)?.measures.first()?;
    let scale = evaluator.framework.scales.get(&measure.scale)?;
    let found = evaluator.measure(index, name).step.outcome.clone();
    let (_, best) = found.values(Scenario::Bounds)?;
    // What may still turn out to be met is an open item, not a finding.
    if *best >= scale.ends().1 {
        return None;
    }
    let grading = evaluator.measure(graded_by, grade);
    let (seen, evidence) = seen_of(evaluator, index);
    Some(Finding {
        number,
        element: element.id.clone(),
        graded_by: evaluator.element(graded_by).id.clone(),
        rating: outcome_record(evaluator, index, name, &found),
        grade: outcome_record(evaluator, graded_by, grade, &grading.step.outcome),
        because: grading.step.because.clone(),
        seen,
        evidence,
    })
}
