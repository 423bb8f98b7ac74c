//! What the parts of the graph are written in: kinds, statuses and types of link by number, and the page's words.

use serde_json::{Value, json};

use super::super::book::Book;
use super::super::data::script_safe;
use super::super::graph;
use super::super::neighbours::Standing;
use super::super::refs::{class, legal_chip, status_tone};
use super::super::view::Chip;
use super::super::words::name;
use super::parts::parts;
use super::words;
use crate::draw::neighbourhood::State;
use crate::draw::shape::Shape;
use crate::model::schema::Impact;
use crate::model::schema::{Kind, LinkType};
use crate::model::{Item, LegalState, Model, Role};

/// Width and height of a node, the same everywhere, so that its outline is made here and not in a script: room for an
/// id, the kind's name and two lines of a title.
const BOX: (i32, i32) = (212, 58);

/// Where law may stand, in the order of a life.
const LEGAL: [LegalState; 4] = [
    LegalState::NotYet { from: None, waits_for_minister: true },
    LegalState::NotYet { from: None, waits_for_minister: false },
    LegalState::InForce,
    LegalState::Ended { since: None },
];

/// The statuses of all kinds, those of the same name as one, then the states of law.
pub struct Statuses {
    /// Keys in the model; the same key stands once.
    keys: Vec<String>,
    chips: Vec<Chip>,
}

impl Statuses {
    pub fn of(book: &Book) -> Statuses {
        let mut statuses = Statuses { keys: Vec::new(), chips: Vec::new() };
        for status in book.model().schema.kinds.iter().flat_map(|kind| &kind.statuses) {
            if !statuses.keys.contains(&status.key) {
                let text = name(book.language(), &status.name).to_owned();
                statuses.keys.push(status.key.clone());
                statuses.chips.push(Chip { text, tone: status_tone(status.role) });
            }
        }
        for state in LEGAL {
            let chip = legal_chip(book, state);
            statuses.keys.push(format!("lov-{}", statuses.keys.len()));
            statuses.chips.push(chip);
        }
        statuses
    }

    /// The number of an item's status: where it stands as law, else what its author wrote.
    pub fn number(&self, model: &Model, item: &Item) -> Option<usize> {
        if let Some(legal) = item.legal {
            let place = LEGAL.iter().position(|state| is_same(*state, legal))?;
            return Some(self.keys.len() - LEGAL.len() + place);
        }
        let status = item.status(&model.schema)?;
        self.keys.iter().position(|key| *key == status.key)
    }
}

/// Whether two states of law are shown with the same words.
fn is_same(one: LegalState, other: LegalState) -> bool {
    use LegalState::{Ended, InForce, NotYet};
    match (one, other) {
        (NotYet { waits_for_minister: one, .. }, NotYet { waits_for_minister: other, .. }) => one == other,
        (InForce, InForce) | (Ended { .. }, Ended { .. }) => true,
        _ => false,
    }
}

/// The head as a classic script; the parts come after it.
pub fn head(book: &Book) -> String {
    let (language, schema) = (book.language(), &book.model().schema);
    let kind = |kind: &Kind| {
        json!({
            "key": kind.key, "name": name(language, &kind.name), "plural": name(language, &kind.plural),
            "class": class(kind.role), "folder": kind.folder, "role": kind.role.map(Role::as_str),
            "path": Shape::of(kind.role).path(0, 0, BOX.0, BOX.1), "inset": Shape::of(kind.role).inset(),
        })
    };
    let link = |link: &LinkType| {
        json!({
            "name": name(language, &link.name), "reverse": name(language, &link.reverse),
            "role": link.role.map(Role::as_str), "basis": link.impact != Impact::ToTarget,
        })
    };
    let nested = json!({
        "name": book.word("del af", "part of"), "reverse": book.word("indeholder", "contains"),
        "role": Value::Null, "basis": true,
    });
    // A link that holds has no word; the last is for one that leads nowhere.
    let standing = |standing: Standing| match graph::state(book, standing) {
        State::Holds => Value::Null,
        State::Waits(word) => json!({"word": word, "tone": "wait"}),
        State::Fails(word) => json!({"word": word, "tone": "no"}),
    };
    let statuses = Statuses::of(book);
    let status = |(key, chip): (&String, &Chip)| json!({"key": key, "name": chip.text, "tone": chip.tone});
    let head = json!({
        "count": parts(book),
        "box": BOX,
        "language": book.site.language,
        "kinds": schema.kinds.iter().map(kind).collect::<Vec<_>>(),
        "links": schema.link_types.iter().map(link).chain([nested]).collect::<Vec<_>>(),
        "standings": Standing::ALL.map(standing),
        "statuses": statuses.keys.iter().zip(&statuses.chips).map(status).collect::<Vec<_>>(),
        "words": words::words(book),
        "parts": [],
    });
    format!("(window.sporbar=window.sporbar||{{}}).graf={};\n", script_safe(&head))
}
