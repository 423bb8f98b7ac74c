//! `sporbar law diff`: what changed between two texts of an act, with what each change touches; moves are proposed and,
//! when the author says so, written.

mod confirm;
mod json;
mod markdown;
mod sections;
mod sides;
mod text;

use std::collections::BTreeSet;

use super::super::args::{LawDiffArgs, LawDiffFormat};
use super::super::{Exit, Global, output};
use crate::finding::Language;
use crate::law::{Comparison, Moved, Pinpoint, compare};
use crate::model::{ItemIx, Resolution, Role};
use crate::pipeline::{self, Pipeline};
use crate::said;
use crate::trace::Facts;
use crate::trace::impact::{Changed as Asked, Limit};
use crate::trace::passages;

use sides::{Projects, Side};

pub(super) fn run(global: &Global, args: &LawDiffArgs) -> anyhow::Result<Exit> {
    // Two XML files can be compared anywhere; what a change touches is told inside a project.
    let root = global.project().ok();
    let facts = match &root {
        Some(root) => Some(Pipeline::default().facts(pipeline::read(root, |config| global.day(config))?)?),
        None => None,
    };
    let language = global.language(facts.as_ref().map(|facts| &*facts.config));
    let projects = Projects { global, root: root.as_deref(), facts: facts.as_ref() };
    let (mut old, mut new) = (projects.side(&args.old)?, projects.side(&args.new)?);
    let mut left_out = like_with_like(&mut old, &mut new);
    let act = new.act.or(old.act);
    let mut comparison = compare(&old.text.passages, &new.text.passages);
    left_out += chosen(&mut comparison, &old, &new);
    let facts = facts.as_ref().filter(|_| act.is_some());
    let recorded = facts.zip(act).map_or_else(Vec::new, |(facts, act)| passages::recorded_moves(facts, act));
    let told = Told { facts, act, old: &old, new: &new, comparison, recorded, left_out, language };
    output::print(&match args.format {
        LawDiffFormat::Text => text::draw(&told),
        LawDiffFormat::Markdown => markdown::draw(&told),
        LawDiffFormat::Json => json::draw(&told)?,
    })?;
    if args.write {
        confirm::write(global, root.as_deref(), &told, args)?;
    }
    Ok(Exit::Done)
}

/// Leaves out texts where the other side has but a summary of them. Gives how many.
fn like_with_like(old: &mut Side, new: &mut Side) -> usize {
    let differ: BTreeSet<String> = old.text.summaries.symmetric_difference(&new.text.summaries).cloned().collect();
    for side in [old, new] {
        side.text.passages.retain(|passage| !differ.contains(&passage.place.canonical()));
    }
    differ.len()
}

/// Leaves out what one side does not hold because it lists chosen provisions only. Gives how many.
fn chosen(comparison: &mut Comparison, old: &Side, new: &Side) -> usize {
    let list = match (old.is_whole, new.is_whole) {
        (false, true) => &mut comparison.inserted,
        (true, false) => &mut comparison.repealed,
        _ => return 0,
    };
    std::mem::take(list).len()
}

/// A comparison with what there is to tell about it.
struct Told<'a> {
    /// `None` when no project has the act.
    facts: Option<&'a Facts>,
    act: Option<ItemIx>,
    old: &'a Side,
    new: &'a Side,
    comparison: Comparison,
    /// Moves that the act's file says, old place and new.
    recorded: Vec<(Pinpoint, Pinpoint)>,
    left_out: usize,
    language: Language,
}

/// What a change of one place touches.
struct Touched {
    direct: usize,
    indirect: usize,
    /// Id of each solution and how many are affected in it, at whatever distance.
    solutions: Vec<(String, usize)>,
    /// Requirements at distance 1, by id.
    requirements: Vec<String>,
}

impl Told<'_> {
    fn word<'w>(&self, danish: &'w str, english: &'w str) -> &'w str {
        if self.language == Language::Danish { danish } else { english }
    }

    /// What a change of the place touches; `None` where the project does not have it.
    fn touched(&self, place: &Pinpoint) -> Option<Touched> {
        let (facts, act) = (self.facts?, self.act?);
        let model = &facts.model;
        let citation = format!("{} {place}", model.item(act).id);
        let Resolution::Found(found) = model.resolve(&citation) else { return None };
        // What is cited is listed; a place that is not has nothing of its own to touch.
        if found.deeper.is_some() || found.item == act {
            return None;
        }
        let impact = facts.spread().impact(model, &Asked::from(found.item), Limit::NONE);
        let id = |ix: ItemIx| model.item(ix).id.to_string();
        let solutions = impact.parts.iter().filter_map(|part| Some((id(part.solution?), part.total())));
        let requirements = impact
            .affected
            .iter()
            .filter(|affected| affected.distance == 1 && model.is(affected.item, Role::Requirement));
        Some(Touched {
            direct: impact.direct,
            indirect: impact.indirect,
            solutions: solutions.filter(|(_, count)| *count > 0).collect(),
            requirements: requirements.map(|affected| id(affected.item)).collect(),
        })
    }

    /// One line about what is touched; `None` where the project does not have the place.
    fn touched_line(&self, place: &Pinpoint) -> Option<String> {
        let touched = self.touched(place)?;
        if touched.direct + touched.indirect == 0 {
            return Some(self.word("berører intet", "touches nothing").to_owned());
        }
        let solutions: Vec<String> = touched.solutions.iter().map(|(id, count)| format!("{id} ({count})")).collect();
        let mut line = said!("berører {} direkte og {} afledt", "touches {} directly and {} indirectly"; touched.direct, touched.indirect)
            .in_language(self.language)
            .to_owned();
        if !solutions.is_empty() {
            line.push_str(&format!(" {} {}", self.word("i", "in"), solutions.join(", ")));
        }
        if !touched.requirements.is_empty() {
            line.push_str(&format!("; {}: {}", self.word("krav", "requirements"), touched.requirements.join(", ")));
        }
        Some(line)
    }

    /// Whether a move is recorded, or how alike the texts are that it is proposed from.
    fn state(&self, moved: &Moved) -> String {
        match self.is_recorded(moved) {
            true => self.word("registreret", "recorded").to_owned(),
            false => format!("{}, {} %", self.word("forslag", "proposed"), moved.similarity_percent),
        }
    }

    /// Whether the act records the move already.
    fn is_recorded(&self, moved: &Moved) -> bool {
        self.recorded.iter().any(|(from, to)| *from == moved.old.place && *to == moved.new.place)
    }

    fn proposed(&self) -> Vec<&Moved> {
        self.comparison.moved.iter().filter(|moved| !moved.is_implied && !self.is_recorded(moved)).collect()
    }

    fn counts(&self) -> String {
        let found = &self.comparison;
        let moved = found.moved.iter().filter(|moved| !moved.is_implied).count();
        let (changed, inserted, repealed) = (found.changed.len(), found.inserted.len(), found.repealed.len());
        said!(
            "{} → {}: {} ændret, {} nye, {} bortfaldet, {} flyttet",
            "{} → {}: {} changed, {} new, {} gone, {} moved";
            self.old.name, self.new.name, changed, inserted, repealed, moved
        )
        .in_language(self.language)
        .to_owned()
    }

    /// What was left out of the comparison, when anything was.
    fn left_out_line(&self) -> Option<String> {
        let count = self.left_out;
        let said = said!(
            "{} bestemmelser er ikke sammenlignet: den ene side opfører dem ikke eller har kun et resume",
            "{} provisions are not compared: one side does not list them or has but a summary"; count
        );
        (count > 0).then(|| said.in_language(self.language).to_owned())
    }
}
