//! What to do first: the findings that keep a solution from being ready, as tasks with hours.
//!
//! Hours are the number of findings times the minutes that one takes by [`EFFORTS`]. They are for putting tasks in order
//! and for a first plan. What a change is estimated at is no part of them: that is the work of making it, and a finding
//! asks for less, such as an approval.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{Area, Check, Judged, Readiness};
use crate::model::ItemIx;
use crate::rules::{Rule, Text};

/// Minutes to mend one finding, by code or by the letter of an area, in the order they are told; a code wins. They are
/// set by judgement, for a person who knows the solution, without waiting for answers from others.
pub const EFFORTS: [(&str, u32); 18] = [
    ("S", 10),
    ("J", 60),
    ("J07", 90),
    ("J09", 45),
    ("J13", 240),
    ("J14", 240),
    ("J18", 480),
    ("K", 20),
    ("K16", 45),
    ("K17", 60),
    ("V", 60),
    ("V15", 120),
    ("V16", 15),
    ("G", 45),
    ("O", 120),
    ("O03", 960),
    ("U", 90),
    ("D", 90),
];

/// Who does a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    ExpertGroup,
    RequirementsBoard,
    ProjectManager,
    ContractHolder,
}

/// What a rule finds in a solution that keeps it from being ready.
#[derive(Clone, Debug)]
pub struct Task {
    pub solution: ItemIx,
    pub rule: &'static Rule,
    /// How many findings.
    pub count: usize,
    /// The only item they are about; `None` for several, or none.
    pub item: Option<ItemIx>,
    /// How long they take together.
    pub minutes: u32,
    /// Whether the area is no longer "not ready" when this is done.
    pub opens_area: bool,
    pub who: Who,
    /// The first day on which the work counts, where that is still ahead: what is reviewed too early has to be reviewed
    /// again before the announcement.
    pub from: Option<Date>,
    /// The day of the announcement; `None` without one.
    pub before: Option<Date>,
}

/// The rule on proposals that are not treated in time.
const PROPOSAL_UNTREATED: &str = "G16";

impl Who {
    /// Who does what a rule asks, by its area; proposals are treated by the expert group.
    pub fn of(rule: &Rule) -> Who {
        match rule.code.as_bytes()[0] {
            _ if rule.code == PROPOSAL_UNTREATED => Who::ExpertGroup,
            b'J' | b'V' => Who::ExpertGroup,
            b'K' | b'S' => Who::RequirementsBoard,
            b'O' => Who::ContractHolder,
            _ => Who::ProjectManager,
        }
    }

    /// What they are called.
    pub fn name(self) -> Text {
        match self {
            Who::ExpertGroup => Text { da: "Faggruppen", en: "The expert group" },
            Who::RequirementsBoard => Text { da: "Kravredaktionen", en: "The requirements board" },
            Who::ProjectManager => Text { da: "Projektlederen", en: "The project manager" },
            Who::ContractHolder => Text { da: "Kontraktholderen", en: "The contract holder" },
        }
    }
}

/// Minutes that one finding of a rule takes.
pub fn minutes(code: &str) -> u32 {
    let of = |key: &str| EFFORTS.iter().find(|(known, _)| *known == key).map(|(_, minutes)| *minutes);
    of(code).or_else(|| of(code.get(..1)?)).unwrap_or(30)
}

/// The tasks of some solutions, what unblocks most first: solutions that are announced first; in each what can be done now,
/// of that what brings a whole area out of "not ready", then what takes most findings away for an hour's work.
pub fn tasks<'a>(readiness: &Readiness, solutions: impl IntoIterator<Item = &'a Judged>) -> Vec<Task> {
    let mut tasks: Vec<Task> = Vec::new();
    for judged in solutions {
        for area in judged.all_areas() {
            let blocking = area.checks.iter().filter(|check| !check.passed());
            tasks.extend(blocking.map(|check| task(readiness, judged, area, check)));
        }
    }
    tasks.sort_by(|a, b| {
        let soonest = |task: &Task| (task.before.is_none(), task.before);
        let worth = |task: &Task, other: &Task| task.count as u64 * u64::from(other.minutes);
        let by_worth = worth(b, a).cmp(&worth(a, b));
        let first = soonest(a).cmp(&soonest(b)).then(a.from.cmp(&b.from)).then(b.opens_area.cmp(&a.opens_area));
        first.then(by_worth).then_with(|| (a.solution, a.rule.code).cmp(&(b.solution, b.rule.code)))
    });
    tasks
}

fn task(readiness: &Readiness, judged: &Judged, area: &Area, check: &Check) -> Task {
    let blocking = readiness.findings(judged, area, check).filter(|one| !one.waived && check.counts(one));
    let mut items: Vec<Option<u32>> = blocking.map(|finding| finding.item).collect();
    let count = items.len();
    items.sort_unstable();
    items.dedup();
    let item = (items.len() == 1).then(|| items[0]).flatten().map(ItemIx);
    let alone = area.checks.iter().filter(|other| !other.passed()).count() == 1;
    Task {
        solution: judged.solution,
        rule: check.rule,
        count,
        item,
        minutes: minutes(check.rule.code).saturating_mul(count as u32),
        opens_area: alone,
        who: Who::of(check.rule),
        from: counts_from(readiness, judged, area, check.rule),
        before: judged.announced.as_ref().and_then(|one| one.day),
    }
}

/// The first day on which mending counts, when that is after today. Only a review grows old again.
fn counts_from(readiness: &Readiness, judged: &Judged, area: &Area, rule: &Rule) -> Option<Date> {
    if rule.code != "V16" {
        return None;
    }
    let months = readiness.basis_of(judged, area).facts.config.profile.limits.reviewed_months?;
    let from = judged.day.checked_sub(i64::from(months).months()).ok()?;
    (from > readiness.bases[0].facts.model.day).then_some(from)
}
