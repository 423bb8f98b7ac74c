//! Everything that pages are made of, looked up once for a whole build.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock};

use rayon::prelude::*;

use super::Dress;
use super::annexes::page::Annexed;
use super::changes::Differences;
use super::coverage::Gaps;
use super::kept::Kept;
use super::key::{self, Hash};
use super::narrowed::{Narrowed, TenderNumber};
use super::neighbours::Neighbours;
use super::page_links::PageLinks;
use super::published::Published;
use super::route::Way;
use super::sorting::Sorting;
use super::suspects::Suspect;
use super::view::{MenuEntry, Site};
use super::words::{capital, name, word};
use crate::finding::{Finding, Language};
use crate::model::{ItemIx, KindIx, LinkTypeIx, Model, Role};
use crate::place::FileId;
use crate::rules::readiness::{Days, Readiness};
use crate::trace::Facts;
use crate::trace::coverage::Coverage;

/// Rows on a page of a listing.
pub const PAGE_ROWS: usize = 200;
/// Rows of one relation on an item's page; more are cut with a link to a listing.
pub const RELATION_ROWS: usize = 40;

/// Kinds of the main menu, by role, in order.
const MENU: [Role; 7] =
    [Role::Solution, Role::Requirement, Role::LegalSource, Role::Concept, Role::Process, Role::Change, Role::Body];

/// Facts, findings and what follows from them for pages.
pub struct Book {
    pub facts: Facts,
    /// After rules and waivers; sorted by path, place and code.
    pub findings: Arc<Vec<Finding>>,
    pub published: Arc<Published>,
    /// The numbers under which a tender names items: see [`Narrowed::numbers`].
    pub numbers: BTreeMap<ItemIx, Vec<TenderNumber>>,
    pub site: Site,
    pub sorting: Sorting,
    /// The theme, as far as pages know it.
    pub dress: Dress,
    /// Hash of what every page sees: theme, site constants, model, visibilities.
    pub constants: Hash,
    /// Display hash of each item: what others show of it.
    pub shown_as: Arc<Vec<Hash>>,
    /// Made when first asked for.
    everything: OnceLock<Hash>,
    /// The id of each item as HTML where that is another text than the id itself.
    pub(super) id_html: Arc<Vec<Option<Box<str>>>>,
    /// What is drawn around each item.
    neighbours: Vec<OnceLock<Neighbours>>,
    /// Hash of what each item says and where it leads.
    pub(super) said_by: Vec<OnceLock<Hash>>,
    /// Findings of each item, as indices in `findings`.
    findings_of: Vec<Vec<u32>>,
    /// Items of each kind in the order of its listing, made when first asked for.
    listed: Vec<OnceLock<Vec<ItemIx>>>,
    /// What a change of each item affects.
    pub(super) impacts: super::impact::Impacts,
    /// Bodies and what awaits them.
    pub(super) governed: super::governance::Governed,
    /// The requirements that suppliers answered, sorted into parts.
    pub(super) bids: super::bids::Sorted,
    /// Where links of prose to pages lead.
    pub(super) page_links: PageLinks,
    /// Items of each data part.
    in_buckets: OnceLock<Vec<Vec<ItemIx>>>,
    /// Items of each part of the contents.
    in_contents: OnceLock<Vec<Vec<ItemIx>>>,
    /// The annexes of tenders, made when first asked for.
    annexed: OnceLock<Annexed>,
    /// Made when first asked for.
    differences: OnceLock<Differences>,
    /// Items of each part of the explorer's data.
    explorer_parts: OnceLock<Vec<Vec<ItemIx>>>,
    /// Links that have to be looked at again.
    suspects: OnceLock<Vec<Suspect>>,
    /// Findings that readers may see, as indices in `findings`: every page of them asks.
    shown_findings: OnceLock<Vec<u32>>,
    /// Attachments that something shown links to.
    shown_attachments: OnceLock<BTreeSet<FileId>>,
    /// Coverage over what is published, when something is not.
    pub(super) coverage: Arc<OnceLock<Coverage>>,
    gaps: OnceLock<Gaps>,
    traced: OnceLock<Hash>,
    /// The verdicts, made when a page first asks: they may need the model of other days.
    readiness: OnceLock<Readiness>,
    /// What is remembered of judging on other days than the facts'.
    pub days: Arc<Mutex<Days>>,
    readiness_key: OnceLock<Hash>,
}

impl Book {
    pub fn new(facts: Facts, findings: Arc<Vec<Finding>>, dress: Dress) -> Book {
        let published = Published::of(&facts);
        Book::narrowed(facts, findings, dress, Narrowed { published, numbers: BTreeMap::new() }, None)
    }

    /// The book of a part of the documentation. What `before` holds is taken over where it is the same.
    pub fn narrowed(
        facts: Facts,
        findings: Arc<Vec<Finding>>,
        dress: Dress,
        narrowed: Narrowed,
        before: Option<Kept>,
    ) -> Book {
        let Narrowed { published, numbers } = narrowed;
        let site = site(&facts, &published);
        let mut findings_of = vec![Vec::new(); facts.model.items.len()];
        for (number, finding) in findings.iter().enumerate() {
            if let Some(list) = finding.item.and_then(|item| findings_of.get_mut(item as usize)) {
                list.push(number as u32);
            }
        }
        let constants = key::constants(&facts, &published, &site, dress.hash);
        let kept = before.and_then(|kept| kept.for_model(&facts.model, &published));
        let Kept { published, shown_as, id_html, coverage, spread, .. } = kept.unwrap_or_else(|| Kept {
            shown_as: Arc::new(key::display_hashes(&facts)),
            id_html: Arc::new(facts.model.items.par_iter().map(|item| special_html(&item.id)).collect()),
            ..Kept::new(facts.model.clone(), published)
        });
        let sorting = Sorting::new(facts.language());
        let neighbours = facts.model.items.iter().map(|_| OnceLock::new()).collect();
        let said_by = facts.model.items.iter().map(|_| OnceLock::new()).collect();
        let listed = facts.model.schema.kinds.iter().map(|_| OnceLock::new()).collect();
        let mut book = Book {
            facts,
            findings,
            published,
            numbers,
            site,
            sorting,
            dress,
            constants,
            shown_as,
            everything: OnceLock::new(),
            id_html,
            neighbours,
            said_by,
            findings_of,
            listed,
            impacts: super::impact::Impacts::with(spread),
            governed: super::governance::Governed::default(),
            bids: super::bids::Sorted::default(),
            page_links: PageLinks::default(),
            in_buckets: OnceLock::new(),
            in_contents: OnceLock::new(),
            annexed: OnceLock::new(),
            differences: OnceLock::new(),
            explorer_parts: OnceLock::new(),
            suspects: OnceLock::new(),
            shown_findings: OnceLock::new(),
            shown_attachments: OnceLock::new(),
            coverage,
            gaps: OnceLock::new(),
            traced: OnceLock::new(),
            readiness: OnceLock::new(),
            days: Arc::default(),
            readiness_key: OnceLock::new(),
        };
        book.page_links = PageLinks::of(&book);
        book
    }

    pub fn model(&self) -> &Model {
        &self.facts.model
    }

    pub fn language(&self) -> Language {
        self.facts.language()
    }

    /// The Danish or the English word.
    pub fn word(&self, da: &'static str, en: &'static str) -> &'static str {
        word(self.language(), da, en)
    }

    /// The numbers of a requirement in the tenders, on a line; empty outside a bundle.
    pub fn numbers_of(&self, ix: ItemIx) -> String {
        let numbers = self.numbers.get(&ix).map_or(&[][..], Vec::as_slice);
        numbers.iter().map(|number| &*number.number).collect::<Vec<_>>().join(", ")
    }

    /// What stands in the place of something that is not shown.
    pub fn hidden_word(&self) -> &'static str {
        self.published.hidden_word(self.language())
    }

    /// The id of an item as HTML: what must stay together has no-break spaces.
    pub fn id_html(&self, ix: ItemIx) -> &str {
        self.id_html[ix.0 as usize].as_deref().unwrap_or(&self.model().item(ix).id)
    }

    /// What is drawn around an item; asked for by the key of its page and by the page.
    pub fn neighbours(&self, ix: ItemIx) -> &Neighbours {
        self.neighbours[ix.0 as usize].get_or_init(|| super::neighbours::gather(self, ix))
    }

    /// Hash of all content: for the few pages that look at everything.
    pub fn everything(&self) -> &Hash {
        self.everything.get_or_init(|| key::everything(&self.facts, &self.findings))
    }

    /// The findings about an item, in order of place.
    pub fn findings_of(&self, ix: ItemIx) -> impl Iterator<Item = &Finding> {
        self.findings_of[ix.0 as usize].iter().map(|number| &self.findings[*number as usize])
    }

    /// The shown items of a kind in the order of its listing.
    pub fn of_kind(&self, kind: KindIx) -> &[ItemIx] {
        self.listed[kind.0 as usize].get_or_init(|| self.list(kind))
    }

    fn list(&self, kind: KindIx) -> Vec<ItemIx> {
        let model = self.model();
        let of_kind = |ix: &ItemIx| model.item(*ix).kind == kind && self.published.shows(*ix) && !self.is_front(*ix);
        let mut items: Vec<ItemIx> = model.all().filter(of_kind).collect();
        let by_title = matches!(
            model.schema.kind(kind).role,
            Some(Role::Domain | Role::Organisation | Role::Body | Role::Solution | Role::Concept | Role::Page)
        );
        if by_title {
            items.sort_by(|a, b| self.sorting.compare(&model.item(*a).title, &model.item(*b).title).then(a.cmp(b)));
        }
        items
    }

    /// What covers what, over what is published alone.
    pub fn coverage(&self) -> &Coverage {
        if !self.published.hides() {
            return self.facts.coverage();
        }
        self.coverage.get_or_init(|| Coverage::of(&self.facts, |ix| self.published.shows(ix)))
    }

    /// Where its gaps are.
    pub fn gaps(&self) -> &Gaps {
        self.gaps.get_or_init(|| super::coverage::find_gaps(self))
    }

    /// Hash of all that pages of coverage show.
    pub fn traced(&self) -> &Hash {
        self.traced.get_or_init(|| super::coverage::everything(self))
    }

    /// Whether each solution can be tendered again.
    pub fn readiness(&self) -> &Readiness {
        self.readiness.get_or_init(|| super::readiness::make(self))
    }

    /// Hash of all that pages on readiness show; cheap, without any verdict.
    pub fn readiness_key(&self) -> &Hash {
        self.readiness_key.get_or_init(|| super::readiness::key(self))
    }

    /// The shown links that have to be looked at again, by solution and law.
    pub fn suspects(&self) -> &[Suspect] {
        self.suspects.get_or_init(|| super::suspects::gather(self))
    }

    /// The shown items of each data part, in model order.
    pub fn in_buckets(&self) -> &[Vec<ItemIx>] {
        self.in_buckets.get_or_init(|| super::data::sort_into(self))
    }

    /// The shown items of each part of the contents, in model order.
    pub fn in_contents(&self) -> &[Vec<ItemIx>] {
        self.in_contents.get_or_init(|| super::contents::sort_into(self))
    }

    /// The shown items of each part of the explorer's data, in model order.
    pub fn explorer_parts(&self) -> &[Vec<ItemIx>] {
        self.explorer_parts.get_or_init(|| super::explorer::sort_into(self))
    }

    /// The annexes that the site tells of.
    pub fn annexed(&self) -> &Annexed {
        self.annexed.get_or_init(|| Annexed::of(self))
    }

    /// What differs from the baseline, as this site's readers may see it.
    pub fn differences(&self) -> &Differences {
        self.differences.get_or_init(|| super::changes::compare(self))
    }

    /// The findings that readers may see, in order.
    pub fn shown_findings(&self) -> impl ExactSizeIterator<Item = &Finding> {
        let numbers = self.shown_findings.get_or_init(|| super::checks::shown(self));
        numbers.iter().map(|number| &self.findings[*number as usize])
    }

    /// Whether some shown item links to an attachment outside hidden blocks.
    pub fn attachment_is_shown(&self, file: FileId) -> bool {
        !self.published.withholds(file)
            && self.shown_attachments.get_or_init(|| super::attached::shown(self)).contains(&file)
    }

    /// Whether an item is the text of the front page.
    pub fn is_front(&self, ix: ItemIx) -> bool {
        &*self.model().item(ix).url == "index.html"
    }

    /// Whether an item has a page of its own: nested provisions stand on that of their paragraph.
    pub fn has_page(&self, ix: ItemIx) -> bool {
        !self.model().item(ix).url.contains('#') && !self.is_front(ix)
    }

    /// Shown items at the other end of an item's links, one list per type and way, in model order.
    pub fn joined(&self, ix: ItemIx, link_type: LinkTypeIx, way: Way) -> Vec<(ItemIx, usize)> {
        let model = self.model();
        let shown = |(other, link): &(ItemIx, usize)| {
            let link = &model.links[*link];
            link.link_type == link_type
                && self.published.shows(*other)
                && self.published.shows_block(link.guard.as_deref())
        };
        let mut joined: Vec<(ItemIx, usize)> = match way {
            Way::Out => model.graph.outgoing(ix).filter(shown).collect(),
            Way::In => model.graph.incoming(ix).filter(shown).collect(),
        };
        joined.sort();
        joined.dedup_by_key(|(other, _)| *other);
        joined
    }
}

/// An id as HTML, when it is not its own: a citation, or letters that HTML knows.
fn special_html(id: &str) -> Option<Box<str>> {
    let html = super::refs::id_html(id);
    (html != id).then(|| html.into())
}

fn site(facts: &Facts, published: &Published) -> Site {
    let (config, schema, language) = (&facts.config, &facts.model.schema, facts.language());
    let has_items = |kind: KindIx| facts.model.all().any(|ix| facts.model.item(ix).kind == kind && published.shows(ix));
    let entry = |role: Role| {
        let kind = schema.kind_with(role).filter(|kind| has_items(*kind))?;
        let kind = schema.kind(kind);
        let text = capital(name(language, &kind.plural));
        Some(MenuEntry { key: kind.folder.clone(), text, href: format!("{}/index.html", kind.folder) })
    };
    let governed = super::governance::is_told(facts, published);
    // Bodies and changes have their way in under governance.
    let own = |role: &Role| !governed || !matches!(role, Role::Change | Role::Body);
    let mut menu: Vec<MenuEntry> = MENU.into_iter().filter(own).filter_map(entry).collect();
    if governed {
        menu.push(MenuEntry {
            key: super::governance::MENU.to_owned(),
            text: word(language, "Styring", "Governance").to_owned(),
            href: "styring/index.html".to_owned(),
        });
    }
    if super::coverage::is_told(facts, published) {
        menu.push(MenuEntry {
            key: "sporbarhed".to_owned(),
            text: word(language, "Sporbarhed", "Traceability").to_owned(),
            href: "sporbarhed/index.html".to_owned(),
        });
    }
    if super::readiness::is_told(facts, published) {
        menu.push(MenuEntry {
            key: "udbudsparathed".to_owned(),
            text: word(language, "Udbudsparathed", "Readiness").to_owned(),
            href: "udbudsparathed/index.html".to_owned(),
        });
    }
    menu.extend(super::bids::menu(facts));
    menu.push(MenuEntry {
        key: "oversigt".to_owned(),
        text: word(language, "Alle elementer", "All items").to_owned(),
        href: "oversigt.html".to_owned(),
    });
    Site {
        title: if config.titel.is_empty() {
            word(language, "Dokumentation", "Documentation").to_owned()
        } else {
            config.titel.clone()
        },
        language: word(language, "da", "en"),
        notice: super::bids::notice(facts),
        confidential: facts.answers.is_some(),
        edition: config.edition.clone().unwrap_or_default(),
        // Of a day that moves no page may tell, or every page would change with it.
        as_of: config.as_of.as_ref().map_or_else(String::new, |_| super::words::date(language, facts.model.day)),
        menu,
        accessibility: config.accessibility.clone(),
        base_url: config.base_url(),
        feed: !config.base_url().is_empty() && super::feed::has_entries(facts, published),
    }
}
