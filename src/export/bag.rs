//! A BagIt 1.0 bag (RFC 8493) in a ZIP archive: payload, manifests with SHA-256, and what the bag says of itself.
//!
//! Files are made and packed by all threads and written in order, so the same content gives the same bytes.

use std::fmt::Write as _;
use std::io::Write;

use super::archive::{Archive, Entry};
use crate::said;
use crate::source::Failed;
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

/// The one folder at the top of the archive, which is the bag.
pub const TOP: &str = "dokumentationspakke";

/// Files that are made at a time: enough for all threads, few enough to hold them in memory.
const AT_A_TIME: usize = 256;

/// What became of a bag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Files of the payload.
    pub files: usize,
    /// Their bytes before they were compressed.
    pub bytes: u64,
}

/// A bag in the making.
pub struct Writer<W: Write> {
    archive: Archive<W>,
    manifest: String,
    summary: Summary,
}

impl<W: Write> Writer<W> {
    pub fn new(output: W) -> Writer<W> {
        let summary = Summary { files: 0, bytes: 0 };
        Writer { archive: Archive::new(output), manifest: String::new(), summary }
    }

    /// Adds payload files, paths from the payload's folder. `make` packs the file with a number; it is called from many
    /// threads.
    pub fn add_all(
        &mut self,
        paths: &[String],
        make: impl Fn(usize, String) -> anyhow::Result<Packed> + Sync,
    ) -> anyhow::Result<()> {
        for start in (0..paths.len()).step_by(AT_A_TIME) {
            let end = (start + AT_A_TIME).min(paths.len());
            let pack = |number: usize| make(number, paths[number].clone());
            let packed: Vec<Packed> = (start..end).into_par_iter().map(pack).collect::<anyhow::Result<_>>()?;
            packed.into_iter().try_for_each(|file| self.add(file))?;
        }
        Ok(())
    }

    /// Adds a payload file.
    pub fn add(&mut self, packed: Packed) -> anyhow::Result<()> {
        self.manifest.push_str(&line(&packed.hash, &format!("data/{}", packed.path)));
        self.summary.files += 1;
        self.summary.bytes += packed.bytes;
        self.archive.add(&packed.entry).map_err(could_not_write)
    }

    /// Writes the bag's own files: what it says of itself as labels with values, and the manifests.
    pub fn finish(mut self, about: &[(&str, String)]) -> anyhow::Result<Summary> {
        let mut info = String::new();
        let oxum = ("Payload-Oxum", format!("{}.{}", self.summary.bytes, self.summary.files));
        for (label, value) in about.iter().chain([&oxum]) {
            // A value is one line; what a terminal would act on has no place in it.
            let value: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            let _ = writeln!(info, "{label}: {}", value.trim());
        }
        let declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".to_owned();
        let tags = [
            ("bagit.txt", declaration),
            ("bag-info.txt", info),
            ("manifest-sha256.txt", std::mem::take(&mut self.manifest)),
        ];
        let tag_manifest: String = tags.iter().map(|(name, text)| line(&hex(text.as_bytes()), name)).collect();
        for (name, text) in
            tags.iter().map(|(name, text)| (*name, text)).chain([("tagmanifest-sha256.txt", &tag_manifest)])
        {
            let entry = Entry::new(format!("{TOP}/{name}"), text.as_bytes(), false);
            self.archive.add(&entry).map_err(could_not_write)?;
        }
        self.archive.finish().map_err(could_not_write)?;
        Ok(self.summary)
    }
}

/// A payload file that is ready to be written: its own bytes are done with.
pub struct Packed {
    /// From the payload's folder.
    pub path: String,
    hash: String,
    bytes: u64,
    entry: Entry,
}

impl Packed {
    /// Packs the bytes of a payload file, `path` from the payload's folder.
    pub fn new(path: String, bytes: &[u8]) -> Packed {
        let entry = Entry::new(format!("{TOP}/data/{path}"), bytes, is_packed(&path));
        Packed { hash: hex(bytes), bytes: bytes.len() as u64, entry, path }
    }
}

fn could_not_write(source: std::io::Error) -> anyhow::Error {
    Failed { said: said!("kunne ikke skrive pakken", "could not write the bundle"), source }.into()
}

/// A line of a manifest. Line breaks and the percent sign are escaped in it, nothing else (RFC 8493, 2.1.3).
fn line(hash: &str, path: &str) -> String {
    format!("{hash}  {}\n", path.replace('%', "%25").replace('\n', "%0A").replace('\r', "%0D"))
}

/// SHA-256 in lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |four: u8| char::from(b"0123456789abcdef"[usize::from(four)]);
    Sha256::digest(bytes).iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Whether a file is of a kind that is compressed in itself.
fn is_packed(path: &str) -> bool {
    const PACKED: [&str; 10] = [".png", ".jpg", ".jpeg", ".webp", ".gif", ".xlsx", ".docx", ".pdf", ".zip", ".reqifz"];
    let lower = path.to_ascii_lowercase();
    PACKED.iter().any(|ending| lower.ends_with(ending))
}
