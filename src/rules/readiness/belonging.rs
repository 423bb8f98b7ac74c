//! Which solutions an item counts for: its own, or, for what is shared, those that use it.
//!
//! - What names its solution (requirements, changes, bodies, tenders …) counts there, nested items with it.
//! - What belongs to no solution counts for those whose items use it, directly or through one shared item: contracts,
//!   domains, interfaces, concepts, standards, shared requirements, and the law that they rest on or
//!   that is assessed for them, with the act around it.
//! - A decision, remark, commission or question counts for the solutions of what it is about.
//! - A body of a domain counts for the solutions in the domain.
//!
//! Portfolio bodies, organisations and pages count for none.

use crate::model::{ItemIx, Link, Model, Role};
use crate::rules::look;
use crate::trace::Facts;

/// Kinds that count where they are used.
const USED: [Role; 14] = [
    Role::Domain,
    Role::Contract,
    Role::LegalSource,
    Role::Provision,
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
];

/// Links by which something counts for the solutions of what it is about.
const ABOUT: [Role; 5] = [Role::About, Role::Touches, Role::RemarkOn, Role::AgendaAbout, Role::CarriedOutIn];

/// How far use of shared items is followed.
const ROUNDS: usize = 2;

/// The solutions of every item, and the items of every solution.
#[derive(Debug)]
pub struct Belonging {
    /// Of each item one after the other; sorted, without doubles.
    solutions: Lists,
    /// The other way round: the model's own items of each solution, in model order; those of other portfolios count for no
    /// solution here.
    items: Lists,
}

/// A list for each item, one after the other.
#[derive(Debug)]
struct Lists {
    all: Vec<ItemIx>,
    /// Where each list begins, and last how long they are together.
    from: Vec<u32>,
}

impl Lists {
    fn new(lists: &[Vec<ItemIx>]) -> Lists {
        let mut all = Vec::with_capacity(lists.iter().map(Vec::len).sum());
        let mut from = Vec::with_capacity(lists.len() + 1);
        for list in lists {
            from.push(all.len() as u32);
            all.extend_from_slice(list);
        }
        from.push(all.len() as u32);
        Lists { all, from }
    }

    fn of(&self, ix: ItemIx) -> &[ItemIx] {
        let at = ix.0 as usize;
        &self.all[self.from[at] as usize..self.from[at + 1] as usize]
    }

    /// For each item those of the first holders whose lists it stands in, in order.
    fn turned(&self, holders: usize) -> Lists {
        let count = self.from.len() - 1;
        let mut from = vec![0; count + 1];
        let held = self.from[holders] as usize;
        for ix in &self.all[..held] {
            from[ix.0 as usize + 1] += 1;
        }
        for at in 0..count {
            from[at + 1] += from[at];
        }
        let (mut all, mut next) = (vec![ItemIx(0); held], from.clone());
        for holder in (0..holders as u32).map(ItemIx) {
            for ix in self.of(holder) {
                let place = &mut next[ix.0 as usize];
                all[*place as usize] = holder;
                *place += 1;
            }
        }
        Lists { all, from }
    }
}

impl Belonging {
    /// Linear in items and links.
    pub fn new(facts: &Facts) -> Belonging {
        let model = &facts.model;
        let mut own: Vec<Vec<ItemIx>> = Vec::with_capacity(model.items.len());
        for ix in model.everywhere() {
            let mut solutions = model.solutions(ix).to_vec();
            if solutions.is_empty() {
                // What an item is nested in stands before it.
                solutions = model.item(ix).parent.map(|parent| own[parent.0 as usize].clone()).unwrap_or_default();
            }
            own.push(solutions);
        }
        let mut solutions = own.clone();
        for round in 0..ROUNDS {
            spread(facts, &own, &mut solutions, round == 0);
        }
        of_domains(model, &own, &mut solutions);
        let solutions = Lists::new(&solutions);
        Belonging { items: solutions.turned(model.own().len()), solutions }
    }

    /// The solutions an item counts for, sorted; none for what concerns the portfolio.
    pub fn solutions(&self, ix: ItemIx) -> &[ItemIx] {
        self.solutions.of(ix)
    }

    /// Every item that counts for a solution, in model order.
    pub fn items(&self, solution: ItemIx) -> impl Iterator<Item = ItemIx> + '_ {
        self.items.of(solution).iter().copied()
    }
}

/// Hands the solutions of each item on to the shared ones it uses, and to what is about it.
fn spread(facts: &Facts, own: &[Vec<ItemIx>], solutions: &mut [Vec<ItemIx>], first: bool) {
    let model = &facts.model;
    let before = solutions.to_vec();
    for link in model.links.iter() {
        let Some((from, to)) = link.ends() else { continue };
        let role = model.schema.link_type(link.link_type).role;
        let (from, to) = (from.0 as usize, to.0 as usize);
        if own[from].is_empty() && (role.is_some_and(|role| ABOUT.contains(&role)) || first && serves(model, link)) {
            solutions[from].extend_from_slice(&own[to]);
        }
        if own[to].is_empty() && !before[from].is_empty() && uses(facts, link) {
            solutions[to].extend_from_slice(&before[from]);
        }
    }
    for number in (0..solutions.len()).rev() {
        solutions[number].sort_unstable();
        solutions[number].dedup();
        // A provision brings the act around it; what is nested stands behind, so it is done first.
        if let Some(parent) = model.items[number].parent.filter(|parent| own[parent.0 as usize].is_empty()) {
            let of_child = solutions[number].clone();
            solutions[parent.0 as usize].extend(of_child);
        }
    }
}

/// Whether a link says which solutions stand at the ends of an interface, or a provision is assessed for.
fn serves(model: &Model, link: &Link) -> bool {
    matches!(model.schema.link_type(link.link_type).role, Some(Role::Provider | Role::Consumer | Role::AssessedFor))
}

/// Whether a link is a use of what it leads to.
fn uses(facts: &Facts, link: &Link) -> bool {
    let model = &facts.model;
    let Some((from, to)) = link.ends() else { return false };
    let kind = |ix: ItemIx| model.schema.kind(model.item(ix).kind).role;
    let (Some(target), holder) = (kind(to), kind(from)) else { return false };
    if !USED.contains(&target) || matches!(holder, Some(Role::LegalSource | Role::Provision)) {
        return false;
    }
    match (model.schema.link_type(link.link_type).role, target) {
        (Some(Role::InDomain), Role::Domain) | (Some(Role::Mentions), Role::Concept) => true,
        (_, Role::Domain) | (Some(Role::Mentions), _) => false,
        _ => !look::is_of_other_times(facts, link),
    }
}

/// Bodies of domains count for the solutions there.
fn of_domains(model: &Model, own: &[Vec<ItemIx>], solutions: &mut [Vec<ItemIx>]) {
    for body in model.with_role(Role::Body).filter(|body| own[body.0 as usize].is_empty()) {
        let domains = model.targets(body, Role::ServesFor);
        let mut all: Vec<ItemIx> =
            domains.into_iter().flat_map(|domain| solutions[domain.0 as usize].clone()).collect();
        all.sort_unstable();
        all.dedup();
        solutions[body.0 as usize] = all;
    }
}
