//! What is wrong with a theme, and where.

use std::fmt;

use tera::ErrorKind;

use super::files::Files;
use crate::finding::{Language, Said};
use crate::said;

/// A mistake in a theme's file. It stops the run (exit 2): no page can be trusted to be whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeError {
    /// Path inside the theme, such as `templates/item.html`; empty when the file is not known.
    pub path: String,
    /// From 1; 0 when the line is not known.
    pub line: usize,
    /// From 1, in characters; 0 when the column is not known.
    pub column: usize,
    pub message: Said,
    pub help: Option<Box<Said>>,
}

impl ThemeError {
    pub(super) fn at(path: &str, message: Said) -> Self {
        ThemeError { path: path.to_owned(), line: 0, column: 0, message, help: None }
    }

    pub(super) fn with_help(mut self, help: Said) -> Self {
        self.help = Some(Box::new(help));
        self
    }

    pub(super) fn not_utf8(path: &str) -> Self {
        ThemeError::at(path, said!("filen er ikke UTF-8", "the file is not UTF-8"))
    }

    pub(super) fn of_yaml(path: &str, error: &serde_yaml::Error) -> Self {
        let place = error.location();
        ThemeError {
            line: place.as_ref().map_or(0, |place| place.line()),
            column: place.as_ref().map_or(0, |place| place.column()),
            ..ThemeError::at(
                path,
                said!("filen kan ikke læses som YAML: {}", "the file can't be read as YAML: {}"; error),
            )
        }
    }

    /// The first of [`ThemeError::all_of_tera`].
    pub(super) fn of_tera(error: &tera::Error) -> Self {
        let first = ThemeError::all_of_tera(error).into_iter().next();
        first.unwrap_or_else(|| ThemeError::at("", Said::new(error.to_string(), error.to_string())))
    }

    /// Every mistake an error of the template engine tells of.
    pub(super) fn all_of_tera(error: &tera::Error) -> Vec<Self> {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let span = report.span();
                vec![located(report.message(), report.filename(), span.start_line, span.start_col + 1)]
            }
            ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
                vec![located(&error.to_string(), tpl, 0, 0)]
            }
            ErrorKind::MissingParent { current, .. } => vec![located(&error.to_string(), current, 0, 0)],
            _ => reports(&error.to_string()),
        }
    }
}

/// Reads several reports written one after the other: `error: <message>`, then ` --> <template>:<line>:<column>`.
fn reports(text: &str) -> Vec<ThemeError> {
    let mut errors = Vec::new();
    let mut message = None;
    for line in text.lines() {
        if let Some(said) = line.strip_prefix("error: ") {
            message = Some(said);
        } else if let (Some(said), Some(place)) = (message, line.trim_start().strip_prefix("--> ")) {
            let mut parts = place.rsplitn(3, ':');
            let column = parts.next().and_then(|part| part.parse().ok()).unwrap_or(0);
            let line = parts.next().and_then(|part| part.parse().ok()).unwrap_or(0);
            errors.push(located(said, parts.next().unwrap_or(""), line, column));
            message = None;
        }
    }
    if errors.is_empty() {
        errors.push(located(text, "", 0, 0));
    }
    errors
}

/// The engine speaks English only; its words stand as they are, in both languages.
fn located(message: &str, template: &str, line: usize, column: usize) -> ThemeError {
    let path = if template.is_empty() { String::new() } else { format!("templates/{template}") };
    ThemeError { path, line, column, message: Said::new(message, message), help: None }
}

impl ThemeError {
    /// Adds what an author of a theme for the first Tera has to know, where the line shows one.
    pub(super) fn explained(self, files: &Files) -> Self {
        let line = files.text(&self.path).ok().and_then(|text| text.lines().nth(self.line.checked_sub(1)?));
        if !line.is_some_and(|line| ["macro", "import ", "::"].iter().any(|word| line.contains(word))) {
            return self;
        }
        self.with_help(said!(
            "makroer er blevet til komponenter i Tera 2: `{{% component navn(x) %}}` … `{{{{ <navn x={{x}} /> }}}}`, uden `import`",
            "macros became components in Tera 2: `{{% component name(x) %}}` … `{{{{ <name x={{x}} /> }}}}`, without `import`"
        ))
    }

    /// `templates/item.html:3:6: message`, as people and editors read it; the help on a line of its own.
    pub fn in_language(&self, language: Language) -> String {
        let mut text = self.path.clone();
        for number in [self.line, self.column] {
            if number > 0 {
                text.push_str(&format!(":{number}"));
            }
        }
        if !text.is_empty() {
            text.push_str(": ");
        }
        text.push_str(self.message.in_language(language));
        if let Some(help) = &self.help {
            let word = if language == Language::Danish { "hjælp" } else { "help" };
            text.push_str(&format!("\n  {word}: {}", help.in_language(language)));
        }
        text
    }
}

impl fmt::Display for ThemeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_language(Language::English))
    }
}

impl std::error::Error for ThemeError {}
