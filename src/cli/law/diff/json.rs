//! The difference between two texts of an act for other programs.

use serde::Serialize;

use super::super::super::output;
use super::{Told, Touched};
use crate::law::Passage;

#[derive(Serialize)]
struct Report {
    version: u32,
    old: String,
    new: String,
    /// Id of the project's act; null when none is recognised.
    act: Option<String>,
    changed: Vec<Entry>,
    inserted: Vec<Entry>,
    repealed: Vec<Entry>,
    moved: Vec<Move>,
    not_compared: usize,
}

#[derive(Serialize)]
struct Entry {
    place: String,
    title: Option<String>,
    old: Option<String>,
    new: Option<String>,
    impact: Option<Impact>,
}

/// `similarity` in percent; `recorded` when the act's file says it already; `implied` when what it is nested in moved.
#[derive(Serialize)]
struct Move {
    from: String,
    to: String,
    similarity: u32,
    recorded: bool,
    implied: bool,
    old: Option<String>,
    new: Option<String>,
    impact: Option<Impact>,
}

#[derive(Serialize)]
struct Impact {
    direct: usize,
    indirect: usize,
    solutions: Vec<InSolution>,
    requirements: Vec<String>,
}

#[derive(Serialize)]
struct InSolution {
    id: String,
    affected: usize,
}

pub(super) fn draw(told: &Told) -> anyhow::Result<String> {
    let found = &told.comparison;
    let impact = |passage: &Passage| told.touched(&passage.place).map(impact);
    let entry = |old: Option<&Passage>, new: Option<&Passage>| {
        let named = new.or(old);
        Entry {
            place: named.map(|passage| passage.place.to_string()).unwrap_or_default(),
            title: named.and_then(|passage| passage.title.clone()),
            old: old.and_then(|passage| passage.text.clone()),
            new: new.and_then(|passage| passage.text.clone()),
            impact: old.or(new).and_then(impact),
        }
    };
    let act = told.facts.zip(told.act).map(|(facts, act)| facts.model.item(act).id.to_string());
    let moved = found.moved.iter().map(|moved| Move {
        from: moved.old.place.to_string(),
        to: moved.new.place.to_string(),
        similarity: moved.similarity_percent,
        recorded: told.is_recorded(moved),
        implied: moved.is_implied,
        old: moved.old.text.clone(),
        new: moved.new.text.clone(),
        impact: impact(&moved.old),
    });
    output::json(&Report {
        version: 1,
        old: told.old.name.clone(),
        new: told.new.name.clone(),
        act,
        changed: found.changed.iter().map(|change| entry(Some(&change.old), Some(&change.new))).collect(),
        inserted: found.inserted.iter().map(|passage| entry(None, Some(passage))).collect(),
        repealed: found.repealed.iter().map(|passage| entry(Some(passage), None)).collect(),
        moved: moved.collect(),
        not_compared: told.left_out,
    })
}

fn impact(touched: Touched) -> Impact {
    let solutions = touched.solutions.into_iter().map(|(id, affected)| InSolution { id, affected });
    Impact {
        direct: touched.direct,
        indirect: touched.indirect,
        solutions: solutions.collect(),
        requirements: touched.requirements,
    }
}
