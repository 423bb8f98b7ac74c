//! U07: what a tender exports is still a draft.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::readiness::{Belonging, Export, open_tenders};
use crate::rules::{Findings, Rule, Scope, Text};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "U07",
    level: Level::Error,
    scope: Scope::Site(check),
    needs: &[Role::Tender, Role::BelongsTo, Role::Draft],
    says: Text {
        da: "Et element, der kommer med i udbuddet, er stadig en kladde.",
        en: "An item that the tender exports is still a draft.",
    },
    why: Text {
        da: "Tilbudsgivere binder sig til det, der står i materialet; en kladde har ingen kvalitetssikret.",
        en: "Bidders are bound by what the material says; nobody has assured the quality of a draft.",
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
status: kladde
---
Løsningen skal vise fristen.
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
status: godkendt
---
Løsningen skal vise fristen.
",
    waivable: false,
};

fn check(facts: &Facts, findings: &mut Findings) {
    let tenders = open_tenders(facts);
    if tenders.is_empty() {
        return;
    }
    let (model, belonging) = (&facts.model, Belonging::new(facts));
    let mut found: Vec<(ItemIx, ItemIx)> = Vec::new();
    for (solution, announced) in &tenders {
        let export = Export::of(facts, &announced.profile);
        let drafts = export.items(facts, &belonging, *solution);
        let drafts = drafts.filter(|ix| model.item(*ix).has_status(&model.schema, Role::Draft));
        found.extend(drafts.map(|ix| (ix, announced.tender)));
    }
    found.sort_unstable();
    // An item of several tenders is told once, of the first.
    found.dedup_by_key(|(ix, _)| *ix);
    for (ix, tender) in found {
        let item = model.item(ix);
        let place = model.field(ix, Role::Status).map_or(item.place(), |field| field.place());
        let tender = model.item(tender);
        findings
            .at(place)
            .about(ix)
            .says(said!(
                "`{}` er en kladde, men kommer med i udbuddet `{}`",
                "`{}` is a draft, but the tender `{}` exports it"; item.id, tender.id
            ))
            .help(said!(
                "få det kvalitetssikret og godkendt, eller hold det ude af udbuddets profil",
                "have it assured and approved, or keep it out of the tender's profile"
            ))
            .related(tender.place(), said!("udbuddet", "the tender"));
    }
}
