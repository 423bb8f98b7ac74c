//! What is said about links that do not lead where they should.

use std::sync::Arc;

use super::item::Item;
use super::links::Context;
use super::resolve::Resolution;
use super::schema::{KindIx, Schema};
use super::{File, nearest};
use crate::finding::{Finding, Said};
use crate::law::CitationError;
use crate::place::Place;
use crate::said;

/// A typo in a large portfolio is compared with every id, so only so many findings get a suggestion.
const SUGGESTIONS: usize = 200;

pub(super) fn no_target(place: Place) -> Finding {
    Finding::new("S06", place, said!("linket har ingen `til`", "the link has no `til`"))
        .help(said!("skriv `{{til: …, note: …}}`", "write `{{til: …, note: …}}`"))
}

pub(super) fn no_text(place: Place) -> Finding {
    Finding::new("S06", place, said!("et link skal være et id", "a link must be an id"))
        .help(said!("skriv id'et som tekst, eller en liste af id'er", "write the id as text, or a list of ids"))
}

pub(super) fn unresolved(context: &Context, text: &str, place: Place, resolution: &Resolution) -> Finding {
    match resolution {
        Resolution::UnknownSource(source) => Finding::new(
            "S07",
            place,
            said!("ingen retskilde har id eller kortnavn `{}`", "no legal source has the id or short name `{}`"; source),
        ),
        Resolution::NotInSource(ix) => {
            let source = &context.items[ix.0 as usize].id;
            Finding::new("J03", place, said!("`{}` findes ikke: `{}` er opført fuldstændigt uden den", "`{}` does not exist: `{}` is listed completely without it"; text, source))
                .help(said!("ret henvisningen, eller tilføj bestemmelsen til retskilden", "mend the citation, or add the provision to the legal source"))
        }
        Resolution::Malformed(error) => malformed(text, place, error),
        Resolution::Missing | Resolution::Withheld | Resolution::Found(_) => {
            Finding::new("S07", place, said!("intet element har id'et `{}`", "no item has the id `{}`"; text))
        }
    }
}

/// A citation that can't be read as one place of a legal source.
pub(super) fn malformed(text: &str, place: Place, error: &CitationError) -> Finding {
    let (message, help) = match error {
        CitationError::Relative(_) => (
            said!("`{}` siger ikke, hvilken lov eller paragraf der menes", "`{}` does not say which act or section is meant"; text),
            said!(
                "skriv hele henvisningen, for eksempel `BL § 20, stk. 3`; i en liste `[…]` skal den i anførselstegn",
                "write the whole citation, such as `BL § 20, stk. 3`; in a list `[…]` it needs quotes"
            ),
        ),
        CitationError::Several(places) => {
            let each: Vec<String> = places.iter().take(4).map(|place| format!("`{place}`")).collect();
            (
                said!("`{}` nævner flere steder", "`{}` names several places"; text),
                said!("skriv hvert sted for sig på listen: {}", "write each place as its own element: {}"; each.join(", ")),
            )
        }
        CitationError::Impossible => (
            said!("`{}` kan ikke findes i nogen lov", "`{}` can exist in no act"; text),
            said!("ret nummeret eller bogstavet", "mend the number or the letter"),
        ),
        CitationError::Unreadable(_) => (
            said!("`{}` kan ikke læses som en lovhenvisning", "`{}` can't be read as a citation"; text),
            said!(
                "skriv for eksempel `§ 20`, `stk. 3`, `nr. 1`, `litra b`, `artikel 6` eller `pkt. 2.1`",
                "write for example `§ 20`, `stk. 3`, `nr. 1`, `litra b`, `artikel 6` or `pkt. 2.1`"
            ),
        ),
    };
    Finding::new("J03", place, message).help(help)
}

pub(super) fn old_id(text: &str, item: &Item, place: Place) -> Finding {
    let whole = item.id.contains(' ') == text.contains(' ');
    let finding = Finding::new("S11", place, said!("`{}` hedder nu `{}`", "`{}` is now called `{}`"; text, item.id))
        .help(said!("brug det nye id", "use the new id"));
    // Inside `[[…]]` the place holds more than the id, and a citation more than the act's.
    if whole && (place.span.end - place.span.start) as usize == text.len() { finding.fix(&*item.id) } else { finding }
}

pub(super) fn deeper(canonical: &str, item: &Item, place: Place) -> Finding {
    Finding::new("J04", place, said!("`{}` er ikke opført for sig i retskilden; linket fører til `{}`", "`{}` is not listed on its own; the link counts for `{}`"; canonical, item.id))
        .help(said!("tilføj bestemmelsen til retskilden, hvis den skal følges for sig", "add the provision to the legal source if it is to be followed on its own"))
}

pub(super) fn wrong_kind(schema: &Schema, allowed: &[KindIx], item: &Item, place: Place) -> Finding {
    let kinds: Vec<&str> = allowed.iter().map(|kind| schema.kind(*kind).key.as_str()).collect();
    let kinds = kinds.join(", ");
    let kind = &schema.kind(item.kind).key;
    Finding::new("S08", place, said!("`{}` er af typen {}, men linket skal pege på: {}", "`{}` is of the kind {}, but the link must point to: {}"; item.id, kind, kinds))
        .help(said!("peg på et element af den rette type, eller brug en anden nøgle", "point to an item of the right kind, or use another key"))
}

pub(super) fn no_anchor(fragment: &str, item: &Item, place: Place) -> Finding {
    Finding::new("S15", place, said!("`{}` har hverken trin eller overskrift `{}`", "`{}` has neither step nor heading `{}`"; item.id, fragment))
        .help(said!("ret det, der står efter `#`", "mend what stands after `#`"))
}

/// Adds "did you mean" to the first unresolved links, in order of file and place. `is_whole`: no ids are unknown because
/// the index that has them can't be read.
pub(super) fn suggest(files: &[File], items: &[Arc<Item>], is_whole: bool, findings: &mut [Finding]) {
    let mut open: Vec<&mut Finding> =
        findings.iter_mut().filter(|finding| finding.code == "S07" && finding.help.is_none()).collect();
    open.sort_by_key(|finding| finding.place);
    for (number, finding) in open.into_iter().enumerate() {
        let text = written(&files[finding.place.file.0 as usize].text, finding.place);
        let near =
            (number < SUGGESTIONS && is_whole).then(|| nearest(text, items.iter().map(|item| &*item.id))).flatten();
        finding.help = Some(match near.and_then(|near| items.iter().find(|item| &*item.id == near)) {
            Some(item) => meant(item),
            None if !is_whole => said!(
                "ret id'et, eller opret elementet; hører det til en anden portefølje, så få dens indeks på plads først (S21)",
                "mend the id, or create the item; if another portfolio has it, get its index in order first (S21)"
            ),
            None => said!("ret id'et, eller opret elementet", "mend the id, or create the item"),
        });
    }
}

fn meant(item: &Item) -> Said {
    if item.title.is_empty() || item.title == item.id {
        return said!("mente du `{}`?", "did you mean `{}`?"; item.id);
    }
    said!("mente du `{}`, »{}«?", "did you mean `{}`, \"{}\"?"; item.id, item.title)
}

/// The id inside what the author wrote: without brackets, quotes, fragment and label.
fn written(text: &str, place: Place) -> &str {
    let raw = place.span.of(text).trim_matches(['[', ']', '"', '\'', ' ']);
    raw.split(['#', '|']).next().unwrap_or(raw).trim()
}
