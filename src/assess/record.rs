//! From what was worked out to what is handed over: ranks become words, and everything a reader needs goes along.

use indexmap::IndexMap;
use jiff::civil::Date;

use super::coverage::{coverage, disputed};
use super::evaluate::{Evaluator, decided};
use super::findings::findings;
use super::statements::{Said, statements};
use crate::assessment::{
    ChangeRecord, Counts, Coverage, ElementResult, FrameworkResult, InputRecord, JudgementRecord, KindRecord,
    MeasureRecord, MeasureResult, NeedRecord, NumbersRecord, OutcomeRecord, RatingRecord, RuleRecord, ScaleRecord,
    Standing, Statement, StatesRecord, StepRecord, TagRecord, TailoringRecord,
};
use crate::diagnostic::Diagnostic;
use crate::model::Loaded;
use crate::model::framework::{Change, Tailoring};
use crate::model::{ElementIndex, Framework, Kind, Reply, Response, Use};
use crate::outcome::{Absence, Outcome, Scenario, Value};
use crate::rule::{self, Input, Need, States, Step};
use crate::scale::{Numbers, Scale};

/// The result under one framework.
pub(super) fn framework(
    loaded: &Loaded,
    framework: &Framework,
    used: &Use,
    responses: &[&Response],
    as_of: Date,
    refused: &mut Vec<Diagnostic>,
) -> FrameworkResult {
    let said = statements(loaded, framework, responses);
    let evaluator = Evaluator::new(&loaded.engagement, framework, used, &said, as_of);
    let coverage = coverage(&evaluator);
    let elements = (0..framework.elements.len()).zip(coverage);
    let elements = elements.map(|(index, (coverage, item))| {
        (evaluator.element(index).id.clone(), element(&evaluator, index, coverage, item))
    });
    let elements = elements.collect();
    let findings = findings(&evaluator);
    refused.extend(evaluator.refused());
    FrameworkResult {
        id: framework.id.clone(),
        title: framework.title.clone(),
        edition: framework.edition.clone(),
        version: framework.version.clone(),
        digest: framework.digest(),
        tailoring: framework.tailoring.as_ref().map(tailoring),
        about: framework.about.trim().to_owned(),
        rights: framework.rights.trim().to_owned(),
        tags: tags(framework),
        scales: framework.scales.iter().map(|(id, scale)| (id.clone(), scale_record(scale))).collect(),
        kinds: framework.kinds.iter().map(|(id, kind)| (id.clone(), kind_record(id, kind, used))).collect(),
        rules: rules(framework),
        states: states(&framework.states),
        out_of_scope: used.out_of_scope.clone(),
        elements,
        findings,
    }
}

fn tailoring(tailoring: &Tailoring) -> TailoringRecord {
    let change = |change: &Change| ChangeRecord {
        words: change.words.clone(),
        because: change.because.clone(),
        place: change.place.to_string(),
    };
    TailoringRecord {
        of: tailoring.of.clone(),
        version: tailoring.version.clone(),
        changes: tailoring.changes.iter().map(change).collect(),
    }
}

fn states(states: &States) -> StatesRecord {
    StatesRecord {
        not_applicable: states.not_applicable,
        not_triggered: states.not_triggered,
        out_of_scope: states.out_of_scope,
        not_yet: states.not_yet,
        not_rated: states.not_rated,
        empty: states.empty,
        dont_know: states.dont_know,
        unanswered: states.unanswered,
    }
}

fn tags(framework: &Framework) -> IndexMap<String, TagRecord> {
    let record =
        |tag: &crate::model::framework::Tag| TagRecord { title: tag.title.clone(), meaning: tag.meaning.clone() };
    framework.tags.iter().map(|(id, tag)| (id.clone(), record(tag))).collect()
}

fn scale_record(scale: &Scale) -> ScaleRecord {
    let rating = |rating: &crate::scale::Rating| RatingRecord {
        id: rating.id.clone(),
        title: rating.title.clone(),
        meaning: rating.meaning.clone(),
        up_to: rating.up_to.as_ref().map(|share| format!("{} %", share.clone() * 100.into())),
    };
    let number = |numbers: &Numbers| NumbersRecord {
        from: numbers.from.to_string(),
        to: numbers.to.to_string(),
        decimals: numbers.shown.map(|(decimals, _)| decimals),
        rounding: numbers.shown.map(|(_, rounding)| rounding),
        unit: numbers.unit.clone(),
        never_full_early: numbers.never_full_early,
    };
    ScaleRecord {
        title: scale.title.clone(),
        ratings: scale.ratings.iter().map(rating).collect(),
        number: scale.number.as_ref().map(number),
    }
}

fn kind_record(id: &str, kind: &Kind, used: &Use) -> KindRecord {
    let measure = |name: &String, measure: &crate::model::Measure| {
        let chosen = used.methods.get(&(id.to_owned(), name.clone()));
        let chosen = chosen.filter(|chosen| Some(*chosen) != measure.rule.as_ref());
        let all = measure.rule.iter().chain(&measure.alternatives);
        let rule = chosen.or(measure.rule.as_ref()).cloned();
        MeasureRecord {
            title: measure.title.clone(),
            scale: measure.scale.clone(),
            stated: measure.stated.clone(),
            alternatives: all.filter(|name| rule.as_ref() != Some(name)).cloned().collect(),
            instead_of: chosen.and(measure.rule.clone()),
            grades: measure.grades.clone(),
            judgement: measure.judgement,
            rule,
        }
    };
    KindRecord {
        title: kind.title.clone(),
        plural: kind.plural.clone(),
        grouping: kind.is_grouping,
        measures: kind.measures.iter().map(|(name, m)| (name.clone(), measure(name, m))).collect(),
    }
}

fn rules(framework: &Framework) -> IndexMap<String, RuleRecord> {
    let record = |entry: &crate::model::RuleEntry| RuleRecord {
        title: entry.title.clone(),
        text: entry.text.clone(),
        source: entry.source.clone(),
        certainty: entry.certainty,
        place: entry.place.to_string(),
        states: (entry.states != framework.states).then(|| states(&entry.states)),
    };
    framework.rules.iter().map(|(id, entry)| (id.clone(), record(entry))).collect()
}

fn element(evaluator: &Evaluator<'_>, index: ElementIndex, coverage: Coverage, item: Option<String>) -> ElementResult {
    let framework = evaluator.framework;
    let element = evaluator.element(index);
    let id_of = |index: &ElementIndex| evaluator.element(*index).id.clone();
    let measures = framework.kind_of(element).map(|kind| &kind.measures);
    let target = evaluator.used.target.get(&element.id).and_then(|value| {
        let (_, measure) = measures?.first()?;
        Some(framework.scales.get(&measure.scale)?.show(value))
    });
    let results =
        measures.into_iter().flatten().map(|(name, _)| (name.clone(), measure_result(evaluator, index, name)));
    ElementResult {
        kind: element.kind.clone(),
        code: element.code.clone(),
        title: element.title.clone(),
        text: element.text.clone(),
        purpose: element.purpose.clone(),
        weight: element.weight.to_string(),
        tags: element.tags.clone(),
        typical_evidence: element.evidence.clone(),
        trigger: element.trigger.clone(),
        certainty: element.certainty,
        source: element.source.clone(),
        mirrors: element.mirrors.clone(),
        place: element.place.to_string(),
        parent: element.parent.as_ref().map(id_of),
        children: element.children.iter().map(id_of).collect(),
        target,
        standing: standing(evaluator, index),
        coverage,
        item,
        results: results.collect(),
        statements: evaluator.said(index).iter().map(|said| statement(evaluator, index, said)).collect(),
        judgement: judgement(evaluator, index),
        disputed: disputed(evaluator, index),
    }
}

/// How the main result of an element stands to its target; `None` without a target.
fn standing(evaluator: &Evaluator<'_>, index: ElementIndex) -> Option<Standing> {
    let element = evaluator.element(index);
    let wanted = evaluator.used.target.get(&element.id)?;
    let (name, _) = evaluator.framework.kind_of(element)?.measures.first()?;
    Some(match evaluator.measure(index, name).step.outcome.values(Scenario::Bounds) {
        None => Standing::Exempt,
        Some((low, _)) if low >= wanted => Standing::Met,
        Some((_, high)) if high >= wanted => Standing::Open,
        Some(_) => Standing::Missed,
    })
}

fn measure_result(evaluator: &Evaluator<'_>, index: ElementIndex, name: &str) -> MeasureResult {
    let evaluated = evaluator.measure(index, name);
    MeasureResult {
        outcome: outcome_record(evaluator, index, name, &evaluated.step.outcome),
        rule: evaluated.rule.clone(),
        derivation: step_record(evaluator, index, &evaluated.step),
    }
}

fn statement(evaluator: &Evaluator<'_>, index: ElementIndex, said: &Said<'_>) -> Statement {
    Statement {
        respondent: said.response.respondent.clone(),
        role: said.response.role.clone(),
        question: said.response.questionnaire.as_ref().map(|_| said.answer.to.clone()),
        ask: said.ask.to_owned(),
        answer: said.words.clone(),
        outcome: rated_outcome(evaluator, index, &said.outcome, &reason_of(&said.answer.reply)),
        set_aside: evaluator.set_aside(index, said),
        yields: said.yields,
        date: said.response.date,
        note: said.answer.note.clone(),
        evidence: said.answer.evidence.clone(),
        place: said.answer.place.to_string(),
    }
}

fn judgement(evaluator: &Evaluator<'_>, index: ElementIndex) -> Option<JudgementRecord> {
    let judgement = evaluator.any_judgement(index)?;
    let measure = evaluator.framework.kind_of(evaluator.element(index))?.measures.get(&judgement.measure)?;
    let scale = evaluator.framework.scales.get(&measure.scale);
    let outcome = decided(&judgement.reply, scale);
    Some(JudgementRecord {
        measure: judgement.measure.clone(),
        outcome: words(&outcome, scale, &reason_of(&judgement.reply)),
        because: judgement.because.clone(),
        by: judgement.by.clone(),
        date: judgement.date,
        evidence: judgement.evidence.clone(),
        place: judgement.place.to_string(),
    })
}

fn reason_of(reply: &Reply) -> String {
    match reply {
        Reply::Exempt { reason, .. } => reason.clone(),
        _ => String::new(),
    }
}

/// What was seen of an element, and on which evidence: the assessors' words first, then the respondents' notes.
pub(super) fn seen_of(evaluator: &Evaluator<'_>, index: ElementIndex) -> (Vec<String>, Vec<String>) {
    let mut seen = Vec::new();
    let mut evidence: Vec<String> = Vec::new();
    if let Some(judgement) = evaluator.any_judgement(index) {
        seen.push(format!("{} ({}, {})", judgement.because, judgement.by, judgement.date));
        evidence.extend(judgement.evidence.iter().cloned());
    }
    for said in evaluator.said(index) {
        let who = format!("{}, {}", said.response.respondent, said.response.date);
        if said.answer.note.is_empty() {
            seen.push(format!("answered “{}” ({who})", said.words));
        } else {
            seen.push(format!("answered “{}”: {} ({who})", said.words, said.answer.note));
        }
        evidence.extend(said.answer.evidence.iter().cloned());
    }
    evidence.sort();
    evidence.dedup();
    (seen, evidence)
}

/// An outcome of a measure in the words of its scale.
pub(super) fn outcome_record(
    evaluator: &Evaluator<'_>,
    index: ElementIndex,
    measure: &str,
    outcome: &Outcome,
) -> OutcomeRecord {
    let kind = evaluator.framework.kind_of(evaluator.element(index));
    let scale = kind.and_then(|kind| kind.measures.get(measure)).map(|measure| measure.scale.as_str());
    let scale = scale.and_then(|scale| evaluator.framework.scales.get(scale));
    words(outcome, scale, &void_reason(evaluator, index, outcome))
}

/// An outcome on the scale that the element is rated on directly.
fn rated_outcome(evaluator: &Evaluator<'_>, index: ElementIndex, outcome: &Outcome, reason: &str) -> OutcomeRecord {
    let kind = evaluator.framework.kind_of(evaluator.element(index));
    let scale = kind.and_then(|kind| kind.rated_on.as_ref()).and_then(|scale| evaluator.framework.scales.get(scale));
    words(outcome, scale, reason)
}

fn words(outcome: &Outcome, scale: Option<&Scale>, reason: &str) -> OutcomeRecord {
    let word = |value: &Value| match (value, scale) {
        (value, Some(scale)) => scale.show(value),
        (Value::Rank(rank), None) => rank.to_string(),
        (Value::Number(number), None) => number.to_string(),
        (Value::Below | Value::Above, None) => "unbounded".to_owned(),
    };
    // Numbers that are shown otherwise than they are.
    let exact = |value: &Value| match value {
        Value::Number(number) => Some(number.to_string()).filter(|exact| *exact != word(value)),
        _ => None,
    };
    match outcome {
        Outcome::Known(value) => OutcomeRecord::Known { value: word(value), exact: exact(value) },
        Outcome::Open(range) => {
            let ends = [exact(&range.low), exact(&range.high)];
            let full = |exact: Option<String>, value: &Value| exact.unwrap_or_else(|| word(value));
            let [low, high] = &ends;
            OutcomeRecord::Open {
                low: word(&range.low),
                high: word(&range.high),
                gap: range.gap,
                taken: range.taken.as_ref().map(word),
                choices: range.choices.iter().map(|rank| word(&Value::Rank(*rank))).collect(),
                may_be_unrated: range.may_be_unrated,
                exact: (low.is_some() || high.is_some())
                    .then(|| [full(low.clone(), &range.low), full(high.clone(), &range.high)]),
            }
        }
        Outcome::Void(why) => OutcomeRecord::Void { why: *why, reason: reason.to_owned() },
    }
}

/// Why an element does not count, in the words of whoever said so.
fn void_reason(evaluator: &Evaluator<'_>, index: ElementIndex, outcome: &Outcome) -> String {
    let Outcome::Void(why) = outcome else { return String::new() };
    if let Some((_, _, reason)) = evaluator.left_out(index) {
        return reason.to_owned();
    }
    let judged = evaluator.any_judgement(index).map(|judgement| &judgement.reply);
    let said = evaluator.said(index).iter().map(|said| &said.answer.reply);
    let reason = judged.into_iter().chain(said).find_map(|reply| match reply {
        Reply::Exempt { absence, reason, .. } if absence == why => Some(reason.clone()),
        _ => None,
    });
    reason.unwrap_or_else(|| match why {
        Absence::Empty => "it holds nothing that could be rated".to_owned(),
        Absence::NotRated => "what it presupposes is missing, or what it rests on could not be rated".to_owned(),
        why => format!("all that it rests on is {}", why.words()),
    })
}

fn step_record(evaluator: &Evaluator<'_>, index: ElementIndex, step: &Step) -> StepRecord {
    let scale = step.scale.as_ref().and_then(|scale| evaluator.framework.scales.get(scale));
    StepRecord {
        kind: step.kind.to_owned(),
        says: step.says.clone(),
        because: step.because.clone(),
        outcome: words(&step.outcome, scale, &void_reason(evaluator, index, &step.outcome)),
        inputs: step.inputs.iter().map(|input| input_record(evaluator, index, input)).collect(),
        parts: step.parts.iter().map(|part| step_record(evaluator, index, part)).collect(),
        needs: step.needs.iter().map(|need| need_record(scale, need)).collect(),
        holds: step.holds.clone(),
        due: step.due,
    }
}

fn input_record(evaluator: &Evaluator<'_>, index: ElementIndex, input: &Input) -> InputRecord {
    let of_element = evaluator.framework.elements.get_index_of(&input.source);
    let record = |outcome: &Outcome| match of_element {
        Some(source) if !input.measure.is_empty() => outcome_record(evaluator, source, &input.measure, outcome),
        _ => rated_outcome(evaluator, index, outcome, ""),
    };
    let counts = match &input.counts {
        rule::Counts::LeftOut => Counts::LeftOut,
        rule::Counts::Aside(_) => Counts::Aside,
        rule::Counts::As(counts_as) if *counts_as == input.outcome => Counts::AsIs,
        rule::Counts::As(counts_as) => Counts::As(record(counts_as)),
        rule::Counts::Imputed => Counts::Imputed,
        rule::Counts::Propagates(_) => Counts::Propagates,
        rule::Counts::Blocks => Counts::Blocks,
    };
    InputRecord {
        source: input.source.clone(),
        measure: input.measure.clone(),
        outcome: record(&input.outcome),
        counts,
    }
}

fn need_record(scale: Option<&Scale>, need: &Need) -> NeedRecord {
    NeedRecord {
        source: need.source.clone(),
        has: need.has.clone(),
        accepted: need.accepted.clone(),
        any: need.any,
        to_reach: scale.map_or_else(String::new, |scale| scale.word(need.to_reach).to_owned()),
    }
}
