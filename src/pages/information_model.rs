//! Information objects drawn with their attributes and relations: of a domain model, of a solution, around one object.

use super::book::Book;
use super::diagrams::scrolled;
use super::fields::plain;
use super::key::{Keyed, feed_whole};
use super::refs::item_ref;
use super::route::{Way, relative};
use super::view::{Column, Content, Inline, Row, Section, Table};
use super::words::number;
use crate::document::{Map, Node};
use crate::draw::classes::{Class, Relation, draw};
use crate::draw::layered::MOST_NODES;
use crate::model::schema::{Field, Form};
use crate::model::{ItemIx, Role, Written};

/// The section of a page; `None` where there is nothing to draw.
pub fn section(book: &Book, from: &str, ix: ItemIx) -> Option<Section> {
    let all = members(book, ix);
    let found = Found::new(book, ix, &all);
    if found.objects.is_empty() || found.objects.len() == 1 && found.relations.is_empty() {
        return None;
    }
    let mut classes: Vec<Class> = found.objects.iter().map(|object| class(book, from, ix, *object, &all)).collect();
    // A relation of an object to itself has no room for a line: it stands in the box.
    for relation in found.relations.iter().filter(|relation| relation.from == relation.to) {
        let line = format!("↻ {} {}", relation.role, relation.count);
        classes[relation.from].lines.push(line.trim_end().to_owned());
    }
    let title = book.word("Informationsmodel", "Information model");
    let description = book.word(
        "Hver kasse er et informationsobjekt med sine attributter; en pil er en relation med rolle og antal. Det samme står i tabellen under tegningen.",
        "Each box is an information object with its attributes; an arrow is a relation with role and multiplicity. The table below the drawing says the same.",
    );
    let svg = draw(title, description, &classes, &found.relations, book.word("mere", "more"))?;
    let heading = match found.left_out {
        0 => title.to_owned(),
        left_out => {
            let shown = number(book.language(), found.objects.len());
            let of = number(book.language(), found.objects.len() + left_out);
            format!("{title} ({shown} {} {of})", book.word("af", "of"))
        }
    };
    let table = table(book, from, &found);
    let content = Content::Drawing { svg: scrolled(book, &svg), table, list: String::new() };
    Some(Section { anchor: "_informationsmodel".to_owned(), title: heading, content })
}

/// What the section shows beside the page's own item.
pub fn feed(keyed: &mut Keyed, book: &Book, ix: ItemIx) {
    for object in members(book, ix) {
        feed_whole(keyed, book, object);
        for (target, _, _) in relations_of(book, object) {
            keyed.hash(&book.shown_as[target.0 as usize]);
        }
    }
}

/// The published objects that a page is about, in model order; around one object those that relate to it.
fn members(book: &Book, ix: ItemIx) -> Vec<ItemIx> {
    let model = book.model();
    let (role, around) = match model.schema.kind(model.item(ix).kind).role {
        Some(Role::DomainModel) => (Role::OfModel, false),
        Some(Role::Solution) => (Role::BelongsTo, false),
        Some(Role::InformationObject) => (Role::RelationTo, true),
        _ => return Vec::new(),
    };
    let Some(link_type) = model.schema.link_type_with(role) else { return Vec::new() };
    let mut members: Vec<ItemIx> = book.joined(ix, link_type, Way::In).into_iter().map(|(other, _)| other).collect();
    members.retain(|other| model.is(*other, Role::InformationObject));
    if around {
        members.push(ix);
    }
    members.sort();
    members.dedup();
    members
}

/// What is drawn.
struct Found {
    /// Members first, then what they relate to outside.
    objects: Vec<ItemIx>,
    relations: Vec<Relation>,
    left_out: usize,
}

impl Found {
    fn new(book: &Book, ix: ItemIx, all: &[ItemIx]) -> Found {
        let around = book.model().is(ix, Role::InformationObject);
        let mut objects: Vec<ItemIx> = all.iter().copied().take(MOST_NODES).collect();
        let (inside, mut left_out) = (objects.len(), all.len() - objects.len());
        let mut relations = Vec::new();
        for from in 0..inside {
            for (target, role, count) in relations_of(book, objects[from]) {
                // Around one object, what its neighbours relate to among themselves is theirs to show.
                if around && objects[from] != ix && target != ix {
                    continue;
                }
                let known = objects.iter().position(|object| *object == target);
                let to = match known {
                    Some(to) => to,
                    None if objects.len() < MOST_NODES => {
                        objects.push(target);
                        objects.len() - 1
                    }
                    None => {
                        left_out += 1;
                        continue;
                    }
                };
                relations.push(Relation { from, to, role, count });
            }
        }
        Found { objects, relations, left_out }
    }
}

/// The published targets of an object's relations with role and multiplicity, as written.
fn relations_of(book: &Book, ix: ItemIx) -> Vec<(ItemIx, String, String)> {
    let model = book.model();
    let item = model.item(ix);
    let Some(field) = item.field_with(&model.schema, Role::Relations) else { return Vec::new() };
    let Some(Form::Object(fields)) = item.declared(&model.schema, field).map(|declared| &declared.form) else {
        return Vec::new();
    };
    let Some(reference) = fields.iter().find(|field| matches!(field.form, Form::Reference(_))) else {
        return Vec::new();
    };
    let mut relations = Vec::new();
    for map in field.node.elements().iter().filter_map(Node::map) {
        for node in map.find(&reference.key).map(Node::elements).unwrap_or_default() {
            let target = node.map().and_then(|map| map.find("til")).unwrap_or(node);
            let written = Written::Field { file: field.file, span: target.span };
            let link = model.link_at(ix, written).and_then(|link| link.target.as_ref());
            if let Some(target) = link.filter(|target| book.published.shows(target.item)) {
                let text = |role: Role| text_of(fields, map, role);
                relations.push((target.item, text(Role::RelationRole), text(Role::Multiplicity)));
            }
        }
    }
    relations
}

fn text_of(fields: &[Field], map: &Map, role: Role) -> String {
    let field = fields.iter().find(|field| field.role == Some(role));
    field.and_then(|field| map.find(&field.key)).map(plain).unwrap_or_default()
}

/// "modtaget: tidspunkt [1]".
fn attributes(book: &Book, ix: ItemIx) -> Vec<String> {
    let model = book.model();
    let item = model.item(ix);
    let Some(field) = item.field_with(&model.schema, Role::Attributes) else { return Vec::new() };
    let Some(Form::Object(fields)) = item.declared(&model.schema, field).map(|declared| &declared.form) else {
        return Vec::new();
    };
    let line = |map: &Map| {
        let mut line = text_of(fields, map, Role::AttributeName);
        for (role, before, after) in [(Role::DataType, ": ", ""), (Role::Multiplicity, " [", "]")] {
            let text = text_of(fields, map, role);
            if !text.is_empty() {
                line.push_str(&format!("{before}{text}{after}"));
            }
        }
        line
    };
    field.node.elements().iter().filter_map(Node::map).map(line).collect()
}

fn class(book: &Book, from: &str, page: ItemIx, ix: ItemIx, members: &[ItemIx]) -> Class {
    let model = book.model();
    let around = model.is(page, Role::InformationObject);
    let inside = if around { ix == page } else { members.contains(&ix) };
    Class {
        title: model.item(ix).title.to_string(),
        href: relative(from, &model.item(ix).url),
        kind: super::refs::class(model.schema.kind(model.item(ix).kind).role).to_owned(),
        lines: if inside { attributes(book, ix) } else { Vec::new() },
        outside: !inside && !around,
        own: ix == page,
    }
}

fn table(book: &Book, from: &str, found: &Found) -> Table {
    let heads =
        [book.word("Objekt", "Object"), book.word("Attributter", "Attributes"), book.word("Relationer", "Relations")];
    let row = |(place, ix): (usize, &ItemIx)| {
        let attributes = attributes(book, *ix).join(", ");
        let mut relations: Vec<Inline> = Vec::new();
        for relation in found.relations.iter().filter(|relation| relation.from == place) {
            let text = [relation.role.as_str(), relation.count.as_str()].join(" ");
            let before = if relations.is_empty() { "" } else { ", " };
            let text = format!("{before}{}", text.trim());
            relations
                .push(Inline::Text { text: if text.ends_with(' ') || text.is_empty() { text } else { text + " " } });
            relations.push(Inline::Item(item_ref(book, from, found.objects[relation.to])));
        }
        let object = vec![Inline::Item(item_ref(book, from, *ix))];
        Row { cells: vec![object, vec![Inline::Text { text: attributes }], relations], ..Row::default() }
    };
    let columns = heads.iter().map(|text| Column { text: (*text).to_owned(), ..Column::default() }).collect();
    Table { columns, rows: found.objects.iter().enumerate().map(row).collect(), look: "plain", ..Table::default() }
}
