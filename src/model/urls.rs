//! Addresses of items on the site: `<folder>/<slug>.html`, and anchors for nested provisions.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt as _};
use rayon::prelude::*;

use super::item::{Item, ItemIx};
use super::schema::{Role, Schema};
use crate::document::slug;
use crate::finding::Finding;
use crate::law;
use crate::said;

/// Names that can't be files on Windows or are the site's own.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "clock$", "index"];

/// Who has a name, and the number to try first when it is asked for again.
type Taken = HashMap<String, (ItemIx, u32)>;

/// Gives every item its address, in id order, so that the least id keeps the plain one.
pub(super) fn assign(schema: &Schema, items: &mut [Arc<Item>], findings: &mut Vec<Finding>) {
    let mut taken = Taken::with_capacity(items.len());
    let mut seen_ids: HashMap<String, ItemIx> = HashMap::with_capacity(items.len());
    let named = |item: &Arc<Item>| (super::ids::fold(&item.id), plain_name(schema, items, item));
    let names: Vec<(String, String)> = items.par_iter().map(named).collect();
    for (number, (folded, plain)) in names.into_iter().enumerate() {
        let ix = ItemIx(number as u32);
        mark_double(items, ix, folded, &mut seen_ids, findings);
        if let Some(parent) = items[number].parent {
            set_url(items, ix, nested_url(&items[parent.0 as usize], &plain, ix, &mut taken));
            continue;
        }
        let (name, holder) = free_name(&plain, ix, &mut taken);
        if let Some(holder) = holder.filter(|_| !items[number].duplicate) {
            let message = said!(
                "`{}` og `{}` ville få samme adresse; `{}` beholder den",
                "`{}` and `{}` would share an address; `{}` keeps it";
                items[number].id, items[holder.0 as usize].id, items[holder.0 as usize].id
            );
            let finding = Finding::new("S12", items[number].place(), message)
                .about(ix.0)
                .help(said!("denne side får adressen `{}.html`", "this page gets the address `{}.html`"; name))
                .related(items[holder.0 as usize].place(), said!("det andet id", "the other id"));
            findings.push(finding);
        }
        set_url(items, ix, format!("{name}.html"));
    }
}

/// What an item's address ends with where nobody else has it.
fn plain_name(schema: &Schema, items: &[Arc<Item>], item: &Item) -> String {
    let Some(parent) = item.parent else {
        let folder = &schema.kind(item.kind).folder;
        return if is_front_page(schema, item) { "index".to_owned() } else { page_name(folder, &item.id) };
    };
    let pinpoint = law::split_citation(&item.id).and_then(|(_, rest)| law::parse_pinpoint(rest).ok());
    if items[parent.0 as usize].parent.is_none() {
        return pinpoint.map_or_else(|| slug(&item.id), |pinpoint| pinpoint.page_slug());
    }
    pinpoint.and_then(|pinpoint| pinpoint.anchor()).unwrap_or_else(|| format!("_{}", slug(&item.id)))
}

fn set_url(items: &mut [Arc<Item>], ix: ItemIx, url: String) {
    Arc::make_mut(&mut items[ix.0 as usize]).url = url.into();
}

/// The item that is the front page: the plain page written in `content/index.md`.
fn is_front_page(schema: &Schema, item: &Item) -> bool {
    &*item.id == "index" && schema.kind(item.kind).role == Some(Role::Page)
}

/// An id used twice keeps its first item, in order of path and place; the others are damaged pages of their own.
fn mark_double(
    items: &mut [Arc<Item>],
    ix: ItemIx,
    folded: String,
    seen: &mut HashMap<String, ItemIx>,
    findings: &mut Vec<Finding>,
) {
    let item = &items[ix.0 as usize];
    let Some(&first) = seen.get(&folded) else {
        seen.insert(folded, ix);
        return;
    };
    let earlier = &items[first.0 as usize];
    let (keeper, loser) = if (item.file, item.span) < (earlier.file, earlier.span) { (ix, first) } else { (first, ix) };
    seen.insert(folded, keeper);
    let (kept, lost) = (&items[keeper.0 as usize], &items[loser.0 as usize]);
    findings.push(
        Finding::new("S03", lost.place(), said!("id'et `{}` er brugt før", "the id `{}` was used before"; lost.id))
            .about(loser.0)
            .help(said!("giv elementet et id, der ikke er brugt", "give the item an id that was not used"))
            .related(kept.place(), said!("brugt første gang her", "first used here")),
    );
    let lost = Arc::make_mut(&mut items[loser.0 as usize]);
    lost.damaged = true;
    lost.duplicate = true;
}

fn page_name(folder: &str, id: &str) -> String {
    let mut name = slug(id);
    if name.is_empty() {
        name = "_".to_owned();
    }
    let stem = name.split('.').next().unwrap_or(&name).to_owned();
    let numbered = |prefix: &str| {
        stem.strip_prefix(prefix).is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    let listing = name.strip_prefix("side-").is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    if DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt") || listing {
        // Windows looks at what stands before the first point.
        name.insert(stem.len(), '_');
    }
    format!("{folder}/{name}")
}

/// The plain name, or with `-2`, `-3` … when it is taken; and who has it.
fn free_name(plain: &str, ix: ItemIx, taken: &mut Taken) -> (String, Option<ItemIx>) {
    let Some((holder, next)) = taken.get(plain).copied() else {
        taken.insert(plain.to_owned(), (ix, 2));
        return (plain.to_owned(), None);
    };
    let mut number = next;
    loop {
        let name = format!("{plain}-{number}");
        number += 1;
        if !taken.contains_key(&name) {
            taken.insert(name.clone(), (ix, 2));
            taken.insert(plain.to_owned(), (holder, number));
            return (name, Some(holder));
        }
    }
}

/// A top-level provision has a page in its act's folder; what is nested deeper is an anchor there.
fn nested_url(parent: &Item, name: &str, ix: ItemIx, taken: &mut Taken) -> String {
    if parent.parent.is_none() {
        let folder = parent.url.strip_suffix(".html").unwrap_or(&parent.url);
        let (name, _) = free_name(&format!("{folder}/{name}"), ix, taken);
        return format!("{name}.html");
    }
    let page = parent.page();
    let (unique, _) = free_name(&format!("{page}#{name}"), ix, taken);
    unique
}
