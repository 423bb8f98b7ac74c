//! Which links have to be looked at again: marked where they are shown, and listed on pages of their own.

use super::book::{Book, PAGE_ROWS};
use super::refs::{item_ref, link_ref};
use super::route::{Route, relative};
use super::shell;
use super::view::{Chip, Column, Content, Crumb, Inline, ItemRef, Row, Section, SectionsView, Table, Tile};
use super::words::{date, number};
use crate::model::{ItemIx, Link, Role};
use crate::trace::moves::act_of;
use crate::trace::reviews::{Review, State};

/// A link that has to be looked at again, under one of its holder's solutions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Suspect {
    /// Items of no solution come last.
    without_solution: bool,
    solution: Option<ItemIx>,
    act: ItemIx,
    target: ItemIx,
    holder: ItemIx,
    /// Index in [`crate::model::Model::links`].
    link: usize,
}

impl Suspect {
    /// The solution it is listed under; `None` for what belongs to none.
    pub fn solution(&self) -> Option<ItemIx> {
        self.solution
    }

    /// What changed.
    pub fn target(&self) -> ItemIx {
        self.target
    }

    /// The item that links to it.
    pub fn holder(&self) -> ItemIx {
        self.holder
    }
}

/// Whether the site tells of reviews: a project without a record of them has none to tell.
pub fn are_told(book: &Book) -> bool {
    book.facts.lock.is_some()
}

/// All shown links that have to be looked at again: by solution, then by law.
pub fn gather(book: &Book) -> Vec<Suspect> {
    if !are_told(book) {
        return Vec::new();
    }
    let model = book.model();
    let suspect = book.facts.reviews().all().iter().filter(|review| review.state.is_suspect());
    let mut all: Vec<Suspect> = Vec::new();
    for review in suspect {
        let link = &model.links[review.link];
        let Some(target) = link.target.as_ref().map(|target| target.item) else { continue };
        let holder = link.holder;
        if !book.published.shows(holder) || !book.published.shows(target) {
            continue;
        }
        let solutions = model.solutions(holder).iter().copied().filter(|solution| book.published.shows(*solution));
        let mut solutions: Vec<Option<ItemIx>> = solutions.map(Some).collect();
        if solutions.is_empty() {
            solutions.push(None);
        }
        let one = |solution: Option<ItemIx>| Suspect {
            without_solution: solution.is_none(),
            solution,
            act: act_of(model, target),
            target,
            holder,
            link: review.link,
        };
        all.extend(solutions.into_iter().map(one));
    }
    all.sort();
    all
}

/// How many pages list them; none where nothing is told.
pub fn pages(book: &Book) -> u32 {
    if are_told(book) { super::lists::pages(book.suspects().len()).max(1) } else { 0 }
}

/// One page of the list.
pub fn view(book: &Book, page_number: u32) -> SectionsView {
    let from = book.address(&Route::Suspects(page_number));
    let all = book.suspects();
    let mut page = shell::page(book, &from);
    page.title = book.word("Skal genvurderes", "To be reviewed again").to_owned();
    page.menu = "oversigt".to_owned();
    page.crumbs = vec![super::lists::overview_crumb(book, &from)];
    let start = ((page_number as usize - 1) * PAGE_ROWS).min(all.len());
    let shown = &all[start..(start + PAGE_ROWS).min(all.len())];
    let mut sections: Vec<Section> =
        shown.chunk_by(|a, b| a.solution == b.solution).map(|group| section(book, &from, group)).collect();
    if let Some(Section { content: Content::Table(table), .. }) = sections.last_mut()
        && start + PAGE_ROWS < all.len()
    {
        let text = book.word("Flere henvisninger", "More links").to_owned();
        table.more = Crumb { text, href: relative(&from, &book.address(&Route::Suspects(page_number + 1))) };
    }
    SectionsView { title: page.title.clone(), lead: lead(book), page, sections }
}

fn lead(book: &Book) -> String {
    let count = distinct(book);
    let begin = match count {
        0 => book.word("Ingen henvisninger venter.", "No links wait.").to_owned(),
        1 => book.word("1 henvisning venter.", "1 link waits.").to_owned(),
        _ => format!("{} {}", number(book.language(), count), book.word("henvisninger venter.", "links wait.")),
    };
    let why = book.word(
        "En henvisning skal genvurderes, når det, den peger på, er ændret eller flyttet, siden et organ sidst gennemgik den.",
        "A link is to be reviewed again when what it points to has changed or moved since a body last reviewed it.",
    );
    format!("{begin} {why}")
}

/// Links that wait; one of an item of two solutions is listed twice and counts once.
fn distinct(book: &Book) -> usize {
    let mut links: Vec<usize> = book.suspects().iter().map(|suspect| suspect.link).collect();
    links.sort_unstable();
    links.dedup();
    links.len()
}

fn section(book: &Book, from: &str, group: &[Suspect]) -> Section {
    let model = book.model();
    let solution = group.first().and_then(|suspect| suspect.solution);
    let column = |da, en, class| Column { text: book.word(da, en).to_owned(), class, ..Column::default() };
    let columns = vec![
        column("Ændret", "Changed", ""),
        column("Henvises fra", "Linked from", ""),
        column("Gennemgået", "Reviewed", ""),
        column("Hvad er der sket", "What happened", ""),
    ];
    let rows = group.iter().map(|suspect| row(book, from, suspect));
    let (anchor, title) = match solution {
        Some(solution) => {
            let item = model.item(solution);
            (format!("_{}", crate::document::slug(&item.id)), item.title.to_string())
        }
        None => ("_faelles".to_owned(), book.word("Fælles og uden løsning", "Shared and of no solution").to_owned()),
    };
    let table = Table { columns, rows: rows.collect(), look: "plain", ..Table::default() };
    Section { anchor, title, content: Content::Table(table) }
}

fn row(book: &Book, from: &str, suspect: &Suspect) -> Row {
    let reviews = book.facts.reviews();
    let review = reviews.of_link(suspect.link);
    let day = review.and_then(|review| reviews.entry(review)).map(|entry| date(book.language(), entry.day));
    let state = review.map(|review| Inline::Chip(Chip { text: state_text(book, review), tone: "wait" }));
    let cells = vec![
        vec![Inline::Item(changed(book, from, suspect))],
        vec![Inline::Item(item_ref(book, from, suspect.holder))],
        day.map(|text| Inline::Text { text }).into_iter().collect(),
        state.into_iter().collect(),
    ];
    Row { cells, ..Row::default() }
}

/// What changed, as the link names it: with its part or deeper place.
fn changed(book: &Book, from: &str, suspect: &Suspect) -> ItemRef {
    let link = &book.model().links[suspect.link];
    let shown = item_ref(book, from, suspect.target);
    match &link.target {
        // What the link itself says has a column of its own.
        Some(target) => ItemRef { status: shown.status, note: String::new(), ..link_ref(book, from, target, link) },
        None => shown,
    }
}

fn state_text(book: &Book, review: &Review) -> String {
    match &review.state {
        State::Moved { to } if may_name(book, to) => {
            format!("{} {}", book.word("flyttet til", "moved to"), to.replace(' ', "\u{a0}"))
        }
        State::Moved { .. } => book.word("flyttet", "moved").to_owned(),
        _ => book.word("teksten er ændret", "the text has changed").to_owned(),
    }
}

fn may_name(book: &Book, citation: &str) -> bool {
    book.model().find(citation).is_none_or(|ix| book.published.shows(ix))
}

/// How a link stands, for its key: 0 where nothing is to be said of it.
pub fn state_number(book: &Book, link: usize) -> u64 {
    if !are_told(book) {
        return 0;
    }
    // Few are suspect, and every link is asked for.
    let reviews = book.facts.reviews();
    match reviews.of_link(link).filter(|_| reviews.is_suspect_link(link)).map(|review| &review.state) {
        Some(State::Changed) => 1,
        Some(State::Moved { .. }) => 2,
        None | Some(State::NeverReviewed | State::Unchanged) => 0,
    }
}

/// The words for a link that has to be looked at again, and what happened to it; `None` for others.
pub fn words(book: &Book, link: &Link) -> Option<(&'static str, String)> {
    if !are_told(book) {
        return None;
    }
    let review = book.facts.reviews().suspect(book.model(), link)?;
    let happened = match &review.state {
        State::Moved { .. } => state_text(book, review),
        _ => String::new(),
    };
    Some((book.word("skal genvurderes", "to be reviewed again"), happened))
}

/// The chip of an item that holds such a link.
pub fn chip(book: &Book, ix: ItemIx) -> Option<Chip> {
    let suspect = are_told(book) && is_suspect(book, ix);
    suspect.then(|| Chip { text: book.word("skal genvurderes", "to be reviewed again").to_owned(), tone: "wait" })
}

/// Whether an item holds a link to something shown that has to be looked at again.
fn is_suspect(book: &Book, ix: ItemIx) -> bool {
    let model = book.model();
    let held = book.facts.reviews().suspect_of(model, ix);
    let mut targets = held.filter_map(|review| model.links[review.link].target.as_ref());
    targets.any(|target| book.published.shows(target.item))
}

/// Ways in for overview pages: what waits, and law over time; none where the project has no law.
pub fn tiles(book: &Book, from: &str) -> Vec<Tile> {
    let tile = |title: &str, note: &str, number: String, route: Route| Tile {
        title: title.to_owned(),
        href: relative(from, &book.address(&route)),
        note: note.to_owned(),
        number,
        class: "k-legal-source".to_owned(),
        counts: Vec::new(),
    };
    let mut tiles = Vec::new();
    if are_told(book) {
        let note = book.word("henvisninger, hvis mål er ændret", "links whose target has changed");
        let title = book.word("Skal genvurderes", "To be reviewed again");
        tiles.push(tile(title, note, number(book.language(), distinct(book)), Route::Suspects(1)));
    }
    if has_law(book) {
        let note = book.word("hvad der er på vej, og hvad der er sket", "what lies ahead, and what has happened");
        tiles.push(tile(book.word("Lov over tid", "Law over time"), note, String::new(), Route::Timeline));
    }
    tiles
}

/// Whether the site has law to tell of.
pub fn has_law(book: &Book) -> bool {
    book.model().with_role(Role::LegalSource).any(|ix| book.published.shows(ix))
}
