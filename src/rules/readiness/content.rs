//! The hash of a solution's content: what a steering group signs.
//!
//! It covers everything written of the items that count for the solution and are documentation: the solution itself, its
//! contracts and tenders, requirements, processes, concepts, rules, interfaces and the like, shared ones included. Left
//! out are the law, whose changes make links suspect instead, the course of governance (changes, proposals, decisions,
//! meetings), and when an item was last reviewed, since looking at it again changes nothing.

use foldhash::HashMap;
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::Belonging;
use crate::model::{ItemIx, Role};
use crate::trace::Facts;
use crate::trace::plain::{Authors, PlainValue, plain};

/// Kinds whose items are content.
const CONTENT: [Role; 14] = [
    Role::Solution,
    Role::Contract,
    Role::Tender,
    Role::LegalAnalysis,
    Role::Requirement,
    Role::DomainModel,
    Role::Process,
    Role::Concept,
    Role::InformationObject,
    Role::Rule,
    Role::UseCase,
    Role::Interface,
    Role::Standard,
    Role::Domain,
];

/// Digits of a hash: 64 bits, so that no two editions of a solution meet by chance.
const DIGITS: usize = 16;

/// The hashes of some solutions; an item that several share is read once.
pub struct Contents<'a> {
    facts: &'a Facts,
    belonging: &'a Belonging,
    /// Of each item that is content of one of them.
    items: HashMap<ItemIx, [u8; 32]>,
}

impl<'a> Contents<'a> {
    pub fn new(facts: &'a Facts, belonging: &'a Belonging, solutions: &[ItemIx]) -> Contents<'a> {
        let unknown = solutions.iter().filter(|ix| known(facts, **ix).is_none());
        let mut items: Vec<ItemIx> =
            unknown.flat_map(|ix| belonging.items(*ix)).filter(|ix| is_content(facts, *ix)).collect();
        items.sort_unstable();
        items.dedup();
        let items = items.into_par_iter().map(|ix| (ix, of_item(facts, ix))).collect();
        Contents { facts, belonging, items }
    }

    /// The hash of the content of one of the solutions, as lower-case hex digits.
    pub fn hash(&self, solution: ItemIx) -> Box<str> {
        if let Some(known) = known(self.facts, solution) {
            return known.into();
        }
        let mut hasher = Sha256::new();
        let hashes = self.belonging.items(solution).filter_map(|ix| self.items.get(&ix));
        hashes.for_each(|hash| hasher.update(hash));
        let digest = hasher.finalize();
        let digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        digits[..DIGITS].into()
    }
}

/// The hash of one solution's content.
pub fn content_hash(facts: &Facts, belonging: &Belonging, solution: ItemIx) -> Box<str> {
    Contents::new(facts, belonging, &[solution]).hash(solution)
}

/// The hash that the settings give for a solution, where they do.
fn known(facts: &Facts, solution: ItemIx) -> Option<&str> {
    facts.config.known_contents.get(&*facts.model.item(solution).id).map(|hash| &**hash)
}

fn is_content(facts: &Facts, ix: ItemIx) -> bool {
    let item = facts.model.item(ix);
    let role = facts.model.schema.kind(item.kind).role;
    !item.duplicate && role.is_some_and(|role| CONTENT.contains(&role))
}

fn of_item(facts: &Facts, ix: ItemIx) -> [u8; 32] {
    let told = plain(facts, ix, &Authors);
    let reviewed = facts.model.schema.reserved_with(Role::Reviewed).map(|field| field.key.as_str());
    let mut hasher = Sha256::new();
    let mut part = |text: &str| {
        hasher.update((text.len() as u64).to_le_bytes());
        hasher.update(text);
    };
    part(&told.id);
    for (key, value) in told.fields.iter().filter(|(key, _)| Some(key.as_str()) != reviewed) {
        part(key);
        match value {
            PlainValue::Text(text) => part(text),
            PlainValue::List(lines) => lines.iter().for_each(|line| part(line)),
        }
    }
    hasher.finalize().into()
}
