//! `sporbar matrix`: how many paths lead from each row to each column.

use serde::Serialize;

use super::args::{MatrixArgs, TableFormat};
use super::{Exit, Global, output, selection, stop, table};
use crate::finding::Said;
use crate::model::{ItemIx, Model, chain, follow};
use crate::pipeline::{self, Pipeline};
use crate::place::Span;

#[derive(Serialize)]
struct Matrix<'a> {
    version: u32,
    rows: Vec<&'a str>,
    columns: Vec<&'a str>,
    cells: Vec<Vec<usize>>,
}

/// Draws a matrix of two selections over a chain of links.
pub(super) fn run(global: &Global, args: MatrixArgs) -> anyhow::Result<Exit> {
    let project = global.project()?;
    let facts = Pipeline::default().facts(pipeline::read(&project, |config| global.day(config))?)?;
    let model = &facts.model;
    let names: Vec<(&str, Span)> = args.via.iter().map(|name| (name.trim(), Span::default())).collect();
    let hops = chain(&model.schema, &names).map_err(|notice| {
        let help = notice.help.unwrap_or_default();
        stop(Said::new(format!("{}; {}", notice.message.da, help.da), format!("{}; {}", notice.message.en, help.en)))
    })?;
    let rows = selection::read(&model.schema, &args.rows)?.items(model);
    let columns = selection::read(&model.schema, &args.columns)?.items(model);
    let cells = rows
        .iter()
        .map(|row| {
            let reached = follow(model, *row, &hops);
            columns.iter().map(|column| reached.get(column).copied().unwrap_or(0)).collect()
        })
        .collect();
    let matrix = Matrix { version: 1, rows: ids(model, &rows), columns: ids(model, &columns), cells };
    output::print(&match args.format {
        TableFormat::Json => output::json(&matrix)?,
        TableFormat::Csv => matrix.table(|count| count.to_string(), table::csv),
        TableFormat::Text => {
            matrix.table(|count| if count == 0 { "·".to_owned() } else { count.to_string() }, table::text)
        }
    })?;
    Ok(Exit::Done)
}

fn ids<'a>(model: &'a Model, items: &[ItemIx]) -> Vec<&'a str> {
    items.iter().map(|ix| &*model.item(*ix).id).collect()
}

impl Matrix<'_> {
    fn table(&self, cell: impl Fn(usize) -> String, draw: fn(&[String], &[Vec<String>]) -> String) -> String {
        let heads: Vec<String> =
            std::iter::once(String::new()).chain(self.columns.iter().map(|id| (*id).to_owned())).collect();
        let rows: Vec<Vec<String>> = self
            .rows
            .iter()
            .zip(&self.cells)
            .map(|(id, counts)| {
                std::iter::once((*id).to_owned()).chain(counts.iter().map(|count| cell(*count))).collect()
            })
            .collect();
        draw(&heads, &rows)
    }
}
