//! HTML by hand: escaping, and raw HTML made harmless.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::finding::Said;
use crate::said;

/// Elements an author may write raw inside a line.
pub(super) const INLINE: [&str; 16] =
    ["b", "i", "em", "strong", "sub", "sup", "kbd", "abbr", "u", "s", "small", "mark", "code", "span", "br", "wbr"];

/// Elements an author may write raw as a block of their own.
const BLOCK: [&str; 23] = [
    "details",
    "summary",
    "div",
    "p",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "hr",
    "pre",
    "blockquote",
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "th",
    "td",
    "colgroup",
    "col",
];

/// More tags in one block than anybody writes; keeps the sanitiser's walk over open elements short.
const MOST_TAGS: usize = 3000;
const MOST_OPEN: usize = 100;

/// A tag as an author wrote it.
pub(super) struct Tag<'a> {
    /// Offset of the `<`, and of what follows the `>`.
    pub start: usize,
    pub end: usize,
    pub closing: bool,
    pub name: &'a str,
    attributes: &'a str,
}

impl<'a> Tag<'a> {
    /// Names and values, entities not resolved.
    pub fn attributes(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let mut rest = self.attributes;
        std::iter::from_fn(move || {
            rest = rest.trim_start_matches(|char: char| char.is_whitespace() || char == '/' || char == '=');
            let end =
                rest.find(|char: char| char.is_whitespace() || matches!(char, '=' | '/' | '>')).unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            rest = after;
            let Some(value) = after.trim_start().strip_prefix('=').map(str::trim_start) else {
                return (!name.is_empty()).then_some((name, ""));
            };
            let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''));
            let inner = &value[usize::from(quote.is_some())..];
            let end = inner.find(|char: char| quote.map_or(char.is_whitespace(), |quote| char == quote));
            let end = end.unwrap_or(inner.len());
            rest = inner.get(end + usize::from(quote.is_some())..).unwrap_or_default();
            Some((name, &inner[..end]))
        })
    }
}

/// The tags of raw HTML in written order; comments, declarations and instructions are passed over.
pub(super) fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + html.get(at..)?.find('<')?;
            let rest = &html[start..];
            if let Some(comment) = rest.strip_prefix("<!--") {
                at = comment.find("-->").map_or(html.len(), |end| start + 4 + end + 3);
                continue;
            }
            let closing = rest.starts_with("</");
            let name_start = 1 + usize::from(closing);
            let name = &rest[name_start..];
            let name =
                &name[..name.find(|char: char| !char.is_ascii_alphanumeric() && char != '-').unwrap_or(name.len())];
            let end = tag_end(rest);
            at = start + end.max(1);
            if name.starts_with(|char: char| char.is_ascii_alphabetic()) {
                let attributes = &rest[name_start + name.len()..end];
                let attributes = attributes.strip_suffix('>').unwrap_or(attributes);
                return Some(Tag { start, end: at, closing, name, attributes });
            }
        }
    })
}

/// Offset after the `>` that ends a tag; quoted values may hold one.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    let mut after_equals = false;
    for (at, byte) in tag.bytes().enumerate().skip(1) {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if after_equals => quote = Some(byte),
            (None, b'>') => return at + 1,
            (None, b'<') => return at,
            _ => {}
        }
        after_equals = byte == b'=' || (after_equals && byte.is_ascii_whitespace());
    }
    tag.len()
}

/// What [`sanitise`] will drop: offset, length and a sentence for each.
pub(super) fn dropped(html: &str) -> Vec<(usize, usize, Said)> {
    let mut dropped = Vec::new();
    for tag in tags(html).filter(|tag| !tag.closing) {
        let name = tag.name.to_ascii_lowercase();
        if !is_allowed(&name) {
            dropped.push((tag.start, tag.end - tag.start, removed_element(&name)));
            continue;
        }
        for (attribute, _) in tag.attributes().filter(|(attribute, _)| !keeps(&name, attribute)) {
            dropped.push((tag.start, tag.end - tag.start, removed_attribute(&name, attribute)));
        }
    }
    dropped
}

pub(super) fn removed_element(name: &str) -> Said {
    said!("HTML-elementet `{}` er fjernet", "the HTML element `{}` was removed"; name)
}

pub(super) fn removed_attribute(name: &str, attribute: &str) -> Said {
    let attribute = attribute.chars().take(40).collect::<String>();
    said!("HTML-attributten `{}` på `{}` er fjernet", "the HTML attribute `{}` of `{}` was removed"; attribute, name)
}

/// Whether raw HTML is more than a person writes: many tags, or many that stay open.
pub(super) fn is_excessive(html: &str) -> bool {
    let mut open: HashMap<&str, usize, foldhash::fast::FixedState> = HashMap::default();
    let mut depth = 0;
    for (count, tag) in tags(html).enumerate() {
        let of_name = open.entry(tag.name).or_default();
        if !tag.closing {
            *of_name += 1;
            depth += usize::from(!matches!(tag.name, "br" | "hr" | "wbr" | "col" | "img" | "BR" | "HR"));
        } else if *of_name > 0 {
            *of_name -= 1;
            depth = depth.saturating_sub(1);
        }
        if count >= MOST_TAGS || depth >= MOST_OPEN {
            return true;
        }
    }
    false
}

/// Makes raw HTML harmless and balanced.
pub(super) fn sanitise(html: &str) -> String {
    static SANITISER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
        let mut builder = ammonia::Builder::empty();
        let attributes = [("abbr", "title"), ("details", "open"), ("ol", "start")].into_iter();
        let cells = ["td", "th"].into_iter().flat_map(|cell| [(cell, "colspan"), (cell, "rowspan")]);
        let mut of_tag: HashMap<&str, HashSet<&str>> = HashMap::new();
        attributes.chain(cells).for_each(|(tag, name)| {
            of_tag.entry(tag).or_default().insert(name);
        });
        builder
            .tags(INLINE.into_iter().chain(BLOCK).collect())
            .tag_attributes(of_tag)
            .generic_attributes(HashSet::new())
            .url_schemes(HashSet::new())
            .clean_content_tags(["script", "style", "template", "iframe", "noscript", "svg", "math"].into())
            .link_rel(None)
            .strip_comments(true);
        builder
    });
    SANITISER.clean(html).to_string()
}

fn is_allowed(name: &str) -> bool {
    INLINE.contains(&name) || BLOCK.contains(&name)
}

pub(super) fn keeps(name: &str, attribute: &str) -> bool {
    let attribute = attribute.to_ascii_lowercase();
    matches!(
        (name, &*attribute),
        ("abbr", "title") | ("details", "open") | ("ol", "start") | ("td" | "th", "colspan" | "rowspan")
    )
}
