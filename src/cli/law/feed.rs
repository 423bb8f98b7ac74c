//! `sporbar law feed`: cases of changing law, proposed from a feed of changed documents on disk.

use serde::Serialize;

use super::super::args::{LawFeedArgs, LawFeedFormat};
use super::super::new::numbering;
use super::super::{Exit, Global, new, output, print, stop};
use super::{facts, foreign, refused};
use crate::document;
use crate::document::write::Yaml;
use crate::finding::Language;
use crate::import::feed;
use crate::import::proposals::{Proposal, Sorted, sorted};
use crate::import::register::Register;
use crate::model::Role;
use crate::said;
use crate::trace::Facts;

#[derive(Serialize)]
struct Report {
    version: u32,
    proposals: Vec<Proposed>,
    read: usize,
    unwatched: usize,
    recorded: usize,
    repeated: usize,
    nameless: usize,
}

#[derive(Serialize)]
struct Proposed {
    id: String,
    title: String,
    act: String,
    /// `itself`, `new edition` or `amendment`.
    concern: &'static str,
    /// `new`, `content`, `metadata`, `removed` or `unknown`.
    reason: &'static str,
    changed: Option<String>,
    source: String,
    /// The file that was written; null without `--to`.
    file: Option<String>,
}

pub(super) fn run(global: &Global, args: &LawFeedArgs) -> anyhow::Result<Exit> {
    let folder = args.to.as_deref().map(new::asked_folder).transpose()?;
    let root = global.project()?;
    let feed = feed::read(&foreign(&args.file)?).map_err(|fault| refused(&args.file, &fault))?;
    let facts = facts(global, &root)?;
    let language = global.language(Some(&facts.config));
    let register = Register::of(&facts);
    let Some(kind) = facts.model.schema.kind_with(Role::LawCase) else {
        return Err(stop(said!("modellen har ingen sager om lovændringer", "the model has no cases of changing law")));
    };
    let sorted = sorted(&facts, &register, feed);
    let first = numbering::next_id(&facts, kind, None);
    let ids = ids(&facts, &first, sorted.proposals.len());
    let mut files = Vec::new();
    if let Some(folder) = &folder {
        for (proposal, id) in sorted.proposals.iter().zip(&ids) {
            let path = format!("{folder}/{}.yaml", document::slug(id));
            new::write(&root, &path, Yaml::pairs(&proposal.item(&facts, kind, id), 0))?;
            files.push(path);
        }
    }
    print(&match args.format {
        LawFeedFormat::Json => json(&facts, &sorted, &ids, &files, language)?,
        LawFeedFormat::Text if folder.is_some() => files.iter().map(|path| format!("{path}\n")).collect(),
        LawFeedFormat::Text => {
            let items =
                sorted.proposals.iter().zip(&ids).map(|(proposal, id)| Yaml::Map(proposal.item(&facts, kind, id)));
            let items: Vec<Yaml> = items.collect();
            if items.is_empty() {
                String::new()
            } else {
                Yaml::pairs(&[("elementer".to_owned(), Yaml::List(items))], 0)
            }
        }
    })?;
    tell(global, language, &register, &sorted);
    Ok(Exit::Done)
}

/// What became of the entries, on standard error.
fn tell(global: &Global, language: Language, register: &Register, sorted: &Sorted) {
    let watched = register.acts().iter().filter(|act| act.watched).count();
    if watched == 0 {
        global.say(
            language,
            &said!(
                "ingen retskilde overvåges; skriv `overvåges: ja`",
                "no legal source is watched; write `overvåges: ja`"
            ),
        );
    }
    global.say(
        language,
        &said!(
            "poster læst: {}; forslag: {}; uden for de overvågede retskilder (overvåges: {watched}): {}; registreret i forvejen: {}; gentagelser: {}; uden dokument: {}",
            "entries read: {}; proposals: {}; outside the watched sources (watched: {watched}): {}; recorded before: {}; repetitions: {}; without a document: {}";
            sorted.read, sorted.proposals.len(), sorted.unwatched, sorted.recorded, sorted.repeated, sorted.nameless
        ),
    );
}

/// Free ids from the first one on.
fn ids(facts: &Facts, first: &str, count: usize) -> Vec<String> {
    let prefix = first.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let digits = first.len() - prefix.len();
    let start: u64 = first[prefix.len()..].parse().unwrap_or(1);
    let all = (start..).map(|number| format!("{prefix}{number:0digits$}"));
    all.filter(|id| facts.model.find(id).is_none()).take(count).collect()
}

fn json(
    facts: &Facts,
    sorted: &Sorted,
    ids: &[String],
    files: &[String],
    language: Language,
) -> anyhow::Result<String> {
    let proposed = |(number, (proposal, id)): (usize, (&Proposal, &String))| Proposed {
        id: id.clone(),
        title: proposal.title(facts).in_language(language).to_owned(),
        act: facts.model.item(proposal.act).id.to_string(),
        concern: proposal.concern.name(),
        reason: proposal.entry.reason.name(),
        changed: proposal.entry.changed.map(|day| day.to_string()),
        source: proposal.entry.source.clone(),
        file: files.get(number).cloned(),
    };
    output::json(&Report {
        version: 1,
        proposals: sorted.proposals.iter().zip(ids).enumerate().map(proposed).collect(),
        read: sorted.read,
        unwatched: sorted.unwatched,
        recorded: sorted.recorded,
        repeated: sorted.repeated,
        nameless: sorted.nameless,
    })
}
