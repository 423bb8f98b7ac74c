//! What a text means as a link: an id, an old id, a citation or a part of an item.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt as _, HashSet};

use super::ids::fold;
use super::item::{Item, ItemIx};
use super::schema::{Form, Role, Schema};
use super::value;
use crate::document::Node;
use crate::finding::Finding;
use crate::law::{self, CitationError};
use crate::said;

/// All names by which items are known, folded.
#[derive(Debug, Default)]
pub(super) struct Names {
    ids: HashMap<String, ItemIx>,
    old: HashMap<String, ItemIx>,
    /// Short names of legal sources.
    short: HashMap<String, ItemIx>,
    /// Ids and short names of portfolios whose index is not used.
    withheld: HashSet<String>,
    /// The first item that was added behind the own ones.
    first_added: Option<ItemIx>,
    /// No index is so broken that its ids are not known.
    pub is_whole: bool,
}

/// The outcome of looking a text up.
#[derive(Clone, Debug, PartialEq)]
pub enum Resolution {
    Found(Resolved),
    /// No item has this id.
    Missing,
    /// It is in the index of another portfolio that can't be used now, which is told once and for all.
    Withheld,
    /// It is a citation, but no legal source has the name before the `§`.
    UnknownSource(String),
    /// It is a citation that can't be read, is relative or names several places.
    Malformed(CitationError),
    /// The act or an enclosing provision is complete (`fuldstændig: ja`) and does not list this place.
    NotInSource(ItemIx),
}

/// An item with how exactly it was named.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolved {
    pub item: ItemIx,
    /// The canonical citation, when it goes deeper than what the source lists: `item` is then the nearest
    /// listed ancestor.
    pub deeper: Option<String>,
    /// The part of the item that was named, such as `AR 2.1` of a standard.
    pub part: Option<String>,
    /// The text is an earlier id of the item.
    pub old: bool,
}

impl Resolved {
    fn whole(item: ItemIx) -> Self {
        Resolved { item, deeper: None, part: None, old: false }
    }
}

impl Names {
    pub fn new(schema: &Schema, items: &[Arc<Item>], findings: &mut Vec<Finding>) -> Names {
        let mut names = Names { ids: HashMap::with_capacity(items.len()), is_whole: true, ..Names::default() };
        for (number, item) in items.iter().enumerate() {
            if !item.duplicate {
                names.ids.insert(fold(&item.id), ItemIx(number as u32));
            }
        }
        for (number, item) in items.iter().enumerate() {
            names.other_names(schema, items, ItemIx(number as u32), item, findings);
        }
        names
    }

    fn other_names(
        &mut self,
        schema: &Schema,
        items: &[Arc<Item>],
        ix: ItemIx,
        item: &Item,
        findings: &mut Vec<Finding>,
    ) {
        if let Some(short) = item.field_with(schema, Role::ShortName).and_then(|value| value.node.text()) {
            self.short.entry(fold(short)).or_insert(ix);
        }
        let Some(written) = item.reserved_with(schema, Role::FormerIds) else { return };
        for node in written.node.elements() {
            let Some(text) = node.text() else { continue };
            let folded = fold(text);
            let taken = self.ids.get(&folded).or_else(|| self.old.get(&folded)).copied();
            match taken.filter(|holder| *holder != ix) {
                None => {
                    self.old.insert(folded, ix);
                }
                Some(holder) => findings.push(
                    Finding::new(
                        "S03",
                        crate::place::Place { file: written.file, span: node.span },
                        said!("id'et `{}` er allerede i brug", "the id `{}` is in use already"; text),
                    )
                    .about(ix.0)
                    .help(said!("fjern det fra `tidligere_id`", "remove it from `tidligere_id`"))
                    .related(items[holder.0 as usize].place(), said!("brugt her", "used here")),
                ),
            }
        }
    }

    /// An item of another portfolio, whose id is not known yet; its short name may be.
    pub fn add(&mut self, ix: ItemIx, id: &str, short: Option<&str>) {
        self.first_added.get_or_insert(ix);
        self.ids.insert(fold(id), ix);
        if let Some(short) = short {
            self.short.entry(fold(short)).or_insert(ix);
        }
    }

    /// Whether an item is of another portfolio.
    pub fn is_added(&self, ix: ItemIx) -> bool {
        self.first_added.is_some_and(|first| ix >= first)
    }

    /// An id or short name of a portfolio that is not used.
    pub fn withhold(&mut self, name: &str) {
        self.withheld.insert(fold(name));
    }

    /// The item of an id or old id.
    pub fn find(&self, id: &str) -> Option<ItemIx> {
        let folded = fold(id);
        self.ids.get(&folded).or_else(|| self.old.get(&folded)).copied()
    }

    pub fn resolve(&self, schema: &Schema, items: &[Arc<Item>], text: &str) -> Resolution {
        let folded = fold(text);
        if let Some(&item) = self.ids.get(&folded) {
            return Resolution::Found(Resolved::whole(item));
        }
        if let Some(&item) = self.old.get(&folded) {
            return Resolution::Found(Resolved { old: true, ..Resolved::whole(item) });
        }
        if let Some(&item) = self.short.get(&folded) {
            return Resolution::Found(Resolved::whole(item));
        }
        if let Some(part) = self.part(schema, items, text) {
            return Resolution::Found(part);
        }
        if self.withheld.contains(&folded) {
            return Resolution::Withheld;
        }
        match law::split_citation(text) {
            Some((source, rest)) => self.citation(schema, items, source, rest),
            None => match law::parse_pinpoint(text) {
                Err(error @ CitationError::Relative(_)) => Resolution::Malformed(error),
                _ => Resolution::Missing,
            },
        }
    }

    /// `FKA AR 2.1`: a part that the item itself lists.
    fn part(&self, schema: &Schema, items: &[Arc<Item>], text: &str) -> Option<Resolved> {
        let text = value::nfc(text);
        let (id, part) = text.split_once(' ')?;
        let item = self.find(id)?;
        let wanted = fold(part);
        let found = part_names(schema, &items[item.0 as usize]).into_iter().find(|name| fold(name) == wanted)?;
        Some(Resolved { part: Some(found), ..Resolved::whole(item) })
    }

    fn citation(&self, schema: &Schema, items: &[Arc<Item>], source: &str, rest: &str) -> Resolution {
        if source.is_empty() {
            let place = law::parse_step(rest, None);
            return Resolution::Malformed(place.map_or_else(|error| error, CitationError::Relative));
        }
        let folded = fold(source);
        let by_id = self.ids.get(&folded).map(|item| (*item, false));
        let by_id = by_id.or_else(|| self.short.get(&folded).map(|item| (*item, false)));
        let Some((act, old)) = by_id.or_else(|| self.old.get(&folded).map(|item| (*item, true))) else {
            return match self.withheld.contains(&folded) {
                true => Resolution::Withheld,
                false => Resolution::UnknownSource(source.trim().to_owned()),
            };
        };
        let pinpoint = match law::parse_pinpoint(rest) {
            Ok(pinpoint) => pinpoint,
            Err(error) => return Resolution::Malformed(error),
        };
        let id = &items[act.0 as usize].id;
        let canonical = format!("{id} {pinpoint}");
        if let Some(&item) = self.ids.get(&fold(&canonical)) {
            return Resolution::Found(Resolved { old, ..Resolved::whole(item) });
        }
        let mut enclosing = pinpoint.parent();
        let mut listed = act;
        while let Some(pinpoint) = enclosing {
            if let Some(&item) = self.ids.get(&fold(&format!("{id} {pinpoint}"))) {
                listed = item;
                break;
            }
            enclosing = pinpoint.parent();
        }
        if is_complete(schema, items, listed) {
            return Resolution::NotInSource(listed);
        }
        Resolution::Found(Resolved { deeper: Some(canonical), old, ..Resolved::whole(listed) })
    }
}

fn is_complete(schema: &Schema, items: &[Arc<Item>], ix: ItemIx) -> bool {
    let own = items[ix.0 as usize].field_with(schema, Role::Complete);
    own.and_then(|written| value::yes_no(&written.node)).unwrap_or(false)
}

/// The `ref`s of an item's nested parts, canonical, outer ones first.
pub(super) fn part_names(schema: &Schema, item: &Item) -> Vec<String> {
    let mut names = Vec::new();
    for written in &item.fields {
        let parts = item.declared(schema, written).is_some_and(|field| field.form == Form::Parts);
        if parts {
            gather_parts(&written.node, 0, &mut names);
        }
    }
    names
}

fn gather_parts(list: &Node, depth: usize, names: &mut Vec<String>) {
    for element in list.elements() {
        let Some(map) = element.map() else { continue };
        if let Some(name) = map.find("ref").and_then(Node::text) {
            names.push(name.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        let inner = map.pairs.iter().find(|pair| matches!(pair.value.value, crate::document::Value::List(_)));
        if let (Some(pair), true) = (inner, depth < 8) {
            gather_parts(&pair.value, depth + 1, names);
        }
    }
}
