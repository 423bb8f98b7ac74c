//! A documentation bundle as an edition: what the data parts of its site say.

use std::path::Path;

use super::{Told, refuse, site};
use crate::said;
use crate::source::Archive;

/// Where the site's data lie in the payload of a bag.
const DATA: &str = "/data/site/data/";
/// Largest table of tender numbers.
const LARGEST_BYTES: u64 = 64 << 20;
/// Where the tender numbers lie.
const NUMBERS: &str = "/data/bilag/numre.json";

/// Reads the items of a bundle, sorted by id.
pub(super) fn read(path: &Path) -> anyhow::Result<Told> {
    let mut archive = Archive::open(path)?;
    let shown = path.display().to_string();
    let top = top(&archive).ok_or_else(|| {
        refuse(said!(
            "`{}` er ikke en dokumentationspakke med et site; lav den med `sporbar export`",
            "`{}` is no documentation bundle with a site; make it with `sporbar export`"; shown
        ))
    })?;
    site::told(&shown, |name, left| {
        let missing = || {
            refuse(said!(
                "pakken `{}` er ikke hel: `{}` mangler; se hvad med `sporbar verify`",
                "the bundle `{}` is not whole: `{}` is missing; see what with `sporbar verify`"; shown, name
            ))
        };
        let number = archive.find(&format!("{top}{DATA}{name}")).ok_or_else(missing)?;
        let bytes = archive.read(number, *left)?;
        *left -= bytes.len() as u64;
        String::from_utf8(bytes).map_err(|_| missing())
    })
}

/// The table of tender numbers of a bundle, as JSON; `None` where it has none.
pub fn tender_numbers(path: &Path) -> anyhow::Result<Option<String>> {
    let mut archive = Archive::open(path)?;
    let Some(number) = top(&archive).and_then(|top| archive.find(&format!("{top}{NUMBERS}"))) else { return Ok(None) };
    let bytes = archive.read(number, LARGEST_BYTES)?;
    Ok(String::from_utf8(bytes).ok())
}

/// The name of the bag's own folder.
fn top(archive: &Archive) -> Option<String> {
    let index = format!("{DATA}index.js");
    let name = archive.entries().iter().find_map(|entry| entry.name.strip_suffix(&index))?;
    (!name.contains('/')).then(|| name.to_owned())
}
