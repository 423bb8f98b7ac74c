//! ReqIF: files of ours as they are, others by a mapping.

use std::collections::BTreeMap;

use super::Import;
use crate::cli::{Exit, stop};
use crate::import::mapping;
use crate::import::reqif::{self, Exchange, IDENTIFIER};
use crate::said;

impl Import<'_> {
    pub(super) fn reqif(&self, mut exchange: Exchange) -> anyhow::Result<Exit> {
        if self.args.supplier.is_some() {
            return Err(stop(said!(
                "svar fra leverandører læses af en kravmatrix: `sporbar import xlsx`",
                "answers of suppliers are read from a requirement matrix: `sporbar import xlsx`"
            )));
        }
        let schema = &self.facts.model.schema;
        let mut remarks = std::mem::take(&mut exchange.remarks);
        let Some(path) = &self.args.mapping else {
            if !exchange.is_ours {
                return Err(stop(said!(
                    "filen er fra et andet værktøj; skriv `--mapping FIL`, så laves et udkast til, hvordan dets attributter bliver til felter",
                    "the file is from another tool; write `--mapping FILE` to get a draft of how its attributes become fields"
                )));
            }
            let (records, told) = reqif::records(schema, &exchange);
            remarks.extend(told);
            return self.records(records, remarks, &exchange.attachments);
        };
        let Some((mapping, kind)) = self.mapping(path)? else { return self.draft(&exchange.tables, path) };
        let ids: BTreeMap<String, String> = mapping::ids(&mapping, &exchange.tables, IDENTIFIER);
        reqif::name_targets(&mut exchange.tables, &ids, &mut remarks);
        let (records, told) = mapping::records(&mapping, kind, schema, &exchange.tables);
        remarks.extend(told);
        self.records(records, remarks, &exchange.attachments)
    }
}
