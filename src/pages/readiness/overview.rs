//! The portfolio: how many solutions are ready, a matrix of solutions and areas, what to do first, and when they are
//! tendered.

use super::super::book::Book;
use super::super::refs::item_ref;
use super::super::route::{Route, relative};
use super::super::shell;
use super::super::view::{Chip, Content, Crumb, Inline, Row, Section, SectionsView, Table, Tile};
use super::super::words::{capital, number};
use super::parts::{away, column, day, findings, href, section, short, signature, tasks as task_table, text};
use super::{chip, has_evidence, shown, tone, trend};
use crate::model::ItemIx;
use crate::rules::readiness::{AREAS, Area, Judged, Verdict, tasks};

/// Tasks that are told; the rest stand on the pages of the solutions.
const TASKS: usize = 12;
/// Solutions in one table; more are told in the order of their tenders.
const SOLUTIONS: usize = 200;

/// The page.
pub fn view(book: &Book) -> SectionsView {
    let from = book.address(&Route::Readiness);
    let mut page = shell::page(book, &from);
    page.title = book.word("Udbudsparathed", "Readiness for re-tender").to_owned();
    page.menu = "udbudsparathed".to_owned();
    let mut solutions = shown(book);
    solutions.sort_by_key(|judged| {
        let day = judged.announced.as_ref().and_then(|announced| announced.day);
        (day.is_none(), day, judged.solution)
    });
    let left_out = solutions.len().saturating_sub(SOLUTIONS);
    let told = &solutions[..solutions.len() - left_out];
    let all: Vec<ItemIx> = told.iter().map(|judged| judged.solution).collect();
    let sections: Vec<Section> = [
        Some(section(
            "_tal",
            book.word("Overblik", "Overview"),
            Content::Tiles { tiles: tiles(book, &from, &solutions) },
        )),
        Some(matrix(book, &from, told, left_out)),
        first(book, &from, &solutions),
        Some(dates(book, &from, told)),
        trend::of(book, &all),
        waivers(book, &from, told),
        Some(section("_saadan", book.word("Sådan vurderes det", "How it is judged"), how(book, &from))),
    ]
    .into_iter()
    .flatten()
    .collect();
    page.contents =
        sections.iter().map(|part| Crumb { text: part.title.clone(), href: format!("#{}", part.anchor) }).collect();
    SectionsView { title: page.title.clone(), lead: lead(book), page, sections }
}

fn lead(book: &Book) -> String {
    let profile = &book.facts.config.profile;
    let level = format!("{} {}", profile.navn, profile.version);
    let asked = book.word(
        "Er dokumentationen god nok til at blive udbudt igen? Hver løsning er vurderet, som den ser ud den dag, udbuddet annonceres",
        "Is the documentation good enough to be tendered again? Each solution is judged as it stands on the day its tender is announced",
    );
    match level.trim() {
        "" => format!("{asked}."),
        level => format!("{asked}, {} {level}.", book.word("efter", "by")),
    }
}

fn tiles(book: &Book, from: &str, solutions: &[&Judged]) -> Vec<Tile> {
    let word = |da, en| book.word(da, en);
    let count = |count: usize| number(book.language(), count);
    let ready = solutions.iter().filter(|judged| judged.verdict == Verdict::Ready).count();
    let passing = solutions.iter().filter(|judged| judged.verdict.passes()).count();
    let blocking: usize = solutions.iter().map(|judged| judged.blocking()).sum();
    let early = expiring(book, solutions).len();
    let of_all = format!("{} {} {}", count(ready), word("af", "of"), count(solutions.len()));
    let with = match passing - ready {
        0 => String::new(),
        more => format!("{} {}", count(more), word("er klar med udeståender", "ready with outstanding matters")),
    };
    let mut tiles = vec![tile(of_all, word("løsninger er klar", "solutions are ready"), with, "#_matrix".to_owned())];
    tiles.extend(next_tile(book, from, solutions));
    let first = if blocking == 0 { String::new() } else { "#_foerst".to_owned() };
    let ahead = word("hindrer et udbud", "stand in the way of a tender");
    tiles.push(tile(findings(book, blocking), ahead, String::new(), first));
    let waivers = if early == 0 { String::new() } else { "#_dispensationer".to_owned() };
    let expire = match early {
        1 => word("dispensation udløber før annonceringen", "waiver expires before the announcement"),
        _ => word("dispensationer udløber før annonceringen", "waivers expire before the announcement"),
    };
    tiles.push(tile(count(early), expire, String::new(), waivers));
    tiles
}

/// The nearest announcement ahead.
fn next_tile(book: &Book, from: &str, solutions: &[&Judged]) -> Option<Tile> {
    let ahead = |judged: &&&Judged| judged.days_to_tender(book.model().day).is_some_and(|days| days >= 0);
    let nearest = solutions.iter().find(ahead)?;
    let days = nearest.days_to_tender(book.model().day)?;
    let announced = nearest.announced.as_ref()?;
    let to = match book.published.shows(announced.tender) {
        true => relative(from, &book.model().item(announced.tender).url),
        false => String::new(),
    };
    let counted = number(book.language(), days as usize);
    let unit = if days == 1 { book.word("dag", "day") } else { book.word("dage", "days") };
    let note = format!("{}, {}", book.model().item(nearest.solution).id, day(book, announced.day?));
    Some(tile(format!("{counted} {unit}"), book.word("til næste annoncering", "to the next announcement"), note, to))
}

fn tile(number: String, title: &str, note: String, href: String) -> Tile {
    Tile { title: title.to_owned(), href, note, number, class: String::new(), counts: Vec::new() }
}

/// Solutions by areas; each cell leads to what it counts.
fn matrix(book: &Book, from: &str, solutions: &[&Judged], left_out: usize) -> Section {
    let word = |da, en| book.word(da, en);
    // What can be read everywhere needs no column.
    let with_structure = solutions.iter().any(|judged| judged.structure.verdict != Verdict::Ready);
    let mut columns = vec![column(word("Løsning", "Solution"), "id"), column(word("Samlet", "Overall"), "")];
    if with_structure {
        columns.push(column(word("Kan læses", "Can be read"), ""));
    }
    columns.extend(AREAS.iter().map(|letter| column(short_name(book, letter), "")));
    let row = |judged: &&Judged| {
        let evidence = href(book, from, &Route::Evidence(judged.solution));
        let overall = Inline::ChipLink { chip: chip(book, judged.verdict), href: evidence.clone() };
        let mut cells = vec![vec![short(book, from, judged.solution)], vec![overall]];
        if with_structure {
            cells.push(vec![cell(book, &judged.structure, &evidence)]);
        }
        cells.extend(judged.areas.iter().map(|area| vec![cell(book, area, &evidence)]));
        Row { cells, ..Row::default() }
    };
    let more = match left_out {
        0 => Crumb::default(),
        count => Crumb {
            text: format!("{} {}", number(book.language(), count), word("løsninger til", "more solutions")),
            href: solutions.first().map_or(String::new(), |judged| {
                let kind = book.model().item(judged.solution).kind;
                href(book, from, &Route::List(kind, 1))
            }),
        },
    };
    let rows = solutions.iter().map(row).collect();
    let table = Table { columns, rows, more, look: "areas", ..Table::default() };
    section("_matrix", word("Løsninger og områder", "Solutions and areas"), Content::Table(table))
}

/// The name of an area as the head of a column.
fn short_name(book: &Book, letter: &str) -> &'static str {
    match letter {
        "J" => book.word("Retsgrundlag", "Legal basis"),
        "K" => book.word("Krav", "Requirements"),
        "V" => book.word("Viden", "Knowledge"),
        "G" => book.word("Styring", "Governance"),
        "O" => book.word("Kontrakt og ophør", "Contract and exit"),
        "U" => book.word("Udbud", "Tender"),
        _ => book.word("Sikkerhed", "Security"),
    }
}

/// The sign of an area's verdict with the number behind it, leading to the evidence.
fn cell(book: &Book, area: &Area, evidence: &str) -> Inline {
    let count = match area.verdict {
        Verdict::NotReady => number(book.language(), area.blocking()),
        Verdict::Outstanding => number(book.language(), area.outstanding()),
        Verdict::NotAssessed => area.verdict.sign().to_string(),
        Verdict::Ready => String::new(),
    };
    let href = format!("{evidence}#_{}", area.letter.to_ascii_lowercase());
    Inline::ChipLink { chip: Chip { text: count, tone: tone(area.verdict) }, href }
}

fn first(book: &Book, from: &str, solutions: &[&Judged]) -> Option<Section> {
    let tasks = tasks(book.readiness(), solutions.iter().copied());
    if tasks.is_empty() {
        return None;
    }
    let mut table = task_table(book, from, &tasks[..tasks.len().min(TASKS)], true);
    let level = href(book, from, &Route::QualityLevel);
    let rest = tasks.len().saturating_sub(TASKS);
    table.more = match rest {
        0 => Crumb {
            text: book.word("Sådan er timerne skønnet", "How the hours are estimated").to_owned(),
            href: format!("{level}#_timer"),
        },
        rest => Crumb {
            text: format!(
                "{} {}",
                number(book.language(), rest),
                book.word(
                    "opgaver til står under løsningerne; sådan er timerne skønnet",
                    "more tasks stand under the solutions; how the hours are estimated"
                )
            ),
            href: format!("{level}#_timer"),
        },
    };
    Some(section("_foerst", book.word("Gør dette først", "Do this first"), Content::Table(table)))
}

/// When each solution is tendered, as of when it is judged, and who signed.
fn dates(book: &Book, from: &str, solutions: &[&Judged]) -> Section {
    let word = |da, en| book.word(da, en);
    let columns = vec![
        column(word("Løsning", "Solution"), ""),
        column(word("Annonceres", "Announced"), ""),
        column(word("Vurderet pr.", "Judged as of"), "id"),
        column(word("Underskrift", "Signature"), ""),
    ];
    let row = |judged: &&Judged| {
        let mut announced = Vec::new();
        if let Some(tender) = &judged.announced {
            announced.push(match tender.day {
                Some(on) => text(format!("{}, {} ", day(book, on), away(book, judged))),
                None => text(word("dagen er ikke fastsat ", "the day is not set ")),
            });
            announced.extend(book.published.shows(tender.tender).then(|| short(book, from, tender.tender)));
        } else {
            announced.push(text(word("intet udbud er planlagt", "no tender is planned")));
        }
        let signed = judged.signature.as_ref().and_then(|signed| signature(book, from, signed));
        let cells = vec![
            vec![Inline::Item(item_ref(book, from, judged.solution))],
            announced,
            vec![text(day(book, judged.day))],
            signed.unwrap_or_else(|| vec![text(word("ingen", "none"))]),
        ];
        Row { cells, ..Row::default() }
    };
    let table = Table { columns, rows: solutions.iter().map(row).collect(), look: "plain", ..Table::default() };
    section("_udbud", word("Udbud og underskrifter", "Tenders and signatures"), Content::Table(table))
}

/// Waivers that work today for a solution but run out before its tender: rule, body, last day and solution.
fn expiring<'a>(book: &'a Book, solutions: &[&Judged]) -> Vec<(&'a str, &'a str, jiff::civil::Date, ItemIx)> {
    let readiness = book.readiness();
    let today = &readiness.bases[0];
    let mut found = Vec::new();
    for finding in today.findings.iter().filter(|finding| finding.waived) {
        let Some(waiver) = today.waivers.covering(&today.facts, finding) else { continue };
        for judged in solutions {
            let concerned = finding
                .item
                .is_none_or(|item| readiness.belonging.solutions(ItemIx(item)).binary_search(&judged.solution).is_ok());
            if concerned && waiver.expires < judged.day {
                found.push((&*waiver.rule, &*waiver.approved_by, waiver.expires, judged.solution));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn waivers(book: &Book, from: &str, solutions: &[&Judged]) -> Option<Section> {
    let expiring = expiring(book, solutions);
    if expiring.is_empty() {
        return None;
    }
    let word = |da, en| book.word(da, en);
    let columns = vec![
        column(word("Regel", "Rule"), "id"),
        column(word("Løsning", "Solution"), "id"),
        column(word("Godkendt af", "Approved by"), ""),
        column(word("Udløber", "Expires"), "id"),
    ];
    let rows = expiring.into_iter().map(|(rule, by, until, solution)| {
        let place = crate::rules::index(rule).map_or(String::new(), |place| href(book, from, &Route::Rule(place)));
        let body = match book.model().find(by) {
            Some(body) => short(book, from, body),
            None => text(by),
        };
        let rule = Inline::Link { text: rule.to_owned(), href: place };
        let cells = vec![vec![rule], vec![short(book, from, solution)], vec![body], vec![text(day(book, until))]];
        Row { cells, ..Row::default() }
    });
    let table = Table { columns, rows: rows.collect(), look: "plain", ..Table::default() };
    let title = word("Dispensationer, der udløber før annonceringen", "Waivers that expire before the announcement");
    Some(section("_dispensationer", title, Content::Table(table)))
}

fn how(book: &Book, from: &str) -> Content {
    let level = href(book, from, &Route::QualityLevel);
    let verdicts = Verdict::ALL.map(|verdict| {
        let means = match verdict {
            Verdict::Ready => book.word(
                "ingen fejl uden dispensation, og alle aftalte grænser er overholdt",
                "no error without a waiver, and every agreed threshold is met",
            ),
            Verdict::Outstanding => book.word(
                "kun fejl og overskredne grænser, som et organ har givet dispensation for til en dato",
                "only errors and missed thresholds for which a body has given a waiver until a day",
            ),
            Verdict::NotAssessed => book.word(
                "noget, som kvalitetsniveauet kræver, findes ikke, så der er intet at vurdere",
                "something that the quality level demands is not there, so there is nothing to judge",
            ),
            Verdict::NotReady => book.word("alt andet", "all else"),
        };
        format!("<li><b>{} {}</b>: {means}.</li>", verdict.sign(), capital(verdict.word(book.language())))
    });
    let text = match book.language() {
        crate::finding::Language::Danish => format!(
            "<p>Et område får den dårligste vurdering blandt sine kontroller, og en løsning den dårligste blandt sine områder. Advarsler tæller kun, hvor de viser, at en grænse er overskredet. Hvad der kræves, står i <a href=\"{level}\">det aftalte kvalitetsniveau</a>.</p><ul>{}</ul><p>En løsning vurderes, som lov, dispensationer og dokumentation ser ud den dag, dens udbud annonceres. Uden et planlagt udbud vurderes den pr. i dag. Kan dokumentationen ikke læses, er løsningen ikke klar.</p><p>En styregruppe underskriver en vurdering med en beslutning, hvis <code>grundlag</code> nævner udgaven og indholdets hash. Hashen står på løsningens side her og vises af <code>sporbar readiness</code>. Ændres indholdet bagefter, ses det ved underskriften.</p>",
            verdicts.concat()
        ),
        crate::finding::Language::English => format!(
            "<p>An area takes the worst of its checks, and a solution the worst of its areas. Warnings count only where they tell that a threshold is missed. What is demanded stands in <a href=\"{level}\">the agreed quality level</a>.</p><ul>{}</ul><p>A solution is judged as law, waivers and documentation stand on the day its tender is announced; without a planned tender, as of today. Where the documentation can't be read, the solution is not ready.</p><p>A steering group signs a verdict by a decision whose <code>grundlag</code> names the edition and the hash of the content. The hash stands on the solution's page here and is told by <code>sporbar readiness</code>. When the content changes afterwards, the signature says so.</p>",
            verdicts.concat()
        ),
    };
    Content::Prose { html: text }
}

/// What the front page says of a solution: its verdict and its next tender, each leading on.
pub fn front(book: &Book, from: &str, solution: ItemIx) -> Vec<Inline> {
    let Some(judged) = book.readiness().of(solution).filter(|_| has_evidence(book, solution)) else {
        return Vec::new();
    };
    let evidence = href(book, from, &Route::Evidence(solution));
    let mut state = vec![Inline::ChipLink { chip: chip(book, judged.verdict), href: evidence }];
    let announced = judged.announced.as_ref().filter(|one| book.published.shows(one.tender));
    if let Some((announced, on)) = announced.and_then(|one| Some((one, one.day?))) {
        let verb = match on < book.model().day {
            true => book.word("udbud annonceret", "tender announced on"),
            false => book.word("udbud annonceres", "tender announced on"),
        };
        let href = relative(from, &book.model().item(announced.tender).url);
        state.extend([text(" "), Inline::Link { text: format!("{verb} {}", day(book, on)), href }]);
    }
    state
}
