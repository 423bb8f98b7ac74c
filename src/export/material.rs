//! What every format is made from.

use std::sync::OnceLock;

use sha2::{Digest as _, Sha256};

use super::Part;
use super::scope::Request;
use crate::finding::Language;
use crate::model::{ItemIx, Model, Role};
use crate::pages::annexes::{self, Annex, Frozen};
use crate::pages::{Book, TenderNumber};
use crate::trace::Facts;
use crate::trace::plain::{Plain, plain};

/// An edition as formats may see it.
pub struct Material<'a> {
    /// Facts, findings and what is shown, after the profile: the book of the bundle's site.
    pub book: &'a Book,
    /// The annexes of the tenders, in their order, with the items that the bundle shows.
    pub annexes: Vec<Annex>,
    /// The profile, as asked for; `None` without one.
    pub profile: Option<String>,
    /// Whether a profile or a choice of solutions leaves items out.
    pub is_extract: bool,
    /// Numbers that an earlier bundle gave.
    pub frozen: Frozen,
    /// The project's own files, paths from the project; `None` where nobody read them.
    pub originals: Option<Vec<Part>>,
    /// Path and text of an own model.
    pub own_model: Option<(String, String)>,
    content_hash: OnceLock<String>,
}

impl<'a> Material<'a> {
    pub fn new(book: &'a Book, request: &Request) -> Material<'a> {
        let annexes = annexes::of(&book.facts, &request.solutions, |ix| book.published.shows(ix));
        let (profile, frozen) = (request.profile.clone(), request.frozen.clone());
        let is_extract = profile.is_some() || !request.solutions.is_empty();
        Material {
            book,
            annexes,
            profile,
            is_extract,
            frozen,
            originals: None,
            own_model: None,
            content_hash: OnceLock::new(),
        }
    }

    pub fn facts(&self) -> &'a Facts {
        &self.book.facts
    }

    pub fn model(&self) -> &'a Model {
        &self.book.facts.model
    }

    pub fn language(&self) -> Language {
        self.book.language()
    }

    /// The Danish or the English word.
    pub fn word(&self, da: &'static str, en: &'static str) -> &'static str {
        self.book.word(da, en)
    }

    /// Whether the bundle holds an item.
    pub fn shows(&self, ix: ItemIx) -> bool {
        self.book.published.shows(ix) && !self.model().item(ix).duplicate
    }

    /// The items that the bundle holds, in model order.
    pub fn items(&self) -> impl Iterator<Item = ItemIx> + '_ {
        self.model().all().filter(|ix| self.shows(*ix))
    }

    /// The requirements that the bundle holds: those of the annexes first, in the order of their numbers, then the rest
    /// in model order; each once.
    pub fn requirements(&self) -> Vec<ItemIx> {
        let is_requirement = |ix: &ItemIx| self.model().is(*ix, Role::Requirement);
        let mut seen = vec![false; self.model().items.len()];
        let annexed = self.annexes.iter().flat_map(|annex| annex.items.iter().copied());
        let all = annexed.chain(self.items()).filter(is_requirement);
        all.filter(|ix| !std::mem::replace(&mut seen[ix.0 as usize], true)).collect()
    }

    /// The numbers of a requirement in the tenders; none outside the annexes.
    pub fn numbers(&self, ix: ItemIx) -> &[TenderNumber] {
        self.book.numbers.get(&ix).map_or(&[], Vec::as_slice)
    }

    /// The number of a requirement in the first tender that has one, such as `2.1-14`.
    pub fn number(&self, ix: ItemIx) -> Option<&str> {
        self.numbers(ix).first().map(|number| &*number.number)
    }

    /// Everything written of an item, in words, as the bundle's readers may see it.
    pub fn plain(&self, ix: ItemIx) -> Plain {
        plain(self.facts(), ix, &self.book.published)
    }

    /// The same of all items, in model order, as the data of the site have them.
    pub fn contents(&self) -> Vec<Plain> {
        crate::pages::contents(self.book)
    }

    /// Address of the site's style sheet.
    pub(super) fn stylesheet(&self) -> &'static str {
        "tema/site.css"
    }

    /// Hash of everything that the bundle tells of its items.
    pub fn content_hash(&self) -> &str {
        // Two may make it at once; who waited for the other would wait for himself where one thread does both.
        if self.content_hash.get().is_none() {
            self.contents_in_parts();
        }
        self.content_hash.get().map_or("", String::as_str)
    }

    /// The parts of the site's data that tell all items. What is told is hashed on the way, so whoever needs both asks for
    /// this first.
    pub(super) fn contents_in_parts(&self) -> Vec<String> {
        let mut hasher = Sha256::new();
        let parts = crate::pages::contents_in_parts(self.book, |json| {
            hasher.update((json.len() as u64).to_le_bytes());
            hasher.update(json);
        });
        let hash: String = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        // Whoever was first made the same.
        let _ = self.content_hash.set(hash);
        parts
    }

    /// What the bag says of itself: lines of `bag-info.txt`.
    pub(super) fn about(&self) -> Vec<(&'static str, String)> {
        let config = &self.facts().config;
        let mut about = vec![
            ("External-Description", self.book.site.title.clone()),
            ("Bagging-Date", self.model().day.to_string()),
            ("Bag-Software-Agent", format!("sporbar {}", env!("CARGO_PKG_VERSION"))),
            ("Sporbar-Edition", config.edition.clone().unwrap_or_default()),
            ("Sporbar-Day", self.model().day.to_string()),
            ("Sporbar-Profile", self.profile.clone().unwrap_or_default()),
        ];
        about.push(("Sporbar-Content-Hash", self.content_hash().to_owned()));
        about.extend(super::verdict::content_hashes(self).into_iter().map(|line| ("Sporbar-Solution-Hash", line)));
        about.push(("Sporbar-Note", "Ikke en arkiveringsversion efter arkivlovgivningen".to_owned()));
        about.retain(|(_, value)| !value.trim().is_empty());
        about
    }
}
