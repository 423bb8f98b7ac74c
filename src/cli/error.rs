//! Errors that stop the run, told in the reader's language.

use std::error::Error;
use std::fmt;
use std::io;

use super::{Global, visible};
use crate::config::ConfigError;
use crate::finding::{Language, Said};
use crate::model::schema::ModelError;
use crate::source::{Failed, Refused};
use crate::theme::ThemeError;

/// An error with its text in both languages.
#[derive(Debug)]
pub struct Trouble {
    said: Said,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl fmt::Display for Trouble {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(&self.said.en)
    }
}

impl Error for Trouble {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn Error + 'static))
    }
}

/// An error of our own.
pub fn stop(said: Said) -> anyhow::Error {
    Trouble { said, source: None }.into()
}

/// An error of our own that another one caused; use it in `map_err`.
pub fn stop_because<E: Error + Send + Sync + 'static>(said: Said) -> impl FnOnce(E) -> anyhow::Error {
    move |source| Trouble { said, source: Some(Box::new(source)) }.into()
}

/// Writes an error with all its causes to standard error.
pub(super) fn report(global: &Global, error: &anyhow::Error) {
    let label = if global.language(None) == Language::Danish { "fejl" } else { "error" };
    super::output::complain(&format!("{label}: {}", visible(&text(global, error))));
}

/// An error with all its causes, in the reader's language.
pub(super) fn text(global: &Global, error: &anyhow::Error) -> String {
    let language = global.language(None);
    let causes: Vec<String> = error.chain().map(|cause| in_language(cause, language)).collect();
    causes.join(": ")
}

fn in_language(cause: &(dyn Error + 'static), language: Language) -> String {
    if let Some(trouble) = cause.downcast_ref::<Trouble>() {
        return trouble.said.in_language(language).to_owned();
    }
    if let Some(error) = cause.downcast_ref::<ModelError>() {
        return error.in_language(language);
    }
    if let Some(error) = cause.downcast_ref::<ConfigError>() {
        return error.in_language(language);
    }
    if let Some(error) = cause.downcast_ref::<ThemeError>() {
        return theme_error(error, language);
    }
    if let Some(refused) = cause.downcast_ref::<Refused>() {
        return refused.0.in_language(language).to_owned();
    }
    if let Some(failed) = cause.downcast_ref::<Failed>() {
        return failed.said.in_language(language).to_owned();
    }
    match cause.downcast_ref::<io::Error>() {
        Some(error) if language == Language::Danish => in_danish(error),
        _ => cause.to_string(),
    }
}

/// A theme's error on one line, its help on the next.
pub(super) fn theme_error(error: &ThemeError, language: Language) -> String {
    error.in_language(language)
}

fn in_danish(error: &io::Error) -> String {
    let known = match error.kind() {
        io::ErrorKind::NotFound => "den findes ikke",
        io::ErrorKind::PermissionDenied => "det har du ikke rettigheder til",
        io::ErrorKind::AlreadyExists => "den findes allerede",
        io::ErrorKind::StorageFull => "der er ikke mere plads på disken",
        io::ErrorKind::ReadOnlyFilesystem => "disken kan kun læses",
        io::ErrorKind::IsADirectory => "det er en mappe",
        io::ErrorKind::NotADirectory => "det er ikke en mappe",
        _ => return error.to_string(),
    };
    known.to_owned()
}
