//! Where a rule puts what it found.

use crate::finding::{Case, Code, Finding, Level, Said};
use crate::model::ItemIx;
use crate::place::Place;

/// Gathers what one rule finds: `findings.at(place).says(…).help(…)`.
pub struct Findings {
    code: Code,
    item: Option<ItemIx>,
    found: Vec<Finding>,
}

/// A finding that is being written; dropping it is fine.
pub struct Found<'a> {
    finding: &'a mut Finding,
}

impl Findings {
    pub(super) fn new(code: Code, item: Option<ItemIx>) -> Findings {
        Findings { code, item, found: Vec::new() }
    }

    pub(super) fn of_rule(&mut self, code: Code) -> &mut Findings {
        self.code = code;
        self
    }

    pub(super) fn into_found(mut self) -> Vec<Finding> {
        self.found.shrink_to_fit();
        self.found
    }

    /// A new finding at a place, about the item that is looked at, if any.
    pub fn at(&mut self, place: Place) -> Found<'_> {
        let mut finding = Finding::new(self.code, place, Said::default());
        finding.item = self.item.map(|ix| ix.0);
        let number = self.found.len();
        self.found.push(finding);
        Found { finding: &mut self.found[number] }
    }
}

impl Found<'_> {
    /// What is so.
    pub fn says(self, message: impl Into<Said>) -> Self {
        self.finding.message = message.into();
        self
    }

    /// What to do.
    pub fn help(self, help: impl Into<Said>) -> Self {
        self.finding.help = Some(help.into());
        self
    }

    /// The level of this case, where it is not the rule's own: "error on minimum requirements, else a warning". A
    /// quality profile that names a level for the rule wins. The rule's own level is the gravest of its cases.
    pub fn level(self, level: Level) -> Self {
        self.finding.case = Case::Level(level);
        self
    }

    /// The gravest this case can be, whatever the rule and the quality profile say: for items that what the rule asks
    /// was never agreed for.
    pub fn at_most(self, level: Level) -> Self {
        self.finding.case = Case::AtMost(level);
        self
    }

    /// An edit that mends it: what stands at the place is replaced.
    pub fn fix(self, place: Place, replacement: impl Into<String>) -> Self {
        self.finding.fix = Some(crate::finding::Fix { place, replacement: replacement.into() });
        self
    }

    /// The item it concerns, for rules that look at the whole project.
    pub fn about(self, ix: ItemIx) -> Self {
        self.finding.item = Some(ix.0);
        self
    }

    /// Another place that explains it.
    pub fn related(self, place: Place, message: impl Into<Said>) -> Self {
        self.finding.related.push(crate::finding::Related { place, message: message.into() });
        self
    }
}
