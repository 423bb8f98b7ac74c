//! A workbook to tables. Reads what Excel, LibreOffice and openpyxl write; bounded in every direction.
//!
//! Our own reader, since the common library sets memory aside as the file asks for it, and a file may ask for anything.

use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::dates::{self, Dates};
use crate::finding::Said;
use crate::import::archive::Archive;
use crate::import::table::{Row, Table};
use crate::import::xml::{attribute_text, reference_letter};
use crate::import::{Fault, LARGEST_BYTES};
use crate::said;

/// Cells with anything in them, over all sheets: 10,000 requirements in 60 columns are 600,000.
const MOST_CELLS: usize = 2_000_000;
/// Bytes of text over all cells; a shared text counts each time it is used.
const MOST_TEXT: usize = 200 * 1024 * 1024;
/// Columns and rows of a sheet, as Excel has them.
const COLUMNS: u32 = 16_384;
const ROWS: u32 = 1_048_576;

/// Reads all visible sheets. An error when the file is no workbook, is damaged or is too large.
pub fn read(bytes: &[u8]) -> Result<Vec<Table>, Fault> {
    if bytes.len() > LARGEST_BYTES {
        return Err(crate::import::xml::too_large());
    }
    workbook(bytes).map_err(|said| Fault { line: 1, column: 1, said })
}

fn workbook(bytes: &[u8]) -> Result<Vec<Table>, Said> {
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(said!(
            "filen er en gammel Excel-fil eller er beskyttet med adgangskode; gem den som .xlsx uden adgangskode",
            "the file is an old Excel file or is locked by a password; save it as .xlsx without a password"
        ));
    }
    let mut archive = Archive::open(bytes)?;
    let Some(main) = part(&mut archive, "xl/workbook.xml")? else {
        return Err(said!(
            "filen er ikke et regneark: den har ingen `xl/workbook.xml`",
            "the file is no workbook: it has no `xl/workbook.xml`"
        ));
    };
    let relations = part(&mut archive, "xl/_rels/workbook.xml.rels")?.unwrap_or_default();
    let strings = match part(&mut archive, "xl/sharedStrings.xml")? {
        Some(text) => shared("xl/sharedStrings.xml", &text)?,
        None => Vec::new(),
    };
    let (sheets, from_1904) = sheets(&main, &targets(&relations)?)?;
    let styles = part(&mut archive, "xl/styles.xml")?.unwrap_or_default();
    let dates = dates::styles(&styles, from_1904)?;
    let mut budget = Budget { cells: MOST_CELLS, text: MOST_TEXT };
    let mut tables = Vec::with_capacity(sheets.len());
    for (name, path) in sheets {
        let Some(text) = part(&mut archive, &path)? else { continue };
        let reader = SheetReader { path: &path, strings: &strings, dates: &dates, budget: &mut budget };
        tables.push(Table { name, rows: reader.rows(&text)? });
    }
    Ok(tables)
}

/// The text of a part of the package.
fn part(archive: &mut Archive, path: &str) -> Result<Option<String>, Said> {
    let Some(bytes) = archive.read(path)? else { return Ok(None) };
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").map(<[u8]>::to_vec).unwrap_or(bytes);
    let text = String::from_utf8(bytes)
        .map_err(|_| said!("`{}` i regnearket er ikke UTF-8", "`{}` in the workbook is not UTF-8"; path))?;
    Ok(Some(text))
}

/// Every event of a part. An error names the part and the line.
pub(super) fn events(path: &str, text: &str, mut each: impl FnMut(Event) -> Result<(), Said>) -> Result<(), Said> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return Ok(()),
            Ok(Event::DocType(_)) => {
                return Err(
                    said!("`{}` har en dokumenttype (DOCTYPE) og læses ikke", "`{}` has a document type (DOCTYPE) and is not read"; path),
                );
            }
            Ok(event) => each(event)?,
            Err(error) => {
                let at = usize::try_from(reader.error_position()).unwrap_or(0).min(text.len());
                let line = 1 + text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count();
                return Err(said!(
                    "`{}` linje {} er ikke velformet XML: {}", "`{}` line {} is not well-formed XML: {}"; path, line, error
                ));
            }
        }
    }
}

/// An attribute by its local name.
pub(super) fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let found = start.attributes().filter_map(Result::ok).find(|attribute| local(attribute.key.as_ref()) == name)?;
    attribute_text(&found.value)
}

pub(super) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Ids and paths of the parts that a workbook is made of.
fn targets(relations: &str) -> Result<Vec<(String, String)>, Said> {
    let mut targets = Vec::new();
    events("xl/_rels/workbook.xml.rels", relations, |event| {
        if let Event::Start(start) | Event::Empty(start) = event
            && local(start.name().as_ref()) == "Relationship"
            && let (Some(id), Some(target)) = (attribute(&start, "Id"), attribute(&start, "Target"))
        {
            let path = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("xl/{target}"),
            };
            targets.push((id, path));
        }
        Ok(())
    })?;
    Ok(targets)
}

/// Names and paths of the visible sheets, and whether days are counted from 1904.
fn sheets(main: &str, targets: &[(String, String)]) -> Result<(Vec<(String, String)>, bool), Said> {
    let (mut sheets, mut from_1904) = (Vec::new(), false);
    events("xl/workbook.xml", main, |event| {
        let (Event::Start(start) | Event::Empty(start)) = event else { return Ok(()) };
        match local(start.name().as_ref()) {
            "workbookPr" => {
                from_1904 = matches!(attribute(&start, "date1904").as_deref(), Some("1" | "true"));
            }
            "sheet" => {
                let hidden = attribute(&start, "state").is_some_and(|state| state != "visible");
                let id =
                    start.attributes().filter_map(Result::ok).find(|attribute| attribute.key.as_ref().ends_with(":id"));
                let path = id.and_then(|id| targets.iter().find(|(known, _)| **known == *id.value));
                if let (Some(name), Some((_, path)), false) = (attribute(&start, "name"), path, hidden) {
                    sheets.push((name, path.clone()));
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok((sheets, from_1904))
}

/// The shared texts; how a word is to be spoken is left out.
fn shared(path: &str, text: &str) -> Result<Vec<Arc<str>>, Said> {
    let mut strings = Vec::new();
    let (mut own, mut in_text, mut spoken) = (String::new(), false, 0);
    events(path, text, |event| {
        match event {
            Event::Start(start) => match local(start.name().as_ref()) {
                "si" => own.clear(),
                "t" => in_text = true,
                "rPh" => spoken += 1,
                _ => {}
            },
            Event::Empty(start) if local(start.name().as_ref()) == "si" => strings.push("".into()),
            Event::End(end) => match local(end.name().as_ref()) {
                "si" => strings.push(unescaped(&own).into()),
                "t" => in_text = false,
                "rPh" => spoken -= 1,
                _ => {}
            },
            other if in_text && spoken == 0 => words(&other, &mut own),
            _ => {}
        }
        Ok(())
    })?;
    Ok(strings)
}

/// Adds the text of an event.
fn words(event: &Event, text: &mut String) {
    match event {
        Event::Text(words) => text.push_str(words),
        Event::CData(words) => text.push_str(words),
        Event::GeneralRef(reference) => text.extend(reference_letter(reference)),
        _ => {}
    }
}

/// What `_x000D_` and its like stand for (ECMA-376, ST_Xstring).
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let letter = rest.get(at + 2..at + 6).filter(|_| rest.get(at + 6..at + 7) == Some("_"));
        let letter = letter.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
        plain.push_str(&rest[..at]);
        match letter {
            Some(letter) => {
                plain.push(letter);
                rest = &rest[at + 7..];
            }
            None => {
                plain.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

struct Budget {
    cells: usize,
    text: usize,
}

struct SheetReader<'a> {
    path: &'a str,
    strings: &'a [Arc<str>],
    dates: &'a Dates,
    budget: &'a mut Budget,
}

/// A cell while it is read.
#[derive(Default)]
struct Cell {
    column: u32,
    form: String,
    style: usize,
    value: String,
    in_value: bool,
    /// What its value is reckoned from.
    formula: String,
    in_formula: bool,
}

impl SheetReader<'_> {
    fn rows(self, text: &str) -> Result<Vec<Row>, Said> {
        let SheetReader { path, strings, dates, budget } = self;
        let mut rows: Vec<Row> = Vec::new();
        let (mut number, mut next, mut cell) = (0_u32, 0_u32, None::<Cell>);
        events(path, text, |event| {
            match event {
                Event::Start(start) => match local(start.name().as_ref()) {
                    "row" => {
                        number = attribute(&start, "r").and_then(|text| text.parse().ok()).unwrap_or(number + 1);
                        next = 0;
                        if number == 0 || number > ROWS || rows.last().is_some_and(|row| row.number >= number) {
                            return Err(
                                said!("`{}` har rækken {} på et forkert sted", "`{}` has row {} in a wrong place"; path, number),
                            );
                        }
                    }
                    "c" => {
                        let mut begun = begun(&start, next);
                        if begun.column >= COLUMNS {
                            return Err(
                                said!("`{}` har en celle uden for arket i række {}", "`{}` has a cell outside the sheet in row {}"; path, number),
                            );
                        }
                        begun.value.clear();
                        cell = Some(begun);
                    }
                    "v" | "t" => cell.iter_mut().for_each(|cell| cell.in_value = true),
                    "f" => cell.iter_mut().for_each(|cell| cell.in_formula = true),
                    _ => {}
                },
                Event::End(end) => match local(end.name().as_ref()) {
                    "v" | "t" | "rPh" => cell.iter_mut().for_each(|cell| cell.in_value = false),
                    "f" => cell.iter_mut().for_each(|cell| cell.in_formula = false),
                    "c" => {
                        let Some(ended) = cell.take() else { return Ok(()) };
                        next = ended.column + 1;
                        let text = told(&ended, strings, dates);
                        if !text.trim().is_empty() {
                            budget.spend(text.len())?;
                            push(&mut rows, number, ended.column as u16, text);
                        }
                    }
                    _ => {}
                },
                Event::Empty(start) if local(start.name().as_ref()) == "c" => next = begun(&start, next).column + 1,
                other => match cell.as_mut() {
                    Some(cell) if cell.in_value => words(&other, &mut cell.value),
                    Some(cell) if cell.in_formula => words(&other, &mut cell.formula),
                    _ => {}
                },
            }
            Ok(())
        })?;
        Ok(rows)
    }
}

impl Budget {
    fn spend(&mut self, bytes: usize) -> Result<(), Said> {
        match (self.cells.checked_sub(1), self.text.checked_sub(bytes)) {
            (Some(cells), Some(text)) => {
                (self.cells, self.text) = (cells, text);
                Ok(())
            }
            _ => Err(said!(
                "regnearket har over {} celler eller {} MB tekst og læses ikke",
                "the workbook has over {} cells or {} MB of text and is not read"; MOST_CELLS, MOST_TEXT >> 20
            )),
        }
    }
}

fn begun(start: &BytesStart, next: u32) -> Cell {
    let column = attribute(start, "r").and_then(|reference| column_of(&reference)).unwrap_or(next);
    Cell {
        column,
        form: attribute(start, "t").unwrap_or_default(),
        style: attribute(start, "s").and_then(|text| text.parse().ok()).unwrap_or(0),
        ..Cell::default()
    }
}

/// The column (from 0) of a reference such as `AB12`; past the sheet's end when it has too many letters.
fn column_of(reference: &str) -> Option<u32> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic);
    let number = letters.fold(0_u32, |number, letter| {
        number.saturating_mul(26).saturating_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    });
    number.checked_sub(1)
}

fn push(rows: &mut Vec<Row>, number: u32, column: u16, text: Arc<str>) {
    match rows.last_mut() {
        Some(row) if row.number == number => match row.cells.last() {
            // A cell that stands twice, or out of order: the first one counts.
            Some((last, _)) if *last >= column => {}
            _ => row.cells.push((column, text)),
        },
        _ => rows.push(Row { number, cells: vec![(column, text)] }),
    }
}

/// What a cell says, as an author would write it.
fn told(cell: &Cell, strings: &[Arc<str>], dates: &Dates) -> Arc<str> {
    let value = cell.value.as_str();
    // Written by a program that reckons nothing: what was typed is all there is, and is not passed over.
    if value.is_empty() && !cell.formula.trim().is_empty() {
        return format!("={}", cell.formula).into();
    }
    match cell.form.as_str() {
        "s" => value.trim().parse::<usize>().ok().and_then(|at| strings.get(at).cloned()).unwrap_or_else(|| "".into()),
        "b" => if value.trim() == "1" { "ja" } else { "nej" }.into(),
        "inlineStr" | "str" => unescaped(value).into(),
        "d" => value.trim().trim_end_matches("T00:00:00").into(),
        "e" => value.into(),
        _ => dates.number(value.trim(), cell.style).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_spreadsheets_are_undone() {
        assert_eq!(unescaped("a_x000D_b _x005F_x0041_ _xZZZZ_ _x"), "a\rb _x0041_ _xZZZZ_ _x");
    }

    #[test]
    fn references_have_columns() {
        for (reference, column) in [("A1", Some(0)), ("AA9", Some(26)), ("XFD1", Some(16383)), ("1", None)] {
            assert_eq!(column_of(reference), column);
        }
        assert!(column_of("ZZZZZZZZZZZZ1").unwrap() > COLUMNS);
    }

    #[test]
    fn a_formula_that_nobody_has_reckoned_is_read_as_it_was_typed() {
        let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><f>1+1</f><v>2</v></c><c r=\"B1\"><f>1+1</f></c>\
                     </row></sheetData></worksheet>";
        let dates = dates::styles("", false).unwrap();
        let mut budget = Budget { cells: 9, text: 99 };
        let reader = SheetReader { path: "", strings: &[], dates: &dates, budget: &mut budget };
        let rows = reader.rows(sheet).unwrap();
        assert_eq!([rows[0].cell(0), rows[0].cell(1)], ["2", "=1+1"]);
    }
}
