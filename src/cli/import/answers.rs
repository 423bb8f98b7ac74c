//! A supplier's answers out of a filled matrix, into `besvarelser/`.

use super::Import;
use crate::cli::{Exit, beside, print, stop, stop_because};
use crate::document;
use crate::import::rows;
use crate::import::table::Table;
use crate::import::{heads, xlsx};
use crate::said;
use crate::trace::answers::FOLDER;
use crate::trace::plain::Audience;

impl Import<'_> {
    pub(super) fn answers(&self, tables: &[Table], supplier: &str) -> anyhow::Result<Exit> {
        let slug = document::slug(supplier);
        if supplier.trim().is_empty() || slug.is_empty() {
            return Err(stop(said!("`--supplier` skal være et navn", "`--supplier` has to be a name")));
        }
        let file = self.args.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let Some(answers) = xlsx::answers(self.facts, tables, supplier.trim(), &file) else {
            return Err(stop(said!(
                "intet ark er en kravmatrix: den har kolonnerne »Kravnr.«, »Id« og »Opfyldt (ja/delvist/nej)«",
                "no sheet is a requirement matrix: it has the columns »Requirement no.«, »Id« and »Fulfilled (yes/partly/no)«"
            )));
        };
        let path = format!("{FOLDER}/{slug}.yaml");
        if !self.args.dry_run {
            let folder = self.project.join(FOLDER);
            std::fs::create_dir_all(&folder).map_err(stop_because(
                said!("kunne ikke lave mappen `{}`", "could not make the folder `{}`"; FOLDER),
            ))?;
            let before = std::fs::read_to_string(self.project.join(&path)).unwrap_or_default();
            beside::write(self.project, &path, &before, &answers.text)?;
        }
        self.say(&said!(
            "{}: {} krav er besvaret, {} er ikke", "{}: {} requirements are answered, {} are not";
            supplier.trim(), answers.answered, answers.unanswered
        ));
        let mut remarks = answers.remarks;
        let readers = self.readers();
        let readers: Vec<&dyn Audience> = readers.iter().rev().map(|one| one as _).collect();
        let told = heads::read(self.facts, tables).records;
        remarks.extend(rows::altered(self.facts, &told, &readers));
        self.end(&remarks);
        print(&format!("{path}\n"))?;
        Ok(Exit::Done)
    }
}
