//! `--record`: today's verdicts as lines of `udbudsparathed.csv`.

use std::path::Path;

use super::super::{beside, stop};
use super::Told;
use crate::finding::Said;
use crate::rules::readiness::record::{Entry, Record, with};
use crate::said;
use crate::trace::Facts;

/// Writes a line for each solution that is told, and says so. The same day and edition again changes nothing but what
/// has changed; a merge that is not finished stops it.
pub(super) fn write(project: &Path, told: &Told) -> anyhow::Result<Said> {
    let path = Facts::RECORD_PATH;
    let before = told.facts.record.as_deref().unwrap_or("");
    if Record::read(before).faults.iter().any(|fault| fault.fix.is_some()) {
        return Err(stop(said!(
            "`{}` har en fletning, der ikke er gjort færdig; kør `sporbar check --fix` først",
            "`{}` has a merge that is not finished; run `sporbar check --fix` first"; path
        )));
    }
    let entries: Vec<Entry> = told.solutions.iter().map(|judged| Entry::of(told.facts, judged)).collect();
    let after = with(before, &entries);
    if after == before || entries.is_empty() {
        return Ok(said!("`{}` har allerede dagens vurderinger", "`{}` has today's verdicts already"; path));
    }
    beside::write(project, path, before, &after)?;
    Ok(match entries.len() {
        1 => said!("skrev 1 vurdering i `{}`", "wrote 1 verdict into `{}`"; path),
        count => said!("skrev {} vurderinger i `{}`", "wrote {} verdicts into `{}`"; count, path),
    })
}
