//! Who is to be involved in a change, and what is asked of each: the model of governance of 13 May 2014.

use crate::finding::Said;
use crate::model::{ItemIx, Model, Role, value};
use crate::said;

use super::steps::{Seen, Spread};
use super::{Changed, Impact};

/// What a body is asked to do. In the order in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ask {
    MustApprove,
    MustBeInformed,
    AssuresQuality,
    Coordinates,
    MayAdvise,
    ConsultedByExecutive,
    CarriesOut,
    Monitors,
    KeepsContact,
}

impl Ask {
    /// In words; the Danish ones are those of the JSON form in every language.
    pub fn said(self) -> Said {
        match self {
            Ask::MustApprove => said!("skal godkende", "must approve"),
            Ask::MustBeInformed => said!("skal orienteres", "must be informed"),
            Ask::AssuresQuality => said!("kvalitetssikrer", "assures quality"),
            Ask::Coordinates => said!("koordinerer", "coordinates"),
            Ask::MayAdvise => said!("kan rådgive efter KOMBITs opfordring", "may advise at KOMBIT's request"),
            Ask::ConsultedByExecutive => said!("rådføres af direktionen", "is consulted by the executive"),
            Ask::CarriesOut => said!("udfører", "carries out"),
            Ask::Monitors => said!("overvåger", "monitors"),
            Ask::KeepsContact => said!("varetager kontakten", "keeps the contact"),
        }
    }
}

/// Why a body is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    FurtherDevelopment,
    MinorChange,
    /// When the joint purchaser commissions it.
    WhenCommissioned,
    /// So many solutions are affected.
    SeveralSolutions(usize),
    /// So many solutions of this domain are affected.
    SeveralInDomain(ItemIx, usize),
    SeveralDomains(usize),
    ProjectManager,
    Supplier,
    LawIsConcerned,
    /// The state contact of this domain or solution.
    StateContact(ItemIx),
}

impl Why {
    /// As a clause that follows what is asked: "fordi 2 løsninger er berørt".
    pub fn said(self, model: &Model) -> Said {
        let title = |ix: ItemIx| model.item(ix).title.to_string();
        match self {
            Why::FurtherDevelopment => {
                said!("fordi det er videreudvikling", "because it is further development")
            }
            Why::MinorChange => said!("fordi det er en behovsændring", "because it is a needs-based change"),
            Why::WhenCommissioned => said!("når KOMBIT bestiller det", "when KOMBIT commissions it"),
            Why::SeveralSolutions(count) => {
                said!("fordi {} løsninger er berørt", "because {} solutions are affected"; count)
            }
            Why::SeveralInDomain(domain, count) => said!(
                "fordi {} løsninger i domænet {} er berørt",
                "because {} solutions of the domain {} are affected"; count, title(domain)
            ),
            Why::SeveralDomains(count) => {
                said!("fordi {} domæner er berørt", "because {} domains are affected"; count)
            }
            Why::ProjectManager => said!("som projektleder", "as project manager"),
            Why::Supplier => said!("som leverandør", "as supplier"),
            Why::LawIsConcerned => said!("fordi det er lovgivning", "because it is legislation"),
            Why::StateContact(of) => {
                said!("til staten for {}", "with the state for {}"; title(of))
            }
        }
    }
}

impl Involved {
    /// What is asked and why, in one clause: "kvalitetssikrer, når KOMBIT bestiller det".
    pub fn asked(&self, model: &Model) -> Said {
        let (ask, why) = (self.ask.said(), self.why.said(model));
        let joins = matches!(self.why, Why::ProjectManager | Why::Supplier | Why::StateContact(_));
        let between = if joins { " " } else { ", " };
        Said { da: format!("{}{between}{}", ask.da, why.da), en: format!("{}{between}{}", ask.en, why.en) }
    }
}

/// A body with what is asked of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Involved {
    /// A body or an organisation; `None` for a project manager, who is a name only.
    pub body: Option<ItemIx>,
    pub name: Box<str>,
    pub ask: Ask,
    /// The solutions it is asked for, in model order; empty when it is asked for no solution in particular.
    pub solutions: Vec<ItemIx>,
    pub why: Why,
}

/// The bodies that are seen and hold on the day, each with its type and what it serves.
#[derive(Debug)]
pub(super) struct Bodies(Vec<Body>);

#[derive(Debug)]
struct Body {
    ix: ItemIx,
    body_type: Role,
    /// Solutions and domains; empty: the whole portfolio.
    serves: Vec<ItemIx>,
}

impl Bodies {
    pub fn new(model: &Model, seen: &Seen) -> Bodies {
        let bodies = model.with_role(Role::Body).filter(|ix| (seen.item)(*ix));
        let holding = bodies.filter(|ix| model.item(*ix).validity.covers(model.day));
        let typed = holding.filter_map(|ix| {
            let field = model.field(ix, Role::BodyType)?;
            let declared = model.item(ix).declared(&model.schema, field)?;
            let body_type = value::choice(&declared.form, &field.node)?.role?;
            Some(Body { ix, body_type, serves: model.targets(ix, Role::ServesFor) })
        });
        Bodies(typed.collect())
    }
}

impl Spread {
    /// Whom to involve, in the order of what is asked.
    pub fn involved(&self, model: &Model, changed: &Changed, impact: &Impact) -> Vec<Involved> {
        let solutions: Vec<ItemIx> = impact.solutions().collect();
        let mut domains: Vec<(ItemIx, Vec<ItemIx>)> = Vec::new();
        for solution in &solutions {
            for domain in model.targets(*solution, Role::InDomain).into_iter().filter(|domain| self.is_seen(*domain)) {
                match domains.iter_mut().find(|(known, _)| *known == domain) {
                    Some((_, of)) => of.push(*solution),
                    None => domains.push((domain, vec![*solution])),
                }
            }
        }
        let mut asking = Asking { model, spread: self, solutions, domains, involved: Vec::new() };
        asking.steering_groups(changed);
        asking.across();
        asking.those_who_carry_out();
        if concerns_law(model, self, changed, impact) {
            asking.for_law();
        }
        asking.involved.sort_by_key(|involved| involved.ask);
        asking.involved
    }
}

struct Asking<'a> {
    model: &'a Model,
    spread: &'a Spread,
    /// Those in which something is changed or affected.
    solutions: Vec<ItemIx>,
    /// Their domains, each with its affected solutions.
    domains: Vec<(ItemIx, Vec<ItemIx>)>,
    involved: Vec<Involved>,
}

impl Asking<'_> {
    fn bodies(&self, body_type: Role) -> impl Iterator<Item = &Body> + use<'_> {
        self.spread.bodies.0.iter().filter(move |body| body.body_type == body_type)
    }

    fn add(&mut self, ask: Ask, why: Why, body: ItemIx, solutions: Vec<ItemIx>) {
        let item = self.model.item(body);
        let name = if item.title.is_empty() { item.id.clone() } else { item.title.clone() };
        self.involved.push(Involved { body: Some(body), name, ask, solutions, why });
    }

    /// Bodies of a type that serve an affected solution itself.
    fn of_solutions(&mut self, body_type: Role, ask: Ask, why: Why) {
        let serving = |body: &Body| {
            let of: Vec<ItemIx> = self.solutions.iter().filter(|ix| body.serves.contains(ix)).copied().collect();
            (!of.is_empty()).then_some((body.ix, of))
        };
        let found: Vec<_> = self.bodies(body_type).filter_map(serving).collect();
        for (body, of) in found {
            self.add(ask, why, body, of);
        }
    }

    /// Bodies of a type that serve everything, or something that is affected.
    fn at_large(&mut self, body_type: Role, ask: Ask, why: Why, solutions: &[ItemIx]) {
        let concerned = |body: &&Body| {
            let serves = |ix: &ItemIx| self.solutions.contains(ix) || self.domains.iter().any(|(known, _)| known == ix);
            body.serves.is_empty() || body.serves.iter().any(serves)
        };
        let found: Vec<ItemIx> = self.bodies(body_type).filter(concerned).map(|body| body.ix).collect();
        for body in found {
            self.add(ask, why, body, solutions.to_vec());
        }
    }

    fn steering_groups(&mut self, changed: &Changed) {
        let mut types: Vec<Role> = changed.items.iter().flat_map(|ix| change_types(self.model, *ix)).collect();
        types.sort();
        types.dedup();
        if types.contains(&Role::FurtherDevelopment) || types.contains(&Role::DevelopmentProposal) {
            self.of_solutions(Role::SteeringGroup, Ask::MustApprove, Why::FurtherDevelopment);
        } else if types.contains(&Role::MinorChange) {
            self.of_solutions(Role::SteeringGroup, Ask::MustBeInformed, Why::MinorChange);
        }
    }

    fn across(&mut self) {
        self.of_solutions(Role::ExpertGroup, Ask::AssuresQuality, Why::WhenCommissioned);
        let solutions = self.solutions.clone();
        if solutions.len() > 1 {
            let why = Why::SeveralSolutions(solutions.len());
            self.at_large(Role::RequirementsBoard, Ask::Coordinates, why, &solutions);
        }
        for (domain, of) in self.domains.clone() {
            if of.len() > 1 {
                let found: Vec<ItemIx> = self
                    .bodies(Role::ContactCommittee)
                    .filter(|body| body.serves.contains(&domain))
                    .map(|body| body.ix)
                    .collect();
                for body in found {
                    self.add(Ask::MayAdvise, Why::SeveralInDomain(domain, of.len()), body, of.clone());
                }
            }
        }
        if self.domains.len() > 1 {
            let why = Why::SeveralDomains(self.domains.len());
            self.at_large(Role::PortfolioGroup, Ask::ConsultedByExecutive, why, &solutions);
        }
    }

    fn those_who_carry_out(&mut self) {
        let mut suppliers: Vec<(ItemIx, Vec<ItemIx>)> = Vec::new();
        for solution in self.solutions.clone() {
            let manager = self.model.field(solution, Role::ProjectManager).and_then(|field| field.node.text());
            if let Some(name) = manager.map(str::trim).filter(|name| !name.is_empty()) {
                self.involved.push(Involved {
                    body: None,
                    name: name.into(),
                    ask: Ask::CarriesOut,
                    solutions: vec![solution],
                    why: Why::ProjectManager,
                });
            }
            let found = self.model.targets(solution, Role::Supplier).into_iter();
            for supplier in found.filter(|supplier| self.spread.is_seen(*supplier)) {
                match suppliers.iter_mut().find(|(known, _)| *known == supplier) {
                    Some((_, of)) => of.push(solution),
                    None => suppliers.push((supplier, vec![solution])),
                }
            }
        }
        for (supplier, of) in suppliers {
            self.add(Ask::CarriesOut, Why::Supplier, supplier, of);
        }
    }

    fn for_law(&mut self) {
        self.at_large(Role::LawMonitoring, Ask::Monitors, Why::LawIsConcerned, &[]);
        let contacts: Vec<(ItemIx, ItemIx, Vec<ItemIx>)> =
            self.bodies(Role::StateContact).filter_map(|body| self.state_contact(body)).collect();
        for (body, of, solutions) in contacts {
            self.add(Ask::KeepsContact, Why::StateContact(of), body, solutions);
        }
    }

    /// A state contact with the affected domain or solution it serves first, and the solutions it is asked for.
    fn state_contact(&self, body: &Body) -> Option<(ItemIx, ItemIx, Vec<ItemIx>)> {
        let mut solutions = Vec::new();
        let mut first = None;
        for served in &body.serves {
            let of_domain = self.domains.iter().find(|(domain, _)| domain == served).map(|(_, of)| of.as_slice());
            let of = if self.solutions.contains(served) { std::slice::from_ref(served) } else { of_domain? };
            first = first.or(Some(*served));
            solutions.extend_from_slice(of);
        }
        solutions.sort();
        solutions.dedup();
        Some((body.ix, first?, solutions))
    }
}

/// What a change or proposal is, and what the changes are that carry it out.
fn change_types(model: &Model, ix: ItemIx) -> Vec<Role> {
    let of = |ix: ItemIx| {
        [Role::ChangeType, Role::ProposalType].into_iter().filter_map(move |role| {
            let field = model.field(ix, role)?;
            value::choice(&model.item(ix).declared(&model.schema, field)?.form, &field.node)?.role
        })
    };
    if !super::starts::stands_for_others(model, ix) {
        return Vec::new();
    }
    std::iter::once(ix).chain(model.targets(ix, Role::CarriedOutIn)).flat_map(of).collect()
}

fn concerns_law(model: &Model, spread: &Spread, changed: &Changed, impact: &Impact) -> bool {
    let case = |ix: &ItemIx| model.is(*ix, Role::LawCase) || model.is(*ix, Role::Interpretation);
    let law = |kind: &str| {
        let role = model.schema.find_kind(kind).and_then(|kind| model.schema.kind(kind).role);
        matches!(role, Some(Role::LegalSource | Role::Provision))
    };
    changed.items.iter().any(case)
        || impact.starts.iter().any(|start| spread.is_law(*start))
        || impact.gone.iter().any(|gone| law(&gone.kind))
}
