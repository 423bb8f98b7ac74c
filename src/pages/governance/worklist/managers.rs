//! What the project manager of a solution does: gets changes specified, agreed and approved, carries out what is
//! decided, and looks after the contract.

use super::gather::Gather;
use super::{Duty, Piece};
use crate::document::Node;
use crate::finding::Said;
use crate::model::{ItemIx, Role, value};
use crate::said;
use crate::trace::governance::{chosen, objects, part};

impl Gather<'_> {
    /// A change that is not over, by its status and by what its type demands.
    pub(super) fn work(&mut self, ix: ItemIx, now: Role, managers: &[ItemIx]) {
        let by = self.day(ix, Role::Deadline);
        let mut duties: Vec<(Duty, Said)> = Vec::new();
        if self.written(ix, Role::Estimate, Role::Hours).is_empty() {
            duties.push((Duty::Estimate, said!("har intet estimat i timer", "has no estimate in hours")));
        }
        let responsible = self.model.field(ix, Role::Responsible).and_then(|field| field.node.text());
        if now >= Role::Decided && responsible.is_none_or(|name| name.trim().is_empty()) {
            duties.push((Duty::Appoint, said!("besluttet uden en ansvarlig", "decided without anybody responsible")));
        }
        let demanded = self.demanded(ix, now);
        match now {
            Role::Draft => duties.push((Duty::Specify, said!("foreslået", "proposed"))),
            Role::Decided if demanded.is_none() => {
                duties.push((Duty::Execute, self.status_name(ix)));
            }
            Role::InProgress => duties.push((Duty::Finish, said!("under udførelse", "being carried out"))),
            _ => {}
        }
        duties.extend(demanded);
        let minor = chosen(self.model, ix, Role::ChangeType) == Some(Role::MinorChange);
        if minor && now >= Role::Review && self.model.targets(ix, Role::AgreedWith).is_empty() {
            duties.push((Duty::Agree, said!("specificeret, men ikke aftalt", "specified, but not agreed")));
        }
        for (duty, why) in duties {
            let task = self.task(duty, ix, vec![Piece::Said(why)], by);
            self.add(managers, &task);
        }
    }

    /// What the type of a specified change demands before it is carried out; `None` when nothing holds it up.
    fn demanded(&self, ix: ItemIx, now: Role) -> Option<(Duty, Said)> {
        if now < Role::Review {
            return None;
        }
        match chosen(self.model, ix, Role::ChangeType)? {
            Role::FurtherDevelopment => self.unapproved(ix, now),
            Role::LegalMaintenance => {
                let is_settled = objects(self.model, ix, Role::NoChange).is_some()
                    || !self.model.targets(ix, Role::CarriedOutIn).is_empty();
                let why = said!(
                    "skal blive til en behovsændring eller videreudvikling, eller det begrundes, at intet ændres",
                    "is to become a needs-based change or further development, or a reason is given to change nothing"
                );
                (!is_settled).then_some((Duty::LeadOn, why))
            }
            Role::TechnicalMaintenance if now == Role::Review => Some((
                Duty::Execute,
                said!("teknisk vedligehold efter kontrakten", "technical maintenance under the contract"),
            )),
            _ => None,
        }
    }

    /// Further development that no steering group has approved; one that it put off waits.
    fn unapproved(&self, ix: ItemIx, now: Role) -> Option<(Duty, Said)> {
        let is_approved = !self.decided(ix, Role::Approval).is_empty();
        let is_put_off = now == Role::Review && !self.decided(ix, Role::Postponement).is_empty();
        if is_approved || is_put_off {
            return None;
        }
        let why = match now {
            Role::Review => said!("specificeret, men ikke godkendt", "specified, but not approved"),
            _ => said!(
                "gået videre, uden at styregruppen har godkendt den",
                "has gone on without approval by the steering group"
            ),
        };
        Some((Duty::Submit, why))
    }

    /// What is due under the contract of a solution.
    pub(super) fn contract(&mut self, solution: ItemIx, contract: ItemIx) {
        let mut tasks = Vec::new();
        if let Some(options) = objects(self.model, contract, Role::Options) {
            for map in &options.maps {
                let used = part(options.fields, map, Role::OptionUsed).and_then(value::yes_no).unwrap_or(false);
                let notice = part(options.fields, map, Role::NoticeBy).and_then(value::date);
                let length = part(options.fields, map, Role::OptionLength).and_then(Node::text).unwrap_or_default();
                if let Some(day) = notice.filter(|day| !used && *day >= self.model.day && *day <= self.soon()) {
                    let why = said!("optionen på {} skal varsles", "the option of {} is to be notified"; length.trim());
                    tasks.push(self.task(Duty::Prolong, contract, vec![Piece::Said(why)], Some(day)));
                }
            }
        }
        if let Some(handover) = objects(self.model, contract, Role::Handover) {
            for map in &handover.maps {
                let due = part(handover.fields, map, Role::Deadline).and_then(value::date);
                let received = part(handover.fields, map, Role::Received).is_some();
                let what = part(handover.fields, map, Role::HandoverSubject).and_then(Node::text).unwrap_or_default();
                if let Some(day) = due.filter(|day| !received && *day <= self.soon()) {
                    let why = Piece::Said(Said::new(what.trim(), what.trim()));
                    tasks.push(self.task(Duty::Receive, contract, vec![why], Some(day)));
                }
            }
        }
        for task in tasks {
            self.add(&[solution], &task);
        }
    }
}
