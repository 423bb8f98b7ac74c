//! The legal sources that a document rests on: each act with what is cited of it, and the requirements that cite it.

use std::collections::{BTreeMap, BTreeSet};

use super::chapters::quiet;
use super::contents::Scribe;
use super::documents::Document;
use super::tree::decoded;
use super::{Block, Row, Run, Table, Target};
use crate::export::Material;
use crate::model::{ItemIx, LegalState, Role};
use crate::pages::printed;
use crate::pages::view::Inline;

/// What is said of an act under its title.
const OF_AN_ACT: [Role; 6] =
    [Role::DocumentType, Role::DocumentNumber, Role::Signed, Role::InForceFrom, Role::PopularTitle, Role::Eli];

/// Adds an act or provision with everything shown that is nested in it.
pub(super) fn with_nested(material: &Material, ix: ItemIx, law: &mut BTreeSet<ItemIx>) {
    law.insert(ix);
    for child in material.model().item(ix).children.iter().filter(|child| material.shows(**child)) {
        with_nested(material, *child, law);
    }
}

/// What is cited and the acts it stands in, in model order.
pub(super) fn with_acts(material: &Material, law: &BTreeSet<ItemIx>) -> Vec<ItemIx> {
    let acts = law.iter().map(|ix| act(material, *ix)).filter(|act| material.shows(*act));
    acts.chain(law.iter().copied()).collect::<BTreeSet<_>>().into_iter().collect()
}

fn act(material: &Material, ix: ItemIx) -> ItemIx {
    let mut outermost = ix;
    while let Some(parent) = material.model().item(outermost).parent {
        outermost = parent;
    }
    outermost
}

/// The chapter; empty when nothing is cited.
pub(super) fn chapter(scribe: &Scribe, document: &Document, requirements: &[ItemIx], law: &[ItemIx]) -> Vec<Block> {
    if law.is_empty() {
        return Vec::new();
    }
    let resting = resting(scribe.material, requirements);
    let mut acts: BTreeMap<ItemIx, Vec<ItemIx>> = BTreeMap::new();
    for ix in law {
        let act = act(scribe.material, *ix);
        let provisions = acts.entry(act).or_default();
        if *ix != act {
            provisions.push(*ix);
        }
    }
    let mut blocks = vec![Block::heading(1, scribe.word("Retsgrundlag", "Legal basis"), None)];
    for (act, provisions) in &acts {
        blocks.extend(one_act(scribe, document, *act, provisions, &resting));
    }
    blocks
}

/// The requirements that rest on each act or provision.
fn resting(material: &Material, requirements: &[ItemIx]) -> BTreeMap<ItemIx, Vec<ItemIx>> {
    let mut resting: BTreeMap<ItemIx, Vec<ItemIx>> = BTreeMap::new();
    for ix in requirements {
        let mut basis = material.model().targets(*ix, Role::LegalBasis);
        basis.sort();
        basis.dedup();
        basis.into_iter().for_each(|law| resting.entry(law).or_default().push(*ix));
    }
    resting
}

fn one_act(
    scribe: &Scribe,
    document: &Document,
    act: ItemIx,
    provisions: &[ItemIx],
    resting: &BTreeMap<ItemIx, Vec<ItemIx>>,
) -> Vec<Block> {
    let model = scribe.material.model();
    let item = model.item(act);
    let title = match (&*item.id, &*item.title) {
        (id, "") => id.to_owned(),
        (id, title) if id == title => id.to_owned(),
        (id, title) => format!("{title} ({id})"),
    };
    let mut blocks = vec![Block::heading(2, title, Some(act.0))];
    blocks.extend(said_of(scribe, act));
    if let Some(list) = resting.get(&act) {
        let mut runs = vec![Run::plain(
            scribe.word("Krav, der bygger på loven som helhed: ", "Requirements resting on the act as a whole: "),
        )];
        runs.extend(references(scribe, document, list));
        blocks.push(Block::runs(runs));
    }
    if provisions.is_empty() {
        return blocks;
    }
    let has_requirements = provisions.iter().any(|ix| resting.contains_key(ix));
    let mut head = vec![scribe.word("Bestemmelse", "Provision"), scribe.word("Indhold", "Content")];
    let mut widths = vec![24, 76];
    if has_requirements {
        head.push(scribe.word("Krav", "Requirements"));
        widths = vec![22, 56, 22];
    }
    let row = |ix: &ItemIx| {
        let mut cells = provision(scribe, *ix);
        if has_requirements {
            let list = resting.get(ix).map(|list| vec![Block::runs(references(scribe, document, list))]);
            cells.push(list.unwrap_or_default());
        }
        Row { anchor: Some(ix.0), cells }
    };
    blocks.push(Block::Table(Table {
        caption: String::new(),
        head: head.into_iter().map(str::to_owned).collect(),
        rows: provisions.iter().map(row).collect(),
        widths,
    }));
    blocks
}

/// Type, number, dates and address of an act, on a quiet line; and what it says as a whole.
fn said_of(scribe: &Scribe, act: ItemIx) -> Vec<Block> {
    let fields = printed::fields(scribe.material.book, act);
    let mut parts = Vec::new();
    let mut address = Vec::new();
    for role in OF_AN_ACT {
        let Some(field) = fields.iter().find(|field| field.role == Some(role)) else { continue };
        let [line] = field.lines.as_slice() else { continue };
        match (role, line.as_slice()) {
            (_, [Inline::Link { .. }]) => address.extend(scribe.line(line)),
            (Role::DocumentType, [Inline::Text { text }]) => parts.push(text.clone()),
            (Role::DocumentNumber, [Inline::Text { text }]) => {
                parts.push(format!("{} {text}", scribe.word("nr.", "no.")));
            }
            (_, [Inline::Text { text }]) => parts.push(format!("{} {text}", field.label.to_lowercase())),
            _ => {}
        }
    }
    parts.extend(standing(scribe, act));
    quiet(parts)
        .into_iter()
        .chain(address)
        .chain(scribe.html(&printed::provision(scribe.material.book, act), 2))
        .collect()
}

/// What a provision is called, and what it says.
fn provision(scribe: &Scribe, ix: ItemIx) -> Vec<Vec<Block>> {
    let (book, item) = (scribe.material.book, scribe.material.model().item(ix));
    let mut names = vec![Block::runs(vec![Run::bold(decoded(book.id_html(ix)))])];
    if !item.title.is_empty() {
        names.push(Block::note(&*item.title));
    }
    names.extend(standing(scribe, ix).map(Block::note));
    vec![names, scribe.provision(ix, || printed::provision(book, ix))]
}

/// Where the law does not hold on the day.
fn standing(scribe: &Scribe, ix: ItemIx) -> Option<String> {
    let word = match scribe.material.model().item(ix).legal? {
        LegalState::InForce => return None,
        LegalState::NotYet { .. } => scribe.word("ikke trådt i kraft", "not yet in force"),
        LegalState::Ended { .. } => scribe.word("ikke længere gældende", "no longer in force"),
    };
    Some(word.to_owned())
}

/// The numbers of requirements, each leading to it.
fn references(scribe: &Scribe, document: &Document, list: &[ItemIx]) -> Vec<Run> {
    let mut runs = Vec::new();
    for ix in list {
        if !runs.is_empty() {
            runs.push(Run::plain(", "));
        }
        let number = document.numbers.get(ix).map_or(&*scribe.material.model().item(*ix).id, String::as_str);
        runs.push(Run { text: number.to_owned(), to: scribe.anchor(*ix).map(Target::Inside), ..Run::default() });
    }
    runs
}
