//! Citations that YAML's flow style split at their commas: `[BL § 20, stk. 3]` is one citation and not two values.

use super::{Node, Pair, Scalar, Style, Value};
use crate::finding::Notice;
use crate::place::Span;
use crate::said;

/// Joins the elements of a flow list that are parts of one citation.
pub(super) fn join_elements(text: &str, base: usize, list: &mut Vec<Node>, notices: &mut Vec<Notice>) {
    if !list.iter().any(|node| plain(node).is_some_and(is_part)) {
        return;
    }
    let mut whole: Vec<Node> = Vec::with_capacity(list.len());
    let mut longer: Option<Longer> = None;
    for node in list.drain(..) {
        if let Some(part) = plain(&node).filter(|part| is_part(part))
            && add(&mut longer, whole.last(), part, node.span.end)
        {
            continue;
        }
        if let (Some(longer), Some(last)) = (longer.take(), whole.last_mut()) {
            *last = longer.finish(text, base, notices);
        }
        whole.push(node);
    }
    if let (Some(longer), Some(last)) = (longer.take(), whole.last_mut()) {
        *last = longer.finish(text, base, notices);
    }
    *list = whole;
}

/// Joins a value of a flow mapping with the empty keys after it that are parts of its citation.
pub(super) fn join_pairs(text: &str, base: usize, pairs: &mut Vec<Pair>, notices: &mut Vec<Notice>) {
    let is_empty_part = |pair: &Pair| pair.value.value == Value::Empty && is_part(&pair.key);
    if !pairs.iter().any(is_empty_part) {
        return;
    }
    let mut whole: Vec<Pair> = Vec::with_capacity(pairs.len());
    let mut longer: Option<Longer> = None;
    for pair in pairs.drain(..) {
        if is_empty_part(&pair) && add(&mut longer, whole.last().map(|pair| &pair.value), &pair.key, pair.key_span.end)
        {
            continue;
        }
        if let (Some(longer), Some(last)) = (longer.take(), whole.last_mut()) {
            last.value = longer.finish(text, base, notices);
        }
        whole.push(pair);
    }
    if let (Some(longer), Some(last)) = (longer.take(), whole.last_mut()) {
        last.value = longer.finish(text, base, notices);
    }
    *pairs = whole;
}

/// A citation that is being joined.
struct Longer {
    text: String,
    span: Span,
}

impl Longer {
    fn finish(self, text: &str, base: usize, notices: &mut Vec<Notice>) -> Node {
        notices.push(split(text, base, self.span));
        let scalar = Scalar { text: self.text.into(), style: Style::Plain };
        Node { value: Value::Scalar(scalar), span: self.span }
    }
}

/// Adds a part to what is being joined or to the citation before it; `false` if there is none.
fn add(longer: &mut Option<Longer>, before: Option<&Node>, part: &str, end: u32) -> bool {
    if longer.is_none() {
        let cited = before.and_then(|node| Some((plain(node).filter(|cited| is_cited(cited))?, node.span)));
        *longer = cited.map(|(cited, span)| Longer { text: cited.to_owned(), span });
    }
    let Some(longer) = longer else { return false };
    longer.text.push_str(", ");
    longer.text.push_str(part);
    longer.span.end = end;
    true
}

fn split(text: &str, base: usize, span: Span) -> Notice {
    let written = Span::new(span.start as usize - base, span.end as usize - base).of(text);
    let message = said!("kommaet deler henvisningen `{}`", "the comma splits the citation `{}`"; written);
    let help = said!("sæt henvisningen i anførselstegn", "put the citation in quotes");
    Notice::new("J03", span, message).help(help).fix(span, quoted(written))
}

/// A text as a double-quoted YAML scalar.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn plain(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Scalar(Scalar { text, style: Style::Plain }) => Some(text),
        _ => None,
    }
}

/// `stk. 3`, `nr. 1`, `litra a`, `2. pkt.`: what can't stand alone.
fn is_part(text: &str) -> bool {
    let ordinal = text.trim_start_matches(|char: char| char.is_ascii_digit());
    let word = match ordinal.strip_prefix('.') {
        Some(rest) if ordinal.len() < text.len() => rest.trim_start(),
        _ => text,
    };
    let end = word.find(|char: char| !char.is_alphabetic()).unwrap_or(word.len());
    let (name, rest) = word.split_at(end);
    let numbered = rest.starts_with(['.', ' ', '\u{a0}']) || word.len() < text.len();
    numbered && ["stk", "nr", "litra", "pkt", "led"].iter().any(|part| name.eq_ignore_ascii_case(part))
}

fn is_cited(text: &str) -> bool {
    let signs = ["§", "artikel", "Artikel", "art. ", "bilag", "Bilag", "kapitel", "Kapitel", "punkt", "pkt.", "afsnit"];
    signs.iter().any(|sign| text.contains(sign))
}
