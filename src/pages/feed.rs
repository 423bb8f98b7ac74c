//! The feed of dated items and the sitemap; both need the site's address.

use jiff::civil::Date;

use super::book::Book;
use super::published::Published;
use super::refs::escape;
use crate::model::schema::Form;
use crate::model::{ItemIx, Model, Role, value};
use crate::trace::Facts;

/// Entries of the feed, newest first.
const ENTRIES: usize = 50;

/// Whether anything shown is dated.
pub fn has_entries(facts: &Facts, published: &Published) -> bool {
    facts.model.all().any(|ix| published.shows(ix) && dated(&facts.model, ix).is_some())
}

/// The day an item is news: the newest of its versions, or the date of a decision.
fn dated(model: &Model, ix: ItemIx) -> Option<Date> {
    if let Some(day) = model.is(ix, Role::Decision).then(|| model.field(ix, Role::Date)).flatten() {
        return value::date(&day.node);
    }
    let versions = model.field(ix, Role::Versions)?;
    let Form::Object(fields) = &model.item(ix).declared(&model.schema, versions)?.form else { return None };
    let key = &fields.iter().find(|field| field.role == Some(Role::Date))?.key;
    let days = versions.node.elements().iter().filter_map(|version| value::date(version.map()?.find(key)?));
    days.max()
}

/// An Atom feed.
pub fn feed(book: &Book) -> String {
    let model = book.model();
    let base = escape(&book.site.base_url);
    let mut entries: Vec<(Date, ItemIx)> =
        model.all().filter(|ix| book.published.shows(*ix)).filter_map(|ix| Some((dated(model, ix)?, ix))).collect();
    entries.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    entries.truncate(ENTRIES);
    let newest = entries.first().map_or(String::new(), |(day, _)| stamp(*day));
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<title>{}</title>\n<id>{base}</id>\n<link href=\"{base}\"/>\n<link rel=\"self\" href=\"{base}feed.xml\"/>\n<updated>{newest}</updated>\n<author><name>{}</name></author>\n",
        book.site.language,
        escape(&book.site.title),
        escape(&book.site.title),
    );
    for (day, ix) in entries {
        let item = model.item(ix);
        let address = format!("{base}{}", escape(&item.url));
        xml.push_str(&format!(
            "<entry>\n<title>{}</title>\n<id>{address}</id>\n<link href=\"{address}\"/>\n<updated>{}</updated>\n</entry>\n",
            escape(&format!("{} {}", item.id, item.title)),
            stamp(day),
        ));
    }
    xml.push_str("</feed>\n");
    xml
}

fn stamp(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

/// The sitemap of all pages that search engines may find.
pub fn sitemap(book: &Book, addresses: &[String]) -> String {
    let base = escape(&book.site.base_url);
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for address in addresses {
        let address = if address == "index.html" { "" } else { address };
        xml.push_str(&format!("<url><loc>{base}{}</loc></url>\n", escape(address)));
    }
    xml.push_str("</urlset>\n");
    xml
}
