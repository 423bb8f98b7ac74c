//! What to look at in one supplier's answers: what is not met, reserved, missing, or about something else by now.

use super::counts::{cell, class, column, requirement, short, text};
use super::sheet::back;
use super::{MENU, Sheet, address, answers, is_changed};
use crate::model::ItemIx;
use crate::pages::book::Book;
use crate::pages::shell;
use crate::pages::view::{Content, Crumb, Row, Section, SectionsView, Table};
use crate::pages::words::number;
use crate::trace::answers::{Answer, Fulfilled, Supplier};

/// Rows of one section; the rest is counted, and stands in the parts.
const ROWS: usize = 300;

/// The page.
pub fn view(book: &Book, place: u32) -> SectionsView {
    let from = address(book, Sheet::Supplier(place));
    let mut page = shell::page(book, &from);
    page.menu = MENU.to_owned();
    page.crumbs = vec![back(book, &from)];
    let Some(supplier) = answers(book).suppliers.get(place as usize) else {
        return SectionsView { page, title: String::new(), lead: String::new(), sections: Vec::new() };
    };
    page.title = supplier.name.clone();
    let mut sections: Vec<Section> =
        GROUPS.iter().enumerate().filter_map(|(place, group)| of_group(book, &from, supplier, place, group)).collect();
    sections.extend(stray(book, supplier));
    let entry = |section: &Section| Crumb { text: section.title.clone(), href: format!("#{}", section.anchor) };
    page.contents = if sections.len() > 1 { sections.iter().map(entry).collect() } else { Vec::new() };
    let lead = match sections.is_empty() {
        true => book.word(
            "Alle krav er besvaret med ja uden forbehold.",
            "All requirements are answered with yes and no reservation.",
        ),
        false => book.word(
            "Det, der skal ses på, mindstekravene først. Alle svar står under de enkelte bilag og løsninger.",
            "What to look at, minimum requirements first. All answers stand under the annexes and solutions.",
        ),
    };
    SectionsView { page, title: supplier.name.clone(), lead: lead.to_owned(), sections }
}

/// Some of a supplier's answers, by whether the requirement has to be met and what is said of it.
struct Group {
    da: &'static str,
    en: &'static str,
    takes: fn(bool, Option<&Answer>) -> bool,
}

const GROUPS: [Group; 8] = [
    Group {
        da: "Mindstekrav, der ikke er opfyldt",
        en: "Minimum requirements not fulfilled",
        takes: |mandatory, answer| mandatory && says(answer, Fulfilled::No),
    },
    Group {
        da: "Mindstekrav, der er delvist opfyldt",
        en: "Minimum requirements partly fulfilled",
        takes: |mandatory, answer| mandatory && says(answer, Fulfilled::Partly),
    },
    Group {
        da: "Mindstekrav uden svar",
        en: "Minimum requirements without an answer",
        takes: |mandatory, answer| mandatory && answer.is_none(),
    },
    Group {
        da: "Uklare svar på mindstekrav",
        en: "Unclear answers to minimum requirements",
        takes: |mandatory, answer| mandatory && says(answer, Fulfilled::Unclear),
    },
    Group {
        da: "Ja med forbehold",
        en: "Yes with a reservation",
        takes: |_, answer| says(answer, Fulfilled::Yes) && answer.is_some_and(Answer::is_reserved),
    },
    Group {
        da: "Øvrige krav, der ikke er opfyldt helt",
        en: "Other requirements not wholly fulfilled",
        takes: |mandatory, answer| !mandatory && answer.is_some_and(|answer| answer.fulfilled != Fulfilled::Yes),
    },
    Group {
        da: "Øvrige krav uden svar",
        en: "Other requirements without an answer",
        takes: |mandatory, answer| !mandatory && answer.is_none(),
    },
    Group {
        da: "Krav, der er ændret, siden de blev besvaret",
        en: "Requirements that changed since they were answered",
        takes: |_, answer| answer.is_some_and(is_changed),
    },
];

fn says(answer: Option<&Answer>, fulfilled: Fulfilled) -> bool {
    answer.is_some_and(|answer| answer.fulfilled == fulfilled)
}

fn of_group(book: &Book, from: &str, supplier: &Supplier, place: usize, group: &Group) -> Option<Section> {
    let all = book.bids.parts(book).iter().flat_map(|part| part.rows.iter().copied());
    let taken: Vec<ItemIx> =
        all.filter(|ix| (group.takes)(class(book, *ix).is_mandatory, supplier.answers.get(ix))).collect();
    let row = |ix: &ItemIx| Row {
        cells: vec![vec![requirement(book, from, *ix)], cell(book, from, *ix, supplier)],
        ..Row::default()
    };
    let columns = vec![column(book.word("Krav", "Requirement"), ""), column(book.word("Svar", "Answer"), "")];
    let rows: Vec<Row> = taken.iter().take(ROWS).map(row).collect();
    let caption = match taken.len().checked_sub(ROWS) {
        Some(more @ 1..) => format!(
            "{} {}",
            number(book.language(), more),
            book.word("flere står under bilag og løsninger", "more stand under annexes and solutions")
        ),
        _ => String::new(),
    };
    let table = Table { caption, columns, rows, look: "plain", ..Table::default() };
    let title = format!("{} ({})", book.word(group.da, group.en), number(book.language(), taken.len()));
    let anchor = format!("_gruppe-{}", place + 1);
    (!taken.is_empty()).then_some(Section { anchor, title, content: Content::Table(table) })
}

/// Answers to what is no requirement any more, or never was.
fn stray(book: &Book, supplier: &Supplier) -> Option<Section> {
    let row = |answer: &Answer| {
        let said = [&answer.word, &answer.reservation, &answer.description];
        let said = said.iter().filter(|text| !text.is_empty()).map(|text| short(text)).collect::<Vec<_>>().join(" – ");
        Row {
            cells: vec![vec![text(answer.id.clone())], vec![text(answer.number.clone())], vec![text(said)]],
            ..Row::default()
        }
    };
    let columns = vec![
        column("Id", "id"),
        column(book.word("Kravnr.", "Requirement no."), "id"),
        column(book.word("Svar", "Answer"), ""),
    ];
    let rows: Vec<Row> = supplier.stray.iter().take(ROWS).map(row).collect();
    let count = number(book.language(), supplier.stray.len());
    let title = format!(
        "{} ({count})",
        book.word("Svar på krav, der ikke findes", "Answers to requirements that do not exist")
    );
    let table = Table { columns, rows, look: "plain", ..Table::default() };
    (!supplier.stray.is_empty()).then(|| Section {
        anchor: "_uden-krav".to_owned(),
        title,
        content: Content::Table(table),
    })
}
