//! Running the rules: which are awake, on what, and what becomes of their findings.

use std::sync::Arc;

use rayon::prelude::*;

use super::memory::Memory;
use super::waivers::Waivers;
use super::{Findings, RULES, Reading, Rule, Scope, Texts, find, look, wording};
use crate::finding::{Finding, Level};
use crate::language::Lexicon;
use crate::model::{ItemIx, Role, Schema};
use crate::place::Place;
use crate::source::Form;
use crate::trace::Facts;

type ItemCheck = fn(&Facts, ItemIx, &mut Findings);
type StatementCheck = fn(&Reading, &mut Findings);
type TextsCheck = fn(&Texts, &mut Findings);
type SiteCheck = fn(&Facts, &mut Findings);

/// The rules that apply to a project: its model has the roles they need, and its profile has not turned them off.
pub struct Awake {
    item: Vec<(&'static Rule, ItemCheck)>,
    titles: Vec<(&'static Rule, ItemCheck)>,
    statement: Vec<(&'static Rule, StatementCheck)>,
    /// The word lists of the rules on statements; empty when those are asleep.
    lexicon: Arc<Lexicon>,
    /// What rules on statements know beside the statement; see [`wording::tongue`].
    pub(super) tongue: [u8; 16],
    texts: Vec<(&'static Rule, TextsCheck)>,
    site: Vec<(&'static Rule, SiteCheck)>,
}

/// Judges a project: every finding of reading, linking and rules, with levels set and waivers applied, sorted by
/// path, place, code and message.
pub fn check(facts: &Facts) -> Vec<Finding> {
    check_with(facts, Vec::new())
}

/// The same, with raw findings of later stages among them.
pub fn check_with(facts: &Facts, later: Vec<Finding>) -> Vec<Finding> {
    Memory::default().check(facts, later)
}

impl Awake {
    pub fn new(facts: &Facts) -> Awake {
        Awake::speaking(facts, |facts| Arc::new(wording::lexicon(facts)))
    }

    /// The same, with the word lists from elsewhere; not asked for when the rules on statements are asleep.
    pub(super) fn speaking(facts: &Facts, lexicon: impl FnOnce(&Facts) -> Arc<Lexicon>) -> Awake {
        let mut awake = Awake {
            item: Vec::new(),
            titles: Vec::new(),
            statement: Vec::new(),
            lexicon: Arc::default(),
            tongue: [0; 16],
            texts: Vec::new(),
            site: Vec::new(),
        };
        for rule in RULES.iter().filter(|rule| is_awake(&facts.model.schema, rule) && level(facts, rule) != Level::Off)
        {
            match rule.scope {
                Scope::Reading => {}
                Scope::Item(check) => awake.item.push((rule, check)),
                Scope::Titles(check) => awake.titles.push((rule, check)),
                Scope::Statement(check) => awake.statement.push((rule, check)),
                Scope::Texts(check) => awake.texts.push((rule, check)),
                Scope::Site(check) => awake.site.push((rule, check)),
            }
        }
        if !awake.statement.is_empty() {
            awake.lexicon = lexicon(facts);
            awake.tongue = wording::tongue(facts, awake.statement.iter().map(|(rule, _)| rule.code));
        }
        awake
    }

    /// What the item rules find in one item. Nothing is asked of damaged items and of those whose id belongs to another.
    pub fn item_findings(&self, facts: &Facts, ix: ItemIx) -> Vec<Finding> {
        asked(&self.item, facts, ix)
    }

    /// The same of the rules that look at the titles of other items, too.
    pub fn title_findings(&self, facts: &Facts, ix: ItemIx) -> Vec<Finding> {
        asked(&self.titles, facts, ix)
    }

    /// Whether an item has a statement that rules are asked of.
    pub fn reads_statement(&self, facts: &Facts, ix: ItemIx) -> bool {
        !self.statement.is_empty()
            && is_asked(facts, ix)
            && facts.model.is(ix, Role::Requirement)
            && look::is_wanted(facts, facts.model.item(ix))
    }

    /// What the rules on statements find in that of one item.
    pub fn statement_findings(&self, facts: &Facts, ix: ItemIx) -> Vec<Finding> {
        let mut findings = Findings::new("", Some(ix));
        let reading = Reading::of(facts, &self.lexicon, ix);
        for (rule, check) in &self.statement {
            check(&reading, findings.of_rule(rule.code));
        }
        findings.into_found()
    }

    /// What the rules on the project's texts find, in the order of the rules.
    pub fn text_findings(&self, texts: &Texts) -> Vec<Finding> {
        let mut findings = Findings::new("", None);
        for (rule, check) in &self.texts {
            check(texts, findings.of_rule(rule.code));
        }
        findings.into_found()
    }

    /// What the site rules find, in the order of the rules.
    pub fn site_findings(&self, facts: &Facts) -> Vec<Finding> {
        let of_rule = |(rule, check): &(&'static Rule, SiteCheck)| {
            let mut findings = Findings::new(rule.code, None);
            check(facts, &mut findings);
            findings.into_found()
        };
        self.site.par_iter().flat_map_iter(of_rule).collect()
    }

    /// How many rules are run on the project's texts, and how many on the project.
    pub(super) fn counts(&self) -> (usize, usize) {
        (self.texts.len(), self.site.len())
    }
}

fn asked(rules: &[(&'static Rule, ItemCheck)], facts: &Facts, ix: ItemIx) -> Vec<Finding> {
    let mut findings = Findings::new("", Some(ix));
    if is_asked(facts, ix) {
        for (rule, check) in rules {
            check(facts, ix, findings.of_rule(rule.code));
        }
    }
    findings.into_found()
}

fn is_asked(facts: &Facts, ix: ItemIx) -> bool {
    let item = facts.model.item(ix);
    !item.damaged && !item.duplicate
}

/// Makes raw findings final: says which item they are about, sets levels, drops what is off, applies waivers and
/// adds what is wrong with those, sorts, and removes doubles.
pub fn settle(facts: &Facts, mut findings: Vec<Finding>) -> Vec<Finding> {
    for finding in &mut findings {
        if finding.item.is_none() {
            finding.item = item_at(facts, finding.place).map(|ix| ix.0);
        }
    }
    let waivers = Waivers::read(facts);
    set_levels(facts, &mut findings);
    let mut about_waivers = waivers.apply(facts, &mut findings);
    set_levels(facts, &mut about_waivers);
    findings.extend(about_waivers);
    sort(&mut findings);
    findings
}

/// Whether a model has all that a rule needs.
pub(super) fn is_awake(schema: &Schema, rule: &Rule) -> bool {
    rule.needs.iter().all(|role| schema.has_role(*role))
}

/// The level of a rule under the settings in force.
pub(super) fn level(facts: &Facts, rule: &Rule) -> Level {
    facts.config.level(rule.code).unwrap_or(rule.level)
}

fn set_levels(facts: &Facts, findings: &mut Vec<Finding>) {
    findings.retain_mut(|finding| {
        let own = find(finding.code).map_or(finding.level, |rule| rule.level);
        finding.level = finding.case.level(facts.config.level(finding.code), own);
        finding.level != Level::Off
    });
}

/// The item a place in a file belongs to: a file's only item, or the one whose entry the place lies in. What is
/// nested in it is not looked for: its page shows it too.
fn item_at(facts: &Facts, place: Place) -> Option<ItemIx> {
    let file = facts.file(place.file)?;
    if matches!(file.form, Form::Attachment | Form::Defaults) {
        return None;
    }
    let entries = &file.document.entries;
    let number = match entries.len() {
        1 => 0,
        _ => entries.partition_point(|entry| entry.span.start <= place.span.start).checked_sub(1)?,
    };
    let entry = &entries[number];
    if entries.len() > 1 && place.span.start > entry.span.end {
        return None;
    }
    // Items of a file are sorted by place, and the item of an entry stands inside it.
    let items = facts.model.in_file(place.file);
    let first = match number {
        0 => 0,
        _ => items.partition_point(|ix| facts.model.item(*ix).span.start < entry.span.start),
    };
    items[first..].iter().copied().find(|ix| facts.model.item(*ix).parent.is_none())
}

fn sort(findings: &mut Vec<Finding>) {
    // File numbers are in the order of paths, those of files beside the content too. Of two
    // doubles the unwaived one comes first and stays.
    findings.sort_by(|a, b| {
        let key = |finding: &Finding| (finding.place.file, finding.place.span, finding.code);
        key(a).cmp(&key(b)).then_with(|| (&a.message.da, a.waived, a.item).cmp(&(&b.message.da, b.waived, b.item)))
    });
    findings.dedup_by(|a, b| (a.place, a.code, &a.message) == (b.place, b.code, &b.message));
}
