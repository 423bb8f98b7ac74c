//! How wide texts are and where they break.

/// Height of a line in sizes of its text.
pub(super) const LINE: f64 = 1.2;
/// Widest room that is tried.
const WIDEST: f64 = 800.0;
/// Most lines of one label.
const MOST_LINES: usize = 12;

/// Width of a text in user units, by classes of letters of a common sans-serif. An estimate: some 5 % too wide.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(letter).sum::<f64>() * size
}

/// Width of a letter in sizes, of Segoe UI, Helvetica and Noto Sans the widest.
fn letter(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '|' | '\'' | '.' | ',' | ':' | ';' | '!' => 0.28,
        'f' | 't' | 'r' | 'I' | ' ' | '(' | ')' | '[' | ']' | '-' | '/' | '"' => 0.36,
        'm' | 'w' | 'M' | 'W' | 'æ' | 'Æ' | '@' | '%' => 0.88,
        'A'..='Z' | 'Ø' | 'Å' => 0.68,
        '\u{1100}'.. => 1.0,
        _ => 0.56,
    }
}

/// Breaks a text into lines no wider than `room`; words that are wider are cut where they must. Written line breaks
/// are kept; what is beyond the most lines is left out with "…".
pub(super) fn wrap(text: &str, size: f64, room: f64) -> Vec<String> {
    let room = room.max(size * 2.0);
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            let mut word = word;
            let joined = width(&line, size) + letter(' ') * size + width(word, size);
            if !line.is_empty() && joined <= room {
                line.push(' ');
                line.push_str(word);
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            while width(word, size) > room && lines.len() < MOST_LINES {
                let at = cut(word, size, room);
                let (front, rest) = word.split_at(at);
                lines.push(if front.ends_with('-') { front.to_owned() } else { format!("{front}-") });
                word = rest;
            }
            line.push_str(word);
            if lines.len() > MOST_LINES {
                break;
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        if lines.len() > MOST_LINES {
            break;
        }
    }
    if lines.len() > MOST_LINES {
        lines.truncate(MOST_LINES);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines
}

/// Breaks a text into `count` lines where that can be done within `room`, else as few as can be; lines of about one length.
pub(super) fn balanced(text: &str, size: f64, room: f64, count: usize) -> Vec<String> {
    let room = room.min(WIDEST);
    let mut best = wrap(text, size, room);
    let wanted = best.len().max(count);
    let mut narrower = room - size / 2.0;
    while narrower > room * 0.4 && best.len() <= wanted {
        let lines = wrap(text, size, narrower);
        let broken = lines.iter().any(|line| line.ends_with('-')) && !best.iter().any(|line| line.ends_with('-'));
        if lines.len() > wanted || broken {
            break;
        }
        best = lines;
        narrower -= size / 2.0;
    }
    best
}

/// Where a word that is too wide is cut: after its last hyphen or slash that fits, else at the last letter that does.
fn cut(word: &str, size: f64, room: f64) -> usize {
    let mut used = letter('-') * size;
    let mut last = 0;
    let mut hyphen = None;
    for (at, sign) in word.char_indices() {
        used += letter(sign) * size;
        let end = at + sign.len_utf8();
        if used > room && last > 0 {
            break;
        }
        last = end;
        if matches!(sign, '-' | '/' | '_') && end < word.len() {
            hyphen = Some(end);
        }
    }
    hyphen.unwrap_or(last)
}

/// The largest of the sizes from `size` down at which the text fits into `room` by `height`, with its lines.
pub(super) fn fit(text: &str, size: f64, room: f64, height: f64) -> (Vec<String>, f64) {
    let mut size = size;
    loop {
        let lines = wrap(text, size, room);
        let longest_word = text.split_whitespace().map(|word| width(word, size)).fold(0.0, f64::max);
        let fits = lines.len() as f64 * size * LINE <= height && longest_word <= room;
        if fits || size <= 7.0 {
            return (balanced(text, size, room, lines.len()), size);
        }
        size -= 1.0;
    }
}
