//! J12: the address of an act says something else than its record.

use jiff::civil::Date;

use crate::document::Node;
use crate::finding::{Level, Said};
use crate::law::{Eli, read_eli};
use crate::model::schema::{Field, Form};
use crate::model::{ItemIx, Role, value};
use crate::place::Place;
use crate::rules::{Findings, Rule, Scope, Text};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "J12",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::LegalSource, Role::Eli],
    says: Text {
        da: "En retskildes ELI siger et andet år, nummer eller en anden dokumenttype end oplysningerne om den.",
        en: "A legal source's ELI names another year, number or type of document than its record.",
    },
    why: Text {
        da: "Et af stederne er forkert, og læseren havner i en anden lov.",
        en: "One of them is wrong, and the reader ends up in another act.",
    },
    bad: "=== content/bl.yaml
id: BL
type: retskilde
titel: Barnets lov
dokumenttype: LOV
nummer: \"721\"
underskrevet: 2023-06-13
eli: https://www.retsinformation.dk/eli/lta/2023/712
",
    good: "=== content/bl.yaml
id: BL
type: retskilde
titel: Barnets lov
dokumenttype: LOV
nummer: \"721\"
underskrevet: 2023-06-13
eli: https://www.retsinformation.dk/eli/lta/2023/721
",
    waivable: true,
};

/// What a record says of one publication.
#[derive(Default)]
struct Record<'a> {
    eli: Option<&'a Node>,
    document_type: Option<&'a str>,
    number: Option<&'a str>,
    signed: Option<Date>,
}

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let model = &facts.model;
    if !model.is(ix, Role::LegalSource) {
        return;
    }
    let item = model.item(ix);
    let node = |role: Role| item.field_with(&model.schema, role);
    let text = |role: Role| node(role).and_then(|written| written.node.text());
    if let Some(written) = node(Role::Eli) {
        let record = Record {
            eli: Some(&written.node),
            document_type: text(Role::DocumentType),
            number: text(Role::DocumentNumber),
            signed: node(Role::Signed).and_then(|written| value::date(&written.node)),
        };
        judge(facts, written.file, &record, findings);
    }
    let Some(editions) = node(Role::Editions) else { return };
    let Some(Form::Object(fields)) = item.declared(&model.schema, editions).map(|field| &field.form) else { return };
    for map in editions.node.elements().iter().filter_map(Node::map) {
        let part = |role: Role| map.find(&key(fields, role)?.key);
        let record = Record {
            eli: part(Role::Eli),
            document_type: part(Role::DocumentType).and_then(Node::text),
            number: part(Role::DocumentNumber).and_then(Node::text),
            signed: part(Role::Signed).and_then(value::date),
        };
        judge(facts, editions.file, &record, findings);
    }
}

fn key(fields: &[Field], role: Role) -> Option<&Field> {
    fields.iter().find(|field| field.role == Some(role))
}

fn judge(facts: &Facts, file: crate::place::FileId, record: &Record, findings: &mut Findings) {
    let Some(node) = record.eli else { return };
    let Some(eli) = node.text().and_then(read_eli) else { return };
    let contradiction =
        of_type(facts, &eli, record).or_else(|| of_number(&eli, record)).or_else(|| of_year(&eli, record));
    if let Some(message) = contradiction {
        findings.at(Place { file, span: node.span }).says(message).help(said!(
            "slå retskilden op i Retsinformation eller EUR-Lex, og ret det, der er forkert",
            "look the source up in Retsinformation or EUR-Lex, and mend what is wrong"
        ));
    }
}

fn of_year(eli: &Eli, record: &Record) -> Option<Said> {
    // The year of a European act is that of its number, which may be the year before it was signed.
    let (year, signed) = (eli.year.filter(|_| !eli.is_european)?, record.signed?);
    (i32::from(signed.year()) != i32::from(year)).then(|| {
        said!("ELI siger år {}, men retskilden er underskrevet i {}", "the ELI says {}, but the source was signed in {}"; year, signed.year())
    })
}

fn of_number(eli: &Eli, record: &Record) -> Option<Said> {
    let (theirs, written) = (eli.number.as_deref()?, record.number?);
    let groups: Vec<&str> =
        written.split(|letter: char| !letter.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let same = |group: &&str| group.trim_start_matches('0') == theirs.trim_start_matches('0');
    let agrees = match groups.as_slice() {
        [] => true,
        groups if eli.is_european => groups.iter().any(same),
        // `1-1` is one number.
        _ => written.trim() == theirs || groups.len() == 1 && same(&groups[0]),
    };
    (!agrees).then(|| said!("ELI siger nummer {}, men `nummer` er `{}`", "the ELI says number {}, but `nummer` is `{}`"; theirs, written.trim()))
}

/// The collections tell little of the type: Lovtidende A holds acts and orders, Ministerialtidende guidance and
/// circulars; an accession number holds its class.
fn of_type(facts: &Facts, eli: &Eli, record: &Record) -> Option<Said> {
    let code = super::type_code(record.document_type?);
    let is = |list: &str| super::is_listed(facts, list, &code);
    let known = is("act_document") || is("regulation_document") || is("guidance_document");
    let contradicts = match eli.collection.as_str() {
        _ if eli.is_european => known,
        "lta" => is("guidance_document"),
        "mt" => is("act_document"),
        "accn" => known && eli.class.is_some_and(|class| class != code),
        _ => false,
    };
    contradicts.then(|| match eli.class {
        Some(class) => said!("ELI er af typen {}, men `dokumenttype` er `{}`", "the ELI is of the type {}, but `dokumenttype` is `{}`"; class, code),
        None => said!(
            "ELI hører til samlingen `{}`, og der findes ingen dokumenter af typen `{}`",
            "the ELI belongs to the collection `{}`, which has no documents of the type `{}`"; eli.collection, code
        ),
    })
}
