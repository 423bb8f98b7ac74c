//! What differs from a git revision, taken as changed: items of today, and what is no longer there as it stood then.

use std::collections::HashSet;
use std::path::Path;

use serde::Serialize;

use super::super::output::one_line;
use super::Told;
use crate::pipeline::Pipeline;
use crate::pipeline::editions::{self, read_revision, tell};
use crate::source::Revision;
use crate::trace::Facts;
use crate::trace::difference::difference;
use crate::trace::impact::Changed;

/// What differs from a revision, by id.
#[derive(Debug, Serialize)]
pub(super) struct Since {
    /// As it was asked for.
    revision: String,
    added: Vec<String>,
    /// Without those that are only called otherwise.
    changed: Vec<String>,
    renamed: Vec<Renamed>,
    removed: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Renamed {
    from: String,
    to: String,
}

/// Compares the project with a revision of it, on the same day; gives what differs, and what that is as a question.
pub(super) fn read(project: &Path, facts: &Facts, revision: &str) -> anyhow::Result<(Since, Changed)> {
    let name = revision.strip_prefix("git:").unwrap_or(revision);
    let input = read_revision(&Revision::find(project, name)?, |_| Ok(facts.model.day))?;
    let then = Pipeline::default().facts(input)?;
    let (old, new): (editions::Told, editions::Told) = (tell(&then, None), tell(facts, None));
    let found = difference(&old.items, &new.items);
    let ids = |places: &[usize]| places.iter().map(|place| new.items[*place].id.clone()).collect();
    let since = Since {
        revision: name.to_owned(),
        added: ids(&found.added),
        changed: found.changed.iter().map(|changed| new.items[changed.new].id.clone()).collect(),
        renamed: found
            .renamed
            .iter()
            .map(|(from, to)| Renamed { from: old.items[*from].id.clone(), to: new.items[*to].id.clone() })
            .collect(),
        removed: found.removed.iter().map(|place| old.items[*place].id.clone()).collect(),
    };
    let changed = Changed::since(&facts.model, &then.model, &since.ids());
    Ok((since, changed))
}

impl Since {
    /// The ids to ask about: as they are called today, and those of what is gone.
    pub(super) fn ids(&self) -> Vec<&str> {
        let renamed = self.renamed.iter().map(|renamed| &renamed.to);
        let all = self.added.iter().chain(&self.changed).chain(renamed).chain(&self.removed);
        let mut seen = HashSet::new();
        all.map(String::as_str).filter(|id| seen.insert(*id)).collect()
    }

    /// "Siden v1.0: 1 tilføjet, 2 ændret, 0 omdøbt, 1 fjernet".
    pub(super) fn heading(&self, told: &Told) -> String {
        let counts = [
            (self.added.len(), told.word("tilføjet", "added")),
            (self.changed.len(), told.word("ændret", "changed")),
            (self.renamed.len(), told.word("omdøbt", "renamed")),
            (self.removed.len(), told.word("fjernet", "removed")),
        ];
        let counts = counts.map(|(count, word)| format!("{count} {word}")).join(", ");
        one_line(&format!("{} {}: {counts}", told.word("Siden", "Since"), self.revision))
    }

    /// What became of which ids, one line for each fate that some has.
    pub(super) fn lines(&self, told: &Told) -> Vec<String> {
        let renamed: Vec<String> =
            self.renamed.iter().map(|renamed| format!("{} → {}", renamed.from, renamed.to)).collect();
        let fates = [
            (told.word("tilføjet", "added"), &self.added),
            (told.word("ændret", "changed"), &self.changed),
            (told.word("omdøbt", "renamed"), &renamed),
            (told.word("fjernet", "removed"), &self.removed),
        ];
        let some = fates.into_iter().filter(|(_, ids)| !ids.is_empty());
        some.map(|(word, ids)| one_line(&format!("{word}: {}", ids.join(", ")))).collect()
    }
}
