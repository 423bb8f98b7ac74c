//! A document while it is read, and the step that makes Markdown of the fields that hold it.

use super::origin::Origin;
use super::slug::Names;
use super::{Body, Entry, Map, Value, markdown, yaml};
use crate::finding::Notice;

/// What has been read so far.
pub(super) struct Draft<'a> {
    /// Keys whose scalars are Markdown, at any depth.
    pub prose_keys: &'a [String],
    pub entries: Vec<Entry>,
    pub defaults: Option<Map>,
    pub bodies: Vec<Body>,
    pub notices: Vec<Notice>,
}

impl<'a> Draft<'a> {
    /// Most files have one item with one text.
    pub fn new(prose_keys: &'a [String]) -> Self {
        Draft {
            prose_keys,
            entries: Vec::with_capacity(1),
            defaults: None,
            bodies: Vec::with_capacity(1),
            notices: Vec::new(),
        }
    }

    /// Renames `title` to `titel`, which is what the rest of the program asks for.
    pub fn name_title(&mut self, fields: &mut Map) {
        let Some(pair) = fields.pairs_mut().iter_mut().find(|pair| &*pair.key == "title") else { return };
        pair.key = "titel".into();
        yaml::drop_duplicates(fields.pairs_mut(), &mut self.notices);
    }

    /// Parses the Markdown among the values of `map`. `file` is the whole text; an item's own `tekst` is Markdown
    /// whatever the keys say.
    pub fn convert(&mut self, file: &str, map: &mut Map, names: &mut Names, of_item: bool) {
        for pair in map.pairs_mut() {
            let prose = (of_item && &*pair.key == "tekst") || self.prose_keys.iter().any(|key| **key == *pair.key);
            match &mut pair.value.value {
                Value::Scalar(scalar) if prose => {
                    let origin = Origin::of_scalar(file, pair.value.span, scalar);
                    let (body, _) = markdown::body(&scalar.text, &origin, names, &mut self.notices);
                    self.bodies.push(body);
                    pair.value.value = Value::Prose(self.bodies.len() as u32 - 1);
                }
                value => self.convert_inside(file, value, names),
            }
        }
    }

    fn convert_inside(&mut self, file: &str, value: &mut Value, names: &mut Names) {
        match value {
            Value::Map(map) => self.convert(file, map, names, false),
            Value::List(list) => list.iter_mut().for_each(|node| self.convert_inside(file, &mut node.value, names)),
            Value::Empty | Value::Scalar(_) | Value::Prose(_) => {}
        }
    }
}
