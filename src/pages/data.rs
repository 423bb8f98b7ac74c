//! All shown items as data: classic scripts that work from a folder, cut by the hash of the id so that an
//! inserted item moves nothing.

use serde::Serialize;

use super::book::Book;
use super::words::name;
use crate::escape;
use crate::model::{ItemIx, LinkTypeIx};

/// Items to a bucket, about.
const BUCKET_ITEMS: usize = 512;

/// What a data part says of an item.
#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    titel: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'a str>,
    url: &'a str,
    /// Numbers in the tenders of a bundle.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    udbudsnumre: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    solutions: Vec<&'a str>,
    /// Target ids by link type, in written order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<(&'a str, Vec<&'a str>)>,
}

/// Number of buckets, a power of two.
pub fn buckets(book: &Book) -> u32 {
    book.model().own().len().div_ceil(BUCKET_ITEMS).next_power_of_two() as u32
}

/// The bucket of an id.
pub(super) fn bucket_of(id: &str, buckets: u32) -> u32 {
    let hash = crate::source::content_hash(id.as_bytes());
    u32::from_le_bytes([hash[0], hash[1], hash[2], hash[3]]) & (buckets - 1)
}

/// Sorts all shown items into their buckets, each in model order.
pub fn sort_into(book: &Book) -> Vec<Vec<ItemIx>> {
    let count = buckets(book);
    let mut sorted = vec![Vec::new(); count as usize];
    for ix in book.model().all().filter(|ix| book.published.shows(*ix) && !book.is_front(*ix)) {
        sorted[bucket_of(&book.model().item(ix).id, count) as usize].push(ix);
    }
    sorted
}

/// A part as a classic script.
pub fn part(book: &Book, bucket: u32) -> String {
    let entries: Vec<Entry> = book.in_buckets()[bucket as usize].iter().map(|ix| entry(book, *ix)).collect();
    format!(
        "(window.sporbar=window.sporbar||{{}}).emner=(window.sporbar.emner||[]).concat({});\n",
        script_safe(&entries)
    )
}

/// What the parts are: version, number of parts, kinds with names, link types with names both ways.
pub fn index(book: &Book) -> String {
    let model = book.model();
    let language = book.language();
    let kinds = model.schema.kinds.iter().map(|kind| {
        serde_json::json!({"key": kind.key, "name": name(language, &kind.name), "role": kind.role.map(|role| role.as_str())})
    });
    let links = model.schema.link_types.iter().map(|link| {
        serde_json::json!({"key": link.key, "name": name(language, &link.name), "reverse": name(language, &link.reverse)})
    });
    let index = serde_json::json!({
        "version": 1,
        "as_of": model.day.to_string(),
        "parts": buckets(book),
        "contents": super::contents::parts(book),
        "edition": book.site.edition,
        "publishes": book.published.visibilities(),
        "kinds": kinds.collect::<Vec<_>>(),
        "links": links.collect::<Vec<_>>(),
    });
    format!("(window.sporbar=window.sporbar||{{}}).index={};\n", script_safe(&index))
}

fn entry(book: &Book, ix: ItemIx) -> Entry<'_> {
    let model = book.model();
    let item = model.item(ix);
    let mut links: Vec<(LinkTypeIx, Vec<&str>)> = Vec::new();
    for (to, link) in model.graph.outgoing(ix) {
        let link = &model.links[link];
        if !book.published.shows(to) || !book.published.shows_block(link.guard.as_deref()) {
            continue;
        }
        let id = &*model.item(to).id;
        match links.iter_mut().find(|(known, _)| *known == link.link_type) {
            Some((_, ids)) if ids.contains(&id) => {}
            Some((_, ids)) => ids.push(id),
            None => links.push((link.link_type, vec![id])),
        }
    }
    links.sort_by_key(|(link_type, _)| *link_type);
    let solutions = model.solutions(ix).iter().copied().filter(|solution| book.published.shows(*solution));
    Entry {
        id: &item.id,
        kind: &model.schema.kind(item.kind).key,
        titel: &item.title,
        status: item.status(&model.schema).map(|status| status.key.as_str()),
        url: &item.url,
        udbudsnumre: book.numbers.get(&ix).into_iter().flatten().map(|number| &*number.number).collect(),
        solutions: solutions.map(|solution| &*model.item(solution).id).collect(),
        links: links
            .into_iter()
            .map(|(link_type, ids)| (model.schema.link_type(link_type).key.as_str(), ids))
            .collect(),
    }
}

/// A value as JSON that may stand in a script: no `</script`, no line separators that old engines trip over.
pub(super) fn script_safe(value: &impl Serialize) -> String {
    let mut safe = String::new();
    escape::value_in_script(value, &mut safe);
    safe
}
