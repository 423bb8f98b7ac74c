//! The words of the trade in running text: every term of every concept, found in its inflections and in compounds.
//!
//! A term is a row of stems, and the rows of all terms are a tree: thousands of terms that begin alike cost a text no more
//! than one. Looking up a word costs a look at a table of beginnings; only a word that begins as some term does is stemmed.

mod beginnings;
mod finder;

use foldhash::HashMap;

use super::Facts;
use crate::document::Node;
use crate::language::{lower, stem, words};
use crate::model::{ItemIx, Role};
use beginnings::Beginnings;
pub use finder::Finder;

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
#[derive(Debug)]
pub struct Terms {
    terms: Vec<Term>,
    /// The stems of all words of all terms, numbered.
    stems: HashMap<Box<str>, u32>,
    /// From a branch of the tree with the number of a stem to the next branch.
    steps: HashMap<(u32, u32), u32>,
    /// The first is that of no word.
    branches: Vec<Branch>,
    /// Whether some stem begins with these bytes: folded from the first four, and for short stems from the first two.
    beginnings: Beginnings,
    /// The same of deprecated terms alone, which are few.
    deprecated: Beginnings,
}

/// What is known after some stems.
#[derive(Debug, Default)]
struct Branch {
    /// Numbers of the terms that are just these stems.
    terms: Vec<u32>,
    /// Whether some term goes on.
    goes_on: bool,
}

/// The branch of no word.
const ROOT: u32 = 0;

/// Most words of a term that is looked for: a longer one is no term, and a text that repeats it would be gone through again
/// from each of its words.
const MOST_WORDS: usize = 32;

/// Fewest bytes of a stem that is looked for inside longer words: shorter ones stand in words of other meanings.
const SHORTEST_PART: usize = 4;

impl Default for Terms {
    fn default() -> Terms {
        Terms {
            terms: Vec::new(),
            stems: HashMap::default(),
            steps: HashMap::default(),
            branches: vec![Branch::default()],
            beginnings: Beginnings::default(),
            deprecated: Beginnings::default(),
        }
    }
}

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
        let Some(first) = stems.first().filter(|first| first.len() > 1 && stems.len() <= MOST_WORDS) else { return };
        self.beginnings.insert(first);
        if standing == Standing::Deprecated {
            self.deprecated.insert(first);
        }
        let branch = self.grow(&stems);
        self.branches[branch as usize].terms.push(self.terms.len() as u32);
        let solutions = facts.model.solutions(concept).to_vec();
        self.terms.push(Term { concept, standing, text: text.trim().into(), words, stems, solutions });
    }

    /// The branch of a row of stems, made where it is not there.
    fn grow(&mut self, stems: &[Box<str>]) -> u32 {
        let mut branch = ROOT;
        for stem in stems {
            let count = self.stems.len() as u32;
            let number = *self.stems.entry(stem.clone()).or_insert(count);
            let new = self.branches.len() as u32;
            let next = *self.steps.entry((branch, number)).or_insert(new);
            if next == new {
                self.branches.push(Branch::default());
            }
            self.branches[branch as usize].goes_on = true;
            branch = next;
        }
        branch
    }

    /// The number of a word's stem; `None` where no term has it.
    fn number(&self, word: &str) -> Option<u32> {
        self.stems.get(&*stem(word)).copied()
    }

    /// The branch of one word's stem.
    fn first(&self, stem: &str) -> Option<&Branch> {
        let number = *self.stems.get(stem)?;
        Some(&self.branches[*self.steps.get(&(ROOT, number))? as usize])
    }

    fn terms_of<'a>(&'a self, branch: &'a Branch) -> impl Iterator<Item = &'a Term> {
        branch.terms.iter().map(|number| &self.terms[*number as usize])
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
        let mut found: Vec<u32> = Vec::new();
        let mut branch = ROOT;
        if word(at).is_some_and(|word| self.beginnings.may_begin(word)) {
            for number in (at..).map_while(|at| self.number(word(at)?)) {
                let Some(next) = self.steps.get(&(branch, number)) else { break };
                branch = *next;
                found.extend(&self.branches[branch as usize].terms);
                if !self.branches[branch as usize].goes_on {
                    break;
                }
            }
        }
        found.sort_unstable();
        found.into_iter().map(|number| &self.terms[number as usize]).collect()
    }

    /// Whether a deprecated term may begin at a word in small letters; `false` is sure.
    pub fn may_be_deprecated(&self, word: &str) -> bool {
        self.deprecated.may_begin(word)
    }

    /// The terms of one word that are the first or the last part of a longer word in small letters.
    pub fn inside(&self, word: &str) -> Vec<&Term> {
        let mut found: Vec<u32> = Vec::new();
        let of = |stem: &str| self.first(stem).map(|branch| &*branch.terms).unwrap_or_default();
        if self.beginnings.may_begin(word) {
            let cuts = (SHORTEST_PART..word.len()).filter(|cut| word.is_char_boundary(*cut));
            cuts.for_each(|cut| found.extend(of(&word[..cut])));
        }
        for cut in (2..word.len().saturating_sub(SHORTEST_PART - 1)).filter(|cut| word.is_char_boundary(*cut)) {
            if self.beginnings.may_begin(&word[cut..]) {
                found.extend(of(&stem(&word[cut..])));
            }
        }
        found.retain(|number| self.terms[*number as usize].stems[0].len() >= SHORTEST_PART);
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|number| &self.terms[number as usize]).collect()
    }

    /// Whether a word in small letters is a word of some term.
    pub fn has_word(&self, word: &str) -> bool {
        self.number(word).is_some()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Word;
    use crate::rules::testing::facts_of;

    const CONCEPTS: &str = "=== content/b.yaml
fælles: {type: begreb, definition: x}
elementer:
  - {id: B-1, titel: underretning, frarådede_termer: [bekymringsskrivelse]}
  - {id: B-2, titel: børnefaglig undersøgelse}
  - {id: B-3, titel: sag}
  - {id: B-4, titel: ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord}
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
            (&"ord ".repeat(100), &[]),
            ("", &[]),
        ] {
            assert_eq!(named(text), expected, "{text}");
        }
    }

    #[test]
    fn terms_that_begin_alike_are_told_apart_word_by_word() {
        let concepts = "=== content/b.yaml
fælles: {type: begreb, definition: x}
elementer:
  - {id: B-1, titel: afgørelse om hjælp}
  - {id: B-2, titel: afgørelse om betaling}
  - {id: B-3, titel: afgørelse om hjælp til betaling}
  - {id: B-4, titel: afgørelse}
";
        let facts = facts_of(concepts);
        let terms = Terms::of(&facts);
        for (text, expected) in [
            ("afgørelsen om hjælp", &["afgørelse om hjælp", "afgørelse"][..]),
            ("afgørelser om betalingen", &["afgørelse om betaling", "afgørelse"]),
            (
                "afgørelse om hjælpen til betaling",
                &["afgørelse om hjælp", "afgørelse om hjælp til betaling", "afgørelse"],
            ),
            ("afgørelse om", &["afgørelse"]),
            ("afgørelse hjælp", &["afgørelse"]),
        ] {
            let all: Vec<Word> = words(text).collect();
            let found = terms.at(|at| all.get(at).map(|word| word.text), 0);
            assert_eq!(found.iter().map(|term| &*term.text).collect::<Vec<_>>(), expected, "{text}");
            let mut told = Vec::new();
            Finder::new(&terms).word(text, all[0], |term| told.push(term.concept));
            told.sort_unstable();
            told.dedup();
            assert_eq!(told, found.iter().map(|term| term.concept).collect::<Vec<_>>(), "{text}");
        }
    }
}
