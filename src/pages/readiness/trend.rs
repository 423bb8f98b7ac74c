//! How it has gone: what `udbudsparathed.csv` records, drawn and as a table.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::super::book::Book;
use super::super::diagrams::scrolled;
use super::super::view::{Content, Crumb, Inline, Row, Section, Table};
use super::super::words::number;
use super::chip;
use super::parts::{column, day, section, text};
use crate::draw::trend::{LINES, Line, trend};
use crate::model::ItemIx;
use crate::rules::readiness::record::{Entry, Record};

/// The newest records in the table; older ones are in the file.
const ROWS: usize = 60;

/// The section on some solutions; `None` when nothing is recorded of them.
pub fn of(book: &Book, solutions: &[ItemIx]) -> Option<Section> {
    let record = Record::read(book.facts.record.as_deref()?);
    let model = book.model();
    let recorded = solutions.iter().map(|ix| (*ix, record.of(model, &model.item(*ix).id)));
    let recorded: Vec<(ItemIx, Vec<&Entry>)> = recorded.filter(|(_, entries)| !entries.is_empty()).collect();
    let days = || recorded.iter().flat_map(|(_, entries)| entries.iter().map(|entry| entry.day));
    let (first, last) = (days().min()?, days().max()?);
    let lines: Vec<Line> = recorded.iter().take(LINES).map(|(ix, entries)| line(book, *ix, entries)).collect();
    let title = book.word("Fund, der hindrer et udbud, over tid", "Findings in the way of a tender, over time");
    let svg = trend(title, &described(book, &recorded), &lines, &day(book, first), &day(book, last));
    let table = table(book, &recorded);
    let content = Content::Drawing { svg: scrolled(book, &svg), table, list: String::new() };
    Some(section("_udvikling", title, content))
}

/// One point a day: of two editions recorded on it, the later.
fn line(book: &Book, ix: ItemIx, entries: &[&Entry]) -> Line {
    let by_day: BTreeMap<Date, usize> = entries.iter().map(|entry| (entry.day, entry.blocking)).collect();
    Line { name: book.model().item(ix).id.to_string(), points: by_day.into_iter().collect() }
}

/// "DUBU: fra 14 til 2. SAPA: fra 3 til 0."
fn described(book: &Book, recorded: &[(ItemIx, Vec<&Entry>)]) -> String {
    let (from, to) = (book.word("fra", "from"), book.word("til", "to"));
    let each = recorded.iter().filter_map(|(ix, entries)| {
        let (first, last) = (entries.first()?.blocking, entries.last()?.blocking);
        Some(format!("{}: {from} {first} {to} {last}.", book.model().item(*ix).id))
    });
    each.collect::<Vec<_>>().join(" ")
}

fn table(book: &Book, recorded: &[(ItemIx, Vec<&Entry>)]) -> Table {
    let word = |da, en| book.word(da, en);
    let mut rows: Vec<(&Entry, ItemIx)> =
        recorded.iter().flat_map(|(ix, entries)| entries.iter().map(|entry| (*entry, *ix))).collect();
    rows.sort_by(|(a, in_a), (b, in_b)| (b.day, &b.edition, in_a).cmp(&(a.day, &a.edition, in_b)));
    let left_out = rows.len().saturating_sub(ROWS);
    let row = |(entry, ix): &(&Entry, ItemIx)| {
        let cells = vec![
            vec![text(day(book, entry.day))],
            vec![text(&*book.model().item(*ix).id)],
            vec![text(&*entry.edition)],
            vec![Inline::Chip(chip(book, entry.verdict))],
            vec![text(number(book.language(), entry.blocking))],
            vec![text(number(book.language(), entry.outstanding))],
        ];
        Row { cells, ..Row::default() }
    };
    let more = match left_out {
        0 => Crumb::default(),
        count => Crumb {
            text: format!("{} {}", number(book.language(), count), word("ældre", "older")),
            href: String::new(),
        },
    };
    Table {
        columns: vec![
            column(word("Dag", "Day"), "id"),
            column(word("Løsning", "Solution"), "id"),
            column(word("Udgave", "Edition"), ""),
            column(word("Vurdering", "Verdict"), ""),
            column(word("Hindrer", "In the way"), "num"),
            column(word("Dispenseret", "Waived"), "num"),
        ],
        rows: rows.iter().take(ROWS).map(row).collect(),
        more,
        look: "plain",
        ..Table::default()
    }
}
