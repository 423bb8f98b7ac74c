//! Moves of provisions, written where the provisions stand now.

use std::collections::BTreeMap;

use super::super::edit::Edits;
use super::super::keys::Keys;
use super::super::yaml::Yaml;
use super::{find_act, index, yaml_part};
use crate::document;
use crate::law::Pinpoint;
use crate::model::{Role, Schema};

/// Adds moves to provisions of an act in a file's text: where each stands now, and the entry for its list. Gives the new
/// text and the places the file does not list; `None` when the act can't be found.
pub fn add_moves(schema: &Schema, file: &str, id: &str, moves: &[(Pinpoint, Yaml)]) -> Option<(String, Vec<String>)> {
    let keys = Keys::new(schema)?;
    let (start, end) = yaml_part(file);
    let (node, _) = document::parse_yaml(&file[start..end]);
    let root = node?;
    let act = find_act(&keys, &root, id)?;
    let mut known = BTreeMap::new();
    index(&keys, act, None, &mut known);
    let key = keys.provision(Role::Moved)?;
    let mut edits = Edits::new(&file[start..end]);
    let mut missing = Vec::new();
    for (place, entry) in moves {
        let Some(provision) = known.get(&place.canonical()) else {
            missing.push(place.canonical());
            continue;
        };
        let listed = provision.map.map().and_then(|map| map.find(key)).map_or(0, |list| list.elements().len());
        let behind: Vec<&str> =
            [keys.provision(Role::Pinpoint), keys.reserved(Role::Title)].into_iter().flatten().collect();
        edits.add_element(provision.map, key, listed.checked_sub(1), entry, &behind);
    }
    Some((format!("{}{}{}", &file[..start], edits.apply(), &file[end..]), missing))
}
