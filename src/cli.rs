//! The command line: arguments, files, terminal and exit codes. No rule of the domain lives here.

mod assess;
mod cases;
mod check;
mod completions;
mod crosswalk;
mod diagnostics;
mod diff;
mod disk;
mod error;
mod explain;
mod framework;
mod load;
mod map;
mod new;
mod output;
mod questionnaire;
mod report;
mod rule;
mod schema;
mod sensitivity;
mod summary;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use error::Failure;

/// Assess service management against ISO/IEC 20000-1 and process capability models, and explain every result.
///
/// Everything is a text file: frameworks, questionnaires, answers, evidence. Nothing leaves this computer.
#[derive(Debug, Parser)]
#[command(name = "gradus", version, max_term_width = 100, after_help = AFTER_HELP, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// A folder with `frameworks` and `questionnaires` that is looked at before those that come with the program.
    #[arg(long, global = true, value_name = "DIR")]
    library: Option<String>,
    /// When to use colour: `auto` uses it on a terminal only.
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto)]
    colour: Colour,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Colour {
    Auto,
    Always,
    Never,
}

const AFTER_HELP: &str = "\
A first walk through:
  gradus framework list                         what can be assessed against
  gradus check examples/mid-size-provider       is everything in order?
  gradus assess examples/mid-size-provider      levels, conformity, coverage, open items
  gradus explain examples/mid-size-provider 8.7.2
                                                how a result came about, down to answer and evidence
  gradus report examples/mid-size-provider -o report
  gradus map examples/mid-size-provider --to FRAMEWORK
                                                what that says under another framework, and what remains to ask

Exit codes: 0 done; 1 a gate was not met; 2 something is wrong with the input; 3 something is wrong with the
computer (a file cannot be written, a disk is full).";

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Check),
    Assess(assess::Assess),
    Report(report::Report),
    Explain(explain::Explain),
    Sensitivity(sensitivity::Sensitivity),
    Map(map::Map),
    Framework(framework::FrameworkCommand),
    Questionnaire(questionnaire::QuestionnaireCommand),
    Crosswalk(crosswalk::CrosswalkCommand),
    Rule(rule::RuleCommand),
    Diagnostics(diagnostics::Diagnostics),
    Schema(schema::Schema),
    Completions(completions::Completions),
}

/// What every command may need.
struct Context {
    library: Option<String>,
    colour: bool,
    colour_errors: bool,
}

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    use std::io::IsTerminal;
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version go to standard output and are no failure; clap knows which is which.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let colour = |terminal: bool| match arguments.colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    };
    let context = Context {
        library: arguments.library.clone(),
        colour: colour(std::io::stdout().is_terminal()),
        colour_errors: colour(std::io::stderr().is_terminal()),
    };
    let result = match &arguments.command {
        Command::Check(command) => command.run(&context),
        Command::Assess(command) => command.run(&context),
        Command::Report(command) => command.run(&context),
        Command::Explain(command) => command.run(&context),
        Command::Sensitivity(command) => command.run(&context),
        Command::Map(command) => command.run(&context),
        Command::Framework(command) => command.run(&context),
        Command::Questionnaire(command) => command.run(&context),
        Command::Crosswalk(command) => command.run(&context),
        Command::Rule(command) => command.run(&context),
        Command::Diagnostics(command) => command.run(&context),
        Command::Schema(command) => command.run(),
        Command::Completions(command) => command.run(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(context.colour_errors),
    }
}

/// The arguments as clap knows them, for completions.
fn arguments() -> clap::Command {
    <Arguments as clap::CommandFactory>::command()
}

type Outcome = Result<(), Failure>;
