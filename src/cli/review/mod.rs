//! `sporbar review`: what changed behind the links that were reviewed, and the record of a new review.

mod choose;
mod earlier;
mod record;
mod shown;

use super::args::{ReviewArgs, ReviewFormat};
use super::{Exit, Global, Stream, output, stop};
use crate::finding::{Language, Said};
use crate::model::{Role, nearest};
use crate::pipeline::{self, Pipeline};
use crate::said;
use crate::trace::Facts;
use crate::trace::reviews::{Review, State};

/// Shows the links asked for, or with `--by` records that they were reviewed.
pub(super) fn run(global: &Global, args: ReviewArgs) -> anyhow::Result<Exit> {
    let project = global.project()?;
    let input = pipeline::read(&project, |config| global.day(config))?;
    let model = input.model.clone();
    let facts = Pipeline::recalling(&project).facts(input)?;
    let chosen = choose::choose(&facts, &args)?;
    let Some(by) = &args.by else {
        let past = earlier::Past::new(&project, &facts, model);
        let shown: Vec<shown::Shown> = chosen.iter().map(|review| shown::Shown::of(&facts, review, &past)).collect();
        return show(global, &facts, &args, &shown);
    };
    if args.ids.is_empty() && args.filter.is_none() && !args.all {
        return Err(stop(said!(
            "skriv, hvad der er gennemgået: et id, `--filter` eller `--all`",
            "say what was reviewed: an id, `--filter` or `--all`"
        )));
    }
    let by = body(&facts, by)?;
    let day = args.date.unwrap_or(facts.model.day);
    let written = record::record(&project, &facts, &chosen, day, &by)?;
    record::tell(global, &facts, &written);
    if args.format == ReviewFormat::Json {
        output::print(&output::json(&record::json(&facts, &written))?)?;
    }
    Ok(Exit::Done)
}

fn show(global: &Global, facts: &Facts, args: &ReviewArgs, shown: &[shown::Shown]) -> anyhow::Result<Exit> {
    let language = global.language(Some(&facts.config));
    if args.format == ReviewFormat::Json {
        output::print(&output::json(&shown::json(facts, shown))?)?;
        return Ok(Exit::Done);
    }
    output::print(&shown::text(facts, shown, &global.look(language, Stream::Output)))?;
    global.say(language, &summary(facts));
    Ok(Exit::Done)
}

/// How the project's reviewed links stand, in a line.
fn summary(facts: &Facts) -> Said {
    let count = |wanted: fn(&State) -> bool| facts.reviews().all().iter().filter(|one| wanted(&one.state)).count();
    let counts = [
        (count(|state| *state == State::Changed), "skal genvurderes", "to be reviewed again"),
        (
            count(|state| matches!(state, State::Moved { .. })),
            "peger på en bestemmelse, der er flyttet",
            "to a provision that has moved",
        ),
        (count(|state| *state == State::NeverReviewed), "aldrig gennemgået", "never reviewed"),
        (count(|state| *state == State::Unchanged), "uændret", "unchanged"),
    ];
    let line = |language: Language| {
        let part = |(count, da, en): &(usize, &str, &str)| {
            (*count > 0).then(|| format!("{count} {}", if language == Language::Danish { da } else { en }))
        };
        counts.iter().filter_map(part).collect::<Vec<_>>().join(", ")
    };
    let (da, en) = (line(Language::Danish), line(Language::English));
    if da.is_empty() {
        return said!("projektet har ingen henvisninger, der skal gennemgås", "the project has no links to review");
    }
    Said::new(format!("henvisninger: {da}"), format!("links: {en}"))
}

/// The id of a body as it writes it; an error that names the nearest. A model without bodies takes any name.
fn body(facts: &Facts, id: &str) -> anyhow::Result<Box<str>> {
    let (model, id) = (&facts.model, id.trim());
    let plain = !id.is_empty() && !id.chars().any(char::is_control);
    if model.schema.kind_with(Role::Body).is_none() && plain {
        return Ok(id.into());
    }
    match model.find(id).filter(|ix| model.is(*ix, Role::Body)) {
        Some(ix) => Ok(model.item(ix).id.clone()),
        None => {
            let near = nearest(id, model.with_role(Role::Body).map(|ix| &*model.item(ix).id));
            Err(stop(match near {
                Some(near) => {
                    said!("intet organ har id'et `{}`; mente du `{}`?", "no body has the id `{}`; did you mean `{}`?"; id, near)
                }
                None => said!("intet organ har id'et `{}`", "no body has the id `{}`"; id),
            }))
        }
    }
}

/// What a state is called.
fn state_words(review: &Review) -> Said {
    match &review.state {
        State::NeverReviewed => said!("aldrig gennemgået", "never reviewed"),
        State::Unchanged => said!("uændret, siden den blev gennemgået", "unchanged since it was reviewed"),
        State::Changed => said!("skal genvurderes", "to be reviewed again"),
        State::Moved { to } => said!("skal genvurderes: flyttet til `{}`", "to be reviewed again: moved to `{}`"; to),
    }
}
