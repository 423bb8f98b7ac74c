//! Reviewed links as people and programs read them.

use serde_json::{Value, json};

use super::super::report::{Look, Places};
use super::super::visible;
use super::earlier::Past;
use super::state_words;
use crate::finding::Language;
use crate::law::{Change, danish_date, english_date, words_diff};
use crate::model::{Basis, Link};
use crate::rules::link_place;
use crate::said;
use crate::trace::Facts;
use crate::trace::lock::Entry;
use crate::trace::reviewed_text::reviewed_text;
use crate::trace::reviews::{Review, State, target_name};

/// A link with what it leads to, then and now.
pub struct Shown<'a> {
    review: &'a Review,
    entry: Option<&'a Entry>,
    target: Box<str>,
    /// What was reviewed; `None` where it was not or is not to be found.
    old: Option<String>,
    /// What it leads to now; `None` where it leads nowhere.
    new: Option<String>,
}

impl<'a> Shown<'a> {
    pub fn of(facts: &'a Facts, review: &'a Review, past: &Past) -> Shown<'a> {
        let (model, entry) = (&facts.model, facts.reviews().entry(review));
        let link = &model.links[review.link];
        let target = link.target.as_ref().map(|target| target.item);
        let basis = entry.map(|entry| entry.basis).or(review.signed.map(|signed| signed.basis)).unwrap_or(Basis::Text);
        let read = |ix| reviewed_text(model, &facts.files, ix, model.day, basis);
        // What has moved is read where it is now.
        let now = match &review.state {
            State::Moved { to } => model.find(to).or(target),
            _ => target,
        };
        let old = match review.state {
            State::Changed => target.zip(entry).and_then(|(target, entry)| past.text(target, entry)),
            _ => None,
        };
        Shown { review, entry, target: target_name(model, link).unwrap_or_default(), old, new: now.map(read) }
    }
}

/// The links one after another, with an empty line between.
pub fn text(facts: &Facts, shown: &[Shown], look: &Look) -> String {
    let files = shown.iter().map(|one| link_place(facts, link(facts, one)).file);
    let places = Places::of_files(facts, files);
    shown
        .iter()
        .map(|one| visible(&one_text(facts, &places, one, look.language)).into_owned() + &difference(one, look) + "\n")
        .collect()
}

fn link<'a>(facts: &'a Facts, shown: &Shown) -> &'a Link {
    &facts.model.links[shown.review.link]
}

fn one_text(facts: &Facts, places: &Places, shown: &Shown, language: Language) -> String {
    let (model, link) = (&facts.model, link(facts, shown));
    let holder = model.item(link.holder);
    let place = link_place(facts, link);
    let at = places.start(place);
    let mut text = format!("{} {}\n", holder.id, holder.title);
    let state = state_words(shown.review);
    let link_type = &model.schema.link_type(link.link_type).key;
    text += &format!("  {link_type}: {} – {}\n", shown.target, state.in_language(language));
    if let Some(entry) = shown.entry {
        let by = match language {
            Language::Danish => format!("gennemgået {} af {}", danish_date(entry.day), entry.by),
            Language::English => format!("reviewed on {} by {}", english_date(entry.day), entry.by),
        };
        text += &format!("  {}\n", by);
    }
    text += &format!("  {}:{}:{}\n", facts.path(place.file), at.line, at.column);
    let target = link.target.as_ref().map(|target| target.item);
    if let Some((ix, portfolio)) = target.and_then(|ix| Some((ix, model.portfolio(ix)?))) {
        let said = said!(
            "teksten står i porteføljen {}: {}", "the text stands in the portfolio {}: {}";
            portfolio.title, model.item(ix).url
        );
        text += &format!("  {}\n", said.in_language(language));
    } else if shown.review.state == State::Changed && shown.old.is_none() {
        let missing = said!(
            "den gennemgåede tekst står hverken under `versioner` eller i filens git-historik; her er teksten nu",
            "the text that was reviewed is neither among the versions nor in the file's git history; this is the text now"
        );
        text += &format!("  {}\n", missing.in_language(language));
    }
    text
}

/// Old and new text word by word, as git writes it where there are no colours.
fn difference(shown: &Shown, look: &Look) -> String {
    let Some(new) = &shown.new else { return String::new() };
    let (removed, added, end) = match look.color {
        true => (["\u{1b}[9;31m", "\u{1b}[0m"], ["\u{1b}[32m", "\u{1b}[0m"], "\u{1b}[0m"),
        false => (["[-", "-]"], ["{+", "+}"], ""),
    };
    let mut text = String::new();
    match &shown.old {
        None => text.push_str(&visible(new)),
        Some(old) => {
            for part in words_diff(old, new) {
                // What was removed and what came in its place do not run together.
                let [open, close] = match part.change {
                    Change::Same => ["", ""],
                    Change::Removed => removed,
                    Change::Added => added,
                };
                text.push_str(open);
                text.push_str(&visible(part.text));
                text.push_str(close);
            }
        }
    }
    let lines: String = text.lines().map(|line| format!("    {line}\n")).collect();
    format!("\n{lines}{end}")
}

/// The answer for programs.
pub fn json(facts: &Facts, shown: &[Shown]) -> Value {
    let links: Vec<Value> = shown.iter().map(|one| one_json(facts, one)).collect();
    json!({"version": 1, "as_of": facts.model.day.to_string(), "links": links})
}

fn one_json(facts: &Facts, shown: &Shown) -> Value {
    let (model, link) = (&facts.model, link(facts, shown));
    let place = link_place(facts, link);
    let at = facts.position(place);
    let (state, moved_to) = match &shown.review.state {
        State::NeverReviewed => ("never_reviewed", None),
        State::Unchanged => ("unchanged", None),
        State::Changed => ("changed", None),
        State::Moved { to } => ("moved", Some(to)),
    };
    let reviewed = shown.entry.map(|entry| json!({"date": entry.day.to_string(), "by": entry.by}));
    let difference = shown.old.as_ref().zip(shown.new.as_ref()).map(|(old, new)| {
        let part = |part: crate::law::Part| {
            let change = match part.change {
                Change::Same => "same",
                Change::Removed => "removed",
                Change::Added => "added",
            };
            json!({"change": change, "text": part.text})
        };
        words_diff(old, new).into_iter().map(part).collect::<Vec<Value>>()
    });
    json!({
        "holder": model.item(link.holder).id,
        "type": model.schema.link_type(link.link_type).key,
        "target": shown.target,
        "state": state,
        "moved_to": moved_to,
        "reviewed": reviewed,
        "file": facts.path(place.file),
        "line": at.line,
        "column": at.column,
        "old": shown.old,
        "new": shown.new,
        "difference": difference,
    })
}
