//! The impact as Markdown, for a case file or a comment.

use super::super::output::one_line;
use super::Told;
use crate::trace::impact::{Affected, Group};

/// The whole impact as Markdown.
pub(super) fn draw(told: &Told) -> String {
    let title = told.word("Konsekvens af en ændring", "Impact of a change");
    let given: Vec<String> = told.given.iter().map(|id| plain(id)).collect();
    let mut text = match &told.since {
        None => format!("# {title}: {}\n\n", given.join(", ")),
        Some(since) => {
            let lines: Vec<String> = since.lines(told).iter().map(|line| format!("- {}\n", plain(line))).collect();
            format!("# {title}\n\n{}\n\n{}\n", plain(&since.heading(told)), lines.concat())
        }
    };
    text.push_str(&format!("{}: **{}**.", told.word("Berørt", "Affected"), told.counts()));
    if let Some(deadline) = told.deadline() {
        text.push_str(&format!(" {}: **{}**.", told.word("Tidligste frist", "Earliest deadline"), plain(&deadline)));
    }
    text.push('\n');
    for group in told.impact.groups(told.model(), told.spread) {
        of_group(told, &group, &mut text);
    }
    if !told.involved.is_empty() {
        let (who, what) = (told.word("Hvem", "Who"), told.word("Opgave", "Task"));
        let heading = told.word("Hvem skal inddrages", "Who is to be involved");
        let solutions = told.word("Løsninger", "Solutions");
        text.push_str(&format!("\n## {heading}\n\n| {who} | {what} | {solutions} |\n| --- | --- | --- |\n"));
        for involved in &told.involved {
            let (name, asks) = told.asked(involved);
            let solutions = told.asked_for(involved).join(", ");
            text.push_str(&format!("| {} | {} | {} |\n", plain(&name), plain(&asks), plain(&solutions)));
        }
    }
    text
}

fn of_group(told: &Told, group: &Group, text: &mut String) {
    text.push_str(&format!("\n## {} ({})\n", plain(&told.heading(&group.part)), group.part.total()));
    if let Some(itself) = group.itself {
        let label = told.word("Løsningen selv", "The solution itself");
        text.push_str(&format!("\n{label}: {}\n", plain(&told.path(itself))));
    }
    let parts =
        [(told.word("Direkte", "Directly"), &group.direct), (told.word("Afledt", "Indirectly"), &group.indirect)];
    for (heading, list) in parts.into_iter().filter(|(_, list)| !list.is_empty()) {
        let (title, why) = (told.word("Titel", "Title"), told.word("Hvorfor", "Why"));
        text.push_str(&format!("\n### {heading}\n\n| Id | {title} | {why} |\n| --- | --- | --- |\n"));
        list.iter().for_each(|affected| text.push_str(&row(told, affected)));
    }
}

fn row(told: &Told, affected: &Affected) -> String {
    let item = told.model().item(affected.item);
    let title = told.with_portfolio(affected.item, item.title.to_string());
    format!("| {} | {} | {} |\n", plain(&item.id), plain(&title), plain(&told.path(affected)))
}

/// Text that Markdown takes for text, also in a cell of a table.
pub(in crate::cli) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in one_line(text).chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&') {
            plain.push('\\');
        }
        plain.push(letter);
    }
    plain
}
