//! The annex plan of the tenders, and the tender numbers frozen with the bundle.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::data::json_part;
use super::{Material, Part};
use crate::pages::annexes::Frozen;
use crate::trace::csv::csv;

/// `bilag/numre.json`: what a later export reads, so that numbers stay.
#[derive(Serialize, Deserialize)]
struct Numbers {
    version: u32,
    annexes: Vec<AnnexOf>,
    numbers: Vec<Number>,
    /// Numbers of an earlier bundle whose requirement is gone: they are not given again.
    #[serde(default)]
    retired: Vec<Number>,
}

#[derive(Serialize, Deserialize)]
struct AnnexOf {
    tender: String,
    number: String,
    title: String,
    items: Vec<String>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Number {
    tender: String,
    number: String,
    id: String,
}

/// The plan as data and as a table; nothing where no tender has one.
pub(super) fn parts(material: &Material) -> anyhow::Result<Vec<Part>> {
    if material.annexes.is_empty() {
        return Ok(Vec::new());
    }
    let model = material.model();
    let id = |ix| model.item(ix).id.to_string();
    let annexes: Vec<AnnexOf> = material
        .annexes
        .iter()
        .map(|annex| AnnexOf {
            tender: id(annex.tender),
            number: annex.number.clone(),
            title: annex.title.clone(),
            items: annex.items.iter().map(|ix| id(*ix)).collect(),
        })
        .collect();
    let mut numbers = Vec::new();
    for ix in material.requirements() {
        numbers.extend(material.numbers(ix).iter().map(|number| Number {
            tender: id(number.tender),
            number: number.number.to_string(),
            id: id(ix),
        }));
    }
    let given: BTreeSet<(&str, &str)> =
        numbers.iter().map(|known: &Number| (known.tender.as_str(), known.number.as_str())).collect();
    let is_given = |tender: &str, number: &str| given.contains(&(tender, number));
    let gone = material.frozen.iter().filter(|((tender, _), number)| !is_given(tender, number));
    let retired =
        gone.map(|((tender, id), number)| Number { tender: tender.clone(), number: number.clone(), id: id.clone() });
    let retired: Vec<Number> = retired.collect();
    let table = Part::new("bilag/bilagsplan.csv", format!("\u{feff}{}", table(material)));
    Ok(vec![json_part("bilag/numre.json".to_owned(), &Numbers { version: 1, annexes, numbers, retired })?, table])
}

/// A row for each item of each annex, in order.
fn table(material: &Material) -> String {
    let word = |da, en| material.word(da, en);
    let heads = [
        word("udbud", "tender"),
        word("bilag", "annex"),
        word("bilagstitel", "annex title"),
        word("udbudsnummer", "tender number"),
        "id",
        word("type", "kind"),
        word("titel", "title"),
    ];
    let model = material.model();
    let mut rows = Vec::new();
    for annex in &material.annexes {
        for ix in &annex.items {
            let item = model.item(*ix);
            let number = material.numbers(*ix).iter().find(|number| number.tender == annex.tender);
            // A requirement has its number in one annex; it stands in another without.
            let number = number.filter(|number| number.number.starts_with(&format!("{}-", annex.number)));
            rows.push(vec![
                model.item(annex.tender).id.to_string(),
                annex.number.clone(),
                annex.title.clone(),
                number.map_or(String::new(), |number| number.number.to_string()),
                item.id.to_string(),
                model.schema.kind(item.kind).key.clone(),
                item.title.to_string(),
            ]);
        }
    }
    csv(&heads.map(str::to_owned), &rows)
}

/// The numbers that a bundle froze, from its `bilag/numre.json`; `None` when that can't be read.
pub fn frozen(json: &str) -> Option<Frozen> {
    let numbers: Numbers = serde_json::from_str(json).ok()?;
    let all = numbers.numbers.into_iter().chain(numbers.retired);
    Some(all.map(|number| ((number.tender, number.id), number.number)).collect())
}
