//! What was found in a statement, and for how long it holds.
//!
//! A rule on statements knows what a [`Reading`](super::Reading) gives it and nothing else; all of that is in the key.

use crate::document::Node;
use crate::finding::Finding;
use crate::model::{ItemIx, Role};
use crate::rules::look;
use crate::trace::Facts;

/// The findings of the rules on statements in one statement.
pub struct Told {
    /// `None` where they can't be told of another edition: they point into another file, or the text does not stand in
    /// the file of its item.
    pub key: Option<[u8; 16]>,
    pub findings: Vec<Finding>,
}

impl Told {
    pub fn new(facts: &Facts, ix: ItemIx, key: Option<[u8; 16]>, findings: Vec<Finding>) -> Told {
        let file = facts.model.item(ix).file;
        let is_own = |finding: &Finding| {
            let fix = finding.fix.iter().map(|fix| fix.place);
            let mut others = finding.related.iter().map(|related| related.place).chain(fix).chain([finding.place]);
            others.all(|place| place.file == file)
        };
        Told { key: key.filter(|_| findings.iter().all(is_own)), findings }
    }

    /// The same findings where item and file have other numbers.
    pub fn moved_to(&self, facts: &Facts, ix: ItemIx) -> Told {
        let file = facts.model.item(ix).file;
        let mut findings = self.findings.clone();
        for finding in &mut findings {
            finding.item = Some(ix.0);
            finding.place.file = file;
            finding.fix.iter_mut().for_each(|fix| fix.place.file = file);
            finding.related.iter_mut().for_each(|related| related.place.file = file);
        }
        Told { key: self.key, findings }
    }
}

/// Hash of what rules on statements know beside the statements: word lists, terms of concepts, and which rules are asked.
pub fn tongue<'a>(facts: &Facts, codes: impl Iterator<Item = &'a str>) -> [u8; 16] {
    let mut hasher = Hasher::default();
    hasher.part(&facts.model.schema.hash);
    hasher.part(facts.brands.as_deref().unwrap_or("").as_bytes());
    codes.for_each(|code| hasher.part(code.as_bytes()));
    hasher.count(facts.terms().all().len());
    for term in facts.terms().all() {
        let concept = facts.model.item(term.concept);
        hasher.part(&[term.standing as u8]);
        hasher.part(term.text.as_bytes());
        hasher.part(concept.id.as_bytes());
        hasher.part(concept.title.as_bytes());
        hasher.count(term.solutions().len());
        for solution in term.solutions() {
            hasher.part(facts.model.item(*solution).id.as_bytes());
        }
    }
    hasher.done()
}

/// Key of a statement: equal keys mean equal findings, but for the numbers of item and file. `None` for a text that does
/// not stand in the file of its item.
pub fn key(facts: &Facts, tongue: &[u8; 16], ix: ItemIx) -> Option<[u8; 16]> {
    let item = facts.model.item(ix);
    let prose = item.body.filter(|prose| prose.file == item.file);
    if prose != item.body {
        return None;
    }
    let mut hasher = Hasher::default();
    hasher.part(tongue);
    hasher.part(&facts.file(item.file)?.hash);
    for number in [prose.map_or(u32::MAX, |prose| prose.body), item.span.start, item.span.end] {
        hasher.part(&number.to_le_bytes());
    }
    let mandatory = look::chosen(facts, ix, Role::RequirementType) == Some(Role::Mandatory);
    hasher.part(&[u8::from(mandatory)]);
    let solutions = facts.model.solutions(ix);
    hasher.count(solutions.len());
    for solution in solutions {
        hasher.part(facts.model.item(*solution).id.as_bytes());
    }
    let criteria = facts.model.field(ix, Role::AcceptanceCriteria).map(|field| field.node.elements());
    for text in criteria.unwrap_or_default().iter().filter_map(Node::text) {
        hasher.part(text.as_bytes());
    }
    Some(hasher.done())
}

/// Hashes parts, each with its length.
#[derive(Default)]
struct Hasher(blake3::Hasher);

impl Hasher {
    fn part(&mut self, bytes: &[u8]) {
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    fn count(&mut self, count: usize) {
        self.part(&(count as u64).to_le_bytes());
    }

    fn done(&self) -> [u8; 16] {
        let hash = self.0.finalize();
        std::array::from_fn(|index| hash.as_bytes()[index])
    }
}
