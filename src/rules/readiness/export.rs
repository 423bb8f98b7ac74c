//! What a tender's profile takes and shows of a solution.

use super::Belonging;
use crate::config::Config;
use crate::document;
use crate::finding::{Finding, Notice};
use crate::model::{Item, ItemIx, Role, Schema, Selector, nearest, value};
use crate::said;
use crate::trace::Facts;

/// Kinds that are exported where a profile selects nothing.
const EXPORTED: [Role; 11] = [
    Role::Requirement,
    Role::Process,
    Role::UseCase,
    Role::Concept,
    Role::InformationObject,
    Role::Rule,
    Role::Interface,
    Role::DomainModel,
    Role::Standard,
    Role::LegalSource,
    Role::LegalAnalysis,
];

/// What a profile exports.
#[derive(Debug)]
pub struct Export {
    /// `None`: the kinds of documentation.
    select: Option<Selector>,
    /// Values of `synlighed` that it publishes.
    publishes: Vec<String>,
}

impl Export {
    /// What a profile exports; without a profile of the name, what that of a tender does. Faults of its selector are
    /// told by [`faults`] and select nothing here.
    pub fn of(facts: &Facts, profile: &str) -> Export {
        let config = facts.config.with_profile(profile);
        let config = config.as_ref().unwrap_or(&facts.config);
        let written = config.active_profile().and_then(|profile| profile.publish.as_ref());
        let publishes = match written {
            Some(words) => words.iter().map(|word| value::nfc(word).into_owned()).collect(),
            None => visible_to_bidders(&facts.model.schema),
        };
        Export { select: selector(facts, config).and_then(Result::ok), publishes }
    }

    /// The items of a solution that are exported, in model order.
    pub fn items<'a>(
        &'a self,
        facts: &'a Facts,
        belonging: &'a Belonging,
        solution: ItemIx,
    ) -> impl Iterator<Item = ItemIx> + 'a {
        belonging.items(solution).filter(move |ix| self.takes(facts, *ix))
    }

    /// Whether text of a visibility is published; `None` is public.
    pub fn shows(&self, facts: &Facts, visibility: Option<&str>) -> bool {
        match visibility {
            Some(word) => self.publishes.iter().any(|open| open == word),
            None => self.publishes.iter().any(|open| Some(open.as_str()) == word_of(&facts.model.schema, Role::Public)),
        }
    }

    fn takes(&self, facts: &Facts, ix: ItemIx) -> bool {
        let item: &Item = facts.model.item(ix);
        self.selects(facts, ix) && !item.duplicate && self.shows(facts, item.visibility.as_deref())
    }

    /// Values of `synlighed` that it publishes.
    pub fn publishes(&self) -> &[String] {
        &self.publishes
    }

    /// Whether an item is of what it takes, whoever may see it.
    pub fn selects(&self, facts: &Facts, ix: ItemIx) -> bool {
        let item: &Item = facts.model.item(ix);
        match &self.select {
            Some(select) => select.takes(&facts.model, ix),
            None => facts.model.schema.kind(item.kind).role.is_some_and(|role| EXPORTED.contains(&role)),
        }
    }
}

/// What is wrong with the profiles that tenders name: no such profile (S06), a selector that can't be read (S17).
pub fn faults(facts: &Facts) -> Vec<Finding> {
    let model = &facts.model;
    let mut faults = Vec::new();
    for tender in model.with_role(Role::Tender) {
        let Some(field) = model.field(tender, Role::TenderProfile) else { continue };
        let Some(name) = field.node.text().map(str::trim).filter(|name| !name.is_empty()) else { continue };
        let Some(config) = facts.config.with_profile(name) else {
            let known = facts.config.profile_names();
            let help = match nearest(name, known.iter().copied()) {
                Some(near) => said!("mente du `{}`?", "did you mean `{}`?"; near),
                None => said!(
                    "skriv en af {}, eller tilføj profilen under `profiler` i `sporbar.yaml`",
                    "write one of {}, or add the profile under `profiler` in `sporbar.yaml`"; known.join(", ")
                ),
            };
            let message = said!("ingen profil hedder `{}`", "no profile is called `{}`"; name);
            faults.push(Finding::new("S06", field.place(), message).help(help).about(tender.0));
            continue;
        };
        for notice in selector(facts, &config).and_then(Result::err).into_iter().flatten() {
            let message = crate::finding::Said::new(
                format!("profilen `{name}` har et `vælg`, der ikke kan læses: {}", notice.message.da),
                format!("the profile `{name}` has a `vælg` that can't be read: {}", notice.message.en),
            );
            let mut finding = Finding::new("S17", field.place(), message).about(tender.0);
            finding.help = notice.help.or_else(|| {
                Some(said!(
                    "ret `vælg` under `profiler` i `sporbar.yaml`",
                    "mend `vælg` under `profiler` in `sporbar.yaml`"
                ))
            });
            faults.push(finding);
        }
    }
    faults
}

/// The selector of the profile in force; `None` when it has none.
fn selector(facts: &Facts, config: &Config) -> Option<Result<Selector, Vec<Notice>>> {
    let select = config.active_profile()?.select.as_ref()?;
    let text = serde_json::to_string(select).ok()?;
    let (node, notices) = document::parse_yaml(&text);
    Some(match node {
        Some(node) if notices.is_empty() => Selector::parse(&facts.model.schema, &node),
        _ => Err(notices),
    })
}

/// Values of visibility that a tender shows unless its profile says otherwise: what is public, and what is for bidders.
pub fn visible_to_bidders(schema: &Schema) -> Vec<String> {
    [Role::Public, Role::Bidders].iter().filter_map(|role| word_of(schema, *role)).map(str::to_owned).collect()
}

/// What the model calls a visibility.
fn word_of(schema: &Schema, role: Role) -> Option<&str> {
    let field = schema.reserved_with(Role::Visibility)?;
    let choice = value::choices(&field.form).iter().find(|choice| choice.role == Some(role))?;
    Some(&choice.key)
}
