//! The text of a new item: what it must have, and all it may have as comments.

use crate::finding::Language;
use crate::model::schema::{Field, Form, Kind, LinkField};
use crate::model::{ItemIx, KindIx, LinkTypeIx, Role, Schema};
use crate::trace::Facts;

/// What a citation looks like where the project has no law of its own to name.
const CITATION: &str = "BL § 20, stk. 3";

/// The whole file.
pub(super) fn text(facts: &Facts, kind: KindIx, id: &str, title: Option<&str>, solution: Option<ItemIx>) -> String {
    let schema = &facts.model.schema;
    let declared = schema.kind(kind);
    let danish = facts.language() == Language::Danish;
    let placeholder = if danish { "Skriv titlen her" } else { "Write the title here" };
    let mut text = format!("---\nid: {id}\ntype: {}\ntitel: {}\n", declared.key, scalar(title.unwrap_or(placeholder)));
    if let Some(status) = declared.status_with(Role::Draft).or(declared.statuses.first()) {
        text.push_str(&format!("status: {}\n", scalar(&status.key)));
    }
    let solution_key = solution_link(facts, kind);
    if let (Some(solution), Some(key)) = (solution, solution_key) {
        text.push_str(&format!("{key}: {}\n", scalar(&facts.model.item(solution).id)));
    }
    for link in &declared.links {
        if solution.is_none() || Some(link.key.as_str()) != solution_key {
            text.push_str(&link_hint(facts, link));
        }
    }
    for field in &declared.fields {
        text.push_str(&field_hint(field, 0));
    }
    text.push_str("---\n\n");
    text.push_str(&body(declared, danish));
    text
}

/// The key of the link by which items of a kind belong to a solution.
pub(super) fn solution_link(facts: &Facts, kind: KindIx) -> Option<&str> {
    let schema = &facts.model.schema;
    let declared = schema.kind(kind);
    let link = [Role::BelongsTo, Role::ServesFor].into_iter().find_map(|role| declared.link_with(schema, role));
    link.map(|link| link.key.as_str())
}

fn body(kind: &Kind, danish: bool) -> String {
    let text = match (kind.role == Some(Role::Requirement), danish) {
        (true, true) => "Løsningen skal …",
        (true, false) => "The solution must …",
        (false, true) => "Skriv teksten her.",
        (false, false) => "Write the text here.",
    };
    format!("{text}\n")
}

/// A commented line for a link, with an example and what it may point to.
fn link_hint(facts: &Facts, link: &LinkField) -> String {
    let schema = &facts.model.schema;
    let names: Vec<&str> = link.targets.iter().map(|target| schema.kind(*target).key.as_str()).collect();
    let targets = if names.is_empty() { String::new() } else { format!("   # → {}", names.join(", ")) };
    let cites = link.targets.iter().any(|target| schema.kind(*target).role == Some(Role::Provision));
    let example = if cites { format!("\"{}\"", citation(facts)) } else { example(facts, &link.targets) };
    format!("# {}: [{example}]{targets}{}\n", link.key, attributes(schema, link.link_type))
}

/// A citation of the project, quoted because YAML's flow style cuts it at its comma.
fn citation(facts: &Facts) -> &str {
    let model = &facts.model;
    let mut provisions = model.with_role(Role::Provision).map(|ix| &*model.item(ix).id);
    provisions.find(|id| id.contains(',') && !id.contains(['"', '\\'])).unwrap_or(CITATION)
}

/// An id that the link could name, if the project has one.
fn example(facts: &Facts, targets: &[KindIx]) -> String {
    let first = facts.model.all().find(|ix| targets.contains(&facts.model.item(*ix).kind));
    first.map_or("id".to_owned(), |ix| scalar(&facts.model.item(ix).id))
}

fn attributes(schema: &Schema, link_type: LinkTypeIx) -> String {
    let names: Vec<&str> = schema.link_type(link_type).attributes.iter().map(|field| field.key.as_str()).collect();
    if names.is_empty() { String::new() } else { format!("; {{til: …, {}: …}}", names.join(": …, ")) }
}

/// A commented line for a field; the fields of an object stand under it.
fn field_hint(field: &Field, depth: usize) -> String {
    let indent = "  ".repeat(depth);
    let line = |value: &str, note: &str| {
        let note = if note.is_empty() { String::new() } else { format!("   # {note}") };
        format!("# {indent}{}: {value}{note}\n", field.key)
    };
    let choices: Vec<&str> = field.choices().iter().map(|choice| choice.key.as_str()).collect();
    let first = choices.first().map_or(String::new(), |key| scalar(key));
    match &field.form {
        Form::OneOf(_) => line(&first, &choices.join(" | ")),
        Form::SeveralOf(_) => line(&format!("[{first}]"), &choices.join(", ")),
        Form::YesNo => line("nej", "ja | nej"),
        Form::Date => line("2026-01-31", ""),
        Form::DateOrText => line("2026-01-31", ""),
        Form::Period => line("{fra: 2026-01-01, til: 2026-12-31}", ""),
        Form::Number => line("1.5", ""),
        Form::Integer => line("1", ""),
        Form::List => line("[…]", ""),
        Form::Markdown => line("|", ""),
        Form::Url => line("\"https://…\"", ""),
        Form::File => line("bilag.pdf", ""),
        Form::Selector => line("{type: krav}", ""),
        Form::Parts => line("[{ref: \"1.1\", titel: …}]", ""),
        Form::Reference(_) => line("id", ""),
        Form::Any => line("…", ""),
        Form::Text => line("…", ""),
        Form::Object(fields) => {
            let inside: String = fields.iter().map(|field| field_hint(field, depth + 1)).collect();
            format!("# {indent}{}:\n{inside}", field.key)
        }
    }
}

/// A text as a YAML scalar on one line: plain where every reader takes it as that text, else in double quotes.
fn scalar(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '/' | '(' | ')' | '§');
    let starts = text.chars().next().is_some_and(char::is_alphabetic);
    let is_word = !matches!(
        text.to_lowercase().as_str(),
        "ja" | "nej" | "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n"
    );
    if starts && is_word && text.trim() == text && text.chars().all(is_plain) {
        return text.to_owned();
    }
    // JSON strings are YAML double-quoted scalars; what JSON leaves raw and YAML does not print is escaped too.
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            c if super::super::output::steers(c) || matches!(c, '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}') => {
                quoted.push_str(&format!("\\u{:04x}", c as u32));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::scalar;

    #[test]
    fn titles_read_back_as_they_were_given() {
        assert_eq!(scalar("Frist for undersøgelse"), "Frist for undersøgelse");
        for title in ["a: b", "# x", "ja", "12", " x ", "\"", "\\", "to\nlinjer", "\u{202e}x", "-", "", "[x]", "æ #1"]
        {
            let (node, notices) = crate::document::parse_yaml(&format!("titel: {}\n", scalar(title)));
            assert!(notices.is_empty(), "{title:?}: {notices:?}");
            assert_eq!(node.unwrap().map().unwrap().find("titel").unwrap().text(), Some(title));
        }
    }
}
