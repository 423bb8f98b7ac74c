//! What is written in an item's fields, asked for by role.

use jiff::civil::Date;

use crate::document::{Map, Node};
use crate::model::schema::{Field, Form};
use crate::model::{FieldValue, ItemIx, Model, Role, value};

/// The mappings of an object field, with the fields such a mapping may have.
pub struct Objects<'a> {
    pub field: &'a FieldValue,
    pub fields: &'a [Field],
    /// As written, one after the other.
    pub maps: Vec<&'a Map>,
}

/// The mappings of an item's object field with a role; `None` when it is not written.
pub fn objects(model: &Model, ix: ItemIx, role: Role) -> Option<Objects<'_>> {
    let field = model.field(ix, role)?;
    let Form::Object(fields) = &model.item(ix).declared(&model.schema, field)?.form else { return None };
    let maps = field.node.elements().iter().filter_map(Node::map).collect();
    Some(Objects { field, fields, maps })
}

/// The value of the part with a role in one mapping of an object.
pub fn part<'a>(fields: &[Field], map: &'a Map, role: Role) -> Option<&'a Node> {
    map.find(&fields.iter().find(|field| field.role == Some(role))?.key)
}

/// The role of the value that an item's enumeration with a role has.
pub fn chosen(model: &Model, ix: ItemIx, role: Role) -> Option<Role> {
    let field = model.field(ix, role)?;
    value::choice(&model.item(ix).declared(&model.schema, field)?.form, &field.node)?.role
}

/// The date in an item's field with a role; in an object, that of its first mapping.
pub fn day(model: &Model, ix: ItemIx, role: Role) -> Option<Date> {
    let field = model.field(ix, role)?;
    value::date(&field.node).or_else(|| {
        let objects = objects(model, ix, role)?;
        value::date(part(objects.fields, objects.maps.first()?, Role::Date)?)
    })
}

/// The role of an item's status; `None` when it has none.
pub fn status(model: &Model, ix: ItemIx) -> Option<Role> {
    model.item(ix).status(&model.schema)?.role
}
