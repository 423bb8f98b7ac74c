//! Keys of pages: cheap hashes made before a page is, such that equal keys mean equal bytes.

use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use super::book::{Book, PAGE_ROWS};
use super::published::Published;
use super::route::{Route, Way};
use super::view::Site;
use crate::finding::Finding;
use crate::model::{Item, ItemIx, Link, Model};
use crate::place::FileId;
use crate::trace::Facts;

/// A key or a part of one.
pub type Hash = [u8; 16];

/// Gathers what a key is made of; every part is set apart from the next.
pub struct Keyed {
    bytes: Vec<u8>,
    /// What came before `bytes`, in keys that are made of much.
    before: Option<Box<Xxh3>>,
    /// Numbers of the items whose words are part of it, some of them several times.
    pub reads: Vec<u32>,
}

/// What a key gathers before it is hashed.
const MOST_GATHERED: usize = 64 << 10;

impl Keyed {
    pub fn new(tag: &str) -> Keyed {
        // A key is made of some hundred bytes to a few thousand; hashing them at once is quicker than part by part.
        let mut keyed = Keyed { bytes: Vec::with_capacity(1024), before: None, reads: Vec::new() };
        keyed.text(tag);
        keyed
    }

    pub fn text(&mut self, text: &str) {
        self.bytes.extend_from_slice(&(text.len() as u32).to_le_bytes());
        self.bytes.extend_from_slice(text.as_bytes());
        self.relieve();
    }

    pub fn hash(&mut self, hash: &Hash) {
        self.bytes.extend_from_slice(hash);
        self.relieve();
    }

    pub fn number(&mut self, number: u64) {
        self.bytes.extend_from_slice(&number.to_le_bytes());
        self.relieve();
    }

    /// Hashes what has been gathered when it is much: the keys of pages that look at everything would be megabytes.
    fn relieve(&mut self) {
        if self.bytes.len() > MOST_GATHERED {
            self.before.get_or_insert_default().update(&self.bytes);
            self.bytes.clear();
        }
    }

    /// XXH3: a key tells contents apart that one project's author wrote; it proves nothing to anyone.
    pub fn done(&self) -> Hash {
        let hash = match &self.before {
            None => xxh3_128(&self.bytes),
            Some(before) => {
                let mut all = before.clone();
                all.update(&self.bytes);
                all.digest128()
            }
        };
        hash.to_le_bytes()
    }
}

/// What every page sees.
pub(super) fn constants(facts: &Facts, published: &Published, site: &Site, theme_hash: Hash) -> Hash {
    let mut keyed = Keyed::new("constants");
    keyed.text(env!("CARGO_PKG_VERSION"));
    keyed.hash(&theme_hash);
    keyed.hash(&facts.model.schema.hash);
    // What other portfolios say changes with the settings that pin it, or when a file of theirs is lost.
    keyed.hash(&facts.model.external.hash());
    keyed.text(&serde_json::to_string(site).unwrap_or_default());
    keyed.text(&facts.config.source_url);
    for word in published.visibilities() {
        keyed.text(word);
    }
    keyed.done()
}

/// What others show of each item: id, title, kind, status, address, where the law stands.
pub(super) fn display_hashes(facts: &Facts) -> Vec<Hash> {
    use rayon::prelude::*;
    facts.model.items.par_iter().map(|item| display_hash(&facts.model, item)).collect()
}

pub(super) fn display_hash(model: &Model, item: &Item) -> Hash {
    let mut keyed = Keyed::new("shown");
    keyed.text(&item.id);
    keyed.text(&item.title);
    // A provision without a title is called by what it is nested in.
    let mut untitled = item;
    while let Some(parent) = untitled.parent.filter(|_| untitled.title.is_empty()) {
        untitled = model.item(parent);
        keyed.text(&untitled.title);
    }
    keyed.number(u64::from(item.kind.0));
    keyed.number(item.status.map_or(u64::MAX, u64::from));
    keyed.text(&item.url);
    keyed.text(&format!("{:?}", item.legal));
    keyed.number(u64::from(item.damaged));
    keyed.text(item.visibility.as_deref().unwrap_or(""));
    keyed.done()
}

/// All content and findings: for pages that look at everything.
pub(super) fn everything(facts: &Facts, findings: &[Finding]) -> Hash {
    let mut keyed = Keyed::new("everything");
    for file in facts.files.iter() {
        keyed.text(&file.path);
        keyed.hash(&file.hash);
    }
    if let Some(baseline) = &facts.baseline {
        keyed.text(&baseline.edition);
        keyed.hash(&baseline.hash);
        baseline.publishes.iter().for_each(|word| keyed.text(word));
    }
    keyed.text(&facts.model.day.to_string());
    keyed.text(facts.lock.as_deref().map_or("", |lock| if lock.is_empty() { "empty" } else { lock }));
    keyed.number(findings.len() as u64);
    for finding in findings {
        feed_finding(&mut keyed, facts, finding);
    }
    keyed.done()
}

pub(super) fn feed_finding(keyed: &mut Keyed, facts: &Facts, finding: &Finding) {
    keyed.text(finding.code);
    keyed.number(finding.level as u64);
    keyed.text(&finding.message.da);
    keyed.text(finding.help.as_ref().map_or("", |help| &help.da));
    keyed.text(facts.path(finding.place.file));
    let at = facts.position(finding.place);
    keyed.number(u64::from(at.line) << 32 | u64::from(at.column));
    keyed.number(u64::from(finding.waived));
    keyed.text(finding.item.and_then(|item| facts.model.items.get(item as usize)).map_or("", |item| &item.id));
}

/// The key of a page.
pub(super) fn of_route(book: &Book, route: &Route) -> Hash {
    gathered(book, route).done()
}

/// All that the key of a page is made of.
pub(super) fn gathered(book: &Book, route: &Route) -> Keyed {
    let mut keyed = Keyed::new(&book.address(route));
    keyed.hash(&book.constants);
    match route {
        Route::Item(ix) => feed_item_page(&mut keyed, book, *ix),
        Route::Impact(ix) => super::impact::feed_page(&mut keyed, book, *ix),
        Route::Redirect(ix, _) => keyed.hash(&book.shown_as[ix.0 as usize]),
        Route::Rule(number) => keyed.number(*number as u64),
        Route::NotFound => {}
        Route::Asset(address) => {
            let asset = book.dress.assets.iter().find(|(known, _)| known == address);
            keyed.hash(&asset.map_or(Hash::default(), |(_, hash)| *hash));
        }
        Route::Attachment(file) => {
            if let Some(file) = book.facts.file(*file) {
                keyed.hash(&file.hash);
            }
        }
        Route::List(kind, number) | Route::Letters(kind, number) => {
            let items = book.of_kind(*kind);
            feed_rows(&mut keyed, book, items, *number);
        }
        Route::Joined(ix, link_type, way, number) => {
            keyed.hash(&book.shown_as[ix.0 as usize]);
            let joined = book.joined(*ix, *link_type, *way);
            joined.iter().for_each(|(_, link)| keyed.number(super::suspects::state_number(book, *link)));
            let items: Vec<ItemIx> = joined.into_iter().map(|(other, _)| other).collect();
            feed_rows(&mut keyed, book, &items, *number);
        }
        Route::Data(bucket) => {
            for ix in &book.in_buckets()[*bucket as usize] {
                feed_whole(&mut keyed, book, *ix);
                // Links that others hold from their end are told here too.
                for (other, link) in book.model().graph.outgoing(*ix) {
                    keyed.number(u64::from(book.model().links[link].link_type.0));
                    keyed.hash(&book.shown_as[other.0 as usize]);
                    keyed.number(u64::from(book.published.shows(other)));
                    keyed.text(book.model().links[link].guard.as_deref().unwrap_or(""));
                }
            }
        }
        Route::Contents(part) => {
            for ix in &book.in_contents()[*part as usize] {
                feed_whole(&mut keyed, book, *ix);
            }
            // A word that names what is hidden is left out, wherever that item stands.
            if book.published.hides() {
                keyed.hash(book.everything());
            }
        }
        Route::Explorer | Route::ExplorerHead => keyed.number(u64::from(super::explorer::parts(book))),
        Route::ExplorerPart(number) => super::explorer::feed(&mut keyed, book, *number),
        Route::Traceability | Route::Gaps(_) | Route::Traces(..) | Route::TraceData(..) => keyed.hash(book.traced()),
        Route::Front | Route::Readiness | Route::QualityLevel => keyed.hash(book.readiness_key()),
        Route::Evidence(ix) => super::readiness::feed_evidence(&mut keyed, book, *ix),
        Route::Findings(number) => super::checks::feed(&mut keyed, book, *number),
        Route::Governance(room) => super::governance::feed_room(&mut keyed, book, *room),
        Route::Annexes(_) => {
            keyed.hash(book.everything());
            super::annexes::page::feed(&mut keyed, book);
        }
        Route::Bids(_) => {
            keyed.hash(book.everything());
            super::bids::feed(&mut keyed, book);
        }
        Route::Overview
        | Route::InterfaceMap
        | Route::LawMap
        | Route::MatrixData(..)
        | Route::Suspects(_)
        | Route::Timeline
        | Route::Changes(_)
        | Route::Sitemap
        | Route::Feed
        | Route::DataIndex => {
            keyed.hash(book.everything());
        }
    }
    keyed
}

/// The rows of one page of a listing, and how many there are.
fn feed_rows(keyed: &mut Keyed, book: &Book, items: &[ItemIx], number: u32) {
    keyed.number(items.len() as u64);
    for ix in items.iter().skip((number as usize - 1) * PAGE_ROWS).take(PAGE_ROWS) {
        feed_whole(keyed, book, *ix);
    }
}

/// An item with its text: for lists that show more than its name. Solutions are shown beside it.
pub(super) fn feed_whole(keyed: &mut Keyed, book: &Book, ix: ItemIx) {
    feed_said(keyed, book, ix);
    for solution in book.model().solutions(ix) {
        keyed.hash(&book.shown_as[solution.0 as usize]);
    }
}

fn feed_said(keyed: &mut Keyed, book: &Book, ix: ItemIx) {
    keyed.reads.push(ix.0);
    keyed.hash(said_by(book, ix));
}

/// What an item says and where it leads, made once: its own page, listings and data all rest on it.
fn said_by(book: &Book, ix: ItemIx) -> &Hash {
    book.said_by[ix.0 as usize].get_or_init(|| {
        let mut keyed = Keyed::new("");
        feed_self(&mut keyed, book, ix);
        for link in book.model().held_by(ix) {
            feed_target(&mut keyed, book, link);
        }
        keyed.done()
    })
}

pub(super) fn feed_self(keyed: &mut Keyed, book: &Book, ix: ItemIx) {
    let item = book.model().item(ix);
    keyed.reads.push(ix.0);
    keyed.hash(&book.shown_as[ix.0 as usize]);
    keyed.number(super::wording::number_on_day(book, ix).map_or(u64::MAX, |number| number as u64));
    let mut feed = |file: FileId| {
        if let Some(file) = book.facts.file(file) {
            keyed.text(&file.path);
            keyed.hash(&file.hash);
        }
    };
    // Most items have no key from shared defaults.
    if item.fields.iter().all(|field| field.file == item.file) {
        return feed(item.file);
    }
    let mut files: Vec<_> = item.fields.iter().map(|field| field.file).chain([item.file]).collect();
    files.sort();
    files.dedup();
    files.into_iter().for_each(feed);
}

fn feed_target(keyed: &mut Keyed, book: &Book, link: &Link) {
    keyed.number(link.state as u64);
    if let Some((_, happened)) = super::suspects::words(book, link) {
        keyed.text(&format!("suspect {happened}"));
    }
    let Some(target) = &link.target else { return };
    keyed.hash(&book.shown_as[target.item.0 as usize]);
    keyed.text(target.deeper().unwrap_or(""));
    keyed.text(target.anchor().unwrap_or(""));
    keyed.text(target.part().unwrap_or(""));
    keyed.number(u64::from(book.published.shows(target.item)));
}

/// Everything an item's page may read: itself and what is nested in it, with their texts; what they link to
/// and what links to them; what they are nested in; their findings. A page that answers questions reads all.
fn feed_item_page(keyed: &mut Keyed, book: &Book, ix: ItemIx) {
    let model = book.model();
    feed_family(keyed, book, ix);
    super::diagrams::feed(keyed, book, ix);
    book.neighbours(ix).feed(keyed, book);
    book.page_links.feed(keyed, book, ix);
    super::layouts::feed(keyed, book, ix);
    super::maps::feed_solution(keyed, book, ix);
    let mut above = model.item(ix).parent;
    while let Some(parent) = above {
        keyed.hash(&book.shown_as[parent.0 as usize]);
        above = model.item(parent).parent;
    }
    super::coverage::feed(keyed, book, ix);
    super::impact::feed_section(keyed, book, ix);
    super::timeline::feed(keyed, book, ix);
    super::governance::feed(keyed, book, ix);
    super::bids::feed_item(keyed, book, ix);
    super::annexes::page::feed_item(keyed, book, ix);
    if super::item::asks_questions(book, ix) || super::item::looks_further(book, ix) {
        keyed.hash(book.everything());
    }
}

fn feed_family(keyed: &mut Keyed, book: &Book, ix: ItemIx) {
    let model = book.model();
    feed_said(keyed, book, ix);
    for (other, link) in model.graph.outgoing(ix).chain(model.graph.incoming(ix)) {
        keyed.number(u64::from(model.links[link].link_type.0));
        keyed.hash(&book.shown_as[other.0 as usize]);
        keyed.number(u64::from(book.published.shows(other)));
        keyed.text(model.links[link].guard.as_deref().unwrap_or(""));
        keyed.number(super::suspects::state_number(book, link));
    }
    feed_findings(keyed, book, ix);
    // The reviewer is named by id without being a link.
    if let Some(reviewer) = super::item::reviewer(book, model.item(ix)) {
        keyed.hash(&book.shown_as[reviewer.0 as usize]);
        keyed.number(u64::from(book.published.shows(reviewer)));
    }
    for child in &model.item(ix).children {
        keyed.number(u64::from(book.published.shows(*child)));
        feed_family(keyed, book, *child);
    }
}

/// What was found in an item, as its page tells it.
pub(super) fn feed_findings(keyed: &mut Keyed, book: &Book, ix: ItemIx) {
    for finding in book.findings_of(ix) {
        feed_finding(keyed, &book.facts, finding);
        // Whether it may be told depends on what is hidden elsewhere.
        let help = finding.help.as_ref().is_none_or(|help| book.published.may_say(&help.da));
        keyed.number(u64::from(help && book.published.may_say(&finding.message.da)));
    }
}

/// Address of the page for an earlier id; the old address of the kind's folder.
pub(super) fn redirect_address(book: &Book, ix: ItemIx, number: u32) -> String {
    let item = book.model().item(ix);
    let old = super::redirects::old_ids(book, ix);
    let folder = &book.model().schema.kind(item.kind).folder;
    let id = old.get(number as usize).map_or("", String::as_str);
    format!("{folder}/{}.html", crate::document::slug(id))
}

/// Ways in which a link type joins two items, for listings.
pub(super) const WAYS: [Way; 2] = [Way::In, Way::Out];
