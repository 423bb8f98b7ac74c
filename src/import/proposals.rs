//! What a feed means for the sources a project watches: proposed cases of changing law.

use std::collections::BTreeMap;

use super::draft::push;
use super::feed::{Entry, Feed, Reason};
use super::register::{Act, Register, consolidated_title};
use super::yaml::Yaml;
use crate::document::Node;
use crate::finding::Said;
use crate::law::{danish_date, read_eli};
use crate::model::schema::Kind;
use crate::model::{ItemIx, KindIx, Role, value};
use crate::said;
use crate::trace::Facts;

/// How an entry concerns a watched act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concern {
    /// It is the act or one of its editions.
    Itself,
    /// It is a consolidation of the act that is not listed yet.
    NewEdition,
    /// Its title says that it amends the act.
    Amendment,
}

impl Concern {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Concern::Itself => "itself",
            Concern::NewEdition => "new edition",
            Concern::Amendment => "amendment",
        }
    }
}

/// An entry to make a case of.
#[derive(Clone, Debug)]
pub struct Proposal {
    pub act: ItemIx,
    pub concern: Concern,
    pub entry: Entry,
}

/// What became of a feed's entries.
#[derive(Debug, Default)]
pub struct Sorted {
    /// By day, then in the feed's order.
    pub proposals: Vec<Proposal>,
    pub read: usize,
    pub nameless: usize,
    /// About no watched act.
    pub unwatched: usize,
    /// About a watched act, and a case says so already.
    pub recorded: usize,
    /// Earlier changes of a document and act that are proposed once.
    pub repeated: usize,
}

/// Finds the entries that concern watched acts.
pub fn sorted(facts: &Facts, register: &Register, feed: Feed) -> Sorted {
    let mut sorted = Sorted { read: feed.entries.len() + feed.nameless, nameless: feed.nameless, ..Sorted::default() };
    let cases = cases(facts);
    let mut newest: BTreeMap<(String, ItemIx), Proposal> = BTreeMap::new();
    for entry in feed.entries {
        let concerns = concerns(register, &entry);
        if concerns.is_empty() {
            sorted.unwatched += 1;
        }
        for (act, concern) in concerns {
            if cases.iter().any(|case| case.records(&entry, act)) {
                sorted.recorded += 1;
                continue;
            }
            let proposal = Proposal { act, concern, entry: entry.clone() };
            match newest.entry((entry.key(), act)) {
                std::collections::btree_map::Entry::Vacant(place) => {
                    place.insert(proposal);
                }
                std::collections::btree_map::Entry::Occupied(mut place) => {
                    sorted.repeated += 1;
                    if place.get().entry.changed < proposal.entry.changed {
                        place.insert(proposal);
                    }
                }
            }
        }
    }
    sorted.proposals = newest.into_values().collect();
    sorted.proposals.sort_by_key(|proposal| (proposal.entry.changed, proposal.entry.key(), proposal.act));
    sorted
}

fn concerns(register: &Register, entry: &Entry) -> Vec<(ItemIx, Concern)> {
    if let Some((act, _)) = register.document(&entry.document) {
        return if act.watched { vec![(act.ix, Concern::Itself)] } else { Vec::new() };
    }
    let Some(title) = &entry.title else { return Vec::new() };
    let gathered = consolidated_title(title);
    if gathered != *title {
        let act = register.named(&gathered).filter(|act| act.watched);
        return act.map(|act| (act.ix, Concern::NewEdition)).into_iter().collect();
    }
    if !title.to_lowercase().contains("ændring af ") {
        return Vec::new();
    }
    let watched = register.mentioned(title).into_iter().filter(|act: &&Act| act.watched);
    watched.map(|act| (act.ix, Concern::Amendment)).collect()
}

/// A case the project has.
struct Case {
    /// Its source and reference.
    named: String,
    reported: Option<jiff::civil::Date>,
    acts: Vec<ItemIx>,
}

impl Case {
    /// Whether it is about this entry, or a later change of the same document.
    fn records(&self, entry: &Entry, act: ItemIx) -> bool {
        let key = entry.key().to_uppercase();
        let short = |word: &str| Some(read_eli(word)?.short()?.to_uppercase());
        let names =
            self.named.split_whitespace().any(|word| word.to_uppercase() == key || short(word).as_ref() == Some(&key));
        let is_later = match (self.reported, entry.changed) {
            (Some(reported), Some(changed)) => reported >= changed,
            _ => true,
        };
        names && is_later && (self.acts.is_empty() || self.acts.contains(&act))
    }
}

fn cases(facts: &Facts) -> Vec<Case> {
    let model = &facts.model;
    let of = |ix: ItemIx| {
        let item = model.item(ix);
        let source = model.field(ix, Role::Source).and_then(|field| field.node.text()).unwrap_or_default();
        let reported = model.field(ix, Role::Reported);
        let fields = reported.and_then(|field| item.declared(&model.schema, field));
        let part = |role: Role| -> Option<&Node> {
            reported?.node.elements().first()?.map()?.find(&fields?.field_with(role)?.key)
        };
        let reference = part(Role::ReportReference).and_then(Node::text).unwrap_or_default();
        let mut acts = model.targets(ix, Role::Touches);
        for act in &mut acts {
            *act = crate::trace::moves::act_of(model, *act);
        }
        Case {
            named: format!("{source} {reference}").replace(',', " "),
            reported: part(Role::Date).and_then(value::date),
            acts,
        }
    };
    model.with_role(Role::LawCase).map(of).collect()
}

impl Proposal {
    /// The item as content, of the kind for cases of changing law.
    pub fn item(&self, facts: &Facts, kind: KindIx, id: &str) -> Vec<(String, Yaml)> {
        let schema = &facts.model.schema;
        let declared = schema.kind(kind);
        let reserved = |role: Role| schema.reserved_with(role).map(|field| field.key.as_str());
        let field = |role: Role| declared.field_with(role).map(|field| field.key.as_str());
        let choice = |of: Role, role: Role| choice(declared, of, role).map(Yaml::Text);
        let language = facts.language();
        let mut pairs = Vec::new();
        push(&mut pairs, reserved(Role::Id), Some(Yaml::text(id)));
        push(&mut pairs, reserved(Role::Kind), Some(Yaml::text(&*declared.key)));
        push(&mut pairs, reserved(Role::Title), Some(Yaml::text(self.title(facts).in_language(language))));
        let open = declared.status_with(Role::Open).map(|status| Yaml::text(&*status.key));
        push(&mut pairs, reserved(Role::Status), open);
        push(&mut pairs, field(Role::Monitoring), choice(Role::Monitoring, Role::Reactive));
        if self.entry.reason != Reason::Removed {
            push(&mut pairs, field(Role::LawPhase), choice(Role::LawPhase, Role::LawPublished));
        }
        push(&mut pairs, field(Role::Source), Some(Yaml::text(&*self.entry.source)));
        let reported = declared.field_with(Role::Reported);
        let mut report = Vec::new();
        let part = |role: Role| reported.and_then(|field| field.field_with(role)).map(|field| field.key.as_str());
        push(&mut report, part(Role::Date), self.entry.changed.map(|day| Yaml::Text(day.to_string())));
        push(&mut report, part(Role::ReportReference), Some(Yaml::Text(self.entry.key())));
        push(&mut pairs, field(Role::Reported), Some(Yaml::Short(report)));
        let touches = declared.link_with(schema, Role::Touches).map(|link| link.key.as_str());
        push(&mut pairs, touches, Some(Yaml::text(&*facts.model.item(self.act).id)));
        push(
            &mut pairs,
            reserved(Role::BodyText),
            Some(Yaml::Prose(self.text(facts).in_language(language).to_owned())),
        );
        pairs
    }

    fn act_name(&self, facts: &Facts) -> String {
        facts.model.item(self.act).title.to_string()
    }

    /// What it is about, for a heading.
    pub fn title(&self, facts: &Facts) -> Said {
        let act = self.act_name(facts);
        match (self.concern, self.entry.reason) {
            (_, Reason::Removed) => said!("Fjernet fra Retsinformation: {}", "Removed from Retsinformation: {}"; act),
            (Concern::NewEdition, _) => said!("Ny lovbekendtgørelse: {}", "New consolidation: {}"; act),
            (Concern::Amendment, _) => {
                let title = self.entry.title.clone().unwrap_or(act);
                Said::new(title.clone(), title)
            }
            (Concern::Itself, Reason::Metadata) => said!("Ændrede oplysninger om {}", "Changed facts about {}"; act),
            (Concern::Itself, Reason::New) => said!("Kundgjort: {}", "Published: {}"; act),
            (Concern::Itself, _) => said!("Ændret dokument: {}", "Changed document: {}"; act),
        }
    }

    fn text(&self, facts: &Facts) -> Said {
        let (title, id) = (self.entry.title.as_deref().unwrap_or("–"), &facts.model.item(self.act).id);
        let day = self.entry.changed;
        let danish = day.map_or_else(String::new, |day| format!(" {}", danish_date(day)));
        let english = day.map_or_else(String::new, |day| format!(" on {}", crate::law::english_date(day)));
        let (da, en) = match self.entry.reason {
            Reason::New => ("Nyt dokument", "New document"),
            Reason::Content => ("Teksten er ændret", "The text has changed"),
            Reason::Metadata => ("Oplysningerne om dokumentet er ændret", "The facts about the document have changed"),
            Reason::Removed => ("Dokumentet er fjernet", "The document was removed"),
            Reason::Unknown => ("Ændret uden angivet årsag", "Changed without a reason given"),
        };
        let title = super::lexdania::markdown(title);
        Said::new(
            format!("{da}{danish}: »{title}«. Vurdér, hvad det betyder for [[{id}]]."),
            format!("{en}{english}: »{title}«. Assess what it means for [[{id}]]."),
        )
    }
}

fn choice(kind: &Kind, of: Role, role: Role) -> Option<String> {
    let choices = kind.field_with(of)?.choices();
    choices.iter().find(|choice| choice.role == Some(role)).map(|choice| choice.key.clone())
}
