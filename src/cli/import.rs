//! `sporbar import`: foreign material to content files, touching only what differs.

mod answers;
mod mapped;
mod reqif;
mod review;
mod write;

use std::collections::BTreeSet;
use std::path::Path;

use super::args::{ImportArgs, ImportFormat};
use super::{Exit, Global, new, stop, stop_because};
use crate::finding::{Language, Said};
use crate::import::reqif::Attachment;
use crate::import::rows::{self, Destination};
use crate::import::table::Table;
use crate::import::{Fault, LARGEST_BYTES, concepts, csv, heads, kitos, xlsx};
use crate::pages::Published;
use crate::pipeline::{self, Pipeline};
use crate::rules::readiness::visible_to_bidders;
use crate::said;
use crate::trace::Facts;
use crate::trace::plain::{Audience, Authors};

/// Writes content files and prints their paths from the project.
pub(super) fn run(global: &Global, args: &ImportArgs) -> anyhow::Result<Exit> {
    let project = global.project()?;
    let most = if args.format == ImportFormat::Reqif { crate::import::reqif::LARGEST_BYTES } else { LARGEST_BYTES };
    let bytes = foreign(&args.file, most)?;
    let facts = Pipeline::default().facts(pipeline::read(&project, |config| global.day(config))?)?;
    let language = global.language(Some(&facts.config));
    let import = Import { global, args, project: &project, facts: &facts, language };
    if args.to.is_none() && args.supplier.is_none() && args.format != ImportFormat::Review {
        return Err(stop(said!(
            "skriv med `--to MAPPE`, hvor nye elementer skal ligge, for eksempel `--to content/krav`",
            "write with `--to FOLDER` where new items go, for example `--to content/krav`"
        )));
    }
    match args.format {
        ImportFormat::Review => import.review(&xlsx::read(&bytes).map_err(|fault| refused(&args.file, &fault))?),
        ImportFormat::Xlsx => import.tables(xlsx::read(&bytes).map_err(|fault| refused(&args.file, &fault))?),
        ImportFormat::Reqif => {
            import.reqif(crate::import::reqif::read(&bytes).map_err(|fault| refused(&args.file, &fault))?)
        }
        ImportFormat::Kitos => {
            let (records, remarks) = kitos::read(&facts, &bytes).map_err(|fault| refused(&args.file, &fault))?;
            import.records(records, remarks, &[])
        }
        ImportFormat::Csv => import.tables(vec![csv::read(&bytes).map_err(|fault| refused(&args.file, &fault))?]),
    }
}

pub(super) struct Import<'a> {
    global: &'a Global,
    args: &'a ImportArgs,
    project: &'a Path,
    facts: &'a Facts,
    language: Language,
}

impl Import<'_> {
    fn tables(&self, tables: Vec<Table>) -> anyhow::Result<Exit> {
        if let Some(supplier) = &self.args.supplier {
            return self.answers(&tables, supplier);
        }
        if let Some(path) = &self.args.mapping {
            return self.mapped(&tables, path);
        }
        if tables.iter().any(|table| table.head(concepts::is_head).is_some()) {
            let (records, remarks) = concepts::records(self.facts, &tables);
            return self.records(records, remarks, &[]);
        }
        let found = heads::read(self.facts, &tables);
        if found.tables == 0 {
            return Err(stop(said!(
                "intet ark har en kolonne `id` og en til, som modellen kender; skriv `--mapping FIL`, så laves et udkast til, hvordan kolonnerne bliver til felter",
                "no sheet has a column `id` and another that the model knows; write `--mapping FILE` to get a draft of how columns become fields"
            )));
        }
        if found.answers > 0 {
            self.say(&said!(
                "matricen har {} udfyldte svarceller; de indlæses med `--supplier NAVN`",
                "the matrix has {} answer cells filled in; read them with `--supplier NAME`"; found.answers
            ));
        }
        self.records(found.records, found.remarks, &[])
    }

    /// Plans and writes what rows say.
    fn records(
        &self,
        records: Vec<rows::Record>,
        mut remarks: Vec<crate::import::Remark>,
        attachments: &[Attachment],
    ) -> anyhow::Result<Exit> {
        let readers = self.readers();
        let readers: Vec<&dyn Audience> =
            std::iter::once(&Authors as _).chain(readers.iter().map(|one| one as _)).collect();
        let to = self.destination()?;
        let mut plan = rows::plan(self.facts, records, &readers, &to);
        remarks.append(&mut plan.remarks);
        self.write(&plan, attachments, &to.folder)?;
        self.end(&remarks);
        Ok(Exit::Done)
    }

    /// For whom a table may have been written, authors apart: the public, and bidders, each on a site or in a bundle,
    /// which says of what it leaves out that it does.
    fn readers(&self) -> Vec<Published> {
        let own = self.facts.config.publish.clone().unwrap_or_default();
        let tender = visible_to_bidders(&self.facts.model.schema);
        let of = |seen: &[String]| {
            let bundle = Published::narrowed(self.facts, seen, |_| true, BTreeSet::new());
            [Published::with(self.facts, seen), bundle]
        };
        [own, tender].iter().flat_map(|seen| of(seen)).collect()
    }

    fn destination(&self) -> anyhow::Result<Destination> {
        let folder = match &self.args.to {
            Some(folder) => new::asked_folder(folder)?,
            None => "content".to_owned(),
        };
        let name = self.args.file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Destination { folder, name })
    }

    fn say(&self, said: &Said) {
        self.global.say(self.language, said);
    }

    /// Says what the foreign file holds that was not taken, each with its place.
    fn end(&self, remarks: &[crate::import::Remark]) {
        for remark in remarks {
            let place = match remark.line {
                Some(line) => format!("{}:{line}", self.args.file.display()),
                None => self.args.file.display().to_string(),
            };
            self.say(&Said::new(format!("{place}: {}", remark.said.da), format!("{place}: {}", remark.said.en)));
        }
    }
}

/// The bytes of a foreign file. One that is too large is refused before it is read.
fn foreign(path: &Path, most: usize) -> anyhow::Result<Vec<u8>> {
    let could_not = || said!("kunne ikke læse `{}`", "could not read `{}`"; path.display());
    let metadata = std::fs::metadata(path).map_err(stop_because(could_not()))?;
    if metadata.is_file() && metadata.len() > most as u64 {
        return Err(stop(said!(
            "`{}` er over {} MB og læses ikke", "`{}` is over {} MB and is not read"; path.display(), most >> 20
        )));
    }
    std::fs::read(path).map_err(stop_because(could_not()))
}

/// The error for a foreign file that can't be taken, with its place.
fn refused(path: &Path, fault: &Fault) -> anyhow::Error {
    let place = format!("{}:{}:{}", path.display(), fault.line, fault.column);
    stop(Said::new(format!("{place}: {}", fault.said.da), format!("{place}: {}", fault.said.en)))
}
