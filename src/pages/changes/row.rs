//! The changed fields of one item as HTML: what went and what came, with a few words around.

use super::super::book::Book;
use super::super::refs::{escape, id_html};
use super::super::words::name;
use crate::law::{Change, words_diff};
use crate::trace::difference::FieldChange;
use crate::trace::plain::{Plain, PlainValue};

/// Unchanged characters kept on each side of a change.
const AROUND: usize = 60;
/// Most bytes of HTML told of one field; the rest is cut with a mark.
const LONGEST: usize = 4000;

/// Id and title of what has no page any more.
pub(super) fn named(item: &Plain) -> String {
    let title = if item.title == item.id { "" } else { &item.title };
    format!("<b>{}</b> {}", id_html(&item.id), escape(title))
}

/// Every field on a line of its own.
pub(super) fn fields(book: &Book, kind: usize, changes: &[FieldChange]) -> String {
    let mut html = String::new();
    for change in changes {
        let told = field(book, change);
        if !told.is_empty() {
            html.push_str(&format!(
                "<span class=\"was\"><b>{}</b> {told}</span>",
                escape(&label(book, kind, &change.name))
            ));
        }
    }
    html
}

/// What the model calls a field; its key where the model of today has none.
fn label(book: &Book, kind: usize, key: &str) -> String {
    let schema = &book.model().schema;
    let language = book.language();
    let kind = schema.kinds.get(kind);
    if let Some(field) = kind.and_then(|kind| kind.field(key)).or_else(|| schema.reserved_field(key)) {
        return name(language, &field.name).to_owned();
    }
    let link = kind.and_then(|kind| kind.links.iter().find(|link| link.key == key));
    link.map_or_else(|| key.to_owned(), |link| name(language, &schema.link_type(link.link_type).name).to_owned())
}

fn field(book: &Book, change: &FieldChange) -> String {
    let lines = |value: &Option<PlainValue>| -> Vec<String> {
        let lines = match value {
            None => Vec::new(),
            Some(PlainValue::Text(text)) => vec![readable(book, text)],
            Some(PlainValue::List(list)) => {
                list.iter().filter(|line| !leads_to_hidden(book, line)).map(|line| readable(book, line)).collect()
            }
        };
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    };
    let (old, new) = (lines(&change.old), lines(&change.new));
    let is_list = matches!(change.old, Some(PlainValue::List(_))) || matches!(change.new, Some(PlainValue::List(_)));
    let mut html = String::new();
    if is_list {
        let gone: Vec<&String> = old.iter().filter(|line| !new.contains(line)).collect();
        let come: Vec<&String> = new.iter().filter(|line| !old.contains(line)).collect();
        let mut told = gone.iter().map(|line| format!("<del>{}</del>", escape(line))).collect::<Vec<_>>();
        told.extend(come.iter().map(|line| format!("<ins>{}</ins>", escape(line))));
        if told.is_empty() && old != new {
            told.push(book.word("rækkefølgen er ændret", "the order has changed").to_owned());
        }
        html.push_str(&told.join(" "));
    } else {
        words(&old.concat(), &new.concat(), &mut html);
    }
    if html.len() > LONGEST {
        shorten(&mut html);
    }
    html
}

/// A text word by word; long unchanged runs lose their middle.
fn words(old: &str, new: &str, html: &mut String) {
    let parts = words_diff(old, new);
    if parts.iter().all(|part| part.change == Change::Same) {
        return;
    }
    for (number, part) in parts.iter().enumerate() {
        match part.change {
            Change::Removed => html.push_str(&format!("<del>{}</del>", escape(part.text))),
            Change::Added => html.push_str(&format!("<ins>{}</ins>", escape(part.text))),
            Change::Same => html.push_str(&escape(&around(part.text, number > 0, number + 1 < parts.len()))),
        }
    }
}

fn around(text: &str, keep_start: bool, keep_end: bool) -> String {
    let letters: Vec<char> = text.chars().collect();
    if letters.len() <= AROUND * 3 {
        return text.to_owned();
    }
    let start: String = if keep_start { letters[..AROUND].iter().collect() } else { String::new() };
    let end: String = if keep_end { letters[letters.len() - AROUND..].iter().collect() } else { String::new() };
    format!("{start} … {end}")
}

/// Cuts between two elements, so that none stays open.
fn shorten(html: &mut String) {
    let mut end = LONGEST;
    while !html.is_char_boundary(end) {
        end -= 1;
    }
    let cut = ["</del>", "</ins>"].iter().filter_map(|tag| Some(html[..end].rfind(tag)? + tag.len())).max();
    html.truncate(cut.unwrap_or(0));
    html.push_str(" …");
}

/// A text with its references in words: `[[id]]` as the id, `[[id|word]]` as the word with the id behind it. What is
/// hidden today is not named, whatever the baseline said.
fn readable(book: &Book, text: &str) -> String {
    let hidden = |id: &str| is_hidden(book, id);
    if hidden(text) {
        return String::new();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("[[") {
        let Some((inside, behind)) = after.split_once("]]") else { break };
        plain.push_str(before);
        let (id, label) = inside.split_once('|').map_or((inside, None), |(id, label)| (id, Some(label)));
        match (hidden(id), label) {
            (true, Some(label)) => plain.push_str(label),
            (true, None) => plain.push_str(book.hidden_word()),
            (false, Some(label)) => plain.push_str(&format!("{label} ({id})")),
            (false, None) => plain.push_str(id),
        }
        rest = behind;
    }
    plain.push_str(rest);
    plain
}

/// Whether a line of links begins with one to what is hidden today.
fn leads_to_hidden(book: &Book, line: &str) -> bool {
    let id = line.strip_prefix("[[").and_then(|inside| inside.split_once("]]"));
    id.is_some_and(|(id, _)| is_hidden(book, id))
}

/// Whether an id, or the act of a citation, is that of an item that this site keeps to itself.
fn is_hidden(book: &Book, id: &str) -> bool {
    let hidden = |id: &str| book.model().find(id).is_some_and(|ix| !book.published.shows(ix));
    // No id is longer, and a text is no id.
    id.len() <= 400 && (hidden(id.trim()) || crate::law::split_citation(id).is_some_and(|(act, _)| hidden(act)))
}
