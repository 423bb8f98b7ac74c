//! K15: a word written as a defined one, which nobody has defined.

use std::collections::BTreeMap;

use foldhash::{HashSet, HashSetExt as _};

use crate::document::Node;
use crate::finding::{Level, Said};
use crate::language::{Lexicon, Word, lower, stem, words};
use crate::model::{ItemIx, Role};
use crate::rules::{Findings, Reading, Rule, Scope, Text, Texts, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "K15",
    level: Level::Info,
    scope: Scope::Texts(check),
    needs: &[Role::Requirement, Role::Concept],
    says: Text {
        da: "Et ord er skrevet med stort i et krav, men intet begreb forklarer det.",
        en: "A word is capitalised in a requirement, but no concept explains it.",
    },
    why: Text {
        da: "Stort begyndelsesbogstav siger, at ordet er defineret; findes definitionen ikke, gælder enhver læsning.",
        en: "A capital letter says that the word is defined; without the definition any reading holds.",
    },
    bad: "=== content/k-15.md
---
id: K-15
type: krav
titel: Kvittering
kravtype: K
---

Når en borger skriver, skal Selvbetjeningen kvittere.
",
    good: "=== content/k-15.md
---
id: K-15
type: krav
titel: Kvittering
kravtype: K
---

Når en borger skriver, skal Selvbetjeningen kvittere.
=== content/b-15.yaml
id: B-15
type: begreb
titel: Selvbetjeningen
definition: den del af løsningen, som borgerne bruger
",
    waivable: true,
};

/// Kinds whose titles are names: a word of one is no word to define.
const NAMED: [Role; 13] = [
    Role::Organisation,
    Role::Body,
    Role::Solution,
    Role::ExternalSystem,
    Role::Interface,
    Role::LegalSource,
    Role::Standard,
    Role::Domain,
    Role::Contract,
    Role::DomainModel,
    Role::InformationObject,
    Role::Tender,
    Role::Frame,
];

/// Endings of nouns in the definite form, as defined words have in Danish contracts and few names do.
const DEFINITE: [&str; 4] = ["en", "et", "ene", "erne"];

/// How many requirements are read for one word, to find where it stands in running text.
const MOST_READ: usize = 5;

fn check(texts: &Texts, findings: &mut Findings) {
    let facts = texts.facts;
    let suspects = suspects(texts);
    if suspects.is_empty() {
        return;
    }
    let names = names(facts);
    let lexicon = Lexicon::default();
    for (word, requirements) in suspects {
        let small = lower(word);
        let is_definite = word.chars().count() > 5 && DEFINITE.iter().any(|ending| small.ends_with(ending));
        let is_name = names.contains(&small) || names.contains(bare(&small)) || facts.terms().has_word(&small);
        if is_name || !is_definite && requirements.len() < 2 {
            continue;
        }
        let mut places = requirements.iter().take(MOST_READ).filter_map(|ix| {
            let reading = Reading::of(facts, &lexicon, *ix);
            let stands =
                |at: &usize| bare(reading.said(*at, *at)) == word && !reading.is_muted(*at) && reading.is_name(*at);
            let at = (0..reading.tokens.len()).find(stands)?;
            Some((*ix, reading.place(at, at)))
        });
        if let Some((ix, place)) = places.next() {
            findings.at(place).about(ix).says(message(word, requirements.len())).help(said!(
                "opret et begreb med ordet som titel, eller skriv ordet med lille begyndelsesbogstav",
                "make a concept with the word as its title, or write the word with a small letter"
            ));
        }
    }
}

fn message(word: &str, count: usize) -> Said {
    match count {
        1 => said!(
            "»{}« er skrevet med stort som et defineret ord, men intet begreb forklarer det",
            "»{}« is capitalised as a defined word, but no concept explains it"; word
        ),
        _ => said!(
            "»{}« er skrevet med stort som et defineret ord i {} krav, men intet begreb forklarer det",
            "»{}« is capitalised as a defined word in {} requirements, but no concept explains it"; word, count
        ),
    }
}

/// A word without the `s` of the genitive.
fn bare(word: &str) -> &str {
    word.strip_suffix('s').filter(|bare| bare.len() > 2).unwrap_or(word)
}

/// Words that are capitalised inside a sentence of a statement, with the requirements they stand in. What stands in code
/// or quotation marks is not told apart here: that is read where a word is to be reported.
fn suspects<'a>(texts: &'a Texts) -> BTreeMap<&'a str, Vec<ItemIx>> {
    let (facts, gists) = (texts.facts, texts.gists());
    let mut suspects: BTreeMap<&str, Vec<ItemIx>> = BTreeMap::new();
    for ix in facts.model.with_role(Role::Requirement) {
        let capitals = &gists[ix.0 as usize].capitals;
        let item = facts.model.item(ix);
        if capitals.is_empty() || item.damaged || item.duplicate || !look::is_wanted(facts, item) {
            continue;
        }
        for word in capitals {
            let found = suspects.entry(bare(word)).or_default();
            if found.last() != Some(&ix) {
                found.push(ix);
            }
        }
    }
    suspects
}

/// A word of a statement, when it is capitalised as a defined one is: inside a sentence.
pub fn defined_word<'a>(statement: &str, word: Word<'a>) -> Option<&'a str> {
    (is_capitalised(word.text) && is_inside(statement, word.start, word.text)).then_some(word.text)
}

/// A large letter and then small ones: abbreviations and names such as `NemRefusion` are another thing.
fn is_capitalised(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && word.chars().count() > 2
        && letters.all(|letter| letter.is_lowercase())
}

/// Whether a word follows another in a sentence, and is no part of a longer name.
fn is_inside(text: &str, start: usize, word: &str) -> bool {
    let before = text[..start].trim_end();
    let follows = before.ends_with(|letter: char| letter.is_alphanumeric() || matches!(letter, ',' | ')'));
    let joined = |letter: Option<char>| matches!(letter, Some('-' | '/' | '_' | '.' | '@' | '\u{2010}' | '\u{2011}'));
    let mut after = text[start + word.len()..].chars();
    let next = after.next();
    let is_dotted = next == Some('.') && after.next().is_some_and(char::is_alphanumeric);
    let is_abbreviation = before.ends_with('.');
    follows
        && !is_abbreviation
        && !joined(text[..start].chars().next_back())
        && !is_dotted
        && !joined(next.filter(|next| *next != '.'))
}

/// The words of all names in the project, in small letters and as stems, with those of the model's list.
fn names(facts: &Facts) -> HashSet<String> {
    let model = &facts.model;
    let mut names = HashSet::new();
    let mut add = |text: &str| {
        for word in words(text) {
            let small = lower(word.text);
            names.insert(stem(&small));
            names.insert(small);
        }
    };
    for ix in model.all() {
        let item = model.item(ix);
        if !model.schema.kind(item.kind).role.is_some_and(|role| NAMED.contains(&role)) {
            continue;
        }
        add(&item.title);
        add(&item.id);
        for role in [Role::ShortName, Role::PopularTitle] {
            let written = model.field(ix, role).map(|field| field.node.elements()).unwrap_or_default();
            written.iter().filter_map(Node::text).for_each(&mut add);
        }
    }
    model.schema.word_list("proper_name").iter().for_each(|name| add(name));
    names
}
