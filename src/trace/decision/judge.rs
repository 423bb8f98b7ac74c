//! What is wrong with a table, worked out on its sets.

use super::atoms::Atoms;
use super::{Policy, Row, Table};

/// A combination of input: one set of atoms for each column.
pub type Area = Vec<Atoms>;

/// What is wrong with a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// No row is written.
    NoRows,
    /// A row has another number of cells than the table has columns.
    Width { row: usize, cells: usize },
    /// A cell can't be read as a set of the column's values.
    Unread { row: usize, column: usize },
    /// A row takes nothing: the cell leaves nothing of the column.
    Nothing { row: usize, column: usize },
    /// A combination that no row takes; `more` when there is another.
    Gap { area: Area, more: bool },
    /// Two rows take the same combination, and the policy does not say which counts.
    Overlap { row: usize, earlier: usize, area: Area },
    /// The rows before it take all that it takes; `behind` when one alone does.
    Unreachable { row: usize, behind: Option<usize> },
    /// The table is too large to be looked through to the end.
    Unfinished,
}

/// How much is compared before a table is left: one is a look at a column of a row. A table of 1,000 rows and 4 columns,
/// each pair of rows compared, takes 2 million.
const MOST_LOOKS: usize = 4_000_000;

/// Every fault of a table: first what can't be read, then gaps, then row by row.
///
/// A cell that can't be read hides gaps and never makes one: its row is taken to answer all of the column, and a row with
/// too few or too many cells to answer everything. Nor do they overlap, or stand in the way of another.
pub fn judge(table: &Table) -> Vec<Fault> {
    judge_within(table, MOST_LOOKS)
}

/// As [`judge`], for so many looks.
pub(super) fn judge_within(table: &Table, looks: usize) -> Vec<Fault> {
    if table.too_large {
        return vec![Fault::Unfinished];
    }
    if table.rows.is_empty() {
        return vec![Fault::NoRows];
    }
    let mut faults = unreadable(table);
    let mut search = Search { table, looks };
    if search.judge(&mut faults).is_none() {
        faults.push(Fault::Unfinished);
    }
    faults
}

fn unreadable(table: &Table) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (row, written) in table.rows.iter().enumerate() {
        if let Some(cells) = written.width {
            faults.push(Fault::Width { row, cells });
            continue;
        }
        for (column, takes) in written.takes.iter().enumerate() {
            match takes {
                None => faults.push(Fault::Unread { row, column }),
                Some(takes) if takes.is_empty() => faults.push(Fault::Nothing { row, column }),
                Some(_) => {}
            }
        }
    }
    faults
}

/// Looks through a table until nothing is left to compare with.
struct Search<'a> {
    table: &'a Table,
    looks: usize,
}

/// A part of the search gives `None` when it had to stop.
impl Search<'_> {
    fn judge(&mut self, faults: &mut Vec<Fault>) -> Option<()> {
        let policy = self.table.policy;
        if policy != Policy::Several {
            let whole = self.table.columns.iter().map(|column| column.domain.clone()).collect();
            let known: Vec<Area> = self.table.rows.iter().map(|row| self.open(row)).collect();
            let mut found = self.uncovered(whole, &known, 2)?;
            let more = found.len() > 1;
            faults.extend(found.drain(..).next().map(|area| Fault::Gap { area, more }));
        }
        // Rows that can't be read whole are left out: what they take is not known.
        let known: Vec<(usize, Area)> =
            self.table.rows.iter().enumerate().filter_map(|(number, row)| Some((number, known(row)?))).collect();
        match policy {
            Policy::Unique | Policy::Any => self.overlaps(&known, faults),
            Policy::First => self.unreachable(&known, faults),
            Policy::Priority | Policy::Several => Some(()),
        }
    }

    /// What a row may take at most.
    fn open(&self, row: &Row) -> Area {
        let columns = row.takes.iter().zip(&self.table.columns);
        let takes = |takes: &Option<Atoms>| takes.clone().filter(|_| row.width.is_none());
        columns.map(|(cell, column)| takes(cell).unwrap_or_else(|| column.domain.clone())).collect()
    }

    /// For each row the first before it that takes some of the same and may not.
    fn overlaps(&mut self, rows: &[(usize, Area)], faults: &mut Vec<Fault>) -> Option<()> {
        for (place, (row, area)) in rows.iter().enumerate() {
            for (earlier, other) in &rows[..place] {
                let same = self.table.policy == Policy::Any
                    && self.table.rows[*row].outputs == self.table.rows[*earlier].outputs;
                if !same && self.meet(area, other)? {
                    let area = area.iter().zip(other).map(|(one, other)| one.and(other)).collect();
                    faults.push(Fault::Overlap { row: *row, earlier: *earlier, area });
                    break;
                }
            }
        }
        Some(())
    }

    fn unreachable(&mut self, rows: &[(usize, Area)], faults: &mut Vec<Fault>) -> Option<()> {
        let areas: Vec<Area> = rows.iter().map(|(_, area)| area.clone()).collect();
        for (place, (row, area)) in rows.iter().enumerate().skip(1) {
            if !area.iter().any(Atoms::is_empty) && self.uncovered(area.clone(), &areas[..place], 1)?.is_empty() {
                let alone = |other: &&(usize, Area)| {
                    area.iter().zip(&other.1).all(|(one, other)| one.without(other).is_empty())
                };
                let behind = rows[..place].iter().find(alone).map(|(number, _)| *number);
                faults.push(Fault::Unreachable { row: *row, behind });
            }
        }
        Some(())
    }

    fn meet(&mut self, one: &Area, other: &Area) -> Option<bool> {
        for (one, other) in one.iter().zip(other) {
            self.looks = self.looks.checked_sub(one.size())?;
            if !one.meets(other) {
                return Some(false);
            }
        }
        Some(true)
    }

    /// Parts of an area that no row takes, at most so many. Each part is what is left when rows are cut out of it one
    /// after the other, depth first, so that a table with a gap is known by its first.
    fn uncovered(&mut self, area: Area, rows: &[Area], most: usize) -> Option<Vec<Area>> {
        let mut found = Vec::new();
        if area.iter().any(Atoms::is_empty) {
            return Some(found);
        }
        let mut open = vec![(area, 0)];
        while let Some((mut area, from)) = open.pop() {
            let mut next = from;
            while next < rows.len() && !self.meet(&area, &rows[next])? {
                next += 1;
            }
            let Some(row) = rows.get(next) else {
                found.push(area);
                if found.len() >= most {
                    break;
                }
                continue;
            };
            let kept = open.len();
            for column in 0..area.len() {
                let left = area[column].without(&row[column]);
                if !left.is_empty() {
                    let mut part = area.clone();
                    part[column] = left;
                    self.looks = self.looks.checked_sub(part.iter().map(Atoms::size).sum())?;
                    open.push((part, next + 1));
                }
                area[column] = area[column].and(&row[column]);
            }
            // The last is looked at first: they are turned, so that the first column's gap is named first.
            open[kept..].reverse();
        }
        Some(found)
    }
}

/// What a row takes, when all its cells can be read.
fn known(row: &Row) -> Option<Area> {
    row.width.is_none().then(|| row.takes.iter().cloned().collect())?
}
