//! What lies ahead: dates of law, contracts, tenders, meetings and tasks, as a page, a calendar and a sheet.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::ics::{self, Entry};
use super::parts::{contents, day, deadline, file, page, quiet, section, text};
use super::{File, Room, body};
use crate::document::{Map, Node};
use crate::finding::{Language, Said};
use crate::model::{ItemIx, Role, value};
use crate::pages::book::Book;
use crate::pages::refs::title_beside_id;
use crate::pages::route::{Route, relative};
use crate::pages::timeline;
use crate::pages::view::{Chip, Content, Event, Inline, Section, SectionsView};
use crate::pages::words::{capital, number};
use crate::rules::concerns;
use crate::said;
use crate::trace::csv;
use crate::trace::governance::{self, objects, part, status};
use crate::trace::moves::act_of;
use crate::trace::timeline::{What, of_all};

/// Dates on the page; the sheet holds all.
const ROWS: usize = 300;
/// More dates than this are told month by month.
const MONTHS_FROM: usize = 60;

/// What a date belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Law,
    Tender,
    Contract,
    Meeting,
    Task,
}

impl Kind {
    fn said(self) -> Said {
        match self {
            Kind::Law => said!("lov", "law"),
            Kind::Tender => said!("udbud", "tender"),
            Kind::Contract => said!("kontrakt", "contract"),
            Kind::Meeting => said!("møde", "meeting"),
            Kind::Task => said!("frist", "deadline"),
        }
    }
}

/// Something on a day from the day of the build on. Sorted by day, then by kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dated {
    pub day: Date,
    pub kind: Kind,
    pub item: ItemIx,
    /// What happens, for ids that stay: `hearing`.
    key: String,
    what_da: String,
    what_en: String,
    /// Anchor on the item's page; may be empty.
    anchor: String,
}

impl Dated {
    fn what<'a>(&'a self, book: &Book) -> &'a str {
        match book.language() {
            Language::Danish => &self.what_da,
            Language::English => &self.what_en,
        }
    }
}

/// Every published date from the day of the build on, in order.
pub fn all(book: &Book) -> Vec<Dated> {
    let model = book.model();
    let mut gather = Gather { book, dates: Vec::new() };
    for ix in model.all().filter(|ix| book.published.shows(*ix)) {
        match model.schema.kind(model.item(ix).kind).role {
            Some(Role::LawCase) => gather.law_case(ix),
            Some(Role::Tender) => {
                gather.of_field(ix, Role::TenderDate, Kind::Tender, said!("annonceres", "is announced"));
            }
            Some(Role::Contract) => gather.contract(ix),
            Some(Role::Solution) => gather.software(ix),
            Some(Role::Interface) => {
                gather.of_field(ix, Role::PhasedOutOn, Kind::Contract, said!("udfases", "is phased out"));
            }
            Some(Role::Body) => gather.meetings(ix),
            Some(Role::Change | Role::Commission) if !is_over(book, ix) => {
                gather.of_field(ix, Role::Deadline, Kind::Task, said!("frist", "deadline"));
            }
            Some(Role::Review) => {
                gather.of_field(
                    ix,
                    Role::Deadline,
                    Kind::Task,
                    said!("frist for bemærkninger", "deadline for remarks"),
                );
            }
            _ => {}
        }
    }
    gather.law();
    gather.dates.sort();
    gather.dates.dedup();
    gather.dates
}

fn is_over(book: &Book, ix: ItemIx) -> bool {
    status(book.model(), ix).is_some_and(|status| status >= Role::Done)
}

struct Gather<'a> {
    book: &'a Book,
    dates: Vec<Dated>,
}

impl Gather<'_> {
    fn add(&mut self, ix: ItemIx, kind: Kind, key: &str, what: Said, when: Option<Date>) {
        let Some(day) = when.filter(|day| *day >= self.book.model().day) else { return };
        let (what_da, what_en) = (what.da, what.en);
        self.dates.push(Dated { day, kind, item: ix, key: key.to_owned(), what_da, what_en, anchor: String::new() });
    }

    fn of_field(&mut self, ix: ItemIx, role: Role, kind: Kind, what: Said) {
        let when = governance::day(self.book.model(), ix, role);
        self.add(ix, kind, role.as_str(), what, when);
    }

    fn law_case(&mut self, ix: ItemIx) {
        if is_over(self.book, ix) {
            return;
        }
        self.of_field(ix, Role::HearingDeadline, Kind::Law, said!("høringsfrist", "consultation deadline"));
        self.of_field(ix, Role::InForceFrom, Kind::Law, said!("træder i kraft", "enters into force"));
    }

    /// What happens to law itself; what happens by a law case is told there.
    fn law(&mut self) {
        let (book, model) = (self.book, self.book.model());
        for event in
            of_all(model).into_iter().filter(|event| event.day >= model.day && timeline::is_public(book, event))
        {
            if matches!(event.what, What::Hearing | What::CaseInForce) {
                continue;
            }
            let of = event.by.unwrap_or_else(|| act_of(model, event.to));
            let (key, what) = of_law(book, &event.what);
            self.add(of, Kind::Law, key, what, Some(event.day));
        }
    }

    fn contract(&mut self, ix: ItemIx) {
        let written = governance::day(self.book.model(), ix, Role::ContractEnd);
        // Options that were used have moved the end.
        let end = concerns::contract_end(&self.book.facts, ix).or(written);
        let what = match end > written {
            true => said!("udløber efter forlængelse", "expires after being prolonged"),
            false => said!("udløber", "expires"),
        };
        self.add(ix, Kind::Contract, Role::ContractEnd.as_str(), what, end);
        self.of_field(
            ix,
            Role::NonTerminableUntil,
            Kind::Contract,
            said!("kan herefter opsiges", "can be terminated after this"),
        );
        let model = self.book.model();
        if let Some(options) = objects(model, ix, Role::Options) {
            for (place, map) in options.maps.iter().enumerate() {
                let used = part(options.fields, map, Role::OptionUsed).and_then(value::yes_no).unwrap_or(false);
                let length = part(options.fields, map, Role::OptionLength).and_then(Node::text).unwrap_or_default();
                let notice = part(options.fields, map, Role::NoticeBy).and_then(value::date).filter(|_| !used);
                let what = said!(
                    "sidste dag for at varsle forlængelse med {}",
                    "last day to notify of prolonging by {}"; length.trim()
                );
                self.add(ix, Kind::Contract, &format!("notice-{place}"), what, notice);
            }
        }
        if let Some(handover) = objects(model, ix, Role::Handover) {
            for (place, map) in handover.maps.iter().enumerate() {
                let what = part(handover.fields, map, Role::HandoverSubject).and_then(Node::text).unwrap_or_default();
                let open = part(handover.fields, map, Role::Received).is_none();
                let due = part(handover.fields, map, Role::Deadline).and_then(value::date).filter(|_| open);
                let what = said!("overlevering: {}", "handover: {}"; what.trim());
                self.add(ix, Kind::Contract, &format!("handover-{place}"), what, due);
            }
        }
    }

    fn software(&mut self, ix: ItemIx) {
        let Some(software) = objects(self.book.model(), ix, Role::BaseSoftware) else { return };
        for (place, map) in software.maps.iter().enumerate() {
            let name = part(software.fields, map, Role::SoftwareName).and_then(Node::text).unwrap_or_default();
            let until = part(software.fields, map, Role::SupportedUntil).and_then(value::date);
            let what = said!("support af {} ophører", "support of {} ends"; name.trim());
            self.add(ix, Kind::Contract, &format!("support-{place}"), what, until);
        }
    }

    fn meetings(&mut self, ix: ItemIx) {
        let Some(meetings) = objects(self.book.model(), ix, Role::Meetings) else { return };
        for map in &meetings.maps {
            let when = part(meetings.fields, map, Role::Date).and_then(value::date);
            let key = when.map(|when| format!("meeting-{when}")).unwrap_or_default();
            self.add(ix, Kind::Meeting, &key, agenda(&meetings, map), when);
            if let (Some(when), Some(last)) = (when, self.dates.last_mut())
                && last.key == key
            {
                last.anchor = body::anchor(when);
            }
        }
    }
}

/// What happens to law, said of the act or of the law that does it.
fn of_law(book: &Book, what: &What) -> (&'static str, Said) {
    match what {
        What::InForce => ("in-force", said!("træder i kraft", "enters into force")),
        What::Effect => ("effect", said!("får virkning", "takes effect")),
        What::Applies => ("applies", said!("finder anvendelse", "applies")),
        What::NewText => ("new-text", said!("får ny ordlyd", "gets a new wording")),
        What::MovedFrom(_) => ("moved", said!("bestemmelser skifter plads", "provisions change place")),
        What::AmendedBy => ("amends", said!("ændrer anden lov", "amends other law")),
        What::BroughtIntoForceBy => {
            ("brings-into-force", said!("sætter anden lov i kraft", "brings other law into force"))
        }
        What::RepealedBy => ("repeals", said!("ophæver anden lov", "repeals other law")),
        What::Repealed => ("repealed", said!("ophæves", "is repealed")),
        What::Lapsed => ("lapsed", said!("bortfalder", "lapses")),
        What::Historic => ("historic", said!("bliver historisk", "becomes historic")),
        What::Signed | What::Published | What::Edition(..) | What::Hearing | What::CaseInForce => {
            let label = timeline::label(book, what).to_lowercase();
            ("other", Said::new(label.clone(), label))
        }
    }
}

/// The points of an agenda in a line; "møde" where there is none yet. That it is a meeting, its kind says.
fn agenda(meetings: &governance::Objects, map: &Map) -> Said {
    let field = meetings.fields.iter().find(|field| field.role == Some(Role::Agenda));
    let points = field.and_then(|field| map.find(&field.key)).map(Node::elements).unwrap_or_default();
    let title = |node: &Node| Some(part(field?.fields(), node.map()?, Role::AgendaItem)?.text()?.trim().to_owned());
    let titles: Vec<String> = points.iter().filter_map(title).collect();
    match titles.is_empty() {
        true => said!("møde", "meeting"),
        false => {
            let points = titles.join("; ");
            Said::new(points.clone(), points)
        }
    }
}

/// The page: what is next, then month by month.
pub fn view(book: &Book) -> SectionsView {
    let from = book.address(&Route::Governance(Room::Calendar));
    let title = book.word("Kalender", "Calendar");
    let mut page = page(book, &from, title);
    let all = book.governed.dates(book);
    let mut sections: Vec<Section> = first(book, &from, all).into_iter().collect();
    let shown = &all[..all.len().min(ROWS)];
    // Few dates read best year by year.
    let by_month = all.len() > MONTHS_FROM;
    let month = |dated: &Dated| if by_month { dated.day.month() } else { 0 };
    for part in shown.chunk_by(|a, b| (a.day.year(), month(a)) == (b.day.year(), month(b))) {
        let events = part.iter().map(|dated| event(book, &from, dated)).collect();
        let when = part[0].day;
        let (anchor, title) = match by_month {
            true => (format!("_{:04}-{:02}", when.year(), when.month()), month_name(book, when)),
            false => (format!("_{:04}", when.year()), when.year().to_string()),
        };
        sections.push(section(&anchor, title, Content::Timeline { events }));
    }
    if !all.is_empty() {
        let files = [File::Calendar, File::Sheet].map(|form| file(book, &from, Room::CalendarData(form), form));
        let title = book.word("Tag kalenderen med", "Take the calendar along");
        sections.push(section("_filer", title, Content::Files { files: files.into() }));
    }
    page.contents = contents(&sections);
    let lead = format!(
        "{} {} {}. {}",
        number(book.language(), all.len()),
        book.word("datoer fra og med", "dates from"),
        day(book, book.model().day),
        book.word(
            "Lov, udbud, kontrakter, møder og frister i én kalender.",
            "Law, tenders, contracts, meetings and deadlines in one calendar."
        )
    );
    SectionsView { title: title.to_owned(), lead, page, sections }
}

fn first(book: &Book, from: &str, all: &[Dated]) -> Option<Section> {
    let next = all.first()?;
    let mut note = deadline(book, next.day);
    note.extend([text(" · "), text(next.what(book))]);
    let line = vec![shown(book, from, next)];
    Some(section("_foerst", book.word("Det næste, der sker", "What comes next"), Content::First { line, note }))
}

fn event(book: &Book, from: &str, dated: &Dated) -> Event {
    let kind = dated.kind.said().in_language(book.language()).to_owned();
    let mut what = vec![Inline::Chip(Chip { text: kind.clone(), tone: "none" }), text(" "), shown(book, from, dated)];
    if dated.what(book) != kind {
        what.push(text(format!(" – {}", dated.what(book))));
    }
    Event { date: day(book, dated.day), iso: dated.day.to_string(), what, is_ahead: true }
}

fn shown(book: &Book, from: &str, dated: &Dated) -> Inline {
    match quiet(book, from, dated.item) {
        Inline::Item(mut item) if !dated.anchor.is_empty() => {
            let page = book.model().item(dated.item).page();
            item.href = relative(from, &format!("{page}#{}", dated.anchor));
            Inline::Item(item)
        }
        other => other,
    }
}

fn month_name(book: &Book, when: Date) -> String {
    // "26. november 2026" without its day.
    let whole = crate::pages::words::date(book.language(), when).replace('\u{a0}', " ");
    let parts: Vec<&str> = whole.split(' ').filter(|part| part.trim_end_matches('.').parse::<u8>().is_err()).collect();
    capital(&parts.join(" "))
}

/// The next dates, for the overview.
pub fn next(book: &Book, from: &str, most: usize) -> Vec<Event> {
    book.governed.dates(book).iter().take(most).map(|dated| event(book, from, dated)).collect()
}

/// The calendar or the sheet.
pub fn data(book: &Book, form: File) -> String {
    let all = book.governed.dates(book);
    match form {
        File::Calendar => {
            let name = format!("{}: {}", book.site.title, book.word("kalender", "calendar"));
            ics::calendar(book, &name, &entries(book, all))
        }
        File::Sheet => sheet(book, all),
    }
}

fn entries(book: &Book, all: &[Dated]) -> Vec<Entry> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut entry = |dated: &Dated| {
        let item = book.model().item(dated.item);
        let mut key = format!("{}.{}", crate::document::slug(&item.id), dated.key);
        let count = seen.entry(key.clone()).or_default();
        *count += 1;
        if *count > 1 {
            key = format!("{key}-{count}");
        }
        let anchor = if dated.anchor.is_empty() { String::new() } else { format!("#{}", dated.anchor) };
        Entry {
            key,
            day: dated.day,
            summary: format!("{} {}: {}", item.id, title_beside_id(book.model(), item), dated.what(book)),
            description: capital(dated.kind.said().in_language(book.language())),
            address: format!("{}{anchor}", item.url),
        }
    };
    all.iter().map(&mut entry).collect()
}

fn sheet(book: &Book, all: &[Dated]) -> String {
    let word = |da, en| book.word(da, en).to_owned();
    let heads = [
        word("dato", "date"),
        word("slags", "kind"),
        word("id", "id"),
        word("titel", "title"),
        word("hvad", "what"),
        word("adresse", "address"),
    ];
    let row = |dated: &Dated| {
        let item = book.model().item(dated.item);
        vec![
            dated.day.to_string(),
            dated.kind.said().in_language(book.language()).to_owned(),
            item.id.to_string(),
            title_beside_id(book.model(), item).to_owned(),
            dated.what(book).to_owned(),
            format!("{}{}", book.site.base_url, item.url),
        ]
    };
    csv::csv(&heads, &all.iter().map(row).collect::<Vec<_>>())
}
