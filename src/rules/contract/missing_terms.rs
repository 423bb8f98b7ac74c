//! O01: a contract that does not say when and how it ends.

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::rules::entries::entries;
use crate::rules::{Findings, Rule, Scope, Text, concerns, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "O01",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Contract, Role::ContractEnd, Role::Options, Role::NonTerminableUntil, Role::DataRights],
    says: Text {
        da: "En kontrakt mangler udløb, optioner, opsigelse eller rettigheder til data.",
        en: "A contract lacks its end, options, notice or rights to data.",
    },
    why: Text {
        da: "Genudbuddet planlægges efter, hvornår kontrakten kan slutte, og hvad kunden så har ret til at tage med.",
        en: "The re-tender is planned by when the contract can end, and by what the customer may then take along.",
    },
    bad: "id: KON-1
type: kontrakt
titel: Kontrakt om DUBU
udløber: 2027-06-30
optioner: {længde: 12 måneder, varsles_senest: 2026-12-31, udnyttet: nej}
datarettigheder: Kunden ejer data og dokumentation.
",
    good: "id: KON-1
type: kontrakt
titel: Kontrakt om DUBU
udløber: 2027-06-30
uopsigelig_til: 2025-06-30
optioner: {længde: 12 måneder, varsles_senest: 2026-12-31, udnyttet: nej}
datarettigheder: Kunden ejer data og dokumentation.
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    if !facts.model.is(ix, Role::Contract) || !concerns::is_running(facts, ix) {
        return;
    }
    let item = facts.model.item(ix);
    let terms = [
        (Role::ContractEnd, said!("udløb", "its end")),
        (Role::NonTerminableUntil, said!("opsigelse", "its notice")),
        (Role::DataRights, said!("rettigheder til data", "rights to data")),
    ];
    let missing = terms.into_iter().filter(|(role, _)| !look::says_something(facts, ix, *role));
    let mut missing: Vec<Said> = missing.map(|(_, name)| name).collect();
    // `optioner: []` says that there are none.
    if facts.model.field(ix, Role::Options).is_none() {
        missing.insert(missing.len().min(1), said!("optioner på forlængelse", "options to prolong it"));
    }
    if !missing.is_empty() {
        let missing = look::listed(&missing);
        findings
            .at(item.place())
            .says(Said::new(
                format!("kontrakten `{}` mangler {}", item.id, missing.da),
                format!("the contract `{}` lacks {}", item.id, missing.en),
            ))
            .help(said!(
                "skriv, hvad der er aftalt, under `udløber`, `optioner`, `uopsigelig_til` og `datarettigheder`; uden optioner `optioner: []`",
                "write what was agreed under `udløber`, `optioner`, `uopsigelig_til` and `datarettigheder`; without options `optioner: []`"
            ));
    }
    let unused = entries(facts, ix, Role::Options).filter(|option| !option.is_yes(Role::OptionUsed));
    for option in unused.filter(|option| option.date(Role::NoticeBy).is_none()) {
        findings
            .at(option.place_of(Role::NoticeBy))
            .says(said!(
                "en option i `{}` siger ikke, hvornår den senest skal varsles",
                "an option of `{}` does not say by when notice must be given"; item.id
            ))
            .help(said!("skriv dagen under `varsles_senest`", "write the day under `varsles_senest`"));
    }
}
