//! The affected items by solution, for people to read.

use crate::model::{Model, Role};

use super::{Affected, Impact, Part, Spread};

/// What is affected in a solution, or outside of all of them. An item of several solutions stands in each.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    /// Counts, of which the listed items may be a part only.
    pub part: Part,
    /// The solution itself, where the way to it says more than that something of it is changed or affected.
    pub itself: Option<&'a Affected>,
    /// At distance 1, in model order.
    pub direct: Vec<&'a Affected>,
    /// By distance, then in model order.
    pub indirect: Vec<&'a Affected>,
}

impl Impact {
    /// The listed items by solution, in the order of the parts.
    pub fn groups(&self, model: &Model, spread: &Spread) -> Vec<Group<'_>> {
        self.groups_of(&self.affected, model, spread)
    }

    /// Some of the listed items by solution; parts that have none of them are left out.
    pub fn groups_of<'a>(&self, listed: &'a [Affected], model: &Model, spread: &Spread) -> Vec<Group<'a>> {
        let new = |part: &Part| Group { part: *part, itself: None, direct: Vec::new(), indirect: Vec::new() };
        let mut groups: Vec<Group> = self.parts.iter().map(new).collect();
        for affected in listed {
            let solutions = spread.solutions(affected.item);
            if solutions.is_empty() {
                // What belongs to no solution is the last part.
                groups.last_mut().into_iter().for_each(|group| group.add(affected));
            }
            for solution in solutions {
                let of = groups.binary_search_by_key(&(false, Some(*solution)), |group| {
                    (group.part.solution.is_none(), group.part.solution)
                });
                let Ok(place) = of else { continue };
                if affected.item != *solution {
                    groups[place].add(affected);
                } else if !self.only_comprises(model, affected) {
                    groups[place].itself = Some(affected);
                }
            }
        }
        groups.retain(|group| group.itself.is_some() || !group.direct.is_empty() || !group.indirect.is_empty());
        groups
    }

    /// Whether the last step says no more than that the item before belongs to the solution.
    fn only_comprises(&self, model: &Model, affected: &Affected) -> bool {
        let link_type = self.path(affected).last().and_then(|hop| hop.via.link_type());
        link_type.is_some_and(|link_type| model.schema.link_type(link_type).role == Some(Role::BelongsTo))
    }
}

impl<'a> Group<'a> {
    fn add(&mut self, affected: &'a Affected) {
        if affected.distance == 1 { &mut self.direct } else { &mut self.indirect }.push(affected);
    }
}
