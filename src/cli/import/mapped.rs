//! Foreign tables by a mapping; without one, a draft of it.

use std::path::Path;

use super::Import;
use crate::cli::{Exit, print, stop, stop_because};
use crate::document;
use crate::export::write_whole;
use crate::finding::Said;
use crate::import::mapping::{self, Mapping};
use crate::import::table::Table;
use crate::model::KindIx;
use crate::said;

impl Import<'_> {
    /// Imports tables by the mapping in a file; where there is none, writes a draft and nothing else.
    pub(super) fn mapped(&self, tables: &[Table], path: &Path) -> anyhow::Result<Exit> {
        let schema = &self.facts.model.schema;
        let Some((mapping, kind)) = self.mapping(path)? else { return self.draft(tables, path) };
        let (records, remarks) = mapping::records(&mapping, kind, schema, tables);
        self.records(records, remarks, &[])
    }

    /// The mapping in a file; `None` when there is none.
    pub(super) fn mapping(&self, path: &Path) -> anyhow::Result<Option<(Mapping, KindIx)>> {
        let could_not = || said!("kunne ikke læse `{}`", "could not read `{}`"; path.display());
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(stop_because(could_not())(error)),
        };
        let read = mapping::read(&self.facts.model.schema, &document::decode(&bytes).0);
        read.map(Some).map_err(|why| {
            stop(Said::new(format!("{}: {}", path.display(), why.da), format!("{}: {}", path.display(), why.en)))
        })
    }

    pub(super) fn draft(&self, tables: &[Table], path: &Path) -> anyhow::Result<Exit> {
        let name = self.args.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let Some(text) = mapping::draft(&self.facts.model.schema, tables, &name) else {
            return Err(stop(said!(
                "ingen række ligner et hoved: mindst to celler med tekst",
                "no row looks like a head: at least two cells of text"
            )));
        };
        if !self.args.dry_run {
            write_whole(path, |file| Ok(std::io::Write::write_all(file, text.as_bytes())?))?;
        }
        self.say(&said!(
            "skrev et udkast til kortlægning; ret det, og kør kommandoen igen. Intet andet er skrevet",
            "wrote a draft of the mapping; mend it and run the command again. Nothing else was written"
        ));
        print(&format!("{}\n", path.display()))?;
        Ok(Exit::Done)
    }
}
