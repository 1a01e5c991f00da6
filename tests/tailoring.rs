//! Tailoring: a framework made of another one by named changes, each with its reason.

mod common;

use common::{Memory, case};
use gradus::assess::assess;
use gradus::assessment::{Assessment, OutcomeRecord};
use gradus::load::{Library, Loader};
use gradus::model::{Framework, Questionnaire};

const BASE: &str = "
format: gradus/framework/1
id: desk
title: Desk
edition: first
version: 1.0.0
about: What a desk does.
rights: Nobody's.
tags: {core: {title: core, meaning: It carries weight.}}
scales: {answer: {title: Answer, ratings: [{id: no, title: No}, {id: yes, title: Yes}]}}
kinds:
  whole:
    title: whole
    plural: wholes
    default-child: group
    measures: {all: {title: All, scale: answer, rule: every-one}}
  group:
    title: group
    plural: groups
    default-child: item
    measures: {all: {title: All, scale: answer, rule: every-one}}
  item:
    title: item
    plural: items
    rated-on: answer
    not-applicable: allowed
    measures: {answer: {title: Answer, scale: answer, stated: said}}
states: {not-applicable: exclude, not-triggered: exclude, out-of-scope: exclude, dont-know: bound, unanswered: bound}
rules:
  said: {title: Said, source: made up, certainty: ours, does: {consensus: {scale: answer, method: lowest}}}
  every-one: {title: Every one, source: made up, certainty: ours, does: {lowest: {of: {every: item}}}}
elements:
  - id: calls
    title: Calls
    contains:
      - {id: recorded, text: Calls are recorded., tags: [core]}
      - {id: classified, text: Calls are classified.}
  - id: people
    title: People
    contains:
      - {id: trained, text: People are trained.}
";

const HEAD: &str = "
format: gradus/tailoring/1
id: our-desk
title: Our desk
version: 2.0.0
tailors: desk
tailors-version: 1.0.0
about: For our desk.
changes:
";

const QUESTIONS: &str = "
format: gradus/questionnaire/1
id: ask
title: Ask
framework: desk
version: 1.0.0
yields: evidence
minutes: 5
about: nothing
default-answers: yes-no
answer-sets: {yes-no: {title: So?, options: [{id: yes, title: Yes, means: So., gives: yes}, {id: no, title: No, means: Not so., gives: no}]}}
questions:
  - {id: q1, ask: Recorded?, why: It is lost else., informs: [recorded]}
  - {id: q2, ask: Classified?, why: It is lost else., informs: [classified]}
  - {id: q3, ask: Trained?, why: They learn., informs: [trained]}
";

fn store(changes: &str) -> Memory {
    let files = [
        ("case/frameworks/desk/framework.yaml", BASE.to_owned()),
        ("case/frameworks/our-desk/tailoring.yaml", format!("{HEAD}{changes}")),
        ("case/questionnaires/ask/questionnaire.yaml", QUESTIONS.to_owned()),
    ];
    Memory(files.into_iter().map(|(path, text)| (path.to_owned(), text)).collect())
}

fn tailored(changes: &str) -> (Option<Framework>, Vec<String>) {
    let mut loader = Loader::new();
    let framework = loader.framework(&store(changes), "case/frameworks/our-desk");
    (framework, loader.problems.iter().map(|problem| format!("{}: {}", problem.code.name, problem.message)).collect())
}

const CHANGES: &str = "
  - remove: classified
    because: One kind of call only.
  - add: {id: greeted, under: people, text: Callers are greeted by name.}
    because: It is what we promise.
  - element: recorded
    to: {weight: 3, tags: []}
    because: It matters most here.
  - rule: said
    with: {title: The highest, source: ours, certainty: ours, does: {consensus: {scale: answer, method: highest}}}
    because: Whoever has seen it is right.
  - states: {unanswered: lowest}
    because: Silence counts as no.
  - rule: some-one
    with: {title: The best, source: ours, certainty: ours, does: {highest: {of: {every: item}}}}
    because: Wanted below.
  - measure: {kind: group, measure: all, rule: some-one}
    because: One good thing is enough for a group.
";

/// The result of the only measure of an element, as a reader sees it.
fn shown(assessment: &Assessment, element: &str) -> String {
    let results = &assessment.frameworks[0].elements[element].results;
    match &results.values().next().expect("it has a measure").outcome {
        OutcomeRecord::Known { value, .. } => value.clone(),
        OutcomeRecord::Open { low, high, taken: Some(taken), .. } => format!("{taken} ({low} to {high})"),
        other => format!("{other:?}"),
    }
}

#[test]
fn changes_are_made_in_order_and_each_is_told_with_its_reason() {
    let (framework, problems) = tailored(CHANGES);
    assert_eq!(problems, Vec::<String>::new());
    let framework = framework.expect("it is sound");
    let ids: Vec<&str> = framework.elements.keys().skip(1).map(String::as_str).collect();
    assert_eq!(ids, ["calls", "recorded", "people", "trained", "greeted"]);
    assert_eq!(framework.elements["recorded"].weight.to_string(), "3");
    assert_eq!((framework.version.as_str(), framework.edition.as_str()), ("2.0.0", "first, tailored"));
    let tailoring = framework.tailoring.as_ref().expect("it is tailored");
    let words: Vec<&str> = tailoring.changes.iter().map(|change| change.words.as_str()).collect();
    assert_eq!(
        words,
        [
            "removes classified",
            "adds greeted",
            "alters weight, tags of recorded",
            "puts another rule in the place of said",
            "changes what is done with what has no value",
            "adds the rule some-one",
            "lets some-one make all of each group",
        ]
    );
    assert_eq!(tailoring.changes[0].because, "One kind of call only.");
    let (plain, _) = (Loader::new().framework(&store(CHANGES), "case/frameworks/desk"), ());
    assert_ne!(framework.digest(), plain.expect("it is sound").digest(), "results of the two never mix unseen");
}

/// By hand: said takes the highest; `recorded` no and yes is yes; `trained` unanswered counts as no at the whole, whose
/// rule is still the lowest; the group of people has `greeted` yes and takes the highest.
#[test]
fn a_tailored_framework_is_asked_with_the_questions_of_the_one_it_was_made_of() {
    let mut files = case("our-desk", "", "questionnaire: ask\nanswers: {q1: yes}\n");
    let main = files.0.get_mut("case/assessment.yaml").expect("it is there");
    *main = main.replace("version: 1.0.0", "version: 2.0.0");
    let rated = "format: gradus/responses/1\nrespondent: {id: other, role: owner}\nmethod: interview\ndate: 2026-01-01\n\
                 framework: our-desk\nratings: {recorded: no, greeted: yes}\n";
    files.0.insert("case/responses/other.yaml".to_owned(), rated.to_owned());
    files.0.extend(store(CHANGES).0);
    let nothing = Memory::default();
    let mut loader = Loader::new();
    let loaded = loader.engagement(&files, "case", &Library::new(&nothing, "").with_first(&files, "case"));
    let problems: Vec<&str> = loader.problems.iter().map(|problem| problem.message.as_str()).collect();
    let loaded = loaded.unwrap_or_else(|| panic!("{problems:?}"));
    let questionnaire = &loaded.questionnaires["ask"];
    assert_eq!(questionnaire.questions.keys().collect::<Vec<_>>(), ["q1", "q3"], "nobody asks about what was removed");
    let assessment = assess(&loaded, loaded.engagement.agreement.report).expect("nothing is refused");
    let found = |element: &str| shown(&assessment, element);
    assert_eq!(found("recorded"), "yes");
    assert_eq!(found("people"), "yes");
    assert_eq!(found("whole"), "no (no to yes)");
    let told = assessment.frameworks[0].tailoring.as_ref().expect("it is told");
    assert_eq!((told.of.as_str(), told.changes.len()), ("desk", 7));
    let report = gradus::report::format::Format::Html.render(&assessment).expect("it can be written");
    let report = String::from_utf8(report).expect("it is text");
    // Where the results begin, not only among the rules at the end.
    let (first, reason) = (report.find("by 7 changes"), report.find("One kind of call only."));
    assert!(first.is_some() && reason.is_some() && first < reason, "{first:?} {reason:?}");
}

#[test]
fn changes_that_change_nothing_or_name_what_is_not_there_are_refused() {
    let refused = |change: &str| {
        let (framework, problems) = tailored(change);
        assert!(framework.is_none(), "{change}");
        problems.join("; ")
    };
    let because = "    because: so\n";
    assert_eq!(
        refused(&format!("  - remove: clasified\n{because}")),
        "unknown-element: the framework has no element `clasified` of its own"
    );
    assert_eq!(
        refused(&format!("  - element: trained\n    to: {{weight: 1}}\n{because}")),
        "idle-change: `trained` is like that already: weight"
    );
    assert_eq!(
        refused(&format!("  - states: {{unanswered: bound}}\n{because}")),
        "idle-change: the framework has these policies already"
    );
    assert_eq!(
        refused(&format!("  - measure: {{kind: group, measure: all, rule: every-one}}\n{because}")),
        "idle-change: `every-one` makes this measure already"
    );
    assert_eq!(refused("  - remove: trained\n    because: ' '\n"), "missing-field: a change without a reason");
    assert!(
        refused(&format!("  - remove: trained\n    states: {{unanswered: lowest}}\n{because}"))
            .starts_with("wrong-value")
    );
    assert!(refused(&format!("  - add: {{id: x, text: X.}}\n{because}")).starts_with("missing-field"));
    let (framework, problems) = tailored("  []\n");
    assert!(framework.is_none());
    assert_eq!(problems, ["idle-change: the tailoring changes nothing"]);
}

#[test]
fn changes_for_another_version_are_refused() {
    let mut files = store("  - remove: trained\n    because: so\n");
    let base = files.0.get_mut("case/frameworks/desk/framework.yaml").expect("it is there");
    *base = base.replace("version: 1.0.0", "version: 1.1.0");
    let mut loader = Loader::new();
    assert!(loader.framework(&files, "case/frameworks/our-desk").is_none());
    let messages: Vec<&str> = loader.problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(messages, ["the changes were made for version 1.0.0 of `desk`, but version 1.1.0 is here"]);
}

/// What comes with the program can be tailored as well.
#[test]
fn a_shipped_framework_is_found_without_a_copy_of_it() {
    let tailoring = "format: gradus/tailoring/1\nid: ours\ntitle: Ours\nversion: 1.0.0\ntailors: iso-20000-1-2018\n\
                     tailors-version: 1.0.0\nabout: Ours.\nchanges:\n  - {remove: 8.6.1-a, because: a test}\n";
    let files = Memory([("frameworks/ours/tailoring.yaml".to_owned(), tailoring.to_owned())].into());
    let mut loader = Loader::new();
    let framework = loader.framework(&files, "frameworks/ours").expect("it is sound");
    assert!(!framework.elements.contains_key("8.6.1-a") && framework.elements.contains_key("8.6.1-b"));
}

/// A questionnaire of the base, asked about the tailored framework.
fn asked(base: &str, changes: &str, questions: &str) -> (Option<Questionnaire>, Vec<String>) {
    let mut files = store(changes);
    files.0.insert("case/frameworks/desk/framework.yaml".to_owned(), base.to_owned());
    let head = QUESTIONS.split("questions:").next().expect("there is a head");
    files.0.insert("case/questionnaires/ask/questionnaire.yaml".to_owned(), format!("{head}questions:\n{questions}"));
    let mut loader = Loader::new();
    let framework = loader.framework(&files, "case/frameworks/our-desk");
    let asked = framework.and_then(|framework| loader.questionnaire(&files, "case/questionnaires/ask", &framework));
    (asked, loader.problems.iter().map(|problem| format!("{}: {}", problem.code.name, problem.message)).collect())
}

/// The questions that are left, and what each waits for.
fn waits(changes: &str, questions: &str) -> Vec<String> {
    let (questionnaire, problems) = asked(BASE, changes, questions);
    assert_eq!(problems, Vec::<String>::new());
    let left = questionnaire.expect("it is sound").questions.into_iter();
    left.map(|(id, question)| match question.when {
        Some(when) => format!("{id} after {} of {}", when.answers.join(" or "), when.question),
        None => id,
    })
    .collect()
}

#[test]
fn what_waits_for_a_question_that_nobody_asks_any_more_waits_for_what_that_one_waited_for() {
    let chain = |second: &str| {
        format!(
            "  - {{id: q1, ask: Recorded?, why: So., informs: [recorded]}}
  - {{id: q2, ask: Classified?, why: So., informs: [classified], when: {{question: q1, is: [yes], otherwise: {second}}}}}
  - {{id: q3, ask: Trained?, why: So., informs: [trained], when: {{question: q2, is: [yes], otherwise: no}}}}
"
        )
    };
    let remove = |id: &str| format!("  - {{remove: {id}, because: so}}\n");
    assert_eq!(waits(&remove("recorded"), &chain("no")), ["q2", "q3 after yes of q2"]);
    assert_eq!(waits(&remove("classified"), &chain("no")), ["q1", "q3 after yes of q1"]);
    assert_eq!(
        waits(&remove("classified"), &chain("yes")),
        ["q1", "q3"],
        "after no of q1, q2 was yes and q3 was asked: q1 decides nothing"
    );
    assert_eq!(waits(&remove("calls"), &chain("no")), ["q3"]);
    let never =
        "  - {id: q3, ask: Trained?, why: So., informs: [trained], when: {question: q2, is: [yes], otherwise: no}}\n";
    let (refused, problems) = asked(BASE, &remove("classified"), never);
    assert!(refused.is_none());
    assert_eq!(problems, ["unknown-question: no question above this one is named `q2`"]);
}

#[test]
fn what_a_template_added_goes_with_the_element_and_so_do_the_questions_about_it() {
    let base = BASE.replace(
        "elements:",
        "templates:\n  - {for: group, contains: [{id: lead, text: \"{group} are led.\", certainty: ours, source: made up}]}\nelements:",
    );
    let remove = "  - {remove: calls, because: so}\n";
    let questions = "  - {id: q1, ask: Led?, why: So., informs: [calls/lead]}
  - {id: q2, for-each: group, ask: 'Is {group} led?', why: So., informs: [lead]}
  - {id: q3, ask: Trained?, why: So., informs: [trained], when: {question: calls/q2, is: [yes], otherwise: no}}
";
    let (questionnaire, problems) = asked(&base, remove, questions);
    assert_eq!(problems, Vec::<String>::new());
    let questions = questionnaire.expect("it is sound").questions;
    assert_eq!(questions.keys().collect::<Vec<_>>(), ["people/q2", "q3"]);
    assert_eq!(questions["q3"].when, None);
}

#[test]
fn a_question_about_a_group_that_was_emptied_is_not_asked() {
    let emptied = "  - {remove: recorded, because: so}\n  - {remove: classified, because: so}\n  - {remove: trained, because: so}\n  \
                   - {add: {id: greeted, under: people, text: Callers are greeted.}, because: so}\n";
    let groups = "  - {id: q1, ask: Calls?, why: So., informs: [calls]}\n  - {id: q2, ask: People?, why: So., informs: [people]}\n";
    assert_eq!(waits(emptied, groups), ["q2"]);
    let half = "  - {remove: recorded, because: so}\n";
    assert_eq!(waits(half, groups), ["q1", "q2"]);
}

/// What loading finds wrong where the files of a folder beside the base are these.
fn wrong(file: &str, text: &str) -> Vec<String> {
    let mut files = store("  - {remove: trained, because: so}\n");
    files.0.insert(format!("case/frameworks/{file}"), text.to_owned());
    let (folder, _) = file.split_once('/').expect("a file in a folder");
    let mut loader = Loader::new();
    assert!(loader.framework(&files, &format!("case/frameworks/{folder}")).is_none());
    loader.problems.iter().map(|problem| format!("{}: {}", problem.code.name, problem.message)).collect()
}

#[test]
fn a_folder_is_a_framework_or_a_tailoring() {
    let both = "wrong-value: `framework.yaml` stands beside `tailoring.yaml`, and a folder is one or the other";
    assert_eq!(wrong("our-desk/framework.yaml", &BASE.replace("id: desk", "id: our-desk")), [both]);
    let change = "  - {remove: trained, because: so}\n";
    let twice =
        format!("{HEAD}{change}").replace("id: our-desk", "id: desk").replace("tailors: desk", "tailors: our-desk");
    assert!(wrong("desk/tailoring.yaml", &twice).contains(&both.to_owned()));
}

#[test]
fn a_tailoring_is_not_tailored_again_and_not_named_like_its_framework() {
    let change = "  - {remove: trained, because: so}\n";
    let again =
        format!("{HEAD}{change}").replace("id: our-desk", "id: again").replace("tailors: desk", "tailors: our-desk");
    assert_eq!(wrong("again/tailoring.yaml", &again), ["wrong-value: `our-desk` is itself a tailoring of `desk`"]);
    let same = format!("{HEAD}{change}").replace("id: our-desk", "id: same").replace("tailors: desk", "tailors: same");
    assert_eq!(
        wrong("same/tailoring.yaml", &same),
        ["wrong-value: `same` cannot be the name of what is tailored and of what comes out"]
    );
}

#[test]
fn a_change_is_exactly_one_and_is_blamed_for_nothing_else() {
    let refused = |change: &str| tailored(&format!("  - {{{change}, because: so}}\n")).1;
    for change in [
        "remove: trained, to: {weight: 3}",
        "states: {unanswered: lowest}, with: {title: A, source: A, certainty: ours, does: {highest: {of: {every: item}}}}",
        "element: trained",
        "rule: said",
        "to: {weight: 3}",
    ] {
        let problems = refused(change);
        assert!(problems.len() == 1 && problems[0].starts_with("wrong-value: a change is exactly one"), "{problems:?}");
    }
    let problems = refused("element: trained, to: {weight: 1/0}");
    assert!(problems.len() == 1 && !problems[0].starts_with("idle-change"), "{problems:?}");
}

#[test]
fn a_rule_in_the_place_of_the_same_rule_changes_nothing() {
    let same = "  - rule: said\n    with: {title: Said, source: made up, certainty: ours, \
                does: {consensus: {scale: answer, method: lowest}}}\n    because: so\n";
    let (framework, problems) = tailored(same);
    assert!(framework.is_none());
    assert_eq!(problems, ["idle-change: the rule `said` is like that already"]);
    let (framework, problems) = tailored(&same.replace("title: Said", "title: Heard"));
    assert_eq!((framework.is_some(), problems), (true, Vec::new()));
}

#[test]
fn later_changes_find_what_earlier_ones_added() {
    let added = "  - {add: {id: greeted, under: people, text: Callers are greeted.}, because: so}
  - {add: {id: thanked, under: people, text: Callers are thanked.}, because: so}
  - {element: greeted, to: {weight: 2}, because: so}
  - {remove: thanked, because: so}
  - {rule: best, with: {title: A, source: A, certainty: ours, does: {lowest: {of: {every: item}}}}, because: so}
  - {rule: best, with: {title: B, source: B, certainty: ours, does: {highest: {of: {every: item}}}}, because: so}
  - {measure: {kind: group, measure: all, rule: best}, because: so}
";
    let (framework, problems) = tailored(added);
    assert_eq!(problems, Vec::<String>::new());
    let framework = framework.expect("it is sound");
    assert_eq!(framework.elements["greeted"].weight.to_string(), "2");
    assert!(!framework.elements.contains_key("thanked"));
    assert_eq!(framework.rules["best"].title, "B");
}
