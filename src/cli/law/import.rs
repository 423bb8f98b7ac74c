//! `sporbar law import`: LexDania XML to a legal source, new or merged into the one that is there.

use super::super::args::LawImportArgs;
use super::super::{Exit, Global, fix, new, print, stop};
use super::{facts, foreign, refused, say_remarks};
use crate::document;
use crate::finding::Language;
use crate::import::draft::Project;
use crate::import::keys::Keys;
use crate::import::merge::{self, Merged, Options};
use crate::import::register::{Act, Belongs, Register};
use crate::import::statute::Statute;
use crate::import::{Remark, lexdania};
use crate::model::id_fault;
use crate::said;
use crate::trace::Facts;

/// Writes the act and prints the path of its file from the project.
pub(super) fn run(global: &Global, args: &LawImportArgs) -> anyhow::Result<Exit> {
    let folder = new::asked_folder(&args.to)?;
    let root = global.project()?;
    let statute = lexdania::read(&foreign(&args.file)?).map_err(|fault| refused(&args.file, &fault))?;
    let facts = facts(global, &root)?;
    let language = global.language(Some(&facts.config));
    let register = Register::of(&facts);
    let Some(keys) = Keys::new(&facts.model.schema) else {
        return Err(stop(said!("modellen har ingen retskilder", "the model has no legal sources")));
    };
    let project = Project { facts: &facts, register: &register, keys };
    let import = Import { global, args, root: &root, folder, project, statute: &statute, language };
    match import.belongs()? {
        Some((act, belongs)) => import.merge(act, belongs)?,
        None => import.create()?,
    }
    Ok(Exit::Done)
}

struct Import<'a> {
    global: &'a Global,
    args: &'a LawImportArgs,
    root: &'a std::path::Path,
    folder: String,
    project: Project<'a>,
    statute: &'a Statute,
    language: Language,
}

impl Import<'_> {
    fn facts(&self) -> &Facts {
        self.project.facts
    }

    /// The act to merge into: the one named, else the one the document says it is.
    fn belongs(&self) -> anyhow::Result<Option<(&Act, Belongs)>> {
        let register = self.project.register;
        let found = register.find(self.statute);
        let Some(id) = &self.args.id else { return Ok(found) };
        let named = self.facts().model.find(id);
        match register.acts().iter().find(|act| Some(act.ix) == named) {
            Some(act) => {
                let known = found.filter(|(other, _)| other.ix == act.ix).map(|(_, belongs)| belongs);
                let other = if self.statute.is_consolidation() { Belongs::NewEdition } else { Belongs::Known(0) };
                Ok(Some((act, known.unwrap_or(other))))
            }
            None if named.is_some() => Err(stop(said!("`{}` er ikke en retskilde", "`{}` is no legal source"; id))),
            None => Ok(None),
        }
    }

    fn create(&self) -> anyhow::Result<()> {
        let id = self.new_id()?;
        let path = format!("{}/{}.yaml", self.folder, document::slug(&id));
        let mut remarks = self.statute.remarks.clone();
        let text = self.project.act(self.statute, &id, &mut remarks);
        if !self.args.dry_run {
            new::write(self.root, &path, &text)?;
        }
        let (name, count) = (self.statute.name(), self.statute.all().len());
        self.global.say(self.language, &match self.args.dry_run {
            false => said!("{} er indlæst som `{}` med {} bestemmelser", "{} is imported as `{}` with {} provisions"; name, id, count),
            true => said!("{} ville blive indlæst som `{}` med {} bestemmelser", "{} would be imported as `{}` with {} provisions"; name, id, count),
        });
        self.end(&path, &remarks)
    }

    fn merge(&self, act: &Act, belongs: Belongs) -> anyhow::Result<()> {
        let item = self.facts().model.item(act.ix);
        let path = self.facts().path(item.file).to_owned();
        let is_newest = match (self.statute.signed, act.newest()) {
            (Some(signed), Some(newest)) => signed >= newest,
            _ => true,
        };
        let options = Options {
            from: self.args.from,
            all: self.args.all,
            texts: is_newest,
            new_edition: belongs == Belongs::NewEdition,
        };
        let text = self.facts().text(item.file);
        let Some(mut merged) = merge::merge(&self.project, text, &act.id, self.statute, options) else {
            return Err(stop(said!("kunne ikke finde `{}` i `{}`", "could not find `{}` in `{}`"; act.id, path)));
        };
        if !is_newest {
            let said = said!(
                "retskilden har en nyere udgave; teksterne er ikke rørt",
                "the source has a newer edition; its texts are left alone"
            );
            merged.remarks.push(Remark { line: None, said });
        }
        if let Some(edited) = merged.text.as_deref().filter(|_| !self.args.dry_run) {
            fix::rewrite(self.root, &path, text, edited)?;
        }
        self.tell(act, &merged);
        let mut remarks = self.statute.remarks.clone();
        remarks.append(&mut merged.remarks);
        self.end(&path, &remarks)
    }

    fn tell(&self, act: &Act, merged: &Merged) {
        let (name, id) = (self.statute.name(), &act.id);
        let said = match &merged.text {
            None => said!("{}: intet er anderledes i `{}`", "{}: nothing differs in `{}`"; name, id),
            Some(_) => said!(
                "{}: `{}` fik {} nye bestemmelser, {} ændrede tekster og {} udfyldte felter",
                "{}: `{}` got {} new provisions, {} changed texts and {} filled fields";
                name, id, merged.added.len(), merged.changed.len(), merged.filled
            ),
        };
        self.global.say(self.language, &said);
    }

    fn end(&self, path: &str, remarks: &[Remark]) -> anyhow::Result<()> {
        say_remarks(self.global, self.language, &self.args.file, remarks);
        print(&format!("{path}\n"))
    }

    /// The id asked for, else one of type, number and year that no item has.
    fn new_id(&self) -> anyhow::Result<String> {
        if let Some(id) = &self.args.id {
            return match id_fault(id) {
                Some(_) => Err(stop(said!("`{}` kan ikke være et id", "`{}` can't be an id"; id))),
                None => Ok(id.clone()),
            };
        }
        let statute = self.statute;
        let year = statute.year.map(|year| year.to_string());
        let parts = [Some(statute.document_type.clone()), statute.number.clone(), year];
        let plain: String = parts
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("-")
            .chars()
            .map(|letter| if letter.is_alphanumeric() || letter == '-' { letter } else { '-' })
            .take(60)
            .collect();
        let base = plain.trim_matches('-');
        let base = if base.is_empty() || id_fault(base).is_some() { "RETSKILDE" } else { base };
        let model = &self.facts().model;
        let mut id = base.to_owned();
        for number in 2.. {
            if model.find(&id).is_none() {
                break;
            }
            id = format!("{base}-{number}");
        }
        Ok(id)
    }
}
