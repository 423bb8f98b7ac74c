//! The impact for a person at a terminal: counts first, then each solution, then who is to be involved.

use super::super::output::one_line;
use super::{Told, table};
use crate::trace::impact::{Affected, Group};

/// The whole impact as text.
pub(super) fn draw(told: &Told) -> String {
    let mut text = match &told.since {
        Some(since) => since.heading(told),
        None => one_line(&told.given.join(", ")),
    };
    text.push('\n');
    let starts: Vec<String> = told.impact.starts.iter().map(|ix| told.model().item(*ix).id.to_string()).collect();
    if let Some(since) = &told.since {
        since.lines(told).iter().for_each(|line| text.push_str(&format!("  {line}\n")));
    } else if starts != told.given && !starts.is_empty() {
        text.push_str(&format!("  {}: {}\n", told.word("ændres", "changed"), one_line(&starts.join(", "))));
    }
    for gone in told.impact.gone.iter().filter(|_| told.since.is_none()) {
        text.push_str(&format!("  {}: {}\n", told.word("fjernet", "removed"), one_line(&gone.id)));
    }
    text.push_str(&format!("\n{}: {}\n", told.word("Berørt", "Affected"), told.counts()));
    if let Some(deadline) = told.deadline() {
        text.push_str(&format!("{}: {}\n", told.word("Tidligste frist", "Earliest deadline"), one_line(&deadline)));
    }
    for group in told.impact.groups(told.model(), told.spread) {
        text.push_str(&of_group(told, &group));
    }
    if !told.involved.is_empty() {
        text.push_str(&format!("\n{}\n", told.word("Hvem skal inddrages", "Who is to be involved")));
        let rows = told.involved.iter().map(|involved| {
            let (name, asks) = told.asked(involved);
            vec![format!("  {name}"), asks, told.asked_for(involved).join(", ")]
        });
        text.push_str(&aligned(rows.collect()));
    }
    text
}

fn of_group(told: &Told, group: &Group) -> String {
    let count = group.part.total();
    let mut text = format!("\n{} ({count})\n", one_line(&told.heading(&group.part)));
    if let Some(itself) = group.itself {
        text.push_str(&format!(
            "  {}: {}\n",
            told.word("løsningen selv", "the solution itself"),
            one_line(&told.path(itself))
        ));
    }
    for (word, list) in
        [(told.word("direkte", "directly"), &group.direct), (told.word("afledt", "indirectly"), &group.indirect)]
    {
        if !list.is_empty() {
            text.push_str(&format!("  {word}\n"));
            text.push_str(&aligned(list.iter().map(|affected| row(told, affected)).collect()));
        }
    }
    text
}

fn row(told: &Told, affected: &Affected) -> Vec<String> {
    let item = told.model().item(affected.item);
    let title = if item.title == item.id { String::new() } else { item.title.to_string() };
    let title = told.with_portfolio(affected.item, title);
    vec![format!("    {}", item.id), title, told.path(affected)]
}

/// Rows with aligned columns; the indent of the first cell is kept.
fn aligned(rows: Vec<Vec<String>>) -> String {
    let indent = rows.first().and_then(|row| row.first()).map_or(0, |cell| cell.len() - cell.trim_start().len());
    let heads = vec![String::new(); rows.iter().map(Vec::len).max().unwrap_or(0)];
    let drawn = table::text(&heads, &rows);
    let lines = drawn.lines().skip(1).map(|line| format!("{}{line}\n", " ".repeat(indent)));
    lines.collect()
}
