//! The next free id, by the pattern of those that are there.

use std::collections::BTreeMap;

use crate::document;
use crate::model::{ItemIx, KindIx};
use crate::trace::Facts;

/// Digits of the first number where there is no pattern to follow.
const DIGITS: usize = 4;

/// Numbers that were given out under one prefix.
#[derive(Clone, Copy, Default)]
struct Series {
    count: usize,
    highest: u64,
    digits: usize,
}

/// An id that no item has or had.
pub(in crate::cli) fn next_id(facts: &Facts, kind: KindIx, solution: Option<ItemIx>) -> String {
    let (prefix, series) = pattern(facts, kind, solution);
    let mut number = series.highest;
    loop {
        number += 1;
        let id = format!("{prefix}{number:0digits$}", digits = series.digits);
        if facts.model.find(&id).is_none() {
            return id;
        }
    }
}

/// The most used prefix with its series: among the solution's items of the kind, else that of another solution
/// with this one's id in its place, else one made of the kind's name.
fn pattern(facts: &Facts, kind: KindIx, solution: Option<ItemIx>) -> (String, Series) {
    let model = &facts.model;
    let of = |wanted: &dyn Fn(&[ItemIx]) -> bool| {
        let items = model.all().filter(|ix| model.item(*ix).kind == kind && model.item(*ix).parent.is_none());
        most_used(items.filter(|ix| wanted(model.solutions(*ix))).map(|ix| &*model.item(ix).id))
    };
    let empty = Series { count: 0, highest: 0, digits: DIGITS };
    let Some(solution) = solution else {
        let shared = of(&|solutions| solutions.is_empty());
        let fallback = || (format!("{}-", short(facts, kind)), empty);
        return shared.or_else(|| of(&|_| true)).unwrap_or_else(fallback);
    };
    if let Some(own) = of(&|solutions| solutions.contains(&solution)) {
        return own;
    }
    let id = &model.item(solution).id;
    for other in model.all().filter(|ix| *ix != solution) {
        let theirs = &*model.item(other).id;
        if let Some((prefix, series)) = of(&|solutions| solutions.contains(&other))
            && let Some(rest) = prefix.strip_prefix(theirs)
        {
            return (format!("{id}{rest}"), Series { digits: series.digits, ..empty });
        }
    }
    (format!("{id}-{}-", short(facts, kind)), empty)
}

/// The prefix that most ids share, the least of several; ids without a number at their end have none.
fn most_used<'a>(ids: impl Iterator<Item = &'a str>) -> Option<(String, Series)> {
    let mut all: BTreeMap<&str, Series> = BTreeMap::new();
    for id in ids {
        let prefix = id.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = &id[prefix.len()..];
        let Ok(number) = digits.parse::<u64>() else { continue };
        if number == u64::MAX {
            continue;
        }
        let series = all.entry(prefix).or_default();
        series.count += 1;
        series.highest = series.highest.max(number);
        series.digits = series.digits.max(digits.len());
    }
    let most = all.values().map(|series| series.count).max()?;
    all.into_iter().find(|(_, series)| series.count == most).map(|(prefix, series)| (prefix.to_owned(), series))
}

/// The kind's name as part of an id.
fn short(facts: &Facts, kind: KindIx) -> String {
    document::slug(&facts.model.schema.kind(kind).key).to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(ids: &[&str], expected: Option<(&str, u64, usize)>) {
        let found = most_used(ids.iter().copied());
        assert_eq!(found.as_ref().map(|(prefix, series)| (prefix.as_str(), series.highest, series.digits)), expected);
    }

    #[test]
    fn the_most_used_prefix_goes_on_from_its_highest_number() {
        check(&["DUBU-K-0012", "DUBU-K-0003", "X-9"], Some(("DUBU-K-", 12, 4)));
        check(&["B-2", "A-1"], Some(("A-", 1, 1)));
        check(&["DUBU", "B-sag"], None);
        check(&["K-18446744073709551615", "K-99999999999999999999999"], None);
    }
}
