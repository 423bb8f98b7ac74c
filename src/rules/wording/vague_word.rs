//! K04: a word that cannot be tested.

use crate::finding::{Level, Said};
use crate::model::Role;
use crate::rules::{Findings, Hit, List, Reading, Rule, Scope, Text, VAGUE};
use crate::said;

pub const RULE: Rule = Rule {
    code: "K04",
    level: Level::Error,
    scope: Scope::Statement(check),
    needs: &[Role::Requirement],
    says: Text {
        da: "Et krav bruger et vagt ord, som ikke kan efterprøves (fejl i et mindstekrav, ellers advarsel).",
        en: "A requirement uses a vague word that can not be tested (error in a minimum requirement, else warning).",
    },
    why: Text {
        da: "Tilbudsgiverne lægger hver deres i ordet, så tilbuddene ikke kan sammenlignes, og ved prøven er der intet at måle efter.",
        en: "Each bidder reads the word in a way of their own, so bids can not be compared, and the test has nothing to measure by.",
    },
    bad: "=== content/k-4.md
---
id: K-4
type: krav
titel: Eksempel
kravtype: K
---

Løsningen skal vise en sag hurtigt.
",
    good: "=== content/k-4.md
---
id: K-4
type: krav
titel: Eksempel
kravtype: K
---

Løsningen skal vise en sag inden for 2 sekunder i mindst 95 procent af opslagene.
",
    waivable: true,
};

fn check(reading: &Reading, findings: &mut Findings) {
    for hit in reading.all_hits() {
        let list = reading.list(hit);
        if !VAGUE.contains(&list) || is_precise(reading, hit) {
            continue;
        }
        let text = reading.hit_said(hit);
        let found = findings.at(reading.hit_place(hit)).says(fault(list, text)).help(advice(list));
        if !reading.is_mandatory {
            found.level(Level::Warning);
        }
    }
}

/// Whether a word is precise where it stands: a name, a comparison, or what somebody asks for (`hvor mange`).
fn is_precise(reading: &Reading, hit: &Hit) -> bool {
    let (first, last) = (hit.first as usize, hit.last as usize);
    let asked = first > 0 && reading.word(first - 1) == "hvor";
    let compared = first == last && reading.word(first).ends_with("ere") && reading.word(last + 1) == "end";
    asked || compared || first == last && reading.is_name(first)
}

/// What is wrong with it.
fn fault(list: List, text: &str) -> Said {
    match list {
        List::VagueAction => {
            said!("»{}« siger ikke, hvad der skal ske, og kan ikke efterprøves", "»{}« does not say what is to happen and can not be tested"; text)
        }
        List::VagueCirca => said!("»{}« siger ikke, hvor grænsen går", "»{}« does not say where the bound is"; text),
        List::VagueCondition => {
            said!("»{}« siger ikke, hvornår kravet gælder", "»{}« does not say when the requirement holds"; text)
        }
        List::VagueNorm => {
            said!("»{}« siger ikke, hvilke regler der menes", "»{}« does not say which rules are meant"; text)
        }
        _ => said!("»{}« kan ikke efterprøves", "»{}« can not be tested"; text),
    }
}

/// What to write instead.
fn advice(list: List) -> Said {
    match list {
        List::VagueTime => said!(
            "skriv en grænse, fx »inden for 2 sekunder i 95 procent af opslagene« eller »senest kl. 8 hver hverdag«",
            "write a limit, such as »inden for 2 sekunder i 95 procent af opslagene« or »senest kl. 8 hver hverdag«"
        ),
        List::VagueUsability => said!(
            "navngiv opgaven, brugergruppen og målet, fx »9 af 10 sagsbehandlere uden oplæring opretter en sag inden for 5 minutter«",
            "name the task, the users and the goal, such as »9 af 10 sagsbehandlere uden oplæring opretter en sag inden for 5 minutter«"
        ),
        List::VagueProperty => said!(
            "beskriv situationen og det målte resultat, fx »500 samtidige brugere uden at svartiden overstiger 2 sekunder«",
            "describe the situation and the measured result, such as »500 samtidige brugere uden at svartiden overstiger 2 sekunder«"
        ),
        List::VagueDegree => said!(
            "skriv et tal med enhed og hvad der måles mod, eller tag ordet ud",
            "write a number with its unit and what it is measured against, or take the word out"
        ),
        List::VagueFitting => said!(
            "skriv kriteriet: en liste, en regel eller en henvisning til den bestemmelse, der afgør det",
            "write the criterion: a list, a rule or a reference to the provision that decides it"
        ),
        List::VagueAction => said!(
            "skriv, hvad løsningen gør: viser, beregner, sender, gemmer, afviser …",
            "write what the solution does: shows, calculates, sends, keeps, refuses …"
        ),
        List::VagueCirca => {
            said!("skriv en grænse med »højst« eller »mindst«", "write a bound with »højst« or »mindst«")
        }
        List::VagueCondition => said!(
            "skriv den hændelse eller det valg, der udløser det: »når …« eller »hvis …«",
            "write the event or the choice that calls for it: »når …« or »hvis …«"
        ),
        List::VagueNorm => said!(
            "nævn loven med § eller standarden med udgave og »eller tilsvarende«",
            "name the act with its § or the standard with its version and »eller tilsvarende«"
        ),
        _ => said!("skriv det, der kan måles eller ses", "write what can be measured or seen"),
    }
}
