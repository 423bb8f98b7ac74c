//! Law cases and questions of interpretation: what law monitoring, the requirements board and those who talk to the
//! state do with them.

use super::gather::Gather;
use super::{Duty, Piece};
use crate::model::{ItemIx, Role};
use crate::said;
use crate::trace::governance::{chosen, status};
use crate::trace::impact::{Changed, Limit};

impl Gather<'_> {
    /// The associations of municipalities, which look after their interests.
    pub(super) fn association(&self) -> Vec<ItemIx> {
        let is_association =
            |ix: &ItemIx| chosen(self.model, *ix, Role::OrganisationType) == Some(Role::LocalGovernmentAssociation);
        self.model.with_role(Role::Organisation).filter(is_association).collect()
    }

    /// A law case is assessed, followed, and answered while it is in consultation.
    pub(super) fn law_case(&mut self, ix: ItemIx) {
        if self.is_over(ix) {
            return;
        }
        let today = self.model.day;
        let hearing = self.day(ix, Role::HearingDeadline).filter(|day| *day >= today);
        let force = self.day(ix, Role::InForceFrom).filter(|day| *day >= today);
        let touched = self.targets(ix, Role::Touches);
        let mut why = vec![Piece::Said(said!("berører ", "touches "))];
        for (place, law) in touched.iter().take(4).enumerate() {
            why.extend((place > 0).then(|| Piece::Said(said!(", ", ", "))));
            why.push(Piece::Id(*law));
        }
        if touched.is_empty() {
            why = vec![Piece::Said(said!("ingen bestemmelser er angivet endnu", "no provisions are stated yet"))];
        }
        if status(self.model, ix) == Some(Role::Open) {
            let task = self.task(Duty::AssessLaw, ix, why.clone(), hearing.or(force));
            let whom = self.of_type(Role::RequirementsBoard);
            self.add(&whom, &task);
        }
        let monitors = self.of_type(Role::LawMonitoring);
        if hearing.is_some() {
            let task = self.task(Duty::FollowHearing, ix, why.clone(), hearing);
            self.add(&monitors, &task);
        }
        let task = self.task(Duty::FollowForce, ix, why.clone(), force);
        self.add(&monitors, &task);
        let solutions = self.directly(ix);
        if hearing.is_some() {
            let task = self.task(Duty::AnswerHearing, ix, why, hearing);
            let mut whom = self.serving(Role::StateContact, &solutions);
            whom.extend(self.association());
            self.add(&whom, &task);
        }
        self.across(ix, &solutions, hearing.or(force));
    }

    /// The solutions in which a law case touches something directly.
    fn directly(&self, ix: ItemIx) -> Vec<ItemIx> {
        let spread = self.book.impacts.spread(self.book);
        let impact = spread.impact(self.model, &Changed::from(ix), Limit(0));
        let direct = impact.parts.iter().filter(|part| part.direct > 0 || part.starts > 0);
        direct.filter_map(|part| part.solution).collect()
    }

    /// An open question awaits those it was put to, the state contact of what it touches, and the association.
    pub(super) fn interpretation(&mut self, ix: ItemIx) {
        if self.is_over(ix) {
            return;
        }
        let touched = self.targets(ix, Role::Touches);
        let mut solutions: Vec<ItemIx> = touched.iter().flat_map(|one| self.solutions(*one)).collect();
        solutions.sort();
        solutions.dedup();
        let mut why = vec![Piece::Said(said!("om ", "on "))];
        for (place, law) in self.targets(ix, Role::Interprets).iter().enumerate() {
            why.extend((place > 0).then(|| Piece::Said(said!(", ", ", "))));
            why.push(Piece::Id(*law));
        }
        if let Some(to) = self.targets(ix, Role::AskedOf).iter().find(|to| self.model.is(**to, Role::Organisation)) {
            why.extend([Piece::Said(said!("; stillet til ", "; put to ")), Piece::Id(*to)]);
        }
        let task = self.task(Duty::AskState, ix, why, None);
        let mut whom = self.serving(Role::StateContact, &solutions);
        whom.extend(self.targets(ix, Role::AskedOf).into_iter().filter(|to| self.model.is(*to, Role::Body)));
        whom.extend(self.association());
        whom.sort();
        whom.dedup();
        self.add(&whom, &task);
    }
}
