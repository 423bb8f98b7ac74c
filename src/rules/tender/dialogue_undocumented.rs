//! U08: talks with the market that nobody wrote down.

use crate::finding::{Level, Said};
use crate::model::{ItemIx, Role};
use crate::rules::entries::{Entry, entries};
use crate::rules::{Findings, Rule, Scope, Text, concerns, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "U08",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::Tender, Role::Dialogue, Role::Minutes, Role::QuestionsAnswers],
    says: Text { da: "Den tekniske dialog er ikke dokumenteret.", en: "The technical dialogue is not documented." },
    why: Text {
        da: "Alle tilbudsgivere skal have de samme oplysninger. Kun det, der er skrevet ned, kan gives videre.",
        en: "All bidders must get the same information. Only what is written down can be passed on.",
    },
    bad: "=== content/udbud.yaml
id: UDB-1
type: udbud
titel: Genudbud
status: dialog
=== content/om.md
---
id: om
type: side
titel: Om
---
",
    good: "=== content/udbud.yaml
id: UDB-1
type: udbud
titel: Genudbud
status: dialog
dialog: {dialogtype: markedsmøde, dato: 2026-10-07, referat: Referatet er lagt ud.}
=== content/om.md
---
id: om
type: side
titel: Om
---
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    if !super::is_open(facts, ix) {
        return;
    }
    let item = facts.model.item(ix);
    let today = facts.model.day;
    let begun = concerns::status(facts, item).is_some_and(|status| status >= Role::Review);
    let announced = concerns::day(facts, ix, Role::TenderDate).is_some_and(|day| day <= today);
    let talks: Vec<Entry> = entries(facts, ix, Role::Dialogue).collect();
    if talks.is_empty() && (begun || announced) {
        findings
            .at(look::place_of(facts, ix, Role::Dialogue))
            .says(said!("`{}` har ingen dokumentation for teknisk dialog", "`{}` documents no technical dialogue"; item.id))
            .help(said!(
                "skriv hvert møde eller hver høring under `dialog`; er der ingen, så skriv hvorfor i et `referat`",
                "write each meeting or consultation under `dialog`; if there are none, say why in a `referat`"
            ));
    }
    for talk in talks {
        let is_ahead = talk.date(Role::Date).is_some_and(|day| day > today);
        let told = talk.says(facts, Role::Minutes) || talk.says(facts, Role::QuestionsAnswers);
        let message = match (talk.date(Role::Date), told) {
            _ if is_ahead => continue,
            (Some(_), true) => continue,
            (None, _) => said!("dialogen har ingen dato", "the dialogue has no date"),
            (Some(day), false) => {
                let day = look::day(day);
                Said::new(
                    format!("dialogen {} har hverken referat eller spørgsmål og svar", day.da),
                    format!("the dialogue of {} has neither minutes nor questions and answers", day.en),
                )
            }
        };
        findings.at(talk.place_of(Role::Date)).says(message).help(said!(
            "skriv, hvad der blev sagt, så alle tilbudsgivere kan få det",
            "write what was said, so that all bidders can have it"
        ));
    }
}
