//! Text edits, applied to a text that is otherwise left as it is.

use crate::place::Span;

/// What stands in a place of a text afterwards.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    pub span: Span,
    pub text: String,
}

impl Edit {
    pub fn new(start: usize, end: usize, text: impl Into<String>) -> Edit {
        Edit { span: Span::new(start, end), text: text.into() }
    }
}

/// Sorts edits by place and keeps each once; of those that overlap the first stays.
pub(super) fn settled(mut edits: Vec<Edit>) -> Vec<Edit> {
    edits.sort();
    edits.dedup();
    let mut end = 0;
    edits.retain(|edit| {
        let free = edit.span.start >= end;
        if free {
            end = edit.span.end;
        }
        free
    });
    edits
}

/// The text with its edits, which are sorted and do not overlap; those that do not fit the text are left out.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut edited = String::with_capacity(text.len() + edits.len() * 16);
    let mut at = 0;
    for edit in edits {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        if start < at || end < start || !text.is_char_boundary(start) || !text.is_char_boundary(end) {
            continue;
        }
        edited.push_str(&text[at..start]);
        edited.push_str(&edit.text);
        at = end;
    }
    edited.push_str(&text[at..]);
    edited
}
