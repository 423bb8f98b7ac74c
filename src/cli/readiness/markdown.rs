//! The verdicts as a point on the agenda of a meeting: short, and ready to paste.

use super::super::impact::plain;
use super::Told;
use crate::rules::readiness::{Area, Judged, Task, Verdict, name, tasks};
use crate::said;

/// How many tasks a point on an agenda names.
const TASKS: usize = 5;

/// A table of all solutions, then what each that is not simply ready lacks.
pub(super) fn draw(told: &Told) -> String {
    let day = told.day(told.facts.model.day);
    let mut text = format!("## {} {day}\n\n", told.word("Udbudsparathed pr.", "Readiness for re-tender on"));
    let profile = &told.facts.config.profile;
    if !profile.navn.is_empty() {
        let level = plain(&format!("{} {}", profile.navn, profile.version));
        let said = said!(
            "Vurderet efter {}, på den dag, hvor udbuddet annonceres.",
            "Judged by {}, on the day the tender is announced."; level.trim_end()
        );
        text.push_str(&format!("{}\n\n", told.said(&said)));
    }
    text.push_str(&overview(told));
    for judged in told.solutions.iter().filter(|judged| judged.verdict != Verdict::Ready) {
        text.push_str(&solution(told, judged));
    }
    text
}

fn overview(told: &Told) -> String {
    let heads = [
        told.word("Løsning", "Solution"),
        told.word("Vurdering", "Verdict"),
        told.word("Udbud", "Tender"),
        told.word("Hindrer", "In the way"),
        told.word("Dispenseret", "Waived"),
        told.word("Indholdshash", "Content hash"),
    ];
    let mut text = format!("| {} |\n| --- | --- | --- | ---: | ---: | --- |\n", heads.join(" | "));
    for judged in &told.solutions {
        let verdict = format!("{} {}", judged.verdict.sign(), judged.verdict.word(told.language));
        text.push_str(&format!(
            "| {} | {verdict} | {} | {} | {} | `{}` |\n",
            plain(&told.facts.model.item(judged.solution).id),
            plain(&told.announced(judged)),
            judged.blocking(),
            judged.outstanding(),
            judged.content
        ));
    }
    text
}

fn solution(told: &Told, judged: &Judged) -> String {
    let verdict = judged.verdict.word(told.language);
    let mut text = format!("\n### {}: {verdict}\n\n", plain(&told.name(judged.solution)));
    if let Some(signature) = &judged.signature {
        text.push_str(&format!("- {}\n", capital(&plain(&told.signature(signature)))));
    }
    for area in judged.all_areas().filter(|area| area.verdict != Verdict::Ready) {
        text.push_str(&of_area(told, area));
    }
    let tasks = tasks(told.readiness, [judged]);
    if !tasks.is_empty() {
        let heading = told.word("Gør dette først", "Do this first");
        let (hours, what, who) = (told.word("timer", "hours"), told.word("Opgave", "Task"), told.word("Hvem", "Who"));
        text.push_str(&format!("\n{heading}:\n\n| {what} | {who} | {} |\n| --- | --- | ---: |\n", capital(hours)));
        tasks.iter().take(TASKS).for_each(|task| text.push_str(&row(told, task)));
    }
    text
}

fn of_area(told: &Told, area: &Area) -> String {
    let mut text = format!("- **{}**: {}\n", capital(told.text(name(area.letter))), area.verdict.word(told.language));
    for check in area.checks.iter().filter(|check| check.verdict != Verdict::Ready) {
        let says = told.text(check.rule.says);
        let counts = match check.verdict {
            Verdict::NotReady => told.said(&match check.blocking {
                1 => said!(" (1 fund)", " (1 finding)"),
                count => said!(" ({} fund)", " ({} findings)"; count),
            }),
            _ => String::new(),
        };
        text.push_str(&format!("  - {} {says}{counts}\n", check.rule.code));
        for waived in &check.waived {
            let reason = plain(&waived.reason);
            text.push_str(&format!("    - {}: {reason}\n", capital(&plain(&told.waived(waived)))));
        }
    }
    text
}

fn row(told: &Told, task: &Task) -> String {
    let says = told.text(task.rule.says);
    let count = task.count;
    let from = match task.from {
        Some(day) => told.said(&said!("; tidligst {}", "; not before {}"; day)),
        None => String::new(),
    };
    let what = match task.item {
        Some(ix) => format!("{} {says} ({})", task.rule.code, plain(&told.facts.model.item(ix).id)),
        None => format!("{} {says} ({})", task.rule.code, told.said(&said!("{} fund", "{} findings"; count))),
    };
    format!("| {what}{from} | {} | {} |\n", told.text(task.who.name()), hours(task.minutes))
}

/// Whole hours, at least one.
fn hours(minutes: u32) -> u32 {
    minutes.div_ceil(60).max(1)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
