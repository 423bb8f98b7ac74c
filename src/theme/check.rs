//! `sporbar theme check`: a theme against its contract, all problems in one run.

use super::files::Files;
use super::{Theme, ThemeError, engine, sample};
use crate::said;

/// Something wrong with a theme: an error that stops a build, or a file or text that does nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeProblem {
    pub error: ThemeError,
    /// Whether a build would stop (an error) or go on (a warning).
    pub stops: bool,
}

/// Checks a project's theme: its contract, texts and templates, and that every form of page renders in
/// both languages. In order of path, line and column; empty when all is well.
pub fn check(own: &[(String, Vec<u8>)]) -> Vec<ThemeProblem> {
    let files = Files::over_standard(own);
    let mut problems = Vec::new();
    let stop = |error| ThemeProblem { error, stops: true };
    problems.extend(files.contract().err().map(stop));
    for language in ["da", "en"] {
        problems.extend(files.texts(language).err().map(stop));
        problems.extend(missing_texts(own, language));
    }
    problems.extend(templates(&files).into_iter().map(stop));
    problems.extend(strangers(own));
    if !problems.iter().any(|problem| problem.stops) {
        problems.extend(renders(own).into_iter().map(stop));
    }
    problems.sort_by(|a, b| key(&a.error).cmp(&key(&b.error)));
    problems.dedup();
    problems
}

fn key(error: &ThemeError) -> (&str, usize, usize, &str) {
    (&error.path, error.line, error.column, &error.message.en)
}

/// Every template is read by itself first, so that one that is broken does not hide the others.
fn templates(files: &Files) -> Vec<ThemeError> {
    let templates = match files.templates() {
        Ok(templates) => templates,
        Err(error) => return vec![error],
    };
    let mut errors = Vec::new();
    for (name, text) in &templates {
        if let Err(error) = engine().add_raw_template(name, text)
            && let tera::ErrorKind::SyntaxError(_) = error.kind()
        {
            errors.extend(ThemeError::all_of_tera(&error));
        }
    }
    if errors.is_empty()
        && let Err(error) = engine().add_raw_templates(templates)
    {
        errors.extend(ThemeError::all_of_tera(&error));
    }
    errors.into_iter().map(|error| error.explained(files)).collect()
}

/// Texts that the theme says in one file and not in the other, and keys nobody asks for.
fn missing_texts(own: &[(String, Vec<u8>)], language: &str) -> Vec<ThemeProblem> {
    let path = format!("texts/{language}.yaml");
    let Some((_, bytes)) = own.iter().find(|(own_path, _)| *own_path == path) else { return Vec::new() };
    let Ok(texts) = serde_yaml::from_slice::<std::collections::BTreeMap<String, String>>(bytes) else {
        return Vec::new();
    };
    let Ok(standard) = Files::standard().texts(language) else { return Vec::new() };
    let missing = standard.keys().filter(|key| !texts.contains_key(*key)).map(|key| {
        said!("teksten `{}` mangler; standardtemaets bruges", "the text `{}` is missing; the standard theme's is used"; key)
    });
    missing.map(|message| ThemeProblem { error: ThemeError::at(&path, message), stops: false }).collect()
}

/// Files of the theme that no page uses: a name that is misspelt, mostly.
fn strangers(own: &[(String, Vec<u8>)]) -> Vec<ThemeProblem> {
    let standard = Files::standard();
    let is_used = |path: &str| {
        let Some(name) = path.strip_prefix("templates/") else {
            return path.starts_with("static/") || path.starts_with("texts/") || !path.contains('/');
        };
        let quoted = [format!("\"{name}\""), format!("'{name}'")];
        standard.contains(path)
            || own.iter().any(|(_, bytes)| {
                std::str::from_utf8(bytes).is_ok_and(|text| quoted.iter().any(|quoted| text.contains(quoted.as_str())))
            })
    };
    let defines = |bytes: &[u8]| std::str::from_utf8(bytes).is_ok_and(|text| text.contains("component "));
    let strange = own.iter().filter(|(path, bytes)| !is_used(path) && !defines(bytes)).map(|(path, _)| ThemeProblem {
        error: ThemeError::at(path, said!("ingen side bruger filen `{}`", "no page uses the file `{}`"; path)).with_help(
            said!("standardtemaets skabeloner hedder: {}", "the standard theme's templates are: {}"; names(&standard)),
        ),
        stops: false,
    });
    strange.collect()
}

fn names(standard: &Files) -> String {
    let names: Vec<&str> = standard.paths().filter_map(|path| path.strip_prefix("templates/")).collect();
    names.join(", ")
}

/// Renders a sample of every form of page: what only shows at run time, such as a misspelt field.
fn renders(own: &[(String, Vec<u8>)]) -> Vec<ThemeError> {
    let mut errors = Vec::new();
    for language in ["da", "en"] {
        let site = sample::site(language);
        match Theme::load(own, language).and_then(|theme| theme.for_site(&site)) {
            Ok(theme) => errors.extend(sample::views().iter().filter_map(|view| theme.render(view).err())),
            Err(error) => errors.push(error),
        }
    }
    errors
}
