//! `gradus questionnaire`.

mod coverage;

use std::collections::BTreeSet;

use super::error::{Failure, counted};
use super::output::Paint;
use super::{Context, Outcome, load, output};
use crate::diagnostic::suggestion;
use crate::load::{Library, Loader};
use crate::model::questionnaire::{Otherwise, Question, Questionnaire, When, Yields};

/// List the questionnaires, show one, print a response file to fill in, or say what they reach of a framework.
#[derive(Debug, clap::Args)]
pub(super) struct QuestionnaireCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// List the questionnaires with what their answers amount to.
    List,
    /// Show the questions of one, with why each is asked and what shows a yes.
    Show {
        /// The questionnaire's id.
        id: String,
    },
    /// Print a response file with every question and its possible answers as comments, ready to be filled in.
    Blank {
        /// The questionnaire's id.
        id: String,
        /// Only questions whose ids start so, such as `8.6` or `RES-INC`.
        #[arg(long, value_name = "ID")]
        only: Option<String>,
        /// Only questions that this role can answer, such as `process manager`. May be given several times.
        #[arg(long = "role", value_name = "ROLE")]
        roles: Vec<String>,
    },
    /// Say which elements of a framework its questionnaires reach, how often, whom they ask, and which questions inform
    /// other frameworks as well.
    Coverage {
        /// The framework's id.
        framework: String,
        /// Only this questionnaire; all about the framework if left out. May be given several times.
        #[arg(long = "questionnaire", value_name = "ID")]
        questionnaires: Vec<String>,
        /// How to write it.
        #[arg(long, value_enum, default_value_t = coverage::Format::Text)]
        format: coverage::Format,
    },
}

impl QuestionnaireCommand {
    pub fn run(&self, context: &Context) -> Outcome {
        let library = load::library(context);
        let mut loader = Loader::new();
        let text = match &self.what {
            What::List => {
                let ids = library.questionnaires();
                ids.iter()
                    .filter_map(|id| Some(line(&find(&mut loader, &library, id)?, Paint(context.colour))))
                    .collect()
            }
            What::Show { id } => {
                let questionnaire = one(&mut loader, &library, id)?;
                questionnaire.map(|questionnaire| show(&questionnaire, Paint(context.colour))).unwrap_or_default()
            }
            What::Blank { id, only, roles } => match one(&mut loader, &library, id)? {
                Some(questionnaire) => {
                    known(&questionnaire, roles)?;
                    let wanted = |question: &Question| {
                        only.as_deref().is_none_or(|start| question.id.starts_with(start)) && can_know(question, roles)
                    };
                    blank(&questionnaire, roles, wanted)
                }
                None => String::new(),
            },
            What::Coverage { framework, questionnaires, format } => {
                let paint = Paint(context.colour);
                coverage::coverage(&mut loader, &library, framework, questionnaires, *format, paint)?
            }
        };
        if !loader.is_sound() {
            return Err(Failure::Input(Box::new(loader)));
        }
        output::print(&text)
    }
}

fn one(loader: &mut Loader, library: &Library<'_>, id: &str) -> Result<Option<Questionnaire>, Failure> {
    let ids = library.questionnaires();
    if !ids.iter().any(|known| known == id) {
        let help = suggestion(id, ids.iter().map(String::as_str));
        return Err(Failure::Usage(format!("no questionnaire is named `{id}`; {help}")));
    }
    Ok(find(loader, library, id))
}

fn find(loader: &mut Loader, library: &Library<'_>, id: &str) -> Option<Questionnaire> {
    let (store, folder) = library.questionnaire(id)?;
    let about = loader.framework_of_questionnaire(store, &folder)?;
    let Some((framework_store, framework_folder)) = library.framework(&about.value) else {
        loader.unknown_framework(&about, &library.frameworks());
        return None;
    };
    let framework = loader.framework_of(framework_store, &framework_folder, library)?;
    loader.questionnaire(store, &folder, &framework)
}

fn line(questionnaire: &Questionnaire, paint: Paint) -> String {
    let yields = match questionnaire.yields {
        Yields::Evidence => "answers that evidence can back, item by item",
        Yields::Indication => "a first impression, labelled as such in every report",
    };
    format!(
        "{} {}\n  {}\n  {}, about {} minutes; {yields}\n\n",
        paint.strong(&questionnaire.id),
        questionnaire.version,
        questionnaire.title,
        counted(questionnaire.questions.len(), "question"),
        questionnaire.minutes,
    )
}

fn show(questionnaire: &Questionnaire, paint: Paint) -> String {
    let mut text = line(questionnaire, paint);
    text.push_str(&format!("{}\n", questionnaire.about.trim()));
    for (name, set) in &questionnaire.answer_sets {
        text.push_str(&format!("\n{} ({name})\n", paint.strong(&set.title)));
        for (id, option) in &set.options {
            text.push_str(&format!("  {id}: {} – {}\n", option.title, option.means));
        }
    }
    for question in questionnaire.questions.values() {
        text.push_str(&format!("\n{} {}\n", paint.strong(&question.id), question.ask));
        text.push_str(&format!("  why: {}\n  look for: {}\n", question.why, question.look_for));
        for (answer, counts) in &question.counts {
            text.push_str(&format!("  {answer} here: {counts}\n"));
        }
        if let Some(when) = &question.when {
            text.push_str(&format!("  {}\n", waits(when)));
        }
        if !question.roles.is_empty() {
            text.push_str(&format!("  ask: {}\n", question.roles.join(", ")));
        }
    }
    text
}

/// Refuses roles that no question is asked of: nothing would be left to answer.
fn known(questionnaire: &Questionnaire, roles: &[String]) -> Result<(), Failure> {
    let asked: BTreeSet<&str> =
        questionnaire.questions.values().flat_map(|question| &question.roles).map(String::as_str).collect();
    match roles.iter().find(|role| !asked.contains(role.as_str())) {
        Some(role) => {
            let help = suggestion(role, asked.iter().copied());
            Err(Failure::Usage(format!("`{}` asks nothing of the role `{role}`; {help}", questionnaire.id)))
        }
        None => Ok(()),
    }
}

/// Whether somebody in one of these roles can know the answer; a question that names no role is for anybody.
fn can_know(question: &Question, roles: &[String]) -> bool {
    roles.is_empty() || question.roles.is_empty() || question.roles.iter().any(|role| roles.contains(role))
}

/// A response file in which every answer is still a comment, so that nothing is answered by accident.
pub(super) fn blank(questionnaire: &Questionnaire, roles: &[String], wanted: impl Fn(&Question) -> bool) -> String {
    let mut text = format!(
        "# {}, version {}.\n# Take the `#` away before an answer that you give; a question that keeps it stays unanswered.\n",
        questionnaire.title, questionnaire.version
    );
    for (_, set) in &questionnaire.answer_sets {
        for (id, option) in &set.options {
            text.push_str(&comment("# ", &format!("{id}: {} – {}", option.title, option.means)));
        }
    }
    text.push_str(
        "# Also possible: don't know, {not-applicable: why, approved-by: team member}, {not-triggered: why},\n\
         # and with more to say: {answer: …, note: …, evidence: [E-001]}.\n\
         format: gradus/responses/1\n",
    );
    let role = if let [role] = roles { role.as_str() } else { "" };
    text.push_str(&format!("respondent:\n  id: \n  # name: \n  role: {role}\nmethod: interview\ndate: \n"));
    text.push_str(&format!("questionnaire: {}\nanswers:\n", questionnaire.id));
    for question in questionnaire.questions.values().filter(|question| wanted(question)) {
        let options = questionnaire.answer_sets.get(&question.answers);
        let mut options: Vec<&str> =
            options.map(|set| set.options.keys().map(String::as_str).collect()).unwrap_or_default();
        if options.is_empty() {
            options.push("a number, or a rating of the framework");
        }
        text.push_str(&format!("\n{}", comment("  # ", &question.ask)));
        if let Some(when) = &question.when {
            text.push_str(&comment("  #   ", &waits(when)));
        }
        for (answer, counts) in &question.counts {
            text.push_str(&comment("  #   ", &format!("{answer}: {counts}")));
        }
        text.push_str(&comment("  #   look for: ", &question.look_for));
        text.push_str(&format!("  # {}: {}\n", question.id, options.join(" | ")));
    }
    text
}

/// After which answers a question is asked, in words.
fn waits(when: &When) -> String {
    let otherwise = match &when.otherwise {
        Otherwise::Absent(absence) => absence.words(),
        Otherwise::Option(option) => option,
    };
    format!("asked if {} is {}; else it is answered: {otherwise}", when.question, when.answers.join(" or "))
}

/// Words as comment lines of readable length.
fn comment(start: &str, words: &str) -> String {
    const WIDTH: usize = 110;
    let further: String = start.chars().map(|letter| if letter == '#' { '#' } else { ' ' }).collect();
    let (mut text, mut line) = (String::new(), start.to_owned());
    let mut empty = true;
    for word in words.split_whitespace() {
        if !empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
            text.push_str(&format!("{}\n", line.trim_end()));
            line.clone_from(&further);
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    text + line.trim_end() + "\n"
}
