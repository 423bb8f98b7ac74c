//! Answers to the questions of `visning` blocks, as HTML inside a text.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::book::Book;
use super::fields::Shown;
use super::front::event;
use super::matrix::{self, Block};
use super::refs::{escape, item_ref};
use super::view::{Inline, ItemRef};
use super::words::{capital, date, name, number};
use crate::document::{Map, Node};
use crate::draw::chart::{self, Slice};
use crate::model::schema::Form;
use crate::model::{ChartForm, ItemIx, Key, Prose, Question, Selector, value};

/// Rows of a table or list in a text; more are counted.
const ROWS: usize = 500;
/// Slices of a chart; the smallest are gathered.
const SLICES: usize = 12;

/// Writes the answer to a question; nothing where the question could not be read (a finding says so).
pub fn answer(book: &Book, from: &str, prose: Prose, view: u32, html: &mut String) {
    let Some(question) = book.model().questions.get(&(prose.file, prose.body, view)) else {
        let _ = write!(
            html,
            "<p class=\"broken\">{}</p>",
            book.word("Visningen kan ikke læses.", "The view can't be read.")
        );
        return;
    };
    let writer = Writer { book, from };
    match question {
        Question::Table { select, columns, sort } => {
            writer.table(&writer.select(select, sort.as_deref()), columns, html)
        }
        Question::List { select, sort } => writer.list(&writer.select(select, sort.as_deref()), html),
        Question::Graph { select } => match writer.select(select, None).as_slice() {
            [] => writer.nothing(html),
            items => super::maps::of_items(book, from, items, html),
        },
        Question::Matrix { .. } => {
            let block = Block { prose, view };
            if let Some(matrix) = matrix::of_block(book, block) {
                matrix::write(book, from, block, &matrix, html);
            }
        }
        Question::Chart { form, select, by } => writer.chart(*form, &writer.select(select, None), by, html),
        Question::Timeline { select, date } => writer.timeline(&writer.select(select, None), date, html),
    }
}

struct Writer<'a> {
    book: &'a Book,
    from: &'a str,
}

impl Writer<'_> {
    /// The shown items a selector takes, sorted by a column or by id.
    fn select(&self, selector: &Selector, sort: Option<&str>) -> Vec<ItemIx> {
        let model = self.book.model();
        let mut items = selector.items(model);
        items.retain(|ix| self.book.published.shows(*ix) && !self.book.is_front(*ix));
        let Some(column) = sort.filter(|column| *column != "id") else { return items };
        let mut keyed: Vec<(String, ItemIx)> = items.into_iter().map(|ix| (self.sort_text(ix, column), ix)).collect();
        keyed.sort_by(|a, b| self.book.sorting.compare(&a.0, &b.0).then(a.1.cmp(&b.1)));
        keyed.into_iter().map(|(_, ix)| ix).collect()
    }

    /// What a column sorts by: the text as written, so that ISO dates sort as days.
    fn sort_text(&self, ix: ItemIx, column: &str) -> String {
        if let Some(node) = self.written(ix, column) {
            return super::fields::plain(node);
        }
        self.cell(ix, column).iter().map(text_of).collect::<Vec<_>>().join(" ")
    }

    fn written(&self, ix: ItemIx, path: &str) -> Option<&Node> {
        let model = self.book.model();
        let mut parts = path.split('.');
        let mut node = &*model.item(ix).written(&model.schema, parts.next()?)?.node;
        for part in parts {
            node = node.elements().first()?.map()?.find(part)?;
        }
        Some(node)
    }

    /// What an item shows in a column.
    fn cell(&self, ix: ItemIx, column: &str) -> Vec<Inline> {
        let (model, language) = (self.book.model(), self.book.language());
        let item = model.item(ix);
        let text = |text: &str| vec![Inline::Text { text: text.to_owned() }];
        match column {
            "id" => {
                return vec![Inline::Item(ItemRef {
                    title: String::new(),
                    status: String::new(),
                    ..item_ref(self.book, self.from, ix)
                })];
            }
            "titel" | "title" => return text(&item.title),
            "type" => return text(name(language, &model.schema.kind(item.kind).name)),
            "status" => {
                return item.status(&model.schema).map(|status| text(name(language, &status.name))).unwrap_or_default();
            }
            _ => {}
        }
        let mut parts = column.splitn(2, '.');
        let first = parts.next().unwrap_or(column);
        let Some(field) = item.written(&model.schema, first) else {
            let solution = model.schema.link_type_with(crate::model::Role::BelongsTo);
            let is_solution = solution.is_some_and(|link| model.schema.link_type(link).key == first);
            return if is_solution { super::layouts::solutions(self.book, self.from, ix) } else { Vec::new() };
        };
        let shown = Shown { book: self.book, from: self.from, item: ix, file: field.file };
        if let Key::Link(_) = field.key {
            let links = field.node.elements().iter().filter_map(|node| shown.link(node));
            return super::fields::spaced(links.map(short).collect());
        }
        let Some(declared) = item.declared(&model.schema, field) else { return Vec::new() };
        match (&declared.form, parts.next()) {
            (Form::Object(fields), Some(rest)) => {
                let maps: Vec<&Map> = field.node.elements().iter().filter_map(Node::map).collect();
                let inner = fields.iter().find(|field| field.key == rest);
                let cells = maps.iter().filter_map(|map| Some(shown.inlines(&inner?.form, map.find(rest)?)));
                super::fields::spaced(cells.flatten().collect())
            }
            (Form::Object(fields), None) => {
                let maps = field.node.elements().iter().filter_map(Node::map);
                super::fields::spaced(maps.flat_map(|map| shown.object_line(fields, map)).collect())
            }
            (form, _) => super::fields::spaced(shown.inlines(form, &field.node)),
        }
    }

    fn table(&self, items: &[ItemIx], columns: &[String], html: &mut String) {
        if items.is_empty() {
            return self.nothing(html);
        }
        let names: Vec<String> = columns.iter().map(|column| self.column_name(items, column)).collect();
        html.push_str("<table class=\"t plain\"><thead><tr>");
        for column in &names {
            let _ = write!(html, "<th scope=\"col\">{}</th>", escape(column));
        }
        html.push_str("</tr></thead><tbody>");
        for ix in items.iter().take(ROWS) {
            html.push_str("<tr>");
            for (place, column) in columns.iter().enumerate() {
                let cell = self.line(&self.cell(*ix, column));
                let _ = match place {
                    0 => write!(html, "<th scope=\"row\" class=\"id\">{cell}</th>"),
                    _ => write!(html, "<td data-label=\"{}\">{cell}</td>", escape(&names[place])),
                };
            }
            html.push_str("</tr>");
        }
        html.push_str("</tbody></table>");
        self.rest(items.len(), html);
    }

    /// The name of a column: of the first item that has it.
    fn column_name(&self, items: &[ItemIx], column: &str) -> String {
        let (model, language) = (self.book.model(), self.book.language());
        let named = match column {
            "id" => return "Id".to_owned(),
            "titel" | "title" => self.book.word("titel", "title").to_owned(),
            "type" => self.book.word("type", "kind").to_owned(),
            "status" => "status".to_owned(),
            _ => {
                let first = column.split('.').next_back().unwrap_or(column);
                let kinds = items.iter().map(|ix| model.schema.kind(model.item(*ix).kind));
                let mut names = kinds.filter_map(|kind| {
                    let link = kind.link(column).map(|link| &model.schema.link_type(link.link_type).name);
                    link.or_else(|| kind.field(first).map(|field| &field.name))
                });
                names.next().map_or(first.to_owned(), |found| name(language, found).to_owned())
            }
        };
        capital(&named)
    }

    fn list(&self, items: &[ItemIx], html: &mut String) {
        if items.is_empty() {
            return self.nothing(html);
        }
        html.push_str("<ul class=\"refs\">");
        for ix in items.iter().take(ROWS) {
            let _ = write!(html, "<li>{}</li>", self.line(&[Inline::Item(item_ref(self.book, self.from, *ix))]));
        }
        html.push_str("</ul>");
        self.rest(items.len(), html);
    }

    fn chart(&self, form: ChartForm, items: &[ItemIx], by: &str, html: &mut String) {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for ix in items {
            let label: String = self.cell(*ix, by).iter().map(text_of).collect();
            let label = if label.is_empty() { self.book.word("ikke angivet", "not given").to_owned() } else { label };
            *counts.entry(label).or_default() += 1;
        }
        if counts.is_empty() {
            return self.nothing(html);
        }
        let mut slices: Vec<Slice> = counts.into_iter().map(|(label, count)| Slice { label, count }).collect();
        slices.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| self.book.sorting.compare(&a.label, &b.label)));
        if slices.len() > SLICES {
            let count = slices.split_off(SLICES - 1).iter().map(|slice| slice.count).sum();
            slices.push(Slice { label: self.book.word("øvrige", "others").to_owned(), count });
        }
        let title = format!(
            "{} {}",
            self.book.word("Fordeling efter", "Distribution by"),
            self.column_name(items, by).to_lowercase()
        );
        let said: Vec<String> = slices.iter().map(|slice| format!("{}: {}", slice.label, slice.count)).collect();
        let svg = match form {
            ChartForm::Bars => chart::bars(&title, &said.join(", "), &slices),
            ChartForm::Pie => chart::pie(&title, &said.join(", "), &slices),
        };
        let as_table = self.book.word("Samme som tabel", "Same as a table");
        let _ = write!(
            html,
            "<figure class=\"draw\">{svg}</figure><details class=\"same\"><summary>{as_table}</summary><table class=\"t plain\"><thead><tr><th scope=\"col\">{}</th><th scope=\"col\" class=\"num\">{}</th></tr></thead><tbody>",
            escape(&self.column_name(items, by)),
            self.book.word("Antal", "Number")
        );
        for slice in &slices {
            let _ = write!(
                html,
                "<tr><th scope=\"row\">{}</th><td class=\"num\">{}</td></tr>",
                escape(&slice.label),
                slice.count
            );
        }
        html.push_str("</tbody></table></details>");
    }

    fn timeline(&self, items: &[ItemIx], path: &str, html: &mut String) {
        let mut dated: Vec<_> =
            items.iter().filter_map(|ix| Some((value::date(self.written(*ix, path)?)?, *ix))).collect();
        dated.sort();
        if dated.is_empty() {
            return self.nothing(html);
        }
        html.push_str("<ol class=\"line\">");
        for (day, ix) in dated.iter().take(ROWS) {
            let event = event(self.book, self.from, *day, *ix);
            let _ = write!(
                html,
                "<li><time datetime=\"{}\">{}</time><span>{}</span></li>",
                event.iso,
                date(self.book.language(), *day),
                self.line(&event.what)
            );
        }
        html.push_str("</ol>");
        self.rest(dated.len(), html);
    }

    fn nothing(&self, html: &mut String) {
        let _ = write!(
            html,
            "<p class=\"m\">{}</p>",
            self.book.word("Ingen elementer passer til det, der er valgt.", "No items match the selection.")
        );
    }

    fn rest(&self, count: usize, html: &mut String) {
        if count > ROWS {
            let rest = number(self.book.language(), count - ROWS);
            let _ = write!(
                html,
                "<p class=\"m\">{rest} {}</p>",
                self.book.word("yderligere vises ikke her.", "more are not shown here.")
            );
        }
    }

    /// Parts of a line as HTML.
    fn line(&self, parts: &[Inline]) -> String {
        parts.iter().map(inline_html).collect()
    }
}

/// A link among others in a cell: by its id alone.
fn short(inline: Inline) -> Inline {
    match inline {
        Inline::Item(item) => Inline::Item(ItemRef { title: String::new(), ..item }),
        other => other,
    }
}

fn text_of(inline: &Inline) -> String {
    match inline {
        Inline::Text { text } | Inline::Link { text, .. } | Inline::Broken { text } => text.clone(),
        Inline::Item(item) => item.id.clone(),
        Inline::Chip(chip) => chip.text.clone(),
        Inline::ChipLink { chip, .. } => chip.text.clone(),
        Inline::Html { .. } => String::new(),
    }
}

fn inline_html(inline: &Inline) -> String {
    match inline {
        Inline::Text { text } => escape(text),
        Inline::Html { html } => html.clone(),
        Inline::Link { text, href } => format!("<a href=\"{}\">{}</a>", escape(href), escape(text)),
        Inline::Broken { text } => format!("<span class=\"broken\">{}</span>", escape(text)),
        Inline::Chip(chip) | Inline::ChipLink { chip, .. } => escape(&chip.text),
        Inline::Item(item) => {
            let title = if item.title.is_empty() { String::new() } else { format!(" {}", escape(&item.title)) };
            format!("<a class=\"i {}\" href=\"{}\"><b>{}</b>{title}</a>", item.class, escape(&item.href), item.id_html)
        }
    }
}
