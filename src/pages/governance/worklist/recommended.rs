//! What others have recommended, and nobody has decided yet.

use jiff::civil::Date;

use super::gather::Gather;
use super::{Duty, Piece};
use crate::finding::{Language, Said};
use crate::model::{ItemIx, Role};
use crate::pages::words::date;
use crate::said;
use crate::trace::governance::chosen;

/// Kinds of decision that settle a matter.
const SETTLES: [Role; 3] = [Role::Approval, Role::Resolution, Role::Refusal];

/// A day in both languages.
pub(super) fn on(day: Date) -> Said {
    Said::new(date(Language::Danish, day), date(Language::English, day))
}

impl Gather<'_> {
    /// A recommendation awaits those who decide; advice to the executive awaits its recommendation to the board.
    pub(super) fn recommendation(&mut self, ix: ItemIx) {
        let Some(kind) = chosen(self.model, ix, Role::DecisionKind) else { return };
        let from = self.model.targets(ix, Role::DecidedBy);
        let is_from = |of: Role| from.iter().any(|body| chosen(self.model, *body, Role::BodyType) == Some(of));
        let (duty, to, answers) = match kind {
            Role::Recommendation if is_from(Role::Executive) => (Duty::Decide, Role::Board, &SETTLES[..]),
            Role::Recommendation | Role::Submission => (Duty::Decide, Role::SteeringGroup, &SETTLES[..]),
            Role::Advice if is_from(Role::PortfolioGroup) => {
                (Duty::Recommend, Role::Executive, &[Role::Recommendation, Role::Submission][..])
            }
            _ => return,
        };
        if self.is_answered(ix, to, answers) {
            return;
        }
        let about = self.targets(ix, Role::About);
        let whom = match to {
            Role::SteeringGroup => self.serving(to, &self.concerned(&about)),
            _ => self.of_type(to),
        };
        let by = about.iter().filter_map(|one| self.day(*one, Role::Deadline)).min();
        let task = self.task(duty, ix, self.told(ix, &from, &about), by);
        self.add(&whom, &task);
    }

    /// Whether a decision names it as what it rests on, or those it is for have settled everything it is about since.
    fn is_answered(&self, ix: ItemIx, to: Role, answers: &[Role]) -> bool {
        let model = self.model;
        let is_answer =
            |one: &ItemIx| chosen(model, *one, Role::DecisionKind).is_some_and(|kind| answers.contains(&kind));
        if model.holders(ix, Role::OnRecommendation).iter().any(is_answer) {
            return true;
        }
        let given = self.day(ix, Role::Date);
        let settles = |one: &ItemIx| {
            let by = model.targets(*one, Role::DecidedBy).into_iter();
            is_answer(one)
                && given.is_some_and(|given| self.day(*one, Role::Date) >= Some(given))
                && by.into_iter().any(|body| chosen(model, body, Role::BodyType) == Some(to))
        };
        let about = model.targets(ix, Role::About);
        !about.is_empty() && about.iter().all(|subject| model.holders(*subject, Role::About).iter().any(settles))
    }

    /// The solutions that these are or belong to.
    fn concerned(&self, about: &[ItemIx]) -> Vec<ItemIx> {
        let own = |ix: &ItemIx| match self.model.is(*ix, Role::Solution) {
            true => vec![*ix],
            false => [self.solutions(*ix), self.targets(*ix, Role::ServesFor)].concat(),
        };
        about.iter().flat_map(own).collect()
    }

    /// "fra FG-DUBU 15. september 2026 om AEN-DUBU-05".
    fn told(&self, ix: ItemIx, from: &[ItemIx], about: &[ItemIx]) -> Vec<Piece> {
        let mut why = Vec::new();
        if let Some(body) = from.iter().find(|body| self.shows(**body)) {
            why.extend([Piece::Said(said!("fra ", "from ")), Piece::Id(*body)]);
        }
        if let Some(day) = self.day(ix, Role::Date) {
            let day = on(day);
            let space = if why.is_empty() { "" } else { " " };
            why.push(Piece::Said(Said::new(format!("{space}{}", day.da), format!("{space}{}", day.en))));
        }
        for (place, subject) in about.iter().enumerate() {
            why.push(Piece::Said(if place == 0 { said!(" om ", " on ") } else { said!(", ", ", ") }));
            why.push(Piece::Id(*subject));
        }
        why
    }
}
