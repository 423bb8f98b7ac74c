//! The traces of a solution: its gaps, the law with what answers it, and its requirements with what they rest on and
//! serve.

use super::{anchor, chip, column, crumb, named, percent};
use crate::model::{ItemIx, Role};
use crate::pages::book::{Book, PAGE_ROWS};
use crate::pages::refs::item_ref;
use crate::pages::route::{Route, relative};
use crate::pages::view::{Chip, Column, Content, Crumb, Inline, Row, Section, SectionsView, Table};
use crate::pages::words::number;
use crate::pages::{lists, shell};
use crate::trace::coverage::{Covered, State};

/// Gaps that are told on the first page; all are on the portfolio's.
const GAPS: usize = 40;

/// How many pages a solution's traces have.
pub fn pages(book: &Book, ix: ItemIx) -> u32 {
    lists::pages(book.coverage().concerning(ix).len().max(requirements(book, ix).len()))
}

/// The page and anchor where an act's rows begin.
pub(super) fn place_of_act(book: &Book, act: ItemIx, solution: ItemIx) -> Option<(u32, String)> {
    match book.coverage().begin_in(solution, act) {
        Some(row) => Some(((row / PAGE_ROWS) as u32 + 1, anchor(book, act))),
        // The act is named as a whole: its answers are among the requirements.
        None => Some((1, "_krav".to_owned())),
    }
}

/// The requirements and rules that hold and stand in a solution, those that lack something first.
fn requirements(book: &Book, solution: ItemIx) -> Vec<ItemIx> {
    let model = book.model();
    let belonging = model.holders(solution, Role::BelongsTo).into_iter();
    let mut items: Vec<ItemIx> = belonging
        .filter(|ix| book.published.shows(*ix) && model.is(*ix, Role::Requirement))
        .filter(|ix| !model.item(*ix).has_status(&model.schema, Role::Withdrawn))
        .collect();
    items.sort();
    items.dedup();
    items.sort_by_key(|ix| !(is_in(&book.coverage().unfounded, *ix) || is_in(&book.coverage().unserving, *ix)));
    items
}

fn is_in(list: &[ItemIx], ix: ItemIx) -> bool {
    list.binary_search(&ix).is_ok()
}

/// One page of a solution's traces.
pub fn view(book: &Book, ix: ItemIx, page_number: u32) -> SectionsView {
    let from = book.address(&Route::Traces(ix, page_number));
    let item = book.model().item(ix);
    let title = format!("{} – {}", book.word("Sporbarhed", "Traceability"), item.id);
    let mut page = shell::page(book, &from);
    page.title = lists::page_title(book, &title, page_number);
    page.menu = "sporbarhed".to_owned();
    page.hidden = page_number > 1;
    page.crumbs = vec![crumb(book, &from), Crumb { text: item.id.to_string(), href: relative(&from, &item.url) }];
    let mut sections = Vec::new();
    if page_number == 1 {
        sections.extend(gaps(book, &from, ix));
    }
    let concerning: Vec<&Covered> = book.coverage().concerning(ix).collect();
    let requirements = requirements(book, ix);
    sections.extend(law(book, &from, ix, &concerning, page_number));
    sections.extend(table_of_requirements(book, &from, &requirements, page_number));
    let rows = concerning.len().max(requirements.len());
    if let Some(Content::Table(table)) =
        sections.last_mut().filter(|_| rows > page_number as usize * PAGE_ROWS).map(|section| &mut section.content)
    {
        let href = relative(&from, &book.address(&Route::Traces(ix, page_number + 1)));
        table.more = Crumb { text: book.word("Næste side", "Next page").to_owned(), href };
    }
    let entry = |section: &Section| Crumb { text: section.title.clone(), href: format!("#{}", section.anchor) };
    page.contents = sections.iter().map(entry).collect();
    if page.contents.len() < 2 {
        page.contents.clear();
    }
    SectionsView { page, title, lead: lead(book, ix), sections }
}

fn lead(book: &Book, ix: ItemIx) -> String {
    let Some(solution) = book.coverage().solution(ix).filter(|one| one.tally.counted() > 0) else {
        return String::new();
    };
    let tally = solution.tally;
    let (done, counted) = (tally.answered + tally.not_relevant, tally.counted());
    let count = |count| number(book.language(), count);
    let parts = [
        book.word("Af bestemmelserne, der vedrører løsningen, er", "Of the provisions that concern the solution,"),
        &count(done),
        book.word("af", "of"),
        &count(counted),
        book.word("afklaret", "are settled"),
        &format!("({})", percent(tally.percent())),
        book.word("og", "and"),
        &count(tally.deep),
        book.word("gennemført.", "carried out."),
    ];
    parts.join(" ")
}

/// Everything that is missing or too much, first of all.
fn gaps(book: &Book, from: &str, ix: ItemIx) -> Option<Section> {
    let gaps: Vec<super::gaps::Gap> = super::gaps::of_solution(book, ix);
    let title = book.word("Huller", "Gaps").to_owned();
    if gaps.is_empty() {
        let text = book.word("Der er ingen huller i løsningens spor.", "The solution's traces have no gaps.");
        let items = vec![vec![Inline::Text { text: text.to_owned() }]];
        return Some(Section { anchor: "_huller".to_owned(), title, content: Content::List { items, ordered: false } });
    }
    let mut table = super::gaps::table(book, from, &gaps[..gaps.len().min(GAPS)], false);
    if gaps.len() > GAPS {
        let text = format!("{} {}", book.word("Se alle huller:", "See all gaps:"), number(book.language(), gaps.len()));
        table.more = Crumb { text, href: relative(from, &book.address(&Route::Gaps(1))) };
    }
    Some(Section { anchor: "_huller".to_owned(), title, content: Content::Table(table) })
}

/// The provisions that concern the solution, with what answers them there.
fn law(book: &Book, from: &str, solution: ItemIx, concerning: &[&Covered], page_number: u32) -> Option<Section> {
    let rows = lists::slice(concerning, page_number);
    if rows.is_empty() {
        return None;
    }
    let mut act = None;
    let row = |covered: &&Covered| {
        let begins = act.replace(covered.act) != Some(covered.act);
        let anchor = if begins { anchor(book, covered.act) } else { String::new() };
        let coverage = book.coverage();
        let answers = coverage.answers_in(book.model(), covered.provision, solution);
        let more = relative(from, &format!("{}#_spor", book.model().item(covered.provision).page()));
        let cells = vec![
            vec![Inline::Item(item_ref(book, from, covered.provision))],
            vec![Inline::Chip(chip_here(book, covered, solution))],
            named(book, from, &answers, &more),
        ];
        Row { anchor, cells }
    };
    let columns = vec![
        column(book.word("Bestemmelse", "Provision"), ""),
        column(book.word("Dækning i løsningen", "Coverage in the solution"), ""),
        column(book.word("Krav og regler", "Requirements and rules"), ""),
    ];
    let table = Table { columns, rows: rows.iter().map(row).collect(), look: "plain", ..Table::default() };
    let title = book.word("Fra lov til krav", "From law to requirements").to_owned();
    Some(Section { anchor: "_lov".to_owned(), title, content: Content::Table(table) })
}

/// How a provision stands in one solution.
fn chip_here(book: &Book, covered: &Covered, solution: ItemIx) -> Chip {
    let word = |da, en| book.word(da, en).to_owned();
    let here = book.coverage().answered_in(covered.provision);
    let answered = here.binary_search_by_key(&Some(solution), |one| one.0).ok().map(|place| here[place].1);
    match answered {
        _ if covered.excused.binary_search(&solution).is_ok() => {
            Chip { text: word("giver ikke krav", "gives no requirement"), tone: "none" }
        }
        Some(true) => Chip { text: word("gennemført", "carried out"), tone: "ok" },
        Some(false) => Chip { text: word("besvaret, ikke gennemført", "answered, not carried out"), tone: "wait" },
        None if covered.state == State::NotRelevant => chip(book, covered),
        None => Chip { text: word("åben", "open"), tone: "no" },
    }
}

/// Requirements with what they rest on and what they serve.
fn table_of_requirements(book: &Book, from: &str, requirements: &[ItemIx], page_number: u32) -> Option<Section> {
    let rows = lists::slice(requirements, page_number);
    if rows.is_empty() {
        return None;
    }
    let columns: Vec<Column> = [
        book.word("Krav", "Requirement"),
        book.word("Hjemmel", "Legal basis"),
        book.word("Arbejdsgange", "Processes"),
        book.word("Use cases", "Use cases"),
    ]
    .into_iter()
    .map(|text| column(text, ""))
    .collect();
    let row = |ix: &ItemIx| Row {
        anchor: anchor(book, *ix),
        cells: vec![
            vec![Inline::Item(item_ref(book, from, *ix))],
            basis(book, from, *ix),
            served(book, from, *ix, Role::Process),
            served(book, from, *ix, Role::UseCase),
        ],
    };
    let table = Table { columns, rows: rows.iter().map(row).collect(), look: "plain", ..Table::default() };
    let title = book.word("Fra krav til arbejdsgang", "From requirements to processes").to_owned();
    Some(Section { anchor: "_krav".to_owned(), title, content: Content::Table(table) })
}

fn basis(book: &Book, from: &str, ix: ItemIx) -> Vec<Inline> {
    let mut law = book.model().targets(ix, Role::LegalBasis);
    law.retain(|law| book.published.shows(*law));
    law.dedup();
    let own = book.model().item(ix).page();
    if !law.is_empty() {
        return named(book, from, &law, &relative(from, own));
    }
    let missing = is_in(&book.coverage().unfounded, ix);
    let (text, tone) = match missing {
        true => (book.word("ingen", "none"), "no"),
        false => (book.word("begrundelse", "reason"), "none"),
    };
    vec![Inline::Chip(Chip { text: text.to_owned(), tone })]
}

/// The processes or use cases that a requirement supports or is named in.
fn served(book: &Book, from: &str, ix: ItemIx, kind: Role) -> Vec<Inline> {
    let model = book.model();
    let mut served = model.targets(ix, Role::Supports);
    served.extend(model.holders(ix, Role::StepRequirement));
    served.retain(|other| model.is(*other, kind) && book.published.shows(*other));
    served.sort();
    served.dedup();
    if served.is_empty() {
        let missing = kind == Role::Process && is_in(&book.coverage().unserving, ix);
        let chip = Chip { text: book.word("ingen", "none").to_owned(), tone: "no" };
        return if missing { vec![Inline::Chip(chip)] } else { vec![Inline::Text { text: "–".to_owned() }] };
    }
    named(book, from, &served, &relative(from, model.item(ix).page()))
}
