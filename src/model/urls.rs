//! Addresses of items on the site: `<folder>/<slug>.html`, and anchors for nested provisions.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt as _};

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
    for number in 0..items.len() {
        let ix = ItemIx(number as u32);
        mark_double(items, ix, &mut seen_ids, findings);
        if items[number].parent.is_some() {
            set_url(items, ix, nested_url(items, ix, &mut taken));
            continue;
        }
        let folder = &schema.kind(items[number].kind).folder;
        let front = is_front_page(schema, &items[number]);
        let plain = if front { "index".to_owned() } else { page_name(folder, &items[number].id) };
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

fn set_url(items: &mut [Arc<Item>], ix: ItemIx, url: String) {
    Arc::make_mut(&mut items[ix.0 as usize]).url = url.into();
}

/// The item that is the front page: the plain page written in `content/index.md`.
fn is_front_page(schema: &Schema, item: &Item) -> bool {
    &*item.id == "index" && schema.kind(item.kind).role == Some(Role::Page)
}

/// An id used twice keeps its first item, in order of path and place; the others are damaged pages of their own.
fn mark_double(items: &mut [Arc<Item>], ix: ItemIx, seen: &mut HashMap<String, ItemIx>, findings: &mut Vec<Finding>) {
    let item = &items[ix.0 as usize];
    let folded = super::ids::fold(&item.id);
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
fn nested_url(items: &[Arc<Item>], ix: ItemIx, taken: &mut Taken) -> String {
    let item = &items[ix.0 as usize];
    let Some(parent) = item.parent else { return String::new() };
    let parent = &items[parent.0 as usize];
    let pinpoint = law::split_citation(&item.id).and_then(|(_, rest)| law::parse_pinpoint(rest).ok());
    if parent.parent.is_none() {
        let folder = parent.url.strip_suffix(".html").unwrap_or(&parent.url);
        let name = pinpoint.map_or_else(|| slug(&item.id), |pinpoint| pinpoint.page_slug());
        let (name, _) = free_name(&format!("{folder}/{name}"), ix, taken);
        return format!("{name}.html");
    }
    let page = parent.page();
    let anchor = pinpoint.and_then(|pinpoint| pinpoint.anchor()).unwrap_or_else(|| format!("_{}", slug(&item.id)));
    let (unique, _) = free_name(&format!("{page}#{anchor}"), ix, taken);
    unique
}
