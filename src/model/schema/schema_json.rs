//! JSON Schema 2020-12 of a model, for editors that check and complete the YAML of items.

use serde_json::{Map, Value, json};

use super::{Choice, Field, Form, Kind, KindIx, LinkField, Role, Schema};

/// The schema of the YAML of one kind, or of any kind and of files with `elementer` when `kind` is `None`.
///
/// Citations and ids are texts to it: whether a link leads anywhere is for `sporbar check`.
pub fn json_schema(schema: &Schema, kind: Option<KindIx>) -> Value {
    let mut root = Map::new();
    root.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    root.insert("title".to_owned(), json!(kind.map_or(&schema.name, |kind| &schema.kind(kind).name.da)));
    match kind {
        Some(kind) => root.extend(kind_schema(schema, schema.kind(kind))),
        None => root.extend(any_kind(schema)),
    }
    Value::Object(root)
}

fn any_kind(schema: &Schema) -> Map<String, Value> {
    let type_key = reserved_key(schema, Role::Kind, "type");
    let mut definitions = Map::new();
    let mut cases = Vec::new();
    for kind in &schema.kinds {
        definitions.insert(format!("type-{}", kind.key), Value::Object(kind_schema(schema, kind)));
        cases.push(json!({
            "if": {"properties": {type_key: {"const": kind.key}}, "required": [type_key]},
            "then": {"$ref": format!("#/$defs/type-{}", kind.key)},
        }));
    }
    let keys: Vec<&str> = schema.kinds.iter().map(|kind| kind.key.as_str()).collect();
    definitions.insert(
        "element".to_owned(),
        json!({"type": "object", "properties": {type_key: {"enum": keys}}, "allOf": cases}),
    );
    let file = json!({
        "type": "object",
        "properties": {"fælles": {"type": "object"}, "elementer": {"type": "array", "items": {"$ref": "#/$defs/element"}}},
        "required": ["elementer"],
        "additionalProperties": false,
    });
    let mut root = Map::new();
    root.insert("if".to_owned(), json!({"type": "object", "required": ["elementer"]}));
    root.insert("then".to_owned(), file);
    root.insert("else".to_owned(), json!({"$ref": "#/$defs/element"}));
    root.insert("$defs".to_owned(), Value::Object(definitions));
    root
}

fn kind_schema(schema: &Schema, kind: &Kind) -> Map<String, Value> {
    let mut properties = Map::new();
    for field in &schema.reserved {
        properties.insert(field.key.clone(), reserved(schema, kind, field));
        if field.role == Some(Role::Title) {
            properties.insert("title".to_owned(), field_schema(schema, field));
        }
    }
    for field in &kind.fields {
        properties.insert(field.key.clone(), field_schema(schema, field));
    }
    for link in &kind.links {
        properties.insert(link.key.clone(), link_schema(schema, link));
    }
    let mut object = Map::new();
    object.insert("type".to_owned(), json!("object"));
    if !kind.help.da.is_empty() {
        object.insert("description".to_owned(), json!(kind.help.da));
    }
    object.insert("properties".to_owned(), Value::Object(properties));
    object.insert("additionalProperties".to_owned(), json!(false));
    object
}

fn reserved_key<'a>(schema: &'a Schema, role: Role, otherwise: &'a str) -> &'a str {
    schema.reserved_with(role).map_or(otherwise, |field| &field.key)
}

fn reserved(schema: &Schema, kind: &Kind, field: &Field) -> Value {
    match field.role {
        Some(Role::Kind) => json!({"const": kind.key, "title": field.name.da}),
        Some(Role::Status) if kind.statuses.is_empty() => json!(false),
        Some(Role::Status) => {
            let keys: Vec<&str> = kind.statuses.iter().map(|status| status.key.as_str()).collect();
            json!({"enum": keys, "title": field.name.da})
        }
        _ => field_schema(schema, field),
    }
}

fn field_schema(schema: &Schema, field: &Field) -> Value {
    let mut value = form_schema(schema, &field.form);
    if let Value::Object(object) = &mut value {
        object.insert("title".to_owned(), json!(field.name.da));
    }
    value
}

fn form_schema(schema: &Schema, form: &Form) -> Value {
    match form {
        Form::Text | Form::Markdown | Form::DateOrText | Form::File => text(),
        Form::Url => json!({"type": "string"}),
        Form::Number => json!({"type": "number"}),
        Form::Integer => json!({"type": "integer"}),
        Form::YesNo => json!({"enum": ["ja", "nej", true, false]}),
        Form::Date => date(),
        Form::Period => json!({"anyOf": [
            text(),
            {"type": "object", "properties": {"fra": date(), "til": date()}, "additionalProperties": false},
        ]}),
        Form::OneOf(choices) => json!({"enum": keys(choices)}),
        Form::SeveralOf(choices) => one_or_many(json!({"enum": keys(choices)})),
        Form::List => one_or_many(text()),
        Form::Object(fields) => {
            let properties: Map<String, Value> =
                fields.iter().map(|field| (field.key.clone(), field_schema(schema, field))).collect();
            one_or_many(json!({"type": "object", "properties": properties, "additionalProperties": false}))
        }
        Form::Reference(link) => link_schema(schema, link),
        Form::Parts => json!({"type": "array", "items": {"type": "object", "required": ["ref"]}}),
        Form::Selector => json!({"type": "object"}),
        Form::Any => json!({}),
    }
}

fn link_schema(schema: &Schema, link: &LinkField) -> Value {
    let link_type = schema.link_type(link.link_type);
    let mut properties = Map::new();
    properties.insert("til".to_owned(), text());
    properties.insert("note".to_owned(), text());
    for attribute in &link_type.attributes {
        properties.insert(attribute.key.clone(), field_schema(schema, attribute));
    }
    let one = json!({"anyOf": [
        text(),
        {"type": "object", "properties": properties, "required": ["til"], "additionalProperties": false},
    ]});
    let mut value = one_or_many(one);
    if let Value::Object(object) = &mut value {
        let targets: Vec<&str> = link.targets.iter().map(|kind| schema.kind(*kind).key.as_str()).collect();
        object.insert("title".to_owned(), json!(link_type.name.da));
        if !targets.is_empty() {
            object.insert("description".to_owned(), json!(format!("→ {}", targets.join(", "))));
        }
    }
    value
}

/// A text field takes any scalar as it is written, so a number or a truth value is a text too.
fn text() -> Value {
    json!({"type": ["string", "number", "boolean"]})
}

fn date() -> Value {
    json!({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})
}

fn one_or_many(one: Value) -> Value {
    json!({"anyOf": [one.clone(), {"type": "array", "items": one}]})
}

fn keys(choices: &[Choice]) -> Vec<&str> {
    choices.iter().map(|choice| choice.key.as_str()).collect()
}
