//! Findings as SARIF 2.1.0 (OASIS standard), for code scanning.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::shown::{Shown, shown};
use crate::cli::output;
use crate::finding::{Finding, Language, Level};
use crate::rules::{self, RULES, Rule, Text};
use crate::trace::Facts;

/// Where the schema of this version stands, as the standard's section 3.13.3 asks for.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// Name of the folder that addresses are relative to: the project.
const BASE: &str = "PROJECT";

/// Findings as one SARIF log with one run. Addresses are relative to the project.
pub fn sarif(facts: &Facts, findings: &[Finding], language: Language) -> anyhow::Result<String> {
    let language_code = if language == Language::Danish { "da" } else { "en" };
    let base = word(Text { da: "projektets mappe", en: "the project's folder" }, language);
    output::json(&Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: json!({"driver": {
                "name": "Sporbar",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "language": language_code,
                "rules": RULES.iter().map(|rule| descriptor(facts, rule, language)).collect::<Vec<_>>(),
            }}),
            language: language_code,
            column_kind: "unicodeCodePoints",
            original_uri_base_ids: json!({BASE: {"description": {"text": base}}}),
            properties: json!({"asOf": facts.model.day.to_string()}),
            results: Results { shown: shown(facts, findings, language), language },
        }],
    })
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'a str,
    version: &'a str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Value,
    language: &'a str,
    column_kind: &'a str,
    original_uri_base_ids: Value,
    properties: Value,
    results: Results<'a>,
}

/// Made into JSON one by one, so that a project with very many findings needs no memory for all of them at once.
struct Results<'a> {
    shown: Vec<Shown<'a>>,
    language: Language,
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.shown.iter().map(|one| result(one, self.language)))
    }
}

fn descriptor(facts: &Facts, rule: &Rule, language: Language) -> Value {
    let level = facts.config.level(rule.code).unwrap_or(rule.level);
    let area = rules::area_name(rule.code).map_or("", |area| word(area, language));
    json!({
        "id": rule.code,
        "shortDescription": {"text": word(rule.says, language)},
        "fullDescription": {"text": word(rule.why, language)},
        "help": {"text": rules::explain(rule, language)},
        "defaultConfiguration": {"level": tone(level), "enabled": level != Level::Off},
        "properties": {"tags": [area]},
    })
}

fn result(one: &Shown, language: Language) -> Value {
    let message = match one.help {
        Some(help) => format!("{}. {}: {help}", one.message, word(Text { da: "Hjælp", en: "Help" }, language)),
        None => one.message.to_owned(),
    };
    let mut result = Map::new();
    result.insert("ruleId".to_owned(), json!(one.rule));
    if let Some(index) = rules::index(one.rule) {
        result.insert("ruleIndex".to_owned(), json!(index));
    }
    let level = match one.level {
        "info" => "note",
        level => level,
    };
    result.insert("level".to_owned(), json!(level));
    result.insert("message".to_owned(), json!({"text": message}));
    let mut location =
        json!({"physicalLocation": place(one.file, region(one.line, one.column, one.end_line, one.end_column))});
    if let Some(item) = one.item {
        location["logicalLocations"] = json!([{"name": item, "kind": "item"}]);
    }
    result.insert("locations".to_owned(), json!([location]));
    let related: Vec<Value> = one.related.iter().enumerate().map(|(number, related)| {
        json!({
            "id": number,
            "physicalLocation": place(related.file, json!({"startLine": related.line, "startColumn": related.column})),
            "message": {"text": related.message},
        })
    }).collect();
    if !related.is_empty() {
        result.insert("relatedLocations".to_owned(), json!(related));
    }
    result.insert(
        "suppressions".to_owned(),
        if one.waived { json!([{"kind": "external", "status": "accepted"}]) } else { json!([]) },
    );
    if let Some(fix) = &one.fix {
        let said = one.help.unwrap_or(one.message);
        result.insert(
            "fixes".to_owned(),
            json!([{
                "description": {"text": said},
                "artifactChanges": [{
                    "artifactLocation": {"uri": uri(fix.file), "uriBaseId": BASE},
                    "replacements": [{
                        "deletedRegion": region(fix.line, fix.column, fix.end_line, fix.end_column),
                        "insertedContent": {"text": fix.replacement},
                    }],
                }],
            }]),
        );
    }
    result.insert("properties".to_owned(), json!({"solutions": one.solutions}));
    Value::Object(result)
}

fn place(file: &str, region: Value) -> Value {
    json!({"artifactLocation": {"uri": uri(file), "uriBaseId": BASE}, "region": region})
}

fn region(line: u32, column: u32, end_line: u32, end_column: u32) -> Value {
    json!({"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column})
}

/// A path as a relative reference (RFC 3986): all but unreserved characters and `/` percent-encoded.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(byte as char);
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

fn tone(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
        Level::Off => "none",
    }
}

fn word(text: Text, language: Language) -> &'static str {
    match language {
        Language::Danish => text.da,
        Language::English => text.en,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn addresses_are_percent_encoded() {
        assert_eq!(super::uri("content/_fælles.yaml"), "content/_f%C3%A6lles.yaml");
        assert_eq!(super::uri("content/a b:c.md"), "content/a%20b%3Ac.md");
    }
}
