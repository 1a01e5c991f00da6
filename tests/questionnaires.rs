//! What a questionnaire may say: roles and answer sets for many questions, what counts as an answer, questions that are
//! asked only after certain answers to earlier ones.

mod common;

use common::Memory;
use gradus::load::{Library, Loader, Store};
use gradus::model::Reply;
use gradus::model::questionnaire::{Otherwise, Questionnaire};
use gradus::outcome::Absence;

const FRAMEWORK: &str = "
format: gradus/framework/1
id: desk
title: Desk
edition: made up
version: 1.0.0
about: nothing
rights: none
scales: {answer: {title: Answer, ratings: [{id: no, title: No}, {id: yes, title: Yes}]}}
kinds:
  whole:
    title: whole
    plural: wholes
    default-child: item
    measures: {lowest: {title: Lowest, scale: answer, rule: lowest}}
  item:
    title: item
    plural: items
    rated-on: answer
    not-applicable: allowed
    measures: {answer: {title: Answer, scale: answer, stated: said}}
states: {not-applicable: exclude, not-triggered: exclude, out-of-scope: exclude, dont-know: bound, unanswered: bound}
rules:
  said: {title: Said, source: made up, certainty: ours, does: {consensus: {scale: answer, method: lowest}}}
  lowest: {title: Lowest, source: made up, certainty: ours, does: {lowest: {of: {every: item}}}}
elements:
  - {id: charging, text: Services are charged., evidence: [price list, invoices]}
  - {id: prices, text: Prices are published.}
  - {id: disputes, text: Disputes about bills are settled.}
";

const HEAD: &str = "
format: gradus/questionnaire/1
id: ask
title: Ask
framework: desk
version: 1.0.0
yields: evidence
minutes: 5
about: nothing
default-answers: yes-no
default-roles: [service manager]
parts: [more.yaml]
";

const SETS: &str = "
answer-sets:
  yes-no:
    title: Is it so?
    options:
      - {id: yes, title: Yes, means: It is so., gives: yes}
      - {id: no, title: No, means: It is not so., gives: no}
";

const QUESTIONS: &str = "
questions:
  - {id: q1, ask: Do you charge?, why: Charging steers demand., informs: [charging]}
  - id: q2
    ask: Are prices published?
    why: Who does not know the price cannot choose.
    look-for: the page with the prices
    informs: [prices]
    counts: {yes: Every customer can see them.}
    when: {question: q1, is: [yes], otherwise: not-applicable}
  - id: q3
    ask: Are disputes settled?
    why: Open disputes cost trust.
    informs: [disputes]
    roles: [customer]
    when: {question: q2, is: [yes], otherwise: no}
";

fn store(questions: &str) -> Memory {
    let part = format!("format: gradus/questionnaire-part/1\ndefault-roles: [process owner]\n{SETS}{questions}");
    let files = [
        ("frameworks/desk/framework.yaml", FRAMEWORK.to_owned()),
        ("questionnaires/ask/questionnaire.yaml", HEAD.to_owned()),
        ("questionnaires/ask/more.yaml", part),
    ];
    Memory(files.into_iter().map(|(path, text)| (path.to_owned(), text)).collect())
}

fn questionnaire(store: &dyn Store) -> (Option<Questionnaire>, Vec<String>) {
    let mut loader = Loader::new();
    let framework = loader.framework(store, "frameworks/desk").expect("the framework is sound");
    let questionnaire = loader.questionnaire(store, "questionnaires/ask", &framework);
    (
        questionnaire,
        loader.problems.iter().map(|problem| format!("{}: {}", problem.code.name, problem.message)).collect(),
    )
}

/// What one respondent is taken to have said, by question.
fn replies(answers: &str) -> Vec<(String, Reply)> {
    let library = store(QUESTIONS);
    let mut case = common::case("desk", "", &format!("questionnaire: ask\nanswers: {answers}\n"));
    case.0.extend(store(QUESTIONS).0);
    let mut loader = Loader::new();
    let loaded = loader.engagement(&case, "case", &Library::new(&library, "")).expect("the case is sound");
    let answers = &loaded.engagement.responses[0].answers;
    answers.iter().map(|answer| (answer.to.clone(), answer.reply.clone())).collect()
}

fn option(id: &str) -> Reply {
    Reply::Option(id.to_owned())
}

#[test]
fn what_a_question_leaves_out_is_said_once_for_its_file_or_follows_from_the_framework() {
    let (questionnaire, problems) = questionnaire(&store(QUESTIONS));
    assert_eq!(problems, Vec::<String>::new());
    let questionnaire = questionnaire.expect("it is sound");
    let of = |id: &str| &questionnaire.questions[id];
    assert_eq!(of("q1").look_for, "price list; invoices");
    assert_eq!(of("q2").look_for, "the page with the prices");
    assert_eq!((of("q1").roles.join(", "), of("q3").roles.join(", ")), ("process owner".into(), "customer".into()));
    assert_eq!(questionnaire.means(of("q2"), "yes"), Some("Every customer can see them."));
    assert_eq!(questionnaire.means(of("q2"), "no"), Some("It is not so."));
    let when = of("q2").when.as_ref().expect("it waits");
    assert_eq!((when.question.as_str(), &when.otherwise), ("q1", &Otherwise::Absent(Absence::NotApplicable)));
}

#[test]
fn an_earlier_answer_says_what_holds_for_the_questions_that_are_not_asked_because_of_it() {
    let not_applicable = |reply: &Reply| {
        matches!(reply, Reply::Exempt { absence: Absence::NotApplicable, reason, .. }
            if reason == "\"Do you charge?\" was answered \"No\"")
    };
    let all_closed = replies("{q1: no}");
    // What does not apply closes no question that would be answered "no" instead: q3 is still to be asked.
    assert_eq!(all_closed.len(), 2);
    assert!(not_applicable(&all_closed[1].1), "{all_closed:?}");
    for unsettled in ["{not-yet: too early}", "{not-rated: nothing seen}"] {
        assert_eq!(replies(&format!("{{q1: {unsettled}}}")).len(), 1, "{unsettled}");
    }
    // Who does not know the earlier one may know the later one: it stays open.
    assert_eq!(replies("{q1: don't know}"), [("q1".into(), Reply::DontKnow)]);
    assert_eq!(replies("{q3: yes}"), [("q3".into(), option("yes"))]);
    let last = replies("{q2: no, q1: yes}");
    assert_eq!(last[2], ("q3".into(), option("no")));
}

#[test]
fn conditions_that_cannot_be_meant_are_refused() {
    let refused = |from: &str, to: &str| {
        let (questionnaire, problems) = questionnaire(&store(&QUESTIONS.replace(from, to)));
        assert!(questionnaire.is_none());
        problems.join("; ")
    };
    assert_eq!(
        refused("{question: q1, is: [yes]", "{question: q3, is: [yes]"),
        "unknown-question: no question above this one is named `q3`"
    );
    assert_eq!(
        refused("{question: q1, is: [yes]", "{question: q1, is: [maybe]"),
        "unknown-rating: `maybe` is not an answer of the set `yes-no`"
    );
    assert_eq!(
        refused("otherwise: not-applicable", "otherwise: not-triggered"),
        "exemption-refused: `prices` can never be not triggered"
    );
    assert_eq!(
        refused("counts: {yes:", "counts: {often:"),
        "unknown-rating: `often` is not an answer of the set `yes-no`"
    );
}

/// A set without options takes what the scale of the elements takes: numbers on a scale of numbers.
#[test]
fn numbers_can_be_answered() {
    let framework = FRAMEWORK
        .replace(
            "scales: {",
            "scales: {defects: {title: Defects, number: {from: 0, to: 100, decimals: 0, rounding: half-up}}, ",
        )
        .replace("rated-on: answer", "rated-on: defects")
        .replace(
            "{answer: {title: Answer, scale: answer, stated: said}}",
            "{count: {title: Count, scale: defects, stated: said}}",
        )
        .replace(
            "measures: {lowest: {title: Lowest, scale: answer",
            "measures: {lowest: {title: Lowest, scale: defects",
        )
        .replace("consensus: {scale: answer", "consensus: {scale: defects");
    let sets = "answer-sets: {yes-no: {title: How many?}}\n";
    let questions = "questions:\n  - {id: q1, ask: How many?, why: To know., informs: [charging, prices]}\n";
    let mut files = store(questions);
    let part = format!("format: gradus/questionnaire-part/1\n{sets}{questions}");
    files.0.insert("questionnaires/ask/more.yaml".to_owned(), part);
    files.0.insert("frameworks/desk/framework.yaml".to_owned(), framework);
    let mut case = common::case("desk", "", "questionnaire: ask\nanswers: {q1: 23}\n");
    case.0.extend(files.0.clone());
    let mut loader = Loader::new();
    let loaded = loader.engagement(&case, "case", &Library::new(&files, ""));
    let problems: Vec<&str> = loader.problems.iter().map(|problem| problem.message.as_str()).collect();
    let loaded = loaded.unwrap_or_else(|| panic!("{problems:?}"));
    let assessment = common::assess_loaded(&loaded);
    assert_eq!(common::known(&assessment, "prices", "count"), "23");
    case.0
        .insert("case/responses/lead.yaml".to_owned(), case.0["case/responses/lead.yaml"].replace("q1: 23", "q1: 230"));
    let refused = common::problems(&case, "case");
    assert!(!refused.is_empty());
}
