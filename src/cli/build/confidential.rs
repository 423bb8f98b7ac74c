//! `sporbar build --answers`: a site for the few who evaluate a tender, kept apart from the one for everybody.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::PUBLIC;
use crate::cli::stop;
use crate::config::Config;
use crate::finding::Said;
use crate::pages::CONFIDENTIAL;
use crate::pipeline::{self, Input};
use crate::rules::readiness::visible_to_bidders;
use crate::said;
use crate::site::MARKER;
use crate::trace::answers::FOLDER;

/// Folder of the site in a project, unless another is named.
const HERE: &str = "fortroligt";

/// Reads the answers into what a site is made of, and says where it goes.
///
/// The site shows what bidders saw, and has no address, so that no feed or list of pages leads to it. Refused where an
/// ordinary site lies, or would lie by default.
pub(super) fn prepare(input: &mut Input, project: &Path, output: Option<&Path>) -> anyhow::Result<PathBuf> {
    let output = output.map_or_else(|| project.join(HERE), Path::to_path_buf);
    check_place(&output, project)?;
    let answers = pipeline::answers(project)?;
    if answers.is_empty() {
        return Err(stop(said!(
            "der er ingen besvarelser i `{}/`; indlæs dem med `sporbar import xlsx FIL --supplier NAVN`",
            "there are no answers in `{}/`; read them with `sporbar import xlsx FILE --supplier NAME`"; FOLDER
        )));
    }
    input.answers = Some(answers.into());
    let mut publish = input.config.publish.clone().unwrap_or_default();
    let seen = visible_to_bidders(&*pipeline::schema(input)?);
    publish.extend(seen.into_iter().filter(|word| !input.config.publish.iter().flatten().any(|known| known == word)));
    let config = Config { publish: Some(publish), base_url: String::new(), ..(*input.config).clone() };
    input.config = Arc::new(config);
    Ok(output)
}

/// The folder of an ordinary site; refused where a confidential one lies.
pub(super) fn ordinary(output: PathBuf) -> anyhow::Result<PathBuf> {
    match output.join(CONFIDENTIAL).exists() {
        true => Err(stop(said!(
            "`{}` er et fortroligt site med besvarelser; angiv en anden mappe, eller slet den først",
            "`{}` is a confidential site with answers; name another folder, or delete it first"; output.display()
        ))),
        false => Ok(output),
    }
}

/// What is said at the end.
pub(super) fn said(output: &Path) -> Said {
    said!(
        "`{}` er fortrolig: den indeholder besvarelser og må ikke offentliggøres",
        "`{}` is confidential: it holds answers and must not be published"; output.display()
    )
}

fn check_place(output: &Path, project: &Path) -> anyhow::Result<()> {
    let public = real(&project.join(PUBLIC));
    let output = real(output);
    if output.starts_with(&public) || public.starts_with(&output) {
        return Err(stop(said!(
            "`{}` er mappen til det almindelige site; besvarelser skrives ikke dér. Angiv en anden mappe",
            "`{}` is the folder of the ordinary site; answers are not written there. Name another folder"; output.display()
        )));
    }
    for folder in output.ancestors().filter(|folder| folder.join(MARKER).exists()) {
        let is_own = folder == output && folder.join(CONFIDENTIAL).exists();
        if !is_own {
            return Err(stop(said!(
                "der ligger et site i `{}`, som kan være offentligt; besvarelser skrives ikke dér. Angiv en anden mappe",
                "there is a site in `{}` that may be public; answers are not written there. Name another folder"; folder.display()
            )));
        }
    }
    Ok(())
}

/// A path with the links followed of what is there of it.
fn real(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let there = absolute.ancestors().find_map(|folder| Some((folder, folder.canonicalize().ok()?)));
    match there {
        Some((folder, real)) => absolute.strip_prefix(folder).map_or_else(|_| real.clone(), |rest| real.join(rest)),
        None => absolute,
    }
}
