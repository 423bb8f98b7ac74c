//! A quick answer to whether a word can be a term at all.

/// Which bytes stems begin with.
#[derive(Debug)]
pub(super) struct Beginnings {
    long: Vec<u64>,
    short: Vec<u64>,
}

impl Default for Beginnings {
    fn default() -> Beginnings {
        Beginnings { long: vec![0; 1024], short: vec![0; 1024] }
    }
}

impl Beginnings {
    pub(super) fn insert(&mut self, stem: &str) {
        let bytes = stem.as_bytes();
        let (bits, place) = match bytes.len() {
            4.. => (&mut self.long, long_place(bytes)),
            _ => (&mut self.short, short_place(bytes)),
        };
        bits[place / 64] |= 1 << (place % 64);
    }

    /// Whether some stem may begin as a word does; `false` is sure.
    pub(super) fn may_begin(&self, word: &str) -> bool {
        let bytes = word.as_bytes();
        let has = |bits: &[u64], place: usize| bits[place / 64] >> (place % 64) & 1 == 1;
        bytes.len() > 1 && has(&self.short, short_place(bytes)) || bytes.len() > 3 && has(&self.long, long_place(bytes))
    }
}

/// A place below 65,536 for the first four bytes.
fn long_place(bytes: &[u8]) -> usize {
    let word = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    (word.wrapping_mul(0x9e37_79b1) >> 16) as usize
}

fn short_place(bytes: &[u8]) -> usize {
    usize::from(u16::from_le_bytes([bytes[0], bytes[1]]))
}
