//! The workbook that authors edit: a sheet for each kind, a column for each key in use, every cell open.

use std::collections::BTreeSet;

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Workbook, Worksheet};

use super::sheet::{self, Styles};
use crate::export::cells::{self, Column};
use crate::finding::Language;
use crate::model::{ItemIx, KindIx, Role};
use crate::said;
use crate::trace::Facts;
use crate::trace::plain::Audience;

/// Characters that a list of values may have in a cell's rule, commas included (Excel's limit).
const LONGEST_LIST: usize = 255;

/// The workbook of some kinds, those without items left out; `kinds` empty: all but provisions, which are part of
/// their act. An error only when a sheet has more rows than Excel takes.
pub fn workbook(facts: &Facts, audience: &dyn Audience, kinds: &[KindIx]) -> anyhow::Result<Vec<u8>> {
    let schema = &facts.model.schema;
    let mut workbook = Workbook::new();
    let styles = Styles::new();
    let mut taken = BTreeSet::new();
    let all = (0..schema.kinds.len() as u16).map(KindIx);
    let wanted = all.filter(|kind| kinds.is_empty() || kinds.contains(kind));
    let mut is_empty = true;
    for kind in wanted.filter(|kind| schema.kind(*kind).role != Some(Role::Provision)) {
        let items: Vec<ItemIx> = cells::items(facts, kind, audience).collect();
        if items.is_empty() {
            continue;
        }
        let plural = &schema.kind(kind).plural;
        let title = if facts.language() == Language::Danish { &plural.da } else { &plural.en };
        let name = sheet::name(title, &mut taken);
        kind_sheet(facts, audience, workbook.add_worksheet().set_name(&name)?, (kind, &items), title, &styles)?;
        is_empty = false;
    }
    if is_empty {
        workbook.add_worksheet();
    }
    let title = said!("Arbejdsark", "Workbook");
    sheet::finish(workbook, title.in_language(facts.language()), facts.model.day)
}

fn kind_sheet(
    facts: &Facts,
    audience: &dyn Audience,
    sheet: &mut Worksheet,
    (kind, items): (KindIx, &[ItemIx]),
    title: &str,
    styles: &Styles,
) -> anyhow::Result<()> {
    let columns = cells::columns(&facts.model.schema, kind);
    let columns: Vec<Column> = columns.into_iter().filter(|column| cells::is_used(facts, items, column)).collect();
    let last = items.len() as u32;
    for (at, column) in columns.iter().enumerate() {
        let at = at as u16;
        sheet.set_column_width(at, width(column))?;
        sheet::text(sheet, 0, at, &column.key, &styles.head)?;
        for (row, ix) in items.iter().enumerate() {
            let text = cells::cell(facts, *ix, column, audience);
            sheet::text(sheet, row as u32 + 1, at, &text, &styles.text)?;
        }
        if let Some(rule) = validation(facts.language(), column)? {
            sheet.add_data_validation(1, at, last, at, &rule)?;
        }
    }
    sheet.autofilter(0, 0, last, columns.len() as u16 - 1)?;
    sheet.set_freeze_panes(1, 1)?;
    sheet::print_setup(sheet, &facts.config, title)
}

/// A list to choose from, where the values are few enough; what is not on it is warned of and may stand.
fn validation(language: Language, column: &Column) -> anyhow::Result<Option<DataValidation>> {
    let choices = column.choices();
    let length: usize = choices.iter().map(|choice| choice.encode_utf16().count() + 1).sum();
    let fits = length <= LONGEST_LIST && !choices.iter().any(|choice| choice.contains([',', '"']));
    if choices.is_empty() || column.is_list() || !fits {
        return Ok(None);
    }
    let message = said!("Modellen kender: {}", "The model knows: {}"; choices.join(", "));
    let message: String = message.in_language(language).chars().take(220).collect();
    let rule = DataValidation::new().allow_list_strings(&choices)?;
    Ok(Some(rule.set_error_style(DataValidationErrorStyle::Warning).set_error_message(message)?))
}

fn width(column: &Column) -> f64 {
    match column.role {
        Some(Role::BodyText) => 70.0,
        Some(Role::Title | Role::Definition | Role::Reason | Role::AcceptanceCriteria | Role::Guidance) => 40.0,
        Some(Role::Id) => 18.0,
        _ if column.is_list() => 24.0,
        _ => 16.0,
    }
}
