//! Changing an id everywhere it is a reference: where, and to what. Only text is made here; nothing is written.
//!
//! What merely looks like the id – a word of a sentence, a comment – is told and left alone.

mod content;
mod edit;
mod outside;
mod refusal;
mod reviewed;
mod same;
mod scalar;
mod selectors;

use std::collections::BTreeMap;

use super::Facts;
use crate::model::{ItemIx, Role, fold};
use crate::place::FileId;

pub use edit::{Edit, apply};
pub use refusal::renaming;
pub use reviewed::still_reviewed;
pub use same::{Changed, what_changed};

/// An id that is to be changed.
#[derive(Clone, Debug)]
pub struct Renaming<'a> {
    facts: &'a Facts,
    /// The item in the model of before.
    pub item: ItemIx,
    /// As the item writes it.
    pub old: String,
    pub new: String,
    folded: String,
}

impl Renaming<'_> {
    /// The edits of every content file that has some, sorted by place.
    pub fn content(&self) -> BTreeMap<FileId, Vec<Edit>> {
        content::edits(self)
    }

    /// The edits of `dispensationer.yaml`.
    pub fn waivers(&self, text: &str) -> Vec<Edit> {
        outside::waivers(self, text)
    }

    /// The edits of `sporbar.yaml`.
    pub fn settings(&self, text: &str) -> Vec<Edit> {
        outside::settings(self, text)
    }

    /// The whole of `gennemgang.lock`, sorted anew; `None` when no line names the id.
    pub fn lock(&self, text: &str) -> Option<String> {
        outside::lock(self, text)
    }

    /// Byte offsets where a text has the id as a whole word that no edit touches.
    pub fn mentions(&self, text: &str, edits: &[Edit]) -> Vec<usize> {
        let inside =
            |at: usize| edits.iter().any(|edit| (edit.span.start as usize..edit.span.end as usize).contains(&at));
        scalar::runs(text)
            .filter(|run| self.is_old(&text[run.clone()]) && !inside(run.start))
            .map(|run| run.start)
            .collect()
    }

    /// Whether only case or composition changes: then the old spelling still finds the item.
    pub fn is_respelling(&self) -> bool {
        fold(&self.new) == self.folded
    }

    /// What an id, or a citation or part that begins with it, is called afterwards.
    fn called(&self, id: &str) -> String {
        if !self.names_old(id) {
            return id.to_owned();
        }
        let rest = scalar::runs(id).next().map_or("", |run| &id[run.end..]);
        format!("{}{rest}", self.new)
    }

    /// Whether a word is the old id, however it is spelled.
    fn is_old(&self, word: &str) -> bool {
        // Folding a long text would cost more than it can tell: no id has so many letters.
        word.len() <= 4 * 80 && fold(word) == self.folded
    }

    /// Whether a text is the id, or begins with it as citations and parts of items do.
    fn names_old(&self, text: &str) -> bool {
        let text = text.trim_start();
        scalar::runs(text).next().is_some_and(|run| {
            run.start == 0 && self.is_old(&text[run.clone()]) && {
                let rest = &text[run.end..];
                rest.is_empty() || rest.starts_with(|letter: char| letter.is_whitespace() || letter == '§')
            }
        })
    }

    /// The key of the earlier ids.
    fn former_key(&self) -> &str {
        self.facts.model.schema.reserved_with(Role::FormerIds).map_or("tidligere_id", |field| &field.key)
    }
}
