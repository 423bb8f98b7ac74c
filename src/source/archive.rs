//! A ZIP archive that somebody else may have made: opened with bounds, and never unpacked.
//!
//! Nothing of it is written anywhere, so no name in it can lead out of a folder; what a name would do to others who
//! unpack it is told by [`Entry::fault`]. Memory grows with the number of files, which is bounded, and not with what
//! they hold: [`Archive::stream`] gives it in pieces and stops where it grows beyond what was declared.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use super::{Failed, Refused};
use crate::finding::Said;
use crate::said;

/// What an archive may be, at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub files: u64,
    /// Bytes that are read of it in all, unpacked.
    pub bytes: u64,
}

impl Limits {
    /// Of a bundle on disk, read in pieces. One of 10,000 items has some 12,000 files.
    pub const BUNDLE: Limits = Limits { files: 400_000, bytes: 16 << 30 };
    /// Of a file of another program, read into memory: a workbook of 100 sheets has some 250 files, a matrix of 10,000
    /// requirements 12 MB.
    pub const FOREIGN: Limits = Limits { files: 5_000, bytes: 200 << 20 };
}

/// Longest name, in bytes; and longest part of one between two `/`, which no common file system exceeds.
const LONGEST_NAME: usize = 1024;
const LONGEST_PART: usize = 255;
/// From this size on, a file must not have been packed tighter than [`TIGHTEST`]: text reaches 50 to 1.
const SUSPICIOUS_BYTES: u64 = 100 << 20;
const TIGHTEST: u64 = 200;

/// An archive with what it says it holds.
pub struct Archive<R = BufReader<File>> {
    inner: zip::ZipArchive<R>,
    entries: Vec<Entry>,
    /// Whether two files have the same name.
    pub has_doubles: bool,
    /// Bytes that may still be read.
    left: u64,
}

/// A file or folder of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// With `/`; letters that are no UTF-8 are replaced.
    pub name: String,
    /// Bytes it says it has when unpacked.
    pub size: u64,
    pub is_folder: bool,
    /// Why the name, or what it is, is a danger to whoever unpacks it.
    pub fault: Option<Said>,
}

impl Archive {
    /// Opens a bundle on disk. One that can't be read, that is encrypted or that would grow out of bounds is refused.
    pub fn open(path: &Path) -> anyhow::Result<Archive> {
        let shown = path.display();
        let could_not = |source: std::io::Error| {
            let said = said!("kunne ikke åbne `{}`", "could not open `{}`"; path.display());
            anyhow::Error::from(Failed { said, source })
        };
        let metadata = std::fs::metadata(path).map_err(could_not)?;
        if !metadata.is_file() {
            return Err(refuse(said!("`{}` er ikke en fil", "`{}` is no file"; shown)));
        }
        let file = File::open(path).map_err(could_not)?;
        Archive::new(BufReader::with_capacity(1 << 16, file), Limits::BUNDLE)
            .map_err(|why| refuse(Said::new(format!("`{shown}`: {}", why.da), format!("`{shown}`: {}", why.en))))
    }
}

impl<R: Read + Seek> Archive<R> {
    /// Reads what an archive says it holds, and refuses one that can't be read, that is encrypted or that would grow out
    /// of bounds.
    pub fn new(mut reader: R, limits: Limits) -> Result<Archive<R>, Said> {
        let declared = declared_files(&mut reader).map_err(|_| not_an_archive())?;
        let count = declared.ok_or_else(not_an_archive)?;
        if count > limits.files {
            return Err(said!(
                "arkivet siger, at det har {} filer; flere end {} læses ikke",
                "the archive says that it has {} files; no more than {} are read"; count, limits.files
            ));
        }
        let mut inner = zip::ZipArchive::new(reader).map_err(|_| not_an_archive())?;
        if inner.has_overlapping_files().map_err(|_| not_an_archive())? {
            return Err(said!(
                "arkivet er ikke læst: flere filer i det ligger oven i hinanden, som i en zipbombe",
                "the archive was not read: several files in it lie on top of each other, as in a zip bomb"
            ));
        }
        let mut entries = Vec::with_capacity(inner.len());
        for number in 0..inner.len() {
            entries.push(entry(&inner, number).map_err(|_| not_an_archive())??);
        }
        let all = entries.iter().fold(0u64, |sum, entry| sum.saturating_add(entry.size));
        if all > limits.bytes {
            return Err(said!(
                "arkivet er ikke læst: det fylder over {} MB, når det pakkes ud",
                "the archive was not read: it has over {} MB when unpacked"; limits.bytes >> 20
            ));
        }
        let has_doubles = inner.has_duplicate_names();
        Ok(Archive { inner, entries, has_doubles, left: limits.bytes })
    }

    /// In the order of the archive.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Names in the order of [`Archive::entries`], those that are no UTF-8 in the letters of the old standard.
    pub fn names(&self) -> Result<Vec<String>, Said> {
        let unreadable = |error| said!("et filnavn i arkivet kan ikke læses: {}", "a file name in the archive can't be read: {}"; error);
        let names: Result<Vec<String>, _> = self.inner.file_names().map(|name| name.map(Into::into)).collect();
        names.map_err(unreadable)
    }

    /// The number of the file with a name.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.inner.index_for_name(name).filter(|number| !self.entries[*number].is_folder)
    }

    /// Gives what a file holds, piece by piece. An error when it is damaged, or larger than it says.
    pub fn stream(&mut self, number: usize, each: impl FnMut(&[u8])) -> anyhow::Result<()> {
        self.pieces(number, each).map_err(refuse)
    }

    fn pieces(&mut self, number: usize, mut each: impl FnMut(&[u8])) -> Result<(), Said> {
        let entry = &self.entries[number];
        let damaged = |name: &str| said!("`{}` kan ikke pakkes ud", "`{}` can't be unpacked"; short(name));
        let mut file = self.inner.by_index(number).map_err(|_| damaged(&entry.name))?;
        let mut buffer = vec![0; 1 << 16];
        let mut read: u64 = 0;
        loop {
            let length = file.read(&mut buffer).map_err(|_| damaged(&entry.name))?;
            if length == 0 {
                break;
            }
            read += length as u64;
            if read > entry.size || length as u64 > self.left {
                return Err(said!(
                    "`{}` er større, end arkivet siger", "`{}` is larger than the archive says"; entry.name
                ));
            }
            self.left -= length as u64;
            each(&buffer[..length]);
        }
        match read == entry.size {
            true => Ok(()),
            false => Err(damaged(&entry.name)),
        }
    }

    /// What a file holds; an error when it has more than `most` bytes.
    pub fn read(&mut self, number: usize, most: u64) -> anyhow::Result<Vec<u8>> {
        self.bytes(number, most).map_err(refuse)
    }

    /// The same, for one who tells the error on.
    pub fn bytes(&mut self, number: usize, most: u64) -> Result<Vec<u8>, Said> {
        let entry = &self.entries[number];
        if entry.size > most {
            return Err(said!(
                "`{}` fylder {} MB; højst {} MB læses", "`{}` has {} MB; no more than {} MB are read";
                entry.name, entry.size >> 20, most >> 20
            ));
        }
        let mut bytes = Vec::new();
        self.pieces(number, |piece| bytes.extend_from_slice(piece))?;
        Ok(bytes)
    }
}

/// An entry as the directory of the archive has it. The inner error refuses the whole archive.
fn entry<R: Read + Seek>(archive: &zip::ZipArchive<R>, number: usize) -> zip::result::ZipResult<Result<Entry, Said>> {
    let data = archive.by_index_data(number)?;
    let raw = data.name_raw();
    let name = String::from_utf8_lossy(raw).into_owned();
    let (size, packed) = (data.size(), data.compressed_size());
    if data.encrypted() {
        return Ok(Err(said!(
            "`{}` er krypteret; pak arkivet ud og ind igen uden adgangskode",
            "`{}` is encrypted; unpack the archive and pack it again without a password"; short(&name)
        )));
    }
    if size > SUSPICIOUS_BYTES && size / TIGHTEST > packed {
        return Ok(Err(said!(
            "arkivet er ikke læst: `{}` vokser fra {} kB til {} MB, når den pakkes ud, som i en zipbombe",
            "the archive was not read: `{}` grows from {} kB to {} MB when unpacked, as in a zip bomb";
            short(&name), packed.div_ceil(1024), size >> 20
        )));
    }
    let fault = if std::str::from_utf8(raw).is_err() {
        Some(said!("navnet er ikke UTF-8", "the name is not UTF-8"))
    } else if data.is_symlink() {
        Some(said!("det er en henvisning til en anden fil (symlink)", "it is a symbolic link"))
    } else {
        name_fault(&name)
    };
    Ok(Ok(Entry { is_folder: data.is_dir(), name, size, fault }))
}

/// Why a name is a danger to whoever unpacks it.
pub fn name_fault(name: &str) -> Option<Said> {
    let bare = name.strip_suffix('/').unwrap_or(name);
    let drive = bare.as_bytes().get(1) == Some(&b':');
    if bare.starts_with('/') || drive {
        return Some(said!("navnet begynder fra roden af en disk", "the name begins at the root of a disk"));
    }
    if bare.contains('\\') {
        return Some(said!("navnet har en omvendt skråstreg", "the name has a backslash"));
    }
    if bare.split('/').any(|part| part == "..") {
        return Some(said!("navnet fører ud af mappen (`..`)", "the name leads out of the folder (`..`)"));
    }
    if bare.split('/').any(|part| part.is_empty() || part == ".") {
        return Some(said!("navnet har et tomt led", "the name has an empty part"));
    }
    if bare.chars().any(|c| c.is_control()) {
        return Some(said!("navnet har styretegn", "the name has control characters"));
    }
    let long = name.len() > LONGEST_NAME || bare.split('/').any(|part| part.len() > LONGEST_PART);
    long.then(|| said!("navnet er for langt", "the name is too long"))
}

/// The number of files that the end of an archive declares; `None` where there is no end of an archive.
fn declared_files(file: &mut (impl Read + Seek)) -> std::io::Result<Option<u64>> {
    let length = file.seek(SeekFrom::End(0))?;
    // The record has 22 bytes and a comment of at most 65,535; ZIP64's locator of 20 bytes stands before it.
    let tail = length.min(22 + 65_535 + 20);
    file.seek(SeekFrom::Start(length - tail))?;
    let mut bytes = Vec::with_capacity(tail as usize);
    file.by_ref().take(tail).read_to_end(&mut bytes)?;
    let Some(at) = bytes.windows(4).rposition(|four| four == b"PK\x05\x06") else { return Ok(None) };
    let Some(count) = bytes.get(at + 10..at + 12) else { return Ok(None) };
    let count = u64::from(u16::from_le_bytes([count[0], count[1]]));
    if count < 0xFFFF {
        return Ok(Some(count));
    }
    let Some(locator) = at.checked_sub(20).and_then(|start| bytes.get(start..at)) else { return Ok(Some(count)) };
    if &locator[..4] != b"PK\x06\x07" {
        return Ok(Some(count));
    }
    let mut offset = [0; 8];
    offset.copy_from_slice(&locator[8..16]);
    let mut record = [0; 40];
    file.seek(SeekFrom::Start(u64::from_le_bytes(offset)))?;
    match file.read_exact(&mut record) {
        Ok(()) if &record[..4] == b"PK\x06\x06" => {
            let mut total = [0; 8];
            total.copy_from_slice(&record[32..40]);
            Ok(Some(u64::from_le_bytes(total)))
        }
        _ => Ok(None),
    }
}

/// A name that fits on a line.
fn short(name: &str) -> String {
    match name.char_indices().nth(120) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

fn not_an_archive() -> Said {
    said!(
        "filen er ikke et zip-arkiv, der kan læses; er den hentet helt?",
        "the file is no ZIP archive that can be read; was it fetched whole?"
    )
}

fn refuse(said: Said) -> anyhow::Error {
    Refused(said).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_astray_are_told() {
        for name in ["/etc/passwd", "C:/x", "a\\b", "../x", "a/../../x", "a//b", "a/./b", "a\nb", "", "\u{7f}"] {
            assert!(name_fault(name).is_some(), "{name:?}");
        }
        assert!(name_fault(&"a/".repeat(600)).is_some());
        assert!(name_fault(&"a".repeat(256)).is_some());
        for name in ["a", "a/b.html", "a/b/", "å/..b", "data/a%0Ab"] {
            assert!(name_fault(name).is_none(), "{name:?}");
        }
    }
}
