//! Danish text cut into words, numbers and marks, and those into sentences.

/// Abbreviations that are followed by more of the sentence, whatever stands there.
const GO_ON: &[&str] = &[
    "adr.",
    "afs.",
    "afsn.",
    "art.",
    "bek.",
    "bkg.",
    "bl.a.",
    "ca.",
    "cirk.",
    "dvs.",
    "eks.",
    "ekskl.",
    "evt.",
    "f.eks.",
    "fx.",
    "gl.",
    "hhv.",
    "if.",
    "ift.",
    "inkl.",
    "jf.",
    "kap.",
    "kl.",
    "lbkg.",
    "litr.",
    "lovbek.",
    "m.a.o.",
    "maks.",
    "max.",
    "mht.",
    "min.",
    "mio.",
    "mia.",
    "nr.",
    "pct.",
    "pga.",
    "pkt.",
    "pr.",
    "s.",
    "sml.",
    "stk.",
    "t.o.m.",
    "tlf.",
    "vedr.",
    "vejl.",
    "vha.",
    "jvf.",
    "herunder.",
    "sek.",
    "kr.",
    "d.v.s.",
    "p.t.",
    "pt.",
    "f.o.m.",
];
/// Abbreviations that may be the last word of a sentence.
const MAY_END: &[&str] =
    &["etc.", "ff.", "lign.", "m.fl.", "m.m.", "m.v.", "mfl.", "mm.", "mv.", "o.l.", "o.lign.", "obs.", "osv."];

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, digits after a letter, hyphens and dots between letters; an abbreviation with its dot.
    Word,
    /// Digits with what joins them: `3.500`, `99,8`, `15:30`, `24/7`.
    Number,
    /// An address on the web.
    Address,
    Mark(char),
}

/// A word, number or mark of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: TokenKind,
    /// Byte range in the text.
    pub start: u32,
    pub end: u32,
    /// White space stands before it.
    pub spaced: bool,
}

impl Token {
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    pub fn is_mark(&self, mark: char) -> bool {
        self.kind == TokenKind::Mark(mark)
    }
}

/// The text in lower case, every character where it was: one whose small letter takes other bytes stays as it is.
pub fn lower(text: &str) -> String {
    // Letters beyond Latin-1 begin with these bytes; Danish has none, and is quick to do byte by byte.
    if text.bytes().any(|byte| (0xC4..=0xDF).contains(&byte)) {
        return text.chars().map(small).collect();
    }
    let mut bytes = text.as_bytes().to_vec();
    bytes.make_ascii_lowercase();
    for at in 1..bytes.len() {
        let capital = bytes[at - 1] == 0xC3 && (0x80..=0x9E).contains(&bytes[at]) && bytes[at] != 0x97;
        bytes[at] += if capital { 0x20 } else { 0 };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn small(letter: char) -> char {
    let mut lower = letter.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(small), None) if small.len_utf8() == letter.len_utf8() => small,
        _ => letter,
    }
}

/// The tokens of a text, appended to `tokens`; places count from `base`.
pub fn tokens(text: &str, base: usize, tokens: &mut Vec<Token>) {
    let mut at = 0;
    let mut spaced = true;
    while let Some(first) = text[at..].chars().next() {
        if first.is_whitespace() {
            at += first.len_utf8();
            spaced = true;
            continue;
        }
        let rest = &text[at..];
        let (kind, length) = match first {
            _ if is_address(rest) => (TokenKind::Address, run(rest, |letter| !letter.is_whitespace() && letter != '>')),
            '0'..='9' => number(rest),
            _ if is_letter(first) => (TokenKind::Word, word_length(rest)),
            _ => (TokenKind::Mark(first), first.len_utf8()),
        };
        tokens.push(Token { kind, start: (base + at) as u32, end: (base + at + length) as u32, spaced });
        at += length;
        spaced = false;
    }
}

/// Whether a sentence ends with the mark at `at` of the tokens of a block.
pub fn ends_sentence(text: &str, tokens: &[Token], at: usize) -> bool {
    let Some(next) = tokens.get(at + 1) else { return true };
    let token = &tokens[at];
    let begins = || match next.kind {
        TokenKind::Word => text[next.range()].starts_with(char::is_uppercase),
        TokenKind::Mark(mark) => matches!(mark, '»' | '“' | '"' | super::HOLE),
        TokenKind::Number | TokenKind::Address => false,
    };
    match token.kind {
        TokenKind::Mark('?' | '!') => next.spaced,
        // `den 1. Januar`: a number with a dot is an ordinal, but a sentence may well end with a number.
        TokenKind::Mark('.' | '…') => next.spaced && begins(),
        TokenKind::Word if text[token.range()].ends_with('.') => {
            next.spaced && begins() && MAY_END.iter().any(|known| text[token.range()].eq_ignore_ascii_case(known))
        }
        _ => false,
    }
}

fn is_letter(letter: char) -> bool {
    letter.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&letter)
}

/// Length of the letters that a text begins with.
fn letters(text: &str) -> usize {
    let mut at = 0;
    for byte in text.bytes() {
        if !byte.is_ascii_alphanumeric() {
            break;
        }
        at += 1;
    }
    match text.as_bytes().get(at) {
        Some(byte) if !byte.is_ascii() => at + run(&text[at..], is_letter),
        _ => at,
    }
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|letter| !belongs(letter)).unwrap_or(text.len())
}

fn is_address(rest: &str) -> bool {
    if !matches!(rest.as_bytes()[0], b'h' | b'H' | b'w' | b'W' | b'm' | b'M') {
        return false;
    }
    ["http://", "https://", "www.", "mailto:"]
        .iter()
        .any(|begin| rest.get(..begin.len()).is_some_and(|start| start.eq_ignore_ascii_case(begin)))
}

/// A number, or a word that begins with digits: `2FA`, `500ms`.
fn number(rest: &str) -> (TokenKind, usize) {
    let mut length = run(rest, |letter| letter.is_ascii_digit());
    while let Some(join) = rest[length..].chars().next().filter(|join| matches!(join, '.' | ',' | ':' | '/')) {
        let digits = run(&rest[length + join.len_utf8()..], |letter| letter.is_ascii_digit());
        if digits == 0 {
            break;
        }
        length += join.len_utf8() + digits;
    }
    if letters(&rest[length..]) > 0 {
        (TokenKind::Word, length + word_length(&rest[length..]))
    } else {
        (TokenKind::Number, length)
    }
}

/// Length of a word. A hyphen or a dot belongs to it between letters (`it-system`, `f.eks`), an apostrophe too
/// (`KL's`), and the dot after an abbreviation.
fn word_length(rest: &str) -> usize {
    let mut length = letters(rest);
    let mut dotted = false;
    while let Some(join) = rest[length..].chars().next() {
        let after = &rest[length + join.len_utf8()..];
        let letters = letters(after);
        let joins = match join {
            '-' | '\u{2010}' | '\u{2011}' | '\'' | '’' => letters > 0,
            // A missing space after a full stop is no abbreviation: those are short.
            '.' => letters > 0 && letters <= 5 && rest[..length].chars().count() <= 6,
            '_' => letters > 0,
            _ => false,
        };
        if !joins {
            break;
        }
        dotted |= join == '.';
        length += join.len_utf8() + letters;
    }
    let ended = rest[length..].starts_with('.');
    let known = |list: &[&str]| list.iter().any(|known| rest[..length + 1].eq_ignore_ascii_case(known));
    if ended && (dotted || known(GO_ON) || known(MAY_END)) { length + 1 } else { length }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        tokens(text, 0, &mut found);
        found.iter().map(|token| &text[token.range()]).collect()
    }

    fn sentences(text: &str) -> usize {
        let mut found = Vec::new();
        tokens(text, 0, &mut found);
        (0..found.len()).filter(|at| ends_sentence(text, &found, *at)).count()
    }

    #[test]
    fn words_numbers_and_marks_are_told_apart() {
        assert_eq!(
            texts("Senest kl. 8, jf. f.eks. sags- og it-data: 99,8 % af 3.500 (24/7)."),
            [
                "Senest", "kl.", "8", ",", "jf.", "f.eks.", "sags", "-", "og", "it-data", ":", "99,8", "%", "af",
                "3.500", "(", "24/7", ")", "."
            ]
        );
        assert_eq!(texts("2FA efter 500ms på https://a.dk/b."), ["2FA", "efter", "500ms", "på", "https://a.dk/b."]);
        assert_eq!(texts("og/eller"), ["og", "/", "eller"]);
    }

    #[test]
    fn abbreviations_dates_and_ordinals_end_no_sentence() {
        assert_eq!(sentences("Løsningen skal vise nr. 7 af 22. maj 2026, jf. Bilag 2 m.v. for bl.a. Kunden."), 1);
        assert_eq!(sentences("Kravet gælder borgere m.v. Løsningen skal vise dem. Den sjette er ca. 5."), 3);
        assert_eq!(sentences("Senest den 3. hverdag. »Ja« er nok."), 2);
    }

    #[test]
    fn small_letters_stand_where_the_large_ones_did() {
        assert_eq!(lower("ÆØÅ Løsningen İ"), "æøå løsningen İ");
    }
}
