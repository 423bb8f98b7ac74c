//! A ReqIF file alone, or packed with the files that its texts show (`.reqifz`).

use super::{Exchange, LARGEST_BYTES, file};
use crate::finding::Said;
use crate::import::archive::Archive;
use crate::import::{Fault, Remark};
use crate::said;

/// Endings of files that content may have: such as can't run in a browser.
const ENDINGS: [&str; 11] = ["png", "jpg", "jpeg", "gif", "webp", "pdf", "csv", "xlsx", "docx", "bpmn", "txt"];

/// A file that texts show or link to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attachment {
    /// As the texts name it, inside the package.
    pub path: String,
    /// Name of the file in the content folder.
    pub name: String,
    /// Empty where the package does not hold it.
    pub bytes: Vec<u8>,
}

impl Attachment {
    /// The attachment that a text names; `None` for a kind of file that content may not have.
    pub(super) fn named(path: &str, others: &[Attachment]) -> Option<Attachment> {
        let (stem, ending) = path.rsplit('/').next()?.rsplit_once('.')?;
        let ending = ending.to_lowercase();
        if !ENDINGS.contains(&ending.as_str()) {
            return None;
        }
        let stem = crate::document::slug(stem);
        let mut name = format!("{stem}.{ending}");
        let mut number = 2;
        while others.iter().any(|other| other.name == name) {
            name = format!("{stem}-{number}.{ending}");
            number += 1;
        }
        Some(Attachment { path: path.to_owned(), name, bytes: Vec::new() })
    }
}

/// Reads `.reqif` or `.reqifz`. An error says where the file is damaged.
pub fn read(bytes: &[u8]) -> Result<Exchange, Fault> {
    if !bytes.starts_with(b"PK") {
        let mut exchange = file(bytes)?;
        without_files(&mut exchange);
        return Ok(exchange);
    }
    let whole = |said: Said| Fault { line: 1, column: 1, said };
    if bytes.len() > LARGEST_BYTES {
        return Err(whole(
            said!("filen er over {} MB og læses ikke", "the file is over {} MB and is not read"; LARGEST_BYTES >> 20),
        ));
    }
    let mut archive = Archive::open(bytes).map_err(whole)?;
    let names: Vec<String> =
        archive.names().iter().filter(|name| name.to_lowercase().ends_with(".reqif")).cloned().collect();
    let [name] = names.as_slice() else {
        return Err(whole(match names.len() {
            0 => said!("pakken har ingen `.reqif`-fil", "the package has no `.reqif` file"),
            count => {
                said!("pakken har {} `.reqif`-filer; pak dem ud, og indlæs dem hver for sig", "the package has {} `.reqif` files; unpack them and import one at a time"; count)
            }
        }));
    };
    let text = archive.read(name).map_err(whole)?.unwrap_or_default();
    let mut exchange = file(&text)?;
    for attachment in &mut exchange.attachments {
        let beside = name
            .rsplit_once('/')
            .map_or(attachment.path.clone(), |(folder, _)| format!("{folder}/{}", attachment.path));
        for path in [&beside, &attachment.path] {
            if let Some(bytes) = archive.read(path).map_err(whole)? {
                attachment.bytes = bytes;
                break;
            }
        }
    }
    without_files(&mut exchange);
    Ok(exchange)
}

/// Tells of attachments that are named and not there.
fn without_files(exchange: &mut Exchange) {
    for attachment in exchange.attachments.iter().filter(|attachment| attachment.bytes.is_empty()) {
        let said = said!("filen `{}`, som en tekst viser, er ikke med", "the file `{}`, which a text shows, is not there"; attachment.path);
        exchange.remarks.push(Remark { line: None, said });
    }
    exchange.attachments.retain(|attachment| !attachment.bytes.is_empty());
}
