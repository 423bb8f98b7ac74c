//! What is wrong with a project, judged by rules: one file each, in a folder per area.
//!
//! A rule looks at [`Facts`] and says what it found; it knows nothing of pages, terminals or other rules.
//! Levels come from the quality profile, silence from waivers, both here and nowhere else.
//!
//! A new rule is a file in its area's folder, its name in the area's list of modules, and its line in [`RULES`].

mod check;
mod example;
mod explain;
mod findings;
mod knowledge;
mod law;
mod look;
mod structure;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod waivers;

use crate::finding::{Code, Level, Said};
use crate::model::{ItemIx, Role};
use crate::trace::Facts;

pub use check::{Awake, check, settle};
pub use example::{ExampleFile, example_files};
pub use explain::{area_name, explain};
pub use findings::{Findings, Found};
pub use look::link_place;
pub use waivers::{Waiver, Waivers};

/// Every rule, sorted by code. Its place here is the number of its page.
pub static RULES: [&Rule; 39] = [
    &law::missing_basis::RULE,
    &law::missing_basis_and_reason::RULE,
    &law::unreadable_citation::RULE,
    &law::deeper_than_listed::RULE,
    &law::law_ended::RULE,
    &law::law_not_yet_in_force::RULE,
    &law::changed_since_review::RULE,
    &law::never_reviewed::RULE,
    &law::unanswered_provision::RULE,
    &law::no_requirement_without_reason::RULE,
    &law::only_guidance::RULE,
    &law::eli_contradicts::RULE,
    &law::analysis_not_assured::RULE,
    &law::open_question::RULE,
    &law::provision_moved::RULE,
    &law::enabling_provision_ended::RULE,
    &law::cited_in_text_only::RULE,
    &law::coverage_below_limit::RULE,
    &structure::unreadable_file::RULE,
    &structure::missing_id::RULE,
    &structure::id_used_twice::RULE,
    &structure::unknown_kind::RULE,
    &structure::unknown_key::RULE,
    &structure::wrong_value::RULE,
    &structure::link_to_nothing::RULE,
    &structure::link_to_wrong_kind::RULE,
    &structure::wrong_number_of_links::RULE,
    &structure::link_to_withdrawn::RULE,
    &structure::old_id::RULE,
    &structure::shared_address::RULE,
    &structure::cycle::RULE,
    &structure::unlinked_attachment::RULE,
    &structure::missing_part::RULE,
    &structure::lonely_item::RULE,
    &structure::malformed_view::RULE,
    &structure::removed_html::RULE,
    &structure::faulty_waiver::RULE,
    &structure::idle_waiver::RULE,
    &knowledge::interface_without_both_ends::RULE,
];

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

/// What a rule looks at, and so when it must be run again.
pub enum Scope {
    /// Raised while files are read and linked, or waivers applied; nothing to run here.
    Reading,
    /// One item with its neighbours.
    Item(fn(&Facts, ItemIx, &mut Findings)),
    /// The whole project.
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
