//! The difference between two texts of an act as Markdown, for a merge request or a note to an expert group.

use super::super::super::output::one_line;
use super::Told;
use super::confirm::snippet;
use super::sections::{Line, sections};
use crate::law::{Change, words_diff};

/// A heading, the counts, and a section for each kind of difference.
pub(super) fn draw(told: &Told) -> String {
    let (old, new) = (safe(&told.old.name), safe(&told.new.name));
    let mut text =
        format!("# {} {old} → {new}\n\n{}\n", told.word("Lovændring", "Change of law"), safe(&told.counts()));
    for section in sections(told).iter().filter(|section| !section.entries.is_empty()) {
        text.push_str(&format!("\n## {}\n\n", section.title));
        for lines in &section.entries {
            for (number, told) in lines.iter().enumerate() {
                text.push_str(&format!("{}- {}\n", if number == 0 { "" } else { "  " }, line(told)));
            }
        }
    }
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

fn line(told: &Line) -> String {
    match told {
        Line::Place(passage) => match &passage.title {
            Some(title) => format!("**{}** {}", passage.place, safe(title)),
            None => format!("**{}**", passage.place),
        },
        Line::Move(from, to, state) => format!("**{from} → {to}** ({state})"),
        Line::Title(label, old, new) => format!("{label}: {} → {}", safe(old), safe(new)),
        Line::Words(old, new) => words(old, new),
        Line::Came(text) => format!("<ins>{}</ins>", safe(text)),
        Line::Gone(text) => format!("<del>{}</del>", safe(text)),
        Line::Touches(line) => safe(line),
    }
}

fn words(old: &str, new: &str) -> String {
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
