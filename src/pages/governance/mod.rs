//! How the portfolio is governed: bodies with what awaits them, changes with their course, decisions, who does what,
//! what lies ahead. Pages of one item show nothing that hangs on the day but whether something is past; the overview
//! pages here count days.

mod ahead;
mod body;
mod calendar;
mod changes;
mod course;
mod decisions;
mod domain;
mod ics;
mod overview;
mod parts;
mod raci;
mod reviews;
mod worklist;

use std::sync::OnceLock;

use super::Content;
use super::address::numbered;
use super::book::Book;
use super::key::Keyed;
use super::published::Published;
use super::route::{Route, relative};
use super::view::{Content as Shown, Crumb, Fact, Section, SectionsView, Tile, View};
use crate::model::{ItemIx, KindIx, Role};
use crate::trace::Facts;
use crate::trace::governance::Bodies;
use calendar::Dated;
use worklist::Worklists;

pub use body::{FIELDS as BODY_FIELDS, LINKS as BODY_LINKS};

/// A page or file of how the portfolio is governed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Room {
    /// The way in: bodies, and where to find the rest.
    Overview,
    /// Changes by type with their course, from page 1.
    Changes(u32),
    /// All decisions, newest first, from page 1.
    Decisions(u32),
    /// Who does what with each kind of document.
    Raci,
    /// Law cases that are open.
    LawAhead,
    /// Dates ahead.
    Calendar,
    CalendarData(File),
    /// Review rounds with remarks and answers.
    Reviews,
    /// What awaits a body, an organisation or the project manager of a solution.
    Worklist(ItemIx),
    WorklistData(ItemIx, File),
}

/// The form of a file that people take along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum File {
    /// RFC 5545.
    Calendar,
    /// Comma-separated values.
    Sheet,
}

impl File {
    fn ending(self) -> &'static str {
        match self {
            File::Calendar => "ics",
            File::Sheet => "csv",
        }
    }
}

/// Kinds whose pages belong to this part of the site.
const KINDS: [Role; 8] = [
    Role::Body,
    Role::Change,
    Role::Decision,
    Role::Commission,
    Role::Frame,
    Role::Proposal,
    Role::Review,
    Role::LawCase,
];

/// Key of the menu entry.
pub const MENU: &str = "styring";

/// What is worked out once for a build.
#[derive(Default)]
pub struct Governed {
    bodies: OnceLock<Bodies>,
    worklists: OnceLock<Worklists>,
    dates: OnceLock<Vec<Dated>>,
}

impl Governed {
    /// The bodies that are published.
    pub fn bodies(&self, book: &Book) -> &Bodies {
        self.bodies.get_or_init(|| Bodies::of(book.model(), |ix| book.published.shows(ix)))
    }

    /// What lies ahead.
    pub fn dates(&self, book: &Book) -> &[Dated] {
        self.dates.get_or_init(|| calendar::all(book))
    }

    /// What awaits whom.
    pub fn worklists(&self, book: &Book) -> &Worklists {
        self.worklists.get_or_init(|| Worklists::of(book))
    }
}

/// Whether the site has anything to tell of governance.
pub fn is_told(facts: &Facts, published: &Published) -> bool {
    let model = &facts.model;
    let governs = |ix: ItemIx| [Role::Body, Role::Change, Role::Decision].iter().any(|role| model.is(ix, *role));
    model.all().any(|ix| governs(ix) && published.shows(ix))
}

fn is_here(book: &Book) -> bool {
    book.site.menu.iter().any(|entry| entry.key == MENU)
}

/// The key of the menu entry that a kind's pages belong to.
pub fn menu_of(book: &Book, kind: KindIx) -> String {
    let kind = book.model().schema.kind(kind);
    match kind.role {
        Some(role) if KINDS.contains(&role) && is_here(book) => MENU.to_owned(),
        _ => kind.folder.clone(),
    }
}

/// The way back to the overview, for pages of kinds that belong here.
pub fn crumb_of(book: &Book, from: &str, kind: KindIx) -> Option<Crumb> {
    (menu_of(book, kind) == MENU).then(|| parts::crumb(book, from))
}

/// Every page that there is something to show on.
pub fn routes(book: &Book) -> Vec<Route> {
    if !is_here(book) {
        return Vec::new();
    }
    let mut rooms = vec![Room::Overview];
    rooms.extend((1..=changes::pages(book)).map(Room::Changes));
    rooms.extend((1..=decisions::pages(book)).map(Room::Decisions));
    rooms.extend(raci::is_told(book).then_some(Room::Raci));
    rooms.extend(ahead::is_told(book).then_some(Room::LawAhead));
    rooms.extend(reviews::is_told(book).then_some(Room::Reviews));
    if !book.governed.dates(book).is_empty() {
        rooms.push(Room::Calendar);
        rooms.extend([File::Calendar, File::Sheet].map(Room::CalendarData));
    }
    for (ix, list) in book.governed.worklists(book).all() {
        rooms.push(Room::Worklist(ix));
        rooms.extend((!list.tasks.is_empty()).then_some(Room::WorklistData(ix, File::Sheet)));
        rooms.extend(worklist::has_dates(list).then_some(Room::WorklistData(ix, File::Calendar)));
    }
    rooms.into_iter().map(Route::Governance).collect()
}

/// Address of a page from the site's root.
pub fn address(book: &Book, room: Room) -> String {
    let folder = |ix: ItemIx| book.model().item(ix).page().trim_end_matches(".html").to_owned();
    match room {
        Room::Worklist(ix) => format!("{}/arbejdsliste.html", folder(ix)),
        Room::WorklistData(ix, file) => format!("{}/arbejdsliste.{}", folder(ix), file.ending()),
        Room::Overview => "styring/index.html".to_owned(),
        Room::Changes(number) => numbered("styring/", "aendringer", number),
        Room::Decisions(number) => numbered("styring/", "beslutninger", number),
        Room::Raci => "styring/raci.html".to_owned(),
        Room::LawAhead => "styring/lov-paa-vej.html".to_owned(),
        Room::Calendar => "styring/kalender.html".to_owned(),
        Room::CalendarData(file) => format!("styring/kalender.{}", file.ending()),
        Room::Reviews => "styring/reviews.html".to_owned(),
    }
}

/// Whether search engines may find it.
pub fn is_findable(room: Room) -> bool {
    use Room::*;
    matches!(room, Overview | Changes(1) | Decisions(1) | Raci | LawAhead | Calendar | Reviews)
}

/// What lies there.
pub fn view(book: &Book, room: Room) -> Content {
    let list = |ix: ItemIx| book.governed.worklists(book).find(ix);
    let sections: SectionsView = match room {
        Room::Worklist(ix) => worklist::view(book, ix),
        Room::WorklistData(ix, File::Sheet) => {
            return Content::Text(list(ix).map(|list| worklist::csv(book, list)).unwrap_or_default());
        }
        Room::WorklistData(ix, File::Calendar) => {
            return Content::Text(list(ix).map(|list| worklist::ics(book, ix, list)).unwrap_or_default());
        }
        Room::Overview => overview::view(book),
        Room::Changes(number) => changes::view(book, number),
        Room::Decisions(number) => decisions::view(book, number),
        Room::Raci => raci::view(book),
        Room::LawAhead => ahead::view(book),
        Room::Calendar => calendar::view(book),
        Room::CalendarData(file) => return Content::Text(calendar::data(book, file)),
        Room::Reviews => reviews::view(book),
    };
    Content::Page(Box::new(View::Sections(sections)))
}

/// The section that a page begins with.
pub fn first(book: &Book, from: &str, ix: ItemIx) -> Option<Section> {
    course::of_change(book, from, ix)
}

/// Adds to a page's key what it shows. The overviews that are cheap to make are keyed by what is made, so that an edit
/// of prose makes none of them anew; the rest look at everything.
pub fn feed_room(keyed: &mut Keyed, book: &Book, room: Room) {
    let made = match room {
        Room::Overview => overview::view(book),
        Room::Changes(number) => changes::view(book, number),
        Room::Decisions(number) => decisions::view(book, number),
        Room::Raci => raci::view(book),
        _ => {
            keyed.hash(book.everything());
            // Who approved a waiver is told when it expires.
            keyed.text(book.facts.waivers.as_deref().unwrap_or(""));
            return;
        }
    };
    keyed.text(&serde_json::to_string(&made).unwrap_or_default());
}

/// Sections of an item's page before those of its fields.
pub fn before(book: &Book, from: &str, ix: ItemIx) -> Vec<Section> {
    match book.model().schema.kind(book.model().item(ix).kind).role {
        Some(Role::Body) => body::before(book, from, ix),
        Some(Role::Domain) => domain::before(book, from, ix),
        _ => Vec::new(),
    }
}

/// Sections after those of its fields.
pub fn after(book: &Book, from: &str, ix: ItemIx) -> Vec<Section> {
    if book.model().is(ix, Role::Body) { body::after(book, from, ix) } else { Vec::new() }
}

/// Facts ahead of those of an item's fields.
pub fn facts_first(book: &Book, from: &str, ix: ItemIx) -> Vec<Fact> {
    match book.model().schema.kind(book.model().item(ix).kind).role {
        Some(Role::Domain) => domain::facts(book, from, ix),
        _ if is_here(book) => body::worklist(book, from, ix).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Facts after those of an item's fields.
pub fn facts_last(book: &Book, ix: ItemIx) -> Vec<Fact> {
    if book.model().is(ix, Role::Body) { raci::of_body(book, ix) } else { Vec::new() }
}

/// Adds to a page's key all that the sections and facts here show. The few pages that have them are cheap to make, so
/// the key is of what is made.
pub fn feed(keyed: &mut Keyed, book: &Book, ix: ItemIx) {
    let role = book.model().schema.kind(book.model().item(ix).kind).role;
    if !matches!(role, Some(Role::Change | Role::Body | Role::Domain | Role::Solution | Role::Organisation)) {
        return;
    }
    let from = book.address(&Route::Item(ix));
    // The last facts are the model's and the type's alone.
    let shown = (first(book, &from, ix), before(book, &from, ix), after(book, &from, ix), facts_first(book, &from, ix));
    keyed.text(&serde_json::to_string(&shown).unwrap_or_default());
}

/// The way in from other overview pages; none where nothing is told.
pub fn tiles(book: &Book, from: &str) -> Vec<Tile> {
    if !is_here(book) {
        return Vec::new();
    }
    overview::ways(book, from)
}

/// The ways in as a section; `None` where nothing is told.
pub fn section(book: &Book, from: &str) -> Option<Section> {
    let tiles = tiles(book, from);
    let title = book.word("Styring", "Governance").to_owned();
    (!tiles.is_empty()).then(|| Section { anchor: "_styring".to_owned(), title, content: Shown::Tiles { tiles } })
}

fn href(book: &Book, from: &str, room: Room) -> String {
    relative(from, &book.address(&Route::Governance(room)))
}
