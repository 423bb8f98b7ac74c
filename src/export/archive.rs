//! A ZIP archive written from front to back, its files packed beforehand by any thread.
//!
//! Written here and not by the library that reads archives: that one packs with a coder that takes nearly twice as long
//! for the same size, and takes no bytes that another has packed. Times and permissions are fixed, and ZIP64 is used
//! where sizes need it (APPNOTE 6.3.10, 4.3 to 4.5).

use std::cell::RefCell;
use std::io::{self, Write};

use libdeflater::{CompressionLvl, Compressor, Crc};

/// Deflate's level: the lowest, since a bundle is made more often than it is sent, and pages pack well at any.
const LEVEL: i32 = 1;
/// Midnight of 1 January 1980, with which time begins in these archives.
const DAY: u16 = 0x0021;
/// Names are UTF-8.
const UTF_8: u16 = 1 << 11;
/// An ordinary file that everybody may read and its owner may change, as Unix says it.
const MODE: u32 = 0o100_644 << 16;
const STORED: u16 = 0;
const DEFLATED: u16 = 8;
/// Stands where a number has no room and is told elsewhere.
const ELSEWHERE: u32 = u32::MAX;
/// Version of the format that a reader needs: for folders and Deflate, and for ZIP64.
const PLAIN: u16 = 20;
const LARGE: u16 = 45;

/// A file that is ready to be written.
pub struct Entry {
    name: String,
    method: u16,
    sum: u32,
    size: u64,
    bytes: Vec<u8>,
}

impl Entry {
    /// Packs a file; one that would not become smaller, or is packed already, is kept as it is.
    pub fn new(name: String, bytes: &[u8], is_packed: bool) -> Entry {
        let (sum, size) = (sum(bytes), bytes.len() as u64);
        match (!is_packed).then(|| deflated(bytes)).flatten() {
            Some(smaller) => Entry { name, method: DEFLATED, sum, size, bytes: smaller },
            None => Entry { name, method: STORED, sum, size, bytes: bytes.to_vec() },
        }
    }

    /// Whether its sizes need more than 32 bits.
    fn is_large(&self) -> bool {
        self.size.max(self.bytes.len() as u64) >= u64::from(ELSEWHERE)
    }
}

fn sum(bytes: &[u8]) -> u32 {
    let mut sum = Crc::new();
    sum.update(bytes);
    sum.sum()
}

/// The bytes in fewer; `None` when there are none.
fn deflated(bytes: &[u8]) -> Option<Vec<u8>> {
    thread_local! {
        static PACKER: RefCell<(Compressor, Vec<u8>)> = RefCell::new((
            Compressor::new(CompressionLvl::new(LEVEL).unwrap_or_default()),
            Vec::new(),
        ));
    }
    PACKER.with_borrow_mut(|(packer, room)| {
        // What does not fit into less room than before is not wanted.
        room.resize(room.len().max(bytes.len()), 0);
        let length = packer.deflate_compress(bytes, &mut room[..bytes.len()]).ok()?;
        let packed = (length < bytes.len()).then(|| room[..length].to_vec());
        if room.len() > LARGEST_ROOM {
            *room = Vec::new();
        }
        packed
    })
}

/// Bytes that a thread keeps for packing.
const LARGEST_ROOM: usize = 1 << 20;

/// An archive in the making.
pub struct Archive<W: Write> {
    output: W,
    written: u64,
    /// What the list at the end says of each file.
    list: Vec<u8>,
    files: u64,
}

impl<W: Write> Archive<W> {
    /// An archive that begins with the next byte of `output`.
    pub fn new(output: W) -> Archive<W> {
        Archive { output, written: 0, list: Vec::new(), files: 0 }
    }

    /// Writes a file.
    pub fn add(&mut self, entry: &Entry) -> io::Result<()> {
        let (is_large, start) = (entry.is_large(), self.written);
        let (size, packed) = (entry.size, entry.bytes.len() as u64);
        let mut head = Bytes::default();
        head.four(0x0403_4b50).two(if is_large { LARGE } else { PLAIN });
        head.common(entry, is_large).two(if is_large { 20 } else { 0 }).text(&entry.name);
        if is_large {
            head.two(1).two(16).eight(size).eight(packed);
        }
        self.write(&head.0)?;
        self.write(&entry.bytes)?;
        let is_far = is_large || start >= u64::from(ELSEWHERE);
        let mut told = Bytes::default();
        // Made as on Unix, by version 3.0 of the usual program.
        told.four(0x0201_4b50).two(0x031e).two(if is_far { LARGE } else { PLAIN });
        told.common(entry, is_far).two(if is_far { 28 } else { 0 });
        told.two(0).two(0).two(0).four(MODE).four(if is_far { ELSEWHERE } else { start as u32 }).text(&entry.name);
        if is_far {
            told.two(1).two(24).eight(size).eight(packed).eight(start);
        }
        self.list.extend_from_slice(&told.0);
        self.files += 1;
        Ok(())
    }

    /// Writes the list of the files, by which readers find them, and gives the output back.
    pub fn finish(mut self) -> io::Result<W> {
        let (start, length, files) = (self.written, self.list.len() as u64, self.files);
        let list = std::mem::take(&mut self.list);
        self.write(&list)?;
        let mut end = Bytes::default();
        let is_far = start.max(length) >= u64::from(ELSEWHERE) || files >= u64::from(u16::MAX);
        if is_far {
            end.four(0x0606_4b50).eight(44).two(0x031e).two(LARGE).four(0).four(0);
            end.eight(files).eight(files).eight(length).eight(start);
            end.four(0x0706_4b50).four(0).eight(start + length).four(1);
        }
        let short = |number: u64| if is_far { u16::MAX } else { number as u16 };
        let long = |number: u64| if is_far { ELSEWHERE } else { number as u32 };
        end.four(0x0605_4b50)
            .two(0)
            .two(0)
            .two(short(files))
            .two(short(files))
            .four(long(length))
            .four(long(start))
            .two(0);
        self.write(&end.0)?;
        Ok(self.output)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.written += bytes.len() as u64;
        self.output.write_all(bytes)
    }
}

/// Numbers behind each other, their least byte first.
#[derive(Default)]
struct Bytes(Vec<u8>);

impl Bytes {
    fn two(&mut self, number: u16) -> &mut Bytes {
        self.0.extend_from_slice(&number.to_le_bytes());
        self
    }

    fn four(&mut self, number: u32) -> &mut Bytes {
        self.0.extend_from_slice(&number.to_le_bytes());
        self
    }

    fn eight(&mut self, number: u64) -> &mut Bytes {
        self.0.extend_from_slice(&number.to_le_bytes());
        self
    }

    fn text(&mut self, text: &str) -> &mut Bytes {
        self.0.extend_from_slice(text.as_bytes());
        self
    }

    /// What stands both before a file and in the list: from the flags to the length of the name.
    fn common(&mut self, entry: &Entry, sizes_elsewhere: bool) -> &mut Bytes {
        let size = |size: u64| if sizes_elsewhere { ELSEWHERE } else { size as u32 };
        self.two(UTF_8).two(entry.method).two(0).two(DAY).four(entry.sum);
        self.four(size(entry.bytes.len() as u64)).four(size(entry.size)).two(entry.name.len() as u16)
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

    #[test]
    fn what_lies_far_behind_is_found() {
        // The bytes before are not written: the reader is told of them as of a program in front of the archive.
        let mut archive = Archive::new(Vec::new());
        archive.written = 5 << 30;
        archive.add(&Entry::new("langt.txt".to_owned(), b"her", false)).unwrap();
        let bytes = archive.finish().unwrap();
        let place = |bytes: &[u8]| u64::from_le_bytes(bytes.try_into().unwrap());
        let list = bytes.windows(4).position(|four| four == 0x0201_4b50u32.to_le_bytes()).unwrap();
        let extra = list + 46 + "langt.txt".len();
        assert_eq!(bytes[extra..extra + 4], [1, 0, 24, 0]);
        assert_eq!(
            [4, 12, 20].map(|at| place(&bytes[extra + at..extra + at + 8])),
            [3, 3, 5 << 30],
            "size, packed size and place"
        );
        let end = bytes.windows(4).position(|four| four == 0x0606_4b50u32.to_le_bytes()).unwrap();
        assert_eq!(place(&bytes[end + 48..end + 56]), (5 << 30) + list as u64);
    }
}
