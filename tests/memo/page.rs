//! The page »Notatet og Sporbar« as Markdown, made of the table.

use std::fmt::Write as _;

use sporbar::model::{ItemIx, Model, Role};

use super::rows::{Evidence, Row, Section};

const HEAD: &str = "\
---
id: notatet-og-sporbar
type: side
titel: Notatet og Sporbar
gennemgået: {dato: 2026-11-20, af: KR}
nøgleord: [styring, notat, organ, beslutning]
---

Notatet om styring af fælleskommunale løsninger er fra 13. maj 2014. Her er alt det, det nævner, gengivet med vores egne
ord, og ved siden af står, hvor Sporbar svarer på det. [[styringsmodellen|Styringsmodellen]] fortæller det samme i
sammenhæng.

Siden bliver ikke skrevet i hånden. Den er lavet af den liste, som programmet bliver prøvet på: siderne skal findes og
vise det, de skal; reglerne skal melde en fejl, når der er en, og tie, når den er rettet; felterne skal være i modellen.

";

const READING: &str = "
## Sådan læses siden

- **Se** er steder i denne dokumentation.
- **Kontrolleres af** er regler, som programmet prøver, hver gang sitet bliver bygget.
- **Skrives i** er de felter, forfatteren udfylder.
- **Kommando** er for den, der bruger programmet.
- **Ikke med** siger, hvad der er udeladt, og hvorfor.
";

/// The page's text, ending in a line break.
pub fn markdown(sections: &[Section], model: &Model) -> String {
    let mut page = HEAD.to_owned();
    page.push_str(&counts(sections));
    page.push_str(READING);
    for section in sections {
        let _ = write!(page, "\n## {}\n\n{}\n\n", section.title, section.text);
        page.push_str("| Nr. | Notatet | Sporbar |\n|---|---|---|\n");
        for row in &section.rows {
            let memo = format!("**{}.** {}", row.name, row.says);
            let _ = writeln!(page, "| {} | {} | {} |", row.id, cell(&memo), answer(row, model));
        }
    }
    page
}

/// How much of each section is answered.
fn counts(sections: &[Section]) -> String {
    let mut table = "| Afsnit | Rækker | Besvaret | Med forbehold | Ikke med |\n|---|---|---|---|---|\n".to_owned();
    let mut sums = [0; 4];
    for section in sections {
        let count = |answered: bool, without: bool| {
            let is = |row: &&Row| row.evidence.is_empty() != answered && row.without.is_some() == without;
            section.rows.iter().filter(is).count()
        };
        let numbers = [section.rows.len(), count(true, false), count(true, true), count(false, true)];
        numbers.iter().zip(&mut sums).for_each(|(number, sum)| *sum += number);
        let [all, whole, partly, none] = numbers;
        let _ = writeln!(table, "| {} | {all} | {whole} | {partly} | {none} |", section.title);
    }
    let [all, whole, partly, none] = sums;
    let _ = writeln!(table, "| **I alt** | **{all}** | **{whole}** | **{partly}** | **{none}** |");
    table
}

fn answer(row: &Row, model: &Model) -> String {
    let mut parts: Vec<String> = row.answer.iter().cloned().collect();
    let mut group = |name: &str, texts: Vec<String>| {
        if !texts.is_empty() {
            parts.push(format!("**{name}** {}.", texts.join(", ")));
        }
    };
    let of = |take: fn(&Evidence, &Model) -> Option<String>| -> Vec<String> {
        row.evidence.iter().filter_map(|evidence| take(evidence, model)).collect()
    };
    group("Se", of(place));
    group("Kontrolleres af", of(rule));
    group("Skrives i", of(field));
    group("Kommando", of(command));
    if let Some(without) = &row.without {
        parts.push(format!("**Ikke med:** {without}"));
    }
    cell(&parts.join("<br>"))
}

fn place(evidence: &Evidence, model: &Model) -> Option<String> {
    match evidence {
        Evidence::Item(item) => Some(match model.find(&item.id) {
            Some(ix) if title(model, ix) != item.id => format!("[[{}|{}]]", item.id, title(model, ix)),
            _ => format!("[[{}]]", item.id),
        }),
        Evidence::Page(page) => Some(format!("[{}](side:{})", page.name, page.address)),
        _ => None,
    }
}

/// What an item is called in running text; a provision and an item without a title by their ids.
fn title(model: &Model, ix: ItemIx) -> &str {
    let item = model.item(ix);
    if item.title.is_empty() || model.is(ix, Role::Provision) { &item.id } else { &item.title }
}

fn rule(evidence: &Evidence, _: &Model) -> Option<String> {
    let Evidence::Rule(rule) = evidence else { return None };
    Some(format!("[{}](side:kontrol/{}.html)", rule.code, rule.code.to_lowercase()))
}

fn field(evidence: &Evidence, _: &Model) -> Option<String> {
    let Evidence::Field(field) = evidence else { return None };
    Some(match field.path.split_once('=') {
        Some((path, choice)) => format!("`{path}` *{choice}*"),
        None => format!("`{}`", field.path.replace(':', ".")),
    })
}

fn command(evidence: &Evidence, _: &Model) -> Option<String> {
    let Evidence::Command(command) = evidence else { return None };
    let language = command.arguments.iter().position(|argument| argument == "--lang").unwrap_or(usize::MAX);
    let said = command.arguments.iter().take(language).filter(|argument| *argument != "--help");
    let quoted = said.map(|word| if word.contains(' ') { format!("\"{word}\"") } else { word.clone() });
    Some(format!("`sporbar {}`", quoted.collect::<Vec<_>>().join(" ")))
}

/// A text as it stands in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
