//! A body as a page shows it, in words: no markup, no comments, nothing that the reader may not see.

use super::Audience;
use crate::document::{Body, Piece};
use crate::escape;
use crate::model::{ItemIx, Prose, Role, Target, Written};
use crate::trace::Facts;

/// Whether an element begins a line of its own.
fn is_block(name: &str) -> bool {
    match name.as_bytes() {
        [b'p'] | [b'h', b'1'..=b'6'] => true,
        [_, _] => matches!(name, "li" | "tr" | "br" | "dt" | "dd" | "ul" | "ol"),
        _ => matches!(name, "pre" | "blockquote" | "div" | "aside" | "table" | "section"),
    }
}

/// How a target is called: the citation as deep as it was written, or the id with its part.
pub(super) fn name_of(facts: &Facts, target: &Target) -> String {
    let id = &facts.model.item(target.item).id;
    match (target.deeper(), target.part()) {
        (Some(deeper), _) => deeper.to_string(),
        (None, Some(part)) => [id, " ", part].concat(),
        (None, None) => id.to_string(),
    }
}

/// The statement of a body for an audience, as it is read: a reference stands as its label or its target.
pub fn statement(facts: &Facts, holder: ItemIx, prose: Prose, audience: &dyn Audience) -> String {
    let body = facts.body(prose);
    let range = body.statement.start as usize..body.statement.end as usize;
    let mut reader = Reader { facts, holder, prose, body, audience, text: String::new() };
    body.pieces.get(range).unwrap_or_default().iter().for_each(|piece| reader.piece(piece));
    let mut rest = reader.text.trim_end();
    let mut told = String::with_capacity(rest.len());
    while let Some((before, after)) = rest.split_once("[[") {
        let Some((inside, behind)) = after.split_once("]]") else { break };
        told.push_str(before);
        told.push_str(inside.split_once('|').map_or(inside, |(_, label)| label));
        rest = behind;
    }
    told.push_str(rest);
    told
}

/// The text of a body for an audience. References stand as `[[id]]`; answers to questions are not told.
pub fn text(facts: &Facts, holder: ItemIx, prose: Prose, audience: &dyn Audience) -> String {
    let body = facts.body(prose);
    let mut reader = Reader { facts, holder, prose, body, audience, text: String::with_capacity(body.source.len()) };
    body.pieces.iter().for_each(|piece| reader.piece(piece));
    reader.text.truncate(reader.text.trim_end().len());
    reader.text
}

struct Reader<'a> {
    facts: &'a Facts,
    holder: ItemIx,
    prose: Prose,
    body: &'a Body,
    audience: &'a dyn Audience,
    text: String,
}

impl Reader<'_> {
    fn piece(&mut self, piece: &Piece) {
        match piece {
            Piece::Html(html) => self.html(html),
            Piece::Reference(number) => self.reference(*number),
            Piece::Image(number) => self.text.push_str(&self.body.links[*number as usize].label),
            Piece::LinkOpen(_) | Piece::LinkClose(_) | Piece::View(_) => {}
            Piece::Guarded(guarded) => {
                if self.audience.shows_block(Some(&guarded.visibility)) {
                    guarded.pieces.iter().for_each(|piece| self.piece(piece));
                }
            }
        }
    }

    fn reference(&mut self, number: u32) {
        let reference = &self.body.references[number as usize];
        let link = self.facts.model.link_at(self.holder, Written::Reference { prose: self.prose, number });
        let label = reference.label();
        match link.and_then(|link| link.target.as_ref()) {
            Some(target) if !self.audience.shows(target.item) => {
                let hidden = self.audience.hidden_word(self.facts.language());
                self.text.push_str(label.unwrap_or(hidden));
            }
            Some(target) => {
                let name = name_of(self.facts, target);
                // A page calls a concept by its term, so its id is no word of the text.
                let is_term = label.is_none() && self.facts.model.is(target.item, Role::Concept);
                let label = label.or(is_term.then(|| &*self.facts.model.item(target.item).title));
                match label.filter(|label| *label != name) {
                    Some(label) => ["[[", &name, "|", label, "]]"].map(|part| self.text.push_str(part)),
                    None => ["[[", &name, "", "", "]]"].map(|part| self.text.push_str(part)),
                };
            }
            None => self.text.push_str(label.unwrap_or(&reference.target)),
        }
    }

    /// Finished HTML without its tags; blocks begin on a new line.
    fn html(&mut self, html: &str) {
        let mut rest = html;
        while let Some(open) = memchr::memchr(b'<', rest.as_bytes()) {
            self.words(&rest[..open]);
            let tag = &rest[open + 1..];
            let end = memchr::memchr(b'>', tag.as_bytes()).unwrap_or(tag.len());
            self.tag(&tag[..end]);
            rest = tag.get(end + 1..).unwrap_or("");
        }
        self.words(rest);
    }

    fn tag(&mut self, tag: &str) {
        let bare = tag.trim_start_matches('/');
        let end = bare.bytes().position(|letter| !letter.is_ascii_alphanumeric()).unwrap_or(bare.len());
        let name = &bare[..end];
        if matches!(name, "td" | "th") && tag.starts_with('/') {
            self.text.push(' ');
        }
        if !is_block(name) {
            return;
        }
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        if tag.starts_with("li") {
            self.text.push_str("- ");
        }
    }

    /// Text between tags, with character references written out.
    fn words(&mut self, text: &str) {
        let mut rest = text;
        if self.text.is_empty() || self.text.ends_with('\n') {
            rest = rest.trim_start();
        }
        escape::decode(rest, &mut self.text);
    }
}
