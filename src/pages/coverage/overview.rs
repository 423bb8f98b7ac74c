//! The portfolio's traceability on one page: gaps first, then law by solution, solutions, matrices, and how it is
//! counted.

use super::data::Dataset;
use super::gaps::{GapKind, page_of};
use super::{act_in_solution, anchor, column, count, gap_count, has_traces, percent, short};
use crate::finding::Language;
use crate::model::ItemIx;
use crate::pages::book::Book;
use crate::pages::refs::item_ref;
use crate::pages::route::{Form, Route, relative};
use crate::pages::view::{Chip, Column, Content, Crumb, Inline, Row, Section, SectionsView, Table, Tile};
use crate::pages::words::number;
use crate::pages::{matrix, shell};
use crate::trace::coverage::{Act, InSolution};

/// Acts and solutions in one table; more are in the data files.
const ROWS: usize = 200;
/// Solutions that fit as columns of the matrix; with more, each act lists its own.
const COLUMNS: usize = 16;

/// Solutions in one cell of that list; the rest are on the act's page.
const LISTED: usize = 8;

/// The page.
pub fn view(book: &Book) -> SectionsView {
    let from = book.address(&Route::Traceability);
    let mut page = shell::page(book, &from);
    page.title = book.word("Sporbarhed", "Traceability").to_owned();
    page.menu = "sporbarhed".to_owned();
    let sections: Vec<Section> = [
        Some(section("_huller", book.word("Huller først", "Gaps first"), Content::Tiles { tiles: tiles(book, &from) })),
        law(book, &from),
        by_solution(book, &from),
        solutions(book, &from),
        matrices(book, &from),
        Some(super::super::lists::paths(book, &from)),
        Some(section("_saadan", book.word("Sådan opgøres dækningen", "How coverage is counted"), how(book))),
    ]
    .into_iter()
    .flatten()
    .collect();
    page.contents =
        sections.iter().map(|part| Crumb { text: part.title.clone(), href: format!("#{}", part.anchor) }).collect();
    let lead = book.word(
        "Fra lov til krav til arbejdsgang: hvad der er besvaret, i hvilke løsninger, og hvor sporet brydes.",
        "From law to requirements to processes: what is answered, in which solutions, and where the trace breaks.",
    );
    SectionsView { title: page.title.clone(), page, lead: lead.to_owned(), sections }
}

fn section(anchor: &str, title: &str, content: Content) -> Section {
    Section { anchor: anchor.to_owned(), title: title.to_owned(), content }
}

/// The numbers for the front page: the open ones, each leading to what it counts.
pub fn front(book: &Book, from: &str) -> Option<Section> {
    let tiles = tiles(book, from);
    let told = super::is_told(&book.facts, &book.published);
    told.then(|| section("_sporbarhed", book.word("Sporbarhed", "Traceability"), Content::Tiles { tiles }))
}

fn tiles(book: &Book, from: &str) -> Vec<Tile> {
    let coverage = book.coverage();
    let (all, full) = (coverage.all(), coverage.full());
    let gaps = &book.gaps().all;
    let tile = |kind: GapKind, count: usize, title: &str, note: String| Tile {
        title: title.to_owned(),
        href: page_of(gaps, kind).map_or(String::new(), |page| {
            let anchor = if kind == GapKind::Open { String::new() } else { format!("#{}", kind.anchor()) };
            relative(from, &format!("{}{anchor}", book.address(&Route::Gaps(page))))
        }),
        note,
        number: number(book.language(), count),
        class: String::new(),
        counts: Vec::new(),
    };
    let share = format!(
        "{} {}",
        percent(all.percent()),
        book.word("af de udvalgte er dækket", "of those selected are covered")
    );
    let full = full.percent().map(|_| {
        format!(
            "{} {}",
            percent(full.percent()),
            book.word("dækket i love, der skal dækkes fuldt", "covered in acts to be covered fully")
        )
    });
    let note = match full {
        Some(full) => format!("{share}; {full}"),
        None => share,
    };
    let word = |da, en| book.word(da, en);
    vec![
        tile(GapKind::Open, all.open, word("åbne bestemmelser", "open provisions"), note),
        tile(
            GapKind::Unfounded,
            coverage.unfounded.len(),
            word("krav uden hjemmel og begrundelse", "requirements with neither legal basis nor reason"),
            String::new(),
        ),
        tile(
            GapKind::Unserving,
            coverage.unserving.len(),
            word("krav uden arbejdsgang og use case", "requirements with neither process nor use case"),
            String::new(),
        ),
        tile(
            GapKind::Loose,
            coverage.loose.len(),
            word(
                "elementer uden vej til en løsning eller en retskilde",
                "items without a way to a solution or a legal source",
            ),
            String::new(),
        ),
        tile(
            GapKind::Unwanted(0),
            coverage.unwanted.len(),
            word("henvisninger til lov, som ingen har bedt om", "links to law that nobody asks for"),
            String::new(),
        ),
    ]
}

/// The acts by their gaps, then in order.
fn acts(book: &Book) -> Vec<&Act> {
    let mut acts: Vec<&Act> = book.coverage().acts.iter().collect();
    acts.sort_by_key(|act| std::cmp::Reverse(act.tally.open));
    acts
}

/// Where the rest of a table is, when it was cut.
fn more(book: &Book, from: &str, count: usize, dataset: Dataset) -> Crumb {
    if count <= ROWS {
        return Crumb::default();
    }
    let text = format!("{} {}", book.word("Alle som CSV:", "All as CSV:"), number(book.language(), count));
    Crumb { text, href: relative(from, &book.address(&Route::TraceData(dataset, Form::Csv))) }
}

fn law(book: &Book, from: &str) -> Option<Section> {
    let acts = acts(book);
    let word = |da, en| book.word(da, en);
    let row = |act: &&Act| {
        let page = relative(from, book.model().item(act.act).page());
        let tree = format!("{page}#_bestemmelser");
        let gaps = super::gaps::place_of_act(book, act.act).map(|(number, _)| {
            relative(from, &format!("{}#{}", book.address(&Route::Gaps(number)), anchor(book, act.act)))
        });
        let full = if act.full { word("fuld", "full") } else { word("udvalgte", "selected") };
        let cells = vec![
            vec![Inline::Item(item_ref(book, from, act.act))],
            gap_count(book, act.tally.open, &gaps.unwrap_or_default()),
            count(book, act.tally.answered, &tree),
            count(book, act.tally.deep, &tree),
            count(book, act.tally.not_relevant, &tree),
            vec![Inline::Text { text: full.to_owned() }],
            vec![Inline::Text { text: percent(act.tally.percent()) }],
        ];
        Row { cells, ..Row::default() }
    };
    let columns = vec![
        column(word("Retskilde", "Legal source"), ""),
        column(word("Åbne", "Open"), "num"),
        column(word("Besvaret", "Answered"), "num"),
        column(word("Gennemført", "Carried out"), "num"),
        column(word("Giver ikke krav", "No requirement"), "num"),
        column(word("Dækning", "To be covered"), ""),
        column(word("Dækket", "Covered"), "num"),
    ];
    let table = Table {
        columns,
        rows: acts.iter().take(ROWS).map(row).collect(),
        more: more(book, from, acts.len(), Dataset::Provisions),
        look: "plain",
        ..Table::default()
    };
    (!acts.is_empty()).then(|| section("_love", word("Retskilder", "Legal sources"), Content::Table(table)))
}

/// Acts against solutions: a matrix where the solutions fit side by side, else a list.
fn by_solution(book: &Book, from: &str) -> Option<Section> {
    let acts: Vec<&Act> = acts(book).into_iter().filter(|act| !act.by_solution.is_empty()).collect();
    let mut solutions: Vec<Option<ItemIx>> =
        acts.iter().flat_map(|act| act.by_solution.iter().map(|here| here.solution)).collect();
    solutions.sort_unstable();
    solutions.dedup();
    if acts.is_empty() {
        return None;
    }
    let mut table = match solutions.len() {
        0..=COLUMNS => side_by_side(book, from, &acts, &solutions),
        _ => listed(book, from, &acts),
    };
    table.more = more(book, from, acts.len(), Dataset::LawBySolution);
    let title = book.word("Lov og løsning", "Law and solution");
    Some(section("_lov-loesning", title, Content::Table(table)))
}

fn side_by_side(book: &Book, from: &str, acts: &[&Act], solutions: &[Option<ItemIx>]) -> Table {
    let head = |solution: &Option<ItemIx>| match solution {
        Some(ix) => {
            let href = has_traces(book, *ix).then(|| relative(from, &book.address(&Route::Traces(*ix, 1))));
            Column { text: book.model().item(*ix).id.to_string(), href: href.unwrap_or_default(), class: "" }
        }
        None => column(book.word("fælles", "shared"), ""),
    };
    let mut columns = vec![column(book.word("Retskilde", "Legal source"), "")];
    columns.extend(solutions.iter().map(head));
    let row = |act: &&Act| {
        let cell = |solution: &Option<ItemIx>| {
            let here = act.by_solution.iter().find(|here| here.solution == *solution);
            here.map_or_else(
                || vec![Inline::Chip(Chip { text: "–".to_owned(), tone: "none" })],
                |here| vec![cell(book, from, act.act, here)],
            )
        };
        let cells = std::iter::once(vec![short(book, from, act.act)]).chain(solutions.iter().map(cell)).collect();
        Row { cells, ..Row::default() }
    };
    let caption = book.word(
        "Bestemmelser, der er afklaret, af dem, der vedrører løsningen",
        "Provisions settled, of those that concern the solution",
    );
    let rows = acts.iter().take(ROWS).map(row).collect();
    Table { caption: caption.to_owned(), columns, rows, look: "matrix", ..Table::default() }
}

/// "12/14", leading to the act's rows on the solution's page.
fn cell(book: &Book, from: &str, act: ItemIx, here: &InSolution) -> Inline {
    let tally = here.tally;
    let count = |count| number(book.language(), count);
    let (text, tone) = match tally.counted() {
        // Named as a whole: there is nothing to count but the answers.
        0 => (format!("{} {}", count(here.answers), book.word("krav", "req.")), "none"),
        counted => {
            let tone = if tally.open > 0 { "no" } else { "ok" };
            (format!("{}/{}", count(counted - tally.open), count(counted)), tone)
        }
    };
    let own = relative(from, &format!("{}#_spor", book.model().item(act).page()));
    let href = here.solution.and_then(|solution| act_in_solution(book, from, act, solution)).unwrap_or(own);
    Inline::ChipLink { chip: Chip { text, tone }, href }
}

fn listed(book: &Book, from: &str, acts: &[&Act]) -> Table {
    let columns = vec![
        column(book.word("Retskilde", "Legal source"), ""),
        column(book.word("Løsninger med åbne bestemmelser", "Solutions with open provisions"), ""),
        column(book.word("Løsninger uden åbne", "Solutions without"), ""),
    ];
    let row = |act: &&Act| {
        let of = |open: bool| {
            let here: Vec<&InSolution> = act.by_solution.iter().filter(|here| (here.tally.open > 0) == open).collect();
            let mut all = Vec::new();
            for here in here.iter().take(LISTED) {
                let id = here.solution.map_or_else(
                    || book.word("fælles", "shared").to_owned(),
                    |ix| book.model().item(ix).id.to_string(),
                );
                if let Inline::ChipLink { chip, href } = cell(book, from, act.act, here) {
                    all.push(Inline::Link { text: format!("{id} {}", chip.text), href });
                }
            }
            if here.len() > LISTED {
                let text = format!("+ {}", number(book.language(), here.len() - LISTED));
                let href = relative(from, &format!("{}#_loesninger", book.model().item(act.act).page()));
                all.push(Inline::Link { text, href });
            }
            crate::pages::fields::spaced(all)
        };
        Row { cells: vec![vec![Inline::Item(item_ref(book, from, act.act))], of(true), of(false)], ..Row::default() }
    };
    Table { columns, rows: acts.iter().take(ROWS).map(row).collect(), look: "plain", ..Table::default() }
}

/// Each solution with its gaps and shares.
fn solutions(book: &Book, from: &str) -> Option<Section> {
    let mut solutions: Vec<_> = book.coverage().solutions.iter().filter(|one| has_traces(book, one.solution)).collect();
    solutions.sort_by_key(|one| std::cmp::Reverse(one.tally.open + one.unfounded + one.unserving));
    let word = |da, en| book.word(da, en);
    let row = |one: &&&crate::trace::coverage::Solution| {
        let traces = relative(from, &book.address(&Route::Traces(one.solution, 1)));
        let at = |anchor: &str| format!("{traces}#{anchor}");
        let cells = vec![
            vec![short(book, from, one.solution)],
            gap_count(book, one.tally.open, &at("_huller")),
            gap_count(book, one.unfounded, &at("_huller")),
            gap_count(book, one.unserving, &at("_huller")),
            count(book, one.tally.counted(), &at("_lov")),
            count(book, one.requirements, &at("_krav")),
            vec![Inline::Text { text: percent(one.tally.percent()) }],
            vec![Inline::Text { text: percent(one.tally.deep_percent()) }],
        ];
        Row { cells, ..Row::default() }
    };
    let columns = vec![
        column(word("Løsning", "Solution"), ""),
        column(word("Åbne bestemmelser", "Open provisions"), "num"),
        column(word("Krav uden grundlag", "Unfounded requirements"), "num"),
        column(word("Krav uden arbejdsgang", "Requirements that serve nothing"), "num"),
        column(word("Bestemmelser", "Provisions"), "num"),
        column(word("Krav", "Requirements"), "num"),
        column(word("Dækket", "Covered"), "num"),
        column(word("Gennemført", "Carried out"), "num"),
    ];
    let rows: Vec<Row> = solutions.iter().take(ROWS).collect::<Vec<_>>().iter().map(row).collect();
    let table = Table {
        columns,
        rows,
        more: more(book, from, solutions.len(), Dataset::LawBySolution),
        look: "plain",
        ..Table::default()
    };
    (!solutions.is_empty()).then(|| section("_loesninger", word("Løsninger", "Solutions"), Content::Table(table)))
}

/// Every matrix with its data, and the pages that show one.
fn matrices(book: &Book, from: &str) -> Option<Section> {
    let file = |dataset: Dataset, form: Form| relative(from, &book.address(&Route::TraceData(dataset, form)));
    let text = |text: &str| Inline::Text { text: text.to_owned() };
    let link = |text: &str, href: String| Inline::Link { text: text.to_owned(), href };
    let row = |dataset: &Dataset| {
        let gaps = dataset.gaps(book);
        let data = vec![link("CSV", file(*dataset, Form::Csv)), text(" · "), link("JSON", file(*dataset, Form::Json))];
        Row { cells: vec![vec![text(dataset.title(book))], vec![text(&gaps)], data], ..Row::default() }
    };
    let mut rows: Vec<Row> = Dataset::ALL.iter().map(row).collect();
    for block in matrix::blocks(book) {
        let Some(holder) = matrix::holder(book, block) else { continue };
        let data = |form: Form| relative(from, &book.address(&Route::MatrixData(block, form)));
        let cells = vec![
            vec![Inline::Item(item_ref(book, from, holder))],
            vec![text(book.word("matrix på siden", "matrix on the page"))],
            vec![link("CSV", data(Form::Csv)), text(" · "), link("JSON", data(Form::Json))],
        ];
        rows.push(Row { cells, ..Row::default() });
    }
    let columns = vec![
        column(book.word("Matrix", "Matrix"), ""),
        column(book.word("Uden forbindelse", "Without a connection"), ""),
        column(book.word("Data", "Data"), ""),
    ];
    rows.truncate(ROWS);
    let table = Table { columns, rows, look: "plain", ..Table::default() };
    Some(section("_matricer", book.word("Matricer som data", "Matrices as data"), Content::Table(table)))
}

/// What the words mean, for readers.
fn how(book: &Book) -> Content {
    let lines: &[&str] = match book.language() {
        Language::Danish => &[
            "Der tælles bestemmelser, som er i kraft på dagen. Er en paragraf delt op, tælles dens dele og ikke paragraffen. Af en retskilde med udvalgt dækning tælles kun de bestemmelser, som er besvaret eller vurderet.",
            "Besvaret: et krav eller en regel har bestemmelsen, eller noget den er en del af, som hjemmel. Er bestemmelsen vurderet for bestemte løsninger, skal den være besvaret i hver af dem. En henvisning til hele loven besvarer ingen enkelt bestemmelse.",
            "Giver ikke krav: bestemmelsen er med en begrundelse vurderet til ikke at give krav.",
            "Åben: alle andre. Dækket er andelen, der er besvaret eller ikke giver krav, rundet ned.",
            "Gennemført: i hver løsning er mindst ét af svarene godkendt eller gældende og i brug. Et funktionelt krav er i brug, når det understøtter en arbejdsgang eller en use case eller bruges i et trin. En regel er i brug, når den afgør et trin eller bruges af andre.",
            "Et fælles krav står i de løsninger, der genbruger det.",
            "Uønsket er en henvisning til en bestemmelse, der ikke giver krav, ikke længere gælder, er vurderet for andre løsninger, eller som kravet allerede henviser til.",
        ],
        Language::English => &[
            "Counted are provisions in force on the day. Of a section with parts the parts are counted and not the section. Of a legal source covered in selection only the provisions that are answered or assessed are counted.",
            "Answered: a requirement or rule has the provision, or something it is part of, as its legal basis. Where the provision is assessed for certain solutions it must be answered in each of them. Naming the whole act answers no single provision.",
            "No requirement: the provision is assessed, with a reason, as giving rise to none.",
            "Open: all others. Covered is the share that is answered or gives no requirement, rounded down.",
            "Carried out: in each solution at least one of the answers is approved or in force and in use. A functional requirement is in use when it supports a process or use case or is used in a step. A rule is in use when it decides a step or is used by others.",
            "A shared requirement stands in the solutions that reuse it.",
            "Unwanted is naming a provision that gives no requirement, is no longer in force, is assessed for other solutions, or is named already.",
        ],
    };
    let items = lines.iter().map(|line| vec![Inline::Text { text: (*line).to_owned() }]).collect();
    Content::List { items, ordered: false }
}
