//! How a page stands, as its script is told: the keys of what is served now, the findings about it, and how many there
//! are in all.

use std::collections::BTreeMap;

use serde::Serialize;

use super::events::Asked;
use super::shown::{Now, Shown};
use crate::finding::{Finding, Language, Level};
use crate::pages::{Book, Route, sources_of};
use crate::place::Place;
use crate::rules;

/// Findings of one page that are told; the rest are counted.
const TOLD: usize = 50;

#[derive(Serialize)]
struct Told<'a> {
    version: u64,
    /// Another program needs its own script.
    program: &'static str,
    language: &'static str,
    /// By address: of the page and of what it uses.
    keys: BTreeMap<&'a str, String>,
    /// In the whole project.
    totals: Totals,
    findings: Vec<Row<'a>>,
    /// Findings of the page beyond those told.
    more: usize,
    /// Where the page is written; `null` for pages that the program makes itself.
    source: Option<Source<'a>>,
    /// Why only the last good site is shown, or the last good page.
    broken: Option<String>,
    /// It is this page alone.
    is_page_broken: bool,
    /// Work done for the edition.
    work: Work,
}

#[derive(Default, Serialize)]
struct Totals {
    errors: usize,
    warnings: usize,
    infos: usize,
}

#[derive(Serialize)]
struct Row<'a> {
    code: &'a str,
    level: &'static str,
    message: &'a str,
    help: Option<&'a str>,
    /// Address of the rule's page.
    rule: Option<String>,
    #[serde(flatten)]
    source: Source<'a>,
}

#[derive(Serialize)]
struct Source<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    /// Opens the place in the author's editor.
    editor: Option<String>,
}

#[derive(Serialize)]
struct Work {
    parsed: usize,
    models: usize,
}

/// The state as JSON on one line.
pub(super) fn event(shown: &Shown, asked: &Asked) -> String {
    let Now { served, version, broken } = shown.now();
    let book = &served.edition.book;
    let language = book.language();
    let addresses = asked.uses.iter().chain([&asked.page]);
    let keys = addresses.map(|address| (address.as_str(), served.key(address))).collect();
    let route = served.route(&asked.page);
    let findings = route.as_ref().map_or_else(Vec::new, |route| of_page(book, route));
    let failure = route.as_ref().and_then(|route| shown.failure(&asked.page, &served.edition.key(route)));
    let failure = failure.filter(|_| broken.is_none()).map(|said| said.in_language(language).to_owned());
    let counts = served.counts;
    let told = Told {
        version,
        program: env!("SPORBAR_SOURCE_HASH"),
        language: if language == Language::Danish { "da" } else { "en" },
        keys,
        totals: totals(&book.findings),
        more: findings.len().saturating_sub(TOLD),
        findings: findings.into_iter().take(TOLD).map(|finding| row(shown, book, finding)).collect(),
        source: route.as_ref().and_then(|route| written(shown, book, route)),
        is_page_broken: failure.is_some(),
        broken: broken.or(failure),
        work: Work { parsed: counts.parsed, models: counts.models_built },
    };
    serde_json::to_string(&told).unwrap_or_default()
}

/// The findings about what a page is written in, the gravest first, then by place.
fn of_page<'a>(book: &'a Book, route: &Route) -> Vec<&'a Finding> {
    let Some(sources) = sources_of(book, route) else { return Vec::new() };
    let of_items = sources.items.iter().flat_map(|ix| book.findings_of(*ix));
    let of_files = book.findings.iter().filter(|finding| finding.item.is_none());
    let of_files = of_files.filter(|finding| sources.files.contains(&finding.place.file));
    let mut findings: Vec<&Finding> = of_items.chain(of_files).filter(|finding| !finding.waived).collect();
    findings.sort_by_key(|finding| (std::cmp::Reverse(finding.level), finding.place));
    findings
}

fn totals(findings: &[Finding]) -> Totals {
    let mut totals = Totals::default();
    for finding in findings.iter().filter(|finding| !finding.waived) {
        match finding.level {
            Level::Error => totals.errors += 1,
            Level::Warning => totals.warnings += 1,
            Level::Info => totals.infos += 1,
            Level::Off => {}
        }
    }
    totals
}

fn row<'a>(shown: &Shown, book: &'a Book, finding: &'a Finding) -> Row<'a> {
    let language = book.language();
    Row {
        code: finding.code,
        level: match finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
            _ => "info",
        },
        message: finding.message.in_language(language),
        help: finding.help.as_ref().map(|help| help.in_language(language)),
        rule: rules::index(finding.code).map(|number| format!("/{}", book.address(&Route::Rule(number)))),
        source: source(shown, book, finding.place),
    }
}

fn source<'a>(shown: &Shown, book: &'a Book, place: Place) -> Source<'a> {
    let (file, at) = (book.facts.path(place.file), book.facts.position(place));
    let editor = shown.editor.as_ref().filter(|_| !file.is_empty());
    let editor = editor.map(|editor| editor.href(&shown.project.join(file), at.line, at.column));
    Source { file, line: at.line, column: at.column, editor }
}

/// Where the item that a page is about is written.
fn written<'a>(shown: &Shown, book: &'a Book, route: &Route) -> Option<Source<'a>> {
    let item = book.model().item(*sources_of(book, route)?.items.first()?);
    Some(source(shown, book, Place { file: item.file, span: item.span }))
}
