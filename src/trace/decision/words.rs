//! Combinations in words: `alder under 18 og samtykke = nej`.

use super::atoms::Atoms;
use super::column::{Column, Scale};
use crate::finding::Said;
use crate::language::amounts::{self, SCALE};
use crate::law::{danish_date, english_date};

/// Most values of an enumeration that are named of one column.
const MOST_VALUES: usize = 3;

/// A combination in words: of each column that is not free a part that the whole of the area has.
pub fn combination(columns: &[Column], area: &[Atoms]) -> Said {
    let parts: Vec<Said> = columns.iter().zip(area).filter_map(|(column, atoms)| part(column, atoms)).collect();
    if parts.is_empty() {
        return crate::said!("alle kombinationer", "every combination");
    }
    let join = |of: fn(&Said) -> &str, and: &str| parts.iter().map(of).collect::<Vec<_>>().join(and);
    Said::new(join(|part| &part.da, " og "), join(|part| &part.en, " and "))
}

/// What is said of one column; nothing where all of it is meant.
fn part(column: &Column, atoms: &Atoms) -> Option<Said> {
    if column.domain.without(atoms).is_empty() {
        return None;
    }
    let name = &column.name;
    let said = match &column.scale {
        Scale::Named(values) => values_of(values, atoms),
        Scale::Truth(values) => values_of(values, atoms),
        Scale::Amounts { cuts, whole, unit } => {
            let value = |cut: i128| amounts::written(if *whole { cut * SCALE } else { cut.div_euclid(2) });
            let said = stretch(cuts, atoms, *whole, |cut| Said::new(value(cut), value(cut)), ["under", "under"]);
            if unit.is_empty() { said } else { Said::new(format!("{} {unit}", said.da), format!("{} {unit}", said.en)) }
        }
        Scale::Days { cuts } => {
            let day = |cut: i128| match amounts::day(cut.saturating_mul(SCALE)) {
                Some(day) => Said::new(danish_date(day), english_date(day)),
                None => Said::default(),
            };
            stretch(cuts, atoms, true, day, ["før", "before"])
        }
    };
    Some(Said::new(format!("{name} {}", said.da), format!("{name} {}", said.en)))
}

/// `= nej`, `= a eller b`; all else where only that is meant.
fn values_of(values: &[String], atoms: &Atoms) -> Said {
    let named: Vec<&str> = atoms.each().filter_map(|atom| values.get(atom)).map(String::as_str).collect();
    if named.is_empty() {
        let all = values.join(", ");
        return Said::new(format!("= andet end {all}"), format!("= other than {all}"));
    }
    let named = if named.len() > MOST_VALUES { &named[..1] } else { &named[..] };
    Said::new(format!("= {}", named.join(" eller ")), format!("= {}", named.join(" or ")))
}

/// The first unbroken stretch of atoms, in words.
fn stretch(cuts: &[i128], atoms: &Atoms, whole: bool, value: impl Fn(i128) -> Said, below: [&str; 2]) -> Said {
    let Some(first) = atoms.each().next() else { return Said::default() };
    let end = (first..).find(|atom| !atoms.has(*atom)).unwrap_or(first + 1);
    let (from, to) = (cuts[first], cuts[end.min(cuts.len() - 1)]);
    let is_low = first == 0 && from <= 0;
    // In whole amounts a cut is the amount after it; else an odd one lies after its amount.
    let (after_from, before_to) = (!whole && from % 2 != 0, whole || to % 2 == 0);
    if whole && to != i128::MAX && from != i128::MIN && to - from == 1 {
        let only = value(from);
        return Said::new(format!("= {}", only.da), format!("= {}", only.en));
    }
    if !whole && from != i128::MIN && to != i128::MAX && to == from + 1 && from % 2 == 0 {
        let only = value(from);
        return Said::new(format!("= {}", only.da), format!("= {}", only.en));
    }
    match (is_low, to == i128::MAX) {
        (true, true) => crate::said!("= alt", "= all"),
        (true, false) if before_to => {
            let to = value(to);
            Said::new(format!("{} {}", below[0], to.da), format!("{} {}", below[1], to.en))
        }
        (true, false) => {
            let to = value(to);
            Said::new(format!("højst {}", to.da), format!("at most {}", to.en))
        }
        (false, true) => {
            let value = value(from);
            match (after_from, below[0] == "før") {
                (true, _) => Said::new(format!("over {}", value.da), format!("over {}", value.en)),
                (false, true) => Said::new(format!("fra {}", value.da), format!("from {}", value.en)),
                (false, false) => Said::new(format!("mindst {}", value.da), format!("at least {}", value.en)),
            }
        }
        (false, false) => {
            let (low, high) = (value(from), value(if whole { to - 1 } else { to }));
            let da = if after_from { "over" } else { "fra" };
            let en = if after_from { "over" } else { "from" };
            let (da_to, en_to) =
                if whole || !before_to { ("til og med", "up to and including") } else { ("til under", "to under") };
            Said::new(format!("{da} {} {da_to} {}", low.da, high.da), format!("{en} {} {en_to} {}", low.en, high.en))
        }
    }
}
