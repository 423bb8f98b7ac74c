//! Pages on findings and rules.

use std::collections::BTreeMap;

use super::book::{Book, PAGE_ROWS};
use super::key::{self, Keyed};
use super::route::{Route, relative};
use super::view::{Column, Content, Crumb, Inline, Row, Section, SectionsView, Table};
use super::words::number;
use super::{refs, shell};
use crate::finding::Code;
use crate::rules;

/// The findings that readers may see, as indices in those of the book.
pub(super) fn shown(book: &Book) -> Vec<u32> {
    let findings = book.findings.iter().enumerate();
    findings.filter(|(_, finding)| shell::is_public(book, finding)).map(|(number, _)| number as u32).collect()
}

/// How many pages of findings there are.
pub fn pages(book: &Book) -> u32 {
    super::lists::pages(book.shown_findings().len())
}

/// One page of all findings; the first begins with the rules.
pub fn findings(book: &Book, page_number: u32) -> SectionsView {
    let from = book.address(&Route::Findings(page_number));
    let count = book.shown_findings().len();
    let mut page = shell::page(book, &from);
    page.title = book.word("Kontrol af dokumentationen", "Checks of the documentation").to_owned();
    page.menu = "oversigt".to_owned();
    page.crumbs = vec![overview(book, &from)];
    let mut sections = Vec::new();
    if page_number == 1 {
        sections.push(rule_table(book, &from));
    }
    let start = (page_number as usize - 1) * PAGE_ROWS;
    let rows = book.shown_findings().skip(start).take(PAGE_ROWS);
    let more = if start + PAGE_ROWS < count {
        let text = book.word("Flere fund", "More findings").to_owned();
        Crumb { text, href: relative(&from, &book.address(&Route::Findings(page_number + 1))) }
    } else {
        Crumb::default()
    };
    if count > 0 {
        let content = Content::Findings { findings: shell::findings(book, &from, rows, true), more };
        sections.push(Section { anchor: "_fund".to_owned(), title: book.word("Fund", "Findings").to_owned(), content });
    }
    let lead = match count {
        0 => book.word("Kontrollen fandt intet at rette.", "The checks found nothing to mend.").to_owned(),
        count => format!("{} {}", number(book.language(), count), book.word("fund i alt.", "findings in all.")),
    };
    SectionsView { title: page.title.clone(), lead, page, sections }
}

/// All that a page of findings shows; the first counts those of each rule.
pub(super) fn feed(keyed: &mut Keyed, book: &Book, page_number: u32) {
    keyed.number(book.shown_findings().len() as u64);
    if page_number == 1 {
        for finding in book.shown_findings() {
            keyed.text(finding.code);
            keyed.number(u64::from(finding.waived));
        }
    }
    for finding in book.shown_findings().skip((page_number as usize - 1) * PAGE_ROWS).take(PAGE_ROWS) {
        key::feed_finding(keyed, &book.facts, finding);
        keyed.number(u64::from(shell::may_say(book, finding)));
        if let Some(item) = finding.item.and_then(|item| book.shown_as.get(item as usize)) {
            keyed.hash(item);
        }
    }
}

/// Every rule with its number of findings.
fn rule_table(book: &Book, from: &str) -> Section {
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    for finding in book.shown_findings().filter(|finding| !finding.waived) {
        *counts.entry(finding.code).or_default() += 1;
    }
    let row = |(place, rule): (usize, &&rules::Rule)| {
        let count = counts.get(rule.code).copied().unwrap_or(0);
        let link =
            Inline::Link { text: rule.code.to_owned(), href: relative(from, &book.address(&Route::Rule(place))) };
        let says = Inline::Text { text: book.word(rule.says.da, rule.says.en).to_owned() };
        let count = Inline::Text { text: number(book.language(), count) };
        Row { cells: vec![vec![link], vec![says], vec![count]], ..Row::default() }
    };
    let column = |text: &'static str, class: &'static str| Column { text: text.to_owned(), class, ..Column::default() };
    let table = Table {
        columns: vec![
            column(book.word("Regel", "Rule"), "id"),
            column(book.word("Hvad den finder", "What it finds"), ""),
            column(book.word("Fund", "Findings"), "num"),
        ],
        rows: rules::RULES.iter().enumerate().map(row).collect(),
        look: "plain",
        ..Table::default()
    };
    Section {
        anchor: "_regler".to_owned(),
        title: book.word("Regler", "Rules").to_owned(),
        content: Content::Table(table),
    }
}

/// The page of a rule.
pub fn rule(book: &Book, place: usize) -> SectionsView {
    let rule = &rules::RULES[place];
    let from = book.address(&Route::Rule(place));
    let mut page = shell::page(book, &from);
    page.title = format!("{} {}", book.word("Regel", "Rule"), rule.code);
    page.menu = "oversigt".to_owned();
    let checks = Crumb {
        text: book.word("Kontrol", "Checks").to_owned(),
        href: relative(&from, &book.address(&Route::Findings(1))),
    };
    page.crumbs = vec![overview(book, &from), checks];
    let prose = |anchor: &str, title: &'static str, html: String| Section {
        anchor: anchor.to_owned(),
        title: title.to_owned(),
        content: Content::Prose { html },
    };
    let code = |text: &str| format!("<pre><code>{}</code></pre>", refs::escape(text));
    let sections = vec![
        prose(
            "_hvorfor",
            book.word("Hvorfor", "Why"),
            format!("<p>{}</p>", refs::escape(book.word(rule.why.da, rule.why.en))),
        ),
        prose("_forkert", book.word("Sådan går det galt", "How it goes wrong"), code(rule.bad)),
        prose("_rigtigt", book.word("Sådan er det rigtigt", "How it is right"), code(rule.good)),
    ];
    SectionsView { title: page.title.clone(), lead: book.word(rule.says.da, rule.says.en).to_owned(), page, sections }
}

fn overview(book: &Book, from: &str) -> Crumb {
    Crumb {
        text: book.word("Alle elementer", "All items").to_owned(),
        href: relative(from, &book.address(&Route::Overview)),
    }
}
