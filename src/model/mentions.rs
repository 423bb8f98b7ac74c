//! Which items a plain text names: `[[…]]`, ids and citations, as in the names and texts of attached diagrams.

use std::ops::Range;

use super::links::Context;
use super::{File, Model, Resolution, Resolved, complain};
use crate::finding::Finding;
use crate::law;
use crate::place::{FileId, Place, Span};

/// An item named in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where in the text, brackets included.
    pub range: Range<usize>,
    /// After `|` in `[[…|…]]`.
    pub label: Option<String>,
    /// What is named; `None` when `[[…]]` leads nowhere. Words that only look like an id are no mentions.
    pub target: Option<Resolved>,
}

/// Longest way from an element's tag to a reference in its documentation that is searched for the reference's place.
const SEARCHED_BYTES: usize = 64 * 1024;

/// The items that a text names, in written order; they don't overlap.
pub fn mentions(model: &Model, text: &str) -> Vec<Mention> {
    let resolve = |name: &str| match model.resolve(name) {
        Resolution::Found(found) => Some(found),
        _ => None,
    };
    let mut found: Vec<Mention> = brackets(text)
        .map(|(range, target, label)| Mention { range, label: label.map(str::to_owned), target: resolve(target) })
        .collect();
    for (range, name) in citations(text) {
        add(&mut found, range, resolve(&name));
    }
    for range in words(text) {
        let target =
            model.find(&text[range.clone()]).map(|item| Resolved { item, deeper: None, part: None, old: false });
        add(&mut found, range, target);
    }
    found.sort_by_key(|mention| mention.range.start);
    found
}

/// Takes in what was found, unless it lies in what was found before.
fn add(found: &mut Vec<Mention>, range: Range<usize>, target: Option<Resolved>) {
    let free = found.iter().all(|other| range.end <= other.range.start || other.range.end <= range.start);
    if let (Some(target), true) = (target, free) {
        found.push(Mention { range, label: None, target: Some(target) });
    }
}

/// `[[target#part|label]]`: where, the target, the label. The part is not looked at.
fn brackets(text: &str) -> impl Iterator<Item = (Range<usize>, &str, Option<&str>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find("[[")?;
        let inner = start + 2;
        let length = text[inner..].find("]]")?;
        at = inner + length + 2;
        let inside = &text[inner..inner + length];
        let (target, label) =
            inside.split_once('|').map_or((inside, None), |(target, label)| (target, Some(label.trim())));
        Some((start..at, target.split('#').next().unwrap_or(target).trim(), label))
    })
}

/// Citations that name their act, each place of it by its canonical text.
fn citations(text: &str) -> Vec<(Range<usize>, String)> {
    let named = |citation: law::Citation| {
        let act = citation.act?;
        let first = citation.pinpoints.first()?;
        Some((citation.start..citation.end, format!("{act} {first}")))
    };
    law::cite(text).into_iter().filter_map(named).collect()
}

/// Words that may be ids: of letters, digits, `-`, `_` and `.`, with a hyphen or a digit among them, since ids of
/// one word are words of every text.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let word = text[from..at].trim_end_matches(['.', '-']);
                if word.contains(|letter: char| letter == '-' || letter.is_numeric()) && word.len() <= 320 {
                    words.push(from..from + word.len());
                }
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// References of attached diagrams that lead nowhere.
pub(super) fn check(context: &Context, findings: &mut Vec<Finding>) {
    for (number, file) in context.files.iter().enumerate() {
        let Some(bpmn) = &file.document.bpmn else { continue };
        for element in &bpmn.elements {
            for text in [&element.name, &element.documentation] {
                for (_, target, _) in brackets(text) {
                    let resolution = context.names.resolve(context.schema, context.items, target);
                    if !matches!(resolution, Resolution::Found(_) | Resolution::Withheld) {
                        let place = Place { file: FileId(number as u32), span: place(file, element.span, target) };
                        findings.push(complain::unresolved(context, target, place, &resolution));
                    }
                }
            }
        }
    }
}

/// Where a reference stands in the file; the element's tag where it is written with character references.
fn place(file: &File, tag: Span, target: &str) -> Span {
    let after = file.text.get(tag.start as usize..).unwrap_or("");
    let mut end = after.len().min(SEARCHED_BYTES);
    while !after.is_char_boundary(end) {
        end -= 1;
    }
    match after[..end].find(&format!("[[{target}")) {
        Some(at) => {
            let start = tag.start as usize + at + 2;
            Span::new(start, start + target.len())
        }
        None => tag,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_give_target_and_label() {
        let found: Vec<_> = brackets("se [[A-1#t2|fristen]] og [[ B-2 ]] og [[ikke")
            .map(|(_, target, label)| (target, label))
            .collect();
        assert_eq!(found, [("A-1", Some("fristen")), ("B-2", None)]);
    }

    #[test]
    fn only_words_that_look_like_ids_are_looked_up() {
        let text = "Jf. DUBU-K-0012. Se også sagen, B-sag og § 3";
        let words: Vec<&str> = words(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(words, ["DUBU-K-0012", "B-sag", "3"]);
    }

    #[test]
    fn a_citation_is_looked_up_by_its_act_and_place() {
        let found = citations("efter BL § 20, stk. 3, og regler");
        assert_eq!(found[0].1, "BL § 20, stk. 3");
    }
}
