//! A framework and its cases as YAML, through the engine, and what came out as it is shown.

use std::collections::BTreeMap;
use std::fmt::Write;

use gradus::diagnostic::render;
use gradus::load::{Loader, ReadError, Store};
use gradus::words;
use num_rational::BigRational;

use super::exact;

/// Files in memory.
struct Memory(BTreeMap<String, String>);

impl Store for Memory {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.0.get(path).map(|text| text.clone().into_bytes()).ok_or(ReadError::Missing)
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let inside = format!("{folder}/");
        self.0.keys().filter(|path| path.starts_with(&inside)).cloned().collect()
    }
}

/// One case: what is answered, and what was published about it.
#[derive(Default)]
pub struct Case {
    /// What it is called in messages.
    pub name: String,
    /// What is answered of each element, as YAML.
    pub answers: Vec<(String, String)>,
    /// What is asked for, by element and measure, with what was published.
    pub published: Vec<(String, String, String)>,
}

/// What the engine shows of a measure.
#[derive(Debug)]
pub struct Shown {
    /// Name of the case, element and measure.
    pub name: String,
    /// What was published.
    pub published: String,
    /// All that is shown, such as `45 (45 to 60)`.
    pub text: String,
}

impl Shown {
    /// What is shown, without the bounds that open answers leave.
    pub fn value(&self) -> &str {
        self.text.split(" (").next().unwrap_or_default()
    }

    /// The number that is shown.
    pub fn number(&self) -> BigRational {
        exact::number(self.value()).unwrap_or_else(|| panic!("{}: `{}` is shown, not a number", self.name, self.text))
    }

    /// The lowest and the highest number that open answers leave; the number itself where nothing is open.
    pub fn bounds(&self) -> (BigRational, BigRational) {
        let Some((_, bounds)) = self.text.split_once(" (") else { return (self.number(), self.number()) };
        let ends = bounds.strip_suffix(')').and_then(|bounds| bounds.split_once(" to "));
        let ends = ends.and_then(|(low, high)| Some((exact::number(low)?, exact::number(high)?)));
        ends.unwrap_or_else(|| panic!("{}: `{}` shows no bounds", self.name, self.text))
    }
}

/// Scores the cases under a framework; one list of what is shown for each case, in its order.
pub fn score(id: &str, framework: &str, cases: &[Case]) -> Vec<Vec<Shown>> {
    let folder = format!("frameworks/{id}");
    let files = [("framework.yaml", framework.to_owned()), ("cases.yaml", written(id, cases))];
    let store = Memory(files.into_iter().map(|(name, text)| (format!("{folder}/{name}"), text)).collect());
    let mut loader = Loader::new();
    let loaded = loader.framework(&store, &folder);
    let loaded = loaded.and_then(|framework| Some((loader.cases(&store, &folder, &framework)?, framework)));
    let problems: Vec<String> =
        loader.problems.iter().map(|problem| render(problem, |file| loader.text(file), false)).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
    let (read, framework) = loaded.expect("what has no problems is loaded");
    assert_eq!(read.len(), cases.len(), "every case is read");
    let ran = read.iter().map(|case| gradus::cases::run(&framework, case));
    ran.zip(cases)
        .map(|(ran, case)| {
            let refused: Vec<String> =
                ran.refused.iter().map(|problem| render(problem, |file| loader.text(file), false)).collect();
            assert!(refused.is_empty(), "{}:\n{}", case.name, refused.join("\n\n"));
            let assessment = ran.assessment.unwrap_or_else(|| panic!("{}: there is no result", case.name));
            let shown = |(element, measure, published): &(String, String, String)| {
                let results = &assessment.frameworks[0].elements[element].results;
                let name = format!("{}: {element}, {measure}", case.name);
                let outcome = &results.get(measure).unwrap_or_else(|| panic!("{name}: there is none")).outcome;
                Shown { name, published: published.clone(), text: words::outcome(outcome) }
            };
            case.published.iter().map(shown).collect()
        })
        .collect()
}

/// The file of the cases.
fn written(id: &str, cases: &[Case]) -> String {
    let mut text = format!("format: gradus/cases/1\nframework: {id}\ncases:\n");
    for (number, case) in cases.iter().enumerate() {
        let title = quoted(&case.name);
        let _ = writeln!(text, "  - id: case-{number}\n    title: {title}\n    source: the files\n    answers:");
        for (element, answer) in &case.answers {
            let _ = writeln!(text, "      {}: {answer}", quoted(element));
        }
        text.push_str("    expect:\n");
        let mut elements: Vec<&str> = Vec::new();
        for (element, ..) in &case.published {
            if !elements.contains(&element.as_str()) {
                elements.push(element);
            }
        }
        for element in elements {
            let of_element = case.published.iter().filter(|(other, ..)| other == element);
            let measures: Vec<String> =
                of_element.map(|(_, measure, published)| format!("{measure}: {}", quoted(published))).collect();
            let _ = writeln!(text, "      {}: {{{}}}", quoted(element), measures.join(", "));
        }
    }
    text
}

/// Words as YAML that nothing else is read from.
pub fn quoted(words: &str) -> String {
    format!("\"{}\"", words.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Puts what the files say into the text of a framework: each pair is what stands in it and what takes its place.
pub fn filled(text: &str, with: &[(&str, &str)]) -> String {
    let mut text = text.to_owned();
    for (name, words) in with {
        assert!(text.contains(name), "`{name}` does not stand in the framework");
        text = text.replace(name, words);
    }
    text
}

/// Compares numbers as they are shown with what was published; both have so many decimals. `exactly` is the number before
/// it is rounded, by which a half-way number is told where the published one comes from binary arithmetic.
pub fn compare(shown: &Shown, exactly: Option<(&BigRational, usize)>, wrong: &mut Vec<String>) {
    let published = exact::number(&shown.published);
    if published.as_ref() == Some(&shown.number()) {
        return;
    }
    if let (Some(published), Some((exactly, decimals))) = (&published, exactly)
        && exact::half_way_in_decimals_only(exactly, decimals)
        && exact::within_one_step(published, &shown.number(), decimals)
    {
        eprintln!("{}: half-way; published as {}, half-even is {}", shown.name, shown.published, shown.text);
        return;
    }
    wrong.push(format!("{}: published {}, the engine shows {}", shown.name, shown.published, shown.text));
}

/// Ends the test where something differs, with the first of what does.
pub fn agreed(what: &str, compared: usize, wrong: &[String]) {
    let first = wrong.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{what}: {} of {compared} figures differ\n{first}", wrong.len());
    eprintln!("{what}: {compared} published figures, all of them the same");
}
