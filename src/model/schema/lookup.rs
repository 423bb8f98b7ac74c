//! Finding kinds, fields, links and statuses by key and by role. Lists are short, so they are searched from the front.

use super::{Choice, Field, Form, Kind, KindIx, LinkField, LinkType, LinkTypeIx, Role, Schema, Status};
use crate::model::nearest;

impl Schema {
    /// The kind of an index of this schema.
    pub fn kind(&self, ix: KindIx) -> &Kind {
        &self.kinds[ix.0 as usize]
    }

    /// The kind an author calls `key`; `key` is in NFC.
    pub fn find_kind(&self, key: &str) -> Option<KindIx> {
        self.kinds.iter().position(|kind| kind.key == key).map(|number| KindIx(number as u16))
    }

    /// The first kind with a role.
    pub fn kind_with(&self, role: Role) -> Option<KindIx> {
        self.kinds_with(role).next()
    }

    /// All kinds with a role, in model order.
    pub fn kinds_with(&self, role: Role) -> impl Iterator<Item = KindIx> + '_ {
        let numbers = self.kinds.iter().enumerate().filter(move |(_, kind)| kind.role == Some(role));
        numbers.map(|(number, _)| KindIx(number as u16))
    }

    /// The link type of an index of this schema.
    pub fn link_type(&self, ix: LinkTypeIx) -> &LinkType {
        &self.link_types[ix.0 as usize]
    }

    /// The first link type with this key; [`Schema::link_types_named`] gives all.
    pub fn find_link_type(&self, key: &str) -> Option<LinkTypeIx> {
        self.link_types_named(key).next()
    }

    /// All link types with this key: more than one where a kind has its own meaning of the same word, as
    /// `om` has in `fortolkning` (impact) and elsewhere (none).
    pub fn link_types_named<'a>(&'a self, key: &'a str) -> impl Iterator<Item = LinkTypeIx> + 'a {
        let numbers = self.link_types.iter().enumerate().filter(move |(_, link_type)| link_type.key == key);
        numbers.map(|(number, _)| LinkTypeIx(number as u16))
    }

    /// The first link type with a role.
    pub fn link_type_with(&self, role: Role) -> Option<LinkTypeIx> {
        let number = self.link_types.iter().position(|link_type| link_type.role == Some(role));
        number.map(|number| LinkTypeIx(number as u16))
    }

    /// The reserved field with a key, such as `titel`.
    pub fn reserved_field(&self, key: &str) -> Option<&Field> {
        self.reserved.iter().find(|field| field.key == key)
    }

    /// The reserved field with a role, such as [`Role::Visibility`].
    pub fn reserved_with(&self, role: Role) -> Option<&Field> {
        self.reserved.iter().find(|field| field.role == Some(role))
    }

    /// A field of a kind by key, else the reserved one: a kind's own `versioner` hides the reserved one.
    pub fn field(&self, kind: KindIx, key: &str) -> Option<&Field> {
        self.kind(kind).field(key).or_else(|| self.reserved_field(key))
    }

    /// Words of a list of the language rules; empty when the model has no such list.
    pub fn word_list(&self, name: &str) -> &[String] {
        self.word_lists.iter().find(|(found, _)| found == name).map_or(&[], |(_, words)| words)
    }

    /// Whether anything in the model has a role: a kind, status, field, value or link type.
    pub fn has_role(&self, role: Role) -> bool {
        let role = Some(role);
        let in_kind = |kind: &Kind| {
            let in_status = kind.statuses.iter().any(|status| status.role == role);
            kind.role == role || in_status || any_field(&kind.fields, role)
        };
        let in_link_type = |link_type: &LinkType| link_type.role == role || any_field(&link_type.attributes, role);
        any_field(&self.reserved, role) || self.kinds.iter().any(in_kind) || self.link_types.iter().any(in_link_type)
    }

    /// The kind whose key is nearest to what was written, for "mente du …?".
    pub fn nearest_kind(&self, text: &str) -> Option<&str> {
        nearest(text, self.kinds.iter().map(|kind| kind.key.as_str()))
    }

    /// The key of a kind's fields and links, or a reserved one, that is nearest to what was written.
    pub fn nearest_key(&self, kind: KindIx, text: &str) -> Option<&str> {
        let reserved = self.reserved.iter().map(|field| field.key.as_str());
        nearest(text, self.kind(kind).keys().chain(reserved))
    }
}

fn any_field(fields: &[Field], role: Option<Role>) -> bool {
    fields.iter().any(|field| {
        let inside = match &field.form {
            Form::Object(fields) => any_field(fields, role),
            Form::OneOf(choices) | Form::SeveralOf(choices) => choices.iter().any(|choice| choice.role == role),
            _ => false,
        };
        field.role == role || inside
    })
}

impl Kind {
    /// The field with a key; reserved fields are the schema's.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// The first field with a role.
    pub fn field_with(&self, role: Role) -> Option<&Field> {
        self.fields.iter().find(|field| field.role == Some(role))
    }

    /// The link field with a key, at the item's top level.
    pub fn link(&self, key: &str) -> Option<&LinkField> {
        self.links.iter().find(|link| link.key == key)
    }

    /// The link field whose link type has a role.
    pub fn link_with(&self, schema: &Schema, role: Role) -> Option<&LinkField> {
        self.links.iter().find(|link| schema.link_type(link.link_type).role == Some(role))
    }

    /// The status with a key.
    pub fn status(&self, key: &str) -> Option<&Status> {
        self.statuses.iter().find(|status| status.key == key)
    }

    /// The first status with a role.
    pub fn status_with(&self, role: Role) -> Option<&Status> {
        self.statuses.iter().find(|status| status.role == Some(role))
    }

    /// Keys of fields and links, in model order; without the reserved ones.
    pub fn keys(&self) -> impl Iterator<Item = &str> + '_ {
        let links = self.links.iter().map(|link| link.key.as_str());
        self.fields.iter().map(|field| field.key.as_str()).chain(links)
    }

    /// The key of this kind nearest to what was written; [`Schema::nearest_key`] also knows the reserved ones.
    pub fn nearest_key(&self, text: &str) -> Option<&str> {
        nearest(text, self.keys())
    }
}

impl Field {
    /// Fields of an object; empty for any other form.
    pub fn fields(&self) -> &[Field] {
        match &self.form {
            Form::Object(fields) => fields,
            _ => &[],
        }
    }

    /// Allowed values of an enumeration; empty for any other form.
    pub fn choices(&self) -> &[Choice] {
        match &self.form {
            Form::OneOf(choices) | Form::SeveralOf(choices) => choices,
            _ => &[],
        }
    }

    /// The field of an object with a key.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields().iter().find(|field| field.key == key)
    }

    /// The first field of an object with a role.
    pub fn field_with(&self, role: Role) -> Option<&Field> {
        self.fields().iter().find(|field| field.role == Some(role))
    }

    /// The value of an enumeration with a key.
    pub fn choice(&self, key: &str) -> Option<&Choice> {
        self.choices().iter().find(|choice| choice.key == key)
    }
}

impl LinkField {
    /// Whether a link of this field may point to a kind.
    pub fn allows(&self, kind: KindIx) -> bool {
        self.targets.is_empty() || self.targets.contains(&kind)
    }
}
