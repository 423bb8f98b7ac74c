//! What the model in force calls the parts of a legal source. The words stand in the model, never here.

use crate::model::schema::Kind;
use crate::model::{Role, Schema};

/// Keys of legal sources and provisions, by role.
#[derive(Clone, Copy)]
pub struct Keys<'a> {
    schema: &'a Schema,
    source: &'a Kind,
    provision: &'a Kind,
}

impl<'a> Keys<'a> {
    /// `None` when the model has no legal sources or no provisions.
    pub fn new(schema: &'a Schema) -> Option<Keys<'a>> {
        let kind = |role: Role| schema.kind_with(role).map(|ix| schema.kind(ix));
        Some(Keys { schema, source: kind(Role::LegalSource)?, provision: kind(Role::Provision)? })
    }

    /// The word for legal sources under `type`.
    pub fn kind(&self) -> &'a str {
        &self.source.key
    }

    /// A key that every kind has.
    pub fn reserved(&self, role: Role) -> Option<&'a str> {
        self.schema.reserved_with(role).map(|field| field.key.as_str())
    }

    /// A field of a legal source.
    pub fn source(&self, role: Role) -> Option<&'a str> {
        self.source.field_with(role).map(|field| field.key.as_str())
    }

    /// A link of a legal source.
    pub fn source_link(&self, role: Role) -> Option<&'a str> {
        self.source.link_with(self.schema, role).map(|link| link.key.as_str())
    }

    /// A field of a provision.
    pub fn provision(&self, role: Role) -> Option<&'a str> {
        self.provision.field_with(role).map(|field| field.key.as_str())
    }

    /// A link of a provision.
    pub fn provision_link(&self, role: Role) -> Option<&'a str> {
        self.provision.link_with(self.schema, role).map(|link| link.key.as_str())
    }

    /// A key of an edition in a legal source's list.
    pub fn edition(&self, role: Role) -> Option<&'a str> {
        self.source.field_with(Role::Editions)?.field_with(role).map(|field| field.key.as_str())
    }

    /// A key of an object of a provision: of a version of its text, of a move.
    pub fn part(&self, object: Role, role: Role) -> Option<&'a str> {
        self.provision.field_with(object)?.field_with(role).map(|field| field.key.as_str())
    }

    /// The value of a legal source's coverage that means chosen provisions only.
    pub fn selected_coverage(&self) -> Option<&'a str> {
        let choices = self.source.field_with(Role::Coverage)?.choices();
        choices.iter().find(|choice| choice.role == Some(Role::SelectedCoverage)).map(|choice| choice.key.as_str())
    }
}
