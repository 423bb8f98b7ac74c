//! What is compared: an XML file, a content file, or an act of the project on a day.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use super::super::super::{Global, stop, stop_because};
use super::super::{foreign, refused};
use crate::config::Config;
use crate::document;
use crate::finding::Said;
use crate::import::lexdania;
use crate::import::register::Register;
use crate::import::statute::Statute;
use crate::law::{Passage, parse_date};
use crate::model::{ItemIx, Role, nearest};
use crate::pipeline::{self, Input, Pipeline};
use crate::said;
use crate::source::Sources;
use crate::trace::Facts;
use crate::trace::passages::{self, OnDay};

/// One side of a comparison.
pub(super) struct Side {
    /// What was asked for, as it is shown.
    pub name: String,
    pub text: OnDay,
    /// The day it is read on; `None` for a file.
    pub day: Option<Date>,
    /// The project's act it is a text of.
    pub act: Option<ItemIx>,
    /// It holds every provision of the act.
    pub is_whole: bool,
}

/// Where the sides come from; `None` outside a project.
pub(super) struct Projects<'a> {
    pub global: &'a Global,
    pub root: Option<&'a Path>,
    pub facts: Option<&'a Facts>,
}

impl Projects<'_> {
    /// The side that an argument names.
    pub fn side(&self, argument: &str) -> anyhow::Result<Side> {
        let path = Path::new(argument);
        let ends = |ending: &str| argument.to_lowercase().ends_with(ending);
        if ends(".xml") {
            return self.xml(path);
        }
        if path.is_file() && (ends(".yaml") || ends(".yml") || ends(".md")) {
            return self.content_file(path);
        }
        self.act(argument)
    }

    fn xml(&self, path: &Path) -> anyhow::Result<Side> {
        let statute = lexdania::read(&foreign(path)?).map_err(|fault| refused(path, &fault))?;
        let act = self.facts.and_then(|facts| Some(Register::of(facts).find(&statute)?.0.ix));
        let text = OnDay { passages: of_statute(&statute), summaries: BTreeSet::new() };
        Ok(Side { name: path.display().to_string(), text, day: None, act, is_whole: true })
    }

    /// The one act of a content file, wherever it lies: another branch's, or one that was saved.
    fn content_file(&self, path: &Path) -> anyhow::Result<Side> {
        let bytes = std::fs::read(path)
            .map_err(stop_because(said!("kunne ikke læse `{}`", "could not read `{}`"; path.display())))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let config = self.facts.map_or_else(|| Arc::new(Config::default()), |facts| facts.config.clone());
        let model = match self.root {
            Some(root) => pipeline::read(root, |_| Ok(Date::default()))?.model,
            None => None,
        };
        let input = Input {
            day: self.global.day(&config)?,
            config,
            model,
            sources: Sources::from_texts([(format!("content/{name}"), document::decode(&bytes).0.into_owned())]),
            waivers: None,
            lock: None,
            record: None,
            brands: None,
            external: Arc::default(),
            baseline: None,
            answers: None,
            theme: Vec::new(),
            settings_hash: [0; 16],
        };
        let facts = Pipeline::default().facts(input)?;
        let acts: Vec<ItemIx> = facts.model.with_role(Role::LegalSource).collect();
        let [act] = acts.as_slice() else {
            return Err(stop(said!(
                "`{}` har {} retskilder; der skal være én", "`{}` has {} legal sources; there must be one";
                path.display(), acts.len()
            )));
        };
        let text = passages::on_day(&facts, *act);
        let id = &facts.model.item(*act).id;
        let known = self.facts.and_then(|facts| facts.model.find(id));
        let is_whole = !passages::lists_chosen_only(&facts, *act);
        Ok(Side { name: path.display().to_string(), text, day: None, act: known, is_whole })
    }

    /// `BL` on the command's day, `BL@2027-01-01` on that one.
    fn act(&self, argument: &str) -> anyhow::Result<Side> {
        let (id, day) = match argument.rsplit_once('@') {
            Some((id, day)) => {
                let day = parse_date(day).ok_or_else(|| stop(said!("`{}` er ingen dato", "`{}` is no date"; day)))?;
                (id, Some(day))
            }
            None => (argument, None),
        };
        let (Some(facts), Some(root)) = (self.facts, self.root) else {
            return Err(stop(said!(
                "`{}` er ingen fil, og der er intet projekt at finde retskilden i",
                "`{}` is no file, and there is no project to find the legal source in"; argument
            )));
        };
        let named = facts.model.find(id).filter(|ix| facts.model.is(*ix, Role::LegalSource));
        let Some(act) = named else { return Err(unknown(facts, id)) };
        let day = day.unwrap_or(facts.model.day);
        let then = Pipeline::default().facts(pipeline::read(root, |_| Ok(day))?)?;
        let Some(there) = then.model.find(id) else { return Err(unknown(facts, id)) };
        let text = passages::on_day(&then, there);
        let is_whole = !passages::lists_chosen_only(facts, act);
        Ok(Side { name: format!("{}@{day}", facts.model.item(act).id), text, day: Some(day), act: Some(act), is_whole })
    }
}

fn of_statute(statute: &Statute) -> Vec<Passage> {
    let passage = |provision: &&crate::import::statute::Provision| Passage {
        place: provision.place.clone(),
        title: provision.title.clone(),
        text: provision.text.clone(),
    };
    statute.all().iter().map(passage).collect()
}

fn unknown(facts: &Facts, id: &str) -> anyhow::Error {
    let sources = facts.model.with_role(Role::LegalSource).map(|ix| &*facts.model.item(ix).id);
    let hint = match nearest(id, sources) {
        Some(near) => said!("; mente du `{}`?", "; did you mean `{}`?"; near),
        None => Said::default(),
    };
    stop(Said::new(
        format!("`{id}` er hverken en fil eller en retskilde{}", hint.da),
        format!("`{id}` is neither a file nor a legal source{}", hint.en),
    ))
}
