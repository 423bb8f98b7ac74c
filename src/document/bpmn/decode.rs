//! Bytes of an XML file to text, by its byte order mark or the encoding it names.

/// Reads an XML file's bytes as text: UTF-16 and UTF-8 by byte order mark, the Western one-byte encodings where
/// the declaration names one, else UTF-8. What can't be read becomes `U+FFFD`. A byte order mark is dropped.
pub fn decode_xml(bytes: &[u8]) -> String {
    let unit: Option<fn([u8; 2]) -> u16> = match bytes {
        [0xFF, 0xFE, ..] => Some(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => Some(u16::from_be_bytes),
        _ => None,
    };
    if let Some(unit) = unit {
        let units = bytes[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        return char::decode_utf16(units).map(|letter| letter.unwrap_or('\u{FFFD}')).collect();
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if names_western_encoding(bytes) {
        return bytes.iter().map(|byte| western(*byte)).collect();
    }
    String::from_utf8_lossy(bytes).into_owned()
}

fn names_western_encoding(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).to_ascii_lowercase();
    let Some((declaration, _)) = start.split_once("?>") else { return false };
    ["iso-8859-1", "iso-8859-15", "windows-1252", "latin1"].iter().any(|name| declaration.contains(name))
}

/// A character of Windows-1252, which holds ISO 8859-1 but for control characters nobody writes.
fn western(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{FFFD}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{FFFD}', 'Ž', '\u{FFFD}',
        '\u{FFFD}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{FFFD}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::decode_xml;

    #[test]
    fn the_declared_encoding_is_used() {
        assert_eq!(
            decode_xml(b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE6</a>").split_once('>').unwrap().1,
            "<a>æ</a>"
        );
        assert_eq!(decode_xml("<a>æ</a>".as_bytes()), "<a>æ</a>");
        assert_eq!(decode_xml(b"\xFF\xFE<\0a\0/\0>\0"), "<a/>");
        assert_eq!(decode_xml(b"\xE6"), "\u{FFFD}");
    }
}
