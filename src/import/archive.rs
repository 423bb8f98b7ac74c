//! ZIP files from strangers: what climbs, hides or explodes is refused before it is unpacked, and nothing is written.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use crate::finding::Said;
use crate::said;
use crate::source::archive::name_fault;

/// Files in an archive; a workbook of 100 sheets has some 250.
const MOST_FILES: usize = 5_000;
/// Bytes that all files read from one archive may unpack to. A matrix of 10,000 requirements is 12 MB.
pub const MOST_BYTES: usize = 200 * 1024 * 1024;

/// An archive whose names are sound; files are unpacked when asked for.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
    /// Bytes that may still be unpacked.
    left: usize,
}

impl<'a> Archive<'a> {
    /// Opens an archive. An error when it is no archive, has too many files, or one whose name leads out of a folder.
    pub fn open(bytes: &'a [u8]) -> Result<Archive<'a>, Said> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(
            |error| said!("filen er ikke et helt ZIP-arkiv: {}", "the file is no whole ZIP archive: {}"; error),
        )?;
        if zip.len() > MOST_FILES {
            return Err(said!(
                "arkivet har {} filer; højst {} læses", "the archive has {} files; at most {} are read"; zip.len(), MOST_FILES
            ));
        }
        let unreadable = |error| said!("et filnavn i arkivet kan ikke læses: {}", "a file name in the archive can't be read: {}"; error);
        let names: Result<Vec<String>, _> = zip.file_names().map(|name| name.map(|name| name.into_owned())).collect();
        let names = names.map_err(unreadable)?;
        match names.iter().find_map(|name| Some((name, name_fault(name)?))) {
            Some((name, fault)) => {
                let name = name.escape_debug();
                Err(Said {
                    da: format!("arkivet læses ikke: `{name}` er ikke et sikkert filnavn: {}", fault.da),
                    en: format!("the archive is not read: `{name}` is no safe name of a file: {}", fault.en),
                })
            }
            None => Ok(Archive { zip, names, left: MOST_BYTES }),
        }
    }

    /// Names of all files and folders, as the archive lists them.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The bytes of a file; `None` when there is none of the name. An error when it is damaged, locked, or unpacks to
    /// more than is left to unpack.
    pub fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, Said> {
        if !self.names.iter().any(|known| known == name) {
            return Ok(None);
        }
        let left = self.left;
        let file = self.zip.by_name(name).map_err(|error| damaged(name, &error))?;
        let mut bytes = Vec::with_capacity((file.size() as usize).min(left).min(1 << 20));
        file.take(left as u64 + 1).read_to_end(&mut bytes).map_err(|error| damaged(name, &error))?;
        if bytes.len() > left {
            return Err(said!(
                "arkivet fylder over {} MB pakket ud og læses ikke", "the archive unpacks to over {} MB and is not read"; MOST_BYTES >> 20
            ));
        }
        self.left -= bytes.len();
        Ok(Some(bytes))
    }
}

fn damaged(name: &str, error: &dyn std::error::Error) -> Said {
    said!("`{}` i arkivet kan ikke læses: {}", "`{}` in the archive can't be read: {}"; name.escape_debug(), error)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    pub fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn a_name_that_climbs_out_is_refused() {
        for name in ["../x", "a/../../x", "/etc/x", "..\\x", "C:/x", "a\0b"] {
            assert!(Archive::open(&packed(&[(name, b"x")])).is_err(), "{name:?}");
        }
        let bytes = packed(&[("a/b.xml", b"x"), ("å b..c", b"")]);
        let mut archive = Archive::open(&bytes).unwrap();
        assert_eq!(archive.read("a/b.xml").unwrap().as_deref(), Some(&b"x"[..]));
        assert_eq!(archive.read("c").unwrap(), None);
    }

    #[test]
    fn a_bomb_is_refused_before_it_fills_the_memory() {
        let zeros = vec![0; 110 << 20];
        let bytes = packed(&[("a", &zeros), ("b", &zeros)]);
        assert!(bytes.len() < 1 << 20);
        let mut archive = Archive::open(&bytes).unwrap();
        assert!(archive.read("a").is_ok());
        assert!(archive.read("b").unwrap_err().da.contains("200 MB"));
    }

    #[test]
    fn half_an_archive_is_refused() {
        let bytes = packed(&[("a", &[7; 5000])]);
        assert!(Archive::open(&bytes[..bytes.len() / 2]).is_err());
        assert!(Archive::open(b"PK").is_err());
    }
}
