//! Fenced blocks: code as it is, and questions to the model.

use std::ops::Range;

use pulldown_cmark::CodeBlockKind;

use super::markdown::Writer;
use super::{Node, Piece, Value, ViewBlock, markdown, yaml};
use crate::escape;
use crate::finding::Notice;
use crate::place::Span;
use crate::said;

/// The code block that is open.
pub(super) enum Code {
    Shown,
    /// The question so far; offset of each line in it and in the body.
    View {
        text: String,
        lines: Vec<(u32, u32)>,
        range: Range<usize>,
    },
}

impl Code {
    /// Takes a line of a view; `false` for code that is shown.
    pub fn take(&mut self, line: &str, at: usize) -> bool {
        match self {
            Code::Shown => false,
            Code::View { text, lines, .. } => {
                lines.push((text.len() as u32, at as u32));
                text.push_str(line);
                true
            }
        }
    }
}

impl Writer<'_> {
    pub fn open_code(&mut self, kind: CodeBlockKind<'_>, range: Range<usize>) {
        let info = match &kind {
            CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        if info == "visning" {
            self.code = Some(Code::View { text: String::new(), lines: Vec::new(), range });
            return;
        }
        // Long lines scroll; then the keyboard has to reach them.
        self.html.push_str("<pre tabindex=\"0\"><code");
        if !info.is_empty() {
            self.html.push_str(" class=\"language-");
            escape::html(info, &mut self.html);
            self.html.push('"');
        }
        self.html.push('>');
        self.code = Some(Code::Shown);
    }

    pub fn close_code(&mut self) {
        match self.code.take() {
            Some(Code::View { text, lines, range }) => self.write_view(&text, &lines, range),
            _ => self.html.push_str("</code></pre>\n"),
        }
    }

    fn write_view(&mut self, text: &str, lines: &[(u32, u32)], range: Range<usize>) {
        let span = self.span(range);
        let (source, origin) = (self.source, self.origin);
        let place = |inner: Span| {
            let start = in_body(lines, inner.start);
            let end = if inner.end > inner.start { in_body(lines, inner.end - 1) + 1 } else { start };
            markdown::place(source, origin, start..end.max(start))
        };
        let reading = yaml::read(text, 0);
        for mut notice in reading.notices {
            notice.span = place(notice.span);
            notice.fix = notice.fix.map(|(span, text)| (place(span), text));
            notice.related.iter_mut().for_each(|(span, _)| *span = place(*span));
            if notice.code == "S01" {
                notice.code = "S17";
            }
            self.notices.push(notice);
        }
        let mut question = reading.node.unwrap_or(Node { value: Value::Empty, span: Span::default() });
        move_node(&mut question, &place);
        if question.value == Value::Empty {
            question.span = span;
            if !reading.broken {
                self.notices.push(Notice::new("S17", span, said!("visningen er tom", "the view is empty")));
            }
        }
        let guard = self.guard();
        self.views.push(ViewBlock { question, span, guard });
        self.hole(Piece::View(self.views.len() as u32 - 1));
    }
}

/// Offset in the body of an offset in a block's text; `lines` pairs the starts of its lines with theirs in the body.
pub(super) fn in_body(lines: &[(u32, u32)], offset: u32) -> usize {
    let line = lines.partition_point(|(start, _)| *start <= offset).saturating_sub(1);
    lines.get(line).map_or(0, |(text, body)| body + offset.saturating_sub(*text)) as usize
}

fn move_node(node: &mut Node, place: &impl Fn(Span) -> Span) {
    node.span = place(node.span);
    match &mut node.value {
        Value::List(list) => list.iter_mut().for_each(|node| move_node(node, place)),
        Value::Map(map) => map.pairs_mut().iter_mut().for_each(|pair| {
            pair.key_span = place(pair.key_span);
            move_node(&mut pair.value, place);
        }),
        Value::Empty | Value::Scalar(_) | Value::Prose(_) => {}
    }
}
