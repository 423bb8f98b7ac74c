//! Columns of amounts and of days: stretches between the values that are written.

use super::atoms::Atoms;
use super::cell::{self, Cell};
use super::column::{Declared, Scale, set};
use crate::language::amounts::{self, End, Range, SCALE};
use crate::model::schema::Form;

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    Days,
    Amounts,
}

/// A column of amounts or days.
pub(super) struct Stretches {
    measure: Measure,
    /// Nothing lies between an amount and the next whole one.
    whole: bool,
    /// The lowest and the highest that must be answered, and every end between them, in order.
    cuts: Vec<i128>,
    unit: String,
    /// Two units that can't be compared.
    pub units: Option<(String, String)>,
}

impl Measure {
    pub fn read(self, text: &str) -> Option<Range> {
        match self {
            Measure::Days => amounts::days(text),
            Measure::Amounts => amounts::amounts(text),
        }
    }

    /// The ranges that a text lists, or leaves out; `None` where one of them is none.
    fn ranges(self, text: &str) -> Option<Vec<Range>> {
        if let Some(range) = self.read(text) {
            return Some(vec![range]);
        }
        let listed = cell::listed(text);
        (listed.len() > 1).then(|| listed.into_iter().map(|text| self.read(text)).collect())?
    }
}

impl Stretches {
    /// `None` when the column is about something else: its cells are names that happen to hold a number.
    pub fn of(declared: &Declared, texts: &[&str], measure: Measure) -> Option<Stretches> {
        let ranges = |text: &&str| measure.ranges(text).or_else(|| measure.ranges(cell::left_out(text)?));
        let found: Vec<Option<Vec<Range>>> = texts.iter().map(ranges).collect();
        let known: Vec<&Range> = found.iter().flatten().flatten().collect();
        if !is_asked(declared, &known, found.iter().all(Option::is_some), measure) {
            return None;
        }
        let span = declared.span.as_ref().filter(|(of, _)| *of == measure).map(|(_, span)| span);
        let ends: Vec<End> =
            known.iter().copied().chain(span).flat_map(|range| [range.from, range.to]).flatten().collect();
        let whole = measure == Measure::Days
            || declared.form != Some(Form::Number) && ends.iter().all(|end| end.value % SCALE == 0);
        let (unit, units) = units(&known);
        let mut stretches = Stretches { measure, whole, cuts: Vec::new(), unit, units };
        let mut cuts: Vec<(i128, i128)> = known.iter().map(|range| stretches.ends(range)).collect();
        // What counts something is never less than nought, unless the table says otherwise.
        let goes_below = measure == Measure::Days
            || ends.iter().any(|end| end.value < 0)
            || cuts.iter().any(|(from, to)| *from == i128::MIN && *to <= 0);
        let lowest = if goes_below { i128::MIN } else { 0 };
        let (low, high) = span.map_or((lowest, i128::MAX), |span| stretches.ends(span));
        cuts.push((low, high));
        let mut cuts: Vec<i128> = cuts.into_iter().flat_map(<[i128; 2]>::from).collect();
        cuts.retain(|cut| (low..=high).contains(cut));
        cuts.sort_unstable();
        cuts.dedup();
        stretches.cuts = cuts;
        Some(stretches)
    }

    /// The scale, and how many atoms it has.
    pub fn scale(&self) -> (Scale, usize) {
        let cuts = self.cuts.clone();
        let count = cuts.len().saturating_sub(1);
        let scale = match self.measure {
            Measure::Days => Scale::Days { cuts },
            Measure::Amounts => Scale::Amounts { cuts, whole: self.whole, unit: self.unit.clone() },
        };
        (scale, count)
    }

    pub fn takes(&self, cell: &Cell, count: usize) -> Option<Atoms> {
        if self.units.is_some() && *cell != Cell::Any {
            return None;
        }
        set(cell, count, |text| {
            let mut atoms = Atoms::none(count);
            for range in self.measure.ranges(text)? {
                let (from, to) = self.ends(&range);
                let first = self.cuts.partition_point(|cut| *cut < from);
                let end = self.cuts.partition_point(|cut| *cut < to).min(count);
                (first..end).for_each(|atom| atoms.insert(atom));
            }
            Some(atoms)
        })
    }

    /// The cuts before and after a range.
    fn ends(&self, range: &Range) -> (i128, i128) {
        let cut = |end: End, after: bool| match self.whole {
            true => end.value.div_euclid(SCALE) + i128::from(after),
            false => end.value * 2 + i128::from(after),
        };
        let from = range.from.map_or(i128::MIN, |end| cut(end, !end.inclusive));
        (from, range.to.map_or(i128::MAX, |end| cut(end, end.inclusive)))
    }
}

/// Whether the column measures this: by its type, else by its cells. Bare values beside words are names, as of a
/// section or a class; a comparison never is.
fn is_asked(declared: &Declared, known: &[&Range], all_read: bool, measure: Measure) -> bool {
    match (&declared.form, &declared.span) {
        (Some(Form::Date), _) => measure == Measure::Days,
        (Some(Form::Number | Form::Integer), _) => measure == Measure::Amounts,
        (Some(_), _) => false,
        (None, Some((of, _))) => *of == measure,
        (None, None) => {
            let read = !known.is_empty() && (all_read || known.iter().any(|range| !range.single));
            declared.values.is_empty() && read
        }
    }
}

/// The unit of a column, and two of its units where it has several.
fn units(ranges: &[&Range]) -> (String, Option<(String, String)>) {
    let mut named = ranges.iter().map(|range| &range.unit).filter(|unit| !unit.is_empty());
    let Some(first) = named.next() else { return Default::default() };
    let stem = crate::language::stem(first);
    let other = named.find(|unit| crate::language::stem(unit) != stem);
    (first.clone(), other.map(|other| (first.clone(), other.clone())))
}
