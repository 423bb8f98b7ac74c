//! The requirements that suppliers answered, in the parts they were asked in: annexes of tenders, else solutions.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use foldhash::{HashMap, HashSet};

use crate::document::slug;
use crate::model::{ItemIx, Role};
use crate::pages::book::Book;
use crate::pages::key::{Hash, Keyed};
use crate::rules::entries;

/// What is worked out once for a build.
#[derive(Default)]
pub struct Sorted {
    parts: OnceLock<Vec<Part>>,
    numbers: OnceLock<HashMap<ItemIx, String>>,
    parts_of: OnceLock<HashMap<ItemIx, u32>>,
    hash: OnceLock<Hash>,
}

/// A part of what suppliers were asked.
#[derive(Debug, PartialEq, Eq)]
pub struct Part {
    /// `2.1 Kravspecifikation`, or the id of a solution.
    pub title: String,
    /// Of its pages; no other part's.
    pub slug: String,
    /// By number in the tender, else in model order.
    pub rows: Vec<ItemIx>,
}

/// What parts are sorted by: those of tenders first. Tender, number of the annex by its parts, and as written.
type Of = (bool, Option<ItemIx>, Vec<u64>, String);

impl Sorted {
    /// The parts in their order, none of them empty.
    pub fn parts(&self, book: &Book) -> &[Part] {
        self.parts.get_or_init(|| sort(book))
    }

    /// The place of the part that a requirement stands in.
    pub fn part_of(&self, book: &Book, ix: ItemIx) -> Option<u32> {
        let each =
            || self.parts(book).iter().zip(0..).flat_map(|(part, place)| part.rows.iter().map(move |ix| (*ix, place)));
        self.parts_of.get_or_init(|| each().collect()).get(&ix).copied()
    }

    /// Hash of everything that suppliers answered, as written.
    pub fn hash(&self, book: &Book) -> &Hash {
        self.hash.get_or_init(|| {
            let mut keyed = Keyed::new("answers");
            for file in book.facts.answers.iter().flat_map(|files| files.iter()) {
                keyed.text(&file.path);
                keyed.text(&file.text);
            }
            keyed.done()
        })
    }

    /// The number that a requirement had in the tender; empty where it had none.
    pub fn number(&self, book: &Book, ix: ItemIx) -> &str {
        self.numbers.get_or_init(|| numbers(book)).get(&ix).map_or("", String::as_str)
    }
}

/// The first number that a supplier's matrix gave a requirement.
fn numbers(book: &Book) -> HashMap<ItemIx, String> {
    let mut numbers = HashMap::default();
    for supplier in &book.facts.answers().suppliers {
        let answered = supplier.answers.iter().map(|(ix, answer)| (ix, &answer.number));
        for (ix, number) in answered.chain(&supplier.unanswered).filter(|(_, number)| !number.is_empty()) {
            numbers.entry(*ix).or_insert_with(|| number.clone());
        }
    }
    numbers
}

fn sort(book: &Book) -> Vec<Part> {
    let model = book.model();
    let annexes = planned(book);
    let tenders: HashSet<ItemIx> = annexes.values().flatten().map(|one| one.tender).collect();
    let several = tenders.len() > 1;
    let mut parts: BTreeMap<Of, (String, Vec<(u64, ItemIx)>)> = BTreeMap::new();
    let shown = book.facts.answers().asked.iter().filter(|ix| book.published.shows(**ix));
    for ix in shown {
        let solutions = model.solutions(*ix);
        let solution = solutions.iter().copied().find(|solution| book.published.shows(*solution));
        let number = book.bids.number(book, *ix);
        let (of, title, place) = match number.rsplit_once('-').and_then(|(annex, at)| Some((annex, at.parse().ok()?))) {
            Some((annex, at)) => {
                let known = annexes.get(annex).map_or(&[][..], Vec::as_slice);
                let fits = |one: &&Planned| one.solutions.iter().any(|solution| solutions.contains(solution));
                // Tenders may share a requirement: its annex is the one that gives it the number, then one that holds it.
                let gives = |one: &&Planned| given(book, one.tender, annex, *ix).is_some_and(|given| given == number);
                let holds = |one: &&Planned| given(book, one.tender, annex, *ix).is_some();
                let found = known.iter().find(gives).or(known.iter().find(holds));
                let found = found.or(known.iter().find(fits)).or(known.first());
                let title = found.map_or("", |found| &found.title);
                let order = annex.split('.').map(|part| part.parse().unwrap_or(u64::MAX)).collect();
                let of = (false, found.map(|found| found.tender), order, annex.to_owned());
                // Two tenders may have annexes of the same number.
                let whose = found.filter(|_| several).and_then(|found| found.solutions.first());
                let whose = whose.map_or(String::new(), |solution| format!("{} ", model.item(*solution).id));
                (of, format!("{whose}{annex} {title}").trim_end().to_owned(), at)
            }
            None => {
                let title = solution.map_or_else(
                    || book.word("Fælles krav", "Shared requirements").to_owned(),
                    |solution| model.item(solution).id.to_string(),
                );
                ((true, solution, Vec::new(), String::new()), title, 0)
            }
        };
        parts.entry(of).or_insert_with(|| (title, Vec::new())).1.push((place, *ix));
    }
    let mut slugs = HashSet::default();
    let part = |(title, mut rows): (String, Vec<(u64, ItemIx)>)| {
        rows.sort();
        let own = match slug(&title).replace('.', "-") {
            own if own.is_empty() => "krav".to_owned(),
            own => own,
        };
        let free = (1..).map(|number| if number == 1 { own.clone() } else { format!("{own}-{number}") });
        let slug = free.into_iter().find(|slug| slugs.insert(slug.clone())).unwrap_or_default();
        Part { title, slug, rows: rows.into_iter().map(|(_, ix)| ix).collect() }
    };
    parts.into_values().map(part).collect()
}

/// The number that a tender's annex gives a requirement today; `None` where it does not stand in it.
fn given<'a>(book: &'a Book, tender: ItemIx, annex: &str, ix: ItemIx) -> Option<&'a str> {
    let annexed = book.annexed();
    let mut annexes = annexed.annexes.iter().filter(|one| one.tender == tender && one.number == annex);
    annexes.find(|one| one.items.binary_search(&ix).is_ok()).map(|one| annexed.number(one, ix))
}

/// An annex as the plan of a tender has it.
struct Planned {
    tender: ItemIx,
    title: String,
    /// The tender's.
    solutions: Vec<ItemIx>,
}

/// The annexes of all tenders by their numbers.
fn planned(book: &Book) -> HashMap<&str, Vec<Planned>> {
    let mut planned: HashMap<&str, Vec<Planned>> = HashMap::default();
    for tender in book.model().with_role(Role::Tender).filter(|ix| book.published.shows(*ix)) {
        for entry in entries(&book.facts, tender, Role::AnnexPlan) {
            let Some(number) = entry.text(Role::AnnexNumber) else { continue };
            let title = entry.text(Role::AnnexTitle).unwrap_or_default().to_owned();
            let solutions = book.model().solutions(tender).to_vec();
            planned.entry(number).or_default().push(Planned { tender, title, solutions });
        }
    }
    planned
}
