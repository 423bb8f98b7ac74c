//! Where each page of a site lies.

use super::book::Book;
use super::key;
use super::route::{Route, Way};

impl Book {
    /// Address of a route from the site's root.
    pub fn address(&self, route: &Route) -> String {
        let model = self.model();
        match route {
            Route::Front => "index.html".to_owned(),
            Route::Item(ix) => model.item(*ix).page().to_owned(),
            Route::Impact(ix) => [model.item(*ix).page().trim_end_matches(".html"), "/konsekvens.html"].concat(),
            Route::List(kind, number) | Route::Letters(kind, number) => {
                numbered(&[&model.schema.kind(*kind).folder, "/"].concat(), "index", *number)
            }
            Route::Joined(ix, link_type, way, number) => {
                let page = model.item(*ix).page();
                let folder = page.strip_suffix(".html").unwrap_or(page);
                let type_slug = crate::document::slug(&model.schema.link_type(*link_type).key).replace('.', "-");
                let way = if *way == Way::In { "til" } else { "fra" };
                let anchor =
                    model.item(*ix).url.split_once("#_").map_or(String::new(), |(_, anchor)| format!("{anchor}-"));
                numbered(&format!("{folder}/"), &format!("_{anchor}{way}-{type_slug}"), *number)
            }
            Route::Overview => "oversigt.html".to_owned(),
            Route::InterfaceMap => "kort/snitflader.html".to_owned(),
            Route::LawMap => "kort/lov.html".to_owned(),
            Route::Traceability => "sporbarhed/index.html".to_owned(),
            Route::Readiness => "udbudsparathed/index.html".to_owned(),
            Route::QualityLevel => "udbudsparathed/kvalitetsniveau.html".to_owned(),
            Route::Evidence(ix) => [model.item(*ix).page().trim_end_matches(".html"), "/udbudsparathed.html"].concat(),
            Route::Gaps(number) => numbered("sporbarhed/", "huller", *number),
            Route::Traces(ix, number) => {
                let page = model.item(*ix).page();
                numbered(&format!("{}/", page.strip_suffix(".html").unwrap_or(page)), "_sporbarhed", *number)
            }
            Route::TraceData(dataset, form) => format!("sporbarhed/{}.{}", dataset.stem(), form.ending()),
            Route::MatrixData(block, form) => super::matrix::address(self, *block, *form),
            Route::Annexes(number) => numbered("bilag/", "index", *number),
            Route::Findings(number) => numbered("kontrol/", "index", *number),
            Route::Changes(number) => numbered("aendringer/", "index", *number),
            Route::Suspects(number) => numbered("genvurdering/", "index", *number),
            Route::Timeline => "lov-over-tid.html".to_owned(),
            Route::Governance(room) => super::governance::address(self, *room),
            Route::Bids(sheet) => super::bids::address(self, *sheet),
            Route::Rule(number) => format!("kontrol/{}.html", crate::rules::RULES[*number].code.to_ascii_lowercase()),
            Route::Redirect(ix, number) => key::redirect_address(self, *ix, *number),
            Route::NotFound => "404.html".to_owned(),
            Route::Sitemap => "sitemap.xml".to_owned(),
            Route::Feed => "feed.xml".to_owned(),
            Route::Data(bucket) => format!("data/emner-{bucket:03x}.js"),
            Route::Contents(part) => format!("data/indhold-{part:02x}.json"),
            Route::DataIndex => "data/index.js".to_owned(),
            Route::Explorer => "udforsk.html".to_owned(),
            Route::ExplorerHead => "data/graf.js".to_owned(),
            Route::ExplorerPart(number) => format!("data/graf-{number:03x}.js"),
            Route::Asset(address) => address.clone(),
            Route::Attachment(file) => model.attachments.linked.get(file).cloned().unwrap_or_default(),
        }
    }
}

/// The first page has the plain name, further ones `side-N`.
pub(super) fn numbered(folder: &str, name: &str, number: u32) -> String {
    match (name, number) {
        (_, 1) => [folder, name, ".html"].concat(),
        ("index", _) => format!("{folder}side-{number}.html"),
        _ => format!("{folder}{name}-side-{number}.html"),
    }
}
