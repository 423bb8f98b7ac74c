//! Files of their own that are never in a bundle: the workbook of authors, the form of reviewers, references for a
//! register.

use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use crate::cli::args::ExportArgs;
use crate::cli::{Exit, Global, stop, stop_because};
use crate::config::Config;
use crate::export::xlsx::{review, workbook};
use crate::export::{self, Material, cells};
use crate::finding::Language;
use crate::model::{ItemIx, Role, nearest};
use crate::pipeline::{Input, Pipeline};
use crate::said;
use crate::trace::Facts;
use crate::trace::csv::csv;
use crate::trace::plain::Authors;

/// Writes the workbook of all items, as their authors wrote them.
pub(super) fn workbook(global: &Global, args: &ExportArgs, input: Input) -> anyhow::Result<Exit> {
    if args.profile.is_some() || !args.solutions.is_empty() {
        return Err(stop(said!(
            "arbejdsarket har altid det hele; skriv det uden `--profile` og `--solution`",
            "the workbook always has all of it; write it without `--profile` and `--solution`"
        )));
    }
    let facts = Pipeline::default().facts(input)?;
    let is_csv = args.to.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    let bytes = match is_csv {
        true => {
            let (heads, rows) = cells::table(&facts, &Authors);
            // With a byte order mark, without which a spreadsheet reads the letters wrong.
            format!("\u{feff}{}", csv(&heads, &rows)).into_bytes()
        }
        false => workbook::workbook(&facts, &Authors, &[])?,
    };
    export::write_whole(&args.to, |file| Ok(file.write_all(&bytes)?))?;
    let language = global.language(Some(&facts.config));
    global.say(language, &said!("skrev arbejdsarket: {}", "wrote the workbook: {}"; args.to.display()));
    Ok(Exit::Done)
}

/// Writes the references for OS2KITOS; `address` is that of the site.
pub(super) fn kitos(
    global: &Global,
    language: Language,
    to: &Path,
    address: &str,
    material: &Material,
) -> anyhow::Result<()> {
    let facts = at_address(material, address);
    let text = export::kitos::references(&facts, &material.book.published).ok_or_else(no_address)?;
    export::write_whole(to, |file| Ok(file.write_all(text.as_bytes())?))?;
    global.say(language, &said!("skrev {}", "wrote {}"; to.display()));
    Ok(())
}

/// Writes the index for other portfolios into a folder, where that of last time may lie; `address` is that of the site.
pub(super) fn index(
    global: &Global,
    language: Language,
    folder: &Path,
    address: &str,
    material: &Material,
) -> anyhow::Result<()> {
    let facts = at_address(material, address);
    let parts = export::index::parts(&facts, &material.book.published).ok_or_else(no_address)?;
    let could_not = || said!("kunne ikke skrive i `{}`", "could not write into `{}`"; folder.display());
    std::fs::create_dir_all(folder).map_err(stop_because(could_not()))?;
    // The parts before the file that names them: who reads meanwhile finds a damaged index and no wrong one.
    for part in parts.iter().rev() {
        export::write_whole(&folder.join(&part.path), |file| Ok(file.write_all(&part.bytes)?))?;
    }
    let entries = std::fs::read_dir(folder).map_err(stop_because(could_not()))?;
    for name in entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()) {
        if export::index::is_part_name(&name) && !parts.iter().any(|part| part.path == name) {
            std::fs::remove_file(folder.join(&name)).map_err(stop_because(could_not()))?;
        }
    }
    let pin = export::bag::hex(&parts[0].bytes);
    let path = folder.join(&parts[0].path);
    global.say(
        language,
        &said!(
            "skrev {} filer; fasthold indekset med `sha256: {}`: {}", "wrote {} files; pin the index with `sha256: {}`: {}";
            parts.len(), pin, path.display()
        ),
    );
    Ok(())
}

/// The material's facts with the address of the site: a bundle has none.
fn at_address(material: &Material, address: &str) -> Facts {
    let config = Config { base_url: address.to_owned(), ..(*material.facts().config).clone() };
    material.facts().on(material.model().day, Arc::new(config))
}

fn no_address() -> anyhow::Error {
    stop(said!(
        "skriv sidens adresse som `base_url` i `sporbar.yaml`; uden den kan ingen henvise til den",
        "write the address of the site as `base_url` in `sporbar.yaml`; without it nobody can refer to it"
    ))
}

/// Writes the comment form of a review round.
pub(super) fn review(
    global: &Global,
    language: Language,
    args: &ExportArgs,
    material: &Material,
) -> anyhow::Result<()> {
    let (facts, model) = (material.facts(), material.model());
    let asked = args.round.as_deref().unwrap_or_default();
    let round = model.find(asked).filter(|ix| model.is(*ix, Role::Review)).ok_or_else(|| no_round(material, asked))?;
    let published = &material.book.published;
    let items = review::items(facts, published, round);
    if items.is_empty() {
        return Err(stop(said!(
            "`{}` er ikke om noget, der vises; skriv i runden med `om`, hvad der gennemgås",
            "`{}` is about nothing that is shown; write in the round with `om` what is gone through"; asked
        )));
    }
    let bytes = review::form(facts, published, round, &items)?;
    export::write_whole(&args.to, |file| Ok(file.write_all(&bytes)?))?;
    global.say(
        language,
        &said!("skrev et skema med {} rækker: {}", "wrote a form with {} rows: {}"; items.len(), args.to.display()),
    );
    Ok(())
}

fn no_round(material: &Material, asked: &str) -> anyhow::Error {
    let model = material.model();
    let rounds: Vec<ItemIx> = model.with_role(Role::Review).collect();
    let near = nearest(asked, rounds.iter().map(|ix| &*model.item(*ix).id));
    stop(match (near, rounds.is_empty()) {
        (_, true) => said!(
            "dokumentationen har ingen reviewrunder; lav en med `sporbar new review`",
            "the documentation has no review rounds; make one with `sporbar new review`"
        ),
        (Some(near), _) => {
            said!("ingen reviewrunde har id `{}`; mente du `{}`?", "no review round has the id `{}`; did you mean `{}`?"; asked, near)
        }
        (None, _) => {
            said!("ingen reviewrunde har id `{}`; se dem med `sporbar list --filter '{{type: review}}'`", "no review round has the id `{}`; see them with `sporbar list --filter '{{type: review}}'`"; asked)
        }
    })
}
