//! The file around the text: an archive with the parts that Word looks for.

use std::fmt::Write as _;

use anyhow::Context as _;

use super::body;
use super::drawing::NAMESPACES;
use super::numbering::numbering;
use super::xml::escaped;
use crate::export::archive::{Archive, Entry};
use crate::export::specification::Specification;
use crate::finding::Language;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const RELATED: &str = "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const STYLES: &str = include_str!("styles.xml");

/// How the text stands on its pages, at its end: A4 with margins of 25 mm; the title page has neither head nor foot.
const SECTION: &str = "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"r-header1\"/><w:footerReference \
    w:type=\"default\" r:id=\"r-footer1\"/><w:footerReference w:type=\"first\" r:id=\"r-footer2\"/><w:pgSz w:w=\"11906\" \
    w:h=\"16838\"/><w:pgMar w:top=\"1588\" w:right=\"1418\" w:bottom=\"1418\" w:left=\"1418\" w:header=\"709\" w:footer=\"624\" \
    w:gutter=\"0\"/><w:titlePg/></w:sectPr></w:body></w:document>";

/// The parts that the text refers to by name, with their content types.
const PARTS: [(&str, &str); 6] = [
    ("styles", "styles"),
    ("numbering", "numbering"),
    ("settings", "settings"),
    ("header1", "header"),
    ("footer1", "footer"),
    ("footer2", "footer"),
];

pub(super) fn pack(specification: Specification) -> anyhow::Result<Vec<u8>> {
    let language = match specification.language {
        Language::Danish => "da-DK",
        Language::English => "en-GB",
    };
    let mut archive = Archive::new(Vec::new());
    let mut add = |name: &str, text: &str| archive.add(&Entry::new(name.to_owned(), text.as_bytes(), false));
    add("[Content_Types].xml", &content_types())?;
    add("_rels/.rels", &top_relations())?;
    add("docProps/core.xml", &core(&specification, language))?;
    add("docProps/app.xml", &app())?;
    add("word/styles.xml", &STYLES.replace("LANGUAGE", language))?;
    add("word/settings.xml", &settings(language))?;
    add("word/header1.xml", &header(&specification))?;
    add("word/footer1.xml", &footer(&specification))?;
    add("word/footer2.xml", &format!("{HEAD}<w:ftr {MAIN}><w:p/></w:ftr>"))?;
    let mut text = format!("{HEAD}<w:document {MAIN} {RELATED} {NAMESPACES}><w:body>");
    let named = body::write(specification, &mut text);
    text.push_str(SECTION);
    add("word/document.xml", &text)?;
    add("word/numbering.xml", &format!("{HEAD}<w:numbering {MAIN}>{}</w:numbering>", numbering(named.last_list)))?;
    add("word/_rels/document.xml.rels", &relations(&named.addresses))?;
    archive.finish().context("could not pack a document")
}

fn content_types() -> String {
    let mut xml = format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"{WORD}.document.main+xml\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         <Override PartName=\"/docProps/app.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>"
    );
    for (name, kind) in PARTS {
        let _ = write!(xml, "<Override PartName=\"/word/{name}.xml\" ContentType=\"{WORD}.{kind}+xml\"/>");
    }
    xml + "</Types>"
}

fn top_relations() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" \
         Target=\"word/document.xml\"/><Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" \
         Target=\"docProps/core.xml\"/><Relationship Id=\"rId3\" Type=\"{OFFICE}/extended-properties\" \
         Target=\"docProps/app.xml\"/></Relationships>"
    )
}

fn relations(addresses: &[String]) -> String {
    let mut xml = format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for (name, kind) in PARTS {
        let _ = write!(xml, "<Relationship Id=\"r-{name}\" Type=\"{OFFICE}/{kind}\" Target=\"{name}.xml\"/>");
    }
    for (number, address) in addresses.iter().enumerate() {
        let _ = write!(
            xml,
            "<Relationship Id=\"rLink{}\" Type=\"{OFFICE}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
            number + 1,
            escaped(address)
        );
    }
    xml + "</Relationships>"
}

/// The day of the edition stands for the moment of writing, which nobody asks for.
fn core(specification: &Specification, language: &str) -> String {
    let (title, subject) = (escaped(&specification.title), escaped(&specification.subject));
    let moment = format!("{}T00:00:00Z", specification.day);
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{title}\
         </dc:title><dc:subject>{subject}</dc:subject><dc:creator>Sporbar</dc:creator><dc:language>{language}</dc:language>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{moment}</dcterms:created><dcterms:modified \
         xsi:type=\"dcterms:W3CDTF\">{moment}</dcterms:modified></cp:coreProperties>"
    )
}

fn app() -> String {
    format!(
        "{HEAD}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>Sporbar</Application></Properties>"
    )
}

fn settings(language: &str) -> String {
    format!(
        "{HEAD}<w:settings {MAIN}><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"567\"/><w:autoHyphenation/>\
         <w:characterSpacingControl w:val=\"doNotCompress\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" \
         w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat><w:themeFontLang w:val=\"{language}\"/>\
         <w:decimalSymbol w:val=\",\"/><w:listSeparator w:val=\";\"/></w:settings>"
    )
}

fn header(specification: &Specification) -> String {
    format!(
        "{HEAD}<w:hdr {MAIN}><w:p><w:pPr><w:pStyle w:val=\"Sidehoved\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>\
         </w:p></w:hdr>",
        escaped(&specification.head)
    )
}

fn footer(specification: &Specification) -> String {
    let field = |name: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> {name} \
             </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r>\
             <w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let of = match specification.language {
        Language::Danish => "af",
        Language::English => "of",
    };
    format!(
        "{HEAD}<w:ftr {MAIN}><w:p><w:pPr><w:pStyle w:val=\"Sidefod\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>\
         <w:r><w:tab/></w:r><w:r><w:t xml:space=\"preserve\">{} </w:t></w:r>{}<w:r><w:t xml:space=\"preserve\"> {of} </w:t></w:r>{}\
         </w:p></w:ftr>",
        escaped(&specification.notice),
        escaped(&specification.page_name),
        field("PAGE"),
        field("NUMPAGES"),
    )
}
