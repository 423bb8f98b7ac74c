//! A built site as an edition: what its data parts say of its items.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use anyhow::Context as _;
use serde::Deserialize;

use super::{Told, refuse};
use crate::model::natural;
use crate::said;
use crate::trace::plain::Plain;

/// Bytes that are read of a site in all; no portfolio says more.
const LIMIT_BYTES: u64 = 512 << 20;
/// Most parts that are asked for.
const MOST_PARTS: u32 = 1 << 16;

/// What `data/index.js` says that is needed here.
#[derive(Deserialize)]
struct Index {
    #[serde(default)]
    contents: u32,
    #[serde(default)]
    edition: String,
    #[serde(default)]
    publishes: Vec<String>,
}

/// Reads the items of a built site, sorted by id.
pub(super) fn read(folder: &Path) -> anyhow::Result<Told> {
    let data = folder.join("data");
    told(&folder.display().to_string(), |name, left| text(&data.join(name), left))
}

/// The same of any place that gives the text of a file in `data/` by its name and counts down the bytes left.
pub(super) fn told(
    shown: &str,
    mut text: impl FnMut(&str, &mut u64) -> anyhow::Result<String>,
) -> anyhow::Result<Told> {
    let mut left = LIMIT_BYTES;
    let script = text("index.js", &mut left)?;
    let index: Index = script
        .split_once(".index=")
        .and_then(|(_, json)| serde_json::from_str(json.trim_end().trim_end_matches(';')).ok())
        .ok_or_else(|| unreadable(shown))?;
    if index.contents == 0 || index.contents > MOST_PARTS {
        return Err(refuse(said!(
            "sitet i `{}` er bygget af en ældre udgave af programmet og kan ikke sammenlignes; byg det igen",
            "the site in `{}` was built by an older version of the program and can't be compared; build it anew"; shown
        )));
    }
    let mut items: Vec<Plain> = Vec::new();
    for part in 0..index.contents {
        let json = text(&format!("indhold-{part:02x}.json"), &mut left)?;
        let part: Vec<Plain> = serde_json::from_str(&json).map_err(|_| unreadable(shown))?;
        items.extend(part);
    }
    items.sort_by(|a, b| natural(&a.id, &b.id));
    Ok(Told { items, edition: index.edition, publishes: Some(index.publishes) })
}

fn text(path: &Path, left: &mut u64) -> anyhow::Result<String> {
    let could_not = || format!("could not read `{}`", path.display());
    let metadata = std::fs::metadata(path).with_context(could_not)?;
    anyhow::ensure!(metadata.is_file(), "`{}` is no plain file", path.display());
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(*left + 1).read_to_end(&mut bytes)).with_context(could_not)?;
    let read = bytes.len() as u64;
    anyhow::ensure!(read <= *left, "the data of the site are larger than 512 MB");
    *left -= read;
    String::from_utf8(bytes).with_context(could_not)
}

fn unreadable(shown: &str) -> anyhow::Error {
    refuse(said!("data i sitet `{}` kan ikke læses", "the data of the site `{}` can't be read"; shown))
}
