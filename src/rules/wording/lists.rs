//! The word lists that rules of wording look up, and the lexicon made of them.

use crate::language::{Lexicon, Matching};
use crate::trace::Facts;
use crate::trace::brands::Brands;

/// A word list of the model, or the project's list of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum List {
    Obligation,
    Vague,
    VagueTime,
    VagueUsability,
    VagueProperty,
    VagueDegree,
    VagueFitting,
    VagueAction,
    VagueCirca,
    VagueCondition,
    VagueNorm,
    NotVague,
    Escape,
    OpenEnd,
    Combinators,
    Modal,
    TimeBound,
    TimeBoundWord,
    Incumbent,
    Placeholder,
    Position,
    Pronoun,
    TimeWord,
    TimeUnit,
    Unit,
    Bound,
    Equivalent,
    Documentation,
    Series,
    Standard,
    /// Names of products, trademarks and suppliers (`kvalitetsprofil.fabrikater`); no list of the model.
    Brand,
}

/// Every list of the model with its name there and how its words are compared, in the order of [`List`].
const LISTS: [(List, &str, Matching); 30] = [
    (List::Obligation, "obligation", Matching::Exact),
    (List::Vague, "vague", Matching::Inflected),
    (List::VagueTime, "vague_time", Matching::Inflected),
    (List::VagueUsability, "vague_usability", Matching::Inflected),
    (List::VagueProperty, "vague_property", Matching::Inflected),
    (List::VagueDegree, "vague_degree", Matching::Inflected),
    (List::VagueFitting, "vague_fitting", Matching::Inflected),
    (List::VagueAction, "vague_action", Matching::Inflected),
    (List::VagueCirca, "vague_circa", Matching::Inflected),
    (List::VagueCondition, "vague_condition", Matching::Inflected),
    (List::VagueNorm, "vague_norm", Matching::Inflected),
    (List::NotVague, "not_vague", Matching::Inflected),
    (List::Escape, "escape", Matching::Inflected),
    (List::OpenEnd, "open_end", Matching::Exact),
    (List::Combinators, "combinators", Matching::Exact),
    (List::Modal, "modal", Matching::Exact),
    (List::TimeBound, "time_bound", Matching::Exact),
    (List::TimeBoundWord, "time_bound_word", Matching::Inflected),
    (List::Incumbent, "incumbent", Matching::Noun),
    (List::Placeholder, "placeholder", Matching::Exact),
    (List::Position, "position", Matching::Exact),
    (List::Pronoun, "pronoun", Matching::Exact),
    (List::TimeWord, "time_word", Matching::Exact),
    (List::TimeUnit, "time_unit", Matching::Noun),
    (List::Unit, "unit", Matching::Noun),
    (List::Bound, "bound", Matching::Exact),
    (List::Equivalent, "equivalent", Matching::Exact),
    (List::Documentation, "equivalence_documentation", Matching::Noun),
    (List::Series, "standard_series", Matching::Name),
    (List::Standard, "standard_name", Matching::Name),
];

/// The lists of vague words.
pub const VAGUE: [List; 10] = [
    List::Vague,
    List::VagueTime,
    List::VagueUsability,
    List::VagueProperty,
    List::VagueDegree,
    List::VagueFitting,
    List::VagueAction,
    List::VagueCirca,
    List::VagueCondition,
    List::VagueNorm,
];

impl List {
    /// Which of two lists a word belongs to that is in both: the least number wins. `None` for lists whose words may be
    /// in others as well.
    pub fn rank(self) -> Option<u8> {
        Some(match self {
            List::NotVague => 0,
            List::Placeholder => 1,
            List::Escape => 2,
            List::OpenEnd => 3,
            List::TimeBound => 4,
            List::TimeWord => 5,
            list if VAGUE.contains(&list) => 6,
            List::Combinators => 7,
            List::Position => 8,
            _ => return None,
        })
    }

    pub(super) fn of_number(number: u16) -> List {
        LISTS.get(number as usize).map_or(List::Brand, |(list, ..)| *list)
    }
}

/// The lists of a project, ready for looking up. Costs about as much as reading a few hundred statements.
pub fn lexicon(facts: &Facts) -> Lexicon {
    let mut lexicon = Lexicon::default();
    for (list, name, matching) in LISTS {
        lexicon.add(list as u16, matching, facts.model.schema.word_list(name).iter().map(String::as_str));
    }
    let brands = Brands::read(facts);
    lexicon.add(List::Brand as u16, Matching::Name, brands.names.iter().map(|name| &**name));
    lexicon
}
