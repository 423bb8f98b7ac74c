//! What a merge leaves to the author, said once for many provisions.

use std::collections::BTreeSet;

use super::super::statute::{Provision, Statute};
use super::{Known, Merge};
use crate::law::{self, Level, Passage};
use crate::model::Role;
use crate::said;

/// Provisions told by name in one remark; more are counted.
const NAMED: usize = 12;

impl Merge<'_, '_> {
    /// What the file lists and the document does not hold: repealed, or the author's own.
    pub(super) fn missing(&mut self, statute: &Statute) {
        let theirs: BTreeSet<String> = statute.all().iter().map(|provision| provision.place.canonical()).collect();
        let is_sentence = |place: &str| {
            let step = law::parse_pinpoint(place).ok().and_then(|place| place.steps().last().map(|step| step.level));
            matches!(step, Some(Level::Sentence | Level::Indent))
        };
        let missing: Vec<String> =
            self.known.keys().filter(|place| !theirs.contains(*place) && !is_sentence(place)).cloned().collect();
        if !missing.is_empty() {
            let (count, names) = (missing.len(), named(missing));
            self.remark(said!(
                "{} bestemmelser står i projektet og ikke i XML: {}; er de ophævet, så skriv det",
                "{} provisions stand in the project and not in the XML: {}; if they are repealed, write so"; count, names
            ));
        }
    }

    /// Says which texts look as if they had moved: assessments and notes stay where they are written.
    pub(super) fn moves(&mut self, statute: &Statute) {
        let text_key = self.project.keys.reserved(Role::BodyText).unwrap_or_default();
        let text = |known: &Known| known.map.map().and_then(|map| map.find(text_key)?.text()).map(str::to_owned);
        let old: Vec<Passage> = self
            .known
            .iter()
            .filter_map(|(place, known)| {
                let place = law::parse_pinpoint(place).ok()?;
                Some(Passage { place, title: None, text: Some(text(known)?) })
            })
            .collect();
        let passages = |provision: &&Provision| Passage {
            place: provision.place.clone(),
            title: None,
            text: provision.text.clone(),
        };
        let new: Vec<Passage> = statute.all().iter().map(passages).collect();
        let moved = law::compare(&old, &new).moved;
        let moved: Vec<String> = moved
            .iter()
            .filter(|moved| !moved.is_implied)
            .map(|moved| format!("{} → {}", moved.old.place, moved.new.place))
            .collect();
        if !moved.is_empty() {
            let names = named(moved);
            self.remark(said!(
                "ser ud til at være flyttet: {}; vurderinger og noter står, hvor de stod; se `sporbar law diff`",
                "seem to have moved: {}; assessments and notes stand where they stood; see `sporbar law diff`"; names
            ));
        }
    }

    pub(super) fn tell(&mut self) {
        if self.titles_kept > 0 {
            let count = self.titles_kept;
            self.remark(said!(
                "{} titler er anderledes i XML; projektets er beholdt",
                "{} titles are different in the XML; the project's are kept"; count
            ));
        }
        if self.unlisted > 0 {
            let count = self.unlisted;
            self.remark(said!(
                "{} bestemmelser er ikke taget med, fordi retskilden kun opfører udvalgte; `--all` tager dem med",
                "{} provisions are not taken, because the source lists chosen ones only; `--all` takes them"; count
            ));
        }
        if !self.undated.is_empty() {
            let (count, names) = (self.undated.len(), named(std::mem::take(&mut self.undated)));
            self.remark(said!(
                "{} tekster er erstattet, uden at de gamle er gemt som versioner, fordi dagen ikke er kendt: {}; `--from DATO` gemmer dem",
                "{} texts are replaced without keeping the old ones as versions, because the day is not known: {}; `--from DATE` keeps them";
                count, names
            ));
        }
    }
}

/// A list of names, the first few of it.
fn named(names: Vec<String>) -> String {
    let more = names.len().saturating_sub(NAMED);
    let mut shown = names.into_iter().take(NAMED).collect::<Vec<_>>().join("; ");
    if more > 0 {
        shown.push_str(&format!(" … (+ {more})"));
    }
    shown
}
