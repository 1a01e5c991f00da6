//! Answers by chance.

use super::fraction::Fraction;
use super::model::{Case, Does, Framework, Reply, Scale};
use super::numbers::Numbers;
use super::score::{Expected, Scorer, Scores};

/// Of what is open, the product of what it may turn out to be is kept below this.
const MOST_WAYS: usize = 120;

pub fn case(numbers: &mut Numbers, framework: &Framework) -> Case {
    let mut case =
        Case { class: numbers.between(1, 3), independence: numbers.pick(&['A', 'B', 'C', 'D']), ..Case::default() };
    let leaf = framework.kinds.len() - 1;
    let scale = framework.scale_of(leaf, 0);
    // All in order, or much that is not.
    let trouble = numbers.pick(&[8, 4, 2]);
    let usual = numbers.below(3);
    let mut ways = 1;
    let all = numbers.once_in(12).then(|| value(numbers, scale, usual));
    let uniform = numbers.once_in(25).then(|| something_else(numbers));
    for (element, of) in framework.elements.iter().enumerate() {
        if of.kind == leaf {
            let mut replies = match uniform {
                Some(reply) => vec![reply],
                None if numbers.once_in(trouble) => trouble_with(numbers, scale, usual),
                None => {
                    (0..numbers.pick(&[1, 1, 1, 2, 3, 5])).map(|_| Reply::Value(value(numbers, scale, usual))).collect()
                }
            };
            let is_open = !replies.iter().any(|reply| matches!(reply, Reply::Value(_)));
            if is_open && (all.is_none() || !replies.is_empty()) {
                ways *= scale.possible().len();
                if ways > MOST_WAYS {
                    ways /= scale.possible().len();
                    replies = vec![Reply::Value(value(numbers, scale, usual))];
                }
            }
            if !replies.is_empty() {
                case.answers.push((element, replies));
            }
        } else if framework.kinds[of.kind].is_rated && numbers.once_in(3) {
            let scale = framework.scale_of(of.kind, 0);
            case.answers.push((element, vec![Reply::Value(value(numbers, scale, 0))]));
        }
        if element > 0 && numbers.once_in(18) {
            case.out_of_scope.push(element);
        }
        let scale = framework.scale_of(of.kind, 0);
        if numbers.once_in(3) {
            case.targets.push((element, value(numbers, scale, 0)));
        }
    }
    case.all = all;
    numbers.shuffle(&mut case.answers);
    case
}

/// Some judgements that the framework allows, however it is read; what lies below is decided first.
pub fn judge(numbers: &mut Numbers, framework: &Framework, case: &mut Case) {
    for (element, measure) in Scorer::new(framework, case).order() {
        // A case has one for each element.
        let is_new = case.judgements.iter().all(|(of, _, _)| *of != element);
        if numbers.once_in(6) && is_new && case.judgements.len() < 3 {
            let scores = Scorer::new(framework, case).score();
            if let Some((least, most)) = may_be_judged(framework, &scores, element, measure) {
                case.judgements.push((element, measure, Fraction::whole(numbers.between(least, most))));
            }
        }
    }
}

/// The lowest and the highest rating that an assessor may decide on for certain.
fn may_be_judged(framework: &Framework, scores: &Scores, element: usize, measure: usize) -> Option<(usize, usize)> {
    let of = &framework.kinds[framework.elements[element].kind].measures[measure];
    let Scale::Words { ratings, .. } = framework.scales[of.scale] else { return None };
    let Expected::Range { low, high, is_exact: true, may_be_unrated: false, .. } = scores.expected[element][measure]
    else {
        return None;
    };
    // A choice between some ratings is another thing than bounds.
    if of.rule.as_ref().is_some_and(|rule| has_choice(&rule.does)) {
        return None;
    }
    match of.judgement {
        None if of.rule.is_none() => Some((0, ratings - 1)),
        Some("any") => Some((0, ratings - 1)),
        Some("downward") => Some((0, low.rank())),
        Some("upward") => Some((high.rank(), ratings - 1)),
        Some("within") => Some((low.rank(), high.rank())),
        _ => None,
    }
}

fn has_choice(does: &Does) -> bool {
    match does {
        Does::Decide { cases, otherwise, .. } => cases.iter().any(|(_, then)| then.len() > 1) || otherwise.len() > 1,
        Does::Require { value, .. } => has_choice(value),
        _ => false,
    }
}

/// A value of a scale: any, a high one or a low one.
pub fn value(numbers: &mut Numbers, scale: &Scale, usual: usize) -> Fraction {
    let mut draw = || match scale {
        Scale::Words { ratings, .. } => Fraction::whole(numbers.below(*ratings)),
        Scale::Numbers(range) => {
            let step = range.step.unwrap_or(Fraction::new(1, 4));
            let width = (range.to - range.from).min(Fraction::whole(100));
            let mut steps = 0;
            while Fraction::whole(steps + 1) * step <= width {
                steps += 1;
            }
            range.from + Fraction::whole(numbers.below(steps + 1)) * step
        }
    };
    let (one, other) = (draw(), draw());
    match usual {
        0 => one,
        1 => one.max(other),
        _ => one.min(other),
    }
}

fn something_else(numbers: &mut Numbers) -> Reply {
    use Reply::{DontKnow, NotApplicable, NotRated, NotTriggered, NotYet};
    numbers.pick(&[DontKnow, DontKnow, NotApplicable, NotApplicable, NotTriggered, NotYet, NotRated])
}

fn trouble_with(numbers: &mut Numbers, scale: &Scale, usual: usize) -> Vec<Reply> {
    match numbers.below(10) {
        0..3 => Vec::new(),
        3 => vec![Reply::DontKnow, Reply::Value(value(numbers, scale, usual))],
        4 => vec![Reply::DontKnow, Reply::NotApplicable],
        5 => vec![Reply::NotApplicable, Reply::Value(value(numbers, scale, usual)), Reply::NotApplicable],
        _ => vec![something_else(numbers)],
    }
}
