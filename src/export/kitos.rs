//! OS2KITOS out: the addresses of our pages, for the external references of systems, interfaces and contracts there.

use serde_json::{Value, json};

use crate::model::{ItemIx, Role};
use crate::trace::Facts;
use crate::trace::plain::Audience;

/// Key of the UUID among external ids.
const KITOS: &str = "kitos";

/// One object for each item that has a UUID in OS2KITOS, with its page as a reference; `None` without an address of the
/// site, since a reference has to lead somewhere.
pub fn references(facts: &Facts, audience: &dyn Audience) -> Option<String> {
    let base = Some(facts.config.base_url()).filter(|base| !base.is_empty())?;
    let model = &facts.model;
    let uuid = |ix: ItemIx| {
        let field = model.item(ix).reserved_with(&model.schema, Role::ExternalIds)?;
        Some(field.node.map()?.find(KITOS)?.text()?.trim().to_owned())
    };
    let shown = model.all().filter(|ix| audience.shows(*ix) && !model.item(*ix).duplicate);
    let references: Vec<Value> = shown
        .filter_map(|ix| {
            let item = model.item(ix);
            let reference = json!({"title": &*item.title, "documentId": &*item.id, "url": format!("{base}{}", item.url), "masterReference": false});
            Some(json!({"uuid": uuid(ix)?, "externalReferences": [reference]}))
        })
        .collect();
    // Values made of texts always have a JSON form.
    let mut text = serde_json::to_string_pretty(&references).unwrap_or_default();
    text.push('\n');
    Some(text)
}
