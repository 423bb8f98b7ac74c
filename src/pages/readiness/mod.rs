//! Pages on readiness for re-tender: the portfolio, the evidence of each solution, and the level that is agreed.
//!
//! The verdict is that of the whole documentation. What is not published is counted and never named.

mod evidence;
mod found;
mod level;
mod overview;
mod parts;
mod trend;

use std::sync::{Arc, PoisonError};

use super::book::Book;
use super::key::{Hash, Keyed};
use super::published::Published;
use super::route::{Route, relative};
use super::view::{Chip, Crumb, Fact, Inline};
use crate::model::{ItemIx, Role};
use crate::rules::readiness::{Judged, Readiness, Verdict, judge_with};
use crate::trace::Facts;

pub use evidence::view as evidence;
pub use level::view as level;
pub use overview::{front, view as overview};

/// Whether the site tells of readiness: it has a solution.
pub fn is_told(facts: &Facts, published: &Published) -> bool {
    facts.model.with_role(Role::Solution).any(|ix| published.shows(ix))
}

/// Whether a solution has a page of evidence: all have that are not closed.
pub fn has_evidence(book: &Book, ix: ItemIx) -> bool {
    let model = book.model();
    model.is(ix, Role::Solution)
        && book.published.shows(ix)
        && !model.item(ix).duplicate
        && crate::rules::readiness::is_judged(&book.facts, ix)
}

/// The verdicts of all solutions. Made with threads of its own: the threads that draw pages may all stand waiting for it,
/// and what is inside asks for many again.
pub fn make(book: &Book) -> Readiness {
    let judge = || {
        let mut days = book.days.lock().unwrap_or_else(PoisonError::into_inner);
        judge_with(&book.facts, &book.findings, &mut days)
    };
    let threads = rayon::current_num_threads();
    let judging = std::thread::scope(|scope| {
        let run = || match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
            Ok(pool) => Some(pool.install(judge)),
            Err(_) => None,
        };
        scope.spawn(run).join()
    });
    match judging {
        Ok(Some(readiness)) => readiness,
        // No thread could be had: it is made here, alone.
        _ => judge(),
    }
}

/// All that a page of evidence shows. It is cheap to make, and stays the same through most edits: so its key is of what is
/// made.
pub(super) fn feed_evidence(keyed: &mut Keyed, book: &Book, ix: ItemIx) {
    keyed.text(&serde_json::to_string(&evidence(book, ix)).unwrap_or_default());
}

/// Hash of all that these pages show beside content and findings: waivers, what is recorded, and the settings.
pub fn key(book: &Book) -> Hash {
    let mut keyed = Keyed::new("readiness");
    keyed.hash(book.everything());
    let text = |text: &Option<Arc<str>>| text.as_deref().map_or(String::new(), |text| format!("={text}"));
    keyed.text(&text(&book.facts.waivers));
    keyed.text(&text(&book.facts.record));
    let config = &book.facts.config;
    keyed.text(&format!("{:?} {:?}", config.profile, config.profiles));
    keyed.text(config.publish.as_deref().unwrap_or_default().join(",").as_str());
    keyed.done()
}

/// The solutions that are shown, with their verdicts, in model order.
fn shown(book: &Book) -> Vec<&Judged> {
    book.readiness().solutions.iter().filter(|judged| book.published.shows(judged.solution)).collect()
}

/// The fact of a solution's page that leads to its evidence. It holds no verdict: that follows from the whole site and
/// from the day.
pub fn fact(book: &Book, from: &str, ix: ItemIx) -> Option<Fact> {
    let href = has_evidence(book, ix).then(|| relative(from, &book.address(&Route::Evidence(ix))))?;
    let text = book.word("Se vurderingen og hvad den bygger på", "See the verdict and what it rests on").to_owned();
    let label = book.word("Udbudsparathed", "Readiness").to_owned();
    Some(Fact { label, values: vec![Inline::Link { text, href }] })
}

fn crumb(book: &Book, from: &str) -> Crumb {
    Crumb {
        text: book.word("Udbudsparathed", "Readiness").to_owned(),
        href: relative(from, &book.address(&Route::Readiness)),
    }
}

/// The tone of a verdict, as in [`Chip::tone`].
fn tone(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Ready => "ok",
        Verdict::Outstanding => "wait",
        Verdict::NotAssessed => "none",
        Verdict::NotReady => "no",
    }
}

/// A verdict in words.
fn chip(book: &Book, verdict: Verdict) -> Chip {
    let word = verdict.word(book.language());
    // The sign of the other three is set by the theme.
    let text = match verdict {
        Verdict::NotAssessed => format!("{} {word}", verdict.sign()),
        _ => word.to_owned(),
    };
    Chip { text, tone: tone(verdict) }
}
