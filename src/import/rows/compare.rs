//! What a row says otherwise than the item does.

use super::{Change, Part, Plan, Record, column, is_fixed};
use crate::export::cells::{self, tidy};
use crate::export::xlsx::matrix::{self, MatrixColumn};
use crate::export::xlsx::{fit, is_cut};
use crate::finding::Said;
use crate::import::Remark;
use crate::model::{ItemIx, Role, value};
use crate::said;
use crate::trace::Facts;
use crate::trace::plain::{self, Audience, Authors};

/// Someone for whom a table may have been written.
pub type Reader<'a> = &'a dyn Audience;

/// For whom the rows were written: of several readers the one whose cells differ least from them. The first one wins a
/// tie.
pub(super) fn written_for<'a>(facts: &Facts, records: &[Record], readers: &[Reader<'a>]) -> Reader<'a> {
    let differing = |reader: Reader| {
        let each = records.iter().filter_map(|record| Some((facts.model.find(&record.id)?, record)));
        each.map(|(ix, record)| {
            record.cells.iter().filter(|(part, text)| differs(facts, ix, part, text, reader)).count()
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

fn differs(facts: &Facts, ix: ItemIx, part: &Part, text: &str, reader: Reader) -> bool {
    today(facts, ix, part, reader).is_some_and(|today| !is_same(&today, text))
}

/// What a cell about a part would say today; `None` when the item's kind has no such part.
fn today(facts: &Facts, ix: ItemIx, part: &Part, reader: Reader) -> Option<String> {
    let item = facts.model.item(ix);
    match part {
        Part::Key(key) => Some(cells::cell(facts, ix, &column(facts, item.kind, key)?, reader)),
        Part::Statement => Some(item.body.map(|prose| plain::statement(facts, ix, prose, reader)).unwrap_or_default()),
        Part::Basis => Some(matrix::cell(facts, reader, ix, "", MatrixColumn::Basis)),
    }
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
    let reader = written_for(facts, records, readers);
    let mut remarks = Vec::new();
    for record in records {
        let Some(ix) = facts.model.find(&record.id) else { continue };
        for (part, _) in record.cells.iter().filter(|(part, text)| differs(facts, ix, part, text, reader)) {
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
pub(super) fn changes(facts: &Facts, ix: ItemIx, record: &Record, reader: Reader, plan: &mut Plan) -> Vec<Change> {
    let item = facts.model.item(ix);
    let mut changes = Vec::new();
    if item.parent.is_some() {
        plan.remark(&record.place, said!("`{}` er en del af en retskilde og rettes i den", "`{}` is part of a legal source and is edited there"; item.id));
        return changes;
    }
    if record.kind.is_some_and(|kind| kind != item.kind) {
        plan.remark(&record.place, said!("`{}` har en anden type i projektet; rækken er ikke taget med", "`{}` is of another kind in the project; the row is not taken"; item.id));
        return changes;
    }
    for (part, text) in &record.cells {
        let Some(today) = today(facts, ix, part, reader) else {
            if !text.trim().is_empty() {
                plan.remark(
                    &record.place,
                    said!("`{}` har ikke feltet `{}`", "`{}` has no field `{}`"; item.id, name_of(facts, part)),
                );
            }
            continue;
        };
        if is_same(&today, text) {
            continue;
        }
        match change(facts, ix, part, text, reader) {
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
fn change(facts: &Facts, ix: ItemIx, part: &Part, text: &str, reader: Reader) -> Result<Change, Said> {
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
        Part::Statement => return statement(facts, ix, text),
        Part::Key(key) => key,
    };
    let Some(column) = column(facts, item.kind, key) else {
        return Err(said!("typen har ikke feltet", "the kind has no such field"));
    };
    if is_fixed(&column) {
        return Err(said!(
            "feltet rettes med `sporbar rename` eller i filen",
            "the field is changed by `sporbar rename` or in the file"
        ));
    }
    let own = cells::cell(facts, ix, &column, &Authors);
    if normal(&own) != normal(&cells::cell(facts, ix, &column, reader)) {
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
    crate::import::values::value(&column, text)?;
    Ok(Change { column, text: tidy(text) })
}

/// A new statement in the place of the old one; what follows it in the text stays.
fn statement(facts: &Facts, ix: ItemIx, text: &str) -> Result<Change, Said> {
    let item = facts.model.item(ix);
    let body_text = facts.model.schema.reserved_with(Role::BodyText).map(|field| field.key.clone()).unwrap_or_default();
    let Some(column) = column(facts, item.kind, &body_text) else {
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
