//! A foreign act into a content file that has it already: what differs is edited, all else stays byte for byte.
//!
//! What an author wrote is kept: facts are filled in and never overwritten. Only the text of a provision is replaced,
//! and then the old text is kept as a version where the day is known.

mod moves;
mod remarks;
mod yaml_part;

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Remark;
use super::draft::{Project, push};
use super::edit::Edits;
use super::keys::Keys;
use super::statute::{Provision, Statute};
use super::yaml::Yaml;
use crate::document::{self, Node};
use crate::finding::Said;
use crate::law::{self, Pinpoint, parse_date, read_eli};
use crate::model::Role;
use crate::said;

pub use moves::add_moves;
pub(super) use yaml_part::yaml_part;

/// What stands above the editions of an act.
const FACTS: [Role; 12] = [
    Role::ShortName,
    Role::PopularTitle,
    Role::DocumentType,
    Role::DocumentNumber,
    Role::Eli,
    Role::Signed,
    Role::Published,
    Role::InForceFrom,
    Role::EffectFrom,
    Role::HistoricFrom,
    Role::Coverage,
    Role::Watched,
];
const LINKS: [Role; 2] = [Role::Ministry, Role::IssuedUnder];

/// How far a merge goes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The day from which changed texts hold; the old ones become versions that end the day before.
    pub from: Option<Date>,
    /// Provisions that the act does not list are added, also where it lists chosen ones only.
    pub all: bool,
    /// Texts are compared. Off where the file has a newer edition than the one imported.
    pub texts: bool,
    /// The document is a consolidation to be listed as an edition.
    pub new_edition: bool,
}

/// What a merge gives.
#[derive(Debug, Default)]
pub struct Merged {
    /// The file's new text; `None` when nothing differs.
    pub text: Option<String>,
    /// Canonical places, in order.
    pub added: Vec<String>,
    pub changed: Vec<String>,
    pub filled: usize,
    pub remarks: Vec<Remark>,
}

/// Merges a statute into the act with `id` in a file's text. `None` when the act can't be found there.
pub fn merge(project: &Project, file: &str, id: &str, statute: &Statute, options: Options) -> Option<Merged> {
    let (start, end) = yaml_part(file);
    let (node, _) = document::parse_yaml(&file[start..end]);
    let root = node?;
    let act = find_act(&project.keys, &root, id)?;
    let mut merge = Merge {
        project,
        options,
        edits: Edits::new(&file[start..end]),
        known: BTreeMap::new(),
        merged: Merged::default(),
        titles_kept: 0,
        unlisted: 0,
        undated: Vec::new(),
    };
    index(&project.keys, act, None, &mut merge.known);
    merge.act(act, statute);
    if options.texts {
        let only_listed = !options.all && merge.lists_chosen_only(act);
        merge.provisions(act, &statute.provisions, false, only_listed);
        merge.missing(statute);
        merge.moves(statute);
    }
    merge.tell();
    let Merge { edits, mut merged, .. } = merge;
    if !edits.is_empty() {
        merged.text = Some(format!("{}{}{}", &file[..start], edits.apply(), &file[end..]));
    }
    Some(merged)
}

/// The mapping of the act: the root, or an element of `elementer`.
fn find_act<'n>(keys: &Keys, root: &'n Node, id: &str) -> Option<&'n Node> {
    let key = keys.reserved(Role::Id)?;
    let is = |node: &Node| node.map().and_then(|map| map.find(key)?.text()).is_some_and(|text| text == id);
    if is(root) {
        return Some(root);
    }
    root.map()?.pairs.iter().flat_map(|pair| pair.value.elements()).find(|node| is(node))
}

/// A provision of the file.
#[derive(Clone, Copy)]
struct Known<'n> {
    map: &'n Node,
    /// Where in its list it stands; the list is known by the mapping that holds it.
    position: usize,
    holder: &'n Node,
}

/// Every provision below a mapping, by canonical place; the first of several.
fn index<'n>(keys: &Keys, holder: &'n Node, parent: Option<&Pinpoint>, known: &mut BTreeMap<String, Known<'n>>) {
    let (Some(list), Some(reference)) = (keys.provision(Role::Provisions), keys.provision(Role::Pinpoint)) else {
        return;
    };
    let Some(found) = holder.map().and_then(|map| map.find(list)) else { return };
    for (position, map) in found.elements().iter().enumerate() {
        let written = map.map().and_then(|map| map.find(reference)?.text());
        let Some(place) = written.and_then(|text| law::parse_step(text, parent).ok()) else { continue };
        known.entry(place.canonical()).or_insert(Known { map, position, holder });
        index(keys, map, Some(&place), known);
    }
}

struct Merge<'a, 'n> {
    project: &'a Project<'a>,
    options: Options,
    edits: Edits<'n>,
    known: BTreeMap<String, Known<'n>>,
    merged: Merged,
    titles_kept: usize,
    unlisted: usize,
    undated: Vec<String>,
}

impl<'n> Merge<'_, 'n> {
    /// Facts of the act: filled in where they are missing, told where they differ.
    fn act(&mut self, act: &'n Node, statute: &Statute) {
        let project = self.project;
        let keys = &project.keys;
        let mut wanted = Vec::new();
        if statute.is_consolidation() {
            if self.options.new_edition
                && let Some(key) = keys.source(Role::Editions)
            {
                let last = act.map().and_then(|map| map.find(key)).map_or(0, |list| list.elements().len());
                let facts = FACTS.iter().filter_map(|role| keys.source(*role));
                let links = LINKS.iter().filter_map(|role| keys.source_link(*role));
                let behind: Vec<&str> = facts.chain(links).chain(keys.reserved(Role::Title)).collect();
                self.edits.add_element(act, key, last.checked_sub(1), &project.edition(statute), &behind);
                self.merged.filled += 1;
            }
        } else {
            wanted.extend(project.facts_of(statute, &|role| keys.source(role)));
            let lacks = |role: Role| {
                let key = keys.source_link(role);
                key.filter(|key| act.map().is_some_and(|map| map.find(key).is_none()))
            };
            let remarks = &mut self.merged.remarks;
            if let Some(key) = lacks(Role::Ministry) {
                push(&mut wanted, Some(key), project.ministry(statute, remarks));
            }
            if let Some(key) = lacks(Role::IssuedUnder) {
                push(&mut wanted, Some(key), project.issued_under(statute, remarks));
            }
        }
        wanted.extend(project.commencement(statute));
        let order: Vec<String> = wanted.iter().map(|(key, _)| key.clone()).collect();
        for (at, (key, value)) in wanted.iter().enumerate() {
            let written = act.map().and_then(|map| map.find(key));
            match written {
                None => {
                    let mut after: Vec<&str> = order[..at].iter().map(String::as_str).collect();
                    after.extend(keys.reserved(Role::Title));
                    self.edits.add(act, key, value, &after);
                    self.merged.filled += 1;
                }
                Some(written) => self.differs(key, written, value),
            }
        }
    }

    fn differs(&mut self, key: &str, written: &Node, value: &Yaml) {
        let (Some(own), Yaml::Text(theirs)) = (written.text(), value) else { return };
        let short = |address: &str| read_eli(address)?.short();
        let same = own == theirs || short(own).is_some_and(|eli| short(theirs) == Some(eli));
        if !same {
            self.remark(said!(
                "`{0}` er `{1}` i projektet og `{2}` i XML; projektets er beholdt",
                "`{0}` is `{1}` in the project and `{2}` in the XML; the project's is kept"; key, own, theirs
            ));
        }
    }

    fn lists_chosen_only(&self, act: &Node) -> bool {
        let keys = &self.project.keys;
        let written = keys.source(Role::Coverage).and_then(|key| act.map()?.find(key)?.text());
        written.is_some() && written == keys.selected_coverage()
    }

    fn provisions(&mut self, holder: &'n Node, list: &[Provision], is_nested: bool, only_listed: bool) {
        let mut before: Option<usize> = None;
        for provision in list {
            let found = self.known.get(&provision.place.canonical()).copied();
            match found {
                Some(known) => {
                    if std::ptr::eq(known.holder, holder) {
                        before = Some(known.position);
                    }
                    self.update(known.map, provision);
                    self.provisions(known.map, &provision.nested, true, only_listed);
                }
                None if only_listed => {
                    self.unlisted += 1;
                    self.listed_inside(provision);
                }
                None => {
                    self.add(holder, provision, is_nested, before);
                    self.listed_inside(provision);
                }
            }
        }
    }

    /// What is nested in a place that the file does not list may be listed all the same: `- ref: § 20, stk. 3`.
    fn listed_inside(&mut self, provision: &Provision) {
        for inner in &provision.nested {
            if let Some(known) = self.known.get(&inner.place.canonical()).copied() {
                self.update(known.map, inner);
            }
            self.listed_inside(inner);
        }
    }

    fn add(&mut self, holder: &'n Node, provision: &Provision, is_nested: bool, before: Option<usize>) {
        let project = self.project;
        let Some(key) = project.keys.provision(Role::Provisions) else { return };
        let known = &self.known;
        let skip = |place: &Pinpoint| known.contains_key(&place.canonical());
        let mut provision = provision.clone();
        if provision.commencement.is_none() {
            // It holds from the day on which the other texts change, and was not there before.
            provision.commencement = self.options.from.map(|day| day.to_string());
        }
        let element = project.provision(&provision, is_nested, &skip, &mut self.merged.remarks);
        self.edits.add_element(holder, key, before, &element, &[]);
        self.merged.added.push(provision.place.canonical());
    }

    fn update(&mut self, map: &'n Node, provision: &Provision) {
        let project = self.project;
        let keys = &project.keys;
        let Some(written) = map.map() else { return };
        let title = keys.reserved(Role::Title);
        let leading: Vec<&str> =
            [keys.provision(Role::Pinpoint), title, keys.provision(Role::InForceFrom), keys.provision(Role::Summary)]
                .into_iter()
                .flatten()
                .collect();
        if let (Some(key), Some(theirs)) = (title, &provision.title) {
            match written.find(key).and_then(Node::text) {
                None => {
                    self.edits.add(map, key, &Yaml::text(theirs), &leading[..1]);
                    self.merged.filled += 1;
                }
                Some(own) if !law::same_wording(own, theirs) => self.titles_kept += 1,
                Some(_) => {}
            }
        }
        if let (Some(key), Some(day)) = (keys.provision(Role::InForceFrom), &provision.commencement) {
            match written.find(key) {
                None => {
                    self.edits.add(map, key, &Yaml::text(day), &leading[..2]);
                    self.merged.filled += 1;
                }
                Some(own) => self.differs(key, own, &Yaml::text(day)),
            }
        }
        let own_text = keys.reserved(Role::BodyText).is_some_and(|key| written.find(key).is_some());
        if provision.text.is_none() && own_text && !provision.nested.is_empty() {
            let place = &provision.place;
            self.remark(said!(
                "{} har en tekst i projektet; i XML står den i det, der er indlejret",
                "{} has a text in the project; in the XML it stands in what is nested"; place
            ));
        }
        if let (Some(key), Some(theirs)) = (keys.reserved(Role::BodyText), &provision.text) {
            let value = Yaml::Prose(theirs.clone());
            match written.find_pair(key) {
                None => {
                    self.edits.add(map, key, &value, &leading);
                    self.merged.filled += 1;
                }
                Some(own) if own.value.text().is_some_and(|own| law::same_wording(own, theirs)) => {}
                Some(own) => {
                    let place = provision.place.canonical();
                    if self.keep_old(map, &place, own.value.text()) {
                        self.edits.replace(map, own, &value);
                        self.merged.changed.push(place);
                    }
                }
            }
        }
    }

    /// Makes the old text a version that ends the day before the change, and begins a new one, whose text is the
    /// provision's own. Gives whether the text may be replaced.
    fn keep_old(&mut self, map: &'n Node, place: &str, old: Option<&str>) -> bool {
        let (Some(from), Some(old)) = (self.options.from, old) else {
            self.undated.push(place.to_owned());
            return true;
        };
        let keys = &self.project.keys;
        let part = |role: Role| keys.part(Role::TextVersions, role);
        let (Some(key), Some(from_key), Some(to_key), Some(text_key), Ok(last_day)) = (
            keys.provision(Role::TextVersions),
            part(Role::ValidFrom),
            part(Role::ValidTo),
            part(Role::BodyText),
            from.yesterday(),
        ) else {
            return true;
        };
        let versions = map.map().and_then(|map| map.find(key)).map_or(&[][..], Node::elements);
        let day = |version: &Node, key: &str| version.map().and_then(|map| map.find(key)?.text()).and_then(parse_date);
        let is_begun = |version: &Node| {
            let own = version.map().is_some_and(|map| map.pairs.iter().all(|pair| &*pair.key == from_key));
            own && day(version, from_key).is_some_and(|day| day < from)
        };
        // The one that goes on is the provision's own text: it ends here.
        let open = versions.last().filter(|version| is_begun(version));
        let ended = &versions[..versions.len() - usize::from(open.is_some())];
        if ended.iter().any(|version| day(version, to_key).is_none_or(|end| end >= from)) {
            self.remark(said!(
                "{} har en version, der gælder {} eller senere; teksten er ikke rørt",
                "{} has a version that holds on {} or later; the text is left alone"; place, from
            ));
            return false;
        }
        let end = Yaml::Text(last_day.to_string());
        let text = Yaml::Kept(old.trim_end().to_owned());
        let next = Yaml::Map(vec![(from_key.to_owned(), Yaml::Text(from.to_string()))]);
        if let Some(open) = open {
            self.edits.add(open, to_key, &end, &[]);
            self.edits.add(open, text_key, &text, &[]);
            self.edits.add_element(map, key, Some(versions.len() - 1), &next, &[]);
            return true;
        }
        let mut version = Vec::new();
        let first_day = ended.last().and_then(|last| day(last, to_key)?.tomorrow().ok());
        push(&mut version, Some(from_key), first_day.map(|day| Yaml::Text(day.to_string())));
        version.extend([(to_key.to_owned(), end), (text_key.to_owned(), text)]);
        let behind: Vec<&str> = keys.reserved(Role::BodyText).into_iter().collect();
        for element in [Yaml::Map(version), next] {
            self.edits.add_element(map, key, versions.len().checked_sub(1), &element, &behind);
        }
        true
    }

    fn remark(&mut self, said: Said) {
        self.merged.remarks.push(Remark { line: None, said });
    }
}
