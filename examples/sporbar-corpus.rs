//! Writes a corpus of any size to measure on, for Sporbar, Hugo or Zola.
//!
//! ```text
//! cargo run --release --example sporbar-corpus -- --items 10000 --out DIR [--seed 7] [--rules] [--format sporbar|hugo|zola]
//! ```

#[path = "../benches/corpus/mod.rs"]
mod corpus;

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "usage: sporbar-corpus --items N --out DIR [--seed N] [--rules] [--format sporbar|hugo|zola]
  --items N    how many items, at least 16
  --out DIR    where to write; made if it is missing
  --seed N     another corpus of the same shape; 7 if not given
  --rules      leave all rules on; without it those that judge the text are off
  --format F   sporbar (if not given), hugo or zola";

/// Whose files are written.
#[derive(Clone, Copy, Default)]
enum Format {
    #[default]
    Sporbar,
    Hugo,
    Zola,
}

#[derive(Default)]
struct Wanted {
    items: Option<usize>,
    out: Option<PathBuf>,
    seed: Option<i64>,
    rules: bool,
    format: Format,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--help" || argument == "-h") {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    match wanted(arguments.into_iter()).and_then(|wanted| run(&wanted)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("sporbar-corpus: {message}");
            ExitCode::from(2)
        }
    }
}

fn wanted(mut arguments: impl Iterator<Item = String>) -> Result<Wanted, String> {
    let mut wanted = Wanted::default();
    while let Some(name) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("`{name}` lacks its value\n{USAGE}"));
        match name.as_str() {
            "--items" => wanted.items = Some(number(&value()?)?),
            "--out" => wanted.out = Some(PathBuf::from(value()?)),
            "--seed" => wanted.seed = Some(number(&value()?)?),
            "--rules" => wanted.rules = true,
            "--format" => {
                wanted.format = match value()?.as_str() {
                    "sporbar" => Format::Sporbar,
                    "hugo" => Format::Hugo,
                    "zola" => Format::Zola,
                    other => return Err(format!("no such format: `{other}`\n{USAGE}")),
                }
            }
            _ => return Err(format!("no such argument: `{name}`\n{USAGE}")),
        }
    }
    Ok(wanted)
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("not a number that can be used here: `{text}`"))
}

fn run(wanted: &Wanted) -> Result<(), String> {
    let items = wanted.items.ok_or_else(|| format!("`--items` is missing\n{USAGE}"))?;
    let out = wanted.out.as_ref().ok_or_else(|| format!("`--out` is missing\n{USAGE}"))?;
    if items < corpus::FEWEST_ITEMS {
        return Err(format!("a corpus has at least {} items", corpus::FEWEST_ITEMS));
    }
    let seed = wanted.seed.unwrap_or(7);
    let rules = if wanted.rules { corpus::Rules::All } else { corpus::Rules::MachineryOnly };
    let written = match wanted.format {
        Format::Sporbar => corpus::write(items, seed, rules, out),
        Format::Hugo => corpus::write_hugo(items, seed, out),
        Format::Zola => corpus::write_zola(items, seed, out),
    };
    written.map_err(|error| format!("could not write the corpus below `{}`: {error}", out.display()))
}
