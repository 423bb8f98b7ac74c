//! An item's fields as facts (short ones) and sections (lists, texts and objects).

use super::book::Book;
use super::fields::{Shown, spaced};
use super::item::{is_shown_apart, reviewed};
use super::prose::{self, Part};
use super::view::{Content, Fact, Inline, Section};
use super::words::{capital, name};
use super::{layouts, refs};
use crate::document::{Node, Value, slug};
use crate::model::schema::{Field, Form};
use crate::model::{FieldValue, Item, ItemIx, Key, Prose, Role};

/// Links shown in one fact; the rest is counted.
const FACT_LINKS: usize = 20;

/// What an item's fields give its page.
#[derive(Default)]
pub struct Gathered {
    pub facts: Vec<Fact>,
    pub sections: Vec<Section>,
}

/// Facts and sections of an item: links first, then fields, each in the model's order.
pub fn gather(book: &Book, from: &str, ix: ItemIx) -> Gathered {
    let model = book.model();
    let item = model.item(ix);
    let kind = model.schema.kind(item.kind);
    let by_layout = layouts::fields_of_layout(kind.role);
    let mut gathered = Gathered::default();
    gathered.facts.extend(number_fact(book, ix));
    for (number, link) in kind.links.iter().enumerate() {
        let role = model.schema.link_type(link.link_type).role;
        if role.is_some_and(|role| by_layout.contains(&role)) {
            continue;
        }
        if let Some(field) = item.fields.iter().find(|field| field.key == Key::Link(number as u16)) {
            gathered.facts.extend(link_fact(book, from, ix, link.link_type, field, FACT_LINKS));
        }
    }
    for (number, declared) in kind.fields.iter().enumerate() {
        if is_shown_apart(declared.role) || declared.role.is_some_and(|role| by_layout.contains(&role)) {
            continue;
        }
        if let Some(field) = item.fields.iter().find(|field| field.key == Key::Field(number as u16)) {
            place(book, from, ix, declared, field, &mut gathered);
        }
    }
    gathered.facts.extend(super::readiness::fact(book, from, ix));
    gathered.facts.extend(super::bids::fact(book, from, ix));
    gathered.facts.extend(super::annexes::page::fact(book, from, ix));
    reserved(book, from, ix, item, &mut gathered);
    gathered
}

/// A key of an item with all that stands there.
pub struct Written {
    pub role: Option<Role>,
    pub label: String,
    /// A line for each link, one line for other values; empty where `content` holds them.
    pub lines: Vec<Vec<Inline>>,
    pub content: Option<Content>,
}

/// What an item's own keys say of the roles that are `wanted`, links first, then fields, each in the model's order;
/// without what is set apart on its page and what every kind may carry.
pub fn each(book: &Book, from: &str, ix: ItemIx, wanted: impl Fn(Option<Role>) -> bool) -> Vec<Written> {
    let model = book.model();
    let item = model.item(ix);
    let kind = model.schema.kind(item.kind);
    let by_layout = layouts::fields_of_layout(kind.role);
    let is_left = |role: Option<Role>| {
        wanted(role) && !role.is_some_and(|role| by_layout.contains(&role)) && !is_shown_apart(role)
    };
    let field = |key: Key| item.fields.iter().find(|field| field.key == key);
    let mut each = Vec::new();
    for (number, link) in kind.links.iter().enumerate() {
        let role = model.schema.link_type(link.link_type).role;
        if let Some(field) = field(Key::Link(number as u16)).filter(|_| is_left(role))
            && let Some(fact) = link_fact(book, from, ix, link.link_type, field, usize::MAX)
        {
            let lines = fact.values.into_iter().map(|value| vec![value]).collect();
            each.push(Written { role, label: fact.label, lines, content: None });
        }
    }
    for (number, declared) in kind.fields.iter().enumerate().filter(|(_, declared)| is_left(declared.role)) {
        let Some(field) = field(Key::Field(number as u16)) else { continue };
        let shown = Shown { book, from, item: ix, file: field.file };
        let (lines, content) = match content(book, from, ix, &shown, declared, &field.node) {
            Placed::Nothing => continue,
            Placed::Fact(values) => (vec![values], None),
            Placed::Section(content) => (Vec::new(), Some(content)),
        };
        let label = capital(name(book.language(), &declared.name));
        each.push(Written { role: declared.role, label, lines, content });
    }
    each
}

/// The number of a requirement in each tender of a bundle.
fn number_fact(book: &Book, ix: ItemIx) -> Option<Fact> {
    let numbers = book.numbers.get(&ix)?;
    let text = |number: &super::TenderNumber| {
        let tender = book.model().item(number.tender);
        match book.published.shows(number.tender) {
            true => format!("{} ({})", number.number, tender.id),
            false => number.number.to_string(),
        }
    };
    let text = numbers.iter().map(text).collect::<Vec<_>>().join(", ");
    Some(Fact { label: book.word("Udbudsnummer", "Tender number").to_owned(), values: vec![Inline::Text { text }] })
}

fn link_fact(
    book: &Book,
    from: &str,
    ix: ItemIx,
    link_type: crate::model::LinkTypeIx,
    field: &FieldValue,
    most: usize,
) -> Option<Fact> {
    let shown = Shown { book, from, item: ix, file: field.file };
    let mut values: Vec<Inline> = field.node.elements().iter().filter_map(|node| shown.link(node)).collect();
    let count = values.len();
    if count > most {
        values.truncate(most);
        let rest = super::words::number(book.language(), count - most);
        values.push(Inline::Text { text: format!("{} {rest}", book.word("og yderligere", "and another")) });
    }
    let declared = book.model().schema.link_type(link_type);
    let plain = declared.inverse_of.map_or(declared, |_| declared);
    let label = capital(name(book.language(), &plain.name));
    (!values.is_empty()).then_some(Fact { label, values })
}

fn place(book: &Book, from: &str, ix: ItemIx, declared: &Field, field: &FieldValue, gathered: &mut Gathered) {
    let label = capital(name(book.language(), &declared.name));
    let shown = Shown { book, from, item: ix, file: field.file };
    match content(book, from, ix, &shown, declared, &field.node) {
        Placed::Nothing => {}
        Placed::Fact(values) => gathered.facts.push(Fact { label, values }),
        Placed::Section(content) => {
            gathered.sections.push(Section { anchor: format!("_{}", slug(&declared.key)), title: label, content });
        }
    }
}

enum Placed {
    Nothing,
    Fact(Vec<Inline>),
    Section(Content),
}

fn content(book: &Book, from: &str, ix: ItemIx, shown: &Shown, declared: &Field, node: &Node) -> Placed {
    match (&declared.form, &node.value) {
        (_, Value::Empty) => Placed::Nothing,
        (Form::Markdown, Value::Prose(body)) => {
            let html = prose::html(book, from, ix, Prose { file: shown.file, body: *body }, Part::Whole);
            Placed::Section(Content::Prose { html })
        }
        (Form::List, _) => {
            let items: Vec<Vec<Inline>> = node
                .elements()
                .iter()
                .map(|element| shown.inlines(&Form::Text, element))
                .filter(|line| !line.is_empty())
                .collect();
            let long = items.iter().any(|line| line.iter().any(|inline| text_length(inline) > 40));
            let numbered =
                matches!(declared.role, Some(Role::AcceptanceCriteria | Role::MainFlow | Role::AlternativeFlows));
            if numbered || long {
                Placed::Section(Content::List { items, ordered: numbered })
            } else {
                fact(spaced(items.into_iter().flatten().collect()))
            }
        }
        (Form::Object(fields), Value::Map(map))
            if map.pairs.iter().all(|pair| is_short(fields, &pair.key, &pair.value)) =>
        {
            fact(shown.object_line(fields, map))
        }
        (Form::Object(fields), _) => {
            let table = shown.table(fields, node);
            if table.rows.is_empty() { Placed::Nothing } else { Placed::Section(Content::Table(table)) }
        }
        (Form::Parts, _) => {
            Placed::Section(Content::Tree { nodes: layouts::parts(book, from, ix, shown.file, node, 0) })
        }
        (Form::Any, Value::Map(map)) => {
            let line = map.pairs.iter().map(|pair| format!("{}: {}", pair.key, super::fields::plain(&pair.value)));
            fact(vec![Inline::Text { text: line.collect::<Vec<_>>().join(" · ") }])
        }
        (Form::Selector, _) => Placed::Nothing,
        (form, _) => fact(spaced(shown.inlines(form, node))),
    }
}

fn fact(values: Vec<Inline>) -> Placed {
    if values.is_empty() { Placed::Nothing } else { Placed::Fact(values) }
}

fn is_short(fields: &[Field], key: &str, node: &Node) -> bool {
    let form = fields.iter().find(|field| field.key == *key).map(|field| &field.form);
    let nested = matches!(form, Some(Form::Object(_) | Form::Markdown));
    !nested && matches!(node.value, Value::Scalar(_) | Value::Empty) && node.text().is_none_or(|text| text.len() < 120)
}

fn text_length(inline: &Inline) -> usize {
    match inline {
        Inline::Text { text } | Inline::Link { text, .. } | Inline::Broken { text } => text.chars().count(),
        Inline::Html { html } => html.len(),
        Inline::Item(item) => item.id.len() + item.title.len(),
        Inline::Chip(chip) | Inline::ChipLink { chip, .. } => chip.text.len(),
    }
}

/// What every kind may carry: review, validity, provisional state, keywords, versions, diagrams, other systems' ids.
fn reserved(book: &Book, from: &str, ix: ItemIx, item: &Item, gathered: &mut Gathered) {
    for (number, declared) in book.model().schema.reserved.iter().enumerate() {
        if is_shown_apart(declared.role) && declared.role != Some(Role::Provisional) {
            continue;
        }
        let Some(field) = item.fields.iter().find(|field| field.key == Key::Reserved(number as u16)) else { continue };
        if declared.role == Some(Role::Reviewed) {
            gathered.facts.extend(reviewed(book, from, item));
            continue;
        }
        place(book, from, ix, declared, field, gathered);
    }
    if item.damaged {
        let text = book.word(
            "Elementet kunne ikke læses helt; se fejlene.",
            "The item could not be read whole; see the findings.",
        );
        gathered.facts.push(Fact {
            label: book.word("Bemærk", "Note").to_owned(),
            values: vec![Inline::Html { html: refs::escape(text) }],
        });
    }
}
