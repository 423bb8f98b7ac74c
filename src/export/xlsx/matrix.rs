//! The requirement matrix: what suppliers are asked, a sheet for each annex, with cells for their answers.
//!
//! The cells for answers alone can be written in. [`crate::import::xlsx`] reads them back, and reads what the buyer has
//! changed in an unprotected copy.

use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, ProtectionOptions, Workbook, Worksheet};

use super::instructions;
use super::sheet::{self, Styles};
use crate::export::cells::{self, Columns};
use crate::finding::{Language, Said};
use crate::model::{ItemIx, KindIx, Prints, Role};
use crate::pages::TenderNumber;
use crate::said;
use crate::trace::Facts;
use crate::trace::plain::{self, Audience};

/// A sheet of the matrix: an annex of a tender, or a solution's requirements that no tender has numbered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// `2.1 Kravspecifikation`.
    pub title: String,
    /// Number in the tender, or the id where it has none, and the requirement; in the order of the numbers.
    pub rows: Vec<(String, ItemIx)>,
}

/// A column of the matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatrixColumn {
    Number,
    Id,
    /// Fingerprint of the requirement, hidden: by it an answer knows what was answered.
    Print,
    Title,
    Class,
    Statement,
    Basis,
    Area,
    Delivery,
    Optional,
    AnswerForm,
    Fulfilled,
    Answer,
    Standard,
    Reservation,
    Reference,
}

use MatrixColumn::*;

impl MatrixColumn {
    /// In the order of the sheet (domain: the columns of tenders, with our own id and how an answer is wanted).
    pub const ALL: [MatrixColumn; 16] = [
        Number,
        Id,
        Print,
        Title,
        Class,
        Statement,
        Basis,
        Area,
        Delivery,
        Optional,
        AnswerForm,
        Fulfilled,
        Answer,
        Standard,
        Reservation,
        Reference,
    ];

    /// Its head, in both languages.
    pub fn head(self) -> (&'static str, &'static str) {
        match self {
            Number => ("Kravnr.", "Requirement no."),
            Id => ("Id", "Id"),
            Print => ("Aftryk", "Fingerprint"),
            Title => ("Kravtitel", "Requirement title"),
            Class => ("Kravtype", "Requirement type"),
            Statement => ("Kravtekst", "Requirement text"),
            Basis => ("Begrundelse/retskilde", "Reason/legal source"),
            Area => ("Kravområde", "Requirement area"),
            Delivery => ("Delleverance", "Partial delivery"),
            Optional => ("Option", "Option"),
            AnswerForm => ("Besvarelsesform", "Form of answer"),
            Fulfilled => ("Opfyldt (ja/delvist/nej)", "Fulfilled (yes/partly/no)"),
            Answer => ("Beskrivelse", "Description"),
            Standard => ("Standard/tilpasning", "Standard/customisation"),
            Reservation => ("Forbehold", "Reservation"),
            Reference => ("Henvisning", "Reference"),
        }
    }

    /// Whether the supplier fills it in.
    pub fn is_answer(self) -> bool {
        matches!(self, Fulfilled | Answer | Standard | Reservation | Reference)
    }

    /// The values that may be chosen, in both languages; empty where any text may be written.
    pub fn choices(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Fulfilled => &[("ja", "yes"), ("delvist", "partly"), ("nej", "no")],
            Standard => &[("standard", "standard"), ("tilpasning", "customisation")],
            _ => &[],
        }
    }

    /// Whether a head names it, in either language and any case of letters.
    pub fn is_named(self, head: &str) -> bool {
        let (danish, english) = self.head();
        let head = head.trim().to_lowercase();
        head == danish.to_lowercase() || head == english.to_lowercase()
    }

    fn width(self) -> f64 {
        match self {
            Statement => 60.0,
            Answer => 45.0,
            Basis | Reservation | Title => 30.0,
            Reference => 25.0,
            Id | Area | Standard | AnswerForm | Fulfilled => 16.0,
            Number | Class | Delivery | Optional | Print => 11.0,
        }
    }
}

/// Numbers of requirements in tenders.
pub type Numbers = BTreeMap<ItemIx, Vec<TenderNumber>>;

/// A tender and the number of its annex, in the order of the number's parts.
type Annex = (ItemIx, Vec<u64>, String);

/// The sheets: one for each annex that has requirements, then one for each solution with those that have no number.
pub fn parts(facts: &Facts, audience: &dyn Audience, numbers: &Numbers) -> Vec<Part> {
    let model = &facts.model;
    let shown: Vec<ItemIx> = model
        .with_role(Role::Requirement)
        .filter(|ix| {
            audience.shows(*ix)
                && !model.item(*ix).duplicate
                && !model.item(*ix).has_status(&model.schema, Role::Withdrawn)
        })
        .collect();
    let mut annexes: BTreeMap<Annex, Vec<(u64, String, ItemIx)>> = BTreeMap::new();
    let mut others: BTreeMap<Option<ItemIx>, Vec<(String, ItemIx)>> = BTreeMap::new();
    for ix in shown {
        for TenderNumber { tender, number } in numbers.get(&ix).into_iter().flatten() {
            let (annex, place) = number.rsplit_once('-').unwrap_or((&**number, "0"));
            let order = annex.split('.').map(|part| part.parse().unwrap_or(u64::MAX)).collect();
            let rows = annexes.entry((*tender, order, annex.to_owned())).or_default();
            rows.push((place.parse().unwrap_or(u64::MAX), number.to_string(), ix));
        }
        if numbers.get(&ix).is_none_or(Vec::is_empty) {
            let solution = model.solutions(ix).iter().copied().find(|solution| audience.shows(*solution));
            others.entry(solution).or_default().push((model.item(ix).id.to_string(), ix));
        }
    }
    let tenders: BTreeSet<ItemIx> = annexes.keys().map(|(tender, _, _)| *tender).collect();
    let mut parts = Vec::with_capacity(annexes.len() + others.len());
    for ((tender, _, annex), mut rows) in annexes {
        rows.sort();
        let title = annex_title(facts, tender, &annex);
        let prefix = if tenders.len() > 1 { format!("{} ", of_tender(facts, tender)) } else { String::new() };
        let title = format!("{prefix}{annex} {title}").trim_end().to_owned();
        parts.push(Part { title, rows: rows.into_iter().map(|(_, number, ix)| (number, ix)).collect() });
    }
    let shared = in_language(facts, &said!("Fælles krav", "Shared requirements"));
    parts.extend(others.into_iter().map(|(solution, rows)| Part {
        title: solution.map_or(shared.clone(), |solution| model.item(solution).id.to_string()),
        rows,
    }));
    parts
}

/// What the plan of a tender calls an annex.
fn annex_title(facts: &Facts, tender: ItemIx, annex: &str) -> String {
    let mut entries = crate::rules::entries(facts, tender, Role::AnnexPlan);
    let found = entries.find(|entry| entry.text(Role::AnnexNumber) == Some(annex));
    found.and_then(|entry| entry.text(Role::AnnexTitle)).unwrap_or_default().to_owned()
}

/// The solution of a tender, or the tender itself, for telling the annexes of several apart.
fn of_tender(facts: &Facts, tender: ItemIx) -> String {
    let solution = facts.model.solutions(tender).first().copied().unwrap_or(tender);
    facts.model.item(solution).id.to_string()
}

/// The workbook. An error only when a sheet has more rows than Excel takes.
pub fn matrix(facts: &Facts, audience: &dyn Audience, parts: &[Part]) -> anyhow::Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    let styles = Styles::new();
    let mut taken = BTreeSet::new();
    let guide = sheet::name(&in_language(facts, &said!("Vejledning", "Instructions")), &mut taken);
    let names: Vec<String> = parts.iter().map(|part| sheet::name(&part.title, &mut taken)).collect();
    instructions::write(facts, workbook.add_worksheet().set_name(&guide)?, parts, &names, &styles)?;
    let has_option = parts.iter().flat_map(|part| &part.rows).any(|(_, ix)| is_option(facts, *ix));
    let columns: Vec<MatrixColumn> =
        MatrixColumn::ALL.into_iter().filter(|column| *column != Optional || has_option).collect();
    let known = Columns::new(&facts.model.schema);
    let teller = Teller::new(facts, audience, &known);
    for (part, name) in parts.iter().zip(&names) {
        part_sheet(&teller, workbook.add_worksheet().set_name(name)?, part, &columns, &styles)?;
    }
    let title = in_language(facts, &said!("Kravmatrix", "Requirement matrix"));
    sheet::finish(workbook, &title, facts.model.day)
}

fn part_sheet(
    teller: &Teller,
    sheet: &mut Worksheet,
    part: &Part,
    columns: &[MatrixColumn],
    styles: &Styles,
) -> anyhow::Result<()> {
    let facts = teller.facts;
    let language = facts.language();
    for (at, column) in columns.iter().enumerate() {
        let at = at as u16;
        sheet.set_column_width(at, column.width())?;
        if *column == Print {
            sheet.set_column_hidden(at)?;
        }
        let format = if column.is_answer() { &styles.answer_head } else { &styles.head };
        sheet::text(sheet, 0, at, in_words(language, column.head()), format)?;
    }
    sheet::set_height(
        sheet,
        0,
        columns.iter().map(|column| (in_words(language, column.head()), column.width() - 3.0)),
    )?;
    for (row, (number, ix)) in part.rows.iter().enumerate() {
        let row = row as u32 + 1;
        let texts: Vec<String> = columns.iter().map(|column| teller.cell(*ix, number, *column)).collect();
        for (at, (column, text)) in columns.iter().zip(&texts).enumerate() {
            let format = if column.is_answer() { &styles.answer } else { &styles.text };
            sheet::text(sheet, row, at as u16, text, format)?;
        }
        let widths = columns.iter().map(|column| column.width());
        sheet::set_height(sheet, row, texts.iter().map(String::as_str).zip(widths))?;
    }
    let last = part.rows.len() as u32;
    for (at, column) in columns.iter().enumerate().filter(|(_, column)| !column.choices().is_empty()) {
        sheet.add_data_validation(1, at as u16, last.max(1), at as u16, &validation(language, *column)?)?;
    }
    sheet.autofilter(0, 0, last.max(1), columns.len() as u16 - 1)?;
    let titles = columns.iter().position(|column| *column == Title).map_or(0, |at| at as u16 + 1);
    sheet.set_freeze_panes(1, titles)?;
    let open =
        ProtectionOptions { use_autofilter: true, format_columns: true, format_rows: true, ..ProtectionOptions::new() };
    sheet.protect_with_options(&open);
    sheet::print_setup(sheet, &facts.config, &part.title)
}

fn validation(language: Language, column: MatrixColumn) -> anyhow::Result<DataValidation> {
    let choices: Vec<&str> = column.choices().iter().map(|choice| in_words(language, *choice)).collect();
    let message = said!("Vælg en af: {}", "Choose one of: {}"; choices.join(", "));
    let rule = DataValidation::new().allow_list_strings(&choices)?;
    Ok(rule.set_error_style(DataValidationErrorStyle::Stop).set_error_message(message.in_language(language))?)
}

/// Tells what the buyer says of requirements, to somebody.
pub struct Teller<'a> {
    facts: &'a Facts,
    audience: &'a dyn Audience,
    columns: &'a Columns<'a>,
}

impl<'a> Teller<'a> {
    pub fn new(facts: &'a Facts, audience: &'a dyn Audience, columns: &'a Columns<'a>) -> Teller<'a> {
        Teller { facts, audience, columns }
    }

    /// What stands in a column; `number` is that of the requirement in a tender.
    pub fn cell(&self, ix: ItemIx, number: &str, column: MatrixColumn) -> String {
        let (facts, item) = (self.facts, self.facts.model.item(ix));
        let statement = || item.body.map(|prose| plain::statement(facts, ix, prose, self.audience));
        match column {
            Number => number.to_owned(),
            Id => item.id.to_string(),
            Print => print(facts, ix),
            Title => item.title.to_string(),
            Class => self.value(ix, Role::RequirementType),
            Statement => statement().unwrap_or_default(),
            Basis => self.basis(ix),
            Area => self.value(ix, Role::RequirementArea),
            Delivery => self.value(ix, Role::Delivery),
            Optional if is_option(facts, ix) => in_words(facts.language(), ("ja", "yes")).to_owned(),
            AnswerForm => self.value(ix, Role::AnswerForm),
            Optional | Fulfilled | Answer | Standard | Reservation | Reference => String::new(),
        }
    }

    fn value(&self, ix: ItemIx, role: Role) -> String {
        let found = self.columns.with_role(self.facts.model.item(ix).kind, role);
        found.map(|column| cells::cell(self.facts, ix, column, self.audience)).unwrap_or_default()
    }

    /// The legal basis, a line for each, and the reason.
    fn basis(&self, ix: ItemIx) -> String {
        let model = &self.facts.model;
        let legal = model.schema.link_type_with(Role::LegalBasis);
        let held = model.held_by(ix).iter().filter(|link| Some(link.link_type) == legal);
        let shown = held.filter(|link| link.target.as_ref().is_none_or(|target| self.audience.shows(target.item)));
        let mut lines: Vec<String> = shown.map(|link| link.text.trim().to_owned()).collect();
        lines.extend(Some(self.value(ix, Role::Reason)).filter(|reason| !reason.is_empty()));
        lines.join("\n")
    }
}

/// The fingerprint of an item as it is today.
pub fn print(facts: &Facts, ix: ItemIx) -> String {
    if let Some(known) = facts.config.known_prints.get(&*facts.model.item(ix).id) {
        return known.to_string();
    }
    Prints::new(&facts.model, &facts.files, facts.model.day).of(ix).text.to_string()
}

/// The key of a kind of requirement that a column shows as it is; `None` for a column of several or of none.
pub fn key_of(facts: &Facts, kind: KindIx, column: MatrixColumn) -> Option<&str> {
    let role = match column {
        Title => Role::Title,
        Class => Role::RequirementType,
        Area => Role::RequirementArea,
        Delivery => Role::Delivery,
        AnswerForm => Role::AnswerForm,
        _ => return None,
    };
    let schema = &facts.model.schema;
    let field = schema.kind(kind).field_with(role).or_else(|| schema.reserved_with(role))?;
    Some(&field.key)
}

fn is_option(facts: &Facts, ix: ItemIx) -> bool {
    facts.model.field(ix, Role::Optional).is_some_and(|field| crate::model::value::yes_no(&field.node) == Some(true))
}

pub(super) fn in_words(language: Language, (danish, english): (&'static str, &'static str)) -> &'static str {
    match language {
        Language::Danish => danish,
        Language::English => english,
    }
}

pub(super) fn in_language(facts: &Facts, said: &Said) -> String {
    said.in_language(facts.language()).to_owned()
}
