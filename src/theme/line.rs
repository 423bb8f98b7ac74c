//! The smallest parts of a page as HTML: chips, references to items, and the pieces of a line.
//!
//! They stand on every page by the dozen, so they are written here and not by templates: 40 references
//! drawn by a template took longer than the rest of their page. A theme dresses them by class.

use std::io::Write;

use crate::escape;
use crate::pages::view::{Chip, Crumb, Fact, ImpactGroup, Inline, ItemRef, Relation, Table};

/// Writes `text` with `&`, `<`, `>`, `"` and `'` escaped.
pub(super) fn escape_to(text: &str, html: &mut dyn Write) -> std::io::Result<()> {
    html.write_all(escape::html_text(text).as_bytes())
}

/// The sign of a tone, so that no colour stands alone.
fn sign(tone: &str) -> &'static str {
    match tone {
        "ok" => "✓",
        "wait" => "◐",
        "no" => "✕",
        _ => "",
    }
}

/// `<span class="chip ok">✓ gældende</span>`
pub(super) fn chip(text: &str, tone: &str, html: &mut String) {
    html.push_str("<span class=\"chip ");
    chip_rest(text, tone, "span", html);
}

fn chip_rest(text: &str, tone: &str, element: &str, html: &mut String) {
    html.push_str(tone);
    html.push_str("\">");
    let sign = sign(tone);
    html.push_str(sign);
    if !sign.is_empty() && !text.is_empty() {
        html.push(' ');
    }
    escape::html(text, html);
    html.push_str("</");
    html.push_str(element);
    html.push('>');
}

/// Opens the element of a reference; without an address it is no link. Gives the name of the element.
fn open(item: &ItemRef, title: &str, html: &mut String) -> &'static str {
    let element = if item.href.is_empty() { "span" } else { "a" };
    html.push('<');
    html.push_str(element);
    html.push_str(" class=\"i ");
    escape::html(item.class, html);
    if !item.href.is_empty() {
        html.push_str("\" href=\"");
        escape::html(&item.href, html);
    }
    if !title.is_empty() {
        html.push_str("\" title=\"");
        escape::html(title, html);
    }
    html.push_str("\">");
    element
}

fn name(item: &ItemRef, element: &str, html: &mut String) {
    html.push_str("<b>");
    html.push_str(&item.id_html);
    html.push_str("</b>");
    if !item.title.is_empty() && item.title != item.id {
        html.push(' ');
        escape::html(&item.title, html);
    }
    html.push_str("</");
    html.push_str(element);
    html.push('>');
}

/// What is said of the reference: its note and its status.
fn remarks(item: &ItemRef, html: &mut String) {
    if !item.note.is_empty() {
        html.push_str(" <small>(");
        escape::html(&item.note, html);
        html.push_str(")</small>");
    }
    if !item.status.is_empty() {
        html.push(' ');
        chip(&item.status, item.tone, html);
    }
}

/// An item where it is mentioned: the shape of its kind (by class), its id and its title.
pub(super) fn reference(item: &ItemRef, html: &mut String) {
    let element = open(item, &item.kind, html);
    name(item, element, html);
    remarks(item, html);
}

/// An item in a list of links: as [`reference`], with the word for its kind and a line of its text.
pub(super) fn entry(item: &ItemRef, html: &mut String) {
    let element = open(item, "", html);
    name(item, element, html);
    if !item.kind.is_empty() {
        html.push_str(" <i>");
        escape::html(&item.kind, html);
        html.push_str("</i>");
    }
    remarks(item, html);
    if !item.excerpt.is_empty() {
        html.push_str("<p>");
        escape::html(&item.excerpt, html);
        html.push_str("</p>");
    }
}

/// Affected items by solution: a term for each, and its lists with the way to every item.
pub(super) fn impact(groups: &[ImpactGroup], broken: &str, html: &mut String) {
    for group in groups {
        html.push_str("<dt");
        if !group.anchor.is_empty() {
            html.push_str(" id=\"");
            escape::html(&group.anchor, html);
            html.push('"');
        }
        html.push('>');
        line(&group.name, broken, html);
        html.push_str(" <span class=\"n\">");
        html.push_str(&group.count.to_string());
        html.push_str("</span><dd>");
        for list in &group.lists {
            if !list.name.is_empty() {
                html.push_str("<p>");
                escape::html(&list.name, html);
                html.push_str("</p>");
            }
            html.push_str("<ul>");
            for row in &list.rows {
                html.push_str("<li>");
                reference(&row.item, html);
                html.push_str("<small>");
                html.push_str(&row.path_html);
                html.push_str("</small>");
            }
            html.push_str("</ul>");
        }
    }
}

/// A term: the item by its title alone.
pub(super) fn term(item: &ItemRef, html: &mut String) {
    let element = open(item, "", html);
    escape::html(&item.title, html);
    html.push_str("</");
    html.push_str(element);
    html.push('>');
    remarks(item, html);
}

/// One piece; `broken` says in words why a piece is marked.
pub(super) fn piece(piece: &Inline, broken: &str, html: &mut String) {
    match piece {
        Inline::Text { text } => escape::html(text, html),
        Inline::Html { html: finished } => html.push_str(finished),
        Inline::Item(item) => reference(item, html),
        Inline::Link { text, href } if href.is_empty() => escape::html(text, html),
        Inline::Link { text, href } => link(text, href, html),
        Inline::Broken { text } => {
            html.push_str("<span class=\"broken\" title=\"");
            escape::html(broken, html);
            html.push_str("\">");
            escape::html(text, html);
            html.push_str("</span>");
        }
        Inline::Chip(Chip { text, tone }) => chip(text, tone, html),
        Inline::ChipLink { chip: Chip { text, tone }, href } => {
            html.push_str("<a href=\"");
            escape::html(href, html);
            html.push_str("\" class=\"chip ");
            chip_rest(text, tone, "a", html);
        }
    }
}

fn link(text: &str, href: &str, html: &mut String) {
    html.push_str("<a href=\"");
    escape::html(href, html);
    html.push_str("\">");
    escape::html(text, html);
    html.push_str("</a>");
}

/// The pieces of a line side by side, with a space where neither brings its own.
pub(super) fn line(pieces: &[Inline], broken: &str, html: &mut String) {
    joined(pieces, broken, html, |_, _| " ");
}

/// The values of a fact: items that follow on each other stand under each other, texts have a dot between.
pub(super) fn values(pieces: &[Inline], broken: &str, html: &mut String) {
    joined(pieces, broken, html, |left, right| match (left, right) {
        (Inline::Item(_), Inline::Item(_)) => "<br>",
        (Inline::Text { .. }, Inline::Text { .. }) => " · ",
        _ => " ",
    });
}

fn joined(pieces: &[Inline], broken: &str, html: &mut String, between: fn(&Inline, &Inline) -> &'static str) {
    let ends = |piece: &Inline| matches!(piece, Inline::Text { text } if text.ends_with([' ', '(']));
    let marks =
        |piece: &Inline| matches!(piece, Inline::Text { text } if text.starts_with([' ', ',', '.', ';', ':', ')']));
    for (at, next) in pieces.iter().enumerate() {
        if at > 0 && !ends(&pieces[at - 1]) && !marks(next) {
            html.push_str(between(&pieces[at - 1], next));
        }
        piece(next, broken, html);
    }
}

/// Labels with their values, for a `dl`.
pub(super) fn facts(facts: &[Fact], broken: &str, html: &mut String) {
    for fact in facts {
        html.push_str("<dt>");
        escape::html(&fact.label, html);
        html.push_str("<dd>");
        values(&fact.values, broken, html);
    }
}

/// Links of one name, for a `dl`; `count` is how many there are in all.
pub(super) fn relation(relation: &Relation, count: &str, html: &mut String) {
    html.push_str("\n<dt>");
    escape::html(&relation.name, html);
    html.push_str(" <span class=\"n\">");
    escape::html(count, html);
    html.push_str("</span>");
    for item in &relation.items {
        html.push_str("<dd>");
        entry(item, html);
    }
    if !relation.more.href.is_empty() {
        html.push_str("<dd class=\"more\">");
        link(&relation.more.text, &relation.more.href, html);
    }
}

/// Places on the way to a page or on it, for a list.
pub(super) fn steps(steps: &[Crumb], html: &mut String) {
    for step in steps {
        html.push_str("<li>");
        if step.href.is_empty() {
            escape::html(&step.text, html);
        } else {
            link(&step.text, &step.href, html);
        }
    }
}

/// The rows of a table, for a `tbody`. The first cell names its row, but not in a decision table.
pub(super) fn rows(table: &Table, broken: &str, html: &mut String) {
    for row in &table.rows {
        html.push_str("\n<tr");
        attribute("id", &row.anchor, html);
        html.push('>');
        for (place, cell) in row.cells.iter().enumerate() {
            let column = table.columns.get(place);
            let class = column.map_or("", |column| column.class);
            let is_name = place == 0 && table.look != "decision";
            html.push_str(if is_name { "<th scope=\"row\"" } else { "<td" });
            attribute("class", class, html);
            if !is_name {
                html.push_str(" data-label=\"");
                escape::html(column.map_or("", |column| &column.text), html);
                html.push('"');
            }
            html.push('>');
            line(cell, broken, html);
            html.push_str(if is_name { "</th>" } else { "</td>" });
        }
        html.push_str("</tr>");
    }
}

/// An attribute, unless it says nothing.
fn attribute(name: &str, value: &str, html: &mut String) {
    if !value.is_empty() {
        html.push(' ');
        html.push_str(name);
        html.push_str("=\"");
        escape::html(value, html);
        html.push('"');
    }
}

/// A message as HTML: what stands between backticks becomes `<code>`.
pub(super) fn message(text: &str, html: &mut String) {
    let mut parts = text.split('`').peekable();
    let mut is_code = false;
    while let Some(part) = parts.next() {
        let (open, close) = match (is_code, parts.peek().is_some()) {
            (true, true) => ("<code>", "</code>"),
            (true, false) => ("`", ""),
            _ => ("", ""),
        };
        html.push_str(open);
        escape::html(part, html);
        html.push_str(close);
        is_code = !is_code;
    }
}
