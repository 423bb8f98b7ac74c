//! The four verdicts, and how they are joined.

use crate::finding::Language;

/// Whether documentation can be tendered again. Ordered from best to worst: the verdict of several is the greatest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// No unwaived error, every threshold of the profile met.
    #[default]
    Ready,
    /// Only waived errors and missed thresholds, each with owner and date.
    Outstanding,
    /// Something that the profile demands is not there to be judged.
    NotAssessed,
    NotReady,
}

impl Verdict {
    pub const ALL: [Verdict; 4] = [Verdict::Ready, Verdict::Outstanding, Verdict::NotAssessed, Verdict::NotReady];

    /// The worst of some; ready when there are none.
    pub fn worst(verdicts: impl IntoIterator<Item = Verdict>) -> Verdict {
        verdicts.into_iter().max().unwrap_or_default()
    }

    /// The word that stands in files and JSON, in every language: `klar med udeståender`.
    pub fn key(self) -> &'static str {
        match self {
            Verdict::Ready => "klar",
            Verdict::Outstanding => "klar med udeståender",
            Verdict::NotAssessed => "ikke vurderet",
            Verdict::NotReady => "ikke klar",
        }
    }

    /// The verdict of a word.
    pub fn of_key(key: &str) -> Option<Verdict> {
        Verdict::ALL.into_iter().find(|verdict| verdict.key() == key)
    }

    /// The word for a reader.
    pub fn word(self, language: Language) -> &'static str {
        match (language, self) {
            (Language::Danish, _) => self.key(),
            (Language::English, Verdict::Ready) => "ready",
            (Language::English, Verdict::Outstanding) => "ready with outstanding matters",
            (Language::English, Verdict::NotAssessed) => "not assessed",
            (Language::English, Verdict::NotReady) => "not ready",
        }
    }

    /// The sign that stands beside the word: it means the same without colour.
    pub fn sign(self) -> char {
        match self {
            Verdict::Ready => '✓',
            Verdict::Outstanding => '◐',
            Verdict::NotAssessed => '–',
            Verdict::NotReady => '✕',
        }
    }

    /// Whether a gate lets it pass.
    pub fn passes(self) -> bool {
        self <= Verdict::Outstanding
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_is_named_in_the_order_of_the_agreement() {
        assert_eq!(Verdict::worst([]), Verdict::Ready);
        assert_eq!(Verdict::worst([Verdict::Ready, Verdict::Outstanding]), Verdict::Outstanding);
        assert_eq!(Verdict::worst([Verdict::NotAssessed, Verdict::Outstanding]), Verdict::NotAssessed);
        assert_eq!(Verdict::worst(Verdict::ALL), Verdict::NotReady);
        assert!(Verdict::ALL.into_iter().all(|verdict| Verdict::of_key(verdict.key()) == Some(verdict)));
    }
}
