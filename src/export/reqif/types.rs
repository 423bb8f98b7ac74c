//! Types of a ReqIF file: one for each kind that has items, with an attribute for each key in use.

use std::collections::BTreeSet;

use super::super::cells::{self, Column, ColumnForm};
use super::xml::{self, Writer};
use super::{FOREIGN_ID, NAME, TEXT, relation_id};
use crate::finding::Language;
use crate::model::schema::Form;
use crate::model::{ItemIx, KindIx, LinkTypeIx, Model, Role};
use crate::trace::Facts;
use crate::trace::plain::Audience;

/// Identifier of the one type of specification.
pub(super) const SPECIFICATION_TYPE: &str = "st-specification";
const STRING: &str = "dt-string";
const XHTML: &str = "dt-xhtml";

/// Kinds with their items.
pub(super) struct Kinds {
    pub kinds: Vec<Kind>,
    pub enumerations: Vec<Enumeration>,
}

pub(super) struct Kind {
    pub id: String,
    pub kind: KindIx,
    pub key: String,
    pub plural: String,
    pub items: Vec<ItemIx>,
    pub attributes: Vec<Attribute>,
}

pub(super) struct Attribute {
    pub id: String,
    pub name: String,
    pub column: Column,
    pub value: Value,
    /// Identifier of the attribute that has the same text as XHTML.
    pub readers: Option<String>,
}

pub(super) enum Value {
    String,
    /// Index of the enumeration.
    Enumeration(usize),
}

/// The values that one attribute may have.
pub(super) struct Enumeration {
    id: String,
    name: String,
    values: Vec<String>,
}

impl Enumeration {
    pub fn value_id(&self, value: &str) -> String {
        xml::id(&format!("ev-{}", self.id), value)
    }
}

impl Kinds {
    pub fn of(facts: &Facts, audience: &dyn Audience) -> Kinds {
        let schema = &facts.model.schema;
        let mut kinds = Kinds { kinds: Vec::new(), enumerations: Vec::new() };
        for number in 0..schema.kinds.len() as u16 {
            let kind = KindIx(number);
            let items: Vec<ItemIx> = cells::items(facts, kind, audience).collect();
            if items.is_empty() || schema.kind(kind).role == Some(Role::Provision) {
                continue;
            }
            let declared = schema.kind(kind);
            let plural = if facts.language() == Language::Danish { &declared.plural.da } else { &declared.plural.en };
            let columns = cells::columns(schema, kind).into_iter();
            let columns =
                columns.filter(|column| column.role != Some(Role::Kind) && cells::is_used(facts, &items, column));
            let attributes =
                columns.map(|column| kinds.attribute(facts, audience, &declared.key, &items, column)).collect();
            kinds.kinds.push(Kind {
                id: xml::id("ot", &declared.key),
                kind,
                key: declared.key.clone(),
                plural: plural.clone(),
                items,
                attributes,
            });
        }
        kinds
    }

    /// Whether an item is an object of the file.
    pub fn holds(&self, model: &Model, ix: ItemIx) -> bool {
        let kind = model.item(ix).kind;
        self.kinds.iter().find(|known| known.kind == kind).is_some_and(|known| known.items.binary_search(&ix).is_ok())
    }

    fn attribute(
        &mut self,
        facts: &Facts,
        audience: &dyn Audience,
        kind: &str,
        items: &[ItemIx],
        column: Column,
    ) -> Attribute {
        let id = xml::id("ad", &format!("{kind}.{}", column.key));
        let name = match column.role {
            Some(Role::Id) => FOREIGN_ID.to_owned(),
            Some(Role::Title) => NAME.to_owned(),
            _ => column.key.clone(),
        };
        let is_list = matches!(column.form, ColumnForm::Value(Form::SeveralOf(_)));
        let choices: Vec<String> = match &column.form {
            ColumnForm::Value(Form::SeveralOf(choices)) => choices.iter().map(|choice| choice.key.clone()).collect(),
            ColumnForm::Value(Form::YesNo) => Vec::new(),
            _ => column.choices().into_iter().map(str::to_owned).collect(),
        };
        let readers = (column.role == Some(Role::BodyText)).then(|| xml::id("ax", &format!("{kind}.{}", column.key)));
        let value = match choices.is_empty() {
            true => Value::String,
            false => {
                let values = with_others(facts, audience, items, &column, choices, is_list);
                self.enumerations.push(Enumeration {
                    id: xml::id("dt", &format!("{kind}.{}", column.key)),
                    name: format!("{kind}.{}", column.key),
                    values,
                });
                Value::Enumeration(self.enumerations.len() - 1)
            }
        };
        Attribute { id, name, column, value, readers }
    }
}

/// The values that a model allows, then those that items have none the less.
fn with_others(
    facts: &Facts,
    audience: &dyn Audience,
    items: &[ItemIx],
    column: &Column,
    mut values: Vec<String>,
    is_list: bool,
) -> Vec<String> {
    let mut others = BTreeSet::new();
    for ix in items {
        let text = cells::cell(facts, *ix, column, audience);
        let lines: Vec<&str> = if is_list { text.lines().collect() } else { vec![&text] };
        let unknown = |line: &&str| !line.is_empty() && !values.iter().any(|value| value == line);
        others.extend(lines.into_iter().filter(unknown).map(str::to_owned));
    }
    values.extend(others);
    values
}

pub(super) fn datatypes(kinds: &Kinds, writer: &mut Writer) {
    writer.open("DATATYPES");
    for enumeration in &kinds.enumerations {
        writer.identified("DATATYPE-DEFINITION-ENUMERATION", &enumeration.id, Some(&enumeration.name));
        writer.open("SPECIFIED-VALUES");
        for (number, value) in enumeration.values.iter().enumerate() {
            writer.identified("ENUM-VALUE", &enumeration.value_id(value), Some(value));
            writer.open("PROPERTIES");
            writer.raw("EMBEDDED-VALUE", &[("KEY", &number.to_string()), ("OTHER-CONTENT", "")], true);
            writer.close("PROPERTIES");
            writer.close("ENUM-VALUE");
        }
        writer.close("SPECIFIED-VALUES");
        writer.close("DATATYPE-DEFINITION-ENUMERATION");
    }
    let stamp = writer.stamp.clone();
    // The most that readers with 32-bit numbers take.
    let string =
        [("IDENTIFIER", STRING), ("LAST-CHANGE", &stamp), ("LONG-NAME", "Tekst"), ("MAX-LENGTH", "2147483647")];
    writer.raw("DATATYPE-DEFINITION-STRING", &string, true);
    let xhtml = [("IDENTIFIER", XHTML), ("LAST-CHANGE", stamp.as_str()), ("LONG-NAME", "XHTML")];
    writer.raw("DATATYPE-DEFINITION-XHTML", &xhtml, true);
    writer.close("DATATYPES");
}

pub(super) fn spec_types(facts: &Facts, kinds: &Kinds, writer: &mut Writer) {
    writer.open("SPEC-TYPES");
    for kind in &kinds.kinds {
        writer.identified("SPEC-OBJECT-TYPE", &kind.id, Some(&kind.key));
        writer.open("SPEC-ATTRIBUTES");
        for attribute in &kind.attributes {
            definition(kinds, attribute, writer);
        }
        writer.close("SPEC-ATTRIBUTES");
        writer.close("SPEC-OBJECT-TYPE");
    }
    for number in 0..facts.model.schema.link_types.len() as u16 {
        let link_type = LinkTypeIx(number);
        let key = &facts.model.schema.link_type(link_type).key;
        writer.identified_alone("SPEC-RELATION-TYPE", &relation_id(facts, link_type), key);
    }
    writer.identified_alone("SPECIFICATION-TYPE", SPECIFICATION_TYPE, "Samling");
    writer.close("SPEC-TYPES");
}

fn definition(kinds: &Kinds, attribute: &Attribute, writer: &mut Writer) {
    let form = if matches!(attribute.value, Value::String) { "STRING" } else { "ENUMERATION" };
    let element = format!("ATTRIBUTE-DEFINITION-{form}");
    let stamp = writer.stamp.clone();
    let mut own = vec![("IDENTIFIER", attribute.id.as_str()), ("LAST-CHANGE", &stamp), ("LONG-NAME", &attribute.name)];
    if let Value::Enumeration(_) = attribute.value {
        let several = matches!(attribute.column.form, ColumnForm::Value(Form::SeveralOf(_)));
        own.push(("MULTI-VALUED", if several { "true" } else { "false" }));
    }
    writer.raw(&element, &own, false);
    writer.open("TYPE");
    match attribute.value {
        Value::String => writer.text("DATATYPE-DEFINITION-STRING-REF", STRING),
        Value::Enumeration(number) => {
            writer.text("DATATYPE-DEFINITION-ENUMERATION-REF", &kinds.enumerations[number].id)
        }
    }
    writer.close("TYPE");
    writer.close(&element);
    if let Some(id) = &attribute.readers {
        writer.identified("ATTRIBUTE-DEFINITION-XHTML", id, Some(TEXT));
        writer.open("TYPE");
        writer.text("DATATYPE-DEFINITION-XHTML-REF", XHTML);
        writer.close("TYPE");
        writer.close("ATTRIBUTE-DEFINITION-XHTML");
    }
}
