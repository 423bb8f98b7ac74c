//! Addresses of pages.

use super::bids::Sheet;
use super::coverage::Dataset;
use super::governance::Room;
use super::matrix::Block;
use crate::model::{ItemIx, KindIx, LinkTypeIx};
use crate::place::FileId;

/// What lies at an address of the site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Route {
    Front,
    /// An item with a page of its own.
    Item(ItemIx),
    /// What a change of an item would affect, where its own page has no room for it.
    Impact(ItemIx),
    /// The items of a kind, from page 1.
    List(KindIx, u32),
    /// Concepts A–Å, from page 1.
    Letters(KindIx, u32),
    /// What a type of link joins to an item, when the item's page has no room for all, from page 1.
    Joined(ItemIx, LinkTypeIx, Way, u32),
    /// All kinds with their counts.
    Overview,
    /// All systems with the interfaces between them.
    InterfaceMap,
    /// Which acts bear on which solutions.
    LawMap,
    /// How the portfolio is governed.
    Governance(Room),
    /// What suppliers answered; only where the run was asked to show it.
    Bids(Sheet),
    /// The portfolio's traceability: gaps, law by solution, matrices.
    Traceability,
    /// Readiness for re-tender: the portfolio.
    Readiness,
    /// What the verdict of a solution rests on.
    Evidence(ItemIx),
    /// The quality level that is agreed.
    QualityLevel,
    /// All gaps of the portfolio, from page 1.
    Gaps(u32),
    /// A solution's traces, from page 1.
    Traces(ItemIx, u32),
    /// A matrix of the portfolio as data.
    TraceData(Dataset, Form),
    /// The matrix of a `visning` block as data.
    MatrixData(Block, Form),
    /// The annexes of tenders with what they hold, from page 1.
    Annexes(u32),
    /// All findings, from page 1.
    Findings(u32),
    /// What changed since the baseline, from page 1.
    Changes(u32),
    /// Links that have to be looked at again, from page 1.
    Suspects(u32),
    /// What happens to all law, by day.
    Timeline,
    /// A rule: index in [`crate::rules::RULES`].
    Rule(usize),
    /// An earlier id of an item: the number among its earlier ids.
    Redirect(ItemIx, u32),
    NotFound,
    Sitemap,
    Feed,
    /// All items as data, one bucket.
    Data(u32),
    /// Everything written of all items, one part: what editions are compared by.
    Contents(u32),
    /// What the data parts are and how many.
    DataIndex,
    /// The page on which the whole graph is explored.
    Explorer,
    /// What its data are written in: kinds, statuses, types of link, words.
    ExplorerHead,
    /// All items and their links as it reads them, one part.
    ExplorerPart(u32),
    /// A file of the theme, by its address.
    Asset(String),
    Attachment(FileId),
}

/// The form of a data file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    Csv,
    Json,
}

impl Form {
    pub const BOTH: [Form; 2] = [Form::Csv, Form::Json];

    /// Ending of its file's name, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Form::Csv => "csv",
            Form::Json => "json",
        }
    }
}

/// Seen from an item: links it is the start of, or the end of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    Out,
    In,
}

/// The address `to` as written on the page `from`; both from the site's root. `to` may have an anchor, and may be
/// that of another site.
pub fn relative(from: &str, to: &str) -> String {
    // What another portfolio has lies on its own site.
    if to.starts_with("https://") || to.starts_with("http://") {
        return to.to_owned();
    }
    // What both have in front, up to and with the last slash that stands at the same place in both. No page's own
    // address has an anchor.
    let alike = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
    if alike == from.len() && to.as_bytes().get(alike) == Some(&b'#') {
        return to[alike..].to_owned();
    }
    let common = memchr::memrchr(b'/', &from.as_bytes()[..alike]).map_or(0, |slash| slash + 1);
    let up = memchr::memchr_iter(b'/', &from.as_bytes()[common..]).count();
    let mut address = String::with_capacity(up * 3 + to.len() - common);
    for _ in 0..up {
        address.push_str("../");
    }
    address.push_str(&to[common..]);
    address
}

/// `../` for each folder of an address.
pub fn root_of(route: &str) -> String {
    "../".repeat(route.matches('/').count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_relative_to_the_page() {
        assert_eq!(relative("krav/a.html", "krav/b.html"), "b.html");
        assert_eq!(relative("krav/a.html", "retskilde/bl/p20.html#_s3"), "../retskilde/bl/p20.html#_s3");
        assert_eq!(relative("retskilde/bl/p20.html", "retskilde/bl/p20.html#_s3"), "#_s3");
        assert_eq!(relative("retskilde/bl/p20.html", "retskilde/bl.html"), "../bl.html");
        assert_eq!(relative("krav/a.html", "krav/a.html"), "a.html");
        assert_eq!(relative("krav/a.html", "krav/a.htmlx"), "a.htmlx");
        assert_eq!(relative("index.html", "krav/a/b.html#_s/t"), "krav/a/b.html#_s/t");
        assert_eq!(relative("index.html", "krav/a.html"), "krav/a.html");
        assert_eq!(root_of("retskilde/bl/p20.html"), "../../");
    }
}
