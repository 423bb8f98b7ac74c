//! The output folder: where it really is, and whether a site may be written there.

use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::disk;
use super::marker;
use crate::finding::Said;
use crate::said;

/// Why the output folder can't be written to: something the person at the keyboard can change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(pub Said);

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.en)
    }
}

impl std::error::Error for Refusal {}

/// The real path of a folder that may not be there yet, all links followed. Refuses a link to nothing.
pub(super) fn real_path(path: &Path) -> Result<PathBuf> {
    let doing = || format!("could not find out where `{}` is", path.display());
    let mut start = std::path::absolute(path).with_context(doing)?;
    let mut missing = Vec::new();
    loop {
        match fs::canonicalize(&start) {
            Ok(real) => return Ok(missing.iter().rev().fold(real, |real, name| real.join(name))),
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error).with_context(doing),
            Err(_) if fs::symlink_metadata(&start).is_ok() => return Err(points_to_nothing(&start).into()),
            Err(error) => {
                // A `..` behind a folder that isn't there has no answer.
                let Some(name) = start.file_name() else { return Err(error).with_context(doing) };
                missing.push(name.to_owned());
                start.pop();
            }
        }
    }
}

/// Refuses folders that hold or are held by what we read. All paths are real ones.
pub(super) fn check_place(output: &Path, project: &Path, cache: &Path) -> Result<()> {
    if output == project {
        return Err(is_the_project(output).into());
    }
    if project.starts_with(output) {
        return Err(holds_the_project(output).into());
    }
    for folder in [project.join("content"), project.join("themes"), cache.to_owned()] {
        let folder = real_path(&folder)?;
        if output == folder || output.starts_with(&folder) || folder.starts_with(output) {
            return Err(is_ours_already(output, &folder).into());
        }
    }
    Ok(())
}

/// Refuses what is there already, unless it is an empty folder or a site of ours. `true` if it is a site.
pub(super) fn check_content(output: &Path) -> Result<bool> {
    let metadata = match fs::metadata(output) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        other => other.with_context(|| format!("could not look at `{}`", output.display()))?,
    };
    if !metadata.is_dir() {
        return Err(is_no_folder(output).into());
    }
    if disk::is_mount_point(output) {
        return Err(is_a_mount_point(output).into());
    }
    let mut entries = fs::read_dir(output).with_context(|| format!("could not read `{}`", output.display()))?;
    if entries.next().is_none() {
        return Ok(false);
    }
    if !marker::is_ours(output) {
        return Err(is_not_ours(output).into());
    }
    Ok(true)
}

/// Where the second tree of an output lies: in `.sporbar/` when a folder can be renamed from there to the output,
/// else beside the output as a hidden folder.
pub(super) fn second_tree(output: &Path, cache: &Path, key: &str, lie_together: Together) -> PathBuf {
    match lie_together {
        Together::Yes => cache.join("forrige").join(key),
        Together::No => {
            let name = output.file_name().unwrap_or_default().to_string_lossy();
            output.with_file_name(format!(".{name}.sporbar-{key}"))
        }
    }
}

/// Whether a folder can be renamed between `.sporbar/` and the place of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Together {
    Yes,
    No,
}

/// Asks the file system. The cache exists; of the output perhaps only a folder far above.
pub(super) fn lie_together(output: &Path, cache: &Path) -> Result<Together> {
    let above = output.ancestors().skip(1).find(|folder| folder.exists()).unwrap_or(Path::new("/"));
    let ask = |path: &Path| disk::mount(path).with_context(|| format!("could not look at `{}`", path.display()));
    Ok(if ask(above)? == ask(cache)? { Together::Yes } else { Together::No })
}

/// Another process holds the lock.
pub(super) fn is_busy(output: &Path) -> Refusal {
    Refusal(said!(
        "en anden kørsel er ved at skrive til `{}`; prøv igen, når den er færdig",
        "another build is writing to `{}`; try again when it is done";
        output.display()
    ))
}

/// The file system says that it can't rename what it holds itself: so do layers of container images.
pub(super) fn cannot_be_moved(output: &Path) -> Refusal {
    Refusal(said!(
        "mappen `{}` kan ikke flyttes, for den hører til et lag, der ikke kan ændres; slet den, og byg igen",
        "the folder `{}` can't be moved, for it belongs to a layer that can't be changed; delete it and build again";
        output.display()
    ))
}

fn is_the_project(output: &Path) -> Refusal {
    Refusal(said!(
        "`{}` er selve projektet, og sitet kan ikke skrives oven i det; angiv en anden mappe",
        "`{}` is the project itself, and the site can't be written over it; name another folder";
        output.display()
    ))
}

fn holds_the_project(output: &Path) -> Refusal {
    Refusal(said!(
        "projektet ligger i `{}`, og sitet kan ikke skrives oven i det; angiv en anden mappe",
        "the project lies in `{}`, and the site can't be written over it; name another folder";
        output.display()
    ))
}

fn is_ours_already(output: &Path, folder: &Path) -> Refusal {
    Refusal(said!(
        "sitet kan ikke skrives til `{}`, fordi Sporbar bruger `{}` til andet; angiv en anden mappe",
        "the site can't be written to `{}`, because Sporbar uses `{}` for other things; name another folder";
        output.display(), folder.display()
    ))
}

fn is_not_ours(output: &Path) -> Refusal {
    Refusal(said!(
        "mappen `{}` er ikke tom, og Sporbar har ikke skrevet den; angiv en tom mappe eller en, der ikke findes",
        "the folder `{}` is not empty, and Sporbar did not write it; name an empty folder or one that does not exist";
        output.display()
    ))
}

fn is_no_folder(output: &Path) -> Refusal {
    Refusal(said!(
        "`{}` er ikke en mappe; angiv en tom mappe eller en, der ikke findes",
        "`{}` is not a folder; name an empty folder or one that does not exist";
        output.display()
    ))
}

fn is_a_mount_point(output: &Path) -> Refusal {
    Refusal(said!(
        "mappen `{}` er et monteringspunkt, og et site kan ikke skiftes ud dér; angiv en mappe inde i den",
        "the folder `{}` is a mount point, and a site can't be replaced there; name a folder inside it";
        output.display()
    ))
}

fn points_to_nothing(link: &Path) -> Refusal {
    Refusal(said!(
        "`{}` er et link til noget, der ikke findes; ret linket, eller angiv en anden mappe",
        "`{}` is a link to something that does not exist; mend the link or name another folder";
        link.display()
    ))
}
