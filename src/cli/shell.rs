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
    let command = Arguments::command();
    let man = Man::new(command.clone());
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    let mut text = String::from_utf8_lossy(&page).into_owned();
    for command in commands(&command, "sporbar") {
        text.push_str(&section(command)?);
    }
    print(&text)?;
    Ok(Exit::Done)
}

/// The commands that do something, those inside `law` and `theme` too, by their whole names.
fn commands(command: &Command, name: &str) -> Vec<Command> {
    let each = command.get_subcommands().map(|command| {
        let name = format!("{name} {}", command.get_name());
        match command.has_subcommands() {
            true => commands(command, &name),
            false => vec![command.clone().bin_name(name)],
        }
    });
    each.flatten().collect()
}

/// A command's own synopsis and options, as subsections of one section.
fn section(command: Command) -> anyhow::Result<String> {
    let name = command.get_bin_name().unwrap_or_default().to_uppercase();
    let man = Man::new(command);
    let mut body = Vec::new();
    man.render_description_section(&mut body)?;
    man.render_synopsis_section(&mut body)?;
    man.render_options_section(&mut body)?;
    let body = String::from_utf8_lossy(&body).replace(".SH ", ".SS ");
    Ok(format!(".SH \"{name}\"\n{body}"))
}
