//! `sporbar export`: the documentation bundle, or one format of it.

mod single;

use std::path::Path;

use super::args::{ExportArgs, ExportFormat};
use super::{Exit, Global, Stream, output, report, stop, stop_because};
use crate::export::{self, Format, Material, Part, Removed, Request};
use crate::finding::{Finding, Language, Level, Said};
use crate::pipeline::{self, Edition, Input, Pipeline, editions};
use crate::said;
use crate::trace::Facts;

/// Writes a bundle, or one format.
pub(super) fn run(global: &Global, args: ExportArgs) -> anyhow::Result<Exit> {
    if args.answers {
        return Err(stop(said!(
            "besvarelser er fortrolige og kommer aldrig med i en pakke; sammenlign dem med `sporbar build --answers`",
            "answers are confidential and are never part of a bundle; compare them with `sporbar build --answers`"
        )));
    }
    if args.round.is_some() != (args.only == Some(ExportFormat::Review)) {
        return Err(stop(said!(
            "`--only review` og `--round ID` hører sammen: skemaet laves til en reviewrunde",
            "`--only review` and `--round ID` belong together: the form is made for a review round"
        )));
    }
    if args.only == Some(ExportFormat::Pdf) && !export::specification::WRITES_PDF {
        return Err(no_pdf());
    }
    let project = global.project()?;
    let mut input = pipeline::read(&project, |config| global.day(config))?;
    let language = global.language(Some(&input.config));
    if args.only == Some(ExportFormat::Workbook) {
        return single::workbook(global, &args, input);
    }
    // A bundle has no address; references to its pages are references to those of the site.
    let address = input.config.base_url();
    let mut request =
        Request { profile: args.profile.clone(), solution_ids: args.solutions.clone(), ..Request::default() };
    since(&project, &args, &mut input, &mut request)?;
    let own_model = input.model.clone();
    // A part has sources of its own, and needs none of these.
    let may_be_whole = args.profile.is_none() && args.solutions.is_empty();
    let originals = if may_be_whole { Some(originals(&project, &input)?) } else { None };
    let mut pipeline = Pipeline::default();
    let removed = match &args.profile {
        None => Removed::default(),
        Some(_) => {
            let (cleaned, removed) = export::without_names(&mut pipeline, input)?;
            input = cleaned;
            removed
        }
    };
    request.withheld = removed.withheld.clone();
    let edition = pipeline.edition_of(input, |facts| export::choose(facts, &mut request))?;
    let mut material = Material::new(&edition.book, &request);
    material.own_model = own_model;
    if export::is_whole(&material) {
        material.originals = originals;
    }
    match args.only {
        Some(ExportFormat::Review) => single::review(global, language, &args, &material)?,
        Some(ExportFormat::Kitos) => single::kitos(global, language, &args.to, &address, &material)?,
        Some(ExportFormat::Index) => single::index(global, language, &args.to, &address, &material)?,
        _ => write(global, language, &args, &edition, &material)?,
    }
    tell(global, language, &removed);
    if matches!(args.only, None | Some(ExportFormat::Changes)) {
        tell_of_baseline(global, language, &edition);
    }
    let told: Vec<Finding> = edition.book.findings.iter().filter(|finding| judges(finding)).cloned().collect();
    if !global.quiet && !told.is_empty() {
        let text = report::draw(&edition.book.facts, &told, &global.look(language, Stream::Error));
        output::complain(text.trim_end());
    }
    // The process ends here: giving back what an edition holds, piece by piece, takes time.
    std::mem::forget(edition);
    Ok(if told.is_empty() { Exit::Done } else { Exit::Findings })
}

/// Takes the bundle of the last tender as the edition to compare with, else what the settings name.
fn since(project: &Path, args: &ExportArgs, input: &mut Input, request: &mut Request) -> anyhow::Result<()> {
    let Some(earlier) = &args.since else {
        input.baseline = editions::baseline(project, &input.config, input.day)?;
        return Ok(());
    };
    let name = earlier.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let place = editions::Where::Bundle(earlier.clone());
    input.baseline = Some(editions::baseline_at(place, &name, project, &input.config, input.day)?);
    if let Some(numbers) = editions::tender_numbers(earlier)? {
        request.frozen = export::frozen(&numbers).ok_or_else(|| {
            stop(said!(
                "udbudsnumrene i `{}` kan ikke læses; se med `sporbar verify`, om pakken er hel",
                "the tender numbers in `{}` can't be read; see with `sporbar verify` whether the bundle is whole"; earlier.display()
            ))
        })?;
    }
    Ok(())
}

fn write(
    global: &Global,
    language: Language,
    args: &ExportArgs,
    edition: &Edition,
    material: &Material,
) -> anyhow::Result<()> {
    let is_bundle = args.to.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    let formats: Vec<Format> = args.only.and_then(format).map_or(Format::ALL.to_vec(), |only| vec![only]);
    if is_bundle {
        let summary = export::write_whole(&args.to, |file| export::bundle(edition, material, &formats, file))?;
        let said = said!(
            "skrev {} filer ({} MB, før de blev pakket): {}",
            "wrote {} files ({} MB before they were packed): {}";
            summary.files, summary.bytes.div_ceil(1_000_000), args.to.display()
        );
        global.say(language, &said);
        return Ok(());
    }
    if args.only.is_none() {
        return Err(stop(said!(
            "`{}` ender ikke på `.zip`; skriv navnet på en pakke, eller vælg ét format med `--only`",
            "`{}` does not end in `.zip`; write the name of a bundle, or choose one format with `--only`"; args.to.display()
        )));
    }
    if formats == [Format::Site] {
        return Err(stop(said!(
            "et site uden pakke laves med `sporbar build`; skriv et navn, der ender på `.zip`",
            "a site without a bundle is made with `sporbar build`; write a name that ends in `.zip`"
        )));
    }
    let parts = export::parts(material, &formats)?;
    // Of several files the only one with the ending that was asked for, or the one that is called so.
    let ending = args.to.extension().map(|ending| format!(".{}", ending.to_string_lossy().to_lowercase()));
    let such: Vec<&Part> =
        parts.iter().filter(|part| ending.as_ref().is_some_and(|ending| part.path.ends_with(ending))).collect();
    let asked = match such.as_slice() {
        [only] => Some(*only),
        [_, _, ..] if !args.to.is_dir() => Some(named(&args.to, &such)?),
        _ => None,
    };
    match asked.map_or(parts.as_slice(), std::slice::from_ref) {
        [] => Err(stop(said!("der er intet at skrive i det format", "there is nothing to write in that format"))),
        [part] if !args.to.is_dir() => {
            export::write_whole(&args.to, |file| {
                use std::io::Write as _;
                Ok(file.write_all(&part.bytes)?)
            })?;
            global.say(language, &said!("skrev {}", "wrote {}"; args.to.display()));
            Ok(())
        }
        parts => into_folder(global, language, &args.to, parts),
    }
}

/// The one of several files that has the name of the file to write.
fn named<'a>(to: &Path, such: &[&'a Part]) -> anyhow::Result<&'a Part> {
    let name = to.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let of = |part: &'a Part| part.path.rsplit('/').next().unwrap_or(&part.path);
    such.iter().copied().find(|part| of(part) == name).ok_or_else(|| {
        let names = such.iter().map(|part| of(part)).collect::<Vec<_>>().join(", ");
        stop(said!(
            "formatet har {} filer, og `{}` er navnet på én; skriv navnet på en mappe, eller skriv en af filernes navne: {}",
            "the format has {} files, and `{}` is the name of one; write the name of a folder, or the name of one of the files: {}";
            such.len(), to.display(), names
        ))
    })
}

fn no_pdf() -> anyhow::Error {
    stop(said!(
        "dette program kan ikke skrive PDF: det er bygget uden. Byg det med `cargo build --release --features pdf`, eller skriv det samme dokument til Word med `--only docx`",
        "this program can't write PDF: it was built without. Build it with `cargo build --release --features pdf`, or write the same document for Word with `--only docx`"
    ))
}

/// Writes files into a folder that is missing or empty.
fn into_folder(global: &Global, language: Language, folder: &Path, parts: &[Part]) -> anyhow::Result<()> {
    let could_not = || said!("kunne ikke skrive i `{}`", "could not write into `{}`"; folder.display());
    std::fs::create_dir_all(folder).map_err(stop_because(could_not()))?;
    let mut there = std::fs::read_dir(folder).map_err(stop_because(could_not()))?;
    if there.next().is_some() {
        return Err(stop(said!(
            "mappen `{}` er ikke tom; formatet har {} filer og skrives i en tom mappe",
            "the folder `{}` is not empty; the format has {} files and is written into an empty folder";
            folder.display(), parts.len()
        )));
    }
    for part in parts {
        let target = folder.join(&part.path);
        if let Some(above) = target.parent() {
            std::fs::create_dir_all(above).map_err(stop_because(could_not()))?;
        }
        std::fs::write(&target, &part.bytes).map_err(stop_because(could_not()))?;
    }
    global.say(language, &said!("skrev {} filer: {}", "wrote {} files: {}"; parts.len(), folder.display()));
    Ok(())
}

/// The project's own files: settings, what lies beside them, and everything under `content/`.
fn originals(project: &Path, input: &Input) -> anyhow::Result<Vec<Part>> {
    let read = |path: &str| {
        std::fs::read(project.join(path))
            .map_err(stop_because(said!("kunne ikke læse `{}`", "could not read `{}`"; path)))
    };
    let mut parts = vec![Part::new("sporbar.yaml", read("sporbar.yaml")?)];
    let beside = [
        (Facts::WAIVERS_PATH, input.waivers.is_some()),
        (Facts::LOCK_PATH, input.lock.is_some()),
        (Facts::RECORD_PATH, input.record.is_some()),
    ];
    for (path, _) in beside.iter().filter(|(_, is_there)| *is_there) {
        parts.push(Part::new(*path, read(path)?));
    }
    let named = [input.model.as_ref().map(|(path, _)| path.clone()), input.config.profile.fabrikater.clone()];
    for path in named.into_iter().flatten() {
        // What the settings name may lie anywhere; only what lies inside the project has a place here.
        if crate::source::archive::name_fault(&path).is_none() {
            parts.push(Part::new(path.clone(), read(&path)?));
        }
    }
    for file in &input.sources.files {
        parts.push(Part::new(file.path.to_string(), read(&file.path)?));
    }
    parts.sort_by(|a, b| a.path.cmp(&b.path));
    parts.dedup_by(|a, b| a.path == b.path);
    Ok(parts)
}

/// Says what the profile took out.
fn tell(global: &Global, language: Language, removed: &Removed) {
    if removed.places > 0 {
        let said = said!(
            "navne på leverandører og fabrikater er fjernet; de stod {} gange i {} filer",
            "names of suppliers and makes were taken out; they stood {} times in {} files"; removed.places, removed.files
        );
        global.say(language, &said);
    }
    if !removed.withheld.is_empty() {
        let list = removed.withheld.join(", ");
        let said = Said::new(
            format!("holdt vedhæftede filer ude, fordi de nævner en leverandør eller et fabrikat: {list}"),
            format!("kept out attachments that name a supplier or a make: {list}"),
        );
        global.say(language, &said);
    }
}

/// Says why the bundle does not hold the differences that were asked for.
fn tell_of_baseline(global: &Global, language: Language, edition: &Edition) {
    let Some(baseline) = edition.book.facts.baseline.as_ref() else { return };
    if crate::pages::baseline_shows_more(&edition.book) {
        let shown = baseline.publishes.join(", ");
        let said = said!(
            "det, der er ændret siden `{}`, er ikke med: den udgave viser mere ({}) end denne pakke; vælg med `--profile` en profil, der viser det samme",
            "what changed since `{}` is left out: that edition shows more ({}) than this bundle; choose with `--profile` a profile that shows the same"; baseline.name, shown
        );
        global.say(language, &said);
    }
}

/// The format in a bundle; `None` for what is never in one.
fn format(only: ExportFormat) -> Option<Format> {
    Some(match only {
        ExportFormat::Site => Format::Site,
        ExportFormat::Annexes => Format::Annexes,
        ExportFormat::Xlsx => Format::Xlsx,
        ExportFormat::Docx => Format::Docx,
        ExportFormat::Pdf => Format::Pdf,
        ExportFormat::Csv => Format::Csv,
        ExportFormat::Reqif => Format::Reqif,
        ExportFormat::Concepts => Format::Concepts,
        ExportFormat::Json => Format::Json,
        ExportFormat::Sources => Format::Sources,
        ExportFormat::Readiness => Format::Readiness,
        ExportFormat::Changes => Format::Changes,
        ExportFormat::Workbook | ExportFormat::Kitos | ExportFormat::Index | ExportFormat::Review => return None,
    })
}

/// As `build`: errors that concern the site itself.
fn judges(finding: &Finding) -> bool {
    let of_the_site = finding.code.starts_with('S') || finding.code == "J03";
    finding.level == Level::Error && !finding.waived && of_the_site
}
