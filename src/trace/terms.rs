//! The words of the trade in running text: every term of every concept, found in its inflections and in compounds.
//!
//! A term is a row of stems, kept by its first one. Looking up a word costs a look at a table of beginnings; only a word
//! that begins as some term does is stemmed.

use std::borrow::Cow;

use foldhash::{HashMap, HashMapExt as _, HashSet};

use super::Facts;
use crate::document::Node;
use crate::language::{Word, lower, stem, words};
use crate::model::{ItemIx, Role};

/// How a concept stands to a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    Preferred,
    Accepted,
    Deprecated,
}

/// A term of a concept.
#[derive(Clone, Debug)]
pub struct Term {
    pub concept: ItemIx,
    pub standing: Standing,
    /// As written.
    pub text: Box<str>,
    /// Its words in small letters.
    pub words: Vec<Box<str>>,
    stems: Vec<Box<str>>,
    /// The solutions of its concept, sorted; none for a shared one.
    solutions: Vec<ItemIx>,
}

/// The terms of concepts, made ready for looking up.
#[derive(Debug, Default)]
pub struct Terms {
    terms: Vec<Term>,
    /// By the stem of the first word.
    by_stem: HashMap<Box<str>, Vec<u32>>,
    /// Whether some stem begins with these bytes: folded from the first four, and for short stems from the first two.
    beginnings: Beginnings,
    /// The same of deprecated terms alone, which are few.
    deprecated: Beginnings,
    /// The stems of all words of all terms.
    known: HashSet<Box<str>>,
}

/// Fewest bytes of a stem that is looked for inside longer words: shorter ones stand in words of other meanings.
const SHORTEST_PART: usize = 4;

impl Terms {
    /// The terms of all concepts that are not withdrawn.
    pub fn of(facts: &Facts) -> Terms {
        let model = &facts.model;
        let wanted = |ix: &ItemIx| {
            let item = model.item(*ix);
            !item.damaged && !item.duplicate && !item.has_status(&model.schema, Role::Withdrawn)
        };
        Terms::of_concepts(facts, model.with_role(Role::Concept).filter(wanted))
    }

    /// The terms of some concepts.
    pub fn of_concepts(facts: &Facts, concepts: impl Iterator<Item = ItemIx>) -> Terms {
        let mut terms = Terms::default();
        for concept in concepts {
            terms.add(facts, concept, Standing::Preferred, &facts.model.item(concept).title);
            for (role, standing) in
                [(Role::AcceptedTerms, Standing::Accepted), (Role::DeprecatedTerms, Standing::Deprecated)]
            {
                let written = facts.model.field(concept, role).map(|field| field.node.elements()).unwrap_or_default();
                written.iter().filter_map(Node::text).for_each(|text| terms.add(facts, concept, standing, text));
            }
        }
        terms
    }

    fn add(&mut self, facts: &Facts, concept: ItemIx, standing: Standing, text: &str) {
        let small = lower(text);
        let words: Vec<Box<str>> = words(&small).map(|word| word.text.into()).collect();
        let stems: Vec<Box<str>> = words.iter().map(|word| stem(word).into()).collect();
        // A letter alone is no word that anybody could tell from others.
        let Some(first) = stems.first().filter(|first| first.len() > 1) else { return };
        self.beginnings.insert(first);
        if standing == Standing::Deprecated {
            self.deprecated.insert(first);
        }
        self.known.extend(stems.iter().cloned());
        self.by_stem.entry(first.clone()).or_default().push(self.terms.len() as u32);
        let solutions = facts.model.solutions(concept).to_vec();
        self.terms.push(Term { concept, standing, text: text.trim().into(), words, stems, solutions });
    }

    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Every term, in the order of their concepts.
    pub fn all(&self) -> &[Term] {
        &self.terms
    }

    /// The terms that begin at a word of a text, in the order of their concepts. `word` gives the words of the text in
    /// small letters by number, `None` past the end.
    pub fn at<'t>(&self, word: impl Fn(usize) -> Option<&'t str>, at: usize) -> Vec<&Term> {
        let Some(first) = word(at).filter(|word| self.beginnings.may_begin(word)) else { return Vec::new() };
        let found = self.by_stem.get(&*stem(first)).map(Vec::as_slice).unwrap_or_default();
        let follows = |term: &&Term| {
            let mut rest = term.stems.iter().enumerate().skip(1);
            rest.all(|(place, wanted)| word(at + place).is_some_and(|word| stem(word) == **wanted))
        };
        found.iter().map(|number| &self.terms[*number as usize]).filter(follows).collect()
    }

    /// Whether a deprecated term may begin at a word in small letters; `false` is sure.
    pub fn may_be_deprecated(&self, word: &str) -> bool {
        self.deprecated.may_begin(word)
    }

    /// The terms of one word that are the first or the last part of a longer word in small letters.
    pub fn inside(&self, word: &str) -> Vec<&Term> {
        let mut found: Vec<u32> = Vec::new();
        let alone = |number: &&u32| self.terms[**number as usize].stems.len() == 1;
        let of = |stem: &str| self.by_stem.get(stem).map(Vec::as_slice).unwrap_or_default();
        if self.beginnings.may_begin(word) {
            let cuts = (SHORTEST_PART..word.len()).filter(|cut| word.is_char_boundary(*cut));
            cuts.for_each(|cut| found.extend(of(&word[..cut]).iter().filter(alone)));
        }
        for cut in (2..word.len().saturating_sub(SHORTEST_PART - 1)).filter(|cut| word.is_char_boundary(*cut)) {
            if self.beginnings.may_begin(&word[cut..]) {
                found.extend(of(&stem(&word[cut..])).iter().filter(alone));
            }
        }
        found.retain(|number| self.terms[*number as usize].stems[0].len() >= SHORTEST_PART);
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|number| &self.terms[number as usize]).collect()
    }

    /// Whether a word in small letters is a word of some term.
    pub fn has_word(&self, word: &str) -> bool {
        self.known.contains(&*stem(word))
    }
}

/// Looks for terms in many texts: what is known of a word is kept, since most words of a project stand in it often.
pub struct Finder<'a> {
    terms: &'a Terms,
    /// By word as written; `None` for one that names nothing.
    known: HashMap<Box<str>, Option<Box<Known<'a>>>>,
    /// Some term of one word is long enough to be looked for inside others.
    looks_inside: bool,
}

/// The terms that begin at a word, and those of one word that stand inside it.
struct Known<'a> {
    beginning: Vec<&'a Term>,
    inside: Vec<&'a Term>,
}

impl<'a> Finder<'a> {
    pub fn new(terms: &'a Terms) -> Finder<'a> {
        let is_part = |term: &Term| term.stems.len() == 1 && term.stems[0].len() >= SHORTEST_PART;
        Finder { terms, known: HashMap::new(), looks_inside: terms.terms.iter().any(is_part) }
    }

    /// Tells every term that a word of a text names, whole, inflected or in a compound, or that begins there; a term may
    /// be told more than once.
    pub fn word(&mut self, text: &str, word: Word<'_>, mut tell: impl FnMut(&'a Term)) {
        let known = match self.known.get(word.text) {
            Some(known) => known,
            None => {
                let known = self.look_up(&small(word.text));
                self.known.entry(word.text.into()).or_insert(known)
            }
        };
        let Some(known) = known else { return };
        known.inside.iter().for_each(|term| tell(term));
        let rest = &text[word.start + word.text.len()..];
        let follows = |term: &&&Term| {
            let wanted = term.stems.iter().skip(1);
            let mut words = words(rest);
            wanted.clone().all(|stem| words.next().is_some_and(|word| crate::language::stem(word.text) == **stem))
        };
        known.beginning.iter().filter(follows).for_each(|term| tell(term));
    }

    /// What a word in small letters names; `None` for nothing, as most do.
    fn look_up(&self, word: &str) -> Option<Box<Known<'a>>> {
        let terms = self.terms;
        let of_stem = |word: &str| terms.by_stem.get(&*stem(word)).map(Vec::as_slice).unwrap_or_default();
        let beginning = if terms.beginnings.may_begin(word) { of_stem(word) } else { &[] };
        let beginning: Vec<&Term> = beginning.iter().map(|number| &terms.terms[*number as usize]).collect();
        let is_long = self.looks_inside && word.len() > SHORTEST_PART + 2;
        let inside = if is_long { terms.inside(word) } else { Vec::new() };
        (!beginning.is_empty() || !inside.is_empty()).then(|| Box::new(Known { beginning, inside }))
    }
}

/// Of terms found at one place in a text of some solutions the one that counts: the longest, of a concept of those
/// solutions before a shared one, and what is preferred before what is not. What other solutions call their own says
/// nothing here.
pub fn governing<'a>(found: &[&'a Term], solutions: &[ItemIx]) -> Option<&'a Term> {
    let known = found.iter().copied().filter(|term| term.weight(solutions) > 0);
    known.min_by_key(|term| {
        let (length, weight) = (term.words.len(), term.weight(solutions));
        (usize::MAX - length, u8::MAX - weight, term.standing)
    })
}

impl Term {
    /// The solutions of its concept, sorted; none for a shared one.
    pub fn solutions(&self) -> &[ItemIx] {
        &self.solutions
    }

    /// Whether the concept speaks for texts of some solutions: 2 for their own, 1 for a shared one, 0 for that of others.
    fn weight(&self, solutions: &[ItemIx]) -> u8 {
        match self.solutions.is_empty() {
            true => 1,
            false if self.solutions.iter().any(|own| solutions.contains(own)) => 2,
            false => 0,
        }
    }
}

/// The word in small letters; the word itself where it is so already.
fn small(word: &str) -> Cow<'_, str> {
    if word.chars().any(char::is_uppercase) { lower(word).into() } else { word.into() }
}

/// Which bytes stems begin with.
#[derive(Debug)]
struct Beginnings {
    long: Vec<u64>,
    short: Vec<u64>,
}

impl Default for Beginnings {
    fn default() -> Beginnings {
        Beginnings { long: vec![0; 1024], short: vec![0; 1024] }
    }
}

impl Beginnings {
    fn insert(&mut self, stem: &str) {
        let bytes = stem.as_bytes();
        let (bits, place) = match bytes.len() {
            4.. => (&mut self.long, long_place(bytes)),
            _ => (&mut self.short, short_place(bytes)),
        };
        bits[place / 64] |= 1 << (place % 64);
    }

    fn may_begin(&self, word: &str) -> bool {
        let bytes = word.as_bytes();
        let has = |bits: &[u64], place: usize| bits[place / 64] >> (place % 64) & 1 == 1;
        bytes.len() > 1 && has(&self.short, short_place(bytes)) || bytes.len() > 3 && has(&self.long, long_place(bytes))
    }
}

/// A place below 65,536 for the first four bytes.
fn long_place(bytes: &[u8]) -> usize {
    let word = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    (word.wrapping_mul(0x9e37_79b1) >> 16) as usize
}

fn short_place(bytes: &[u8]) -> usize {
    usize::from(u16::from_le_bytes([bytes[0], bytes[1]]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::facts_of;

    const CONCEPTS: &str = "=== content/b.yaml
fælles: {type: begreb, definition: x}
elementer:
  - {id: B-1, titel: underretning, frarådede_termer: [bekymringsskrivelse]}
  - {id: B-2, titel: børnefaglig undersøgelse}
  - {id: B-3, titel: sag}
";

    fn named(text: &str) -> Vec<String> {
        let facts = facts_of(CONCEPTS);
        let terms = Terms::of(&facts);
        let mut found = Vec::new();
        let mut finder = Finder::new(&terms);
        words(text).for_each(|word| finder.word(text, word, |term| found.push(term.text.to_string())));
        found.dedup();
        found
    }

    #[test]
    fn terms_are_found_inflected_and_in_compounds() {
        for (text, expected) in [
            ("Underretningerne vises.", &["underretning"][..]),
            ("En underretningsfrist", &["underretning"]),
            ("en børneunderretning", &["underretning"]),
            ("Den børnefaglige undersøgelse", &["børnefaglig undersøgelse"]),
            ("Den børnefaglige vurdering af en undersøgelse", &[]),
            ("Sagens bekymringsskrivelser", &["sag", "bekymringsskrivelse"]),
            ("Sagsbehandleren usagt", &[]),
            ("", &[]),
        ] {
            assert_eq!(named(text), expected, "{text}");
        }
    }
}
