//! ReqIF in: what requirement tools exchange, as tables of rows that a mapping makes into items.
//!
//! A table for each type of object, its name the type's; a column for each attribute, one for the identifier, one for
//! each type of relation that begins in such objects. Files of our own need no mapping: see [`Exchange::is_ours`].

mod markdown;
mod own;
mod package;
mod parts;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::table::{Row, Table};
use super::xml::{self, Bounds, Element};
use super::{Fault, Remark};
use crate::export::reqif::{TOOL, xml_id};
use crate::finding::Said;
use crate::said;

pub use own::records;
pub use package::{Attachment, read};
use parts::{Definitions, Form};

/// Head of the column with identifiers.
pub const IDENTIFIER: &str = "IDENTIFIER";
/// What stands before the name of a type of relation in the head of its column.
pub const RELATION: &str = "→ ";

/// The largest ReqIF file that is read, in bytes: 20,000 requirements with 20 attributes are some 90 MB.
pub const LARGEST_BYTES: usize = 120 * 1024 * 1024;
const BOUNDS: Bounds = Bounds { bytes: LARGEST_BYTES, nodes: 5_000_000 };

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Exchange {
    pub tables: Vec<Table>,
    /// Whether we wrote it.
    pub is_ours: bool,
    /// Files that texts show or link to, by the path they are named by.
    pub attachments: Vec<Attachment>,
    pub remarks: Vec<Remark>,
}

/// Reads a `.reqif` file. An error says where it is damaged; nothing is half read.
pub(super) fn file(bytes: &[u8]) -> Result<Exchange, Fault> {
    let root = xml::read_within(bytes, BOUNDS)?;
    let at = |element: &Element, said: Said| Fault { line: element.line, column: 1, said };
    if &*root.name != "REQ-IF" {
        let said =
            said!("filen er ikke ReqIF: rodelementet er `{}`", "the file is not ReqIF: its root is `{}`"; root.name);
        return Err(at(&root, said));
    }
    let content = root.find("CORE-CONTENT").and_then(|core| core.find("REQ-IF-CONTENT"));
    let Some(content) = content else {
        return Err(at(
            &root,
            said!("filen har intet indhold (`REQ-IF-CONTENT`)", "the file has no content (`REQ-IF-CONTENT`)"),
        ));
    };
    let header = root.find("THE-HEADER").and_then(|header| header.find("REQ-IF-HEADER"));
    let tool = header.and_then(|header| header.find("REQ-IF-TOOL-ID")).map(Element::plain).unwrap_or_default();
    let mut reading = Reading {
        definitions: Definitions::of(content)?,
        objects: BTreeMap::new(),
        exchange: Exchange { is_ours: tool == TOOL, ..Exchange::default() },
    };
    reading.objects(content)?;
    reading.relations(content)?;
    reading.tables(content);
    reading.set_aside(content);
    Ok(reading.exchange)
}

/// An object with its values as texts.
struct Object {
    /// Identifier of its type.
    kind: String,
    line: usize,
    /// By the name of the attribute.
    values: BTreeMap<String, String>,
    /// Identifiers of targets, by the name of the relation's type.
    relations: BTreeMap<String, Vec<String>>,
    /// Its place in the file.
    number: usize,
}

struct Reading {
    definitions: Definitions,
    objects: BTreeMap<String, Object>,
    exchange: Exchange,
}

impl Reading {
    fn objects(&mut self, content: &Element) -> Result<(), Fault> {
        let Some(list) = content.find("SPEC-OBJECTS") else { return Ok(()) };
        for (number, element) in list.all("SPEC-OBJECT").enumerate() {
            let id = identifier(element)?;
            let kind =
                element.find("TYPE").and_then(|kind| kind.elements().next()).map(Element::plain).unwrap_or_default();
            if !self.definitions.objects.contains_key(&kind) {
                let said = said!("objektet `{}` har en type, der ikke findes: `{}`", "the object `{}` has a type that does not exist: `{}`"; id, kind);
                return Err(Fault { line: element.line, column: 1, said });
            }
            let mut values = BTreeMap::new();
            for value in element.find("VALUES").into_iter().flat_map(Element::elements) {
                self.value(&id, value, &mut values)?;
            }
            let object = Object { kind, line: element.line, values, relations: BTreeMap::new(), number };
            if self.objects.insert(id.clone(), object).is_some() {
                let said = said!("`{}` står to gange", "`{}` stands twice"; id);
                return Err(Fault { line: element.line, column: 1, said });
            }
        }
        Ok(())
    }

    fn value(&mut self, object: &str, element: &Element, values: &mut BTreeMap<String, String>) -> Result<(), Fault> {
        let definition =
            element.find("DEFINITION").and_then(|definition| definition.elements().next()).map(Element::plain);
        let Some(attribute) = definition.as_deref().and_then(|id| self.definitions.attributes.get(id)) else {
            let said = said!("en værdi af `{}` hører til en attribut, der ikke findes", "a value of `{}` belongs to an attribute that does not exist"; object);
            return Err(Fault { line: element.line, column: 1, said });
        };
        let text = match attribute.form {
            Form::Enumeration => {
                let references = element.find("VALUES").into_iter().flat_map(|values| values.all("ENUM-VALUE-REF"));
                let mut names = Vec::new();
                for reference in references {
                    let id = reference.plain();
                    let Some(name) = self.definitions.values.get(&id) else {
                        let said = said!("`{}` har en værdi, der ikke findes: `{}`", "`{}` has a value that does not exist: `{}`"; object, id);
                        return Err(Fault { line: reference.line, column: 1, said });
                    };
                    names.push(name.clone());
                }
                names.join("\n")
            }
            Form::Xhtml => {
                let written =
                    element.find("THE-VALUE").map(|value| markdown::of(value, &mut self.exchange.attachments));
                written.unwrap_or_default()
            }
            Form::YesNo => match element.attribute("THE-VALUE") {
                Some("true" | "1") => "ja".to_owned(),
                Some("false" | "0") => "nej".to_owned(),
                other => other.unwrap_or_default().to_owned(),
            },
            Form::Date => {
                let written = element.attribute("THE-VALUE").unwrap_or_default();
                written.split('T').next().unwrap_or_default().to_owned()
            }
            Form::Text => element.attribute("THE-VALUE").unwrap_or_default().to_owned(),
        };
        if !text.trim().is_empty() {
            values.insert(attribute.name.clone(), text);
        }
        Ok(())
    }

    fn relations(&mut self, content: &Element) -> Result<(), Fault> {
        for relation in content.find("SPEC-RELATIONS").into_iter().flat_map(|list| list.all("SPEC-RELATION")) {
            // Ours repeat what the fields say; another tool's have names of their own.
            let own = relation.attribute(IDENTIFIER).is_some_and(|id| id.starts_with(&xml_id("sr", "")));
            if self.exchange.is_ours && own {
                continue;
            }
            let end = |name: &str| {
                relation.find(name).and_then(|end| end.elements().next()).map(Element::plain).unwrap_or_default()
            };
            let (source, target, kind) = (end("SOURCE"), end("TARGET"), end("TYPE"));
            let name = self.definitions.relations.get(&kind).cloned().unwrap_or_else(|| "relation".to_owned());
            let known = self.objects.contains_key(&target);
            match self.objects.get_mut(&source).filter(|_| known) {
                Some(object) => object.relations.entry(name).or_default().push(target),
                None => {
                    let said = said!("en relation »{}« fører til eller fra et objekt, der ikke er i filen, og er ikke taget med", "a relation »{}« leads to or from an object that is not in the file, and is not taken"; name);
                    self.exchange.remarks.push(Remark { line: Some(relation.line), said });
                }
            }
        }
        Ok(())
    }

    /// A table for each type, its rows in the order of the specifications, then as the file has them.
    fn tables(&mut self, content: &Element) {
        let mut order: BTreeMap<String, usize> = BTreeMap::new();
        for specification in content.find("SPECIFICATIONS").into_iter().flat_map(|list| list.all("SPECIFICATION")) {
            walk(specification, &mut order);
        }
        let mut ids: Vec<&String> = self.objects.keys().collect();
        ids.sort_by_key(|id| (order.get(*id).copied().unwrap_or(usize::MAX), self.objects[*id].number));
        for (kind, (name, line)) in &self.definitions.objects {
            let own: Vec<(&String, &Object)> =
                ids.iter().map(|id| (*id, &self.objects[*id])).filter(|(_, object)| object.kind == *kind).collect();
            if !own.is_empty() {
                self.exchange.tables.push(table(name, *line, &own));
            }
        }
        self.exchange.tables.sort_by(|a, b| a.name.cmp(&b.name));
    }

    /// Says what a file may hold that is not read.
    fn set_aside(&mut self, content: &Element) {
        let groups = content.find("SPEC-RELATION-GROUPS").filter(|groups| groups.elements().next().is_some());
        if let Some(groups) = groups {
            let said = said!("grupper af relationer er ikke taget med", "groups of relations are not taken");
            self.exchange.remarks.push(Remark { line: Some(groups.line), said });
        }
    }
}

fn table(name: &str, line: usize, objects: &[(&String, &Object)]) -> Table {
    let names: BTreeSet<&String> = objects.iter().flat_map(|(_, object)| object.values.keys()).collect();
    let relations: BTreeSet<&String> = objects.iter().flat_map(|(_, object)| object.relations.keys()).collect();
    let mut heads: Vec<String> = vec![IDENTIFIER.to_owned()];
    heads.extend(names.iter().map(|name| (*name).clone()));
    heads.extend(relations.iter().map(|name| format!("{RELATION}{name}")));
    let filled = |texts: Vec<String>| -> Vec<(u16, Arc<str>)> {
        let cells = texts.into_iter().enumerate().filter(|(_, text)| !text.is_empty());
        cells.map(|(at, text)| (at as u16, text.into())).collect()
    };
    let mut rows = vec![Row { number: line as u32, cells: filled(heads) }];
    for (id, object) in objects {
        let mut texts = vec![(*id).clone()];
        texts.extend(names.iter().map(|name| object.values.get(*name).cloned().unwrap_or_default()));
        texts.extend(
            relations
                .iter()
                .map(|name| object.relations.get(*name).map(|targets| targets.join("\n")).unwrap_or_default()),
        );
        rows.push(Row { number: object.line as u32, cells: filled(texts) });
    }
    Table { name: name.to_owned(), rows }
}

/// Numbers objects as a hierarchy shows them.
fn walk(element: &Element, order: &mut BTreeMap<String, usize>) {
    for child in element.find("CHILDREN").into_iter().flat_map(|children| children.all("SPEC-HIERARCHY")) {
        let object = child.find("OBJECT").and_then(|object| object.elements().next()).map(Element::plain);
        if let Some(id) = object {
            let next = order.len();
            order.entry(id).or_insert(next);
        }
        walk(child, order);
    }
}

fn identifier(element: &Element) -> Result<String, Fault> {
    element.attribute(IDENTIFIER).map(str::to_owned).ok_or_else(|| {
        let said = said!("`{}` har ingen `IDENTIFIER`", "`{}` has no `IDENTIFIER`"; element.name);
        Fault { line: element.line, column: 1, said }
    })
}

/// Puts what items are called in the place of the identifiers that relations name; those of no item are told.
pub fn name_targets(tables: &mut [Table], ids: &BTreeMap<String, String>, remarks: &mut Vec<Remark>) {
    for table in tables {
        let Some((head, rows)) = table.rows.split_first_mut() else { continue };
        let relations: Vec<u16> =
            head.cells.iter().filter(|(_, text)| text.starts_with(RELATION)).map(|(at, _)| *at).collect();
        for row in rows {
            let line = row.number as usize;
            for (_, text) in row.cells.iter_mut().filter(|(at, _)| relations.contains(at)) {
                let mut named = Vec::new();
                for target in text.lines() {
                    match ids.get(target) {
                        Some(id) => named.push(id.as_str()),
                        None => {
                            let said = said!("en relation til `{}` er ikke taget med: den bliver ikke til et element", "a relation to `{}` is not taken: it becomes no item"; target);
                            remarks.push(Remark { line: Some(line), said });
                        }
                    }
                }
                *text = named.join("\n").into();
            }
            row.cells.retain(|(_, text)| !text.is_empty());
        }
    }
}
