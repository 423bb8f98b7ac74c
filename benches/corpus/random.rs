//! The random numbers of CPython's `random` module: the same seed gives the same draws.
//!
//! The generator is MT19937 (Matsumoto and Nishimura, 1998), seeded by an array. Seeding by
//! text and the derived draws are what CPython 3.11 does.

use sha2::{Digest, Sha512};

const SIZE: usize = 624;
const MIDDLE: usize = 397;
const UPPER_BIT: u32 = 0x8000_0000;
const TWIST: u32 = 0x9908_b0df;

/// A source of draws; two with the same seed draw the same for ever.
pub struct Random {
    state: [u32; SIZE],
    next: usize,
}

impl Random {
    /// The generator that `random.Random(text)` gives.
    ///
    /// The text's bytes followed by their SHA-512 are read as one large number, whose
    /// 32-bit words, the least significant first, are the key.
    pub fn seeded(text: &str) -> Random {
        let mut bytes = text.as_bytes().to_vec();
        bytes.extend_from_slice(&Sha512::digest(text.as_bytes()));
        let key: Vec<u32> =
            bytes.rchunks(4).map(|word| word.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte))).collect();
        Random::keyed(&key)
    }

    fn keyed(key: &[u32]) -> Random {
        let mut state = [0; SIZE];
        state[0] = 19_650_218;
        for place in 1..SIZE {
            state[place] = folded(state[place - 1]).wrapping_mul(1_812_433_253).wrapping_add(place as u32);
        }
        let mut place = 1;
        for round in 0..SIZE.max(key.len()) {
            let position = round % key.len();
            let mixed = state[place] ^ folded(state[place - 1]).wrapping_mul(1_664_525);
            state[place] = mixed.wrapping_add(key[position]).wrapping_add(position as u32);
            place = following(&mut state, place);
        }
        for _ in 1..SIZE {
            let mixed = state[place] ^ folded(state[place - 1]).wrapping_mul(1_566_083_941);
            state[place] = mixed.wrapping_sub(place as u32);
            place = following(&mut state, place);
        }
        state[0] = UPPER_BIT;
        Random { state, next: SIZE }
    }

    fn word(&mut self) -> u32 {
        if self.next == SIZE {
            self.twist();
        }
        let mut word = self.state[self.next];
        self.next += 1;
        word ^= word >> 11;
        word ^= word << 7 & 0x9d2c_5680;
        word ^= word << 15 & 0xefc6_0000;
        word ^ word >> 18
    }

    fn twist(&mut self) {
        for place in 0..SIZE {
            let after = self.state[(place + 1) % SIZE];
            let pair = self.state[place] & UPPER_BIT | after & !UPPER_BIT;
            let odd = if after & 1 == 1 { TWIST } else { 0 };
            self.state[place] = self.state[(place + MIDDLE) % SIZE] ^ pair >> 1 ^ odd;
        }
        self.next = 0;
    }

    /// A number from 0.0 up to, never reaching, 1.0, with 53 random bits.
    pub fn fraction(&mut self) -> f64 {
        let high = f64::from(self.word() >> 5);
        let low = f64::from(self.word() >> 6);
        (high * 67_108_864.0 + low) / 9_007_199_254_740_992.0
    }

    /// A whole number from 0 up to, never reaching, `bound`, which is at least 1.
    pub fn below(&mut self, bound: usize) -> usize {
        let bits = usize::BITS - bound.leading_zeros();
        loop {
            let draw = (self.word() >> (32 - bits)) as usize;
            if draw < bound {
                return draw;
            }
        }
    }

    /// A whole number from `low` to `high`, both included.
    pub fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// Puts the entries in random order.
    pub fn shuffle<T>(&mut self, entries: &mut [T]) {
        for last in (1..entries.len()).rev() {
            let other = self.below(last + 1);
            entries.swap(last, other);
        }
    }

    /// One of the entries, each as likely as the others; `entries` is not empty.
    pub fn one_of<T: Copy>(&mut self, entries: &[T]) -> T {
        entries[(self.fraction() * entries.len() as f64) as usize]
    }

    /// One of the entries, each as likely as its weight says; `entries` is not empty.
    pub fn weighted<T: Copy>(&mut self, entries: &[(T, u32)]) -> T {
        let total: u32 = entries.iter().map(|(_, weight)| weight).sum();
        let draw = self.fraction() * f64::from(total);
        let mut sum = 0;
        let reached = entries.iter().position(|(_, weight)| {
            sum += weight;
            draw < f64::from(sum)
        });
        entries[reached.unwrap_or(entries.len() - 1)].0
    }
}

/// A word with its two upper bits mixed into its lower ones.
fn folded(word: u32) -> u32 {
    word ^ word >> 30
}

/// The place after `place`. Past the end, the first word takes the last one's value.
fn following(state: &mut [u32; SIZE], place: usize) -> usize {
    if place + 1 < SIZE {
        return place + 1;
    }
    state[0] = state[SIZE - 1];
    1
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn an_array_as_key_gives_the_numbers_of_the_reference_program() {
        let mut random = Random::keyed(&[0x123, 0x234, 0x345, 0x456]);
        let words: Vec<u32> = (0..3).map(|_| random.word()).collect();
        assert_eq!(words, [1_067_595_299, 955_945_823, 477_289_528]);
    }

    #[test]
    fn a_text_as_seed_gives_the_draws_of_python() {
        let mut random = Random::seeded("7/1000");
        assert_eq!(random.fraction(), 0.09635756150459962);
        assert_eq!(random.between(120, 250), 161);
        let mut entries: Vec<usize> = (0..8).collect();
        random.shuffle(&mut entries);
        assert_eq!(entries, [6, 5, 4, 2, 7, 1, 3, 0]);
    }
}
