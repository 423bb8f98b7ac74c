//! Lists of words and phrases, looked up in one pass over a text.
//!
//! An entry is a word or a phrase as it is written. `…` stands for up to six words, `#` for a number, `|` between two
//! forms of a word for either, and `-` before a word also finds it as the last part of a compound.

use foldhash::HashMap;

use super::inflect::{forms, noun_forms};
use super::tokens::{Token, TokenKind, lower, tokens};
use super::{HOLE, grammar};

/// Words that `…` may stand for.
const LONGEST_GAP: usize = 6;
/// A compound is found by so many of its last bytes.
const TAIL_BYTES: usize = 4;

/// How the words of a list are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matching {
    /// As written, whatever the case.
    Exact,
    /// Adjectives, adverbs and verbs in all their forms; of a phrase only a verb that begins it.
    Inflected,
    /// Nouns in all their forms.
    Noun,
    /// Names: capital letters count; a genitive, and a compound with a hyphen after the name, are found too.
    Name,
}

/// A phrase found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Number of the list.
    pub list: u16,
    /// First and last token.
    pub first: u32,
    pub last: u32,
}

/// Lists made ready for looking up.
#[derive(Debug, Default)]
pub struct Lexicon {
    phrases: Vec<Phrase>,
    /// Phrases by each form of their first word.
    by_word: HashMap<Box<str>, Vec<u32>>,
    by_name: HashMap<Box<str>, Vec<u32>>,
    /// Forms that end a compound, by their last bytes.
    by_tail: HashMap<[u8; TAIL_BYTES], Vec<(Box<str>, u32)>>,
    /// Which words may be known at all, so that most are not looked up.
    words: Known,
    names: Known,
    tails: Known,
}

/// Which lengths the words have that begin (or compounds, end) with a byte.
#[derive(Debug)]
struct Known([u64; 256]);

impl Default for Known {
    fn default() -> Self {
        Known([0; 256])
    }
}

impl Known {
    fn add(&mut self, byte: u8, length: usize) {
        self.0[byte as usize] |= 1 << length.min(63);
    }

    fn may_have(&self, byte: u8, length: usize) -> bool {
        self.0[byte as usize] & (1 << length.min(63)) != 0
    }
}

#[derive(Debug)]
struct Phrase {
    list: u16,
    matching: Matching,
    /// After the first word.
    rest: Vec<Slot>,
}

#[derive(Debug)]
enum Slot {
    Forms(Vec<Box<str>>),
    Number,
    Gap,
}

impl Lexicon {
    /// Adds a list under a number.
    pub fn add<'a>(&mut self, list: u16, matching: Matching, entries: impl IntoIterator<Item = &'a str>) {
        for entry in entries {
            self.add_entry(list, matching, entry.trim());
        }
    }

    fn add_entry(&mut self, list: u16, matching: Matching, entry: &str) {
        let compound = entry.len() > 2 && entry.starts_with('-');
        let mut slots = slots(entry.trim_start_matches('-'), matching);
        if slots.is_empty() {
            return;
        }
        let Slot::Forms(first) = slots.remove(0) else { return };
        let number = self.phrases.len() as u32;
        self.phrases.push(Phrase { list, matching, rest: slots });
        for form in first {
            if compound && form.len() > TAIL_BYTES {
                self.tails.add(form.as_bytes()[form.len() - 1], 0);
                self.by_tail.entry(tail(&form)).or_default().push((form.clone(), number));
            }
            let (by, known) = match matching {
                Matching::Name => (&mut self.by_name, &mut self.names),
                _ => (&mut self.by_word, &mut self.words),
            };
            known.add(form.as_bytes()[0], if matching == Matching::Name { 0 } else { form.len() });
            by.entry(form).or_default().push(number);
        }
    }

    /// Every phrase that begins at a token of a sentence, appended to `hits`. `text` is as written and `small` in lower
    /// case; `is_muted` names tokens that are not looked at.
    pub fn find(&self, sentence: &Sentence<'_>, at: usize, hits: &mut Vec<Hit>) {
        let token = &sentence.tokens[at];
        let small = &sentence.small[token.range()];
        let bytes = small.as_bytes();
        if self.words.may_have(bytes[0], bytes.len()) {
            for number in self.by_word.get(small).into_iter().flatten() {
                self.try_phrase(sentence, at, *number, hits);
            }
        }
        if token.kind != TokenKind::Word {
            return;
        }
        if bytes.len() > TAIL_BYTES + 2 && self.tails.may_have(bytes[bytes.len() - 1], 0) {
            for (form, number) in self.by_tail.get(&tail(small)).into_iter().flatten() {
                if bytes.len() > form.len() + 2 && small.ends_with(&**form) {
                    self.try_phrase(sentence, at, *number, hits);
                }
            }
        }
        let word = &sentence.text[token.range()];
        if self.names.may_have(word.as_bytes()[0], 0) {
            for number in self.named(word) {
                self.try_phrase(sentence, at, *number, hits);
            }
        }
    }

    fn named(&self, word: &str) -> &[u32] {
        let exact = |word: &str| self.by_name.get(word).map(Vec::as_slice);
        let head = word.split('-').next().filter(|head| head.len() < word.len());
        let digits = word.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let digits = Some(digits).filter(|name| name.len() < word.len());
        let owner = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).or_else(|| word.strip_suffix('s'));
        exact(word).or_else(|| exact(head?)).or_else(|| exact(owner?)).or_else(|| exact(digits?)).unwrap_or_default()
    }

    fn try_phrase(&self, sentence: &Sentence<'_>, at: usize, number: u32, hits: &mut Vec<Hit>) {
        let phrase = &self.phrases[number as usize];
        if let Some(last) = phrase.end(sentence, at) {
            hits.push(Hit { list: phrase.list, first: at as u32, last: last as u32 });
        }
    }
}

/// A sentence, or any run of tokens that phrases do not leave.
#[derive(Clone, Copy, Debug)]
pub struct Sentence<'a> {
    pub text: &'a str,
    pub small: &'a str,
    pub tokens: &'a [Token],
    /// Where it ends among the tokens.
    pub end: usize,
}

impl Phrase {
    /// The last token of the phrase that begins at `at`.
    fn end(&self, sentence: &Sentence<'_>, at: usize) -> Option<usize> {
        let mut last = at;
        let mut gap = false;
        for slot in &self.rest {
            if matches!(slot, Slot::Gap) {
                gap = true;
                continue;
            }
            let most = if gap { LONGEST_GAP } else { 0 };
            last = self.next(sentence, slot, last + 1, most)?;
            gap = false;
        }
        Some(last)
    }

    fn next(&self, sentence: &Sentence<'_>, slot: &Slot, from: usize, most: usize) -> Option<usize> {
        let mut at = from;
        for _ in 0..=most {
            // `sikre, at`
            let comma = at < sentence.end && sentence.tokens[at].is_mark(',');
            if comma && slot.is_word("at") && most == 0 {
                at += 1;
            }
            let token = sentence.tokens.get(at).filter(|_| at < sentence.end)?;
            if slot.takes(sentence, token, self.matching) {
                return Some(at);
            }
            if matches!(token.kind, TokenKind::Mark(mark) if mark != HOLE) {
                return None;
            }
            at += 1;
        }
        None
    }
}

impl Slot {
    fn is_word(&self, word: &str) -> bool {
        matches!(self, Slot::Forms(forms) if forms.len() == 1 && &*forms[0] == word)
    }

    fn takes(&self, sentence: &Sentence<'_>, token: &Token, matching: Matching) -> bool {
        let text = if matching == Matching::Name { sentence.text } else { sentence.small };
        match self {
            Slot::Forms(forms) => forms.iter().any(|form| **form == text[token.range()]),
            Slot::Number => token.kind == TokenKind::Number || grammar::is_number_word(&sentence.small[token.range()]),
            Slot::Gap => false,
        }
    }
}

/// The words of an entry, each with its forms.
fn slots(entry: &str, matching: Matching) -> Vec<Slot> {
    let text = if matching == Matching::Name { entry.to_owned() } else { lower(entry) };
    let mut parts = Vec::new();
    tokens(&text, 0, &mut parts);
    let mut slots: Vec<Slot> = Vec::new();
    let mut alternative = false;
    for part in &parts {
        let word = &text[part.range()];
        match part.kind {
            TokenKind::Mark('…') => slots.push(Slot::Gap),
            TokenKind::Mark('#') => slots.push(Slot::Number),
            TokenKind::Mark('|') => alternative = true,
            _ => match slots.last_mut() {
                Some(Slot::Forms(forms)) if alternative => {
                    forms.push(word.into());
                    alternative = false;
                }
                _ => slots.push(Slot::Forms(vec![word.into()])),
            },
        }
    }
    inflect(&mut slots, matching);
    slots
}

fn inflect(slots: &mut [Slot], matching: Matching) {
    let alone = slots.len() == 1;
    let Some(Slot::Forms(first)) = slots.first_mut() else { return };
    let [word] = first.as_slice() else { return };
    // The first word of a phrase is inflected when it is a verb: they end in `-e`.
    let verb = word.ends_with('e') && word.chars().count() > 3;
    let all = match matching {
        Matching::Inflected if word.ends_with('.') => return,
        Matching::Inflected if alone || verb => forms(word),
        Matching::Noun if alone => noun_forms(word),
        _ => return,
    };
    *first = all.into_iter().map(String::into_boxed_str).collect();
    first.sort();
    first.dedup();
}

fn tail(word: &str) -> [u8; TAIL_BYTES] {
    let bytes = word.as_bytes();
    let mut tail = [0; TAIL_BYTES];
    tail.copy_from_slice(&bytes[bytes.len() - TAIL_BYTES..]);
    tail
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What of `list` is found in a sentence.
    fn check(list: &[&str], matching: Matching, text: &str, expected: &[&str]) {
        let mut lexicon = Lexicon::default();
        lexicon.add(0, matching, list.iter().copied());
        let small = lower(text);
        let mut found = Vec::new();
        tokens(text, 0, &mut found);
        let sentence = Sentence { text, small: &small, tokens: &found, end: found.len() };
        let mut hits = Vec::new();
        for at in 0..found.len() {
            lexicon.find(&sentence, at, &mut hits);
        }
        let said = |hit: &Hit| &text[found[hit.first as usize].start as usize..found[hit.last as usize].end as usize];
        assert_eq!(hits.iter().map(said).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn inflections_are_found_and_other_words_are_not() {
        check(&["hurtig"], Matching::Inflected, "Hurtigt og hurtigere med hurtigtast", &["Hurtigt", "hurtigere"]);
        check(&["nem", "let"], Matching::Inflected, "nemme NemID gennem lettelse let", &["nemme", "let"]);
        check(&["egnet"], Matching::Inflected, "egnede, beregnet", &["egnede"]);
    }

    #[test]
    fn phrases_may_have_gaps_numbers_alternatives_and_a_comma_before_at() {
        check(
            &["stille … til rådighed"],
            Matching::Inflected,
            "skal stille alle data til rådighed",
            &["stille alle data til rådighed"],
        );
        check(&["stille … til rådighed"], Matching::Inflected, "stille krav. Til rådighed", &[]);
        check(&["op til #"], Matching::Exact, "op til ti brugere op til fristen", &["op til ti"]);
        check(&["bedst mulig|muligt"], Matching::Exact, "bedst muligt", &["bedst muligt"]);
        check(&["sikre at"], Matching::Inflected, "skal sikre, at", &["sikre, at"]);
        check(&["og/eller"], Matching::Exact, "navn og/eller adresse", &["og/eller"]);
    }

    #[test]
    fn compounds_are_found_by_their_last_part_when_the_list_says_so() {
        check(
            &["-effektiv"],
            Matching::Inflected,
            "omkostningseffektive og effektiv",
            &["omkostningseffektive", "effektiv"],
        );
        check(&["effektiv"], Matching::Inflected, "omkostningseffektive", &[]);
    }

    #[test]
    fn names_are_found_with_their_capitals() {
        check(
            &["Fjordsoft", "Nordlys Data"],
            Matching::Name,
            "Fjordsofts og Fjordsoft-licens, Nordlys Data, fjordsoft",
            &["Fjordsofts", "Fjordsoft-licens", "Nordlys Data"],
        );
    }
}
