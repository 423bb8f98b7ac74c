//! What rules on texts look at: every text of a project, and what one pass over each tells of it.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::knowledge::unused_concept::unlinked;
use super::tender::no_accessibility_requirements::Names;
use super::wording::undefined_capital::defined_word;
use crate::document::{Node, Value};
use crate::language::words;
use crate::model::{ItemIx, Prose, Role};
use crate::place::FileId;
use crate::trace::Facts;
use crate::trace::alike::{Alike, Pairs, Text, nearest};
use crate::trace::terms::{Finder, Terms};

/// How deep values are read.
const DEEPEST: usize = 16;
/// Fewest items that one thread reads: each has to meet the words of the project anew.
const FEWEST_ITEMS: usize = 4096;

/// A project's texts.
pub struct Texts<'a> {
    pub facts: &'a Facts,
    /// Those of a run on the same structure, with which files changed since.
    before: Option<(&'a Gists, &'a [bool])>,
    gists: OnceLock<Arc<Gists>>,
}

/// The gists of all items. They hold on every day.
#[derive(Debug, Default)]
pub struct Gists {
    /// In model order.
    pub each: Vec<Arc<Gist>>,
    /// The concepts that were looked for, in model order.
    sought: Vec<ItemIx>,
    /// What was asked for first; shared with runs in which every statement has the same pairs.
    nearest: Arc<OnceLock<Nearest>>,
}

/// What the texts of one item come to. Holds while the structure and the item's files are the same.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Gist {
    /// Pairs of neighbouring words of a requirement's statement; empty for other items.
    pub pairs: Vec<u64>,
    /// Words that are capitalised inside a sentence of that statement, as they stand in it.
    pub capitals: Vec<Box<str>>,
    /// Whether it is a requirement whose title or body names accessibility.
    pub names_accessibility: bool,
    /// Concepts of those looked for whose terms the item uses, sorted. What the law says is no use: it is where words
    /// come from.
    pub named: Vec<ItemIx>,
}

/// Requirements with their origins, and the one before each that its statement is most like.
pub(super) type Compared = (Vec<(ItemIx, ItemIx)>, Vec<Option<Alike>>);

/// Requirements, and the one before each that its statement is most like.
#[derive(Debug)]
struct Nearest {
    /// Each with its origin.
    asked: Vec<(ItemIx, ItemIx)>,
    found: Vec<Option<Alike>>,
}

impl<'a> Texts<'a> {
    pub fn new(facts: &'a Facts) -> Texts<'a> {
        Texts { facts, before: None, gists: OnceLock::new() }
    }

    /// The same, where the gists of files that did not change are known from a run on the same structure.
    pub fn after(facts: &'a Facts, gists: &'a Gists, changed: &'a [bool]) -> Texts<'a> {
        let before = gists.suffice(facts).then_some((gists, changed));
        Texts { facts, before, gists: OnceLock::new() }
    }

    /// The same, where all gists are known from a run on the same files.
    pub fn with(facts: &'a Facts, gists: &Arc<Gists>) -> Texts<'a> {
        let known = gists.suffice(facts).then(|| gists.clone());
        Texts { facts, before: None, gists: known.map_or_else(OnceLock::new, OnceLock::from) }
    }

    /// The gist of each item, in model order; made when first asked for.
    pub fn gists(&self) -> &[Arc<Gist>] {
        &self.known_gists().each
    }

    /// The gists, when somebody asked for them.
    pub fn into_gists(self) -> Option<Arc<Gists>> {
        self.gists.into_inner()
    }

    /// For each of these requirements, told with their origins, the one before it whose statement it is most like; see
    /// [`nearest`].
    pub fn nearest(&self, asked: Vec<(ItemIx, ItemIx)>) -> Vec<Option<Alike>> {
        let gists = self.known_gists();
        let find = |asked: &[(ItemIx, ItemIx)]| {
            let text =
                |(ix, origin): &(ItemIx, ItemIx)| Text { pairs: &gists.each[ix.0 as usize].pairs, origin: origin.0 };
            nearest(&asked.iter().map(text).collect::<Vec<_>>())
        };
        let known = gists.nearest.get_or_init(|| Nearest { found: find(&asked), asked: asked.clone() });
        if known.asked == asked { known.found.clone() } else { find(&asked) }
    }

    fn known_gists(&self) -> &Arc<Gists> {
        self.gists.get_or_init(|| Arc::new(self.read()))
    }

    fn read(&self) -> Gists {
        let facts = self.facts;
        let sought = self.before.map_or_else(|| unlinked(facts), |(gists, _)| gists.sought.clone());
        let terms = Terms::of_concepts(facts, sought.iter().copied());
        let items: Vec<ItemIx> = facts.model.all().collect();
        let read = |reader: &mut Reader<'_>, ix: &ItemIx| match self.known(*ix) {
            Some(gist) => gist,
            None => Arc::new(reader.item(*ix)),
        };
        let items = items.par_iter().with_min_len(FEWEST_ITEMS);
        let each: Vec<Arc<Gist>> = items.map_init(|| Reader::new(facts, &terms), read).collect();
        let has_same_pairs = |(old, new): (&Arc<Gist>, &Arc<Gist>)| Arc::ptr_eq(old, new) || old.pairs == new.pairs;
        let before = self.before.map(|(gists, _)| gists);
        let alike = before.filter(|before| before.each.iter().zip(&each).all(has_same_pairs));
        Gists { each, sought, nearest: alike.map(|before| before.nearest.clone()).unwrap_or_default() }
    }

    fn known(&self, ix: ItemIx) -> Option<Arc<Gist>> {
        let (gists, changed) = self.before?;
        let item = self.facts.model.item(ix);
        let is_changed = |file: FileId| changed[file.0 as usize];
        let is_same = !is_changed(item.file) && !item.fields.iter().any(|field| is_changed(field.file));
        is_same.then(|| gists.each[ix.0 as usize].clone())
    }
}

impl Gists {
    /// What the gists have in common, for another process: the concepts looked for, and which statements were compared
    /// with what result.
    pub(super) fn kept(&self) -> (Vec<ItemIx>, Option<Compared>) {
        let nearest = self.nearest.get().map(|nearest| (nearest.asked.clone(), nearest.found.clone()));
        (self.sought.clone(), nearest)
    }

    /// The gists of another process.
    pub(super) fn recalled(each: Vec<Arc<Gist>>, sought: Vec<ItemIx>, compared: Option<Compared>) -> Gists {
        let nearest = compared.map(|(asked, found)| OnceLock::from(Nearest { asked, found })).unwrap_or_default();
        Gists { each, sought, nearest: Arc::new(nearest) }
    }

    /// Whether every concept was looked for that is asked about: on an earlier day more may be wanted.
    fn suffice(&self, facts: &Facts) -> bool {
        unlinked(facts).iter().all(|ix| self.sought.binary_search(ix).is_ok())
    }
}

/// Reads the texts of one item after the other.
struct Reader<'a> {
    facts: &'a Facts,
    /// `None` where every concept is linked to: there is nothing to look for.
    finder: Option<Finder<'a>>,
    accessibility: Names,
    gist: Gist,
    ix: ItemIx,
}

impl<'a> Reader<'a> {
    fn new(facts: &'a Facts, terms: &'a Terms) -> Reader<'a> {
        let finder = (!terms.is_empty()).then(|| Finder::new(terms));
        Reader { facts, finder, accessibility: Names::new(facts), gist: Gist::default(), ix: ItemIx(0) }
    }

    fn item(&mut self, ix: ItemIx) -> Gist {
        let model = &self.facts.model;
        let item = model.item(ix);
        self.ix = ix;
        let statement = item.body.filter(|_| model.is(ix, Role::Requirement));
        if let Some(prose) = statement {
            self.statement(prose);
        }
        self.gist.names_accessibility =
            model.is(ix, Role::Requirement) && self.accessibility.are_said_by(self.facts, ix);
        let is_law = model.is(ix, Role::Provision) || model.is(ix, Role::LegalSource);
        if !is_law && self.finder.is_some() {
            self.text(&item.title);
            for written in &item.fields {
                self.node(written.file, &written.node, statement, 0);
            }
        }
        let mut gist = std::mem::take(&mut self.gist);
        gist.named.sort_unstable();
        gist.named.dedup();
        gist
    }

    /// One pass over a requirement's body for all that is asked of it.
    fn statement(&mut self, prose: Prose) {
        let body = self.facts.body(prose);
        let range = body.statement_source.start as usize..body.statement_source.end as usize;
        let Some(statement) = body.source.get(range.clone()) else { return self.text(&body.source) };
        self.text(&body.source[..range.start]);
        self.text(&body.source[range.end..]);
        let mut pairs = Pairs::new(statement);
        let (ix, named) = (self.ix, &mut self.gist.named);
        for word in words(statement) {
            pairs.add(word);
            self.gist.capitals.extend(defined_word(statement, word).map(Into::into));
            if let Some(finder) = &mut self.finder {
                finder.word(statement, word, |term| tell(named, ix, term.concept));
            }
        }
        self.gist.pairs = pairs.sorted();
    }

    fn node(&mut self, file: FileId, node: &Node, statement: Option<Prose>, depth: usize) {
        match &node.value {
            _ if depth > DEEPEST => {}
            Value::Empty => {}
            Value::Scalar(scalar) => self.text(&scalar.text),
            Value::Prose(body) => {
                let prose = Prose { file, body: *body };
                if statement != Some(prose) {
                    self.text(&self.facts.body(prose).source);
                }
            }
            Value::List(list) => list.iter().for_each(|node| self.node(file, node, statement, depth + 1)),
            Value::Map(map) => map.pairs.iter().for_each(|pair| self.node(file, &pair.value, statement, depth + 1)),
        }
    }

    fn text(&mut self, text: &str) {
        let (ix, named) = (self.ix, &mut self.gist.named);
        if let Some(finder) = &mut self.finder {
            words(text).for_each(|word| finder.word(text, word, |term| tell(named, ix, term.concept)));
        }
    }
}

/// What a concept says of itself is no use of it.
fn tell(named: &mut Vec<ItemIx>, ix: ItemIx, concept: ItemIx) {
    if concept != ix && named.last() != Some(&concept) {
        named.push(concept);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::facts_of;

    fn project(statement: &str, rest: &str) -> Facts {
        let requirement =
            |id: &str, text: &str| format!("=== content/{id}.md\n---\nid: {id}\ntype: krav\n---\n{text}\n");
        let other = requirement("K-2", "Løsningen skal vise sagens frist på forsiden.");
        facts_of(&(requirement("K-1", &format!("{statement}\n\n## Begrundelse\n\n{rest}")) + &other))
    }

    fn compared(texts: &Texts) -> Vec<bool> {
        let asked = texts.facts.model.with_role(Role::Requirement).map(|ix| (ix, ix)).collect();
        texts.nearest(asked).iter().map(Option::is_some).collect()
    }

    #[test]
    fn statements_are_compared_again_when_one_has_other_words() {
        let alike = "Løsningen skal vise sagens frist på forsiden.";
        let first = project(alike, "Fristen overses.");
        let before = Texts::new(&first);
        assert_eq!(compared(&before), [false, true]);
        let before = before.into_gists().unwrap();
        for (statement, is_known, expected) in [(alike, true, true), ("Systemet kan slettes.", false, false)] {
            let edited = project(statement, "EN 301 549 kræver det.");
            let texts = Texts::after(&edited, &before, &[true, false]);
            assert_eq!(Arc::ptr_eq(&texts.known_gists().nearest, &before.nearest), is_known, "{statement}");
            assert_eq!(compared(&texts), [false, expected], "{statement}");
            let names: Vec<bool> = texts.gists().iter().map(|gist| gist.names_accessibility).collect();
            assert_eq!(names, [true, false], "the body of the changed file is read again");
        }
    }
}
