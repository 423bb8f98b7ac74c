//! What pages of items show of their coverage.

use super::{act_in_solution, anchor, chip, count, gap_count, has_traces, percent};
use crate::model::ItemIx;
use crate::pages::book::Book;
use crate::pages::refs::item_ref;
use crate::pages::route::{Route, relative};
use crate::pages::view::{Chip, Content, Crumb, Inline, Row, Section, Table, Tile};
use crate::pages::words::number;
use crate::trace::coverage::{InSolution, Tally};

/// Solutions that are named beside a provision; more are counted.
const BESIDE: usize = 6;

/// The chip of a counted provision; `None` for one that is not counted.
pub fn chip_of(book: &Book, ix: ItemIx) -> Option<Chip> {
    book.coverage().provision(ix).map(|covered| chip(book, covered))
}

/// The solutions a provision is answered in, each with the address of its rows there.
pub fn solutions_of(book: &Book, from: &str, ix: ItemIx) -> Vec<Crumb> {
    let Some(covered) = book.coverage().provision(ix) else { return Vec::new() };
    let solutions: Vec<ItemIx> = book.coverage().answered_in(ix).iter().filter_map(|(solution, _)| *solution).collect();
    let crumb = |solution: &ItemIx| Crumb {
        text: book.model().item(*solution).id.to_string(),
        href: act_in_solution(book, from, covered.act, *solution).unwrap_or_default(),
    };
    let mut crumbs: Vec<Crumb> = solutions.iter().take(BESIDE).map(crumb).collect();
    if solutions.len() > BESIDE {
        let text = format!("+ {}", number(book.language(), solutions.len() - BESIDE));
        crumbs.push(Crumb { text, href: String::new() });
    }
    crumbs
}

/// The coverage of a legal source: its numbers, then by solution.
pub fn act(book: &Book, from: &str, ix: ItemIx, sections: &mut Vec<Section>) {
    let Some(act) = book.coverage().act(ix) else { return };
    if act.tally.counted() > 0 {
        let gaps = super::gaps::place_of_act(book, ix).map(|(page, _)| {
            let address = book.address(&Route::Gaps(page));
            relative(from, &format!("{address}#{}", anchor(book, ix)))
        });
        let tree = "#_bestemmelser".to_owned();
        let tiles = tiles(book, act.tally, gaps.unwrap_or_else(|| tree.clone()), tree);
        let title = book.word("Dækning", "Coverage").to_owned();
        sections.push(Section { anchor: "_daekning".to_owned(), title, content: Content::Tiles { tiles } });
    }
    let here: Vec<&InSolution> = act.by_solution.iter().collect();
    if here.is_empty() {
        return;
    }
    let title = book.word("I løsningerne", "In the solutions").to_owned();
    let table = by_solution(book, from, ix, &here);
    sections.push(Section { anchor: "_loesninger".to_owned(), title, content: Content::Table(table) });
}

/// The four numbers everybody asks for first, gaps before the rest.
fn tiles(book: &Book, tally: Tally, gaps: String, rest: String) -> Vec<Tile> {
    let share = |text: &str, share| format!("{} {text}", percent(share));
    let done = share(book.word("dækket", "covered"), tally.percent());
    let deep = share(book.word("helt ud", "all the way"), tally.deep_percent());
    let tile = |count: usize, title: &str, note: String, href: &str| Tile {
        title: title.to_owned(),
        href: if count == 0 { String::new() } else { href.to_owned() },
        note,
        number: number(book.language(), count),
        class: String::new(),
        counts: Vec::new(),
    };
    vec![
        tile(tally.open, book.word("åbne bestemmelser", "open provisions"), String::new(), &gaps),
        tile(tally.answered, book.word("besvaret af krav", "answered by requirements"), done, &rest),
        tile(tally.deep, book.word("gennemført", "carried out"), deep, &rest),
        tile(tally.not_relevant, book.word("giver ikke krav", "give no requirement"), String::new(), &rest),
    ]
}

fn by_solution(book: &Book, from: &str, act: ItemIx, here: &[&InSolution]) -> Table {
    let word = |da, en| book.word(da, en);
    let columns = vec![
        super::column(word("Løsning", "Solution"), ""),
        super::column(word("Åbne", "Open"), "num"),
        super::column(word("Besvaret", "Answered"), "num"),
        super::column(word("Gennemført", "Carried out"), "num"),
        super::column(word("Krav og regler", "Requirements and rules"), "num"),
        super::column(word("Dækket", "Covered"), "num"),
    ];
    let mut rows: Vec<&&InSolution> = here.iter().collect();
    rows.sort_by_key(|one| std::cmp::Reverse(one.tally.open));
    let row = |one: &&&InSolution| {
        let solution = match one.solution {
            Some(solution) => Inline::Item(item_ref(book, from, solution)),
            None => Inline::Text { text: word("Fælles, ikke genbrugt", "Shared, not reused").to_owned() },
        };
        let shared = relative(from, &format!("{}#_spor", book.model().item(act).page()));
        let href = one.solution.and_then(|solution| act_in_solution(book, from, act, solution)).unwrap_or(shared);
        let cells = vec![
            vec![solution],
            gap_count(book, one.tally.open, &href),
            count(book, one.tally.answered, &href),
            count(book, one.tally.deep, &href),
            count(book, one.answers, &href),
            vec![Inline::Text { text: percent(one.tally.percent()) }],
        ];
        Row { cells, ..Row::default() }
    };
    Table { columns, rows: rows.iter().map(row).collect(), look: "plain", ..Table::default() }
}

/// The coverage of a solution: its numbers, each leading to its page of traces.
pub fn solution(book: &Book, from: &str, ix: ItemIx) -> Option<Section> {
    let solution = book.coverage().solution(ix).filter(|_| has_traces(book, ix))?;
    let traces = relative(from, &book.address(&Route::Traces(ix, 1)));
    let at = |anchor: &str| format!("{traces}#{anchor}");
    let mut tiles = tiles(book, solution.tally, at("_huller"), at("_lov"));
    if solution.tally.counted() == 0 {
        tiles.clear();
    }
    let tile = |count: usize, title: &str| Tile {
        title: title.to_owned(),
        href: if count == 0 { String::new() } else { at("_huller") },
        note: format!("{} {}", book.word("af", "of"), number(book.language(), solution.requirements)),
        number: number(book.language(), count),
        class: String::new(),
        counts: Vec::new(),
    };
    tiles.push(tile(
        solution.unfounded,
        book.word("krav uden hjemmel og begrundelse", "requirements with neither legal basis nor reason"),
    ));
    tiles.push(tile(
        solution.unserving,
        book.word("krav uden arbejdsgang og use case", "requirements with neither process nor use case"),
    ));
    let title = book.word("Dækning", "Coverage").to_owned();
    let all = Tile {
        title: book.word("Hele sporet fra lov til arbejdsgang", "The whole trace from law to process").to_owned(),
        href: traces.clone(),
        note: String::new(),
        number: String::new(),
        class: String::new(),
        counts: Vec::new(),
    };
    tiles.push(all);
    Some(Section { anchor: "_daekning".to_owned(), title, content: Content::Tiles { tiles } })
}
