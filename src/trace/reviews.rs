//! Which links were reviewed against a text that has changed since: the suspect ones.

use std::borrow::Cow;

use foldhash::{HashMap, HashMapExt as _};
use jiff::civil::Date;

use super::Facts;
use super::lock::{Entry, Lock};
use super::moves::Moves;
use crate::model::{ItemIx, Link, Model, Prints, Resolution, Resolved, Signed};

/// What became of a reviewed link's target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody recorded a review of it.
    NeverReviewed,
    /// What it leads to is what was reviewed.
    Unchanged,
    /// What it leads to was changed since: *skal genvurderes*.
    Changed,
    /// What was reviewed stands at another place of the law now: its citation.
    Moved { to: Box<str> },
}

/// A link whose type is reviewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Index in [`Model::links`].
    pub link: usize,
    pub state: State,
    /// The newest recorded review: index in [`Lock::entries`].
    pub entry: Option<usize>,
    /// Of the target, as it is now; `None` for a link that leads nowhere.
    pub signed: Option<Signed>,
}

/// Every link of a reviewed type that leads somewhere, or whose target has moved.
#[derive(Debug, Default)]
pub struct Reviews {
    pub lock: Lock,
    /// Sorted by link.
    all: Vec<Review>,
    /// Where the suspect ones stand in `all`, in order: few, and every page that shows a link asks for them.
    suspect: Vec<usize>,
}

impl State {
    /// Whether somebody has to look at the link again.
    pub fn is_suspect(&self) -> bool {
        matches!(self, State::Changed | State::Moved { .. })
    }
}

impl Reviews {
    /// Every reviewed link in the order of the model.
    pub fn all(&self) -> &[Review] {
        &self.all
    }

    /// The review of a link of a model; `None` when its type is not reviewed.
    pub fn of_link(&self, link: usize) -> Option<&Review> {
        self.all.binary_search_by_key(&link, |review| review.link).ok().map(|found| &self.all[found])
    }

    /// Whether somebody has to look at a link of a model again.
    pub fn is_suspect_link(&self, link: usize) -> bool {
        self.suspect.binary_search_by_key(&link, |at| self.all[*at].link).is_ok()
    }

    /// The review of a link of a model, by where it is written, when somebody has to look at the link again.
    pub fn suspect<'a>(&'a self, model: &'a Model, link: &Link) -> Option<&'a Review> {
        self.suspect_of(model, link.holder).find(|review| model.links[review.link].written == link.written)
    }

    /// The reviews of the links that an item holds and that somebody has to look at again.
    pub fn suspect_of<'a>(&'a self, model: &'a Model, ix: ItemIx) -> impl Iterator<Item = &'a Review> + 'a {
        let start = self.suspect.partition_point(|at| model.links[self.all[*at].link].holder < ix);
        let held = self.suspect[start..].iter().map(|at| &self.all[*at]);
        held.take_while(move |review| model.links[review.link].holder == ix)
    }

    /// The reviews of the links that an item holds.
    pub fn held_by<'a>(&'a self, model: &Model, ix: ItemIx) -> &'a [Review] {
        let before = |review: &Review, limit: ItemIx| model.links[review.link].holder < limit;
        let start = self.all.partition_point(|review| before(review, ix));
        let count = self.all[start..].partition_point(|review| before(review, ItemIx(ix.0 + 1)));
        &self.all[start..start + count]
    }

    /// Whether an item holds a link that has to be looked at again.
    pub fn is_suspect(&self, model: &Model, ix: ItemIx) -> bool {
        self.suspect_of(model, ix).next().is_some()
    }

    /// The recorded review of a link.
    pub fn entry(&self, review: &Review) -> Option<&Entry> {
        self.lock.entries.get(review.entry?)
    }

    /// Compares every reviewed link with its line. Linear in links and lines.
    pub(super) fn new(facts: &Facts) -> Reviews {
        let model = &*facts.model;
        let lock = facts.lock.as_deref().map(Lock::read).unwrap_or_default();
        let newest = Newest::of(model, &lock);
        let moves = Moves::of(model);
        let mut prints = Prints::new(model, &facts.files, model.day);
        let reviewed: Vec<bool> = model.schema.link_types.iter().map(|link_type| link_type.reviewed).collect();
        // Links of other portfolios are reviewed there.
        let is_reviewed = |link: &Link| reviewed[usize::from(link.link_type.0)] && model.is_own(link.holder);
        let links = model.links.iter().enumerate().filter(|(_, link)| is_reviewed(link));
        let judge = |(number, link): (usize, &Link)| {
            let target = target_name(model, link)?;
            let lines = newest.of_link(model, link, &target);
            let day = lines.first().map(|line| lock.entries[*line].day);
            let moved = day.and_then(|day| moves.since(model, &target, day));
            let signed = link.target.as_ref().map(|target| prints.of(target.item));
            let state = match (moved, day, signed) {
                (Some(to), ..) => State::Moved { to },
                (None, _, None) => return None,
                (None, None, Some(_)) => State::NeverReviewed,
                (None, Some(_), Some(signed)) => compared(&lock, lines, signed),
            };
            Some(Review { link: number, state, entry: lines.first().copied(), signed })
        };
        let all: Vec<Review> = links.filter_map(judge).collect();
        let suspect = (0..all.len()).filter(|at| all[*at].state.is_suspect()).collect();
        Reviews { lock, all, suspect }
    }
}

/// Of several lines of one day, which only a merge can leave, one that fits is enough.
fn compared(lock: &Lock, lines: &[usize], signed: Signed) -> State {
    let fits = |line: &usize| {
        let entry = &lock.entries[*line];
        signed.of(entry.basis) == entry.fingerprint
    };
    if lines.iter().any(fits) { State::Unchanged } else { State::Changed }
}

/// What a link leads to as the lock calls it: its deepest citation, its part, or its id. A citation of what is
/// not listed any more is called so too; `None` for other links that lead nowhere.
pub fn target_name(model: &Model, link: &Link) -> Option<Box<str>> {
    match &link.target {
        Some(target) => Some(called(model, target.item, target.deeper(), target.part())),
        None => match model.resolve(&link.text) {
            Resolution::NotInSource(listed) => super::moves::canonical(model, listed, &link.text),
            _ => None,
        },
    }
}

fn called(model: &Model, item: ItemIx, deeper: Option<&str>, part: Option<&str>) -> Box<str> {
    let id = &model.item(item).id;
    match (deeper, part) {
        (Some(deeper), _) => deeper.into(),
        (None, Some(part)) => format!("{id} {part}").into(),
        (None, None) => id.clone(),
    }
}

/// A line for a link that is reviewed now.
pub fn recorded(model: &Model, review: &Review, day: Date, by: &str) -> Option<Entry> {
    let link = &model.links[review.link];
    let signed = review.signed?;
    Some(Entry {
        holder: model.item(link.holder).id.clone(),
        link_type: model.schema.link_type(link.link_type).key.as_str().into(),
        target: target_name(model, link)?,
        basis: signed.basis,
        fingerprint: signed.of(signed.basis),
        day,
        by: by.into(),
        span: Default::default(),
    })
}

/// What a line is of: holder, type of link and target.
pub type Named<'a> = (Cow<'a, str>, Cow<'a, str>, Cow<'a, str>);

/// The newest lines of each link, by its names of now.
#[derive(Default)]
struct Newest<'a> {
    lines: HashMap<Named<'a>, Vec<usize>>,
}

impl<'a> Newest<'a> {
    fn of(model: &Model, lock: &'a Lock) -> Newest<'a> {
        let mut newest = Newest { lines: HashMap::with_capacity(lock.entries.len()) };
        for (number, entry) in lock.entries.iter().enumerate() {
            let named = names_now(model, entry).unwrap_or_else(|| {
                let (holder, link_type, target) = entry.of();
                (holder.into(), link_type.into(), target.into())
            });
            add(&lock.entries, newest.lines.entry(named).or_default(), number);
        }
        newest
    }

    fn of_link<'b>(&'b self, model: &'b Model, link: &Link, target: &'b str) -> &'b [usize]
    where
        'a: 'b,
    {
        let lines: &HashMap<Named<'b>, Vec<usize>> = &self.lines;
        let link_type = model.schema.link_type(link.link_type).key.as_str();
        let holder = &*model.item(link.holder).id;
        lines.get(&(holder.into(), link_type.into(), target.into())).map_or(&[], Vec::as_slice)
    }
}

/// Keeps the lines of the newest day only.
fn add(entries: &[Entry], lines: &mut Vec<usize>, number: usize) {
    let day = |line: usize| entries[line].day;
    match lines.first() {
        Some(first) if day(*first) > day(number) => {}
        Some(first) if day(*first) == day(number) => lines.push(number),
        _ => *lines = vec![number],
    }
}

/// How a line's ends are called now, when it calls one by an earlier id or in another way.
pub fn names_now(model: &Model, entry: &Entry) -> Option<Named<'static>> {
    let id = |text: &str| model.find(text).map(|ix| &*model.item(ix).id);
    if id(&entry.holder) == Some(&*entry.holder) && id(&entry.target) == Some(&*entry.target) {
        return None;
    }
    let holder = id(&entry.holder)?.to_owned();
    let Resolution::Found(Resolved { item, deeper, part, .. }) = model.resolve(&entry.target) else { return None };
    let target = called(model, item, deeper.as_deref(), part.as_deref());
    Some((holder.into(), entry.link_type.to_string().into(), target.into_string().into()))
}
