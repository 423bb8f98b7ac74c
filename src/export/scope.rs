//! What a bundle holds of the documentation.

use std::sync::Arc;

use crate::finding::Said;
use crate::model::schema::Kind;
use crate::model::{ItemIx, Role, nearest};
use crate::pages::annexes::{self, Frozen};
use crate::pages::{Narrowed, Published};
use crate::place::FileId;
use crate::rules::look;
use crate::rules::readiness::{Belonging, Export};
use crate::said;
use crate::source::Refused;
use crate::trace::Facts;
use crate::trace::plain::{Baseline, Plain};

/// What was asked for.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Name of a profile; `None` takes everything that the project publishes.
    pub profile: Option<String>,
    /// Ids of solutions; none for all.
    pub solution_ids: Vec<String>,
    /// The same as items; filled in by [`choose`].
    pub solutions: Vec<ItemIx>,
    /// Numbers that an earlier bundle gave.
    pub frozen: Frozen,
    /// Paths of attachments that are not handed out.
    pub withheld: Vec<String>,
}

/// Kinds that frame what a profile selects: without them nobody sees whose the documentation is.
const FRAME: [Role; 4] = [Role::Solution, Role::Domain, Role::Organisation, Role::ExternalSystem];

/// The settings under which a bundle is made, and what it shows. An unknown profile or solution is an error.
///
/// Without a profile: what the project publishes. With one: of what the profile selects and publishes, all but drafts;
/// around it solutions, domains and organisations, but no supplier; and pages that are written for bidders.
pub fn choose(facts: Facts, request: &mut Request) -> anyhow::Result<(Facts, Narrowed)> {
    let mut config = (*facts.config).clone();
    if let Some(name) = &request.profile {
        config = facts.config.with_profile(name).ok_or_else(|| no_profile(&facts, name))?;
        config.publish = Some(Export::of(&facts, name).publishes().to_vec());
    }
    // A bundle lies on its own: it has no address, and nobody edits from it.
    config.base_url = String::new();
    config.source_url = String::new();
    let facts = facts.on(facts.model.day, Arc::new(config));
    request.solutions = solutions(&facts, &request.solution_ids)?;
    let keeps = keeps(&facts, request);
    let visibilities = facts.config.publish.clone().unwrap_or_default();
    let is_withheld = |file: &&crate::model::File| request.withheld.iter().any(|path| **path == *file.path);
    let withheld = facts.files.iter().zip(0..).filter(|(file, _)| is_withheld(file));
    let withheld = withheld.map(|(_, number)| FileId(number)).collect();
    let published = Published::narrowed(&facts, &visibilities, |ix| keeps[ix.0 as usize], withheld);
    let facts = Facts {
        baseline: facts.baseline.as_deref().map(|old| Arc::new(told(&facts, &published, request, old))),
        ..facts
    };
    let annexes = annexes::of(&facts, &request.solutions, |ix| published.shows(ix));
    let numbers = annexes::numbers(&facts, &annexes, &request.frozen);
    Ok((facts, Narrowed { published, numbers }))
}

/// An earlier edition without what this one keeps back: what is hidden now, and, where only a part is shown, what was a
/// draft or of a kind that the part does not hold.
fn told(facts: &Facts, published: &Published, request: &Request, old: &Baseline) -> Baseline {
    let (model, schema) = (&facts.model, &facts.model.schema);
    let mut kinds = vec![false; schema.kinds.len()];
    model.all().filter(|ix| published.shows(*ix)).for_each(|ix| kinds[model.item(ix).kind.0 as usize] = true);
    let status = schema.reserved_with(Role::Status).map_or("", |field| &field.key);
    let is_draft = |item: &Plain, kind: &Kind| {
        let written = item.fields.iter().find(|(key, _)| key == status).map(|(_, value)| value.shown());
        kind.statuses.iter().any(|one| one.role == Some(Role::Draft) && Some(&one.key) == written.as_ref())
    };
    let stays = |item: &&Plain| match model.find(&item.id) {
        Some(ix) => published.shows(ix),
        None if request.profile.is_none() => true,
        None => schema
            .find_kind(&item.kind)
            .is_some_and(|kind| kinds[kind.0 as usize] && !is_draft(item, schema.kind(kind))),
    };
    Baseline { items: old.items.iter().filter(stays).cloned().collect(), ..old.clone() }
}

/// Which items may stay, by number; visibility is judged apart.
fn keeps(facts: &Facts, request: &Request) -> Vec<bool> {
    let model = &facts.model;
    let belonging = (!request.solutions.is_empty()).then(|| Belonging::new(facts));
    let export = request.profile.as_ref().map(|name| Export::of(facts, name));
    let mut keeps: Vec<bool> = Vec::with_capacity(model.items.len());
    for ix in model.everywhere() {
        if model.portfolio(ix).is_some() {
            // What others publish is no part of the bundle; a link leads to their site.
            let is_draft = model.item(ix).has_status(&model.schema, Role::Draft);
            keeps.push(export.is_none() || !is_draft && !model.is(ix, Role::Organisation));
            continue;
        }
        let above = model.item(ix).parent.map(|parent| keeps[parent.0 as usize]);
        let of_solution = belonging.as_ref().is_none_or(|belonging| concerns(facts, belonging, request, ix));
        let of_profile = export.as_ref().is_none_or(|export| above.unwrap_or_else(|| takes(facts, export, ix)));
        keeps.push(above != Some(false) && of_solution && of_profile);
    }
    keeps
}

/// Whether an item concerns one of the solutions asked for; what concerns the portfolio does, other solutions don't.
fn concerns(facts: &Facts, belonging: &Belonging, request: &Request, ix: ItemIx) -> bool {
    let of = belonging.solutions(ix);
    let asked = of.iter().any(|solution| request.solutions.contains(solution));
    asked || of.is_empty() && !facts.model.is(ix, Role::Solution)
}

fn takes(facts: &Facts, export: &Export, ix: ItemIx) -> bool {
    let model = &facts.model;
    let item = model.item(ix);
    if item.has_status(&model.schema, Role::Draft) || is_supplier(facts, ix) {
        return false;
    }
    let frames = model.schema.kind(item.kind).role.is_some_and(|role| FRAME.contains(&role));
    let for_bidders = model.is(ix, Role::Page) && item.visibility.is_some();
    export.selects(facts, ix) || frames || for_bidders
}

/// Whether an item is an organisation that supplies.
pub(super) fn is_supplier(facts: &Facts, ix: ItemIx) -> bool {
    look::chosen(facts, ix, Role::OrganisationType) == Some(Role::SupplierOrganisation)
}

fn solutions(facts: &Facts, ids: &[String]) -> anyhow::Result<Vec<ItemIx>> {
    let model = &facts.model;
    let find = |id: &String| {
        let found = model.find(id.trim()).filter(|ix| model.is(*ix, Role::Solution));
        found.ok_or_else(|| {
            let known = model.with_role(Role::Solution).map(|ix| &*model.item(ix).id);
            let near = match nearest(id, known) {
                Some(near) => Said::new(format!("; mente du `{near}`?"), format!("; did you mean `{near}`?")),
                None => Said::new(
                    "; se dem med `sporbar list --filter '{type: løsning}'`",
                    "; see them with `sporbar list`",
                ),
            };
            Refused(Said::new(
                format!("ingen løsning har id `{id}`{}", near.da),
                format!("no solution has the id `{id}`{}", near.en),
            ))
            .into()
        })
    };
    let mut found = ids.iter().map(find).collect::<anyhow::Result<Vec<ItemIx>>>()?;
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

fn no_profile(facts: &Facts, name: &str) -> anyhow::Error {
    let known = facts.config.profile_names().join(", ");
    Refused(said!(
        "ingen profil hedder `{}`; der er {}, og `profiler` i `sporbar.yaml` kan have flere",
        "no profile is called `{}`; there is {}, and `profiler` in `sporbar.yaml` may hold more"; name, known
    ))
    .into()
}
