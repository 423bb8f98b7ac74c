//! The logical corpus: items, their kinds and the links between them, in no tool's format.
//!
//! The order of draws is part of the corpus: every draw moved changes all that follow.

use super::prose::{self, Body};
use super::random::Random;

/// The fewest items a corpus can have: below it, no requirement is left beside the other kinds.
pub const FEWEST_ITEMS: usize = 16;

/// Added to a target's rank, so that the first hubs are large but not everything.
const RANK_SHIFT: f64 = 5.0;

/// What an item is. The order is the order of items in a corpus.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Law,
    Requirement,
    Process,
    Concept,
    UseCase,
    Interface,
    Rule,
    Change,
    Solution,
    Body,
}

impl Kind {
    /// All kinds in order.
    pub const ALL: [Kind; 10] = [
        Kind::Law,
        Kind::Requirement,
        Kind::Process,
        Kind::Concept,
        Kind::UseCase,
        Kind::Interface,
        Kind::Rule,
        Kind::Change,
        Kind::Solution,
        Kind::Body,
    ];

    /// What an id of this kind begins with, before the hyphen.
    pub fn prefix(self) -> &'static str {
        ["LOV", "KRAV", "PROC", "BEGR", "UC", "SNIT", "REGL", "AEND", "LOES", "ORG"][self as usize]
    }

    fn share_per_mille(self) -> usize {
        [200, 500, 100, 80, 40, 40, 20, 10, 6, 4][self as usize]
    }
}

/// What a link says about its two items.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    LegalBasis,
    BelongsTo,
    Refines,
    Realises,
    PartOfProcess,
    Connects,
    DefinedIn,
    Touches,
    OwnedBy,
}

/// One item of the corpus.
pub struct Item {
    pub kind: Kind,
    /// Counts from 1 within the kind.
    pub number: usize,
    pub title: String,
    pub status: Status,
    /// Relation and target, an index into the corpus, in the order drawn.
    pub links: Vec<(Relation, usize)>,
    pub body: Body,
}

impl Item {
    /// The id, such as `KRAV-000012`.
    pub fn id(&self) -> String {
        format!("{}-{:06}", self.kind.prefix(), self.number)
    }

    /// The id in lower case, which names the item's file.
    pub fn slug(&self) -> String {
        self.id().to_lowercase()
    }

    /// Targets of the links of one relation, in the order drawn; empty if there are none.
    pub fn targets(&self, relation: Relation) -> Vec<usize> {
        self.links.iter().filter(|(kind, _)| *kind == relation).map(|(_, target)| *target).collect()
    }
}

/// How far an item has come.
#[derive(Clone, Copy)]
pub enum Status {
    Active,
    Draft,
    Withdrawn,
}

/// All items, sorted by kind and number; a place in this list is the item's index.
pub struct Corpus {
    pub items: Vec<Item>,
}

impl Corpus {
    /// Draws the corpus of `count` items; the same count and seed give the same corpus.
    ///
    /// A count below [`FEWEST_ITEMS`] is raised to it.
    pub fn drawn(count: usize, seed: i64) -> Corpus {
        let count = count.max(FEWEST_ITEMS);
        let mut random = Random::seeded(&format!("{seed}/{count}"));
        let mut corpus = Corpus { items: bare_items(count) };
        for item in &mut corpus.items {
            item.title = prose::title(item.kind, &mut random);
            item.status = random.weighted(&[(Status::Active, 80), (Status::Draft, 15), (Status::Withdrawn, 5)]);
        }
        let targets = Targets::drawn(&corpus, &mut random);
        corpus.link(&targets, &mut random);
        for index in 0..corpus.items.len() {
            let wanted = random.between(1, 3);
            let references = targets.for_prose.draw(&mut random, wanted, Some(index));
            corpus.items[index].body = prose::body(references, &mut random);
        }
        corpus
    }

    /// The items of one kind, with their index.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (usize, &Item)> {
        self.items.iter().enumerate().filter(move |(_, item)| item.kind == kind)
    }

    fn indices(&self, kinds: &[Kind]) -> Vec<usize> {
        kinds.iter().flat_map(|kind| self.of_kind(*kind).map(|(index, _)| index)).collect()
    }

    fn link(&mut self, targets: &Targets, random: &mut Random) {
        self.link_each(Kind::Solution, Relation::OwnedBy, targets.of(Kind::Body), random, |_| 1);
        self.link_requirements(targets, random);
        self.link_each(Kind::Process, Relation::Realises, targets.of(Kind::Requirement), random, |r| r.between(3, 8));
        self.link_each(Kind::UseCase, Relation::PartOfProcess, targets.of(Kind::Process), random, |_| 1);
        self.link_each(Kind::Interface, Relation::Connects, targets.of(Kind::Solution), random, |_| 2);
        self.link_each(Kind::Rule, Relation::LegalBasis, targets.of(Kind::Law), random, |_| 1);
        let half_the_time = |r: &mut Random| usize::from(r.fraction() < 0.5);
        self.link_each(Kind::Concept, Relation::DefinedIn, targets.of(Kind::Law), random, half_the_time);
        self.link_each(Kind::Change, Relation::Touches, &targets.for_changes, random, |r| r.between(3, 10));
    }

    fn link_each(
        &mut self,
        kind: Kind,
        relation: Relation,
        targets: &Hubs,
        random: &mut Random,
        wanted: impl Fn(&mut Random) -> usize,
    ) {
        for index in self.indices(&[kind]) {
            let count = wanted(random);
            self.add(index, relation, targets.draw(random, count, None));
        }
    }

    fn link_requirements(&mut self, targets: &Targets, random: &mut Random) {
        let requirements = self.indices(&[Kind::Requirement]);
        for (place, &index) in requirements.iter().enumerate() {
            let laws = random.between(1, 3);
            self.add(index, Relation::LegalBasis, targets.of(Kind::Law).draw(random, laws, None));
            self.add(index, Relation::BelongsTo, targets.of(Kind::Solution).draw(random, 1, None));
            if random.fraction() >= 0.3 {
                continue;
            }
            // Only an earlier requirement is refined, so that there are no cycles.
            let refined = targets.of(Kind::Requirement).draw(random, 1, Some(index));
            if refined.iter().any(|target| *target < index) {
                self.add(index, Relation::Refines, refined);
            } else if place > 0 {
                let share = random.fraction();
                let earlier = requirements[(share * share * place as f64) as usize];
                self.add(index, Relation::Refines, vec![earlier]);
            }
        }
    }

    fn add(&mut self, index: usize, relation: Relation, targets: Vec<usize>) {
        self.items[index].links.extend(targets.into_iter().map(|target| (relation, target)));
    }
}

/// Items without text and links, as many of each kind as the shares say.
fn bare_items(count: usize) -> Vec<Item> {
    let mut counts = Kind::ALL.map(|kind| (count * kind.share_per_mille() / 1000).max(1));
    counts[Kind::Solution as usize] = counts[Kind::Solution as usize].max(5);
    let others = counts.iter().sum::<usize>() - counts[Kind::Requirement as usize];
    counts[Kind::Requirement as usize] = count - others;
    let bare = |kind, number| Item {
        kind,
        number,
        title: String::new(),
        status: Status::Active,
        links: Vec::new(),
        body: Body::default(),
    };
    Kind::ALL.iter().flat_map(|&kind| (1..=counts[kind as usize]).map(move |number| bare(kind, number))).collect()
}

/// What links may point to, each list with its own hubs.
struct Targets {
    by_kind: Vec<Hubs>,
    for_prose: Hubs,
    for_changes: Hubs,
}

impl Targets {
    fn drawn(corpus: &Corpus, random: &mut Random) -> Targets {
        let prose = [Kind::Requirement, Kind::Law, Kind::Concept, Kind::Process];
        let changes = [Kind::Requirement, Kind::Process, Kind::Interface];
        Targets {
            by_kind: Kind::ALL.iter().map(|&kind| Hubs::drawn(corpus.indices(&[kind]), random)).collect(),
            for_prose: Hubs::drawn(corpus.indices(&prose), random),
            for_changes: Hubs::drawn(corpus.indices(&changes), random),
        }
    }

    fn of(&self, kind: Kind) -> &Hubs {
        &self.by_kind[kind as usize]
    }
}

/// A skewed choice: the items stand in random order, and the first are drawn far more often.
struct Hubs {
    items: Vec<usize>,
    /// Sum of the weights up to and including the item at the same place.
    sums: Vec<f64>,
}

impl Hubs {
    fn drawn(mut items: Vec<usize>, random: &mut Random) -> Hubs {
        random.shuffle(&mut items);
        let mut sum = 0.0;
        let sums = (0..items.len())
            .map(|rank| {
                sum += 1.0 / (rank as f64 + RANK_SHIFT);
                sum
            })
            .collect();
        Hubs { items, sums }
    }

    /// Draws up to `wanted` different items and never `except`; after eight draws for each
    /// wanted item, those found so far are the answer.
    fn draw(&self, random: &mut Random, wanted: usize, except: Option<usize>) -> Vec<usize> {
        let total = self.sums.last().copied().unwrap_or(0.0);
        let mut found = Vec::new();
        for _ in 0..wanted * 8 {
            let draw = random.fraction() * total;
            let item = self.items[self.sums.partition_point(|sum| *sum < draw)];
            if Some(item) != except && !found.contains(&item) {
                found.push(item);
                if found.len() == wanted {
                    break;
                }
            }
        }
        found
    }
}
