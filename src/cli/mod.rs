//! The command line: arguments in, exit status out. Reads a project through [`crate::pipeline`], asks it one
//! thing, and shows the answer as text or in a form for other programs.
//!
//! Data and the findings of `check` go to standard output, all else to standard error. What is true of a
//! project is not decided here: commands only choose, order and draw.

mod args;
mod beside;
mod build;
mod check;
mod diff;
mod error;
mod explain;
mod export;
mod fix;
mod global;
mod impact;
mod import;
mod init;
mod law;
mod list;
mod matrix;
mod model;
mod new;
mod output;
mod readiness;
mod rename;
pub mod report;
mod review;
mod selection;
mod shell;
mod table;
mod theme;
mod verify;
mod watch;

use std::process::ExitCode;

use clap::Parser as _;

pub use args::{Arguments, BuildArgs, Command, Global, Timings, WatchArgs};
pub use error::{stop, stop_because};
pub use global::Stream;
pub use output::{print, visible};

use args::ThemeCommand;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Done,
    /// Findings that the command judges by.
    Findings,
    /// The run could not be done.
    Failed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::Findings => 1,
            Exit::Failed => 2,
        })
    }
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Nobody is left to tell when the terminal is gone.
            let _ = error.print();
            return if error.use_stderr() { Exit::Failed.into() } else { Exit::Done.into() };
        }
    };
    let mut global = arguments.global;
    global.as_of = arguments.command.as_of();
    match run(&global, arguments.command) {
        Ok(exit) => exit.into(),
        Err(error) => {
            error::report(&global, &error);
            Exit::Failed.into()
        }
    }
}

fn run(global: &Global, command: Command) -> anyhow::Result<Exit> {
    match command {
        Command::Init(args) => init::run(global, args),
        Command::New(args) => new::run(global, args),
        Command::Build(args) => build::run(global, args),
        Command::Watch(args) => watch::run(global, args),
        Command::Check(args) => check::run(global, args),
        Command::Explain(args) => explain::run(global, args),
        Command::Readiness(args) => readiness::run(global, args),
        Command::List(args) => list::run(global, args),
        Command::Matrix(args) => matrix::run(global, args),
        Command::Diff(args) => diff::run(global, args),
        Command::Impact(args) => impact::run(global, args),
        Command::Export(args) => export::run(global, args),
        Command::Verify(args) => verify::run(global, args),
        Command::Rename(args) => rename::run(global, args),
        Command::Review(args) => review::run(global, args),
        Command::Model => model::print_model(global),
        Command::Schema(args) => model::print_schema(global, args),
        Command::Import(args) => import::run(global, &args),
        Command::Law(command) => law::run(global, command),
        Command::Theme(ThemeCommand::Check { name }) => theme::check(global, name),
        Command::Completions(args) => shell::completions(args),
        Command::Man => shell::man(),
    }
}
