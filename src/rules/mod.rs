//! What is wrong with a project, judged by rules: one file each, in a folder per area.
//!
//! A rule looks at [`Facts`] and says what it found; it knows nothing of pages, terminals or other rules.
//! Levels come from the quality profile, silence from waivers, both here and nowhere else.
//!
//! A new rule is a file in its area's folder, and its name twice in the area's `mod.rs`: as a module and in the list.

mod check;
pub mod concerns;
mod contract;
pub mod entries;
mod example;
mod explain;
mod findings;
mod governance;
mod knowledge;
mod law;
pub mod look;
mod memory;
pub mod readiness;
mod security;
mod settings;
mod structure;
mod tender;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod texts;
mod waivers;
mod wording;

use std::sync::LazyLock;

use crate::finding::{Code, Level, Said};
use crate::model::{ItemIx, Role};
use crate::trace::Facts;

pub use check::{Awake, check, check_with, settle};
pub use entries::{Entry, entries};
pub use example::{ExampleFile, example_files};
pub use explain::{area_name, explain};
pub use findings::{Findings, Found};
pub use look::link_place;
pub use memory::{Memory, Ran};
pub use texts::{Gist, Gists, Texts};
pub use waivers::{Waiver, Waivers};
pub use wording::{Hit, List, Part, Reading, VAGUE};

/// Every rule, sorted by code: the lists of the areas one after the other. Its place here is the number of its page.
pub static RULES: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    let areas = [
        security::RULES,
        governance::RULES,
        law::RULES,
        wording::RULES,
        contract::RULES,
        structure::RULES,
        tender::RULES,
        knowledge::RULES,
    ];
    areas.concat()
});

/// A rule with all that is said about it.
pub struct Rule {
    /// Never changes, never reused.
    pub code: Code,
    /// Its level where the quality profile names none.
    pub level: Level,
    pub scope: Scope,
    /// Roles a model must have for the rule to apply; it sleeps where one is missing.
    pub needs: &'static [Role],
    /// What is wrong, as a sentence.
    pub says: Text,
    /// Why it matters.
    pub why: Text,
    /// A document that breaks the rule: front matter without its `---` lines, or whole files; [`example_files`]
    /// reads both.
    pub bad: &'static str,
    /// The same, mended.
    pub good: &'static str,
    /// May a waiver silence it?
    pub waivable: bool,
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Rule({})", self.code)
    }
}

/// Text in both languages, known when the program is built.
#[derive(Clone, Copy)]
pub struct Text {
    pub da: &'static str,
    pub en: &'static str,
}

impl From<Text> for Said {
    fn from(text: Text) -> Said {
        Said::new(text.da, text.en)
    }
}

/// What a rule looks at, and so when it must be run again; see [`Memory`].
///
/// The *structure* of a project is all but the words of its Markdown texts: items, kinds, fields, links, statuses,
/// validity, headings, and whether a text is written at all, with how its reviews stand and its settings. What a rule
/// of a scope reads beyond what is said here would be wrong the next time, and `tests/remembered.rs` finds it.
pub enum Scope {
    /// Raised while files are read and linked, or waivers applied; nothing to run here.
    Reading,
    /// One item: the structure, and the texts of the item's own file. Of the structure all but the titles of what stands
    /// in other files and is no concept; places there only to point to them.
    Item(fn(&Facts, ItemIx, &mut Findings)),
    /// The same, and the titles of all.
    Titles(fn(&Facts, ItemIx, &mut Findings)),
    /// The statement of one requirement, read once for all such rules; what else they may know a [`Reading`] gives.
    Statement(fn(&Reading, &mut Findings)),
    /// Every text of the project, and its structure.
    Texts(fn(&Texts, &mut Findings)),
    /// The structure of the whole project, and no text.
    Site(fn(&Facts, &mut Findings)),
}

/// The rule with a code.
pub fn find(code: &str) -> Option<&'static Rule> {
    index(code).map(|number| RULES[number])
}

/// Where in [`RULES`] the rule with a code stands.
pub fn index(code: &str) -> Option<usize> {
    RULES.binary_search_by(|rule| rule.code.cmp(code)).ok()
}
