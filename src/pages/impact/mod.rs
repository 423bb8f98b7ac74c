//! What a change of an item would affect: a section of its page, and another page where that is long.

mod shown;

use std::sync::{Arc, OnceLock};

use crate::pages::book::Book;
use crate::pages::key::Keyed;
use crate::pages::route::{Route, relative};
use crate::pages::shell;
use crate::pages::view::{Content, Crumb, ImpactView, Section, SectionsView};
use crate::pages::words::number;
use shown::Shown;

use crate::model::{ItemIx, Role};
use crate::trace::governance::chosen;
use crate::trace::impact::{Ask, Changed, Deadline, Impact, Involved, Limit, Node, Seen, Spread, words};

/// Affected items that an item's own page lists openly; what is behind them is folded away or on a page of its own.
const OPEN_ROWS: usize = 10;
/// An impact of more items has a page of its own.
const SECTION_ROWS: usize = 200;
/// Items listed on that page; the rest is counted.
const PAGE_ROWS: usize = 1000;
/// Bodies that a section names; many solutions have many.
const SECTION_BODIES: usize = 16;
/// Things a change is made of that are named; the rest is counted.
const SHOWN_STARTS: usize = 12;
/// Solutions whose counts a section names.
const SHOWN_PARTS: usize = 40;

/// An item's impact as pages need it: what is published alone.
pub struct Told {
    impact: Impact,
    involved: Vec<Involved>,
    /// The steering groups that decide, where it is open yet what type of change it becomes.
    deciders: Vec<ItemIx>,
    deadline: Option<Deadline>,
}

/// What is made once for a build: the steps of what is published, and the impact of each item.
pub struct Impacts {
    pub(in crate::pages) spread: Arc<OnceLock<Spread>>,
    told: OnceLock<Vec<OnceLock<Told>>>,
}

impl Impacts {
    /// With what is known of how a change spreads.
    pub fn with(spread: Arc<OnceLock<Spread>>) -> Impacts {
        Impacts { spread, told: OnceLock::new() }
    }

    /// How a change spreads over what is published.
    pub fn spread(&self, book: &Book) -> &Spread {
        self.spread.get_or_init(|| {
            let item = |ix: ItemIx| book.published.shows(ix);
            let guard = |guard: Option<&str>| book.published.shows_block(guard);
            Spread::new(book.model(), &Seen { item: &item, guard: &guard })
        })
    }

    fn of(&self, book: &Book, ix: ItemIx) -> &Told {
        let all = self.told.get_or_init(|| book.model().items.iter().map(|_| OnceLock::new()).collect());
        all[ix.0 as usize].get_or_init(|| tell(book, ix, SECTION_ROWS))
    }
}

fn tell(book: &Book, ix: ItemIx, rows: usize) -> Told {
    let (model, spread, changed) = (book.model(), book.impacts.spread(book), Changed::from(ix));
    let impact = spread.impact(model, &changed, Limit(rows));
    let involved = spread.involved(model, &changed, &impact);
    Told {
        deciders: deciders(book, ix, &impact, &involved),
        involved,
        deadline: spread.deadline(model, &changed, &impact),
        impact,
    }
}

/// Who decides on a change whose type nobody has chosen yet; nobody where the type says so, or the contract does.
fn deciders(book: &Book, ix: ItemIx, impact: &Impact, involved: &[Involved]) -> Vec<ItemIx> {
    let is_said = involved.iter().any(|one| matches!(one.ask, Ask::MustApprove | Ask::MustBeInformed));
    if is_said || chosen(book.model(), ix, Role::ChangeType) == Some(Role::TechnicalMaintenance) {
        return Vec::new();
    }
    let solutions: Vec<ItemIx> = impact.solutions().collect();
    let groups = book.governed.bodies(book).serving(Role::SteeringGroup, &solutions);
    groups.into_iter().map(|body| body.ix).collect()
}

/// Whether an item's impact is too long for its own page and has another.
pub fn has_page(book: &Book, ix: ItemIx) -> bool {
    book.has_page(ix) && book.impacts.of(book, ix).impact.total() > SECTION_ROWS
}

fn is_change(book: &Book, ix: ItemIx) -> bool {
    let role = book.model().schema.kind(book.model().item(ix).kind).role;
    matches!(role, Some(Role::Change | Role::Proposal | Role::LawCase))
}

/// What the section of an item's page is made of, for its key.
pub(super) fn feed_section(keyed: &mut Keyed, book: &Book, ix: ItemIx) {
    let told = book.impacts.of(book, ix);
    let has_page = has_page(book, ix);
    keyed.number(u64::from(has_page));
    feed(keyed, book, told, if has_page { OPEN_ROWS } else { SECTION_ROWS });
}

/// What the page of its own is made of.
pub(super) fn feed_page(keyed: &mut Keyed, book: &Book, ix: ItemIx) {
    keyed.hash(&book.shown_as[ix.0 as usize]);
    feed(keyed, book, &tell(book, ix, PAGE_ROWS), PAGE_ROWS);
}

fn feed(keyed: &mut Keyed, book: &Book, told: &Told, rows: usize) {
    let impact = &told.impact;
    let item = |keyed: &mut Keyed, ix: ItemIx| keyed.hash(&book.shown_as[ix.0 as usize]);
    for count in [
        impact.starts.len(),
        impact.direct,
        impact.indirect,
        told.involved.len(),
        told.deciders.len(),
        impact.parts.len(),
    ] {
        keyed.number(count as u64);
    }
    impact.starts.iter().take(SHOWN_STARTS).for_each(|start| item(keyed, *start));
    for affected in impact.affected.iter().take(rows) {
        keyed.number(u64::from(affected.distance));
        // The way to what stands before it is told there: it is affected too, and nearer.
        for hop in impact.last_hops(affected) {
            keyed.text(words::how(book.model(), hop.via, book.language()));
            keyed.number(u64::from(hop.via == crate::trace::impact::Via::Enclosing));
            if let Node::Item(ix) = hop.to {
                item(keyed, ix);
            }
        }
        book.impacts.spread(book).solutions(affected.item).iter().for_each(|solution| item(keyed, *solution));
    }
    for part in &impact.parts {
        part.solution.into_iter().for_each(|solution| item(keyed, solution));
        for count in [part.starts, part.direct, part.indirect, part.itself.map_or(0, |distance| distance as usize + 1)]
        {
            keyed.number(count as u64);
        }
    }
    for involved in &told.involved {
        keyed.text(&involved.name);
        keyed.text(&involved.asked(book.model()).da);
        involved.body.into_iter().chain(involved.solutions.iter().copied()).for_each(|ix| item(keyed, ix));
    }
    told.deciders.iter().for_each(|body| item(keyed, *body));
    if let Some(deadline) = told.deadline {
        keyed.text(&deadline.day.to_string());
        keyed.text(&deadline.kind.said().da);
        item(keyed, deadline.of);
    }
}

/// The section of an item's page; `None` when a change of it concerns nobody else.
pub fn section(book: &Book, from: &str, ix: ItemIx) -> Option<Section> {
    let told = book.impacts.of(book, ix);
    let model = book.model();
    let says = told.impact.total() > 0 || told.deadline.is_some() || !told.involved.is_empty();
    let quiet = [Role::Solution, Role::Page, Role::Body].iter().any(|role| model.is(ix, *role));
    if !says || quiet && told.impact.total() == 0 {
        return None;
    }
    let own = has_page(book, ix).then(|| book.address(&Route::Impact(ix)));
    let shown = Shown { book, from, told, page: own.as_deref() };
    // A change is read for what it affects: nothing of that is folded away.
    let openly = if own.is_none() && is_change(book, ix) { SECTION_ROWS } else { OPEN_ROWS };
    let (open, rest) = told.impact.affected.split_at(told.impact.affected.len().min(openly));
    let mut view = ImpactView {
        lead: shown.lead(is_change(book, ix)),
        parts: shown.parts(open),
        open: shown.groups(open, true),
        rest: Vec::new(),
        rest_name: String::new(),
        bodies_name: book.word("Hvem skal inddrages", "Who is to be involved").to_owned(),
        bodies: shown.bodies(SECTION_BODIES),
        more: Crumb::default(),
    };
    match &own {
        Some(address) => {
            let all = number(book.language(), told.impact.total());
            view.more =
                Crumb { text: format!("{} {all}", book.word("Vis alle", "Show all")), href: relative(from, address) };
        }
        None if !rest.is_empty() => {
            view.rest = shown.groups(rest, false);
            view.rest_name = format!("{} {} {}", book.word("Vis", "Show"), rest.len(), book.word("flere", "more"));
        }
        None => {}
    }
    Some(Section { anchor: "_konsekvens".to_owned(), title: title(book, ix), content: Content::Impact(view) })
}

fn title(book: &Book, ix: ItemIx) -> String {
    match is_change(book, ix) {
        true => book.word("Hvad ændringen berører", "What the change affects"),
        false => book.word("Hvad en ændring vil berøre", "What a change would affect"),
    }
    .to_owned()
}

/// The page of its own.
pub fn page(book: &Book, ix: ItemIx) -> SectionsView {
    let from = book.address(&Route::Impact(ix));
    let item = book.model().item(ix);
    let told = tell(book, ix, PAGE_ROWS);
    let shown = Shown { book, from: &from, told: &told, page: None };
    let mut page = shell::page(book, &from);
    page.title = format!("{}: {}", title(book, ix), item.id.replace(' ', "\u{a0}"));
    page.menu = crate::pages::item::menu_of(book, ix);
    page.crumbs = crate::pages::item::crumbs(book, &from, ix);
    page.crumbs.push(Crumb { text: item.id.replace(' ', "\u{a0}"), href: relative(&from, &item.url) });
    let listed = &told.impact.affected;
    let left = told.impact.total().saturating_sub(listed.len());
    let more = match left {
        0 => String::new(),
        left => format!("{} {} {}", book.word("og", "and"), number(book.language(), left), book.word("flere", "more")),
    };
    let view = ImpactView {
        lead: shown.lead(is_change(book, ix)),
        parts: shown.parts(listed),
        open: shown.groups(listed, true),
        rest: Vec::new(),
        rest_name: String::new(),
        more: Crumb { text: more, href: String::new() },
        bodies_name: String::new(),
        bodies: Vec::new(),
    };
    let mut sections = Vec::new();
    let anchor = "_konsekvens".to_owned();
    let section_title = book.word("Berørt", "Affected").to_owned();
    sections.push(Section { anchor, title: section_title, content: Content::Impact(view) });
    let bodies = shown.bodies(usize::MAX);
    if !bodies.is_empty() {
        let view = ImpactView { bodies, ..ImpactView::default() };
        let title = book.word("Hvem skal inddrages", "Who is to be involved").to_owned();
        sections.push(Section { anchor: "_hvem".to_owned(), title, content: Content::Impact(view) });
    }
    SectionsView { title: page.title.clone(), lead: String::new(), page, sections }
}
