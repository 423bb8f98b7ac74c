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
    let mut joined: Option<Span> = None;
    for node in list.drain(..) {
        let part = plain(&node).filter(|part| is_part(part));
        if let (Some(part), Some(last)) = (part, whole.last_mut())
            && let Some(longer) = plain(last).filter(|cited| is_cited(cited)).map(|cited| join(cited, part))
        {
            *last = longer_node(longer, last.span.start, node.span.end);
            joined = Some(last.span);
            continue;
        }
        notices.extend(joined.take().map(|span| split(text, base, span)));
        whole.push(node);
    }
    notices.extend(joined.take().map(|span| split(text, base, span)));
    *list = whole;
}

/// Joins a value of a flow mapping with the empty keys after it that are parts of its citation.
pub(super) fn join_pairs(text: &str, base: usize, pairs: &mut Vec<Pair>, notices: &mut Vec<Notice>) {
    if !pairs.iter().any(|pair| pair.value.value == Value::Empty && is_part(&pair.key)) {
        return;
    }
    let mut whole: Vec<Pair> = Vec::with_capacity(pairs.len());
    let mut joined: Option<Span> = None;
    for pair in pairs.drain(..) {
        if pair.value.value == Value::Empty
            && is_part(&pair.key)
            && let Some(last) = whole.last_mut()
            && let Some(longer) = plain(&last.value).filter(|cited| is_cited(cited)).map(|cited| join(cited, &pair.key))
        {
            last.value = longer_node(longer, last.value.span.start, pair.key_span.end);
            joined = Some(last.value.span);
            continue;
        }
        notices.extend(joined.take().map(|span| split(text, base, span)));
        whole.push(pair);
    }
    notices.extend(joined.take().map(|span| split(text, base, span)));
    *pairs = whole;
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

fn longer_node(text: String, start: u32, end: u32) -> Node {
    let scalar = Scalar { text: text.into(), style: Style::Plain };
    Node { value: Value::Scalar(scalar), span: Span { start, end } }
}

fn join(cited: &str, part: &str) -> String {
    format!("{cited}, {part}")
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
