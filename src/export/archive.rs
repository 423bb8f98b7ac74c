//! A ZIP archive written from front to back, its files packed beforehand by any thread.
//!
//! The library that reads archives packs with a coder that takes nearly twice as long for the same size, and takes no
//! bytes that another has packed. Times and permissions are fixed.

use std::cell::RefCell;
use std::io::{self, Write};

use libdeflater::{CompressionLvl, Compressor, Crc};
use rawzip::time::UtcDateTime;
use rawzip::{CompressionMethod, DataDescriptorOutput, ErrorKind, ZipArchiveWriter};

/// Deflate's level: the lowest, since a bundle is made more often than it is sent, and pages pack well at any.
const LEVEL: i32 = 1;
/// Keeps bytes as they are, in the form of Deflate: who reads an archive from front to back finds the end of a file by it.
const KEPT: i32 = 0;
/// Midnight of 1 January 1980, with which time begins in these archives, in seconds after 1970.
const TIME: i64 = 315_532_800;
/// An ordinary file that everybody may read and its owner may change, as Unix says it.
const MODE: u32 = 0o100_644;

/// A file that is ready to be written.
pub struct Entry {
    name: String,
    sum: u32,
    size: u64,
    bytes: Vec<u8>,
}

impl Entry {
    /// Packs a file; one that is packed already is kept as it is.
    pub fn new(name: String, bytes: &[u8], is_packed: bool) -> Entry {
        let mut sum = Crc::new();
        sum.update(bytes);
        Entry { name, sum: sum.sum(), size: bytes.len() as u64, bytes: deflated(bytes, is_packed) }
    }
}

fn deflated(bytes: &[u8], is_packed: bool) -> Vec<u8> {
    thread_local! {
        static PACKER: RefCell<(Compressor, Compressor, Vec<u8>)> =
            RefCell::new((compressor(LEVEL), compressor(KEPT), Vec::new()));
    }
    PACKER.with_borrow_mut(|(packer, keeper, room)| {
        let packer = if is_packed { keeper } else { packer };
        let most = packer.deflate_compress_bound(bytes.len());
        if most > LARGEST_ROOM && !is_packed {
            // Texts of megabytes take less than half; room for the most would be cleared for nothing.
            let mut packed = vec![0; bytes.len() / 2];
            if let Ok(length) = packer.deflate_compress(bytes, &mut packed) {
                packed.truncate(length);
                packed.shrink_to_fit();
                return packed;
            }
        }
        room.resize(room.len().max(most), 0);
        let length = packer.deflate_compress(bytes, room).expect("there is room for the most it may take");
        let packed = room[..length].to_vec();
        if room.len() > LARGEST_ROOM {
            *room = Vec::new();
        }
        packed
    })
}

fn compressor(level: i32) -> Compressor {
    Compressor::new(CompressionLvl::new(level).unwrap_or_default())
}

/// Bytes that a thread keeps for packing.
const LARGEST_ROOM: usize = 1 << 20;

/// An archive in the making.
pub struct Archive<W: Write>(ZipArchiveWriter<W>);

impl<W: Write> Archive<W> {
    /// An archive that begins with the next byte of `output`.
    pub fn new(output: W) -> Archive<W> {
        Archive(ZipArchiveWriter::new(output))
    }

    /// Writes a file.
    pub fn add(&mut self, entry: &Entry) -> io::Result<()> {
        let file = self.0.new_file(&entry.name).last_modified(UtcDateTime::from_unix(TIME)).unix_permissions(MODE);
        let (mut file, _) = file.compression_method(CompressionMethod::DEFLATE).start().map_err(failed)?;
        file.write_all(&entry.bytes)?;
        file.finish(DataDescriptorOutput::new(entry.sum, entry.size)).map_err(failed)?;
        Ok(())
    }

    /// Writes the list of the files, by which readers find them, and gives the output back.
    pub fn finish(self) -> io::Result<W> {
        self.0.finish().map_err(failed)
    }
}

/// What the system says, where it is the system that says it.
fn failed(error: rawzip::Error) -> io::Error {
    match error.into_kind() {
        ErrorKind::IO(error) => error,
        other => io::Error::other(rawzip::Error::from(other)),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use super::*;

    fn read(bytes: Vec<u8>) -> Vec<(String, Vec<u8>)> {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("it is an archive");
        let mut files = Vec::new();
        for number in 0..archive.len() {
            let mut file = archive.by_index(number).unwrap();
            let time = file.last_modified().unwrap();
            assert_eq!((time.year(), time.month(), time.day(), time.hour()), (1980, 1, 1, 0), "a day there is");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            files.push((file.name().unwrap().into_owned(), bytes));
        }
        files
    }

    #[test]
    fn what_was_packed_is_read_by_a_reader_that_is_not_ours() {
        let texts = [("a/tom.txt", Vec::new()), ("a/å.txt", b"side ".repeat(9000)), ("c.png", vec![7, 1, 9])];
        let mut archive = Archive::new(Vec::new());
        for (name, bytes) in &texts {
            archive.add(&Entry::new((*name).to_owned(), bytes, name.ends_with(".png"))).unwrap();
        }
        let bytes = archive.finish().unwrap();
        assert!(bytes.len() < 1000, "{}", bytes.len());
        let expected: Vec<(String, Vec<u8>)> =
            texts.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.clone())).collect();
        assert_eq!(read(bytes), expected);
    }

    #[test]
    fn more_files_than_sixteen_bits_count_are_counted_elsewhere() {
        let mut archive = Archive::new(Vec::new());
        for number in 0..70_000 {
            archive.add(&Entry::new(format!("{number}"), b"", true)).unwrap();
        }
        let read = zip::ZipArchive::new(Cursor::new(archive.finish().unwrap())).unwrap();
        assert_eq!((read.len(), read.index_for_name("69999")), (70_000, Some(69_999)));
    }
}
