//! `udvid`: an own model on top of the built-in one.

use super::tree::{Map, Tree};
use super::words::Level;

/// The built-in model with what an own model adds, replaces and takes out.
///
/// Kinds, fields, links and rows are merged by key and `null` takes one out; word lists grow; lifecycles and lists of
/// values are replaced as a whole. A kind that is taken out is also taken out of the inherited links to it.
pub(super) fn merge(mut base: Tree, own: Tree) -> Tree {
    let removed: Vec<String> = match own.find("typer") {
        Some(Tree::Map(kinds)) => {
            kinds.iter().filter(|(_, kind)| *kind == Tree::Empty).map(|(key, _)| key.clone()).collect()
        }
        _ => Vec::new(),
    };
    if !removed.is_empty() {
        prune(&mut base, Level::Model, &removed);
    }
    add(&mut base, own, Level::Model);
    base
}

fn add(base: &mut Tree, own: Tree, level: Level) {
    let (Tree::Map(known), true) = (&mut *base, level.is_merged()) else {
        *base = own;
        return;
    };
    let Tree::Map(own) = own else {
        *base = own;
        return;
    };
    if level == Level::Field && own.iter().any(|(key, _)| matches!(key.as_str(), "type" | "en_af" | "flere_af")) {
        known.retain(|(key, _)| !matches!(key.as_str(), "type" | "en_af" | "flere_af" | "felter" | "til"));
    }
    if level == Level::Lists {
        return add_words(known, own);
    }
    for (key, value) in own {
        let found = known.iter().position(|(found, _)| *found == key);
        match found {
            Some(number) if value == Tree::Empty && level.is_list_of_things() => {
                known.remove(number);
            }
            Some(number) => add(&mut known[number].1, value, level.inside(&key)),
            None => known.push((key, value)),
        }
    }
}

/// Word lists grow: `!word` takes a word out, `!` alone all that was there, and `null` the list.
fn add_words(known: &mut Map, own: Map) {
    for (key, value) in own {
        let Some(number) = known.iter().position(|(found, _)| *found == key) else {
            known.push((key, value));
            continue;
        };
        if value == Tree::Empty {
            known.remove(number);
            continue;
        }
        let mut words = elements(std::mem::replace(&mut known[number].1, Tree::Empty));
        for word in elements(value) {
            match word.text().and_then(|text| text.strip_prefix('!')).map(str::to_owned) {
                Some(all) if all.is_empty() => words.clear(),
                Some(out) => words.retain(|word| word.text() != Some(&out)),
                None if words.contains(&word) => {}
                None => words.push(word),
            }
        }
        known[number].1 = Tree::List(words);
    }
}

/// The elements of a list; a text alone is a list of one.
fn elements(tree: Tree) -> Vec<Tree> {
    match tree {
        Tree::List(list) => list,
        Tree::Empty => Vec::new(),
        single => vec![single],
    }
}

/// Takes `removed` kinds out of what links may point to, with the links and rows that are left with nothing.
fn prune(tree: &mut Tree, level: Level, removed: &[String]) {
    let Tree::Map(map) = tree else { return };
    if level == Level::Rows {
        map.retain(|(key, _)| !removed.contains(key));
    }
    map.retain_mut(|(key, value)| {
        let inside = level.inside(key);
        if matches!(inside, Level::LinkField | Level::Field)
            && let Tree::Map(field) = value
        {
            return keeps_a_target(field, removed, inside);
        }
        prune(value, inside, removed);
        true
    });
}

fn keeps_a_target(field: &mut Map, removed: &[String], level: Level) -> bool {
    for (key, value) in field {
        match (key.as_str(), &mut *value) {
            ("til", Tree::Text(target)) if removed.contains(target) => return false,
            ("til", Tree::List(targets)) => {
                targets.retain(|target| !target.text().is_some_and(|text| removed.iter().any(|key| key == text)));
                if targets.is_empty() {
                    return false;
                }
            }
            _ => prune(value, level.inside(key), removed),
        }
    }
    true
}
