//! The legal sources a project has, as documents that can be recognised: by ELI, by type, number and year, by name.

use jiff::civil::Date;

use super::statute::Statute;
use crate::document::{Map, Node};
use crate::law::{Eli, parse_danish_date, parse_date, read_eli};
use crate::model::schema::Field;
use crate::model::{ItemIx, Role, value};
use crate::trace::Facts;

/// All legal sources of a project.
pub struct Register {
    acts: Vec<Act>,
}

/// One act with the documents it has been published as.
pub struct Act {
    pub ix: ItemIx,
    pub id: String,
    pub watched: bool,
    /// Lower case: title, popular title and short names.
    names: Vec<String>,
    /// The act itself, then its editions in written order.
    pub documents: Vec<Published>,
}

/// What tells one document from another. Everything may be missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Published {
    pub document_type: Option<String>,
    pub number: Option<String>,
    pub year: Option<i16>,
    pub signed: Option<Date>,
    /// `lta/2023/721`.
    pub eli: Option<String>,
}

/// Where a document belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Belongs {
    /// It is the act itself, or its edition of this number.
    Known(usize),
    /// A consolidation of the act that is not listed yet.
    NewEdition,
}

impl Register {
    pub fn of(facts: &Facts) -> Register {
        let model = &facts.model;
        let sources = model.with_role(Role::LegalSource).filter(|ix| !model.item(*ix).damaged);
        Register { acts: sources.map(|ix| act(facts, ix)).collect() }
    }

    pub fn acts(&self) -> &[Act] {
        &self.acts
    }

    /// The act a document belongs to. A consolidation is recognised by what it says it gathers (`introduction`), then
    /// by the act's title.
    pub fn find(&self, statute: &Statute) -> Option<(&Act, Belongs)> {
        let own = Published {
            document_type: Some(statute.document_type.clone()),
            number: statute.number.clone(),
            year: statute.year,
            signed: statute.signed,
            eli: statute.eli.as_deref().and_then(read_eli).and_then(|eli| eli.short()),
        };
        if let Some((act, at)) = self.document(&own) {
            return Some((act, Belongs::Known(at)));
        }
        if !statute.is_consolidation() {
            return None;
        }
        let gathered = statute.introduction.as_deref().unwrap_or_default();
        let by_number = numbered(gathered).into_iter().find_map(|(number, signed)| self.by_number(&number, signed));
        let title = consolidated_title(&statute.title).to_lowercase();
        let act = by_number.or_else(|| self.acts.iter().find(|act| act.names.contains(&title)))?;
        Some((act, Belongs::NewEdition))
    }

    /// The act one of whose documents this is, and which: 0 is the act itself.
    pub fn document(&self, wanted: &Published) -> Option<(&Act, usize)> {
        self.acts.iter().find_map(|act| {
            let at = act.documents.iter().position(|document| document.is(wanted))?;
            Some((act, at))
        })
    }

    /// The act that running text names: by `nr. 282 af 17. marts 2025`, else by title or short name alone.
    pub fn named(&self, text: &str) -> Option<&Act> {
        let by_number = numbered(text).into_iter().find_map(|(number, signed)| self.by_number(&number, signed));
        by_number.or_else(|| {
            let name = text.trim().to_lowercase();
            self.acts.iter().find(|act| act.names.contains(&name))
        })
    }

    /// The acts one of whose names stands in a text as words of its own, in the genitive too. Names of under six letters
    /// are abbreviations and no sign of anything in a title.
    pub fn mentioned(&self, text: &str) -> Vec<&Act> {
        let text = format!(" {} ", text.to_lowercase());
        let stands = |name: &str| {
            text.match_indices(name).any(|(at, _)| {
                let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
                let behind = text[at + name.len()..].strip_prefix('s').unwrap_or(&text[at + name.len()..]);
                !is_word(text[..at].chars().next_back()) && !is_word(behind.chars().next())
            })
        };
        self.acts.iter().filter(|act| act.names.iter().any(|name| name.chars().count() >= 6 && stands(name))).collect()
    }

    fn by_number(&self, number: &str, signed: Date) -> Option<&Act> {
        let is = |document: &Published| {
            document.number.as_deref() == Some(number)
                && (document.signed == Some(signed)
                    || document.signed.is_none() && document.year == Some(signed.year()))
        };
        self.acts.iter().find(|act| act.documents.iter().any(is))
    }
}

impl Act {
    /// The day the newest document of the act was signed, where known.
    pub fn newest(&self) -> Option<Date> {
        self.documents.iter().filter_map(|document| document.signed).max()
    }
}

impl Published {
    fn is(&self, other: &Published) -> bool {
        if let (Some(own), Some(theirs)) = (&self.eli, &other.eli) {
            return own == theirs;
        }
        let same_type = match (&self.document_type, &other.document_type) {
            (Some(own), Some(theirs)) => own == theirs,
            _ => true,
        };
        same_type
            && self.number.is_some()
            && self.number == other.number
            && self.year.is_some()
            && self.year == other.year
    }
}

/// The title of the act that a consolidation gathers: `Bekendtgørelse af lov om …` is `Lov om …`.
pub fn consolidated_title(title: &str) -> String {
    let lower = title.to_lowercase();
    let Some(rest) = lower.strip_prefix("bekendtgørelse af ").and_then(|rest| title.get(title.len() - rest.len()..))
    else {
        return title.to_owned();
    };
    let mut letters = rest.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// Every `nr. 282 af 17. marts 2025` of a text.
pub fn numbered(text: &str) -> Vec<(String, Date)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut found = Vec::new();
    for (at, _) in words.iter().enumerate().filter(|(_, word)| **word == "nr.") {
        if let [number, "af", day, month, year, ..] = &words[at + 1..] {
            let year: String = year.chars().take_while(char::is_ascii_digit).collect();
            let date = parse_danish_date(&format!("{} {month} {year}", day.replace('\\', "")));
            found.extend(date.map(|date| ((*number).to_owned(), date)));
        }
    }
    found
}

fn act(facts: &Facts, ix: ItemIx) -> Act {
    let (model, schema) = (&facts.model, &facts.model.schema);
    let item = model.item(ix);
    let node = |role: Role| model.field(ix, role).map(|field| &*field.node);
    let text = |role: Role| node(role).and_then(Node::text).map(str::to_owned);
    let own = published(&text);
    let mut names: Vec<String> = vec![item.title.to_lowercase()];
    names.extend(text(Role::PopularTitle).map(|name| name.to_lowercase()));
    let short = node(Role::ShortName).map_or(&[][..], Node::elements);
    names.extend(short.iter().filter_map(Node::text).map(str::to_lowercase));
    let mut documents = vec![own];
    if let Some(field) = model.field(ix, Role::Editions) {
        let fields = item.declared(schema, field).map_or(&[][..], Field::fields);
        let maps = field.node.elements().iter().filter_map(Node::map);
        documents.extend(maps.map(|map| published(&|role: Role| part(fields, map, role))));
    }
    let watched = node(Role::Watched).and_then(value::yes_no) == Some(true);
    Act { ix, id: item.id.to_string(), watched, names, documents }
}

fn published(text: &dyn Fn(Role) -> Option<String>) -> Published {
    let signed = text(Role::Signed).as_deref().and_then(parse_date);
    let eli = text(Role::Eli).as_deref().and_then(read_eli);
    Published {
        document_type: text(Role::DocumentType),
        number: text(Role::DocumentNumber),
        year: signed.map(Date::year).or(eli.as_ref().and_then(|eli| eli.year)),
        signed,
        eli: eli.as_ref().and_then(Eli::short),
    }
}

fn part(fields: &[Field], map: &Map, role: Role) -> Option<String> {
    let field = fields.iter().find(|field| field.role == Some(role))?;
    map.find(&field.key)?.text().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_their_day_are_found() {
        let text = "jf. lovbekendtgørelse nr. 282 af 17. marts 2025, med de ændringer, der følger af lov nr. 12 af 1. maj 2025.";
        let found: Vec<_> = numbered(text).into_iter().map(|(number, day)| format!("{number} {day}")).collect();
        assert_eq!(found, ["282 2025-03-17", "12 2025-05-01"]);
    }

    #[test]
    fn a_consolidation_is_called_as_its_act() {
        assert_eq!(consolidated_title("Bekendtgørelse af lov om tilskud"), "Lov om tilskud");
        assert_eq!(consolidated_title("Barnets lov"), "Barnets lov");
    }
}
