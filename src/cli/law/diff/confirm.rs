//! Moves as the author confirms them: as YAML to copy, or written into the act's file.

use std::path::Path;

use jiff::civil::Date;

use super::super::super::args::LawDiffArgs;
use super::super::super::{Global, fix, stop};
use super::Told;
use crate::document::write::Yaml;
use crate::import::draft::push;
use crate::import::keys::Keys;
use crate::import::merge;
use crate::law::{Moved, Pinpoint};
use crate::model::{Role, Schema};
use crate::said;

/// The proposed moves as YAML, the day left open where it is not known; `None` when there are none.
pub(super) fn snippet(told: &Told, day: Option<Date>) -> Option<String> {
    let proposed = told.proposed();
    let schema = match told.facts {
        Some(facts) => &facts.model.schema,
        None => Schema::builtin(),
    };
    let keys = Keys::new(schema).filter(|_| !proposed.is_empty())?;
    let day = day.or(told.new.day).map_or_else(|| "ÅÅÅÅ-MM-DD".to_owned(), |day| day.to_string());
    let mut text = String::new();
    for moved in proposed {
        let mut pairs = Vec::new();
        push(&mut pairs, keys.provision(Role::Pinpoint), Some(Yaml::text(moved.new.place.canonical())));
        let entry = Yaml::List(vec![entry(&keys, moved, &day)]).flow();
        let key = keys.provision(Role::Moved)?;
        text.push_str(&format!("{}  {key}: {entry}\n", Yaml::Map(pairs).element(0)));
    }
    Some(text)
}

/// Writes the moves into the act's file: all that are proposed, or those from the places named.
pub(super) fn write(global: &Global, root: Option<&Path>, told: &Told, args: &LawDiffArgs) -> anyhow::Result<()> {
    let (Some(root), Some(facts), Some(act)) = (root, told.facts, told.act) else {
        return Err(stop(said!(
            "ingen retskilde i projektet er den, der sammenlignes",
            "no legal source of the project is the one compared"
        )));
    };
    let Some(day) = args.date.or(told.new.day) else {
        return Err(stop(said!(
            "skriv den dag, flytningerne gælder fra: `--date 2027-01-01`",
            "write the day of the moves: `--date 2027-01-01`"
        )));
    };
    let wanted = |moved: &&Moved| args.only.is_empty() || args.only.iter().any(|place| is(place, &moved.old.place));
    let moves: Vec<(Pinpoint, Yaml)> = {
        let Some(keys) = Keys::new(&facts.model.schema) else { return Ok(()) };
        let proposed = told.proposed().into_iter().filter(wanted);
        proposed.map(|moved| (moved.new.place.clone(), entry(&keys, moved, &day.to_string()))).collect()
    };
    let item = facts.model.item(act);
    let text = facts.text(item.file);
    let path = facts.path(item.file);
    let Some((edited, missing)) = merge::add_moves(&facts.model.schema, text, &item.id, &moves) else {
        return Err(stop(said!("kunne ikke finde `{}` i `{}`", "could not find `{}` in `{}`"; item.id, path)));
    };
    for place in &missing {
        global.say(told.language, &said!(
            "{} er ikke opført i `{}`; flytningen dertil er ikke skrevet", "{} is not listed in `{}`; the move to it is not written"; place, path
        ));
    }
    let count = moves.len() - missing.len();
    if count > 0 {
        fix::rewrite(root, path, text, &edited)?;
    }
    global.say(told.language, &said!("skrev {} flytninger i `{}`", "wrote {} moves in `{}`"; count, path));
    Ok(())
}

fn entry(keys: &Keys, moved: &Moved, day: &str) -> Yaml {
    let (old, new) = (&moved.old.place, &moved.new.place);
    // Within the same parent the last step is enough, as authors write it.
    let last = old.steps().last().filter(|_| old.parent().is_some() && old.parent() == new.parent()).cloned();
    let from = last.and_then(|step| Pinpoint::new(vec![step])).unwrap_or_else(|| old.clone());
    let mut pairs = Vec::new();
    push(&mut pairs, keys.part(Role::Moved, Role::MovedFrom), Some(Yaml::text(from.canonical())));
    push(&mut pairs, keys.part(Role::Moved, Role::MovedOn), Some(Yaml::text(day)));
    Yaml::Short(pairs)
}

fn is(written: &str, place: &Pinpoint) -> bool {
    crate::law::parse_pinpoint(written).is_ok_and(|written| written == *place)
}
