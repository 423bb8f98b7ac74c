//! The items and links of other portfolios behind the model's own.

use std::sync::Arc;

use jiff::civil::Date;

use super::super::fingerprint::{Basis, Fingerprint, Signed};
use super::super::ids::natural;
use super::super::item::{Item, ItemIx};
use super::super::links::{Link, LinkState, Target, Written};
use super::super::resolve::{Names, Resolution};
use super::super::schema::{KindIx, LinkTypeIx, Schema};
use super::{Entry, External, FIRST_FILE, Portfolio, Portfolios};
use crate::law::Validity;
use crate::place::{FileId, Span};

/// Puts the items of all portfolios behind the own ones, and their names into `names`; gives their links.
///
/// Left out are ids that are known already, kinds that the schema does not have, and what is nested in either. Of a
/// portfolio that is not used only the names are kept, so that a link to it is not taken for a slip of the pen.
pub(in super::super) fn join(
    schema: &Schema,
    portfolios: &Portfolios,
    items: &mut Vec<Arc<Item>>,
    names: &mut Names,
) -> (External, Vec<Link>) {
    let own = items.len() as u32;
    let mut joined: Vec<(ItemIx, &Entry)> = Vec::new();
    let mut origins = Vec::new();
    for (number, portfolio) in portfolios.list.iter().enumerate() {
        if portfolio.fault.is_some() {
            for entry in &portfolio.entries {
                [Some(&entry.id), entry.short_name.as_ref()]
                    .into_iter()
                    .flatten()
                    .for_each(|name| names.withhold(name));
            }
            names.is_whole &= !portfolio.entries.is_empty();
            continue;
        }
        for entry in in_order(&portfolio.entries) {
            let Some(item) = item(schema, portfolio, number, entry, names) else { continue };
            let ix = ItemIx(items.len() as u32);
            if let Some(parent) = item.parent {
                Arc::make_mut(&mut items[parent.0 as usize]).children.push(ix);
            }
            items.push(Arc::new(item));
            names.add(ix, &entry.id, entry.short_name.as_deref());
            origins.push((number as u32, signed(entry)));
            joined.push((ix, entry));
        }
    }
    let mut links = Vec::new();
    for (ix, entry) in joined {
        links_of(schema, items, names, ix, entry, &mut links);
    }
    (External { portfolios: portfolios.clone(), own, origins }, links)
}

/// The entries by id, what is nested behind what it is nested in.
fn in_order(entries: &[Entry]) -> Vec<&Entry> {
    let mut wholes: Vec<&[Entry]> = entries.chunk_by(|_, next| next.within.is_some()).collect();
    wholes.sort_by(|a, b| natural(&a[0].id, &b[0].id));
    wholes.into_iter().flatten().collect()
}

fn item(schema: &Schema, portfolio: &Portfolio, number: usize, entry: &Entry, names: &Names) -> Option<Item> {
    if names.find(&entry.id).is_some() {
        return None;
    }
    // What it is nested in is of the same portfolio, or it would be left out.
    let parent = match &entry.within {
        Some(within) => Some(names.find(within).filter(|ix| names.is_added(*ix))?),
        None => None,
    };
    let kind = schema.find_kind(&entry.kind)?;
    let status = |key: &String| schema.kind(kind).statuses.iter().position(|status| status.key == *key);
    let day = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<Date>().ok());
    let is_titled = !entry.titel.is_empty() || parent.is_some();
    Some(Item {
        id: entry.id.as_str().into(),
        kind,
        title: if is_titled { &entry.titel } else { &entry.id }.as_str().into(),
        status: entry.status.as_ref().and_then(status).map(|status| status as u16),
        file: FileId(FIRST_FILE + number as u32),
        span: Span::default(),
        fields: Vec::new(),
        body: None,
        visibility: None,
        validity: Validity { from: day(&entry.from), to: day(&entry.to) },
        legal: None,
        parent,
        children: Vec::new(),
        url: [&portfolio.base_url, &entry.url].map(String::as_str).concat().into(),
        damaged: false,
        duplicate: false,
    })
}

fn signed(entry: &Entry) -> Signed {
    let print = |text: &str| text.parse::<Fingerprint>().unwrap_or_default();
    let text = print(&entry.fingerprint);
    Signed {
        text,
        summary: entry.summary_fingerprint.as_deref().map_or(text, print),
        basis: if entry.by_summary { Basis::Summary } else { Basis::Text },
    }
}

fn links_of(schema: &Schema, items: &[Arc<Item>], names: &Names, holder: ItemIx, entry: &Entry, links: &mut Vec<Link>) {
    let (kind, file) = (items[holder.0 as usize].kind, items[holder.0 as usize].file);
    let first = links.len();
    for (key, targets) in &entry.links {
        let Some(link_type) = link_type(schema, kind, key) else { continue };
        for text in targets {
            let Resolution::Found(found) = names.resolve(schema, items, text) else { continue };
            let number = links.len() - first;
            links.push(Link {
                holder,
                written: Written::Field { file, span: Span::new(number, number) },
                link_type,
                turned: false,
                target: Some(Target::cited(found.item, found.deeper)),
                text: text.as_str().into(),
                attributes: None,
                state: LinkState::Holds,
                guard: None,
            });
        }
    }
}

/// The type of link with a key: the one that the kind itself has, where a word means several.
fn link_type(schema: &Schema, kind: KindIx, key: &str) -> Option<LinkTypeIx> {
    let own = schema.kind(kind).links.iter().map(|link| link.link_type);
    let plain = own.map(|link_type| schema.link_type(link_type).inverse_of.unwrap_or(link_type));
    plain.into_iter().find(|link_type| schema.link_type(*link_type).key == key).or_else(|| schema.find_link_type(key))
}
