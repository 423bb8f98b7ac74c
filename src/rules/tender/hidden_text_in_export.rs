//! U09: what a tender exports holds text that its profile does not publish.

use crate::document::{Piece, Value};
use crate::finding::Level;
use crate::model::{FieldValue, ItemIx, Prose, Role};
use crate::place::{Place, Span};
use crate::rules::readiness::{Belonging, Export, open_tenders};
use crate::rules::{Findings, Rule, Scope, Text, Texts};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "U09",
    level: Level::Error,
    scope: Scope::Texts(check),
    needs: &[Role::Tender, Role::BelongsTo, Role::Visibility],
    says: Text {
        da: "Et element, der kommer med i udbuddet, har tekst, som udbuddets profil ikke udgiver.",
        en: "An item that the tender exports holds text that the tender's profile does not publish.",
    },
    why: Text {
        da: "Teksten udelades af materialet, så tilbudsgivere ser elementet uden den, og den må ikke slippe ud ad andre veje.",
        en: "The text is left out of the material, so bidders see the item without it, and it must not get out by other ways.",
    },
    bad: "=== content/udbud.yaml
elementer:
  - {id: L-1, type: løsning, titel: Løsningen, domæne: D-1}
  - {id: D-1, type: domæne, titel: Børn}
  - {id: U-1, type: udbud, titel: Genudbud, løsning: L-1, annonceres: 2027-06-01}
=== content/krav.md
---
id: K-1
type: krav
titel: Frist
løsning: L-1
---
Løsningen skal vise fristen.

> [!INTERN]
> Leverandøren kan ikke i dag.
",
    good: "=== content/udbud.yaml
elementer:
  - {id: L-1, type: løsning, titel: Løsningen, domæne: D-1}
  - {id: D-1, type: domæne, titel: Børn}
  - {id: U-1, type: udbud, titel: Genudbud, løsning: L-1, annonceres: 2027-06-01}
=== content/krav.md
---
id: K-1
type: krav
titel: Frist
løsning: L-1
---
Løsningen skal vise fristen.

> [!TILBUDSGIVER]
> Vis beregningen af fristen i tilbuddet.
",
    waivable: false,
};

fn check(texts: &Texts, findings: &mut Findings) {
    let facts = texts.facts;
    let tenders = open_tenders(facts);
    if tenders.is_empty() {
        return;
    }
    let (model, belonging) = (&facts.model, Belonging::new(facts));
    let mut found: Vec<(ItemIx, ItemIx, Place, &str)> = Vec::new();
    for (solution, announced) in &tenders {
        let export = Export::of(facts, &announced.profile);
        for ix in export.items(facts, &belonging, *solution) {
            for (field, visibility) in guarded(facts, ix).filter(|(_, word)| !export.shows(facts, Some(word))) {
                found.push((ix, announced.tender, place(facts, field, visibility), visibility));
            }
        }
    }
    found.sort_unstable_by_key(|(ix, tender, place, word)| (*ix, *place, *word, *tender));
    found.dedup_by_key(|(ix, _, place, word)| (*ix, *place, *word));
    for (ix, tender, place, visibility) in found {
        let (item, tender) = (model.item(ix), model.item(tender));
        findings
            .at(place)
            .about(ix)
            .says(said!(
                "`{}` har en tekst, der er mærket `{}`; udbuddet `{}` udgiver den ikke",
                "`{}` holds a text marked `{}`; the tender `{}` does not publish it"; item.id, visibility, tender.id
            ))
            .help(said!(
                "flyt teksten til et element uden for udbuddet, slet den, eller giv den en synlighed, som profilen udgiver",
                "move the text to an item outside the tender, remove it, or give it a visibility that the profile publishes"
            ))
            .related(tender.place(), said!("udbuddet", "the tender"));
    }
}

/// The guarded blocks in an item's texts, with the visibility of each.
fn guarded(facts: &Facts, ix: ItemIx) -> impl Iterator<Item = (&FieldValue, &str)> {
    facts.model.item(ix).fields.iter().flat_map(|field| {
        let Value::Prose(body) = field.node.value else { return Vec::new() };
        let mut words = Vec::new();
        gather(&facts.body(Prose { file: field.file, body }).pieces, &mut words);
        words.sort_unstable();
        words.dedup();
        words.into_iter().map(|word| (field, word)).collect::<Vec<_>>()
    })
}

fn gather<'a>(pieces: &'a [Piece], words: &mut Vec<&'a str>) {
    for piece in pieces {
        if let Piece::Guarded(guarded) = piece {
            words.push(&guarded.visibility);
            gather(&guarded.pieces, words);
        }
    }
}

/// The marker of the first such block in a field's text; the field where it is not found.
fn place(facts: &Facts, field: &FieldValue, visibility: &str) -> Place {
    let text = field.node.span.of(facts.text(field.file));
    let marker = format!("[!{}]", visibility.to_uppercase());
    match text.find(&marker) {
        Some(at) => {
            let start = field.node.span.start as usize + at;
            Place { file: field.file, span: Span::new(start, start + marker.len()) }
        }
        None => field.place(),
    }
}
