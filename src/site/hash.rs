//! The hash by which files of a site are told apart.
//!
//! XXH3 with 128 bits: it has to notice what was changed, not to withstand someone who makes two pages with one hash,
//! since both would be pages of the same site. A build hashes every byte it writes, and BLAKE3 took 4 % of its time.

use std::fmt::{self, Display, Formatter};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// Hash of a file's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) struct Hash(u128);

/// What the bytes of a file were made from: equal keys mean equal bytes, in every process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Key(pub(super) Hash);

impl Key {
    /// The key of a file that is made from these parts, each of a length of its own.
    pub fn of(parts: &[&[u8]]) -> Key {
        let mut hashing = Hashing::default();
        for part in parts {
            hashing.add(&(part.len() as u64).to_le_bytes());
            hashing.add(part);
        }
        Key(hashing.done())
    }
}

impl Hash {
    pub fn of(bytes: &[u8]) -> Hash {
        Hash(xxh3_128(bytes))
    }

    pub fn bytes(self) -> [u8; 16] {
        self.0.to_le_bytes()
    }

    /// Reads what [`Display`] wrote: 32 lower-case hexadecimal digits.
    pub fn from_hex(text: &str) -> Option<Hash> {
        let is_written_so = text.len() == 32 && text.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
        is_written_so.then(|| u128::from_str_radix(text, 16).ok().map(Hash)).flatten()
    }
}

impl Display for Hash {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        // A manifest has two for each file, and the formatter of numbers takes three times as long.
        const DIGITS: [u8; 16] = *b"0123456789abcdef";
        let mut text = [0; 32];
        for (two, byte) in text.as_chunks_mut::<2>().0.iter_mut().zip(self.0.to_be_bytes()) {
            *two = [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]];
        }
        formatter.write_str(std::str::from_utf8(&text).expect("digits are ASCII"))
    }
}

/// A hash in the making, for bytes that come in pieces.
#[derive(Default)]
pub(super) struct Hashing(Xxh3);

impl Hashing {
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    pub fn done(&self) -> Hash {
        Hash(self.0.digest128())
    }
}

/// Hash of what a file holds.
pub(super) fn of_file(path: &Path) -> io::Result<Hash> {
    let (mut file, mut hashing, mut buffer) = (File::open(path)?, Hashing::default(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hashing.done()),
            length => hashing.add(&buffer[..length]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_the_same_in_pieces_and_in_text() {
        let whole = Hash::of(b"en side");
        let mut hashing = Hashing::default();
        hashing.add(b"en ");
        hashing.add(b"side");
        assert_eq!(hashing.done(), whole);
        assert_eq!(Hash::from_hex(&whole.to_string()), Some(whole));
        assert_ne!(Hash::of(b"en Side"), whole);
    }

    #[test]
    fn what_is_no_hash_is_not_read() {
        for text in ["", "12", "+1234567890abcdef1234567890abcde", "1234567890ABCDEF1234567890abcdef"] {
            assert_eq!(Hash::from_hex(text), None, "{text}");
        }
    }
}
