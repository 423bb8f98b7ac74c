//! Concepts as SKOS, written as Turtle (W3C Recommendations 2009 and 2014).

use super::super::cells::{self, Columns};
use crate::document;
use crate::model::{ItemIx, Role, value};
use crate::trace::Facts;
use crate::trace::plain::{self, Audience};

/// Where concepts without an identifier of their own are named, when the project has no address.
const NOWHERE: &str = "urn:sporbar:";

/// All concepts that an audience may see, with their scheme.
pub fn turtle(facts: &Facts, audience: &dyn Audience) -> String {
    let mut text = String::from(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix dct: <http://purl.org/dc/terms/> .\n\n",
    );
    let scheme = address(facts, "begreber");
    let mut about = vec![("dct:title".to_owned(), literal(&facts.config.titel, "da"))];
    about.extend(facts.config.edition.as_deref().map(|edition| ("dct:hasVersion".to_owned(), literal(edition, ""))));
    about.retain(|(_, object)| object != "\"\"@da");
    write(&mut text, &scheme, "skos:ConceptScheme", &about);
    let columns = Columns::new(&facts.model.schema);
    for ix in concepts(facts, audience) {
        let mut pairs = vec![("skos:inScheme".to_owned(), scheme.clone())];
        pairs.extend(values(facts, audience, &columns, ix));
        text.push('\n');
        write(&mut text, &name(facts, ix), "skos:Concept", &pairs);
    }
    text
}

fn concepts<'a>(facts: &'a Facts, audience: &'a dyn Audience) -> impl Iterator<Item = ItemIx> + 'a {
    let kind = facts.model.schema.kind_with(Role::Concept);
    kind.into_iter().flat_map(move |kind| cells::items(facts, kind, audience))
}

/// Predicates with their objects, each ready to be written.
fn values(facts: &Facts, audience: &dyn Audience, columns: &Columns, ix: ItemIx) -> Vec<(String, String)> {
    let model = &facts.model;
    let item = model.item(ix);
    let mut pairs = vec![
        ("skos:prefLabel".to_owned(), literal(&item.title, "da")),
        ("skos:notation".to_owned(), literal(&item.id, "")),
    ];
    let texts = [
        (Role::EnglishTerm, "skos:prefLabel", "en"),
        (Role::AcceptedTerms, "skos:altLabel", "da"),
        (Role::DeprecatedTerms, "skos:hiddenLabel", "da"),
        (Role::Definition, "skos:definition", "da"),
        (Role::EnglishDefinition, "skos:definition", "en"),
        (Role::Example, "skos:example", "da"),
        (Role::Comment, "skos:note", "da"),
        (Role::UsageNote, "skos:scopeNote", "da"),
        (Role::LegalBasis, "dct:source", "da"),
        (Role::Source, "dct:source", "da"),
    ];
    for (role, predicate, language) in texts {
        let Some(column) = columns.with_role(item.kind, role) else { continue };
        let cell = cells::cell(facts, ix, column, audience);
        let lines: Vec<&str> = if column.is_list() { cell.lines().collect() } else { vec![&cell] };
        for line in lines.into_iter().filter(|line| !line.is_empty()) {
            pairs.push((predicate.to_owned(), literal(&super::super::reqif::shown(line), language)));
        }
    }
    for broader in model.targets(ix, Role::BroaderConcept).into_iter().filter(|broader| audience.shows(*broader)) {
        pairs.push(("skos:broader".to_owned(), name(facts, broader)));
    }
    for topic in model.targets(ix, Role::ConceptTopic).into_iter().filter(|topic| audience.shows(*topic)) {
        pairs.push(("dct:subject".to_owned(), literal(&model.item(topic).title, "da")));
    }
    if let Some(prose) = item.body {
        let text = plain::statement(facts, ix, prose, audience);
        pairs.extend((!text.is_empty()).then(|| ("skos:note".to_owned(), literal(&text, "da"))));
    }
    let mut seen = std::collections::BTreeSet::new();
    pairs.retain(|pair| seen.insert(pair.clone()));
    pairs
}

/// What a concept is called in RDF: its own identifier, else the address of its page.
fn name(facts: &Facts, ix: ItemIx) -> String {
    let written = facts.model.field(ix, Role::Identifier).and_then(|field| field.node.text()).map(str::trim);
    match written.filter(|text| value::is_web_address(text) && is_iri(text)) {
        Some(text) => format!("<{text}>"),
        None => address(facts, &document::slug(&facts.model.item(ix).id)),
    }
}

fn address(facts: &Facts, path: &str) -> String {
    match facts.config.base_url() {
        base if base.is_empty() || !is_iri(&base) => format!("<{NOWHERE}{path}>"),
        base => format!("<{base}#{path}>"),
    }
}

/// Whether a text may stand between `<` and `>` as it is.
fn is_iri(text: &str) -> bool {
    !text.chars().any(|letter| letter <= ' ' || matches!(letter, '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\'))
}

fn write(text: &mut String, subject: &str, kind: &str, pairs: &[(String, String)]) {
    text.push_str(&format!("{subject} a {kind}"));
    for (predicate, object) in pairs {
        text.push_str(&format!(" ;\n    {predicate} {object}"));
    }
    text.push_str(" .\n");
}

/// A text in quotes with its language; no language where it is empty.
fn literal(text: &str, language: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            letter if letter.is_control() => quoted.push_str(&format!("\\u{:04X}", letter as u32)),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    if !language.is_empty() {
        quoted.push_str(&format!("@{language}"));
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_names_can_not_break_out() {
        assert_eq!(literal("a\"b\\\nc", "da"), "\"a\\\"b\\\\\\nc\"@da");
        assert!(!is_iri("https://a/> <b") && is_iri("https://data.gov.dk/concept/å"));
    }
}
