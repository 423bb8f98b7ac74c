//! The remarks of a filled comment form, into the review round they belong to.

use super::Import;
use crate::cli::{Exit, stop};
use crate::import::review;
use crate::import::table::Table;
use crate::said;

impl Import<'_> {
    pub(super) fn review(&self, tables: &[Table]) -> anyhow::Result<Exit> {
        let round = self.args.to.as_ref().map(|id| id.to_string_lossy().into_owned());
        let Some(taken) = review::read(self.facts, tables, round.as_deref()) else {
            return Err(stop(said!(
                "intet ark er et skema til bemærkninger: det har kolonnerne »Id«, »Runde« og »Bemærkning«. Lav et med `sporbar export --only review --round ID --to FIL.xlsx`",
                "no sheet is a form for remarks: it has the columns »Id«, »Round« and »Remark«. Make one with `sporbar export --only review --round ID --to FILE.xlsx`"
            )));
        };
        self.write_files(&taken.plan)?;
        self.say(&said!(
            "{} bemærkninger er taget med; {} stod der allerede", "{} remarks are taken; {} stood there already";
            taken.taken, taken.known
        ));
        self.end(&taken.plan.remarks);
        Ok(Exit::Done)
    }
}
