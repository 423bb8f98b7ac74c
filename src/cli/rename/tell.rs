//! What a change of an id did, or would do, in words.

use super::Rewritten;
use crate::cli::Global;
use crate::document;
use crate::finding::Language;
use crate::place::{FileId, position};
use crate::said;
use crate::trace::Facts;
use crate::trace::rename::{Edit, Renaming};

/// Mentions that are named one by one; `--verbose` names all.
const SHOWN_MENTIONS: usize = 10;

/// Every line that changes, as it is and as it would be.
pub(super) fn changes(files: &[Rewritten]) -> String {
    let mut text = String::new();
    for file in files {
        for (number, before, after) in lines(&file.before, &file.after) {
            text.push_str(&format!("{}:{number}\n", file.path));
            before.iter().for_each(|line| text.push_str(&format!("- {line}\n")));
            after.iter().for_each(|line| text.push_str(&format!("+ {line}\n")));
        }
    }
    text
}

/// Runs of lines that differ: the number of the first, what stands there, and what will.
fn lines<'a>(before: &'a str, after: &'a str) -> Vec<(usize, Vec<&'a str>, Vec<&'a str>)> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let mut runs = Vec::new();
    let (mut at, mut to) = (0, 0);
    while at < old.len() || to < new.len() {
        if at < old.len() && to < new.len() && old[at] == new[to] {
            (at, to) = (at + 1, to + 1);
            continue;
        }
        let (start, first) = (at, to);
        // Lines change one for one, and now and then one is added after the id.
        let met = (0..=new.len() - to).find_map(|more| {
            let step = (0..=more.min(old.len() - at)).rev().find(|fewer| meets(&old, at + fewer, &new, to + more))?;
            Some((step, more))
        });
        let (step, more) = met.unwrap_or((old.len() - at, new.len() - to));
        (at, to) = (at + step, to + more);
        runs.push((start + 1, old[start..at].to_vec(), new[first..to].to_vec()));
        if step == 0 && more == 0 {
            break;
        }
    }
    runs
}

fn meets(old: &[&str], at: usize, new: &[&str], to: usize) -> bool {
    match (old.get(at), new.get(to)) {
        (Some(old), Some(new)) => old == new,
        (None, None) => true,
        _ => false,
    }
}

/// One line on what was done, then what was left alone.
pub(super) fn summary(
    global: &Global,
    language: Language,
    renaming: &Renaming,
    facts: &Facts,
    files: &[Rewritten],
    dry_run: bool,
) {
    let places: usize = files.iter().map(|file| file.edits.len().max(1)).sum();
    let (old, new, count) = (&renaming.old, &renaming.new, files.len());
    global.say(
        language,
        &if dry_run {
            said!(
                "`{}` ville blive til `{}`: {} steder i {} filer; intet er skrevet",
                "`{}` would become `{}`: {} places in {} files; nothing was written"; old, new, places, count
            )
        } else {
            said!("`{}` er nu `{}`: {} steder i {} filer", "`{}` is now `{}`: {} places in {} files"; old, new, places, count)
        },
    );
    let path = facts.path(facts.model.item(renaming.item).file);
    let name = path.rsplit('/').next().unwrap_or(path);
    if name.rsplit_once('.').is_some_and(|(stem, _)| stem == document::slug(old)) && !renaming.is_respelling() {
        global.say(language, &said!("filen `{}` beholder sit navn", "the file `{}` keeps its name"; path));
    }
    mentions(global, language, renaming, facts, files);
}

/// Where the old id stands as a word and was left alone.
fn mentions(global: &Global, language: Language, renaming: &Renaming, facts: &Facts, files: &[Rewritten]) {
    let mut places = Vec::new();
    let mut look = |path: &str, text: &str, edits: &[Edit]| {
        for at in renaming.mentions(text, edits) {
            let at = position(text, at as u32);
            places.push(format!("{path}:{}:{}", at.line, at.column));
        }
    };
    for (number, file) in facts.files.iter().enumerate() {
        let edits = files.iter().find(|one| *one.path == *file.path).map(|one| one.edits.as_slice());
        look(&file.path, facts.text(FileId(number as u32)), edits.unwrap_or_default());
    }
    // Of the files beside the content those are looked into that name the id at all.
    let beside = files.iter().filter(|one| !facts.files.iter().any(|file| *file.path == *one.path));
    beside.filter(|one| !one.edits.is_empty()).for_each(|one| look(&one.path, &one.before, &one.edits));
    if places.is_empty() {
        return;
    }
    let shown = if global.verbose { places.len() } else { SHOWN_MENTIONS.min(places.len()) };
    let more = if shown < places.len() { " …" } else { "" };
    let list = places[..shown].join(", ");
    global.say(
        language,
        &said!(
            "`{}` står også {} steder, der ikke er henvisninger og ikke er ændret: {}{}",
            "`{}` also stands in {} places that are no references and were left alone: {}{}";
            renaming.old, places.len(), list, more
        ),
    );
}
