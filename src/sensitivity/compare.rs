//! What another reading changes, result by result.

use super::headline::{Headline, kind_of, standing, target};
use super::reading::Other;
use super::record::{Change, Others, Reading, Turn};
use super::why::{same, why};
use crate::assess::Lens;

/// A reading beside the assessment.
pub(super) fn compare(before: &Lens<'_>, after: &Lens<'_>, other: &Other, headlines: &[Headline]) -> Reading {
    let changed = headlines.iter().filter_map(|headline| change(before, after, headline));
    let changed: Vec<Change> = changed.collect();
    let others = others(before, after, headlines);
    // Judgements are looked at with the results that they were made on, so only once all have been worked out.
    let refused = after.refused().into_iter().map(|problem| problem.message).collect();
    Reading {
        id: other.id.clone(),
        origin: other.origin,
        title: other.title.clone(),
        text: other.text.clone(),
        source: other.source.clone(),
        certainty: other.certainty,
        otherwise: other.otherwise(before.framework(), before.used()),
        changed,
        others,
        refused,
    }
}

fn change(before: &Lens<'_>, after: &Lens<'_>, headline: &Headline) -> Option<Change> {
    let (index, measure) = headline;
    let outcome = |lens: &Lens<'_>| lens.measure(*index, measure).step.outcome.clone();
    let (was, is) = (outcome(before), outcome(after));
    if same(&was, &is) {
        return None;
    }
    let turn =
        target(before, headline).map(|wanted| Turn { before: standing(&was, wanted), after: standing(&is, wanted) });
    Some(Change {
        element: before.framework().elements[*index].id.clone(),
        measure: measure.clone(),
        before: before.record(*index, measure, &was),
        after: after.record(*index, measure, &is),
        standing: turn.filter(|turn| turn.before != turn.after),
        why: why(before, after, *index, measure),
    })
}

/// The results that are no conclusions, counted by kind and measure.
fn others(before: &Lens<'_>, after: &Lens<'_>, headlines: &[Headline]) -> Vec<Others> {
    let framework = before.framework();
    let mut found: Vec<Others> = Vec::new();
    for index in 0..framework.elements.len() {
        let Some((element, kind)) = kind_of(framework, index) else { continue };
        for (name, measure) in &kind.measures {
            if headlines.contains(&(index, name.clone())) {
                continue;
            }
            let outcomes = [before, after].map(|lens| lens.measure(index, name));
            let changed = usize::from(!same(&outcomes[0].step.outcome, &outcomes[1].step.outcome));
            match found.iter_mut().find(|known| known.kind == element.kind && known.measure == *name) {
                Some(known) => (known.changed, known.of) = (known.changed + changed, known.of + 1),
                None => found.push(Others {
                    kind: element.kind.clone(),
                    one: kind.title.clone(),
                    plural: kind.plural.clone(),
                    measure: name.clone(),
                    measure_title: measure.title.clone(),
                    changed,
                    of: 1,
                }),
            }
        }
    }
    found.retain(|others| others.changed > 0);
    found
}
