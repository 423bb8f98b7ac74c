//! Which pages a site has, and what each shows. [`plan`] names every page with its key, [`view`] makes what one
//! page's template sees; both are functions of the [`Book`] alone. Equal key means equal bytes.
//!
//! Pages know facts and findings; they know no templates, and nothing of what is not published.

mod address;
pub mod annexes;
mod answers;
mod attached;
mod bids;
mod book;
mod changes;
mod checks;
mod concept_tree;
mod contents;
mod coverage;
mod data;
mod diagram_list;
mod diagrams;
mod explorer;
mod facts;
mod feed;
mod fields;
mod find;
mod flows;
mod front;
mod governance;
mod graph;
mod impact;
mod information_model;
mod item;
mod kept;
mod key;
mod known_keys;
mod layouts;
mod lists;
mod maps;
mod matrix;
mod narrowed;
mod neighbours;
mod page_links;
pub mod printed;
mod prose;
mod published;
mod readiness;
mod redirects;
mod refs;
mod relations;
mod route;
mod shell;
mod sorting;
mod suspects;
mod timeline;
mod usecase_overview;
pub mod view;
mod why;
mod wording;
mod words;

use foldhash::{HashSet, HashSetExt as _};
use rayon::prelude::*;

use crate::model::{ItemIx, KindIx, Role};
use crate::trace::Facts;
use coverage::Dataset;
use view::{MenuEntry, NotFoundView, View};

pub use bids::MARK as CONFIDENTIAL;
pub use book::Book;
pub use changes::baseline_shows_more;
pub use contents::{all as contents, all_parts as contents_in_parts};
pub use find::find;
pub use kept::Kept;
pub use key::Hash;
pub use known_keys::{KnownKeys, plan_after};
pub use narrowed::{Narrowed, TenderNumber};
pub use page_links::dead as dead_page_links;
pub use published::Published;
use route::Form;
pub use route::Route;
pub use why::{Grounds, WrittenIn, grounds, sources_of};
pub use words::{capital, word};

/// What an item's page says of what a change touches, by itself for `benches/`; `None` where it says nothing.
pub fn impact_section(book: &Book, ix: ItemIx) -> Option<view::Section> {
    impact::section(book, book.model().item(ix).page(), ix)
}

/// The drawing of an item's page with its list, by itself for `benches/`; `None` where nothing is drawn.
pub fn drawing_section(book: &Book, ix: ItemIx) -> Option<view::Section> {
    graph::section(book, book.model().item(ix).page(), ix, &["_fakta", "_spor"])
}

/// A page to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    pub route: Route,
    /// Address from the site's root; unique in a plan.
    pub address: String,
    /// Equal keys, equal bytes.
    pub key: Hash,
}

/// What lies at a route.
pub enum Content {
    /// A page for the theme to render.
    Page(Box<View>),
    /// A finished text: a data part, feed or sitemap.
    Text(String),
    /// The bytes of an attachment: index in `Facts::files`.
    Attachment(usize),
    /// A static file of the theme, by its address.
    Asset(String),
}

/// What pages know of the theme that draws them.
#[derive(Clone, Debug, Default)]
pub struct Dress {
    /// Hash of all that decides a page's bytes: templates and texts, not the static files.
    pub hash: Hash,
    /// Static files by address, each with the hash of its bytes.
    pub assets: Vec<(String, Hash)>,
}

/// Keys that a thread makes at a time; those of pages that gather stand together and take long.
const KEYS_AT_A_TIME: usize = 64;

/// Makes what the plan of a site will ask for and one thread alone can make, where nothing else is needed for it.
pub fn foresee(facts: &Facts, published: &Published) {
    if !published.hides() && coverage::is_told(facts, published) {
        facts.coverage();
    }
}

/// Makes the verdicts that front page and evidence ask for, where the site tells them: with threads of their own, so that
/// others may make keys meanwhile.
pub fn judge_ahead(book: &Book) {
    if readiness::is_told(&book.facts, &book.published) {
        book.readiness();
    }
}

/// Every page of the site, in a fixed order, each address once: items keep theirs before listings and redirects.
pub fn plan(book: &Book) -> Vec<Planned> {
    // One thread makes the list, which other pages than those of items take most of; those of items have their keys meanwhile.
    let of_item = |ix: ItemIx| match book.published.shows(ix) && book.has_page(ix) {
        true => key(book, &Route::Item(ix)),
        false => Hash::default(),
    };
    let items = 0..book.model().own().len() as u32;
    let items = || items.into_par_iter().with_max_len(KEYS_AT_A_TIME).map(|ix| of_item(ItemIx(ix))).collect();
    let (items, addresses): (Vec<Hash>, _) = rayon::join(items, || addresses(book));
    let planned = |(address, route)| {
        let key = if let Route::Item(ix) = route { items[ix.0 as usize] } else { key(book, &route) };
        Planned { address, key, route }
    };
    addresses.into_par_iter().with_max_len(KEYS_AT_A_TIME).map(planned).collect()
}

/// The plan without its keys: every address once, with what lies there.
pub fn addresses(book: &Book) -> Vec<(String, Route)> {
    addressed(book, None)
}

/// The same, where it may be known whose impact has a page of its own.
fn addressed(book: &Book, impacts: Option<Vec<ItemIx>>) -> Vec<(String, Route)> {
    let mut addresses: Vec<(String, Route)> =
        routes(book, impacts).into_par_iter().map(|route| (book.address(&route), route)).collect();
    let mut taken = HashSet::with_capacity(addresses.len());
    addresses.retain(|(address, _)| taken.insert(address.to_ascii_lowercase()));
    addresses
}

/// The key of one page of the plan.
pub fn key(book: &Book, route: &Route) -> Hash {
    key::of_route(book, route)
}

fn routes(book: &Book, impacts: Option<Vec<ItemIx>>) -> Vec<Route> {
    let model = book.model();
    let mut routes = vec![Route::Front, Route::NotFound, Route::Overview];
    routes.extend(book.dress.assets.iter().map(|(address, _)| Route::Asset(address.clone())));
    let shown: Vec<ItemIx> = model.all().filter(|ix| book.published.shows(*ix)).collect();
    routes.extend(shown.iter().filter(|ix| book.has_page(**ix)).map(|ix| Route::Item(*ix)));
    let impacts = impacts
        .unwrap_or_else(|| shown.par_iter().copied().filter(|ix| impact::has_page(book, *ix)).collect::<Vec<ItemIx>>());
    routes.extend(impacts.into_iter().map(Route::Impact));
    for place in 0..model.schema.kinds.len() {
        let kind = KindIx(place as u16);
        let count = book.of_kind(kind).len();
        if count > 0 {
            let letters = model.schema.kind(kind).role == Some(Role::Concept);
            let list = |number| if letters { Route::Letters(kind, number) } else { Route::List(kind, number) };
            routes.extend((1..=lists::pages(count)).map(list));
        }
    }
    let listings: Vec<Vec<Route>> = shown.par_iter().map(|ix| listings(book, *ix)).collect();
    routes.extend(listings.into_iter().flatten());
    routes.extend(traces(book, &shown));
    routes.extend(governance::routes(book));
    routes.extend(bids::routes(book));
    routes.extend((1..=annexes::page::pages(book)).map(Route::Annexes));
    let matrices = matrix::blocks(book).into_iter();
    routes.extend(matrices.flat_map(|block| Form::BOTH.map(|form| Route::MatrixData(block, form))));
    if readiness::is_told(&book.facts, &book.published) {
        routes.extend([Route::Readiness, Route::QualityLevel]);
        let told = shown.iter().filter(|ix| readiness::has_evidence(book, **ix));
        routes.extend(told.map(|ix| Route::Evidence(*ix)));
    }
    routes.extend((1..=checks::pages(book)).map(Route::Findings));
    routes.extend((1..=suspects::pages(book)).map(Route::Suspects));
    routes.extend(suspects::has_law(book).then_some(Route::Timeline));
    routes.extend((0..crate::rules::RULES.len()).map(Route::Rule));
    routes.extend((1..=changes::pages(book)).map(Route::Changes));
    routes.push(Route::DataIndex);
    routes.extend((0..data::buckets(book)).map(Route::Data));
    routes.extend((0..contents::parts(book)).map(Route::Contents));
    routes.extend([Route::Explorer, Route::ExplorerHead]);
    routes.extend(maps::has_interfaces(book).then_some(Route::InterfaceMap));
    routes.extend(maps::has_law(book).then_some(Route::LawMap));
    routes.extend((0..explorer::parts(book)).map(Route::ExplorerPart));
    let attachments = model.attachments.linked.keys().copied().filter(|file| book.attachment_is_shown(*file));
    routes.extend(attachments.map(Route::Attachment));
    if !book.site.base_url.is_empty() {
        routes.push(Route::Sitemap);
    }
    if book.site.feed {
        routes.push(Route::Feed);
    }
    let redirects = shown
        .iter()
        .flat_map(|ix| redirects::of_item(book, *ix).into_iter().map(|number| Route::Redirect(*ix, number)));
    routes.extend(redirects);
    routes
}

fn traces(book: &Book, shown: &[ItemIx]) -> Vec<Route> {
    if !coverage::is_told(&book.facts, &book.published) {
        return Vec::new();
    }
    let mut routes = vec![Route::Traceability];
    routes.extend((1..=coverage::gap_pages(book)).map(Route::Gaps));
    for ix in shown.iter().filter(|ix| coverage::has_traces(book, **ix)) {
        routes.extend((1..=coverage::solution_pages(book, *ix)).map(|number| Route::Traces(*ix, number)));
    }
    routes.extend(Dataset::ALL.iter().flat_map(|dataset| Form::BOTH.map(|form| Route::TraceData(*dataset, form))));
    routes
}

fn listings(book: &Book, ix: ItemIx) -> Vec<Route> {
    let pages = relations::listings(book, ix).into_iter();
    pages
        .flat_map(|(link_type, way, count)| (1..=count).map(move |number| Route::Joined(ix, link_type, way, number)))
        .collect()
}

/// What a page's template sees, or the finished text.
pub fn view(book: &Book, route: &Route) -> Content {
    let mut content = made(book, route);
    if let (Content::Page(view), true) = (&mut content, bids::is_told(book)) {
        // No page of a site for a few is for search engines.
        view.page_mut().hidden = true;
    }
    content
}

fn made(book: &Book, route: &Route) -> Content {
    Content::Page(Box::new(match route {
        Route::Front => View::Front(front::view(book)),
        Route::Item(ix) => View::Item(Box::new(item::view(book, *ix))),
        Route::Impact(ix) => View::Sections(impact::page(book, *ix)),
        Route::List(kind, number) => View::List(lists::kind(book, *kind, *number)),
        Route::Letters(kind, number) => View::Letters(lists::letters(book, *kind, *number)),
        Route::Joined(ix, link_type, way, number) => View::List(lists::joined(book, *ix, *link_type, *way, *number)),
        Route::Overview => View::Sections(lists::overview(book)),
        Route::InterfaceMap => View::Sections(maps::interface_page(book)),
        Route::LawMap => View::Sections(maps::law_page(book)),
        Route::Annexes(number) => View::Sections(annexes::page::view(book, *number)),
        Route::Findings(number) => View::Sections(checks::findings(book, *number)),
        Route::Changes(number) => View::Sections(changes::view(book, *number)),
        Route::Suspects(number) => View::Sections(suspects::view(book, *number)),
        Route::Timeline => View::Sections(timeline::all(book)),
        Route::Rule(place) => View::Sections(checks::rule(book, *place)),
        Route::Redirect(ix, number) => View::Redirect(redirects::view(book, *ix, *number)),
        Route::NotFound => View::NotFound(not_found(book)),
        Route::Sitemap => return Content::Text(feed::sitemap(book, &findable(book))),
        Route::Feed => return Content::Text(feed::feed(book)),
        Route::Governance(room) => return governance::view(book, *room),
        Route::Bids(sheet) => return bids::view(book, *sheet),
        Route::Traceability => View::Sections(coverage::overview(book)),
        Route::Readiness => View::Sections(readiness::overview(book)),
        Route::Evidence(ix) => View::Sections(readiness::evidence(book, *ix)),
        Route::QualityLevel => View::Sections(readiness::level(book)),
        Route::Gaps(number) => View::List(coverage::gaps(book, *number)),
        Route::Traces(ix, number) => View::Sections(coverage::of_solution(book, *ix, *number)),
        Route::TraceData(dataset, form) => return Content::Text(coverage::data(book, *dataset, *form)),
        Route::MatrixData(block, form) => {
            let matrix = matrix::of_block(book, *block).unwrap_or_default();
            return Content::Text(matrix::data(book, &matrix, *form));
        }
        Route::Data(bucket) => return Content::Text(data::part(book, *bucket)),
        Route::Contents(part) => return Content::Text(contents::part(book, *part)),
        Route::Explorer => View::Explorer(explorer::view(book)),
        Route::ExplorerHead => return Content::Text(explorer::head(book)),
        Route::ExplorerPart(number) => return Content::Text(explorer::part(book, *number)),
        Route::DataIndex => return Content::Text(data::index(book)),
        Route::Asset(address) => return Content::Asset(address.clone()),
        Route::Attachment(file) => return Content::Attachment(file.0 as usize),
    }))
}

/// Addresses of pages that search engines may find.
fn findable(book: &Book) -> Vec<String> {
    let findable = |route: &Route| match route {
        Route::Governance(room) => governance::is_findable(*room),
        _ => matches!(
            route,
            Route::Front
                | Route::Item(_)
                | Route::List(_, 1)
                | Route::Letters(_, 1)
                | Route::Overview
                | Route::Annexes(1)
                | Route::Suspects(1)
                | Route::Timeline
                | Route::InterfaceMap
                | Route::LawMap
                | Route::Explorer
                | Route::Traceability
                | Route::Readiness
                | Route::Evidence(_)
                | Route::QualityLevel
        ),
    };
    let mut addresses: Vec<String> =
        routes(book, None).iter().filter(|route| findable(route)).map(|route| book.address(route)).collect();
    addresses.sort();
    addresses.dedup();
    addresses
}

fn not_found(book: &Book) -> NotFoundView {
    let mut page = shell::page(book, &book.address(&Route::NotFound));
    page.title = book.word("Siden findes ikke", "Page not found").to_owned();
    page.hidden = true;
    let base = &book.site.base_url;
    page.root = base.clone();
    let absolute = |entry: &MenuEntry| MenuEntry { href: format!("{base}{}", entry.href), ..entry.clone() };
    let menu = if base.is_empty() { Vec::new() } else { book.site.menu.iter().map(absolute).collect() };
    NotFoundView { page, menu }
}
