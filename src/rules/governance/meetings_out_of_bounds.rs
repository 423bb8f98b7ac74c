//! G10: an expert group that met too seldom or too often last year.

use foldhash::HashSet;
use jiff::civil::Date;

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::place::Place;
use crate::rules::entries::{Entry, entries};
use crate::rules::{Findings, Rule, Scope, Text, concerns, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "G10",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Body, Role::ExpertGroup, Role::Meetings, Role::MeetingsPerYear],
    says: Text {
        da: "En faggruppe har holdt færre eller flere møder i det seneste hele kalenderår, end der er aftalt.",
        en: "An expert group held fewer or more meetings in the last whole calendar year than agreed.",
    },
    why: Text {
        da: "En faggruppe mødes to til seks gange om året. Mødes den sjældnere, bliver lovudredninger og krav ikke \
             kvalitetssikret; mødes den oftere, er opgaverne for små eller for mange.",
        en: "An expert group meets two to six times a year. If it meets less, legal analyses and requirements are not \
             quality-assured; if it meets more, its tasks are too small or too many.",
    },
    bad: "=== sporbar.yaml
pr_dato: 2026-11-23
=== content/fg.yaml
id: FG-DUBU
type: organ
titel: Faggruppen for DUBU
organtype: faggruppe
sekretariat: KL
medlemmer:
  - {navn: børnerådgiver, organisation: ODENSE}
  - {navn: chefkonsulent, organisation: KL}
møder:
  - {dato: 2025-03-06}
  - {dato: 2026-03-12}
=== content/organisationer.yaml
elementer:
  - {id: KL, type: organisation, titel: KL, organisationstype: KL}
  - {id: ODENSE, type: organisation, titel: Odense, organisationstype: kommune}
",
    good: "=== sporbar.yaml
pr_dato: 2026-11-23
=== content/fg.yaml
id: FG-DUBU
type: organ
titel: Faggruppen for DUBU
organtype: faggruppe
sekretariat: KL
medlemmer:
  - {navn: børnerådgiver, organisation: ODENSE}
  - {navn: chefkonsulent, organisation: KL}
møder:
  - {dato: 2025-03-06}
  - {dato: 2025-11-20}
  - {dato: 2026-03-12}
=== content/organisationer.yaml
elementer:
  - {id: KL, type: organisation, titel: KL, organisationstype: KL}
  - {id: ODENSE, type: organisation, titel: Odense, organisationstype: kommune}
",
    waivable: true,
};

/// What the memo says of expert groups; the body itself may say otherwise.
const USUAL: (u32, u32) = (2, 6);

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let item = facts.model.item(ix);
    if !facts.model.is(ix, Role::Body) || !look::holds_today(facts, item) {
        return;
    }
    let Some((least, most)) = agreed(facts, ix) else { return };
    let year = facts.model.day.year() - 1;
    // It must have been there all that year.
    if item.validity.from.is_some_and(|from| from.year() > year || from.year() == year && from.day_of_year() > 1) {
        return;
    }
    let days: HashSet<Date> =
        entries(facts, ix, Role::Meetings).filter_map(|meeting| meeting.date(Role::Date)).collect();
    let held = days.iter().filter(|day| day.year() == year).count() as u32;
    if (least..=most).contains(&held) {
        return;
    }
    report(facts, ix, Count { year, held, least, most }, findings);
}

/// The fewest and most meetings a year: what the body says, for an expert group also what is usual.
fn agreed(facts: &Facts, ix: ItemIx) -> Option<(u32, u32)> {
    let number = |entry: &Entry, role| entry.text(role).and_then(|text| text.parse::<u32>().ok());
    let usual = concerns::is_body(facts, ix, Role::ExpertGroup).then_some(USUAL);
    match entries(facts, ix, Role::MeetingsPerYear).next() {
        None => usual,
        Some(entry) => {
            let (least, most) = usual.unwrap_or((0, u32::MAX));
            Some((number(&entry, Role::Minimum).unwrap_or(least), number(&entry, Role::Maximum).unwrap_or(most)))
        }
    }
}

struct Count {
    year: i16,
    held: u32,
    least: u32,
    most: u32,
}

fn report(facts: &Facts, ix: ItemIx, count: Count, findings: &mut Findings) {
    let Count { year, held, least, most } = count;
    let id = &facts.model.item(ix).id;
    let place: Place = match facts.model.field(ix, Role::Meetings) {
        Some(written) => Place { file: written.file, span: written.key_span() },
        None => facts.model.item(ix).place(),
    };
    let (meetings_da, meetings_en) = if held == 1 { ("møde", "meeting") } else { ("møder", "meetings") };
    let (bound_da, bound_en) = match held < least {
        true => (format!("mindst {least}"), format!("at least {least}")),
        false => (format!("højst {most}"), format!("at most {most}")),
    };
    super::told(facts, ix, place, None, findings)
        .says(Said::new(
            format!("`{id}` holdt {held} {meetings_da} i {year}; aftalt er {bound_da}"),
            format!("`{id}` held {held} {meetings_en} in {year}; agreed are {bound_en}"),
        ))
        .help(said!(
            "skriv de møder, der mangler, eller aftal et andet antal i `møder_pr_år`; er organet nyere, så skriv `gyldig: {{fra: …}}`",
            "write the meetings that lack, or agree on another number in `møder_pr_år`; if the body is newer, write `gyldig: {{fra: …}}`"
        ));
}
