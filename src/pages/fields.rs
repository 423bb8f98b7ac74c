//! Values of fields as parts of lines and as tables, by their form in the model.

use super::book::Book;
use super::prose::{self, Part};
use super::refs::{escape, link_inline};
use super::view::{Column, Inline, Row, Table};
use super::words::{capital, date, name};
use crate::document::{Map, Node, Value};
use crate::model::schema::{Field, Form};
use crate::model::{ItemIx, Prose, Role, Written, value};
use crate::place::FileId;

/// What is needed to show the values of one item on one page.
pub struct Shown<'a> {
    pub book: &'a Book,
    /// The page's address from the root.
    pub from: &'a str,
    pub item: ItemIx,
    /// The file the value is written in.
    pub file: FileId,
}

impl Shown<'_> {
    /// The values of a field, each a part of a line; objects are not shown so.
    pub fn inlines(&self, form: &Form, node: &Node) -> Vec<Inline> {
        if matches!((form, &node.value), (Form::Any, Value::List(_))) {
            return self.inline(form, node).into_iter().collect();
        }
        node.elements().iter().filter_map(|element| self.inline(form, element)).collect()
    }

    fn inline(&self, form: &Form, node: &Node) -> Option<Inline> {
        match (&node.value, form) {
            (Value::Prose(body), _) => {
                let prose = Prose { file: self.file, body: *body };
                Some(Inline::Html { html: prose::html(self.book, self.from, self.item, prose, Part::Whole) })
            }
            (_, Form::Reference(_)) => self.link(node),
            (Value::Scalar(scalar), form) => Some(self.scalar(form, node, &scalar.text)),
            (Value::Map(map), Form::Period) => Some(Inline::Text { text: self.period(map) }),
            (Value::Map(_) | Value::List(_), Form::Any) => {
                let mut html = String::new();
                self.any(node, &mut html);
                Some(Inline::Html { html })
            }
            (Value::Map(_), Form::Selector) => Some(Inline::Text { text: plain(node) }),
            _ => None,
        }
    }

    /// Any YAML on a line; maps of a list are a line each, and texts in it are shown as they read.
    fn any(&self, node: &Node, html: &mut String) {
        match &node.value {
            Value::Empty => {}
            Value::Scalar(scalar) => html.push_str(&escape(scalar.text.trim())),
            Value::Prose(body) => {
                let prose = Prose { file: self.file, body: *body };
                let text = prose::html(self.book, self.from, self.item, prose, Part::Whole);
                html.push_str(one_paragraph(&text).unwrap_or(&text));
            }
            Value::List(list) => {
                for (number, element) in list.iter().enumerate() {
                    let between = if element.map().is_some() { "<br>" } else { ", " };
                    html.push_str(if number == 0 { "" } else { between });
                    self.any(element, html);
                }
            }
            Value::Map(map) => {
                for (number, pair) in map.pairs.iter().enumerate() {
                    html.push_str(if number == 0 { "" } else { " · " });
                    html.push_str(&escape(&pair.key));
                    html.push_str(": ");
                    self.any(&pair.value, html);
                }
            }
        }
    }

    /// The link written at a node.
    pub fn link(&self, node: &Node) -> Option<Inline> {
        let target = node.map().and_then(|map| map.find("til")).unwrap_or(node);
        let written = Written::Field { file: self.file, span: target.span };
        let link = self.book.model().link_at(self.item, written)?;
        link_inline(self.book, self.from, link)
    }

    fn scalar(&self, form: &Form, node: &Node, text: &str) -> Inline {
        let text = text.trim();
        let language = self.book.language();
        match form {
            Form::Date | Form::DateOrText => match value::date(node) {
                Some(day) => Inline::Text { text: date(language, day) },
                None => Inline::Text { text: text.to_owned() },
            },
            Form::YesNo => match value::yes_no(node) {
                Some(yes) => Inline::Text {
                    text: if yes { self.book.word("ja", "yes") } else { self.book.word("nej", "no") }.to_owned(),
                },
                None => Inline::Text { text: text.to_owned() },
            },
            Form::OneOf(_) | Form::SeveralOf(_) => match value::choice(form, node) {
                Some(choice) => Inline::Text { text: name(language, &choice.name).to_owned() },
                None => Inline::Text { text: text.to_owned() },
            },
            Form::Url if value::is_web_address(text) => {
                Inline::Link { text: bare_address(text), href: text.to_owned() }
            }
            Form::File => self.attachment(text),
            Form::Integer => Inline::Text { text: grouped(self.book, text) },
            _ => Inline::Text { text: text.to_owned() },
        }
    }

    fn attachment(&self, path: &str) -> Inline {
        use crate::model::PathTarget;
        let model = self.book.model();
        let name = path.rsplit('/').next().unwrap_or(path).to_owned();
        match model.resolve_path(&self.book.facts.files, self.file, path) {
            Some(PathTarget::Attachment(file)) if self.book.published.withholds(file) => {
                Inline::Text { text: self.book.hidden_word().to_owned() }
            }
            Some(PathTarget::Attachment(file)) => match model.attachments.linked.get(&file) {
                // A drawing could run scripts as a page of its own.
                Some(address) if address.ends_with(".svg") => Inline::Text { text: name },
                Some(address) => Inline::Link { text: name, href: super::route::relative(self.from, address) },
                None => Inline::Broken { text: name },
            },
            _ => Inline::Broken { text: name },
        }
    }

    fn period(&self, map: &Map) -> String {
        let day = |key: &str| match map.find(key) {
            Some(node) => value::date(node).map_or_else(|| plain(node), |day| date(self.book.language(), day)),
            None => String::new(),
        };
        format!("{} – {}", day("fra"), day("til")).trim().to_owned()
    }

    /// Objects as a table: a column for each key that is written in some row, in the model's order.
    pub fn table(&self, fields: &[Field], node: &Node) -> Table {
        let maps: Vec<&Map> = node.elements().iter().filter_map(Node::map).collect();
        let used: Vec<&Field> = fields
            .iter()
            .filter(|field| is_for_readers(field) && maps.iter().any(|map| map.find(&field.key).is_some()))
            .collect();
        let columns = used.iter().map(|field| Column {
            text: capital(name(self.book.language(), &field.name)),
            class: if matches!(field.form, Form::Integer | Form::Number) { "num" } else { "" },
            ..Column::default()
        });
        let row = |map: &&Map| {
            let cell =
                |field: &&Field| map.find(&field.key).map(|node| self.cell(&field.form, node)).unwrap_or_default();
            Row { cells: used.iter().map(cell).collect(), ..Row::default() }
        };
        Table { columns: columns.collect(), rows: maps.iter().map(row).collect(), look: "plain", ..Table::default() }
    }

    fn cell(&self, form: &Form, node: &Node) -> Vec<Inline> {
        let Form::Object(fields) = form else { return spaced(self.inlines(form, node)) };
        let mut line = Vec::new();
        for map in node.elements().iter().filter_map(Node::map) {
            if !line.is_empty() {
                line.push(Inline::Html { html: "<br>".to_owned() });
            }
            line.extend(self.object_line(fields, map));
        }
        line
    }

    /// One object on a line: "dato 12. maj 2026 · af FG-DUBU".
    pub fn object_line(&self, fields: &[Field], map: &Map) -> Vec<Inline> {
        let mut line: Vec<Inline> = Vec::new();
        for field in fields.iter().filter(|field| is_for_readers(field)) {
            let Some(node) = map.find(&field.key) else { continue };
            let values = self.cell(&field.form, node);
            if values.is_empty() {
                continue;
            }
            if !line.is_empty() {
                line.push(Inline::Text { text: " · ".to_owned() });
            }
            let plain_value =
                matches!(field.form, Form::Date | Form::Reference(_) | Form::OneOf(_)) || fields.len() == 1;
            if !plain_value {
                line.push(Inline::Text { text: format!("{}: ", name(self.book.language(), &field.name)) });
            }
            line.extend(values);
        }
        line
    }
}

/// Whether a part of an object says something to people.
fn is_for_readers(field: &Field) -> bool {
    field.role != Some(Role::RemarkPrint)
}

/// What stands in the only paragraph of a text; `None` when there is more.
fn one_paragraph(html: &str) -> Option<&str> {
    let inside = html.trim().strip_prefix("<p>")?.strip_suffix("</p>")?;
    (!inside.contains("<p>")).then_some(inside)
}

/// Several values of a line with commas between.
pub fn spaced(values: Vec<Inline>) -> Vec<Inline> {
    let mut line = Vec::with_capacity(values.len() * 2);
    for value in values {
        if !line.is_empty() {
            line.push(Inline::Text { text: ", ".to_owned() });
        }
        line.push(value);
    }
    line
}

/// Any YAML as a short text.
pub fn plain(node: &Node) -> String {
    match &node.value {
        Value::Empty | Value::Prose(_) => String::new(),
        Value::Scalar(scalar) => scalar.text.trim().to_owned(),
        Value::List(list) => list.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Map(map) => {
            map.pairs.iter().map(|pair| format!("{}: {}", pair.key, plain(&pair.value))).collect::<Vec<_>>().join(", ")
        }
    }
}

/// A web address without its scheme, for reading.
fn bare_address(text: &str) -> String {
    let bare = text.split_once("://").map_or(text, |(_, rest)| rest);
    bare.trim_end_matches('/').to_owned()
}

fn grouped(book: &Book, text: &str) -> String {
    match text.parse::<usize>() {
        // Years and other short numbers stay as they are.
        Ok(number) if number >= 10_000 => super::words::number(book.language(), number),
        _ => text.to_owned(),
    }
}
