//! A failing case made smaller, so that it can be read.

use super::exact;
use super::fraction::Fraction;
use super::model::{Case, Condition, Does, Framework, Of, Reach, Reply};

type Pair = (Framework, Case);

/// The smallest framework and case that can be reached by leaving things out one by one while it still fails.
pub fn shrink(framework: &Framework, case: &Case, fails: impl Fn(&Framework, &Case) -> bool) -> Pair {
    let mut best = (framework.clone(), case.clone());
    loop {
        let Some(smaller) = candidates(&best).into_iter().find(|(framework, case)| fails(framework, case)) else {
            return best;
        };
        best = smaller;
    }
}

fn candidates(pair: &Pair) -> Vec<Pair> {
    let (framework, case) = pair;
    let mut found: Vec<Pair> = (1..framework.elements.len()).filter_map(|index| without_element(pair, index)).collect();
    for kind in 0..framework.kinds.len() {
        for measure in 0..framework.kinds[kind].measures.len() {
            found.extend(without_measure(pair, kind, measure));
        }
    }
    let with_case = |change: &dyn Fn(&mut Case)| {
        let mut changed = case.clone();
        change(&mut changed);
        (framework.clone(), changed)
    };
    for index in 0..case.answers.len() {
        if case.answers[index].1.len() > 1 {
            found.push(with_case(&|case| case.answers[index].1.truncate(1)));
        }
        if case.answers[index].1 != [Reply::Value(Fraction::ONE)] {
            found.push(with_case(&|case| case.answers[index].1 = vec![Reply::Value(Fraction::ONE)]));
        }
    }
    found.extend((0..case.out_of_scope.len()).map(|index| with_case(&|case| _ = case.out_of_scope.remove(index))));
    found.extend((0..case.judgements.len()).map(|index| with_case(&|case| _ = case.judgements.remove(index))));
    found.extend((0..case.targets.len()).map(|index| with_case(&|case| _ = case.targets.remove(index))));
    if case.all.is_some() {
        found.push(with_case(&|case| case.all = None));
    }
    for index in 1..framework.elements.len() {
        if framework.elements[index].weight != Fraction::ONE {
            let mut changed = framework.clone();
            changed.elements[index].weight = Fraction::ONE;
            found.push((changed, case.clone()));
        }
    }
    for kind in 0..framework.kinds.len() {
        for measure in 0..framework.kinds[kind].measures.len() {
            let Some(rule) = &framework.kinds[kind].measures[measure].rule else { continue };
            for does in simpler(&rule.does) {
                let mut changed = framework.clone();
                changed.kinds[kind].measures[measure].rule.as_mut().expect("there is one").does = does;
                found.push((changed, case.clone()));
            }
            for (state, policy) in &rule.states.0 {
                if *policy != state.usual() {
                    let mut changed = framework.clone();
                    let rule = changed.kinds[kind].measures[measure].rule.as_mut().expect("there is one");
                    rule.states.0.insert(*state, state.usual());
                    found.push((changed, case.clone()));
                }
            }
        }
    }
    found
}

/// Rules of the same type, with less in them.
fn simpler(does: &Does) -> Vec<Does> {
    let mut found = Vec::new();
    match does {
        Does::Calculate(operation, of) => {
            found.extend(of.iter().cloned());
            for index in 0..of.len() {
                for inner in simpler(&of[index]) {
                    let mut changed = of.clone();
                    changed[index] = inner;
                    found.push(Does::Calculate(*operation, changed));
                }
            }
        }
        Does::Cap { value, at } => {
            found.extend([(**value).clone(), (**at).clone()]);
            let (inner, at) = (simpler(value), at.clone());
            found.extend(inner.into_iter().map(|value| Does::Cap { value: Box::new(value), at: at.clone() }));
        }
        Does::Round { value, .. } => found.push((**value).clone()),
        Does::Require { value, .. } => found.push((**value).clone()),
        Does::Band { of, scale, bounds } => {
            let inner = simpler(of).into_iter();
            found.extend(inner.map(|of| Does::Band { of: Box::new(of), scale: *scale, bounds: bounds.clone() }));
        }
        Does::Decide { scale, cases, otherwise } => {
            for index in 0..cases.len() {
                let mut fewer = cases.clone();
                fewer.remove(index);
                if !fewer.is_empty() {
                    found.push(Does::Decide { scale: *scale, cases: fewer, otherwise: otherwise.clone() });
                }
                for condition in simpler_condition(&cases[index].0) {
                    let mut changed = cases.clone();
                    changed[index].0 = condition;
                    found.push(Does::Decide { scale: *scale, cases: changed, otherwise: otherwise.clone() });
                }
            }
        }
        Does::Ladder { scale, levels } => {
            for index in 0..levels.len() {
                for condition in simpler_condition(&levels[index].1) {
                    let mut changed = levels.clone();
                    changed[index].1 = condition;
                    found.push(Does::Ladder { scale: *scale, levels: changed });
                }
            }
            if levels.len() > 1 {
                found.push(Does::Ladder { scale: *scale, levels: levels[..levels.len() - 1].to_vec() });
            }
        }
        _ => {}
    }
    found
}

fn simpler_condition(condition: &Condition) -> Vec<Condition> {
    match condition {
        Condition::All(of) | Condition::Any(of) => {
            let mut found = of.clone();
            for index in 0..of.len() {
                for inner in simpler_condition(&of[index]) {
                    let mut changed = of.clone();
                    changed[index] = inner;
                    found.push(match condition {
                        Condition::All(_) => Condition::All(changed),
                        _ => Condition::Any(changed),
                    });
                }
            }
            found
        }
        Condition::Not(of) => {
            let inner = simpler_condition(of).into_iter().map(|of| Condition::Not(Box::new(of)));
            [(**of).clone()].into_iter().chain(inner).collect()
        }
        _ => Vec::new(),
    }
}

/// Without an element in which there is nothing; `None` where something has to be left to name.
pub fn without_element(pair: &Pair, gone: usize) -> Option<Pair> {
    let (mut framework, mut case) = pair.clone();
    let is_last = framework.elements.iter().filter(|other| other.kind == framework.elements[gone].kind).count() == 1;
    if is_last || framework.elements.iter().skip(1).any(|element| element.parent == gone) {
        return None;
    }
    framework.elements.remove(gone);
    let moved = |index: usize| if index > gone { index - 1 } else { index };
    framework.elements.iter_mut().for_each(|element| element.parent = moved(element.parent));
    let mut is_possible = true;
    for rule in framework.kinds.iter_mut().flat_map(|kind| &mut kind.measures).filter_map(|of| of.rule.as_mut()) {
        selections(&mut rule.does, &mut |of| match &mut of.reach {
            Reach::These(ids) => {
                ids.retain(|id| *id != gone);
                ids.iter_mut().for_each(|id| *id = moved(*id));
                is_possible &= !ids.is_empty();
            }
            Reach::Every { codes, .. } if !codes.is_empty() => {
                let left = |code: &String| framework.elements.iter().any(|element| element.code == *code);
                codes.retain(left);
                is_possible &= !codes.is_empty();
            }
            _ => {}
        });
        if let Does::LadderOfCodes { levels, .. } = inside(&mut rule.does) {
            let left = |code: &String| framework.elements.iter().any(|element| element.code == *code);
            levels.iter_mut().for_each(|(_, codes)| codes.retain(left));
            is_possible &= levels.iter().all(|(_, codes)| !codes.is_empty());
        }
    }
    case.answers.retain(|(element, _)| *element != gone);
    case.answers.iter_mut().for_each(|(element, _)| *element = moved(*element));
    case.judgements.retain(|(element, _, _)| *element != gone);
    case.judgements.iter_mut().for_each(|(element, _, _)| *element = moved(*element));
    case.targets.retain(|(element, _)| *element != gone);
    case.targets.iter_mut().for_each(|(element, _)| *element = moved(*element));
    case.out_of_scope.retain(|element| *element != gone);
    case.out_of_scope.iter_mut().for_each(|element| *element = moved(*element));
    is_possible.then_some((framework, case))
}

/// What a precondition stands before.
fn inside(does: &mut Does) -> &mut Does {
    match does {
        Does::Require { value, .. } => inside(value),
        other => other,
    }
}

/// Without a measure that no rule looks at.
fn without_measure(pair: &Pair, kind: usize, gone: usize) -> Option<Pair> {
    let (mut framework, mut case) = pair.clone();
    let measures = &framework.kinds[kind].measures;
    let is_rated = measures[gone].stated.is_some();
    if measures.len() == 1
        || is_rated
        || (gone == 0 && case.targets.iter().any(|(of, _)| framework.elements[*of].kind == kind))
    {
        return None;
    }
    framework.kinds[kind].measures.remove(gone);
    case.judgements.retain(|(of, measure, _)| framework.elements[*of].kind != kind || *measure != gone);
    for (of, measure, _) in &mut case.judgements {
        *measure -= usize::from(framework.elements[*of].kind == kind && *measure > gone);
    }
    let mut is_used = false;
    for rule in framework.kinds.iter_mut().flat_map(|kind| &mut kind.measures).filter_map(|of| of.rule.as_mut()) {
        selections(&mut rule.does, &mut |of| {
            if of.kind == kind {
                is_used |= of.measure == gone;
                of.measure -= usize::from(of.measure > gone);
            }
        });
    }
    (!is_used).then_some((framework, case))
}

/// Does something with every selection of a rule.
pub fn selections(does: &mut Does, change: &mut dyn FnMut(&mut Of)) {
    match does {
        Does::Number(_) => {}
        Does::Target(of)
        | Does::Result { of, .. }
        | Does::Sum { of, .. }
        | Does::Mean { of, .. }
        | Does::Count { of, .. }
        | Does::Extreme { of, .. }
        | Does::Centroid { of, .. }
        | Does::Ordinal { of, .. }
        | Does::LadderOfCodes { of, .. } => change(of),
        Does::Calculate(_, of) => of.iter_mut().for_each(|does| selections(does, change)),
        Does::Cap { value, at } => {
            selections(value, change);
            selections(at, change);
        }
        Does::Round { value, .. } => selections(value, change),
        Does::Band { of, .. } => selections(of, change),
        Does::Ladder { levels, .. } => levels.iter_mut().for_each(|(_, of)| conditions(of, change)),
        Does::Decide { cases, .. } => cases.iter_mut().for_each(|(when, _)| conditions(when, change)),
        Does::Require { that, value } => {
            conditions(that, change);
            selections(value, change);
        }
    }
}

fn conditions(condition: &mut Condition, change: &mut dyn FnMut(&mut Of)) {
    match condition {
        Condition::Some { of, .. }
        | Condition::Every { of, .. }
        | Condition::Count { of, .. }
        | Condition::Share { of, .. } => change(of),
        Condition::Compare { value, .. } => selections(value, change),
        Condition::All(of) | Condition::Any(of) => of.iter_mut().for_each(|condition| conditions(condition, change)),
        Condition::Not(of) => conditions(of, change),
        Condition::Class(_) | Condition::Independence(_) => {}
    }
}

/// The kind of a rule, for counting what was met.
pub fn kind(does: &Does) -> &'static str {
    match does {
        Does::Number(_) => "number",
        Does::Result { .. } => "result",
        Does::Target(_) => "target",
        Does::Sum { .. } => "sum",
        Does::Mean { .. } => "mean",
        Does::Count { .. } => "count",
        Does::Centroid { .. } => "centroid",
        Does::Extreme { highest: false, .. } => "lowest",
        Does::Extreme { .. } => "highest",
        Does::Calculate(..) => "calculate",
        Does::Cap { .. } => "cap",
        Does::Round { .. } => "round",
        Does::Band { .. } => "band",
        Does::Ordinal { .. } => "ordinal",
        Does::LadderOfCodes { .. } => "ladder of codes",
        Does::Ladder { .. } => "ladder",
        Does::Decide { cases, .. } if cases.iter().any(|(_, then)| then.len() > 1) => "decide with a set",
        Does::Decide { .. } => "decide",
        Does::Require { .. } => "require",
    }
}

/// Whether a better input never makes the result of a measure worse, however far down.
pub fn rises(framework: &Framework, kind: usize, measure: usize) -> bool {
    let Some(rule) = &framework.kinds[kind].measures[measure].rule else { return true };
    let mut below = Vec::new();
    selections(&mut rule.does.clone(), &mut |of| below.push((of.kind, of.measure)));
    exact::is_monotone(framework, &rule.does)
        && below.into_iter().all(|(kind, measure)| rises(framework, kind, measure))
}
