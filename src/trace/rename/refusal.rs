//! Why an id can't be changed, before anything is looked at in detail.

use super::{Facts, Renaming};
use crate::finding::Said;
use crate::model::{ItemIx, Model, Resolution, Role, fold, id_fault, nearest, value};
use crate::said;

/// The renaming of an item, or why it can't be: the new id must be well formed and free, the old one known.
pub fn renaming<'a>(facts: &'a Facts, old: &str, new: &str) -> Result<Renaming<'a>, Said> {
    let model = &facts.model;
    let (old, new) = (value::nfc(old.trim()).into_owned(), value::nfc(new.trim()).into_owned());
    let item = known(model, &old)?;
    let id = model.item(item).id.to_string();
    if let Some(fault) = id_fault(&new) {
        return Err(Said::new(format!("`{new}`: {}", fault.da), format!("`{new}`: {}", fault.en)));
    }
    if id == new {
        return Err(said!("`{}` hedder allerede sådan", "`{}` is called that already"; id));
    }
    taken(model, item, &new)?;
    let written = model.item(item).reserved_with(&model.schema, Role::Id);
    if written.is_none() || model.item(item).damaged {
        let path = facts.path(model.item(item).file);
        return Err(said!(
            "`{}` har intet læseligt `id` i `{}`; ret filen først, eller skriv et `id` i den",
            "`{}` has no readable `id` in `{}`; mend the file first, or write an `id` in it"; id, path
        ));
    }
    Ok(Renaming { facts, item, folded: fold(&id), old: id, new })
}

/// The item with an id, which must be its own and nobody else's.
fn known(model: &Model, old: &str) -> Result<ItemIx, Said> {
    let Some(item) = model.find(old) else {
        let ids = model.own().iter().filter(|item| item.parent.is_none()).map(|item| &*item.id);
        return Err(match nearest(old, ids) {
            Some(near) => said!(
                "intet element har id'et `{}`; mente du `{}`?", "no item has the id `{}`; did you mean `{}`?"; old, near
            ),
            None => said!("intet element har id'et `{}`", "no item has the id `{}`"; old),
        });
    };
    let id = &model.item(item).id;
    if let Some(portfolio) = model.portfolio(item) {
        return Err(said!(
            "`{}` hører til porteføljen {}; id'et ændres dér",
            "`{}` belongs to the portfolio {}; the id is changed there"; id, portfolio.title
        ));
    }
    if model.item(item).parent.is_some() {
        return Err(said!(
            "`{}` er en bestemmelse: dens id følger af retskildens og af `ref`",
            "`{}` is a provision: its id follows from that of its act and from `ref`"; id
        ));
    }
    if fold(id) != fold(old) {
        return Err(said!(
            "`{}` er et tidligere id for `{}`; skriv det nuværende", "`{}` is an earlier id of `{}`; write the present one"; old, id
        ));
    }
    let doubles = model.items.iter().filter(|item| fold(&item.id) == fold(old)).count();
    if doubles > 1 {
        return Err(said!(
            "id'et `{}` står på flere elementer; giv dem hvert sit først", "several items have the id `{}`; give each its own first"; id
        ));
    }
    Ok(item)
}

/// Whether another item is, was or may be called so.
fn taken(model: &Model, item: ItemIx, new: &str) -> Result<(), Said> {
    if let Some(other) = model.find(new).filter(|other| *other != item) {
        let id = &model.item(other).id;
        return Err(if fold(id) == fold(new) {
            said!("id'et `{}` er allerede i brug", "the id `{}` is in use already"; id)
        } else {
            said!(
                "id'et `{}` er et tidligere id for `{}` og kan ikke bruges igen",
                "the id `{}` is an earlier id of `{}` and can't be used again"; new, id
            )
        });
    }
    let cited = match model.resolve(&format!("{new} § 1")) {
        Resolution::Found(found) => Some(found.item),
        Resolution::NotInSource(found) => Some(found),
        _ => None,
    };
    let act = cited.map(|cited| outermost(model, cited)).filter(|act| *act != item);
    match act {
        Some(act) => Err(said!(
            "`{}` er allerede kortnavnet på `{}`", "`{}` is the short name of `{}` already"; new, model.item(act).id
        )),
        None => Ok(()),
    }
}

fn outermost(model: &Model, mut item: ItemIx) -> ItemIx {
    while let Some(parent) = model.item(item).parent {
        item = parent;
    }
    item
}
