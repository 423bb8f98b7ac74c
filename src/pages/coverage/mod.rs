//! Pages and sections on coverage: what of the law is answered, in which solutions, and where the gaps are.

mod data;
mod gaps;
mod overview;
mod sections;
mod solution;

use super::book::Book;
use super::key::{Hash, Keyed};
use super::published::Published;
use super::refs::item_ref;
use super::route::{Route, relative};
use super::view::{Chip, Column, Crumb, Inline, ItemRef};
use super::words::number;
use crate::model::{ItemIx, Role};
use crate::trace::Facts;
use crate::trace::coverage::{Covered, State, Tally};

pub use data::{Dataset, data};
pub use gaps::{Gaps, find as find_gaps, pages as gap_pages, view as gaps};
pub use overview::{front, view as overview};
pub use sections::{act, chip_of, solution, solutions_of};
pub use solution::{pages as solution_pages, view as of_solution};

/// Answers that are named in one cell; more are counted.
const NAMED: usize = 12;

/// Whether the site has anything to tell of coverage: law, or requirements that ought to rest on it.
pub fn is_told(facts: &Facts, published: &Published) -> bool {
    let model = &facts.model;
    let tells = |ix: ItemIx| model.is(ix, Role::LegalSource) || model.is(ix, Role::Requirement);
    model.all().any(|ix| tells(ix) && published.shows(ix))
}

/// Whether a solution has a page of its traces.
pub fn has_traces(book: &Book, ix: ItemIx) -> bool {
    book.coverage().solution(ix).is_some_and(|one| one.requirements > 0 || one.tally.counted() > 0)
}

/// Adds to a page's key what its coverage shows: the state and answers' solutions of what is nested in law, the numbers
/// of a solution.
pub fn feed(keyed: &mut Keyed, book: &Book, ix: ItemIx) {
    let model = book.model();
    let coverage = book.coverage();
    if let Some(act) = coverage.act(ix) {
        feed_tally(keyed, act.tally);
        for here in &act.by_solution {
            feed_item(keyed, book, here.solution);
            feed_tally(keyed, here.tally);
            keyed.number(here.answers as u64);
        }
    }
    if let Some(solution) = coverage.solution(ix) {
        feed_tally(keyed, solution.tally);
        for count in [solution.requirements, solution.unfounded, solution.unserving] {
            keyed.number(count as u64);
        }
    }
    if model.is(ix, Role::LegalSource) || model.is(ix, Role::Provision) {
        feed_provisions(keyed, book, ix);
    }
}

/// Hash of all that pages of coverage show: how others show every item, the links between them, and how everything is
/// covered. Texts are no part of it.
pub fn everything(book: &Book) -> Hash {
    let (model, coverage) = (book.model(), book.coverage());
    let mut keyed = Keyed::new("coverage");
    for ix in model.all() {
        keyed.hash(&book.shown_as[ix.0 as usize]);
        keyed.number(u64::from(book.published.shows(ix)));
    }
    for link in model.links.iter() {
        let target = link.target.as_ref().map_or(u32::MAX, |target| target.item.0);
        keyed.number(u64::from(link.holder.0) << 32 | u64::from(target));
        keyed.number(u64::from(link.link_type.0) << 1 | u64::from(link.turned));
        keyed.text(link.guard.as_deref().unwrap_or(""));
    }
    for act in &coverage.acts {
        keyed.number(u64::from(act.act.0) << 1 | u64::from(act.full));
        feed(&mut keyed, book, act.act);
    }
    for list in [&coverage.unfounded, &coverage.unserving, &coverage.loose] {
        keyed.number(list.len() as u64);
        list.iter().for_each(|ix| keyed.number(u64::from(ix.0)));
    }
    for covered in &coverage.provisions {
        keyed.number(u64::from(covered.provision.0));
        for solution in covered.asked.iter().chain(&covered.excused) {
            keyed.number(u64::from(solution.0));
        }
    }
    for (law, answer) in coverage.named() {
        keyed.number(u64::from(law.0) << 32 | u64::from(answer.0));
    }
    for one in &coverage.unwanted {
        keyed.number(u64::from(one.item.0) << 32 | u64::from(one.law.0));
        keyed.number(one.why as u64);
    }
    for block in super::matrix::blocks(book) {
        keyed.text(&super::matrix::address(book, block, super::route::Form::Csv));
    }
    keyed.done()
}

fn feed_provisions(keyed: &mut Keyed, book: &Book, ix: ItemIx) {
    if let Some(covered) = book.coverage().provision(ix) {
        keyed.number(u64::from(covered.deep));
        keyed.number(match &covered.state {
            State::Answered => 0,
            State::NotRelevant => 1,
            State::Promised => 2,
            State::MissingIn(_) => 3,
            State::NotAssessed => 4,
        });
        if let State::MissingIn(solutions) = &covered.state {
            solutions.iter().for_each(|solution| feed_item(keyed, book, Some(*solution)));
        }
        for (solution, carried) in book.coverage().answered_in(ix) {
            feed_item(keyed, book, *solution);
            keyed.number(u64::from(*carried));
        }
    }
    book.model().item(ix).children.iter().for_each(|child| feed_provisions(keyed, book, *child));
}

fn feed_item(keyed: &mut Keyed, book: &Book, ix: Option<ItemIx>) {
    match ix {
        Some(ix) => {
            keyed.hash(&book.shown_as[ix.0 as usize]);
            keyed.number(u64::from(has_traces(book, ix)));
        }
        None => keyed.number(u64::MAX),
    }
}

fn feed_tally(keyed: &mut Keyed, tally: Tally) {
    for count in [tally.answered, tally.not_relevant, tally.open, tally.deep] {
        keyed.number(count as u64);
    }
}

/// How a provision stands, as a chip: "besvaret", "åben – mangler i SAPA".
fn chip(book: &Book, covered: &Covered) -> Chip {
    let text = |da, en| book.word(da, en).to_owned();
    match &covered.state {
        State::Answered if covered.deep => Chip { text: text("besvaret", "answered"), tone: "ok" },
        State::Answered => Chip { text: text("besvaret, ikke gennemført", "answered, not carried out"), tone: "wait" },
        State::NotRelevant => Chip { text: text("giver ikke krav", "gives no requirement"), tone: "none" },
        State::Promised => Chip { text: text("åben – intet krav", "open – no requirement"), tone: "no" },
        State::MissingIn(solutions) => {
            let ids: Vec<&str> = solutions.iter().map(|ix| &*book.model().item(*ix).id).collect();
            let missing = match ids.len() {
                0..=3 => ids.join(", "),
                more => format!("{} {}", number(book.language(), more), book.word("løsninger", "solutions")),
            };
            Chip { text: format!("{} {missing}", book.word("åben – mangler i", "open – missing in")), tone: "no" }
        }
        State::NotAssessed => Chip { text: text("åben – ikke vurderet", "open – not assessed"), tone: "no" },
    }
}

/// Address of an act's rows on a solution's page of traces; `None` when the solution has no such page.
fn act_in_solution(book: &Book, from: &str, act: ItemIx, solution: ItemIx) -> Option<String> {
    if !has_traces(book, solution) {
        return None;
    }
    let (page, anchor) = solution::place_of_act(book, act, solution)?;
    let address = book.address(&Route::Traces(solution, page));
    Some(relative(from, &format!("{address}#{anchor}")))
}

/// Anchor for an act or another item on pages of coverage.
fn anchor(book: &Book, ix: ItemIx) -> String {
    let page = book.model().item(ix).page();
    let stem = page.strip_suffix(".html").unwrap_or(page);
    format!("_{}", stem.replace('/', "-"))
}

/// An item by its id alone, as a part of a line.
fn short(book: &Book, from: &str, ix: ItemIx) -> Inline {
    Inline::Item(ItemRef { title: String::new(), status: String::new(), ..item_ref(book, from, ix) })
}

/// Items by their ids, the first of them; the rest is counted and leads to `more`.
fn named(book: &Book, from: &str, items: &[ItemIx], more: &str) -> Vec<Inline> {
    let mut cell: Vec<Inline> = items.iter().take(NAMED).map(|ix| short(book, from, *ix)).collect();
    if items.len() > NAMED {
        let text = format!("+ {}", number(book.language(), items.len() - NAMED));
        cell.push(Inline::Link { text, href: more.to_owned() });
    }
    cell
}

fn column(text: &str, class: &'static str) -> Column {
    Column { text: text.to_owned(), class, ..Column::default() }
}

/// A count that leads to what it counts; a plain dash for none.
fn count(book: &Book, count: usize, href: &str) -> Vec<Inline> {
    match count {
        0 => vec![Inline::Text { text: "–".to_owned() }],
        count => vec![Inline::Link { text: number(book.language(), count), href: href.to_owned() }],
    }
}

/// A count of gaps: a chip that leads to them, or that there are none.
fn gap_count(book: &Book, count: usize, href: &str) -> Vec<Inline> {
    match count {
        0 => vec![Inline::Chip(Chip { text: "0".to_owned(), tone: "ok" })],
        count => {
            let chip = Chip { text: number(book.language(), count), tone: "no" };
            vec![Inline::ChipLink { chip, href: href.to_owned() }]
        }
    }
}

fn percent(share: Option<usize>) -> String {
    share.map_or_else(|| "–".to_owned(), |share| format!("{share}\u{a0}%"))
}

/// The way to the overview of traceability.
fn crumb(book: &Book, from: &str) -> Crumb {
    Crumb {
        text: book.word("Sporbarhed", "Traceability").to_owned(),
        href: relative(from, &book.address(&Route::Traceability)),
    }
}
