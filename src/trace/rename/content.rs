//! References in the content: ids, links of fields and objects, prose, views, selectors.

use std::collections::BTreeMap;

use super::edit::settled;
use super::{Edit, Renaming, scalar};
use crate::document::{Entry, Map, Node, Pair, Value};
use crate::model::schema::{Field, Form};
use crate::model::{FieldValue, Role, Written, fold};
use crate::place::{FileId, Span};

/// The edits of every content file that has some.
pub(super) fn edits(renaming: &Renaming) -> BTreeMap<FileId, Vec<Edit>> {
    let mut finder = Finder { renaming, edits: BTreeMap::new() };
    finder.own();
    finder.links();
    finder.fields();
    for (number, file) in renaming.facts.files.iter().enumerate() {
        finder.prose(FileId(number as u32), &file.text);
        finder.unused_defaults(FileId(number as u32));
    }
    let settled = finder.edits.into_iter().map(|(file, edits)| (file, settled(edits)));
    settled.filter(|(_, edits)| !edits.is_empty()).collect()
}

struct Finder<'a> {
    renaming: &'a Renaming<'a>,
    edits: BTreeMap<FileId, Vec<Edit>>,
}

impl Finder<'_> {
    fn add(&mut self, file: FileId, edit: Option<Edit>) {
        if let Some(edit) = edit {
            self.edits.entry(file).or_default().push(edit);
        }
    }

    fn scalar(&mut self, file: FileId, node: &Node) {
        let edit = self.renaming.scalar(self.renaming.facts.text(file), node);
        self.add(file, edit);
    }

    /// The item's own id, and the old one among its earlier ones.
    fn own(&mut self) {
        let facts = self.renaming.facts;
        let item = facts.model.item(self.renaming.item);
        let Some(id) = item.reserved_with(&facts.model.schema, Role::Id) else { return };
        self.scalar(item.file, &id.node);
        let entry = facts.file(item.file).and_then(|file| {
            let holds = |entry: &&Entry| entry.fields.pairs.iter().any(|pair| pair.value.span == id.node.span);
            file.document.entries.iter().find(holds)
        });
        if let Some(entry) = entry {
            let edit = self.former(entry, facts.text(item.file));
            self.add(item.file, edit);
        }
    }

    /// Writes the old id among the earlier ones; a new id that stands there gives its place to it.
    fn former(&self, entry: &Entry, text: &str) -> Option<Edit> {
        let renaming = self.renaming;
        if renaming.is_respelling() {
            return None;
        }
        let old = scalar::plain(&renaming.old);
        let Some(pair) = entry.fields.find_pair(renaming.former_key()) else {
            return new_key(entry, text, renaming.former_key(), &old);
        };
        let is_new = |node: &&Node| node.text().is_some_and(|text| fold(text) == fold(&renaming.new));
        if let Some(node) = pair.value.elements().iter().find(is_new) {
            return Some(Edit::new(node.span.start as usize, node.span.end as usize, old));
        }
        Some(one_more(pair, text, &old))
    }

    /// Links of fields and objects that are written with the old id.
    fn links(&mut self) {
        let model = &self.renaming.facts.model;
        for link in model.links.iter() {
            let Written::Field { file, span } = link.written else { continue };
            if !self.renaming.names_old(&link.text) {
                continue;
            }
            let style = self.style(link.holder, file, span);
            if let Some(node) = style {
                self.scalar(file, &node);
            }
        }
    }

    /// The node that a link was read from.
    fn style(&self, holder: crate::model::ItemIx, file: FileId, span: Span) -> Option<Node> {
        let item = self.renaming.facts.model.item(holder);
        let fields = item.fields.iter().filter(|field| field.file == file);
        fields.filter_map(|field| node_at(&field.node, span)).next().cloned()
    }

    /// Ids in fields that are no links: who reviewed, and selectors.
    fn fields(&mut self) {
        let facts = self.renaming.facts;
        for item in facts.model.own() {
            for value in &item.fields {
                if let Some(declared) = item.declared(&facts.model.schema, value) {
                    self.field(declared, value, &value.node);
                }
            }
        }
    }

    fn field(&mut self, declared: &Field, value: &FieldValue, node: &Node) {
        match &declared.form {
            Form::Selector => {
                let mut edits = Vec::new();
                self.renaming.selector(self.renaming.facts.text(value.file), node, &mut edits);
                edits.into_iter().for_each(|edit| self.add(value.file, Some(edit)));
            }
            Form::Object(fields) => {
                for map in node.elements().iter().filter_map(Node::map) {
                    for pair in map.pairs.iter() {
                        if let Some(inner) = fields.iter().find(|field| field.key == *pair.key) {
                            self.field(inner, value, &pair.value);
                        }
                    }
                }
            }
            _ if declared.role == Some(Role::ReviewedBy) => {
                node.elements().iter().for_each(|node| self.scalar(value.file, node));
            }
            _ => {}
        }
    }

    /// `[[…]]` and questions of every text of a file.
    fn prose(&mut self, file: FileId, text: &str) {
        let Some(document) = self.renaming.facts.file(file).map(|file| file.document.clone()) else { return };
        for body in &document.bodies {
            for reference in body.references.iter().filter(|reference| self.renaming.names_old(&reference.target)) {
                for edit in self.references(text, reference.span) {
                    self.add(file, Some(edit));
                }
            }
            for view in &body.views {
                let mut edits = Vec::new();
                self.renaming.question(text, &view.question, &mut edits);
                edits.into_iter().for_each(|edit| self.add(file, Some(edit)));
            }
        }
    }

    /// The ids after `[[` in a place: one, or those of a whole text whose parts have no place of their own.
    fn references(&self, text: &str, span: Span) -> Vec<Edit> {
        let written = span.of(text);
        let mut edits = Vec::new();
        for (open, _) in written.match_indices("[[") {
            let inside = &written[open + 2..];
            let Some(run) = scalar::runs(inside).next() else { continue };
            let before = inside[..run.start].chars().all(|letter| letter.is_whitespace() || letter == '>');
            let after = inside[run.end..]
                .starts_with(|letter: char| letter.is_whitespace() || matches!(letter, ']' | '|' | '#' | '§' | '\\'));
            if before && after && self.renaming.is_old(&inside[run.clone()]) {
                let start = span.start as usize + open + 2;
                edits.push(Edit::new(start + run.start, start + run.end, self.renaming.new.clone()));
            }
        }
        edits
    }

    /// Links among shared defaults that no item has taken over yet.
    fn unused_defaults(&mut self, file: FileId) {
        let facts = self.renaming.facts;
        let Some(defaults) = facts.file(file).and_then(|file| file.document.defaults.as_ref()) else { return };
        let schema = &facts.model.schema;
        let is_link = |pair: &&Pair| {
            schema.kinds.iter().any(|kind| kind.links.iter().any(|link| link.key == *pair.key))
                && !schema.kinds.iter().any(|kind| kind.fields.iter().any(|field| field.key == *pair.key))
        };
        for pair in defaults.pairs.iter().filter(is_link) {
            for element in pair.value.elements() {
                let target = element.map().and_then(|map| map.find("til")).unwrap_or(element);
                self.scalar(file, target);
            }
        }
    }
}

/// The scalar at a place of a tree.
fn node_at(node: &Node, span: Span) -> Option<&Node> {
    match &node.value {
        Value::Scalar(_) if node.span == span => Some(node),
        Value::List(list) => list.iter().find_map(|node| node_at(node, span)),
        Value::Map(map) => map.pairs.iter().find_map(|pair| node_at(&pair.value, span)),
        _ => None,
    }
}

/// A key of its own for the earlier id, after the item's id.
fn new_key(entry: &Entry, text: &str, key: &str, old: &str) -> Option<Edit> {
    let Map { pairs } = &entry.fields;
    let id = pairs.iter().find(|pair| &*pair.key == "id")?;
    let (start, end) = (id.key_span.start as usize, id.value.span.end as usize);
    if entry.span.of(text).starts_with('{') {
        let quoted = text[start..].starts_with('"');
        let added =
            if quoted { format!(", \"{key}\": [\"{}\"]", old.trim_matches('"')) } else { format!(", {key}: [{old}]") };
        return Some(Edit::new(end, end, added));
    }
    let line = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let column = text[line..start].chars().count();
    let rest = &text[end..];
    let length = rest.find('\n').map_or(rest.len(), |newline| newline);
    let line_end = end + rest[..length].trim_end_matches('\r').len();
    let newline =
        if rest[..length].ends_with('\r') || length == rest.len() && text.contains("\r\n") { "\r\n" } else { "\n" };
    Some(Edit::new(line_end, line_end, format!("{newline}{}{key}: [{old}]", " ".repeat(column))))
}

/// One value more in the list of earlier ids, in the style that the list is written in.
fn one_more(pair: &Pair, text: &str, old: &str) -> Edit {
    let (start, end) = (pair.value.span.start as usize, pair.value.span.end as usize);
    let written = pair.value.span.of(text);
    match &pair.value.value {
        Value::List(list) if written.starts_with('[') => {
            // What the parser calls the end of a list may lie behind a comment.
            let from = list.last().map_or(start + 1, |last| last.span.end as usize);
            let close = from + text[from..].find(']').unwrap_or(0);
            let inside = text[..close].trim_end();
            let comma = if list.is_empty() || inside.ends_with(',') { "" } else { "," };
            let space = if list.is_empty() { "" } else { " " };
            Edit::new(inside.len(), inside.len(), format!("{comma}{space}{old}"))
        }
        Value::List(list) if !list.is_empty() => {
            let last = list[list.len() - 1].span;
            let line = text[..last.start as usize].rfind('\n').map_or(0, |newline| newline + 1);
            let dash = text[line..last.start as usize].find('-').unwrap_or(0);
            let rest = &text[last.end as usize..];
            let length = rest.find('\n').unwrap_or(rest.len());
            let newline = if rest[..length].ends_with('\r') { "\r\n" } else { "\n" };
            let at = last.end as usize + rest[..length].trim_end_matches('\r').len();
            Edit::new(at, at, format!("{newline}{}- {old}", &text[line..line + dash]))
        }
        Value::Scalar(_) => Edit::new(start, end, format!("[{written}, {old}]")),
        // `tidligere_id:` with nothing after it, or with what is no list.
        _ if written.trim().is_empty() => Edit::new(start, end, format!(" [{old}]")),
        _ => Edit::new(start, end, format!("[{old}]")),
    }
}
