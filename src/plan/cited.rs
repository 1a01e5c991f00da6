//! Selections of elements for which evidence is asked: whether they count decides there, although no result of them does.

use crate::rule::condition::Condition;
use crate::rule::{Rule, Selection, ladder};

/// All of them in a rule and its parts.
pub(super) fn selections(rule: &Rule) -> Vec<&Selection> {
    let mut found = Vec::new();
    for rule in rule.all() {
        match rule {
            Rule::Decide(rule) => rule.cases.iter().for_each(|(condition, _)| collect(condition, &mut found)),
            Rule::Require(rule) => collect(&rule.that, &mut found),
            Rule::Ladder(rule) => {
                for level in &rule.levels {
                    if let ladder::Level::When(condition) = level {
                        collect(condition, &mut found);
                    }
                }
            }
            _ => {}
        }
    }
    found
}

fn collect<'r>(condition: &'r Condition, found: &mut Vec<&'r Selection>) {
    match condition {
        Condition::Cited(cited) => found.extend(&cited.of),
        Condition::All(conditions) | Condition::Any(conditions) => {
            conditions.iter().for_each(|condition| collect(condition, found));
        }
        Condition::Not(condition) => collect(condition, found),
        _ => {}
    }
}
