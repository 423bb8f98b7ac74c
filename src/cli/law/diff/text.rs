//! The difference between two texts of an act for the terminal.

use super::super::super::output::{one_line, visible};
use super::Told;
use super::confirm::snippet;
use super::sections::{Line, sections};
use crate::law::{Change, words_diff};

/// Counts, then what changed, moved, came and went, each with what it touches.
pub(super) fn draw(told: &Told) -> String {
    let mut text = format!("{}\n", one_line(&told.counts()));
    for section in sections(told).iter().filter(|section| !section.entries.is_empty()) {
        text.push_str(&format!("\n{}\n", section.title));
        for lines in &section.entries {
            for (number, told) in lines.iter().enumerate() {
                let indent = if number == 0 { "  " } else { "    " };
                text.push_str(&format!("{indent}{}\n", one_line(&line(told))));
            }
        }
    }
    if let Some(line) = told.left_out_line() {
        text.push_str(&format!("\n{line}\n"));
    }
    if let Some(snippet) = snippet(told, None) {
        let head = told.word(
            "Er flytningerne rigtige, så skriv dem i retskilden, eller lad `--write` gøre det:",
            "If the moves are right, write them in the legal source, or let `--write` do it:",
        );
        text.push_str(&format!("\n{head}\n\n{}", visible(&snippet)));
    }
    text
}

/// What went stands in `[-…-]`, what came in `{+…+}`.
fn line(told: &Line) -> String {
    match told {
        Line::Place(passage) => match &passage.title {
            Some(title) => format!("{}  {title}", passage.place),
            None => passage.place.to_string(),
        },
        Line::Move(from, to, state) => format!("{from} → {to} ({state})"),
        Line::Title(label, old, new) => format!("{label}: {old} → {new}"),
        Line::Words(old, new) => words(old, new),
        Line::Came(text) => format!("{{+{}+}}", one_line(text)),
        Line::Gone(text) => format!("[-{}-]", one_line(text)),
        Line::Touches(line) => line.clone(),
    }
}

fn words(old: &str, new: &str) -> String {
    let parts = words_diff(old, new).into_iter().map(|part| match part.change {
        Change::Same => part.text.to_owned(),
        Change::Removed => format!("[-{}-]", part.text),
        Change::Added => format!("{{+{}+}}", part.text),
    });
    parts.collect()
}
