//! `sporbar law cite`: the citations found in a text, as JSON. Works outside a project.

use std::io::Read as _;

use serde::Serialize;

use super::super::{Exit, output, print, stop_because};
use crate::document;
use crate::law::{self, Citation};
use crate::said;

#[derive(Serialize)]
struct Report<'a> {
    citations: Vec<Cited<'a>>,
}

/// `start` and `end` in characters from 0, half open.
#[derive(Serialize)]
struct Cited<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    act: Option<&'a str>,
    pinpoints: Vec<String>,
    relative: bool,
}

/// Prints the citations of a text; `-` is standard input.
pub(in crate::cli) fn cite(text: &str) -> anyhow::Result<Exit> {
    let text = if text == "-" { standard_input()? } else { text.to_owned() };
    print(&found(&text)?)?;
    Ok(Exit::Done)
}

fn found(text: &str) -> anyhow::Result<String> {
    let found = law::cite(text);
    let mut counter = Counter { text, byte: 0, characters: 0 };
    let citations = found.iter().map(|citation| cited(&mut counter, citation)).collect();
    output::json(&Report { citations })
}

fn cited<'a>(counter: &mut Counter, citation: &'a Citation) -> Cited<'a> {
    Cited {
        text: &citation.text,
        start: counter.at(citation.start),
        end: counter.at(citation.end),
        act: citation.act.as_deref(),
        pinpoints: citation.pinpoints.iter().map(ToString::to_string).collect(),
        relative: citation.relative,
    }
}

fn standard_input() -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().read_to_end(&mut bytes);
    read.map_err(stop_because(said!("kunne ikke læse teksten", "could not read the text")))?;
    Ok(document::decode(&bytes).0.into_owned())
}

/// Counts characters up to offsets that only grow.
struct Counter<'a> {
    text: &'a str,
    byte: usize,
    characters: usize,
}

impl Counter<'_> {
    fn at(&mut self, byte: usize) -> usize {
        self.characters += self.text[self.byte..byte].chars().count();
        self.byte = byte;
        self.characters
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn places_are_counted_in_characters_and_relative_ones_are_marked() {
        let text = super::found("Ændret: efter § 42, stk. 2, i barnets lov og stk. 3").unwrap();
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["citations"][0]["start"], 14);
        assert_eq!(value["citations"][0]["pinpoints"], serde_json::json!(["§ 42, stk. 2"]));
        assert_eq!(value["citations"][0]["relative"], false);
    }
}
