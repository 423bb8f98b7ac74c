//! Running text cut into words, numbers and signs, with their byte offsets.

/// What a token is; its text is the slice between its offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Letters, with hyphens between the parts of a compound (`EUF-traktaten`).
    Word,
    /// ASCII digits.
    Number,
    /// `§` or `§§`.
    Sign,
    /// A hyphen or dash of any length.
    Dash,
    /// Any other character, and longer runs of `§`.
    Mark(char),
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: TokenKind,
    pub start: usize,
    pub end: usize,
    /// White space of any kind stands before the token.
    pub spaced: bool,
    /// A closing bracket that closes none: the one of `litra b)`.
    pub unopened: bool,
}

/// A text and its tokens, asked by token number; a number past the end is answered like an empty token.
pub(super) struct Tokens<'a> {
    pub text: &'a str,
    list: Vec<Token>,
}

impl<'a> Tokens<'a> {
    pub fn of(text: &'a str) -> Self {
        Tokens { text, list: tokenize(text) }
    }

    pub fn count(&self) -> usize {
        self.list.len()
    }

    pub fn kind(&self, at: usize) -> Option<TokenKind> {
        self.list.get(at).map(|token| token.kind)
    }

    pub fn start(&self, at: usize) -> usize {
        self.list.get(at).map_or(self.text.len(), |token| token.start)
    }

    /// End of the token before `at`: where a passage stops that is followed by token `at`.
    pub fn end_before(&self, at: usize) -> usize {
        at.checked_sub(1).and_then(|before| self.list.get(before)).map_or(0, |token| token.end)
    }

    pub fn text_of(&self, at: usize) -> &'a str {
        self.list.get(at).map_or("", |token| &self.text[token.start..token.end])
    }

    /// The word at `at`, or an empty text where something else stands.
    pub fn word(&self, at: usize) -> &'a str {
        if self.kind(at) == Some(TokenKind::Word) { self.text_of(at) } else { "" }
    }

    pub fn is_word(&self, at: usize, lower: &str) -> bool {
        same_word(self.word(at), lower)
    }

    pub fn is_any(&self, at: usize, lower: &[&str]) -> bool {
        !self.word(at).is_empty() && lower.iter().any(|word| self.is_word(at, word))
    }

    pub fn is_mark(&self, at: usize, mark: char) -> bool {
        self.kind(at) == Some(TokenKind::Mark(mark))
    }

    /// Whether the bracket of `litra b)` stands at `at`, and not one that closes a bracket before it.
    pub fn is_item_bracket(&self, at: usize) -> bool {
        self.is_mark(at, ')') && self.list[at].unopened
    }

    pub fn is_dash(&self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::Dash)
    }

    /// Nothing but the token's own characters stands between it and the one before.
    pub fn is_glued(&self, at: usize) -> bool {
        self.list.get(at).is_some_and(|token| !token.spaced)
    }

    /// The digits at `at`, unless another kind of token stands there.
    pub fn digits(&self, at: usize) -> Option<&'a str> {
        (self.kind(at) == Some(TokenKind::Number)).then(|| self.text_of(at))
    }

    /// An empty line stands before the token: nothing is read across it.
    pub fn begins_paragraph(&self, at: usize) -> bool {
        let gap = &self.text[self.end_before(at)..self.start(at)];
        gap.bytes().filter(|byte| *byte == b'\n').count() > 1
    }
}

/// Whether a word is `lower`, whatever its case.
pub(super) fn same_word(word: &str, lower: &str) -> bool {
    word.len() == lower.len() && word.chars().flat_map(char::to_lowercase).eq(lower.chars())
}

fn tokenize(text: &str) -> Vec<Token> {
    let mut list = Vec::new();
    let (mut at, mut spaced, mut newlines, mut open) = (0, false, 0, 0_usize);
    while let Some(first) = text[at..].chars().next() {
        if first.is_whitespace() {
            at += first.len_utf8();
            spaced = true;
            newlines += usize::from(first == '\n');
            continue;
        }
        // A bracket isn't looked for across an empty line.
        open = if newlines > 1 { 0 } else { open };
        let (kind, length) = token_at(&text[at..], first);
        let unopened = kind == TokenKind::Mark(')') && open == 0;
        match kind {
            TokenKind::Mark('(') => open += 1,
            TokenKind::Mark(')') => open = open.saturating_sub(1),
            _ => {}
        }
        list.push(Token { kind, start: at, end: at + length, spaced, unopened });
        at += length;
        (spaced, newlines) = (false, 0);
    }
    list
}

fn token_at(rest: &str, first: char) -> (TokenKind, usize) {
    match first {
        '§' => {
            let length = run(rest, |character| character == '§');
            let kind = if length <= 2 * '§'.len_utf8() { TokenKind::Sign } else { TokenKind::Mark('§') };
            (kind, length)
        }
        '0'..='9' => (TokenKind::Number, run(rest, |character| character.is_ascii_digit())),
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => (TokenKind::Dash, first.len_utf8()),
        _ if first.is_alphabetic() => (TokenKind::Word, word_length(rest)),
        _ => (TokenKind::Mark(first), first.len_utf8()),
    }
}

/// Length of a word. A hyphen belongs to it, except between two letters or two roman numerals,
/// which are a range (`§§ 69 l-q`, `kapitel II-IV`).
fn word_length(rest: &str) -> usize {
    let mut length = run(rest, char::is_alphabetic);
    let mut part_start = 0;
    while rest[length..].starts_with('-') {
        let next = run(&rest[length + 1..], char::is_alphabetic);
        let (part, after) = (&rest[part_start..length], &rest[length + 1..length + 1 + next]);
        if next == 0 || is_single(part) && is_single(after) || is_roman(part) && is_roman(after) {
            break;
        }
        part_start = length + 1;
        length += 1 + next;
    }
    length
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|character| !belongs(character)).unwrap_or(text.len())
}

fn is_single(word: &str) -> bool {
    word.chars().count() == 1
}

/// A roman numeral as laws use them: up to eight letters, all of one case.
pub(super) fn is_roman(word: &str) -> bool {
    let lower = word.bytes().all(|byte| b"ivxlc".contains(&byte));
    let upper = word.bytes().all(|byte| b"IVXLC".contains(&byte));
    (1..=8).contains(&word.len()) && (lower || upper)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let tokens = Tokens::of(text);
        let seen: Vec<&str> = (0..tokens.count()).map(|at| tokens.text_of(at)).collect();
        assert_eq!(seen, expected);
    }

    #[test]
    fn letter_ranges_are_cut_and_compounds_kept_whole() {
        check("§§ 69 l-q", &["§§", "69", "l", "-", "q"]);
        check("kapitel II-IV", &["kapitel", "II", "-", "IV"]);
        check("A-kasser, EUF-traktaten", &["A-kasser", ",", "EUF-traktaten"]);
    }

    #[test]
    fn missing_and_odd_spaces_are_read() {
        check("§20,stk.3", &["§", "20", ",", "stk", ".", "3"]);
        check("§\u{a0}16\u{202f}a", &["§", "16", "a"]);
    }
}
