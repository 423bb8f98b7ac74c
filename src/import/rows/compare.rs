//! What a row says otherwise than the item does.

use rayon::prelude::*;

use super::{Change, Part, Plan, Record, is_fixed};
use crate::export::LEFT_OUT;
use crate::export::cells::{self, Columns, tidy};
use crate::export::xlsx::matrix::{MatrixColumn, Teller};
use crate::export::xlsx::{fit, is_cut};
use crate::finding::Said;
use crate::import::Remark;
use crate::model::{ItemIx, Role, value};
use crate::said;
use crate::trace::Facts;
use crate::trace::plain::{self, Audience, Authors};

/// Someone for whom a table may have been written.
pub type Reader<'a> = &'a dyn Audience;

/// What the documentation says today, to hold rows up against.
pub(super) struct Today<'a> {
    facts: &'a Facts,
    columns: Columns<'a>,
}

impl<'a> Today<'a> {
    pub fn new(facts: &'a Facts) -> Today<'a> {
        Today { facts, columns: Columns::new(&facts.model.schema) }
    }

    /// What a cell about a part would say to a reader; `None` when the item's kind has no such part.
    fn says(&self, ix: ItemIx, part: &Part, reader: Reader) -> Option<String> {
        let (facts, item) = (self.facts, self.facts.model.item(ix));
        match part {
            Part::Key(key) => Some(cells::cell(facts, ix, self.columns.find(item.kind, key)?, reader)),
            Part::Statement => {
                Some(item.body.map(|prose| plain::statement(facts, ix, prose, reader)).unwrap_or_default())
            }
            Part::Basis => Some(Teller::new(facts, reader, &self.columns).cell(ix, "", MatrixColumn::Basis)),
        }
    }

    fn differs(&self, ix: ItemIx, part: &Part, text: &str, reader: Reader) -> bool {
        self.says(ix, part, reader).is_some_and(|today| !is_same(&today, text))
    }
}

/// For whom the rows were written: of several readers the one whose cells differ least from them. The first one wins a
/// tie.
pub(super) fn written_for<'a>(today: &Today, records: &[Record], readers: &[Reader<'a>]) -> Reader<'a> {
    let model = &today.facts.model;
    let differing = |reader: Reader| {
        let each = records.par_iter().filter_map(|record| Some((model.find(&record.id)?, record)));
        each.map(|(ix, record)| {
            record.cells.iter().filter(|(part, text)| today.differs(ix, part, text, reader)).count()
        })
        .sum::<usize>()
    };
    let mut best: (Reader<'a>, usize) = (&Authors, usize::MAX);
    for reader in readers {
        let count = differing(*reader);
        if count < best.1 {
            best = (*reader, count);
        }
        if count == 0 {
            break;
        }
    }
    best.0
}

/// Whether two cells say the same: spaces at the ends of lines and how letters are composed say nothing, and a cell may
/// have been too small for the text.
fn is_same(today: &str, text: &str) -> bool {
    normal(today) == normal(text) || is_cut(text) && normal(&fit(today)) == normal(&fit(text))
}

fn normal(text: &str) -> String {
    let text = tidy(text);
    let lines = text.lines().map(|line| line.trim_end().replace('\u{a0}', " "));
    value::nfc(&lines.collect::<Vec<_>>().join("\n")).into_owned()
}

/// What rows say otherwise than the documentation does today, for whomever they were written: one remark for each cell.
pub fn altered(facts: &Facts, records: &[Record], readers: &[Reader]) -> Vec<Remark> {
    let today = Today::new(facts);
    let reader = written_for(&today, records, readers);
    let mut remarks = Vec::new();
    for record in records {
        let Some(ix) = facts.model.find(&record.id) else { continue };
        for (part, _) in record.cells.iter().filter(|(part, text)| today.differs(ix, part, text, reader)) {
            let (id, what) = (&record.id, name_of(facts, part));
            remarks.push(super::remark(&record.place, said!(
                "`{}` har et andet `{}` i matricen end i dokumentationen i dag; enten er matricen rettet, eller også er dokumentationen",
                "`{}` has another `{}` in the matrix than in the documentation of today; either was changed"; id, what
            )));
        }
    }
    remarks
}

/// The changes that a row asks of an item; what can't be done is told in the plan.
pub(super) fn changes(today: &Today, ix: ItemIx, record: &Record, reader: Reader, plan: &mut Plan) -> Vec<Change> {
    let facts = today.facts;
    let item = facts.model.item(ix);
    let mut changes = Vec::new();
    if item.parent.is_some() {
        if !record.cells.iter().any(|(part, text)| today.differs(ix, part, text, reader)) {
            return changes;
        }
        plan.remark(&record.place, said!("`{}` er en del af en retskilde og rettes i den", "`{}` is part of a legal source and is edited there"; item.id));
        return changes;
    }
    if record.kind.is_some_and(|kind| kind != item.kind) {
        plan.remark(&record.place, said!("`{}` har en anden type i projektet; rækken er ikke taget med", "`{}` is of another kind in the project; the row is not taken"; item.id));
        return changes;
    }
    for (part, text) in &record.cells {
        let Some(now) = today.says(ix, part, reader) else {
            if !text.trim().is_empty() {
                plan.remark(
                    &record.place,
                    said!("`{}` har ikke feltet `{}`", "`{}` has no field `{}`"; item.id, name_of(facts, part)),
                );
            }
            continue;
        };
        if is_same(&now, text) {
            continue;
        }
        match change(today, ix, part, text, reader) {
            Ok(change) => changes.push(change),
            Err(why) => {
                let what = name_of(facts, part);
                plan.remark(
                    &record.place,
                    Said::new(
                        format!("`{}` i `{what}` er ikke ændret: {}", item.id, why.da),
                        format!("`{what}` of `{}` is not changed: {}", item.id, why.en),
                    ),
                );
            }
        }
    }
    changes
}

fn name_of(facts: &Facts, part: &Part) -> String {
    match part {
        Part::Key(key) => key.clone(),
        Part::Statement => {
            facts.model.schema.reserved_with(Role::BodyText).map(|field| field.key.clone()).unwrap_or_default()
        }
        Part::Basis => MatrixColumn::Basis.head().0.to_lowercase(),
    }
}

/// A part as a cell wants it; an error says why it can't be so.
fn change(today: &Today, ix: ItemIx, part: &Part, text: &str, reader: Reader) -> Result<Change, Said> {
    let facts = today.facts;
    if is_cut(text) {
        return Err(said!(
            "cellen har ikke plads til hele teksten; ret den i filen",
            "the cell has no room for the whole text; edit it in the file"
        ));
    }
    let item = facts.model.item(ix);
    let key = match part {
        Part::Basis => {
            return Err(said!(
                "kolonnen samler flere felter; ret dem i filen",
                "the column gathers several fields; edit them in the file"
            ));
        }
        Part::Statement => return statement(today, ix, text),
        Part::Key(key) => key,
    };
    let Some(column) = today.columns.find(item.kind, key) else {
        return Err(said!("typen har ikke feltet", "the kind has no such field"));
    };
    if is_fixed(column) {
        return Err(said!(
            "feltet rettes med `sporbar rename` eller i filen",
            "the field is changed by `sporbar rename` or in the file"
        ));
    }
    let own = cells::cell(facts, ix, column, &Authors);
    whole(text, &own)?;
    if normal(&own) != normal(&cells::cell(facts, ix, column, reader)) {
        return Err(said!(
            "arket viser ikke alt, hvad der står i filen; ret det dér",
            "the sheet does not show all that stands in the file; edit it there"
        ));
    }
    let gone = text.trim().is_empty();
    if gone && column.role == Some(Role::Title) {
        return Err(said!("en titel kan ikke tømmes", "a title can't be emptied"));
    }
    if gone && !cells::is_own(facts, ix, key) {
        return Err(said!(
            "værdien er fælles for flere elementer; tøm den, hvor den står",
            "several items share the value; empty it where it stands"
        ));
    }
    crate::import::values::value(column, text)?;
    Ok(Change { column: column.clone(), text: tidy(text) })
}

/// An error for a cell that was written for readers who are not told all of it: taken, it would take that away.
fn whole(text: &str, own: &str) -> Result<(), Said> {
    match LEFT_OUT.iter().find(|word| text.contains(**word) && !own.contains(**word)) {
        None => Ok(()),
        Some(word) => Err(said!(
            "cellen siger »{}«, så arket viser ikke alt, hvad der står i filen; ret det dér",
            "the cell says »{}«, so the sheet does not show all that stands in the file; edit it there"; word
        )),
    }
}

/// A new statement in the place of the old one; what follows it in the text stays.
fn statement(today: &Today, ix: ItemIx, text: &str) -> Result<Change, Said> {
    let facts = today.facts;
    let item = facts.model.item(ix);
    let body_text = facts.model.schema.reserved_with(Role::BodyText).map(|field| field.key.clone()).unwrap_or_default();
    let Some(column) = today.columns.find(item.kind, &body_text).cloned() else {
        return Err(said!("typen har ingen tekst", "the kind has no text"));
    };
    let Some(prose) = item.body else { return Ok(Change { column, text: tidy(text) }) };
    let body = facts.body(prose);
    let range = body.statement_source.start as usize..body.statement_source.end as usize;
    let (before, written, behind) =
        match (body.source.get(..range.start), body.source.get(range.clone()), body.source.get(range.end..)) {
            (Some(before), Some(written), Some(behind)) => (before, written, behind),
            _ => return Err(said!("teksten kan ikke deles", "the text can't be parted")),
        };
    whole(text, written)?;
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words(written) != words(&plain::statement(facts, ix, prose, &Authors)) {
        return Err(said!(
            "kravteksten har henvisninger eller opmærkning, som cellen ikke viser; ret den i filen",
            "the text has references or markup that the cell does not show; edit it in the file"
        ));
    }
    let whole = format!("{before}{}\n\n{}", tidy(text), behind.trim_start_matches('\n'));
    Ok(Change { column, text: tidy(&whole) })
}
