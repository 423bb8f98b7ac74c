//! The sections of a comparison in the order they are read, with no thought of how they are written: [`super::text`] and
//! [`super::markdown`] are pens for what is told here.

use super::Told;
use crate::law::{Passage, Pinpoint, same_wording};

/// One kind of difference. Without entries it is not told.
pub(super) struct Section<'a> {
    pub title: &'a str,
    /// The lines of each difference; the first names the place.
    pub entries: Vec<Vec<Line<'a>>>,
}

/// One thing that is said of a difference.
pub(super) enum Line<'a> {
    Place(&'a Passage),
    /// From, to, and whether the move is recorded or how sure the proposal is.
    Move(&'a Pinpoint, &'a Pinpoint, String),
    /// The label, the old title and the new; `–` where there is none.
    Title(&'a str, &'a str, &'a str),
    /// Two texts that differ in their words.
    Words(&'a str, &'a str),
    Came(&'a str),
    Gone(&'a str),
    /// What a change of the place touches.
    Touches(String),
}

/// Changed, moved, new and gone, each with what it touches.
pub(super) fn sections<'a>(told: &'a Told) -> [Section<'a>; 4] {
    let found = &told.comparison;
    let moved = found.moved.iter().filter(|moved| !moved.is_implied);
    [
        Section {
            title: told.word("Ændret", "Changed"),
            entries: found.changed.iter().map(|change| changed(told, &change.old, &change.new)).collect(),
        },
        Section {
            title: told.word("Flyttet", "Moved"),
            entries: moved
                .map(|moved| {
                    let line = Line::Move(&moved.old.place, &moved.new.place, told.state(moved));
                    compared(told, line, &moved.old, &moved.new)
                })
                .collect(),
        },
        Section {
            title: told.word("Ny", "New"),
            entries: found.inserted.iter().map(|passage| inserted(told, passage)).collect(),
        },
        Section {
            title: told.word("Bortfaldet", "Gone"),
            entries: found.repealed.iter().map(|passage| repealed(told, passage)).collect(),
        },
    ]
}

fn changed<'a>(told: &'a Told, old: &'a Passage, new: &'a Passage) -> Vec<Line<'a>> {
    let mut lines = compared(told, Line::Place(new), old, new);
    if old.title != new.title {
        let title = |passage: &'a Passage| passage.title.as_deref().unwrap_or("–");
        lines.insert(1, Line::Title(told.word("titel", "title"), title(old), title(new)));
    }
    lines
}

/// A line, how the wording differs, and what the old place touches.
fn compared<'a>(told: &'a Told, first: Line<'a>, old: &'a Passage, new: &'a Passage) -> Vec<Line<'a>> {
    let text = |passage: &'a Passage| passage.text.as_deref().unwrap_or_default();
    let words = (!same_wording(text(old), text(new))).then(|| Line::Words(text(old), text(new)));
    [Some(first), words, told.touched_line(&old.place).map(Line::Touches)].into_iter().flatten().collect()
}

fn inserted<'a>(told: &'a Told, passage: &'a Passage) -> Vec<Line<'a>> {
    // A new place that nothing rests on yet is the rule; only the exception is worth a line.
    let is_cited = told.touched(&passage.place).is_some_and(|touched| touched.direct > 0);
    let touches = is_cited.then(|| told.touched_line(&passage.place)).flatten().map(Line::Touches);
    let came = passage.text.as_deref().map(Line::Came);
    [Some(Line::Place(passage)), came, touches].into_iter().flatten().collect()
}

fn repealed<'a>(told: &'a Told, passage: &'a Passage) -> Vec<Line<'a>> {
    let gone = passage.text.as_deref().map(Line::Gone);
    let touches = told.touched_line(&passage.place).map(Line::Touches);
    [Some(Line::Place(passage)), gone, touches].into_iter().flatten().collect()
}
