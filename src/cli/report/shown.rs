//! A finding with everything that the forms say of it.

use serde::Serialize;

use super::lines::Places;
use crate::finding::{Finding, Language, Level};
use crate::model::ItemIx;
use crate::place::Place;
use crate::trace::Facts;

/// A finding as JSON has it; the other forms take their parts from here.
#[derive(Debug, Serialize)]
pub struct Shown<'a> {
    pub rule: &'a str,
    pub level: &'static str,
    pub message: &'a str,
    pub help: Option<&'a str>,
    pub file: &'a str,
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
    pub item: Option<&'a str>,
    pub solutions: Vec<&'a str>,
    pub waived: bool,
    pub related: Vec<ShownRelated<'a>>,
    pub fix: Option<ShownFix<'a>>,
}

/// Another place that explains a finding.
#[derive(Debug, Serialize)]
pub struct ShownRelated<'a> {
    pub file: &'a str,
    pub line: u32,
    pub column: u32,
    pub message: &'a str,
}

/// A text edit; its end is the place after the last character replaced.
#[derive(Debug, Serialize)]
pub struct ShownFix<'a> {
    pub file: &'a str,
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
    pub replacement: &'a str,
}

/// All findings in one language, in the order given.
pub fn shown<'a>(facts: &'a Facts, findings: &'a [Finding], language: Language) -> Vec<Shown<'a>> {
    let places = Places::of(facts, findings);
    findings.iter().map(|finding| one(facts, &places, finding, language)).collect()
}

fn one<'a>(facts: &'a Facts, places: &Places<'a>, finding: &'a Finding, language: Language) -> Shown<'a> {
    let (start, end) = places.ends(finding.place);
    let item = item_of(facts, finding);
    let id = |ix: ItemIx| &*facts.model.item(ix).id;
    Shown {
        rule: finding.code,
        level: level(finding.level),
        message: finding.message.in_language(language),
        help: finding.help.as_ref().map(|help| help.in_language(language)),
        file: places.path(finding.place),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        item: item.map(id),
        solutions: item.map_or_else(Vec::new, |ix| facts.model.solutions(ix).iter().copied().map(id).collect()),
        waived: finding.waived,
        related: finding
            .related
            .iter()
            .map(|one| related(places, one.place, one.message.in_language(language)))
            .collect(),
        fix: finding.fix.as_ref().map(|fix| edit(places, fix.place, &fix.replacement)),
    }
}

fn related<'a>(places: &Places<'a>, place: Place, message: &'a str) -> ShownRelated<'a> {
    let start = places.start(place);
    ShownRelated { file: places.path(place), line: start.line, column: start.column, message }
}

fn edit<'a>(places: &Places<'a>, place: Place, replacement: &'a str) -> ShownFix<'a> {
    let (start, end) = places.ends(place);
    ShownFix {
        file: places.path(place),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        replacement,
    }
}

/// The item a finding concerns.
pub fn item_of(facts: &Facts, finding: &Finding) -> Option<ItemIx> {
    let number = finding.item.filter(|number| (*number as usize) < facts.model.items.len())?;
    Some(ItemIx(number))
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info | Level::Off => "info",
    }
}
