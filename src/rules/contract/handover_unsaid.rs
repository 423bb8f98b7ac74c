//! O05: nobody has said what the old supplier hands over, or it is overdue.

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::rules::entries::{Entry, entries};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "O05",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Contract, Role::Handover, Role::UnderContract],
    says: Text {
        da: "Det er ikke skrevet, hvad leverandøren skal overlevere ved ophør, eller fristen er overskredet.",
        en: "It is not written what the supplier hands over at exit, or it is overdue.",
    },
    why: Text {
        da: "Data og dokumentation, som ingen har bedt om, følger ikke med til den næste leverandør.",
        en: "Data and documentation that nobody asked for do not go along to the next supplier.",
    },
    bad: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU, kontrakt: KON-1}
  - id: KON-1
    type: kontrakt
    titel: Kontrakten
    udløber: 2028-06-30
    uopsigelig_til: 2025-06-30
    optioner: []
    datarettigheder: Kunden ejer data.
    ophørsplan: {dokument: Ophørsplan version 1.0, dato: 2026-04-30}
",
    good: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU, kontrakt: KON-1}
  - id: KON-1
    type: kontrakt
    titel: Kontrakten
    udløber: 2028-06-30
    uopsigelig_til: 2025-06-30
    optioner: []
    datarettigheder: Kunden ejer data.
    ophørsplan: {dokument: Ophørsplan version 1.0, dato: 2026-04-30}
    overleveres:
      - {hvad: Dataudtræk, frist: 2028-06-30}
      - {hvad: Modeller og regler, frist: 2026-06-30, modtaget: 2026-06-22}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    if super::served(facts, ix).is_empty() {
        return;
    }
    let item = facts.model.item(ix);
    let handed: Vec<Entry> =
        entries(facts, ix, Role::Handover).filter(|entry| entry.says(facts, Role::HandoverSubject)).collect();
    if handed.is_empty() {
        findings
            .at(look::place_of(facts, ix, Role::Handover))
            .says(said!(
                "kontrakten `{}` siger ikke, hvad leverandøren overleverer ved ophør",
                "the contract `{}` does not say what the supplier hands over at exit"; item.id
            ))
            .help(said!(
                "skriv data, modeller og dokumentation under `overleveres`, hver med en frist",
                "write data, models and documentation under `overleveres`, each with a deadline"
            ));
    }
    for entry in handed {
        let due = entry.date(Role::Deadline).filter(|due| *due < facts.model.day);
        let Some(due) = due.filter(|_| entry.node(Role::Received).is_none()) else { continue };
        let (due, what) = (look::day(due), entry.text(Role::HandoverSubject).unwrap_or_default());
        findings
            .at(entry.place_of(Role::Deadline))
            .says(Said::new(
                format!("»{what}« skulle være overleveret {}", due.da),
                format!("\"{what}\" was due to be handed over on {}", due.en),
            ))
            .help(said!(
                "ryk leverandøren, og skriv datoen under `modtaget`, når det er kommet",
                "remind the supplier, and write the day under `modtaget` when it has come"
            ));
    }
}
