//! Bad news for the author: what is so, where, and the way out, in Danish and English.

use serde::{Deserialize, Serialize};

use crate::place::{Place, Span};

/// A text in both languages of the program.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    pub da: String,
    pub en: String,
}

impl Said {
    pub fn new(da: impl Into<String>, en: impl Into<String>) -> Self {
        Said { da: da.into(), en: en.into() }
    }

    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Danish => &self.da,
            Language::English => &self.en,
        }
    }
}

/// Formats the same sentence in Danish and English: `said!("`{}` findes ikke", "`{}` does not exist"; id)`.
#[macro_export]
macro_rules! said {
    ($da:literal, $en:literal $(; $($arg:expr),+ $(,)?)?) => {
        $crate::finding::Said { da: format!($da $(, $($arg),+)?), en: format!($en $(, $($arg),+)?) }
    };
}

/// Language of messages and of the site's own words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    #[default]
    Danish,
    English,
}

/// How grave a finding is. `Off` findings are dropped before anyone sees them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    Off,
    Info,
    Warning,
    Error,
}

/// A code of `rules.md`, such as `S07`: one letter for the area and two digits.
pub type Code = &'static str;

/// A text edit that mends a finding: what stands at `place` is replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    pub place: Place,
    pub replacement: String,
}

/// Another place that explains a finding, such as where an id was used first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    pub place: Place,
    pub message: Said,
}

/// How grave one case of a rule is, where it is not as grave as the rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Case {
    /// As grave as the rule.
    #[default]
    Plain,
    /// This level stands in for the rule's own; a quality profile that names a level for the rule is still obeyed.
    Level(Level),
    /// Never graver than this, whatever the quality profile says: what the rule asks was not agreed for this case.
    AtMost(Level),
}

impl Case {
    /// The level of the case, from the one the profile names, if any, and the rule's own.
    pub fn level(self, profile: Option<Level>, rule: Level) -> Level {
        match self {
            Case::Plain => profile.unwrap_or(rule),
            Case::Level(own) => profile.unwrap_or(own),
            Case::AtMost(most) => profile.unwrap_or(rule).min(most),
        }
    }
}

/// Something an author can mend by editing. It has a place, and the run goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub code: Code,
    /// Set from the rule, this case of it and the quality profile when the rules are run; `Error` until then.
    pub level: Level,
    /// What a rule that is graver or milder in some cases says of this one; see [`Case`].
    pub case: Case,
    pub message: Said,
    /// What to do; `None` where the message says it already.
    pub help: Option<Said>,
    pub place: Place,
    /// Index of the item it concerns in `Model::items`; `None` when it concerns a file or the project.
    pub item: Option<u32>,
    pub related: Vec<Related>,
    pub fix: Option<Fix>,
    pub waived: bool,
}

impl Finding {
    pub fn new(code: Code, place: Place, message: Said) -> Self {
        Finding {
            code,
            level: Level::Error,
            case: Case::Plain,
            message,
            help: None,
            place,
            item: None,
            related: Vec::new(),
            fix: None,
            waived: false,
        }
    }

    pub fn help(mut self, help: Said) -> Self {
        self.help = Some(help);
        self
    }

    pub fn about(mut self, item: u32) -> Self {
        self.item = Some(item);
        self
    }

    pub fn fix(mut self, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix { place: self.place, replacement: replacement.into() });
        self
    }

    pub fn related(mut self, place: Place, message: Said) -> Self {
        self.related.push(Related { place, message });
        self
    }
}

/// A finding of the reading stages, before the file has a number: spans are in the document itself,
/// so that a document parsed once stays valid when other files come and go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub code: Code,
    pub span: Span,
    pub message: Said,
    pub help: Option<Said>,
    /// Replaces what stands at `.0` (mostly the notice's own span) by `.1`.
    pub fix: Option<(Span, String)>,
    /// Other places in the same file.
    pub related: Vec<(Span, Said)>,
}

impl Notice {
    pub fn new(code: Code, span: Span, message: Said) -> Self {
        Notice { code, span, message, help: None, fix: None, related: Vec::new() }
    }

    pub fn help(mut self, help: Said) -> Self {
        self.help = Some(help);
        self
    }

    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some((span, replacement.into()));
        self
    }

    pub fn related(mut self, span: Span, message: Said) -> Self {
        self.related.push((span, message));
        self
    }
}
