//! The bodies with what each serves, found by type and by solution.

use foldhash::HashMap;

use super::written::chosen;
use crate::model::{ItemIx, Model, Role};

/// A body of a known type.
#[derive(Clone, Debug)]
pub struct Body {
    pub ix: ItemIx,
    pub body_type: Role,
    /// The solutions it serves itself or through a domain, in model order; none: the whole portfolio.
    pub solutions: Vec<ItemIx>,
}

/// All bodies that are shown and hold on the day, in model order.
#[derive(Debug, Default)]
pub struct Bodies {
    all: Vec<Body>,
    /// Places in `all`.
    by_solution: HashMap<(Role, ItemIx), Vec<usize>>,
}

impl Bodies {
    pub fn of(model: &Model, shows: impl Fn(ItemIx) -> bool) -> Bodies {
        let mut bodies = Bodies::default();
        for ix in model.with_role(Role::Body) {
            let Some(body_type) = chosen(model, ix, Role::BodyType) else { continue };
            if !shows(ix) || !model.item(ix).validity.covers(model.day) {
                continue;
            }
            let mut solutions: Vec<ItemIx> =
                model.targets(ix, Role::ServesFor).into_iter().flat_map(|to| served(model, to)).collect();
            solutions.retain(|solution| shows(*solution));
            solutions.sort();
            solutions.dedup();
            for solution in &solutions {
                bodies.by_solution.entry((body_type, *solution)).or_default().push(bodies.all.len());
            }
            bodies.all.push(Body { ix, body_type, solutions });
        }
        bodies
    }

    pub fn all(&self) -> &[Body] {
        &self.all
    }

    /// Those of a type, in model order.
    pub fn of_type(&self, body_type: Role) -> impl Iterator<Item = &Body> {
        self.all.iter().filter(move |body| body.body_type == body_type)
    }

    /// Those of a type that serve one of these solutions, each once, in model order.
    pub fn serving(&self, body_type: Role, solutions: &[ItemIx]) -> Vec<&Body> {
        let places = solutions.iter().filter_map(|solution| self.by_solution.get(&(body_type, *solution)));
        let mut places: Vec<usize> = places.flatten().copied().collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|place| &self.all[place]).collect()
    }
}

/// A solution, or the solutions of a domain.
fn served(model: &Model, to: ItemIx) -> Vec<ItemIx> {
    if model.is(to, Role::Solution) {
        return vec![to];
    }
    let solutions = model.holders(to, Role::InDomain);
    solutions.into_iter().filter(|ix| model.is(*ix, Role::Solution)).collect()
}
