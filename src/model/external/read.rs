//! From the files of an index to what it says, or why it is not used.

use std::collections::HashSet;
use std::sync::Arc;

use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

use super::form::{Entry, FORMAT, MANIFEST_NAME, Manifest, VERSION};
use super::{Fault, Portfolio};
use crate::config::ExternalIndex;
use crate::finding::Said;
use crate::model::Fingerprint;
use crate::model::ids::is_mark;
use crate::said;

/// Most characters of an id: a citation may be long.
const LONGEST_ID: usize = 400;

/// The files of an index as they lie on disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexFiles {
    /// What the settings say of it.
    pub named: ExternalIndex,
    /// `indeks.json`; `None` when it is not there or can't be read.
    pub manifest: Option<Vec<u8>>,
    /// The files that it names, by [`part_names`]; without content where one is not there or can't be read.
    pub parts: Vec<(String, Option<Vec<u8>>)>,
}

/// The files that an `indeks.json` names; none when it can't be read, names what is no file beside it, or one twice.
pub fn part_names(manifest: &[u8]) -> Vec<String> {
    let Ok(manifest) = serde_json::from_slice::<Manifest>(manifest) else { return Vec::new() };
    let names: Vec<String> = manifest.parts.into_iter().map(|part| part.file).collect();
    if first_odd(names.iter().map(String::as_str)).is_none() { names } else { Vec::new() }
}

/// The first name that is none of a file beside the index, or stands there before.
fn first_odd<'a>(mut names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut before = HashSet::new();
    names.find(|name| !is_plain(name) || !before.insert(*name))
}

fn is_plain(name: &str) -> bool {
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
    !name.is_empty() && name.len() <= 100 && !name.starts_with('.') && name.chars().all(allowed)
}

/// What an index says. One that is not pinned, or is another than the pinned one, is read and not used.
pub fn read(files: &IndexFiles) -> Portfolio {
    let path: Arc<str> = files.named.path.as_str().into();
    let mut portfolio =
        Portfolio { title: path.clone(), path, base_url: String::new(), entries: Vec::new(), fault: None };
    let Some(manifest) = &files.manifest else {
        portfolio.fault = Some(missing(&portfolio.path));
        return portfolio;
    };
    match entries(files, manifest) {
        Ok((manifest, entries)) => {
            portfolio.title = manifest.titel.as_str().into();
            portfolio.base_url = manifest.base_url;
            portfolio.entries = entries;
            portfolio.fault = pin_fault(&files.named, &hexadecimal(&files.manifest.clone().unwrap_or_default()));
        }
        Err(why) => portfolio.fault = Some(damaged(&portfolio.path, &why)),
    }
    portfolio
}

fn pin_fault(named: &ExternalIndex, found: &str) -> Option<Fault> {
    let help = said!(
        "se, hvad der er ændret i den anden portefølje, og skriv så `sha256: {}`",
        "see what has changed in the other portfolio, and then write `sha256: {}`"; found
    );
    match named.sha256.as_deref().map(str::trim) {
        Some(pin) if pin.eq_ignore_ascii_case(found) => None,
        Some(_) => Some(Fault {
            message: said!(
                "indekset `{}` er et andet end det, der er fastholdt; links til porteføljen er uafklarede",
                "the index `{}` is another than the pinned one; links to the portfolio are unresolved"; named.path
            ),
            help,
        }),
        None => Some(Fault {
            message: said!(
                "indekset `{}` er ikke fastholdt; links til porteføljen er uafklarede",
                "the index `{}` is not pinned; links to the portfolio are unresolved"; named.path
            ),
            help: said!(
                "skriv `sha256: {}` under indekset, når I har set det",
                "write `sha256: {}` below the index when you have seen it"; found
            ),
        }),
    }
}

fn missing(path: &str) -> Fault {
    Fault {
        message: said!(
            "indekset `{}` er der ikke; links til porteføljen er uafklarede",
            "the index `{}` is not there; links to the portfolio are unresolved"; path
        ),
        help: said!(
            "hent `{MANIFEST_NAME}` med dets dele fra den anden portefølje, eller ret stien; den regnes fra projektets mappe",
            "get `{MANIFEST_NAME}` with its parts from the other portfolio, or mend the path; it counts from the project's folder"
        ),
    }
}

fn damaged(path: &str, why: &Said) -> Fault {
    Fault {
        message: Said {
            da: format!("indekset `{path}` er beskadiget: {}; links til porteføljen er uafklarede", why.da),
            en: format!("the index `{path}` is damaged: {}; links to the portfolio are unresolved", why.en),
        },
        help: said!(
            "hent hele indekset igen; det skrives med `sporbar export --only index`",
            "get the whole index again; it is written by `sporbar export --only index`"
        ),
    }
}

fn entries(files: &IndexFiles, manifest: &[u8]) -> Result<(Manifest, Vec<Entry>), Said> {
    let manifest: Manifest = serde_json::from_slice(manifest).map_err(|error| unreadable(MANIFEST_NAME, &error))?;
    if manifest.format != FORMAT || manifest.version != VERSION {
        return Err(said!(
            "`format` og `version` skal være `{FORMAT}` og {VERSION}",
            "`format` and `version` must be `{FORMAT}` and {VERSION}"
        ));
    }
    if !is_site(&manifest.base_url) {
        return Err(said!(
            "`base_url` skal være en adresse, der begynder med https://",
            "`base_url` must be an address that starts with https://"
        ));
    }
    if let Some(name) = first_odd(manifest.parts.iter().map(|part| part.file.as_str())) {
        return Err(said!(
            "`{}` er intet filnavn eller nævnes to gange", "`{}` is no name of a file or is named twice"; shown(name)
        ));
    }
    let mut entries = Vec::with_capacity(manifest.items.min(1 << 20));
    for (part, (_, bytes)) in manifest.parts.iter().zip(&files.parts) {
        let Some(bytes) = bytes else {
            return Err(said!("delen `{}` mangler", "the part `{}` is missing"; part.file));
        };
        if !part.sha256.eq_ignore_ascii_case(&hexadecimal(bytes)) {
            return Err(said!(
                "delen `{}` er en anden end den, indekset nævner", "the part `{}` is another than the index names"; part.file
            ));
        }
        let of_part: Vec<Entry> = serde_json::from_slice(bytes).map_err(|error| unreadable(&part.file, &error))?;
        entries.extend(of_part);
    }
    check(&entries)?;
    Ok((manifest, entries))
}

fn unreadable(file: &str, error: &serde_json::Error) -> Said {
    said!(
        "`{}` kan ikke læses (linje {}, kolonne {})", "`{}` can't be read (line {}, column {})";
        file, error.line(), error.column()
    )
}

/// What no index that we write has: ids and addresses that are none, days that are none, and nesting out of order.
fn check(entries: &[Entry]) -> Result<(), Said> {
    let mut before: HashSet<&str> = HashSet::with_capacity(entries.len());
    for entry in entries {
        let is_day = |day: &Option<String>| day.as_deref().is_none_or(|day| day.parse::<Date>().is_ok());
        let is_print = |print: &str| print.parse::<Fingerprint>().is_ok();
        let is_sound = is_name(&entry.id)
            && is_local(&entry.url)
            && is_day(&entry.from)
            && is_day(&entry.to)
            && is_print(&entry.fingerprint)
            && entry.summary_fingerprint.as_deref().is_none_or(is_print)
            && entry.within.as_deref().is_none_or(|within| before.contains(within));
        if !is_sound {
            return Err(said!("elementet `{}` kan ikke læses", "the item `{}` can't be read"; shown(&entry.id)));
        }
        before.insert(&entry.id);
    }
    Ok(())
}

/// A name that is no name, fit to be told.
fn shown(name: &str) -> String {
    name.chars().take(80).map(|letter| if letter.is_control() || letter == '`' { '\u{fffd}' } else { letter }).collect()
}

/// Whether a text may be an id or a citation: letters that neither HTML nor any table gives a meaning.
fn is_name(id: &str) -> bool {
    let allowed = |letter: char| letter.is_alphanumeric() || is_mark(letter) || " §,.-_/()".contains(letter);
    !id.trim().is_empty() && id.chars().count() <= LONGEST_ID && id.chars().all(allowed)
}

/// Whether a text is the address of a site.
fn is_site(address: &str) -> bool {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty() && rest.ends_with('/') && rest.chars().all(|c| is_of_address(c) || c == ':')
    })
}

/// Whether an address stays below that of the site.
fn is_local(url: &str) -> bool {
    !url.is_empty()
        && !url.starts_with('/')
        && url.split('/').all(|step| step != "..")
        && url.chars().all(is_of_address)
}

fn is_of_address(letter: char) -> bool {
    letter.is_alphanumeric() || is_mark(letter) || "-._~/%#".contains(letter)
}

fn hexadecimal(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
