//! Types, attributes and values that the objects of a ReqIF file are made by.

use std::collections::BTreeMap;

use super::identifier;
use crate::import::Fault;
use crate::import::xml::Element;

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    Xhtml,
    Enumeration,
    YesNo,
    Date,
}

pub(super) struct Attribute {
    pub name: String,
    pub form: Form,
}

/// What is defined in a file, by identifier.
#[derive(Default)]
pub(super) struct Definitions {
    /// Name of each type of object and its line; two types of one name are told apart.
    pub objects: BTreeMap<String, (String, usize)>,
    pub relations: BTreeMap<String, String>,
    pub attributes: BTreeMap<String, Attribute>,
    /// Names of the values of enumerations.
    pub values: BTreeMap<String, String>,
}

impl Definitions {
    pub fn of(content: &Element) -> Result<Definitions, Fault> {
        let mut definitions = Definitions::default();
        for datatype in
            content.find("DATATYPES").into_iter().flat_map(|list| list.all("DATATYPE-DEFINITION-ENUMERATION"))
        {
            for value in datatype.find("SPECIFIED-VALUES").into_iter().flat_map(|values| values.all("ENUM-VALUE")) {
                definitions.values.insert(identifier(value)?, name(value)?);
            }
        }
        for kind in content.find("SPEC-TYPES").into_iter().flat_map(Element::elements) {
            let id = identifier(kind)?;
            match &*kind.name {
                "SPEC-OBJECT-TYPE" => {
                    let name = definitions.free(name(kind)?);
                    definitions.objects.insert(id, (name, kind.line));
                    definitions.attributes(kind)?;
                }
                "SPEC-RELATION-TYPE" => {
                    definitions.relations.insert(id, name(kind)?);
                }
                _ => {}
            }
        }
        Ok(definitions)
    }

    /// A name for a type of object that no other one has.
    fn free(&self, name: String) -> String {
        let is_taken = |wanted: &str| self.objects.values().any(|(known, _)| known == wanted);
        let mut free = name.clone();
        let mut number = 2;
        while is_taken(&free) {
            free = format!("{name} ({number})");
            number += 1;
        }
        free
    }

    fn attributes(&mut self, kind: &Element) -> Result<(), Fault> {
        let mut taken: Vec<String> = Vec::new();
        for definition in kind.find("SPEC-ATTRIBUTES").into_iter().flat_map(Element::elements) {
            let form = match definition.name.trim_start_matches("ATTRIBUTE-DEFINITION-") {
                "XHTML" => Form::Xhtml,
                "ENUMERATION" => Form::Enumeration,
                "BOOLEAN" => Form::YesNo,
                "DATE" => Form::Date,
                _ => Form::Text,
            };
            let mut own = name(definition)?;
            if taken.contains(&own) {
                own = format!("{own} ({})", identifier(definition)?);
            }
            taken.push(own.clone());
            self.attributes.insert(identifier(definition)?, Attribute { name: own, form });
        }
        Ok(())
    }
}

/// What people call a thing: its name, else its identifier.
fn name(element: &Element) -> Result<String, Fault> {
    let name = element.attribute("LONG-NAME").map(str::trim).filter(|name| !name.is_empty());
    name.map_or_else(|| identifier(element), |name| Ok(name.to_owned()))
}
