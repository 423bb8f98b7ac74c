//! Text in, text out: every notice, field and piece in one short notation.

mod hostile;
mod prose;
mod yaml;

use super::{Body, Document, Form, Map, Node, Piece, Style, Value, parse};
use crate::finding::Notice;
use crate::place::position;

/// Keys that hold Markdown in these tests.
fn keys() -> Vec<String> {
    ["tekst", "begrundelse"].map(String::from).to_vec()
}

fn document(form: Form, text: &str) -> Document {
    parse(form, text, &keys())
}

/// Checks entries, defaults and notices of a file.
#[track_caller]
fn check(form: Form, text: &str, expected: &str) {
    let document = document(form, text);
    let mut shown = Vec::new();
    for entry in &document.entries {
        let damaged = if entry.damaged { "damaged " } else { "" };
        shown.push(format!("{damaged}{}", map(&entry.fields)));
    }
    shown.extend(document.defaults.iter().map(|defaults| format!("fælles {}", map(defaults))));
    shown.extend(document.notices.iter().map(|notice| show(text, notice)));
    assert_eq!(shown.join("\n"), expected);
    spans_are_in_text(&document, text);
}

/// Checks the pieces and notices of a Markdown body.
#[track_caller]
fn check_body(text: &str, expected: &str) {
    let file = format!("---\nid: A\n---\n{text}");
    let document = document(Form::Markdown, &file);
    let mut shown: Vec<String> = document.bodies.iter().map(|body| pieces(&body.pieces)).collect();
    shown.extend(document.notices.iter().map(|notice| show(&file, notice)));
    assert_eq!(shown.join("\n").trim_end().replace("\n\n", "\n"), expected);
}

fn body(text: &str) -> Body {
    document(Form::Markdown, &format!("---\nid: A\n---\n{text}")).bodies.remove(0)
}

fn map(map: &Map) -> String {
    let pairs: Vec<String> = map.pairs.iter().map(|pair| format!("{}: {}", pair.key, node(&pair.value))).collect();
    format!("{{{}}}", pairs.join(", "))
}

fn node(value: &Node) -> String {
    match &value.value {
        Value::Empty => "∅".into(),
        Value::Scalar(scalar) if scalar.style == Style::Plain => scalar.text.to_string(),
        Value::Scalar(scalar) => format!("{:?}", scalar.text),
        Value::List(list) => format!("[{}]", list.iter().map(node).collect::<Vec<_>>().join("; ")),
        Value::Map(inner) => map(inner),
        Value::Prose(index) => format!("prose {index}"),
    }
}

fn pieces(list: &[Piece]) -> String {
    list.iter()
        .map(|piece| match piece {
            Piece::Html(html) => html.to_string(),
            Piece::Reference(index) => format!("⟨ref {index}⟩"),
            Piece::LinkOpen(index) => format!("⟨link {index}⟩"),
            Piece::LinkClose(index) => format!("⟨/link {index}⟩"),
            Piece::Image(index) => format!("⟨image {index}⟩"),
            Piece::View(index) => format!("⟨view {index}⟩"),
            Piece::Guarded(guarded) => format!("⟨{}:{}⟩", guarded.visibility, pieces(&guarded.pieces)),
        })
        .collect()
}

fn show(text: &str, notice: &Notice) -> String {
    let place = position(text, notice.span.start);
    let fix = notice.fix.as_ref().map(|(span, new)| format!(" [{} → {new}]", span.of(text))).unwrap_or_default();
    format!("{}:{} {} {}{fix}", place.line, place.column, notice.code, notice.message.da)
}

/// Every span lies in the text and on whole characters.
fn spans_are_in_text(document: &Document, text: &str) {
    let check = |span: crate::place::Span| {
        assert!(span.start <= span.end && span.end as usize <= text.len(), "{span:?} in {} bytes", text.len());
        assert!(text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize), "{span:?}");
    };
    fn walk(map: &Map, check: &dyn Fn(crate::place::Span)) {
        for pair in map.pairs.iter() {
            check(pair.key_span);
            inside(&pair.value, check);
        }
    }
    fn inside(node: &Node, check: &dyn Fn(crate::place::Span)) {
        check(node.span);
        match &node.value {
            Value::Map(map) => walk(map, check),
            Value::List(list) => list.iter().for_each(|node| inside(node, check)),
            _ => {}
        }
    }
    for entry in &document.entries {
        check(entry.span);
        walk(&entry.fields, &check);
    }
    document.defaults.iter().for_each(|defaults| walk(defaults, &check));
    for notice in &document.notices {
        check(notice.span);
        notice.fix.iter().for_each(|(span, _)| check(*span));
        notice.related.iter().for_each(|(span, _)| check(*span));
    }
    for body in &document.bodies {
        body.references.iter().for_each(|reference| check(reference.span));
        body.links.iter().for_each(|link| check(link.span));
        for view in &body.views {
            check(view.span);
            inside(&view.question, &check);
        }
        assert!(body.statement.start <= body.statement.end && body.statement.end as usize <= body.pieces.len());
    }
}
