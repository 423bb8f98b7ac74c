//! The page of a domain: its solutions, the proposals ranked across them, who advises, and who talks to the state.

use super::parts::{choice, columns, ids, item, quiet, row, section, status, table, text};
use crate::document::Node;
use crate::model::{ItemIx, Role};
use crate::pages::book::{Book, RELATION_ROWS};
use crate::pages::route::{Route, relative};
use crate::pages::view::{Content, Crumb, Fact, Section, Table};
use crate::pages::words::{capital, number};
use crate::trace::governance::{chosen, objects, part, status as status_of};

/// Sections of a domain's page before those of its fields.
pub fn before(book: &Book, from: &str, ix: ItemIx) -> Vec<Section> {
    let model = book.model();
    let is_solution = |one: &ItemIx| model.is(*one, Role::Solution) && book.published.shows(*one);
    let solutions: Vec<ItemIx> = model.holders(ix, Role::InDomain).into_iter().filter(is_solution).collect();
    [solutions_of(book, from, &solutions), proposals(book, from, &solutions)].into_iter().flatten().collect()
}

fn solutions_of(book: &Book, from: &str, solutions: &[ItemIx]) -> Option<Section> {
    let model = book.model();
    let serving = |solution: ItemIx, of: Role| {
        let bodies = model.holders(solution, Role::ServesFor).into_iter();
        bodies.filter(|body| chosen(model, *body, Role::BodyType) == Some(of)).collect::<Vec<ItemIx>>()
    };
    let line = |ix: &ItemIx| {
        row(vec![
            vec![item(book, from, *ix)],
            vec![text(capital(&choice(book, *ix, Role::Phase)))],
            ids(book, from, &serving(*ix, Role::SteeringGroup)),
            ids(book, from, &serving(*ix, Role::ExpertGroup)),
        ])
    };
    let heads = columns(&[
        (book.word("Løsning", "Solution"), ""),
        (book.word("Fase", "Phase"), ""),
        (book.word("Styregruppe", "Steering group"), ""),
        (book.word("Faggruppe", "Expert group"), ""),
    ]);
    let rows = solutions.iter().take(RELATION_ROWS).map(line).collect();
    let title = book.word("Løsningerne", "The solutions");
    (!solutions.is_empty()).then(|| section("_loesninger", title, Content::Table(table(heads, rows))))
}

/// The open proposals of all solutions, by rank; those without one come last.
fn proposals(book: &Book, from: &str, solutions: &[ItemIx]) -> Option<Section> {
    let model = book.model();
    let mut found: Vec<(Option<u32>, ItemIx)> = Vec::new();
    for solution in solutions {
        let own = model.holders(*solution, Role::BelongsTo).into_iter();
        let open = own.filter(|one| {
            let over = status_of(model, *one).is_some_and(|status| status >= Role::Decided);
            model.is(*one, Role::Proposal) && book.published.shows(*one) && !over
        });
        found.extend(open.map(|one| (rank(book, one), one)));
    }
    found.sort_by_key(|(rank, ix)| (rank.is_none(), *rank, *ix));
    found.dedup();
    if found.is_empty() {
        return None;
    }
    let title = book.word("Forslag på tværs af løsningerne", "Proposals across the solutions");
    let table = ranked(book, from, &found);
    Some(section("_forslag", title, Content::Table(table)))
}

fn rank(book: &Book, ix: ItemIx) -> Option<u32> {
    let objects = objects(book.model(), ix, Role::Priority)?;
    part(objects.fields, objects.maps.first()?, Role::Rank).and_then(Node::text)?.trim().parse().ok()
}

fn ranked(book: &Book, from: &str, found: &[(Option<u32>, ItemIx)]) -> Table {
    let model = book.model();
    let advice = |ix: ItemIx| {
        let about = model.holders(ix, Role::About).into_iter();
        about.filter(|one| chosen(model, *one, Role::DecisionKind) == Some(Role::Advice)).collect::<Vec<ItemIx>>()
    };
    let line = |(rank, ix): &(Option<u32>, ItemIx)| {
        row(vec![
            vec![text(rank.map(|rank| rank.to_string()).unwrap_or_default())],
            vec![quiet(book, from, *ix)],
            ids(book, from, model.solutions(*ix)),
            ids(book, from, &model.targets(*ix, Role::PrioritySetBy)),
            status(book, *ix).into_iter().collect(),
            ids(book, from, &advice(*ix)),
        ])
    };
    let heads = columns(&[
        (book.word("Rang", "Rank"), "num"),
        (book.word("Forslag", "Proposal"), ""),
        (book.word("Løsning", "Solution"), ""),
        (book.word("Sat af", "Set by"), ""),
        (book.word("Status", "Status"), ""),
        (book.word("Rådgivning", "Advice"), ""),
    ]);
    let mut table = table(heads, found.iter().take(RELATION_ROWS).map(line).collect());
    if found.len() > RELATION_ROWS
        && let Some(kind) = model.schema.kind_with(Role::Proposal)
    {
        let text = format!("{} {}", book.word("Vis alle", "Show all"), number(book.language(), found.len()));
        table.more = Crumb { text, href: relative(from, &book.address(&Route::List(kind, 1))) };
    }
    table
}

/// Facts of a domain's page: who advises, and who talks to the state after which model.
pub fn facts(book: &Book, from: &str, ix: ItemIx) -> Vec<Fact> {
    let model = book.model();
    let mut facts = Vec::new();
    let bodies: Vec<ItemIx> =
        model.holders(ix, Role::ServesFor).into_iter().filter(|one| book.published.shows(*one)).collect();
    let labels = [
        (Role::ContactCommittee, book.word("Kontaktudvalg", "Contact committee")),
        (Role::StateContact, book.word("Kontakt til staten", "Contact with the state")),
    ];
    for (of, label) in labels {
        let mut values = Vec::new();
        for body in bodies.iter().filter(|body| chosen(model, **body, Role::BodyType) == Some(of)) {
            values.push(item(book, from, *body));
            let model_of = choice(book, *body, Role::StateContactModel);
            if !model_of.is_empty() {
                values.push(text(format!(" – {}: {model_of}", book.word("model", "model"))));
            }
        }
        if !values.is_empty() {
            facts.push(Fact { label: label.to_owned(), values });
        }
    }
    facts
}
