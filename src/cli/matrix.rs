//! `sporbar matrix`: how many paths lead from each row to each column.

use serde::Serialize;

use super::args::{GapsArg, MatrixArgs, TableFormat};
use super::{Exit, Global, output, selection, stop, table};
use crate::finding::{Language, Said};
use crate::model::{ItemIx, Model, Role, chain};
use crate::pipeline::{self, Pipeline};
use crate::place::Span;
use crate::said;
use crate::trace::matrix::{Matrix, Walk};

/// Widest matrix, in characters, that text draws as a grid; wider ones are lists of what each row reaches.
const GRID_WIDTH: usize = 120;

#[derive(Serialize)]
struct Json<'a> {
    version: u32,
    rows: Vec<&'a str>,
    columns: Vec<&'a str>,
    cells: Vec<Vec<usize>>,
}

/// Draws a matrix of two selections over a chain of links.
pub(super) fn run(global: &Global, args: MatrixArgs) -> anyhow::Result<Exit> {
    let project = global.project()?;
    let facts = Pipeline::recalling(&project).facts(pipeline::read(&project, |config| global.day(config))?)?;
    let (model, language) = (&facts.model, global.language(Some(&facts.config)));
    let names: Vec<(&str, Span)> = args.via.iter().map(|name| (name.trim(), Span::default())).collect();
    let hops = chain(&model.schema, &names).map_err(|notice| {
        let help = notice.help.unwrap_or_default();
        stop(Said::new(format!("{}; {}", notice.message.da, help.da), format!("{}; {}", notice.message.en, help.en)))
    })?;
    let rows = selection::read(&model.schema, &args.rows)?.items(model);
    let columns = selection::read(&model.schema, &args.columns)?.items(model);
    let walk = Walk { chains: &[hops], nested: args.nested, open: &|_, _| true };
    let whole = Matrix::of(model, rows, columns, &walk);
    let matrix = match args.gaps {
        None => whole.clone(),
        Some(GapsArg::First) => whole.gaps_first(),
        Some(GapsArg::Only) => whole.gaps_only(),
    };
    output::print(&match args.format {
        TableFormat::Json => output::json(&json(model, &matrix))?,
        TableFormat::Csv => csv(model, &matrix),
        TableFormat::Text => text(language, model, &matrix),
    })?;
    if args.format == TableFormat::Text {
        global.say(language, &told(&whole));
    }
    if !args.nested && whole.empty_rows() == whole.rows.len() && names_law(model, &whole) {
        global.say(
            language,
            &said!(
                "henvisninger til en lovs bestemmelser tæller for loven selv med `--nested`",
                "links to the provisions of an act count for the act itself with `--nested`"
            ),
        );
    }
    Ok(Exit::Done)
}

fn ids<'a>(model: &'a Model, items: &[ItemIx]) -> Vec<&'a str> {
    items.iter().map(|ix| &*model.item(*ix).id).collect()
}

fn json<'a>(model: &'a Model, matrix: &Matrix) -> Json<'a> {
    let counts = |row: usize| (0..matrix.columns.len()).map(|column| matrix.paths(row, column)).collect();
    let cells = (0..matrix.rows.len()).map(counts).collect();
    Json { version: 1, rows: ids(model, &matrix.rows), columns: ids(model, &matrix.columns), cells }
}

fn csv(model: &Model, matrix: &Matrix) -> String {
    let heads = std::iter::once("").chain(ids(model, &matrix.columns)).map(str::to_owned).collect::<Vec<_>>();
    let counts = |row: usize| (0..matrix.columns.len()).map(move |column| matrix.paths(row, column).to_string());
    let rows: Vec<Vec<String>> = (0..matrix.rows.len())
        .map(|row| std::iter::once(model.item(matrix.rows[row]).id.to_string()).chain(counts(row)).collect())
        .collect();
    table::csv(&heads, &rows)
}

/// A grid, and last how many rows reach each column; a list where the grid would be too wide to read.
fn text(language: Language, model: &Model, matrix: &Matrix) -> String {
    let columns = ids(model, &matrix.columns);
    let widest = matrix.rows.iter().map(|ix| model.item(*ix).id.chars().count()).max().unwrap_or(0);
    let width = widest + columns.iter().map(|id| id.chars().count() + 2).sum::<usize>();
    if width > GRID_WIDTH {
        return list(language, model, matrix);
    }
    let heads: Vec<String> = std::iter::once("").chain(columns.iter().copied()).map(str::to_owned).collect();
    let shown = |count: usize| if count == 0 { "·".to_owned() } else { count.to_string() };
    let row = |row: usize| {
        let counts = (0..columns.len()).map(|column| shown(matrix.paths(row, column)));
        std::iter::once(model.item(matrix.rows[row]).id.to_string()).chain(counts).collect()
    };
    let mut rows: Vec<Vec<String>> = (0..matrix.rows.len()).map(row).collect();
    let in_all = said!("i alt", "in all").in_language(language).to_owned();
    rows.push(std::iter::once(in_all).chain(matrix.column_totals().into_iter().map(shown)).collect());
    table::text(&heads, &rows)
}

/// Each row with what it reaches, and last the columns that nothing reaches.
fn list(language: Language, model: &Model, matrix: &Matrix) -> String {
    let columns = ids(model, &matrix.columns);
    let one = |(column, paths): &(usize, usize)| match paths {
        1 => columns[*column].to_owned(),
        paths => format!("{} ({paths})", columns[*column]),
    };
    let mut rows: Vec<Vec<String>> = Vec::with_capacity(matrix.rows.len() + 1);
    for (ix, cells) in matrix.rows.iter().zip(&matrix.cells) {
        let reached =
            if cells.is_empty() { "·".to_owned() } else { cells.iter().map(one).collect::<Vec<_>>().join("; ") };
        rows.push(vec![model.item(*ix).id.to_string(), cells.len().to_string(), reached]);
    }
    let totals = matrix.column_totals();
    let empty: Vec<&str> = (0..columns.len()).filter(|place| totals[*place] == 0).map(|place| columns[place]).collect();
    if !empty.is_empty() {
        rows.push(vec!["·".to_owned(), empty.len().to_string(), empty.join("; ")]);
    }
    let heads = [said!("", ""), said!("antal", "count"), said!("forbundet med", "connected to")];
    table::text(&heads.map(|head| head.in_language(language).to_owned()), &rows)
}

/// How much is without a path.
fn told(matrix: &Matrix) -> Said {
    said!(
        "{} af {} rækker og {} af {} kolonner er uden forbindelse",
        "{} of {} rows and {} of {} columns have no connection";
        matrix.empty_rows(), matrix.rows.len(), matrix.empty_columns(), matrix.columns.len()
    )
}

fn names_law(model: &Model, matrix: &Matrix) -> bool {
    matrix.rows.iter().chain(&matrix.columns).any(|ix| model.is(*ix, Role::LegalSource))
}
