//! Unwanted coverage: answers that nobody asks for.

use foldhash::HashSet;

use super::answers::solutions_of;
use super::{Covered, State, View};
use crate::model::{ItemIx, Link, LinkState, Role, value};

/// An answer that nobody asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unwanted {
    /// The requirement or rule.
    pub item: ItemIx,
    /// The provision or act it names.
    pub law: ItemIx,
    pub why: Why,
}

/// What is unwanted of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The provision is declared, with a reason, to give rise to no requirements.
    NotRelevant,
    /// The assessment asks for other solutions than those the answer stands in.
    OtherSolution,
    /// The law is no longer in force, and the link does not say that it is kept on purpose.
    Ended,
    /// The same item also names something this one is nested in, or names this one twice.
    Twice,
}

/// Every unwanted answer, by item, then law, then reason; each once.
pub(super) fn of(view: &View, provisions: &[Covered]) -> Vec<Unwanted> {
    let model = view.model();
    let Some(basis) = model.schema.link_type_with(Role::LegalBasis) else { return Vec::new() };
    let mut found = Vec::new();
    for item in model.all().filter(|ix| view.may_answer(*ix)) {
        let links = model.held_by(item).iter().filter(|link| link.link_type == basis && !link.turned);
        let named: Vec<(ItemIx, &Link)> = links
            .filter_map(|link| Some((link.target.as_ref()?.item, link)))
            .filter(|(law, _)| view.shown[law.0 as usize])
            .collect();
        if named.is_empty() {
            continue;
        }
        let solutions = solutions_of(view, item);
        let all: HashSet<Named> = named.iter().map(name_of).collect();
        let mut before: HashSet<Named> = HashSet::default();
        for one in &named {
            let (law, link) = *one;
            let again = !before.insert(name_of(one));
            let whys = [
                is_ended(view, link).then_some(Why::Ended),
                (again || is_enclosed(view, &all, law)).then_some(Why::Twice),
                not_asked(provisions, law, &solutions),
            ];
            found.extend(whys.into_iter().flatten().map(|why| Unwanted { item, law, why }));
        }
    }
    found.sort_by_key(|one| (one.item, one.law, one.why));
    found.dedup();
    found
}

fn is_ended(view: &View, link: &Link) -> bool {
    let model = view.model();
    let declared = &model.schema.link_type(link.link_type).attributes;
    let kept = link.attributes.iter().flat_map(|map| map.pairs.iter()).any(|pair| {
        let field = declared.iter().find(|field| field.key == *pair.key);
        field.is_some_and(|field| field.role == Some(Role::FormerlyInForce)) && value::yes_no(&pair.value) == Some(true)
    });
    link.state == LinkState::Ended && !kept
}

/// A place in the law as a link names it: the item, and the unlisted part of it, if any.
type Named<'a> = (ItemIx, Option<&'a str>);

fn name_of<'a>((law, link): &(ItemIx, &'a Link)) -> Named<'a> {
    (*law, link.target.as_ref().and_then(|target| target.deeper()))
}

/// Whether something that a place is nested in is named whole.
fn is_enclosed(view: &View, all: &HashSet<Named>, law: ItemIx) -> bool {
    let mut above = view.model().item(law).parent;
    while let Some(parent) = above {
        if all.contains(&(parent, None)) {
            return true;
        }
        above = view.model().item(parent).parent;
    }
    false
}

/// Whether a counted provision does not ask for an answer in these solutions. What is not counted, such as a § with
/// listed parts, asks through its parts.
fn not_asked(provisions: &[Covered], law: ItemIx, solutions: &[ItemIx]) -> Option<Why> {
    let place = provisions.binary_search_by_key(&law, |covered| covered.provision).ok()?;
    let covered = &provisions[place];
    let within = |list: &[ItemIx], one: &ItemIx| list.binary_search(one).is_ok();
    if covered.state == State::NotRelevant
        || !solutions.is_empty() && solutions.iter().all(|one| within(&covered.excused, one))
    {
        return Some(Why::NotRelevant);
    }
    let other =
        !covered.asked.is_empty() && !solutions.is_empty() && !solutions.iter().any(|one| within(&covered.asked, one));
    other.then_some(Why::OtherSolution)
}
