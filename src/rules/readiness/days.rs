//! The project on other days and under other profiles, with what is remembered of judging it there.
//!
//! The first run on a day takes over what hangs on neither day nor profile ([`Memory::aside`]); the next one what did not
//! change since the one before, as on the project's own day.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Basis, Belonging};
use crate::model::ItemIx;
use crate::rules::Memory;
use crate::trace::{Facts, Traces};

/// What is remembered of other days. A new one remembers nothing.
#[derive(Default)]
pub struct Days {
    /// Knows what was found on the project's own day.
    own: Memory,
    days: Vec<OfDay>,
}

/// A day and a profile.
pub(super) type Key = (Date, Option<String>);

struct OfDay {
    key: Key,
    /// The project on its own day, and on this one.
    own: Facts,
    facts: Facts,
    memory: Memory,
}

impl Days {
    /// From now on what was found on the project's own day is known; it need not be of the facts that are judged next.
    pub fn learn(&mut self, own: &Memory) {
        self.own = own.aside();
    }

    /// There is no next run: what only that would ask for is forgotten.
    pub fn forget(&mut self) {
        self.own.forget_findings();
    }

    /// Begins a judging: what it does not ask for is forgotten.
    pub(super) fn begin<'a>(&'a mut self, facts: &'a Facts, belonging: &'a Belonging) -> Judging<'a> {
        let before = std::mem::take(&mut self.days);
        Judging { facts, belonging, before, days: self }
    }
}

/// A judging of a project on several days.
pub(super) struct Judging<'a> {
    facts: &'a Facts,
    belonging: &'a Belonging,
    before: Vec<OfDay>,
    days: &'a mut Days,
}

impl Judging<'_> {
    /// The project on a day under a profile, with what its rules find in the items of some solutions.
    pub fn on(&mut self, key: &Key, solutions: &[ItemIx]) -> Basis {
        let place = self.before.iter().position(|known| known.key == *key);
        let known = place.map(|place| self.before.swap_remove(place));
        let facts = self.facts_on(key, known.as_ref());
        let counts = |ix: &ItemIx| self.belonging.solutions(*ix).iter().any(|one| solutions.contains(one));
        let items: Vec<ItemIx> = facts.model.all().filter(counts).collect();
        let mut memory = known.map(|known| known.memory).unwrap_or_default();
        memory.beside(&self.days.own);
        let findings = Arc::new(memory.check_items(&facts, &items, Vec::new()));
        let ran = memory.ran;
        self.days.days.push(OfDay { key: key.clone(), own: self.facts.clone(), facts: facts.clone(), memory });
        Basis::of(facts, findings, ran)
    }

    fn facts_on(&self, (day, profile): &Key, known: Option<&OfDay>) -> Facts {
        let named = profile.as_deref().and_then(|name| self.facts.config.with_profile(name));
        let config = named.map_or(self.facts.config.clone(), Arc::new);
        // Another profile on the same day has the same model.
        let same_day = self.days.days.iter().find(|other| other.key.0 == *day).or(known);
        let same = same_day.filter(|known| Arc::ptr_eq(&known.own.model, &self.facts.model));
        let model = same.map_or_else(|| self.facts.model_on(*day), |known| known.facts.model.clone());
        let mut facts = self.facts.with(model, config);
        if let Some(known) = same {
            facts.traces = Traces::following(&known.facts, &facts);
        }
        facts
    }
}
