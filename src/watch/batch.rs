//! What was heard between two answers, as one.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::heard::Heard;

/// How many files are read by their names; of more, a folder or a checkout, all are looked at.
const MOST_NAMED: usize = 32;

/// What was heard since the last answer.
#[derive(Default)]
pub(super) struct Batch {
    /// Files that are being written.
    pub open: BTreeSet<PathBuf>,
    /// Files that were written, renamed or removed.
    done: BTreeSet<PathBuf>,
    /// `content/`, `themes/` or another watched folder itself was made, moved or removed.
    pub gone: Vec<PathBuf>,
    /// Events were lost, or something is looked at again.
    pub is_unsure: bool,
}

impl Batch {
    pub fn take(&mut self, heard: Heard) {
        match heard {
            Heard::Writing(path) => {
                self.open.insert(path);
            }
            Heard::Done(path) => {
                self.open.remove(&path);
                self.done.insert(path);
            }
            Heard::Folder(path) => self.gone.push(path),
            Heard::Anything => self.is_unsure = true,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.open.is_empty() && self.done.is_empty() && self.gone.is_empty() && !self.is_unsure
    }

    /// The files that were named, where nothing else was heard; `None` where more may have changed.
    pub fn named(mut self) -> Option<BTreeSet<PathBuf>> {
        self.done.append(&mut self.open);
        let is_all = self.gone.is_empty() && !self.is_unsure && self.done.len() <= MOST_NAMED;
        is_all.then_some(self.done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(heard: impl IntoIterator<Item = Heard>) -> Batch {
        let mut batch = Batch::default();
        heard.into_iter().for_each(|heard| batch.take(heard));
        batch
    }

    #[test]
    fn files_are_named_where_nothing_else_was_heard() {
        let file = |name: &str| PathBuf::from(format!("/p/content/{name}.md"));
        let saved = batch([Heard::Writing(file("a")), Heard::Done(file("a")), Heard::Writing(file("b"))]);
        assert_eq!(saved.named(), Some([file("a"), file("b")].into()));
        assert_eq!(batch([Heard::Done(file("a")), Heard::Anything]).named(), None);
        assert_eq!(batch([Heard::Done(file("a")), Heard::Folder("/p/content/krav".into())]).named(), None);
        assert_eq!(batch((0..=MOST_NAMED).map(|number| Heard::Done(file(&number.to_string())))).named(), None);
    }
}
