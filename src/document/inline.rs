//! References, links and images.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::links::{Destination, classify, write_href};
use super::markdown::Writer;
use super::{FileLink, Piece, Reference, ReferenceMore};
use crate::escape;
use crate::language::{is_composed, nfc};
use crate::said;

/// How an open link or image ends.
pub(super) enum OpenLink {
    Reference {
        target: String,
        piped: bool,
        range: Range<usize>,
    },
    Web,
    Local(u32),
    Refused,
    Image {
        target: Destination,
        address: String,
        range: Range<usize>,
    },
    /// Inside a text that is collected and not written.
    Nested,
}

impl Writer<'_> {
    pub fn open_link(&mut self, link_type: LinkType, address: &str, range: Range<usize>) {
        if let LinkType::WikiLink { has_pothole } = link_type {
            let target =
                if has_pothole && self.table.is_open { address.strip_suffix('\\').unwrap_or(address) } else { address };
            self.captures.push(String::new());
            return self.open_links.push(OpenLink::Reference { target: target.into(), piped: has_pothole, range });
        }
        let mailed = (link_type == LinkType::Email).then(|| format!("mailto:{address}"));
        let address = mailed.as_deref().unwrap_or(address);
        match classify(address) {
            Destination::Web => {
                self.open_web(address);
                self.open_links.push(OpenLink::Web);
            }
            Destination::Local { path, fragment } if !path.is_empty() || fragment.is_some() => {
                let link = self.file_link(path, fragment, range, false);
                self.open_local(link);
            }
            Destination::Page(address) => {
                let link = self.file_link(address, None, range, false);
                self.links[link as usize].page = true;
                self.open_local(link);
            }
            Destination::Local { .. } | Destination::Refused => {
                self.refuse(address, range);
                self.html.push_str("<span class=\"broken\">");
                self.open_links.push(OpenLink::Refused);
            }
        }
    }

    pub fn open_image(&mut self, address: &str, range: Range<usize>) {
        self.captures.push(String::new());
        self.open_links.push(OpenLink::Image { target: classify(address), address: address.into(), range });
    }

    pub fn close_link(&mut self) {
        match self.open_links.pop() {
            Some(OpenLink::Nested) | None => {}
            Some(OpenLink::Reference { target, piped, range }) => {
                self.close_raw();
                let label = self.captures.pop().unwrap_or_default();
                self.write_reference(&target, piped.then_some(label), range);
            }
            Some(OpenLink::Image { target, address, range }) => {
                self.close_raw();
                let label = self.captures.pop().unwrap_or_default();
                self.write_image(target, &address, &label, range);
            }
            Some(OpenLink::Web) => {
                self.close_raw();
                self.html.push_str("</a>");
            }
            Some(OpenLink::Refused) => {
                self.close_raw();
                self.html.push_str("</span>");
            }
            Some(OpenLink::Local(link)) => {
                self.close_raw();
                self.hole(Piece::LinkClose(link));
                let label = self.label.take().unwrap_or_default();
                if let Some(link) = self.links.get_mut(link as usize) {
                    link.label = label.trim().into();
                }
            }
        }
    }

    fn open_local(&mut self, link: u32) {
        self.hole(Piece::LinkOpen(link));
        self.label = Some(String::new());
        self.open_links.push(OpenLink::Local(link));
    }

    fn open_web(&mut self, address: &str) {
        self.html.push_str("<a class=\"ext\" rel=\"noopener noreferrer\" href=\"");
        write_href(&mut self.html, address);
        self.html.push_str("\">");
    }

    fn file_link(&mut self, path: String, fragment: Option<String>, range: Range<usize>, image: bool) -> u32 {
        let (span, guard) = (self.span(range), self.guard());
        let fragment = fragment.map(String::into_boxed_str);
        self.links.push(FileLink {
            path: path.into(),
            fragment,
            label: Box::default(),
            image,
            page: false,
            span,
            guard,
        });
        self.links.len() as u32 - 1
    }

    fn refuse(&mut self, address: &str, range: Range<usize>) {
        if address.trim().is_empty() {
            let span = self.span(range);
            let message = said!("linket fører ingen steder hen", "the link leads nowhere");
            self.notices.push(crate::finding::Notice::new("S15", span, message));
            return;
        }
        let shown: String = address.chars().filter(|char| !char.is_control()).take(60).collect();
        self.removed(range, said!("linket til `{}` er fjernet", "the link to `{}` was removed"; shown));
        if let Some(notice) = self.notices.last_mut() {
            notice.help = Some(said!(
                "skriv en adresse med `https:`, eller en sti fra denne fil til en fil i projektet",
                "write an address with `https:`, or a path from this file to a file of the project"
            ));
        }
    }

    fn write_reference(&mut self, raw: &str, label: Option<String>, range: Range<usize>) {
        let (target, fragment) = match raw.split_once('#') {
            Some((target, fragment)) => (normalise(target), Some(normalise(fragment))),
            None => (normalise(raw), None),
        };
        let fragment = fragment.filter(|fragment| !fragment.is_empty());
        let label = label.map(|label| normalise(&label)).filter(|label| !label.is_empty());
        if target.is_empty() && fragment.is_none() {
            return escape::between_tags(&self.source[range], &mut self.html);
        }
        let shown = label.as_deref().unwrap_or(if target.is_empty() {
            fragment.as_deref().unwrap_or_default()
        } else {
            &target
        });
        self.words(shown);
        let (span, guard) = (self.span(range), self.guard());
        let fragment = fragment.map(String::into_boxed_str);
        let label = label.map(String::into_boxed_str);
        let has_more = fragment.is_some() || label.is_some() || guard.is_some();
        let more = has_more.then(|| ReferenceMore { fragment, label, guard }.into());
        self.references.push(Reference { target: target.into(), span, more });
        self.hole(Piece::Reference(self.references.len() as u32 - 1));
    }

    fn write_image(&mut self, target: Destination, address: &str, label: &str, range: Range<usize>) {
        let label = label.trim();
        match target {
            Destination::Local { path, .. } if !path.is_empty() => {
                let link = self.file_link(path, None, range, true) as usize;
                self.links[link].label = label.into();
                self.hole(Piece::Image(link as u32));
            }
            Destination::Web
                if address.trim_start().get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http")) =>
            {
                self.removed(
                    range,
                    said!("billeder fra nettet vises ikke: `{}`", "images from the web are not shown: `{}`"; address),
                );
                if let Some(notice) = self.notices.last_mut() {
                    notice.help = Some(said!("læg billedet i projektet", "put the image into the project"));
                }
                let shown = if label.is_empty() { address } else { label };
                self.words(shown);
                let in_link = !self.open_links.is_empty();
                if !in_link {
                    self.open_web(address);
                }
                escape::between_tags(shown, &mut self.html);
                if !in_link {
                    self.html.push_str("</a>");
                }
            }
            Destination::Local { .. } | Destination::Web | Destination::Page(_) | Destination::Refused => {
                self.refuse(address, range);
                self.words(label);
                self.html.push_str("<span class=\"broken\">");
                escape::between_tags(label, &mut self.html);
                self.html.push_str("</span>");
            }
        }
    }
}

/// White space runs, no-break included, as one space; NFC; no space around. A line broken inside a block quote
/// carries the quote's sign, which is no part of the name.
fn normalise(text: &str) -> String {
    let text = text.trim();
    let single = !text.contains("  ") && !text.chars().any(|char| char != ' ' && char.is_whitespace());
    if single && is_composed(text) {
        return text.to_owned();
    }
    let lines = text.lines().enumerate().map(|(line, text)| match line {
        0 => text,
        _ => text.trim_start_matches([' ', '\t', '>']),
    });
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    nfc(&words.join(" ")).into_owned()
}
