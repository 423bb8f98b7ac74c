//! What the address of an act (European Legislation Identifier) says of it.

/// An ELI, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Eli {
    /// `lta`, `mt`, `retsinfo`, `accn` … of Retsinformation; `reg`, `dir`, `dec` … of EUR-Lex.
    pub collection: String,
    /// Of signature in Denmark, of the number in the EU; `None` where the address has none.
    pub year: Option<i16>,
    /// As written; `1-1` is one.
    pub number: Option<String>,
    /// What an accession number says of the type: `LOV`, `LBK`, `BEK`.
    pub class: Option<&'static str>,
    /// An accession number in capitals, `B20240022705`: another name of a document that has an ELI too.
    pub accession: Option<String>,
    pub is_european: bool,
}

impl Eli {
    /// What tells the document from all others, without host and format: `lta/2023/721`, `accn/B20240022705`; `None`
    /// where the address has no number.
    pub fn short(&self) -> Option<String> {
        if let Some(accession) = &self.accession {
            return Some(format!("accn/{accession}"));
        }
        Some(format!("{}/{}/{}", self.collection, self.year?, self.number.as_deref()?.to_lowercase()))
    }
}

/// Classes of accession numbers whose type is known.
const CLASSES: [(&str, &str); 3] = [("05", "BEK"), ("29", "LBK"), ("30", "LOV")];

/// Takes an address apart; `None` when it is no ELI of Retsinformation or EUR-Lex. Scheme, `www.` and what follows the
/// number make no difference.
pub fn read_eli(address: &str) -> Option<Eli> {
    let address = address.trim().split(['?', '#']).next().unwrap_or_default();
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let (host, path) = rest.split_once('/')?;
    let is_european = host == "data.europa.eu";
    if !is_european && host.strip_prefix("www.").unwrap_or(host) != "retsinformation.dk" {
        return None;
    }
    let mut parts = path.strip_prefix("eli/")?.split('/').filter(|part| !part.is_empty());
    let collection = parts.next()?.to_ascii_lowercase();
    let first = parts.next()?;
    if collection == "accn" {
        return accession(first);
    }
    let year = first.parse().ok().filter(|_| first.len() == 4);
    let number = year.and_then(|_| parts.next()).map(str::to_owned);
    Some(Eli { collection, year, number, class: None, accession: None, is_european })
}

/// A letter, the year, five digits of number and two of class: `B20240022705`.
fn accession(text: &str) -> Option<Eli> {
    let digits = text.get(1..)?;
    if digits.len() != 11 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let class = CLASSES.iter().find(|(code, _)| *code == &digits[9..]).map(|(_, class)| *class);
    let number = digits[4..9].trim_start_matches('0').to_owned();
    Some(Eli {
        collection: "accn".to_owned(),
        year: digits[..4].parse().ok(),
        number: Some(number),
        class,
        accession: Some(text.to_ascii_uppercase()),
        is_european: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(address: &str, collection: &str, year: Option<i16>, number: Option<&str>) {
        let eli = read_eli(address).unwrap_or_else(|| panic!("{address} is no ELI"));
        assert_eq!((&*eli.collection, eli.year, eli.number.as_deref()), (collection, year, number), "{address}");
    }

    #[test]
    fn an_address_is_taken_apart() {
        check("https://www.retsinformation.dk/eli/lta/2023/721", "lta", Some(2023), Some("721"));
        check("https://retsinformation.dk/eli/fob/2009/1-1/pdf", "fob", Some(2009), Some("1-1"));
        check("https://www.retsinformation.dk/eli/ft/20241L00087", "ft", None, None);
        check("http://data.europa.eu/eli/reg/2016/679/oj", "reg", Some(2016), Some("679"));
        check("https://www.retsinformation.dk/eli/accn/B20240022705/xml", "accn", Some(2024), Some("227"));
        assert_eq!(
            read_eli("https://www.retsinformation.dk/eli/accn/B20240022705").and_then(|eli| eli.class),
            Some("BEK")
        );
    }

    #[test]
    fn a_document_has_one_short_name_whatever_its_address_looks_like() {
        for (address, short) in [
            ("https://www.retsinformation.dk/eli/lta/2023/721", Some("lta/2023/721")),
            ("http://retsinformation.dk/eli/LTA/2023/721/xml?x=1#y", Some("lta/2023/721")),
            ("retsinformation.dk/eli/lta/2023/721", Some("lta/2023/721")),
            ("https://retsinformation.dk/eli/accn/a20230072130/xml", Some("accn/A20230072130")),
            ("http://data.europa.eu/eli/reg/2016/679/oj", Some("reg/2016/679")),
            ("https://www.retsinformation.dk/eli/ft/20241L00087", None),
        ] {
            let eli = read_eli(address).unwrap_or_else(|| panic!("{address} is no ELI"));
            assert_eq!(eli.short().as_deref(), short, "{address}");
        }
    }

    #[test]
    fn other_addresses_say_nothing() {
        for address in [
            "",
            "https://example.dk/eli/lta/2023/721",
            "eli/lta/2023/721",
            "https://www.retsinformation.dk/eli/",
            "https://www.retsinformation.dk/eli/accn/Bæ",
        ] {
            assert_eq!(read_eli(address), None, "{address}");
        }
    }
}
