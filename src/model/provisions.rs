//! The provisions of a legal source: nested items whose ids are citations.

use super::complain;
use super::gather::{Draft, Reader, blank};
use super::item::{FieldValue, Item, Key};
use super::schema::Role;
use crate::document::Node;
use crate::finding::Finding;
use crate::law::{self, Pinpoint};
use crate::said;

/// Deepest nesting of provisions that is read (`§`, `stk.`, `nr.`, `litra`, `nr.`, `pkt.` are six).
const DEEPEST: usize = 16;

/// Takes the nested provisions out of a legal source's fields and makes items of them; none for other kinds.
pub(super) fn of(reader: &mut Reader, item: &mut Item) -> Vec<Draft> {
    let schema = reader.schema;
    let listed = item.fields.iter().position(|value| {
        matches!(value.key, Key::Field(_))
            && item.declared(schema, value).is_some_and(|field| field.role == Some(Role::Provisions))
    });
    let Some(listed) = listed else { return Vec::new() };
    let FieldValue { node, .. } = item.fields.remove(listed);
    nested(reader, &item.id.clone(), None, &node, 0)
}

fn nested(reader: &mut Reader, source: &str, parent: Option<&Pinpoint>, list: &Node, depth: usize) -> Vec<Draft> {
    if depth > DEEPEST {
        reader.found(Finding::new(
            "S06",
            reader.at(list.span),
            said!("bestemmelser er indlejret for dybt", "provisions are nested too deep"),
        ));
        return Vec::new();
    }
    list.elements().iter().filter_map(|element| one(reader, source, parent, element, depth)).collect()
}

fn one(reader: &mut Reader, source: &str, parent: Option<&Pinpoint>, element: &Node, depth: usize) -> Option<Draft> {
    let schema = reader.schema;
    let kind = schema.kind_with(Role::Provision)?;
    let Some(map) = element.map() else {
        reader.found(
            Finding::new(
                "S06",
                reader.at(element.span),
                said!("en bestemmelse skal være nøgler og værdier", "a provision must be keys and values"),
            )
            .help(said!("skriv for eksempel `- ref: § 1`", "write for example `- ref: § 1`")),
        );
        return None;
    };
    let written = schema.kind(kind).field_with(Role::Pinpoint).and_then(|field| map.find_pair(&field.key));
    let (pinpoint, name) = name_of(reader, parent, element, written.map(|pair| &pair.value));
    let span = written.map_or(element.span, |pair| pair.value.span);
    let id = format!("{source} {name}");
    let mut item = blank(id.into(), kind, reader.file, span);
    item.damaged = pinpoint.is_none();
    let list_key = schema.kind(kind).field_with(Role::Provisions).map(|field| field.key.as_str());
    reader.own_fields(&mut item, map, list_key);
    reader.finish(&mut item);
    if item.title == item.id {
        item.title = "".into();
    }
    let inner = list_key.and_then(|key| map.find(key));
    let enclosing = pinpoint.as_ref().or(parent);
    let nested = inner.map(|list| nested(reader, source, enclosing, list, depth + 1)).unwrap_or_default();
    Some(Draft { item, nested })
}

/// The full pinpoint of a provision, with the name that its id ends in.
fn name_of(
    reader: &mut Reader,
    parent: Option<&Pinpoint>,
    element: &Node,
    written: Option<&Node>,
) -> (Option<Pinpoint>, String) {
    let Some(text) = written.and_then(Node::text) else {
        reader.found(
            Finding::new(
                "S02",
                reader.at(element.span),
                said!("bestemmelsen har ingen `ref`", "the provision has no `ref`"),
            )
            .help(said!("skriv for eksempel `ref: § 1`", "write for example `ref: § 1`")),
        );
        return (None, format!("{}?{}", parent.map_or(String::new(), |p| format!("{p} ")), element.span.start));
    };
    match law::parse_step(text, parent) {
        Ok(pinpoint) => {
            let name = pinpoint.canonical();
            (Some(pinpoint), name)
        }
        Err(error) => {
            let place = reader.at(written.map_or(element.span, |node| node.span));
            reader.found(complain::malformed(text, place, &error));
            (None, text.split_whitespace().collect::<Vec<_>>().join(" "))
        }
    }
}
