//! How much room a text takes, and where it breaks. The reader's font is not known, so widths are those of a wide
//! sans serif (DejaVu Sans): what fits here fits with the usual fonts.

/// Width of a line in user units when its letters are `size` tenths of a unit high; rounded up.
pub fn width(text: &str, size: i32) -> i32 {
    let hundredths: i32 = text.chars().map(letter_width).sum();
    (hundredths * size + 999) / 1000
}

/// Width of a line in semibold letters.
pub fn bold_width(text: &str, size: i32) -> i32 {
    (width(text, size) * 9 + 7) / 8
}

/// Hundredths of the letter height.
fn letter_width(letter: char) -> i32 {
    // Every box of every drawing asks for its letters several times.
    static ASCII: [u8; 128] = ascii_widths();
    match letter {
        '\0'..='\u{7f}' => i32::from(ASCII[letter as usize]),
        '\u{a0}' => 34,
        '\u{2011}' => 36,
        '§' | '–' => 53,
        'ø' | 'å' => 64,
        '…' | 'æ' | 'Æ' | '—' => 100,
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' => 0,
        letter if letter.is_lowercase() => 65,
        letter if letter.is_uppercase() => 79,
        _ => 104,
    }
}

const fn ascii_widths() -> [u8; 128] {
    let mut widths = [0; 128];
    let mut code = 0;
    while code < 128 {
        widths[code as usize] = match code {
            b'i' | b'j' | b'l' | b'\'' => 28,
            b'I' | b'J' => 30,
            b' ' | b'.' | b',' | b':' | b';' | b'/' | b'|' => 34,
            b'f' | b'-' => 36,
            b't' | b'r' | b'(' | b')' | b'[' | b']' | b'!' => 41,
            b's' | b'z' => 53,
            b'c' | b'k' | b'v' | b'x' | b'y' | b'F' | b'L' => 59,
            b'E' | b'P' | b'S' | b'T' | b'Y' => 64,
            b'A' | b'B' | b'C' | b'K' | b'R' | b'V' | b'X' | b'Z' => 70,
            b'w' => 82,
            b'm' | b'M' | b'W' | b'%' | b'@' => 100,
            b'a'..=b'z' | b'0'..=b'9' => 64,
            _ => 79,
        };
        code += 1;
    }
    widths
}

/// The text on one line of at most `room` units; what does not fit ends in `…`.
pub fn fit(text: &str, room: i32, size: i32) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut line = String::new();
    let mut taken = width("…", size) * 1000;
    for letter in text.chars() {
        taken += letter_width(letter) * size;
        if taken > room * 1000 {
            break;
        }
        line.push(letter);
    }
    let kept = line.trim_end_matches([' ', '\u{a0}', ',', '-', '–', '(']).len();
    line.truncate(kept);
    line.push('…');
    line
}

/// The text on at most `most` lines; the first has `first` units of room, the others `room`. The last one ends in `…`
/// when there is more. A first line with no room for a word is empty.
pub fn wrap(text: &str, first: i32, room: i32, size: i32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() && lines.len() < most {
        let here = if lines.is_empty() { first } else { room };
        if lines.len() + 1 == most {
            lines.push(fit(rest, here, size));
            break;
        }
        let (line, after) = break_line(rest, here, size, here == room);
        lines.push(line);
        rest = after.trim_start();
    }
    lines
}

/// The longest beginning that fits, and what follows. A word longer than a whole line is divided when `divides`.
fn break_line(text: &str, room: i32, size: i32, divides: bool) -> (String, &str) {
    if width(text, size) <= room {
        return (text.to_owned(), "");
    }
    let (mut taken, mut word_end, mut fits) = (0, 0, 0);
    for (at, letter) in text.char_indices() {
        if letter == ' ' {
            word_end = at;
        }
        taken += letter_width(letter) * size;
        if taken > room * 1000 {
            break;
        }
        fits = at + letter.len_utf8();
        if matches!(letter, '-' | '/' | '–') {
            word_end = fits;
        }
    }
    if word_end > 0 {
        return (text[..word_end].trim_end().to_owned(), &text[word_end..]);
    }
    if !divides {
        return (String::new(), text);
    }
    let at = division(&text[..fits]).unwrap_or_else(|| fits.max(text.chars().next().map_or(0, char::len_utf8)));
    (format!("{}-", &text[..at]), &text[at..])
}

/// Where a long word is divided: after the `s` that joins two words, else before a consonant with a vowel behind it.
/// The last letter that fits leaves room for the hyphen.
fn division(word: &str) -> Option<usize> {
    let letters: Vec<(usize, char)> = word.char_indices().collect();
    let vowel = |letter: char| "aeiouyæøå".contains(letter);
    let places = 4..letters.len().saturating_sub(1);
    let joined = places
        .clone()
        .rev()
        .take(7)
        .find(|place| letters[place - 1].1 == 's' && !vowel(letters[place - 2].1) && letters[place - 2].1 != 's');
    let syllable = || {
        places
            .clone()
            .rev()
            .find(|place| !vowel(letters[*place].1) && letters.get(place + 1).is_some_and(|(_, next)| vowel(*next)))
    };
    joined.or_else(syllable).map(|place| letters[place].0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_line_fits_and_says_that_it_is_cut() {
        let line = fit("Frist for børnefaglig undersøgelse", 120, 120);
        assert!(line.ends_with('…') && width(&line, 120) <= 120, "{line}");
        assert_eq!(fit("kort", 120, 120), "kort");
    }

    #[test]
    fn lines_break_between_words_and_long_words_where_they_are_joined() {
        assert_eq!(wrap("er forudsætning for", 80, 80, 115, 3), ["er", "forudsætning", "for"]);
        assert_eq!(wrap("kvalitetssikret af", 74, 74, 115, 3), ["kvalitets-", "sikret af"]);
        let lines = wrap("beskrives af informationsobjektet", 92, 92, 115, 4);
        assert_eq!(lines, ["beskrives af", "informations-", "objektet"]);
    }

    #[test]
    fn no_line_is_wider_than_its_room_whatever_the_text() {
        for text in
            ["", " ", "æ", "WWWWWWWWWWWWWWWWWWWWWWWW", "a b c d e f g h i j", "\u{301}\u{301}", "漢字漢字漢字漢字漢字"]
        {
            for line in wrap(text, 30, 60, 120, 3) {
                assert!(width(&line, 120) <= 60 + width("-", 120), "{line}");
            }
        }
    }

    #[test]
    fn a_first_line_without_room_is_left_empty() {
        assert_eq!(wrap("underretninger", 20, 120, 120, 2), ["", "underretninger"]);
    }
}
