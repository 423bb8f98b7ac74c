//! Chosen items and what joins them: the view `graf`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::scrolled;
use crate::draw::layered::MOST_NODES;
use crate::draw::map::Edge;
use crate::model::{ItemIx, Role};
use crate::pages::book::Book;
use crate::pages::graph;
use crate::pages::refs::{escape, item_ref};
use crate::pages::words::{name, number};

/// A drawing of chosen items and what joins them, with the same as a list: the view `graf`.
pub fn of_items(book: &Book, from: &str, items: &[ItemIx], html: &mut String) {
    let model = book.model();
    let shown = &items[..items.len().min(MOST_NODES)];
    let mut edges: Vec<(usize, ItemIx, Edge)> = Vec::new();
    for (place, ix) in shown.iter().enumerate() {
        for (other, number) in model.graph.outgoing(*ix) {
            let link = &model.links[number];
            let declared = model.schema.link_type(link.link_type);
            let open = book.published.shows_block(link.guard.as_deref()) && declared.role != Some(Role::Mentions);
            let Some(to) = shown.iter().position(|one| *one == other).filter(|to| open && *to != place) else {
                continue;
            };
            let label = name(book.language(), &declared.name).to_owned();
            let edge = Edge { from: place, to, label, state: graph::link_state(book, number) };
            if !edges.iter().any(|(start, end, known)| (*start, *end) == (place, other) && known.label == edge.label) {
                edges.push((place, other, edge));
            }
        }
    }
    let title = book.word("Forbindelser mellem de valgte elementer", "Connections between the chosen items");
    let description = format!("{} {}", number(book.language(), shown.len()), book.word("elementer", "items"));
    let drawn = one_line_a_pair(edges.iter().map(|(_, _, edge)| edge));
    let svg = scrolled(book, from, title, &description, shown, drawn, items.len() - shown.len());
    let _ = write!(html, "<figure class=\"draw\">{}</figure>", svg.unwrap_or_default());
    let _ =
        write!(html, "<details class=\"same\"><summary>{}</summary><ul>", book.word("Vis som liste", "Show as a list"));
    for (place, ix) in shown.iter().enumerate() {
        let own = item_ref(book, from, *ix);
        let _ = write!(html, "<li><a href=\"{}\">{}</a> {}", escape(&own.href), own.id_html, escape(&own.title));
        for (_, other, edge) in edges.iter().filter(|(start, _, _)| *start == place) {
            let other = item_ref(book, from, *other);
            let _ = write!(html, "; {} <a href=\"{}\">{}</a>", escape(&edge.label), escape(&other.href), other.id_html);
        }
    }
    html.push_str("</ul></details>");
}

/// Two items are joined by one line, whatever joins them: a line for each would hide the others.
fn one_line_a_pair<'a>(edges: impl Iterator<Item = &'a Edge>) -> Vec<Edge> {
    let mut lines: Vec<Edge> = Vec::new();
    let mut known: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for edge in edges {
        match known.get(&(edge.from.min(edge.to), edge.from.max(edge.to))) {
            Some(line) if !lines[*line].label.contains(&edge.label) => {
                let label = &mut lines[*line].label;
                label.push_str(" / ");
                label.push_str(&edge.label);
            }
            Some(_) => {}
            None => {
                known.insert((edge.from.min(edge.to), edge.from.max(edge.to)), lines.len());
                lines.push(edge.clone());
            }
        }
    }
    lines
}
