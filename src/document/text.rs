//! A text that shares the memory of its file's, where it is a part of it.

use std::ops::{Deref, Range};
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::origin::Origin;

/// The source of a Markdown text. Read it as a `str`.
///
/// Most texts stand in their file as they are, and a project's files are in memory once; a copy of each text would be
/// nearly all of them a second time.
#[derive(Clone, Debug, Default)]
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

    /// A text that was read from bytes, in its file. `None` where the file has no such part.
    pub(super) fn placed(self, file: &Arc<str>) -> Option<Text> {
        if self.whole.len() >= self.part.end as usize {
            return Some(self);
        }
        file.get(self.part.start as usize..self.part.end as usize)?;
        Some(Text { whole: file.clone(), part: self.part })
    }
}

/// A text of its own is written, of any other only where it stands.
impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let own = (self.whole.len() == self.part.len()).then_some(&**self);
        (own, self.part.start, self.part.end).serialize(serializer)
    }
}

/// What stands in a file has to be [`Text::placed`] before it is read.
impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        let (own, start, end) = <(Option<Box<str>>, u32, u32)>::deserialize(deserializer)?;
        Ok(match own {
            Some(own) => Text::from(&*own),
            None => Text { whole: Arc::default(), part: start..end },
        })
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
