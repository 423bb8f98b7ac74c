//! Columns of names: the values of an enumeration, whether somebody listed them or the cells alone do.

use foldhash::{HashMap, HashMapExt as _, HashSet};

use super::atoms::Atoms;
use super::cell::{self, Cell};
use super::column::{Declared, set};

/// A column of names.
pub(super) struct Named {
    pub values: Vec<String>,
    /// Value in small letters to its atom.
    known: HashMap<String, usize>,
    /// Whether the author listed all values: then there is nothing beyond them.
    closed: bool,
    /// What no cell names.
    rest: Atoms,
}

impl Named {
    pub fn of(declared: &Declared, texts: &[&str]) -> Named {
        let closed = !declared.values.is_empty();
        let mut named = Named { values: Vec::new(), known: HashMap::new(), closed, rest: Atoms::none(0) };
        declared.values.iter().for_each(|value| named.add(value));
        let whole: HashSet<String> = texts.iter().map(|text| text.to_lowercase()).collect();
        let is_written = |text: &str| whole.contains(&text.to_lowercase());
        let mut written = Vec::new();
        for text in texts.iter().filter(|text| !cell::is_rest(text)) {
            let listed = cell::listed(text);
            // A text that lists or leaves out what another cell names is no name itself.
            if listed.len() > 1 && listed.iter().any(|part| is_written(part)) {
                written.extend(listed);
            } else if !cell::left_out(text).is_some_and(is_written) {
                written.push(text);
            }
        }
        if !closed {
            written.iter().for_each(|text| named.add(text));
        }
        let mut rest = Atoms::range(named.count(), 0..named.count());
        for atom in written.iter().filter_map(|text| named.atom(text)) {
            rest = rest.without(&Atoms::range(named.count(), atom..atom + 1));
        }
        named.rest = rest;
        named
    }

    fn add(&mut self, text: &str) {
        let number = self.values.len();
        if *self.known.entry(text.to_lowercase()).or_insert(number) == number {
            self.values.push(text.to_owned());
        }
    }

    fn atom(&self, text: &str) -> Option<usize> {
        self.known.get(&text.to_lowercase()).copied()
    }

    /// One atom for each value, and one for all else where there may be more.
    fn count(&self) -> usize {
        self.values.len() + usize::from(!self.closed)
    }

    /// What must be answered: the values that are named, and all else only where a cell speaks of it.
    pub fn domain(&self, texts: &[&str]) -> Atoms {
        let leaves_out = |text: &str| self.atom(text).is_none() && cell::left_out(text).is_some();
        let speaks = texts.iter().any(|text| cell::is_rest(text) || leaves_out(text));
        Atoms::range(self.count(), 0..self.values.len() + usize::from(speaks && !self.closed))
    }

    pub fn takes(&self, cell: &Cell) -> Option<Atoms> {
        set(cell, self.count(), |text| {
            if let Some(atom) = self.atom(text) {
                return Some(Atoms::range(self.count(), atom..atom + 1));
            }
            if cell::is_rest(text) {
                return Some(self.rest.clone());
            }
            let listed = cell::listed(text);
            let mut atoms = Atoms::none(self.count());
            for part in listed.iter().filter(|_| listed.len() > 1) {
                atoms.insert(self.atom(part)?);
            }
            (listed.len() > 1).then_some(atoms)
        })
    }
}
