//! All answers to one requirement, whole.

use super::counts::{changed_chip, chip, class, column, text};
use super::sheet::back;
use super::{MENU, Sheet, address, href, is_changed, suppliers};
use crate::model::ItemIx;
use crate::pages::book::Book;
use crate::pages::prose::{self, Part};
use crate::pages::refs::{escape, item_ref};
use crate::pages::shell;
use crate::pages::view::{Content, Crumb, Inline, Row, Section, SectionsView, Table};
use crate::trace::answers::{Answer, Fulfilled, Supplier};

/// The page.
pub fn view(book: &Book, ix: ItemIx) -> SectionsView {
    let from = address(book, Sheet::Requirement(ix));
    let item = book.model().item(ix);
    let mut page = shell::page(book, &from);
    let title = format!("{} {}", book.word("Svar på", "Answers to"), item.id);
    page.title = title.clone();
    page.menu = MENU.to_owned();
    page.crumbs = vec![back(book, &from)];
    page.crumbs.extend(book.bids.part_of(book, ix).map(|place| Crumb {
        text: book.bids.parts(book)[place as usize].title.clone(),
        href: href(book, &from, Sheet::Part(place, 1)),
    }));
    let mut sections = vec![asked(book, &from, ix)];
    let suppliers = suppliers(book);
    sections.extend(suppliers.iter().map(|(_, supplier)| answered(book, ix, supplier)));
    let entry = |section: &Section| Crumb { text: section.title.clone(), href: format!("#{}", section.anchor) };
    page.contents = sections.iter().map(entry).collect();
    SectionsView { page, title, lead: item.title.to_string(), sections }
}

/// The requirement itself, as it is today.
fn asked(book: &Book, from: &str, ix: ItemIx) -> Section {
    let statement = book.model().item(ix).body.map(|body| prose::html(book, from, ix, body, Part::Statement));
    let number = book.bids.number(book, ix);
    let class = class(book, ix).name;
    let note = [number, &class].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
    let shown = Inline::Item(item_ref(book, from, ix));
    let rows = vec![
        fact(book.word("Krav", "Requirement"), vec![shown, text(format!(" {note}"))]),
        fact(book.word("Kravtekst", "Text"), vec![Inline::Html { html: statement.unwrap_or_default() }]),
    ];
    Section {
        anchor: "_krav".to_owned(),
        title: book.word("Kravet i dag", "The requirement today").to_owned(),
        content: Content::Table(facts(book, rows)),
    }
}

fn answered(book: &Book, ix: ItemIx, supplier: &Supplier) -> Section {
    let answer = supplier.answers.get(&ix);
    let mut rows = vec![fact(book.word("Opfyldt", "Fulfilled"), said(book, answer))];
    if let Some(answer) = answer {
        let texts = [
            (book.word("Forbehold", "Reservation"), &answer.reservation),
            (book.word("Beskrivelse", "Description"), &answer.description),
            (book.word("Standard/tilpasning", "Standard/customisation"), &answer.standard),
            (book.word("Henvisning", "Reference"), &answer.reference),
        ];
        let written = texts.into_iter().filter(|(_, text)| !text.is_empty());
        rows.extend(written.map(|(label, text)| fact(label, vec![Inline::Html { html: lines(text) }])));
    }
    Section {
        anchor: format!("_{}", supplier.slug),
        title: supplier.name.clone(),
        content: Content::Table(facts(book, rows)),
    }
}

fn said(book: &Book, answer: Option<&Answer>) -> Vec<Inline> {
    let mut line = vec![Inline::Chip(chip(book, answer))];
    let Some(answer) = answer else { return line };
    if answer.fulfilled == Fulfilled::Unclear && !answer.word.is_empty() {
        line.push(text(format!(" »{}«", answer.word)));
    }
    if is_changed(answer) {
        line.push(text(" "));
        line.push(Inline::Chip(changed_chip(book)));
    }
    line
}

/// A text with its line breaks, and nothing of it as markup.
fn lines(text: &str) -> String {
    text.lines().map(escape).collect::<Vec<_>>().join("<br>")
}

fn fact(label: &str, value: Vec<Inline>) -> Row {
    Row { cells: vec![vec![text(label)], value], ..Row::default() }
}

fn facts(book: &Book, rows: Vec<Row>) -> Table {
    let columns = vec![column(book.word("Felt", "Field"), ""), column(book.word("Svar", "Answer"), "")];
    Table { columns, rows, look: "plain facts", ..Table::default() }
}
