//! The affected items by solution, for people to read.

use crate::model::{ItemIx, Model, Role};

use super::{Affected, Impact, Part, Spread};

/// What is affected in a solution, or outside of all of them. An item of several solutions stands in each.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    /// Counts, of which the listed items may be a part only.
    pub part: Part,
    /// The solution itself, where the way to it says more than that something in it is affected.
    pub itself: Option<&'a Affected>,
    /// At distance 1, in model order.
    pub direct: Vec<&'a Affected>,
    /// By distance, then in model order.
    pub indirect: Vec<&'a Affected>,
}

impl Impact {
    /// The listed items by solution, in the order of the parts. Parts in which nothing is affected are left out.
    pub fn groups(&self, model: &Model, spread: &Spread) -> Vec<Group<'_>> {
        let new = |part: &Part| Group { part: *part, itself: None, direct: Vec::new(), indirect: Vec::new() };
        let mut groups: Vec<Group> = self.parts.iter().map(new).collect();
        for affected in &self.affected {
            let solutions = spread.solutions(affected.item);
            if solutions.is_empty() {
                if let Some(group) = groups.last_mut() {
                    group.add(affected);
                }
                continue;
            }
            for solution in solutions {
                let place = groups.iter().position(|group| group.part.solution == Some(*solution));
                let Some(group) = place.map(|place| &mut groups[place]) else { continue };
                if affected.item != *solution {
                    group.add(affected);
                } else if group.part.total() == 0 || !self.only_comprises(model, affected) {
                    group.itself = Some(affected);
                }
            }
        }
        groups.retain(|group| group.part.total() > 0 || group.itself.is_some());
        groups
    }

    /// Whether the last step says no more than that the item before belongs to the solution.
    fn only_comprises(&self, model: &Model, affected: &Affected) -> bool {
        let link_type = self.path(affected).last().and_then(|hop| hop.via.link_type());
        link_type.is_some_and(|link_type| model.schema.link_type(link_type).role == Some(Role::BelongsTo))
    }

    /// Starts that belong to a solution, or to none, in model order; the solution itself left out.
    pub fn starts_in(&self, spread: &Spread, solution: Option<ItemIx>) -> Vec<ItemIx> {
        let of = |start: &&ItemIx| match solution {
            Some(solution) => **start != solution && spread.solutions(**start).contains(&solution),
            None => spread.solutions(**start).is_empty(),
        };
        self.starts.iter().filter(of).copied().collect()
    }
}

impl<'a> Group<'a> {
    fn add(&mut self, affected: &'a Affected) {
        if affected.distance == 1 { &mut self.direct } else { &mut self.indirect }.push(affected);
    }
}
