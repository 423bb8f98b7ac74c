//! What stands in an item's objects, as `optioner` and `møder` do: one entry per mapping, its keys asked for by role.

use jiff::civil::Date;

use super::look;
use crate::document::{Map, Node};
use crate::model::schema::Field;
use crate::model::{ItemIx, Role, Written, value};
use crate::place::{FileId, Place, Span};
use crate::trace::Facts;

/// One mapping of an object field.
pub struct Entry<'a> {
    item: ItemIx,
    fields: &'a [Field],
    map: &'a Map,
    file: FileId,
    span: Span,
}

/// The entries of an item's object field with a role, in written order; none when it is not written.
pub fn entries<'a>(facts: &'a Facts, ix: ItemIx, role: Role) -> impl Iterator<Item = Entry<'a>> + use<'a> {
    let item = facts.model.item(ix);
    let written = item.field_with(&facts.model.schema, role);
    written.into_iter().flat_map(move |written| {
        let fields = item.declared(&facts.model.schema, written).map_or(&[][..], Field::fields);
        let maps = written.node.elements().iter().filter_map(|node| Some((node.map()?, node.span)));
        maps.map(move |(map, span)| Entry { item: ix, fields, map, file: written.file, span })
    })
}

impl<'a> Entry<'a> {
    /// What is written under the key with a role; `None` when nothing is.
    pub fn node(&self, role: Role) -> Option<&'a Node> {
        let field = self.fields.iter().find(|field| field.role == Some(role))?;
        self.map.find(&field.key)
    }

    /// A date; `None` when there is none or it is malformed.
    pub fn date(&self, role: Role) -> Option<Date> {
        value::date(self.node(role)?)
    }

    /// A text without space around it; `None` when there is none or it is empty.
    pub fn text(&self, role: Role) -> Option<&'a str> {
        self.node(role)?.text().map(str::trim).filter(|text| !text.is_empty())
    }

    /// Whether a `ja_nej` says yes.
    pub fn is_yes(&self, role: Role) -> bool {
        self.node(role).and_then(value::yes_no) == Some(true)
    }

    /// Whether there is more than white space under the key with a role.
    pub fn says(&self, facts: &Facts, role: Role) -> bool {
        self.node(role).is_some_and(|node| look::is_text(facts, self.file, node))
    }

    /// Where it begins, up to the end of its first key.
    pub fn place(&self) -> Place {
        let end = self.map.pairs.first().map_or(self.span.end, |pair| pair.key_span.end);
        Place { file: self.file, span: Span { start: self.span.start, end } }
    }

    /// Where the value with a role stands; the entry itself when it is not written.
    pub fn place_of(&self, role: Role) -> Place {
        match self.node(role) {
            Some(node) => Place { file: self.file, span: node.span },
            None => self.place(),
        }
    }

    /// Where its links of the type with a role lead, each with where it is written; broken ones lead nowhere.
    pub fn targets(&self, facts: &'a Facts, role: Role) -> impl Iterator<Item = (ItemIx, Place)> + use<'a> {
        let (file, span) = (self.file, self.span);
        let link_type = facts.model.schema.link_type_with(role);
        let links = facts.model.held_by(self.item).iter().filter(move |link| Some(link.link_type) == link_type);
        links.filter_map(move |link| match link.written {
            Written::Field { file: at, span: part }
                if at == file && span.start <= part.start && part.end <= span.end =>
            {
                Some((link.target.as_ref()?.item, Place { file, span: part }))
            }
            _ => None,
        })
    }
}
