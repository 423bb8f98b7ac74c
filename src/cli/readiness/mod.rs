//! `sporbar readiness`: the verdict of each solution with its evidence, for a terminal, a program or an agenda; kept in
//! `udbudsparathed.csv` when asked.

mod json;
mod markdown;
mod record;
mod text;

use std::sync::Arc;

use super::args::{ReadinessArgs, ReadinessFormat};
use super::{Exit, Global, Stream, output, stop};
use crate::finding::{Language, Said};
use crate::law;
use crate::model::{ItemIx, Role, nearest};
use crate::pipeline::{self, Pipeline};
use crate::rules::Text;
use crate::rules::readiness::{Judged, Readiness, Signature, WaivedBy};
use crate::said;
use crate::trace::Facts;

/// Judges the solutions that are named, or all.
pub(super) fn run(global: &Global, args: ReadinessArgs) -> anyhow::Result<Exit> {
    let project = global.project()?;
    let mut pipeline = Pipeline::recalling(&project);
    let (facts, findings) = pipeline.check(pipeline::read(&project, |config| global.day(config))?)?;
    let readiness = pipeline.readiness(&facts, &Arc::new(findings));
    let language = global.language(Some(&facts.config));
    let told = Told { facts: &facts, readiness: &readiness, solutions: named(&facts, &readiness, &args)?, language };
    output::print(&match args.format {
        ReadinessFormat::Text => text::draw(&told, &global.look(language, Stream::Output)),
        ReadinessFormat::Json => json::draw(&told)?,
        ReadinessFormat::Markdown => markdown::draw(&told),
    })?;
    if args.record {
        let said = record::write(&project, &told)?;
        global.say(language, &said);
    }
    let passes = told.solutions.iter().all(|judged| judged.verdict.passes());
    Ok(if args.gate && !passes { Exit::Findings } else { Exit::Done })
}

/// The verdicts of the solutions that are named, in that order; all when none is.
fn named<'a>(facts: &Facts, readiness: &'a Readiness, args: &ReadinessArgs) -> anyhow::Result<Vec<&'a Judged>> {
    if args.solutions.is_empty() {
        return Ok(readiness.solutions.iter().collect());
    }
    let mut named: Vec<&Judged> = Vec::with_capacity(args.solutions.len());
    for id in &args.solutions {
        let judged = find(facts, readiness, id.trim())?;
        if !named.iter().any(|known| known.solution == judged.solution) {
            named.push(judged);
        }
    }
    Ok(named)
}

fn find<'a>(facts: &Facts, readiness: &'a Readiness, id: &str) -> anyhow::Result<&'a Judged> {
    let model = &facts.model;
    let Some(ix) = model.find(id) else {
        let solutions = readiness.solutions.iter().map(|judged| &*model.item(judged.solution).id);
        return Err(stop(match nearest(id, solutions) {
            Some(near) => said!(
                "ingen løsning har id'et `{}`; mente du `{}`?",
                "no solution has the id `{}`; did you mean `{}`?"; id, near
            ),
            None => said!("ingen løsning har id'et `{}`", "no solution has the id `{}`"; id),
        }));
    };
    if !model.is(ix, Role::Solution) {
        return Err(stop(said!("`{}` er ikke en løsning", "`{}` is no solution"; id)));
    }
    readiness.of(ix).ok_or_else(|| {
        stop(said!(
            "`{}` er lukket og udbydes ikke igen; den vurderes ikke",
            "`{}` is closed and will not be tendered again; it is not judged"; id
        ))
    })
}

/// What is told, whatever the form.
struct Told<'a> {
    facts: &'a Facts,
    readiness: &'a Readiness,
    solutions: Vec<&'a Judged>,
    language: Language,
}

impl Told<'_> {
    fn word<'b>(&self, da: &'b str, en: &'b str) -> &'b str {
        match self.language {
            Language::Danish => da,
            Language::English => en,
        }
    }

    fn text(&self, text: Text) -> &'static str {
        match self.language {
            Language::Danish => text.da,
            Language::English => text.en,
        }
    }

    fn day(&self, day: jiff::civil::Date) -> String {
        match self.language {
            Language::Danish => law::danish_date(day),
            Language::English => law::english_date(day),
        }
    }

    fn said(&self, said: &Said) -> String {
        said.in_language(self.language).to_owned()
    }

    /// The id, and the title where it says more.
    fn name(&self, ix: ItemIx) -> String {
        let item = self.facts.model.item(ix);
        if item.title.starts_with(&*item.id) {
            return item.title.to_string();
        }
        format!("{} {}", item.id, item.title).trim_end().to_owned()
    }

    /// "annonceres 1. juni 2027 (UDB-1), om 212 dage".
    fn announced(&self, judged: &Judged) -> String {
        let Some(announced) = &judged.announced else {
            return self.word("intet udbud er planlagt", "no tender is planned").to_owned();
        };
        let tender = &self.facts.model.item(announced.tender).id;
        let Some(day) = announced.day else {
            let said = said!("{} har endnu ingen dag for annoncering", "{} has no day of announcement yet"; tender);
            return self.said(&said);
        };
        let date = self.day(day);
        let said = match judged.days_to_tender(self.facts.model.day).unwrap_or(0) {
            0 => said!("annonceres i dag, {} ({})", "announced today, {} ({})"; date, tender),
            1 => said!("annonceres i morgen, {} ({})", "announced tomorrow, {} ({})"; date, tender),
            days if days > 0 => {
                said!("annonceres {} ({}), om {} dage", "announced on {} ({}), in {} days"; date, tender, days)
            }
            days => {
                let days = -i64::from(days);
                said!("annonceret {} ({}), for {} dage siden", "announced on {} ({}), {} days ago"; date, tender, days)
            }
        };
        self.said(&said)
    }

    /// "3 fund er dispenseret af SG-DUBU til 12. maj 2027".
    fn waived(&self, waived: &WaivedBy) -> String {
        let (count, by, until) = (waived.count, &waived.by, self.day(waived.until));
        self.said(&match count {
            1 => said!("1 fund er dispenseret af {} til {}", "1 finding is waived by {} until {}"; by, until),
            _ => {
                said!("{} fund er dispenseret af {} til {}", "{} findings are waived by {} until {}"; count, by, until)
            }
        })
    }

    /// "godkendt af SG-DUBU 12. maj 2026 (BES-7), uændret siden".
    fn signature(&self, signature: &Signature) -> String {
        let model = &self.facts.model;
        let id = |ix: ItemIx| model.item(ix).id.to_string();
        let by = signature.by.map_or_else(|| self.word("ukendt organ", "an unknown body").to_owned(), id);
        let day = signature.day.map(|day| format!(" {}", self.day(day))).unwrap_or_default();
        let done = match signature.approves {
            true => self.word("godkendt af", "approved by"),
            false => self.word("behandlet af", "treated by"),
        };
        let since = match signature.unchanged {
            true => self.word("uændret siden", "unchanged since"),
            false => self.word("indholdet er ændret siden", "the content has changed since"),
        };
        format!("{done} {by}{day} ({}), {since}", id(signature.decision))
    }
}
