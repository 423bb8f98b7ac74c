//! The index of a portfolio for others: what they need in order to link here and to trace changes across.

use std::collections::HashMap;

use jiff::civil::{Date, date};
use rayon::prelude::*;

use super::Part;
use super::bag::hex;
use crate::model::external::{Entry, FORMAT, MANIFEST_NAME, Manifest, ManifestPart, VERSION};
use crate::model::{Basis, ItemIx, LegalState, LinkTypeIx, Model, Prints, Role, Signed};
use crate::source::content_hash;
use crate::trace::Facts;
use crate::trace::plain::Audience;

/// Items in a part, about.
const PART_ITEMS: usize = 4096;

/// `indeks.json` and its parts; `None` without an address of the site, since others are to link to its pages.
///
/// Parts are cut by the hash of ids, an act's provisions with their act, so that an inserted item changes one part.
pub fn parts(facts: &Facts, audience: &dyn Audience) -> Option<Vec<Part>> {
    let base_url = Some(facts.config.base_url()).filter(|base| !base.is_empty())?;
    let model = &facts.model;
    let shown: Vec<ItemIx> =
        model.all().filter(|ix| audience.shows(*ix) && !model.item(*ix).duplicate && !is_front(model, *ix)).collect();
    let mut prints = Prints::new(model, &facts.files, model.day);
    let prints: HashMap<ItemIx, _> = shown.iter().map(|ix| (*ix, prints.of(*ix))).collect();
    let count = shown.len().div_ceil(PART_ITEMS).next_power_of_two();
    let mut cut: Vec<Vec<ItemIx>> = vec![Vec::new(); count];
    for ix in &shown {
        let hash = content_hash(model.item(outermost(model, *ix)).id.as_bytes());
        cut[usize::from(u16::from_le_bytes([hash[0], hash[1]])) & (count - 1)].push(*ix);
    }
    let part = |(number, items): (usize, &Vec<ItemIx>)| {
        let entries: Vec<Entry> = items.iter().map(|ix| entry(facts, audience, *ix, prints[ix])).collect();
        Part::new(format!("indeks-{number:03}.json"), lines(&entries))
    };
    let mut parts: Vec<Part> = cut.par_iter().enumerate().map(part).collect();
    let named = parts.iter().map(|part| ManifestPart { file: part.path.clone(), sha256: hex(&part.bytes) });
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        version: VERSION,
        titel: facts.config.titel.clone(),
        base_url,
        edition: facts.config.edition.clone().unwrap_or_default(),
        as_of: model.day.to_string(),
        items: shown.len(),
        parts: named.collect(),
    };
    // Values made of texts always have a JSON form.
    let mut bytes = serde_json::to_vec_pretty(&manifest).unwrap_or_default();
    bytes.push(b'\n');
    parts.insert(0, Part::new(MANIFEST_NAME, bytes));
    Some(parts)
}

/// Whether a file beside `indeks.json` is called as its parts are.
pub fn is_part_name(name: &str) -> bool {
    let number = name.strip_prefix("indeks-").and_then(|rest| rest.strip_suffix(".json"));
    number.is_some_and(|digits| digits.len() >= 3 && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_front(model: &Model, ix: ItemIx) -> bool {
    &*model.item(ix).url == "index.html"
}

fn outermost(model: &Model, mut ix: ItemIx) -> ItemIx {
    while let Some(parent) = model.item(ix).parent {
        ix = parent;
    }
    ix
}

/// A JSON list with one item a line, so that two indexes can be compared line by line.
fn lines(entries: &[Entry]) -> Vec<u8> {
    let mut bytes = b"[\n".to_vec();
    for (number, entry) in entries.iter().enumerate() {
        if number > 0 {
            bytes.extend_from_slice(b",\n");
        }
        // Values made of texts always have a JSON form.
        bytes.extend(serde_json::to_vec(entry).unwrap_or_default());
    }
    bytes.extend_from_slice(b"\n]\n");
    bytes
}

fn entry(facts: &Facts, audience: &dyn Audience, ix: ItemIx, signed: Signed) -> Entry {
    let model = &facts.model;
    let item = model.item(ix);
    let (from, to) = days(model, ix);
    let short = item.field_with(&model.schema, Role::ShortName).and_then(|field| field.node.text());
    Entry {
        id: item.id.to_string(),
        kind: model.schema.kind(item.kind).key.clone(),
        titel: if item.title == item.id { String::new() } else { item.title.to_string() },
        status: item.status(&model.schema).map(|status| status.key.clone()),
        url: item.url.to_string(),
        within: item.parent.map(|parent| model.item(parent).id.to_string()),
        short_name: short.map(str::to_owned),
        from: from.map(|day| day.to_string()),
        to: to.map(|day| day.to_string()),
        fingerprint: signed.text.to_string(),
        summary_fingerprint: (signed.summary != signed.text).then(|| signed.summary.to_string()),
        by_summary: signed.basis == Basis::Summary,
        links: links(model, audience, ix),
    }
}

/// First and last day on which an item holds: of law by what brings it into force and ends it.
fn days(model: &Model, ix: ItemIx) -> (Option<Date>, Option<Date>) {
    const NOT_FIXED: Date = date(9999, 12, 31);
    let item = model.item(ix);
    match item.legal {
        Some(LegalState::NotYet { from, .. }) => (Some(from.unwrap_or(NOT_FIXED)), item.validity.to),
        Some(LegalState::Ended { since }) => {
            let since = since.unwrap_or(model.day);
            (item.validity.from, since.yesterday().ok())
        }
        Some(LegalState::InForce) | None => (item.validity.from, item.validity.to),
    }
}

fn links(model: &Model, audience: &dyn Audience, ix: ItemIx) -> Vec<(String, Vec<String>)> {
    let mut links: Vec<(LinkTypeIx, Vec<String>)> = Vec::new();
    for (to, number) in model.graph.outgoing(ix) {
        let link = &model.links[number];
        if !audience.shows(to) || !audience.shows_block(link.guard.as_deref()) {
            continue;
        }
        let id = link.target.as_ref().filter(|target| target.item == to).and_then(|target| target.deeper());
        let id = id.unwrap_or(&model.item(to).id).to_owned();
        match links.iter_mut().find(|(known, _)| *known == link.link_type) {
            Some((_, ids)) if ids.contains(&id) => {}
            Some((_, ids)) => ids.push(id),
            None => links.push((link.link_type, vec![id])),
        }
    }
    links.sort_by_key(|(link_type, _)| *link_type);
    links.into_iter().map(|(link_type, ids)| (model.schema.link_type(link_type).key.clone(), ids)).collect()
}
