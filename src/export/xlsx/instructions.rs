//! The first sheet of the requirement matrix: how it is answered, and what the other sheets hold.

use rust_xlsxwriter::Worksheet;

use super::matrix::{Part, in_language};
use super::sheet::{self, Styles};
use crate::finding::{Language, Said};
use crate::law;
use crate::model::Role;
use crate::said;
use crate::trace::Facts;

/// Writes the sheet: whose documentation it is, how to answer, which sheets there are.
pub(super) fn write(
    facts: &Facts,
    sheet: &mut Worksheet,
    parts: &[Part],
    names: &[String],
    styles: &Styles,
) -> anyhow::Result<()> {
    let config = &facts.config;
    let say = |said: Said| in_language(facts, &said);
    sheet.set_column_width(0, 34.0)?.set_column_width(1, 90.0)?;
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    let day = match facts.language() {
        Language::Danish => law::danish_date(facts.model.day),
        Language::English => law::english_date(facts.model.day),
    };
    let mut lines: Vec<(String, String)> = vec![
        (say(said!("Dokumentation", "Documentation")), config.titel.clone()),
        (say(said!("Udgave", "Edition")), config.edition.clone().unwrap_or_default()),
        (say(said!("Opgjort pr.", "As of")), day),
        (say(said!("Bemærk", "Note")), config.notice.clone()),
    ];
    lines.retain(|(_, text)| !text.is_empty());
    lines.extend(how_to_answer().into_iter().map(|(head, text)| (say(head), say(text))));
    lines.extend(classes(facts));
    sheet::text(sheet, 0, 0, &say(said!("Kravmatrix", "Requirement matrix")), &styles.title)?;
    let mut row = 2;
    for (head, text) in &lines {
        sheet::text(sheet, row, 0, head, &styles.bold)?;
        sheet::text(sheet, row, 1, text, &styles.plain)?;
        sheet::set_height(sheet, row, [(head.as_str(), 34.0), (text.as_str(), 90.0)].into_iter())?;
        row += 1;
    }
    row += 1;
    sheet::text(sheet, row, 0, &say(said!("Ark", "Sheet")), &styles.bold)?;
    sheet::text(sheet, row, 1, &say(said!("Indhold", "Content")), &styles.bold)?;
    for (part, name) in parts.iter().zip(names) {
        row += 1;
        let count = part.rows.len();
        let content = match count {
            1 => said!("{}: 1 krav", "{}: 1 requirement"; part.title),
            _ => said!("{}: {} krav", "{}: {} requirements"; part.title, count),
        };
        sheet::text(sheet, row, 0, name, &styles.plain)?;
        sheet::text(sheet, row, 1, &say(content), &styles.plain)?;
    }
    sheet.protect();
    Ok(())
}

fn how_to_answer() -> Vec<(Said, Said)> {
    vec![
        (
            said!("Sådan besvares matricen", "How to answer"),
            said!(
                "Hvert krav har en række. Skriv kun i de lysegrønne celler under »Opfyldt«, »Beskrivelse«, »Standard/tilpasning«, »Forbehold« og »Henvisning«. Øvrige celler er låst; der er ingen adgangskode.",
                "Each requirement has a row. Write in the light green cells only, under »Fulfilled«, »Description«, »Standard/customisation«, »Reservation« and »Reference«. Other cells are locked; there is no password."
            ),
        ),
        (
            said!("Opfyldt", "Fulfilled"),
            said!(
                "Vælg ja, delvist eller nej for hvert krav. Ved delvist eller nej skrives under »Forbehold«, hvad der ikke opfyldes.",
                "Choose yes, partly or no for each requirement. For partly or no, write under »Reservation« what is not fulfilled."
            ),
        ),
        (
            said!("Besvarelsesform", "Form of answer"),
            said!(
                "Bekræft: et ja er nok. Beskriv: skriv under »Beskrivelse«, hvordan kravet opfyldes. Dokumentér: henvis under »Henvisning« til den dokumentation, der er vedlagt.",
                "Confirm: a yes is enough. Describe: write under »Description« how the requirement is fulfilled. Document: refer under »Reference« to the documentation that is enclosed."
            ),
        ),
        (
            said!("Numre", "Numbers"),
            said!(
                "»Kravnr.« er kravets nummer i udbuddet, »Id« er dets faste nummer i dokumentationen. Ret ikke i dem: svarene findes igen ved dem.",
                "»Requirement no.« is its number in the tender, »Id« its lasting number in the documentation. Leave them as they are: answers are found by them."
            ),
        ),
    ]
}

/// What the classes of requirements are called.
fn classes(facts: &Facts) -> Vec<(String, String)> {
    let schema = &facts.model.schema;
    let kinds = schema.kinds_with(Role::Requirement);
    let fields = kinds.filter_map(|kind| schema.kind(kind).field_with(Role::RequirementType));
    let choices = fields.flat_map(|field| field.choices());
    let name = |choice: &crate::model::schema::Choice| match facts.language() {
        Language::Danish => choice.name.da.clone(),
        Language::English => choice.name.en.clone(),
    };
    let head = in_language(facts, &said!("Kravtype", "Requirement type"));
    choices.map(|choice| (format!("{head} {}", choice.key), name(choice))).collect()
}
