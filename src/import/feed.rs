//! Feeds of changed documents from disk: the ELI Atom feed and the JSON of the harvest service.
//!
//! The Atom feed declares UTF-16 and is UTF-8, and has an `<id>` of its own that is no entry's. Its extensions stand in
//! Atom's namespace. A reason may be `Unknown` or empty.

use jiff::civil::Date;
use serde_json::Value;

use super::Fault;
use super::register::Published;
use super::xml::{self, Element};
use crate::law::{Eli, parse_date, read_eli};
use crate::said;

/// Why a document stands in a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    New,
    Content,
    Metadata,
    Removed,
    /// Not told, or a word we don't know.
    Unknown,
}

impl Reason {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Reason::New => "new",
            Reason::Content => "content",
            Reason::Metadata => "metadata",
            Reason::Removed => "removed",
            Reason::Unknown => "unknown",
        }
    }
}

/// One changed document.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// As far as the entry tells it.
    pub document: Published,
    pub title: Option<String>,
    pub reason: Reason,
    pub changed: Option<Date>,
    /// The address or accession number, as written.
    pub source: String,
}

impl Entry {
    /// What tells this document from every other.
    pub fn key(&self) -> String {
        self.document.eli.clone().unwrap_or_else(|| self.source.to_uppercase())
    }
}

/// The entries of a feed in written order. Those that name no document are left out and counted.
#[derive(Debug, Default)]
pub struct Feed {
    pub entries: Vec<Entry>,
    pub nameless: usize,
}

/// Reads a feed in either form.
pub fn read(bytes: &[u8]) -> Result<Feed, Fault> {
    let bare = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let first = bare.iter().find(|byte| !byte.is_ascii_whitespace());
    if matches!(first, Some(b'[' | b'{')) { harvest(bare) } else { atom(bytes) }
}

fn atom(bytes: &[u8]) -> Result<Feed, Fault> {
    let root = xml::read(bytes)?;
    if &*root.name != "feed" {
        let said = said!("filen er hverken et Atom-feed eller JSON", "the file is neither an Atom feed nor JSON");
        return Err(Fault { line: root.line, column: 1, said });
    }
    let mut feed = Feed::default();
    for element in root.all("entry") {
        let text = |name: &str| element.find(name).map(Element::plain).filter(|text| !text.is_empty());
        let link = element.find("link").and_then(|link| link.attribute("href")).map(str::to_owned);
        let address = text("id").into_iter().chain(link).find(|address| names_a_document(address));
        let Some(address) = address else {
            feed.nameless += 1;
            continue;
        };
        let day = text("changeDate").or_else(|| text("updated"));
        feed.entries.push(Entry {
            document: document(&address, None),
            title: text("title"),
            reason: reason(text("reasonForChange").as_deref()),
            changed: day.as_deref().and_then(first_day),
            source: address,
        });
    }
    Ok(feed)
}

fn harvest(bytes: &[u8]) -> Result<Feed, Fault> {
    let value: Value = serde_json::from_slice(bytes).map_err(|error| Fault {
        line: error.line().max(1),
        column: error.column().max(1),
        said: said!("filen er ikke JSON: {}", "the file is not JSON: {}"; error),
    })?;
    let Some(list) = value.as_array().or_else(|| value.get("documents")?.as_array()) else {
        let said = said!("JSON skal være en liste af dokumenter", "the JSON has to be a list of documents");
        return Err(Fault { line: 1, column: 1, said });
    };
    let mut feed = Feed::default();
    for object in list {
        let text = |name: &str| object.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
        let accession = text("accessionsnummer").or_else(|| text("accessionNumber"));
        let Some(source) = text("href").filter(|href| names_a_document(href)).or(accession) else {
            feed.nameless += 1;
            continue;
        };
        let document_type =
            object.get("documentType").and_then(|kind| kind.as_str().or_else(|| kind.get("shortName")?.as_str()));
        feed.entries.push(Entry {
            document: document(source, document_type),
            title: text("title").or_else(|| text("documentTitle")).map(str::to_owned),
            reason: reason(text("reasonForChange")),
            changed: text("changeDate").and_then(first_day),
            source: source.to_owned(),
        });
    }
    Ok(feed)
}

fn names_a_document(address: &str) -> bool {
    read_eli(address).is_some_and(|eli| eli.short().is_some())
}

/// What an address or an accession number says of its document.
fn document(source: &str, document_type: Option<&str>) -> Published {
    let accession = format!("https://retsinformation.dk/eli/accn/{source}");
    let address = if source.contains("/eli/") { source } else { &accession };
    let eli = read_eli(address);
    let code = document_type.map(|code| code.split_once('#').map_or(code, |(shown, _)| shown).trim());
    let code = code
        .map(|code| code.rsplit_once(' ').filter(|(_, form)| form.chars().count() == 1).map_or(code, |(code, _)| code));
    Published {
        document_type: code.map(str::to_owned).or_else(|| Some(eli.as_ref()?.class?.to_owned())),
        number: eli.as_ref().and_then(|eli| eli.number.clone()),
        year: eli.as_ref().and_then(|eli| eli.year),
        signed: None,
        // An accession number is another name for a document that acts are listed under their ELI.
        eli: eli.filter(|eli| eli.accession.is_none()).as_ref().and_then(Eli::short),
    }
}

fn reason(text: Option<&str>) -> Reason {
    match text.unwrap_or_default() {
        "NewDocument" => Reason::New,
        "DocumentContentChanged" | "DocumentMetadataChangedAndDocumentContentChanged" => Reason::Content,
        "DocumentMetadataChanged" => Reason::Metadata,
        "RemovedDocument" => Reason::Removed,
        _ => Reason::Unknown,
    }
}

/// The day of `2026-07-29` and of `2026-07-29T13:45:00Z`.
fn first_day(text: &str) -> Option<Date> {
    parse_date(text.trim().get(..10)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_name_the_same_document() {
        let feed = "<feed xmlns='http://www.w3.org/2005/Atom'><id>urn:feed</id><entry><id>https://retsinformation.dk/eli/lta/2026/88</id>\
                    <reasonForChange></reasonForChange><changeDate>2026-02-03T01:00:00</changeDate></entry><entry><id>x</id></entry></feed>";
        let feed = read(feed.as_bytes()).unwrap();
        assert_eq!((feed.entries.len(), feed.nameless), (1, 1));
        let entry = &feed.entries[0];
        assert_eq!((entry.reason, entry.changed), (Reason::Unknown, parse_date("2026-02-03")));
        let json = r#"[{"accessionsnummer": "A20260008829", "reasonForChange": "NewDocument", "documentType": "LBK H#LOKDOK03"}, {}]"#;
        let feed = read(json.as_bytes()).unwrap();
        assert_eq!((feed.entries.len(), feed.nameless), (1, 1));
        let other = &feed.entries[0].document;
        assert_eq!(other.number, entry.document.number);
        assert_eq!((other.year, other.document_type.as_deref(), &other.eli), (Some(2026), Some("LBK"), &None));
    }

    #[test]
    fn what_is_no_feed_is_told_where() {
        let check = |text: &str, line: usize| assert_eq!(read(text.as_bytes()).unwrap_err().line, line, "{text}");
        check("<html/>", 1);
        check("[{},\n{]", 2);
        check("{\"a\": 1}", 1);
        check("", 1);
        assert!(read("[".repeat(100_000).as_bytes()).is_err());
    }
}
