//! Terms looked for in many texts.

use std::borrow::Cow;

use foldhash::{HashMap, HashMapExt as _};

use super::{ROOT, SHORTEST_PART, Term, Terms};
use crate::language::{Word, lower, words};

/// Looks for terms in many texts: what is known of a word is kept, since most words of a project stand in it often.
pub struct Finder<'a> {
    terms: &'a Terms,
    /// By word as written; `None` for one that names nothing.
    known: HashMap<Box<str>, Option<Box<Known<'a>>>>,
    /// Numbers of the stems of words after one at which a term of several words may begin, by word as written.
    stems: HashMap<Box<str>, Option<u32>>,
    /// Some term of one word is long enough to be looked for inside others.
    looks_inside: bool,
}

/// What a word names by itself and with those after it.
struct Known<'a> {
    /// Terms of one word that it is or that stand inside it.
    alone: Vec<&'a Term>,
    /// The branch of its stem; `None` where no term of several words begins with it.
    branch: Option<u32>,
}

impl<'a> Finder<'a> {
    pub fn new(terms: &'a Terms) -> Finder<'a> {
        let is_part = |term: &Term| term.stems.len() == 1 && term.stems[0].len() >= SHORTEST_PART;
        let looks_inside = terms.terms.iter().any(is_part);
        Finder { terms, known: HashMap::new(), stems: HashMap::new(), looks_inside }
    }

    /// Tells every term that a word of a text names, whole, inflected or in a compound, or that begins there; a term may
    /// be told more than once.
    pub fn word(&mut self, text: &str, word: Word<'_>, mut tell: impl FnMut(&'a Term)) {
        if !self.known.contains_key(word.text) {
            let known = self.look_up(&small(word.text));
            self.known.insert(word.text.into(), known);
        }
        let Some(Some(known)) = self.known.get(word.text) else { return };
        known.alone.iter().for_each(|term| tell(term));
        let Some(mut branch) = known.branch else { return };
        for next in words(&text[word.start + word.text.len()..]) {
            let terms = self.terms;
            let number = match self.stems.get(next.text) {
                Some(number) => *number,
                None => *self.stems.entry(next.text.into()).or_insert(terms.number(next.text)),
            };
            let step = number.and_then(|number| terms.steps.get(&(branch, number)));
            let Some(step) = step else { return };
            branch = *step;
            terms.terms_of(&terms.branches[branch as usize]).for_each(&mut tell);
            if !terms.branches[branch as usize].goes_on {
                return;
            }
        }
    }

    /// What a word in small letters names; `None` for nothing, as most do.
    fn look_up(&self, word: &str) -> Option<Box<Known<'a>>> {
        let terms = self.terms;
        let number = if terms.beginnings.may_begin(word) { terms.number(word) } else { None };
        let branch = number.and_then(|number| terms.steps.get(&(ROOT, number)).copied());
        let known = branch.map(|branch| &terms.branches[branch as usize]);
        let mut alone: Vec<&Term> = known.into_iter().flat_map(|known| terms.terms_of(known)).collect();
        if self.looks_inside && word.len() > SHORTEST_PART + 2 {
            alone.extend(terms.inside(word));
        }
        let branch = branch.filter(|branch| terms.branches[*branch as usize].goes_on);
        (!alone.is_empty() || branch.is_some()).then(|| Box::new(Known { alone, branch }))
    }
}

/// The word in small letters; the word itself where it is so already.
fn small(word: &str) -> Cow<'_, str> {
    if word.chars().any(char::is_uppercase) { lower(word).into() } else { word.into() }
}
