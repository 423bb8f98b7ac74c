//! What suppliers answered to the requirements of a tender (`besvarelser/`), held up against the documentation of today.
//!
//! A file there holds the answers of one supplier, as [`crate::import`] takes them out of a filled matrix. Nothing of it
//! is known to a run that does not ask for it: then [`Facts::answers`] is empty.

mod reading;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use foldhash::HashSet;

use super::Facts;
use crate::finding::Finding;
use crate::model::{ItemIx, Prints};

/// Folder of the answers, from the project.
pub const FOLDER: &str = crate::source::ANSWERS;

/// Keys of a file of answers.
pub mod keys {
    pub const SUPPLIER: &str = "leverandør";
    pub const SHEET: &str = "fil";
    pub const EDITION: &str = "udgave";
    pub const ANSWERS: &str = "svar";
    /// The requirements that stood in the matrix and got no answer: an id, or an id with its number.
    pub const UNANSWERED: &str = "ubesvaret";
    pub const REQUIREMENT: &str = "krav";
    pub const NUMBER: &str = "kravnr";
    /// Fingerprint of the requirement that was answered.
    pub const PRINT: &str = "aftryk";
    pub const FULFILLED: &str = "opfyldt";
    pub const DESCRIPTION: &str = "beskrivelse";
    pub const STANDARD: &str = "standard_tilpasning";
    pub const RESERVATION: &str = "forbehold";
    pub const REFERENCE: &str = "henvisning";
}

/// A file of answers, as it lies on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerFile {
    /// From the project, with `/`: `besvarelser/firma.yaml`.
    pub path: Arc<str>,
    pub text: Arc<str>,
}

/// The answers of all suppliers.
#[derive(Debug, Default)]
pub struct Answers {
    /// By the path of their files.
    pub suppliers: Vec<Supplier>,
    /// Requirements that stood in the matrix of some supplier, in model order.
    pub asked: Vec<ItemIx>,
    /// S01 for a file that can't be read, S05 for a key that is unknown, S06 for a value that is none.
    pub faults: Vec<Finding>,
}

/// One supplier's answers.
#[derive(Debug, Default)]
pub struct Supplier {
    pub name: String,
    /// Of its pages; no other supplier's.
    pub slug: String,
    /// Name of the matrix that was sent in; may be empty.
    pub sheet: String,
    /// Edition of the documentation when the answers were taken in; may be empty.
    pub edition: String,
    /// By requirement.
    pub answers: BTreeMap<ItemIx, Answer>,
    /// Requirements of the matrix without an answer, each with its number in the tender; empty where it has none.
    pub unanswered: BTreeMap<ItemIx, String>,
    /// Answers to what is no requirement of the documentation, in written order.
    pub stray: Vec<Answer>,
}

/// An answer to a requirement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Id of the requirement, as the supplier's matrix had it.
    pub id: String,
    /// Its number in the tender; empty where it has none.
    pub number: String,
    pub fulfilled: Fulfilled,
    /// What was written for it; may be empty.
    pub word: String,
    pub description: String,
    pub standard: String,
    pub reservation: String,
    pub reference: String,
    /// Whether the requirement is another than the one that was answered; `None` when the file does not say which.
    pub changed: Option<bool>,
}

/// Whether a supplier says to fulfil a requirement. The worst comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fulfilled {
    No,
    Partly,
    /// Something else is written, or nothing beside an explanation.
    #[default]
    Unclear,
    Yes,
}

impl Answers {
    /// Reads the files of answers; nothing where nobody asked for them.
    pub fn read(facts: &Facts) -> Answers {
        let mut answers = Answers::default();
        let Some(files) = &facts.answers else { return answers };
        let mut prints = Prints::new(&facts.model, &facts.files, facts.model.day);
        let mut names: HashSet<String> = HashSet::default();
        let mut slugs: HashSet<String> = HashSet::default();
        for (number, file) in files.iter().enumerate() {
            let mut reader = reading::Reader::new(facts, &mut prints, Facts::answer_file(number), &file.text);
            let mut supplier = reader.supplier(&mut names, &file.path);
            answers.faults.append(&mut reader.faults);
            let slug = match crate::document::slug(&supplier.name) {
                slug if slug.is_empty() => "leverandoer".to_owned(),
                slug => slug,
            };
            let free = (1..).map(|number| if number == 1 { slug.clone() } else { format!("{slug}-{number}") });
            supplier.slug = free.into_iter().find(|slug| slugs.insert(slug.clone())).unwrap_or_default();
            answers.suppliers.push(supplier);
        }
        let asked = |supplier: &Supplier| -> Vec<ItemIx> {
            supplier.answers.keys().chain(supplier.unanswered.keys()).copied().collect()
        };
        let asked: BTreeSet<ItemIx> = answers.suppliers.iter().flat_map(asked).collect();
        answers.asked = asked.into_iter().collect();
        answers
    }
}

impl Answer {
    /// Whether the supplier makes it less than a plain yes.
    pub fn is_reserved(&self) -> bool {
        !self.reservation.is_empty()
    }
}
