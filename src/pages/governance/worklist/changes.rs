//! Changes, proposals, frames and tenders: what steering groups, expert groups and contact committees do with them.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::gather::Gather;
use super::{Duty, Piece};
use crate::document::Node;
use crate::model::{ItemIx, Role, value};
use crate::rules::readiness;
use crate::said;
use crate::trace::governance::{chosen, objects, part, status};

/// Months ahead in which an ending frame, a signature or an option of a contract is told.
const MONTHS_AHEAD: i32 = 12;

impl Gather<'_> {
    pub(super) fn soon(&self) -> Date {
        self.model.day.checked_add(MONTHS_AHEAD.months()).unwrap_or(Date::MAX)
    }

    /// A change awaits the steering group by its type, and the project manager by its status.
    pub(super) fn change(&mut self, ix: ItemIx) {
        let now = status(self.model, ix).unwrap_or(Role::Draft);
        if now == Role::Withdrawn {
            return;
        }
        let solutions = self.solutions(ix);
        match chosen(self.model, ix, Role::ChangeType) {
            Some(Role::FurtherDevelopment) => self.approval(ix, now, &solutions),
            Some(Role::MinorChange) if now >= Role::Review => self.information(ix, &solutions),
            _ => {}
        }
        if now < Role::Done {
            self.work(ix, now, &solutions);
        }
    }

    /// Decisions of a kind by a steering group about an item, shown or not.
    pub(super) fn decided(&self, ix: ItemIx, kind: Role) -> Vec<ItemIx> {
        crate::trace::governance::decisions(self.model, ix, kind)
    }

    fn approval(&mut self, ix: ItemIx, now: Role, solutions: &[ItemIx]) {
        if !self.decided(ix, Role::Approval).is_empty() {
            return;
        }
        let mut why = vec![Piece::Said(match now {
            Role::Draft => said!("videreudvikling, der er foreslået", "further development that is proposed"),
            Role::Review => said!("videreudvikling, der er specificeret", "further development that is specified"),
            _ => said!(
                "videreudvikling, der er gået videre uden godkendelse",
                "further development that has gone on without approval"
            ),
        })];
        let hours = self.written(ix, Role::Estimate, Role::Hours);
        if !hours.is_empty() {
            why.push(Piece::Said(said!(", {} timer", ", {} hours"; hours)));
        }
        let postponed = self.decided(ix, Role::Postponement);
        if let Some(decision) = postponed.iter().rev().find(|decision| self.shows(**decision)) {
            why.extend([Piece::Said(said!("; udsat ved ", "; postponed by ")), Piece::Id(*decision)]);
        }
        let task = self.task(Duty::Approve, ix, why, self.day(ix, Role::Deadline));
        let whom = self.serving(Role::SteeringGroup, solutions);
        self.add(&whom, &task);
    }

    fn information(&mut self, ix: ItemIx, solutions: &[ItemIx]) {
        let briefed = self.day(ix, Role::Briefing).is_some() || !self.decided(ix, Role::Information).is_empty();
        if briefed {
            return;
        }
        let agreed = !self.model.targets(ix, Role::AgreedWith).is_empty();
        let why = Piece::Said(match agreed {
            true => {
                said!("behovsændring, der er aftalt med leverandøren", "needs-based change agreed with the supplier")
            }
            false => said!("behovsændring, der er specificeret", "needs-based change that is specified"),
        });
        let task = self.task(Duty::Inform, ix, vec![why], self.day(ix, Role::Deadline));
        let whom = self.serving(Role::SteeringGroup, solutions);
        self.add(&whom, &task);
    }

    /// A part of an item's object, as written; empty when it is not.
    pub(super) fn written(&self, ix: ItemIx, object: Role, role: Role) -> String {
        let Some(objects) = objects(self.model, ix, object) else { return String::new() };
        let text = objects.maps.first().and_then(|map| part(objects.fields, map, role)).and_then(Node::text);
        text.unwrap_or_default().trim().to_owned()
    }

    /// A proposal awaits the expert groups until it has its place; a wish for law awaits those who talk to the state.
    pub(super) fn proposal(&mut self, ix: ItemIx) {
        let now = status(self.model, ix);
        if now.is_some_and(|now| now >= Role::Decided) {
            return;
        }
        let solutions = self.solutions(ix);
        let mut why = Vec::new();
        if let Some(by) = self.targets(ix, Role::ProposedBy).first() {
            why.extend([Piece::Said(said!("stillet af ", "proposed by ")), Piece::Id(*by)]);
        }
        if self.written(ix, Role::Priority, Role::Rank).is_empty() {
            // A proposal is treated within the agreed months.
            let months = self.book.facts.config.profile.limits.proposal_months;
            let received = self.day(ix, Role::Received);
            let by = received.zip(months).and_then(|(day, months)| day.checked_add(i64::from(months).months()).ok());
            let task = self.task(Duty::Prioritise, ix, why.clone(), by);
            let whom = self.serving(Role::ExpertGroup, &solutions);
            self.add(&whom, &task);
        }
        if chosen(self.model, ix, Role::ProposalType) == Some(Role::LawChangeWish) {
            self.wish(ix, &solutions, why);
        } else if solutions.len() > 1 {
            self.across(ix, &solutions, None);
        }
    }

    fn wish(&mut self, ix: ItemIx, solutions: &[ItemIx], mut why: Vec<Piece>) {
        if let Some(to) = self.targets(ix, Role::Addressee).first() {
            why.extend([Piece::Said(said!(", rettet til ", ", addressed to ")), Piece::Id(*to)]);
        }
        let task = self.task(Duty::ConveyWish, ix, why, None);
        let mut whom = self.serving(Role::StateContact, solutions);
        whom.extend(self.association());
        self.add(&whom, &task);
    }

    /// What touches several solutions of a domain is what its contact committee may be asked about.
    pub(super) fn across(&mut self, ix: ItemIx, solutions: &[ItemIx], by: Option<Date>) {
        let committees: Vec<(ItemIx, Vec<ItemIx>)> = self
            .bodies
            .serving(Role::ContactCommittee, solutions)
            .into_iter()
            .map(|body| (body.ix, body.solutions.iter().copied().filter(|one| solutions.contains(one)).collect()))
            .collect();
        for (committee, of) in committees {
            if of.len() < 2 {
                continue;
            }
            let mut why = vec![Piece::Said(said!("berører ", "touches "))];
            for (place, solution) in of.iter().enumerate() {
                why.extend((place > 0).then(|| Piece::Said(said!(" og ", " and "))));
                why.push(Piece::Id(*solution));
            }
            why.push(Piece::Said(said!(
                "; rådgivning sker på KOMBITs opfordring",
                "; advice is given at KOMBIT's request"
            )));
            let task = self.task(Duty::Across, ix, why, by);
            self.add(&[committee], &task);
        }
    }

    /// A frame that ends, while no later one is set.
    pub(super) fn frame(&mut self, ix: ItemIx) {
        let ends = |ix: ItemIx| {
            let field = self.model.field(ix, Role::Period)?;
            value::date(field.node.map()?.find("til")?)
        };
        let Some(end) = ends(ix).filter(|end| *end >= self.model.day && *end <= self.soon()) else { return };
        for solution in self.targets(ix, Role::ServesFor) {
            let frames = self.model.holders(solution, Role::ServesFor).into_iter();
            let later = frames.filter(|one| *one != ix && self.model.is(*one, Role::Frame));
            if later.filter(|one| self.targets(*one, Role::ServesFor).len() == 1).any(|one| ends(one) > Some(end)) {
                continue;
            }
            let why = vec![
                Piece::Said(said!("ingen senere ramme er sat for ", "no later frame is set for ")),
                Piece::Id(solution),
            ];
            let task = self.task(Duty::SetFrame, ix, why, Some(end));
            let whom = self.serving(Role::SteeringGroup, &[solution]);
            self.add(&whom, &task);
        }
    }

    /// A solution that is tendered soon has its verdict signed; its contract asks for what is due.
    pub(super) fn solution(&mut self, ix: ItemIx) {
        let facts = &self.book.facts;
        if let Some(next) = readiness::next(facts, ix)
            && let Some(day) = next.day.filter(|day| *day >= self.model.day && *day <= self.soon())
            && self.shows(next.tender)
        {
            let signed = self.signature(ix);
            if signed.as_ref().is_none_or(|signed| !signed.approves || !signed.unchanged) {
                let mut why = vec![Piece::Id(next.tender), Piece::Said(said!(" annonceres", " is announced"))];
                if let Some(signed) = signed.filter(|signed| signed.approves && self.shows(signed.decision)) {
                    why.extend([
                        Piece::Said(said!("; indholdet er ændret siden ", "; the content has changed since ")),
                        Piece::Id(signed.decision),
                    ]);
                }
                let task = self.task(Duty::Sign, ix, why, Some(day));
                let whom = self.serving(Role::SteeringGroup, &[ix]);
                self.add(&whom, &task);
            }
        }
        for contract in self.targets(ix, Role::UnderContract) {
            self.contract(ix, contract);
        }
    }

    /// Who signed the verdict of a solution, and whether the content is still what was signed.
    fn signature(&self, solution: ItemIx) -> Option<readiness::Signature> {
        let facts = &self.book.facts;
        // The hash of the content costs; most solutions have signed nothing.
        if !readiness::are_signed(facts, solution) {
            return None;
        }
        let belonging = self.belonging.get_or_init(|| readiness::Belonging::new(facts));
        readiness::signature(facts, solution, &readiness::content_hash(facts, belonging, solution))
    }
}
