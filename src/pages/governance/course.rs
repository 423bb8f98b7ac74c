//! The course of a change on its page: what the model of governance demands, what is done, what is missing.

use super::parts::{day, quiet, section, text};
use crate::model::ItemIx;
use crate::pages::book::Book;
use crate::pages::view::{Content, CourseStep, Inline, Section};
use crate::pages::words::capital;
use crate::trace::governance::{State, Step, course};

/// Items that are named as proof of one step; more are counted.
const PROOFS: usize = 5;

/// The section of a change's page; `None` for changes of no known type.
pub fn of_change(book: &Book, from: &str, ix: ItemIx) -> Option<Section> {
    let course = course(book.model(), ix)?;
    let steps = course.steps.iter().map(|step| shown(book, from, step)).collect();
    Some(section(
        "_forloeb",
        book.word("Vejen gennem styringen", "The way through governance"),
        Content::Course { steps },
    ))
}

/// How a step stands: its tone and word.
pub fn state(book: &Book, state: State) -> (&'static str, &'static str) {
    match state {
        State::Done => ("ok", book.word("gjort", "done")),
        State::Missing => ("no", book.word("mangler", "missing")),
        State::Next => ("wait", book.word("næste skridt", "next")),
        State::Later => ("none", book.word("senere", "later")),
        State::Dropped => ("none", book.word("bortfalder", "dropped")),
    }
}

/// A step as a reader may see it: what only hidden items show is told without its day and proof.
fn shown(book: &Book, from: &str, step: &Step) -> CourseStep {
    let open: Vec<ItemIx> = step.proof.iter().copied().filter(|ix| book.published.shows(*ix)).collect();
    let hidden = open.is_empty() && !step.proof.is_empty();
    let (tone, word) = state(book, step.state);
    let mut proof: Vec<Inline> = Vec::new();
    if hidden {
        proof.push(text(book.hidden_word()));
    } else if !step.note.da.is_empty() {
        proof.push(text(step.note.in_language(book.language())));
    }
    for ix in open.iter().take(PROOFS) {
        proof.extend((!proof.is_empty()).then(|| text(" · ")));
        proof.push(quiet(book, from, *ix));
    }
    if open.len() > PROOFS {
        proof.push(text(format!(" {} {}", book.word("og yderligere", "and another"), open.len() - PROOFS)));
    }
    let when = step.day.filter(|_| !hidden);
    CourseStep {
        name: capital(step.name.in_language(book.language())),
        tone,
        state: word.to_owned(),
        date: when.map(|when| day(book, when)).unwrap_or_default(),
        iso: when.map(|when| when.to_string()).unwrap_or_default(),
        proof,
    }
}
