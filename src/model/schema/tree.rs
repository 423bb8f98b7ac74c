//! A model file as text, lists and mappings, before it means anything.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// One value of a model file. All texts are in NFC; numbers and truth values are texts too.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tree {
    /// `null`, or nothing after the colon.
    Empty,
    Text(String),
    List(Vec<Tree>),
    Map(Map),
}

/// Key and value pairs in written order; no key twice.
pub(super) type Map = Vec<(String, Tree)>;

impl Tree {
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Tree::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn map(&self) -> Option<&Map> {
        match self {
            Tree::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The value of a key; `None` for anything but a mapping that has it.
    pub(super) fn find(&self, key: &str) -> Option<&Tree> {
        self.map()?.iter().find(|(found, _)| found == key).map(|(_, value)| value)
    }
}

pub(super) fn nfc(text: &str) -> String {
    crate::language::nfc(text).into_owned()
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Tree, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a text, a list or a mapping")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Empty)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Text(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Text(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Text(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Text(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::Text(nfc(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Tree, A::Error> {
        let mut list = Vec::new();
        while let Some(element) = access.next_element()? {
            list.push(element);
        }
        Ok(Tree::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Tree, A::Error> {
        let mut map = Map::new();
        while let Some(key) = access.next_key::<Tree>()? {
            let Tree::Text(key) = key else { return Err(A::Error::custom("a key must be a text")) };
            if map.iter().any(|(found, _)| *found == key) {
                return Err(A::Error::custom(format!("the key `{key}` is written twice")));
            }
            map.push((key, access.next_value()?));
        }
        Ok(Tree::Map(map))
    }
}
