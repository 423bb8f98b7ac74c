//! The verdicts for a person at a terminal: each solution, then what its areas rest on.

use super::super::output::one_line;
use super::super::report::Look;
use super::Told;
use crate::rules::readiness::{Area, Check, Judged, Verdict, name};
use crate::said;

/// How many items of a check are named, unless all is asked for.
const NAMED: usize = 6;

/// Every solution: its verdict, when it is tendered, its areas, and the checks that are not simply passed; all checks
/// when `look.all` says so.
pub(super) fn draw(told: &Told, look: &Look) -> String {
    let mut text = heading(told);
    for judged in &told.solutions {
        text.push_str(&solution(told, look, judged));
    }
    if told.solutions.is_empty() {
        text.push_str(told.word("projektet har ingen løsninger\n", "the project has no solutions\n"));
    }
    text
}

fn heading(told: &Told) -> String {
    let profile = &told.facts.config.profile;
    let level = [profile.navn.as_str(), profile.version.as_str()].join(" ");
    let day = told.day(told.facts.model.day);
    let what = told.word("Udbudsparathed", "Readiness for re-tender");
    match level.trim() {
        "" => format!("{what}, {day}\n"),
        level => format!("{what}, {day} – {}\n", one_line(level)),
    }
}

fn solution(told: &Told, look: &Look, judged: &Judged) -> String {
    let mut text = format!("\n{}: {}\n", one_line(&told.name(judged.solution)), shown(told, look, judged.verdict));
    let mut lines = vec![told.announced(judged), judged_on(told, judged)];
    lines.extend(judged.signature.as_ref().map(|signature| told.signature(signature)));
    lines.push(format!("{} {}", told.word("indholdshash", "content hash"), judged.content));
    for line in lines.iter().filter(|line| !line.is_empty()) {
        text.push_str(&format!("  {}\n", one_line(line)));
    }
    for area in judged.all_areas() {
        // What can be read needs no word.
        if area.is_structure() && area.verdict == Verdict::Ready && !look.all {
            continue;
        }
        text.push_str(&of_area(told, look, area));
    }
    text
}

/// "vurderet på den dag efter profilen `udbud`".
fn judged_on(told: &Told, judged: &Judged) -> String {
    let facts = &told.readiness.bases[judged.basis].facts;
    let today = judged.day == told.facts.model.day;
    let day = told.day(judged.day);
    let said = match (&facts.config.active, today) {
        (None, true) => return String::new(),
        (None, false) => said!("vurderet, som det ser ud {}", "judged as it stands on {}"; day),
        (Some(profile), true) => {
            said!("vurderet i dag efter profilen `{}`", "judged today by the profile `{}`"; profile)
        }
        (Some(profile), false) => said!(
            "vurderet, som det ser ud {}, efter profilen `{}`",
            "judged as it stands on {}, by the profile `{}`"; day, profile
        ),
    };
    told.said(&said)
}

fn of_area(told: &Told, look: &Look, area: &Area) -> String {
    let mut text = format!("  {} {}\n", sign(look, area.verdict), told.text(name(area.letter)));
    let is_told = |check: &&Check| look.all || check.verdict != Verdict::Ready;
    for check in area.checks.iter().filter(is_told) {
        text.push_str(&of_check(told, look, check));
    }
    text
}

fn of_check(told: &Told, look: &Look, check: &Check) -> String {
    let counted = match (check.failing, check.subjects) {
        (0, 0) => said!("intet at se på", "nothing to look at"),
        (0, subjects) => said!("ingen af {}", "none of {}"; subjects),
        (failing, subjects) => said!("{} af {}", "{} of {}"; failing, subjects),
    };
    let says = told.text(check.rule.says);
    let mut text = format!("    {} {}  {}  {says}\n", sign(look, check.verdict), check.rule.code, told.said(&counted));
    for waived in &check.waived {
        text.push_str(&format!("           {}\n", one_line(&told.waived(waived))));
    }
    if !check.items.is_empty() && (look.all || !check.passed()) {
        let named = if look.all { usize::MAX } else { NAMED };
        let ids: Vec<&str> = check.items.iter().take(named).map(|ix| &*told.facts.model.item(*ix).id).collect();
        let rest = check.items.len() - ids.len();
        let more = if rest == 0 { String::new() } else { told.said(&said!(" og {} til", " and {} more"; rest)) };
        text.push_str(&format!("           {}{more}\n", one_line(&ids.join(", "))));
    }
    text
}

fn shown(told: &Told, look: &Look, verdict: Verdict) -> String {
    format!("{} {}", sign(look, verdict), verdict.word(told.language))
}

fn sign(look: &Look, verdict: Verdict) -> String {
    let color = match verdict {
        Verdict::Ready => "32",
        Verdict::Outstanding => "33",
        Verdict::NotAssessed => "2",
        Verdict::NotReady => "31",
    };
    match look.color {
        true => format!("\u{1b}[{color}m{}\u{1b}[0m", verdict.sign()),
        false => verdict.sign().to_string(),
    }
}
