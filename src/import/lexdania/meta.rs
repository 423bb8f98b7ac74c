//! `Meta` and the title: what the document is.

use jiff::civil::Date;

use super::super::statute::Statute;
use super::super::xml::Element;
use crate::law::parse_date;
use crate::said;

/// Names of document types before 2008, which are whole words.
const WORDS: [(&str, &str); 8] = [
    ("Lov", "LOV"),
    ("Lovbekendtgørelse", "LBK"),
    ("Bekendtgørelse", "BEK"),
    ("Cirkulære", "CIR"),
    ("Cirkulæreskrivelse", "CIS"),
    ("Vejledning", "VEJ"),
    ("Skrivelse", "SKR"),
    ("Anordning", "AND"),
];

/// The ELI's collection for each place of publication.
const COLLECTIONS: [(&str, &str); 5] = [
    ("Lovtidende A", "lta"),
    ("Lovtidende B", "ltb"),
    ("Lovtidende C", "ltc"),
    ("Ministerialtidende", "mt"),
    ("Retsinformation", "retsinfo"),
];

/// What is read; all else in `Meta` is told once, by name.
const READ: [&str; 12] = [
    "DocumentType",
    "AccessionNumber",
    "DocumentTitle",
    "Year",
    "DiesSigni",
    "Status",
    "Number",
    "AnnouncedIn",
    "DiesEdicti",
    "DateOfHistoricMark",
    "Ministry",
    "DateOfSubmit",
];

pub(super) fn read(root: &Element) -> Statute {
    let Some(meta) = root.find("Meta") else { return Statute::default() };
    let text = |name: &str| meta.find(name).map(Element::plain).filter(|text| !text.is_empty());
    let date = |name: &str| text(name).as_deref().and_then(day);
    let signed = date("DiesSigni");
    let year = text("Year").and_then(|year| year.parse().ok()).or(signed.map(Date::year));
    let number = text("Number");
    let mut statute = Statute {
        document_type: text("DocumentType").map(|code| document_type(&code)).unwrap_or_default(),
        title: title(root, text("DocumentTitle")),
        eli: text("AnnouncedIn").and_then(|place| eli(&place, year, number.as_deref())),
        number,
        year,
        accession_number: text("AccessionNumber"),
        signed,
        published: date("DiesEdicti"),
        historic_from: date("DateOfHistoricMark").filter(|_| text("Status").as_deref() != Some("Valid")),
        ministry: text("Ministry"),
        ..Statute::default()
    };
    if statute.number.is_none() {
        statute.remark(Some(meta.line), said!("`Meta` har intet nummer", "`Meta` has no number"));
    }
    let mut others: Vec<&str> = Vec::new();
    for element in meta.elements().filter(|element| !READ.contains(&&*element.name)) {
        if !others.contains(&&*element.name) {
            others.push(&element.name);
        }
    }
    if !others.is_empty() {
        let names = others.join(", ");
        statute.remark(Some(meta.line), said!("ikke taget med fra `Meta`: {}", "not taken from `Meta`: {}"; names));
    }
    statute
}

/// The first ten characters: some dates have a time after them.
fn day(text: &str) -> Option<Date> {
    parse_date(text.get(..10)?)
}

/// `BEK` of `BEK H#LOKDOK04`; a code or word we don't know as it is.
fn document_type(code: &str) -> String {
    let code = code.split_once('#').map_or(code, |(shown, _)| shown).trim();
    if let Some((_, short)) = WORDS.iter().find(|(word, _)| word.eq_ignore_ascii_case(code)) {
        return (*short).to_owned();
    }
    match code.rsplit_once(' ') {
        Some((short, "H" | "Æ" | "I" | "O")) => short.to_owned(),
        _ => code.to_owned(),
    }
}

fn title(root: &Element, of_meta: Option<String>) -> String {
    let printed = root.find("TitelGruppe").and_then(|group| group.find("Titel")).map(Element::plain);
    let title = of_meta.or(printed).unwrap_or_default();
    title.replace('\u{AD}', "")
}

fn eli(place: &str, year: Option<i16>, number: Option<&str>) -> Option<String> {
    let (_, collection) = COLLECTIONS.iter().find(|(name, _)| *name == place)?;
    let number = number?;
    let plain = number.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    plain.then(|| year.map(|year| format!("https://www.retsinformation.dk/eli/{collection}/{year}/{number}")))?
}

#[cfg(test)]
mod tests {
    use super::document_type;

    #[test]
    fn codes_and_words_give_the_short_form() {
        for (written, expected) in [
            ("BEK H#LOKDOK04", "BEK"),
            ("LOV H#LOKDOK 01", "LOV"),
            ("LOV Æ#LOKDOK02", "LOV"),
            ("Bekendtgørelse", "BEK"),
            ("Noget nyt", "Noget nyt"),
            ("KEN", "KEN"),
        ] {
            assert_eq!(document_type(written), expected);
        }
    }
}
