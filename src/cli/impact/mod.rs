//! `sporbar impact`: what a change touches, with the path to each, the bodies to involve and the earliest deadline.

mod json;
mod markdown;
mod since;
mod text;

pub(super) use markdown::plain;

use super::args::{ImpactArgs, ImpactFormat};
use super::{Exit, Global, output, stop, table};
use crate::finding::{Language, Said};
use crate::law;
use crate::model::{ItemIx, Model, Resolution, nearest};
use crate::pipeline::{self, Pipeline};
use crate::said;
use crate::trace::Facts;
use crate::trace::impact::{Affected, Changed, Deadline, Impact, Involved, Limit, Part, Spread, words};

/// Tells what a change of the items with these ids touches.
pub(super) fn run(global: &Global, args: ImpactArgs) -> anyhow::Result<Exit> {
    let project = global.project()?;
    let facts = Pipeline::recalling(&project).facts(pipeline::read(&project, |config| global.day(config))?)?;
    let language = global.language(Some(&facts.config));
    let mut changed = Changed::default();
    for id in &args.ids {
        let (ix, note) = find(&facts.model, id)?;
        changed.items.push(ix);
        if let Some(note) = note {
            global.say(language, &note);
        }
    }
    let Some(revision) = &args.since else {
        tell(&facts, &changed, args.ids, language, args.format)?;
        return Ok(Exit::Done);
    };
    let (since, differs) = since::read(&project, &facts, revision)?;
    changed.items.extend(differs.items);
    changed.items.sort();
    changed.items.dedup();
    changed.gone = differs.gone;
    let mut given = args.ids;
    given.extend(since.ids().into_iter().map(str::to_owned));
    let mut told = Told::new(&facts, &changed, given, language);
    told.since = Some(since);
    told.print(args.format)?;
    Ok(Exit::Done)
}

/// Prints what `changed` touches. `given` is what was asked for, as it was asked.
pub(super) fn tell(
    facts: &Facts,
    changed: &Changed,
    given: Vec<String>,
    language: Language,
    format: ImpactFormat,
) -> anyhow::Result<()> {
    Told::new(facts, changed, given, language).print(format)
}

/// The item of an id, and a note when the place that is named is part of what its source lists.
fn find(model: &Model, id: &str) -> anyhow::Result<(ItemIx, Option<Said>)> {
    if let Resolution::Found(found) = model.resolve(id) {
        let item = &model.item(found.item).id;
        let note = found.deeper.is_some().then(|| {
            said!(
                "`{}` er ikke opført for sig; konsekvensen gælder `{}`",
                "`{}` is not listed by itself; the impact is that of `{}`"; id.trim(), item
            )
        });
        return Ok((found.item, note));
    }
    let ids = model.items.iter().filter(|item| !item.duplicate).map(|item| &*item.id);
    Err(stop(match nearest(id.trim(), ids) {
        Some(near) => said!(
            "intet element har id'et `{}`; mente du `{}`?",
            "no item has the id `{}`; did you mean `{}`?"; id.trim(), near
        ),
        None => said!("intet element har id'et `{}`", "no item has the id `{}`"; id.trim()),
    }))
}

/// What is told, whatever the form.
struct Told<'a> {
    facts: &'a Facts,
    spread: &'a Spread,
    given: Vec<String>,
    /// What differs from a revision, when that was asked.
    since: Option<since::Since>,
    impact: Impact,
    involved: Vec<Involved>,
    deadline: Option<Deadline>,
    language: Language,
}

impl<'a> Told<'a> {
    fn new(facts: &'a Facts, changed: &Changed, given: Vec<String>, language: Language) -> Told<'a> {
        let (model, spread) = (&facts.model, facts.spread());
        let impact = spread.impact(model, changed, Limit::NONE);
        let involved = spread.involved(model, changed, &impact);
        let deadline = spread.deadline(model, changed, &impact);
        Told { facts, spread, given, since: None, impact, involved, deadline, language }
    }

    fn print(&self, format: ImpactFormat) -> anyhow::Result<()> {
        output::print(&match format {
            ImpactFormat::Json => json::draw(self)?,
            ImpactFormat::Csv => self.csv(),
            ImpactFormat::Markdown => markdown::draw(self),
            ImpactFormat::Text => text::draw(self),
        })
    }

    fn model(&self) -> &'a Model {
        &self.facts.model
    }

    fn word(&self, da: &'static str, en: &'static str) -> &'static str {
        match self.language {
            Language::Danish => da,
            Language::English => en,
        }
    }

    fn said(&self, said: &Said) -> String {
        said.in_language(self.language).to_owned()
    }

    /// Ids of the solutions an item belongs to.
    fn solutions(&self, ix: ItemIx) -> Vec<&'a str> {
        self.spread.solutions(ix).iter().map(|solution| &*self.model().item(*solution).id).collect()
    }

    /// Key of an item's kind.
    fn kind(&self, ix: ItemIx) -> &'a str {
        &self.model().schema.kind(self.model().item(ix).kind).key
    }

    fn path(&self, affected: &Affected) -> String {
        words::line(self.model(), &self.impact, self.impact.path(affected), self.language)
    }

    /// "5 elementer direkte og 9 afledt i 2 løsninger".
    fn counts(&self) -> String {
        let solutions = self.impact.solutions().count();
        let element = |count: usize| match count {
            1 => self.word("element", "item"),
            _ => self.word("elementer", "items"),
        };
        let solution = match solutions {
            1 => self.word("løsning", "solution"),
            _ => self.word("løsninger", "solutions"),
        };
        let (direct, indirect) = (self.impact.direct, self.impact.indirect);
        match self.language {
            Language::Danish => {
                format!("{direct} {} direkte og {indirect} afledt i {solutions} {solution}", element(direct))
            }
            Language::English => {
                format!("{direct} {} directly and {indirect} indirectly in {solutions} {solution}", element(direct))
            }
        }
    }

    /// "1. januar 2027 (ny ordlyd, BL § 20, stk. 3)".
    fn deadline(&self) -> Option<String> {
        let deadline = self.deadline?;
        let of = &self.model().item(deadline.of).id;
        let day = match self.language {
            Language::Danish => law::danish_date(deadline.day),
            Language::English => law::english_date(deadline.day),
        };
        Some(format!("{day} ({}, {of})", self.said(&deadline.kind.said())))
    }

    /// The heading of a part: "DUBU – Børn og unge".
    fn heading(&self, part: &Part) -> String {
        match part.solution {
            Some(solution) => self.with_portfolio(solution, self.name(solution)),
            None => self.word("Uden for de enkelte løsninger", "Outside the single solutions").to_owned(),
        }
    }

    /// A name with the portfolio that the item is from, where it is another than this.
    fn with_portfolio(&self, ix: ItemIx, name: String) -> String {
        match self.model().portfolio(ix) {
            Some(portfolio) => format!("{name} ({})", portfolio.title).trim_start().to_owned(),
            None => name,
        }
    }

    /// Id and title, the id once where the title begins with it.
    fn name(&self, ix: ItemIx) -> String {
        let item = self.model().item(ix);
        if item.title.starts_with(&*item.id) {
            return item.title.to_string();
        }
        format!("{} {}", item.id, item.title).trim_end().to_owned()
    }

    /// What is asked of whom: "Faggruppen for DUBU", "kvalitetssikrer, når KOMBIT bestiller det".
    fn asked(&self, involved: &Involved) -> (String, String) {
        (involved.name.to_string(), self.said(&involved.asked(self.model())))
    }

    /// The ids of the solutions a body is asked for.
    fn asked_for(&self, involved: &Involved) -> Vec<&'a str> {
        involved.solutions.iter().map(|solution| &*self.model().item(*solution).id).collect()
    }

    fn csv(&self) -> String {
        let heads = ["id", "type", "titel", "solutions", "distance", "path"].map(str::to_owned);
        let row = |ix: ItemIx, distance: u32, path: String| {
            let item = self.model().item(ix);
            let solutions = self.solutions(ix).join("; ");
            let (id, title) = (item.id.to_string(), item.title.to_string());
            vec![id, self.kind(ix).to_owned(), title, solutions, distance.to_string(), path]
        };
        let gone = self.impact.gone.iter().map(|gone| {
            let text = |text: &str| text.to_owned();
            vec![text(&gone.id), text(&gone.kind), text(&gone.title), String::new(), text("0"), text(&gone.id)]
        });
        let starts = self.impact.starts.iter().map(|ix| row(*ix, 0, self.model().item(*ix).id.to_string()));
        let affected = self.impact.affected.iter().map(|of| row(of.item, of.distance, self.path(of)));
        table::csv(&heads, &gone.chain(starts).chain(affected).collect::<Vec<_>>())
    }
}
