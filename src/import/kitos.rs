//! OS2KITOS in: systems, interfaces and contracts as JSON saved from its API (v2), by their UUID.
//!
//! Each becomes a stub; what the project says already is kept. Use and data protection are not ours to model.

use std::collections::BTreeMap;

use serde_json::Value;

use super::mapping::clean_id;
use super::rows::{Part, Record, remark};
use super::values::shown;
use super::{Fault, LARGEST_BYTES, Remark};
use crate::document::{self, write::Yaml};
use crate::model::{ItemIx, Role, Schema};
use crate::said;
use crate::trace::Facts;

/// Key of the UUID among external ids.
const KITOS: &str = "kitos";

/// What one object of the API is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Thing {
    System,
    Interface,
    Contract,
}

/// Rows about the objects of a file: an array of them, or one. An error says where the JSON is broken.
pub fn read(facts: &Facts, bytes: &[u8]) -> Result<(Vec<Record>, Vec<Remark>), Fault> {
    if bytes.len() > LARGEST_BYTES {
        return Err(super::xml::too_large());
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes).map_err(|error| Fault {
        line: error.line().max(1),
        column: error.column().max(1),
        said: said!("filen er ikke JSON: {}", "the file is not JSON: {}"; error),
    })?;
    let objects = match value {
        Value::Array(objects) => objects,
        one => vec![one],
    };
    let known = known(facts);
    let (mut records, mut remarks) = (Vec::new(), Vec::new());
    for (number, object) in objects.iter().enumerate() {
        let reading = Reading { facts, object, known: &known, place: format!("[{number}]") };
        records.extend(reading.record(&mut remarks));
    }
    Ok((records, remarks))
}

/// The project's items by their UUID in OS2KITOS.
fn known(facts: &Facts) -> BTreeMap<String, ItemIx> {
    let model = &facts.model;
    let uuid = |ix: &ItemIx| {
        let field = model.item(*ix).reserved_with(&model.schema, Role::ExternalIds)?;
        Some(field.node.map()?.find(KITOS)?.text()?.trim().to_lowercase())
    };
    model.all().filter_map(|ix| Some((uuid(&ix)?, ix))).collect()
}

struct Reading<'a> {
    facts: &'a Facts,
    object: &'a Value,
    known: &'a BTreeMap<String, ItemIx>,
    place: String,
}

impl Reading<'_> {
    fn record(&self, remarks: &mut Vec<Remark>) -> Option<Record> {
        let schema = &self.facts.model.schema;
        let (Some(uuid), Some(name)) = (self.text("Uuid"), self.text("Name")) else {
            remarks.push(remark(
                &self.place,
                said!(
                    "objektet har ingen `Uuid` eller intet `Name` og er ikke taget med",
                    "the object has no `Uuid` or no `Name` and is not taken"
                ),
            ));
            return None;
        };
        let thing = self.thing();
        let role = match thing {
            Thing::System => Role::Solution,
            Thing::Interface => Role::Interface,
            Thing::Contract => Role::Contract,
        };
        let kind = schema.kind_with(role)?;
        let there = self.known.get(&uuid.to_lowercase()).copied();
        // What is there keeps its name and texts: the project knows it better than a register of systems.
        if let Some(ix) = there {
            let item = self.facts.model.item(ix);
            return Some(Record {
                place: self.place.clone(),
                id: item.id.to_string(),
                kind: Some(item.kind),
                ..Record::default()
            });
        }
        let id = match thing {
            Thing::Interface => self.text("InterfaceId").map(|id| clean_id(&id)).filter(|id| !id.is_empty()),
            _ => None,
        };
        let id = id.unwrap_or_else(|| format!("KITOS-{}", document::slug(&name)));
        let mut cells = vec![(Part::Key(key(schema, Role::Title)), name.clone())];
        cells.push((
            Part::Key(key(schema, Role::ExternalIds)),
            Yaml::Short(vec![(KITOS.to_owned(), Yaml::text(uuid))]).flow(),
        ));
        cells.push((Part::Key(key(schema, Role::BodyText)), self.description(remarks)));
        let own = schema.kind(kind);
        let mut put = |role: Role, text: Option<String>| {
            let field = own.field_with(role).map(|field| field.key.clone());
            cells.extend(field.zip(text.filter(|text| !text.is_empty())).map(|(key, text)| (Part::Key(key), text)));
        };
        match thing {
            Thing::System => put(Role::Kle, Some(self.kle())),
            Thing::Interface => {
                put(Role::ServiceId, self.text("InterfaceId"));
                put(Role::Version, self.text("Version"));
                put(Role::DataContent, Some(self.data()));
            }
            Thing::Contract => {
                put(Role::ContractNumber, self.path(&["General", "ContractId"]));
                put(Role::ContractType, self.path(&["General", "ContractType", "Name"]));
                put(
                    Role::NonTerminableUntil,
                    self.path(&["AgreementPeriod", "IrrevocableUntil"]).map(|day| day.chars().take(10).collect()),
                );
                put(
                    Role::ContractStart,
                    self.path(&["General", "Validity", "ValidFrom"]).map(|day| day.chars().take(10).collect()),
                );
                put(
                    Role::ContractEnd,
                    self.path(&["General", "Validity", "ValidTo"]).map(|day| day.chars().take(10).collect()),
                );
            }
        }
        self.left_out(thing, remarks);
        Some(Record { place: self.place.clone(), id, kind: Some(kind), cells, defaults: Vec::new() })
    }

    fn thing(&self) -> Thing {
        let has = |name: &str| self.find(name).is_some();
        if has("InterfaceId") || has("ItInterfaceType") || has("ExposedBySystem") {
            Thing::Interface
        } else if has("AgreementPeriod") || has("Procurement") || has("SystemUsages") {
            Thing::Contract
        } else {
            Thing::System
        }
    }

    /// A property, its name in the case of .NET or of JavaScript.
    fn find(&self, name: &str) -> Option<&Value> {
        find(self.object, name)
    }

    fn text(&self, name: &str) -> Option<String> {
        self.path(&[name])
    }

    fn path(&self, names: &[&str]) -> Option<String> {
        let found = names.iter().try_fold(self.object, |value, name| find(value, name))?;
        match found {
            Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    fn list(&self, name: &str) -> &[Value] {
        self.find(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// Descriptions are plain text: what Markdown would read as a mark or as HTML is told, not obeyed.
    fn description(&self, _: &mut Vec<Remark>) -> String {
        let text = self.text("Description").or_else(|| self.text("Notes")).unwrap_or_default();
        text.replace('<', "\\<").replace("[[", "\\[\\[")
    }

    fn kle(&self) -> String {
        let numbers = self.list("KLE").iter().filter_map(|one| {
            let name = find(one, "Name").or_else(|| find(one, "KleNumber"))?;
            name.as_str().map(|text| text.trim().to_owned())
        });
        numbers.collect::<Vec<_>>().join("\n")
    }

    fn data(&self) -> String {
        let lines = self
            .list("Data")
            .iter()
            .filter_map(|one| find(one, "Description")?.as_str().map(|text| text.trim().to_owned()));
        lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// Says which links the register has that stubs do not take.
    fn left_out(&self, thing: Thing, remarks: &mut Vec<Remark>) {
        let names: &[&str] = match thing {
            Thing::System => &["ParentSystem", "RightsHolder", "ExternalReferences", "MainContractSuppliers"],
            Thing::Interface => &["ExposedBySystem", "RightsHolder", "UrlReference"],
            Thing::Contract => &["Supplier", "SystemUsages", "Procurement", "Termination"],
        };
        let is_filled = |value: &Value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty());
        let left: Vec<&str> = names.iter().copied().filter(|name| self.find(name).is_some_and(is_filled)).collect();
        if !left.is_empty() {
            let name = self.text("Name").unwrap_or_default();
            remarks.push(remark(
                &self.place,
                said!("»{}«: {} er ikke taget med", "»{}«: {} is not taken"; shown(&name), left.join(", ")),
            ));
        }
    }
}

fn find<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    let object = value.as_object()?;
    object.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

fn key(schema: &Schema, role: Role) -> String {
    schema.reserved_with(role).map(|field| field.key.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn properties_are_found_in_either_case() {
        let value = serde_json::json!({"uuid": 1, "Name": "x"});
        assert!(find(&value, "Uuid").is_some() && find(&value, "name").is_some() && find(&value, "kle").is_none());
    }
}
