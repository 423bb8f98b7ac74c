//! What the pages on readiness have in common.

use jiff::civil::Date;

use super::super::book::Book;
use super::super::refs::item_ref;
use super::super::route::{Route, relative};
use super::super::view::{Chip, Column, Content, Inline, Row, Section, Table};
use super::super::words::{date, number};
use crate::model::ItemIx;
use crate::rules::readiness::{Judged, Signature, Task, WaivedBy};

pub fn section(anchor: &str, title: &str, content: Content) -> Section {
    Section { anchor: anchor.to_owned(), title: title.to_owned(), content }
}

pub fn column(text: &str, class: &'static str) -> Column {
    Column { text: text.to_owned(), class, ..Column::default() }
}

pub fn text(text: impl Into<String>) -> Inline {
    Inline::Text { text: text.into() }
}

/// An item by its id alone, or in general words when it is not published.
pub fn short(book: &Book, from: &str, ix: ItemIx) -> Inline {
    if !book.published.shows(ix) {
        return text(book.hidden_word());
    }
    let mut item = item_ref(book, from, ix);
    item.title = String::new();
    item.status = String::new();
    Inline::Item(item)
}

/// A page's address as seen from another.
pub fn href(book: &Book, from: &str, route: &Route) -> String {
    relative(from, &book.address(route))
}

/// "1. juni 2027".
pub fn day(book: &Book, day: Date) -> String {
    date(book.language(), day)
}

/// "om 212 dage", "i dag", "for 3 dage siden"; empty without a day.
pub fn away(book: &Book, judged: &Judged) -> String {
    let Some(days) = judged.days_to_tender(book.model().day) else { return String::new() };
    let count = number(book.language(), days.unsigned_abs() as usize);
    match days {
        0 => book.word("i dag", "today").to_owned(),
        1 => book.word("i morgen", "tomorrow").to_owned(),
        -1 => book.word("i går", "yesterday").to_owned(),
        2.. => format!("{} {count} {}", book.word("om", "in"), book.word("dage", "days")),
        _ => match book.language() {
            crate::finding::Language::Danish => format!("for {count} dage siden"),
            crate::finding::Language::English => format!("{count} days ago"),
        },
    }
}

/// "3 fund dispenseret af SG-DUBU til 12. maj 2027: …".
pub fn waived(book: &Book, from: &str, waived: &WaivedBy) -> Vec<Inline> {
    let count = format!("{} ", findings(book, waived.count));
    let mut line = vec![text(count), text(book.word("dispenseret af ", "waived by "))];
    line.push(match book.model().find(&waived.by) {
        Some(body) => short(book, from, body),
        None => text(&*waived.by),
    });
    line.push(text(format!(" {} {}", book.word("til", "until"), day(book, waived.until))));
    if book.published.names_nothing_hidden(&waived.reason) {
        line.push(text(format!(": {}", waived.reason.trim())));
    }
    line
}

/// "1 fund", "12 fund".
pub fn findings(book: &Book, count: usize) -> String {
    let counted = number(book.language(), count);
    match count {
        1 => format!("{counted} {}", book.word("fund", "finding")),
        _ => format!("{counted} {}", book.word("fund", "findings")),
    }
}

/// "godkendt af SG-DUBU 12. maj 2026 (BES-7)" and whether it still holds; `None` when the decision is not published.
pub fn signature(book: &Book, from: &str, signature: &Signature) -> Option<Vec<Inline>> {
    book.published.shows(signature.decision).then_some(())?;
    let done = match signature.approves {
        true => book.word("godkendt", "approved"),
        false => book.word("behandlet", "treated"),
    };
    let mut line = vec![text(done)];
    if let Some(by) = signature.by {
        line.push(text(book.word(" af ", " by ")));
        line.push(short(book, from, by));
    }
    if let Some(on) = signature.day {
        line.push(text(format!(" {}", day(book, on))));
    }
    line.push(text(book.word(" i ", " in ")));
    line.push(short(book, from, signature.decision));
    line.push(text(" "));
    line.push(Inline::Chip(match signature.unchanged {
        true => Chip { text: book.word("uændret siden", "unchanged since").to_owned(), tone: "ok" },
        false => Chip {
            text: book.word("indholdet er ændret siden", "the content has changed since").to_owned(),
            tone: "wait",
        },
    }));
    Some(line)
}

/// Tasks as a table, what unblocks most first.
pub fn tasks(book: &Book, from: &str, tasks: &[Task], with_solution: bool) -> Table {
    let word = |da, en| book.word(da, en);
    let mut columns = vec![column(word("Opgave", "Task"), "")];
    if with_solution {
        columns.push(column(word("Løsning", "Solution"), "id"));
    }
    columns.push(column(word("Hvem", "Who"), ""));
    columns.push(column(word("Timer", "Hours"), "num"));
    columns.push(column(word("Senest", "At the latest"), "id"));
    let rows = tasks.iter().map(|task| task_row(book, from, task, with_solution)).collect();
    Table { columns, rows, look: "plain", ..Table::default() }
}

fn task_row(book: &Book, from: &str, task: &Task, with_solution: bool) -> Row {
    let says = task.rule.says;
    let anchor = format!("#_{}", task.rule.code.to_ascii_lowercase());
    let link = Inline::Link {
        text: format!("{} {}", task.rule.code, book.word(says.da, says.en)),
        href: relative(from, &format!("{}{anchor}", book.address(&Route::Evidence(task.solution)))),
    };
    let mut what = vec![link, text(format!(" {}", findings(book, task.count)))];
    if let Some(item) = task.item.filter(|ix| book.published.shows(*ix) && *ix != task.solution) {
        what.push(text(" · "));
        what.push(short(book, from, item));
    }
    if task.opens_area {
        let opens = book.word("sidste hindring på området", "last obstacle in its area");
        what.push(text(" "));
        what.push(Inline::Chip(Chip { text: opens.to_owned(), tone: "none" }));
    }
    if let Some(first) = task.from {
        let first = format!("{} {}", book.word("tidligst", "not before"), day(book, first));
        what.push(text(" "));
        what.push(Inline::Chip(Chip { text: first, tone: "none" }));
    }
    let mut cells = vec![what];
    if with_solution {
        cells.push(vec![short(book, from, task.solution)]);
    }
    let who = task.who.name();
    cells.push(vec![text(book.word(who.da, who.en))]);
    cells.push(vec![text(hours(book, task.minutes))]);
    cells.push(vec![text(task.before.map_or(String::new(), |before| day(book, before)))]);
    Row { cells, ..Row::default() }
}

/// Whole hours, rounded up.
pub fn hours(book: &Book, minutes: u32) -> String {
    number(book.language(), minutes.div_ceil(60) as usize)
}
