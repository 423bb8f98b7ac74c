//! Block quotes: plain ones, alerts, and those that only some outputs may show.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Event, Tag, TagEnd};

use super::markdown::{Writer, alert};
use super::{Guarded, Piece, footnotes};
use crate::finding::Notice;
use crate::said;

/// The stricter of two visibilities.
pub(super) fn stricter(one: Box<str>, other: Box<str>) -> Box<str> {
    let rank = |name: &str| VISIBILITIES.iter().position(|known| *known == name);
    if rank(&one) <= rank(&other) { one } else { other }
}

/// From the strictest to the least strict: what stands in two guards has the stricter one's name.
const VISIBILITIES: [&str; 3] = ["fortrolig", "intern", "tilbudsgiver"];

/// Something open whose pieces are kept apart, with the pieces around it.
pub(super) enum Outer {
    Guard { visibility: &'static str, around: Vec<Piece> },
    Footnote { open: footnotes::OpenFootnote, around: Vec<Piece> },
}

/// How an open block quote ends.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Quote {
    Plain,
    /// An alert, or a guard inside one of the same name.
    Aside,
    Guard,
}

/// The marker a block quote begins with.
struct Marker {
    visibility: &'static str,
    /// Offset of the marker and of what follows it.
    start: usize,
    end: usize,
    exact: bool,
}

/// Whether a block quote is one that only some outputs show.
pub(super) fn is_guard(source: &str, range: &Range<usize>) -> bool {
    marker(source, range).is_some()
}

/// The visibility of a block quote that only some outputs show.
pub(super) fn guard_of(source: &str, range: &Range<usize>) -> Option<&'static str> {
    marker(source, range).map(|marker| marker.visibility)
}

impl Writer<'_> {
    pub fn open_quote(&mut self, kind: Option<BlockQuoteKind>, range: Range<usize>) {
        if let Some(kind) = kind {
            let (class, title) = alert(kind);
            self.html.push_str(&format!("<aside class=\"alert alert-{class}\"><p class=\"alert-title\">{title}</p>\n"));
            return self.quotes.push(Quote::Aside);
        }
        let Some(marker) = marker(self.source, &range) else {
            self.html.push_str("<blockquote>\n");
            return self.quotes.push(Quote::Plain);
        };
        self.skip_until = marker.end;
        if !marker.exact {
            self.warn_unknown(&marker);
        }
        // Inside a guard of the same name nothing more has to be hidden, so guards nest three deep at most.
        if self.is_inside(marker.visibility) {
            self.quotes.push(Quote::Aside);
        } else {
            self.quotes.push(Quote::Guard);
            self.flush();
            let around = std::mem::take(&mut self.pieces);
            self.outer.push(Outer::Guard { visibility: marker.visibility, around });
        }
        self.html.push_str("<aside class=\"guard\">\n");
    }

    pub fn close_quote(&mut self) {
        let quote = self.quotes.pop().unwrap_or(Quote::Plain);
        self.close_block(if quote == Quote::Plain { "</blockquote>\n" } else { "</aside>\n" });
        if quote == Quote::Guard {
            self.flush();
            if let Some(Outer::Guard { visibility, around }) = self.outer.pop() {
                let pieces = std::mem::replace(&mut self.pieces, around);
                self.pieces.push(Piece::Guarded(Guarded { visibility: visibility.into(), pieces }.into()));
            }
        }
    }

    /// The strictest guard that is open.
    pub fn guard(&self) -> Option<Box<str>> {
        if self.outer.is_empty() {
            return None;
        }
        VISIBILITIES.iter().find(|name| self.is_inside(name)).map(|name| Box::from(*name))
    }

    fn is_inside(&self, name: &str) -> bool {
        self.outer.iter().any(|outer| matches!(outer, Outer::Guard { visibility, .. } if *visibility == name))
    }

    /// Whether an event is part of a guard's marker and not to be shown.
    pub fn is_marker(&self, event: &Event<'_>, range: &Range<usize>) -> bool {
        if range.start >= self.skip_until {
            return false;
        }
        match event {
            Event::SoftBreak | Event::HardBreak => true,
            Event::Text(_) | Event::Code(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => {
                range.end <= self.skip_until
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) | Event::End(TagEnd::Link | TagEnd::Image) => {
                range.end <= self.skip_until
            }
            _ => false,
        }
    }

    /// A marker outside a block quote hides nothing; the author has to know.
    pub fn warn_unquoted(&mut self, range: &Range<usize>) {
        if range.start < self.skip_until || !self.source[range.start..].starts_with("[!") {
            return;
        }
        if let Some(marker) = read_marker(self.source, range.start) {
            let message = said!(
                "`{}` skjuler intet uden for et citat",
                "`{}` hides nothing outside a block quote"; &self.source[marker.start..marker.end].trim_end()
            );
            let help = said!("begynd hver linje med `> `", "begin every line with `> `");
            self.notices.push(Notice::new("S06", self.span(marker.start..marker.end), message).help(help));
        }
    }

    fn warn_unknown(&mut self, marker: &Marker) {
        let end = marker.start + self.source[marker.start..marker.end].find(']').map_or(0, |end| end + 1);
        let right = format!("[!{}]", marker.visibility.to_uppercase());
        let span = self.span(marker.start..end);
        let message = said!(
            "synligheden `{}` findes ikke; blokken er skjult som `{}`",
            "there is no visibility `{}`; the block is hidden as `{}`"; &self.source[marker.start..end], right
        );
        let help = said!("skriv `{}`", "write `{}`"; right);
        self.notices.push(Notice::new("S06", span, message).help(help).fix(span, right.clone()));
    }
}

/// The marker of a block quote. Empty lines before it are passed over, and what follows it on its line is inside:
/// better hidden than shown.
fn marker(source: &str, range: &Range<usize>) -> Option<Marker> {
    let quote = source.get(range.clone())?;
    let mut rest = quote.trim_start_matches([' ', '\t']).strip_prefix('>')?.trim_start_matches([' ', '\t']);
    while rest.starts_with(['\n', '\r']) {
        rest = rest.trim_start_matches(['\n', '\r', ' ', '\t']).strip_prefix('>')?.trim_start_matches([' ', '\t']);
    }
    if !rest.starts_with("[!") {
        return None;
    }
    read_marker(source, range.start + quote.len() - rest.len())
}

fn read_marker(source: &str, start: usize) -> Option<Marker> {
    let inner = source[start..].strip_prefix("[!")?;
    let length = inner.bytes().take(40).position(|byte| matches!(byte, b']' | b'\n'))?;
    let word = inner[..length].trim().to_lowercase();
    let rest = inner[length..].strip_prefix(']')?;
    let exact = VISIBILITIES.iter().find(|name| **name == word);
    let visibility = exact.or_else(|| VISIBILITIES.iter().find(|name| is_near(&word, name)))?;
    let after = rest.trim_start_matches([' ', '\t']);
    let after = after.strip_prefix("\r\n").or_else(|| after.strip_prefix('\n')).unwrap_or(after);
    let end = source.len() - after.len();
    Some(Marker { visibility, start, end, exact: exact.is_some() })
}

/// Whether a word is one of ours with an ending or a slip: `internt`, `fortolig`.
fn is_near(word: &str, name: &str) -> bool {
    word.starts_with(name) || (word.len() <= 20 && distance(word, name) <= 2)
}

fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, char) in left.chars().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], line + 1);
        for column in 0..right.len() {
            let change = corner + usize::from(right[column] != char);
            corner = row[column + 1];
            row[column + 1] = change.min(row[column] + 1).min(corner + 1);
        }
    }
    row[right.len()]
}
