//! What changed since the bundle of the last tender, beside the page of the site that says the same.

use super::data::json_part;
use super::difference::{Compared, markdown};
use super::{Material, Part};
use crate::trace::difference::difference;

/// `aendringer/aendringer.json`, `.xlsx` and `.md`; nothing without an earlier edition, or with one that tells more than this bundle.
pub(super) fn parts(material: &Material) -> anyhow::Result<Vec<Part>> {
    let Some(baseline) = &material.facts().baseline else { return Ok(Vec::new()) };
    if crate::pages::baseline_shows_more(material.book) {
        return Ok(Vec::new());
    }
    let (old, new) = (&baseline.items, material.contents());
    let found = difference(old, &new);
    let compared = Compared { old, new: &new, found: &found, language: material.language() };
    let name =
        |edition: &str, otherwise: &str| if edition.is_empty() { otherwise.to_owned() } else { edition.to_owned() };
    let from = name(&baseline.edition, &baseline.name);
    let to = name(&material.book.site.edition, &material.model().day.to_string());
    Ok(vec![
        json_part("aendringer/aendringer.json".to_owned(), &compared.json())?,
        Part::new("aendringer/aendringer.xlsx", super::xlsx::differences::differences(&compared)?),
        Part::new("aendringer/aendringer.md", markdown(&compared, &from, Some(&to))),
    ])
}
