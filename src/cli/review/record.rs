//! Writing `gennemgang.lock`: new lines for what was reviewed, every other line byte for byte as it was.

use std::path::Path;

use foldhash::HashSet;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::super::{Global, beside, stop};
use crate::said;
use crate::trace::Facts;
use crate::trace::lock::{Entry, Lock, lines};
use crate::trace::reviews::{Named, Review, names_now, recorded};

/// Lines that are told one by one.
const TOLD: usize = 12;

/// What was written, in the order of the file.
pub struct Written {
    pub entries: Vec<Entry>,
    /// Links that lead nowhere, and so can't be reviewed.
    pub left_out: usize,
}

/// Records that links were reviewed on a day by a body.
pub fn record(project: &Path, facts: &Facts, chosen: &[&Review], day: Date, by: &str) -> anyhow::Result<Written> {
    let lock = &facts.reviews().lock;
    if lock.in_conflict {
        return Err(stop(said!(
            "`gennemgang.lock` har en fletning, der ikke er gjort færdig; kør `sporbar check --fix` først",
            "`gennemgang.lock` has a merge that is not finished; run `sporbar check --fix` first"
        )));
    }
    let mut entries: Vec<Entry> = chosen.iter().filter_map(|review| recorded(&facts.model, review, day, by)).collect();
    let left_out = chosen.len() - entries.len();
    entries.sort_by_key(Entry::to_string);
    entries.dedup_by_key(|entry| entry.to_string());
    let before = facts.lock.as_deref().unwrap_or("");
    let after = merged(before, lock, &entries, |entry| names_now(&facts.model, entry));
    if !entries.is_empty() && after != before {
        beside::write(project, Facts::LOCK_PATH, before, &after)?;
    }
    Ok(Written { entries, left_out })
}

/// The text with the lines of the same links replaced, sorted by code point.
fn merged(text: &str, lock: &Lock, entries: &[Entry], now: impl Fn(&Entry) -> Option<Named<'static>>) -> String {
    let replaced: HashSet<(&str, &str, &str)> = entries.iter().map(Entry::of).collect();
    let goes = |entry: &&Entry| {
        let renamed = now(entry);
        let (holder, link_type, target) = entry.of();
        let (holder, link_type, target) = renamed
            .as_ref()
            .map_or((holder, link_type, target), |(holder, link_type, target)| (&**holder, &**link_type, &**target));
        replaced.contains(&(holder, link_type, target))
    };
    let gone: HashSet<u32> = lock.entries.iter().filter(goes).map(|entry| entry.span.start).collect();
    let ends: Vec<usize> = lines(text).map(|(start, _)| start).skip(1).chain([text.len()]).collect();
    let kept = lines(text).zip(&ends).filter(|((start, _), _)| !gone.contains(&(*start as u32)));
    let mut all: Vec<(String, String)> =
        kept.map(|((start, line), end)| (line.to_owned(), text[start..*end].to_owned())).collect();
    all.extend(entries.iter().map(|entry| (entry.to_string(), format!("{entry}\n"))));
    all.sort_by(|a, b| a.0.cmp(&b.0));
    let whole = |(_, line): (String, String)| if line.ends_with('\n') { line } else { line + "\n" };
    all.into_iter().map(whole).collect()
}

/// Says what was written.
pub fn tell(global: &Global, facts: &Facts, written: &Written) {
    let language = global.language(Some(&facts.config));
    for entry in written.entries.iter().take(if global.verbose { usize::MAX } else { TOLD }) {
        global.say(language, &said!("{}: {} {}", "{}: {} {}"; entry.holder, entry.link_type, entry.target));
    }
    let count = written.entries.len();
    global.say(
        language,
        &match count {
            0 => said!("der var ingen henvisninger at gennemgå", "there were no links to review"),
            1 => said!("skrev 1 gennemgang i `gennemgang.lock`", "wrote 1 review into `gennemgang.lock`"),
            _ => said!("skrev {} gennemgange i `gennemgang.lock`", "wrote {} reviews into `gennemgang.lock`"; count),
        },
    );
    if written.left_out > 0 {
        global.say(
            language,
            &said!(
                "{} henvisninger fører ingen steder hen og kan ikke gennemgås",
                "{} links lead nowhere and can't be reviewed"; written.left_out
            ),
        );
    }
}

/// What was written, for programs.
pub fn json(facts: &Facts, written: &Written) -> Value {
    let one = |entry: &Entry| {
        json!({
            "holder": entry.holder,
            "type": entry.link_type,
            "target": entry.target,
            "fingerprint": entry.fingerprint.to_string(),
            "date": entry.day.to_string(),
            "by": entry.by,
        })
    };
    let recorded: Vec<Value> = written.entries.iter().map(one).collect();
    json!({"version": 1, "as_of": facts.model.day.to_string(), "recorded": recorded})
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(holder: &str, day: &str) -> String {
        format!("{holder}\thjemmel\tBL § 1\ttekst\t9f2c41d0a7be\t{day}\tFG-1")
    }

    fn entry(holder: &str, day: &str) -> Entry {
        Lock::read(&line(holder, day)).entries.remove(0)
    }

    #[test]
    fn lines_of_other_links_stay_byte_for_byte() {
        let (old, other) = (line("K-2", "2026-01-01"), line("K-3", "2026-01-01"));
        let text = format!("# vores\r\n{old}\nødelagt\n{other}\r\n{old}");
        let lock = Lock::read(&text);
        let after = merged(&text, &lock, &[entry("K-1", "2026-02-02"), entry("K-2", "2026-02-02")], |_| None);
        let (first, second) = (line("K-1", "2026-02-02"), line("K-2", "2026-02-02"));
        assert_eq!(after, format!("# vores\r\n{first}\n{second}\n{other}\r\nødelagt\n"));
    }

    #[test]
    fn the_line_of_a_renamed_item_is_replaced() {
        let text = line("GL-1", "2026-01-01") + "\n";
        let now = |_: &Entry| Some(("K-1".into(), "hjemmel".into(), "BL § 1".into()));
        let after = merged(&text, &Lock::read(&text), &[entry("K-1", "2026-02-02")], now);
        assert_eq!(after, line("K-1", "2026-02-02") + "\n");
    }
}
