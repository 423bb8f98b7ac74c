//! Which requirements and rules answer which provisions, and in which solutions.

use std::sync::Arc;

use super::View;
use crate::model::{ItemIx, Model, Role};

/// Solutions with whether an answer there is carried out, sorted; `None` for no solution.
type Reach = Arc<[(Option<ItemIx>, bool)]>;

/// Answers of provisions and acts.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    /// Sorted, each pair once: a provision or act, and what names just that.
    named: Vec<(ItemIx, ItemIx)>,
    /// As `named`, those left out that name a part of it that is not listed while other parts are.
    whole: Vec<(ItemIx, ItemIx)>,
    /// What of `whole` stands in a solution: provision or act, solution and answer, sorted.
    whole_in: Vec<(ItemIx, ItemIx, ItemIx)>,
    /// By item; what a provision shares with what it is nested in is stored once.
    reach: Vec<Option<Reach>>,
    /// The solutions of every item that answers something, sorted by item.
    stands_in: Vec<(ItemIx, Box<[ItemIx]>)>,
}

impl Answers {
    pub fn of(view: &View, carried: &[bool]) -> Answers {
        let model = view.model();
        let Some(basis) = model.schema.link_type_with(Role::LegalBasis) else { return Answers::default() };
        let (mut named, mut whole) = (Vec::new(), Vec::new());
        for link in model.links.iter().filter(|link| link.link_type == basis) {
            let Some(target) = &link.target else { continue };
            let (answer, law) = if link.turned { (target.item, link.holder) } else { (link.holder, target.item) };
            let is_law = model.is(law, Role::Provision) || model.is(law, Role::LegalSource);
            if !view.may_answer(answer) || !is_law || !view.shown[law.0 as usize] {
                continue;
            }
            named.push((law, answer));
            if target.deeper().is_none() || nested_count(view, law) == 0 {
                whole.push((law, answer));
            }
        }
        for pairs in [&mut named, &mut whole] {
            pairs.sort_unstable();
            pairs.dedup();
        }
        let stands_in = stands_in(view, &named);
        let mut answers = Answers { named, whole, whole_in: Vec::new(), reach: Vec::new(), stands_in };
        let of = |(law, answer): &(ItemIx, ItemIx)| {
            let (law, answer) = (*law, *answer);
            answers.stands_in(answer).iter().map(move |solution| (law, *solution, answer))
        };
        let mut whole_in: Vec<_> = answers.whole.iter().flat_map(of).collect();
        whole_in.sort_unstable();
        answers.whole_in = whole_in;
        answers.reach = answers.reaches(view, carried);
        answers
    }

    pub fn all(&self) -> impl Iterator<Item = (ItemIx, ItemIx)> {
        self.named.iter().copied()
    }

    /// What names a provision or act, and nothing nested in it.
    pub fn naming(&self, law: ItemIx) -> &[(ItemIx, ItemIx)] {
        slice(&self.named, law)
    }

    pub fn to(&self, model: &Model, provision: ItemIx) -> Vec<ItemIx> {
        let mut answers = Vec::new();
        let mut at = Some(provision);
        while let Some(ix) = at.filter(|ix| model.is(*ix, Role::Provision)) {
            answers.extend(slice(&self.whole, ix).iter().map(|(_, answer)| *answer));
            at = model.item(ix).parent;
        }
        answers.sort_unstable();
        answers.dedup();
        answers
    }

    /// Those of [`Answers::to`] that stand in a solution.
    pub fn to_in(&self, model: &Model, provision: ItemIx, solution: ItemIx) -> Vec<ItemIx> {
        let mut answers = Vec::new();
        let mut at = Some(provision);
        while let Some(ix) = at.filter(|ix| model.is(*ix, Role::Provision)) {
            let start = self.whole_in.partition_point(|(law, there, _)| (*law, *there) < (ix, solution));
            let here = self.whole_in[start..].iter().take_while(|(law, there, _)| (*law, *there) == (ix, solution));
            answers.extend(here.map(|(_, _, answer)| *answer));
            at = model.item(ix).parent;
        }
        answers.sort_unstable();
        answers.dedup();
        answers
    }

    pub fn reach(&self, provision: ItemIx) -> &[(Option<ItemIx>, bool)] {
        self.reach.get(provision.0 as usize).and_then(Option::as_deref).unwrap_or(&[])
    }

    pub fn stands_in(&self, answer: ItemIx) -> &[ItemIx] {
        let found = self.stands_in.binary_search_by_key(&answer, |(item, _)| *item);
        found.map_or(&[], |place| &self.stands_in[place].1)
    }

    /// Where each provision is answered: by what names it and by what names those it is nested in, which stand
    /// before it in the model.
    fn reaches(&self, view: &View, carried: &[bool]) -> Vec<Option<Reach>> {
        let model = view.model();
        let mut reach: Vec<Option<Reach>> = vec![None; model.items.len()];
        for ix in model.with_role(Role::Provision) {
            let above = model.item(ix).parent.and_then(|parent| reach[parent.0 as usize].clone());
            let own = slice(&self.whole, ix);
            if own.is_empty() {
                reach[ix.0 as usize] = above;
                continue;
            }
            let mut all: Vec<(Option<ItemIx>, bool)> = above.as_deref().unwrap_or(&[]).to_vec();
            for (_, answer) in own {
                let carried = carried[answer.0 as usize];
                match self.stands_in(*answer) {
                    [] => all.push((None, carried)),
                    solutions => all.extend(solutions.iter().map(|solution| (Some(*solution), carried))),
                }
            }
            // Carried out comes first, so that it is the one of each solution that stays.
            all.sort_unstable_by_key(|(solution, carried)| (*solution, !carried));
            all.dedup_by_key(|(solution, _)| *solution);
            reach[ix.0 as usize] = Some(all.into());
        }
        reach
    }
}

fn slice(pairs: &[(ItemIx, ItemIx)], law: ItemIx) -> &[(ItemIx, ItemIx)] {
    let start = pairs.partition_point(|(item, _)| *item < law);
    let end = start + pairs[start..].partition_point(|(item, _)| *item == law);
    &pairs[start..end]
}

/// How many provisions that hold are nested right below an item.
pub(super) fn nested_count(view: &View, ix: ItemIx) -> usize {
    view.model().item(ix).children.iter().filter(|child| view.holds(**child)).count()
}

fn stands_in(view: &View, named: &[(ItemIx, ItemIx)]) -> Vec<(ItemIx, Box<[ItemIx]>)> {
    let mut answers: Vec<ItemIx> = named.iter().map(|(_, answer)| *answer).collect();
    answers.sort_unstable();
    answers.dedup();
    answers.into_iter().map(|answer| (answer, solutions_of(view, answer).into())).collect()
}

/// The solutions of an item; a shared one's are those of what reuses it.
pub(super) fn solutions_of(view: &View, ix: ItemIx) -> Vec<ItemIx> {
    let own = view.solutions(ix);
    if !own.is_empty() {
        return own;
    }
    let reusing = view.model().holders(ix, Role::ReusedFrom).into_iter().filter(|reuser| view.holds(*reuser));
    let mut solutions: Vec<ItemIx> = reusing.flat_map(|reuser| view.solutions(reuser)).collect();
    solutions.sort_unstable();
    solutions.dedup();
    solutions
}
