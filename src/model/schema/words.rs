//! The words of model files: which keys stand where, in Danish and English.

use super::tree::Tree;

/// Keys that may be written in English; inside the program they are the Danish ones.
const ENGLISH: &[(&str, &str)] = &[
    ("navn", "name"),
    ("udvid", "extends"),
    ("typer", "kinds"),
    ("fælles_felter", "common_fields"),
    ("ordlister", "word_lists"),
    ("rolle", "role"),
    ("mappe", "folder"),
    ("flertal", "plural"),
    ("hjælp", "help"),
    ("standardstatus", "default_status"),
    ("felter", "fields"),
    ("en_af", "one_of"),
    ("flere_af", "several_of"),
    ("til", "to"),
    ("mindst", "at_least"),
    ("højst", "at_most"),
    ("fingeraftryk", "fingerprint"),
    ("omvendt", "reverse"),
    ("i_sti", "in_path"),
    ("modsat", "inverse"),
    ("påvirkning", "impact"),
    ("første_trin", "first_step"),
    ("efterprøves", "reviewed"),
    ("uden_kreds", "acyclic"),
    ("attributter", "attributes"),
];

/// Whether one is the English word for the other.
pub(super) fn same_word(one: &str, other: &str) -> bool {
    ENGLISH.iter().any(|(danish, english)| (*danish, *english) == (one, other) || (*english, *danish) == (one, other))
}

/// What a place in a model file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Model,
    Kinds,
    Kind,
    Fields,
    Field,
    Choices,
    Choice,
    LinkFields,
    LinkField,
    LinkTypes,
    LinkType,
    Rows,
    Row,
    Lists,
    Name,
    /// A text or a list of texts.
    Leaf,
}

impl Level {
    /// Keys that may stand here; `None` where the author chooses them.
    pub(super) fn keys(self) -> Option<&'static [&'static str]> {
        Some(match self {
            Level::Model => &["navn", "udvid", "typer", "fælles_felter", "links", "raci", "ordlister"],
            Level::Kind => {
                &["rolle", "mappe", "navn", "flertal", "hjælp", "status", "standardstatus", "felter", "links"]
            }
            Level::Field => {
                &["rolle", "type", "navn", "en_af", "flere_af", "felter", "til", "mindst", "højst", "fingeraftryk"]
            }
            Level::Choice => &["rolle", "navn"],
            Level::LinkField => &["til", "mindst", "højst"],
            Level::LinkType => &[
                "rolle",
                "navn",
                "omvendt",
                "i_sti",
                "modsat",
                "påvirkning",
                "første_trin",
                "efterprøves",
                "uden_kreds",
                "attributter",
            ],
            Level::Row => &["navn", "R", "A", "C", "I"],
            Level::Name => &["da", "en"],
            _ => return None,
        })
    }

    /// What a key of this level holds.
    pub(super) fn inside(self, key: &str) -> Level {
        match (self, key) {
            (Level::Model, "typer") => Level::Kinds,
            (Level::Model, "links") => Level::LinkTypes,
            (Level::Model, "raci") => Level::Rows,
            (Level::Model, "ordlister") => Level::Lists,
            (Level::Model, "fælles_felter") | (Level::Kind | Level::Field, "felter") => Level::Fields,
            (Level::LinkType, "attributter") => Level::Fields,
            (Level::Kind, "links") => Level::LinkFields,
            (Level::Kind, "status") | (Level::Field, "en_af" | "flere_af") => Level::Choices,
            (Level::Kind, "navn" | "flertal" | "hjælp") | (Level::LinkType, "navn" | "omvendt" | "i_sti") => {
                Level::Name
            }
            (Level::Field | Level::Choice | Level::Row, "navn") => Level::Name,
            (Level::Kinds, _) => Level::Kind,
            (Level::Fields, _) => Level::Field,
            (Level::Choices, _) => Level::Choice,
            (Level::LinkFields, _) => Level::LinkField,
            (Level::LinkTypes, _) => Level::LinkType,
            (Level::Rows, _) => Level::Row,
            _ => Level::Leaf,
        }
    }

    /// Whether an own model adds to what stands here key by key; else it replaces the whole.
    pub(super) fn is_merged(self) -> bool {
        !matches!(self, Level::Choices | Level::Choice | Level::Name | Level::Leaf | Level::Row)
    }

    /// Whether the keys here name things that `null` takes out of the model.
    pub(super) fn is_list_of_things(self) -> bool {
        matches!(self, Level::Kinds | Level::Fields | Level::LinkFields | Level::LinkTypes | Level::Rows | Level::Lists)
    }
}

/// Replaces English keys of the model language by the Danish ones. Names that authors choose are left alone.
pub(super) fn in_danish(tree: &mut Tree, level: Level) {
    let Tree::Map(map) = tree else { return };
    for (key, value) in map {
        if let Some(known) = level.keys()
            && !known.contains(&key.as_str())
            && let Some((danish, _)) = ENGLISH.iter().find(|(danish, english)| english == key && known.contains(danish))
        {
            *key = (*danish).to_owned();
        }
        in_danish(value, level.inside(key));
    }
}
