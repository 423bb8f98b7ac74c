//! S09: the model says how many, the author wrote another number.

use crate::document::Node;
use crate::finding::{Level, Said};
use crate::model::schema::{Field, Form, LinkField};
use crate::model::{Item, ItemIx, Key};
use crate::place::{FileId, Place};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "S09",
    level: Level::Error,
    scope: Scope::Item(check),
    needs: &[],
    says: Text {
        da: "Et element har for få eller for mange links af en type.",
        en: "An item has too few or too many links of a type.",
    },
    why: Text {
        da: "Modellen siger, hvor mange der skal være, for at elementet kan bruges.",
        en: "The model says how many there must be for the item to be of use.",
    },
    bad: "=== model.yaml
udvid: fælleskommunal
typer: {regel: {links: {model: {til: fagmodel, mindst: 1, højst: 1}}}}
=== content/regler.yaml
elementer:
  - {id: R-1, type: regel, titel: Frist, hjemmel: BL}
  - {id: FM-1, type: fagmodel, titel: Regelmodel}
  - {id: BL, type: retskilde, titel: Barnets lov}
=== content/side.md
Se [[FM-1]].
",
    good: "=== model.yaml
udvid: fælleskommunal
typer: {regel: {links: {model: {til: fagmodel, mindst: 1, højst: 1}}}}
=== content/regler.yaml
elementer:
  - {id: R-1, type: regel, titel: Frist, hjemmel: BL, model: FM-1}
  - {id: FM-1, type: fagmodel, titel: Regelmodel}
  - {id: BL, type: retskilde, titel: Barnets lov}
",
    waivable: false,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let item = facts.model.item(ix);
    let kind = facts.model.schema.kind(item.kind);
    let wanted = look::is_wanted(facts, item);
    for (number, link) in kind.links.iter().enumerate().filter(|(_, link)| is_bounded(link)) {
        let written = item.fields.iter().find(|value| value.key == Key::Link(number as u16));
        let count = written.map_or(0, |value| value.node.elements().len());
        let place = written.map_or(item.place(), |value| value.place());
        if too_many(link, count) || wanted && too_few(link, count.max(from_both_ends(facts, ix, link))) {
            say(findings, place, link, count);
        }
    }
    inside_objects(facts, item, findings);
}

fn is_bounded(link: &LinkField) -> bool {
    link.min.is_some() || link.max.is_some()
}

fn too_few(link: &LinkField, count: usize) -> bool {
    link.min.is_some_and(|min| count < min as usize)
}

fn too_many(link: &LinkField, count: usize) -> bool {
    link.max.is_some_and(|max| count > max as usize)
}

/// How many links of the type an item has when those written at the other end are counted too.
fn from_both_ends(facts: &Facts, ix: ItemIx, link: &LinkField) -> usize {
    let model = &facts.model;
    let of = |wanted| move |(_, number): &(ItemIx, usize)| model.links[*number].link_type == wanted;
    match model.schema.link_type(link.link_type).inverse_of {
        None => model.graph.outgoing(ix).filter(of(link.link_type)).count(),
        Some(plain) => model.graph.incoming(ix).filter(of(plain)).count(),
    }
}

fn inside_objects(facts: &Facts, item: &Item, findings: &mut Findings) {
    for written in &item.fields {
        if let Some(field) = item.declared(&facts.model.schema, written) {
            inside(field, written.file, &written.node, findings);
        }
    }
}

/// Counts the links of every object of a field, and of those inside them.
fn inside(field: &Field, file: FileId, node: &Node, findings: &mut Findings) {
    let Form::Object(fields) = &field.form else { return };
    for map in node.elements() {
        let Some(pairs) = map.map() else { continue };
        for field in fields {
            let found = pairs.find(&field.key);
            match &field.form {
                Form::Reference(link) if is_bounded(link) => {
                    let count = found.map_or(0, |node| node.elements().len());
                    if too_few(link, count) || too_many(link, count) {
                        say(findings, Place { file, span: found.unwrap_or(map).span }, link, count);
                    }
                }
                Form::Object(_) => found.into_iter().for_each(|node| inside(field, file, node, findings)),
                _ => {}
            }
        }
    }
}

fn say(findings: &mut Findings, place: Place, link: &LinkField, count: usize) {
    let bounds = match (link.min, link.max) {
        (Some(min), Some(max)) if min == max => Said::new(format!("netop {min}"), format!("exactly {min}")),
        (Some(min), Some(max)) => Said::new(format!("{min} til {max}"), format!("{min} to {max}")),
        (Some(min), None) => Said::new(format!("mindst {min}"), format!("at least {min}")),
        (None, Some(max)) => Said::new(format!("højst {max}"), format!("at most {max}")),
        (None, None) => return,
    };
    let links = if link.max.or(link.min) == Some(1) { "link" } else { "links" };
    let message = Said::new(
        format!("`{}` skal have {} {links}, men har {count}", link.key, bounds.da),
        format!("`{}` must have {} {links}, but has {count}", link.key, bounds.en),
    );
    let help = match too_many(link, count) {
        true => said!("fjern dem, der er for mange", "remove those that are too many"),
        false => said!("tilføj det, der mangler", "add what is missing"),
    };
    findings.at(place).says(message).help(help);
}
