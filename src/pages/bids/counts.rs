//! Small parts that the pages of answers are made of: counts, chips, shortened texts.

use super::{Sheet, href, is_changed};
use crate::model::{ItemIx, Role, value};
use crate::pages::book::Book;
use crate::pages::refs::{escape, item_ref};
use crate::pages::view::{Chip, Column, Inline};
use crate::pages::words::{capital, name};
use crate::trace::answers::{Answer, Fulfilled, Supplier};

/// Characters of a text in a cell; the whole stands on the requirement's page of answers.
const SHORT: usize = 160;

/// How a supplier answers a set of requirements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub no: usize,
    pub partly: usize,
    pub missing: usize,
    pub unclear: usize,
    pub yes: usize,
    /// Of all of them, those with a reservation.
    pub reserved: usize,
}

impl Tally {
    pub fn add(&mut self, answer: Option<&Answer>) {
        let count = match answer.map(|answer| answer.fulfilled) {
            None => &mut self.missing,
            Some(Fulfilled::No) => &mut self.no,
            Some(Fulfilled::Partly) => &mut self.partly,
            Some(Fulfilled::Unclear) => &mut self.unclear,
            Some(Fulfilled::Yes) => &mut self.yes,
        };
        *count += 1;
        self.reserved += usize::from(answer.is_some_and(Answer::is_reserved));
    }
}

/// A class of requirements: its place among the model's, whether it has to be met, and what it is called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Class {
    pub place: usize,
    pub is_mandatory: bool,
    /// As authors write it: `MK`; empty for none.
    pub key: String,
    pub name: String,
}

/// The class of a requirement; those that are written with none come last.
pub fn class(book: &Book, ix: ItemIx) -> Class {
    let model = book.model();
    let written = model.field(ix, Role::RequirementType);
    let chosen = written.and_then(|field| {
        let form = &model.item(ix).declared(&model.schema, field)?.form;
        let choice = value::choice(form, &field.node)?;
        let place = value::choices(form).iter().position(|one| one.key == choice.key)?;
        let name = capital(name(book.language(), &choice.name));
        Some(Class {
            place,
            is_mandatory: choice.role == Some(Role::Mandatory),
            key: choice.key.clone(),
            name: format!("{} – {name}", choice.key),
        })
    });
    chosen.unwrap_or_else(|| Class {
        place: usize::MAX,
        is_mandatory: false,
        key: String::new(),
        name: book.word("Uden kravtype", "Without a class").to_owned(),
    })
}

/// What an answer says in a word, with the tone of it.
pub fn chip(book: &Book, answer: Option<&Answer>) -> Chip {
    let (text, tone) = match answer.map(|answer| answer.fulfilled) {
        Some(Fulfilled::Yes) => (book.word("ja", "yes"), "ok"),
        Some(Fulfilled::Partly) => (book.word("delvist", "partly"), "wait"),
        Some(Fulfilled::No) => (book.word("nej", "no"), "no"),
        Some(Fulfilled::Unclear) => (book.word("uklart", "unclear"), "wait"),
        None => (book.word("intet svar", "no answer"), "no"),
    };
    Chip { text: text.to_owned(), tone }
}

/// The chip of an answer to what has changed since.
pub fn changed_chip(book: &Book) -> Chip {
    Chip { text: book.word("kravet er ændret siden", "the requirement has changed since").to_owned(), tone: "wait" }
}

/// What a supplier answers to a requirement, short, leading to the whole.
pub fn cell(book: &Book, from: &str, ix: ItemIx, supplier: &Supplier) -> Vec<Inline> {
    let answer = supplier.answers.get(&ix);
    let whole = format!("{}#_{}", href(book, from, Sheet::Requirement(ix)), supplier.slug);
    let mut cell = vec![Inline::ChipLink { chip: chip(book, answer), href: whole }];
    let Some(answer) = answer else { return cell };
    if is_changed(answer) {
        cell.push(text(" "));
        cell.push(Inline::Chip(changed_chip(book)));
    }
    if answer.fulfilled == Fulfilled::Unclear && !answer.word.is_empty() {
        cell.push(line(&format!("»{}«", short(&answer.word))));
    }
    if answer.is_reserved() {
        let label = book.word("Forbehold", "Reservation");
        cell.push(Inline::Html { html: format!("<br><b>{label}:</b> {}", escape(&short(&answer.reservation))) });
    }
    if !answer.description.is_empty() {
        cell.push(line(&short(&answer.description)));
    }
    cell
}

fn line(text: &str) -> Inline {
    Inline::Html { html: format!("<br>{}", escape(text)) }
}

/// A text on one line, cut at a word where it is long.
pub fn short(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = words.char_indices().nth(SHORT) else { return words };
    let cut = words[..end].rfind(' ').unwrap_or(end);
    format!("{}…", words[..cut].trim_end_matches([',', '.', ';', ':']))
}

/// A requirement with its number in the tender.
pub fn requirement(book: &Book, from: &str, ix: ItemIx) -> Inline {
    let mut shown = item_ref(book, from, ix);
    shown.note = book.bids.number(book, ix).to_owned();
    Inline::Item(shown)
}

pub fn text(text: impl Into<String>) -> Inline {
    Inline::Text { text: text.into() }
}

pub fn column(text: &str, class: &'static str) -> Column {
    Column { text: text.to_owned(), class, ..Column::default() }
}
