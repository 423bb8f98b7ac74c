//! What holds in every document, so that a writer need not ask: every anchor stands once, every reference leads to one,
//! and no heading skips a level.

use std::collections::BTreeSet;

use super::html::is_alike;
use super::{Block, Run, Target};

/// Takes out anchors that stood before, makes words of references that lead nowhere, and lifts headings that are too deep.
pub(super) fn settle(blocks: &mut [Block]) {
    let mut above = 0;
    for block in blocks.iter_mut() {
        if let Block::Heading { level, .. } = block {
            *level = (*level).clamp(1, above + 1);
            above = *level;
        }
    }
    let mut known = BTreeSet::new();
    each(blocks, &mut |found| {
        if let Found::Anchor(anchor) = found
            && anchor.is_some_and(|number| !known.insert(number))
        {
            *anchor = None;
        }
    });
    each(blocks, &mut |found| {
        let Found::Runs(runs) = found else { return };
        for run in runs {
            if matches!(run.to, Some(Target::Inside(anchor)) if !known.contains(&anchor)) {
                run.to = None;
            }
        }
    });
}

/// Lets references lead where `leads` says, by the number that stands in them; runs that are alike then grow together.
pub(super) fn lead(blocks: &mut [Block], leads: impl Fn(u32) -> Option<Target>) {
    each(blocks, &mut |found| {
        let Found::Runs(runs) = found else { return };
        let inside = |run: &mut Run| match run.to {
            Some(Target::Inside(anchor)) => {
                run.to = leads(anchor);
                run.to.is_none()
            }
            _ => false,
        };
        if runs.iter_mut().fold(false, |any, run| inside(run) | any) {
            let mut whole: Vec<Run> = Vec::with_capacity(runs.len());
            for run in runs.drain(..) {
                match whole.last_mut().filter(|last| is_alike(last, &run)) {
                    Some(last) => last.text.push_str(&run.text),
                    None => whole.push(run),
                }
            }
            *runs = whole;
        }
    });
}

enum Found<'a> {
    Anchor(&'a mut Option<u32>),
    Runs(&'a mut Vec<Run>),
}

fn each(blocks: &mut [Block], visit: &mut impl FnMut(Found)) {
    for block in blocks {
        match block {
            Block::Heading { runs, anchor, .. } => {
                visit(Found::Anchor(anchor));
                visit(Found::Runs(runs));
            }
            Block::Paragraph { runs, .. } => visit(Found::Runs(runs)),
            Block::List { items, .. } => items.iter_mut().for_each(|item| each(item, visit)),
            Block::Quote { blocks } | Block::Statement { blocks } => each(blocks, visit),
            Block::Facts { rows } => rows.iter_mut().for_each(|row| each(&mut row.blocks, visit)),
            Block::Table(table) => {
                for row in &mut table.rows {
                    visit(Found::Anchor(&mut row.anchor));
                    row.cells.iter_mut().for_each(|cell| each(cell, visit));
                }
            }
            Block::Code { .. } | Block::Drawing(_) => {}
        }
    }
}
