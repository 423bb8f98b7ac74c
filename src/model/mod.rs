//! All items of a project as one value: what they are, what they carry, how they link.
//!
//! [`build`] turns documents into a [`Model`] by the schema in force. It reads no disk and asks no clock:
//! the day is an argument. What does not fit becomes a finding; what fits is kept.

mod attachments;
mod complain;
mod defaults;
pub mod external;
mod fingerprint;
mod gather;
mod graph;
mod ids;
mod item;
mod legal;
mod links;
mod mentions;
mod nearest;
mod provisions;
mod question;
mod resolve;
mod retitled;
pub mod schema;
mod selector;
mod solutions;
mod structure;
mod typing;
mod urls;
pub mod value;
mod wording;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use foldhash::HashMap;
use jiff::civil::Date;

use crate::document::{Body, Document};
use crate::finding::Finding;
use crate::place::FileId;
use crate::source::Form;

pub use attachments::{Attachments, PathTarget};
pub use external::{External, Portfolio, Portfolios};
pub use fingerprint::{Basis, Fingerprint, Prints, Signed, normalised};
pub use gather::from_notice;
pub use graph::Graph;
pub use ids::{fold, id_fault, natural};
pub use item::{FieldValue, Item, ItemIx, Key, Prose};
pub use legal::LegalState;
pub use links::{Link, LinkState, Target, Written};
pub use mentions::{Mention, mentions};
pub use nearest::nearest;
pub use question::{ChartForm, Gaps, Hop, Question, chain};
pub use resolve::{Resolution, Resolved};
pub use retitled::retitled;
pub use schema::{KindIx, LinkTypeIx, Role, Schema};
pub use selector::Selector;
pub use structure::structure;
pub use wording::{Versions, Wording};

/// One file of the project as the model sees it; attachments have a document without items.
#[derive(Clone, Debug)]
pub struct File {
    /// Relative to the project, with `/`.
    pub path: Arc<str>,
    pub form: Form,
    /// Text after the byte order mark was dropped; empty for attachments but BPMN diagrams.
    pub text: Arc<str>,
    pub document: Arc<Document>,
    /// Hash of the content.
    pub hash: [u8; 16],
}

/// All that the content says, linked. Items hold no prose: it is looked up in the files of the day, so a
/// model stays right when only prose changed.
#[derive(Debug)]
pub struct Model {
    pub schema: Arc<Schema>,
    /// The day on which statuses, validity and law are judged.
    pub day: Date,
    /// Sorted by id in natural order (`K-2` before `K-10`), provisions after their act in written order. Behind the own
    /// ones stand those of other portfolios, portfolio by portfolio in the same order; see [`Model::all`].
    pub items: Vec<Arc<Item>>,
    /// Sorted by the item that holds them, then as written. Broken ones have no target.
    pub links: Vec<Link>,
    /// Where the links of each item begin in `links`, and last how many there are.
    held_from: Arc<Vec<u32>>,
    /// Every link with a target, both ways; node numbers are item numbers.
    pub graph: Arc<Graph>,
    /// The questions of `visning` blocks that could be read, by file, body and number of the block.
    pub questions: Arc<BTreeMap<(FileId, u32, u32), Question>>,
    pub attachments: Arc<Attachments>,
    /// Other portfolios, and which of the items are theirs.
    pub external: Arc<External>,
    /// What reading and linking found, sorted by file and place.
    pub findings: Vec<Finding>,
    names: Arc<resolve::Names>,
    /// Items of each file, in written order, indexed by file; attachments have none.
    by_file: Arc<Vec<Vec<ItemIx>>>,
    paths: Arc<HashMap<Arc<str>, FileId>>,
    /// Links by type and where they lead, made when first asked for: thousands of links may lead to one act, and who
    /// asks for the one that repeals it must not walk them all.
    by_type: Arc<OnceLock<Vec<(LinkTypeIx, ItemIx, u32)>>>,
    /// Made when first asked for.
    solutions: Arc<OnceLock<solutions::Solutions>>,
}

/// Builds the model of all files, judged on `day`, with what other portfolios publish. Linear in the number of items and
/// links.
pub fn build(schema: &Arc<Schema>, files: &[File], portfolios: &Portfolios, day: Date) -> Model {
    let gathered = gather::gather(schema, files);
    let mut findings = gathered.findings;
    let mut items = gathered.items;
    urls::assign(schema, &mut items, &mut findings);
    let mut found = Vec::new();
    let of_items = || (resolve::Names::new(schema, &items, &mut findings), by_file(files.len(), &items));
    let of_files = || {
        let paths = files.iter().enumerate().map(|(number, file)| (file.path.clone(), FileId(number as u32)));
        let paths: HashMap<Arc<str>, FileId> = paths.collect();
        (Attachments::new(files, &items, schema, &paths, &mut found), paths)
    };
    let ((mut names, by_file), (attachments, paths)) = rayon::join(of_items, of_files);
    findings.extend(found);
    typing::check(schema, &items, &mut findings);
    let own = items.len();
    let (external, external_links) = external::join(schema, portfolios, &mut items, &mut names);
    let context = links::Context { schema, files, items: &items, names: &names, paths: &paths, by_file: &by_file };
    let mut links = links::collect(&context, own, &mut findings);
    links.extend(external_links);
    mentions::check(&context, &mut findings);
    let legal = legal::states(schema, &items, &links, day);
    for (item, state) in items.iter_mut().zip(legal) {
        Arc::make_mut(item).legal = state;
    }
    links::judge(schema, &items, &mut links, day);
    let of_files = || {
        complain::suggest(files, &items, names.is_whole, &mut findings);
        question::read_all(schema, files, &mut findings)
    };
    let of_links = || (Graph::new(items.len(), &links), held_from(items.len(), &links));
    let (questions, (graph, held_from)) = rayon::join(of_files, of_links);
    findings.sort_by(|a, b| (a.place, a.code, &a.message.da, a.item).cmp(&(b.place, b.code, &b.message.da, b.item)));
    // What stands in shared defaults is found once for every item that has them.
    findings.dedup_by(|a, b| (a.place, a.code, &a.message) == (b.place, b.code, &b.message));
    let schema = schema.clone();
    Model {
        schema,
        day,
        items,
        links,
        held_from: held_from.into(),
        graph: graph.into(),
        questions: questions.into(),
        attachments: attachments.into(),
        external: external.into(),
        findings,
        names: names.into(),
        by_file: by_file.into(),
        paths: paths.into(),
        by_type: Arc::default(),
        solutions: Arc::default(),
    }
}

/// Where the links of each item begin, and at the end how many there are; links are sorted by holder.
fn held_from(items: usize, links: &[Link]) -> Vec<u32> {
    let mut from = Vec::with_capacity(items + 1);
    let mut next = 0;
    for ix in 0..=items as u32 {
        next += links[next..].iter().take_while(|link| link.holder.0 < ix).count();
        from.push(next as u32);
    }
    from
}

fn by_type(links: &[Link]) -> Vec<(LinkTypeIx, ItemIx, u32)> {
    let lead = |(number, link): (usize, &Link)| graph::ends(link).map(|(_, to)| (link.link_type, to, number as u32));
    let mut by_type: Vec<_> = links.iter().enumerate().filter_map(lead).collect();
    by_type.sort_unstable();
    by_type
}

fn by_file(count: usize, items: &[Arc<Item>]) -> Vec<Vec<ItemIx>> {
    let mut by_file = vec![Vec::new(); count];
    for (number, item) in items.iter().enumerate() {
        by_file[item.file.0 as usize].push(ItemIx(number as u32));
    }
    for list in &mut by_file {
        list.sort_by_key(|ix: &ItemIx| items[ix.0 as usize].span);
    }
    by_file
}

impl Model {
    /// The same content on another day, as [`build`] would make it.
    pub fn on(&self, day: Date) -> Model {
        let mut items = self.items.clone();
        let legal = legal::states(&self.schema, &items, &self.links, day);
        for (item, state) in items.iter_mut().zip(legal).filter(|(item, state)| item.legal != *state) {
            Arc::make_mut(item).legal = state;
        }
        let mut links = self.links.clone();
        links::judge(&self.schema, &items, &mut links, day);
        Model {
            schema: self.schema.clone(),
            day,
            items,
            links,
            held_from: self.held_from.clone(),
            graph: self.graph.clone(),
            questions: self.questions.clone(),
            attachments: self.attachments.clone(),
            external: self.external.clone(),
            findings: self.findings.clone(),
            names: self.names.clone(),
            by_file: self.by_file.clone(),
            paths: self.paths.clone(),
            by_type: self.by_type.clone(),
            solutions: self.solutions.clone(),
        }
    }

    pub fn item(&self, ix: ItemIx) -> &Item {
        &self.items[ix.0 as usize]
    }

    /// Numbers of the model's own items, in their order. All that counts, lists, judges and shows items takes these; what
    /// follows links meets those of other portfolios too.
    pub fn all(&self) -> impl Iterator<Item = ItemIx> + use<> {
        (0..self.external.own()).map(ItemIx)
    }

    /// Numbers of all items, those of other portfolios included.
    pub fn everywhere(&self) -> impl Iterator<Item = ItemIx> + use<> {
        (0..self.items.len() as u32).map(ItemIx)
    }

    /// The model's own items, in their order.
    pub fn own(&self) -> &[Arc<Item>] {
        &self.items[..self.external.own() as usize]
    }

    /// Whether an item is the model's own, and of no other portfolio.
    pub fn is_own(&self, ix: ItemIx) -> bool {
        ix.0 < self.external.own()
    }

    /// The portfolio whose index an item is from; `None` for the model's own items.
    pub fn portfolio(&self, ix: ItemIx) -> Option<&Portfolio> {
        self.external.portfolio(ix)
    }

    /// The items written in a file, in written order.
    pub fn in_file(&self, file: FileId) -> &[ItemIx] {
        self.by_file.get(file.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// What a text means as a link: an id, an old id or a citation.
    pub fn resolve(&self, text: &str) -> Resolution {
        self.names.resolve(&self.schema, &self.items, text)
    }

    /// The item of an id or old id, compared after NFC and case folding; citations are not read.
    pub fn find(&self, id: &str) -> Option<ItemIx> {
        self.names.find(id)
    }

    /// What a path in `from` leads to; `path` is relative to its folder and may climb, but not out of the project.
    pub fn resolve_path(&self, files: &[File], from: FileId, path: &str) -> Option<PathTarget> {
        attachments::resolve_path(&self.paths, &self.by_file, files, from, path)
    }

    /// The links an item holds, as written: fields first, then prose.
    pub fn held_by(&self, ix: ItemIx) -> &[Link] {
        &self.links[self.numbers_held_by(ix)]
    }

    /// Where the links an item holds stand among all.
    pub fn numbers_held_by(&self, ix: ItemIx) -> Range<usize> {
        let at = ix.0 as usize;
        self.held_from[at] as usize..self.held_from[at + 1] as usize
    }

    /// The link written at a place of an item's field.
    pub fn link_at(&self, holder: ItemIx, written: Written) -> Option<&Link> {
        let held = self.held_by(holder);
        held.binary_search_by_key(&written, |link| link.written).ok().map(|found| &held[found])
    }

    /// The model's own items of all kinds with a role, in model order.
    pub fn with_role(&self, role: Role) -> impl Iterator<Item = ItemIx> + '_ {
        self.all().filter(move |ix| self.schema.kind(self.item(*ix).kind).role == Some(role))
    }

    /// Whether an item's kind has a role.
    pub fn is(&self, ix: ItemIx, role: Role) -> bool {
        self.schema.kind(self.item(ix).kind).role == Some(role)
    }

    /// The field of an item that has a role, if it is written.
    pub fn field(&self, ix: ItemIx, role: Role) -> Option<&FieldValue> {
        self.item(ix).field_with(&self.schema, role)
    }

    /// Targets of an item's links of the type with a role, in written order; inverse types included.
    pub fn targets(&self, ix: ItemIx, role: Role) -> Vec<ItemIx> {
        let Some(link_type) = self.schema.link_type_with(role) else { return Vec::new() };
        self.graph.outgoing(ix).filter(|(_, link)| self.links[*link].link_type == link_type).map(|(to, _)| to).collect()
    }

    /// The model's own holders of links of the type with a role that point to an item, in model order.
    pub fn holders(&self, ix: ItemIx, role: Role) -> Vec<ItemIx> {
        let mut holders = self.holders_everywhere(ix, role);
        holders.retain(|holder| self.is_own(*holder));
        holders
    }

    /// The same, and those of other portfolios.
    pub fn holders_everywhere(&self, ix: ItemIx, role: Role) -> Vec<ItemIx> {
        let Some(link_type) = self.schema.link_type_with(role) else { return Vec::new() };
        let by_type = self.by_type.get_or_init(|| by_type(&self.links));
        let start = by_type.partition_point(|(of_type, to, _)| (*of_type, *to) < (link_type, ix));
        let here = by_type[start..].iter().take_while(|(of_type, to, _)| (*of_type, *to) == (link_type, ix));
        here.filter_map(|(_, _, link)| graph::ends(&self.links[*link as usize])).map(|(from, _)| from).collect()
    }

    /// The first day in force that an act or provision says itself or what it is nested in does; `None` while no day is
    /// fixed.
    pub fn first_day(&self, ix: ItemIx) -> Option<Date> {
        legal::first_day(&self.schema, &self.items, ix)
    }

    /// The solutions an item belongs to, sorted and without doubles: those it names; itself when it is one. One that
    /// names none has none, also when what it is nested in names some.
    pub fn solutions(&self, ix: ItemIx) -> &[ItemIx] {
        self.solutions.get_or_init(|| solutions::Solutions::new(&self.schema, &self.items, &self.links)).of(ix)
    }
}

/// A body of a file.
pub fn body(files: &[File], prose: Prose) -> &Body {
    &files[prose.file.0 as usize].document.bodies[prose.body as usize]
}
