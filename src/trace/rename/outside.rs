//! Ids in the files beside the content: settings, waivers, reviews.

use super::edit::settled;
use super::{Edit, Renaming, scalar};
use crate::document::{self, Node};

/// The edits of `dispensationer.yaml`: what it selects and who approved.
pub(super) fn waivers(renaming: &Renaming, text: &str) -> Vec<Edit> {
    let (node, _) = document::parse_yaml(text);
    let mut edits = Vec::new();
    for map in node.iter().flat_map(Node::elements).filter_map(Node::map) {
        if let Some(select) = map.find("vælg") {
            renaming.selector(text, select, &mut edits);
        }
        edits.extend(map.find("godkendt_af").and_then(|node| renaming.scalar(text, node)));
    }
    settled(edits)
}

/// The edits of `sporbar.yaml`: where the quality level was agreed, and what the profiles select.
pub(super) fn settings(renaming: &Renaming, text: &str) -> Vec<Edit> {
    let (node, _) = document::parse_yaml(text);
    let Some(map) = node.as_ref().and_then(Node::map) else { return Vec::new() };
    let mut edits = Vec::new();
    let agreed = map.find("kvalitetsprofil").and_then(Node::map).and_then(|profile| profile.find("aftalt_i"));
    edits.extend(agreed.and_then(|node| renaming.scalar(text, node)));
    let profiles = map.find("profiler").and_then(Node::map).map(|map| map.pairs.as_slice()).unwrap_or_default();
    for select in profiles.iter().filter_map(|pair| pair.value.map()?.find("vælg")) {
        renaming.selector(text, select, &mut edits);
    }
    settled(edits)
}

/// The lines of `gennemgang.lock` with the new id in every column, sorted by code point as they are written. Comments
/// and what is no line of a review stay where they are.
pub(super) fn lock(renaming: &Renaming, text: &str) -> Option<String> {
    let mut changed = false;
    let mut lines: Vec<String> = Vec::new();
    for line in text.split_inclusive('\n') {
        let fields = line.split('\t').map(|field| {
            let found = renaming.names_old(field).then(|| scalar::runs(field).next()).flatten();
            changed |= found.is_some();
            match found {
                Some(run) => format!("{}{}{}", &field[..run.start], renaming.new, &field[run.end..]),
                None => field.to_owned(),
            }
        });
        lines.push(fields.collect::<Vec<_>>().join("\t"));
    }
    if !changed {
        return None;
    }
    // A last line without its end gets one, so that it can stand anywhere.
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let open = lines.last().is_some_and(|line| !line.ends_with('\n'));
    if let Some(last) = lines.last_mut().filter(|_| open) {
        last.push_str(end);
    }
    let places: Vec<usize> = (0..lines.len()).filter(|place| is_review(&lines[*place])).collect();
    let mut reviews: Vec<String> = places.iter().map(|place| lines[*place].clone()).collect();
    reviews.sort();
    for (place, review) in places.into_iter().zip(reviews) {
        lines[place] = review;
    }
    let mut whole = lines.concat();
    if open {
        whole.truncate(whole.len() - end.len());
    }
    Some(whole)
}

fn is_review(line: &str) -> bool {
    !line.starts_with('#') && line.split('\t').count() == 7
}
