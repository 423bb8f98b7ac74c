//! Markdown files: front matter, and the body as the key `tekst`.

use super::draft::Draft;
use super::origin::Origin;
use super::slug::Names;
use super::{Entry, Map, Node, Pair, Scalar, Style, Value, markdown, rescue, yaml};
use crate::finding::Notice;
use crate::place::Span;
use crate::said;

/// Reads a Markdown file: always one item.
pub(super) fn read(text: &str, draft: &mut Draft) {
    let mut names = Names::default();
    let Some(parts) = split(text) else {
        return without(text, draft, &mut names);
    };
    let (mut fields, span, damaged) = fields(text, &parts, draft);
    draft.name_title(&mut fields);
    draft.convert(text, &mut fields, &mut names, true);
    if let Some(tekst) = tekst(text, parts.body, draft, &mut names) {
        let written = fields.pairs.iter().position(|pair| &*pair.key == "tekst");
        if let Some(written) = written.map(|index| fields.pairs_mut().remove(index)) {
            let message =
                said!("`tekst` står både som nøgle og under `---`", "`tekst` is both a key and below the `---`");
            let help =
                said!("fjern nøglen; teksten under `---` er brugt", "remove the key; the text below the `---` is used");
            draft.notices.push(Notice::new("S05", written.key_span, message).help(help));
        }
        fields.pairs_mut().push(tekst);
    }
    draft.entries.push(Entry { fields, span, damaged });
}

struct Parts {
    yaml: std::ops::Range<usize>,
    body: usize,
    closed: bool,
}

/// Finds the front matter; `None` if the file does not begin with a `---` line.
fn split(text: &str) -> Option<Parts> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == "---")?;
    let start = first.len();
    let mut offset = start;
    let mut blank = None;
    for line in lines {
        if line.starts_with("---") && line.trim_end() == "---" {
            return Some(Parts { yaml: start..offset, body: offset + line.len(), closed: true });
        }
        if blank.is_none() && line.trim().is_empty() {
            blank = Some(offset);
        }
        offset += line.len();
    }
    // Without an end the keys go on at least to the first empty line.
    let body = blank.unwrap_or(text.len());
    Some(Parts { yaml: start..text.len(), body, closed: false })
}

fn fields(text: &str, parts: &Parts, draft: &mut Draft) -> (Map, Span, bool) {
    let yaml = &text[parts.yaml.clone()];
    let base = parts.yaml.start;
    let whole = Span::new(base, base + yaml.trim_end().len());
    if !parts.closed {
        let message = said!("nøglerne øverst bliver ikke afsluttet", "the front matter is never closed");
        let help = said!("skriv en linje med `---` efter den sidste nøgle", "write a `---` line after the last key");
        draft.notices.push(Notice::new("S01", Span::new(0, 3), message).help(help));
        return (rescue::rescue(yaml, base), Span::new(base, parts.body.max(base)), true);
    }
    let reading = yaml::read(yaml, base);
    draft.notices.extend(reading.notices);
    match reading.node {
        Some(Node { value: Value::Map(map), span }) => (map, span, false),
        _ if reading.broken => (rescue::rescue(yaml, base), whole, true),
        None | Some(Node { value: Value::Empty, .. }) => (Map::default(), whole, false),
        Some(node) => {
            let message = said!("øverst skal der stå `nøgle: værdi`", "the front matter has to be `key: value` lines");
            draft.notices.push(Notice::new("S01", node.span, message));
            (rescue::rescue(yaml, base), whole, true)
        }
    }
}

fn tekst(text: &str, start: usize, draft: &mut Draft, names: &mut Names) -> Option<Pair> {
    let body = &text[start..];
    if body.trim().is_empty() {
        return None;
    }
    let (body, _) = markdown::body(body, &Origin::At(start as u32), names, &mut draft.notices);
    draft.bodies.push(body);
    let value = Node { value: Value::Prose(draft.bodies.len() as u32 - 1), span: Span::new(start, text.len()) };
    Some(Pair { key: "tekst".into(), key_span: Span::new(start, start), value })
}

/// A file without front matter is a plain page, titled by its first heading.
fn without(text: &str, draft: &mut Draft, names: &mut Names) {
    let (body, heading) = markdown::body(text, &Origin::At(0), names, &mut draft.notices);
    let title = heading.and_then(|span| Some((body.headings.iter().find(|heading| heading.guard.is_none())?, span)));
    let span = title.as_ref().map_or(Span::default(), |(_, span)| *span);
    let pair = |key: &str, text: &str| {
        let scalar = Scalar { text: text.into(), style: Style::Plain };
        Pair { key: key.into(), key_span: span, value: Node { value: Value::Scalar(scalar), span } }
    };
    let mut pairs = Vec::with_capacity(3);
    pairs.push(pair("type", "side"));
    pairs.extend(title.map(|(heading, _)| pair("titel", &heading.text)));
    if !text.trim().is_empty() {
        let value = Node { value: Value::Prose(0), span: Span::new(0, text.len()) };
        pairs.push(Pair { key: "tekst".into(), key_span: Span::default(), value });
        draft.bodies.push(body);
    }
    draft.entries.push(Entry { fields: Map { pairs: pairs.into() }, span, damaged: false });
}
