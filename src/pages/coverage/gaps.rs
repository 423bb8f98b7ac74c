//! All gaps of the portfolio, in pages: open provisions, requirements in the air, loose items, and what nobody asks for.

use std::collections::BTreeMap;

use super::{anchor, chip, column, crumb, named};
use crate::model::{ItemIx, Role};
use crate::pages::book::{Book, PAGE_ROWS};
use crate::pages::refs::item_ref;
use crate::pages::route::Route;
use crate::pages::view::{Chip, Inline, ListView, Row, Table};
use crate::pages::{lists, shell};
use crate::trace::coverage::{State, Why};

/// One thing that is missing or too much.
#[derive(Clone, Debug)]
pub(super) struct Gap {
    pub kind: GapKind,
    pub item: ItemIx,
    /// The law it is about; for an open provision its act.
    pub law: Option<ItemIx>,
}

/// The kinds of gaps, in the order they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum GapKind {
    Open,
    Unfounded,
    Unserving,
    Loose,
    Unwanted(u8),
}

impl GapKind {
    /// Anchor of its first row.
    pub fn anchor(self) -> &'static str {
        match self {
            GapKind::Open => "_aabne",
            GapKind::Unfounded => "_uden-hjemmel",
            GapKind::Unserving => "_uden-arbejdsgang",
            GapKind::Loose => "_loese",
            GapKind::Unwanted(_) => "_uoensket",
        }
    }

    /// The same kind for what shares an anchor.
    fn group(self) -> GapKind {
        if let GapKind::Unwanted(_) = self { GapKind::Unwanted(0) } else { self }
    }
}

/// The gaps of a project, found once.
#[derive(Debug, Default)]
pub struct Gaps {
    /// In the order they are told.
    pub(super) all: Vec<Gap>,
    /// Places in `all` of what, beside open provisions, is a matter of a solution.
    of_solution: BTreeMap<ItemIx, Vec<u32>>,
}

/// Finds every gap.
pub fn find(book: &Book) -> Gaps {
    let all = all(book);
    let mut of_solution: BTreeMap<ItemIx, Vec<u32>> = BTreeMap::new();
    for (place, gap) in all.iter().enumerate().filter(|(_, gap)| gap.kind != GapKind::Open) {
        for solution in solutions(book, gap) {
            of_solution.entry(solution).or_default().push(place as u32);
        }
    }
    Gaps { all, of_solution }
}

fn all(book: &Book) -> Vec<Gap> {
    let coverage = book.coverage();
    let open = coverage.provisions.iter().filter(|covered| covered.state.is_open());
    let mut gaps: Vec<Gap> =
        open.map(|covered| Gap { kind: GapKind::Open, item: covered.provision, law: Some(covered.act) }).collect();
    let lists = [
        (GapKind::Unfounded, &coverage.unfounded),
        (GapKind::Unserving, &coverage.unserving),
        (GapKind::Loose, &coverage.loose),
    ];
    for (kind, list) in lists {
        gaps.extend(list.iter().map(|item| Gap { kind, item: *item, law: None }));
    }
    let unwanted = coverage.unwanted.iter();
    gaps.extend(unwanted.map(|one| Gap {
        kind: GapKind::Unwanted(number_of(&one.why)),
        item: one.item,
        law: Some(one.law),
    }));
    gaps
}

const WHYS: [Why; 4] = [Why::NotRelevant, Why::OtherSolution, Why::Ended, Why::Twice];

fn number_of(why: &Why) -> u8 {
    WHYS.iter().position(|known| known == why).unwrap_or(0) as u8
}

/// The gaps of one solution: what is open in it, and what of it hangs in the air or is not asked for.
pub(super) fn of_solution(book: &Book, solution: ItemIx) -> Vec<Gap> {
    let coverage = book.coverage();
    let is_open_here = |covered: &&crate::trace::coverage::Covered| match &covered.state {
        State::MissingIn(solutions) => solutions.contains(&solution),
        State::Promised => covered.asked.contains(&solution),
        _ => false,
    };
    let open = coverage.concerning(solution).filter(is_open_here);
    let mut gaps: Vec<Gap> =
        open.map(|covered| Gap { kind: GapKind::Open, item: covered.provision, law: Some(covered.act) }).collect();
    let found = book.gaps();
    let others = found.of_solution.get(&solution).map_or(&[][..], Vec::as_slice);
    gaps.extend(others.iter().map(|place| found.all[*place as usize].clone()));
    gaps
}

/// How many pages of gaps there are.
pub fn pages(book: &Book) -> u32 {
    lists::pages(book.gaps().all.len())
}

/// The page and row where the gaps of an act begin; `None` when it has none.
pub(super) fn place_of_act(book: &Book, act: ItemIx) -> Option<(u32, usize)> {
    let all = &book.gaps().all;
    let row = all.partition_point(|gap| gap.kind == GapKind::Open && gap.item < act);
    let begins = all.get(row).is_some_and(|gap| gap.kind == GapKind::Open && gap.law == Some(act));
    begins.then_some(((row / PAGE_ROWS) as u32 + 1, row))
}

/// The page where a kind of gap begins; `None` when there is none.
pub(super) fn page_of(all: &[Gap], kind: GapKind) -> Option<u32> {
    let row = all.iter().position(|gap| gap.kind.group() == kind)?;
    Some((row / PAGE_ROWS) as u32 + 1)
}

/// One page of all gaps.
pub fn view(book: &Book, page_number: u32) -> ListView {
    let from = book.address(&Route::Gaps(page_number));
    let all = &book.gaps().all;
    let title = book.word("Huller i sporbarheden", "Gaps in the traceability").to_owned();
    let mut page = shell::page(book, &from);
    page.title = lists::page_title(book, &title, page_number);
    page.menu = "sporbarhed".to_owned();
    page.hidden = page_number > 1;
    page.crumbs = vec![crumb(book, &from)];
    let mut table = table(book, &from, lists::slice(all, page_number), true);
    let first = (page_number as usize - 1) * PAGE_ROWS;
    mark_beginnings(book, all, first, &mut table);
    let lead = match all.len() {
        0 => book.word("Der er ingen huller.", "There are no gaps."),
        _ => book.word(
            "Det, der mangler, og det, der er for meget. De åbne bestemmelser står først.",
            "What is missing and what is too much. The open provisions come first.",
        ),
    };
    let pager = lists::pager(book, &from, all.len(), page_number, Route::Gaps);
    ListView { page, title, lead: lead.to_owned(), count: all.len(), table, pager }
}

/// Puts an anchor where an act's open provisions and where each kind of gap begin.
fn mark_beginnings(book: &Book, all: &[Gap], first: usize, table: &mut Table) {
    for (place, row) in table.rows.iter_mut().enumerate() {
        let gap = &all[first + place];
        let before = (first + place).checked_sub(1).map(|before| &all[before]);
        let same_kind = before.is_some_and(|before| before.kind.group() == gap.kind.group());
        row.anchor = match (gap.kind, gap.law) {
            (GapKind::Open, Some(act)) if before.is_none_or(|before| before.law != Some(act)) => anchor(book, act),
            _ if !same_kind => gap.kind.anchor().to_owned(),
            _ => String::new(),
        };
    }
}

/// Gaps as rows: what is wrong, with what, and what is to be done.
pub(super) fn table(book: &Book, from: &str, gaps: &[Gap], with_solutions: bool) -> Table {
    let mut columns = vec![
        column(book.word("Hul", "Gap"), ""),
        column(book.word("Hvor", "Where"), ""),
        column(book.word("Hvad der mangler", "What is missing"), ""),
    ];
    if with_solutions {
        columns.push(column(book.word("Løsning", "Solution"), ""));
    }
    let row = |gap: &Gap| {
        let mut what = vec![Inline::Text { text: said(book, gap) }];
        if let (GapKind::Unwanted(_), Some(law)) = (gap.kind, gap.law) {
            what.push(Inline::Text { text: " ".to_owned() });
            what.push(super::short(book, from, law));
        }
        let mut cells =
            vec![vec![Inline::Chip(chip_of(book, gap))], vec![Inline::Item(item_ref(book, from, gap.item))], what];
        if with_solutions {
            cells.push(named(book, from, &solutions(book, gap), ""));
        }
        Row { cells, ..Row::default() }
    };
    Table { columns, rows: gaps.iter().map(row).collect(), look: "plain", ..Table::default() }
}

fn chip_of(book: &Book, gap: &Gap) -> Chip {
    let word = |da, en| book.word(da, en).to_owned();
    let (text, tone) = match gap.kind {
        GapKind::Open => match book.coverage().provision(gap.item) {
            Some(covered) => return chip(book, covered),
            None => (word("åben", "open"), "no"),
        },
        GapKind::Unfounded => (word("uden grundlag", "unfounded"), "no"),
        GapKind::Unserving => (word("uden arbejdsgang", "serves nothing"), "wait"),
        GapKind::Loose => (word("løsrevet", "loose"), "wait"),
        GapKind::Unwanted(_) => (word("uønsket", "unwanted"), "wait"),
    };
    Chip { text, tone }
}

fn said(book: &Book, gap: &Gap) -> String {
    let (da, en) = match gap.kind {
        GapKind::Open => match book.coverage().provision(gap.item).map(|covered| &covered.state) {
            Some(State::Promised) => (
                "Bestemmelsen giver krav, men intet krav og ingen regel henviser til den.",
                "The provision gives requirements, but no requirement and no rule names it.",
            ),
            Some(State::MissingIn(_)) => (
                "Bestemmelsen er ikke besvaret i alle de løsninger, den er vurderet for.",
                "The provision is not answered in every solution it is assessed for.",
            ),
            _ => (
                "Ingen har vurderet, om bestemmelsen giver krav.",
                "Nobody has assessed whether the provision gives requirements.",
            ),
        },
        GapKind::Unfounded => {
            ("Kravet har hverken hjemmel eller begrundelse.", "The requirement has neither legal basis nor reason.")
        }
        GapKind::Unserving => (
            "Kravet understøtter ingen arbejdsgang og ingen use case.",
            "The requirement supports no process and no use case.",
        ),
        GapKind::Loose => (
            "Ingen kæde af henvisninger fører til en løsning eller en retskilde.",
            "No chain of links leads to a solution or a legal source.",
        ),
        GapKind::Unwanted(number) => match WHYS.get(number as usize) {
            Some(Why::OtherSolution) => {
                ("Bestemmelsen er vurderet for andre løsninger:", "The provision is assessed for other solutions:")
            }
            Some(Why::Ended) => ("Henviser til lov, der ikke længere gælder:", "Names law that is no longer in force:"),
            Some(Why::Twice) => (
                "Henviser to gange til det samme eller til noget, der allerede er omfattet:",
                "Names the same twice, or what is comprised already:",
            ),
            _ => (
                "Bestemmelsen er vurderet til ikke at give krav:",
                "The provision is assessed as giving no requirement:",
            ),
        },
    };
    book.word(da, en).to_owned()
}

/// The solutions a gap is a matter of.
fn solutions(book: &Book, gap: &Gap) -> Vec<ItemIx> {
    if gap.kind != GapKind::Open {
        let mut solutions = book.model().solutions(gap.item).to_vec();
        solutions.retain(|solution| book.published.shows(*solution) && book.model().is(*solution, Role::Solution));
        return solutions;
    }
    match book.coverage().provision(gap.item) {
        Some(covered) => match &covered.state {
            State::MissingIn(solutions) => solutions.clone(),
            _ => covered.asked.clone(),
        },
        None => Vec::new(),
    }
}
