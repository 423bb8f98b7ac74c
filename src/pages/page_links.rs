//! Links of prose to pages that the program makes itself: `[text](side:kontrol/g03.html)`. They are followed here and
//! not in the model, since only a plan knows which pages there are.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::HashSet;

use super::Dress;
use super::book::Book;
use super::key::{Hash, Keyed};
use super::published::Published;
use crate::document::FileLink;
use crate::finding::Finding;
use crate::model::{File, ItemIx, Role, value};
use crate::place::{FileId, Place};
use crate::said;
use crate::trace::Facts;

/// What the links of a project to pages lead to. Empty, and made at no cost, where none is written.
#[derive(Debug, Default)]
pub struct PageLinks {
    /// Addresses that are linked to and are in the plan.
    lead: HashSet<String>,
    /// Which links of a file lead somewhere.
    of_file: BTreeMap<FileId, Hash>,
}

impl PageLinks {
    pub(super) fn of(book: &Book) -> PageLinks {
        let files: Vec<FileId> = files_with_any(&book.facts).collect();
        if files.is_empty() {
            return PageLinks::default();
        }
        let lead = existing(book);
        let key = |file: &FileId| {
            let mut keyed = Keyed::new("page links");
            for link in of_file(&book.facts, *file) {
                keyed.number(u64::from(lead.contains(&*link.path)));
            }
            (*file, keyed.done())
        };
        let of_file = files.iter().map(key).collect();
        PageLinks { lead, of_file }
    }

    /// Whether a page with this address is made.
    pub fn lead_to(&self, address: &str) -> bool {
        self.lead.contains(address)
    }

    /// All that any page shows of them.
    pub(super) fn feed_all(&self, keyed: &mut Keyed) {
        for (file, hash) in &self.of_file {
            keyed.number(u64::from(file.0));
            keyed.hash(hash);
        }
    }

    /// What an item's page shows of them.
    pub(super) fn feed(&self, keyed: &mut Keyed, book: &Book, ix: ItemIx) {
        if self.of_file.is_empty() {
            return;
        }
        let item = book.model().item(ix);
        for file in item.fields.iter().map(|field| field.file).chain([item.file]) {
            if let Some(hash) = self.of_file.get(&file) {
                keyed.hash(hash);
            }
        }
        for child in &item.children {
            self.feed(keyed, book, *child);
        }
    }
}

/// S15 for every link to a page that no build would make, whatever it publishes.
pub fn dead(facts: &Facts) -> Vec<Finding> {
    if files_with_any(facts).next().is_none() {
        return Vec::new();
    }
    let mut book = Book::new(facts.clone(), Arc::new(Vec::new()), Dress::default());
    book.published = Arc::new(Published::with(facts, &visibilities(facts)));
    let lead = existing(&book);
    let mut findings = Vec::new();
    for file in files_with_any(facts) {
        for link in of_file(facts, file).filter(|link| !lead.contains(&*link.path)) {
            let message = said!("sitet har ingen side `{}`", "the site has no page `{}`"; link.path);
            let help = said!(
                "skriv adressen fra sitets rod, som den står i browseren, uden `#`; et element nævnes med `[[id]]`",
                "write the address from the site's root as the browser shows it, without `#`; an item is mentioned as `[[id]]`"
            );
            findings.push(Finding::new("S15", Place { file, span: link.span }, message).help(help));
        }
    }
    findings
}

/// The linked addresses that are in the plan.
fn existing(book: &Book) -> HashSet<String> {
    let wanted: HashSet<&str> =
        files_with_any(&book.facts).flat_map(|file| of_file(&book.facts, file)).map(|link| &*link.path).collect();
    let routes = super::routes(book, None);
    routes.iter().map(|route| book.address(route)).filter(|address| wanted.contains(address.as_str())).collect()
}

fn files_with_any(facts: &Facts) -> impl Iterator<Item = FileId> {
    let has_any = |file: &File| file.document.bodies.iter().any(|body| body.links.iter().any(|link| link.page));
    let numbered = facts.files.iter().enumerate();
    numbered.filter(move |(_, file)| has_any(file)).map(|(number, _)| FileId(number as u32))
}

fn of_file(facts: &Facts, file: FileId) -> impl Iterator<Item = &FileLink> {
    let bodies = facts.file(file).into_iter().flat_map(|file| &file.document.bodies);
    bodies.flat_map(|body| &body.links).filter(|link| link.page)
}

/// Every visibility there is: those of the model, and those that the content names.
fn visibilities(facts: &Facts) -> Vec<String> {
    let items = facts.model.items.iter().filter_map(|item| item.visibility.as_deref()).map(str::to_owned);
    let field = facts.model.schema.reserved_with(Role::Visibility);
    let choices = field.into_iter().flat_map(|field| value::choices(&field.form)).map(|choice| choice.key.clone());
    let mut named: Vec<String> = items.chain(choices).collect();
    named.sort();
    named.dedup();
    named
}
