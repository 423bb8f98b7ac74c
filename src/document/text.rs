//! A text that shares the memory of its file's, where it is a part of it.

use std::ops::{Deref, Range};
use std::sync::Arc;

use super::origin::Origin;

/// The source of a Markdown text. Read it as a `str`.
///
/// Most texts stand in their file as they are, and a project's files are in memory once; a copy of each text would be
/// nearly all of them a second time.
#[derive(Clone, Debug)]
pub struct Text {
    whole: Arc<str>,
    part: Range<u32>,
}

impl Text {
    /// The same text as a part of its file's, where it stands there unchanged.
    pub(super) fn shared(self, file: &Arc<str>, origin: &Origin) -> Text {
        let Origin::At(start) = origin else { return self };
        let part = *start..start + self.len() as u32;
        match file.get(part.start as usize..part.end as usize) {
            Some(same) if *same == *self => Text { whole: file.clone(), part },
            _ => self,
        }
    }
}

/// A text of its own.
impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text { whole: text.into(), part: 0..text.len() as u32 }
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.whole[self.part.start as usize..self.part.end as usize]
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        **self == **other
    }
}
