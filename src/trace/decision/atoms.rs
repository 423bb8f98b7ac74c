//! Sets of atoms: a column's domain cut into the smallest parts that its cells tell apart.

/// A set of atoms, by number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Atoms {
    words: Vec<u64>,
}

impl Atoms {
    /// No atom of `count`.
    pub fn none(count: usize) -> Atoms {
        Atoms { words: vec![0; count.div_ceil(64).max(1)] }
    }

    /// Every atom in a range, of `count`.
    pub fn range(count: usize, range: std::ops::Range<usize>) -> Atoms {
        let mut atoms = Atoms::none(count);
        range.for_each(|atom| atoms.insert(atom));
        atoms
    }

    pub fn insert(&mut self, atom: usize) {
        self.words[atom / 64] |= 1 << (atom % 64);
    }

    pub fn has(&self, atom: usize) -> bool {
        self.words.get(atom / 64).is_some_and(|word| word >> (atom % 64) & 1 == 1)
    }

    /// How much it is to look at: machine words.
    pub fn size(&self) -> usize {
        self.words.len()
    }

    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    pub fn meets(&self, other: &Atoms) -> bool {
        self.words.iter().zip(&other.words).any(|(one, other)| one & other != 0)
    }

    pub fn and(&self, other: &Atoms) -> Atoms {
        Atoms { words: self.words.iter().zip(&other.words).map(|(one, other)| one & other).collect() }
    }

    pub fn without(&self, other: &Atoms) -> Atoms {
        Atoms { words: self.words.iter().zip(&other.words).map(|(one, other)| one & !other).collect() }
    }

    pub fn add(&mut self, other: &Atoms) {
        self.words.iter_mut().zip(&other.words).for_each(|(one, other)| *one |= other);
    }

    /// The atoms in order.
    pub fn each(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(place, word)| {
            let bits = (0..64).filter(move |bit| word >> bit & 1 == 1);
            bits.map(move |bit| place * 64 + bit)
        })
    }
}
