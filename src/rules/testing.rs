//! Text in, text out: what tests of rules and of later stages need to judge a small project.

use std::sync::Arc;

use jiff::civil::{Date, date};

use super::{ExampleFile, check as judge, example_files};
use crate::config::{Config, ExternalIndex};
use crate::document;
use crate::finding::{Finding, Language, Level};
use crate::model::external::{self, IndexFiles};
use crate::model::{self, File, Portfolios, Schema};
use crate::source::{Form, Sources};
use crate::trace::{Facts, Traces};

/// The day of tests that do not say another by `pr_dato`.
const DAY: Date = date(2026, 11, 23);

/// Checks a project, written as `=== path` and text, against the lines it must give, in English:
/// `path:line:column: error[S07]: message`. Only structure and law count: a small project lacks much of what the other
/// areas ask for.
#[track_caller]
pub(crate) fn check(project: &str, expected: &str) {
    let counts = |line: &&str| line.contains("[S") || line.contains("[J");
    let lines: Vec<String> = report(project).lines().filter(counts).map(str::to_owned).collect();
    assert_eq!(lines.join("\n"), expected.trim_end());
}

/// As [`check`], for the findings of one rule alone.
#[track_caller]
pub(crate) fn check_rule(code: &str, project: &str, expected: &str) {
    let of_rule = format!("[{code}]: ");
    let lines: Vec<String> =
        report(project).lines().filter(|line| line.contains(&of_rule)).map(str::to_owned).collect();
    assert_eq!(lines.join("\n"), expected.trim_end());
}

/// The findings of a project, one line each.
pub(crate) fn report(project: &str) -> String {
    let facts = facts_of(project);
    judge(&facts).iter().map(|finding| line(&facts, finding) + "\n").collect()
}

/// One finding as `path:line:column: level[code]: message`, with ` (waived)` at its end when it is.
pub(crate) fn line(facts: &Facts, finding: &Finding) -> String {
    let at = facts.position(finding.place);
    let level = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "info",
        Level::Off => "off",
    };
    let path = facts.path(finding.place.file);
    let message = finding.message.in_language(Language::English);
    let waived = if finding.waived { " (waived)" } else { "" };
    format!("{path}:{}:{}: {level}[{}]: {message}{waived}", at.line, at.column, finding.code)
}

/// The facts of a project. Beside content it may have `sporbar.yaml`, `model.yaml`, `dispensationer.yaml`,
/// `gennemgang.lock` and `udbudsparathed.csv`.
pub(crate) fn facts_of(project: &str) -> Facts {
    let files = example_files(project);
    let text = |path: &str| files.iter().find(|file| file.path == path).map(|file| file.text.as_str());
    let config = Config::read(text("sporbar.yaml").unwrap_or("")).expect("settings of a test are sound");
    let schema = match text("model.yaml") {
        Some(text) => Arc::new(Schema::read(text, "model.yaml").expect("a model of a test is sound")),
        None => Schema::builtin().clone(),
    };
    let day = config.as_of.as_deref().map_or(DAY, |text| text.parse().expect("a day of a test is sound"));
    let waivers = text(Facts::WAIVERS_PATH).map(Into::into);
    let content = files.iter().filter(|file| file.path.starts_with("content/"));
    let files = read(&schema, content);
    let model = Arc::new(model::build(&schema, &files, &portfolios(&config, text), day));
    let lock = text(Facts::LOCK_PATH).map(Into::into);
    let record = text(Facts::RECORD_PATH).map(Into::into);
    let brands = config.profile.fabrikater.as_deref().and_then(text).map(Into::into);
    Facts {
        config: Arc::new(config),
        files: Arc::new(files),
        model,
        waivers,
        lock,
        record,
        brands,
        baseline: None,
        answers: None,
        traces: Traces::default(),
    }
}

/// What the project has of other portfolios: files beside its content, by their paths.
fn portfolios<'a>(config: &Config, text: impl Fn(&str) -> Option<&'a str>) -> Portfolios {
    let bytes = |path: &str| text(path).map(|text| text.as_bytes().to_vec());
    let one = |named: &ExternalIndex| {
        let manifest = bytes(&named.path);
        let names = manifest.as_deref().map(external::part_names).unwrap_or_default();
        let folder = named.path.trim_end_matches("indeks.json");
        let parts = names.into_iter().map(|name| (name.clone(), bytes(&format!("{folder}{name}")))).collect();
        Arc::new(external::read(&IndexFiles { named: named.clone(), manifest, parts }))
    };
    Portfolios { list: config.external.iter().map(one).collect(), hash: [0; 16] }
}

fn read<'a>(schema: &Schema, content: impl Iterator<Item = &'a ExampleFile>) -> Vec<File> {
    let sources = Sources::from_texts(content.map(|file| (file.path.as_str(), file.text.as_str())));
    let one = |source: crate::source::SourceFile| {
        let form = match source.form {
            Form::Markdown => document::Form::Markdown,
            Form::Yaml => document::Form::Yaml,
            Form::Defaults | Form::Attachment => document::Form::Defaults,
        };
        // An attachment has no text that anyone reads.
        let bytes: &[u8] = if source.form == Form::Attachment { b"" } else { &source.bytes };
        let (document, text) = document::parse_bytes(form, bytes, &schema.prose_keys);
        let (path, document) = (source.path, Arc::new(document));
        File { path, form: source.form, text, document, hash: source.hash }
    };
    sources.files.into_iter().map(one).collect()
}
