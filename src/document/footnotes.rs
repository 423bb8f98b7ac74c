//! Footnotes: numbered by their first reference, shown at the end with links back.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::guard::{Outer, stricter};
use super::markdown::Writer;
use super::{Guarded, Piece};

/// What is known of a body's footnotes.
#[derive(Default)]
pub(super) struct Footnotes {
    /// Footnotes of the item's earlier texts: ids go on, numbers shown begin at 1.
    before: u32,
    count: u32,
    known: HashMap<Box<str>, Known, FixedState>,
    definitions: Vec<Definition>,
}

struct Known {
    number: u32,
    references: u32,
    /// Guard that all references stand in; the definition is hidden with them.
    guard: Option<Box<str>>,
    defined: bool,
}

/// A definition being read, and how far the body's lists were when it began.
pub(super) struct OpenFootnote {
    name: Box<str>,
    guard: Option<Box<str>>,
    lists: [usize; 4],
}

struct Definition {
    footnote: OpenFootnote,
    ends: [usize; 4],
    pieces: Vec<Piece>,
}

impl Footnotes {
    pub fn after(before: u32) -> Self {
        Footnotes { before, ..Footnotes::default() }
    }

    /// Number of the last footnote of the item so far.
    pub fn last(&self) -> u32 {
        self.before + self.count
    }
}

impl Writer<'_> {
    pub fn footnote_reference(&mut self, name: &str) {
        if !self.captures.is_empty() {
            return;
        }
        let guard = self.guard();
        let footnotes = &mut self.footnotes;
        let known = match footnotes.known.get_mut(name) {
            Some(known) => {
                known.guard = known.guard.take().zip(guard).map(|(one, other)| stricter(one, other));
                known
            }
            None => {
                footnotes.count += 1;
                let known = Known { number: footnotes.count, references: 0, guard, defined: false };
                footnotes.known.entry(name.into()).or_insert(known)
            }
        };
        known.references += 1;
        let (shown, number) = (known.number, footnotes.before + known.number);
        let repeat = if known.references > 1 { format!("-{}", known.references) } else { String::new() };
        self.html.push_str(&format!(
            "<sup class=\"footnote\"><a id=\"fnref-{number}{repeat}\" href=\"#fn-{number}\">{shown}</a></sup>"
        ));
    }

    pub fn open_footnote(&mut self, name: &str) {
        self.flush();
        let open = OpenFootnote { name: name.into(), guard: self.guard(), lists: self.lists() };
        self.outer.push(Outer::Footnote { open, around: std::mem::take(&mut self.pieces) });
    }

    pub fn close_footnote(&mut self) {
        self.flush();
        if let Some(Outer::Footnote { open, around }) = self.outer.pop() {
            let pieces = std::mem::replace(&mut self.pieces, around);
            let ends = self.lists();
            self.footnotes.definitions.push(Definition { footnote: open, ends, pieces });
        }
    }

    /// Writes all definitions, those nobody refers to last.
    pub fn write_footnotes(&mut self) {
        if self.footnotes.definitions.is_empty() {
            return;
        }
        let mut numbered: Vec<(u32, u32, Definition)> = Vec::new();
        for mut definition in std::mem::take(&mut self.footnotes.definitions) {
            let known = self.footnotes.known.get_mut(&definition.footnote.name).filter(|known| !known.defined);
            let (number, references) = match known {
                Some(known) => {
                    known.defined = true;
                    self.hide_with(&mut definition);
                    let known = &self.footnotes.known[&definition.footnote.name];
                    (known.number, known.references)
                }
                None => {
                    self.footnotes.count += 1;
                    (self.footnotes.count, 0)
                }
            };
            numbered.push((number, references, definition));
        }
        numbered.sort_by_key(|(number, ..)| *number);
        self.html.push_str("<section class=\"footnotes\"><ol>\n");
        for (number, references, definition) in numbered {
            self.write_footnote(number, references, definition);
        }
        self.html.push_str("</ol></section>\n");
    }

    /// Hides a definition that only guarded text refers to, and all that was found in it.
    fn hide_with(&mut self, definition: &mut Definition) {
        let Some(guard) = self.footnotes.known[&definition.footnote.name].guard.clone() else { return };
        let [references, links, headings, views] = ranges(&definition.footnote.lists, &definition.ends);
        let own =
            self.references[references].iter_mut().map(|reference| &mut reference.more.get_or_insert_default().guard);
        let own = own.chain(self.links[links].iter_mut().map(|link| &mut link.guard));
        let own = own.chain(self.headings[headings].iter_mut().map(|heading| &mut heading.guard));
        let own = own.chain(self.views[views].iter_mut().map(|view| &mut view.guard));
        for hidden in own.chain([&mut definition.footnote.guard]) {
            *hidden = Some(match hidden.take() {
                Some(before) => stricter(before, guard.clone()),
                None => guard.clone(),
            });
        }
    }

    fn write_footnote(&mut self, shown: u32, references: u32, definition: Definition) {
        let number = self.footnotes.before + shown;
        let guard = definition.footnote.guard;
        let around = guard.is_some().then(|| {
            self.flush();
            std::mem::take(&mut self.pieces)
        });
        self.html.push_str(&format!("<li id=\"fn-{number}\" value=\"{shown}\">\n"));
        self.flush();
        self.pieces.extend(definition.pieces);
        if references > 0 {
            self.html.push_str("<p class=\"footnote-back\">");
            for repeat in 1..=references.min(20) {
                let repeat = if repeat > 1 { format!("-{repeat}") } else { String::new() };
                self.html.push_str(&format!(
                    "<a href=\"#fnref-{number}{repeat}\" aria-label=\"Tilbage til teksten\">↩</a> "
                ));
            }
            self.html.push_str("</p>\n");
        }
        self.html.push_str("</li>\n");
        if let (Some(around), Some(visibility)) = (around, guard) {
            self.flush();
            let pieces = std::mem::replace(&mut self.pieces, around);
            self.pieces.push(Piece::Guarded(Guarded { visibility, pieces }.into()));
        }
    }

    fn lists(&self) -> [usize; 4] {
        [self.references.len(), self.links.len(), self.headings.len(), self.views.len()]
    }
}

fn ranges(starts: &[usize; 4], ends: &[usize; 4]) -> [Range<usize>; 4] {
    std::array::from_fn(|list| starts[list]..ends[list])
}
