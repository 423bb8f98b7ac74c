//! The comment form of a review round: a row for each item that the round is about, with cells for remarks on it.
//!
//! The cells for remarks alone can be written in. [`crate::import::review`] reads them back.

use std::collections::BTreeSet;

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, ProtectionOptions, Workbook, Worksheet};

use super::matrix::{in_language, in_words, print};
use super::sheet::{self, Styles};
use crate::export::cells;
use crate::finding::{Language, Said};
use crate::law;
use crate::model::{ItemIx, Role, value};
use crate::pages::annexes;
use crate::rules::look;
use crate::said;
use crate::trace::Facts;
use crate::trace::governance;
use crate::trace::plain::{self, Audience};

/// Rows for remarks on more than one item, on none, or further ones on the same.
const FREE_ROWS: u32 = 60;

/// A column of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewColumn {
    Id,
    /// Id of the round, hidden.
    Round,
    /// Fingerprint of the item, hidden: by it a remark knows what was read.
    Print,
    Kind,
    Title,
    Text,
    Remark,
    Proposal,
    Class,
    Sender,
}

use ReviewColumn::*;

impl ReviewColumn {
    /// In the order of the sheet.
    pub const ALL: [ReviewColumn; 10] = [Id, Round, Print, Kind, Title, Text, Remark, Proposal, Class, Sender];

    /// Its head, in both languages.
    pub fn head(self) -> (&'static str, &'static str) {
        match self {
            Id => ("Id", "Id"),
            Round => ("Runde", "Round"),
            Print => ("Aftryk", "Fingerprint"),
            Kind => ("Type", "Kind"),
            Title => ("Titel", "Title"),
            Text => ("Tekst", "Text"),
            Remark => ("Bemærkning", "Remark"),
            Proposal => ("Forslag til ny tekst", "Proposed text"),
            Class => ("Art", "Kind of remark"),
            Sender => ("Afsender", "Sender"),
        }
    }

    /// Whether the reviewer fills it in.
    pub fn is_open(self) -> bool {
        matches!(self, Remark | Proposal | Class | Sender)
    }

    /// Whether a head names it, in either language and any case of letters.
    pub fn is_named(self, head: &str) -> bool {
        let (danish, english) = self.head();
        let head = head.trim().to_lowercase();
        head == danish.to_lowercase() || head == english.to_lowercase()
    }

    fn is_hidden(self) -> bool {
        matches!(self, Round | Print)
    }

    fn width(self) -> f64 {
        match self {
            Text | Remark | Proposal => 50.0,
            Title => 30.0,
            Id | Kind | Class | Sender => 18.0,
            Round | Print => 12.0,
        }
    }
}

/// Kinds of which those that belong to a solution are gone through with it.
const GONE_THROUGH: [Role; 8] = [
    Role::Requirement,
    Role::Process,
    Role::UseCase,
    Role::Rule,
    Role::Interface,
    Role::Concept,
    Role::InformationObject,
    Role::LegalAnalysis,
];

/// What a round is about, requirements first, each kind in model order: a solution stands for what belongs to it, a tender for what its annexes hold
/// or, without a plan, for its solutions; all else for itself. What is withdrawn, or not for the audience, is left out.
pub fn items(facts: &Facts, audience: &dyn Audience, round: ItemIx) -> Vec<ItemIx> {
    let model = &facts.model;
    let mut items: BTreeSet<ItemIx> = BTreeSet::new();
    let of_solution = |solution: ItemIx| {
        let belonging = model.holders(solution, Role::BelongsTo).into_iter();
        belonging.filter(|ix| GONE_THROUGH.iter().any(|role| model.is(*ix, *role)))
    };
    let annexed = annexes::of(facts, &[], |ix| audience.shows(ix));
    for about in model.targets(round, Role::About) {
        if model.is(about, Role::Solution) {
            items.extend(of_solution(about));
        } else if model.is(about, Role::Tender) {
            let of_tender = annexed.iter().filter(|annex| annex.tender == about);
            let before = items.len();
            items.extend(of_tender.flat_map(|annex| annex.items.iter().copied()));
            if items.len() == before {
                items.extend(model.targets(about, Role::BelongsTo).into_iter().flat_map(of_solution));
            }
        } else {
            items.insert(about);
        }
    }
    let is_shown = |ix: &ItemIx| {
        let item = model.item(*ix);
        audience.shows(*ix) && !item.duplicate && look::is_wanted(facts, item)
    };
    let mut items: Vec<ItemIx> = items.into_iter().filter(is_shown).collect();
    let place = |ix: &ItemIx| GONE_THROUGH.iter().position(|role| model.is(*ix, *role)).unwrap_or(GONE_THROUGH.len());
    items.sort_by_key(|ix| (place(ix), *ix));
    items
}

/// The workbook. An error only when there are more items than Excel has rows.
pub fn form(facts: &Facts, audience: &dyn Audience, round: ItemIx, items: &[ItemIx]) -> anyhow::Result<Vec<u8>> {
    let say = |said: Said| in_language(facts, &said);
    let mut workbook = Workbook::new();
    let styles = Styles::new();
    let mut taken = BTreeSet::new();
    let mut name = |said: Said| sheet::name(&say(said), &mut taken);
    let title = say(said!("Bemærkninger", "Remarks"));
    instructions(facts, workbook.add_worksheet().set_name(name(said!("Vejledning", "Instructions")))?, round, &styles)?;
    let columns = cells::Columns::new(&facts.model.schema);
    let form = Form { facts, audience, round: &facts.model.item(round).id, styles: &styles, columns };
    form.write(workbook.add_worksheet().set_name(name(said!("Bemærkninger", "Remarks")))?, Some(items))?;
    form.write(workbook.add_worksheet().set_name(name(said!("Øvrige bemærkninger", "Other remarks")))?, None)?;
    sheet::finish(workbook, &title, facts.model.day)
}

struct Form<'a> {
    facts: &'a Facts,
    audience: &'a dyn Audience,
    /// Id of the round.
    round: &'a str,
    styles: &'a Styles,
    columns: cells::Columns<'a>,
}

impl Form<'_> {
    /// A sheet with a row for each item, or with free rows alone.
    fn write(&self, sheet: &mut Worksheet, items: Option<&[ItemIx]>) -> anyhow::Result<()> {
        let language = self.facts.language();
        let columns: Vec<ReviewColumn> = ReviewColumn::ALL
            .into_iter()
            .filter(|column| items.is_some() || !matches!(column, Kind | Title | Text))
            .collect();
        let is_open = |column: ReviewColumn| column.is_open() || items.is_none() && column == Id;
        for (at, column) in columns.iter().enumerate() {
            let at = at as u16;
            sheet.set_column_width(at, column.width())?;
            if column.is_hidden() {
                sheet.set_column_hidden(at)?;
            }
            let format = if is_open(*column) { &self.styles.answer_head } else { &self.styles.head };
            sheet::text(sheet, 0, at, in_words(language, column.head()), format)?;
        }
        let last = items.map_or(FREE_ROWS, |items| items.len() as u32);
        for row in 1..=last {
            let ix = items.map(|items| items[row as usize - 1]);
            let texts: Vec<String> = columns.iter().map(|column| self.cell(ix, *column)).collect();
            for (at, (column, text)) in columns.iter().zip(&texts).enumerate() {
                let format = if is_open(*column) { &self.styles.answer } else { &self.styles.text };
                sheet::text(sheet, row, at as u16, text, format)?;
            }
            let widths = columns.iter().map(|column| column.width());
            sheet::set_height(sheet, row, texts.iter().map(String::as_str).zip(widths))?;
        }
        if let (Some(at), Some(rule)) = (columns.iter().position(|column| *column == Class), self.classes()?) {
            sheet.add_data_validation(1, at as u16, last.max(1), at as u16, &rule)?;
        }
        sheet.autofilter(0, 0, last.max(1), columns.len() as u16 - 1)?;
        sheet.set_freeze_panes(1, 1)?;
        let open = ProtectionOptions {
            use_autofilter: true,
            format_columns: true,
            format_rows: true,
            ..ProtectionOptions::new()
        };
        sheet.protect_with_options(&open);
        let name = in_language(self.facts, &said!("Bemærkninger", "Remarks"));
        sheet::print_setup(sheet, &self.facts.config, &format!("{name} – {}", self.round))
    }

    fn cell(&self, ix: Option<ItemIx>, column: ReviewColumn) -> String {
        let facts = self.facts;
        let item = ix.map(|ix| facts.model.item(ix));
        match (column, ix, item) {
            (Round, ..) => self.round.to_owned(),
            (Id, _, Some(item)) => item.id.to_string(),
            (Print, Some(ix), _) => print(facts, ix),
            (Kind, _, Some(item)) => {
                let name = &facts.model.schema.kind(item.kind).name;
                if facts.language() == Language::Danish { name.da.clone() } else { name.en.clone() }
            }
            (Title, _, Some(item)) => item.title.to_string(),
            (Text, Some(ix), _) => self.text(ix),
            _ => String::new(),
        }
    }

    /// What is gone through: the definition of a concept, the statement of all else.
    fn text(&self, ix: ItemIx) -> String {
        let (facts, item) = (self.facts, self.facts.model.item(ix));
        let definition = self.columns.with_role(item.kind, Role::Definition);
        let definition = definition.map(|column| cells::cell(facts, ix, column, self.audience));
        let statement = || item.body.map(|prose| plain::statement(facts, ix, prose, self.audience));
        definition.filter(|text| !text.is_empty()).or_else(statement).unwrap_or_default()
    }

    /// The kinds of remarks that the model has, to choose from.
    fn classes(&self) -> anyhow::Result<Option<DataValidation>> {
        let names = classes(self.facts);
        if names.is_empty() {
            return Ok(None);
        }
        let language = self.facts.language();
        let message = said!("Vælg en af: {}", "Choose one of: {}"; names.join(", "));
        let rule = DataValidation::new().allow_list_strings(&names)?;
        let rule = rule.set_error_style(DataValidationErrorStyle::Stop);
        Ok(Some(rule.set_error_message(message.in_language(language))?))
    }
}

/// The names of the kinds of remarks in the site's language.
fn classes(facts: &Facts) -> Vec<&str> {
    let schema = &facts.model.schema;
    let kind = schema.kind_with(Role::Review).map(|kind| schema.kind(kind));
    let field = kind.and_then(|kind| kind.field_with(Role::Remarks)?.field_with(Role::RemarkKind));
    let choices = field.map(|field| value::choices(&field.form)).unwrap_or_default();
    let name = |danish: bool| {
        choices.iter().map(move |choice| if danish { choice.name.da.as_str() } else { choice.name.en.as_str() })
    };
    name(facts.language() == Language::Danish).collect()
}

/// The first sheet: which round it is, by when, and how to answer.
fn instructions(facts: &Facts, sheet: &mut Worksheet, round: ItemIx, styles: &Styles) -> anyhow::Result<()> {
    let say = |said: Said| in_language(facts, &said);
    let (model, item) = (&facts.model, facts.model.item(round));
    sheet.set_column_width(0, 34.0)?.set_column_width(1, 90.0)?;
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    let day = |day| match facts.language() {
        Language::Danish => law::danish_date(day),
        Language::English => law::english_date(day),
    };
    let deadline = governance::day(model, round, Role::Deadline).map(day).unwrap_or_default();
    let mut lines: Vec<(String, String)> = vec![
        (say(said!("Dokumentation", "Documentation")), facts.config.titel.clone()),
        (say(said!("Udgave", "Edition")), facts.config.edition.clone().unwrap_or_default()),
        (say(said!("Opgjort pr.", "As of")), day(model.day)),
        (say(said!("Runde", "Round")), format!("{} {}", item.id, item.title)),
        (say(said!("Frist", "Deadline")), deadline),
        (say(said!("Bemærk", "Note")), facts.config.notice.clone()),
    ];
    lines.retain(|(_, text)| !text.is_empty());
    lines.extend(how_to_remark().into_iter().map(|(head, text)| (say(head), say(text))));
    sheet::text(sheet, 0, 0, &say(said!("Skema til bemærkninger", "Form for remarks")), &styles.title)?;
    for (row, (head, text)) in (2..).zip(&lines) {
        sheet::text(sheet, row, 0, head, &styles.bold)?;
        sheet::text(sheet, row, 1, text, &styles.plain)?;
        sheet::set_height(sheet, row, [(head.as_str(), 34.0), (text.as_str(), 90.0)].into_iter())?;
    }
    sheet.protect();
    Ok(())
}

fn how_to_remark() -> Vec<(Said, Said)> {
    vec![
        (
            said!("Sådan udfyldes skemaet", "How to fill in the form"),
            said!(
                "Hvert element har en række på arket »Bemærkninger«. Skriv kun i de lysegrønne celler, og kun ud for det, I har en bemærkning til. Øvrige celler er låst; der er ingen adgangskode.",
                "Each item has a row on the sheet »Remarks«. Write in the light green cells only, and only where you have a remark. Other cells are locked; there is no password."
            ),
        ),
        (
            said!("Bemærkning", "Remark"),
            said!(
                "Skriv, hvad der er uklart, forkert eller mangler, og gerne hvorfor. Én bemærkning i hver celle; har I flere til det samme, skrives de næste på arket »Øvrige bemærkninger« med elementets id.",
                "Write what is unclear, wrong or missing, and preferably why. One remark in each cell; further ones on the same item go on the sheet »Other remarks« with its id."
            ),
        ),
        (
            said!("Forslag til ny tekst", "Proposed text"),
            said!("Skriv hele den sætning, I foreslår.", "Write the whole sentence that you propose."),
        ),
        (
            said!("Art", "Kind of remark"),
            said!(
                "Vælg på listen, hvor meget bemærkningen betyder for jer.",
                "Choose from the list how much the remark matters to you."
            ),
        ),
        (
            said!("Afsender", "Sender"),
            said!(
                "Skriv kommunens eller organisationens navn. Navne på personer er ikke nødvendige, og bemærkningerne kan blive vist, hvor runden vises.",
                "Write the name of the municipality or organisation. Names of persons are not needed, and remarks may be shown where the round is shown."
            ),
        ),
        (
            said!("Tilbage", "Return"),
            said!(
                "Send filen retur, som den er, i Excel-format. Ret ikke i id'erne: bemærkningerne findes igen ved dem.",
                "Send the file back as it is, in Excel format. Leave the ids as they are: remarks are found by them."
            ),
        ),
    ]
}
