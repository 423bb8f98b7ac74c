//! What differs between two runs, told in one line: files, findings.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::{Finding, Language};
use crate::pipeline::{self, Input};
use crate::source::content_hash;
use crate::trace::Facts;

/// How many files a line names.
const NAMED: usize = 2;

/// The inputs of a run: name and hash of each, sorted.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Inputs(Vec<(Arc<str>, [u8; 16])>);

impl Inputs {
    pub fn of(input: &Input) -> Inputs {
        let files = input.sources.files.iter().map(|file| (file.path.clone(), file.hash));
        let mut inputs: Vec<(Arc<str>, [u8; 16])> = files.collect();
        let mut beside = |name: &str, text: Option<&str>| {
            inputs.extend(text.map(|text| (name.into(), content_hash(text.as_bytes()))));
        };
        beside(Facts::WAIVERS_PATH, input.waivers.as_deref());
        beside(Facts::LOCK_PATH, input.lock.as_deref());
        beside(Facts::RECORD_PATH, input.record.as_deref());
        if let Some(path) = &input.config.profile.fabrikater {
            beside(path, input.brands.as_deref());
        }
        if let Some((name, text)) = &input.model {
            beside(name, Some(text));
        }
        beside(&input.day.to_string(), Some(""));
        for index in input.external.iter() {
            inputs.push((index.named.path.as_str().into(), pipeline::external_hash(std::slice::from_ref(index))));
        }
        let theme = input.config.theme.as_deref().unwrap_or("standard");
        for (path, bytes) in &input.theme {
            inputs.push((format!("themes/{theme}/{path}").into(), content_hash(bytes)));
        }
        inputs.push((Facts::SETTINGS_PATH.into(), input.settings_hash));
        inputs.sort();
        inputs.dedup_by(|a, b| a.0 == b.0);
        Inputs(inputs)
    }

    /// What changed since `before`, such as `content/krav/k1.md ændret`; `None` when nothing did.
    pub fn told(&self, before: &Inputs, language: Language) -> Option<String> {
        let (before, now) = without_common_ends(&before.0, &self.0);
        let find = |inputs: &[(Arc<str>, [u8; 16])], name: &str| {
            let found = inputs.binary_search_by(|(other, _)| (**other).cmp(name));
            found.ok().map(|number| inputs[number].1)
        };
        let mut gone: Vec<&(Arc<str>, [u8; 16])> =
            before.iter().filter(|(name, _)| find(now, name).is_none()).collect();
        let mut told = Vec::new();
        for (name, hash) in now {
            match find(before, name) {
                Some(known) if known == *hash => {}
                Some(_) => told.push(format!("{name} {}", word(language, "ændret", "changed"))),
                None => told.push(match gone.iter().position(|(_, known)| known == hash) {
                    Some(at) => {
                        let (old, _) = gone.remove(at);
                        format!("{old} {} {name}", word(language, "omdøbt til", "renamed to"))
                    }
                    None => format!("{name} {}", word(language, "tilføjet", "added")),
                }),
            }
        }
        told.extend(gone.iter().map(|(name, _)| format!("{name} {}", word(language, "fjernet", "removed"))));
        match told.len() {
            0 => None,
            count if count <= NAMED => Some(told.join(", ")),
            count => Some(format!("{count} {}", word(language, "filer ændret", "files changed"))),
        }
    }
}

/// Two lists without what they have in common at their beginnings and at their ends: an edit differs in one place.
fn without_common_ends<'a, T: PartialEq>(mut one: &'a [T], mut other: &'a [T]) -> (&'a [T], &'a [T]) {
    let begins = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    (one, other) = (&one[begins..], &other[begins..]);
    let ends = one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count();
    (&one[..one.len() - ends], &other[..other.len() - ends])
}

/// Findings of a run, for telling which are new and which are mended. Places are no part: they move with the text.
#[derive(Debug, Default)]
pub(super) struct Found(BTreeMap<[u8; 16], usize>);

impl Found {
    pub fn of(facts: &Facts, findings: &[Finding]) -> Found {
        let mut found = BTreeMap::new();
        for finding in findings.iter().filter(|finding| !finding.waived) {
            let text = [finding.code, facts.path(finding.place.file), &finding.message.da].join("\0");
            *found.entry(content_hash(text.as_bytes())).or_default() += 1;
        }
        Found(found)
    }

    /// How many are new and how many are mended since `before`.
    pub fn since(&self, before: &Found) -> (usize, usize) {
        let more = |these: &Found, those: &Found| -> usize {
            let beyond = |(hash, count): (&[u8; 16], &usize)| count.saturating_sub(*those.0.get(hash).unwrap_or(&0));
            these.0.iter().map(beyond).sum()
        };
        (more(self, before), more(before, self))
    }
}

/// `2 nye fund, 1 rettet`; `None` when there are neither.
pub(super) fn difference(new: usize, mended: usize, language: Language) -> Option<String> {
    let mut parts = Vec::new();
    if new > 0 {
        let words = match new {
            1 => word(language, "nyt fund", "new finding"),
            _ => word(language, "nye fund", "new findings"),
        };
        parts.push(format!("{new} {words}"));
    }
    if mended > 0 {
        parts.push(format!("{mended} {}", word(language, "rettet", "mended")));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn word(language: Language, da: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Danish => da,
        Language::English => en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inputs(pairs: &[(&str, u8)]) -> Inputs {
        Inputs(pairs.iter().map(|(name, hash)| ((*name).into(), [*hash; 16])).collect())
    }

    #[test]
    fn what_changed_is_named_until_it_is_much() {
        let before = inputs(&[("a", 1), ("b", 2), ("c", 3)]);
        let told = |pairs: &[(&str, u8)]| inputs(pairs).told(&before, Language::Danish);
        assert_eq!(told(&[("a", 1), ("b", 2), ("c", 3)]), None);
        assert_eq!(told(&[("a", 9), ("b", 2), ("c", 3)]).as_deref(), Some("a ændret"));
        assert_eq!(told(&[("a", 1), ("d", 2), ("c", 3)]).as_deref(), Some("b omdøbt til d"));
        assert_eq!(told(&[("a", 1), ("c", 3), ("e", 8)]).as_deref(), Some("e tilføjet, b fjernet"));
        assert_eq!(told(&[]).as_deref(), Some("3 filer ændret"));
    }

    #[test]
    fn new_and_mended_are_told_apart() {
        assert_eq!(difference(1, 2, Language::Danish).as_deref(), Some("1 nyt fund, 2 rettet"));
        assert_eq!(difference(2, 0, Language::English).as_deref(), Some("2 new findings"));
        assert_eq!(difference(0, 0, Language::Danish), None);
        let found = |pairs: &[(u8, usize)]| Found(pairs.iter().map(|(hash, count)| ([*hash; 16], *count)).collect());
        assert_eq!(found(&[(1, 3), (2, 1)]).since(&found(&[(1, 1), (3, 1)])), (3, 1));
    }
}
