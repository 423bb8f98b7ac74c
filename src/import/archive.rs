//! ZIP files from strangers, in memory: what climbs, hides or explodes is refused before it is unpacked, and nothing is
//! written.

use std::io::Cursor;

use crate::finding::Said;
use crate::source::archive::{self, Limits, name_fault};

/// An archive whose names are sound; files are unpacked when asked for.
pub struct Archive<'a> {
    inner: archive::Archive<Cursor<&'a [u8]>>,
    names: Vec<String>,
}

impl<'a> Archive<'a> {
    /// Opens an archive. An error when it is no archive, is out of bounds, or has a file whose name leads out of a folder.
    pub fn open(bytes: &'a [u8]) -> Result<Archive<'a>, Said> {
        let inner = archive::Archive::new(Cursor::new(bytes), Limits::FOREIGN)?;
        let names = inner.names()?;
        match names.iter().find_map(|name| Some((name, name_fault(name)?))) {
            Some((name, fault)) => {
                let name = name.escape_debug();
                Err(Said {
                    da: format!("arkivet læses ikke: `{name}` er ikke et sikkert filnavn: {}", fault.da),
                    en: format!("the archive is not read: `{name}` is no safe name of a file: {}", fault.en),
                })
            }
            None => Ok(Archive { inner, names }),
        }
    }

    /// Names of all files and folders, as the archive lists them.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The bytes of a file; `None` when there is none of the name. An error when it is damaged.
    pub fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, Said> {
        let number = self.names.iter().position(|known| known == name);
        number.map(|number| self.inner.bytes(number, Limits::FOREIGN.bytes)).transpose()
    }
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
        // Packed a thousand to one, as no text is.
        assert!(Archive::open(&bytes).is_err_and(|said| said.da.contains("zipbombe")));
    }

    #[test]
    fn half_an_archive_is_refused() {
        let bytes = packed(&[("a", &[7; 5000])]);
        assert!(Archive::open(&bytes[..bytes.len() / 2]).is_err());
        assert!(Archive::open(b"PK").is_err());
    }
}
