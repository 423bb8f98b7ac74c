//! The portfolio's matrices as data files.

use crate::model::{Hop, ItemIx, Role};
use crate::pages::book::Book;
use crate::pages::matrix;
use crate::pages::route::Form;
use crate::pages::words::number;
use crate::trace::coverage::{Covered, State};
use crate::trace::csv;
use crate::trace::matrix::{Matrix, Walk};

/// What a pair of files holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dataset {
    /// Every counted provision with how it stands.
    Provisions,
    /// Acts against solutions.
    LawBySolution,
    /// Provisions against what has them as legal basis.
    ProvisionsByRequirement,
    RequirementsByProcess,
    RequirementsByUseCase,
}

impl Dataset {
    pub const ALL: [Dataset; 5] = [
        Dataset::Provisions,
        Dataset::LawBySolution,
        Dataset::ProvisionsByRequirement,
        Dataset::RequirementsByProcess,
        Dataset::RequirementsByUseCase,
    ];

    /// Name of its files, without ending.
    pub fn stem(self) -> &'static str {
        match self {
            Dataset::Provisions => "bestemmelser",
            Dataset::LawBySolution => "lov-loesning",
            Dataset::ProvisionsByRequirement => "bestemmelse-krav",
            Dataset::RequirementsByProcess => "krav-arbejdsgang",
            Dataset::RequirementsByUseCase => "krav-usecase",
        }
    }

    pub fn title(self, book: &Book) -> &'static str {
        match self {
            Dataset::Provisions => book.word("Bestemmelser og deres dækning", "Provisions and their coverage"),
            Dataset::LawBySolution => book.word("Retskilder og løsninger", "Legal sources and solutions"),
            Dataset::ProvisionsByRequirement => {
                book.word("Bestemmelser og krav eller regler", "Provisions and requirements or rules")
            }
            Dataset::RequirementsByProcess => book.word("Krav og arbejdsgange", "Requirements and processes"),
            Dataset::RequirementsByUseCase => book.word("Krav og use cases", "Requirements and use cases"),
        }
    }

    /// How many of its rows have no connection, in words.
    pub fn gaps(self, book: &Book) -> String {
        let (gaps, all) = match self.matrix(book) {
            Some(matrix) => (matrix.empty_rows(), matrix.rows.len()),
            None => {
                let tally = book.coverage().all();
                (tally.open, tally.counted())
            }
        };
        let count = |count| number(book.language(), count);
        format!("{} {} {}", count(gaps), book.word("af", "of"), count(all))
    }

    /// The matrix, gaps first; `None` for what is a plain table.
    fn matrix(self, book: &Book) -> Option<Matrix> {
        let matrix = match self {
            Dataset::Provisions => return None,
            Dataset::LawBySolution => law_by_solution(book),
            Dataset::ProvisionsByRequirement => {
                let columns = [Role::Requirement, Role::Rule];
                walked(book, &[Role::Provision], &columns, &[(Role::LegalBasis, true)])
            }
            Dataset::RequirementsByProcess => walked(
                book,
                &[Role::Requirement],
                &[Role::Process],
                &[(Role::Supports, false), (Role::StepRequirement, true)],
            ),
            Dataset::RequirementsByUseCase => {
                walked(book, &[Role::Requirement], &[Role::UseCase], &[(Role::Supports, false)])
            }
        };
        Some(matrix.gaps_first())
    }
}

/// The matrix of kinds by link types with roles, each a way of one step; `true` walks it backwards.
fn walked(book: &Book, rows: &[Role], columns: &[Role], ways: &[(Role, bool)]) -> Matrix {
    let model = book.model();
    let chains: Vec<Vec<Hop>> = ways
        .iter()
        .filter_map(|(role, back)| Some(vec![Hop { types: vec![model.schema.link_type_with(*role)?], back: *back }]))
        .collect();
    let of = |roles: &[Role]| {
        let taken = |ix: &ItemIx| {
            let item = model.item(*ix);
            let is_of = roles.iter().any(|role| model.is(*ix, *role));
            is_of && book.published.shows(*ix) && !item.has_status(&model.schema, Role::Withdrawn)
        };
        model.all().filter(taken).collect::<Vec<ItemIx>>()
    };
    let open = |to, link| matrix::is_open(book, to, link);
    Matrix::of(model, of(rows), of(columns), &Walk { chains: &chains, nested: false, open: &open })
}

/// Acts against solutions: how many answers a solution has to anything in the act.
fn law_by_solution(book: &Book) -> Matrix {
    let coverage = book.coverage();
    let columns: Vec<ItemIx> = coverage.solutions.iter().map(|solution| solution.solution).collect();
    let row = |act: &crate::trace::coverage::Act| {
        let here = act.by_solution.iter().filter(|here| here.answers > 0);
        let cells = here.filter_map(|here| Some((columns.binary_search(&here.solution?).ok()?, here.answers)));
        cells.collect::<Vec<(usize, usize)>>()
    };
    let cells = coverage.acts.iter().map(row).collect();
    Matrix { rows: coverage.acts.iter().map(|act| act.act).collect(), columns, cells }
}

/// One file.
pub fn data(book: &Book, dataset: Dataset, form: Form) -> String {
    match dataset.matrix(book) {
        Some(matrix) => matrix::data(book, &matrix, form),
        None => provisions(book, form),
    }
}

/// Every counted provision with how it stands, by whom it is answered and where; the open ones first.
fn provisions(book: &Book, form: Form) -> String {
    let mut covered: Vec<&Covered> = book.coverage().provisions.iter().collect();
    covered.sort_by_key(|one| !one.state.is_open());
    let id = |ix: ItemIx| matrix::id_in_data(book, ix);
    let ids = |list: Vec<ItemIx>| list.into_iter().map(id).collect::<Vec<String>>();
    let answered_in = |ix: ItemIx| {
        let solutions = book.coverage().answered_in(ix).iter().filter_map(|(solution, _)| *solution);
        ids(solutions.collect())
    };
    let missing = |one: &Covered| match &one.state {
        State::MissingIn(solutions) => ids(solutions.clone()),
        State::Promised => ids(one.asked.clone()),
        _ => Vec::new(),
    };
    let answers = |one: &Covered| ids(book.coverage().answers(book.model(), one.provision));
    if form == Form::Json {
        let record = |one: &&Covered| {
            serde_json::json!({
                "id": id(one.provision), "act": id(one.act), "state": state_word(&one.state), "deep": one.deep,
                "solutions": answered_in(one.provision), "missing": missing(one), "answers": answers(one),
            })
        };
        let records: Vec<serde_json::Value> = covered.iter().map(record).collect();
        return format!("{}\n", serde_json::json!({"version": 1, "provisions": records}));
    }
    let word = |da, en| book.word(da, en).to_owned();
    let heads = [
        word("bestemmelse", "provision"),
        word("retskilde", "legal source"),
        word("dækning", "coverage"),
        word("gennemført", "carried out"),
        word("besvaret i", "answered in"),
        word("mangler i", "missing in"),
        word("svar", "answers"),
    ];
    let record = |one: &&Covered| {
        vec![
            id(one.provision),
            id(one.act),
            super::chip(book, one).text,
            if one.deep { word("ja", "yes") } else { word("nej", "no") },
            answered_in(one.provision).join("; "),
            missing(one).join("; "),
            answers(one).join("; "),
        ]
    };
    csv::csv(&heads, &covered.iter().map(record).collect::<Vec<_>>())
}

/// The state as data says it; the same in every language.
fn state_word(state: &State) -> &'static str {
    match state {
        State::Answered => "answered",
        State::NotRelevant => "not relevant",
        State::Promised => "no requirement",
        State::MissingIn(_) => "missing in solutions",
        State::NotAssessed => "not assessed",
    }
}
