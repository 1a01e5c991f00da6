//! What the kinds of rule say of themselves: every example in their documentation is a rule that the program reads.

use std::sync::Arc;

use gradus::rule::{KINDS, KindDoc, RuleWritten};

/// The examples in the documentation of a kind: each top-level entry of its YAML.
fn examples(kind: &KindDoc) -> Vec<String> {
    let mut examples: Vec<String> = Vec::new();
    let mut inside = false;
    for line in kind.text().lines() {
        if line.starts_with("```") {
            inside = line.trim() == "```yaml";
        } else if inside && !line.starts_with(' ') {
            examples.push(format!("{line}\n"));
        } else if inside {
            examples.last_mut().expect("an example does not start with a space").push_str(&format!("{line}\n"));
        }
    }
    examples
}

#[test]
fn every_kind_shows_an_example_of_itself_that_can_be_read() {
    for kind in KINDS {
        let examples = examples(kind);
        let own = examples.iter().filter(|example| example.starts_with(&format!("{}:", kind.name)));
        // A number is shown where it is used.
        assert!(
            own.count() > 0 || ["number", "target"].contains(&kind.name),
            "{} shows no example of itself",
            kind.name
        );
        for example in &examples {
            let mut problems = Vec::new();
            let file: Arc<str> = kind.name.into();
            let read: Option<RuleWritten> = gradus::yaml::read(&file, example, &mut problems);
            let said: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
            assert!(read.is_some() && problems.is_empty(), "{}:\n{example}\n{said:?}", kind.name);
        }
    }
}

#[test]
fn every_kind_says_in_one_line_what_it_does_and_starts_with_its_name() {
    for kind in KINDS {
        assert!(kind.words.trim().ends_with('.') && kind.words.len() < 110, "{}", kind.name);
        assert!(kind.text().starts_with(&format!("`{}`:", kind.name)), "{}", kind.name);
    }
}

/// The schema that editors use describes every parameter.
#[test]
fn every_parameter_is_described_in_the_schema() {
    for kind in KINDS {
        let schema = (kind.schema)().to_value();
        for (name, parameter) in schema["properties"].as_object().into_iter().flatten() {
            let described = parameter["description"].as_str().is_some_and(|words| !words.is_empty());
            assert!(described, "`{name}` of `{}` is not described", kind.name);
        }
    }
}
