//! Which documents there are, and what each holds.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use foldhash::HashMap;
use rayon::prelude::*;

use super::contents::{Addresses, Provisions};
use super::{Specification, chapters};
use crate::document::slug;
use crate::export::{Annex, Material};
use crate::model::{ItemIx, Role};
use crate::rules::readiness::Belonging;

/// Kinds that stand in the document of a solution without annexes.
const OF_A_SOLUTION: [Role; 9] = [
    Role::Requirement,
    Role::Process,
    Role::UseCase,
    Role::Rule,
    Role::InformationObject,
    Role::DomainModel,
    Role::Interface,
    Role::Standard,
    Role::Concept,
];

/// A document that is to be written.
pub(super) struct Document {
    pub name: String,
    pub title: String,
    /// The solutions it is about; none for what they share.
    pub solutions: Vec<ItemIx>,
    /// The tender whose annex it is.
    pub tender: Option<ItemIx>,
    /// Number of the annex: `2.1`; empty where it is none.
    pub annex: String,
    /// What it holds, in the order of their numbers and of the model.
    pub items: Vec<ItemIx>,
    /// The numbers of its requirements; who has none is called by its id.
    pub numbers: BTreeMap<ItemIx, String>,
    /// What stands in another annex of the tender.
    pub elsewhere: BTreeMap<ItemIx, String>,
}

/// What all documents share.
pub(super) struct Shared<'a> {
    pub addresses: Addresses<'a>,
    pub provisions: Provisions,
    pub content_hash: &'a str,
}

/// What is made of each document: an annex each, in the order of the plans, then solutions that no annex holds
/// requirements of, then requirements that have no place yet. A document is in memory only while something is made of
/// it.
pub(super) fn each<T: Send>(
    material: &Material,
    make: impl Fn(Specification) -> anyhow::Result<T> + Sync,
) -> anyhow::Result<Vec<T>> {
    let model = material.model();
    let addresses: Addresses = material.items().map(|ix| (&*model.item(ix).url, ix)).collect::<HashMap<_, _>>();
    let provisions: Provisions = std::iter::repeat_with(OnceLock::new).take(model.items.len()).collect();
    let shared = Shared { addresses, provisions, content_hash: material.content_hash() };
    let documents = documents(material);
    documents.par_iter().map(|document| make(chapters::write(material, &shared, document))).collect()
}

fn documents(material: &Material) -> Vec<Document> {
    let model = material.model();
    let mut documents = annexes(material);
    let mut placed: BTreeSet<ItemIx> = documents.iter().flat_map(|document| document.items.iter().copied()).collect();
    let is_requirement = |ix: &ItemIx| model.is(*ix, Role::Requirement);
    let covered: BTreeSet<ItemIx> = documents
        .iter()
        .filter(|document| document.items.iter().any(is_requirement))
        .flat_map(|document| document.solutions.iter().copied())
        .collect();
    let solutions: Vec<ItemIx> =
        model.with_role(Role::Solution).filter(|ix| material.shows(*ix) && !covered.contains(ix)).collect();
    let belonging = Belonging::new(material.facts());
    for solution in solutions {
        let items: Vec<ItemIx> = belonging.items(solution).filter(|ix| is_of_a_solution(material, *ix)).collect();
        if items.iter().any(is_requirement) {
            placed.extend(&items);
            let id = &model.item(solution).id;
            let title = material.word("Kravspecifikation", "Requirements specification").to_owned();
            documents.push(plain(format!("{}-kravspecifikation", slug(id)), title, vec![solution], items));
        }
    }
    documents.extend(rest(material, &placed));
    distinct(&mut documents);
    documents
}

fn plain(name: String, title: String, solutions: Vec<ItemIx>, items: Vec<ItemIx>) -> Document {
    let (tender, annex, numbers, elsewhere) = (None, String::new(), BTreeMap::new(), BTreeMap::new());
    Document { name, title, solutions, tender, annex, items, numbers, elsewhere }
}

/// Requirements that stand in no document: of a solution whose plan has no annex for them, or of nobody.
fn rest(material: &Material, placed: &BTreeSet<ItemIx>) -> Vec<Document> {
    let model = material.model();
    let mut by_solution: BTreeMap<Option<ItemIx>, Vec<ItemIx>> = BTreeMap::new();
    let left = material.items().filter(|ix| model.is(*ix, Role::Requirement) && !placed.contains(ix));
    for ix in left.filter(|ix| !is_withdrawn(material, *ix)) {
        let solution = model.solutions(ix).iter().copied().find(|solution| material.shows(*solution));
        by_solution.entry(solution).or_default().push(ix);
    }
    let document = |(solution, items): (Option<ItemIx>, Vec<ItemIx>)| match solution {
        Some(solution) => {
            let name = format!("{}-krav-uden-bilag", slug(&model.item(solution).id));
            let title = material.word("Krav uden for bilagsplanen", "Requirements outside the annexes");
            plain(name, title.to_owned(), vec![solution], items)
        }
        None => {
            let title = material.word("Fælles krav", "Shared requirements");
            plain("faelles-krav".to_owned(), title.to_owned(), Vec::new(), items)
        }
    };
    by_solution.into_iter().map(document).collect()
}

fn annexes(material: &Material) -> Vec<Document> {
    let model = material.model();
    let held = |annex: &Annex| -> Vec<ItemIx> {
        annex.items.iter().copied().filter(|ix| !is_withdrawn(material, *ix)).collect()
    };
    let all: Vec<(&Annex, Vec<ItemIx>)> = material.annexes.iter().map(|annex| (annex, held(annex))).collect();
    let tenders: BTreeSet<ItemIx> = all.iter().map(|(annex, _)| annex.tender).collect();
    let word = material.word("Bilag", "Annex");
    let mut documents = Vec::new();
    for (place, (annex, items)) in all.iter().enumerate().filter(|(_, (_, items))| !items.is_empty()) {
        let shown = model.solutions(annex.tender).iter().copied().filter(|solution| material.shows(*solution));
        let solutions: Vec<ItemIx> = shown.collect();
        let title = format!("{word} {} {}", annex.number, annex.title).trim_end().to_owned();
        let of = solutions.first().copied().unwrap_or(annex.tender);
        let prefix = if tenders.len() > 1 { format!("{} ", model.item(of).id) } else { String::new() };
        let mut elsewhere = BTreeMap::new();
        for (other, (annexed, held)) in all.iter().enumerate() {
            if other != place && annexed.tender == annex.tender {
                let name = format!("{} {}", word.to_lowercase(), annexed.number);
                for ix in held {
                    elsewhere.entry(*ix).or_insert_with(|| name.clone());
                }
            }
        }
        let numbers = numbers(material, annex.tender, items);
        let mut items = items.clone();
        items.sort_by_key(|ix| numbers.get(ix).map_or((u64::MAX, u64::MAX, ""), |number| order(number)));
        documents.push(Document {
            name: slug(&format!("{prefix}{title}")),
            title,
            solutions,
            tender: material.shows(annex.tender).then_some(annex.tender),
            annex: annex.number.clone(),
            items,
            numbers,
            elsewhere,
        });
    }
    documents
}

fn numbers(material: &Material, tender: ItemIx, items: &[ItemIx]) -> BTreeMap<ItemIx, String> {
    let number = |ix: &ItemIx| {
        let found = material.numbers(*ix).iter().find(|number| number.tender == tender)?;
        Some((*ix, found.number.to_string()))
    };
    items.iter().filter_map(number).collect()
}

/// `2.1-14` after `2.1-9`; where the annexes differ, the first part that is a number decides.
fn order(number: &str) -> (u64, u64, &str) {
    let (annex, place) = number.rsplit_once('-').unwrap_or((number, ""));
    let of_annex =
        annex.split('.').fold(0u64, |sum, part| sum.wrapping_mul(10_000).wrapping_add(part.parse().unwrap_or(9_999)));
    (of_annex, place.parse().unwrap_or(u64::MAX), number)
}

/// Two documents never have one name.
fn distinct(documents: &mut [Document]) {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for document in documents {
        let base: String = document.name.chars().take(80).collect();
        let mut names = std::iter::once(base.clone()).chain((2..).map(|number| format!("{base}-{number}")));
        document.name = names.find(|name| !taken.contains(name)).unwrap_or_default();
        taken.insert(document.name.clone());
    }
}

fn is_of_a_solution(material: &Material, ix: ItemIx) -> bool {
    let model = material.model();
    let role = model.schema.kind(model.item(ix).kind).role;
    let is_told = role.is_some_and(|role| OF_A_SOLUTION.contains(&role));
    is_told && material.shows(ix) && !is_withdrawn(material, ix)
}

fn is_withdrawn(material: &Material, ix: ItemIx) -> bool {
    material.model().item(ix).has_status(&material.model().schema, Role::Withdrawn)
}
