//! Requirements by suppliers: one part of what was asked.

use super::counts::{cell, class, column, requirement, text};
use super::{MENU, Sheet, address, href, suppliers};
use crate::model::ItemIx;
use crate::pages::book::{Book, PAGE_ROWS};
use crate::pages::view::{Column, Content, Crumb, Row, Section, SectionsView, Table};
use crate::pages::words::number;
use crate::pages::{lists, shell};
use crate::trace::answers::Supplier;

/// One page of a part.
pub fn view(book: &Book, place: u32, page_number: u32) -> SectionsView {
    let from = address(book, Sheet::Part(place, page_number));
    let mut page = shell::page(book, &from);
    page.menu = MENU.to_owned();
    page.crumbs = vec![back(book, &from)];
    let Some(part) = book.bids.parts(book).get(place as usize) else {
        return SectionsView { page, title: String::new(), lead: String::new(), sections: Vec::new() };
    };
    page.title = lists::page_title(book, &part.title, page_number);
    let suppliers = suppliers(book);
    let head = |(place, supplier): &(u32, &Supplier)| Column {
        text: supplier.name.clone(),
        href: href(book, &from, Sheet::Supplier(*place)),
        ..Column::default()
    };
    let columns = std::iter::once(column(book.word("Krav", "Requirement"), "")).chain(suppliers.iter().map(head));
    let row = |ix: &ItemIx| {
        let asked = vec![requirement(book, &from, *ix), text(format!(" {}", class(book, *ix).key))];
        let answers = suppliers.iter().map(|(_, supplier)| cell(book, &from, *ix, supplier));
        Row { cells: std::iter::once(asked).chain(answers).collect(), ..Row::default() }
    };
    let rows: Vec<Row> = lists::slice(&part.rows, page_number).iter().map(row).collect();
    let columns: Vec<Column> = columns.collect();
    let mut table = Table { columns, rows, look: "plain", ..Table::default() };
    if part.rows.len() > page_number as usize * PAGE_ROWS {
        table.more = Crumb {
            text: book.word("Næste side", "Next page").to_owned(),
            href: href(book, &from, Sheet::Part(place, page_number + 1)),
        };
    }
    let section = Section {
        anchor: "_svar".to_owned(),
        title: book.word("Svarene", "The answers").to_owned(),
        content: Content::Table(table),
    };
    let lead = format!(
        "{} {} {} {}",
        number(book.language(), part.rows.len()),
        book.word("krav,", "requirements,"),
        number(book.language(), suppliers.len()),
        book.word(
            "leverandører. Lange svar er forkortet; hvert svar fører til det hele.",
            "suppliers. Long answers are shortened; each leads to the whole."
        )
    );
    SectionsView { page, title: part.title.clone(), lead, sections: vec![section] }
}

/// The way back to the overview.
pub fn back(book: &Book, from: &str) -> Crumb {
    Crumb { text: book.word("Besvarelser", "Answers").to_owned(), href: href(book, from, Sheet::Overview) }
}
