//! U10: a solution that nobody requires to be accessible.

use crate::finding::Level;
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Rule, Scope, Text, Texts, concerns, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "U10",
    level: Level::Warning,
    scope: Scope::Texts(check),
    needs: &[Role::Solution, Role::Requirement],
    says: Text {
        da: "En løsning har ingen krav til webtilgængelighed (EN 301 549).",
        en: "A solution has no requirements on web accessibility (EN 301 549).",
    },
    why: Text {
        da: "Offentlige myndigheders websteder og apps, også de interne, skal efter loven kunne bruges af alle. Det koster \
             mindst at kræve fra begyndelsen.",
        en: "By law the web sites and apps of public authorities, internal ones too, must be usable by everybody. It costs \
             least to require it from the start.",
    },
    bad: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU, volumener: {navn: Brugere, antal: 7, dato: 2026-06-30, kilde: Katalog}}
  - {id: K-1, type: krav, titel: Oppetid og tilgængelighed, løsning: DUBU, begrundelse: Vi bruger den, kravtype: K, kontraktydelse: drift, besvarelsesform: bekræft}
",
    good: "=== content/dubu.yaml
elementer:
  - {id: DUBU, type: løsning, titel: DUBU, volumener: {navn: Brugere, antal: 7, dato: 2026-06-30, kilde: Katalog}}
  - {id: EN301549, type: standard, titel: EN 301 549 version 3.2.1}
  - {id: K-1, type: krav, titel: Brug for alle, løsning: DUBU, begrundelse: Det er loven, kravtype: MK, kontraktydelse: funktionalitet, besvarelsesform: dokumentér, efterlever: EN301549}
",
    waivable: true,
};

fn check(texts: &Texts, findings: &mut Findings) {
    let facts = texts.facts;
    let names = Names::new(facts);
    for ix in facts.model.with_role(Role::Solution) {
        let item = facts.model.item(ix);
        if !item.damaged && !item.duplicate {
            check_solution(texts, ix, &names, findings);
        }
    }
}

fn check_solution(texts: &Texts, ix: ItemIx, names: &Names, findings: &mut Findings) {
    let (facts, gists) = (texts.facts, texts.gists());
    let asks = |ix: ItemIx| gists[ix.0 as usize].names_accessibility || names.are_of_standards(facts, ix);
    // A supporting system serves other systems and may have no pages of its own.
    let supports = || look::chosen(facts, ix, Role::SolutionType) == Some(Role::SupportingSystem);
    if !concerns::is_in_use(facts, ix) || supports() {
        return;
    }
    let mut any = false;
    for requirement in concerns::requirements(facts, ix) {
        any = true;
        let reused = facts.model.targets(requirement, Role::ReusedFrom);
        if asks(requirement) || reused.iter().any(|one| asks(*one)) {
            return;
        }
    }
    // Of a solution without requirements V01 tells.
    if !any {
        return;
    }
    let item = facts.model.item(ix);
    findings
        .at(item.place())
        .about(ix)
        .says(said!("`{}` har ingen krav til webtilgængelighed", "`{}` has no requirements on web accessibility"; item.id))
        .help(said!(
            "skriv et krav, der med `efterlever` henviser til EN 301 549, eller genbrug et fælles krav",
            "write a requirement that refers to EN 301 549 by `efterlever`, or reuse a shared one"
        ));
}

/// What accessibility is called by the model, in lower case and without white space: `EN301549` is `EN 301 549`.
pub struct Names {
    names: Vec<String>,
    /// Which bytes a name may begin with, in any case.
    first: [bool; 256],
}

impl Names {
    pub fn new(facts: &Facts) -> Names {
        let words = facts.model.schema.word_list("accessibility").iter();
        let names: Vec<String> = words.map(|word| bare(word)).filter(|word| !word.is_empty()).collect();
        let mut first = [false; 256];
        for letter in names.iter().filter_map(|name| name.chars().next()) {
            for letter in letter.to_uppercase().chain([letter]) {
                first[usize::from(letter.encode_utf8(&mut [0; 4]).as_bytes()[0])] = true;
            }
        }
        Names { names, first }
    }

    /// Whether a requirement names accessibility itself.
    pub fn are_said_by(&self, facts: &Facts, requirement: ItemIx) -> bool {
        let item = facts.model.item(requirement);
        self.are_in(&item.title) || item.body.is_some_and(|body| self.are_in(&facts.body(body).source))
    }

    /// Whether a requirement complies with a standard that is one of them.
    fn are_of_standards(&self, facts: &Facts, requirement: ItemIx) -> bool {
        let model = &facts.model;
        let is_named = |ix: ItemIx| self.are_in(&model.item(ix).title) || self.are_in(&model.item(ix).id);
        model.targets(requirement, Role::CompliesWith).into_iter().any(is_named)
    }

    /// Whether a text holds one of them, wherever and however it is spaced.
    fn are_in(&self, text: &str) -> bool {
        let places = text.bytes().enumerate().filter(|(_, byte)| self.first[usize::from(*byte)]);
        places.into_iter().any(|(at, _)| self.names.iter().any(|name| begins(&text[at..], name)))
    }
}

/// Whether the letters and digits of a text begin with a name in lower case.
fn begins(text: &str, name: &str) -> bool {
    // Most words differ in their second letter, and every text is looked through after every edit.
    if let (Some(own), Some(known)) = (text.as_bytes().get(1), name.as_bytes().get(1))
        && own.is_ascii_alphanumeric()
        && known.is_ascii()
        && own.to_ascii_lowercase() != *known
    {
        return false;
    }
    let mut letters = letters(text);
    name.chars().all(|letter| letters.next() == Some(letter))
}

/// The letters and digits of a text, in lower case.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase)
}

fn bare(text: &str) -> String {
    letters(text).collect()
}
