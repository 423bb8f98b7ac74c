//! Law over time: on the page of an act or provision, and for all law on a page of its own.

use jiff::civil::Date;

use super::book::Book;
use super::key::Keyed;
use super::refs::item_ref;
use super::route::Route;
use super::shell;
use super::view::{self, Chip, Content, Inline, Section, SectionsView};
use super::words::{date, number};
use crate::model::{ItemIx, Role};
use crate::trace::moves::act_of;
use crate::trace::timeline::{Event, What, of_all, of_law};

/// Provisions named for one event; the rest are counted.
const NAMED: usize = 4;
/// Days of one list on the page for all law.
const MOST: usize = 200;

/// What happens on one day in one way, with all it happens to.
struct Happening<'a> {
    event: &'a Event,
    to: Vec<ItemIx>,
}

/// The timeline of an act or provision; `None` for other items, and where nothing has a date.
pub fn of_item(book: &Book, from: &str, ix: ItemIx) -> Option<Section> {
    let events = shown(book, ix);
    let chip = |ahead: bool| ahead.then(|| Chip { text: book.word("kommende", "to come").to_owned(), tone: "wait" });
    let day = |happenings: &[Happening]| {
        let ahead = happenings[0].event.day > book.model().day;
        entry(book, from, happenings, Some(ix), chip(ahead))
    };
    let events: Vec<view::Event> = days(&gathered(&events)).map(day).collect();
    let title = book.word("Tidslinje", "Timeline").to_owned();
    (!events.is_empty()).then(|| Section {
        anchor: "_tidslinje".to_owned(),
        title,
        content: Content::Timeline { events },
    })
}

/// All that the timeline of an item's page shows, and which of it lies ahead.
pub fn feed(keyed: &mut Keyed, book: &Book, ix: ItemIx) {
    for event in shown(book, ix) {
        keyed.text(&format!("{}{:?}", event.day, event.what));
        keyed.number(u64::from(event.day > book.model().day));
        keyed.hash(&book.shown_as[event.to.0 as usize]);
        if let Some(by) = event.by {
            keyed.hash(&book.shown_as[by.0 as usize]);
        }
    }
}

/// The events that may be told, of acts and provisions alone.
fn shown(book: &Book, ix: ItemIx) -> Vec<Event> {
    let model = book.model();
    if !model.is(ix, Role::LegalSource) && !model.is(ix, Role::Provision) {
        return Vec::new();
    }
    let mut events = of_law(model, ix);
    events.retain(|event| is_public(book, event));
    events
}

/// Whether nothing of an event is hidden.
pub(super) fn is_public(book: &Book, event: &Event) -> bool {
    let place_is_public = match &event.what {
        What::MovedFrom(place) => book.model().find(place).is_none_or(|ix| book.published.shows(ix)),
        _ => true,
    };
    place_is_public && book.published.shows(event.to) && event.by.is_none_or(|by| book.published.shows(by))
}

/// Events of one kind on one day as one.
fn gathered(events: &[Event]) -> Vec<Happening<'_>> {
    let mut happenings: Vec<Happening> = Vec::new();
    for event in events {
        match happenings.last_mut() {
            Some(last) if (last.event.day, &last.event.what, last.event.by) == (event.day, &event.what, event.by) => {
                last.to.push(event.to);
            }
            _ => happenings.push(Happening { event, to: vec![event.to] }),
        }
    }
    happenings
}

/// What happens on each day, none of them empty.
fn days<'a, 'b>(happenings: &'a [Happening<'b>]) -> impl DoubleEndedIterator<Item = &'a [Happening<'b>]> {
    happenings.chunk_by(|a, b| a.event.day == b.event.day)
}

/// The page for all law: what lies ahead with the days that are left, then what has been, newest first.
pub fn all(book: &Book) -> SectionsView {
    let from = book.address(&Route::Timeline);
    let mut events = of_all(book.model());
    events.retain(|event| is_public(book, event));
    let happenings = gathered(&events);
    let day = book.model().day;
    let past = happenings.partition_point(|happening| happening.event.day <= day);
    let (past, ahead) = happenings.split_at(past);
    let mut page = shell::page(book, &from);
    page.title = book.word("Lov over tid", "Law over time").to_owned();
    page.menu = "oversigt".to_owned();
    page.crumbs = vec![super::lists::overview_crumb(book, &from)];
    let upcoming = days(ahead).take(MOST).map(|day| entry(book, &from, day, None, Some(left(book, day[0].event.day))));
    let been = days(past).rev().take(MOST).map(|day| entry(book, &from, day, None, None));
    let sections = [
        section("_kommende", book.word("På vej", "Ahead"), upcoming.collect()),
        section("_tidligere", book.word("Indtil nu", "Until now"), been.collect()),
    ];
    let lead = match ahead.len() {
        0 => format!(
            "{} {}.",
            book.word("Intet er på vej efter", "Nothing lies ahead after"),
            date(book.language(), day)
        ),
        count => format!(
            "{} {} {} {}.",
            number(book.language(), count),
            book.word(
                if count == 1 { "begivenhed" } else { "begivenheder" },
                if count == 1 { "event" } else { "events" }
            ),
            book.word("på vej efter", "ahead after"),
            date(book.language(), day)
        ),
    };
    SectionsView { title: page.title.clone(), lead, page, sections: sections.into_iter().flatten().collect() }
}

fn section(anchor: &str, title: &str, events: Vec<view::Event>) -> Option<Section> {
    let (anchor, title) = (anchor.to_owned(), title.to_owned());
    (!events.is_empty()).then_some(Section { anchor, title, content: Content::Timeline { events } })
}

/// Days from the model's day, for overview pages alone.
fn left(book: &Book, day: Date) -> Chip {
    let days = (day - book.model().day).get_days();
    let text = match days {
        1 => book.word("om 1 dag", "in 1 day").to_owned(),
        days => format!("{} {days} {}", book.word("om", "in"), book.word("dage", "days")),
    };
    Chip { text, tone: "wait" }
}

/// One day of a timeline. `page` is the item whose page it stands on: it is not named again.
fn entry(book: &Book, from: &str, day: &[Happening], page: Option<ItemIx>, chip: Option<Chip>) -> view::Event {
    let date_of = day[0].event.day;
    let mut what: Vec<Inline> = chip.map(Inline::Chip).into_iter().collect();
    for happening in day {
        if !what.is_empty() {
            what.push(Inline::Html { html: "<br>".to_owned() });
        }
        line(book, from, happening, page, &mut what);
    }
    let is_ahead = date_of > book.model().day;
    view::Event { date: date(book.language(), date_of), iso: date_of.to_string(), what, is_ahead }
}

/// What happens, by what, to what. Where a law or law case does it, that is the title to read, and what it does it to is
/// named shortly.
fn line(book: &Book, from: &str, happening: &Happening, page: Option<ItemIx>, what: &mut Vec<Inline>) {
    let text = |text: &str| Inline::Text { text: text.to_owned() };
    let event = happening.event;
    what.push(text(&label(book, &event.what)));
    if let Some(by) = event.by {
        what.extend([text(" "), Inline::Item(quiet(book, from, by))]);
    }
    let to: Vec<ItemIx> = match page {
        Some(page) => happening.to.iter().copied().filter(|ix| *ix != page).collect(),
        None => named(book, &happening.to),
    };
    for (place, ix) in to.iter().take(NAMED).enumerate() {
        what.push(text(if place == 0 { ": " } else { ", " }));
        let item = quiet(book, from, *ix);
        what.push(match event.by {
            Some(_) => Inline::Link { text: item.id.replace(' ', "\u{a0}"), href: item.href },
            None => Inline::Item(item),
        });
    }
    if to.len() > NAMED {
        let rest = number(book.language(), to.len() - NAMED);
        what.push(text(&format!(" {} {rest}", book.word("og yderligere", "and another"))));
    }
}

/// An item without its status: the dates tell it.
fn quiet(book: &Book, from: &str, ix: ItemIx) -> view::ItemRef {
    view::ItemRef { status: String::new(), ..item_ref(book, from, ix) }
}

/// What an event of all law happens to: the provision, and the act where many of its provisions are meant.
fn named(book: &Book, to: &[ItemIx]) -> Vec<ItemIx> {
    if to.len() <= NAMED {
        return to.to_vec();
    }
    let mut acts: Vec<ItemIx> = to.iter().map(|ix| act_of(book.model(), *ix)).collect();
    acts.sort();
    acts.dedup();
    acts
}

/// What happens, as the words before what it happens to.
pub(super) fn label(book: &Book, what: &What) -> String {
    let (da, en) = match what {
        What::Signed => ("Underskrevet", "Signed"),
        What::Published => ("Kundgjort", "Published"),
        What::Hearing => ("Høringsfrist for", "Hearing ends for"),
        What::CaseInForce => ("Lovændring i kraft:", "Change of law in force:"),
        What::InForce => ("I kraft", "In force"),
        What::Effect => ("Virkning fra", "Effective from"),
        What::Applies => ("Anvendes fra", "Applies from"),
        What::NewText => ("Ny ordlyd", "New wording"),
        What::AmendedBy => ("Ændret ved", "Amended by"),
        What::BroughtIntoForceBy => ("Sat i kraft ved", "Brought into force by"),
        What::RepealedBy => ("Ophævet ved", "Repealed by"),
        What::Repealed => ("Ophævet", "Repealed"),
        What::Lapsed => ("Bortfaldet", "Lapsed"),
        What::Historic => ("Historisk", "Historic"),
        What::MovedFrom(place) => {
            return format!("{} {}", book.word("Flyttet fra", "Moved from"), place.replace(' ', "\u{a0}"));
        }
        What::Edition(kind, number) => {
            let named = [kind.as_str(), book.word("nr.", "no."), number.as_str()].join("\u{a0}");
            return format!("{} {named}", book.word("Ny udgave:", "New consolidation:"));
        }
    };
    book.word(da, en).to_owned()
}
