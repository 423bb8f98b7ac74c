//! How lists and chapters are counted.

use std::fmt::Write as _;

/// Deepest level of a list that is told apart.
pub(super) const DEEPEST: usize = 8;
/// Indent of a level, in twentieths of a point.
pub(super) const INDENT: usize = 360;
/// Numbers of lists: 1 counts chapters, 2 has signs, the rest count from one each.
const CHAPTERS: u32 = 1;
pub(super) const BULLETS: u32 = 2;

/// The lists of the document: chapters, signs, and one that counts from one for each list that does.
pub(super) fn numbering(last_list: u32) -> String {
    let mut levels = [String::new(), String::new()];
    for level in 0..=DEEPEST {
        let left = (level + 1) * INDENT;
        let sign = ["•", "–", "·"][level % 3];
        let place = format!("<w:pPr><w:ind w:left=\"{left}\" w:hanging=\"{INDENT}\"/></w:pPr>");
        let counted = ["decimal", "lowerLetter", "lowerRoman"][level % 3];
        let _ = write!(
            levels[0],
            "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"{sign}\"/><w:lvlJc w:val=\"left\"/>{place}</w:lvl>"
        );
        let _ = write!(
            levels[1],
            "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{counted}\"/><w:lvlText w:val=\"%{}.\"/><w:lvlJc w:val=\"left\"/>{place}</w:lvl>",
            level + 1
        );
    }
    let mut xml = format!(
        "<w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"multilevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:pStyle w:val=\"Overskrift1\"/><w:lvlText w:val=\"%1\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"567\" w:hanging=\"567\"/></w:pPr></w:lvl></w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"1\"><w:multiLevelType w:val=\"hybridMultilevel\"/>{}</w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"2\"><w:multiLevelType w:val=\"hybridMultilevel\"/>{}</w:abstractNum>\
         <w:num w:numId=\"{CHAPTERS}\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"{BULLETS}\"><w:abstractNumId w:val=\"1\"/></w:num>",
        levels[0], levels[1]
    );
    for number in BULLETS + 1..=last_list {
        let _ = write!(xml, "<w:num w:numId=\"{number}\"><w:abstractNumId w:val=\"2\"/>");
        for level in 0..=DEEPEST {
            let _ = write!(xml, "<w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"1\"/></w:lvlOverride>");
        }
        xml.push_str("</w:num>");
    }
    xml
}
