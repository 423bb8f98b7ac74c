//! Labels as printed to places in canonical form: `§ 1.`, `Stk. 2.`, `1)`, `a)`, `Kapitel 3`.

use super::super::xml::Element;
use crate::law::{self, CitationError, Level, Pinpoint};

/// The places a label of a section, part, chapter or annex names; several for `§§ 12-14.`, none when it can't be read.
pub(super) fn of_top(element: &Element, sign: &str) -> Vec<Pinpoint> {
    let printed = element.find("Explicatus").map(|label| clean(&label.plain()));
    let numbered = element.attribute("localId").map(|number| format!("{sign} {number}"));
    let written = match printed {
        Some(printed) if !printed.is_empty() => Some(printed),
        // A grouping without a printed label is only told by its number where it is a section.
        _ if sign == "§" => numbered,
        _ => None,
    };
    let Some(written) = written else { return Vec::new() };
    match law::parse_pinpoint(&written) {
        Ok(place) => vec![place],
        Err(CitationError::Several(places)) => places,
        Err(_) => {
            // `5.` alone, or the number in `localId` where the label is a sentence.
            let number = element.attribute("localId").unwrap_or(&written);
            law::parse_pinpoint(&format!("{sign} {number}")).into_iter().collect()
        }
    }
}

/// The place of a stykke: its label, else the first.
pub(super) fn of_subsection(label: Option<&Element>, parent: &Pinpoint, is_first: bool) -> Option<Pinpoint> {
    let written = label.map(|label| clean(&label.plain())).filter(|text| !text.is_empty());
    match written {
        Some(written) => inside(&written, parent).filter(|place| is_level(place, Level::Subsection)),
        None if is_first => inside("stk. 1", parent),
        None => None,
    }
}

/// The place of an item of a list: numbers and letters; roman numbers under a letter are numbers again.
pub(super) fn of_item(item: &Element, parent: &Pinpoint) -> Option<Pinpoint> {
    let label = clean(&item.find("Explicatus")?.plain());
    let label = label.trim_end_matches(')').trim();
    let is_number = label.starts_with(|letter: char| letter.is_ascii_digit());
    let under_letter = parent.steps().last().is_some_and(|step| step.level == Level::Letter);
    let sign = match item.attribute("formaInd") {
        Some("Nummer") => "nr.",
        Some("Litra") if !under_letter => "litra",
        _ if is_number || under_letter => "nr.",
        _ if label.chars().count() == 1 && label.chars().all(char::is_alphabetic) => "litra",
        _ => return None,
    };
    inside(&format!("{sign} {label}"), parent)
}

/// The place of a number in an amending act, printed as `1.`.
pub(super) fn of_amendment(element: &Element, parent: &Pinpoint) -> Option<Pinpoint> {
    let label = clean(&element.find("Explicatus")?.plain());
    inside(&format!("nr. {label}"), parent)
}

fn inside(text: &str, parent: &Pinpoint) -> Option<Pinpoint> {
    let place = law::parse_step(text, Some(parent)).ok()?;
    // One step deeper and no more: `1, litra b` is no label.
    (place.steps().len() == parent.steps().len() + 1 && place.starts_with(parent)).then_some(place)
}

fn is_level(place: &Pinpoint, level: Level) -> bool {
    place.steps().last().is_some_and(|step| step.level == level)
}

fn clean(label: &str) -> String {
    let plain: String = label.chars().filter(|letter| *letter != '\u{AD}').collect();
    plain.trim().trim_end_matches('.').trim().to_owned()
}
