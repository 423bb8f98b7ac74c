//! A filled requirement matrix to a supplier's answers.

use std::collections::BTreeMap;

use crate::document::write::Yaml;
use crate::export::xlsx::matrix::MatrixColumn;
use crate::import::heads::{is_matrix_head, matrix_columns};
use crate::import::rows::remark;
use crate::import::table::{Row, Table};
use crate::import::{Remark, values};
use crate::model::{Role, fold};
use crate::said;
use crate::trace::Facts;
use crate::trace::answers::keys;

/// What a supplier answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    /// The file for `besvarelser/`.
    pub text: String,
    pub answered: usize,
    /// Requirements whose rows have no answer at all.
    pub unanswered: usize,
    pub remarks: Vec<Remark>,
}

/// Columns of answers with the key each has in the file.
const KEYS: [(MatrixColumn, &str); 5] = [
    (MatrixColumn::Fulfilled, keys::FULFILLED),
    (MatrixColumn::Answer, keys::DESCRIPTION),
    (MatrixColumn::Standard, keys::STANDARD),
    (MatrixColumn::Reservation, keys::RESERVATION),
    (MatrixColumn::Reference, keys::REFERENCE),
];

/// A requirement of the matrix.
struct Asked {
    id: String,
    /// In the tender.
    number: Option<String>,
    given: Given,
}

impl Asked {
    /// The requirement by id, and number where it has one.
    fn yaml(&self) -> Yaml {
        let id = Yaml::text(&*self.id);
        match &self.number {
            None => id,
            Some(number) => {
                Yaml::Short(vec![(keys::REQUIREMENT.to_owned(), id), (keys::NUMBER.to_owned(), Yaml::text(&**number))])
            }
        }
    }
}

/// What stands in the columns of [`KEYS`], in their order.
type Given = [String; KEYS.len()];

/// Reads the answers of all sheets; `None` when none of them is a requirement matrix.
pub fn answers(facts: &Facts, tables: &[Table], supplier: &str, file: &str) -> Option<Answers> {
    let mut answers = Answers::default();
    let mut seen = BTreeMap::new();
    let mut rows = Vec::new();
    let mut is_matrix = false;
    for table in tables {
        let Some(at) = table.head(is_matrix_head) else { continue };
        is_matrix = true;
        let columns = matrix_columns(&table.rows[at]);
        for row in &table.rows[at + 1..] {
            rows.extend(one(facts, table, row, &columns, &mut seen, &mut answers));
        }
    }
    let empty: Vec<Yaml> = seen.values().filter(|row| is_empty(&row.given)).map(Asked::yaml).collect();
    answers.unanswered = empty.len();
    let mut pairs = vec![(keys::SUPPLIER.to_owned(), Yaml::text(supplier)), (keys::SHEET.to_owned(), Yaml::text(file))];
    pairs.extend(facts.config.edition.clone().map(|edition| (keys::EDITION.to_owned(), Yaml::text(edition))));
    pairs.push((keys::ANSWERS.to_owned(), Yaml::List(rows)));
    pairs.extend((!empty.is_empty()).then(|| (keys::UNANSWERED.to_owned(), Yaml::List(empty))));
    answers.text = Yaml::pairs(&pairs, 0);
    is_matrix.then_some(answers)
}

fn one(
    facts: &Facts,
    table: &Table,
    row: &Row,
    columns: &[(MatrixColumn, u16)],
    seen: &mut BTreeMap<String, Asked>,
    answers: &mut Answers,
) -> Option<Yaml> {
    let of = |wanted: MatrixColumn| columns.iter().find(|(column, _)| *column == wanted).map(|(_, at)| *at);
    let at = of(MatrixColumn::Id)?;
    let (id, place) = (row.cell(at).trim(), table.place(row, at));
    let given: Given = KEYS.map(|(column, _)| of(column).map_or("", |at| row.cell(at).trim()).to_owned());
    match seen.get(&fold(id)).map(|row| &row.given) {
        // A requirement that several solutions share stands on several sheets.
        Some(first) if is_empty(&given) || given == *first => return None,
        Some(first) if !is_empty(first) => {
            answers.remarks.push(remark(&place, said!("`{}` er besvaret forskelligt flere steder; det første svar gælder", "`{}` is answered differently in several places; the first answer counts"; id)));
            return None;
        }
        Some(_) => {}
        None if facts.model.find(id).is_none_or(|ix| !facts.model.is(ix, Role::Requirement)) => {
            answers.remarks.push(remark(&place, said!("intet krav har id `{}`; svaret er taget med, men hører til intet", "no requirement has the id `{}`; the answer is taken but belongs to nothing"; id)));
        }
        None => {}
    }
    let number =
        of(MatrixColumn::Number).map(|at| row.cell(at).trim()).filter(|number| !number.is_empty() && *number != id);
    let number = number.map(str::to_owned);
    seen.insert(fold(id), Asked { id: id.to_owned(), number: number.clone(), given: given.clone() });
    if is_empty(&given) {
        return None;
    }
    let mut pairs = vec![(keys::REQUIREMENT.to_owned(), Yaml::text(id))];
    pairs.extend(number.map(|number| (keys::NUMBER.to_owned(), Yaml::text(number))));
    let print = of(MatrixColumn::Print).map(|at| row.cell(at).trim()).filter(|print| !print.is_empty());
    pairs.extend(print.map(|print| (keys::PRINT.to_owned(), Yaml::text(print))));
    for ((column, key), text) in KEYS.into_iter().zip(&given).filter(|(_, text)| !text.is_empty()) {
        let (told, fits) = choice(column, text);
        if !fits {
            let place = of(column).map_or_else(|| place.clone(), |at| table.place(row, at));
            answers.remarks.push(remark(&place, said!(
                "»{}« er ikke et af svarene i kolonnen; det er taget med, som det står", "»{}« is none of the column's answers; it is taken as it stands"; values::shown(text)
            )));
        }
        pairs.push((key.to_owned(), values::exact(&told)));
    }
    answers.answered += 1;
    Some(Yaml::Map(pairs))
}

fn is_empty(given: &Given) -> bool {
    given.iter().all(String::is_empty)
}

/// An answer in the words of the file, and whether it is one of those to choose from.
fn choice(column: MatrixColumn, text: &str) -> (String, bool) {
    let choices = column.choices();
    let lower = text.to_lowercase();
    let found = choices.iter().find(|(danish, english)| lower == *danish || lower == *english);
    match found {
        Some((danish, _)) => ((*danish).to_owned(), true),
        None => (crate::export::cells::tidy(text), choices.is_empty()),
    }
}
