//! The difference between two texts of an act as Markdown, for a merge request or a note to an expert group.

use super::super::super::output::one_line;
use super::Told;
use super::confirm::snippet;
use crate::law::{Change, Passage, words_diff};

/// A heading, the counts, and a section for each kind of difference.
pub(super) fn draw(told: &Told) -> String {
    let (old, new) = (safe(&told.old.name), safe(&told.new.name));
    let mut text =
        format!("# {} {old} → {new}\n\n{}\n", told.word("Lovændring", "Change of law"), safe(&told.counts()));
    let found = &told.comparison;
    section(
        &mut text,
        told.word("Ændret", "Changed"),
        found.changed.iter().map(|change| {
            let mut lines = vec![named(&change.new)];
            if change.old.title != change.new.title {
                let title = |passage: &Passage| safe(passage.title.as_deref().unwrap_or("–"));
                lines.push(format!("{}: {} → {}", told.word("titel", "title"), title(&change.old), title(&change.new)));
            }
            lines.push(words(change.old.text.as_deref(), change.new.text.as_deref()));
            lines.push(safe(&told.touched_line(&change.old.place)));
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
            vec![
                format!("**{} → {}** ({state})", moved.old.place, moved.new.place),
                words(moved.old.text.as_deref(), moved.new.text.as_deref()),
                safe(&told.touched_line(&moved.old.place)),
            ]
        }),
    );
    section(
        &mut text,
        told.word("Ny", "New"),
        found.inserted.iter().map(|passage| {
            vec![
                named(passage),
                passage.text.as_deref().map(|text| format!("<ins>{}</ins>", safe(text))).unwrap_or_default(),
            ]
        }),
    );
    section(
        &mut text,
        told.word("Bortfaldet", "Gone"),
        found.repealed.iter().map(|passage| {
            let gone = passage.text.as_deref().map(|text| format!("<del>{}</del>", safe(text))).unwrap_or_default();
            vec![named(passage), gone, safe(&told.touched_line(&passage.place))]
        }),
    );
    if let Some(line) = told.left_out_line() {
        text.push_str(&format!("\n{line}\n"));
    }
    if let Some(snippet) = snippet(told, None) {
        let fence = "`".repeat(3);
        text.push_str(&format!(
            "\n## {}\n\n{fence}yaml\n{snippet}{fence}\n",
            told.word("Forslag til `flyttet`", "Proposed moves")
        ));
    }
    text
}

fn section(text: &mut String, title: &str, entries: impl Iterator<Item = Vec<String>>) {
    let mut is_first = true;
    for lines in entries {
        if is_first {
            text.push_str(&format!("\n## {title}\n\n"));
            is_first = false;
        }
        for (number, line) in lines.iter().filter(|line| !line.is_empty()).enumerate() {
            text.push_str(&format!("{}- {line}\n", if number == 0 { "" } else { "  " }));
        }
    }
}

fn named(passage: &Passage) -> String {
    match &passage.title {
        Some(title) => format!("**{}** {}", passage.place, safe(title)),
        None => format!("**{}**", passage.place),
    }
}

fn words(old: Option<&str>, new: Option<&str>) -> String {
    let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
    if crate::law::same_wording(old, new) {
        return String::new();
    }
    let parts = words_diff(old, new).into_iter().map(|part| {
        let space = |is: bool| if is { " " } else { "" };
        let (before, after) = (part.text.starts_with(char::is_whitespace), part.text.ends_with(char::is_whitespace));
        let text = safe(part.text);
        match part.change {
            _ if text.is_empty() => " ".to_owned(),
            Change::Same => format!("{}{text}{}", space(before), space(after)),
            Change::Removed => format!("{}<del>{text}</del>{}", space(before), space(after)),
            Change::Added => format!("{}<ins>{text}</ins>{}", space(before), space(after)),
        }
    });
    parts.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text on one line that Markdown shows as it is.
fn safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in one_line(text).chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '\\' | '*' | '_' | '`' | '[' | ']' | '#' | '|' | '~' => safe.extend(['\\', letter]),
            letter => safe.push(letter),
        }
    }
    safe
}
