//! J16: an executive order whose enabling provision is gone.

use crate::finding::{Level, Said};
use crate::model::{ItemIx, LegalState, LinkState, Role};
use crate::rules::{Findings, Rule, Scope, Text, look};
use crate::said;
use crate::trace::Facts;

pub const RULE: Rule = Rule {
    code: "J16",
    level: Level::Warning,
    scope: Scope::Item(check),
    needs: &[Role::LegalSource, Role::IssuedUnder],
    says: Text {
        da: "En bekendtgørelse er udstedt efter en bestemmelse, der er ophævet.",
        en: "An executive order was issued under a provision that is repealed.",
    },
    why: Text {
        da: "Uden bemyndigelsen i loven falder bekendtgørelsen som udgangspunkt bort, og kravene med den.",
        en: "Without its enabling provision the order lapses as a rule, and the requirements with it.",
    },
    bad: "=== content/bek.yaml
id: BEK-16
type: retskilde
titel: Bekendtgørelse om refusion
dokumenttype: BEK
udstedt_efter: SDPL § 80
=== content/sdpl.yaml
id: SDPL
type: retskilde
titel: Lov om sygedagpenge
bestemmelser:
  - {ref: § 80, titel: Ministerens regler, ophævet: 2026-01-01}
",
    good: "=== content/bek.yaml
id: BEK-16
type: retskilde
titel: Bekendtgørelse om refusion
dokumenttype: BEK
udstedt_efter: SDPL § 80
=== content/sdpl.yaml
id: SDPL
type: retskilde
titel: Lov om sygedagpenge
bestemmelser:
  - {ref: § 80, titel: Ministerens regler}
",
    waivable: true,
};

fn check(facts: &Facts, ix: ItemIx, findings: &mut Findings) {
    let model = &facts.model;
    let Some(issued_under) = model.schema.link_type_with(Role::IssuedUnder) else { return };
    let ended =
        model.held_by(ix).iter().filter(|link| link.link_type == issued_under && link.state == LinkState::Ended);
    for link in ended {
        // What is repealed itself asks nothing.
        if !look::is_wanted(facts, model.item(ix)) {
            return;
        }
        let Some(target) = link.target.as_ref().map(|target| target.item) else { continue };
        let name = super::cited_name(facts, link, target);
        let since = match model.item(target).legal {
            Some(LegalState::Ended { since: Some(since) }) => look::day(since),
            _ => Said::default(),
        };
        let id = &model.item(ix).id;
        let message = match since.da.is_empty() {
            true => {
                said!("`{}` er udstedt efter `{}`, som er ophævet", "`{}` was issued under `{}`, which is repealed"; id, name)
            }
            false => Said::new(
                format!("`{id}` er udstedt efter `{name}`, som ikke har været i kraft siden {}", since.da),
                format!("`{id}` was issued under `{name}`, which has not been in force since {}", since.en),
            ),
        };
        findings.at(look::link_place(facts, link)).says(message).help(said!(
            "skriv den bestemmelse, bekendtgørelsen nu er udstedt efter, eller at den er bortfaldet (`bortfaldet: DATO`)",
            "write the provision it is issued under now, or that it has lapsed (`bortfaldet: DATE`)"
        ));
    }
}
