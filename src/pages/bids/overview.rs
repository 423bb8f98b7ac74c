//! The overview of what suppliers answered: minimum requirements first, then the others, then where to read on.

use std::collections::BTreeMap;

use super::counts::{Class, Tally, class, column, text};
use super::{MENU, Sheet, address, answers, href, is_changed, suppliers};
use crate::model::ItemIx;
use crate::pages::book::Book;
use crate::pages::shell;
use crate::pages::view::{Content, Crumb, Inline, Row, Section, SectionsView, Table};
use crate::pages::words::number;
use crate::place::FileId;
use crate::trace::Facts;
use crate::trace::answers::{Answer, Fulfilled, Supplier};

/// The page.
pub fn view(book: &Book) -> SectionsView {
    let from = address(book, Sheet::Overview);
    let mut page = shell::page(book, &from);
    let title = book.word("Besvarelser", "Answers");
    page.title = title.to_owned();
    page.menu = MENU.to_owned();
    let mut classes: BTreeMap<Class, Vec<ItemIx>> = BTreeMap::new();
    let asked = answers(book).asked.iter().filter(|ix| book.published.shows(**ix));
    asked.for_each(|ix| classes.entry(class(book, *ix)).or_default().push(*ix));
    let mut sections: Vec<Section> =
        classes.iter().enumerate().map(|(place, (class, rows))| of_class(book, &from, place, class, rows)).collect();
    sections.extend(parts(book, &from));
    sections.push(of_suppliers(book, &from));
    sections.extend(faults(book, &from));
    let entry = |section: &Section| Crumb { text: section.title.clone(), href: format!("#{}", section.anchor) };
    page.contents = sections.iter().map(entry).collect();
    SectionsView { page, title: title.to_owned(), lead: lead(book), sections }
}

fn lead(book: &Book) -> String {
    let answers = answers(book);
    let count = |count| number(book.language(), count);
    let suppliers = match answers.suppliers.len() {
        1 => book.word("leverandør har svaret på", "supplier has answered"),
        _ => book.word("leverandører har svaret på", "suppliers have answered"),
    };
    let asked = answers.asked.len();
    let tail = book.word(
        "krav. Tallene gengiver svarene og er ingen vurdering.",
        "requirements. The figures render the answers and judge nothing.",
    );
    format!("{} {suppliers} {} {tail}", count(answers.suppliers.len()), count(asked))
}

/// The counts of one class of requirements, what is not met in front.
fn of_class(book: &Book, from: &str, place: usize, class: &Class, rows: &[ItemIx]) -> Section {
    let word = |da, en| book.word(da, en);
    let columns = vec![
        column(word("Leverandør", "Supplier"), ""),
        column(word("Ikke opfyldt", "Not fulfilled"), "num"),
        column(word("Delvist", "Partly"), "num"),
        column(word("Intet svar", "No answer"), "num"),
        column(word("Uklart", "Unclear"), "num"),
        column(word("Opfyldt", "Fulfilled"), "num"),
        column(word("Med forbehold", "With a reservation"), "num"),
    ];
    let row = |(place, supplier): &(u32, &Supplier)| {
        let mut tally = Tally::default();
        rows.iter().for_each(|ix| tally.add(supplier.answers.get(ix)));
        let page = href(book, from, Sheet::Supplier(*place));
        let count = |count: usize| vec![text(number(book.language(), count))];
        let mut cells = vec![vec![Inline::Link { text: supplier.name.clone(), href: page }]];
        cells.extend([tally.no, tally.partly, tally.missing, tally.unclear, tally.yes, tally.reserved].map(count));
        Row { cells, ..Row::default() }
    };
    let caption = match rows.len() {
        1 => format!("1 {}", word("krav", "requirement")),
        count => format!("{} {}", number(book.language(), count), word("krav", "requirements")),
    };
    let rows = suppliers(book).iter().map(row).collect();
    let table = Table { caption, columns, rows, look: "plain", ..Table::default() };
    Section { anchor: format!("_kravtype-{}", place + 1), title: class.name.clone(), content: Content::Table(table) }
}

/// The parts, each with its requirements by suppliers.
fn parts(book: &Book, from: &str) -> Option<Section> {
    let word = |da, en| book.word(da, en);
    let row = |(place, part): (usize, &super::parts::Part)| {
        let unmet = |ix: &&ItemIx| {
            let met = |answer: &Answer| answer.fulfilled == Fulfilled::Yes;
            class(book, **ix).is_mandatory
                && answers(book).suppliers.iter().any(|supplier| !supplier.answers.get(*ix).is_some_and(met))
        };
        let link = Inline::Link { text: part.title.clone(), href: href(book, from, Sheet::Part(place as u32, 1)) };
        let counts = [part.rows.iter().filter(unmet).count(), part.rows.len()];
        let mut cells = vec![vec![link]];
        cells.extend(counts.map(|count| vec![text(number(book.language(), count))]));
        Row { cells, ..Row::default() }
    };
    let rows: Vec<Row> = book.bids.parts(book).iter().enumerate().map(row).collect();
    let columns = vec![
        column(word("Bilag eller løsning", "Annex or solution"), ""),
        column(word("Mindstekrav, som ikke alle opfylder", "Minimum requirements that not all fulfil"), "num"),
        column(word("Krav", "Requirements"), "num"),
    ];
    let table = Table { columns, rows, look: "plain", ..Table::default() };
    let title = word("Kravene side om side", "The requirements side by side").to_owned();
    (!table.rows.is_empty()).then(|| Section { anchor: "_krav".to_owned(), title, content: Content::Table(table) })
}

/// Whose answers there are, and how they fit the documentation of today.
fn of_suppliers(book: &Book, from: &str) -> Section {
    let word = |da, en| book.word(da, en);
    let columns = vec![
        column(word("Leverandør", "Supplier"), ""),
        column(word("Fil", "File"), ""),
        column(word("Udgave", "Edition"), "id"),
        column(word("Besvarede krav", "Answered"), "num"),
        column(word("Krav ændret siden", "Changed since"), "num"),
        column(word("Svar uden krav", "Answers to nothing"), "num"),
    ];
    let row = |(place, supplier): &(u32, &Supplier)| {
        let changed = supplier.answers.values().filter(|answer| is_changed(answer)).count();
        let page = href(book, from, Sheet::Supplier(*place));
        let mut cells = vec![
            vec![Inline::Link { text: supplier.name.clone(), href: page }],
            vec![text(supplier.sheet.clone())],
            vec![text(supplier.edition.clone())],
        ];
        let counts = [supplier.answers.len(), changed, supplier.stray.len()];
        cells.extend(counts.map(|count| vec![text(number(book.language(), count))]));
        Row { cells, ..Row::default() }
    };
    let rows = suppliers(book).iter().map(row).collect();
    let table = Table { columns, rows, look: "plain", ..Table::default() };
    let title = word("Leverandørerne", "The suppliers").to_owned();
    Section { anchor: "_leverandoerer".to_owned(), title, content: Content::Table(table) }
}

/// What can't be read in the files of answers.
fn faults(book: &Book, from: &str) -> Option<Section> {
    let files: Vec<FileId> = (0..answers(book).suppliers.len()).map(Facts::answer_file).collect();
    let found = book.findings.iter().filter(|finding| files.contains(&finding.place.file));
    let findings = shell::findings(book, from, found, false);
    let title = book.word("Fejl i filerne med svar", "Faults in the files of answers").to_owned();
    let content = Content::Findings { findings: findings.clone(), more: Crumb::default() };
    (!findings.is_empty()).then(|| Section { anchor: "_fejl".to_owned(), title, content })
}
