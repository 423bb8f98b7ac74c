//! `sporbar init`: a new project with a few connected items, in Danish, that builds without findings.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use super::args::InitArgs;
use super::{Exit, Global, stop, stop_because};
use crate::said;

/// The files of the new project: path and text.
const FILES: [(&str, &str); 25] = [
    ("LÆSMIG.md", include_str!("init/laesmig.md")),
    ("content/arbejdsgang.yaml", include_str!("init/content/arbejdsgang.yaml")),
    ("content/begreber.yaml", include_str!("init/content/begreber.yaml")),
    ("content/informationsobjekt.yaml", include_str!("init/content/informationsobjekt.yaml")),
    ("content/index.md", include_str!("init/content/index.md")),
    ("content/kontrakt.yaml", include_str!("init/content/kontrakt.yaml")),
    ("content/krav/_fælles.yaml", include_str!("init/content/krav/faelles.yaml")),
    ("content/krav/akt-k-0001.md", include_str!("init/content/krav/akt-k-0001.md")),
    ("content/krav/akt-k-0002.md", include_str!("init/content/krav/akt-k-0002.md")),
    ("content/krav/akt-k-0003.md", include_str!("init/content/krav/akt-k-0003.md")),
    ("content/krav/akt-k-0004.md", include_str!("init/content/krav/akt-k-0004.md")),
    ("content/krav/akt-k-0005.md", include_str!("init/content/krav/akt-k-0005.md")),
    ("content/krav/akt-k-0006.md", include_str!("init/content/krav/akt-k-0006.md")),
    ("content/loesning.md", include_str!("init/content/loesning.md")),
    ("content/lov/forvaltningsloven.yaml", include_str!("init/content/lov/forvaltningsloven.yaml")),
    ("content/regel.yaml", include_str!("init/content/regel.yaml")),
    ("content/snitflade.yaml", include_str!("init/content/snitflade.yaml")),
    ("content/styring/faggruppe.yaml", include_str!("init/content/styring/faggruppe.yaml")),
    ("content/styring/organisationer.yaml", include_str!("init/content/styring/organisationer.yaml")),
    ("content/styring/statskontakt.yaml", include_str!("init/content/styring/statskontakt.yaml")),
    ("content/styring/styregruppe.md", include_str!("init/content/styring/styregruppe.md")),
    ("content/usecase.yaml", include_str!("init/content/usecase.yaml")),
    ("gennemgang.lock", include_str!("init/gennemgang.lock")),
    (".gitignore", include_str!("init/gitignore")),
    ("sporbar.yaml", include_str!("init/sporbar.yaml")),
];

/// Writes the new project into a folder that is missing or empty.
pub(super) fn run(global: &Global, args: InitArgs) -> anyhow::Result<Exit> {
    let folder = &args.dir;
    let language = global.language(None);
    let shown = folder.display().to_string();
    if !is_free(folder)
        .map_err(stop_because(said!("kunne ikke se i mappen `{}`", "could not look into the folder `{}`"; shown)))?
    {
        return Err(stop(said!("mappen `{}` er ikke tom", "the folder `{}` is not empty"; shown)));
    }
    for (path, text) in FILES {
        write(folder, path, text).map_err(stop_because(
            said!("kunne ikke skrive `{}`", "could not write `{}`"; folder.join(path).display()),
        ))?;
    }
    global.say(
        language,
        &said!(
            "skrev {0} filer i `{1}`; gå videre med `sporbar watch --project {1}`",
            "wrote {0} files into `{1}`; go on with `sporbar watch --project {1}`"; FILES.len(), shown
        ),
    );
    Ok(Exit::Done)
}

/// Whether nothing is there. A file in its place is no free folder.
fn is_free(folder: &Path) -> std::io::Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

fn write(folder: &Path, path: &str, text: &str) -> std::io::Result<()> {
    let target = folder.join(path);
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent)?;
    }
    OpenOptions::new().write(true).create_new(true).open(target)?.write_all(text.as_bytes())
}
