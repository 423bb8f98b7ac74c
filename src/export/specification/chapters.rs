//! A document chapter by chapter: what it is, the background, the requirements, what they rest on, the law.

use std::collections::{BTreeMap, BTreeSet};

use super::contents::{Scribe, name};
use super::documents::{Document, Shared};
use super::{Block, Look, Row, Run, Specification, Table, items, law, settle};
use crate::export::Material;
use crate::finding::Language;
use crate::law::{danish_date, english_date};
use crate::model::schema::Choice;
use crate::model::{ItemIx, KindIx, Role, value};
use crate::pages::printed;

/// Kinds with a chapter each, in the order of the chapters; kinds of no role here stand after them.
const CHAPTERS: [Role; 8] = [
    Role::Process,
    Role::UseCase,
    Role::Rule,
    Role::DomainModel,
    Role::InformationObject,
    Role::Interface,
    Role::Standard,
    Role::LegalAnalysis,
];

/// Writes a document.
pub(super) fn write(material: &Material, shared: &Shared, document: &Document) -> Specification {
    let content = Content::of(material, document);
    let mut inside = vec![false; material.model().items.len()];
    content.all().for_each(|ix| inside[ix.0 as usize] = true);
    let scribe = Scribe { material, shared, inside, elsewhere: document.elsewhere.clone() };
    let mut blocks = introduction(&scribe, document, &content);
    blocks.extend(background(&scribe, document, &content));
    blocks.extend(requirements(&scribe, document, &content));
    for (kind, of_kind) in &content.others {
        blocks.extend(chapter(&scribe, document, *kind, of_kind));
    }
    blocks.extend(items::concepts(&scribe, &content.concepts));
    blocks.extend(law::chapter(&scribe, document, &content.requirements, &content.law));
    settle::settle(&mut blocks);
    let subject = subject(material, document);
    let edition = edition(material);
    let head: Vec<&str> = [subject.as_str(), document.title.as_str(), edition.as_str()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    Specification {
        name: document.name.clone(),
        title: document.title.clone(),
        head: head.join(" · "),
        language: material.language(),
        day: material.model().day,
        facts: facts(material, document, shared.content_hash, content.requirements.len()),
        notice: material.facts().config.notice.trim().to_owned(),
        contents_name: scribe.word("Indhold", "Contents").to_owned(),
        page_name: scribe.word("Side", "Page").to_owned(),
        requirements: content.requirements.len(),
        subject,
        blocks,
    }
}

/// What a document holds, sorted into chapters.
struct Content {
    pages: Vec<ItemIx>,
    requirements: Vec<ItemIx>,
    others: Vec<(KindIx, Vec<ItemIx>)>,
    concepts: Vec<ItemIx>,
    /// Acts and provisions, in model order: an act stands before its provisions.
    law: Vec<ItemIx>,
}

impl Content {
    fn of(material: &Material, document: &Document) -> Content {
        let model = material.model();
        let mut content = Content {
            pages: Vec::new(),
            requirements: Vec::new(),
            others: Vec::new(),
            concepts: Vec::new(),
            law: Vec::new(),
        };
        let (mut concepts, mut law) = (BTreeSet::new(), BTreeSet::new());
        let mut others: BTreeMap<KindIx, Vec<ItemIx>> = BTreeMap::new();
        for ix in &document.items {
            match model.schema.kind(model.item(*ix).kind).role {
                Some(Role::Requirement) => content.requirements.push(*ix),
                Some(Role::Page) => content.pages.push(*ix),
                Some(Role::Concept) => drop(concepts.insert(*ix)),
                Some(Role::LegalSource | Role::Provision) => law::with_nested(material, *ix, &mut law),
                _ => others.entry(model.item(*ix).kind).or_default().push(*ix),
            }
        }
        for ix in document.items.iter().filter(|ix| !model.is(**ix, Role::LegalSource)) {
            concepts.extend(linked(material, *ix).filter(|to| model.is(*to, Role::Concept)));
        }
        let is_law = |ix: &ItemIx| model.is(*ix, Role::LegalSource) || model.is(*ix, Role::Provision);
        for ix in document.items.iter().chain(&concepts).filter(|ix| !is_law(ix)) {
            law.extend(linked(material, *ix).filter(is_law));
        }
        content.law = law::with_acts(material, &law);
        content.concepts = concepts.into_iter().collect();
        let title = |ix: &ItemIx| &*model.item(*ix).title;
        content.concepts.sort_by(|a, b| material.book.sorting.compare(title(a), title(b)).then(a.cmp(b)));
        let place = |kind: &KindIx| {
            let role = model.schema.kind(*kind).role;
            let known = CHAPTERS.iter().position(|chapter| Some(*chapter) == role);
            (known.unwrap_or(CHAPTERS.len()), *kind)
        };
        content.others = others.into_iter().collect();
        content.others.sort_by_key(|(kind, _)| place(kind));
        content
    }

    /// Everything that can be referred to in the document.
    fn all(&self) -> impl Iterator<Item = ItemIx> + '_ {
        let others = self.others.iter().flat_map(|(_, items)| items);
        self.pages.iter().chain(&self.requirements).chain(others).chain(&self.concepts).chain(&self.law).copied()
    }
}

/// What an item's shown links lead to and the edition holds.
fn linked<'a>(material: &'a Material, ix: ItemIx) -> impl Iterator<Item = ItemIx> + 'a {
    let (model, published) = (material.model(), &material.book.published);
    let shown = move |link: &usize| published.shows_block(model.links[*link].guard.as_deref());
    let is_live = |ix: &ItemIx| !model.item(*ix).has_status(&model.schema, Role::Withdrawn);
    model
        .graph
        .outgoing(ix)
        .filter(move |(_, link)| shown(link))
        .map(|(to, _)| to)
        .filter(move |to| material.shows(*to) && is_live(to))
}

fn subject(material: &Material, document: &Document) -> String {
    let title = |ix: &ItemIx| material.model().item(*ix).title.to_string();
    document.solutions.iter().map(title).collect::<Vec<_>>().join(", ")
}

fn edition(material: &Material) -> String {
    match material.book.site.edition.as_str() {
        "" => format!("{} {}", material.word("pr.", "as of"), day(material)),
        edition => format!("{} {edition}", material.word("udgave", "edition")),
    }
}

fn day(material: &Material) -> String {
    match material.language() {
        Language::Danish => danish_date(material.model().day),
        Language::English => english_date(material.model().day),
    }
}

fn facts(material: &Material, document: &Document, content_hash: &str, requirements: usize) -> Vec<(String, String)> {
    let model = material.model();
    let mut facts: Vec<(&str, String)> =
        vec![(material.word("Dokumentation", "Documentation"), material.book.site.title.clone())];
    facts.push((material.word("Løsning", "Solution"), subject(material, document)));
    let tender = document.tender.map(|ix| model.item(ix).title.to_string());
    facts.push((material.word("Udbud", "Tender"), tender.unwrap_or_default()));
    facts.push((material.word("Udgave", "Edition"), material.book.site.edition.clone()));
    facts.push((material.word("Opgjort pr.", "As of"), day(material)));
    facts.push((material.word("Profil", "Profile"), material.profile.clone().unwrap_or_default()));
    let count = if requirements == 0 { String::new() } else { requirements.to_string() };
    facts.push((material.word("Antal krav", "Requirements"), count));
    facts.push((material.word("Indholdshash", "Content hash"), content_hash.to_owned()));
    facts.retain(|(_, text)| !text.is_empty());
    facts.into_iter().map(|(label, text)| (label.to_owned(), text)).collect()
}

/// What the document is and how it is read.
fn introduction(scribe: &Scribe, document: &Document, content: &Content) -> Vec<Block> {
    let title = scribe.word("Om dette dokument", "About this document");
    let mut blocks = vec![Block::heading(1, title, None), Block::text(what_it_is(scribe, document))];
    if !document.numbers.is_empty() {
        blocks.push(Block::text(scribe.word(
            "Et krav har to numre: kravnummeret, som er bilagets nummer og kravets plads i bilaget, og kravets id, som aldrig ændres. Svar på et krav henviser til kravnummeret.",
            "A requirement has two numbers: its number in the tender, made of the annex and its place there, and its id, which never changes. An answer refers to the number in the tender.",
        )));
    }
    if !content.requirements.is_empty() {
        blocks.push(Block::text(scribe.word(
            "Kravteksten står med en streg ved siden. Det, der følger efter den, forklarer kravet.",
            "The text of a requirement has a line beside it. What follows explains it.",
        )));
        blocks.extend(classes(scribe, &content.requirements));
    }
    if scribe.material.profile.is_some() {
        blocks.push(Block::note(scribe.word(
            "Kladder, interne oplysninger og leverandørers navne er ikke med. Hvor noget henviser til et element, der ikke er med, står der »udeladt i denne udgave«.",
            "Drafts, internal matters and names of suppliers are left out. Where something refers to an item that is not here, it says »left out of this edition«.",
        )));
    }
    blocks
}

fn what_it_is(scribe: &Scribe, document: &Document) -> String {
    let model = scribe.material.model();
    let of = subject(scribe.material, document);
    let tender = document.tender.map(|ix| &*model.item(ix).title);
    let danish = scribe.material.language() == Language::Danish;
    match (danish, document.annex.as_str(), tender, of.as_str()) {
        (true, annex, Some(tender), _) if !annex.is_empty() => format!("Dokumentet er bilag {annex} til »{tender}«."),
        (true, annex, None, of) if !annex.is_empty() => format!("Dokumentet er bilag {annex} til udbuddet af {of}."),
        (true, _, _, "") => "Dokumentet samler de krav, som løsningerne har til fælles.".to_owned(),
        (true, _, _, of) => format!("Dokumentet samler kravene til {of} og den viden, de bygger på."),
        (false, annex, Some(tender), _) if !annex.is_empty() => {
            format!("This document is annex {annex} of »{tender}«.")
        }
        (false, annex, None, of) if !annex.is_empty() => {
            format!("This document is annex {annex} of the tender for {of}.")
        }
        (false, _, _, "") => "This document gathers the requirements that the solutions share.".to_owned(),
        (false, _, _, of) => format!("This document gathers the requirements for {of} and what they rest on."),
    }
}

/// The classes of requirements with how many there are of each; nothing where none has a class.
fn classes(scribe: &Scribe, requirements: &[ItemIx]) -> Option<Block> {
    let mut counts: Vec<(&Choice, usize)> = Vec::new();
    for choice in requirements.iter().filter_map(|ix| class(scribe.material, *ix)) {
        match counts.iter_mut().find(|(known, _)| known.key == choice.key) {
            Some((_, count)) => *count += 1,
            None => counts.push((choice, 1)),
        }
    }
    if counts.is_empty() {
        return None;
    }
    let order = [Role::Mandatory, Role::Prioritised, Role::Plain];
    counts.sort_by_key(|(choice, _)| order.iter().position(|role| Some(*role) == choice.role).unwrap_or(order.len()));
    let row = |(choice, count): &(&Choice, usize)| {
        let text = |text: String| vec![Block::text(text)];
        let cells = vec![text(choice.key.clone()), text(items::named(scribe, &choice.name)), text(count.to_string())];
        Row { anchor: None, cells }
    };
    let head = [scribe.word("Kravtype", "Class"), scribe.word("Betydning", "Meaning"), scribe.word("Antal", "Count")];
    Some(Block::Table(Table {
        caption: String::new(),
        head: head.map(str::to_owned).to_vec(),
        rows: counts.iter().map(row).collect(),
        widths: vec![20, 60, 20],
    }))
}

/// The class of a requirement, such as MK.
pub(super) fn class<'a>(material: &'a Material, ix: ItemIx) -> Option<&'a Choice> {
    let model = material.model();
    let field = model.field(ix, Role::RequirementType)?;
    value::choice(&model.item(ix).declared(&model.schema, field)?.form, &field.node)
}

/// The solution in its surroundings, and pages that were chosen for the document.
fn background(scribe: &Scribe, document: &Document, content: &Content) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !content.requirements.is_empty() {
        for solution in &document.solutions {
            let book = scribe.material.book;
            blocks.extend(scribe.html(&printed::background(book, *solution), 1));
            blocks.extend(items::volumes(scribe, *solution));
            if let Some(section) = printed::map(book, *solution) {
                blocks.push(Block::heading(2, section.title, None));
                blocks.extend(scribe.content(&section.content, 2));
            }
        }
    }
    for page in &content.pages {
        blocks.extend(items::item(scribe, *page, 2));
    }
    if !blocks.is_empty() {
        let title = scribe.word("Baggrund", "Background");
        blocks.insert(0, Block::heading(1, title, None));
    }
    blocks
}

/// The requirements, under their areas where they have any.
fn requirements(scribe: &Scribe, document: &Document, content: &Content) -> Vec<Block> {
    if content.requirements.is_empty() {
        return Vec::new();
    }
    let mut areas: Vec<(String, Vec<ItemIx>)> = Vec::new();
    for ix in &content.requirements {
        let area = items::area(scribe, *ix);
        match areas.iter_mut().find(|(known, _)| *known == area) {
            Some((_, list)) => list.push(*ix),
            None => areas.push((area, vec![*ix])),
        }
    }
    // Those without an area come last.
    areas.sort_by_key(|(area, _)| area.is_empty());
    let mut blocks = vec![Block::heading(1, scribe.word("Krav", "Requirements"), None)];
    let by_area = areas.iter().any(|(area, _)| !area.is_empty());
    for (area, list) in &areas {
        if by_area {
            let title = match area.as_str() {
                "" => scribe.word("Øvrige krav", "Other requirements").to_owned(),
                area => crate::pages::capital(area),
            };
            blocks.push(Block::heading(2, title, None));
        }
        for ix in list {
            let number = document.numbers.get(ix).map(String::as_str);
            blocks.extend(items::requirement(scribe, *ix, number, if by_area { 3 } else { 2 }));
        }
    }
    blocks
}

/// The items of one kind.
fn chapter(scribe: &Scribe, document: &Document, kind: KindIx, of_kind: &[ItemIx]) -> Vec<Block> {
    let kind = scribe.material.model().schema.kind(kind);
    let title = crate::pages::capital(&items::named(scribe, &kind.plural));
    let mut blocks = vec![Block::heading(1, title, None)];
    for solution in &document.solutions {
        let section = match kind.role {
            Some(Role::UseCase) => printed::use_cases(scribe.material.book, *solution),
            Some(Role::InformationObject) => printed::information(scribe.material.book, *solution),
            _ => None,
        };
        // The items follow: of the overview the drawing is enough.
        let shown = section.into_iter().flat_map(|section| scribe.content(&section.content, 1));
        blocks.extend(shown.filter(|block| matches!(block, Block::Drawing(_))));
    }
    for ix in of_kind {
        blocks.extend(items::item(scribe, *ix, 2));
    }
    blocks
}

/// A name over what follows it, or nothing where nothing does.
pub(super) fn under(title: &str, blocks: Vec<Block>) -> Vec<Block> {
    if blocks.is_empty() {
        return blocks;
    }
    std::iter::once(name(title)).chain(blocks).collect()
}

/// A quiet line of parts.
pub(super) fn quiet(parts: Vec<String>) -> Option<Block> {
    let text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    (!text.is_empty()).then(|| Block::Paragraph { runs: vec![Run::plain(text)], look: Look::Note })
}
