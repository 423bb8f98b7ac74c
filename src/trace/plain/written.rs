//! The plain form as JSON. Reading it is left to serde; written by it, ten thousand items took a thirtieth of a build.

use super::{Plain, PlainValue};
use crate::escape::text_in_script;

impl Plain {
    /// Appends the item as JSON that may stand in a script, as its `Serialize` tells it.
    pub fn write_in_script(&self, json: &mut String) {
        let Plain { id, kind, title, url, former, within, solutions, fields } = self;
        let open = [("{\"id\":", id), (",\"type\":", kind), (",\"titel\":", title), (",\"url\":", url)];
        for (name, text) in open {
            json.push_str(name);
            text_in_script(text, json);
        }
        if !former.is_empty() {
            json.push_str(",\"former\":");
            list(former, json);
        }
        if !within.is_empty() {
            json.push_str(",\"within\":");
            text_in_script(within, json);
        }
        if !solutions.is_empty() {
            json.push_str(",\"solutions\":");
            list(solutions, json);
        }
        json.push_str(",\"fields\":[");
        for (place, (key, value)) in fields.iter().enumerate() {
            json.push_str(if place == 0 { "[" } else { ",[" });
            text_in_script(key, json);
            json.push(',');
            match value {
                PlainValue::Text(text) => text_in_script(text, json),
                PlainValue::List(lines) => list(lines, json),
            }
            json.push(']');
        }
        json.push_str("]}");
    }
}

fn list(texts: &[String], json: &mut String) {
    json.push('[');
    for (place, text) in texts.iter().enumerate() {
        if place > 0 {
            json.push(',');
        }
        text_in_script(text, json);
    }
    json.push(']');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_what_serde_writes_and_reads() {
        let text = |text: &str| text.to_owned();
        let bare = Plain { id: text("K-1"), kind: text("krav"), title: text("\"<æ>\"\n"), ..Plain::default() };
        let full = Plain {
            url: text("krav/k-1.html"),
            former: vec![text("A"), text("B\\")],
            within: text("BL"),
            solutions: vec![text("DUBU")],
            fields: vec![
                (text("titel"), PlainValue::Text(text("a\tb"))),
                (text("hjemmel"), PlainValue::List(vec![text("[[BL § 20]]"), text("")])),
                (text("intet"), PlainValue::List(Vec::new())),
            ],
            ..bare.clone()
        };
        for item in [Plain::default(), bare, full] {
            let (mut own, mut by_serde) = (String::new(), String::new());
            item.write_in_script(&mut own);
            crate::escape::value_in_script(&item, &mut by_serde);
            assert_eq!(own, by_serde);
            assert_eq!(serde_json::from_str::<Plain>(&own).unwrap(), item);
        }
    }
}
