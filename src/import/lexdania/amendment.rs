//! Acts that amend others: each numbered change is a provision of the amending act, its new text a quotation.

use super::super::statute::Provision;
use super::super::xml::Element;
use super::labels;
use super::text::Text;
use super::walk::Walk;
use crate::law::{self, Pinpoint};

/// A section that names an act and lists changes in it.
pub(super) fn section(walk: &mut Walk, element: &Element, titles: &[String]) {
    let place = labels::of_top(element, "§").into_iter().next();
    let Some(place) = place.filter(|place| walk.take(place)) else {
        let shown: String = element.plain().chars().take(60).collect();
        return walk.left(
            element,
            crate::said!("en ændringsparagraf er ikke taget med: »{} …«", "an amending section is not taken: »{} …«"; shown),
        );
    };
    let mut section = Provision::new(place, element.line);
    section.title = walk.title_of(element, titles);
    let mut text = Text::default();
    for child in element.elements() {
        match &*child.name {
            "Explicatus" | "Rubrica" => {}
            "AendringsNummer" => number(walk, &mut section, child, &mut text),
            "Aendring" => change(child, &mut text),
            _ => text.block(child),
        }
    }
    let named: Vec<String> = element.all("Exitus").map(Element::plain).collect();
    section.amended_act = Some(named.join(" ").replace('\u{AD}', "")).filter(|named| !named.is_empty());
    walk.set_text(&mut section, text, element);
    walk.statute.provisions.push(section);
}

fn number(walk: &mut Walk, section: &mut Provision, element: &Element, outer: &mut Text) {
    let place = labels::of_amendment(element, &section.place);
    let Some(place) = place.filter(|place| walk.take(place)) else {
        outer.block(element);
        let place = section.place.clone();
        return walk.twice(element, &place);
    };
    let mut provision = Provision::new(place, element.line);
    let mut text = Text::default();
    for child in element.elements() {
        match &*child.name {
            "Explicatus" => {}
            "Aendring" => {
                provision.amended.extend(changed(child));
                change(child, &mut text);
            }
            _ => text.block(child),
        }
    }
    walk.set_text(&mut provision, text, element);
    section.nested.push(provision);
}

/// The instruction as text, the new words as a quotation.
fn change(element: &Element, text: &mut Text) {
    for child in element.elements() {
        match &*child.name {
            "AendringNyTekst" => text.quotation(child),
            "AendringAktion" => change(child, text),
            _ => text.block(child),
        }
    }
}

/// The places that an instruction changes. `Efter § 16 indsættes` changes none that is there.
fn changed(element: &Element) -> Vec<Pinpoint> {
    let Some(definition) = element.find("AendringDefinition") else { return Vec::new() };
    let instruction = definition.plain().replace('\u{AD}', "");
    if instruction.starts_with("Efter ") {
        return Vec::new();
    }
    // New words between the marks of quotation cite what they please.
    let own = instruction.split('»').next().unwrap_or_default();
    let cited = law::cite(own).into_iter().filter(|citation| !citation.relative && citation.act.is_none());
    let mut places: Vec<Pinpoint> = cited.flat_map(|citation| citation.pinpoints).collect();
    places.dedup();
    places
}
