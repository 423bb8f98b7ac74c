//! Model and items as JSON, each with a JSON Schema that it answers.

use rayon::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};

use super::told::told;
use super::{Material, Part};
use crate::model::schema::{Choice, Field, Form, Name, json_schema};
use crate::model::{ItemIx, KindIx, Role, Schema};

/// `json/emner/<kind>.json` with `json/skema/<kind>.schema.json` for every kind that the bundle holds items of, and
/// `json/model.json` with its own.
pub(super) fn parts(material: &Material) -> anyhow::Result<Vec<Part>> {
    let schema = &material.model().schema;
    let mut parts = vec![
        json_part("json/model.json".to_owned(), &model(schema))?,
        json_part("json/skema/model.schema.json".to_owned(), &model_schema())?,
    ];
    let kinds: Vec<(KindIx, Vec<ItemIx>)> = super::tables::by_kind(material);
    let made: Vec<Vec<Part>> = kinds
        .par_iter()
        .map(|(kind, items)| {
            let folder = &schema.kind(*kind).folder;
            Ok(vec![
                json_part(format!("json/emner/{folder}.json"), &items_of(material, *kind, items))?,
                json_part(format!("json/skema/{folder}.schema.json"), &items_schema(schema, *kind))?,
            ])
        })
        .collect::<anyhow::Result<_>>()?;
    parts.extend(made.into_iter().flatten());
    Ok(parts)
}

pub(super) fn json_part(path: String, value: &impl Serialize) -> anyhow::Result<Part> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(Part::new(path, bytes))
}

#[derive(Serialize)]
struct Items<'a> {
    version: u32,
    #[serde(rename = "type")]
    kind: &'a str,
    as_of: String,
    items: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    titel: &'a str,
    /// Page in the bundle's site, from the site's folder.
    url: &'a str,
    solutions: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tender_numbers: Vec<Number<'a>>,
    /// Id of what the item is nested in.
    #[serde(skip_serializing_if = "Option::is_none")]
    within: Option<&'a str>,
    /// What is written, by the schema of the kind.
    fields: serde_yaml::Mapping,
    /// Links that lead to what the bundle leaves out: how many, by key.
    #[serde(skip_serializing_if = "serde_json::Map::is_empty")]
    omitted: serde_json::Map<String, Value>,
}

#[derive(Serialize)]
struct Number<'a> {
    tender: &'a str,
    number: &'a str,
}

fn items_of<'a>(material: &'a Material, kind: KindIx, items: &'a [ItemIx]) -> Items<'a> {
    let model = material.model();
    let entries = items.par_iter().map(|ix| entry(material, *ix)).collect();
    Items { version: 1, kind: &model.schema.kind(kind).key, as_of: model.day.to_string(), items: entries }
}

fn entry<'a>(material: &'a Material, ix: ItemIx) -> Entry<'a> {
    let model = material.model();
    let item = model.item(ix);
    let mut told = told(material, ix, false);
    if model.is(ix, Role::Provision) {
        // Its id is a citation, made from where it stands.
        let id = model.schema.reserved_with(Role::Id).map(|field| field.key.as_str());
        told.fields.retain(|key, value| key.as_str() != id && value.as_str() != Some(""));
    }
    if let (Some(text), Some(field)) = (told.text.take(), model.schema.reserved_with(Role::BodyText)) {
        told.fields.insert(field.key.clone().into(), text.into());
    }
    let solutions = model.solutions(ix).iter().copied().filter(|solution| material.shows(*solution));
    Entry {
        id: &item.id,
        titel: &item.title,
        url: &item.url,
        solutions: solutions.map(|solution| &*model.item(solution).id).collect(),
        tender_numbers: material
            .numbers(ix)
            .iter()
            .map(|number| Number { tender: &model.item(number.tender).id, number: &number.number })
            .collect(),
        within: item.parent.map(|parent| &*model.item(parent).id),
        fields: told.fields,
        omitted: told.omitted.into_iter().map(|(key, count)| (key, count.into())).collect(),
    }
}

fn items_schema(schema: &Schema, kind: KindIx) -> Value {
    let mut fields = json_schema(schema, Some(kind));
    if let Value::Object(object) = &mut fields {
        object.remove("$schema");
    }
    let text = json!({"type": "string"});
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": schema.kind(kind).plural.da,
        "type": "object",
        "required": ["version", "type", "as_of", "items"],
        "properties": {
            "version": {"const": 1},
            "type": {"const": schema.kind(kind).key},
            "as_of": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
            "items": {"type": "array", "items": {
                "type": "object",
                "required": ["id", "titel", "url", "solutions", "fields"],
                "additionalProperties": false,
                "properties": {
                    "id": text, "titel": text, "url": text, "within": text,
                    "solutions": {"type": "array", "items": text},
                    "tender_numbers": {"type": "array", "items": {
                        "type": "object",
                        "required": ["tender", "number"],
                        "properties": {"tender": text, "number": text},
                        "additionalProperties": false,
                    }},
                    "fields": fields,
                    "omitted": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}},
                },
            }},
        },
        "additionalProperties": false,
    })
}

fn named(name: &Name) -> Value {
    json!({"da": name.da, "en": name.en})
}

fn model(schema: &Schema) -> Value {
    let kinds = schema.kinds.iter().map(|kind| {
        let links = kind.links.iter().map(|link| {
            let targets: Vec<&str> = link.targets.iter().map(|kind| schema.kind(*kind).key.as_str()).collect();
            json!({
                "key": link.key, "link_type": schema.link_type(link.link_type).key, "targets": targets,
                "min": link.min, "max": link.max,
            })
        });
        let statuses = kind.statuses.iter().map(|status| {
            json!({"key": status.key, "role": status.role.map(|role| role.as_str()), "name": named(&status.name)})
        });
        json!({
            "key": kind.key, "role": kind.role.map(|role| role.as_str()), "folder": kind.folder,
            "name": named(&kind.name), "plural": named(&kind.plural), "help": named(&kind.help),
            "statuses": statuses.collect::<Vec<_>>(),
            "fields": kind.fields.iter().map(|field| field_of(schema, field)).collect::<Vec<_>>(),
            "links": links.collect::<Vec<_>>(),
        })
    });
    let link_types = schema.link_types.iter().map(|link| {
        json!({
            "key": link.key, "role": link.role.map(|role| role.as_str()),
            "name": named(&link.name), "reverse": named(&link.reverse),
        })
    });
    json!({
        "version": 1,
        "name": schema.name,
        "kinds": kinds.collect::<Vec<_>>(),
        "link_types": link_types.collect::<Vec<_>>(),
        "reserved": schema.reserved.iter().map(|field| field_of(schema, field)).collect::<Vec<_>>(),
    })
}

fn field_of(schema: &Schema, field: &Field) -> Value {
    let mut told = json!({
        "key": field.key, "role": field.role.map(|role| role.as_str()), "name": named(&field.name),
        "form": form_name(&field.form),
    });
    let choices = |choices: &[Choice]| {
        let told = choices.iter().map(|choice| {
            json!({"key": choice.key, "role": choice.role.map(|role| role.as_str()), "name": named(&choice.name)})
        });
        Value::Array(told.collect())
    };
    match &field.form {
        Form::OneOf(list) | Form::SeveralOf(list) => told["choices"] = choices(list),
        Form::Object(fields) => {
            told["fields"] = Value::Array(fields.iter().map(|field| field_of(schema, field)).collect());
        }
        Form::Reference(link) => {
            told["link_type"] = json!(schema.link_type(link.link_type).key);
        }
        _ => {}
    }
    told
}

fn form_name(form: &Form) -> &'static str {
    match form {
        Form::Text => "text",
        Form::Markdown => "markdown",
        Form::Number => "number",
        Form::Integer => "integer",
        Form::YesNo => "yes_no",
        Form::Date => "date",
        Form::DateOrText => "date_or_text",
        Form::Period => "period",
        Form::OneOf(_) => "one_of",
        Form::SeveralOf(_) => "several_of",
        Form::List => "list",
        Form::Object(_) => "object",
        Form::Reference(_) => "reference",
        Form::Url => "web_address",
        Form::File => "file",
        Form::Selector => "selector",
        Form::Parts => "parts",
        Form::Any => "anything",
    }
}

fn model_schema() -> Value {
    let text = json!({"type": "string"});
    let role = json!({"type": ["string", "null"]});
    let name = json!({"type": "object", "required": ["da", "en"], "properties": {"da": text, "en": text}});
    let list = |one: Value| json!({"type": "array", "items": one});
    let choice =
        json!({"type": "object", "required": ["key", "name"], "properties": {"key": text, "role": role, "name": name}});
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Model",
        "type": "object",
        "required": ["version", "name", "kinds", "link_types", "reserved"],
        "properties": {
            "version": {"const": 1},
            "name": text,
            "kinds": list(json!({
                "type": "object",
                "required": ["key", "folder", "name", "plural", "statuses", "fields", "links"],
                "properties": {
                    "key": text, "role": role, "folder": text, "name": name, "plural": name, "help": name,
                    "statuses": list(choice.clone()),
                    "fields": list(json!({"$ref": "#/$defs/field"})),
                    "links": list(json!({
                        "type": "object",
                        "required": ["key", "link_type", "targets"],
                        "properties": {
                            "key": text, "link_type": text, "targets": list(text.clone()),
                            "min": {"type": ["integer", "null"]}, "max": {"type": ["integer", "null"]},
                        },
                    })),
                },
            })),
            "link_types": list(json!({
                "type": "object",
                "required": ["key", "name", "reverse"],
                "properties": {"key": text, "role": role, "name": name, "reverse": name},
            })),
            "reserved": list(json!({"$ref": "#/$defs/field"})),
        },
        "additionalProperties": false,
        "$defs": {"field": {
            "type": "object",
            "required": ["key", "name", "form"],
            "properties": {
                "key": text, "role": role, "name": name, "form": text, "choices": list(choice),
                "fields": list(json!({"$ref": "#/$defs/field"})), "link_type": text,
            },
            "additionalProperties": false,
        }},
    })
}
