//! What a change begins with.

use foldhash::{HashSet, HashSetExt as _};

use crate::model::{ItemIx, Model, Role};

use super::{Gone, Spread};

/// What is asked about: items, and what was removed.
#[derive(Clone, Debug, Default)]
pub struct Changed {
    pub items: Vec<ItemIx>,
    /// What is no longer there, as [`Changed::since`] finds it.
    pub gone: Vec<Gone>,
}

impl From<ItemIx> for Changed {
    fn from(item: ItemIx) -> Changed {
        Changed { items: vec![item], gone: Vec::new() }
    }
}

/// What an act or provision is made under, changes, repeals or brings into force is changed with it.
const LAW_LINKS: [Role; 4] = [Role::IssuedUnder, Role::Amends, Role::Repeals, Role::BringsIntoForce];
/// What cases and changes are about.
const SUBJECTS: [Role; 3] = [Role::Touches, Role::About, Role::Interprets];

/// What the items of a question start, each once, in model order.
pub(super) fn of(model: &Model, spread: &Spread, items: &[ItemIx]) -> Vec<ItemIx> {
    let mut starting = Starting { model, spread, starts: Vec::new(), asked: HashSet::new() };
    for ix in items {
        starting.start(*ix);
    }
    starting.starts.sort();
    starting.starts.dedup();
    starting.starts
}

/// Whether a kind stands for what it is about.
pub(super) fn stands_for_others(model: &Model, ix: ItemIx) -> bool {
    let role = model.schema.kind(model.item(ix).kind).role;
    matches!(role, Some(Role::Change | Role::Proposal | Role::LawCase | Role::Interpretation | Role::Commission))
}

struct Starting<'a> {
    model: &'a Model,
    spread: &'a Spread,
    starts: Vec<ItemIx>,
    /// Cases and changes that were looked into already; they may name each other.
    asked: HashSet<ItemIx>,
}

impl Starting<'_> {
    fn start(&mut self, ix: ItemIx) {
        let mut waiting = vec![ix];
        while let Some(ix) = waiting.pop() {
            if !stands_for_others(self.model, ix) {
                self.plain(ix);
            } else if self.asked.insert(ix) {
                waiting.extend(self.subjects(ix));
            }
        }
    }

    /// What a case or change stands for: its subjects, else its solution; a law case also its bill.
    fn subjects(&self, ix: ItemIx) -> Vec<ItemIx> {
        let mut subjects = self.named(ix, &SUBJECTS);
        if subjects.is_empty() {
            subjects = self.named(ix, &[Role::BelongsTo]);
        }
        if self.model.is(ix, Role::LawCase) {
            subjects.extend(self.named(ix, &[Role::Bill]));
        }
        subjects
    }

    fn plain(&mut self, ix: ItemIx) {
        let from = self.starts.len();
        self.whole(ix);
        if !self.spread.is_law(ix) {
            return;
        }
        let mut named: Vec<ItemIx> =
            self.starts[from..].iter().flat_map(|start| self.named(*start, &LAW_LINKS)).collect();
        named.sort();
        named.dedup();
        for target in named {
            self.whole(target);
        }
    }

    /// The item, with all that is nested in an act or provision.
    fn whole(&mut self, ix: ItemIx) {
        let mut waiting = vec![ix];
        while let Some(ix) = waiting.pop() {
            self.starts.push(ix);
            if self.spread.is_law(ix) {
                let children = self.model.item(ix).children.iter().copied();
                waiting.extend(children.filter(|child| self.spread.is_seen(*child)));
            }
        }
    }

    /// Seen targets of an item's own links of the types with these roles.
    fn named(&self, ix: ItemIx, roles: &[Role]) -> Vec<ItemIx> {
        let links = self.model.graph.outgoing(ix);
        let named = links.filter(|(to, link)| {
            let role = self.model.schema.link_type(self.model.links[*link].link_type).role;
            role.is_some_and(|role| roles.contains(&role)) && self.spread.is_seen(*to)
        });
        named.map(|(to, _)| to).collect()
    }
}
