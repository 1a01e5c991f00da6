//! The readings of a framework: every variant, and every other rule that a measure declares, each alone.

use super::record::Origin;
use crate::model::{Certainty, Framework, Measure, Use};

/// Another reading, ready to be worked out.
pub(super) struct Other {
    pub id: String,
    pub origin: Origin,
    pub title: String,
    pub text: String,
    pub source: String,
    pub certainty: Certainty,
    pub framework: Framework,
    pub used: Use,
}

/// Every other reading of a framework, as an assessment uses it.
pub(super) fn others(framework: &Framework, used: &Use) -> Vec<Other> {
    let variants = framework.variants.iter().map(|(id, variant)| {
        let (framework, used) = framework.under(variant, used);
        Other {
            id: id.clone(),
            origin: Origin::Variant,
            title: variant.title.clone(),
            text: variant.text.clone(),
            source: variant.source.clone(),
            certainty: variant.certainty,
            framework,
            used,
        }
    });
    let mut all: Vec<Other> = variants.collect();
    for (kind, declared) in &framework.kinds {
        for (name, measure) in &declared.measures {
            let key = (kind.clone(), name.clone());
            let chosen = used.methods.get(&key).or(measure.rule.as_ref());
            let methods = measure.rule.iter().chain(&measure.alternatives).filter(|rule| Some(*rule) != chosen);
            for rule in methods {
                let mut used = used.clone();
                used.methods.insert(key.clone(), rule.clone());
                all.extend(by_rule(framework, Origin::Method, &key, rule, framework.clone(), used));
            }
            let consensus = measure.stated_alternatives.iter().filter(|rule| Some(*rule) != measure.stated.as_ref());
            for rule in consensus {
                let changed = stating(framework, &key, rule);
                all.extend(by_rule(framework, Origin::Consensus, &key, rule, changed, used.clone()));
            }
        }
    }
    all
}

/// The framework with another rule on what was said of elements of a kind.
fn stating(framework: &Framework, (kind, name): &(String, String), rule: &str) -> Framework {
    let mut changed = framework.clone();
    let measure: Option<&mut Measure> = changed.kinds.get_mut(kind).and_then(|kind| kind.measures.get_mut(name));
    if let Some(measure) = measure {
        measure.stated = Some(rule.to_owned());
    }
    changed
}

fn by_rule(
    declaring: &Framework,
    origin: Origin,
    (kind, measure): &(String, String),
    rule: &str,
    framework: Framework,
    used: Use,
) -> Option<Other> {
    let entry = declaring.rules.get(rule)?;
    Some(Other {
        id: format!("{kind}.{measure}={rule}"),
        origin,
        title: entry.title.clone(),
        text: entry.text.clone(),
        source: entry.source.clone(),
        certainty: entry.certainty,
        framework,
        used,
    })
}

/// What is in a state, as the subject of a sentence.
fn in_words(state: &str) -> String {
    match state {
        "dont-know" => "the answer “don't know”".to_owned(),
        "empty" => "a group in which nothing counts".to_owned(),
        state => format!("what is {}", state.replace('-', " ")),
    }
}

impl Other {
    /// What it does otherwise than the assessment, in words.
    pub fn otherwise(&self, framework: &Framework, used: &Use) -> Vec<String> {
        let mut found = Vec::new();
        let states = framework.states.each().into_iter().zip(self.framework.states.each());
        for ((state, before), (_, after)) in states.filter(|((_, before), (_, after))| before != after) {
            found.push(format!("{} {} instead of {}", in_words(state), after.does(), before.doing()));
        }
        for (kind, declared) in &framework.kinds {
            for (name, measure) in &declared.measures {
                let Some(other) = self.framework.kinds.get(kind).and_then(|kind| kind.measures.get(name)) else {
                    continue;
                };
                let key = (kind.clone(), name.clone());
                let over_others =
                    |used: &Use, measure: &Measure| used.methods.get(&key).or(measure.rule.as_ref()).cloned();
                let pairs = [
                    (measure.stated.clone(), other.stated.clone()),
                    (over_others(used, measure), over_others(&self.used, other)),
                ];
                for (before, after) in pairs.into_iter().filter(|(before, after)| before != after) {
                    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
                    let title = crate::words::lower(&measure.title);
                    found.push(format!("{title} of each {}: rule {after} instead of {before}", declared.title));
                }
            }
        }
        found
    }
}
