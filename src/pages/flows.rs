//! The steps of a process: drawn with a lane for each actor, and in order with what each carries out.

use super::book::Book;
use super::diagrams::scrolled;
use super::fields::Shown;
use super::layouts::text_of;
use super::view::{Content, Crumb, Fact, Inline, Section, StepView};
use super::words::{capital, name};
use crate::document::{Map, Node, slug};
use crate::draw::flow::{Step, draw};
use crate::model::schema::{Field, Form};
use crate::model::{ItemIx, Role};

/// Most steps that are drawn, and most lanes: the list has all of them.
const MOST_STEPS: usize = 150;
const MOST_LANES: usize = 12;

/// The steps of a process in written order, with what each carries out and what follows it.
pub fn section(book: &Book, from: &str, ix: ItemIx) -> Option<Section> {
    let model = book.model();
    let item = model.item(ix);
    let field = item.field_with(&model.schema, Role::Steps)?;
    let Form::Object(fields) = &item.declared(&model.schema, field)?.form else { return None };
    let maps: Vec<&Map> = field.node.elements().iter().filter_map(Node::map).collect();
    let names: Vec<(String, String)> =
        maps.iter().map(|map| (text_of(fields, map, Role::StepId), text_of(fields, map, Role::StepName))).collect();
    let shown = Shown { book, from, item: ix, file: field.file };
    let steps = maps.iter().enumerate().map(|(place, map)| {
        let (id, step_name) = &names[place];
        let next =
            fields.iter().find(|field| field.role == Some(Role::NextStep)).and_then(|field| map.find(&field.key));
        let next =
            next.map(|node| node.elements().iter().filter_map(Node::text).map(|id| next_step(&names, id)).collect());
        StepView {
            anchor: format!("_{}", slug(id)),
            number: (place + 1).to_string(),
            name: step_name.clone(),
            actor: text_of(fields, map, Role::Actor),
            links: step_links(&shown, fields, map),
            next: next.unwrap_or_default(),
        }
    });
    let steps: Vec<StepView> = steps.collect();
    let followers = maps.iter().enumerate().map(|(place, map)| followers(fields, map, &names, place)).collect();
    let svg = drawing(book, &steps, followers);
    let title = book.word("Forløb", "Flow").to_owned();
    Some(Section { anchor: "_forloeb".to_owned(), title, content: Content::Steps { svg, steps } })
}

/// Places of the steps that follow one: those it names, else the next as written.
fn followers(fields: &[Field], map: &Map, names: &[(String, String)], place: usize) -> Vec<usize> {
    let written = fields.iter().find(|field| field.role == Some(Role::NextStep)).and_then(|field| map.find(&field.key));
    let Some(node) = written else { return Some(place + 1).filter(|next| *next < names.len()).into_iter().collect() };
    let known = |id: &str| names.iter().position(|(known, _)| known.eq_ignore_ascii_case(id.trim()));
    node.elements().iter().filter_map(Node::text).filter_map(known).collect()
}

/// The step that follows, by its id; a name nobody has is shown as text.
fn next_step(names: &[(String, String)], id: &str) -> Crumb {
    match names.iter().position(|(known, _)| known.eq_ignore_ascii_case(id.trim())) {
        Some(place) => {
            Crumb { text: format!("{}. {}", place + 1, names[place].1), href: format!("#_{}", slug(&names[place].0)) }
        }
        None => Crumb { text: id.to_owned(), href: String::new() },
    }
}

fn step_links(shown: &Shown, fields: &[Field], map: &Map) -> Vec<Fact> {
    let references = fields.iter().filter(|field| matches!(field.form, Form::Reference(_)));
    let facts = references.filter_map(|field| {
        let values: Vec<Inline> = map.find(&field.key)?.elements().iter().filter_map(|node| shown.link(node)).collect();
        (!values.is_empty()).then(|| Fact { label: capital(name(shown.book.language(), &field.name)), values })
    });
    facts.collect()
}

/// The drawing; empty for a process of one step, and for one that no page could show.
fn drawing(book: &Book, steps: &[StepView], followers: Vec<Vec<usize>>) -> String {
    let mut lanes: Vec<String> = Vec::new();
    let mut drawn = Vec::with_capacity(steps.len());
    for (step, next) in steps.iter().zip(followers) {
        let lane = lanes.iter().position(|lane| *lane == step.actor).unwrap_or_else(|| {
            lanes.push(step.actor.clone());
            lanes.len() - 1
        });
        drawn.push(Step { lane, name: step.name.clone(), href: format!("#{}", step.anchor), next });
    }
    if !(2..=MOST_STEPS).contains(&drawn.len()) || lanes.len() > MOST_LANES {
        return String::new();
    }
    for lane in lanes.iter_mut().filter(|lane| lane.is_empty()) {
        book.word("aktør ikke angivet", "actor not given").clone_into(lane);
    }
    let description = book.word(
        "En bane for hver aktør. Trinnene står i rækkefølge ovenfra; pilene viser, hvad der følger. Det samme står i listen under tegningen.",
        "A lane for each actor. Steps stand in order from above; arrows show what follows. The list below the drawing says the same.",
    );
    scrolled(book, &draw(book.word("Forløb med baner", "Flow with lanes"), description, &lanes, &drawn))
}
