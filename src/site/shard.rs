//! A part of a site, for a site that is built on many machines.

use std::fmt::{self, Display, Formatter};

use sha2::{Digest as _, Sha256};

use super::Refusal;
use crate::said;

/// Which files of a site a build writes: those whose route falls on its number. Every file falls on one part of a
/// division, whatever else the site holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// From 0 to `count` - 1.
    number: u32,
    count: u32,
}

impl Shard {
    /// Reads `I/N`: part I, counted from 0, of N. Refuses all else, and says how it is written.
    pub fn read(text: &str) -> Result<Shard, Refusal> {
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = |text: &str| is_number(text).then(|| text.parse().ok()).flatten();
        let parts = text.split_once('/').and_then(|(one, all)| Some((number(one)?, number(all)?)));
        match parts {
            Some((number, count)) if number < count => Ok(Shard { number, count }),
            Some((_, count)) if count > 0 => Err(is_beyond(text, count)),
            _ => Err(is_no_shard(text)),
        }
    }

    /// Whether the file at a route belongs to this part: the first eight bytes of the SHA-256 of the route, as a
    /// big-endian number, modulo the count. Other programs may work it out alike, so it never changes.
    pub fn has(self, route: &str) -> bool {
        let digest = Sha256::digest(route.as_bytes());
        let beginning = digest.iter().take(8).fold(0, |number: u64, byte| number << 8 | u64::from(*byte));
        beginning % u64::from(self.count) == u64::from(self.number)
    }
}

impl Display for Shard {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.number, self.count)
    }
}

fn is_no_shard(text: &str) -> Refusal {
    Refusal(said!(
        "`--shard {}` kan ikke læses; skriv delens nummer og antallet af dele, som `0/16` for den første af 16",
        "`--shard {}` can't be read; write the number of the part and how many there are, such as `0/16` for the first of 16";
        text
    ))
}

fn is_beyond(text: &str, count: u32) -> Refusal {
    Refusal(said!(
        "`--shard {}` findes ikke: delene tælles fra 0, så den sidste af {1} er `{2}/{1}`",
        "`--shard {}` does not exist: parts are counted from 0, so the last of {1} is `{2}/{1}`";
        text, count, count - 1
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_read_as_it_is_typed() {
        for text in ["0/1", "3/16", "15/16", "0/4294967295"] {
            assert_eq!(Shard::read(text).unwrap().to_string(), text);
        }
        for text in ["", "3", "/", "3/", "/16", "3/0", "0/0", "-1/4", "+1/4", "1/4/5", " 1/4", "a/b", "0/4294967296"] {
            let Refusal(said) = Shard::read(text).unwrap_err();
            assert!(said.da.contains("`0/16`") && said.en.contains("`0/16`"), "{text}: {said:?}");
        }
        let Refusal(said) = Shard::read("16/16").unwrap_err();
        assert!(said.da.contains("den sidste af 16 er `15/16`"), "{said:?}");
        assert!(said.en.contains("the last of 16 is `15/16`"), "{said:?}");
    }

    /// Told by `printf %s ROUTE | sha256sum`: the numbers others work out.
    #[test]
    fn a_route_falls_where_its_hash_says() {
        for (route, beginning) in ROUTES {
            for count in [1, 2, 3, 16, 1000] {
                let number = (beginning % u64::from(count)) as u32;
                assert!(Shard { number, count }.has(route), "{route} of {count}");
                let others = (0..count).filter(|other| Shard { number: *other, count }.has(route));
                assert_eq!(others.count(), 1);
            }
        }
    }

    const ROUTES: [(&str, u64); 3] = [
        ("index.html", 0x0eb5_4730_4658_805a),
        ("krav/dubu-k-0012.html", 0xcce5_515e_e11c_ca1b),
        ("begreb/æbleø.html", 0x0a37_b374_0165_9597),
    ];
}
