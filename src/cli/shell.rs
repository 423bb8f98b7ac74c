//! `sporbar completions` and `sporbar man`: help for shells and `man`.

use clap::{Command, CommandFactory as _};
use clap_mangen::Man;

use super::args::{Arguments, CompletionsArgs};
use super::{Exit, print};

/// Prints a completion script.
pub(super) fn completions(args: CompletionsArgs) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Arguments::command(), "sporbar", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}

/// Prints one manual page with all commands, as roff.
pub(super) fn man() -> anyhow::Result<Exit> {
    let mut command = Arguments::command();
    command.build();
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    let mut text = String::from_utf8_lossy(&page).into_owned();
    for command in commands(&command) {
        text.push_str(&section(command)?);
    }
    print(&text)?;
    Ok(Exit::Done)
}

/// The commands that do something, those inside `law` and `theme` too.
fn commands(command: &Command) -> Vec<&Command> {
    let own = command.get_subcommands().filter(|command| command.get_name() != "help");
    own.flat_map(|command| match command.has_subcommands() {
        true => commands(command),
        false => vec![command],
    })
    .collect()
}

/// A command's own synopsis and options, as subsections of one section.
fn section(command: &Command) -> anyhow::Result<String> {
    let man = Man::new(command.clone());
    let mut body = Vec::new();
    man.render_description_section(&mut body)?;
    man.render_synopsis_section(&mut body)?;
    man.render_options_section(&mut body)?;
    let body = String::from_utf8_lossy(&body).replace(".SH ", ".SS ");
    let name = command.get_bin_name().unwrap_or(command.get_name()).to_uppercase();
    Ok(format!(".SH \"{name}\"\n{body}"))
}
