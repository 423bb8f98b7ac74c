//! The difference between two texts of an act for the terminal.

use super::super::super::output::{one_line, visible};
use super::Told;
use super::confirm::snippet;
use crate::law::{Change, Passage, Pinpoint, words_diff};

/// Counts, then what changed, moved, came and went, each with what it touches.
pub(super) fn draw(told: &Told) -> String {
    let mut text = format!("{}\n", one_line(&told.counts()));
    let found = &told.comparison;
    section(
        &mut text,
        told.word("Ændret", "Changed"),
        found.changed.iter().map(|change| {
            let mut lines = vec![named(&change.new)];
            if change.old.title != change.new.title {
                let title = |passage: &Passage| passage.title.clone().unwrap_or_else(|| "–".to_owned());
                lines.push(format!("{}: {} → {}", told.word("titel", "title"), title(&change.old), title(&change.new)));
            }
            lines.extend(words(change.old.text.as_deref(), change.new.text.as_deref()));
            lines.push(told.touched_line(&change.old.place));
            lines
        }),
    );
    section(
        &mut text,
        told.word("Flyttet", "Moved"),
        found.moved.iter().filter(|moved| !moved.is_implied).map(|moved| {
            let state = if told.is_recorded(moved) {
                told.word("registreret", "recorded").to_owned()
            } else {
                format!("{}, {} %", told.word("forslag", "proposed"), moved.similarity_percent)
            };
            let mut lines = vec![format!("{} → {} ({state})", moved.old.place, moved.new.place)];
            lines.extend(words(moved.old.text.as_deref(), moved.new.text.as_deref()));
            lines.push(told.touched_line(&moved.old.place));
            lines
        }),
    );
    section(
        &mut text,
        told.word("Ny", "New"),
        found.inserted.iter().map(|passage| {
            let mut lines = vec![named(passage)];
            lines.extend(passage.text.as_deref().map(|text| format!("{{+{}+}}", one_line(text))));
            lines.push(touched_if_listed(told, &passage.place));
            lines
        }),
    );
    section(
        &mut text,
        told.word("Bortfaldet", "Gone"),
        found.repealed.iter().map(|passage| {
            let mut lines = vec![named(passage)];
            lines.extend(passage.text.as_deref().map(|text| format!("[-{}-]", one_line(text))));
            lines.push(told.touched_line(&passage.place));
            lines
        }),
    );
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

fn touched_if_listed(told: &Told, place: &Pinpoint) -> String {
    let listed = told.touched(place).is_some_and(|touched| touched.direct > 0);
    if listed { told.touched_line(place) } else { String::new() }
}

fn section(text: &mut String, title: &str, entries: impl Iterator<Item = Vec<String>>) {
    let mut is_first = true;
    for lines in entries {
        if is_first {
            text.push_str(&format!("\n{title}\n"));
            is_first = false;
        }
        for (number, line) in lines.iter().filter(|line| !line.is_empty()).enumerate() {
            let indent = if number == 0 { "  " } else { "    " };
            text.push_str(&format!("{indent}{}\n", one_line(line)));
        }
    }
}

fn named(passage: &Passage) -> String {
    match &passage.title {
        Some(title) => format!("{}  {title}", passage.place),
        None => passage.place.to_string(),
    }
}

/// What went in `[-…-]`, what came in `{+…+}`; nothing when the texts say the same.
fn words(old: Option<&str>, new: Option<&str>) -> Option<String> {
    let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
    if crate::law::same_wording(old, new) {
        return None;
    }
    let parts = words_diff(old, new).into_iter().map(|part| match part.change {
        Change::Same => part.text.to_owned(),
        Change::Removed => format!("[-{}-]", part.text),
        Change::Added => format!("{{+{}+}}", part.text),
    });
    Some(parts.collect())
}
