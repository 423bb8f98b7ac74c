//! What an act or provision says on a day: its own summary and text, or those of the version that holds then.

use jiff::civil::Date;

use super::item::{FieldValue, ItemIx, Prose};
use super::schema::{Field, Form, Role};
use super::{Model, value};
use crate::document::{Map, Node, Value};
use crate::law::Validity;
use crate::place::FileId;

/// Summary and text as they hold on one day; both are `None` where nothing is written.
#[derive(Clone, Copy, Debug)]
pub struct Wording<'a> {
    /// With the file it is written in.
    pub summary: Option<(FileId, &'a Node)>,
    pub text: Option<Prose>,
}

/// The versions a provision lists, as written.
#[derive(Clone, Copy, Debug)]
pub struct Versions<'a> {
    pub field: &'a FieldValue,
    /// What the model says a version consists of.
    pub fields: &'a [Field],
}

impl<'a> Versions<'a> {
    /// Every version that is keys and values, in written order, with its place in the list.
    pub fn each(&self) -> impl DoubleEndedIterator<Item = (usize, &'a Map)> + use<'a> {
        self.field.node.elements().iter().enumerate().filter_map(|(number, node)| Some((number, node.map()?)))
    }

    /// What a version says under the key with a role.
    pub fn part(&self, version: &'a Map, role: Role) -> Option<&'a Node> {
        version.find(&self.fields.iter().find(|field| field.role == Some(role))?.key)
    }

    /// The days on which a version holds.
    pub fn validity(&self, version: &'a Map) -> Validity {
        let date = |role: Role| self.part(version, role).and_then(value::date);
        Validity { from: date(Role::ValidFrom), to: date(Role::ValidTo) }
    }
}

impl Model {
    /// The versions of a provision; `None` when it lists none.
    pub fn text_versions(&self, ix: ItemIx) -> Option<Versions<'_>> {
        let field = self.field(ix, Role::TextVersions)?;
        match &self.item(ix).declared(&self.schema, field)?.form {
            Form::Object(fields) => Some(Versions { field, fields }),
            _ => None,
        }
    }

    /// The place in the list of the version that holds on a day; the last one when several do.
    pub fn version_on(&self, ix: ItemIx, day: Date) -> Option<usize> {
        let versions = self.text_versions(ix)?;
        versions.each().rev().find(|(_, version)| versions.validity(version).covers(day)).map(|(number, _)| number)
    }

    /// What an item says on a day. Items without versions, and days that no version covers, say what is written.
    pub fn wording_on(&self, ix: ItemIx, day: Date) -> Wording<'_> {
        let own = self.field(ix, Role::Summary).map(|field| (field.file, &*field.node));
        let mut wording = Wording { summary: own, text: self.item(ix).body };
        let Some((versions, number)) = self.text_versions(ix).zip(self.version_on(ix, day)) else { return wording };
        let Some((_, version)) = versions.each().find(|(place, _)| *place == number) else { return wording };
        let file = versions.field.file;
        if let Some(summary) = versions.part(version, Role::Summary) {
            wording.summary = Some((file, summary));
        }
        if let Some(Value::Prose(body)) = versions.part(version, Role::BodyText).map(|node| &node.value) {
            wording.text = Some(Prose { file, body: *body });
        }
        wording
    }
}
