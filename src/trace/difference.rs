//! What differs between two editions of a project: items added, removed, renamed and changed, by field.
//!
//! An item is the same in both when its id is, or when one of them names the other's id as an earlier one. Nothing
//! else is guessed. Texts are compared as fingerprints are made, so that a line broken elsewhere is no change.

mod alike;

use std::borrow::Cow;

use foldhash::{HashMap, HashMapExt as _, HashSet};

use super::plain::{Plain, PlainValue};
use crate::model::{fold, normalised};

pub use alike::alike;

/// What differs; numbers are places in the two lists that were compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference {
    /// In the order of the new edition.
    pub added: Vec<usize>,
    /// In the order of the old edition.
    pub removed: Vec<usize>,
    /// Old and new place of what has got another id, in the order of the new edition.
    pub renamed: Vec<(usize, usize)>,
    /// In the order of the new edition; what was renamed and changed stands here too.
    pub changed: Vec<Changed>,
}

/// An item that stands in both editions and differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    pub old: usize,
    pub new: usize,
    /// In the order of the new edition, then what is written in the old one only.
    pub fields: Vec<FieldChange>,
}

/// One field with what stood there and what stands there now; `None` is nothing. In the old value ids that were
/// changed stand as they are called now.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChange {
    pub name: String,
    pub old: Option<PlainValue>,
    pub new: Option<PlainValue>,
}

impl Difference {
    /// Whether the editions say the same.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.renamed.is_empty() && self.changed.is_empty()
    }
}

/// Compares two editions; linear in their size.
pub fn difference(old: &[Plain], new: &[Plain]) -> Difference {
    let pairs = Pairs::new(old, new);
    let mut found = Difference::default();
    for (number, item) in new.iter().enumerate() {
        let Some(before) = pairs.old_of[number] else {
            found.added.push(number);
            continue;
        };
        if old[before].id != item.id {
            found.renamed.push((before, number));
        }
        let fields = pairs.fields(&old[before], item);
        if !fields.is_empty() {
            found.changed.push(Changed { old: before, new: number, fields });
        }
    }
    let kept: HashSet<usize> = pairs.old_of.iter().flatten().copied().collect();
    found.removed = (0..old.len()).filter(|number| !kept.contains(number)).collect();
    found
}

/// Which items are the same, and how old ids are called now.
struct Pairs {
    /// Place in the old edition of each new item.
    old_of: Vec<Option<usize>>,
    /// New ids by folded old ones, of what was renamed.
    called: HashMap<String, String>,
}

impl Pairs {
    fn new(old: &[Plain], new: &[Plain]) -> Pairs {
        let by_id = |items: &[Plain]| -> HashMap<String, usize> {
            let mut places = HashMap::with_capacity(items.len());
            for (number, item) in items.iter().enumerate() {
                places.entry(fold(&item.id)).or_insert(number);
            }
            places
        };
        let (in_old, in_new) = (by_id(old), by_id(new));
        let mut pairs = Pairs { old_of: vec![None; new.len()], called: HashMap::new() };
        let mut taken = vec![false; old.len()];
        for (number, item) in new.iter().enumerate() {
            let same = in_old.get(&fold(&item.id)).copied();
            pairs.pair(old, new, same, number, &mut taken);
        }
        // An item may know its earlier id, or an older edition is the second one and knows the later.
        for (number, item) in new.iter().enumerate() {
            let earlier = item.former.iter().filter_map(|id| in_old.get(&fold(id)).copied());
            let gone = earlier.into_iter().find(|before| !in_new.contains_key(&fold(&old[*before].id)));
            pairs.pair(old, new, gone, number, &mut taken);
        }
        for (before, item) in old.iter().enumerate() {
            let later = item.former.iter().find_map(|id| in_new.get(&fold(id)).copied());
            if let Some(number) = later.filter(|_| !in_new.contains_key(&fold(&item.id))) {
                pairs.pair(old, new, Some(before), number, &mut taken);
            }
        }
        pairs.provisions(old, new, &in_new, &mut taken);
        pairs
    }

    fn pair(&mut self, old: &[Plain], new: &[Plain], before: Option<usize>, number: usize, taken: &mut [bool]) {
        let Some(before) = before.filter(|before| !taken[*before] && self.old_of[number].is_none()) else { return };
        taken[before] = true;
        self.old_of[number] = Some(before);
        if old[before].id != new[number].id {
            self.called.insert(fold(&old[before].id), new[number].id.clone());
        }
    }

    /// The provisions of an act that was renamed: their ids begin with its own.
    fn provisions(&mut self, old: &[Plain], new: &[Plain], in_new: &HashMap<String, usize>, taken: &mut [bool]) {
        if self.called.is_empty() {
            return;
        }
        for (before, item) in old.iter().enumerate().filter(|(_, item)| !item.within.is_empty()) {
            let Some(act) = self.called.get(&fold(&item.within)) else { continue };
            let place = item.id.get(item.within.len()..).unwrap_or("");
            let number = in_new.get(&fold(&format!("{act}{place}"))).copied();
            if let Some(number) = number {
                self.pair(old, new, Some(before), number, taken);
            }
        }
    }

    fn fields(&self, old: &Plain, new: &Plain) -> Vec<FieldChange> {
        let mut changes = Vec::new();
        let find = |fields: &[(String, PlainValue)], name: &str| {
            fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
        };
        for (name, value) in &new.fields {
            let before = find(&old.fields, name).map(|value| self.follow_value(value));
            let now = without_rename(value, old, new);
            // Who still writes an earlier id says the same as who writes the new one.
            let same = |before: &PlainValue, now: &PlainValue| says_the_same(before, &self.follow_value(now.clone()));
            if before.as_ref().is_none_or(|before| now.as_ref().is_none_or(|now| !same(before, now))) {
                changes.push(FieldChange { name: name.clone(), old: before, new: now });
            }
        }
        for (name, value) in old.fields.iter().filter(|(name, _)| find(&new.fields, name).is_none()) {
            let before = without_rename(value, new, old).map(|value| self.follow_value(value));
            changes.push(FieldChange { name: name.clone(), old: before, new: None });
        }
        changes.retain(|change| change.old.is_some() || change.new.is_some());
        changes
    }

    fn follow_value(&self, value: PlainValue) -> PlainValue {
        if self.called.is_empty() {
            return value;
        }
        match value {
            PlainValue::Text(text) => PlainValue::Text(self.follow(&text).into_owned()),
            PlainValue::List(list) => {
                PlainValue::List(list.iter().map(|line| self.follow(line).into_owned()).collect())
            }
        }
    }

    /// A text with the targets of its `[[…]]` as they are called now.
    fn follow<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut followed = String::new();
        let mut done = 0;
        for (at, _) in text.match_indices("[[") {
            let start = at + 2;
            let Some(length) = text[start..].find(['|', '#', ']', '[']).filter(|_| start >= done) else { continue };
            if let Some(now) = self.now(&text[start..start + length]) {
                followed.push_str(&text[done..start]);
                followed.push_str(&now);
                done = start + length;
            }
        }
        if done == 0 {
            return Cow::Borrowed(text);
        }
        followed.push_str(&text[done..]);
        Cow::Owned(followed)
    }

    /// How a target is called now; `None` when as before. A citation deeper than what is listed follows its act.
    fn now(&self, target: &str) -> Option<String> {
        if let Some(now) = self.called.get(&fold(target)) {
            return Some(now.clone());
        }
        let (act, place) = target.trim().split_once(char::is_whitespace)?;
        let act = self.called.get(&fold(act))?;
        Some(format!("{act} {}", place.trim_start()))
    }
}

/// The value without the earlier id that the rename itself wrote; `None` when nothing else stands there.
fn without_rename(value: &PlainValue, other: &Plain, own: &Plain) -> Option<PlainValue> {
    let PlainValue::List(list) = value else { return Some(value.clone()) };
    if other.id == own.id || *list != own.former {
        return Some(value.clone());
    }
    let rest: Vec<String> = list.iter().filter(|id| fold(id) != fold(&other.id)).cloned().collect();
    (!rest.is_empty()).then_some(PlainValue::List(rest))
}

/// Whether two values are the same to a reader; the order of links says nothing.
fn says_the_same(old: &PlainValue, new: &PlainValue) -> bool {
    if old == new {
        return true;
    }
    let lines = |value: &PlainValue| -> Vec<String> {
        let mut lines = match value {
            PlainValue::Text(text) => vec![normalised(text)],
            PlainValue::List(list) => list.iter().map(|line| normalised(line)).collect(),
        };
        if value.is_links() {
            lines.sort();
        }
        lines
    };
    lines(old) == lines(new)
}
