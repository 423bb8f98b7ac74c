//! The map of a solution: its domain, law and processes, and the systems it talks to.

use std::cmp::Reverse;

use super::interfaces::{Interface, interface, interface_edges};
use super::law::law_of;
use super::table;
use crate::draw::neighbourhood::{self, Arrow, Branch, Neighbourhood, Node, Row as Place, State};
use crate::model::{ItemIx, Role};
use crate::pages::book::Book;
use crate::pages::graph;
use crate::pages::key::Keyed;
use crate::pages::neighbours::feed_node;
use crate::pages::refs::item_ref;
use crate::pages::view::{Content, Inline, Row, Section};
use crate::pages::words::{capital, name, number};

/// Boxes of a branch on a solution's map; the table has all.
const MOST_OF_SOLUTION: usize = 6;
/// Systems on each side of it; the map of interfaces has all.
const MOST_SYSTEMS: usize = 6;

/// A branch of a solution's map: its name, whether its arrow leads from the solution, and its items, each with a word
/// beside its kind.
struct Branching {
    label: String,
    outward: bool,
    items: Vec<(ItemIx, String)>,
}

/// What a solution rests on, and what rests on it or talks to it.
fn surroundings(book: &Book, ix: ItemIx) -> [Vec<Branching>; 2] {
    let model = book.model();
    let shown = |list: Vec<ItemIx>| list.into_iter().filter(|one| book.published.shows(*one));
    let link = |role: Role| {
        let declared = model.schema.link_type_with(role).map(|link| model.schema.link_type(link));
        declared.map_or(String::new(), |declared| name(book.language(), &declared.name).to_owned())
    };
    let plain = |items: Vec<ItemIx>| items.into_iter().map(|one| (one, String::new())).collect::<Vec<_>>();
    let belonging: Vec<ItemIx> = shown(model.holders(ix, Role::BelongsTo)).collect();
    let requirements = belonging.iter().copied().filter(|one| model.is(*one, Role::Requirement));
    let mut law: Vec<((ItemIx, ItemIx), usize)> = law_of(book, requirements).into_iter().collect();
    law.retain(|((_, solution), _)| *solution == ix);
    law.sort_by_key(|((act, _), count)| (Reverse(*count), *act));
    let law = law.into_iter().map(|((act, _), count)| {
        let named = if count == 1 { book.word("krav", "requirement") } else { book.word("krav", "requirements") };
        (act, format!("{} {named}", number(book.language(), count)))
    });
    let processes = belonging.iter().copied().filter(|one| model.is(*one, Role::Process)).collect();
    let mut own: Vec<ItemIx> =
        shown(model.holders(ix, Role::Provider)).chain(shown(model.holders(ix, Role::Consumer))).collect();
    own.sort_unstable();
    own.dedup();
    let own: Vec<Interface> = own.into_iter().map(|one| interface(book, one)).collect();
    let joined = interface_edges(book, &own);
    let branch = |label: String, outward, items| Branching { label, outward, items };
    // A line between systems has the name of the interface.
    let from = joined.iter().filter(|(_, end, _)| *end == ix);
    let to = joined.iter().filter(|(start, _, _)| *start == ix);
    let from = from.map(|(start, _, label)| branch(label.clone(), false, plain(vec![*start]))).take(MOST_SYSTEMS);
    let to = to.map(|(_, end, label)| branch(label.clone(), true, plain(vec![*end]))).take(MOST_SYSTEMS);
    let left = vec![
        branch(link(Role::InDomain), true, plain(shown(model.targets(ix, Role::InDomain)).collect())),
        branch(link(Role::LegalBasis), true, law.collect()),
    ];
    let right = vec![branch(link(Role::BelongsTo), false, plain(processes))];
    let some = |branches: Vec<Branching>| branches.into_iter().filter(|branch| !branch.items.is_empty());
    [some(left).chain(from).collect(), some(right).chain(to).collect()]
}

/// A solution with its domain, its law, its processes and the systems it talks to; `None` when it has none of them.
pub fn solution_section(book: &Book, from: &str, ix: ItemIx) -> Option<Section> {
    let sides = surroundings(book, ix);
    if sides.iter().all(Vec::is_empty) {
        return None;
    }
    let own = graph::node(book, from, ix);
    let [rests_on, resting] = sides.each_ref().map(|side| side.iter().map(|one| branch(book, from, one)).collect());
    let svg = neighbourhood::draw(&Neighbourhood {
        title: format!("{} {}", book.word("Kort over", "Map of"), own.id),
        description: book
            .word(
                "Til venstre domæne, retskilder og systemer, der leverer til løsningen; til højre arbejdsgange og systemer, den leverer til.",
                "On the left domain, legal sources and systems that deliver to the solution; on the right processes and systems it delivers to.",
            )
            .to_owned(),
        own: Node { href: String::new(), title: "".into(), ..own },
        basis: book.word("Grundlag og data ind", "Basis and data in"),
        rests_on,
        use_of: book.word("Brug og data ud", "Use and data out"),
        resting,
    });
    let row = |one: &Branching, (item, note): &(ItemIx, String)| Row {
        cells: vec![
            vec![Inline::Text { text: capital(&one.label) }],
            vec![Inline::Item(item_ref(book, from, *item))],
            vec![Inline::Text { text: note.clone() }],
        ],
        ..Row::default()
    };
    let rows = sides.iter().flatten().flat_map(|one| one.items.iter().map(move |item| row(one, item)));
    let columns = [book.word("Forbindelse", "Connection"), book.word("Element", "Item"), book.word("Med", "With")];
    let table = table(book, &columns.map(str::to_owned), rows.collect());
    let content = Content::Drawing { svg, table, list: String::new() };
    let title = book.word("Løsningen på kort", "Map of the solution").to_owned();
    Some(Section { anchor: "_kort".to_owned(), title, content })
}

fn branch<'a>(book: &'a Book, from: &str, one: &'a Branching) -> Branch<'a> {
    let node = |(item, note): &(ItemIx, String)| {
        let mut node = graph::node(book, from, *item);
        if !note.is_empty() {
            // Beside the kind: how many requirements.
            node.kind = format!("{} · {note}", node.kind).into();
        }
        Place::Linked { node, rooted: false }
    };
    let mut rows: Vec<Place> = one.items.iter().take(MOST_OF_SOLUTION).map(node).collect();
    if let Some(rest) = one.items.len().checked_sub(MOST_OF_SOLUTION).filter(|rest| *rest > 0) {
        let text = format!("+ {} {}", number(book.language(), rest), book.word("andre", "others"));
        rows.push(Place::Count { text, href: "#_dokumentation".to_owned() });
    }
    let arrow = if one.outward { Arrow::Outward } else { Arrow::Inward };
    Branch { label: (&*one.label).into(), state: State::Holds, arrow, rows }
}

/// All that a solution's map shows.
pub fn feed_solution(keyed: &mut Keyed, book: &Book, ix: ItemIx) {
    if !book.model().is(ix, Role::Solution) {
        return;
    }
    for one in surroundings(book, ix).iter().flatten() {
        keyed.text(&one.label);
        keyed.number(u64::from(one.outward));
        for (item, note) in &one.items {
            feed_node(keyed, book, *item);
            keyed.hash(&book.shown_as[item.0 as usize]);
            keyed.text(note);
        }
    }
}
