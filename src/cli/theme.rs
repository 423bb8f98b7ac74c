//! `sporbar theme check`: a theme against its contract.

use super::error::theme_error;
use super::{Exit, Global, output, print, stop};
use crate::config::Config;
use crate::finding::Language;
use crate::said;
use crate::theme::{self, ThemeProblem};
use crate::{document, source};

/// Name of the theme that is part of the program.
const STANDARD: &str = "standard";

/// Checks a theme of the project; outside a project, or by that name without files, the standard theme.
/// Gives [`Exit::Findings`] when a build would stop.
pub(super) fn check(global: &Global, name: Option<String>) -> anyhow::Result<Exit> {
    let project = match (global.project(), &name) {
        (Ok(project), _) => Some(project),
        (Err(_), None) if global.project.is_none() => None,
        (Err(error), _) => return Err(error),
    };
    let language = global.language(None);
    let (name, files) = match &project {
        None => (STANDARD.to_owned(), Vec::new()),
        Some(project) => {
            let name = match name {
                Some(name) => name,
                None => own_name(project)?,
            };
            let is_plain = !name.is_empty() && !name.contains(['/', '\\']) && !name.starts_with('.');
            let is_there = is_plain && project.join("themes").join(&name).is_dir();
            if !is_there && name != STANDARD {
                return Err(stop(said!("der er intet tema i `themes/{}`", "there is no theme in `themes/{}`"; name)));
            }
            let files = source::theme_files(project, &name)?;
            (name, files)
        }
    };
    let problems = theme::check(&files);
    print(&problems.iter().map(|problem| line(problem, language)).collect::<String>())?;
    if problems.is_empty() {
        global.say(language, &said!("temaet `{}` holder sin kontrakt", "the theme `{}` keeps its contract"; name));
    }
    let stops = problems.iter().any(|problem| problem.stops);
    Ok(if stops { Exit::Findings } else { Exit::Done })
}

fn own_name(project: &std::path::Path) -> anyhow::Result<String> {
    let path = project.join(super::global::SETTINGS);
    let bytes = std::fs::read(&path)
        .map_err(super::stop_because(said!("kunne ikke læse `{}`", "could not read `{}`"; path.display())))?;
    let config = Config::read(&document::decode(&bytes).0)?;
    Ok(config.theme.unwrap_or_else(|| STANDARD.to_owned()))
}

fn line(problem: &ThemeProblem, language: Language) -> String {
    let level = match (problem.stops, language) {
        (true, Language::Danish) => "fejl",
        (true, Language::English) => "error",
        (false, Language::Danish) => "advarsel",
        (false, Language::English) => "warning",
    };
    format!("{level}: {}\n", output::visible(&theme_error(&problem.error, language)))
}
