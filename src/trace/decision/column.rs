//! What a column is about, and the set of atoms that each of its cells takes.

use super::atoms::Atoms;
use super::cell::{self, Cell};
use super::named::Named;
use super::stretches::{Measure, Stretches};
use crate::document::{Node, Value};
use crate::language::amounts::Range;
use crate::model::schema::Form;
use crate::place::Place;

/// An input column.
#[derive(Clone, Debug)]
pub struct Column {
    pub name: String,
    pub scale: Scale,
    /// All that must be answered. What nobody names may lie outside it.
    pub domain: Atoms,
    pub place: Place,
    /// Its cells count different things (`uger` and `dage`), and none of them is read.
    pub units: Option<(String, String)>,
}

/// What the atoms of a column are.
#[derive(Clone, Debug, PartialEq)]
pub enum Scale {
    /// Values as first written. An atom beyond them is all that nobody names.
    Named(Vec<String>),
    /// `ja` and `nej`, as written.
    Truth([String; 2]),
    /// Atom `n` reaches from cut `n` to cut `n + 1`. A cut is twice an amount in millionths, and one more when it lies
    /// after it; of whole amounts it is the first amount after the cut.
    Amounts { cuts: Vec<i128>, whole: bool, unit: String },
    /// As whole amounts: days since the first of January of the year 1.
    Days { cuts: Vec<i128> },
}

/// What the author says of a column in the mapping form: a list of values, a span, or a type.
#[derive(Default)]
pub(super) struct Declared {
    pub values: Vec<String>,
    pub span: Option<(Measure, Range)>,
    pub form: Option<Form>,
}

/// Reads a column: what it is about follows from what is declared, else from its cells.
pub(super) fn read(node: &Node, cells: &[Option<&Node>], place: Place) -> (Column, Vec<Option<Atoms>>) {
    let declared = Declared::of(node);
    let cells: Vec<Cell> = cells.iter().map(|node| Cell::read(*node)).collect();
    let texts: Vec<&str> = cells.iter().flat_map(|cell| cell.texts()).map(String::as_str).collect();
    let column = |scale, domain, units| Column { name: cell::name(node).into_owned(), scale, domain, place, units };
    if is_truth(&declared, &texts) {
        let (scale, takes) = truth(&texts, &cells);
        return (column(scale, Atoms::range(2, 0..2), None), takes);
    }
    for measure in [Measure::Days, Measure::Amounts] {
        if let Some(stretches) = Stretches::of(&declared, &texts, measure) {
            let (scale, count) = stretches.scale();
            let takes = cells.iter().map(|cell| stretches.takes(cell, count)).collect();
            return (column(scale, Atoms::range(count, 0..count), stretches.units), takes);
        }
    }
    let named = Named::of(&declared, &texts);
    let takes = cells.iter().map(|cell| named.takes(cell)).collect();
    let domain = named.domain(&texts);
    (column(Scale::Named(named.values), domain, None), takes)
}

impl Declared {
    fn of(node: &Node) -> Declared {
        let mut declared = Declared::default();
        let Some(map) = node.map() else { return declared };
        for pair in map.pairs.iter().skip(1) {
            match (&pair.value.value, pair.value.text()) {
                (Value::List(list), _) => {
                    declared.values = list.iter().filter_map(Node::text).map(cell::even).collect();
                }
                (_, Some(text)) => {
                    declared.form = declared.form.or_else(|| Form::named(text.trim()));
                    let span = |measure: Measure| Some((measure, measure.read(text)?));
                    declared.span = declared.span.or_else(|| span(Measure::Days)).or_else(|| span(Measure::Amounts));
                }
                _ => {}
            }
        }
        declared
    }
}

fn truth_value(text: &str) -> Option<usize> {
    match &*text.to_lowercase() {
        "ja" | "true" | "sand" | "yes" => Some(0),
        "nej" | "false" | "falsk" | "no" => Some(1),
        _ => None,
    }
}

fn is_truth(declared: &Declared, texts: &[&str]) -> bool {
    let all = || !texts.is_empty() && texts.iter().all(|text| truth_value(text).is_some());
    match declared.form {
        Some(Form::YesNo) => true,
        Some(_) => false,
        None => declared.values.is_empty() && declared.span.is_none() && all(),
    }
}

fn truth(texts: &[&str], cells: &[Cell]) -> (Scale, Vec<Option<Atoms>>) {
    let written = |value: usize, word: &str| {
        let found = texts.iter().find(|text| truth_value(text) == Some(value));
        found.map_or_else(|| word.to_owned(), |text| (*text).to_owned())
    };
    let takes = |cell: &Cell| set(cell, 2, |text| truth_value(text).map(|at| Atoms::range(2, at..at + 1)));
    (Scale::Truth([written(0, "ja"), written(1, "nej")]), cells.iter().map(takes).collect())
}

/// The union of what a cell's texts take; of a text that leaves another out, all but that. `None` where one of them
/// can't be read.
pub(super) fn set(cell: &Cell, count: usize, take: impl Fn(&str) -> Option<Atoms>) -> Option<Atoms> {
    let whole = || Atoms::range(count, 0..count);
    match cell {
        Cell::Any => Some(whole()),
        Cell::Odd => None,
        Cell::Texts(texts) => {
            let mut all = Atoms::none(count);
            for text in texts {
                let left = || Some(whole().without(&take(cell::left_out(text)?)?));
                all.add(&take(text).or_else(left)?);
            }
            Some(all)
        }
    }
}
