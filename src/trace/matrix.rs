//! Matrices: how many paths lead from each of some items to each of some others, over a chain of links.

use std::collections::BTreeMap;

use crate::model::{Hop, ItemIx, Model, Role};

/// Paths between rows and columns. Cells without a path are not stored, so that a matrix costs what its links do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    pub rows: Vec<ItemIx>,
    pub columns: Vec<ItemIx>,
    /// For each row its columns, as places in `columns`, ascending, with the number of paths; never 0.
    pub cells: Vec<Vec<(usize, usize)>>,
}

/// How chains are walked.
pub struct Walk<'a> {
    /// One or more ways from row to column; their paths are added up.
    pub chains: &'a [Vec<Hop>],
    /// Whether what is nested in an act or provision stands for it: a link to stk. 3 is then one to § 20 and to the act.
    pub nested: bool,
    /// Whether a link, by its number, may be walked to an item.
    pub open: &'a (dyn Fn(ItemIx, usize) -> bool + Sync),
}

impl Matrix {
    /// The matrix of two selections. Each row costs what it reaches.
    pub fn of(model: &Model, rows: Vec<ItemIx>, columns: Vec<ItemIx>, walk: &Walk) -> Matrix {
        let mut place_of: Vec<(ItemIx, usize)> =
            columns.iter().enumerate().map(|(place, column)| (*column, place)).collect();
        place_of.sort_unstable();
        let row = |row: &ItemIx| {
            let reached = reached(model, *row, walk);
            let mut cells: Vec<(usize, usize)> = Vec::new();
            for (item, paths) in reached {
                if let Ok(found) = place_of.binary_search_by_key(&item, |(known, _)| *known) {
                    cells.push((place_of[found].1, paths));
                }
            }
            cells.sort_unstable();
            cells
        };
        let cells = rows.iter().map(row).collect();
        Matrix { rows, columns, cells }
    }

    /// Paths from a row to a column, by their places.
    pub fn paths(&self, row: usize, column: usize) -> usize {
        let cells = &self.cells[row];
        cells.binary_search_by_key(&column, |(place, _)| *place).map_or(0, |found| cells[found].1)
    }

    /// For each column the number of rows that reach it.
    pub fn column_totals(&self) -> Vec<usize> {
        let mut totals = vec![0; self.columns.len()];
        for (column, _) in self.cells.iter().flatten() {
            totals[*column] += 1;
        }
        totals
    }

    /// Number of rows that reach no column.
    pub fn empty_rows(&self) -> usize {
        self.cells.iter().filter(|cells| cells.is_empty()).count()
    }

    /// Number of columns that no row reaches.
    pub fn empty_columns(&self) -> usize {
        self.column_totals().iter().filter(|total| **total == 0).count()
    }

    /// The same with the rows and columns that have no path first, else in their order.
    pub fn gaps_first(&self) -> Matrix {
        let totals = self.column_totals();
        self.arranged(|cells| !cells.is_empty(), |column| totals[column] > 0)
    }

    /// The rows and columns alone that have no path.
    pub fn gaps_only(&self) -> Matrix {
        let totals = self.column_totals();
        let empty = |place: &usize| self.cells[*place].is_empty();
        let rows: Vec<ItemIx> = (0..self.rows.len()).filter(empty).map(|place| self.rows[place]).collect();
        let columns = (0..self.columns.len()).filter(|place| totals[*place] == 0).map(|place| self.columns[place]);
        Matrix { cells: vec![Vec::new(); rows.len()], columns: columns.collect(), rows }
    }

    fn arranged(&self, row_key: impl Fn(&[(usize, usize)]) -> bool, column_key: impl Fn(usize) -> bool) -> Matrix {
        let mut rows: Vec<usize> = (0..self.rows.len()).collect();
        rows.sort_by_key(|place| row_key(&self.cells[*place]));
        let mut columns: Vec<usize> = (0..self.columns.len()).collect();
        columns.sort_by_key(|place| column_key(*place));
        let mut now_at = vec![0; columns.len()];
        for (now, before) in columns.iter().enumerate() {
            now_at[*before] = now;
        }
        let moved = |place: &usize| {
            let mut cells: Vec<(usize, usize)> =
                self.cells[*place].iter().map(|(column, paths)| (now_at[*column], *paths)).collect();
            cells.sort_unstable();
            cells
        };
        Matrix {
            cells: rows.iter().map(moved).collect(),
            rows: rows.iter().map(|place| self.rows[*place]).collect(),
            columns: columns.iter().map(|place| self.columns[*place]).collect(),
        }
    }
}

/// Where the chains lead from an item, with how many paths lead there.
pub fn reached(model: &Model, from: ItemIx, walk: &Walk) -> BTreeMap<ItemIx, usize> {
    let mut all = BTreeMap::new();
    for chain in walk.chains {
        for (item, paths) in along(model, from, chain, walk) {
            add(&mut all, item, paths);
        }
    }
    all
}

fn along(model: &Model, from: ItemIx, chain: &[Hop], walk: &Walk) -> BTreeMap<ItemIx, usize> {
    let mut reached = BTreeMap::from([(from, 1)]);
    for hop in chain {
        let mut next = BTreeMap::new();
        let starts = if walk.nested { with_nested(model, &reached) } else { reached };
        for (ix, paths) in starts {
            let mut step = |(to, link): (ItemIx, usize)| {
                if hop.types.contains(&model.links[link].link_type) && (walk.open)(to, link) {
                    add(&mut next, to, paths);
                }
            };
            match hop.back {
                true => model.graph.incoming(ix).for_each(&mut step),
                false => model.graph.outgoing(ix).for_each(&mut step),
            }
        }
        reached = next;
    }
    if walk.nested { with_enclosing(model, reached) } else { reached }
}

fn is_law(model: &Model, ix: ItemIx) -> bool {
    model.is(ix, Role::LegalSource) || model.is(ix, Role::Provision)
}

/// What is nested in law takes over its paths.
fn with_nested(model: &Model, reached: &BTreeMap<ItemIx, usize>) -> BTreeMap<ItemIx, usize> {
    let mut all = BTreeMap::new();
    for (ix, paths) in reached {
        let mut fresh = vec![*ix];
        while let Some(ix) = fresh.pop() {
            add(&mut all, ix, *paths);
            if is_law(model, ix) {
                fresh.extend(&model.item(ix).children);
            }
        }
    }
    all
}

/// What law is nested in takes over its paths.
fn with_enclosing(model: &Model, reached: BTreeMap<ItemIx, usize>) -> BTreeMap<ItemIx, usize> {
    let mut all = BTreeMap::new();
    for (ix, paths) in reached {
        add(&mut all, ix, paths);
        let mut above = model.item(ix).parent.filter(|_| is_law(model, ix));
        while let Some(ix) = above {
            add(&mut all, ix, paths);
            above = model.item(ix).parent;
        }
    }
    all
}

fn add(all: &mut BTreeMap<ItemIx, usize>, ix: ItemIx, paths: usize) {
    let count = all.entry(ix).or_default();
    *count = count.saturating_add(paths);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Selector, chain};
    use crate::place::Span;
    use crate::rules::testing::facts_of;

    const PROJECT: &str = "=== content/a.yaml
elementer:
  - {id: BL, type: retskilde, bestemmelser: [{ref: § 1, bestemmelser: [{ref: stk. 1}]}, {ref: § 2}]}
  - {id: P-1, type: arbejdsgang, trin: [{id: t1, krav: K-2}]}
  - {id: P-2, type: arbejdsgang}
  - {id: P-3, type: arbejdsgang}
  - {id: K-1, type: krav, hjemmel: \"BL § 1, stk. 1\", understøtter: [P-1, P-2]}
  - {id: K-2, type: krav, hjemmel: [\"BL § 1\", BL]}
  - {id: K-3, type: krav}
";

    /// A matrix as rows of `K-1: P-1 2, P-2 1`, after a line with its columns.
    fn drawn(rows: &str, columns: &str, chains: &[&[&str]], nested: bool, arrange: fn(&Matrix) -> Matrix) -> String {
        let facts = facts_of(PROJECT);
        let model = &facts.model;
        let select = |kind: &str| {
            let node = crate::document::parse_yaml(&format!("{{type: {kind}}}")).0.unwrap();
            Selector::parse(&model.schema, &node).unwrap().items(model)
        };
        let named = |names: &&[&str]| {
            let names: Vec<(&str, Span)> = names.iter().map(|name| (*name, Span::default())).collect();
            chain(&model.schema, &names).unwrap()
        };
        let chains: Vec<Vec<Hop>> = chains.iter().map(named).collect();
        let walk = Walk { chains: &chains, nested, open: &|_, _| true };
        let matrix = arrange(&Matrix::of(model, select(rows), select(columns), &walk));
        let id = |ix: &ItemIx| model.item(*ix).id.to_string();
        let mut lines = vec![matrix.columns.iter().map(id).collect::<Vec<_>>().join(", ")];
        for (row, cells) in matrix.rows.iter().zip(&matrix.cells) {
            let cells: Vec<String> =
                cells.iter().map(|(place, paths)| format!("{} {paths}", id(&matrix.columns[*place]))).collect();
            lines.push(format!("{}: {}", id(row), cells.join(", ")));
        }
        lines.join("\n")
    }

    #[test]
    fn several_ways_are_added_up_and_walked_backwards() {
        let chains: [&[&str]; 2] = [&["understøtter"], &["-trin.krav"]];
        assert_eq!(
            drawn("krav", "arbejdsgang", &chains, false, Matrix::clone),
            "P-1, P-2, P-3\nK-1: P-1 1, P-2 1\nK-2: P-1 1\nK-3: "
        );
    }

    #[test]
    fn gaps_come_first_or_alone() {
        let chains: [&[&str]; 1] = [&["understøtter"]];
        assert_eq!(
            drawn("krav", "arbejdsgang", &chains, false, Matrix::gaps_first),
            "P-3, P-1, P-2\nK-2: \nK-3: \nK-1: P-1 1, P-2 1"
        );
        assert_eq!(drawn("krav", "arbejdsgang", &chains, false, Matrix::gaps_only), "P-3\nK-2: \nK-3: ");
    }

    #[test]
    fn nested_law_stands_for_what_it_is_nested_in_when_asked_to() {
        let chains: [&[&str]; 1] = [&["hjemmel"]];
        assert_eq!(drawn("krav", "retskilde", &chains, false, Matrix::clone), "BL\nK-1: \nK-2: BL 1\nK-3: ");
        assert_eq!(drawn("krav", "retskilde", &chains, true, Matrix::clone), "BL\nK-1: BL 1\nK-2: BL 2\nK-3: ");
        let back: [&[&str]; 1] = [&["-hjemmel", "understøtter"]];
        assert_eq!(drawn("retskilde", "arbejdsgang", &back, false, Matrix::clone), "P-1, P-2, P-3\nBL: ");
        assert_eq!(drawn("retskilde", "arbejdsgang", &back, true, Matrix::clone), "P-1, P-2, P-3\nBL: P-1 1, P-2 1");
    }
}
