//! The impact for other programs.

use serde::Serialize;

use super::since::Since;
use super::{Told, output};
use crate::model::ItemIx;
use crate::trace::impact::{Affected, Via, words};

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    as_of: String,
    changed: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<&'a Since>,
    affected: Vec<Entry<'a>>,
    solutions: Vec<Solution<'a>>,
    bodies: Vec<Body<'a>>,
    deadline: Option<String>,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    titel: &'a str,
    /// Title of the portfolio it is from, where that is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    portfolio: Option<&'a str>,
    solutions: Vec<&'a str>,
    distance: u32,
    path: Vec<Hop<'a>>,
}

#[derive(Serialize)]
struct Hop<'a> {
    id: &'a str,
    via: Option<&'a str>,
}

#[derive(Serialize)]
struct Solution<'a> {
    id: &'a str,
    /// Entries of `affected` that name the solution.
    affected: usize,
}

#[derive(Serialize)]
struct Body<'a> {
    id: Option<&'a str>,
    name: &'a str,
    /// The Danish words in every language.
    asks: String,
    solutions: Vec<&'a str>,
    why: String,
}

/// The whole impact, starts at distance 0 first.
pub(super) fn draw(told: &Told) -> anyhow::Result<String> {
    let impact = &told.impact;
    let gone = impact.gone.iter().map(|gone| Entry {
        id: &gone.id,
        kind: &gone.kind,
        titel: &gone.title,
        portfolio: None,
        solutions: Vec::new(),
        distance: 0,
        path: vec![Hop { id: &gone.id, via: None }],
    });
    let starts = impact.starts.iter().map(|ix| {
        let path = vec![Hop { id: &told.model().item(*ix).id, via: None }];
        entry(told, *ix, 0, path)
    });
    let affected = impact.affected.iter().map(|of| entry(told, of.item, of.distance, hops(told, of)));
    let solutions = impact.parts.iter().filter_map(|part| {
        let id = &*told.model().item(part.solution?).id;
        Some(Solution { id, affected: part.starts + part.total() + usize::from(part.itself.is_some()) })
    });
    let bodies = told.involved.iter().map(|involved| Body {
        id: involved.body.map(|body| &*told.model().item(body).id),
        name: &involved.name,
        asks: involved.ask.said().da,
        solutions: told.asked_for(involved),
        why: told.said(&involved.why.said(told.model())),
    });
    output::json(&Document {
        version: 1,
        as_of: told.model().day.to_string(),
        changed: &told.given,
        since: told.since.as_ref(),
        affected: gone.chain(starts).chain(affected).collect(),
        solutions: solutions.collect(),
        bodies: bodies.collect(),
        deadline: told.deadline.map(|deadline| deadline.day.to_string()),
    })
}

fn entry<'a>(told: &Told<'a>, ix: ItemIx, distance: u32, path: Vec<Hop<'a>>) -> Entry<'a> {
    let item = told.model().item(ix);
    Entry {
        id: &item.id,
        kind: told.kind(ix),
        titel: &item.title,
        portfolio: told.model().portfolio(ix).map(|portfolio| &*portfolio.title),
        solutions: told.solutions(ix),
        distance,
        path,
    }
}

fn hops<'a>(told: &'a Told, affected: &Affected) -> Vec<Hop<'a>> {
    let path = told.impact.path(affected).iter();
    let hops = path.map(|hop| {
        let via = match hop.via {
            Via::Start => None,
            Via::Enclosing => Some("omslutter"),
            Via::Nested => Some("indlejret"),
            Via::Forward(link_type) | Via::Backward(link_type) => {
                Some(told.model().schema.link_type(link_type).key.as_str())
            }
        };
        Hop { id: words::id(told.model(), &told.impact, hop.to), via }
    });
    hops.collect()
}
