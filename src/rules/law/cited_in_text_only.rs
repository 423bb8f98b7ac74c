//! J17: the text of a requirement names law that its legal basis does not.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::document::Body;
use crate::finding::Level;
use crate::law::{Pinpoint, cite, parse_pinpoint, split_citation};
use crate::model::{Item, ItemIx, Resolution, Role, Written};
use crate::place::{Place, Span};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;
use crate::trace::moves::act_of;
use crate::trace::reviews::target_name;

pub const RULE: Rule = Rule {
    code: "J17",
    level: Level::Info,
    scope: Scope::Item(check),
    needs: &[Role::Requirement, Role::LegalBasis],
    says: Text {
        da: "Et kravs tekst nævner en bestemmelse, som ikke står under hjemmel.",
        en: "A requirement's text names a provision that is not among its legal basis.",
    },
    why: Text {
        da: "En ændring af bestemmelsen finder ikke kravet, når henvisningen kun står i teksten.",
        en: "A change of the provision does not find the requirement when only the text names it.",
    },
    bad: "=== content/k-17.md
---
id: K-17
type: krav
titel: Frist for undersøgelsen
ophav: lov
hjemmel: BL § 20
---

Løsningen skal beregne fristen efter § 20 og § 22 i barnets lov.
=== content/bl.yaml
id: BL
type: retskilde
titel: Barnets lov
kortnavn: barnets lov
bestemmelser:
  - {ref: § 20, titel: Børnefaglig undersøgelse}
  - {ref: § 22, titel: Undersøgelsens indhold}
",
    good: "=== content/k-17.md
---
id: K-17
type: krav
titel: Frist for undersøgelsen
ophav: lov
hjemmel: [BL § 20, BL § 22]
---

Løsningen skal beregne fristen efter § 20 og § 22 i barnets lov.
=== content/bl.yaml
id: BL
type: retskilde
titel: Barnets lov
kortnavn: barnets lov
bestemmelser:
  - {ref: § 20, titel: Børnefaglig undersøgelse}
  - {ref: § 22, titel: Undersøgelsens indhold}
",
    waivable: true,
};

/// A place of law: the act, if it is known, and where in it; the whole act has no place.
struct Cited {
    act: Option<ItemIx>,
    place: Option<Pinpoint>,
}

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let model = &facts.model;
    let item = model.item(ix);
    let Some(prose) = item.body.filter(|_| model.is(ix, Role::Requirement)) else { return };
    let body = facts.body(prose);
    if !names_law(&body.source) || !look::is_wanted(facts, item) {
        return;
    }
    let basis = basis(facts, ix);
    let mut told: Vec<String> = Vec::new();
    let mut tell = |name: String, place: Place, findings: &mut Findings| {
        if told.contains(&name) {
            return;
        }
        findings
            .at(place)
            .says(said!("teksten nævner `{}`, som ikke står under hjemmel", "the text names `{}`, which is not among the legal basis"; name))
            .help(said!("tilføj den under hjemmel, hvis kravet hviler på den", "add it to the legal basis if the requirement rests on it"));
        told.push(name);
    };
    for link in model.held_by(ix) {
        let (Written::Reference { prose: of, .. }, Some(target)) = (link.written, &link.target) else { continue };
        if of != prose || !model.is(target.item, Role::Provision) {
            continue;
        }
        let name = target_name(model, link).unwrap_or_default();
        let cited = Cited { act: Some(act_of(model, target.item)), place: place_of(&name) };
        if !is_covered(&cited, &basis) {
            tell(name.into(), look::link_place(facts, link), findings);
        }
    }
    for (text, name, cited) in plain_citations(facts, body) {
        if !is_covered(&cited, &basis) {
            tell(name, text_place(facts, item, &text), findings);
        }
    }
}

/// Whether a text may hold a citation that stands by itself.
fn names_law(text: &str) -> bool {
    static SIGN: LazyLock<Finder> = LazyLock::new(|| Finder::new("§"));
    static ARTICLE: LazyLock<Finder> = LazyLock::new(|| Finder::new("rtikel"));
    SIGN.find(text.as_bytes()).is_some() || ARTICLE.find(text.as_bytes()).is_some()
}

fn place_of(citation: &str) -> Option<Pinpoint> {
    parse_pinpoint(split_citation(citation)?.1).ok()
}

/// What the requirement rests on.
fn basis(facts: &Facts, ix: ItemIx) -> Vec<Cited> {
    let model = &facts.model;
    let link_type = model.schema.link_type_with(Role::LegalBasis);
    let links = model.held_by(ix).iter().filter(|link| Some(link.link_type) == link_type);
    let cited = |link: &crate::model::Link| {
        let act = act_of(model, link.target.as_ref()?.item);
        Some(Cited { act: Some(act), place: place_of(&target_name(model, link)?) })
    };
    links.filter_map(cited).collect()
}

/// Whether the basis names the place, something in it, or what it lies in. A place without an act counts in any.
fn is_covered(cited: &Cited, basis: &[Cited]) -> bool {
    basis.iter().any(|one| {
        let same_act = cited.act.is_none() || cited.act == one.act;
        let same_place = match (&cited.place, &one.place) {
            (Some(cited), Some(one)) => cited.starts_with(one) || one.starts_with(cited),
            _ => true,
        };
        same_act && same_place
    })
}

/// Citations written as plain text, with their text and their name. Of an act that the project does not have, nobody
/// can say whether it is another name of one that it has: those are left alone.
fn plain_citations(facts: &Facts, body: &Body) -> Vec<(String, String, Cited)> {
    let mut found = Vec::new();
    let plain = without_references(&body.source);
    // Reading a text for citations costs more than all else here: only paragraphs that may hold one are read.
    for citation in plain.split("\n\n").filter(|paragraph| names_law(paragraph)).flat_map(cite) {
        if citation.relative {
            continue;
        }
        let act = match citation.act.as_deref() {
            Some(name) => match facts.model.resolve(name) {
                Resolution::Found(act) => Some(act.item),
                _ => continue,
            },
            None => None,
        };
        for place in citation.pinpoints {
            let name = match act {
                Some(act) => format!("{} {place}", facts.model.item(act).id),
                None => place.to_string(),
            };
            found.push((citation.text.clone(), name, Cited { act, place: Some(place) }));
        }
    }
    found
}

/// The text with `[[…]]`, code and quoted law blanked out: those are links, examples and other people's words.
fn without_references(source: &str) -> String {
    let mut plain = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = opening(rest) {
        plain.push_str(&rest[..at]);
        let opened = &rest[at..];
        let close = match opened.chars().next() {
            Some('[') if opened.starts_with("[[") => opened.find("]]").map(|end| end + 2),
            Some('`') => opened[1..].find('`').map(|end| end + 2),
            Some('»') => opened.find('«').map(|end| end + '«'.len_utf8()),
            _ => None,
        };
        let end = close.unwrap_or_else(|| opened.chars().next().map_or(1, char::len_utf8));
        plain.push(' ');
        rest = &opened[end..];
    }
    plain.push_str(rest);
    plain
}

/// Where the next `[`, code or quotation opens.
fn opening(text: &str) -> Option<usize> {
    const QUOTE: &[u8] = "»".as_bytes();
    let bytes = text.as_bytes();
    // `C2` begins many characters beside `»`, so it is looked at twice.
    memchr::memchr3_iter(b'[', b'`', QUOTE[0], bytes)
        .find(|at| bytes[*at] != QUOTE[0] || bytes[*at..].starts_with(QUOTE))
}

/// Where a text stands in the item's file; the item where it can't be found as it is.
fn text_place(facts: &Facts, item: &Item, text: &str) -> Place {
    let start = item.span.start as usize;
    let rest = facts.text(item.file).get(start..).unwrap_or("");
    match rest.find(text) {
        Some(at) => Place { file: item.file, span: Span::new(start + at, start + at + text.len()) },
        None => item.place(),
    }
}
