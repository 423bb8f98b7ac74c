//! What the verdict of a solution rests on: every check with what it looked at, what it found and what is waived.

use super::super::book::Book;
use super::super::refs::item_ref;
use super::super::route::Route;
use super::super::shell;
use super::super::view::{Chip, Column, Content, Crumb, Inline, Row, Section, SectionsView, Table};
use super::super::words::{capital, number};
use super::parts::{away, column, day, findings, href, section, short, signature, tasks as task_table, text, waived};
use super::{chip, crumb, found, trend};
use crate::finding::Level;
use crate::model::ItemIx;
use crate::rules::readiness::{Area, Check, Judged, Verdict, name, tasks};

/// The page of a solution's evidence.
pub fn view(book: &Book, ix: ItemIx) -> SectionsView {
    let from = book.address(&Route::Evidence(ix));
    let item = book.model().item(ix);
    let mut page = shell::page(book, &from);
    page.title = format!("{} – {}", book.word("Udbudsparathed", "Readiness for re-tender"), item.id);
    page.menu = "udbudsparathed".to_owned();
    page.crumbs =
        vec![crumb(book, &from), Crumb { text: item.id.to_string(), href: href(book, &from, &Route::Item(ix)) }];
    let mut sections = Vec::new();
    let mut lead = String::new();
    if let Some(judged) = book.readiness().of(ix) {
        lead = said(book, judged);
        sections.push(overall(book, &from, judged));
        let tasks = tasks(book.readiness(), [judged]);
        if !tasks.is_empty() {
            let mut table = task_table(book, &from, &tasks, false);
            table.more = Crumb {
                text: book.word("Sådan er timerne skønnet", "How the hours are estimated").to_owned(),
                href: format!("{}#_timer", href(book, &from, &Route::QualityLevel)),
            };
            let title = book.word("Gør dette først", "Do this first");
            sections.push(section("_foerst", title, Content::Table(table)));
        }
        for area in judged.areas.iter().chain([&judged.structure]) {
            of_area(book, &from, judged, area, &mut sections);
        }
        sections.extend(trend::of(book, &[ix]));
    }
    let is_part = |part: &&Section| !part.anchor.ends_with("-fund") && !part.anchor.ends_with("-ok");
    let entry = |part: &Section| Crumb { text: part.title.clone(), href: format!("#{}", part.anchor) };
    page.contents = sections.iter().filter(is_part).map(entry).collect();
    SectionsView { title: page.title.clone(), page, lead, sections }
}

/// "DUBU er ikke klar: 12 fund hindrer et udbud, og 2 er dispenseret."
fn said(book: &Book, judged: &Judged) -> String {
    let id = &book.model().item(judged.solution).id;
    let verdict = judged.verdict.word(book.language());
    let mut text = format!("{id} {} {verdict}", book.word("er", "is"));
    let (blocking, outstanding) = (judged.blocking(), judged.outstanding());
    if blocking > 0 {
        let ahead = match blocking {
            1 => book.word("hindrer et udbud", "stands in the way of a tender"),
            _ => book.word("hindrer et udbud", "stand in the way of a tender"),
        };
        text.push_str(&format!(": {} {ahead}", findings(book, blocking)));
    }
    if outstanding > 0 {
        let join = if blocking > 0 { book.word(", og", ", and") } else { ":" };
        let waived = book.word("er dispenseret", "waived");
        text.push_str(&format!("{join} {} {waived}", findings(book, outstanding)));
    }
    text.push('.');
    text
}

/// The facts of the verdict.
fn overall(book: &Book, from: &str, judged: &Judged) -> Section {
    let word = |da, en| book.word(da, en);
    let mut rows = vec![row(word("Vurdering", "Verdict"), vec![Inline::Chip(chip(book, judged.verdict))])];
    rows.push(row(word("Løsning", "Solution"), vec![Inline::Item(item_ref(book, from, judged.solution))]));
    let tender = match &judged.announced {
        None => vec![text(word("intet udbud er planlagt", "no tender is planned"))],
        Some(announced) => {
            let on = match announced.day {
                Some(on) => format!("{}, {} ", day(book, on), away(book, judged)),
                None => word("dagen er ikke fastsat ", "the day is not set ").to_owned(),
            };
            let tender = book.published.shows(announced.tender).then(|| short(book, from, announced.tender));
            std::iter::once(text(on)).chain(tender).collect()
        }
    };
    rows.push(row(word("Annonceres", "Announced"), tender));
    rows.push(row(word("Vurderet, som det ser ud", "Judged as it stands on"), vec![text(day(book, judged.day))]));
    let config = &book.readiness().bases[judged.basis].facts.config;
    let profile = &config.profile;
    let level = format!("{} {}", profile.navn, profile.version);
    let level = if level.trim().is_empty() { word("Kvalitetsniveauet", "The quality level") } else { level.trim() };
    let mut by = vec![Inline::Link { text: level.to_owned(), href: href(book, from, &Route::QualityLevel) }];
    if let Some(active) = &config.active {
        by.push(text(format!(", {} »{active}«", word("profilen", "the profile"))));
    }
    rows.push(row(word("Efter", "By"), by));
    let hash = Inline::Html { html: format!("<code>{}</code>", judged.content) };
    rows.push(row(word("Indholdets hash", "Hash of the content"), vec![hash]));
    let signed = judged.signature.as_ref().and_then(|signed| signature(book, from, signed));
    let none =
        || vec![text(word("ingen beslutning bygger på indholdet endnu", "no decision rests on the content yet"))];
    rows.push(row(word("Underskrift", "Signature"), signed.unwrap_or_else(none)));
    let columns = vec![column(word("Hvad", "What"), ""), column(word("Værdi", "Value"), "")];
    let table = Table { columns, rows, look: "plain facts", ..Table::default() };
    section("_samlet", word("Samlet vurdering", "The verdict"), Content::Table(table))
}

fn row(label: &str, values: Vec<Inline>) -> Row {
    Row { cells: vec![vec![text(label)], values], ..Row::default() }
}

/// An area: the checks that found something or do not pass, what they found, and the checks that found nothing.
fn of_area(book: &Book, from: &str, judged: &Judged, area: &Area, sections: &mut Vec<Section>) {
    let named = capital(book.word(name(area.letter).da, name(area.letter).en));
    let letter = area.letter.to_ascii_lowercase();
    let is_told = |check: &&Check| check.failing > 0 || check.verdict != Verdict::Ready;
    let (mut told, quiet): (Vec<&Check>, Vec<&Check>) = area.checks.iter().partition(is_told);
    let title = format!("{named}: {}", area.verdict.word(book.language()));
    if !told.is_empty() {
        // What is in the way comes first; the sort keeps the order of codes.
        told.sort_by_key(|check| std::cmp::Reverse(check.verdict));
        let rows = told.into_iter().map(|check| check_row(book, from, check)).collect();
        let table = Table { columns: columns(book), rows, look: "plain", ..Table::default() };
        sections.push(section(&format!("_{letter}"), &title, Content::Table(table)));
        sections.extend(found::sections(book, from, judged, area));
    }
    // A list of rules on structure that found nothing is no evidence of anything.
    if quiet.is_empty() || area.is_structure() {
        return;
    }
    let items = quiet.into_iter().map(|check| quiet_check(book, from, check)).collect();
    let content = Content::List { items, ordered: false };
    sections.push(match sections.last().is_some_and(|last| last.anchor.starts_with(&format!("_{letter}"))) {
        true => {
            let quiet = book.word("kontroller uden fund", "checks without findings");
            section(&format!("_{letter}-ok"), &format!("{named}: {quiet}"), content)
        }
        false => section(&format!("_{letter}"), &title, content),
    });
}

fn columns(book: &Book) -> Vec<Column> {
    let word = |da, en| book.word(da, en);
    vec![
        column(word("Kontrol", "Check"), ""),
        column(word("Vurdering", "Verdict"), ""),
        column(word("Set på", "Looked at"), "num"),
        column(word("Heraf med fund", "With findings"), "num"),
        column(word("Dispenseret", "Waived"), ""),
    ]
}

/// A check that found nothing, in a line: "J01 Et krav … (54 set på)".
fn quiet_check(book: &Book, from: &str, check: &Check) -> Vec<Inline> {
    let looked = match check.subjects {
        0 => book.word("intet at se på", "nothing to look at").to_owned(),
        count => format!("{} {}", number(book.language(), count), book.word("set på", "looked at")),
    };
    let mut line = named_check(book, from, check);
    line.push(text(format!(" ({looked})")));
    line
}

/// The code and what it finds; a mark where it tells of a threshold.
fn named_check(book: &Book, from: &str, check: &Check) -> Vec<Inline> {
    let place = crate::rules::index(check.rule.code);
    let to = place.map_or(String::new(), |place| href(book, from, &Route::Rule(place)));
    let says = check.rule.says;
    let mut line = vec![
        Inline::Link { text: check.rule.code.to_owned(), href: to },
        text(format!(" {}", book.word(says.da, says.en))),
    ];
    if check.threshold.is_some() {
        let agreed = Chip { text: book.word("aftalt grænse", "agreed threshold").to_owned(), tone: "none" };
        line.extend([text(" "), Inline::Chip(agreed)]);
    }
    line
}

fn check_row(book: &Book, from: &str, check: &Check) -> Row {
    let what = named_check(book, from, check);
    let verdict = match (check.verdict, check.failing) {
        (Verdict::Ready, 0) => Chip { text: book.word("i orden", "in order").to_owned(), tone: "ok" },
        (Verdict::Ready, _) => Chip { text: remark(book, check).to_owned(), tone: "none" },
        (verdict, _) => chip(book, verdict),
    };
    let mut cover = Vec::new();
    for (number, of) in check.waived.iter().enumerate() {
        cover.extend((number > 0).then(|| text("; ")));
        cover.extend(waived(book, from, of));
    }
    let cells = vec![
        what,
        vec![Inline::Chip(verdict)],
        vec![text(number(book.language(), check.subjects))],
        vec![text(number(book.language(), check.failing))],
        cover,
    ];
    Row { anchor: format!("_{}", check.rule.code.to_ascii_lowercase()), cells }
}

/// What findings are called that do not count.
fn remark(book: &Book, check: &Check) -> &'static str {
    match check.level {
        Level::Warning | Level::Error => book.word("kun advarsler", "warnings only"),
        Level::Info | Level::Off => book.word("kun oplysninger", "remarks only"),
    }
}
