//! The first words of a text.

/// Longest excerpt, in characters; what search engines show of a description.
const MOST: usize = 200;

/// Collects plain text until there is enough.
pub(super) struct Excerpt {
    text: String,
    chars: usize,
    space: bool,
}

impl Default for Excerpt {
    /// With room for most: what is kept is a copy.
    fn default() -> Excerpt {
        Excerpt { text: String::with_capacity(MOST + MOST / 4), chars: 0, space: false }
    }
}

impl Excerpt {
    /// Adds text; white space runs become one space.
    pub fn push(&mut self, text: &str) {
        for char in text.chars() {
            if self.chars > MOST {
                return;
            }
            if char.is_whitespace() {
                self.space = true;
                continue;
            }
            if self.space && !self.text.is_empty() {
                self.text.push(' ');
                self.chars += 1;
            }
            self.space = false;
            self.text.push(char);
            self.chars += 1;
        }
    }

    /// The text, cut at a word if there was more.
    pub fn finish(mut self) -> Box<str> {
        if self.chars > MOST {
            let end = self.text.char_indices().nth(MOST - 1).map_or(self.text.len(), |(at, _)| at);
            let end = self.text[..end].rfind(' ').unwrap_or(end);
            self.text.truncate(self.text[..end].trim_end_matches([' ', ',', ';', ':']).len());
            self.text.push('…');
        }
        self.text.as_str().into()
    }
}
